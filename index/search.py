"""The index of a collection: documents go in, passages that answer a question come out."""

from __future__ import annotations

import threading
from collections.abc import Iterable, Sequence
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING

from index.catalog.terms import StaffTerm
from index.collection import Collection
from index.embedding import NO_EMBEDDING, EmbeddingModel
from index.embedding_choice import EmbeddingChoice
from index.excerpts import Excerpt, excerpts
from index.glossary.expanded import ExpandedQuestion
from index.glossary.glossary import Glossary
from index.glossary.languages import question_language
from index.hits import Filters, Hit
from index.reembedding import EmbeddingReport, EmbeddingState, Progress
from index.scoring import EmbeddingReplaced, Scores, SearchedStores, score
from index.spelling import Speller
from index.static import shipped_model
from index.stored_documents import StoredDocuments
from index.updating import Update, catch_up, mine_again, store_documents
from ingest.document import Document

if TYPE_CHECKING:
    from index.reranking import Reranker

_CANDIDATES = 100  # of each kind of search, where fewer are asked for


class Index(StoredDocuments):
    """Search over one collection of one home.

    Several threads may search while one adds; several processes may share a home: writers take
    turns, and every search sees what was last committed.
    """

    def __init__(self, collection: Collection, reranker: Reranker | None = None) -> None:
        """Use ``Index.open``."""
        super().__init__(collection)
        self._reranker = reranker
        self._embedding = EmbeddingChoice(collection)

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
        opened = Collection(Path(home), collection, model, catalog_url)
        opened.repair_keywords()
        return cls(opened, reranker)

    def close(self) -> None:
        """Close the stores; the index must not be used any more."""
        self._collection.close()

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
        self._embedding.consider()
        with self._collection.writing() as stores:
            update = store_documents(stores, documents)
            stores.commit()
            self._collection.renew_small_dictionary(stores)
        return update

    def add_name(self, name: str, sha256: str) -> None:
        """Give stored content a further name.

        Raises:
            CatalogError: the content is not in the collection.
        """
        with self._collection.writing() as stores:
            stores.apply(self._catalog.add_name(self._collection.id, name, sha256))

    def remove(self, names: str | Sequence[str]) -> None:
        """Remove documents by name; content that has another name stays under that.

        Raises:
            CatalogError: a name is not in the collection; then nothing is removed.
        """
        wanted = [names] if isinstance(names, str) else list(names)
        with self._collection.writing() as stores:
            stores.apply(self._catalog.remove(self._collection.id, wanted))

    def rebuild(self) -> None:
        """Find the terms of the glossary and build the indexes anew from the catalogue."""
        with self._collection.writing() as stores:
            mine_again(stores)
            self._collection.take_dictionary(stores)
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
        with self._collection.writing() as stores:
            taken = self._collection.glossary.put(terms, replace=replace)
            self._collection.renew_dictionary(stores)
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
        return self._embedding.embed(progress, stop)

    def embedding_state(self) -> EmbeddingState:
        """Which embedding serves, and how far the one that is asked for has come."""
        return self._embedding.state()

    @property
    def notice(self) -> str:
        """What a person should know about the searches so far, in one line; mostly empty."""
        return self._embedding.notice

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
        served = self._embedding.to_search_with()
        self._collection.refresh_keywords()
        stores = SearchedStores(
            self._catalog,
            self._collection.name,
            self._collection.lexical,
            self._collection.segmenter,
            served,
        )
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
        return self._collection.glossary

    def expand(self, question: str) -> ExpandedQuestion:
        """The question's terms with their other forms, as ``search`` uses them."""
        return self._collection.glossary.expand(question)

    def spelled(self, question: str) -> str:
        """An English question with the slips of its spelling mended; others as they are."""
        if question_language(question) != "en":
            return question
        return Speller(shipped_model(), self._has_word).mended(question)

    def _has_word(self, word: str) -> bool:
        return any(
            self._collection.lexical.has(term) for term in self._collection.segmenter.terms(word)
        )

    def _selected(self, filters: Filters | None) -> list[int] | None:
        if not filters:
            return None
        return self._catalog.documents.matching(
            self._collection.id, filters.documents, filters.years, filters.languages
        )

    # Its state

    def problems(self) -> list[str]:
        """What is wrong with the stores or between them, a line each; ``rebuild`` mends indexes."""
        found = self._catalog.problems()
        passages = self._catalog.passages.count(self._collection.id)
        noted = self.counts()[1]
        if noted != passages:
            found.append(f"catalogue: {passages} passages, {noted} expected")
        self._collection.refresh_keywords()
        if len(self._collection.lexical) != passages:
            found.append(
                f"keywords: {len(self._collection.lexical)} passages, catalogue: {passages}"
            )
        served = self._collection.served()
        if served is not None:
            dense = served.dense
            found += dense.problems()
            if len(dense) != passages:
                found.append(f"vectors: {len(dense)} passages, catalogue: {passages}")
        return found
