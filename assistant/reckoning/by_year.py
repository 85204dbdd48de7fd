"""The figures of one thing for the years that a question names."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise, product, starmap

from assistant.reckoning.bind import FEW, TOP, Bound
from assistant.reckoning.field import COUNTS, COVERED_ACROSS, SAID, Field, together
from assistant.reckoning.said import Part

MOST_YEARS = 5  # that are added up
THOUSAND = 1000


def bind_years(field: Field, wanted: Sequence[int]) -> Bound | None:
    """The figures of one thing for the years that a question names, or None.

    One may be a target in a table, the other a sentence of a report.

    Args:
        field: the figures, held against the question.
        wanted: the years; two, or a few more that are added up.
    """
    if not 1 < len(wanted) <= MOST_YEARS or not field.asked.words:
        return None
    words = list(range(len(field.asked.words)))
    floor = field.floor(SAID, COVERED_ACROSS)
    tops = []
    for year in wanted:
        own = [
            (-field.named(words, n) - field.counts([n]), n)
            for n, part in enumerate(field.parts)
            if part.years == (year,) and field.usable(n) and field.said_share(n) >= floor
        ]
        tops.append([n for _, n in sorted(own)[: TOP if len(wanted) < 3 else FEW]])
    best: tuple[float, tuple[int, ...]] | None = None
    for chosen in product(*tops):
        parts = [field.parts[n] for n in chosen]
        if len(set(chosen)) < len(chosen) or not all(starmap(_may_be_one_thing, pairwise(parts))):
            continue
        reach = sum(field.said_share(n) for n in chosen) + field.counts(chosen)
        reach += min(starmap(together, pairwise(parts)))
        reach += 0.3 * (len({part.thing for part in parts}) == 1)
        reach -= COUNTS * any(field.counts_another(n) for n in chosen)
        if best is None or reach > best[0]:
            best = reach, chosen
    if best is None:
        return None
    names = tuple(str(year) for year in wanted)
    found = tuple(field.parts[n] for n in best[1])
    return Bound(names, found, min(field.said_share(n) for n in best[1]))


def _may_be_one_thing(one: Part, other: Part) -> bool:
    """Whether two figures may be of one thing in two years: one unit, and not a thousandfold."""
    values = sorted(abs(part.quantity.whole) for part in (one, other))
    return one.quantity.unit == other.quantity.unit and values[1] <= THOUSAND * values[0]
