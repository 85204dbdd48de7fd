"""From a grid of cells to a table: where its headers end, which columns name its rows, its unit."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from ingest.document import Block, Cell, Table
from ingest.forms import paired_rows
from ingest.units import is_unit, unit_in, units_of_measures

Row = tuple[Cell, ...]

MAX_HEADER_ROWS = 4
MAX_TITLE_CHARS = 120
MAX_AMOUNT_CHARS = 80
SAMPLE_ROWS = 500  # enough of a long table to know its columns by

_BLANK = re.compile(r"[\s\-–—−－―…·./\\*:：]*|n\.?/?a\.?|nil|none|无|不适用", re.IGNORECASE)
_NUMBER = re.compile(
    r"(?:[A-Z]{2,3}\s?\$?|[$€£¥￥₹])?\s*[(（]?\s*(?:[A-Z]{3}\s?|[$€£¥￥₹])?[+\-–−±~≈<>≤≥约]*\s*"
    r"\d(?:[\d,，'’.]|\s(?=\d))*\s*(?P<rest>.{0,24}?)\s*[)）]?\s*\*{0,3}",
    re.DOTALL,
)
# Spelt out or cut short: "Marseille" and "Augusta" are no months.
_MONTH = (
    r"(?:jan(?:uary?|vier)?|feb(?:ruary?|rero)?|mar(?:ch|s|zo)?|apr(?:il)?|may|jun(?:e|io?)?"
    r"|jul(?:y|io?)?|juillet|aug(?:ust)?|sept?(?:emb(?:er|re))?|o[ck]t(?:ober|[ou]bre)?"
    r"|nov(?:emb(?:er|re))?|dec(?:emb(?:er|re))?)(?![a-z])\.?"
)
_PERIOD = re.compile(
    r"(?:fy|cy|end|as (?:of|at)|截至|year(?: ended)?)?\s*(?:"
    r"(?:19|20)\d{2}\s*年?度?\s*(?:\s*(?:[-–—/至到]|to)\s*(?:(?:19|20)?\d{2})\s*年?度?)?"
    r"|(?:19|20)\d{2}\s*[年./-]\s*(?:\d{1,2}|[一二三四]|q\d|h\d|第?[一二三四]季度|[上下]半年)\s*[月季]?度?"
    r"(?:\s*[./-]?\s*\d{1,2}\s*日?)?"
    rf"|(?:\d{{1,2}}\s+)?{_MONTH}[\s-]*(?:\d{{1,2}},?\s*)?(?:(?:19|20)?\d{{2}})?"
    r"|\d{1,2}[./]\d{1,2}[./](?:\d{2}){1,2}|[qh]\d(?:[\s-]*(?:fy)?\s*(?:19|20)?\d{2})?"
    r"|\d{1,2}月(?:\d{1,2}日)?|第?[一二三四]季度|[上下]半年"
    r")\s*(?:[a-z*†]|[A-Z]{0,3}[$€£¥]\s*['’]?(?:000s?|mn?|k|bn)?)?",
    re.IGNORECASE,
)
_YEAR = re.compile(r"(?:19|20)\d{2}")
_YEAR_OF_UNIT = re.compile(r"(?:19|20)\d{2}\s?[^\W\d].*", re.DOTALL)  # "2024 hours", 2024年吨数
_NOTE_COLUMN = re.compile(r"notes?|refs?\.?|附注|注释?", re.IGNORECASE)
_ORDINAL_HEADER = re.compile(
    r"(?:s\.?\s*)?(?:no|nr|n°|№)\.?|#|序号|编号|项次|item|serial.*", re.IGNORECASE
)
_ORDINAL = re.compile(
    r"[（(]?(?:\d{1,3}(?:\.\d{1,3})*|[ivxIVX]{1,5}|[一二三四五六七八九十]{1,3})[)）.、]?"
)


def make_table(
    rows: Sequence[Sequence[Cell]],
    caption: str = "",
    header_rows: int | None = None,
    label_columns: int | None = None,
    unit: str = "",
) -> Table:
    """Build a rectangular table and work out what the source does not say.

    Short rows are padded. Leading rows that are one cell over the full width are the table's title
    and move into the caption.

    Args:
        rows: the grid, merged cells repeated with ``spanned=True``.
        caption: the caption, where the source has one.
        header_rows: how many rows are headers, where the source says so; None to find out.
        label_columns: how many columns name the row; None to find out.
        unit: the unit of the whole table, where a note beside it gives one.
    """
    grid = _rectangular(rows)
    titles, grid = _split_titles(grid)
    if header_rows is None:
        header_rows = count_header_rows(grid)
    else:
        header_rows = max(0, min(header_rows - len(titles), len(grid)))
        while 0 < header_rows < len(grid) - 1 and _is_merged_down(grid, header_rows):
            header_rows += 1
    if header_rows and (0 in paired_rows(grid) or _opens_series(grid)):
        header_rows = 0
    if label_columns is None:
        label_columns = count_label_columns(grid, header_rows)
    grid = _spread_headers(grid, header_rows)
    table = Table(
        rows=tuple(grid),
        header_rows=header_rows,
        label_columns=min(label_columns, len(grid[0]) if grid else 1),
        caption="\n".join(part for part in (caption.strip(), *titles) if part),
    )
    return replace(table, unit=unit or table_unit(table))


def table_unit(table: Table) -> str:
    """A unit from the caption, from the corner, or the one that all value columns share."""
    if units_of_measures(table.caption):
        return ""
    found = unit_in(table.caption.replace("\n", "；")) if table.caption else ""
    if found or not table.header_rows:
        return found
    headers = table.rows[: table.header_rows]
    corner = next(filter(None, (unit_in(row[0].text) for row in headers)), "")
    if corner:
        return corner
    over_all = [unit for row in headers if (unit := _only_unit(row))]
    if over_all:
        return over_all[0]
    units = set()
    for column in range(table.label_columns, table.width):
        if _is_value_column(table.body[:SAMPLE_ROWS], column):
            units.add(next(filter(None, (unit_in(row[column].text) for row in headers)), ""))
    return units.pop() if len(units) == 1 else ""


def _only_unit(row: Row) -> str:
    """The unit that stands alone in a header row, in brackets, and so is of all columns."""
    filled = [cell.text.strip() for cell in row if not is_blank(cell.text) and not cell.spanned]
    alone = len(filled) == 1 and len(row) > 2 and filled[0].startswith(("(", "（"))
    return unit_in(filled[0]) if alone else ""


def table_text(table: Table) -> str:
    """The text of a table: a line a row, joined by `` | ``, repeated merged cells left out."""
    lines = []
    for row in table.rows:
        texts = [" ".join(cell.text.split()) for cell in row if not cell.spanned]
        line = " | ".join(text for text in texts if text)
        if line:
            lines.append(line)
    return "\n".join(lines)


def table_block(table: Table, page: int | None = None, sheet: str | None = None) -> Block:
    """A block that holds a table."""
    return Block("table", table_text(table), page=page, table=table, sheet=sheet)


def text_rows(rows: Sequence[Sequence[str]]) -> list[list[Cell]]:
    """Cells for a grid of plain strings without merges."""
    return [[Cell(text) for text in row] for row in rows]


def is_blank(text: str) -> bool:
    """True for an empty cell and for the marks that stand for one (``–``, ``n/a``, ``…``)."""
    return _BLANK.fullmatch(text) is not None


def is_period(text: str) -> bool:
    """True for a year, quarter, month or date: a value in a column, but also a column's name."""
    return len(text) <= MAX_AMOUNT_CHARS and _PERIOD.fullmatch(" ".join(text.split())) is not None


