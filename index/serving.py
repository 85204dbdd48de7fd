"""Which embedding a collection is searched with, and the vector index that goes with it.

The catalogue's record of a collection names the embedding that all its passages have vectors of.
That one serves, in every process and whatever the settings of a process ask for, until another has
vectors of all passages too and is recorded in its place (see ``index.reembedding``). Each embedding
has a vector index in a folder of its own, so that one is built while the other serves.
"""

from __future__ import annotations

import hashlib
import logging
import shutil
import threading
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from index.catalog.catalog import Catalog
from index.catalog.records import CollectionRecord
from index.embedding import Embedder, EmbeddingError, EmbeddingModel, TermEmbedder

if TYPE_CHECKING:
    from index.dense.index import DenseIndex

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Served:
    """A vector index with the embedder that its vectors are of."""

    dense: DenseIndex
    embedder: Embedder


class Serving:
    """The vectors that one collection is searched with.

    Args:
        catalog: where the collection is recorded.
        collection: its name.
        folder: where the vector indexes lie.
        wanted: the embedding that the settings ask for; None to search by keywords alone.
    """

    def __init__(
        self, catalog: Catalog, collection: str, folder: Path, wanted: EmbeddingModel | None
    ) -> None:
        self._catalog = catalog
        self._collection = collection
        self._folder = folder
        self._wanted_name = ""
        self._served: Served | None = None
        self._unusable = ""  # an embedding that could not be loaded; not tried again
        self._lock = threading.Lock()
        self.wanted = wanted

    def wanted_name(self) -> str:
        """Name of the embedding that the settings ask for, empty for none.

        Raises:
            EmbeddingError: its folder is missing.
        """
        if not self._wanted_name and self.wanted is not None:
            self._wanted_name = self.wanted.name()
        return self._wanted_name

    def current(self) -> Served | None:
        """What serves now, as last committed; None for keywords alone.

        Raises:
            EmbeddingError: it is the one that the settings ask for, and cannot be loaded.
        """
        if self.wanted is None:
            return None
        with self._lock:
            while True:
                # The record is read after the vectors: a folder whose embedding has been replaced
                # may be gone, and then the record says so.
                if self._served is not None:
                    self._served.dense.refresh()
                record = self._catalog.collection(self._collection)
                if record.embedding in ("", self._unusable):
                    self._served = None
                    return None
                if self._served is not None and self._served.embedder.name == record.embedding:
                    return self._served
                self._served = self._open_recorded(record)

    def open_wanted(self) -> Served:
        """The embedding that the settings ask for, whether or not it serves yet.

        Raises:
            EmbeddingError: none is asked for, or it cannot be loaded.
        """
        if self.wanted is None:
            raise EmbeddingError(
                'embedding = "none": passages get no vectors. Set embedding to a model first'
            )
        served = self._served
        if served is not None and served.embedder.name == self.wanted_name():
            return served
        embedder = self.wanted.load()
        self._wanted_name = embedder.name
        return self._open(embedder)

    def adopt(self, served: Served) -> None:
        """Serve with this, whose embedding has just been recorded."""
        with self._lock:
            self._served = served

    def forget_others(self, keep: str) -> None:
        """Delete the vector indexes of every embedding but one."""
        for path in self._folder.iterdir():
            if path.is_dir() and path != self._place(keep):
                shutil.rmtree(path, ignore_errors=True)  # Windows keeps mapped files for now
            elif path.is_file():
                path.unlink(missing_ok=True)

    def _open_recorded(self, record: CollectionRecord) -> Served | None:
        """The recorded embedding; None where it is not the wanted one and cannot be loaded."""
        assert self.wanted is not None
        if record.embedding == self.wanted_name():
            embedder = self.wanted.load()
        else:
            model = self._catalog.embedding_model(record.embedding)
            try:
                if model is None:
                    raise EmbeddingError(f"embedding {record.embedding}: its model is not known")
                embedder = replace(
                    model, batch_size=self.wanted.batch_size, device=self.wanted.device
                ).load()
            except EmbeddingError as error:
                log.warning("searching by keywords alone: %s", error)
                self._unusable = record.embedding
                return None
        if embedder.name != record.embedding:  # its files have changed since
            self._unusable = record.embedding
            return None
        return self._open(embedder)

    def _open(self, embedder: Embedder) -> Served:
        from index.dense.index import DenseIndex

        if isinstance(embedder, TermEmbedder):
            from threadpoolctl import threadpool_limits  # its import sets the environment

            # A question's products are small: shared among cores they take longer, and many times
            # as long where the other cores are busy.
            threadpool_limits(1, user_api="blas")
        place = self._place(embedder.name)
        return Served(DenseIndex(place, embedder.dimensions, signature=embedder.name), embedder)

    def _place(self, embedding: str) -> Path:
        return self._folder / hashlib.sha256(embedding.encode()).hexdigest()[:16]
