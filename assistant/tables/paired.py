"""The rows of a table held against those of another year: in its other column, or another edition.

A row of another edition is the same by its name, also in another language or a little reworded. A
code alone makes no pair: P4 may stand for something else two years on.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from difflib import SequenceMatcher

from assistant.letters import plain
from assistant.reading.match import script
from assistant.tables.arithmetic import alike
from assistant.tables.asked import Asked, Cell
from assistant.tables.columns import SAID, is_movement, is_total_column, measure_of, wanted_values
from assistant.tables.kept_rows import corner_parts, rows_of_kind, says_kind
from assistant.tables.over_years import OverYears
from assistant.tables.rows import (
    SUBTOTAL_LABEL,
    Row,
    Value,
    is_bare_total,
    label_codes,
    leaf,
    own_name,
)
from assistant.tables.terms import terms
from assistant.tables.words import phrase

FEWEST = 2  # pairs that make a comparison of rows
RECODED = 0.6  # likeness of two names with codes that are of one thing
SAME_CODE, OTHER_CODE = 0.25, 0.6  # how well a name in another language must be met
_SPENT = re.compile(
    r"\b(?:spen[dt]\w*|actual|outturn|expenditures?|disbursed|used|paid|received)\b|实际|决算|支出|执行数|已[用花付收]|实收|到账",
    re.IGNORECASE,
)
_DIGITS = re.compile(r"\d+")
Pair = tuple[Cell, Cell]


@dataclass(frozen=True)
class Side:
    """The rows of a table, or of tables alike in a document, with their figures of one year.

    Attributes:
        year: of the figures.
        cells: a figure of each row, in reading order.
        total: that of all rows, where the table says it.
    """

    year: int
    cells: list[Cell]
    total: Cell | None


@dataclass(frozen=True)
class Paired:
    """The rows of two years.

    Attributes:
        old, new: those of the earlier and of the later year.
        pairs: the figures of the rows that both have, in the order of the later.
    """

    old: Side
    new: Side
    pairs: list[Pair]

    @property
    def totals(self) -> Pair | None:
        """The totals of both, or None where one has none."""
        return (self.old.total, self.new.total) if self.old.total and self.new.total else None

    def alone(self, side: Side) -> list[Cell]:
        """The figures of the rows that only this one of the sides has."""
        known = {name for pair in self.pairs for name in _names(pair)}
        return [cell for cell in side.cells if plain(own_name(cell[0])) not in known]

    @property
    def whole(self) -> Decimal:
        """What the figures of the rows that both have come to."""
        return sum((v.quantity.whole for pair in self.pairs for _, v in pair), Decimal(0))


def paired_rows(asked: Asked, over: OverYears) -> Paired | None:
    """The rows of two years that a question asks for, held against each other, or None.

    Of several tables that with most of such rows is taken, one that has both years before others;
    where the question names no kind of row, that with the largest figures of money: it has the
    whole of it. Where it names one year, that is held against the nearest one before it; where it
    names none, the latest is.

    Args:
        asked: the question with its rows.
        over: what it asks of all of them.
    """
    sides = _sides(asked, over)
    latest = [max((side.year for side in sides), default=0)]
    years = sorted(asked.question.years) or latest
    found = []
    for new in (side for side in sides if side.year == years[-1]):
        earlier = [side for side in sides if side.year < new.year]
        for old in (side for side in earlier if len(years) == 1 or side.year == years[0]):
            pairs = _pairs(asked, old, new)
            if len(pairs) >= FEWEST:
                found.append(Paired(old, new, pairs))
    nearest = max((paired.old.year for paired in found), default=0)

    def order(paired: Paired) -> tuple[float, int, bool, bool]:
        whole = 0.0 if over.kind else float(f"{paired.whole:.1e}")  # nearly: editions may differ
        of_one = all(one[0] is other[0] for one, other in paired.pairs)
        return whole, len(paired.pairs), of_one, paired.totals is not None

    ordered = sorted((one for one in found if one.old.year == nearest), key=order, reverse=True)
    return _with_others(ordered) if over.kind and over.money else next(iter(ordered), None)


def _with_others(found: Sequence[Paired]) -> Paired | None:
    """The first of some tables with the rows that only others have in both years, of one unit."""
    if not found:
        return None
    pairs = list(found[0].pairs)
    unit = pairs[0][1][1].quantity.unit
    known = {name for pair in pairs for name in _names(pair)}
    for paired in found[1:]:
        for pair in paired.pairs:
            of_one = pair[1][1].quantity.unit == unit and not pair[1][0].is_sum
            if of_one and not known & _names(pair):
                pairs.append(pair)
                known |= _names(pair)
    return replace(found[0], pairs=pairs)


def _names(pair: Pair) -> set[str]:
    return {plain(own_name(row)) for row, _ in pair}


def _sides(asked: Asked, over: OverYears) -> list[Side]:
    """The rows of the kind that is asked for, by table and year."""
    tables: dict[tuple[int, str], list[Row]] = defaultdict(list)
    for row in sorted(asked.rows, key=lambda row: row.hit.passage_id):
        inner = "".join(corner_parts(row)[-1:])
        tables[row.hit.document.id, row.hit.passage.caption or f"\n{inner}"].append(row)
    found = []
    for own in tables.values():
        kept = rows_of_kind(over.kind, own)
        wanted = set(asked.question.years)
        known = {year for row in kept for year in row.years}
        for year in known & wanted if len(wanted) == 2 else known:
            if side := _side(asked, over, own, kept, year):
                found.append(side)
    return found


def _side(
    asked: Asked, over: OverYears, own: Sequence[Row], kept: Sequence[Row], year: int
) -> Side | None:
    """The figures of rows of a table in the column of a year that is meant, or None."""
    cells = [cell for row in kept if (cell := _cell(asked, over, row, year))]
    columns = Counter(value.cell.column for _, value in cells)
    column = columns.most_common(1)[0][0] if columns else ""
    cells = [(row, value) for row, value in cells if value.cell.column == column]
    names = Counter(own_name(row) for row, _ in cells)
    cells = [cell for cell in cells if names[own_name(cell[0])] == 1]
    sums = [row for row in own if row.is_sum]
    if len(cells) < FEWEST or not says_kind(asked, over.kind, cells, sums):
        return None
    totals = [cell for row in own if is_bare_total(row) and (cell := _cell(asked, over, row, year))]
    totals = [cell for cell in totals if cell[1].cell.column == column]
    total = max(totals, key=lambda cell: cell[1].quantity.whole, default=None)  # not a subtotal
    return Side(year, cells, total)


def _cell(asked: Asked, over: OverYears, row: Row, year: int) -> Cell | None:
    """The figure of a row in a year, no share and no change; None where it may be any of several.

    Where money is spoken of, one of money, if the row has such: of several the one that is planned,
    or spent where that is said, or their sum.
    """
    values = wanted_values(asked.question, row, year=year)
    exact = [v for v in values if v.years == (year,) and not v.is_share and not is_movement(v)]
    if over.money:
        exact = [value for value in exact if value.quantity.unit] or exact
    if not exact:
        return None
    words = set(terms(asked.question.text))
    own = [len(words & set(terms(measure_of(value)))) for value in exact]
    said = [v for v, shared in zip(exact, own, strict=True) if shared and shared == max(own)]
    meant = said or [value for value in exact if value.said >= SAID] or exact
    if len(set(map(measure_of, meant))) > 1:
        spending = phrase("of spending").search(asked.question.text) is not None
        header = _SPENT if spending else phrase("reference column")
        of_money = [v for v in meant if over.money and header.search(v.cell.column)]
        summed = [value for value in meant if _is_summed(value)]
        meant = of_money if len(of_money) == 1 else summed
    return (row, meant[0]) if len(set(map(measure_of, meant))) == 1 else None


def _is_summed(value: Value) -> bool:
    """Whether a figure stands in the column of totals, or of subtotals of its year."""
    return is_total_column(value) or SUBTOTAL_LABEL.search(value.cell.column) is not None


def _pairs(asked: Asked, old: Side, new: Side) -> list[Pair]:
    """The figures of the rows that two sides have in common."""
    by_row = {id(row): (row, value) for row, value in old.cells}
    same = [(by_row[id(row)], (row, value)) for row, value in new.cells if id(row) in by_row]
    if not same:
        same = _by_name(asked, old, new)
    return [
        (one, other)
        for one, other in same
        if alike([one[1].quantity, other[1].quantity]) and _of_one_measure(one, other)
    ]


def _by_name(asked: Asked, old: Side, new: Side) -> list[Pair]:
    """The rows of two tables that are the same by their names, the likest first paired."""
    scored = [
        (likeness(asked, one[0], other[0]), m, n)
        for m, one in enumerate(old.cells)
        for n, other in enumerate(new.cells)
    ]
    partner: dict[int, int] = {}
    for fit, m, n in sorted(scored, key=lambda item: (-item[0], item[1], item[2])):
        if fit and m not in partner.values() and n not in partner:
            partner[n] = m
    return [(old.cells[partner[n]], new.cells[n]) for n in sorted(partner)]


def likeness(asked: Asked, one: Row, other: Row) -> float:
    """How surely rows of two tables are the same thing; 0 where nothing says so.

    Args:
        asked: with the embedding that names in two languages are held against each other by.
        one: a row.
        other: a row of another table.
    """
    a, b = own_name(one), own_name(other)
    if plain(a) == plain(b):
        return 2.0 + (one.group == other.group)
    codes = [set(label_codes(leaf(row.name))) for row in (one, other)]
    if sorted(_DIGITS.findall(a)) != sorted(_DIGITS.findall(b)):
        return 0.0
    if script(a) != script(b):
        matcher = asked.matcher.for_words(a)
        fit = float(matcher.named([b])[0] + matcher.covered(matcher.met([b]))[0]) / 2
        return fit if fit >= (SAME_CODE if codes[0] & codes[1] else OTHER_CODE) else 0.0
    if set(terms(a)) == set(terms(b)):
        return 1.5
    fit = SequenceMatcher(None, plain(a), plain(b)).ratio()
    return fit if all(codes) and fit >= RECODED else 0.0


def _of_one_measure(one: Cell, other: Cell) -> bool:
    """Whether two figures are of one measure: both of money, or under headers that say the same."""
    if one[1].quantity.unit or one[0].table == other[0].table:
        return True
    a, b = measure_of(one[1]), measure_of(other[1])
    return plain(a) == plain(b) or script(a) != script(b)
