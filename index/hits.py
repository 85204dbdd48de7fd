"""What a search finds, and what it may be restricted to."""

from __future__ import annotations

from dataclasses import dataclass, field

from index.catalog.records import DocumentRecord
from ingest.document import Passage


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
