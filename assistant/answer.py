"""The answer that every surface shows: its text, its citations and how sure it is."""

from __future__ import annotations

from dataclasses import asdict, dataclass, field
from typing import Any, Literal

Status = Literal["answered", "not_found"]


@dataclass(frozen=True, slots=True)
class CellAddress:
    """Where a figure stands in a table: caption, row label and column header."""

    caption: str
    row: str
    column: str


@dataclass(frozen=True, slots=True)
class Citation:
    """The place that a marker in the answer points to.

    Attributes:
        marker: the number shown in the answer as ``[1]``.
        document: the ingested file's name.
        title: the document's title.
        section: heading path, outermost first.
        page: page, slide or sheet number, or None.
        table: the cell's address where the quote is taken from a table, else None.
        quote: verbatim text of the document.
        passage: catalogue id of the passage that holds the quote, to show its surroundings.
    """

    marker: int
    document: str
    title: str
    section: tuple[str, ...]
    page: int | None
    table: CellAddress | None
    quote: str
    passage: int | None = None


@dataclass(frozen=True, slots=True)
class Answer:
    """What ``ask`` returns; ``to_json`` is the contract's document.

    Attributes:
        question: as asked.
        language: ISO 639-1 code that the answer is written in.
        status: ``answered`` or ``not_found``.
        answer: Markdown with ``[1]`` markers, the fact first.
        short_answer: the bare fact, or None.
        citations: in marker order.
        confidence: 0 to 1.
        seconds: wall time of the answer.
        notice: one line for the reader when something went wrong on the way, or empty.
        trace: what was understood, searched and found, for diagnosis; not part of the contract.
    """

    question: str
    language: str
    status: Status
    answer: str
    short_answer: str | None
    citations: tuple[Citation, ...]
    confidence: float
    seconds: float
    notice: str = ""
    trace: dict[str, Any] = field(default_factory=dict)

    def to_json(self) -> dict[str, Any]:
        """The answer as plain data, in the contract's form: no trace or ids, ``notice`` if set."""
        data = asdict(self)
        data.pop("trace")
        if not data["notice"]:
            data.pop("notice")
        for citation in data["citations"]:
            citation["section"] = list(citation["section"])
            citation.pop("passage")
        data["citations"] = list(data["citations"])
        return data