def is_number(text: str) -> bool:
    """True for one amount with its sign, currency or unit; not for years, ranges or codes."""
    if len(text) > MAX_AMOUNT_CHARS:
        return False
    flat = " ".join(text.split())
    match = _NUMBER.fullmatch(flat)
    if match is None or is_period(flat):
        return False
    if re.search(r"\d\.\d{1,2}\.\d", flat):  # 3.1.2 is a section, 1.160.000 an amount
        return False
    rest = match["rest"].strip(" )）")
    return not rest or is_unit(rest)


def count_header_rows(grid: Sequence[Sequence[Cell]]) -> int:
    """How many leading rows name the columns.

    The first row is a header unless amounts stand in it. A further row is one where merged cells
    of the row above say so, or where it holds only units or names above the first amounts.
    """
    if len(grid) < 2 or not _may_be_first_header(grid):
        return 0
    count = _rows_above_periods(grid)
    while count < min(MAX_HEADER_ROWS, len(grid) - 1) and _continues_header(grid, count):
        count += 1
    return count


def count_label_columns(grid: Sequence[Sequence[Cell]], header_rows: int) -> int:
    """How many leading columns name the row.

    None where all is said in one row of figures, each under its name. Else one, and more only
    where the first says too little: it is a serial number, or it repeats or is left blank under a
    group, and the next column holds no amounts.
    """
    body = grid[header_rows : header_rows + SAMPLE_ROWS]
    width = len(grid[0]) if grid else 1
    if header_rows and len(body) == 1 and _all_figures(grid[header_rows - 1], body[0]):
        return 0
    count = 1
    valued = any(_is_value_column(body, column) for column in range(1, width))
    while count < min(width - 1, 3 if valued else 2) and not _is_value_column(body, count):
        grouped = _is_grouping(body, count - 1) and _tells_apart(body, count)
        if not (grouped or _is_serial(grid, header_rows, count - 1)):
            break
        count += 1
    return count


