"""Answers that are worked out from cells: sums, differences, changes, averages, ratios, shares."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import replace
from decimal import Decimal

from assistant.draft import Draft, Sentence
from assistant.reading.match import Matcher
from assistant.tables.arithmetic import (
    Quantity,
    alike,
    average,
    comes_to,
    difference,
    is_exact,
    number,
    percent_change,
    ratio,
    rounded,
    same_scale,
    shown,
    total,
)
from assistant.tables.asked import LEAD, Asked, Cell, is_named, is_sure
from assistant.tables.codes import meaning_flag
from assistant.tables.columns import bare_header, best_value, is_count
from assistant.tables.editions import in_both_editions
from assistant.tables.groups import (
    editions,
    in_other_groups,
    namesakes,
    of_series,
    own_group,
    rivals,
    siblings,
    under_group,
)
from assistant.tables.lines import cell_lines, cell_name
from assistant.tables.match import terms
from assistant.tables.plan import Plan, joined_parts, numeral
from assistant.tables.row_columns import across, named_columns
from assistant.tables.rows import Row, is_bare_total, is_total, leaf, own_name
from assistant.tables.subjects import subjects
from assistant.tables.wording import table_wording
from assistant.tables.words import phrase
from assistant.tables.yearly import by_year, every_year
from assistant.wording import wording

MAX_OPERANDS = 24
KNOWN = 0.5  # confidence in rows that are known by where they stand, not by their names
_BETWEEN = re.compile(r"\b(?:to|as|over|by|and|per|than)\b|[是和与跟对比/:]", re.IGNORECASE)
_AVERAGE = re.compile(r"\b(?:average|mean)\b|平均|人均", re.IGNORECASE)


def compute(asked: Asked, plan: Plan) -> Draft | None:
    """The answer to an operation on two or more cells, or None where they are not there."""
    if plan.operation in ("percent_change", "share", "ratio", "times"):
        asked = asked.of_amounts()
    elif "share" in asked.question.wants and "amount" not in asked.question.wants:
        asked = asked.of_shares()
    for_each = phrase("for each").search(asked.question.text)
    if plan.operation == "average" and for_each:
        draft = _for_each(asked, subjects(asked, plan)[0], for_each)
        if draft is not None or not _AVERAGE.search(asked.question.text):
            return draft
    cells = operands(asked, plan)
    if plan.operation == "average" and len(cells) < 2:
        return _per_unit(asked, subjects(asked, plan)[0])
    return _over(asked, plan, cells)


def remainder(asked: Asked, codes: Sequence[str]) -> Draft | None:
    """What is left of a table's total, or of its rows of one series, without the rows named.

    "All priorities other than P3", "what is left of the total after the first two".

    Args:
        asked: the question with all rows of the tables, whatever their codes.
        codes: those of the rows that are left out.
    """
    for cells, stated in _whole_tables(asked):
        taken = [c for c in cells if {*codes} & {*c[0].codes} or is_named(asked, c[0])]
        others = [cell for cell in of_series(asked, cells) if cell not in taken]
        if not taken or len(others) < 2 or len(asked.question.years) > 1:
            continue
        if len(taken) + len(others) < len(cells):
            draft = added_up(asked, others)
            return replace(draft, confidence=KNOWN) if draft else None
        terms = same_scale([value.quantity for _, value in (stated, *taken)])
        result = difference(terms[0], total(terms[1:]))
        working = " − ".join(number(quantity.value) for quantity in terms)
        working = f"{working} = {number(result.value)}"
        found = [stated, *taken]
        draft = _draft(asked, found, shown(result, asked.language), working, "remainder")
        return replace(draft, confidence=KNOWN)
    return None


def leaves_out(text: str) -> bool:
    """Whether a question asks for all of a table or a kind but for what it leaves out."""
    found = phrase("leaving out").search(text) and phrase("all of them").search(text)
    return found is not None


def _whole_tables(asked: Asked) -> list[tuple[list[Cell], Cell]]:
    """The figures of each table that has one bare total, with the total, those of all rows."""
    found = []
    tables = {row.table: row for row in asked.timely() if is_bare_total(row) and row.values}
    for whole in tables.values():
        amount = next((value for value in whole.values if not value.is_share), None)
        rows = [row for row in asked.table(whole) if not is_total(row) and not row.is_sum]
        cells = [
            (row, value)
            for row in rows
            for value in row.values
            if amount and value.cell.column == amount.cell.column
        ]
        if amount and len(cells) > 1 and alike([value.quantity for _, value in cells]):
            found.append((cells, (whole, amount)))
    return found


def of_all_counted(asked: Asked) -> list[Cell]:
    """The rows of a whole table, or of a series in it, just as many as are added up or averaged.

    "The average of the five priorities", 四个车间合计: that they are so many tells the table.
    """
    wanted = so_many(asked)
    if wanted < 2 or any("-" not in code for code in asked.question.codes):
        return []
    best = asked.rows[0].values
    if any(is_count(value) and value.figure.value == wanted for value in best):
        return []  # "the four new projects": a row of them says that they are four
    for cells, _ in _whole_tables(asked):
        found = of_series(asked, cells)
        alone = [cell for cell in found if len({code[0] for code in cell[0].codes}) < 2]
        for told_of in (found, alone):  # a row may be of two series: P5/E6/E7
            if len(told_of) == wanted:
                return told_of
    return []


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
        cells = _whole_last(cells)
        if plan.operation == "times" and phrase("times reversed").search(asked.question.text):
            cells = cells[::-1]
        if len(cells) == 2 and cells[0][0] is cells[1][0] and plan.operation != "share":
            cells = _in_order(asked, cells)
    quantities = [value.quantity for _, value in cells]
    if _counts_and_amounts(cells):
        return None
    if not alike(quantities):
        return _unlike(asked, cells) if plan.operation in ("sum", "minus", "difference") else None
    if plan.operation in ("change", "difference", "percent_change"):
        every = in_other_groups(asked, cells)
        if len(every) > len(cells):
            return _in_groups(asked, every)
    worked = _worked(asked, plan, cells, same_scale(quantities))
    if worked is None:
        return None
    result, working = worked
    return _draft(asked, cells, result, working, plan.operation)


def _worked(
    asked: Asked, plan: Plan, cells: Sequence[Cell], quantities: Sequence[Quantity]
) -> Worked | None:
    """The result and its working."""
    if plan.operation == "difference" and (turned := _the_other_way(asked, cells, quantities)):
        return _change(turned, asked.language)
    if plan.operation == "minus" and phrase("minus reversed").search(asked.question.text):
        quantities = quantities[::-1]  # "subtract the first from the second"
    return _WORKINGS[plan.operation](quantities, asked.language)


_MORE = re.compile(r"多|高|增|涨|\b(?:more|higher|larger|bigger|greater)\b", re.IGNORECASE)
_LESS = re.compile(r"(?<!多)少(?!数)|低|减|降|\b(?:less|lower|smaller|fewer)\b", re.IGNORECASE)


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


def _counts_and_amounts(cells: Sequence[Cell]) -> bool:
    """Whether cells of one row hold bare numbers in one column and amounts in another.

    Down a column a bare number goes with the amounts around it; along a row it counts something.
    """
    rows = {row.hit.passage_id for row, _ in cells}
    return len(rows) == 1 and len({value.figure.unit for _, value in cells}) > 1


def added_up(asked: Asked, cells: Sequence[Cell]) -> Draft | None:
    """The sum of cells that were picked ("the two largest together"), or None in unlike units."""
    quantities = [value.quantity for _, value in cells]
    if len(cells) < 2 or not alike(quantities):
        return None
    result, working = _sum(same_scale(quantities), asked.language)
    return _draft(asked, cells, result, working, "sum")


def apart(asked: Asked, cells: Sequence[Cell]) -> Draft | None:
    """How far two cells that were picked are apart ("the largest and the smallest"), or None."""
    quantities = [value.quantity for _, value in cells]
    if len(cells) != 2 or not alike(quantities):
        return None
    result, working = _difference(same_scale(quantities), asked.language)
    return _draft(asked, cells, result, working, "difference")


def _in_groups(asked: Asked, cells: Sequence[Cell]) -> Draft:
    """The figures of a name that stands under several groups in a year, and their sums by year."""
    words, language = wording(asked.language), asked.language
    by_year: dict[tuple[int, ...], list[Quantity]] = {}
    for _, value in cells:
        by_year.setdefault(value.years, []).append(value.quantity)
    sums = {years: total(quantities) for years, quantities in sorted(by_year.items())}
    facts = [
        f"{', '.join(map(str, years))}{words.colon}**{shown(total(quantities), language)}**"
        + (f" ({added(quantities)})" if len(quantities) > 1 else "")
        for years, quantities in sorted(by_year.items())
    ]
    head = words.comma.join(facts)
    if len(sums) == 2:
        old, new = sums.values()
        result = difference(new, old)
        head += f"{words.comma}{_shown(result, language)} ({_subtraction(new, old, result)})"
    short = "; ".join(shown(value.quantity, language) for _, value in cells)
    sentences = (Sentence(head), *cell_lines(asked, cells))
    return Draft("answered", sentences, short, min(1.0, cells[0][0].score), "groups")


def operands(asked: Asked, plan: Plan) -> list[Cell]:
    """The cells that an operation is on, in the order that it takes them: the later year first."""
    many = plan.operation in ("average", "sum")
    if many and (counted := of_all_counted(asked)):
        return counted
    below = under_group(asked) if many else []
    if len(below) > 1:
        return below
    named = subjects(asked, plan)
    years = asked.question.years
    if both := of_editions(asked, named):
        return both
    if len(named) > 1:
        return [
            (row, value)
            for row in named
            for year in (years if many and len(years) > 1 else (None,))
            if (value := best_value(asked.question, row, year=year))
        ]
    return _of_one(asked, plan, named[0])


def _of_one(asked: Asked, plan: Plan, row: Row) -> list[Cell]:
    """The cells that an operation is on where a question names one row at most."""
    many = plan.operation in ("average", "sum")
    years = asked.question.years
    if plan.operation == "share" and len(years) < 2 and (cells := _of_all(asked, row)):
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
        units = {value.cell.unit for _, value in cells}
        return cells if len(units) < 2 or _told_apart(asked, row, cells) else []
    if len(cells) == 2:
        return _latest_first(cells)
    return []


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


def so_many(asked: Asked) -> int:
    """How many things a question says that it adds up or averages; 0 where it says none."""
    told = {n for word in phrase("so many").findall(asked.question.text) if (n := numeral(word))}
    return told.pop() if len(told) == 1 else 0


def _of_columns(cells: Sequence[Cell]) -> bool:
    """Whether figures of one row are of different columns of the same years."""
    return len({value.years for _, value in cells}) < 2


def _whole_last(cells: list[Cell]) -> list[Cell]:
    """Two cells with the total, if one of them is one, as what the other is a share of."""
    first, *others = cells
    if len(cells) == 2 and is_total(first[0]) and not is_total(others[0][0]):
        return [others[0], first]
    return cells


def _told_apart(asked: Asked, row: Row, cells: Sequence[Cell]) -> bool:
    """Whether two figures of a row are of two years, or of two columns that the question names."""
    periods = {value.years for _, value in cells}
    return len(named_columns(asked, row)) > 1 or (len(cells) == 2 and len(periods) == 2)


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


Worked = tuple[str, str]


def _difference(quantities: Sequence[Quantity], language: str) -> Worked:
    larger, smaller = sorted(quantities[:2], key=lambda q: q.value, reverse=True)
    result = difference(larger, smaller)
    return _shown(result, language), _subtraction(larger, smaller, result)


def _change(quantities: Sequence[Quantity], language: str) -> Worked:
    new, old = quantities[:2]
    result = difference(new, old)
    return _shown(result, language), _subtraction(new, old, result)


def _subtraction(one: Quantity, other: Quantity, result: Quantity) -> str:
    return f"{number(one.value)} − {bracketed(other.value)} = {number(result.value)}"


def _shown(result: Quantity, language: str) -> str:
    if result.unit == "%":
        return f"{number(result.value)}{table_wording(language).points}"
    return shown(result, language)


def _percent_change(quantities: Sequence[Quantity], language: str) -> Worked | None:
    new, old = quantities[:2]
    value = percent_change(old, new)
    if value is None:
        return None
    a, b = number(new.value), bracketed(old.value)
    return (
        f"{number(rounded(value))}%",
        f"({a} − {b}) / {b} {comes_to(value, '%')}",
    )


def _sum(quantities: Sequence[Quantity], language: str) -> Worked:
    result = total(quantities)
    return shown(result, language), f"{added(quantities)} = {number(result.value)}"


def _average(quantities: Sequence[Quantity], language: str) -> Worked:
    result = average(quantities)
    exact = total(quantities).value / len(quantities)
    working = f"({added(quantities)}) / {len(quantities)} {_equals(exact)} {number(result.value)}"
    return shown(result, language), working


def _ratio(quantities: Sequence[Quantity], language: str) -> Worked | None:
    value = ratio(*quantities[:2])
    if value is None:
        return None
    one, other = quantities[:2]
    shown_value = number(rounded(value))
    return (
        shown_value,
        f"{number(one.value)} / {bracketed(other.value)} {_equals(value)} {shown_value}",
    )


def _share(quantities: Sequence[Quantity], language: str) -> Worked | None:
    value = ratio(*quantities[:2])
    if value is None:
        return None
    one, other = quantities[:2]
    text = f"{number(rounded(value * 100))}%"
    return text, f"{number(one.value)} / {bracketed(other.value)} {comes_to(value * 100, '%')}"


_WORKINGS: dict[str, Callable[[Sequence[Quantity], str], Worked | None]] = {
    "difference": _difference,
    "points": _change,
    "minus": _change,
    "change": _change,
    "percent_change": _percent_change,
    "sum": _sum,
    "average": _average,
    "ratio": _ratio,
    "times": _ratio,
    "share": _share,
}


def added(quantities: Sequence[Quantity]) -> str:
    """Quantities joined by plus signs, negative ones in brackets."""
    first, *others = quantities
    return " + ".join([number(first.value), *(bracketed(other.value) for other in others)])


def bracketed(value: Decimal) -> str:
    """A number inside a sum: negative ones in brackets."""
    return f"({number(value)})" if value < 0 else number(value)


def _equals(value: Decimal) -> str:
    return "=" if is_exact(value) else "≈"


def _per_unit(asked: Asked, row: Row) -> Draft | None:
    """What one thing is worth, from a row that gives how many there are and their amount."""
    counts = [value for value in row.values if is_count(value) and value.figure.value]
    amounts = [value for value in row.values if not is_count(value) and not value.is_share]
    if len(counts) != 1 or len(amounts) != 1:
        return None
    amount, count = amounts[0].quantity, counts[0].quantity
    exact = amount.value / count.whole
    result = Quantity(rounded(exact), amount.unit, amount.scale)
    working = (
        f"{number(amount.value)} / {number(count.whole)} {_equals(exact)} {number(result.value)}"
    )
    cells = [(row, amounts[0]), (row, counts[0])]
    return _draft(asked, cells, shown(result, asked.language), working, "average")


def _for_each(asked: Asked, row: Row, words: re.Match[str]) -> Draft | None:
    """How much of one column of a row there is for each of another: students for each teacher."""
    if len(named := named_columns(asked, row)) != 2:
        return _per_unit(asked, row)
    each = Matcher(next(filter(None, words.groups()), ""), asked.vectors)
    shares = each.named([bare_header(value.cell.column) for _, value in named])
    (_, over), (_, of) = named if shares[0] < shares[1] else named[::-1]
    value = ratio(over.quantity, of.quantity)
    if value is None or over.is_share or of.is_share:
        return None
    result = Quantity(rounded(value), over.figure.unit)
    one, other = number(over.quantity.whole), bracketed(of.quantity.whole)
    working = f"{one} / {other} {_equals(value)} {number(result.value)}"
    cells = [(row, over), (row, of)]
    return _draft(asked, cells, shown(result, asked.language), working, "average")


def _of_all(asked: Asked, row: Row) -> list[Cell]:
    """A part and the whole of it where a question names the part alone.

    "The running costs as a share of the basic expenditure" that they belong to; "what proportion
    of the drivers are women" is of the column of all of them; "what share of the
    income came from fees" is of the row of the total.
    """
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
    if len(named) == 1 and len(everyone) == 1 and named[0] is not everyone[0]:
        return [(row, named[0]), (row, everyone[0])]
    value = best_value(asked.question, row)
    totals = [other for other in asked.table(row) if is_total(other)]
    totals = [other for other in totals if is_bare_total(other)] or totals
    if value is None or len(totals) != 1 or is_total(row):
        return []
    same = [other for other in totals[0].values if other.cell.column == value.cell.column]
    return [(row, value), (totals[0], same[0])] if same else []


def _draft(asked: Asked, cells: Sequence[Cell], result: str, working: str, method: str) -> Draft:
    head = Sentence(f"**{result}** ({working})")
    lines = [*cell_lines(asked, cells), *meaning_flag(asked, cells)]
    confidence = min(1.0, *(row.score for row, _ in cells))
    return Draft("answered", (head, *lines), result, confidence, method)


def _unlike(asked: Asked, cells: Sequence[Cell]) -> Draft:
    """That figures in different units cannot be computed with each other, with the figures."""
    units = wording(asked.language).list_comma.join(
        dict.fromkeys(value.figure.unit or "–" for _, value in cells)
    )
    head = Sentence(table_wording(asked.language).units_differ.format(units=units))
    lines = cell_lines(asked, cells)
    return Draft("answered", (head, *lines), None, cells[0][0].score, "units")


def _moved(cells: Sequence[Cell], gap: str, language: str) -> str:
    """A gap, of one thing in two years with whether it rose or fell."""
    (row, value), (other, another) = cells
    years = [max(value.years, default=0), max(another.years, default=0)]
    if not all(years) or years[0] == years[1] or own_name(row) != own_name(other):
        return gap
    old, new = (value, another) if years[0] < years[1] else (another, value)
    words = table_wording(language)
    rose = new.quantity.whole > old.quantity.whole
    return (words.rose if rose else words.fell).format(gap=gap)


def compared(asked: Asked, cells: Sequence[Cell], lowest: bool = False) -> Draft | None:
    """Which of two or more cells is the highest (or lowest), with all of them."""
    quantities = [value.quantity for _, value in cells]
    if len(cells) < 2 or not alike(quantities):
        return None
    if len(asked.question.years) > 1:
        every = in_other_groups(asked, cells)
        if len(every) > len(cells):
            return _in_groups(asked, every)
    ordered = sorted(
        zip(cells, same_scale(quantities), strict=True),
        key=lambda pair: pair[1].value,
        reverse=not lowest,
    )
    words, language = wording(asked.language), asked.language
    (first, a), (second, b) = ordered[:2]
    if a.value == b.value:
        head = words.equal.format(value=shown(a, language))
        short = shown(a, language)
    elif lowest:
        head = f"{cell_name(asked, first, cells)}{words.colon}**{shown(a, language)}**"
        short = f"{cell_name(asked, first, cells)} ({shown(a, language)})"
    else:
        head = words.higher.format(
            name=f"**{cell_name(asked, first, cells)}**",
            value=f"**{shown(a, language)}**",
            other=cell_name(asked, second, cells),
            other_value=shown(b, language),
        )
        short = f"{cell_name(asked, first, cells)} ({shown(a, language)}; {shown(b, language)})"
    sentences = [Sentence(head), *cell_lines(asked, cells)]
    if len(cells) == 2 and a.value != b.value:
        larger, smaller = (a, b) if a.value > b.value else (b, a)
        gap = difference(larger, smaller)
        told = _moved(cells, _shown(gap, language), language)
        sentences.append(Sentence(f"{told} ({_subtraction(larger, smaller, gap)})"))
    sentences += meaning_flag(asked, cells)
    confidence = min(1.0, *(row.score for row, _ in cells))
    return Draft("answered", tuple(sentences), short, confidence, "comparison")
