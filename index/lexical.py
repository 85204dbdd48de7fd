"""Keyword search: a tantivy index on disk over terms that ``segment`` has cut.

Terms are joined by spaces and read by tantivy's white-space tokenizer, so segmentation stays in one
place. Scores are tantivy's BM25 (k1 1.2, b 0.75; Robertson and Zaragoza 2009), summed over two
fields: the passage's own words and, with less weight, its headings and captions.
"""

from __future__ import annotations

import math
import threading
import time
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import tantivy

from index.state_file import StateFile

# A word in a heading says what a passage is about, but stands over many passages.
CONTEXT_WEIGHT = 0.4
_HEAP_BYTES = 64_000_000
_MERGING_SECONDS = 300.0  # a merge of a million passages takes some ten
_STATE = "state.json"


@dataclass(frozen=True, slots=True)
class LexicalEntry:
    """One passage for the index: its numbers and its terms, joined by spaces."""

    passage_id: int
    document_id: int
    body: str
    context: str


@dataclass(frozen=True, slots=True)
class Dictionary:
    """The words that a collection's segmenter was given, and how large the collection was then."""

    words: tuple[str, ...] = ()
    passages: int = 0


def read_dictionary(folder: Path) -> Dictionary:
    """The dictionary that an index was built with; empty where there is none."""
    return _dictionary(StateFile(folder / _STATE).read())


_NO_DICTIONARY = Dictionary()


