"""Tables drawn with ruling lines: from the lines to a grid, from the grid to cells.

The lines that touch each other span a grid of smallest cells; neighbours with no line between them
are one merged cell. So open sides, merged cells and rows of different division come out right.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from ingest.document import Cell
from ingest.grid import is_blank, is_number
from ingest.readers.pdf.indents import Span, label_spans
from ingest.readers.pdf.layout import Line, Segment, compose, make_line, rows, segments
from ingest.readers.pdf.page import Page, Rule, Word
from ingest.readers.pdf.rules import REACH, SNAP, groups, lines_across, merge_rules, root, unite
from ingest.readers.pdf.text import join_wrapped
from ingest.subtables import own_columns, tables_within

MAX_CELLS = 20_000
MAX_CELL = 600  # characters; a cell longer than that and than all others together is a frame

_LEADERS = re.compile(
    r"(?:[ ]+\.|[ ]*\.[ ]?\.)[ ]?(?:\.[ ]?)+(?=\n|$)"
)  # dots that lead to the next column


@dataclass(slots=True)
class Grid:
    """A table on a page.

    Attributes:
        x0, x1, top, bottom: its place.
        cells: rows of cells, merged ones repeated.
        columns: x of the columns' left edges, by which a table continued overleaf is known.
        page, last_page: numbers of the pages it begins and ends on.
        labels: where the label of each row begins and ends.
        name: what stands over it within the grid that it was drawn as a part of, or empty.
    """

    x0: float
    x1: float
    top: float
    bottom: float
    cells: list[list[Cell]]
    columns: tuple[float, ...]
    page: int
    labels: list[Span | None]
    name: str = ""
    last_page: int = 0

    def __post_init__(self) -> None:
        self.last_page = self.last_page or self.page


def parted(grid: Grid) -> list[Grid]:
    """The tables that a grid holds, each with the columns that it has itself."""
    found = []
    start = 0
    for name, cells in tables_within(grid.cells):
        start += bool(name)
        own = own_columns(cells)
        part = replace(
            grid,
            cells=[[row[column] for column in own] for row in cells],
            columns=tuple(grid.columns[column] for column in own),
            labels=grid.labels[start : start + len(cells)],
            name=name,
        )
        found.append(part)
        start += len(cells)
    return found


def find_ruled(page: Page) -> list[Grid]:
    """Take the ruled tables off a page; their words are removed from it."""
    found = []
    for across, down in groups(lines_across(page), merge_rules(page.down)):
        frame = _Frame.around(across, down)
        if frame is None:
            continue
        grid, used, used_turned = frame.fill(page)
        if grid is None:
            page.dividers += frame.dividers(down, page)
            continue
        found += parted(grid)
        page.words = [word for word in page.words if id(word) not in used]
        page.turned = [word for word in page.turned if id(word) not in used_turned]
    return found


@dataclass(slots=True)
class _Frame:
    """The grid that a group of rules spans: edges, and which smallest cells belong together.

    ``unclosed`` are those around which no lines close.
    """

    xs: list[float]
    ys: list[float]
    regions: list[list[int]]
    unclosed: set[int]

    @classmethod
    def around(cls, across: list[Rule], down: list[Rule]) -> _Frame | None:
        xs = _edges([rule.at for rule in down], [(rule.low, rule.high) for rule in across])
        ys = _edges([rule.at for rule in across], [(rule.low, rule.high) for rule in down])
        height, width = len(ys) - 1, len(xs) - 1
        if height < 1 or width < 1 or height * width > MAX_CELLS or height * width < 2:
            return None
        beside = _crossings(xs, ys, down)  # a line to the left of cell (row, column)
        above = _crossings(ys, xs, across)
        parents = list(range(height * width))
        for row in range(height):
            for column in range(width):
                cell = row * width + column
                if column and (column, row) not in beside:
                    unite(parents, cell - 1, cell)
                if row and (row, column) not in above:
                    unite(parents, cell - width, cell)
        regions = [
            [root(parents, row * width + column) for column in range(width)]
            for row in range(height)
        ]
        return cls(xs, ys, regions, _take_apart(regions))

    def fill(self, page: Page) -> tuple[Grid | None, set[int], set[int]]:
        """The table with the page's words in it, and which words those are; None if it is none."""
        contents: dict[int, list[Word]] = {}
        turned: dict[int, list[Word]] = {}
        used, used_turned = set(), set()
        for word in page.words:
            if self._holds(word):
                used.add(id(word))
                for piece in self._pieces(word):
                    contents.setdefault(self._region(piece), []).append(piece)
        for word in page.turned:
            if self._holds(word):
                used_turned.add(id(word))
                turned.setdefault(self._region(word), []).append(word)
        if self._is_open(contents):
            return None, set(), set()
        self._split_unruled_rows(contents, page.number)
        texts = {
            region: cell_text(words, self._width(region), page.number)
            for region, words in contents.items()
        }
        for region, words in turned.items():
            upright = texts.get(region, "")
            aslant = " ".join(word.text for word in sorted(words, key=lambda word: word.x0))
            texts[region] = f"{upright} {aslant}".strip()
        regions, columns = _without_empty(self.regions, self.xs, texts)
        if not _is_table(regions, texts):
            return None, set(), set()
        labels = label_spans([contents.get(row[0], []) for row in regions], self.xs[0])
        grid = Grid(
            self.xs[0], self.xs[-1], self.ys[0], self.ys[-1], _cells(regions, texts),
            columns, page.number, labels,
        )  # fmt: skip
        return grid, used, used_turned

    def dividers(self, down: Iterable[Rule], page: Page) -> list[Rule]:
        """The rules that divide most of a page from top to bottom, with text on both sides."""
        places = sorted((word.x0 + word.x1) / 2 for word in page.words if self._holds(word))
        found = []
        for rule in down:
            left = bisect_left(places, rule.at)
            if rule.high - rule.low > max(
                0.9 * (self.ys[-1] - self.ys[0]), 0.5 * page.height
            ) and min(left, len(places) - left) > 0.1 * len(places):
                found.append(rule)
        return found

    def _holds(self, word: Word) -> bool:
        x, y = (word.x0 + word.x1) / 2, (word.top + word.bottom) / 2
        return self.xs[0] < x < self.xs[-1] and self.ys[0] < y < self.ys[-1]

    def _place(self, x: float, y: float) -> tuple[int, int]:
        row = min(max(bisect_right(self.ys, y) - 1, 0), len(self.ys) - 2)
        column = min(max(bisect_right(self.xs, x) - 1, 0), len(self.xs) - 2)
        return row, column

    def _region(self, word: Word) -> int:
        row, column = self._place((word.x0 + word.x1) / 2, (word.top + word.bottom) / 2)
        return self.regions[row][column]

    def _pieces(self, word: Word) -> list[Word]:
        """A word cut where a line between cells runs through it."""
        y = (word.top + word.bottom) / 2
        owners = [
            self.regions[row][column]
            for row, column in (
                self._place((x0 + x1) / 2, y) for x0, x1 in zip(word.starts, word.ends, strict=True)
            )
        ]
        if len(set(owners)) == 1 or len(owners) != len(word.text):
            return [word]
        # Without a gap there it is one word that is too long for its cell.
        inner = [
            i
            for i in range(1, len(owners))
            if owners[i] != owners[i - 1] and word.starts[i] - word.ends[i - 1] > 0.05 * word.size
        ]
        cuts = [0, *inner, len(owners)]
        return [
            replace(
                word,
                text=word.text[start:end],
                starts=word.starts[start:end],
                ends=word.ends[start:end],
                x0=word.starts[start],
                x1=word.ends[end - 1],
            )
            for start, end in pairwise(cuts)
        ]

    def _width(self, region: int) -> float:
        columns = [c for row in self.regions for c, owner in enumerate(row) if owner == region]
        return self.xs[max(columns) + 1] - self.xs[min(columns)]

    def _is_open(self, contents: dict[int, list[Word]]) -> bool:
        """True where most text stands in cells that hold rows which only white space divides.

        So it does where lines do not close around a cell: a form with boxes here and there.
        """
        total = inside = 0
        for region, words in contents.items():
            lines = rows(segments(words))
            pieces = sum(len(line) for line in lines)
            total += pieces
            if len(lines) >= 3 and (region in self.unclosed or _hold_rows(lines)):
                inside += pieces
        return inside * 5 >= total * 2 > 0

    def _split_unruled_rows(self, contents: dict[int, list[Word]], page: int) -> None:
        """Divide rows of several lines of figures that have no rules between them."""
        row = 0
        while row < len(self.regions):
            owners = list(dict.fromkeys(self.regions[row]))
            above = set(self.regions[row - 1]) if row else set()
            below = set(self.regions[row + 1]) if row + 1 < len(self.regions) else set()
            own = [owner for owner in owners if owner not in above | below]
            lines = {owner: _lines(contents.get(owner, ()), page) for owner in own}
            bases = _row_bases(list(lines.values()))
            if len(bases) < 2:
                row += 1
                continue
            parts = _divided(self.regions[row], lines, bases, contents)
            cuts = [base - 0.9 * _size(contents, owners) for base in bases[1:]]
            self.regions[row : row + 1] = parts
            self.ys[row + 1 : row + 1] = cuts
            row += len(parts)


