"""A table as passages: one that says what the table is about, and one for every row."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from ingest.document import Block, Cell, Passage, RowCell, Table
from ingest.forms import paired_rows
from ingest.grid import is_blank, is_number
from ingest.lines import join_lines
from ingest.units import unit_in, units_of_measures

CELL_JOINER = " | "
PATH_JOINER = " / "
HEADING_JOINER = " > "
MAX_LABEL_CHARS = 200
MAX_HEADERS_CHARS = 400

_OF_WHICH = re.compile(
    r"\s*(?:其中|包括|of which|of them|including|incl\.|thereof|dont|davon|de los cuales|dos quais"
    r"|в том числе)",
    re.IGNORECASE,
)
_WHOLE = re.compile(
    r"(?:所有|全部|整体|总体|各项|all\b|total\b|overall\b|entire\b|toutes?\b|tous\b|todos?\b|gesamt)",
    re.IGNORECASE,
)
# "Total Programme B", "小计" close the band that they stand in: a total after them is of the table.
_TOTAL = re.compile(r"(?:grand |sub-?)?totals?\b|sum\b|(?:小|合|总|共)\s*计|总额", re.IGNORECASE)
_INDENT = re.compile(r"^[ \u00a0\u3000\t]+|^[–—\-•·▪]\s+")
_VALUE = re.compile(r"-?\d[\d,.\u00a0 ']*")


@dataclass(frozen=True, slots=True)
class _Frame:
    """What the rows of one table share.

    Attributes:
        block: the table's block.
        table: its grid.
        position: the block's place in the document.
        headers: header path of every column.
        units: unit of every column's header, or empty.
        heading: the section's heading path.
        lead: the sentence that introduces a table without caption, or empty.
    """

    block: Block
    table: Table
    position: int
    headers: tuple[str, ...]
    units: tuple[str, ...]
    heading: str
    lead: str = ""


def table_passages(
    block: Block, position: int, max_chars: int, lead: str = ""
) -> Iterator[Passage]:
    """The passages of a table.

    Args:
        block: a table block.
        position: its place in the document.
        max_chars: longest text of the passage for the table as a whole; a row is never cut.
        lead: the sentence right above that introduces the table, or empty.
    """
    table = block.table
    if table is None:
        raise ValueError(f"block {position} is a {block.kind}, not a table")
    headers = tuple(_header_path(table, column) for column in range(table.width))
    measured = units_of_measures(table.caption)
    units = tuple(unit_in(header) or _unit_of_measure(header, measured) for header in headers)
    frame = _Frame(
        block,
        table,
        position,
        headers,
        units,
        HEADING_JOINER.join(block.section),
        "" if table.caption else lead,
    )
    if table.width == 1 or sum(len(row) for row in table.rows) == 1:
        yield from _column_passages(frame)
        return
    parents = _parents(table)
    labels = [_label(table, row, parents[i]) for i, row in enumerate(table.body)]
    yield _whole_passage(frame, labels, max_chars)
    paired = paired_rows(table.body)
    for number, (row, label) in enumerate(zip(table.body, labels, strict=True)):
        if _is_band(row):
            continue
        second = paired.get(number, table.width)
        for first, part in ((0, row[:second]), (second, row[second:])):
            if text := _row_text(part):
                name = _own_label(table, part) if first else label
                yield _row_passage(frame, part, text, name, first)


def table_name(table: Table) -> str:
    """What a note below a table refers to: the caption, else the column headers."""
    if table.caption:
        return " ".join(table.caption.split())
    names = dict.fromkeys(_header_path(table, column) for column in range(table.width))
    return CELL_JOINER.join(name for name in names if name)[:MAX_HEADERS_CHARS]


def _flat(text: str) -> str:
    """A cell on one line: wrapped lines joined as their script joins them."""
    return text.strip() if "\n" not in text else join_lines(text.split("\n"))


def _header_path(table: Table, column: int) -> str:
    parts: list[str] = []
    for row in table.rows[: table.header_rows]:
        text = " ".join(_flat(row[column].text).split())
        if text and (not parts or parts[-1] != text):
            parts.append(text)
    return PATH_JOINER.join(parts)


def _row_text(row: Sequence[Cell]) -> str:
    """The row's cells as they stand, lists keeping their lines, repeated merged cells left out."""
    texts = (
        "\n".join(line.rstrip() for line in cell.text.strip().split("\n"))
        for cell in row
        if not cell.spanned
    )
    return CELL_JOINER.join(text for text in texts if text)


