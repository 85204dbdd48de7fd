"""Figures, dates and ranges that a reader's words cut through, taken whole.

"May 2026" of "15 May 2026" and "200 in 2024" of "EUR 151,200 in 2024" say less than is written, or
something else.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from assistant.figures import dates, figures

Place = tuple[int, int]

_RANGE = re.compile(r"\d[\d:.,年月日%]*\s?(?:[-–—~～至到]|to|and)\s?\d[\d:.,年月日%]*(?<![.,])")


def uncut(text: str, start: int, end: int) -> Place:
    """A stretch of a text with the whole of the figures, dates and ranges that it has a part of.

    Args:
        text: the sentence.
        start: where the stretch begins.
        end: where it ends.
    """
    for begin, finish in (*_ranges(text), *_dates(text), *_figures(text)):
        if begin < end and start < finish:
            start, end = min(start, begin), max(end, finish)
    return start, end


def _ranges(text: str) -> Iterator[Place]:
    return (match.span() for match in _RANGE.finditer(text))


def _figures(text: str) -> Iterator[Place]:
    return ((figure.start, figure.end) for figure in figures(text))


def _dates(text: str) -> Iterator[Place]:
    """Where the dates of a text stand that are more than a year."""
    at = 0
    for date in dates(text):
        begin = text.find(date, at)
        if begin >= 0:
            at = begin + len(date)
            yield begin, at
