"""The columns of a row for all that there is of something and for what is used of it."""

from __future__ import annotations

import re

from assistant.question import Question
from assistant.tables.arithmetic import alike
from assistant.tables.rows import Row, Value
from assistant.tables.words import balances, phrase


def used_of_whole(question: Question, row: Row) -> tuple[Value, Value] | None:
    """The whole and what is used of it, where a question asks for that; None where it does not.

    "How much of the ferry budget was spent?" names two columns and asks for one of them.
    """
    if not phrase("used of whole").search(question.text):
        return None
    return whole_and_used(question, row)


def whole_and_used(question: Question, row: Row) -> tuple[Value, Value] | None:
    """The figures of a row for all there is of something and for what is used of it, or None.

    Both are of one year: of the one asked for, else of the latest that has both. Of several wholes
    that is taken which the question names, else the last ("original budget", "revised budget").
    """
    years = set(question.years)
    values = [value for value in row.values if not value.is_share]
    values = [value for value in values if not years or years & set(value.years or years)]
    for whole, used in balances():
        found = [
            (all_of.years, all_of.said, all_of, taken)
            for all_of in values
            for taken in values
            if all_of.years == taken.years
            and _ends_in(all_of.cell.column, whole, used)
            and _ends_in(taken.cell.column, used, whole)
            and alike([all_of.quantity, taken.quantity])
        ]
        if found:
            *_, all_of, taken = max(found, key=lambda f: (f[0], f[1], f[2].cell.position))
            return all_of, taken
    return None


def _ends_in(header: str, own: re.Pattern[str], other: re.Pattern[str]) -> bool:
    """Whether a header is of one kind rather than another: what it says last tells.

    "Expenditure budget" is a budget, "budget spent" is spent.
    """
    last = max((match.end() for match in own.finditer(header)), default=0)
    return last > max((match.end() for match in other.finditer(header)), default=0)
