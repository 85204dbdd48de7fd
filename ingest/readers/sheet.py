"""From the cells of a sheet to blocks: where tables begin and end, their titles, units and notes.

A sheet is a plane on which people lay out tables as they like. Blank rows separate regions, blank
columns separate tables that stand side by side; lines of a single cell above a table are its title,
unit note or introduction, lines below it its notes.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from ingest.captions import is_unit_note
from ingest.document import Block, BlockKind, Cell
from ingest.grid import count_header_rows, is_number, is_period, make_table, table_block
from ingest.units import is_unit, unit_in

Merge = tuple[
    int, int, int, int
]  # first row, first column, last row, last column; from 0, inclusive
Cells = dict[int, dict[int, Cell]]  # row to column to cell; blank cells are missing

MAX_CELLS = 2_000_000
MAX_TITLE_CHARS = 120
MAX_TITLE_GAP = 2
_MAX_MERGED = 20_000

_NOTE = re.compile(
    r"(?:sources?|notes?|n\.?b\.?|remarks?|注|备注|说明|资料来源|数据来源|来源)\s*[\d)）]*\s*[:：.]"
    r"|[*†‡¹²³]|[（(]?\d{1,2}[)）]\s",
    re.IGNORECASE,
)


@dataclass(slots=True)
class _Region:
    """Consecutive rows that belong together.

    Attributes:
        first: number of its first row.
        last: number of its last row.
        columns: numbers of the columns that hold anything, ascending.
        titles: lines above the table.
        rows: the rows of the table; empty where there is only text.
        notes: lines below the table.
        unit: a unit that a line above the table gives.
    """

    first: int
    last: int
    columns: list[int]
    titles: list[str] = field(default_factory=list)
    rows: list[list[Cell]] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    unit: str = ""


def merge_cells(cells: Cells, merges: Iterable[Merge]) -> None:
    """Repeat the text of merged cells over the area that they cover, in place."""
    for first_row, first_column, last_row, last_column in merges:
        source = cells.get(first_row, {}).get(first_column)
        area = (last_row - first_row + 1) * (last_column - first_column + 1)
        if source is None or area > _MAX_MERGED:
            continue
        for row in range(first_row, last_row + 1):
            for column in range(first_column, last_column + 1):
                if (row, column) != (first_row, first_column):
                    cells.setdefault(row, {})[column] = Cell(source.text, spanned=True)


def sheet_blocks(cells: Cells, page: int | None = None, sheet: str | None = None) -> list[Block]:
    """Tables, paragraphs and notes of one sheet, from top to bottom.

    Args:
        cells: the cells that hold text, merged ones repeated.
        page: the sheet's number from 1.
        sheet: the sheet's name.
    """
    layout = _Layout(page, sheet)
    for region in _joined(_regions(cells)):
        layout.add(region)
    layout.flush()
    return layout.blocks


class _Layout:
    """Turns regions into blocks; text waits until it is known whether a table follows it."""

    def __init__(self, page: int | None, sheet: str | None) -> None:
        self._page = page
        self._sheet = sheet
        self._waiting: list[_Region] = []
        self.blocks: list[Block] = []

    def add(self, region: _Region) -> None:
        """Add the next region."""
        if len(region.rows) < 2:
            texts = [" ".join(_texts(row)) for row in region.rows]
            region.titles += [*texts, *region.notes]
            self._waiting.append(region)
            return
        lines = [*self._titles_above(region), *region.titles]
        self.flush()
        unit = region.unit
        for line in lines:
            unit = unit or (unit_in(line) if is_unit_note(line) else "")
        self._add_text("paragraph", [line for line in lines if len(line) > MAX_TITLE_CHARS])
        short = [line for line in lines if len(line) <= MAX_TITLE_CHARS]
        caption = [line for line in short if not is_unit_note(line)]
        table = make_table(region.rows, caption="\n".join(caption), unit=unit)
        self.blocks.append(table_block(table, page=self._page, sheet=self._sheet))
        self._add_text("note", region.notes)

    def flush(self) -> None:
        """Give out the text that waits."""
        for region in self._waiting:
            for line in region.titles:
                below = bool(self.blocks) and self.blocks[-1].kind in {"table", "note"}
                self._add_text("note" if below and _NOTE.match(line) else "paragraph", [line])
        self._waiting.clear()

    def _titles_above(self, region: _Region) -> list[str]:
        """Short lines right above a table, a blank row between, are its title."""
        if not self._waiting or region.titles:
            return []
        above = self._waiting[-1]
        near = region.first - above.last <= MAX_TITLE_GAP + 1
        short = len(above.titles) <= 3 and all(len(t) <= MAX_TITLE_CHARS for t in above.titles)
        return self._waiting.pop().titles if near and short else []

    def _add_text(self, kind: BlockKind, lines: Iterable[str]) -> None:
        for line in lines:
            self.blocks.append(Block(kind, line, page=self._page, sheet=self._sheet))


def _regions(cells: Cells) -> Iterator[_Region]:
    """Groups of rows without a blank row between them, side by side tables apart."""
    numbers = sorted(number for number, row in cells.items() if _texts(row.values()))
    group: list[int] = []
    for number in numbers:
        if group and number > group[-1] + 1:
            yield from _split_columns(cells, group)
            group = []
        group.append(number)
    if group:
        yield from _split_columns(cells, group)


def _split_columns(cells: Cells, numbers: list[int]) -> Iterator[_Region]:
    rows = [cells[number] for number in numbers]
    lead = _leading(rows)
    columns = sorted({column for row in rows[lead:] for column, cell in row.items() if cell.text})
    parts = _column_parts(rows[lead:], columns)
    for position, part in enumerate(parts):
        head = rows[:lead] if position == 0 else []
        chosen = [{c: row[c] for c in part if c in row} for row in rows[lead:]]
        chosen = [row for row in chosen if _texts(row.values())]
        yield _region(head, chosen, part, numbers)


def _column_parts(rows: list[dict[int, Cell]], columns: list[int]) -> list[list[int]]:
    """Column numbers of the tables that stand side by side, usually all in one part."""
    parts: list[list[int]] = [[]]
    for column in columns:
        if parts[-1] and column > parts[-1][-1] + 1:
            parts.append([])
        parts[-1].append(column)
    joined = [parts[0]]
    for part in parts[1:]:
        if len(joined[-1]) > 1 and len(part) > 1 and _begins_table(rows, joined[-1], part):
            joined.append(part)
        else:
            joined[-1] = joined[-1] + part  # a spacer column inside one table
    return joined


def _begins_table(rows: list[dict[int, Cell]], left: list[int], part: list[int]) -> bool:
    """The part starts lower with a header of its own, or its first column names rows."""
    filled = [row for row in rows if any(column in row for column in part)]
    first = [filled[0].get(column, Cell("")).text for column in part]
    has_header = all(first) and not any(is_number(text) or is_period(text) for text in first)
    lower = any(column in rows[0] for column in left) and filled[0] is not rows[0]
    if has_header and lower and len(filled) > 1:
        return True
    labels = [row[part[0]].text for row in filled[1:] if part[0] in row]
    names = sum(not is_number(label) for label in labels)
    return len(filled) > 1 and len(labels) * 2 > len(filled) - 1 and names * 5 >= len(labels) * 4


def _leading(rows: Sequence[dict[int, Cell]]) -> int:
    """How many rows stand above the table as title, unit note or introduction."""
    lead = 0
    left = min(column for row in rows for column in row)
    for row in rows:
        texts = _texts(row.values())
        if left not in row and any(cell.spanned for cell in row.values()):
            break  # a header over some of the columns
        if len(texts) > 1 and not _is_title_with_unit(texts, rows[lead + 1 :]):
            break
        lead += 1
    return lead


def _is_title_with_unit(texts: list[str], below: Sequence[dict[int, Cell]]) -> bool:
    """``Budget 2024 | | (CHF thousand)``: a title and, at the right edge, the unit."""
    if not below or len(_texts(below[0].values())) <= len(texts):
        return False
    units = sum(is_unit_note(text) or (is_unit(text) and i > 0) for i, text in enumerate(texts))
    return units == 1 and len(texts) <= 4 and not any(is_number(text) for text in texts)


def _texts(cells: Iterable[Cell]) -> list[str]:
    return [cell.text for cell in cells if cell.text.strip() and not cell.spanned]


def _region(
    head: list[dict[int, Cell]], rows: list[dict[int, Cell]], columns: list[int], numbers: list[int]
) -> _Region:
    region = _Region(numbers[0], numbers[-1], columns)
    for row in head:
        texts = _texts(row[column] for column in sorted(row))
        unit = next((unit_in(text) for text in texts if is_unit_note(text) or is_unit(text)), "")
        region.unit = region.unit or (unit if len(texts) > 1 else "")
        region.titles.append(" ".join(" ".join(texts).split()))
    while len(rows) > 1 and _is_note(rows[-1], columns):
        region.notes.insert(0, _texts(rows.pop().values())[0])
    if len(columns) == 1:
        region.titles += [text for row in rows for text in _texts(row.values())] + region.notes
        region.notes = []
        return region
    region.rows = [[row.get(column, Cell("")) for column in columns] for row in rows]
    return region


def _is_note(row: dict[int, Cell], columns: list[int]) -> bool:
    texts = _texts(row.values())
    first = row.get(columns[0])
    if len(texts) != 1 or first is None or first.text != texts[0] or len(columns) < 2:
        return False
    return bool(_NOTE.match(texts[0])) or len(texts[0]) > MAX_TITLE_CHARS


def _joined(regions: Iterable[_Region]) -> Iterator[_Region]:
    """Put a table together again that blank rows cut: the later piece has no header of its own."""
    open_region: _Region | None = None
    for region in regions:
        if open_region is not None and _continues(open_region, region):
            open_region.rows += _aligned(region, open_region.columns)
            open_region.notes += region.notes
            open_region.last = region.last
            continue
        if open_region is not None:
            yield open_region
        open_region = region
    if open_region is not None:
        yield open_region


def _continues(before: _Region, region: _Region) -> bool:
    if not before.rows or not region.rows or region.titles or before.notes:
        return False
    if region.first - before.last > MAX_TITLE_GAP + 1 or not set(region.columns) <= set(
        before.columns
    ):
        return False
    if len(region.rows) == 1 and not any(is_number(cell.text) for cell in region.rows[0][1:]):
        return False
    return count_header_rows(region.rows) == 0 and count_header_rows(before.rows) > 0


def _aligned(region: _Region, columns: list[int]) -> list[list[Cell]]:
    place = {column: position for position, column in enumerate(region.columns)}
    return [
        [row[place[column]] if column in place else Cell("") for column in columns]
        for row in region.rows
    ]
