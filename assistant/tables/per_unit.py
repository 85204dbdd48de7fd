"""What there is of one thing for each of another: money for a place, students for a teacher."""

from __future__ import annotations

import re

from assistant.draft import Draft
from assistant.reading.match import Matcher
from assistant.tables.arithmetic import Quantity, number, ratio, rounded, shown
from assistant.tables.asked import Asked
from assistant.tables.columns import bare_header, is_count
from assistant.tables.row_columns import named_columns
from assistant.tables.rows import Row
from assistant.tables.worked_drafts import worked_draft
from assistant.tables.workings import bracketed, equals_sign


def per_unit(asked: Asked, row: Row) -> Draft | None:
    """What one thing is worth, from a row that gives how many there are and their amount."""
    counts = [value for value in row.values if is_count(value) and value.figure.value]
    amounts = [value for value in row.values if not is_count(value) and not value.is_share]
    if len(counts) != 1 or len(amounts) != 1:
        return None
    amount, count = amounts[0].quantity, counts[0].quantity
    exact = amount.value / count.whole
    result = Quantity(rounded(exact), amount.unit, amount.scale)
    division = f"{number(amount.value)} / {number(count.whole)}"
    working = f"{division} {equals_sign(exact)} {number(result.value)}"
    cells = [(row, amounts[0]), (row, counts[0])]
    return worked_draft(asked, cells, shown(result, asked.language), working, "average")


def per_each(asked: Asked, row: Row, words: re.Match[str]) -> Draft | None:
    """How much of one column of a row there is for each of another: students for each teacher."""
    if len(named := named_columns(asked, row)) != 2:
        return per_unit(asked, row)
    each = Matcher(next(filter(None, words.groups()), ""), asked.vectors)
    shares = each.named([bare_header(value.cell.column) for _, value in named])
    (_, over), (_, of) = named if shares[0] < shares[1] else named[::-1]
    value = ratio(over.quantity, of.quantity)
    if value is None or over.is_share or of.is_share:
        return None
    result = Quantity(rounded(value), over.figure.unit)
    one, other = number(over.quantity.whole), bracketed(of.quantity.whole)
    working = f"{one} / {other} {equals_sign(value)} {number(result.value)}"
    cells = [(row, over), (row, of)]
    return worked_draft(asked, cells, shown(result, asked.language), working, "average")
