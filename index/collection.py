"""The stores of one collection: kept together, and written to by one at a time."""

from __future__ import annotations

import logging
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from filelock import AcquireReturnProxy, FileLock, Timeout

from index.catalog.catalog import Catalog
from index.catalog.records import CollectionRecord
from index.embedding import EmbeddingModel
from index.glossary.glossary import Glossary
from index.lexical import Dictionary, LexicalIndex, read_dictionary
from index.segment import Segmenter, default_segmenter
from index.serving import Served, Serving
from index.updating import Stores, catch_up

log = logging.getLogger(__name__)

CATALOG_FILE = "catalog.sqlite3"
# The segmenter's dictionary follows the glossary while that is cheap: at the first documents, then
# at four times as many passages, up to so many; beyond, at an import of terms and at a rebuild.
_CHEAP, _GROWTH = 5_000, 4


class Collection:
    """The catalogue and the indexes of one collection of one home.

    Args:
        home: folder that holds everything that is stored.
        name: the collection's; it is made where it is missing.
        embedding: the one that the settings ask for; None for keywords alone.
        url: SQLAlchemy URL of the catalogue, where it is not the file in the home.

    Attributes:
        name, id: the collection's.
        catalog: of the home.
        glossary: the terms that questions are expanded by.
        segmenter: cuts texts and questions into terms, by the dictionary.
        lexical: the keyword index.
        serving: the vector index and its embedding.
    """

    def __init__(self, home: Path, name: str, embedding: EmbeddingModel | None, url: str) -> None:
        self.catalog = Catalog(url or home / CATALOG_FILE)
        self.name = name
        self.id = self.catalog.collection(name).id
        self.glossary = Glossary(self.catalog, self.id)
        folder = home / "indexes" / str(self.id)
        folder.mkdir(parents=True, exist_ok=True)
        self._dictionary = read_dictionary(folder / "keywords")
        self.segmenter = _segmenter(self._dictionary)
        self.lexical = LexicalIndex(folder / "keywords", self.segmenter.signature, self._dictionary)
        self.serving = Serving(self.catalog, name, folder / "vectors", embedding)
        self._file_lock = FileLock(folder / "write.lock")
        self._embed_lock = FileLock(folder / "embed.lock")
        self._write_lock = threading.RLock()
        self._checked: Served | None = None

    def close(self) -> None:
        """Close the stores; they must not be used any more."""
        self.lexical.close()
        self.catalog.close()

    def record(self) -> CollectionRecord:
        """What the catalogue has recorded of it."""
        return self.catalog.collection(self.name)

    def counts(self) -> tuple[int, int]:
        """Numbers of documents and passages."""
        return self.catalog.documents.count(self.id)

    def stores(self, served: Served | None) -> Stores:
        """The stores with a vector index and its embedder."""
        return Stores(
            self.catalog,
            self.name,
            self.id,
            self.segmenter,
            self.lexical,
            served.dense if served else None,
            served.embedder if served else None,
        )

    # One at a time

    @contextmanager
    def writing(self, *, timeout: float = -1) -> Iterator[Stores]:
        """The stores, up to date, for the one writer; committed at the end.

        Raises:
            Timeout: another process is writing, and ``timeout`` is 0.
        """
        with self.changing(timeout=timeout):
            self.refresh_keywords()
            stores = self.stores(self.serving.current())
            try:
                catch_up(stores)
                yield stores
                stores.commit()
            finally:
                self.lexical.close_writer()

    @contextmanager
    def changing(self, *, timeout: float = -1) -> Iterator[None]:
        """Only one thread of one process at a time is in here, or in ``writing``."""
        with self._write_lock, self._turn(self._file_lock, timeout, "writing"):
            yield

    def embedding(self, *, timeout: float = -1) -> AcquireReturnProxy:
        """Only one process at a time is in here; it may write, and so may others."""
        return self._turn(self._embed_lock, timeout, "embedding")

    def _turn(self, lock: FileLock, timeout: float, doing: str) -> AcquireReturnProxy:
        """A lock that one process at a time holds; says so where another has it."""
        try:
            return lock.acquire(timeout=0)
        except Timeout:
            if timeout == 0:
                raise
            log.warning("another process is %s, collection %s; waiting", doing, self.name)
            return lock.acquire(timeout=timeout)

    # Up to date

    def repair(self) -> None:
        """Bring the indexes up to the catalogue, unless another process is at it."""
        try:
            with self.writing(timeout=0):
                pass
        except Timeout:
            log.info("another process is writing to collection %s", self.name)

    def repair_keywords(self) -> None:
        """The same where the keyword index is not at the catalogue's generation."""
        if self.lexical.generation != self.record().generation:
            self.repair()

    def served(self) -> Served | None:
        """What serves; its vector index is brought up to the catalogue when it is first used."""
        served = self.serving.current()
        if served is not None and self._checked is not served:
            self._checked = served
            if served.dense.generation != self.record().generation:
                self.repair()
                served = self.serving.current()
        return served

    def refresh_keywords(self) -> None:
        """Take up what another process has committed, with the dictionary that it used."""
        self.lexical.refresh()
        if self.lexical.recorded.words != self._dictionary.words:
            self._use(self.lexical.recorded)

    # The dictionary

    def renew_dictionary(self, stores: Stores) -> None:
        """Let the glossary's Chinese terms be words; keywords are indexed anew if that is news."""
        before = self._dictionary.words
        self.take_dictionary(stores)
        if self._dictionary.words != before:
            catch_up(stores)
        elif not stores.lexical.generation < 0:
            stores.lexical.commit(stores.lexical.generation)

    def renew_small_dictionary(self, stores: Stores) -> None:
        """The same while that is cheap, and where much has come in since it was done last."""
        passages = len(self.lexical)
        if passages <= _CHEAP and passages >= _GROWTH * self._dictionary.passages:
            self.renew_dictionary(stores)

    def take_dictionary(self, stores: Stores) -> None:
        """The same, but the keywords are left to be indexed."""
        self._use(Dictionary(self.glossary.words(), len(self.lexical)))
        stores.segmenter = self.segmenter

    def _use(self, dictionary: Dictionary) -> None:
        self._dictionary, self.segmenter = dictionary, _segmenter(dictionary)
        self.lexical.use(self.segmenter.signature, dictionary)


def _segmenter(dictionary: Dictionary) -> Segmenter:
    return Segmenter(words=dictionary.words) if dictionary.words else default_segmenter()
