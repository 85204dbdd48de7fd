"""The index of a collection: documents go in, passages that answer a question come out."""

from __future__ import annotations

import logging
import sys
import threading
import time
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING

from filelock import AcquireReturnProxy, FileLock, Timeout

from index.catalog.catalog import Catalog
from index.catalog.database import CatalogError
from index.catalog.records import CollectionRecord, DocumentRecord, StoredPassage
from index.catalog.terms import StaffTerm
from index.embedding import NO_EMBEDDING, EmbeddingModel
from index.excerpts import Excerpt, excerpts
from index.glossary.expanded import ExpandedQuestion
from index.glossary.glossary import Glossary
from index.glossary.languages import question_language
from index.lexical import Dictionary, LexicalIndex, read_dictionary
from index.reembedding import (
    EmbeddingReport,
    EmbeddingState,
    Progress,
    make_vectors,
    soon,
    take_over,
)
from index.scoring import EmbeddingReplaced, Scores, SearchedStores, score
from index.segment import Segmenter, default_segmenter
from index.serving import Served, Serving
from index.spelling import Speller
from index.static import shipped_model
from index.updating import Stores, Update, catch_up, mine_again, store_documents
from ingest.document import Document, Passage
from ingest.pipeline import Known, KnownNames

if TYPE_CHECKING:
    from index.reranking import Reranker

log = logging.getLogger(__name__)

