"""The figures of one thing for the years that a question names."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise, product, starmap

import numpy as np

from assistant.reckoning.bind import FEW, TOP, Bound
from assistant.reckoning.field import AROUND, COUNTS, COVERED_ACROSS, SAID, UNSAID, Field, together
from assistant.reckoning.said import Part, clause_of
from assistant.reckoning.wholes import is_told_as_part

# What shares are of, which the first of them says for all: 会费的41%, "41% of dues came from".
_OF_ALL = re.compile(
    r"^.*的(?:约|近)?(?=\d[\d.]*[%％][^，,；;。]{2})"
    r"|(?<=%) of (?:\w+ ){1,4}?(?=(?:\w+ed|came|comes?|went|go|goes|is|are|was|were|will)\b)"
)
MOST_YEARS = 5  # that are added up
OWN = 0.5  # what a word of a figure's own stretch counts beside one said of all in its sentence
THOUSAND = 1000
OF_WHOLE = 0.5  # what speaks against a figure told as part of another that answers as well


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
            if not is_of_rival(field, n)
        ]
        tops.append([n for _, n in sorted(own)[: TOP if len(wanted) < 3 else FEW]])
    best: tuple[float, tuple[int, ...]] | None = None
    for chosen in product(*tops):
        parts = [field.parts[n] for n in chosen]
        if len(set(chosen)) < len(chosen) or not all(starmap(_may_be_one_thing, pairwise(parts))):
            continue
        if not _say_same(field, chosen):
            continue
        reach = sum(field.said_share(n) for n in chosen) + field.counts(chosen)
        reach += OWN * sum(field.own_share([n]) for n in chosen)
        reach += min(starmap(together, pairwise(parts)))
        reach += 0.3 * (len({part.thing for part in parts}) == 1)
        reach -= COUNTS * any(field.counts_another(n) for n in chosen)
        reach -= OF_WHOLE * sum(is_told_as_part(field, n) for n in chosen)
        if best is None or reach > best[0]:
            best = reach, chosen
    if best is None:
        return None
    names = tuple(str(year) for year in wanted)
    found = tuple(field.parts[n] for n in best[1])
    return Bound(names, found, min(field.said_share(n) for n in best[1]))


def is_of_rival(field: Field, number: int) -> bool:
    """Whether a noun that a figure's own stretch does not say is that of a like one beside it.

    "38% of trustees, 44% of curators": the first is no figure of curators.
    """
    part = field.parts[number]
    beside = [
        n
        for n, one in enumerate(field.parts)
        if n != number and (one.sentence, one.years) == (part.sentence, part.years)
        if one.quantity.unit == part.quantity.unit and one.thing == part.thing
    ]
    nouns = [n for n, word in enumerate(field.asked.words) if word.noun and not field.across]
    unsaid = [n for n in nouns if field.own[n, number] < UNSAID]
    clauses = [_OF_ALL.sub(" ", clause_of(field.parts[n])) for n in beside]
    return bool(clauses) and bool((field.meeting.met(clauses)[unsaid] == 1.0).any())


def _say_same(field: Field, chosen: Sequence[int]) -> bool:
    """Whether what a figure's own stretch names is said of the others, too, or around them."""
    if field.across or field.read != "":
        return True
    nouns = [n for n, word in enumerate(field.asked.words) if word.noun]
    own, said = (met[np.ix_(nouns, list(chosen))] for met in (field.own, field.said))
    told = (said >= UNSAID) | (field.near[np.ix_(nouns, list(chosen))] >= AROUND)
    return bool(((own < SAID).all(axis=1) | told.all(axis=1)).all())


def _may_be_one_thing(one: Part, other: Part) -> bool:
    """Whether two figures may be of one thing in two years: one unit, and not a thousandfold."""
    values = sorted(abs(part.quantity.whole) for part in (one, other))
    return one.quantity.unit == other.quantity.unit and values[1] <= THOUSAND * values[0]
