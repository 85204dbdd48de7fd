"""Tables without a full grid of lines: rows whose pieces stand in columns one above the other."""

from __future__ import annotations

import re
import statistics
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from ingest.document import Cell
from ingest.grid import is_blank, is_number, is_period
from ingest.readers.pdf.indents import Span, label_spans
from ingest.readers.pdf.layout import CAPTION, Segment, compose, in_order
from ingest.readers.pdf.page import Rule, Word
from ingest.readers.pdf.ruled import Grid
from ingest.readers.pdf.text import join_wrapped

APART = 1.2  # em: a gap in a line that may be one between columns
MAX_SINGLES = 2  # lines of one piece in a row that a table may hold, such as names of groups

_LEADERS = re.compile(r"(?:\.\s?){5,}|…{2,}|_{5,}|·{5,}")
_MARKER = re.compile(
    r"[•●○■□▪◆◇–—\-*·➢✓]|[(（]?(?:\d{1,3}|[a-zA-Z]|[ivxIVX]{1,5}|[一二三四五六七八九十]{1,3})[)）.、]?"
    r"|(?:\d{1,3}\.){1,4}\d{0,3}|[\ue000-\uf8ff]"
)


@dataclass(slots=True)
class _Piece:
    """Words of one line that stand close together."""

    words: list[Word]

    @property
    def x0(self) -> float:
        return min(word.x0 for word in self.words)

    @property
    def x1(self) -> float:
        return max(word.x1 for word in self.words)

    @property
    def text(self) -> str:
        return compose(in_order(self.words)).replace("\u00ad", "-")


@dataclass(slots=True)
class _Row:
    """One line of a column of the page, in pieces."""

    segments: list[Segment]
    pieces: list[_Piece] = field(default_factory=list)

    @property
    def words(self) -> list[Word]:
        return [word for segment in self.segments for word in segment.words]

    @property
    def base(self) -> float:
        return max(self.segments, key=lambda segment: segment.size).base

    @property
    def size(self) -> float:
        return max(segment.size for segment in self.segments)

    @property
    def top(self) -> float:
        return min(segment.top for segment in self.segments)

    @property
    def bottom(self) -> float:
        return max(segment.bottom for segment in self.segments)


def find_aligned(
    rows: Sequence[list[Segment]], across: Sequence[Rule], page: int
) -> list[list[Segment] | Grid]:
    """Turn stretches of aligned rows into tables.

    Args:
        rows: the lines of one column from top to bottom, each from left to right.
        across: horizontal rules on the page, which are evidence for a table.
        page: page number.

    Returns:
        The rows that belong to no table, and the tables, in order.
    """
    lines = [_row(row) for row in rows]
    stretches = _stretches(lines)
    found: list[list[Segment] | Grid] = []
    position = 0
    for start, end in stretches:
        sides = _side_by_side(lines[start:end], across)
        if len(sides) > 1:
            found += find_aligned(rows[position:start], across, page)
            for side, own_rules in sides:
                found += find_aligned(side, own_rules, page)
            return found + find_aligned(rows[end:], across, page)
    for start, end in _divided(lines, stretches):
        grid = _table(lines[start:end], across, page)
        if grid is not None:
            found += [line.segments for line in lines[position:start]]
            found.append(grid)
            position = end
    return found + [line.segments for line in lines[position:]]


def _side_by_side(
    rows: Sequence[_Row], across: Sequence[Rule]
) -> list[tuple[list[list[Segment]], list[Rule]]]:
    """The rows and rules of each table where rules show that several stand side by side."""
    top, bottom = rows[0].top, rows[-1].bottom
    height = max(row.size for row in rows)
    near = [
        rule
        for rule in across
        if top - 2 * height < rule.at < bottom + 2 * height and rule.high - rule.low > 5 * height
    ]
    alike = Counter((round(rule.low / 4), round(rule.high / 4)) for rule in near)
    spans: list[tuple[float, float]] = []
    for rule in sorted(near, key=lambda rule: rule.low):
        if alike[round(rule.low / 4), round(rule.high / 4)] < 2:
            continue  # a table has rules of its width above and below, a form has lines to fill in
        if spans and rule.low < spans[-1][1]:
            spans[-1] = (spans[-1][0], max(spans[-1][1], rule.high))
        else:
            spans.append((rule.low, rule.high))
    if len(spans) < 2:
        return []
    cuts = [(one[1] + other[0]) / 2 for one, other in pairwise(spans)]
    sides: list[list[list[Segment]]] = [[] for _ in spans]
    for row in rows:
        parts: list[list[Segment]] = [[] for _ in spans]
        for segment in row.segments:
            parts[_column((segment.x0 + segment.x1) / 2, cuts)].append(segment)
        for side, part in zip(sides, parts, strict=True):
            if part:
                side.append(part)
    owned = [[r for r in across if low < r.high and r.low < high] for low, high in spans]
    return list(zip(sides, owned, strict=True))


