"""Which embedding a collection is searched with: the one asked for, once it has all vectors."""

from __future__ import annotations

import logging
import sys
import threading
import time

from filelock import Timeout

from index.collection import Collection
from index.reembedding import (
    EmbeddingReport,
    EmbeddingState,
    Progress,
    make_vectors,
    soon,
    take_over,
)
from index.serving import Served

log = logging.getLogger(__name__)

_FOR_GOOD = -1


class EmbeddingChoice:
    """Changes a collection's embedding to the one asked for, at once where that is soon done.

    Attributes:
        notice: what a person should know about it, in one line; mostly empty.
    """

    def __init__(self, collection: Collection) -> None:
        self._collection = collection
        self._considered: int | None = None
        self.notice = ""

    def to_search_with(self) -> Served | None:
        """The vector index as last committed, and its embedder; None for keywords alone."""
        served = self._collection.served()
        wanted = self._collection.serving.wanted_name()
        asked_for = served is not None and served.embedder.name == wanted
        if not asked_for or self._considered is None:
            self.consider()
            served = self._collection.served()
        elif self.notice:  # another process has made the vectors meanwhile
            self.notice = ""
        return served

    def consider(self) -> None:
        """Change to the embedding asked for where that is soon done; else say that it is not.

        Looked at once; again only where documents without any vectors have come in since. After
        that what is recorded is followed, so that processes of different settings do not take
        turns in replacing each other's embedding.
        """
        record, serving = self._collection.record(), self._collection.serving
        before = self._considered
        if before is not None and (record.embedding or before in (record.generation, _FOR_GOOD)):
            return
        self._considered = record.generation
        model = serving.wanted
        if model is None or record.embedding == serving.wanted_name():
            return
        lacking = self._lacking()
        if lacking > soon(model):
            self._considered = _FOR_GOOD
        else:
            try:
                self.embed(timeout=0)
                return
            except Timeout:
                log.info("another process is at work on collection %s", self._collection.name)
        by = record.embedding if serving.current() else "keywords alone"
        passages = self._collection.counts()[1]
        self.notice = (
            f"Searching by {by}: {lacking} of {passages} passages have no vectors of "
            f'embedding "{model.model}" yet. To make them, run: rapporteur embed'
        )

    def state(self) -> EmbeddingState:
        """Which embedding serves, and how far the one that is asked for has come."""
        record, serving = self._collection.record(), self._collection.serving
        wanted = serving.wanted_name()
        lacking = self._lacking() if wanted and wanted != record.embedding else 0
        serves = record.embedding == wanted or serving.current() is not None
        passages = self._collection.counts()[1]
        return EmbeddingState(record.embedding, serves, wanted, lacking, passages)

    def embed(
        self,
        progress: Progress | None = None,
        stop: threading.Event | None = None,
        *,
        timeout: float = -1,
    ) -> EmbeddingReport:
        """Give every passage a vector of the embedding asked for (see ``Index.embed``).

        Args:
            progress: told how many passages are done, and how many there are to do.
            stop: set to stop after the next few passages.
            timeout: seconds to wait for another process, -1 for as long as it takes.

        Raises:
            EmbeddingError: no embedding is asked for, or it cannot be loaded.
            EmbeddingStopped: ``stop`` was set.
            Timeout: another process is at work, and ``timeout`` is over.
        """
        begun = time.perf_counter()
        collection = self._collection
        with collection.embedding(timeout=timeout):
            before = collection.record().embedding
            served = collection.serving.open_wanted()
            embedding = served.embedder.name
            made = 0
            if before != embedding:
                made = self._replace(served, progress, stop, timeout)
            collection.catalog.vectors.forget(collection.id, keep=embedding)
            collection.serving.forget_others(embedding)
        seconds = time.perf_counter() - begun
        return EmbeddingReport(embedding, before, made, collection.counts()[1], seconds)

    def _replace(
        self,
        served: Served,
        progress: Progress | None,
        stop: threading.Event | None,
        timeout: float,
    ) -> int:
        model = self._collection.serving.wanted
        assert model is not None
        stores = self._collection.stores(served)
        made = 0
        while True:
            new = make_vectors(stores, model, progress, stop)
            made += new
            with self._collection.changing(timeout=timeout):
                # Nothing new although passages lack vectors: no further round would help.
                late = take_over(stores, model, soon(model) if new else sys.maxsize)
                if late is not None:
                    self._collection.serving.adopt(served)
                    self.notice = ""
                    return made + late

    def _lacking(self) -> int:
        """How many passages have no vector of the embedding asked for."""
        collection = self._collection
        wanted = collection.serving.wanted_name()
        return sum(collection.catalog.vectors.missing(collection.id, wanted).values())
