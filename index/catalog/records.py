"""What the catalogue gives and takes: collections, documents, passages, and changes to them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from index.catalog.codec import Matrix
from index.mining.pairs import Mined
from ingest.document import Document, Passage


@dataclass(frozen=True, slots=True)
class CollectionRecord:
    """A collection: its number, name, the embedding of its vectors, and its generation."""

    id: int
    name: str
    embedding: str
    dimensions: int
    generation: int


@dataclass(frozen=True, slots=True)
class DocumentRecord:
    """What is known about a stored document, its blocks left aside.

    Attributes:
        id: its number, never used again.
        name: the first of its names.
        names: all file names that have this content, in order.
        title, symbol, date, language, years, edition, revises, media_type, sha256, size: as in
            ``ingest.document.Document``.
        added: when it was stored, ISO date and time in UTC.
        first_passage: number of its first passage; the others follow without gaps.
        passages: how many passages it has.
    """

    id: int
    name: str
    names: tuple[str, ...]
    title: str
    symbol: str
    date: str
    language: str
    years: tuple[int, ...]
    edition: str
    revises: str
    media_type: str
    sha256: str
    size: int
    added: str
    first_passage: int
    passages: int


@dataclass(frozen=True, slots=True)
class StoredPassage:
    """A passage with its number and its document's."""

    passage_id: int
    document_id: int
    passage: Passage


@dataclass(frozen=True, slots=True)
class Entry:
    """A document to be stored, its passages, and what is made of them.

    Attributes:
        vectors: of the passages (n, d), None without an embedding.
        tokens: of the passages, none where the embedding has no tokens.
        words: the passages' search terms, in their text and in their context, joined by spaces.
        terms: that the passages state.
        blocks: the document's, packed; empty where that is still to be done.
    """

    document: Document
    passages: Sequence[Passage]
    vectors: Matrix | None = None
    tokens: Sequence[bytes] = ()
    words: Sequence[tuple[str, str]] = ()
    terms: Sequence[Mined] = ()
    blocks: bytes = b""


@dataclass(frozen=True, slots=True)
class StoredEntry:
    """An entry that was stored under a number; its passages' numbers begin at ``first_passage``."""

    document_id: int
    first_passage: int
    entry: Entry

    @property
    def passage_ids(self) -> range:
        """The numbers of its passages, in order."""
        return range(self.first_passage, self.first_passage + len(self.entry.passages))


@dataclass(frozen=True, slots=True)
class Change:
    """What one transaction did: documents stored and removed, and the generation it made."""

    generation: int
    stored: tuple[StoredEntry, ...] = ()
    removed: tuple[int, ...] = ()
