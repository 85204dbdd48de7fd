"""Answers that are worked out from cells: sums, differences, changes, averages, ratios, shares."""

from __future__ import annotations

import re
from collections.abc import Sequence

from assistant.draft import Draft
from assistant.reading.match import Matcher
from assistant.tables.arithmetic import Quantity, alike, same_scale
from assistant.tables.asked import Asked, Cell
from assistant.tables.columns import bare_header, best_value
from assistant.tables.comparable import comparable, counts_and_amounts
from assistant.tables.groups import in_other_groups
from assistant.tables.operands import operands
from assistant.tables.per_unit import per_each, per_unit
from assistant.tables.plan import Plan
from assistant.tables.rows import is_total, undated
from assistant.tables.subjects import subjects
from assistant.tables.unsaid import unsaid
from assistant.tables.used import used_of_whole
from assistant.tables.words import phrase
from assistant.tables.worked_drafts import sums_by_year, unlike_units, worked_draft
from assistant.tables.workings import WORKINGS, Worked, worked_change, worked_difference, worked_sum

MAX_OPERANDS = 24
HALF = 0.5  # share of a question that must stand over rows of years to look one of them up
MEANT = 0.1  # how well rows must answer for the one to be the share asked for of the other
_BETWEEN = re.compile(r"\b(?:to|as|over|by|and|per|than)\b|[是和与跟对比/:]", re.IGNORECASE)
_AVERAGE = re.compile(r"\b(?:average|mean)\b|平均|人均", re.IGNORECASE)
_MORE = re.compile(r"多|高|增|涨|\b(?:more|higher|larger|bigger|greater)\b", re.IGNORECASE)
_LESS = re.compile(r"(?<!多)少(?!数)|低|减|降|\b(?:less|lower|smaller|fewer)\b", re.IGNORECASE)


def compute(asked: Asked, plan: Plan) -> Draft | None:
    """The answer to an operation on two or more cells, or None where they are not there."""
    if plan.operation in ("percent_change", "share", "ratio", "times"):
        asked = asked.of_amounts()
    elif "share" in asked.question.wants and "amount" not in asked.question.wants:
        asked = asked.of_shares()
    for_each = phrase("for each").search(asked.question.text)
    if plan.operation == "average" and for_each:
        draft = per_each(asked, subjects(asked, plan)[0], for_each)
        if draft is not None or not _AVERAGE.search(asked.question.text):
            return draft
    cells = operands(asked, plan)
    if plan.operation == "average" and len(cells) < 2:
        return per_unit(asked, subjects(asked, plan)[0])
    return _over(asked, plan, cells)


def is_unsaid(asked: Asked, plan: Plan) -> bool:
    """Whether nothing tells which column is to be worked with: its cells answer nothing either.

    Nor are rows that are called by years looked up where nothing says what they have of them.
    """
    if plan.operation == "lookup":
        best = asked.likeliest
        value = best_value(asked.question, best)
        return value is not None and not undated(best) and unsaid(asked, [(best, value)], HALF)
    cells = operands(asked, plan) if plan.operation in WORKINGS else []
    return len(cells) > 1 and unsaid(asked, cells)


def shares_together(asked: Asked) -> Draft | None:
    """The sum of the shares that two or more rows have, where they are asked for together."""
    if not phrase("taken together").search(asked.question.text):
        return None
    shares = asked.of_shares()
    cells = [
        (row, value)
        for row in subjects(shares, Plan("sum"))
        if (value := best_value(shares.question, row)) and value.is_share
    ]
    return added_up(shares, cells)


def _in_order(asked: Asked, cells: list[Cell]) -> list[Cell]:
    """Two columns of a row in the order that a question names them: nurses to doctors."""
    headers = [bare_header(value.cell.column) for _, value in cells]
    for seam in _BETWEEN.finditer(asked.question.text):
        sides = [asked.question.text[: seam.start()], asked.question.text[seam.end() :]]
        (a, b), (c, d) = (Matcher(side, asked.vectors).named(headers) for side in sides)
        if min(a, d) > max(b, c):
            return cells
        if min(b, c) > max(a, d):
            return cells[::-1]
    return cells


