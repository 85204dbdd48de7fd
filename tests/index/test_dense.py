"""The FAISS index: what goes in is found, what goes out is not, whatever the segments."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from index.dense.index import DenseIndex

DIMENSIONS = 16


def unit(rng: np.random.Generator, count: int) -> np.ndarray:
    vectors = rng.standard_normal((count, DIMENSIONS)).astype(np.float32)
    return vectors / np.linalg.norm(vectors, axis=1, keepdims=True)


@pytest.fixture
def rng() -> np.random.Generator:
    return np.random.default_rng(7)


@pytest.fixture(params=["memory", "folder"])
def folder(request: pytest.FixtureRequest, tmp_path: Path) -> Path | None:
    return tmp_path / "vectors" if request.param == "folder" else None


def test_each_vector_finds_itself_first(folder: Path | None, rng: np.random.Generator) -> None:
    index = DenseIndex(folder, DIMENSIONS)
    vectors = unit(rng, 50)
    for start in range(0, 50, 7):  # several commits, so several segments and merges
        part = range(start, min(start + 7, 50))
        index.add([i + 100 for i in part], [i // 5 for i in part], vectors[part.start : part.stop])
        index.commit(start + 1)
    assert len(index) == 50
    for i, vector in enumerate(vectors):
        number, score = index.search(vector, 1)[0]
        assert number == i + 100
        assert score == pytest.approx(1.0, abs=0.01)


def test_search_agrees_with_brute_force(folder: Path | None, rng: np.random.Generator) -> None:
    index = DenseIndex(folder, DIMENSIONS, half=False)
    vectors = unit(rng, 200)
    index.add(range(200), [0] * 200, vectors)
    index.commit(1)
    query = unit(rng, 1)[0]
    best = np.argsort(-(vectors @ query))[:10]
    assert [number for number, _ in index.search(query, 10)] == best.tolist()


def test_only_the_chosen_documents_are_searched(
    folder: Path | None, rng: np.random.Generator
) -> None:
    index = DenseIndex(folder, DIMENSIONS)
    vectors = unit(rng, 40)
    index.add(range(40), [i % 4 for i in range(40)], vectors)
    index.commit(1)
    found = index.search(vectors[0], 40, documents=[1, 3])
    assert {number % 4 for number, _ in found} == {1, 3}
    assert len(found) == 20
    assert index.search(vectors[0], 5, documents=[]) == []
    assert index.search(vectors[0], 5, documents=[99]) == []


def test_deleted_documents_are_found_no_more(folder: Path | None, rng: np.random.Generator) -> None:
    index = DenseIndex(folder, DIMENSIONS)
    vectors = unit(rng, 30)
    index.add(range(30), [i // 10 for i in range(30)], vectors)
    index.commit(1)
    index.delete([1])
    index.commit(2)
    assert len(index) == 20
    assert all(not 10 <= number < 20 for number, _ in index.search(vectors[15], 30))
    assert not index.vectors([15]).any()
    index.delete([0, 2])
    index.commit(3)
    assert len(index) == 0
    assert index.search(vectors[0], 5) == []


def test_vectors_come_back_by_number(folder: Path | None, rng: np.random.Generator) -> None:
    index = DenseIndex(folder, DIMENSIONS)
    vectors = unit(rng, 10)
    index.add([5, 3, 9], [1, 1, 2], vectors[:3])
    index.commit(1)
    found = index.vectors([9, 4, 3])
    assert np.allclose(found[0], vectors[2], atol=0.01)
    assert not found[1].any()
    assert np.allclose(found[2], vectors[1], atol=0.01)


def test_a_folder_is_opened_again_as_it_was(tmp_path: Path, rng: np.random.Generator) -> None:
    vectors = unit(rng, 30)
    index = DenseIndex(tmp_path, DIMENSIONS)
    index.add(range(30), range(30), vectors)
    index.commit(1)
    index.delete([4])
    index.commit(2)
    again = DenseIndex(tmp_path, DIMENSIONS)
    assert again.generation == 2
    assert len(again) == 29
    assert again.search(vectors[7], 1)[0][0] == 7
    assert again.search(vectors[4], 1)[0][0] != 4
    assert again.problems() == []


def test_a_reader_sees_what_another_process_committed(
    tmp_path: Path, rng: np.random.Generator
) -> None:
    vectors = unit(rng, 30)
    writer, reader = DenseIndex(tmp_path, DIMENSIONS), DenseIndex(tmp_path, DIMENSIONS)
    writer.add(range(20), range(20), vectors[:20])
    writer.commit(1)
    reader.refresh()
    assert len(reader) == 20
    writer.add(range(20, 30), range(20, 30), vectors[20:])
    writer.delete([0])
    writer.commit(2)
    assert reader.search(vectors[0], 1)[0][0] == 0  # still the old state, its files mapped
    reader.refresh()
    assert reader.search(vectors[25], 1)[0][0] == 25
    assert reader.search(vectors[0], 1)[0][0] != 0


def test_what_was_not_committed_is_gone_after_a_crash(
    tmp_path: Path, rng: np.random.Generator
) -> None:
    vectors = unit(rng, 10)
    index = DenseIndex(tmp_path, DIMENSIONS)
    index.add(range(5), range(5), vectors[:5])
    index.commit(1)
    index.add(range(5, 10), range(5, 10), vectors[5:])
    again = DenseIndex(tmp_path, DIMENSIONS)
    assert len(again) == 5
    assert again.generation == 1


def test_files_of_another_model_count_as_none(tmp_path: Path, rng: np.random.Generator) -> None:
    index = DenseIndex(tmp_path, DIMENSIONS, signature="model a")
    index.add([1], [1], unit(rng, 1))
    index.commit(1)
    assert DenseIndex(tmp_path, DIMENSIONS, signature="model b").generation == -1
    assert DenseIndex(tmp_path, DIMENSIONS * 2, signature="model a").generation == -1


def test_a_damaged_manifest_counts_as_none(tmp_path: Path, rng: np.random.Generator) -> None:
    index = DenseIndex(tmp_path, DIMENSIONS)
    index.add([1], [1], unit(rng, 1))
    index.commit(1)
    (tmp_path / "manifest.json").write_text("{")
    assert DenseIndex(tmp_path, DIMENSIONS).generation == -1


def test_many_small_additions_leave_few_files(tmp_path: Path, rng: np.random.Generator) -> None:
    index = DenseIndex(tmp_path, DIMENSIONS)
    vectors = unit(rng, 64)
    for i, vector in enumerate(vectors):
        index.add([i], [i], vector.reshape(1, -1))
        index.commit(i + 1)
    assert len(list(tmp_path.glob("*.faiss"))) <= 4
    assert [index.search(vector, 1)[0][0] for vector in vectors] == list(range(64))


def test_vectors_of_another_length_are_refused(rng: np.random.Generator) -> None:
    index = DenseIndex(None, DIMENSIONS + 1)
    with pytest.raises(ValueError, match="expected"):
        index.add([1], [1], unit(rng, 1))


# Large segments, here those of more than 500 rows.

LARGE = 500


@pytest.fixture
def topics(rng: np.random.Generator) -> np.ndarray:
    """3,000 vectors around 100 topics, as passages lie around theirs."""
    centres = unit(rng, 100)
    around = centres[np.arange(3_000) % 100] + 0.4 * unit(rng, 3_000)
    return (around / np.linalg.norm(around, axis=1, keepdims=True)).astype(np.float32)


@pytest.fixture
def large(folder: Path | None, topics: np.ndarray) -> DenseIndex:
    index = DenseIndex(folder, DIMENSIONS, exact_rows=LARGE)
    index.add(range(3_000), np.arange(3_000) // 3, topics)
    index.commit(1)
    return index


def best_of(vectors: np.ndarray, query: np.ndarray, rows: np.ndarray) -> set[int]:
    return set(rows[np.argsort(-(vectors[rows] @ query))[:10]].tolist())


def test_a_large_segment_finds_what_an_exact_search_finds(
    large: DenseIndex, topics: np.ndarray, rng: np.random.Generator
) -> None:
    rows = np.arange(3_000)
    found = 0
    for query in topics[::60] + 0.2 * unit(rng, 50):
        found += len(best_of(topics, query, rows) & {n for n, _ in large.search(query, 10)})
    assert found / 500 > 0.97


def test_a_large_segment_is_compressed_on_disk_and_opened_again(
    tmp_path: Path, topics: np.ndarray
) -> None:
    index = DenseIndex(tmp_path, DIMENSIONS, exact_rows=LARGE)
    index.add(range(400), range(400), topics[:400])
    index.commit(1)
    assert not list(tmp_path.glob("*.codes"))
    index.add(range(400, 3_000), range(400, 3_000), topics[400:])
    index.commit(2)
    (codes,) = tmp_path.glob("*.codes")
    (vectors,) = tmp_path.glob("*.faiss")
    assert codes.stat().st_size < vectors.stat().st_size / 3
    again = DenseIndex(tmp_path, DIMENSIONS, exact_rows=LARGE)
    assert again.search(topics[7], 1)[0][0] == 7
    assert np.allclose(again.vectors([7, 2_999]), topics[[7, 2_999]], atol=0.002)


@pytest.mark.parametrize("share", [0.01, 0.3, 0.8])
def test_a_filter_on_a_large_segment_finds_the_best_that_pass(
    large: DenseIndex, topics: np.ndarray, rng: np.random.Generator, share: float
) -> None:
    documents = rng.choice(1_000, int(1_000 * share), replace=False)
    rows = np.flatnonzero(np.isin(np.arange(3_000) // 3, documents))
    found = large.search(topics[0], 10, documents=documents.tolist())
    assert len(found) == 10
    assert len(best_of(topics, topics[0], rows) & {n for n, _ in found}) >= 9


def test_a_filter_that_leaves_out_all_that_is_near_still_finds_what_passes(
    large: DenseIndex, topics: np.ndarray
) -> None:
    near = np.argsort(-(topics @ topics[0]))[:1_200] // 3
    rest = sorted(set(range(1_000)) - set(near.tolist()))
    rows = np.flatnonzero(np.isin(np.arange(3_000) // 3, rest))
    found = large.search(topics[0], 10, documents=rest)
    assert {n for n, _ in found} == best_of(topics, topics[0], rows)


def test_deletions_from_a_large_segment(large: DenseIndex, topics: np.ndarray) -> None:
    gone = np.argsort(-(topics @ topics[0]))[:300] // 3
    large.delete(gone.tolist())
    large.commit(2)
    rows = np.flatnonzero(~np.isin(np.arange(3_000) // 3, gone))
    found = [n for n, _ in large.search(topics[0], 10)]
    assert len(large) == len(rows)
    assert set(found) == best_of(topics, topics[0], rows)


def test_a_small_addition_leaves_a_large_merge_for_later(
    tmp_path: Path, topics: np.ndarray, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("index.dense.merging._CHEAP_ROWS", 100)
    index = DenseIndex(tmp_path, DIMENSIONS, exact_rows=LARGE)
    for start in range(0, 600, 200):  # each merge is due: the parts are of one size
        index.add(range(start, start + 200), range(start, start + 200), topics[start : start + 200])
        index.commit(start + 1)
    (before,) = tmp_path.glob("*.faiss")
    for number in range(600, 800):
        index.add([number], [number], topics[number : number + 1])
        index.commit(number)
    assert before.exists()
    index.add(range(800, 1_000), range(800, 1_000), topics[800:1_000])
    index.commit(2_000)
    assert not before.exists()
    assert [index.search(vector, 1)[0][0] for vector in topics[:1_000:50]] == [*range(0, 1_000, 50)]


def test_commits_of_one_ingestion_count_together(
    tmp_path: Path, topics: np.ndarray, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("index.dense.merging._CHEAP_ROWS", 10)
    index = DenseIndex(tmp_path, DIMENSIONS, exact_rows=LARGE)
    for number in range(0, 3_000, 100):
        index.add(range(number, number + 100), range(number, number + 100), topics[number:][:100])
        index.commit(number + 1, more=number < 2_900)
    assert len(list(tmp_path.glob("*.faiss"))) <= 4
    assert len(index) == 3_000


def test_numbers_that_come_out_of_order(folder: Path | None, topics: np.ndarray) -> None:
    index = DenseIndex(folder, DIMENSIONS, exact_rows=LARGE)
    index.add(range(1_000, 2_000), range(1_000, 2_000), topics[1_000:2_000])
    index.commit(1)
    index.add(range(1_000), range(1_000), topics[:1_000])
    index.commit(2)
    asked = topics[:2_000:100]
    assert [index.search(vector, 1)[0][0] for vector in asked] == [*range(0, 2_000, 100)]
    assert np.allclose(index.vectors([1_500, 3]), topics[[1_500, 3]], atol=0.002)
