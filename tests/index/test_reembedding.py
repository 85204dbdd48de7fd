"""A change of embedding: made from the catalogue while the former one serves, through anything."""

from __future__ import annotations

import json
import shutil
import signal
import subprocess
import sys
import threading
from pathlib import Path

import pytest

from index.embedding import EmbeddingError, EmbeddingModel
from index.reembedding import EmbeddingStopped
from index.search import Index
from ingest.document import Block, Document
from tests.index.small_models import save_static

MANY = 700  # notes of one passage: more than are kept at once


def note(number: int) -> Document:
    text = f"Note {' '.join(str(number))} on ships"
    return Document(f"{number}.txt", "note", [Block("paragraph", text)])


def names(index: Index, question: str, k: int = 10) -> set[str]:
    return {hit.document.name for hit in index.search(question, k)}


def vector_scores(index: Index, question: str = "tax ships 1 2") -> dict[str, float]:
    hits = index.search(question, 20)
    return {hit.document.name: round(hit.scores["vector"], 4) for hit in hits}


@pytest.fixture
def one(static_models: tuple[Path, Path]) -> str:
    return str(static_models[0])


@pytest.fixture
def two(static_models: tuple[Path, Path]) -> str:
    return str(static_models[1])


@pytest.fixture
def filled(home: Path, one: str) -> Path:
    """A home with many notes that have vectors of the first model."""
    with Index.open(home, embedding=one) as index:
        index.add(note(number) for number in range(MANY))
    return home


EMBED = """
import json, os, signal, sys
from index.search import Index

def progress(done, total):
    if done >= int(sys.argv[3]):
        os.kill(os.getpid(), signal.SIGKILL)

with Index.open(sys.argv[1], embedding=sys.argv[2]) as index:
    print(json.dumps(index.embed(progress).embedded))
"""


def embedding_process(home: Path, model: str, killed_at: int = 10**6) -> subprocess.Popen[str]:
    command = [sys.executable, "-c", EMBED, str(home), model, str(killed_at)]
    return subprocess.Popen(command, stdout=subprocess.PIPE, text=True)


def test_a_run_that_was_killed_goes_on_where_it_stopped(filled: Path, one: str, two: str) -> None:
    killed = embedding_process(filled, two, killed_at=600)
    assert killed.wait(60) == -signal.SIGKILL
    with Index.open(filled, embedding=one) as index:
        assert index.problems() == []
        before = vector_scores(index)
    with Index.open(filled, embedding=two) as index:
        report = index.embed()
        assert 0 < report.embedded <= MANY - 512  # two groups were finished
        assert report.passages == MANY
        assert index.problems() == []
        assert vector_scores(index) != before
        assert index.embed().embedded == 0


def test_the_former_embedding_serves_until_the_end(filled: Path, one: str, two: str) -> None:
    with (
        Index.open(filled, embedding=one) as former,
        Index.open(filled, embedding=two) as index,
        Index.open(filled, embedding=two) as other,
    ):
        before = vector_scores(former)
        seen = []

        def progress(done: int, total: int) -> None:
            assert 0 < done <= total == MANY
            seen.append((vector_scores(former), vector_scores(other), other.notice))

        report = index.embed(progress)
        assert (report.embedded, report.before) == (MANY, EmbeddingModel(one).name())
        assert len(seen) > 5
        for by_former, by_other, notice in seen:
            assert by_former == by_other == before
            assert "rapporteur embed" in notice
        after = vector_scores(index)
        assert after != before
        assert vector_scores(former) == vector_scores(other) == after
        assert other.notice == ""


def test_searches_of_other_threads_go_on_through_the_change(
    filled: Path, one: str, two: str
) -> None:
    with Index.open(filled, embedding=one) as former, Index.open(filled, embedding=two) as index:
        allowed = [vector_scores(former)]
        stop, seen, errors = threading.Event(), [], []

        def search() -> None:
            while not stop.is_set():
                try:
                    seen.append(vector_scores(former))
                except Exception as error:  # noqa: BLE001 - any failure of a thread fails the test
                    errors.append(error)
                    return

        threads = [threading.Thread(target=search) for _ in range(2)]
        for thread in threads:
            thread.start()
        index.embed()
        stop.set()
        for thread in threads:
            thread.join()
        allowed.append(vector_scores(former))
        assert errors == []
        assert all(scores in allowed for scores in seen)


