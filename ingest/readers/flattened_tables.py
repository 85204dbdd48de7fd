"""Rows and columns of a table whose cells came as lines of text."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from ingest.document import Block, Cell
from ingest.grid import is_number, make_table, table_block
from ingest.lines import bare_item, ends_sentence, is_list_item, join_lines, width

RawRow = list[list[str]]  # cells, each the lines that it came on

MAX_PARTS = 8
MAX_LABEL_WIDTH = 120

_NOTE_HERE = re.compile("\x02(\\d+)\x03")
_RULE = re.compile(r"[\s_=*~–—─━═-]{4,}")
_PERCENT = re.compile(r"[<>≤≥~约+\-–−]*\s*\d[\d.,\s]*\s*[%％‰]\s*\*{0,3}")


@dataclass(slots=True)
class Grid:
    """A table's rows as found, with as many columns as its fullest row.

    Attributes:
        rows: body and header rows; a row may still be short.
        columns: number of columns.
    """

    rows: list[RawRow]
    columns: int


def build_rows(region: Sequence[RawRow]) -> tuple[Grid | None, list[RawRow]]:
    """Put rows together that blank lines inside cells broke apart.

    Args:
        region: what stands between blank lines, each a run of cells.

    Returns:
        The table, or None where the region is only laid out as one; and what follows the table.
    """
    if not any(sum(bool(_plain(cell)) for cell in cells) >= 2 for cells in region):
        return None, list(region)
    text = _text_start(region)
    region, following = list(region[:text]), list(region[text:])
    counts = [len(cells) for cells in region]
    widest = max(counts)
    joined = [sum(counts[:parts]) for parts in (2, 3)]
    widths = {widest, *(width for width in joined if widest <= width <= widest * 1.5)}
    widths |= {max(set(counts), key=counts.count)} - {1}
    plans = [_partition(counts, columns) for columns in widths]
    _, columns, groups = min(plans, key=lambda plan: (plan[0], plan[1]))
    end = _table_end(region, groups, columns)
    rows = [
        _merged([list(cell) for part in region[start:stop] for cell in part], columns)
        for start, stop in groups[:end]
    ]
    rest = list(region[groups[end][0] :]) if end < len(groups) else []
    rows = [row for row in rows if any(_plain(cell) for cell in row)]
    if not rows:
        return None, region + following
    return Grid(rows, columns), rest + following


def _text_start(region: Sequence[RawRow]) -> int:
    """Where text in a frame or below a centred heading follows the table.

    It stands alone, is long, completes no row that was begun, and no further rows come after it.
    """
    widest = max(len(cells) for cells in region)
    alone = len(region)
    while alone and len(region[alone - 1]) == 1:
        alone -= 1
    for position in range(max(alone, 1), len(region)):
        begun = 1 < len(region[position - 1]) < widest
        if _is_prose(region[position][0]) and not begun:
            return position
    return len(region)


def _partition(counts: Sequence[int], columns: int) -> tuple[float, int, list[tuple[int, int]]]:
    """The cheapest way to read runs of cells as rows of ``columns`` cells.

    A run of the right length costs nothing, runs that add up to it little, a short row 1, one that
    is too long 1.5: paragraphs of a cell that open with a tab look like cells.
    """
    cost = [0.0] + [float("inf")] * len(counts)
    came_from = [0] * (len(counts) + 1)
    for stop in range(1, len(counts) + 1):
        total = 0
        for start in range(stop - 1, max(-1, stop - 1 - MAX_PARTS), -1):
            total += counts[start]
            if total == columns:
                price = 0.2 * (stop - start - 1)
            elif stop - start == 1:
                price = 1.0 if total < columns else 1.5
            elif total > columns:
                break
            else:
                continue
            if cost[start] + price < cost[stop]:
                cost[stop], came_from[stop] = cost[start] + price, start
    groups: list[tuple[int, int]] = []
    stop = len(counts)
    while stop:
        groups.append((came_from[stop], stop))
        stop = came_from[stop]
    return cost[-1], columns, groups[::-1]


def _merged(row: RawRow, columns: int) -> RawRow:
    """A row that is too long: its list items and, at its end, its surplus cells go on in a cell."""
    position = 1
    while len(row) > columns and position < len(row):
        if is_list_item(row[position][0]):
            row[position - 1].extend(row.pop(position))
        else:
            position += 1
    while len(row) > columns:
        surplus = row.pop()
        row[-1].extend(surplus)
    return row


def _table_end(region: Sequence[RawRow], groups: Sequence[tuple[int, int]], columns: int) -> int:
    """How many groups belong to the table: lone cells at its end do not."""
    end = len(groups)
    while end and _is_lone(region, groups[end - 1], columns):
        end -= 1
    return end


def _is_lone(region: Sequence[RawRow], group: tuple[int, int], columns: int) -> bool:
    return columns > 1 and group[1] - group[0] == 1 and len(region[group[0]]) == 1


def _is_prose(cell: Sequence[str]) -> bool:
    return len(cell) > 2 or width("".join(cell)) > MAX_LABEL_WIDTH


def flattened_table(grid: Grid, caption: str, unit: str) -> tuple[Block, list[int]]:
    """A table block from raw rows.

    Args:
        grid: rows from ``build_rows``.
        caption: the caption that stood above, or empty.
        unit: the unit of the whole table, where a line above gives one.

    Returns:
        The block, and the numbers of the notes whose places stood in its cells.
    """
    marks = [
        int(mark)
        for row in grid.rows
        for cell in row
        for line in cell
        for mark in _NOTE_HERE.findall(line)
    ]
    texts = [[_cell_text(cell) for cell in row] for row in grid.rows]
    kinds = _column_kinds([row for row in texts if len(row) == grid.columns], grid.columns)
    rows = [_aligned(row, kinds, first=position == 0) for position, row in enumerate(texts)]
    header = rows[0]
    header_rows = 0 if _is_no_header(header) else None
    if header_rows is None:
        rows = [header] + [row for row in rows[1:] if _texts(row) != _texts(header)]
    rows = _fill_down(rows)
    return table_block(make_table(rows, caption=caption, header_rows=header_rows, unit=unit)), marks


def _plain(cell: Sequence[str]) -> str:
    return _NOTE_HERE.sub("", "".join(cell)).strip()


def _texts(row: Sequence[Cell]) -> list[str]:
    return ["".join(cell.text.split()) for cell in row]


def _cell_text(cell: Sequence[str]) -> str:
    """A cell's text: wrapped lines joined, list items and whole sentences on lines of their own."""
    lines = [_NOTE_HERE.sub("", line).strip(" \u00a0\t") for line in cell]
    lines = [line for line in lines if line and not _RULE.fullmatch(line)]
    items = sum(is_list_item(line) for line in lines)
    joined: list[str] = []
    for line in lines:
        if is_list_item(line):
            joined.append(bare_item(line) if len(lines) == 1 else "• " + bare_item(line))
        elif not joined or ends_sentence(joined[-1]) or (items and joined[-1].startswith("• ")):
            joined.append(" ".join(line.split("\t")))
        else:
            joined[-1] = join_lines([joined[-1], " ".join(line.split("\t"))])
    return "\n".join(joined)


