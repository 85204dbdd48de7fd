"""Headers and footers that run through a document, and page numbers."""

from __future__ import annotations

import re
from collections import deque
from collections.abc import Iterator
from dataclasses import dataclass

from ingest.readers.pdf.layout import Segment, compose, in_order, same_line, segments
from ingest.readers.pdf.page import Page

MARGIN = 0.15  # share of the page's height in which running lines stand, above and below
LONG = 12  # characters; so long a text at the edge of pages is a running line wherever it stands
MAX_MARKS = 300
WINDOW = 6  # pages looked at before and after: longer than headers alternate or chapters are short

_PAGE_NUMBER = re.compile(
    r"(?:page|p\.|pg\.?|seite|página|pagina|стр\.?|第)?\s*[-–—·|•]*\s*(?P<number>\d{1,4}|[ivxlc]{1,6})"
    r"\s*[-–—·|•]*\s*页?\s*(?:(?:of|/|sur|von|de|из|共|,|，)\s*共?\s*\d{1,4}\s*页?)?",
    re.IGNORECASE,
)
_WORDED = re.compile(r"page|p\.|seite|página|стр|第|页|[-–—|]|/|of", re.IGNORECASE)


@dataclass(slots=True)
class _Mark:
    """A piece of text near the upper or lower edge of a page.

    Attributes:
        key: the text without white space, numbers as ``#``.
        beside: how many other pieces stand on the same line.
    """

    key: str
    text: str
    page: int
    upper: bool
    x0: float
    x1: float
    base: float
    words: set[int]
    beside: int


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
    edge = segments(word for word in page.words if word.base < low or word.base > high)
    if len(edge) > MAX_MARKS:  # a page of very small print
        return []
    return [_mark(segment, edge, page) for segment in edge]


def _mark(segment: Segment, edge: list[Segment], page: Page) -> _Mark:
    text = compose(in_order(segment.words)).strip()
    key = re.sub(r"\d+", "#", re.sub(r"\s+", "", text)).casefold()
    beside = sum(other is not segment and same_line(other, segment) for other in edge)
    return _Mark(
        key, text, page.number, segment.base < page.height / 2, segment.x0, segment.x1,
        segment.base, {id(word) for word in segment.words}, beside,
    )  # fmt: skip


def _cleaned(page: Page, own: list[_Mark], marks: list[list[_Mark]], position: int) -> Page:
    neighbours = [
        marks[i]
        for i in range(max(0, position - WINDOW), min(len(marks), position + WINDOW + 1))
        if i != position
    ]
    dropped: set[int] = set()
    for upper in (True, False):
        side = [mark for mark in own if mark.upper == upper]
        for line in _from_outside(side, upper):
            running = [mark for mark in line if _is_running(mark, page, neighbours)]
            if not running:
                break  # what stands further in is text
            for mark in running:
                dropped |= mark.words
    page.words = [word for word in page.words if id(word) not in dropped]
    return page


def _from_outside(marks: list[_Mark], upper: bool) -> list[list[_Mark]]:
    """The lines of the upper or lower edge, the outermost first."""
    lines: list[list[_Mark]] = []
    for mark in sorted(marks, key=lambda mark: mark.base, reverse=not upper):
        if lines and abs(lines[-1][0].base - mark.base) < 3:
            lines[-1].append(mark)
        else:
            lines.append([mark])
    return lines


def _is_running(mark: _Mark, page: Page, neighbours: list[list[_Mark]]) -> bool:
    if _is_page_number(mark, page):
        return True
    letters = sum(char.isalpha() for char in mark.text)
    if mark.upper and (mark.beside > 2 or (page.number == 1 and letters >= 4)):
        return False  # the header of a table, the title of the document
    return sum(any(_same(mark, other) for other in others) for others in neighbours) >= 2


def _same(one: _Mark, other: _Mark) -> bool:
    """The same text at the same place; a bare number only if it counts the pages."""
    if one.key != other.key or one.upper != other.upper:
        return False
    if abs(one.base - other.base) > (10 if len(one.key) >= LONG else 4):
        return False
    if not any(char.isalpha() for char in one.key):
        numbers = [re.sub(r"\D+", "", mark.text) for mark in (one, other)]
        if not all(numbers) or int(numbers[0]) - int(numbers[1]) != one.page - other.page:
            return False
    # Long texts and numbers may stand left and right in turn.
    if len(one.key) >= LONG or one.key == "#":
        return True
    return abs(one.x0 - other.x0) < 12 or abs(one.x1 - other.x1) < 12


def _is_page_number(mark: _Mark, page: Page) -> bool:
    """``- 3 -``, ``Page 3 of 9``, or the bare number of this page, alone at the edge."""
    match = _PAGE_NUMBER.fullmatch(mark.text)
    if match is None or mark.beside > 1:
        return False
    if _WORDED.search(mark.text):
        return True
    centred = abs(mark.x0 + mark.x1 - page.width) < 0.06 * page.width and not mark.upper
    roman = not match["number"].isdigit() and not mark.upper
    return not mark.beside and (match["number"] == str(page.number) or centred or roman)