CATALOG_FILE = "catalog.sqlite3"
_CANDIDATES = 100  # of each kind of search, where fewer are asked for
_ASKED_ONE_BY_ONE = 50_000  # from so many passages on, their names are not read all at once
REMEMBERED_TABLES = 256
REMEMBERED_PASSAGES = 4096
_FOR_GOOD = -1
# The segmenter's dictionary follows the glossary while that is cheap: at the first documents, then
# at four times as many passages, up to so many; beyond, at an import of terms and at a rebuild.
_CHEAP, _GROWTH = 5_000, 4


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
        scores: what it is made of: ``keyword`` and ``translated`` (share of the question's rare
            words, as written and in the other language), ``vector`` (cosine), ``terms``,
            ``statement`` and ``sentence`` (see ``index.closeness``), ``reranker``.
        before: the passage before it under the same heading, which may name what it is about;
            empty where that was not looked up.
    """

    score: float
    scores: dict[str, float] = field(default_factory=dict)
    before: str = ""


class Index:
    """Search over one collection of one home.

    Several threads may search while one adds; several processes may share a home: writers take
    turns, and every search sees what was last committed.

    Attributes:
        notice: what a person should know about the searches so far, in one line; mostly empty.
    """

    def __init__(
        self,
        home: Path,
        collection: str,
        embedding: EmbeddingModel | None,
        reranker: Reranker | None,
        url: str,
    ) -> None:
        """Use ``Index.open``."""
        self._catalog = Catalog(url or home / CATALOG_FILE)
        self._name = collection
        record = self._catalog.collection(collection)
        self._collection = record.id
        self._folder = home / "indexes" / str(record.id)
        self._folder.mkdir(parents=True, exist_ok=True)
        self._dictionary = read_dictionary(self._folder / "keywords")
        self._segmenter = _segmenter(self._dictionary)
        self._lexical = LexicalIndex(
            self._folder / "keywords", self._segmenter.signature, self._dictionary
        )
        self._serving = Serving(self._catalog, collection, self._folder / "vectors", embedding)
        self._reranker = reranker
        self._file_lock = FileLock(self._folder / "write.lock")
        self._embed_lock = FileLock(self._folder / "embed.lock")
        self._write_lock = threading.RLock()
        self._checked: Served | None = None
        self._considered: int | None = None
        self.notice = ""
        self._glossary = Glossary(self._catalog, record.id)
        self._records: tuple[int, dict[int, DocumentRecord]] = (-1, {})
        self._tables: tuple[int, dict[tuple[int, int], list[IndexedPassage]]] = (-1, {})
        self._passages: tuple[int, dict[int, IndexedPassage]] = (-1, {})

    @classmethod
    def open(
        cls,
        home: Path | str,
        collection: str = "default",
        embedding: str = "built-in",
        *,
        batch_size: int = 64,
        device: str = "",
        query_prompt: str | None = None,
        passage_prompt: str | None = None,
        reranker: Reranker | None = None,
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
            query_prompt: put before questions; None for the model's own.
            passage_prompt: put before passages; None for the model's own.
            reranker: orders the best passages of every search anew.
            catalog_url: SQLAlchemy URL of the catalogue, where it is not the file in the home.
        """
        model = None
        if embedding != NO_EMBEDDING:
            model = EmbeddingModel(embedding, query_prompt, passage_prompt, batch_size, device)
        index = cls(Path(home), collection, model, reranker, catalog_url)
        if index._lexical.generation != index._catalog.collection(collection).generation:
            index._repair()
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
        self._consider_embedding()
        with self._writing() as stores:
            update = store_documents(stores, documents)
            stores.commit()
            passages = len(self._lexical)
            if passages <= _CHEAP and passages >= _GROWTH * self._dictionary.passages:
                self._renew_dictionary(stores)
        return update

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
        """Find the terms of the glossary and build the indexes anew from the catalogue."""
        with self._writing() as stores:
            mine_again(stores)
            self._use_dictionary(Dictionary(self._glossary.words(), len(self._lexical)))
            stores.segmenter = self._segmenter
            catch_up(stores, anew=True)

    def import_terms(self, terms: Sequence[StaffTerm], *, replace: bool = False) -> int:
        """Take staff's terms into the glossary, all or none, and index by the new dictionary.

        An entry takes the place of one of the same term and language, and of what the documents
        say of the term; one without equivalents switches the term off.

        Args:
            terms: each term and language once (see ``index.glossary.file``).
            replace: forget the entries of staff that are not among them.

        Returns:
            How many are entries of staff now; what only repeats the documents is left to them.
        """
        with self._writing() as stores:
            taken = self._glossary.put(terms, replace=replace)
            self._renew_dictionary(stores)
        return taken

    # Another embedding

    def embed(
        self, progress: Progress | None = None, stop: threading.Event | None = None
    ) -> EmbeddingReport:
        """Give every passage a vector of the embedding asked for, then search with that.

        Made from the catalogue, without reading a file again. Until all is done, searches here and
        in other processes are answered with the embedding that they were answered with before, and
        documents may come and go. A run that was stopped goes on where it stopped. One process at a
        time embeds, others wait for it.

        Args:
            progress: told how many passages are done, and how many there are to do.
            stop: set to stop after the next few passages.

        Raises:
            EmbeddingError: no embedding is asked for, or it cannot be loaded.
            EmbeddingStopped: ``stop`` was set.
        """
        return self._embed(progress, stop, timeout=-1)

    def embedding_state(self) -> EmbeddingState:
        """Which embedding serves, and how far the one that is asked for has come."""
        record = self._record()
        wanted = self._serving.wanted_name()
        lacking = 0
        if wanted and wanted != record.embedding:
            lacking = sum(self._catalog.vectors.missing(self._collection, wanted).values())
        serving = record.embedding == wanted or self._serving.current() is not None
        passages = self.counts()[1]
        return EmbeddingState(record.embedding, serving, wanted, lacking, passages)

    def _embed(
        self, progress: Progress | None, stop: threading.Event | None, timeout: float
    ) -> EmbeddingReport:
        begun = time.perf_counter()
        with self._turn(self._embed_lock, timeout, "embedding"):
            before = self._record().embedding
            served = self._serving.open_wanted()
            made = 0
            if before != served.embedder.name:
                made = self._replace_embedding(served, progress, stop, timeout)
            self._forget_embeddings(keep=served.embedder.name)
        passages = self.counts()[1]
        seconds = time.perf_counter() - begun
        return EmbeddingReport(served.embedder.name, before, made, passages, seconds)

    def _replace_embedding(
        self,
        served: Served,
        progress: Progress | None,
        stop: threading.Event | None,
        timeout: float,
    ) -> int:
        model = self._serving.wanted
        assert model is not None
        stores = self._stores(served)
        made = 0
        while True:
            new = make_vectors(stores, model, progress, stop)
            made += new
            with self._write_lock, self._turn(self._file_lock, timeout, "writing"):
                # Nothing new although passages lack vectors: no further round would help.
                late = take_over(stores, model, soon(model) if new else sys.maxsize)
                if late is not None:
                    self._serving.adopt(served)
                    self.notice = ""
                    return made + late

    def _forget_embeddings(self, keep: str) -> None:
        self._catalog.vectors.forget(self._collection, keep=keep)
        self._serving.forget_others(keep)

    def _consider_embedding(self) -> None:
        """Change to the embedding asked for where that is soon done; else say that it is not.

        Looked at once; again only where documents without any vectors have come in since. After
        that what is recorded is followed, so that processes of different settings do not take
        turns in replacing each other's embedding.
        """
        record = self._record()
        model, wanted = self._serving.wanted, self._serving.wanted_name()
        before = self._considered
        if before is not None and (record.embedding or before in (record.generation, _FOR_GOOD)):
            return
        self._considered = record.generation
        if model is None or record.embedding == wanted:
            return
        lacking = sum(self._catalog.vectors.missing(self._collection, wanted).values())
        if lacking > soon(model):
            self._considered = _FOR_GOOD
        else:
            try:
                self._embed(None, None, timeout=0)
                return
            except Timeout:
                log.info("another process is at work on collection %s", self._name)
        by = record.embedding if self._serving.current() else "keywords alone"
        self.notice = (
            f"Searching by {by}: {lacking} of {self.counts()[1]} passages have no vectors of "
            f'embedding "{model.model}" yet. To make them, run: rapporteur embed'
        )

    # Reading documents

    def documents(self) -> list[DocumentRecord]:
        """All documents of the collection, by name."""
        return self._catalog.documents.all(self._collection)

    def contents(self) -> dict[str, str]:
        """Every name with the sha256 of its content."""
        return self._catalog.documents.contents(self._collection)

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
        number = self._catalog.documents.number(self._collection, name)
        record = self._catalog.documents.by_number([number])[number]
        return Document(
            name=name,
            title=record.title,
            blocks=self._catalog.documents.blocks(number),
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
        return self._catalog.documents.count(self._collection)

    def problems(self) -> list[str]:
        """What is wrong with the stores or between them, a line each; ``rebuild`` mends indexes."""
        found = self._catalog.problems()
        passages = self._catalog.passages.count(self._collection)
        noted = self.counts()[1]
        if noted != passages:
            found.append(f"catalogue: {passages} passages, {noted} expected")
        self._refresh_keywords()
        if len(self._lexical) != passages:
            found.append(f"keywords: {len(self._lexical)} passages, catalogue: {passages}")
        served = self._served()
        if served is not None:
            dense = served.dense
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
        found = self._with_documents(self._catalog.passages.by_number([passage_id]).values())
        if not found:
            raise CatalogError(f"passage {passage_id} is no longer in the collection; search again")
        return found[0]

    def passages(self, passage_ids: Sequence[int]) -> list[IndexedPassage]:
        """Passages by number, in the order asked for; those that are gone are left out."""
        known = self._known_passages()
        if missing := [i for i in passage_ids if i not in known]:
            read = self._with_documents(self._catalog.passages.by_number(missing).values())
            known.update((passage.passage_id, passage) for passage in read)
        return [known[i] for i in passage_ids if i in known]

    def neighbours(self, passage_id: int, before: int = 1, after: int = 1) -> list[IndexedPassage]:
        """A passage with those before and after it in its document, in reading order.

        Raises:
            CatalogError: there is no such passage.
        """
        document = self.passage(passage_id).document
        near = self.passages(range(passage_id - before, passage_id + after + 1))
        return [passage for passage in near if passage.document.id == document.id]

    def rows(self, document_id: int, block: int) -> list[IndexedPassage]:
        """The row and table passages of one table, in order.

        The tables of a collection are asked for again and again: the last ones are remembered until
        the next generation.

        Args:
            document_id: number of the document.
            block: position of the table among the document's blocks (``Passage.first_block``).
        """
        generation, known = self._tables
        if generation != self._lexical.generation or len(known) >= REMEMBERED_TABLES:
            known = {}
            self._tables = (self._lexical.generation, known)
        table = document_id, block
        if table not in known:
            known[table] = self._with_documents(self._catalog.passages.of_table(*table))
        return list(known[table])

    def document_passages(self, name: str) -> list[IndexedPassage]:
        """All passages of a document, in reading order.

        Raises:
            CatalogError: no document has this name.
        """
        number = self._catalog.documents.number(self._collection, name)
        return self._with_documents(self._catalog.passages.of_documents([number]))

    # Searching

    def search(
        self,
        question: str,
        k: int = 10,
        filters: Filters | None = None,
        expanded: ExpandedQuestion | None = None,
    ) -> list[Hit]:
        """The passages that fit a question best.

        Args:
            question: in any language.
            k: at most so many.
            filters: search only documents that pass.
            expanded: the question as ``expand`` gives it, by who has it already.

        Returns:
            Hits, best first.
        """
        scores = self.scores(question, k, filters, expanded)
        read = self._reranker.candidates if self._reranker else 0
        hits = [
            Hit(
                found.passage_id,
                found.document,
                found.passage,
                scores.fused[found.passage_id],
                scores.parts(found.passage_id),
            )
            for found in self.passages(scores.best(max(k, read)))
        ]
        return self._reranker.rerank(question, hits)[:k] if self._reranker else hits

    def scores(
        self,
        question: str,
        k: int = 10,
        filters: Filters | None = None,
        expanded: ExpandedQuestion | None = None,
    ) -> Scores:
        """The scores of all candidates, ``k`` or more of each kind; else as ``search``."""
        count = max(k, _CANDIDATES)
        expanded = expanded or self.expand(question)
        try:
            return self._score(expanded, count, filters)
        except EmbeddingReplaced:  # midway; with the one that serves now it goes through
            return self._score(expanded, count, filters)

    def _score(self, question: ExpandedQuestion, count: int, filters: Filters | None) -> Scores:
        served = self._vector_search()
        self._refresh_keywords()
        stores = SearchedStores(self._catalog, self._name, self._lexical, self._segmenter, served)
        return score(stores, question, count, self._selected(filters))

    def excerpts(self, question: str, k: int = 10, filters: Filters | None = None) -> list[Excerpt]:
        """What fits a question best, as it is shown to people: the rows of a table together.

        Arguments as for ``search``.
        """
        wanted = k + _CANDIDATES
        while True:
            hits = self.search(question, wanted, filters)
            found = excerpts(hits, k, self.neighbours)
            if len(found) == k or len(hits) < wanted:
                return found
            wanted *= 2

    @property
    def glossary(self) -> Glossary:
        """The terms that questions are expanded by, with their sources."""
        return self._glossary

    def expand(self, question: str) -> ExpandedQuestion:
        """The question's terms with their other forms, as ``search`` uses them."""
        return self._glossary.expand(question)

    def spelled(self, question: str) -> str:
        """An English question with the slips of its spelling mended; others as they are."""
        if question_language(question) != "en":
            return question
        return Speller(shipped_model(), self._has_word).mended(question)

    def _has_word(self, word: str) -> bool:
        return any(self._lexical.has(term) for term in self._segmenter.terms(word))

    def _selected(self, filters: Filters | None) -> list[int] | None:
        if not filters:
            return None
        return self._catalog.documents.matching(
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

    def _known_passages(self) -> dict[int, IndexedPassage]:
        """The passages read last, remembered until the next generation."""
        generation, known = self._passages
        if generation != self._lexical.generation or len(known) >= REMEMBERED_PASSAGES:
            known = {}
            self._passages = (self._lexical.generation, known)
        return known

    def _documents_by_id(self, ids: set[int]) -> dict[int, DocumentRecord]:
        """Records of documents, remembered until the next generation."""
        generation, known = self._records
        if generation != self._lexical.generation:
            known = {}
            self._records = (self._lexical.generation, known)
        if missing := ids - known.keys():
            known.update(self._catalog.documents.by_number(missing))
        return known

    # Keeping the stores together

    def _vector_search(self) -> Served | None:
        """The vector index as last committed, and its embedder; None for keywords alone."""
        served = self._served()
        asked_for = served is not None and served.embedder.name == self._serving.wanted_name()
        if not asked_for or self._considered is None:
            self._consider_embedding()
            served = self._served()
        elif self.notice:  # another process has made the vectors meanwhile
            self.notice = ""
        return served

    def _served(self) -> Served | None:
        """What serves; its vector index is brought up to the catalogue when it is first used."""
        served = self._serving.current()
        if served is not None and self._checked is not served:
            self._checked = served
            if served.dense.generation != self._record().generation:
                self._repair()
                served = self._serving.current()
        return served

    def _repair(self) -> None:
        """Bring the indexes up to the catalogue, unless another process is at it."""
        try:
            with self._writing(timeout=0):
                pass
        except Timeout:
            log.info("another process is writing to collection %s", self._name)

    def _turn(self, lock: FileLock, timeout: float, doing: str) -> AcquireReturnProxy:
        """A lock that one process at a time holds; says so where another has it."""
        try:
            return lock.acquire(timeout=0)
        except Timeout:
            if timeout == 0:
                raise
            log.warning("another process is %s, collection %s; waiting", doing, self._name)
            return lock.acquire(timeout=timeout)

    def _record(self) -> CollectionRecord:
        return self._catalog.collection(self._name)

    def _stores(self, served: Served | None) -> Stores:
        return Stores(
            self._catalog,
            self._name,
            self._collection,
            self._segmenter,
            self._lexical,
            served.dense if served else None,
            served.embedder if served else None,
        )

    def _refresh_keywords(self) -> None:
        """Take up what another process has committed, with the dictionary that it used."""
        self._lexical.refresh()
        if self._lexical.recorded.words != self._dictionary.words:
            self._use_dictionary(self._lexical.recorded)

    def _use_dictionary(self, dictionary: Dictionary) -> None:
        self._dictionary, self._segmenter = dictionary, _segmenter(dictionary)
        self._lexical.use(self._segmenter.signature, dictionary)

    def _renew_dictionary(self, stores: Stores) -> None:
        """Let the glossary's Chinese terms be words; keywords are indexed anew if that is news."""
        words = self._glossary.words()
        changed = words != self._dictionary.words
        self._use_dictionary(Dictionary(words, len(self._lexical)))
        stores.segmenter = self._segmenter
        if changed:
            catch_up(stores)
        elif not stores.lexical.generation < 0:
            stores.lexical.commit(stores.lexical.generation)

    @contextmanager
    def _writing(self, *, timeout: float = -1) -> Iterator[Stores]:
        """The stores, up to date, for the one writer; committed at the end."""
        with self._write_lock, self._turn(self._file_lock, timeout, "writing"):
            self._refresh_keywords()
            stores = self._stores(self._serving.current())
            try:
                catch_up(stores)
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
        return self.catalog.documents.contents(self.collection, [name]).get(name)

    def count(self, sha256: str) -> int:
        return len(self.catalog.documents.names_of(self.collection, sha256))


def _segmenter(dictionary: Dictionary) -> Segmenter:
    return Segmenter(words=dictionary.words) if dictionary.words else default_segmenter()