def _hold_rows(lines: Sequence[list[Segment]]) -> bool:
    """True for lines of a cell that are rows of their own: most, or some where all are figures."""
    apart = sum(_in_pieces(line) for line in lines)
    return apart * 2 > len(lines) or (
        apart > 0 and all(_is_figure(compose(piece.words)) for line in lines for piece in line)
    )


def _is_figure(text: str) -> bool:
    return is_number(text) or is_blank(text)


def _in_pieces(line: Sequence[Segment]) -> bool:
    """True for a line of three or more pieces that stand wide apart."""
    return sum(two.x0 - one.x1 > 1.5 * max(one.size, two.size) for one, two in pairwise(line)) >= 2


def _divided(
    owners: list[int],
    lines: dict[int, list[Line]],
    bases: list[float],
    contents: dict[int, list[Word]],
) -> list[list[int]]:
    """The regions of the rows that one row becomes; cells of one line go on over all of them."""
    parts = [list(owners) for _ in bases]
    fresh = max(contents, default=0) + max(owners) + 1
    for owner in lines:
        words = contents.get(owner, [])
        if not _is_level(lines[owner], bases):
            continue
        for part, row in enumerate(parts):
            fresh += 1
            row[:] = [fresh if region == owner else region for region in row]
            contents[fresh] = [word for word in words if _nearest(bases, word.base) == part]
        contents.pop(owner, None)
    return parts


