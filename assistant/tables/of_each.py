"""A figure of every row of a table: "How many drivers does each depot have?", 各车场的预算是多少.

What is said to have one each must be what the rows are called together: the header over their
labels, or the caption's "by depot".
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from assistant.draft import Draft
from assistant.question import row_subject
from assistant.tables.asked import Asked, Cell
from assistant.tables.asked_totals import HEADER, is_meant
from assistant.tables.columns import best_value
from assistant.tables.lines import cell_lines, display
from assistant.tables.plan import Plan
from assistant.tables.rows import Row, by_table, corner, is_total, leaf, row_name
from assistant.tables.standing_over import said_over
from assistant.tables.words import phrase
from assistant.wording import wording

MOST = 15  # rows that are told one by one
CALLED = 0.75  # share of what the rows are called together that a question must name
TRUST = 0.75
_BY = re.compile(r"(?:\bby|\bper|按|分)\s*([\w\s-]{2,24}|[\u3400-\u9fff]{2,6})", re.IGNORECASE)
_OF_ROWS = frozenset({"extreme", "rank", "filter", "exceed", "same", "check", "sum"})
_AVERAGE = re.compile(r"\baverage\b|\bmean\b|\bon average\b|均", re.IGNORECASE)


def of_each(asked: Asked, found: Sequence[Plan]) -> Draft | None:
    """The figure of each row of the table whose rows a question takes one by one, or None.

    Likewise where it names a column and neither a row nor all of them, and the table has no total.

    Args:
        asked: the question with its rows.
        found: the operations that its words may mean; what picks among rows is not for here.
    """
    said = phrase("each of the rows").search(asked.question.text)
    picks = any(plan.operation in _OF_ROWS for plan in found)
    if picks or _AVERAGE.search(asked.question.text):
        return None
    if said is None:
        return _of_column(asked)
    each = next(filter(None, said.groups()), "")
    text = f"{asked.question.text[: said.start()]} {each} {asked.question.text[said.end() :]}"
    matcher = asked.matcher.for_words(row_subject(text))
    best, cells = 0.0, list[Cell]()
    for own in by_table(asked.timely()).values():
        told = _told(asked, own)
        if 1 < len(told) <= MOST and _is_called(asked, told[0][0], each):
            fit = said_over(asked.question, told[0][0], matcher, told[0][1].cell.column)
            if fit > best:
                best, cells = fit, told
    return _drafted(asked, cells) if cells else None


def _of_column(asked: Asked) -> Draft | None:
    """The figures of a column that is named without a row, in a table that adds nothing up."""
    if not asked.rows or asked.question.codes or asked.question.kind != "count":
        return None
    own = asked.table(asked.likeliest)
    cells = _told(asked, own)
    if not 1 < len(cells) <= MOST or any(row.is_sum or is_meant(row) for row in own):
        return None
    row, value = cells[0]
    over = said_over(asked.question, row, asked.matcher, value.cell.column)
    return _drafted(asked, cells) if over and value.said >= HEADER else None


def _told(asked: Asked, rows: Sequence[Row]) -> list[Cell]:
    """The figures of all rows of a table in the one column that a question means; else none."""
    ordered = sorted(rows, key=lambda row: row.hit.passage_id)
    parts = [row for row in ordered if not is_total(row) and not row.is_sum]
    cells = [(row, value) for row in parts if (value := best_value(asked.question, row))]
    columns = {value.cell.column for _, value in cells}
    if len(cells) != len(parts) or len(columns) != 1:
        return []
    value = cells[0][1]
    only = all(other is value or other.is_share != value.is_share for other in cells[0][0].values)
    return cells if only or value.said >= CALLED else []


def _is_called(asked: Asked, row: Row, each: str) -> bool:
    """Whether the rows of a row's table are called, together, what a question says each of."""
    by = _BY.findall(row.hit.passage.caption or "")
    names = [name for name in (corner(row), *by) if name.strip()]
    if not names:
        return False
    return float(asked.matcher.for_words(each).named(names).max(initial=0.0)) >= CALLED


def _drafted(asked: Asked, cells: Sequence[Cell]) -> Draft:
    """A line for each row; in short its name and figure."""
    colon = wording(asked.language).colon
    short = "; ".join(
        f"{row_name(leaf(row.name))}{colon}{display(value, asked.language)}" for row, value in cells
    )
    return Draft("answered", tuple(cell_lines(asked, cells)), short, TRUST, "filter")
