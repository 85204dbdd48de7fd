"""Whether nothing of a question tells which figures of a table are to be worked with.

A row with several columns gives no difference where the question names none of them: "how many more
papers came in?" of a row that counts people and parcels. Rows that are called by a year alone are
told by what they have of it: their column, or what stands over the table.
"""

from __future__ import annotations

from collections.abc import Sequence

from assistant.tables.asked import Asked, Cell
from assistant.tables.columns import SAID, bare_header, is_movement, is_total_column
from assistant.tables.rows import Row, Value, undated
from assistant.tables.standing_over import said_over
from assistant.tables.terms import terms


def unsaid(asked: Asked, cells: Sequence[Cell], needed: float = 0.0) -> bool:
    """Whether cells to be worked with are of a column that a question neither says nor implies.

    Args:
        asked: the question with its rows.
        cells: the operands.
        needed: share of the question that must stand over rows of years, if not the usual one.
    """
    return any(_is_unsaid(asked, row, value, needed) for row, value in cells)


def _is_unsaid(asked: Asked, row: Row, value: Value, needed: float) -> bool:
    others = _others(row, value)
    if not others or value.said >= SAID or _in_its_words(asked, value):
        return False
    if not undated(row):
        return not said_over(asked.question, row, asked.matcher, value.cell.column, needed)
    return not is_total_column(value)


def _others(row: Row, value: Value) -> list[Value]:
    """The figures of a row that may be meant as well: of another column, its years and unit."""
    return [
        other
        for other in row.values
        if other.years == value.years
        and other.figure.unit == value.figure.unit
        and bare_header(other.cell.column) != bare_header(value.cell.column)
        and not is_movement(other)
    ]


def _in_its_words(asked: Asked, value: Value) -> bool:
    """Whether a question has a word of a header."""
    return bool(set(terms(bare_header(value.cell.column))) & set(terms(asked.question.text)))
