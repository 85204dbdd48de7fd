"""Writes a sample workbook: a sheet per heading, number formats, merged labels, stored formulas."""

from __future__ import annotations

import re
from datetime import datetime
from io import BytesIO
from typing import Any

import xlsxwriter

from eval.samples.markup import Grid, Heading, Source, Span, display_width, plain

FORMULA = re.compile(r"^\{(=.+?)\}\s*(.+)$")
NUMBER = re.compile(r"^([+-]?)(\d{1,3}(?:,\d{3})*|\d+)(\.\d+)?(%?)$")


def write(source: Source) -> bytes:
    """Render a source as a workbook; formulas carry their value, as spreadsheets store it."""
    buffer = BytesIO()
    workbook = xlsxwriter.Workbook(buffer, {"in_memory": True})
    workbook.set_properties(
        {
            "title": source.meta["title"],
            "author": "Rapporteur",
            "created": datetime(*source.created),
        }
    )
    sheet: Any = None
    row = 0
    for part in source.parts:
        if isinstance(part, Heading):
            sheet, row = workbook.add_worksheet(part.text), 0
            sheet.set_footer(f"&L{source.meta['footer']}&RPage &P")
        elif isinstance(part, Grid):
            row = _write_grid(workbook, sheet, part, row)
        else:
            sheet.write_string(row, 0, part.text, workbook.add_format({"italic": True}))
            row += 1
    workbook.close()
    return buffer.getvalue()


def _write_grid(workbook: Any, sheet: Any, grid: Grid, row: int) -> int:
    """Write caption and table from a row on; return the row after the table."""
    if grid.caption:
        sheet.write_string(
            row, 0, grid.caption, workbook.add_format({"bold": True, "font_size": 13})
        )
        row += 1
    for span in grid.spans():
        _write_span(workbook, sheet, grid, span, row)
    for column in range(grid.columns):
        longest = max(_shown_width(line[column]) for line in grid.rows)
        sheet.set_column(column, column, min(longest + 3, 44))
    sheet.freeze_panes(row + grid.header_rows, 0)
    return row + len(grid.rows) + 1


def _write_span(workbook: Any, sheet: Any, grid: Grid, span: Span, top: int) -> None:
    header = span.row < grid.header_rows
    bold = header or grid.rows[span.row][0].startswith("**")
    value, number_format, formula = _value(plain(span.text))
    look = {"border": 1, "valign": "vcenter", "bold": bold, "num_format": number_format}
    if header:
        look |= {"bg_color": "#DCE6F1", "text_wrap": True}
    cell_format = workbook.add_format(look)
    first, column = top + span.row, span.column
    if span.rows * span.columns > 1:
        end = (first + span.rows - 1, column + span.columns - 1)
        sheet.merge_range(first, column, *end, value, cell_format)
    elif formula:
        sheet.write_formula(first, column, formula, cell_format, value)
    else:
        sheet.write(first, column, value, cell_format)


def _value(text: str) -> tuple[str | float, str, str]:
    """The cell's value, its number format and its formula (empty for a typed value)."""
    formula = ""
    if match := FORMULA.match(text):
        formula, text = match.groups()
    match = NUMBER.match(text)
    if not match or re.fullmatch(r"(19|20)\d\d", text):
        return text, "General", formula
    sign, whole, decimals, percent = match.groups()
    value = float((sign + whole + (decimals or "")).replace(",", ""))
    pattern = "#,##0" + ("." + "0" * (len(decimals) - 1) if decimals else "")
    if percent:
        value, pattern = round(value / 100, 6), pattern.replace("#,##0", "0") + "%"
    if sign:
        pattern = f"+{pattern};-{pattern}"
    return int(value) if value.is_integer() else value, pattern, formula


def _shown_width(text: str) -> int:
    match = FORMULA.match(text)
    return display_width(plain(match[2] if match else text))