def _is_band(row: Sequence[Cell]) -> bool:
    """A row that is one name over all columns: it heads the rows below."""
    return len(row) > 1 and not row[0].spanned and all(cell.spanned for cell in row[1:])


def _own_label(table: Table, row: Sequence[Cell]) -> str:
    parts: list[str] = []
    for cell in row[: table.label_columns]:
        text = " ".join(_flat(cell.text).split()).rstrip(":：")
        if text and (not parts or parts[-1] != text):
            parts.append(text)
    return PATH_JOINER.join(parts)


def _label(table: Table, row: Sequence[Cell], parents: Sequence[str]) -> str:
    own = _own_label(table, row) if table.label_columns else " ".join(table.caption.split())
    path = [part for part in (*parents, own) if part]
    return PATH_JOINER.join(part[:MAX_LABEL_CHARS] for part in path)


def _parents(table: Table) -> list[list[str]]:
    """For every body row the labels of the rows that it belongs under, outermost first.

    A row belongs under the band above it, under the row above that is indented less, under the row
    that an "of which" row details, and under a first row that is the total of the others. A total
    after the one that closes a band is of the table.
    """
    found: list[list[str]] = []
    total = _leading_total(table)
    band, open_rows, detailed = "", list[tuple[int, str]](), ""
    summed = False
    for number, row in enumerate(table.body):
        own = _own_label(table, row)
        if _is_band(row):
            band, open_rows, detailed, summed = own, [], "", False
            found.append([])
            continue
        is_total = _TOTAL.match(own) is not None
        if is_total and summed:
            band = ""
        summed = is_total
        indent = _indent(row[0].text)
        while open_rows and open_rows[-1][0] >= indent:
            open_rows.pop()
        parents = [band] if band else []
        if number and total:
            parents.append(total)
        parents += [label for _, label in open_rows]
        if _OF_WHICH.match(own):
            parents += [detailed] if detailed and detailed not in parents else []
        else:
            detailed = own
        found.append(parents)
        if own:
            open_rows.append((indent, own))
    return found


def _indent(text: str) -> int:
    """Depth of a label's indentation, a wide space counting two."""
    opening = _INDENT.match(text)
    if not opening:
        return 0
    return sum(2 if character == "\u3000" else 1 for character in opening.group())


def _leading_total(table: Table) -> str:
    """The label of a first body row that stands for all rows below it, or empty.

    Its label says so (``所有…``, ``All …``), or its amount is the sum of theirs.
    """
    body = table.body
    if len(body) < 2 or table.label_columns >= table.width:
        return ""
    label = _own_label(table, body[0])
    others = [_own_label(table, row) for row in body[1:]]
    if not label or any(_WHOLE.match(other) for other in others):
        return ""
    if _WHOLE.match(label) and len(label) > 2:
        return label
    return label if len(body) > 3 and _adds_up(table) else ""


def _adds_up(table: Table) -> bool:
    for column in range(table.label_columns, table.width):
        amounts = [_amount(row[column].text) for row in table.body]
        first, rest = amounts[0], [amount for amount in amounts[1:] if amount is not None]
        if first and len(rest) == len(amounts) - 1 and len(rest) > 2:
            return abs(sum(rest) - first) <= 0.001 * abs(first)
    return False


def _amount(text: str) -> float | None:
    if not is_number(text) or "%" in text or "％" in text:
        return None
    digits = _VALUE.search(text)
    if digits is None:
        return None
    try:
        return float(re.sub(r"[,\u00a0 ']", "", digits.group()))
    except ValueError:
        return None