def _all_figures(header: Sequence[Cell], row: Sequence[Cell]) -> bool:
    """Every cell is a figure under a name, and the first none by which rows may be counted."""
    pairs = zip(header, row, strict=True)
    named = all(is_number(cell.text) and not is_blank(name.text) for name, cell in pairs)
    return named and len(row) > 1 and not row[0].text.strip().isdecimal()


def _spread_headers(grid: list[Row], header_rows: int) -> list[Row]:
    """A name that stands over several columns without a merge, repeated over each of them.

    Only where the row below repeats its own names, which are then told apart by nothing else:
    ``2019 | (blank) | 2018 | (blank)`` over ``Sales | Share | Sales | Share``.
    """
    spread = list(grid)
    for position in range(header_rows - 1):
        below = [cell.text.strip() for cell in grid[position + 1][1:]]
        named = [text for text in below if text]
        if len(set(named)) == len(named):
            continue
        row = list(spread[position])
        for column in range(2, len(row)):
            if not row[column].text.strip() and row[column - 1].text.strip() and below[column - 1]:
                row[column] = Cell(row[column - 1].text, spanned=True)
        spread[position] = tuple(row)
    return spread


def _rectangular(rows: Sequence[Sequence[Cell]]) -> list[Row]:
    width = max((len(row) for row in rows), default=0)
    return [tuple(row) + (Cell(""),) * (width - len(row)) for row in rows] if width else []


def _split_titles(grid: list[Row]) -> tuple[list[str], list[Row]]:
    """Take leading full-width rows off as titles, if a real row follows."""
    titles: list[str] = []
    for position, row in enumerate(grid[:4]):
        text = " ".join(row[0].text.split())
        if not _is_full_width(row):
            return titles, grid[position:]
        if not text or len(text) > MAX_TITLE_CHARS or is_number(text):
            break
        titles.append(text)
    return [], grid


def _is_full_width(row: Sequence[Cell]) -> bool:
    return len(row) > 1 and all(cell.spanned and cell.text == row[0].text for cell in row[1:])


