"""The index of a collection: documents go in, passages that answer a question come out."""

from __future__ import annotations

import logging
import threading
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING

from filelock import AcquireReturnProxy, FileLock, Timeout

from index.catalog import Catalog, CatalogError, DocumentRecord, StoredPassage
from index.closeness import Closeness, closeness
from index.embedding import NO_EMBEDDING, Embedder, TermEmbedder, load_embedder
from index.fusion import fuse
from index.lexical import LexicalIndex
from index.segment import default_segmenter
from index.updating import Stores, Update, catch_up, store_documents
from ingest.document import Document, Passage
from ingest.pipeline import Known, KnownNames

if TYPE_CHECKING:
    from index.dense import DenseIndex

log = logging.getLogger(__name__)

CATALOG_FILE = "catalog.sqlite3"
_CANDIDATES = 100  # of each kind of search, where fewer are asked for
_ASKED_ONE_BY_ONE = 50_000  # from so many passages on, their names are not read all at once
_COMPARED = 60  # of them, so many are compared with the question term by term


@dataclass(frozen=True, slots=True)
class Filters:
    """Restricts a search; an empty field does not restrict.

    Attributes:
        documents: file names.
        years: years that a document is dated or speaks about.
        languages: ISO 639-1 codes of a document's main language.
    """

    documents: tuple[str, ...] = ()
    years: tuple[int, ...] = ()
    languages: tuple[str, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.documents or self.years or self.languages)


@dataclass(frozen=True, slots=True)
class IndexedPassage:
    """A passage of the index, with its number and its document."""

    passage_id: int
    document: DocumentRecord
    passage: Passage


@dataclass(frozen=True, slots=True)
class Hit(IndexedPassage):
    """A passage that a search found.

    Attributes:
        score: 0 to about 1, comparable between questions (see ``index.fusion.fuse``).
        scores: what it is made of: ``keyword`` (share of the question's rare words), ``vector``
            (cosine), ``terms`` and ``sentence`` (see ``index.closeness``).
    """

    score: float
    scores: dict[str, float] = field(default_factory=dict)