def _nearest(bases: list[float], base: float) -> int:
    return min(range(len(bases)), key=lambda i: abs(bases[i] - base))


def _is_level(lines: list[Line], bases: list[float]) -> bool:
    """True where every line of a cell stands on one of the base lines (an empty cell does)."""
    return all(min(abs(line.base - base) for base in bases) < 0.35 * line.size for line in lines)


def _size(contents: dict[int, list[Word]], owners: Iterable[int]) -> float:
    return max((word.size for owner in owners for word in contents.get(owner, ())), default=10.0)


def _edges(places: list[float], spans: list[tuple[float, float]]) -> list[float]:
    """Edges of rows or columns: where lines run, and the sides that no line closes."""
    edges: list[float] = []
    for place in sorted(places):
        if not edges or place - edges[-1] > SNAP:
            edges.append(place)
    low, high = min(span[0] for span in spans), max(span[1] for span in spans)
    if not edges or low < edges[0] - REACH:
        edges.insert(0, low)
    if high > edges[-1] + REACH:
        edges.append(high)
    return edges


def _crossings(edges: list[float], others: list[float], rules: list[Rule]) -> set[tuple[int, int]]:
    """Pairs (edge, interval of the others) where a rule runs along the edge."""
    middles = [(low + high) / 2 for low, high in pairwise(others)]
    found = set()
    for rule in rules:
        edge = min(range(len(edges)), key=lambda i: abs(edges[i] - rule.at))
        first = bisect_left(middles, rule.low - SNAP)
        for interval in range(first, bisect_right(middles, rule.high + SNAP)):
            found.add((edge, interval))
    return found


def _take_apart(regions: list[list[int]]) -> set[int]:
    """Take apart regions that are no rectangle: there the lines do not tell cells.

    Returns:
        The regions that came of it.
    """
    places: dict[int, list[tuple[int, int]]] = {}
    for i, row in enumerate(regions):
        for j, region in enumerate(row):
            places.setdefault(region, []).append((i, j))
    width = len(regions[0])
    apart: set[int] = set()
    for cells in places.values():
        high = max(i for i, _ in cells) - min(i for i, _ in cells) + 1
        wide = max(j for _, j in cells) - min(j for _, j in cells) + 1
        if high * wide != len(cells):
            for i, j in cells:
                regions[i][j] = i * width + j
                apart.add(regions[i][j])
    return apart