class LexicalIndex:
    """The keyword index of one collection.

    Many readers and, under the caller's lock, one writer. A writer sees its own changes after
    ``commit``; readers in other processes after ``refresh``.

    Args:
        folder: where it lies; made where missing.
        signature: the segmenter's; an index of another signature counts as empty.
        dictionary: the words in that segmenter, recorded with every commit.

    Attributes:
        recorded: the dictionary of what is on disk; another process may have changed it.
    """

    def __init__(
        self, folder: Path, signature: str, dictionary: Dictionary = _NO_DICTIONARY
    ) -> None:
        self._signature = signature
        self._dictionary = dictionary
        self.recorded = dictionary
        folder.mkdir(parents=True, exist_ok=True)
        self._schema = _schema()
        self._index = tantivy.Index(self._schema, path=str(folder), reuse=True)
        self._index.config_reader(reload_policy="manual")
        self._index.reload()
        self._searcher = self._index.searcher()
        self._writer: Any = None
        self._changed = False
        self._merging: threading.Thread | None = None
        self._state = StateFile(folder / _STATE)
        self.generation = self._read_state()

    def use(self, signature: str, dictionary: Dictionary) -> None:
        """Go on with another segmenter; what another one cut counts as missing."""
        self._signature, self._dictionary = signature, dictionary
        self.generation = self._read_state()

    def refresh(self) -> None:
        """Take up what another process has committed; looks at one file when nothing is new."""
        if self._writer is None and self._state.has_changed():
            self.generation = self._read_state()
            self._reload()

    def add(self, entries: Iterable[LexicalEntry]) -> None:
        """Add passages; they are found after ``commit``."""
        writer = self._open_writer()
        for entry in entries:
            document = tantivy.Document()
            document.add_unsigned("passage", entry.passage_id)
            document.add_unsigned("document", entry.document_id)
            document.add_text("body", entry.body)
            document.add_text("context", entry.context)
            writer.add_document(document)

    def delete(self, documents: Iterable[int]) -> None:
        """Delete all passages of documents; they are gone after ``commit``."""
        writer = self._open_writer()
        for document in documents:
            # Not by term: tantivy takes a Python integer for a signed one, and deletes nothing.
            query = tantivy.Query.term_query(self._schema, "document", document)
            writer.delete_documents_by_query(query)

    def clear(self) -> None:
        """Delete everything; gone after ``commit``, and built anew after a crash before that."""
        if state := self._state.read():
            self._state.write(state | {"generation": -1})
        self._open_writer().delete_all_documents()

    def commit(self, generation: int) -> None:
        """Make the changes lasting and visible, as the state of a generation of the catalogue.

        The generation is written last: after a crash in between, the changes are made again.
        """
        if self._writer is not None:
            self._writer.commit()
            self._changed = False
        self._state.write(
            {
                "generation": generation,
                "signature": self._signature,
                "words": self._dictionary.words,
                "passages": self._dictionary.passages,
            }
        )
        self.generation = self._read_state()
        self._reload()

    def close_writer(self) -> None:
        """Let others write, once the merges that are due are done; drop what is not committed.

        The merges go on in a thread of their own: one that is large would fall on whoever happens
        to add the document that makes it due. ``close`` waits for them.
        """
        if self._writer is None:
            return
        writer, self._writer = self._writer, None
        if self._changed:
            writer.rollback()  # also gives up merges: not where all is committed
        self._changed = False
        self._merging = threading.Thread(target=writer.wait_merging_threads, name="merging")
        self._merging.start()

    def close(self) -> None:
        """Wait for merges to end: nothing is written to the folder after that."""
        if self._merging is not None:
            self._merging.join()

    def __len__(self) -> int:
        """Number of passages."""
        return int(self._searcher.num_docs)

    def search(
        self,
        terms: Sequence[str],
        k: int,
        documents: Sequence[int] | None = None,
        extra: Mapping[str, float] | None = None,
    ) -> list[tuple[int, float]]:
        """The best passages for a question's terms.

        Args:
            terms: as the index's segmenter cut them.
            k: at most so many.
            documents: search only these documents, None for all.
            extra: terms that the question was expanded by, with their weights.

        Returns:
            Passage numbers with BM25 scores, best first; only passages that share a term.
        """
        weights = {term: float(count) for term, count in Counter(terms).items()}
        weights |= {term: weight for term, weight in (extra or {}).items() if term not in weights}
        return self._best(self._query(weights), k, documents) if weights else []

    def search_alternatives(
        self,
        terms: Sequence[Mapping[str, float]],
        k: int,
        documents: Sequence[int] | None = None,
    ) -> list[tuple[int, float]]:
        """The best passages where each term may be put in several ways.

        Args:
            terms: for each its alternatives with their weights; a passage counts the best it has.
            k: at most so many.
            documents: search only these documents, None for all.

        Returns:
            Passage numbers with scores, best first.
        """
        parts = [
            (tantivy.Occur.Should, tantivy.Query.disjunction_max_query(self._fields(ways)))
            for ways in terms
            if ways
        ]
        return self._best(tantivy.Query.boolean_query(parts), k, documents) if parts else []

    def _best(self, query: Any, k: int, documents: Sequence[int] | None) -> list[tuple[int, float]]:
        if not k or (documents is not None and not documents):
            return []
        if documents is not None:
            allowed = tantivy.Query.term_set_query(self._schema, "document", list(documents))
            free = tantivy.Query.const_score_query(allowed, 0.0)
            query = tantivy.Query.boolean_query(
                [(tantivy.Occur.Must, query), (tantivy.Occur.Must, free)]
            )
        searcher = self._searcher
        hits = searcher.search(query, limit=k, count=False).hits
        numbers = searcher.fast_field_values("passage", [address for _, address in hits])
        return [(int(n or 0), float(score)) for n, (score, _) in zip(numbers, hits, strict=True)]

    def has(self, term: str) -> bool:
        """Whether a passage has the term among its own words."""
        return bool(self._searcher.doc_freq("body", term))

    def rarity(self, term: str) -> float:
        """BM25's inverse document frequency of a term in the passages' own words."""
        searcher = self._searcher
        frequency = searcher.doc_freq("body", term)
        return math.log(1 + (searcher.num_docs - frequency + 0.5) / (frequency + 0.5))

    def _query(self, weights: Mapping[str, float]) -> Any:
        queries = self._fields(weights)
        return tantivy.Query.boolean_query([(tantivy.Occur.Should, query) for query in queries])

    def _fields(self, terms: Mapping[str, float]) -> list[Any]:
        """A query for each term and field, with the term's weight."""
        queries = []
        for term, weight in terms.items():
            for field, boost in (("body", float(weight)), ("context", weight * CONTEXT_WEIGHT)):
                query = tantivy.Query.term_query(self._schema, field, term, "freq")
                queries.append(tantivy.Query.boost_query(query, boost) if boost != 1.0 else query)
        return queries

    def _open_writer(self) -> Any:
        """The writer, for changes: it waits for merges of this or another process to end."""
        self._changed = True
        if self._writer is None:
            if self._merging is not None:
                self._merging.join()
            until = time.monotonic() + _MERGING_SECONDS
            while self._writer is None:
                try:
                    # One thread makes one segment a commit, and keeps up with all other cores.
                    self._writer = self._index.writer(heap_size=_HEAP_BYTES, num_threads=1)
                except ValueError:
                    if time.monotonic() > until:
                        raise
                    time.sleep(0.02)
        return self._writer

    def _reload(self) -> None:
        self._index.reload()
        self._searcher = self._index.searcher()

    def _read_state(self) -> int:
        """The generation that the index stands at, -1 where it must be built anew."""
        state = self._state.read()
        self.recorded = _dictionary(state)
        return int(state["generation"]) if state.get("signature") == self._signature else -1


def _dictionary(state: dict[str, Any]) -> Dictionary:
    return Dictionary(tuple(state.get("words", ())), int(state.get("passages", 0)))


def _schema() -> Any:
    builder = tantivy.SchemaBuilder()
    builder.add_unsigned_field("passage", indexed=True, fast=True)
    builder.add_unsigned_field("document", indexed=True, fast=True)
    for name in ("body", "context"):
        builder.add_text_field(name, tokenizer_name="whitespace", index_option="freq")
    return builder.build()
