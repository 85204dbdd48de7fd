"""What is left of a row's budget, posts, places or dues: the column of the whole less its use.

"What is left of the ferry budget?" is asked of a row that gives what was budgeted and what was
spent, "how many posts are vacant?" of one that gives those approved and those filled.
"""

from __future__ import annotations

from assistant.draft import Draft
from assistant.tables.arithmetic import same_scale
from assistant.tables.asked import Asked
from assistant.tables.plan import Plan
from assistant.tables.subjects import subjects
from assistant.tables.used import whole_and_used
from assistant.tables.words import phrase
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
