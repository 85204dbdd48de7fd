"""What the server does beside answering: vectors of another embedding are made while it serves."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager

from index.reembedding import EmbeddingStopped
from index.search import Index
from ingest.errors import RapporteurError
from ui.terminal import remark

STOP_SECONDS = 5.0


@contextmanager
def embedding(index: Index) -> Iterator[threading.Thread]:
    """While the block runs, make what vectors the index lacks of the embedding that is set.

    Questions are answered with the embedding recorded until then. What is finished when the block
    ends is kept.
    """
    stop = threading.Event()
    worker = threading.Thread(target=_embed, args=(index, stop), name="embedding", daemon=True)
    worker.start()
    try:
        yield worker
    finally:
        stop.set()
        worker.join(STOP_SECONDS)


def _embed(index: Index, stop: threading.Event) -> None:
    try:
        state = index.embedding_state()
        if state.wanted == state.recorded or not state.passages:
            return
        former = state.recorded if state.serving else "keywords alone"
        if state.wanted:
            remark(
                f"Embedding {state.lacking} of {state.passages} passages with {state.wanted}; "
                f"until that is done, questions are answered with {former}."
            )
            report = index.embed(stop=stop)
            remark(f"Embedded; questions are answered with {report.embedding} now.")
    except EmbeddingStopped:
        return
    except RapporteurError as error:
        remark(f"Embedding failed: {' '.join(str(error).split())}")
