"""Reading order of a page: its words become lines, column by column, tables in their places."""

from __future__ import annotations

import re
import statistics
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Protocol, TypeVar

from ingest.readers.pdf.page import SOFT_HYPHEN, Rule, Style, Word

BIN = 2.0  # points: how exactly lines of one column begin at the same place
MAX_EDGES = 24
SLACK = 5.0  # points: how far a quotation mark or a formula may stand out of its column
MAX_COLUMN_DEPTH = 4

CAPTION = re.compile(
    r"(?:table|tab\.|figure|fig\.|chart|exhibit|box|tableau|tabelle|tabla|tabela|abb\.|abbildung"
    r"|表格?|图表?)\s*[A-Z]{0,2}\.?\s?[\dIVX一二三四五六七八九十]+(?:[.\-–][\dA-Z]+)*",
    re.IGNORECASE,
)
_CJK = re.compile(r"[\u2e80-\u2fdf\u3000-\u30ff\u3400-\u9fff\uf900-\ufaff\uff00-\uff60]")
_RTL = re.compile(r"[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufeff]")
_SUPERSCRIPT = str.maketrans("0123456789+-−()", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁻⁽⁾")


class Placed(Protocol):
    """Anything with a box on the page."""

    x0: float
    x1: float
    top: float
    bottom: float


@dataclass(slots=True)
class Segment:
    """Words that stand close together on one line."""

    words: list[Word]
    x0: float
    x1: float
    top: float
    bottom: float
    base: float
    size: float

    def add(self, word: Word) -> None:
        """Take one more word in."""
        self.words.append(word)
        self.x0, self.x1 = min(self.x0, word.x0), max(self.x1, word.x1)
        self.top, self.bottom = min(self.top, word.top), max(self.bottom, word.bottom)
        if word.size > self.size * 1.05:
            self.base, self.size = word.base, word.size


@dataclass(slots=True)
class Line:
    """One line of one column, as text.

    Attributes:
        text: its words with white space as on the page.
        page: page number.
        x0, x1, top, bottom, base: its place.
        size: the size that most of its characters have.
        bold: all its letters are bold; ``starts_bold``, ``ends_bold``: its first, last word is.
        italic: all its letters are italic.
        font: the font that most of its characters have.
        first_width: width of its first word, by which a paragraph's end shows on the line before.
        column: number of the column on its page, counted in reading order.
        raised: it opens with a raised mark, as footnotes do.
    """

    text: str
    page: int
    x0: float
    x1: float
    top: float
    bottom: float
    base: float
    size: float
    bold: bool
    starts_bold: bool
    ends_bold: bool
    italic: bool
    font: str
    first_width: float
    column: int = 0
    raised: bool = False


Item = TypeVar("Item", bound=Placed)


def segments(words: Iterable[Word]) -> list[Segment]:
    """Join words that follow each other in the file and stand side by side."""
    found: list[Segment] = []
    for word in words:
        last = found[-1] if found else None
        if last is not None and same_line(last, word) and _near(last, word):
            last.add(word)
        else:
            found.append(
                Segment([word], word.x0, word.x1, word.top, word.bottom, word.base, word.size)
            )
    return found


class Written(Protocol):
    """Anything that stands on a base line."""

    base: float
    size: float


def same_line(one: Written, other: Written) -> bool:
    """True where two pieces of text share a line: superscripts do, neighbouring lines do not."""
    low, high = (one, other) if one.size <= other.size else (other, one)
    overlap = min(low.base, high.base) - max(low.base - 0.7 * low.size, high.base - 0.7 * high.size)
    return overlap >= 0.2 * low.size


def _near(segment: Segment, word: Word) -> bool:
    reach = max(segment.size, word.size)
    if word.x0 >= segment.x0:
        return word.x0 - segment.x1 < reach and word.x0 - segment.x1 > -0.5 * reach
    return 0 <= segment.x0 - word.x1 < reach  # text that runs from right to left


def columns(items: Sequence[Item], size: float, depth: int = 0) -> list[list[Item]]:
    """Divide what stands on a page into columns, in reading order.

    A gutter is an empty strip with lines of prose on both sides. What crosses it (a title, a wide
    table) divides the page into bands; in each band the left column is read before the right one.

    Args:
        items: segments and tables.
        size: font size of the body, in points.
        depth: how deep in the recursion.
    """
    gutter = _gutter(items, size) if depth < MAX_COLUMN_DEPTH else None
    if gutter is None:
        return [sorted(items, key=lambda item: (item.top, item.x0))] if items else []
    found: list[list[Item]] = []
    for in_columns, part in _parts(items, gutter, size):
        if not in_columns:
            found.append(sorted(part, key=lambda item: (item.top, item.x0)))
            continue
        for side in _sides(part, gutter):
            found += columns(side, size, depth + 1)
    return found


def divided(items: Sequence[Item], dividers: Sequence[Rule], size: float) -> list[list[Item]]:
    """What stands on a page in reading order: in columns, or in parts that vertical rules divide.

    Args:
        items: segments and tables.
        dividers: vertical rules with text on both sides; each side is one column.
        size: font size of the body, in points.
    """
    if not dividers:
        return columns(items, size)
    low, high = min(rule.low for rule in dividers), max(rule.high for rule in dividers)
    places = sorted(rule.at for rule in dividers)
    sides: list[list[Item]] = [[] for _ in range(len(places) + 1)]
    for item in items:
        if low < _middle(item) < high:
            sides[bisect_left(places, (item.x0 + item.x1) / 2)].append(item)
    above = columns([item for item in items if _middle(item) <= low], size)
    below = columns([item for item in items if _middle(item) >= high], size)
    beside = [sorted(side, key=lambda item: (item.top, item.x0)) for side in sides if side]
    return [*above, *beside, *below]


def _crosses(item: Placed, gutter: float) -> bool:
    return item.x0 < gutter - SLACK and item.x1 > gutter + SLACK


def _sides(items: Sequence[Item], gutter: float) -> tuple[list[Item], list[Item]]:
    left = [item for item in items if item.x0 + item.x1 < 2 * gutter]
    right = [item for item in items if item.x0 + item.x1 >= 2 * gutter]
    return left, right


def _text(items: Sequence[Placed]) -> list[Segment]:
    return [item for item in items if isinstance(item, Segment)]


def _middle(item: Placed) -> float:
    return (item.top + item.bottom) / 2


def _parts(items: Sequence[Item], gutter: float, size: float) -> list[tuple[bool, list[Item]]]:
    """Cut from top to bottom: what runs over the gutter or is a table, and what is in columns."""
    crossing = sorted(
        (item for item in items if isinstance(item, Segment) and _crosses(item, gutter)),
        key=lambda item: item.base,
    )
    bases = [item.base for item in crossing]
    bands: list[tuple[bool, list[Item]]] = []
    reach = float("-inf")
    for item in sorted(items, key=_middle):
        crosses = _crosses(item, gutter) or _beside(item, crossing, bases)
        if bands and crosses == bands[-1][0] and item.top <= reach + 0.8 * size:
            bands[-1][1].append(item)
        else:
            bands.append((crosses, [item]))
        reach = max(reach, item.bottom)
    parts: list[tuple[bool, list[Item]]] = []
    for crosses, band in bands:
        in_columns = not crosses and _may_be_columns(band, gutter, size)
        if parts and not parts[-1][0] and _ends_wide_text(parts[-1][1], band, gutter, size):
            in_columns = False
        if parts and parts[-1][0] == in_columns:
            parts[-1][1].extend(band)
            continue
        above = _caption_above(parts[-1][1], gutter) if parts and not in_columns else []
        if above:
            parts[-1] = (True, [item for item in parts[-1][1] if item not in above])
        parts.append((in_columns, [*above, *band]))
    return [part for part in parts if part[1]]


def _ends_wide_text(
    above: Sequence[Item], band: Sequence[Item], gutter: float, size: float
) -> bool:
    """The last, shorter lines of a paragraph whose other lines run over the gutter."""
    left, right = _sides(band, gutter)
    if right or len(left) > 2 or not any(_crosses(item, gutter) for item in above):
        return False
    return min(item.top for item in left) - max(item.bottom for item in above) < 0.5 * size


def _caption_above(items: Sequence[Item], gutter: float) -> list[Item]:
    """The caption of a wide table or figure that stands at the foot of one of the columns above."""
    for side in _sides(items, gutter):
        last = sorted(side, key=lambda item: item.top)[-6:]
        for position, item in enumerate(last):
            if not isinstance(item, Segment) or not CAPTION.match(compose(item.words)):
                continue
            below = [other for other in items if other.bottom > item.bottom + 1]
            if all(other in side for other in below):
                return last[position:]
            break
    return []


def _may_be_columns(band: Sequence[Item], gutter: float, size: float) -> bool:
    """False for what is read across the gutter: a line or a table in pieces on both sides."""
    left, right = (_text(side) for side in _sides(band, gutter))
    if not left or not right or _is_prose(left, right, size):
        return True
    return min(len(left), len(right)) >= 3 and not _are_level(left, right, size)


def _beside(item: Placed, crossing: Sequence[Segment], bases: Sequence[float]) -> bool:
    """True for a segment on the same line as one that crosses (those are sorted by base line)."""
    if not isinstance(item, Segment):
        return False
    first = bisect_left(bases, item.base - 2 * item.size)
    last = bisect_right(bases, item.base + 2 * item.size)
    return any(same_line(item, other) for other in crossing[first:last])


def _gutter(items: Sequence[Item], size: float) -> float | None:
    """The x of the best gutter, or None: just left of where many lines begin."""
    lines: list[Segment] = [item for item in items if isinstance(item, Segment)]
    if len(lines) < 8:
        return None
    edges = Counter(round(line.x0 / BIN) for line in lines)
    counts = {edge: count + edges[edge + 1] + edges[edge - 1] for edge, count in edges.items()}
    best: tuple[float, float] | None = None
    for edge in sorted(counts, key=lambda edge: (-counts[edge], edge))[:MAX_EDGES]:
        at = (edge - 1) * BIN - 0.2 * size
        shared = _prose_beside(items, at, size) if counts[edge] >= 3 else 0.0
        if not shared:
            continue
        # Lines that run over it speak for another strip, which divides them too.
        shared -= sum(item.bottom - item.top for item in items if _crosses(item, at))
        if best is None or shared > best[0]:
            best = (shared, at)
    return best[1] if best else None


def _prose_beside(items: Sequence[Item], at: float, size: float) -> float:
    """Height over which prose stands on both sides of a strip; 0 where it is no gutter."""
    total = 0.0
    for in_columns, part in _parts(items, at, size):
        left, right = (_text(side) for side in _sides(part, at))
        if in_columns and len(left) >= 3 and len(right) >= 3:
            shared = min(left[-1].bottom, right[-1].bottom) - max(left[0].top, right[0].top)
            total += shared if _is_prose(left, right, size) else 0.5 * shared
    return total if total > 4 * size else 0.0


def _is_prose(left: Sequence[Segment], right: Sequence[Segment], size: float) -> bool:
    """Columns of text, not of a table: long lines, or lines that do not stand level."""
    shares = [_long_share(side, size) for side in (left, right)]
    if min(shares) >= 0.6:
        return True
    if _are_level(left, right, size):
        return False
    widths = [statistics.median(line.x1 - line.x0 for line in side) for side in (left, right)]
    return min(widths) >= 6 * size or (max(shares) >= 0.6 and min(len(left), len(right)) >= 3)


def _are_level(left: Sequence[Segment], right: Sequence[Segment], size: float) -> bool:
    """True where most lines of one side stand level with a line of the other, as in a table."""
    few, many = sorted((left, right), key=len)
    bases = sorted(line.base for line in many)
    reach = 0.15 * size
    level = sum(
        bisect_right(bases, line.base + reach) > bisect_left(bases, line.base - reach)
        for line in few
    )
    return level * 2 >= len(few)


def _long_share(lines: Sequence[Segment], size: float) -> float:
    """Share of the text that stands in segments long enough for prose."""
    widths = [line.x1 - line.x0 for line in lines]
    return sum(width for width in widths if width >= 10 * size) / (sum(widths) or 1)


def rows(items: Sequence[Segment]) -> list[list[Segment]]:
    """Group segments into lines, from top to bottom, each from left to right."""
    found: list[list[Segment]] = []
    for segment in sorted(items, key=lambda item: item.base):
        for row in reversed(found[-4:]):
            largest = max(row, key=lambda item: item.size)
            if same_line(largest, segment) and _fits_in(row, segment):
                row.append(segment)
                break
        else:
            found.append([segment])
    for row in found:
        row.sort(key=lambda item: item.x0)
    return found


def _fits_in(row: list[Segment], segment: Segment) -> bool:
    """True where a segment does not stand on top of another one of the row."""
    rtl = any(_RTL.search(word.text) for word in segment.words)
    slack = (1.0 if rtl else 0.3) * segment.size
    return all(segment.x0 > other.x1 - slack or segment.x1 < other.x0 + slack for other in row)


def make_line(row: Sequence[Segment], page: int) -> Line:
    """Compose a line from the segments of a row."""
    words = [word for segment in row for word in segment.words]
    weights: Counter[tuple[float, Style]] = Counter()
    for word in words:
        weights[round(word.size, 1), word.style] += len(word.text)
    (size, style), _ = weights.most_common(1)[0]
    words = in_order(words)
    lettered = [word for word in words if any(char.isalnum() for char in word.text)] or words
    base = max(words, key=lambda word: word.size).base
    first, last = lettered[0], lettered[-1]
    return Line(
        text=compose(words),
        page=page,
        x0=min(word.x0 for word in words),
        x1=max(word.x1 for word in words),
        top=min(word.top for word in words),
        bottom=max(word.bottom for word in words),
        base=base,
        size=size,
        bold=all(word.style.bold for word in lettered),
        starts_bold=first.style.bold,
        ends_bold=last.style.bold,
        italic=all(word.style.italic for word in lettered),
        font=style.font,
        first_width=_first_width(words[0]),
        raised=words[0].size < 0.85 * size and words[0].base < base - 0.15 * size,
    )


def _first_width(word: Word) -> float:
    """How much room the line before would have needed to take the first word.

    Chinese lines may end after any character, but closing marks stay with it.
    """
    for position, char in enumerate(word.text):
        if _CJK.match(char):
            end = word.starts[position] if position else word.x0 + 2 * word.size
            return min(word.x1, end) - word.x0
    return word.x1 - word.x0


def in_order(words: Sequence[Word]) -> list[Word]:
    """Words of one line in reading order."""
    rtl = sum(bool(_RTL.search(word.text)) for word in words)
    if rtl * 2 > len(words):
        return sorted(words, key=lambda word: word.first)
    return sorted(words, key=lambda word: (word.x0, word.first))


def compose(words: Sequence[Word]) -> str:
    """The text of a line's words in reading order."""
    if not words:
        return ""
    largest = max(words, key=lambda word: word.size)
    text = ""
    before: Word | None = None
    for word in words:
        if before is not None and (_is_apart(before, word) or _numbers(text, before, word)):
            text += " "
        text += _raised(word, largest) if word is not largest else word.text
        before = word
    return text


def _is_apart(before: Word, word: Word) -> bool:
    """White space between two words; in Chinese text only where it is wide."""
    size = min(before.size, word.size)
    gap = max(word.x0 - before.x1, before.x0 - word.x1)
    if before.text[-1] == SOFT_HYPHEN:
        return False
    if _CJK.match(before.text[-1]) or _CJK.match(word.text[0]):
        return gap > (0.1 if word.typed else 0.4) * size
    return (word.spaced and gap > -0.15 * size) or gap > 0.2 * size


def _numbers(text: str, before: Word, word: Word) -> bool:
    """The number of a heading, which stands off from Chinese less than a space."""
    gap = word.x0 - before.x1
    return gap > 0.15 * word.size and re.fullmatch(r"\d+(?:\.\d+)*[.、]?", text) is not None


def _raised(word: Word, largest: Word) -> str:
    """Raised figures as the characters made for them, so that 25 with note 1 is not 251."""
    if word.size > 0.8 * largest.size or word.base > largest.base - 0.2 * largest.size:
        return word.text
    if not re.fullmatch(r"[\d+\-−()]{1,4}", word.text):
        return word.text
    return word.text.translate(_SUPERSCRIPT)
