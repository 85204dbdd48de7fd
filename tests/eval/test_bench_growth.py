"""The benchmark of growth, over a few generated texts."""

from __future__ import annotations

from itertools import islice
from pathlib import Path

import pytest

from eval import bench_growth
from eval.growth_texts import texts
from index.search import Index


@pytest.fixture(scope="module")
def no_data(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("data") / "absent"


@pytest.fixture(scope="module")
def grown(tmp_path_factory: pytest.TempPathFactory, no_data: Path) -> tuple[Path, dict]:
    home = tmp_path_factory.mktemp("grown")
    return home, bench_growth.grow(home, 300, no_data)


def test_texts_are_the_same_every_time_and_all_different(no_data):
    first, again = (list(islice(texts(no_data), 50)) for _ in range(2))
    assert first == again
    assert len({item.text for item in first}) == 50
    assert all(item.text.splitlines()[-1].endswith(f"GR-{n}.") for n, item in enumerate(first, 1))


def test_a_home_grows_to_its_size_and_then_stays(grown, no_data):
    home, figures = grown
    with Index.open(home) as index:
        passages = index.counts()[1]
    assert 290 <= passages <= 360
    assert figures["passages_added"] == passages
    assert figures["passages_per_second"] > 0
    assert bench_growth.grow(home, passages, no_data) == {}


def test_additions_searches_and_answers_are_measured(grown, no_data, monkeypatch):
    home, _ = grown
    monkeypatch.setattr(bench_growth, "SINGLE_ADDITIONS", 2)
    monkeypatch.setattr(bench_growth, "ASKED", 1)
    added = bench_growth.add_one(home)
    assert 0 < added["add_one_s_p50"] <= added["add_one_s_max"]
    searched = bench_growth.search(home, no_data)
    assert 0 < searched["search_ms_p50"] <= searched["search_ms_p95"]
    assert searched["problems"] == 0
    assert 30 < searched["rss_mb"] < 4_000
    assert bench_growth.ask(home, no_data)["ask_s_p50"] > 0
    assert bench_growth.disk(home)["catalogue_mb"] > 0.1


def test_exact_vector_search_agrees_with_exact_faiss(grown, no_data):
    figures = bench_growth.compare_vectors(grown[0], no_data)
    assert figures["vector_recall_10"] == 1
    assert figures["vector_time_ratio"] > 0


def test_a_measure_runs_apart_and_one_that_fails_says_why(grown, tmp_path, monkeypatch):
    added = bench_growth._apart("single documents", grown[0])
    assert added["add_one_s_p50"] > 0
    result = {"about": {}, "sizes": {"300": added}, "searching": {}, "asking": {}, "vectors": {}}
    assert "add one s p50" in bench_growth.to_text(result)
    monkeypatch.setitem(bench_growth.MEASURES, "no such measure", bench_growth.search)
    with pytest.raises(bench_growth.BenchError, match="no such measure"):
        bench_growth._apart("no such measure", tmp_path)


def test_a_home_that_grows_further_keeps_what_it_has(tmp_path, no_data):
    bench_growth.grow(tmp_path, 100, no_data)
    with Index.open(tmp_path) as index:
        before = index.contents()
    bench_growth.grow(tmp_path, 300, no_data)
    with Index.open(tmp_path) as index:
        assert before.items() <= index.contents().items()
