"""The cells that an operation is on: of the rows named, of one row, or down a column."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from assistant.reading.match import Matcher
from assistant.tables.arithmetic import alike
from assistant.tables.asked import LEAD, Asked, Cell, is_sure
from assistant.tables.columns import bare_header, best_value, is_total_column
from assistant.tables.counted import all_together, so_many
from assistant.tables.editions import in_both_editions
from assistant.tables.groups import editions, namesakes, own_group, siblings, under_group
from assistant.tables.plan import Plan, joined_parts
from assistant.tables.rivals import rivals
from assistant.tables.row_columns import across, named_columns
from assistant.tables.rows import Row, Value, is_bare_total, is_total, leaf, own_name
from assistant.tables.subjects import subjects
from assistant.tables.terms import terms
from assistant.tables.used import used_of_whole
from assistant.tables.words import balances, phrase
from assistant.tables.yearly import by_year, every_year

WHOLE = 0.6  # share of a header that a question must name to mean the whole that a share is of


def operands(asked: Asked, plan: Plan) -> list[Cell]:
    """The cells that an operation is on, in the order that it takes them: the later year first."""
    many = plan.operation in ("average", "sum")
    if counted := all_together(asked, plan.operation):
        return counted
    below = under_group(asked) if many else []
    if len(below) > 1:
        return below
    named = subjects(asked, plan)
    years = asked.question.years
    if both := of_editions(asked, named):
        return both
    if len(named) > 1:
        return _each_once(
            (row, value)
            for row in named
            for year in (years if many and len(years) > 1 else (None,))
            if (value := best_value(asked.question, row, year=year))
        )
    if plan.operation == "sum" and len(years) < 2 and (every := all_joined(asked, named[0])):
        return every
    return _of_one(asked, plan, named[0])


def _of_one(asked: Asked, plan: Plan, row: Row) -> list[Cell]:
    """The cells that an operation is on where a question names one row at most."""
    many = plan.operation in ("average", "sum")
    years = asked.question.years
    of_columns = {"share": _of_all, "sum": _columns_joined}.get(plan.operation)
    if of_columns and len(years) < 2 and (cells := of_columns(asked, row)):
        return cells
    if many and len(years) < 2 and not _is_meant(asked, row, plan):
        if len(joined_parts(asked.question.text)) > 1:
            return []  # of the things that are joined one has no row
        return _down_the_column(asked)
    if plan.operation == "sum" and len(years) < 2:
        cells = namesakes(asked, row)
        cells = cells if len(cells) > 1 else siblings(asked, row)
        if len(cells) > 1:
            return cells
    if len(years) > 1:
        cells = by_year(asked, row, span=many)
        if len({own_name(found) for found, _ in cells}) > 1 and not is_sure(asked, row):
            return []  # what stands in for a row in another year must be known to be meant
        return cells if many else _latest_first(cells)
    cells = across(asked, row)
    if not many and not _told_apart(asked, row, cells):
        known = every_year(asked, row) if not years else []
        return known[::-1] if len(known) == 2 else editions(asked, row)
    if many and len(years) == 1:
        return _with_year_before(cells, years[0]) if plan.operation == "average" else []
    if many:
        return cells if _told_apart(asked, row, cells) or _are_parts(cells) else []
    if len(cells) == 2:
        return _latest_first(cells)
    return []


def _each_once(cells: Iterable[Cell]) -> list[Cell]:
    """The cells without repeats: a figure for 2026 to 2030 is the one of both years."""
    return list(
        {(row.hit.passage_id, value.cell.position): (row, value) for row, value in cells}.values()
    )


def _columns_joined(asked: Asked, row: Row) -> list[Cell]:
    """The figures of one row in several columns that a question names to have them added up.

    "What do the boats and the nets of the bay cost together?"
    """
    joined = len(joined_parts(asked.question.text)) > 1
    cells = named_columns(asked, row) if joined and is_sure(asked, row) else []
    cells = [(row, value) for _, value in cells if not is_total_column(value)]
    kinds = {(value.figure.unit, value.is_share) for _, value in cells}
    figures = sorted(value.figure.value for _, value in cells)
    if len(figures) > 2 and figures[-1] == sum(figures[:-1]):  # the column of both, "posts"
        cells = [cell for cell in cells if cell[1].figure.value != figures[-1]]
    return cells if len(cells) > 1 and len(kinds) == 1 else []


def of_editions(asked: Asked, named: Sequence[Row]) -> list[Cell]:
    """The figures of one row in two plans or phases that a question names, the later first."""
    if len({own_name(row) for row in named}) != 1:
        return []
    both = in_both_editions(asked.question, named[0], asked.rows)
    values = [(row, best_value(asked.question, row, row.values)) for row in both[::-1]]
    return [(row, value) for row, value in values if value]


def _is_meant(asked: Asked, row: Row, plan: Plan) -> bool:
    """Whether a sum or an average is of a row, not of a column of rows that none is named of."""
    if is_total(row):
        return plan.operation == "average" or not is_bare_total(row)
    others = [other for other in asked.table(row) if own_name(other) != own_name(row)]
    rival = max((other.score for other in others), default=0.0)
    return is_sure(asked, row) or rival <= LEAD * row.score


def _down_the_column(asked: Asked) -> list[Cell]:
    """The figures of all rows of the table that is asked about, where none of them is named."""
    found = sorted(rivals(asked), key=lambda cell: cell[0].hit.passage_id)
    told = so_many(asked)
    return found if told in (0, len(found)) else _sharing_a_word(asked, found, told)


def _sharing_a_word(asked: Asked, cells: Sequence[Cell], number: int) -> list[Cell]:
    """So many rows, if just as many have one word of the question in their names."""
    for word in terms(asked.question.text):
        found = [cell for cell in cells if word in terms(leaf(cell[0].name))]
        if len(found) == number:
            return found
    return []


def all_joined(asked: Asked, row: Row) -> list[Cell]:
    """The rows of a table that a total adds up, where a question joins just as many things.

    One of them is known by its name; the other may be called otherwise.
    """
    joined = len(joined_parts(asked.question.text))
    value = best_value(asked.question, row)
    if joined < 2 or value is None or not is_sure(asked, row):
        return []
    cells: list[Cell] = []
    for other in sorted(asked.table(row), key=lambda row: row.hit.passage_id):
        same = next((v for v in other.values if v.cell.column == value.cell.column), None)
        if same is None or not is_total(other):
            cells += [(other, same)] if same else []
            continue
        added = sum(v.quantity.whole for _, v in cells)
        if len(cells) == joined and added == same.quantity.whole and row in [r for r, _ in cells]:
            return cells
        cells = []
    return []


def _told_apart(asked: Asked, row: Row, cells: Sequence[Cell]) -> bool:
    """Whether two figures of a row are of two years, or of two columns that the question names."""
    periods = {value.years for _, value in cells}
    return len(named_columns(asked, row)) > 1 or (len(cells) == 2 and len(periods) == 2)


def _are_parts(cells: Sequence[Cell]) -> bool:
    """Whether the figures of a row may be added up: of one unit, and no use of another."""
    headers = [value.cell.column for _, value in cells]
    used = any(
        any(map(whole.search, headers)) and any(map(use.search, headers))
        for whole, use in balances()
    )
    return len({value.cell.unit for _, value in cells}) < 2 and not used


def _latest_first(cells: list[Cell]) -> list[Cell]:
    """The later of two years first; without years the second named first."""
    if len(cells) == 2 and all(len(value.years) for _, value in cells):
        first, second = cells[0][1].years, cells[1][1].years
        if first != second:
            return sorted(cells, key=lambda cell: max(cell[1].years), reverse=True)
    return cells[::-1]


def _with_year_before(cells: list[Cell], year: int) -> list[Cell]:
    """A year's figure with that of the year before: the average of a balance over one year."""
    dated = {value.years[0]: (row, value) for row, value in cells if len(value.years) == 1}
    return [dated[y] for y in (year, year - 1) if y in dated]