def _row(segments: list[Segment]) -> _Row:
    row = _Row(segments)
    for word in sorted(row.words, key=lambda word: word.x0):
        last = row.pieces[-1] if row.pieces else None
        if last is not None and word.x0 - last.x1 < APART * max(word.size, last.words[-1].size):
            last.words.append(word)
        else:
            row.pieces.append(_Piece([word]))
    return row


def _stretches(rows: Sequence[_Row]) -> list[tuple[int, int]]:
    """Ranges of rows that begin and end with several pieces and hold few rows of one piece."""
    found: list[tuple[int, int]] = []
    start: int | None = None
    last = 0
    for position, row in enumerate(rows):
        if start is not None and (
            row.base - rows[position - 1].base > 4 * row.size
            or position - last > MAX_SINGLES + 1
            or (len(row.pieces) == 1 and CAPTION.match(row.pieces[0].text))
        ):
            found.append((start, last + 1))
            start = None
        if len(row.pieces) > 1:
            start = position if start is None else start
            last = position
    if start is not None:
        found.append((start, last + 1))
    return [stretch for stretch in found if stretch[1] - stretch[0] >= 2]


def _divided(rows: Sequence[_Row], stretches: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    """Divide stretches between tables: where rows of one piece or wider gaps part columns."""
    found: list[tuple[int, int]] = []
    for start, end in stretches:
        gaps = [rows[i].base - rows[i - 1].base for i in range(start + 1, end)]
        pitch = statistics.median(gaps) if gaps else 0.0
        chunks: list[tuple[int, int]] = []
        for position in range(start, end):
            if len(rows[position].pieces) < 2:
                continue
            if (
                chunks
                and chunks[-1][1] == position
                and rows[position].base - rows[position - 1].base <= 1.7 * pitch
            ):
                chunks[-1] = (chunks[-1][0], position + 1)
            else:
                chunks.append((position, position + 1))
        found += _merged(rows, chunks, pitch)
    return found


def _merged(
    rows: Sequence[_Row], chunks: Sequence[tuple[int, int]], pitch: float
) -> list[tuple[int, int]]:
    """Put chunks together again whose columns agree, unless they stand far apart."""
    merged: list[tuple[int, int]] = []
    for start, end in chunks:
        if merged:
            first, last = merged[-1]
            gap = max(rows[i].base - rows[i - 1].base for i in range(last, start + 1))
            alone = [
                len(_columns_of(rows[i:j])) for i, j in (merged[-1], (start, end)) if j - i > 1
            ]
            together = len(_columns_of(rows[first:end]))
            if gap <= 2.6 * pitch and together >= max(alone, default=1):
                merged[-1] = (first, end)
                continue
        merged.append((start, end))
    return [chunk for chunk in merged if chunk[1] - chunk[0] > 1]


def _columns_of(rows: Sequence[_Row]) -> list[float]:
    several = [row for row in rows if len(row.pieces) > 1]
    left = min(word.x0 for row in several for word in row.words)
    right = max(word.x1 for row in several for word in row.words)
    return _cuts(several, left, right)


def _table(rows: Sequence[_Row], across: Sequence[Rule], page: int) -> Grid | None:
    """The table that some rows make, or None."""
    several = [row for row in rows if len(row.pieces) > 1]
    left = min(word.x0 for row in rows for word in row.words)
    right = max(word.x1 for row in rows for word in row.words)
    ruled = _is_ruled(rows, across, left, right)
    cuts = _cuts(several, left, right)
    least = 2 if ruled or len(cuts) >= 3 else 3
    if not cuts or len(several) < least or _has_leaders(rows):
        return None
    cells = [_cells(row, cuts) for row in rows]
    texts = [[cell.text for cell in row] for row in cells]
    merged = sum(any(cell.spanned for cell in row) for row in cells)
    if not _is_table(texts, several, ruled) or merged > 0.4 * len(rows) + 1:
        return None
    labels = label_spans([_by_column(row, cuts)[0] for row in rows], left)
    cells, labels = _without_wraps(cells, labels, rows, cuts)
    return Grid(left, right, rows[0].top, rows[-1].bottom, cells, (left, *cuts), page, labels)


def _is_ruled(rows: Sequence[_Row], across: Sequence[Rule], left: float, right: float) -> bool:
    """At least two rules run over the width of the rows, the last not far below them."""
    height = max(row.size for row in rows)
    low, high = rows[0].top - 2 * height, rows[-1].bottom + 2 * height
    wide = {
        round(rule.at)
        for rule in across
        if low < rule.at < high
        and rule.high - rule.low > 0.8 * (right - left)
        and rule.low < left + 2 * height
        and rule.high > right - 2 * height
    }
    return len(wide) >= 2


def _has_leaders(rows: Sequence[_Row]) -> bool:
    """A table of contents: dots lead from the title to the page."""
    leading = sum(any(_LEADERS.search(piece.text) for piece in row.pieces) for row in rows)
    return leading * 4 > len(rows)


def _cuts(rows: Sequence[_Row], left: float, right: float) -> list[float]:
    """Where one column ends and the next begins: strips that hardly any row has text in."""
    bins = [0] * (int(right - left) + 2)
    for row in rows:
        covered: set[int] = set()
        for x0, x1 in _stretches_of_text(row):
            covered.update(range(int(x0 - left), int(x1 - left) + 1))
        for position in covered:
            if 0 <= position < len(bins):
                bins[position] += 1
    size = statistics.median(row.size for row in rows)
    allowed = 0.15 * len(rows) if len(rows) > 4 else 0
    narrow = (0.5 if len(rows) > 4 else 0.8) * size
    cuts: list[float] = []
    start: int | None = None
    for position, count in enumerate(bins):
        if count <= allowed:
            start = position if start is None else start
        elif start is not None:
            if start > 0 and position - start >= narrow:
                cuts.append(left + _emptiest(bins, start, position))
            start = None
    return _where_pieces_begin(rows, cuts)


def _where_pieces_begin(rows: Sequence[_Row], cuts: Sequence[float]) -> list[float]:
    """Without the strips that only happen to part the words of one piece in every row."""
    least = 1 if len(rows) < 4 else 2
    starts = [piece.x0 for row in rows for piece in row.pieces]
    kept: list[float] = []
    end = float("inf")
    for cut in reversed(cuts):
        if sum(cut <= start < end for start in starts) >= least:
            kept.insert(0, cut)
            end = cut
    return kept


def _stretches_of_text(row: _Row) -> Iterator[tuple[float, float]]:
    """Where a row has text, the spaces between words included."""
    words = sorted(row.words, key=lambda word: word.x0)
    x0, x1 = words[0].x0, words[0].x1
    for word in words[1:]:
        if word.x0 - x1 > 0.45 * word.size:
            yield x0, x1
            x0 = word.x0
        x1 = max(x1, word.x1)
    yield x0, x1


def _emptiest(bins: Sequence[int], start: int, end: int) -> float:
    """The middle of the longest stretch of a strip that fewest rows have text in."""
    least = min(bins[start:end])
    longest = (start, start)
    first: int | None = None
    for position in range(start, end + 1):
        if position < end and bins[position] == least:
            first = position if first is None else first
        elif first is not None:
            if position - first > longest[1] - longest[0]:
                longest = (first, position)
            first = None
    return sum(longest) / 2


def _cells(row: _Row, cuts: Sequence[float]) -> list[Cell]:
    """A row's cells; a piece that runs over several columns is one merged cell."""
    columns: list[list[Word]] = [[] for _ in range(len(cuts) + 1)]
    spans: dict[int, int] = {}
    for piece in row.pieces:
        parts: dict[int, list[Word]] = {}
        for word in piece.words:
            parts.setdefault(_column((word.x0 + word.x1) / 2, cuts), []).append(word)
        crosses = any(word.x0 < cut < word.x1 for word in piece.words for cut in cuts)
        tight = any(
            two.x0 - one.x1 < 0.5 * one.size
            for one, two in pairwise(piece.words)
            if _column(one.x0, cuts) != _column(two.x0, cuts)
        )
        if len(parts) > 1 and (crosses or tight) and _goes_below(row, cuts):
            columns[_column(piece.x0 + 1, cuts)] += piece.words
            continue
        if len(parts) > 1 and (crosses or tight):
            first, last = _column(piece.x0 + 1, cuts), _column(piece.x1 - 1, cuts)
            columns[first] += piece.words
            spans[first] = last
            continue
        for column, words in parts.items():
            columns[column] += words
    cells = [Cell(_Piece(words).text if words else "") for words in columns]
    for first, last in spans.items():
        for column in range(first + 1, last + 1):
            if not cells[column].text:
                cells[column] = Cell(cells[first].text, spanned=True)
    return cells


def _goes_below(row: _Row, cuts: Sequence[float]) -> bool:
    """A line of one piece that begins in a later column: more on what stands there above."""
    return len(row.pieces) == 1 and _column(row.pieces[0].x0 + 1, cuts) > 0


def _column(x: float, cuts: Sequence[float]) -> int:
    return sum(x > cut for cut in cuts)


def _is_table(texts: list[list[str]], several: Sequence[_Row], ruled: bool) -> bool:
    """Figures in a column, or three columns of short texts: not a list, a form or prose."""
    body = [row for row in texts if sum(bool(text) for text in row) > 1]
    width = len(texts[0])
    columns = [[row[c] for row in body if row[c]] for c in range(width)]
    if all(len(tick) == 1 and tick.isalpha() for text in texts[0] for tick in text.split()):
        return False  # the months along a chart, above its years
    if any(len(column) < 2 for column in columns) and not ruled:
        columns = [column for column in columns if len(column) >= 2]
    if len(columns) < 2 or len(body) < 2:
        return False
    if len(columns) == 2 and all(_MARKER.fullmatch(text) for text in columns[0]):
        return False
    widths = [piece.x1 - piece.x0 for row in several for piece in row.pieces]
    size = statistics.median(row.size for row in several)
    if statistics.median(widths) > 16 * size:
        return False
    often = sum(2 * len(column) >= len(body) for column in columns[1:])
    if not ruled and 2 * often < len(columns) - 1:
        return False  # the labels of a chart
    figures = sum(_is_figures(column) for column in columns[1:])
    filled = sum(len(column) for column in columns) / (len(columns) * len(body))
    if figures:
        return filled >= 0.4
    return (len(columns) >= 3 or ruled) and filled >= 0.6 and len(body) >= (2 if ruled else 4)


def _is_figures(column: list[str]) -> bool:
    values = sum(is_number(text) or is_blank(text) or is_period(text) for text in column)
    return len(column) >= 2 and values >= 0.5 * len(column)


def _without_wraps(
    cells: list[list[Cell]],
    labels: list[Span | None],
    rows: Sequence[_Row],
    cuts: Sequence[float],
) -> tuple[list[list[Cell]], list[Span | None]]:
    """Join the rows that only go on with the text of cells above."""
    words = [_by_column(row, cuts) for row in rows]
    ends = [
        max((word.x1 for row in words for word in row[column]), default=0.0)
        for column in range(len(cuts) + 1)
    ]
    joined: list[list[Cell]] = []
    kept: list[Span | None] = []
    for position, row in enumerate(cells):
        if (
            joined
            and _goes_on(joined[-1], row, rows[position], rows[position - 1])
            and (
                _goes_below(rows[position], cuts)
                or _had_no_room(words[position - 1], words[position], ends)
            )
        ):
            joined[-1] = [
                Cell(join_wrapped(above.text, cell.text), above.spanned)
                for above, cell in zip(joined[-1], row, strict=True)
            ]
        else:
            joined.append(row)
            kept.append(labels[position])
    return joined, kept


def _by_column(row: _Row, cuts: Sequence[float]) -> list[list[Word]]:
    columns: list[list[Word]] = [[] for _ in range(len(cuts) + 1)]
    for word in sorted(row.words, key=lambda word: word.x0):
        columns[_column((word.x0 + word.x1) / 2, cuts)].append(word)
    return columns


def _had_no_room(
    above: Sequence[list[Word]], below: Sequence[list[Word]], ends: Sequence[float]
) -> bool:
    """Text wraps where its next word did not fit; a line that ends before that is a row."""
    return all(
        not one or not other or one[-1].x1 + other[0].x1 - other[0].x0 > end
        for one, other, end in zip(above, below, ends, strict=True)
    )


def _goes_on(above: list[Cell], row: list[Cell], line: _Row, line_above: _Row) -> bool:
    filled = [i for i, cell in enumerate(row) if cell.text]
    if line.base - line_above.base > 1.45 * line.size or len(filled) > 2:
        return False
    if any(is_number(row[i].text) or not above[i].text for i in filled):
        return False
    if 0 in filled:
        return len(filled) == 1 and row[0].text[0].islower() and len(line_above.pieces) > 1
    return all(not is_number(above[i].text) for i in filled)