def test_documents_may_come_and_go_meanwhile(filled: Path, one: str, two: str) -> None:
    with Index.open(filled, embedding=one) as former, Index.open(filled, embedding=two) as index:
        changed = []

        def progress(done: int, _total: int) -> None:
            if done < 300 or changed:
                return
            former.add([note(9001), note(9002)])
            former.remove(["1.txt", "650.txt", "9001.txt"])
            changed.append(vector_scores(former, "ships 9 0 0 2"))

        index.embed(progress)
        assert changed[0]["9002.txt"] > 0  # found by the former vectors at once
        for opened in (former, index):
            assert opened.problems() == []
            assert opened.counts() == (MANY - 1, MANY - 1)
            assert vector_scores(opened, "ships 9 0 0 2")["9002.txt"] > 0
            assert not {"1.txt", "650.txt", "9001.txt"} & names(opened, "ships note", MANY)


def test_changed_back_it_is_as_before(filled: Path, one: str, two: str) -> None:
    with Index.open(filled, embedding=one) as index:
        before = vector_scores(index)
    for model in (two, one):
        with Index.open(filled, embedding=model) as index:
            index.embed()
    with Index.open(filled, embedding=one) as index:
        assert vector_scores(index) == before
        assert index.problems() == []


def test_changed_back_midway_it_is_as_before(filled: Path, one: str, two: str) -> None:
    stop = threading.Event()
    with Index.open(filled, embedding=one) as index:
        before = vector_scores(index)
    with Index.open(filled, embedding=two) as index, pytest.raises(EmbeddingStopped):
        index.embed(lambda done, _: stop.set() if done > 300 else None, stop)
    with Index.open(filled, embedding=one) as index:
        index.add([note(9001)])
        index.remove("9001.txt")
        assert vector_scores(index) == before
        assert index.embed().embedded == 0
        assert index.problems() == []
    with Index.open(filled, embedding=two) as index:
        index.embed()
        assert index.problems() == []


def test_two_processes_share_the_work(filled: Path, two: str) -> None:
    processes = [embedding_process(filled, two) for _ in range(2)]
    made = [json.loads(process.communicate(timeout=60)[0]) for process in processes]
    assert sum(made) == MANY
    with Index.open(filled, embedding=two) as index:
        assert index.problems() == []


def test_a_small_collection_changes_at_the_first_search(home: Path, one: str, two: str) -> None:
    with Index.open(home, embedding=one) as index:
        index.add([note(1), note(2)])
        before = vector_scores(index)
    with Index.open(home, embedding=two) as index:
        assert vector_scores(index) != before
        assert index.notice == ""
        assert index.embedding_state().recorded == EmbeddingModel(two).name()


def test_a_slow_model_waits_to_be_asked(filled: Path, one: str, small_model: Path) -> None:
    with Index.open(filled, embedding=one) as index:
        before = vector_scores(index)
    with Index.open(filled, embedding=str(small_model), device="cpu") as index:
        assert vector_scores(index) == before
        assert "rapporteur embed" in index.notice
        index.add([note(9001)])
        state = index.embedding_state()
        assert (state.recorded, state.serving) == (EmbeddingModel(one).name(), True)
        assert (state.lacking, state.passages) == (MANY + 1, MANY + 1)
        assert index.embed().embedded == MANY + 1
        assert vector_scores(index) != before
        assert index.problems() == []


def test_a_former_model_that_is_gone_leaves_the_keywords(
    home: Path, tmp_path: Path, two: str
) -> None:
    gone = save_static(tmp_path / "gone", "gone")
    with Index.open(home, embedding=str(gone)) as index:
        index.add(note(number) for number in range(110))
    shutil.rmtree(gone)
    pytest.importorskip("sentence_transformers", reason="needs the models extra")
    with Index.open(home, embedding="some/model") as index:
        hits = index.search("note 1 0 9")
        assert hits[0].document.name == "109.txt"
        assert hits[0].scores["vector"] == 0
        assert "keywords alone" in index.notice
        index.add([note(110)])
        assert "110.txt" in names(index, "note 1 1 0")
    with Index.open(home, embedding=two) as index:
        assert vector_scores(index)
        assert index.problems() == []


def test_without_an_embedding_there_is_nothing_to_embed(home: Path) -> None:
    with Index.open(home, embedding="none") as index, pytest.raises(EmbeddingError, match="none"):
        index.embed()