def _may_be_first_header(grid: Sequence[Sequence[Cell]]) -> bool:
    first = grid[0]
    values = [cell.text for cell in first[1:] if not is_blank(cell.text)]
    if not values and is_blank(first[0].text):
        return False
    amounts = (n for n, cell in enumerate(first) if n and is_number(cell.text))
    if not all(_is_year_of_unit(grid, column) for column in amounts):
        return _is_counting(values) and not _is_counting([c.text for c in grid[1][1:]])
    if len(first) == 1:
        return any(is_number(row[0].text) for row in grid[1:]) and not is_number(first[0].text)
    return not _is_form(grid)


def _is_year_of_unit(grid: Sequence[Sequence[Cell]], column: int) -> bool:
    """A cell names a year and what is counted ("2024 hours"), and bare numbers stand below."""
    below = next((row[column].text for row in grid[1:] if not is_blank(row[column].text)), "")
    named = _YEAR_OF_UNIT.fullmatch(grid[0][column].text.strip())
    return bool(named and is_number(below) and not below.strip()[-1].isalpha())


def _opens_series(grid: Sequence[Sequence[Cell]]) -> bool:
    """The first row is number 1 and the next number 2, so it is a row like the others."""
    if len(grid) < 2:
        return False
    one, two = (_series_number(row[0].text) for row in grid[:2])
    return one[-1:] == [1] and two == [*one[:-1], 2]


def _series_number(text: str) -> list[int]:
    """``2.1`` as [2, 1]; empty where the text is no number of a row."""
    text = text.strip().strip("()（）.、")
    parts = text.split(".")
    return [int(part) for part in parts] if all(p.isdecimal() for p in parts) else []


def _is_counting(texts: Sequence[str]) -> bool:
    """Columns named 1, 2, 3..."""
    numbers = [int(text) for text in texts if text.strip().isdigit()]
    return len(numbers) == len(texts) > 1 and all(
        right - left == 1 for left, right in pairwise(numbers)
    )


def _is_form(grid: Sequence[Sequence[Cell]]) -> bool:
    """Rows of ``Name: | value``: the labels end with a colon, the first one too."""
    labels = [row[0].text.strip() for row in grid if row[0].text.strip()]
    with_colon = sum(label.endswith((":", "：")) for label in labels)
    return bool(labels) and labels[0].endswith((":", "：")) and with_colon * 2 > len(labels)


def _continues_header(grid: Sequence[Sequence[Cell]], position: int) -> bool:
    above, row = grid[position - 1], grid[position]
    if _is_full_width(row) or any(is_number(cell.text) for cell in row):
        return False
    fresh = [cell.text for cell in row if not cell.spanned and not is_blank(cell.text)]
    if not fresh:
        return False
    if all(is_unit(text) or unit_in(text) or _NOTE_COLUMN.fullmatch(text) for text in fresh):
        return True
    if _is_merged_down(grid, position):
        return True
    return (
        _under_merged(above, row)
        or _names_above_amounts(grid, position)
        or _periods_above_amounts(grid, position)
    )


def _is_merged_down(grid: Sequence[Sequence[Cell]], position: int) -> bool:
    """A cell of the row above reaches down into this row."""
    above, row = grid[position - 1], grid[position]
    if _is_full_width(row):
        return False
    return any(
        cell.spanned and bool(cell.text) and cell.text == up.text and not _from_left(row, column)
        for column, (up, cell) in enumerate(zip(above, row, strict=True))
    )


def _from_left(row: Sequence[Cell], column: int) -> bool:
    """A repeated cell that continues its left neighbour, so not one from above."""
    return column > 0 and row[column - 1].text == row[column].text and not row[column - 1].spanned


def _under_merged(above: Sequence[Cell], row: Sequence[Cell]) -> bool:
    """The row above merges columns, and this row names only the merged ones."""
    merged = [
        above[c].spanned or (c + 1 < len(above) and above[c + 1].spanned) for c in range(len(above))
    ]
    if not any(merged):
        return False
    return all(
        not is_blank(row[c].text) if inside else is_blank(row[c].text) or is_blank(above[c].text)
        for c, inside in enumerate(merged)
    )