def _lines(words: Iterable[Word], page: int) -> list[Line]:
    return [make_line(row, page) for row in rows(segments(words))]


def cell_text(words: Sequence[Word], width: float, page: int) -> str:
    r"""The text of a cell: wrapped lines joined, lines that end by intention kept apart by ``\n``.

    Args:
        words: in any order.
        width: of the cell, in points.
        page: page number.
    """
    text = ""
    before: Line | None = None
    for line in _lines(words, page):
        if before is None:
            text = line.text
        elif is_number(before.text) and is_number(line.text):
            text = f"{text}\n{line.text}"
        elif before.x1 - before.x0 + line.first_width + 0.25 * line.size > width - max(
            8.0, 1.8 * line.size
        ):
            text = join_wrapped(text, line.text)
        else:
            text = f"{text}\n{line.text}"
        before = line
    return _LEADERS.sub("", text.replace("\u00ad", "-"))


def _row_bases(cells: list[list[Line]]) -> list[float]:
    """Base lines of the rows that a row without rules really holds; empty where it holds one.

    Columns of figures tell: a figure does not wrap, so each of its lines is a row. Other cells must
    stand level with them, or hold one line that is meant for all.
    """
    figures = [lines for lines in cells if len(lines) >= 2 and _all_figures(lines)]
    if not figures or len({len(lines) for lines in figures}) != 1:
        return []
    count = len(figures[0])
    if count == 2 and len(figures) < 2:
        return []
    bases = [line.base for line in figures[0]]
    for lines in cells:
        if len(lines) > 1 and not _is_level(lines, bases):
            return []
    return bases


def _all_figures(lines: list[Line]) -> bool:
    return all(_is_figure(line.text) for line in lines)


def _without_empty(
    regions: list[list[int]], xs: list[float], texts: dict[int, str]
) -> tuple[list[list[int]], tuple[float, ...]]:
    """Leave out rows and columns that hold no text of their own."""
    kept_rows: list[list[int]] = []
    for row in regions:
        repeats = bool(kept_rows) and row == kept_rows[-1]
        if not repeats and any(texts.get(region) for region in row):
            kept_rows.append(row)
    if not kept_rows:
        return [], ()
    columns: list[int] = []
    for column in range(len(kept_rows[0])):
        cells = [row[column] for row in kept_rows]
        repeats = bool(columns) and cells == [row[columns[-1]] for row in kept_rows]
        own = any(
            texts.get(cell) and (not column or row[column - 1] != cell)
            for cell, row in zip(cells, kept_rows, strict=True)
        )
        if own and not repeats:
            columns.append(column)
    return (
        [[row[column] for column in columns] for row in kept_rows],
        tuple(xs[column] for column in columns),
    )


def _is_table(regions: list[list[int]], texts: dict[int, str]) -> bool:
    """At least two rows and columns with text in them, and not mostly empty like a chart."""
    if len(regions) < 2 or len(regions[0]) < 2:
        return False
    owners = {region for row in regions for region in row}
    lengths = [len(texts.get(owner, "")) for owner in owners]
    if max(lengths) > MAX_CELL and max(lengths) * 2 > sum(lengths):
        return False  # a frame around the page, or columns of text with lines between them
    filled = sum(bool(texts.get(owner)) for owner in owners)
    busy_rows = sum(len({r for r in row if texts.get(r)}) > 1 for row in regions)
    if len(regions[0]) == 2 and busy_rows * 4 < len(regions):
        return False
    return filled >= 4 and filled >= 0.2 * len(owners) and busy_rows >= 1


def _cells(regions: list[list[int]], texts: dict[int, str]) -> list[list[Cell]]:
    seen: set[int] = set()
    cells = []
    for row in regions:
        cells.append(
            [
                Cell(texts.get(region, ""), region in seen or _before(row, i))
                for i, region in enumerate(row)
            ]
        )
        seen.update(row)
    return cells


def _before(row: list[int], position: int) -> bool:
    return row[position] in row[:position]
