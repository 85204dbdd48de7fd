"""The benchmark against the stock pipeline, over a few generated texts."""

import json

import pytest

from eval import baseline, bench
from eval.baseline import MissingPackageError, StockPipeline
from eval.datasets import CorpusItem
from eval.generated import generate


@pytest.fixture(scope="module")
def data():
    return generate(documents=40, queries=6)


def test_generated_texts_are_the_same_every_time_and_of_the_size_of_news(data):
    again = generate(documents=40, queries=6)
    assert again.corpus == data.corpus
    assert again.queries == data.queries
    assert 550 <= sum(len(item.text) for item in data.corpus) / 40 <= 750
    assert len(data.qrels) == 6


def test_a_generated_question_is_made_of_words_of_its_text(data):
    for query, grades in data.qrels.items():
        (name,) = grades
        text = next(item.text for item in data.corpus if item.id == name)
        words = data.queries[query].rstrip("？").split("，")
        assert len(words) == 5
        assert all(word in text for word in words)


@pytest.mark.parametrize("name", bench.PIPELINES)
def test_each_pipeline_is_measured(data, tmp_path, name):
    measured = bench.measure(name, data, tmp_path)
    assert measured.recall_10 == 1
    assert measured.ndcg_10 > 0.9
    assert measured.documents_per_second > 0
    assert 0 < measured.search_ms_p50 <= measured.search_ms_p95
    assert measured.disk_mb > 0.03  # 40 texts of 640 characters, three bytes each


def test_the_stock_pipeline_finds_by_words():
    stock = StockPipeline(None, k=2)
    texts = {"cat": "猫喜欢睡觉。", "bank": "中央银行下调利率。", "rain": "雨季的降水很多。"}
    stock.ingest(CorpusItem(name, "", text) for name, text in texts.items())
    assert stock.search("利率下调")[0] == "bank"


def test_a_missing_package_is_named_with_the_command(monkeypatch):
    monkeypatch.setattr(baseline, "STOCK_PACKAGES", ("no_such_package",))
    with pytest.raises(MissingPackageError, match=r"no_such_package.*pip install"):
        bench.bench()


def test_a_pipeline_runs_in_a_process_of_its_own_and_its_memory_is_watched(tmp_path, monkeypatch):
    monkeypatch.setattr(bench, "PIPELINES", ("ours",))
    monkeypatch.setattr(bench, "NEWS", tmp_path / "absent")
    result = bench.bench(documents=20)
    assert 30 < result.pipelines["ours"].peak_memory_mb < 4_000
    assert result.about["data"] == "generated-20: 20 texts, 20 questions"


def test_a_failing_pipeline_says_why(tmp_path, monkeypatch):
    monkeypatch.setattr(bench, "PIPELINES", ("ours",))
    (tmp_path / "qrels").mkdir()
    (tmp_path / "corpus.jsonl").write_text('{"_id": "d", "text": "x"}')
    (tmp_path / "queries.jsonl").write_text('{"_id": "q", "text": "x"}')
    (tmp_path / "qrels" / "test.tsv").write_text("q\td\t1")
    monkeypatch.setattr(bench, "_load", lambda folder, documents: generate(1, 1))
    with pytest.raises(bench.BenchError, match=r"no such file"):
        bench.bench(tmp_path / "elsewhere")


def test_ratios_and_the_kept_file():
    ours = bench.Measured(600.0, 200.0, 30.0, 4.0, 8.0, 0.8, 0.9)
    stock = bench.Measured(150.0, 800.0, 60.0, 200.0, 400.0, 0.8, 0.9)
    about = {"data": "d", "machine": "m"}
    result = bench.BenchResult(about, {"ours": ours, "stock keyword": stock})
    kept = json.loads(json.dumps(result.to_json()))
    assert kept["ratios"]["stock keyword"]["documents_per_second"] == 4
    assert kept["ratios"]["stock keyword"]["search_ms_p95"] == 0.02
    assert "ours / stock keyword" in result.to_text()
