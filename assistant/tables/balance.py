"""What is left of a row's budget, posts, places or dues: the column of the whole less its use.

"What is left of the ferry budget?" is asked of a row that gives what was budgeted and what was
spent, "how many posts are vacant?" of one that gives those approved and those filled.
"""

from __future__ import annotations

import re

from assistant.draft import Draft
from assistant.question import Question
from assistant.tables.arithmetic import alike, same_scale
from assistant.tables.asked import Asked
from assistant.tables.plan import Plan
from assistant.tables.rows import Row, Value
from assistant.tables.subjects import subjects
from assistant.tables.words import balances, phrase
from assistant.tables.worked_drafts import worked_draft
from assistant.tables.workings import worked_change


def left_over(asked: Asked, plan: Plan) -> Draft | None:
    """What is left of the whole that a row gives, or None where it does not say what is used.

    Args:
        asked: the question with its rows.
        plan: that it asks for what is left.

    Returns:
        the difference with both cells; one with a minus where more was used than there was. None
        too where a column says by itself what is left.
    """
    named = subjects(asked, plan)
    row = named[0]
    told = any(phrase("left column").search(value.cell.column) for value in row.values)
    if told or len(named) > 1:
        return None
    pair = whole_and_used(asked.question, row)
    if pair is None:
        return None
    cells = [(row, value) for value in pair]
    result, working = worked_change(same_scale([v.quantity for v in pair]), asked.language)
    return worked_draft(asked, cells, result, working, "left")


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
