"""A draft answer: sentences, each with what it stands on, before markers are numbered."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from assistant.answer import CellAddress, Citation, Status
from index.hits import Hit
from ingest.clean import longest_verbatim, shown


@dataclass(frozen=True, slots=True)
class Support:
    """A place that a sentence stands on.

    Attributes:
        hit: the passage found.
        quote: verbatim words of the passage.
        table: the cell's address where the quote is taken from a table.
    """

    hit: Hit
    quote: str
    table: CellAddress | None = None


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence (or line) of the answer, in Markdown without markers, and its supports."""

    text: str
    supports: tuple[Support, ...] = ()


@dataclass(frozen=True, slots=True)
class Draft:
    """An answer before it is worded as one text.

    Attributes:
        status: ``answered`` or ``not_found``.
        sentences: in order; the fact first.
        short: the bare fact, or None.
        confidence: 0 to 1.
        method: how it was come by, for the trace (``table``, ``text``, ``difference``...).
        candidates: the sentences and table rows that it was chosen from, best first, for the trace.
    """

    status: Status
    sentences: tuple[Sentence, ...]
    short: str | None
    confidence: float
    method: str
    candidates: tuple[Any, ...] = ()


def compose(sentences: Sequence[Sentence]) -> tuple[str, tuple[Citation, ...]]:
    """Number the supports in order of appearance and write the text with its markers.

    Args:
        sentences: of one answer.

    Returns:
        the Markdown with ``[1]`` markers, and the citations in marker order; a support that
        appears twice keeps its first number.
    """
    markers: dict[tuple[int, str], int] = {}
    citations: list[Citation] = []
    lines: list[str] = []
    for sentence in sentences:
        numbers: list[int] = []
        for support in sentence.supports:
            key = (support.hit.passage_id, support.quote)
            if key not in markers:
                markers[key] = len(markers) + 1
                citations.append(_citation(markers[key], support))
            numbers.append(markers[key])
        marks = "".join(f"[{number}]" for number in dict.fromkeys(numbers))
        text = shown(sentence.text)
        lines.append(f"{text} {marks}" if marks else text)
    return "\n".join(lines), tuple(citations)


def _citation(marker: int, support: Support) -> Citation:
    hit = support.hit
    return Citation(
        marker=marker,
        document=hit.document.name,
        title=hit.document.title,
        section=hit.passage.section,
        page=hit.passage.page,
        table=support.table,
        quote=longest_verbatim(support.quote),
        passage=hit.passage_id,
    )