def _whole_passage(frame: _Frame, labels: Sequence[str], max_chars: int) -> Passage:
    """Caption, header names and row labels, as many as fit."""
    table = frame.table
    lines = [table.caption] if table.caption else []
    names = [_row_text(row) for row in table.rows[: table.header_rows]]
    lines += [name[:max_chars] for name in names if name]
    size = sum(map(len, lines))
    for row, label in zip(table.body, labels, strict=True):
        named = table.header_rows and table.label_columns
        line = _row_line(row, label) if named else _row_text(row)
        if size + len(line) > max_chars:
            break
        if line:
            lines.append(line)
            size += len(line) + 1
    return Passage(
        kind="table",
        text="\n".join(lines),
        section=frame.block.section,
        page=frame.block.page,
        first_block=frame.position,
        last_block=frame.position,
        context=_context(frame, caption=False, headers=False),
        caption=table.caption,
    )


def _row_line(row: Sequence[Cell], label: str) -> str:
    """What stands for a row in the passage of the whole table: its first cell."""
    own = "" if row[0].spanned else " ".join(_flat(row[0].text).split())
    if own or label:
        return own[:MAX_LABEL_CHARS]
    return _row_text(row)[:MAX_LABEL_CHARS]


def _context(frame: _Frame, caption: bool = True, headers: bool = True) -> str:
    table = frame.table
    lines = [frame.heading]
    if frame.block.sheet and frame.block.sheet not in frame.block.section:
        lines.append(frame.block.sheet)
    lines.append(table.caption if caption else "")
    lines.append(frame.lead)
    if headers:
        names = CELL_JOINER.join(dict.fromkeys(name for name in frame.headers if name))
        lines.append(names[:MAX_HEADERS_CHARS])
    if table.unit and not any(table.unit in line for line in lines):
        lines.append(table.unit)
    return "\n".join(line for line in lines if line)


def _row_passage(
    frame: _Frame, row: Sequence[Cell], text: str, label: str, first: int = 0
) -> Passage:
    context = _context(frame)
    said = "".join(f"{frame.table.caption}{text}".split())
    missing = [part for part in label.split(PATH_JOINER) if "".join(part.split()) not in said]
    if missing:
        context = "\n".join(part for part in (context, PATH_JOINER.join(missing)) if part)
    return Passage(
        kind="row",
        text=text,
        section=frame.block.section,
        page=frame.block.page,
        first_block=frame.position,
        last_block=frame.position,
        context=context,
        caption=frame.table.caption,
        label=label,
        cells=tuple(_row_cells(frame, row, first)),
    )


def _row_cells(frame: _Frame, row: Sequence[Cell], first: int) -> Iterator[RowCell]:
    """The row's values; one merged over several columns comes once, under the first.

    Args:
        frame: the table.
        row: its cells, or those of a part of it.
        first: the column that the part begins with.
    """
    for place in range(frame.table.label_columns, len(row)):
        cell, column = row[place], first + place
        text = _flat(cell.text) if "\n• " not in cell.text else cell.text.strip()
        if not text or (cell.spanned and row[place - 1].text == cell.text):
            continue
        yield RowCell(frame.headers[column], text, _unit(frame, column, text), column)


def _unit(frame: _Frame, column: int, text: str) -> str:
    if text.rstrip(" *†").endswith(("%", "％")):
        return "%"
    if frame.units[column]:
        return frame.units[column]
    return frame.table.unit if is_number(text) and not is_blank(text) else ""


def _unit_of_measure(header: str, measured: Mapping[str, str]) -> str:
    """The unit that a caption gives for what a column measures, by the longest name; or empty."""
    named = [measure for measure in measured if measure in header]
    return measured[max(named, key=len)] if named else ""


def _column_passages(frame: _Frame) -> Iterator[Passage]:
    """A table of one column is a frame around text: its cells are read as paragraphs."""
    for row in frame.table.rows:
        text = _row_text(row)
        if text:
            yield Passage(
                kind="text",
                text=text,
                section=frame.block.section,
                page=frame.block.page,
                first_block=frame.position,
                last_block=frame.position,
                context=_context(frame, headers=False),
                caption=frame.table.caption,
            )