class Index:
    """Search over one collection of one home.

    Several threads may search while one adds; several processes may share a home: writers take
    turns, and every search sees what was last committed.
    """

    def __init__(
        self, home: Path, collection: str, load: str, batch_size: int, device: str, url: str
    ) -> None:
        """Use ``Index.open``."""
        self._catalog = Catalog(url or home / CATALOG_FILE)
        self._name = collection
        record = self._catalog.collection(collection)
        self._collection = record.id
        self._folder = home / "indexes" / str(record.id)
        self._folder.mkdir(parents=True, exist_ok=True)
        self._segmenter = default_segmenter()
        self._lexical = LexicalIndex(self._folder / "keywords", self._segmenter.signature)
        self._embedding = (load, batch_size, device)
        self._embedder: Embedder | None = None
        self._dense: DenseIndex | None = None
        self._file_lock = FileLock(self._folder / "write.lock")
        self._write_lock = threading.RLock()
        self._load_lock = threading.Lock()
        self._checked = False
        self._records: tuple[int, dict[int, DocumentRecord]] = (-1, {})

    @classmethod
    def open(
        cls,
        home: Path | str,
        collection: str = "default",
        embedding: str = "built-in",
        *,
        batch_size: int = 64,
        device: str = "",
        catalog_url: str = "",
    ) -> Index:
        """Open the index of a collection, made where it is missing.

        An index that a crash has left behind the catalogue is brought up to date, unless another
        process is writing.

        Args:
            home: folder that holds everything that is stored.
            collection: its name.
            embedding: ``built-in``, a sentence-transformers model by name or folder, or ``none``
                for keyword search alone. Loaded at the first search.
            batch_size: texts that a sentence-transformers model embeds at a time.
            device: for such a model; empty leaves the choice to it.
            catalog_url: SQLAlchemy URL of the catalogue, where it is not the file in the home.
        """
        index = cls(Path(home), collection, embedding, batch_size, device, catalog_url)
        if index._lexical.generation != index._catalog.collection(collection).generation:
            index._repair(wait=False)
        return index

    def close(self) -> None:
        """Close the stores; the index must not be used any more."""
        self._lexical.close()
        self._catalog.close()

    def __enter__(self) -> Index:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    # Writing

    def add(self, documents: Iterable[Document]) -> Update:
        """Store documents and index their passages.

        Documents go in by batches, each in one transaction that also takes out what they replace.
        A document whose content is already there only gives it a further name. Where ``sha256`` is
        empty, the text stands for the content.

        Returns:
            Which names were added, replaced or unchanged, and how many passages there are now.
        """
        with self._writing() as stores:
            return store_documents(stores, documents)

    def add_name(self, name: str, sha256: str) -> None:
        """Give stored content a further name.

        Raises:
            CatalogError: the content is not in the collection.
        """
        with self._writing() as stores:
            stores.apply(self._catalog.add_name(self._collection, name, sha256))

    def remove(self, names: str | Sequence[str]) -> None:
        """Remove documents by name; content that has another name stays under that.

        Raises:
            CatalogError: a name is not in the collection; then nothing is removed.
        """
        wanted = [names] if isinstance(names, str) else list(names)
        with self._writing() as stores:
            stores.apply(self._catalog.remove(self._collection, wanted))

    def rebuild(self) -> None:
        """Build the keyword and vector indexes anew from the catalogue."""
        with self._writing(anew=True):
            pass

    # Reading documents

    def documents(self) -> list[DocumentRecord]:
        """All documents of the collection, by name."""
        return self._catalog.documents(self._collection)

    def contents(self) -> dict[str, str]:
        """Every name with the sha256 of its content."""
        return self._catalog.contents(self._collection)

    def known(self) -> Known:
        """What is stored already, as ``ingest.pipeline.read_files`` takes it."""
        if len(self._lexical) > _ASKED_ONE_BY_ONE:
            return _StoredNames(self._catalog, self._collection)
        return KnownNames(self.contents())

    def document(self, name: str) -> Document:
        """A whole document with its blocks.

        Raises:
            CatalogError: no document has this name.
        """
        number = self._catalog.document_id(self._collection, name)
        record = self._catalog.documents_by_id([number])[number]
        return Document(
            name=name,
            title=record.title,
            blocks=self._catalog.blocks(number),
            symbol=record.symbol,
            date=record.date,
            language=record.language,
            years=record.years,
            edition=record.edition,
            revises=record.revises,
            media_type=record.media_type,
            sha256=record.sha256,
            size=record.size,
        )

    def counts(self) -> tuple[int, int]:
        """Numbers of documents and passages."""
        return self._catalog.count(self._collection)

    def problems(self) -> list[str]:
        """What is wrong with the stores or between them, a line each; ``rebuild`` mends indexes."""
        found = self._catalog.problems()
        passages = self._catalog.passage_count(self._collection)
        noted = self.counts()[1]
        if noted != passages:
            found.append(f"catalogue: {passages} passages, {noted} expected")
        self._lexical.refresh()
        if len(self._lexical) != passages:
            found.append(f"keywords: {len(self._lexical)} passages, catalogue: {passages}")
        dense, _ = self._vector_search()
        if dense is not None:
            found += dense.problems()
            if len(dense) != passages:
                found.append(f"vectors: {len(dense)} passages, catalogue: {passages}")
        return found

    # Reading passages

    def passage(self, passage_id: int) -> IndexedPassage:
        """One passage by its number.

        Raises:
            CatalogError: there is none, for example because its document was removed.
        """
        found = self._with_documents(self._catalog.passages([passage_id]).values())
        if not found:
            raise CatalogError(f"passage {passage_id} is no longer in the collection; search again")
        return found[0]

    def passages(self, passage_ids: Sequence[int]) -> list[IndexedPassage]:
        """Passages by number, in the order asked for; those that are gone are left out."""
        stored = self._catalog.passages(passage_ids)
        return self._with_documents(stored[i] for i in passage_ids if i in stored)

    def neighbours(self, passage_id: int, before: int = 1, after: int = 1) -> list[IndexedPassage]:
        """A passage with those before and after it in its document, in reading order.

        Raises:
            CatalogError: there is no such passage.
        """
        document = self.passage(passage_id).document
        return self._with_documents(
            self._catalog.passage_range(document.id, passage_id - before, passage_id + after)
        )

    def rows(self, document_id: int, block: int) -> list[IndexedPassage]:
        """The row and table passages of one table, in order.

        Args:
            document_id: number of the document.
            block: position of the table among the document's blocks (``Passage.first_block``).
        """
        return self._with_documents(self._catalog.table_passages(document_id, block))

    def document_passages(self, name: str) -> list[IndexedPassage]:
        """All passages of a document, in reading order.

        Raises:
            CatalogError: no document has this name.
        """
        number = self._catalog.document_id(self._collection, name)
        return self._with_documents(self._catalog.document_passages([number]))

    # Searching

    def search(self, question: str, k: int = 10, filters: Filters | None = None) -> list[Hit]:
        """The passages that fit a question best.

        Args:
            question: in any language.
            k: at most so many.
            filters: search only documents that pass.

        Returns:
            Hits, best first.
        """
        documents = self._selected(filters)
        count = max(k, _CANDIDATES)
        keyword = self._keyword_scores(question, count, documents)
        vector = self._vector_scores(question, count, documents, list(keyword))
        fused = fuse(keyword, vector)
        close = self._closeness(question, _best(fused, _COMPARED))
        if close is not None:
            fused = fuse(keyword, vector, close)
        hits = []
        for found in self.passages(_best(fused, k)):
            number = found.passage_id
            scores = {"keyword": keyword.get(number, 0.0), "vector": vector.get(number, 0.0)}
            if close is not None and (near := close.get(number)):
                scores |= {"terms": near.terms, "sentence": near.sentence}
            hits.append(Hit(number, found.document, found.passage, fused[number], scores))
        return hits

    def _keyword_scores(
        self, question: str, count: int, documents: Sequence[int] | None
    ) -> dict[int, float]:
        """BM25 as a share of what a passage with every word of the question would get."""
        terms = self._segmenter.terms(question)
        self._lexical.refresh()
        whole = sum(self._lexical.rarity(term) for term in terms)
        found = self._lexical.search(terms, count, documents)
        return {number: score / whole for number, score in found} if whole > 0 else {}

    def _vector_scores(
        self, question: str, count: int, documents: Sequence[int] | None, also: list[int]
    ) -> dict[int, float]:
        """Cosines of the nearest passages, and of those that the keywords found."""
        dense, embedder = self._vector_search()
        if dense is None or embedder is None or not len(dense):
            return {}
        query = embedder.embed_queries([question])[0]
        scores = dict(dense.search(query, count, documents))
        rest = [number for number in also if number not in scores]
        if rest:
            cosines = dense.vectors(rest) @ query
            scores |= zip(rest, cosines.tolist(), strict=True)
        return scores

    def _closeness(self, question: str, passages: list[int]) -> dict[int, Closeness] | None:
        """How close the words of the best candidates come; None where the embedding cannot tell."""
        embedder = self._embedder
        if not isinstance(embedder, TermEmbedder):
            return None
        tokens = self._catalog.tokens(passages, embedder.name)
        return dict(zip(tokens, closeness(embedder, question, list(tokens.values())), strict=True))

    def _selected(self, filters: Filters | None) -> list[int] | None:
        if not filters:
            return None
        return self._catalog.select_documents(
            self._collection, filters.documents, filters.years, filters.languages
        )

    def _with_documents(self, passages: Iterable[StoredPassage]) -> list[IndexedPassage]:
        stored = list(passages)
        records = self._documents_by_id({p.document_id for p in stored})
        return [
            IndexedPassage(p.passage_id, records[p.document_id], p.passage)
            for p in stored
            if p.document_id in records
        ]

    def _documents_by_id(self, ids: set[int]) -> dict[int, DocumentRecord]:
        """Records of documents, remembered until the next generation."""
        generation, known = self._records
        if generation != self._lexical.generation:
            known = {}
            self._records = (self._lexical.generation, known)
        if missing := ids - known.keys():
            known.update(self._catalog.documents_by_id(missing))
        return known

    # Keeping the stores together

    def _vector_search(self) -> tuple[DenseIndex | None, Embedder | None]:
        """The vector index as last committed, and its embedder; the first call makes what lacks."""
        dense, embedder = self._vectors()
        if dense is None or embedder is None:
            return None, None
        if not self._checked:
            self._checked = True
            record = self._catalog.collection(self._name)
            changed = record.embedding != embedder.name
            if changed or dense.generation != record.generation:
                self._repair(wait=changed)
        dense.refresh()
        return dense, embedder

    def _vectors(self) -> tuple[DenseIndex | None, Embedder | None]:
        """The vector index and its embedder, loaded at first use; neither without an embedding."""
        if self._embedding[0] == NO_EMBEDDING:
            return None, None
        with self._load_lock:
            if self._dense is None:
                from index.dense import DenseIndex

                self._embedder = load_embedder(*self._embedding)
                self._dense = DenseIndex(
                    self._folder / "vectors",
                    self._embedder.dimensions,
                    signature=self._embedder.name,
                )
                if isinstance(self._embedder, TermEmbedder):
                    from threadpoolctl import threadpool_limits  # its import sets the environment

                    # A question's products are small: shared among cores they take longer, and
                    # many times as long where the other cores are busy.
                    threadpool_limits(1, user_api="blas")
        return self._dense, self._embedder

    def _repair(self, *, wait: bool) -> None:
        """Bring the indexes up to the catalogue, unless another process is at it."""
        try:
            with self._writing(timeout=-1 if wait else 0):
                pass
        except Timeout:
            log.info("another process is writing to collection %s", self._name)

    def _turn(self, timeout: float) -> AcquireReturnProxy:
        """The lock that one process at a time holds; says so where another has it."""
        try:
            return self._file_lock.acquire(timeout=0)
        except Timeout:
            if timeout == 0:
                raise
            log.warning("another process is writing to collection %s; waiting", self._name)
            return self._file_lock.acquire(timeout=timeout)

    @contextmanager
    def _writing(self, *, anew: bool = False, timeout: float = -1) -> Iterator[Stores]:
        """The stores, up to date, for the one writer; committed at the end."""
        with self._write_lock, self._turn(timeout):
            dense, embedder = self._vectors()
            stores = Stores(
                self._catalog,
                self._name,
                self._collection,
                self._segmenter,
                self._lexical,
                dense,
                embedder,
            )
            try:
                catch_up(stores, anew=anew)
                yield stores
                stores.commit()
            finally:
                self._lexical.close_writer()


@dataclass(frozen=True, slots=True)
class _StoredNames:
    """The names in a collection, looked up one by one."""

    catalog: Catalog
    collection: int

    def get(self, name: str) -> str | None:
        return self.catalog.contents(self.collection, [name]).get(name)

    def count(self, sha256: str) -> int:
        return len(self.catalog.names_of(self.collection, sha256))


def _best(scores: Mapping[int, float], k: int) -> list[int]:
    """The numbers of the best passages; of equal ones the earlier first."""
    return sorted(scores, key=lambda number: (-scores[number], number))[:k]
