"""Documents prepared in worker processes are the same as those prepared here."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import threading
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest

from index import preparing
from index.preparing import Batch, prepared
from index.search import Index
from index.segment import Segmenter, default_segmenter
from index.static import shipped_model
from ingest.document import Block, Document
from tests.index.hashing_embedder import HashingEmbedder


def reports(count: int) -> list[Document]:
    return [
        Document(
            f"{number}.txt",
            sha256=f"{number:064}",
            blocks=[Block("paragraph", f"第{number}号报告讨论宽带网络。Budget line {number}.")],
        )
        for number in range(count)
    ]


@pytest.fixture
def small_batches(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(preparing, "BATCH_CHARACTERS", 200)


def workers_of_this_process() -> list[int]:
    listed = subprocess.run(
        ["ps", "-o", "pid=,args=", "--ppid", str(os.getpid())],
        capture_output=True,
        text=True,
        check=False,
    )
    return [int(line.split()[0]) for line in listed.stdout.splitlines() if "preparing" in line]


def all_of(batches: Iterator[Batch]) -> Batch:
    return [pair for batch in batches for pair in batch]


@pytest.mark.usefixtures("small_batches")
@pytest.mark.parametrize("embedder", ["shipped", "other", "none"])
def test_workers_make_what_this_process_makes_in_the_order_given(embedder: str) -> None:
    chosen = {"shipped": shipped_model(), "other": HashingEmbedder(), "none": None}[embedder]
    documents = reports(60)
    made = all_of(prepared(documents, default_segmenter(), chosen))
    here = preparing.prepare(documents, default_segmenter(), chosen)
    assert [document.name for document, _ in made] == [d.name for d in documents]
    for (_, one), other in zip(made, here, strict=True):
        assert (one.passages, one.words, one.blocks) == (other.passages, other.words, other.blocks)
        assert list(one.tokens) == list(other.tokens)
        assert (one.vectors is None) == (other.vectors is None)
        if one.vectors is not None and other.vectors is not None:
            assert np.allclose(one.vectors, other.vectors, atol=1e-5)


@pytest.mark.usefixtures("small_batches")
def test_words_added_to_the_dictionary_reach_the_workers() -> None:
    segmenter = Segmenter(words=["号报告讨论"])
    made = all_of(prepared(reports(40), segmenter, None))
    assert all("号报告讨论" in one.words[0][0].split() for _, one in made)


def test_a_few_documents_start_no_process() -> None:
    batches = prepared(reports(5), default_segmenter(), None)
    assert len(next(batches)) == 5
    assert workers_of_this_process() == []


@pytest.mark.usefixtures("small_batches")
@pytest.mark.skipif(sys.platform == "win32", reason="signals and ps")
def test_a_worker_that_dies_costs_nothing() -> None:
    documents = reports(80)
    batches = prepared(documents, default_segmenter(), None)
    made = next(batches)
    killed = workers_of_this_process()
    assert killed
    for process in killed:
        os.kill(process, signal.SIGKILL)
    made += all_of(batches)
    assert [document.name for document, _ in made] == [d.name for d in documents]
    assert workers_of_this_process() == []


@pytest.mark.usefixtures("small_batches")
def test_leaving_off_stops_the_workers() -> None:
    batches = prepared(reports(200), default_segmenter(), None)
    next(batches)
    batches.close()
    assert workers_of_this_process() == []
    assert [t.name for t in threading.enumerate() if t.name.startswith("preparing")] == []


@pytest.mark.usefixtures("small_batches")
def test_what_came_before_a_failing_document_is_stored(home: Path) -> None:
    def documents() -> Iterator[Document]:
        yield from reports(50)
        raise OSError("disk gone")

    with Index.open(home) as index:
        with pytest.raises(OSError, match="disk gone"):
            index.add(documents())
        assert index.counts()[0] >= 40
    with Index.open(home) as index:
        assert index.problems() == []
        index.add(reports(60))
        assert index.counts()[0] == 60
        assert index.search("第59号报告", k=1)[0].document.name == "59.txt"
        assert index.problems() == []