def _kind(text: str) -> str:
    if not text.strip():
        return "empty"
    if _PERCENT.fullmatch(text.strip()):
        return "percent"
    return "amount" if is_number(text) else "text"


def _column_kinds(rows: Sequence[Sequence[str]], columns: int) -> list[str]:
    """What most cells of each column hold, header aside."""
    kinds = []
    for column in range(columns):
        found = [kind for kind in (_kind(row[column]) for row in rows[1:]) if kind != "empty"]
        kinds.append(max(set(found), key=found.count) if found else "empty")
    return kinds


def _aligned(row: Sequence[str], kinds: Sequence[str], first: bool) -> list[Cell]:
    """A row with one cell a column; the cells of a short row go where their kind belongs."""
    if len(row) == len(kinds):
        return [Cell(text) for text in row]
    if first:
        return _spread(row, len(kinds))
    places = _places([_kind(text) for text in row], kinds)
    cells = [Cell("")] * len(kinds)
    for text, place in zip(row, places, strict=True):
        cells[place] = Cell(text)
    return cells


def _spread(row: Sequence[str], columns: int) -> list[Cell]:
    """A short header row: its names span equal shares of the columns, where that comes out even."""
    names = [text for text in row[1:] if text] or list(row[1:])
    if not names or (columns - 1) % len(names):
        return [Cell(text) for text in row] + [Cell("")] * (columns - len(row))
    span = (columns - 1) // len(names)
    cells = [Cell(row[0])]
    for text in names:
        cells += [Cell(text), *[Cell(text, spanned=True)] * (span - 1)]
    return cells


_FIT = {
    ("percent", "percent"): 4.0,
    ("amount", "amount"): 4.0,
    ("amount", "percent"): -3.0,
    ("percent", "amount"): -3.0,
    ("text", "text"): 1.0,
    ("amount", "text"): -2.0,
    ("percent", "text"): -2.0,
}


def _places(cells: Sequence[str], kinds: Sequence[str]) -> list[int]:
    """Columns for the cells of a short row, in order.

    The first names the row; amounts go under amounts, percentages under percentages and, where
    there are several such columns, under the last.
    """
    best: dict[tuple[int, int], tuple[float, list[int]]] = {(1, 1): (0.0, [0])}
    for column in range(1, len(kinds)):
        for taken in range(1, len(cells) + 1):
            options = []
            if (taken, column) in best:
                options.append(best[taken, column])
            if (taken - 1, column) in best and taken > 1:
                score, places = best[taken - 1, column]
                kind = cells[taken - 1]
                lean = 0.01 * column if kind in {"percent", "amount"} else -0.01 * column
                fit = _FIT.get((kind, kinds[column]), 0.0)
                options.append(
                    (score + fit + (lean if kind != "empty" else 0.0), [*places, column])
                )
            if options:
                best[taken, column + 1] = max(options)
    return best[len(cells), len(kinds)][1]


def _is_no_header(row: Sequence[Cell]) -> bool:
    """Sentences in the first row: it is a row like the others."""
    return any(ends_sentence(cell.text) or width(cell.text) > 160 for cell in row)


def _fill_down(rows: list[list[Cell]]) -> list[list[Cell]]:
    """Repeat the label of a merged first column in the rows below that leave it blank."""
    label = ""
    filled = []
    for row in rows:
        text = row[0].text.strip()
        second = row[1].text.strip() if len(row) > 1 else ""
        if text:
            label = row[0].text
        elif label and second and not is_number(second):
            row = [Cell(label, spanned=True), *row[1:]]
        filled.append(row)
    return filled
