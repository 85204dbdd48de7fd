"""Rows of the kind that a question asks for by the very word that stands over their labels.

"Which city has the most books?" is asked of the rows below "City", whatever cities those are;
"which theme?" of those below "Theme", and not of the priorities that the themes are under.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

from assistant.question import Question, bare
from assistant.refusals.subject_noun import any_noun_asked_for
from assistant.tables.asked_kind import is_called, kinds_of_header
from assistant.tables.rows import Row, corner
from index.hits import Hit


@lru_cache(maxsize=256)
def kind_word(question: Question) -> str:
    """The word of a question for the kind of thing that it asks one of; may be empty."""
    return any_noun_asked_for(bare(question.text))


def label_headers(hit: Hit) -> list[str]:
    """The headers over the labels of the rows of a table, from the outer to the inner."""
    columns = {cell.column for cell in hit.passage.cells}
    for line in reversed(hit.passage.context.split("\n")):
        names = line.split(" | ")
        if len(names) > 1 and columns & set(names):
            first = min(n for n, name in enumerate(names) if name in columns)
            return names[:first]
    return []


def is_headed(question: Question, hit: Hit) -> bool:
    """Whether the innermost header over the labels of a row is the word for what is asked for."""
    return _level_of(question, label_headers(hit)) == "inner"


def headed_level(question: Question, rows: Sequence[Row]) -> str:
    """Which headers over the labels of rows are called as what is asked for.

    Returns:
        ``inner`` where rows are of that kind, ``outer`` where their groups are, else empty.
    """
    noun = kind_word(question)
    named_by = [
        cell for cell in rows[0].hit.passage.cells if cell.text and cell.text in rows[0].name
    ]
    if noun and any(_is_called(noun, cell.column) for cell in named_by if cell.column):
        return "inner"  # "R1 | Road upkeep" below "Code | Task"
    return _level_of(question, _headers(rows))


def kind_said(question: Question, rows: Sequence[Row]) -> str:
    """The words of a question that name the kind of rows by the header over them; may be empty."""
    noun = kind_word(question)
    parts = [part.strip() for header in _headers(rows) for part in kinds_of_header(header)]
    said = [part for part in parts if noun and _is_called(noun, part)]
    if not said:
        return ""
    return noun if noun.isascii() else said[-1]


def _headers(rows: Sequence[Row]) -> list[str]:
    headers = label_headers(rows[0].hit) or ([corner(rows[0])] if corner(rows[0]) else [])
    if len(headers) == 1 and any(row.group for row in rows):  # "Priority / theme"
        return kinds_of_header(headers[0])
    return headers


def _level_of(question: Question, headers: Sequence[str]) -> str:
    noun = kind_word(question)
    said = [
        n
        for n, header in enumerate(headers)
        if noun and any(_is_called(noun, part) for part in kinds_of_header(header))
    ]
    if not said:
        return ""
    return "inner" if said[-1] == len(headers) - 1 else "outer"


def _is_called(noun: str, header: str) -> bool:
    """Whether a noun, or what a Chinese one begins with (城市藏书), is a header's word."""
    if is_called(noun, header):
        return True
    return not noun.isascii() and len(header.strip()) > 1 and noun.startswith(header.strip())