def _of_all(asked: Asked, row: Row) -> list[Cell]:
    """A part and the whole of it where a question names the part alone.

    "The running costs as a share of the basic expenditure" that they belong to; "what proportion
    of the drivers are women" is of the column of all of them; "what share of the
    income came from fees" is of the row of the total; of a budget that was spent both are columns.
    """
    if pair := used_of_whole(asked.question, row):
        return [(row, value) for value in pair[::-1]]
    if whole := own_group(asked, row):
        value = best_value(asked.question, row)
        same = [v for v in whole.values if value and v.cell.column == value.cell.column]
        return [(row, value), (whole, same[0])] if value and same else []
    years = set(asked.question.years)
    timely = [value for value in row.values if not years or years & set(value.years or years)]
    counts = [value for value in timely if not value.is_share]
    named = [value for _, value in named_columns(asked, row) if value in counts]
    everyone = [value for value in counts if phrase("column of all").search(value.cell.column)]
    if len(named) == 2 and alike([value.quantity for value in named]):
        part, everything = sorted(named, key=lambda value: value.quantity.whole)
        return [(row, part), (row, everything)]
    of_column = len(named) == 1 and _is_of_column(asked, row, named[0])
    if len(named) == 1 and len(everyone) == 1 and named[0] is not everyone[0] and not of_column:
        return [(row, named[0]), (row, everyone[0])]
    value = named[0] if of_column else best_value(asked.question, row)
    totals = [other for other in asked.table(row) if is_total(other)]
    totals = [other for other in totals if is_bare_total(other)] or totals
    if value is None or len(totals) != 1 or is_total(row):
        return []
    same = [other for other in totals[0].values if other.cell.column == value.cell.column]
    return [(row, value), (totals[0], same[0])] if same else []


def _is_of_column(asked: Asked, row: Row, value: Value) -> bool:
    """Whether a column is what a share is of, and the row the part of it.

    "What percentage of the women are pilots?" is of all women, not of all pilots.
    """
    match = phrase("whole before part").search(asked.question.text)
    if match is None:
        return False
    whole = Matcher(next(filter(None, match.groups())), asked.vectors)
    column, name = whole.named([bare_header(value.cell.column), leaf(row.name)])
    return float(column) >= WHOLE > float(name)
