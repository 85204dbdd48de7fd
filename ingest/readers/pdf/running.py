"""Headers and footers that run through a document, and page numbers."""

from __future__ import annotations

import re
from collections import deque
from collections.abc import Iterator
from dataclasses import dataclass

from ingest.readers.pdf.layout import Segment, compose, in_order, segments
from ingest.readers.pdf.page import Page

MARGIN = 0.13  # share of the page's height in which running lines stand, above and below
NUMBER_MARGIN = 0.09
WINDOW = 6  # pages looked at before and after: longer than headers alternate or chapters are short

_PAGE_NUMBER = re.compile(
    r"(?:page|p\.|pg\.?|seite|página|pagina|стр\.?|第)?\s*[-–—·|•]*\s*(?P<number>\d{1,4}|[ivxlc]{1,6})"
    r"\s*[-–—·|•]*\s*页?\s*(?:(?:of|/|sur|von|de|из|共|,|，)\s*共?\s*\d{1,4}\s*页?)?",
    re.IGNORECASE,
)
_WORDED = re.compile(r"page|p\.|seite|página|стр|第|页|[-–—|]|/|of", re.IGNORECASE)


@dataclass(slots=True)
class _Mark:
    """A piece of text near the upper or lower edge of a page."""

    key: str
    text: str
    upper: bool
    x0: float
    x1: float
    base: float
    words: set[int]


def without_running_lines(pages: Iterator[Page]) -> Iterator[Page]:
    """Take headers, footers and page numbers off the pages.

    A running line is text that stands at the same place, numbers aside, on three pages that are not
    far apart. On the first page headers stay, for they may be all that says what the document is.

    Args:
        pages: in order, ruled tables taken off.
    """
    waiting: deque[tuple[Page, list[_Mark]]] = deque()
    marks: list[list[_Mark]] = []
    done = 0
    for page in pages:
        found = _marks(page)
        waiting.append((page, found))
        marks.append(found)
        if len(waiting) > WINDOW:
            yield _cleaned(*waiting.popleft(), marks, done)
            done += 1
    while waiting:
        yield _cleaned(*waiting.popleft(), marks, done)
        done += 1


def _marks(page: Page) -> list[_Mark]:
    low, high = MARGIN * page.height, (1 - MARGIN) * page.height
    edge = [word for word in page.words if word.base < low or word.base > high]
    return [_mark(segment, page) for segment in segments(edge)]


def _mark(segment: Segment, page: Page) -> _Mark:
    text = compose(in_order(segment.words))
    key = re.sub(r"\d+", "#", re.sub(r"\s+", "", text)).casefold()
    key = "#" if re.fullmatch(r"[ivxlc]{1,6}", key) else key
    return _Mark(
        key, text, segment.base < page.height / 2, segment.x0, segment.x1, segment.base,
        {id(word) for word in segment.words},
    )  # fmt: skip


def _cleaned(page: Page, own: list[_Mark], marks: list[list[_Mark]], position: int) -> Page:
    neighbours = [
        marks[i]
        for i in range(max(0, position - WINDOW), min(len(marks), position + WINDOW + 1))
        if i != position
    ]
    dropped: set[int] = set()
    for mark in own:
        if _is_page_number(mark, page):
            dropped |= mark.words
            continue
        repeated = sum(any(_same(mark, other) for other in others) for others in neighbours)
        letters = sum(char.isalpha() for char in mark.text)
        if repeated >= 2 and not (page.number == 1 and mark.upper and letters >= 4):
            dropped |= mark.words
    page.words = [word for word in page.words if id(word) not in dropped]
    return page


def _same(one: _Mark, other: _Mark) -> bool:
    if one.key != other.key or abs(one.base - other.base) > 4:
        return False
    return abs(one.x0 - other.x0) < 12 or abs(one.x1 - other.x1) < 12


def _is_page_number(mark: _Mark, page: Page) -> bool:
    """``- 3 -``, ``Page 3 of 9``, or the bare number of this page, at the very edge."""
    match = _PAGE_NUMBER.fullmatch(mark.text.strip())
    at_edge = not NUMBER_MARGIN * page.height < mark.base < (1 - NUMBER_MARGIN) * page.height
    if match is None or not at_edge:
        return False
    centred = abs(mark.x0 + mark.x1 - page.width) < 0.06 * page.width and not mark.upper
    return match["number"] == str(page.number) or centred or _WORDED.search(mark.text) is not None
