"""What is left of a row's budget, posts, places or dues: the column of the whole less its use.

"What is left of the ferry budget?" is asked of a row that gives what was budgeted and what was
spent, "how many posts are vacant?" of one that gives those approved and those filled.
"""

from __future__ import annotations

from collections.abc import Sequence

from assistant.draft import Draft, Sentence
from assistant.tables.arithmetic import Quantity, alike, difference, same_scale, shown
from assistant.tables.asked import Asked, Cell
from assistant.tables.lines import cell_lines
from assistant.tables.plan import Plan, plans
from assistant.tables.rivals import rivals_among
from assistant.tables.rows import Row, leaf
from assistant.tables.subjects import subjects
from assistant.tables.used import whole_and_used
from assistant.tables.words import phrase
from assistant.tables.worked_drafts import worked_draft
from assistant.tables.workings import subtraction, worked_change, worked_sum
from assistant.wording import wording

PICKED = 0.6  # confidence in rows that are picked by what they have left

Pair = tuple[Cell, Cell]


def left_over(asked: Asked, plan: Plan) -> Draft | None:
    """What is left of the whole that a row gives, or None where it does not say what is used.

    Args:
        asked: the question with its rows.
        plan: that it asks for what is left.

    Returns:
        the difference with both cells; one with a minus where more was used than there was. Of
        several rows that of each. None too where a column says by itself what is left.
    """
    if phrase("choosing rows").search(asked.question.text):
        return None
    named = subjects(asked, plan)
    pairs = [pair for row in named if (pair := _pair(asked, row))]
    if len(pairs) < len(named):
        return None
    if len(pairs) > 1:
        return _of_each(asked, pairs)
    result, working = worked_change(_quantities(pairs[0]), asked.language)
    return worked_draft(asked, pairs[0], result, working, "left")


def _pair(asked: Asked, row: Row) -> Pair | None:
    """The cells of a row for the whole and for what is used, where none says what is left."""
    if any(phrase("left column").search(value.cell.column) for value in row.values):
        return None
    pair = whole_and_used(asked.question, row)
    return ((row, pair[0]), (row, pair[1])) if pair else None


def _quantities(pair: Pair) -> list[Quantity]:
    return same_scale([value.quantity for _, value in pair])


def _of_each(asked: Asked, pairs: Sequence[Pair]) -> Draft | None:
    """What is left of each of several rows, and in all where that is asked for."""
    left = [difference(*_quantities(pair)) for pair in pairs]
    if not alike(left):
        return None
    lines, language = [_told(asked, pair) for pair in pairs], asked.language
    short = "; ".join(shown(quantity, language) for quantity in left)
    if any(plan.operation == "sum" for plan in plans(asked.question)):
        short, working = worked_sum(same_scale(left), language)
        lines = [Sentence(f"**{short}** ({working})"), *lines]
    cells = [cell for pair in pairs for cell in pair]
    confidence = min(1.0, *(row.score for row, _ in cells))
    sentences = (*lines, *cell_lines(asked, cells))
    return Draft("answered", sentences, short, confidence, "left")


def most_left(asked: Asked, plan: Plan) -> Draft | None:
    """The rows that have the most left, the least, or are over the most; None where not asked for.

    Args:
        asked: the question with its rows.
        plan: which end is asked for.
    """
    if all(other.operation != "left" for other in plans(asked.question)):
        return None
    among = rivals_among(asked, [row for row in asked.rows if _pair(asked, row)])
    pairs = [pair for row, _ in among if (pair := _pair(asked, row))]
    left = [difference(*_quantities(pair)) for pair in pairs]
    if len(pairs) < 2 or not alike(left):
        return None
    over = phrase("overspent").search(asked.question.text) is not None
    pick = min if plan.lowest != over else max
    most = pick(quantity.whole for quantity in left)
    chosen = [pair for pair, own in zip(pairs, left, strict=True) if own.whole == most]
    lines = [_told(asked, pair) for pair in chosen]
    cells = [cell for pair in chosen for cell in pair]
    short = "; ".join(leaf(pair[0][0].name) for pair in chosen)
    sentences = (*lines, *cell_lines(asked, cells))
    return Draft("answered", sentences, short, PICKED, "left")


def _told(asked: Asked, pair: Pair) -> Sentence:
    """The name of a row, what is left, and how that is worked out."""
    whole, used = _quantities(pair)
    left = difference(whole, used)
    name = f"**{leaf(pair[0][0].name)}**{wording(asked.language).colon}"
    told = f"**{shown(left, asked.language)}** ({subtraction(whole, used, left)})"
    return Sentence(name + told)