def _names_above_amounts(grid: Sequence[Sequence[Cell]], position: int) -> bool:
    """Blank label or a unit there, names or years in the other columns, and amounts below."""
    row = grid[position]
    names = {c for c in range(1, len(row)) if not is_blank(row[c].text)}
    amounts = _first_amounts(grid, position + 1)
    stub = row[0].text.strip()
    return (is_blank(stub) or is_unit(stub.strip("()"))) and bool(amounts) and amounts <= names


def _periods_above_amounts(grid: Sequence[Sequence[Cell]], position: int) -> bool:
    """Years in the columns that hold amounts below: "Years ended May 31: | 2019 | 2018".

    Its label may say anything, for the row above is then only the name over all the years.
    """
    above, row = grid[position - 1], grid[position]
    periods = {c for c in range(1, len(row)) if is_period(row[c].text)}
    dated = any(_YEAR.search(cell.text) and is_period(cell.text) for cell in above[1:])
    amounts = _first_amounts(grid, position + 1)
    return len(periods) > 1 and not dated and bool(periods & amounts)


def _rows_above_periods(grid: Sequence[Sequence[Cell]]) -> int:
    """How many rows stand above or name the years, where the first rows hold nothing else."""
    for position in range(1, min(MAX_HEADER_ROWS, len(grid) - 1)):
        if any(is_number(cell.text) for cell in grid[position]):
            return 1
        if _periods_above_amounts(grid, position):
            return position + 1
    return 1


def _first_amounts(grid: Sequence[Sequence[Cell]], start: int) -> set[int]:
    """Columns of the first amounts from a row on, names of groups of rows and units passed over."""
    for row in grid[start : start + MAX_HEADER_ROWS]:
        amounts = {c for c in range(1, len(row)) if is_number(row[c].text)}
        if amounts:
            return amounts
    return set()


def _column(body: Sequence[Sequence[Cell]], column: int) -> list[str]:
    return [row[column].text for row in body if not is_blank(row[column].text)]


def _is_value_column(body: Sequence[Sequence[Cell]], column: int) -> bool:
    texts = _column(body, column)
    return sum(is_number(text) for text in texts) * 2 > len(texts)


def _is_serial(grid: Sequence[Sequence[Cell]], header_rows: int, column: int) -> bool:
    body = [row for row in grid[header_rows:] if not _is_alone(row, column)]
    texts = [text.strip() for text in _column(body, column)]
    header = grid[header_rows - 1][column].text.strip() if header_rows else ""
    if not texts:
        return header_rows > 0 and _ORDINAL_HEADER.fullmatch(header) is not None
    return sum(_ORDINAL.fullmatch(text) is not None for text in texts) * 5 > len(texts) * 4


def _is_alone(row: Sequence[Cell], column: int) -> bool:
    """Nothing but that cell has text: the name of a group of rows."""
    return all(is_blank(cell.text) or cell.spanned for i, cell in enumerate(row) if i != column)


def _tells_apart(body: Sequence[Sequence[Cell]], column: int) -> bool:
    """A filled column that makes rows different which the columns before it leave alike."""
    if len(_column(body, column)) * 3 < len(body) * 2:
        return False
    before = {tuple(cell.text for cell in row[:column]) for row in body}
    return len({tuple(cell.text for cell in row[: column + 1]) for row in body}) > len(before)


def _is_grouping(body: Sequence[Sequence[Cell]], column: int) -> bool:
    """A column that repeats or stays blank below its first mention, merged or not."""
    fresh = set()
    repeated = 0
    for row in body:
        if _is_full_width(row):
            continue
        text = row[column].text.strip()
        if not text or text in fresh or row[column].spanned:
            repeated += 1
        fresh.add(text)
    return repeated * 3 >= len(body) > 1 and len(fresh - {""}) > 0
