"""The figures of one row that may be held against each other, a column each."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence

from assistant.letters import plain
from assistant.tables.asked import Asked, Cell
from assistant.tables.columns import is_movement, measure_of, wanted_values
from assistant.tables.fiscal_years import column_years
from assistant.tables.rows import Row, Value, leaf
from assistant.tables.terms import terms

COLUMN = 0.4  # how well a header must be named to be one of two that are compared


def across(asked: Asked, row: Row) -> list[Cell]:
    """The comparable figures of one row, a column each: of every year, or of the columns named."""
    named = named_columns(asked, row)
    if len(named) > 1:
        return named
    kinds = Counter(value.is_share for value in row.values)
    share = kinds.most_common(1)[0][0]
    values = [value for value in row.values if value.is_share == share and not is_movement(value)]
    dated = [value for value in values if len(value.years) == 1 and column_years(value.cell.column)]
    if len({value.years for value in dated}) > 1:
        best: dict[tuple[int, ...], Value] = {}
        for value in wanted_values(asked.question, row, dated) or dated:
            best.setdefault(value.years, value)
        for value in dated:
            best.setdefault(value.years, value)
        ordered = sorted(best.values(), key=lambda value: value.cell.position)
        return [(row, value) for value in ordered]
    return [(row, value) for value in values]


def named_columns(asked: Asked, row: Row) -> list[Cell]:
    """The figures of a row in the columns that the question names, in that order.

    Those whose words it says in full; else those that it names in other words, of one year where
    they stand for several.
    """
    order = terms(asked.question.text)
    taken = set(terms(leaf(row.name)))
    headers = {value.cell.position: set(terms(value.cell.column)) for value in row.values}
    common = set.intersection(*headers.values()) if len(headers) > 1 else set()
    found = []
    for value in row.values:
        telling = headers[value.cell.position] - common - taken
        if telling and telling <= set(order):
            found.append((min(order.index(word) for word in telling), (row, value)))
    years = set(asked.question.years)
    if len(years) == 1:
        found = [pair for pair in found if years & set(pair[1][1].years or years)]
    if len(found) > 1:
        return [cell for _, cell in sorted(found, key=lambda pair: pair[0])]
    named = _without_parts(asked, [value for value in row.values if value.said >= COLUMN])
    timely = [value for value in named if years & set(value.years)]
    if len(years) < 2 and len(set(map(measure_of, timely))) > 1:
        named = timely
    if len(set(map(measure_of, named))) < 2:
        return [cell for _, cell in found] or [(row, value) for value in named[:1]]
    return [(row, value) for value in _one_of_each(asked.question.years, named)]


def _without_parts(asked: Asked, values: Sequence[Value]) -> list[Value]:
    """The values without those whose header holds, or is part of, the one that is said.

    "The initial budget" is no other column called "budget", "staff" no "non-staff".
    """
    letters = plain(asked.question.text)
    names = {plain(measure_of(value)) for value in values}
    dropped = set()
    for name in names:
        for longer in names - {name}:
            if name in longer and longer in letters and name not in letters.replace(longer, " "):
                dropped.add(name)
            elif name in longer and name in letters and longer not in letters:
                dropped.add(longer)
    return [value for value in values if plain(measure_of(value)) not in dropped]


def _one_of_each(asked: Sequence[int], values: Sequence[Value]) -> list[Value]:
    """A value of each measure: of two in two years asked for one each, else of a year they share.

    "The budget of 2025 against what was spent in 2024", "the target and the result of 2024".
    """
    by_measure: dict[str, list[Value]] = defaultdict(list)
    for value in values:
        by_measure[measure_of(value)].append(value)
    one, *others = by_measure.values()
    if len(asked) == 2 and len(others) == 1:
        pairs = [
            [first, second]
            for first in one
            for second in others[0]
            if {*first.years[:1], *second.years[:1]} == set(asked)
        ]
        if pairs:
            return pairs[0]
    shared = set.intersection(*({y for v in own for y in v.years} for own in by_measure.values()))
    wanted = shared & set(asked) or shared
    chosen = []
    for own in by_measure.values():
        timely = [value for value in own if wanted and max(wanted) in value.years]
        chosen.append((timely or own)[0])
    return chosen