def _over(asked: Asked, plan: Plan, cells: list[Cell]) -> Draft | None:
    """The answer to an operation on the cells found for it, or None where they do not fit it."""
    if len(cells) < 2 or len(cells) > MAX_OPERANDS:
        return None
    if plan.operation in ("share", "ratio", "times"):
        if len({row.hit.passage_id for row, _ in cells}) < 2 and not _of_columns(cells):
            return None  # one thing in two years is a change, not a share
        if plan.operation == "share" and not _are_part_and_whole(cells):
            return None
        cells = _one_of_the_other(asked, plan, cells)
    quantities = [value.quantity for _, value in cells]
    if counts_and_amounts(cells):
        return None
    if unsaid(asked, cells) and not used_of_whole(asked.question, cells[0][0]):
        return None
    if not alike(quantities):
        return (
            unlike_units(asked, cells) if plan.operation in ("sum", "minus", "difference") else None
        )
    if plan.operation in ("change", "difference", "percent_change"):
        years = {value.years for _, value in cells}
        if len(asked.question.years) == 2 and len(years) == 1 and all(map(_is_one_year, years)):
            return None  # both are of one of the years asked about
        every = in_other_groups(asked, cells)
        if len(every) > len(cells):
            return sums_by_year(asked, every)
    worked = _worked(asked, plan, cells, same_scale(quantities))
    if worked is None:
        return None
    result, working = worked
    return worked_draft(asked, cells, result, working, plan.operation)


def _worked(
    asked: Asked, plan: Plan, cells: Sequence[Cell], quantities: Sequence[Quantity]
) -> Worked | None:
    """The result and its working."""
    if plan.operation == "difference" and (turned := _the_other_way(asked, cells, quantities)):
        return worked_change(turned, asked.language)
    if plan.operation == "minus" and phrase("minus reversed").search(asked.question.text):
        quantities = quantities[::-1]  # "subtract the first from the second"
    return WORKINGS[plan.operation](quantities, asked.language)


def _the_other_way(
    asked: Asked, cells: Sequence[Cell], quantities: Sequence[Quantity]
) -> list[Quantity]:
    """The year that is asked about and the other, where it is less though "how much more" is asked.

    The answer then has its sign ("−133,000"), and is no answer to the opposite question.
    """
    text, order = asked.question.text, asked.question.years
    years = [value.years[0] if len(value.years) == 1 else 0 for _, value in cells]
    if len(cells) != 2 or len(order) != 2 or set(years) != set(order):
        return []
    first, second = (quantities[years.index(year)] for year in order)
    more, less = _MORE.search(text) is not None, _LESS.search(text) is not None
    if more == less or first.value == second.value:
        return []
    return [first, second] if more == (first.value < second.value) else []


def _is_one_year(years: Sequence[int]) -> bool:
    return len(years) == 1


def added_up(asked: Asked, cells: Sequence[Cell]) -> Draft | None:
    """The sum of cells that were picked ("the two largest together"), or None in unlike units."""
    quantities = [value.quantity for _, value in cells]
    if len(cells) < 2 or not comparable(cells):
        return None
    result, working = worked_sum(same_scale(quantities), asked.language)
    return worked_draft(asked, cells, result, working, "sum")


def apart(asked: Asked, cells: Sequence[Cell]) -> Draft | None:
    """How far two cells that were picked are apart ("the largest and the smallest"), or None."""
    quantities = [value.quantity for _, value in cells]
    if len(cells) != 2 or not comparable(cells):
        return None
    result, working = worked_difference(same_scale(quantities), asked.language)
    return worked_draft(asked, cells, result, working, "difference")


def _of_columns(cells: Sequence[Cell]) -> bool:
    """Whether figures of one row are of different columns of the same years."""
    return len({value.years for _, value in cells}) < 2


def _one_of_the_other(asked: Asked, plan: Plan, cells: list[Cell]) -> list[Cell]:
    """Two cells in the order in which the first is held against the second."""
    cells = _whole_last(cells)
    if plan.operation == "times" and phrase("times reversed").search(asked.question.text):
        cells = cells[::-1]
    if len(cells) == 2 and cells[0][0] is cells[1][0] and plan.operation != "share":
        cells = _in_order(asked, cells)
    return cells


def _are_part_and_whole(cells: Sequence[Cell]) -> bool:
    """Whether one figure may be a share of another: of one table or column, and surely meant."""
    tables = {(row.hit.document.id, row.table) for row, _ in cells}
    columns = {value.cell.column for _, value in cells}
    return min(row.score for row, _ in cells) >= MEANT and (len(tables) == 1 or len(columns) == 1)


def _whole_last(cells: list[Cell]) -> list[Cell]:
    """Two cells with the total, if one of them is one, as what the other is a share of."""
    first, *others = cells
    if len(cells) == 2 and is_total(first[0]) and not is_total(others[0][0]):
        return [others[0], first]
    return cells
