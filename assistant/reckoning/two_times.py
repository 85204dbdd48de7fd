"""One thing at two times: in two years, or as it is to be and as it is now.

"How far is coverage from its 2030 target?" takes the figure of the target and that of today, which
often stand in two documents.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import product
from typing import NamedTuple

import numpy as np

from assistant.reckoning.bind import Bound
from assistant.reckoning.by_year import is_of_rival
from assistant.reckoning.field import SAID, UNSAID, Field, Floats, together
from assistant.reckoning.said import Part
from assistant.reckoning.wording import words_of

OTHER = 0.45  # share of a question's words that the figure that says fewer of them must say
VERB = 0.5  # what a Chinese verb weighs against a noun
THOUSAND = 1000


class _Time(NamedTuple):
    """A time that a question asks about.

    Attributes:
        year: that it names, or 0.
        goal: what is to be then.
        now: what is at present, or was last.
    """

    year: int = 0
    goal: bool = False
    now: bool = False


def at_two_times(field: Field, *, goal: bool = False) -> Bound | None:
    """The figures of one thing at the two times that a question asks about, or None.

    None too where another figure of either time answers nearly as well: which is meant is not sure.

    Args:
        field: the figures, held against the question.
        goal: only how far something is from what it is to be.
    """
    times = _times(field)
    if times is None or (goal and not times[0].goal) or field.read != "" or field.across:
        return None
    said, shares = _said(field)
    tops = [
        [n for n, p in enumerate(field.parts) if shares[n] >= OTHER and _is_of(field, n, p, time)]
        for time in times
    ]
    tops = [[n for n in own if not is_of_rival(field, n)] for own in tops]
    best: tuple[float, tuple[int, int]] | None = None
    for one, two in product(*tops):
        if max(shares[one], shares[two]) < SAID or not _is_one_thing(field, said, one, two):
            continue
        reach = together(field.parts[one], field.parts[two]) + shares[one] + shares[two]
        if best is None or reach > best[0]:
            best = float(reach), (one, two)
    if best is None:
        return None
    found = tuple(field.parts[n] for n in best[1])
    if times[0].goal and found[0].quantity.whole <= found[1].quantity.whole:
        return None  # it is reached
    names = tuple(str(time.year or "") for time in times)
    return Bound(names, found, float(min(shares[n] for n in best[1])))


def are_of_two_times(field: Field, pair: Sequence[Part]) -> bool:
    """Whether figures are of the two times that a question asks about, where it asks about two."""
    times = _times(field)
    if times is None:
        return True
    one, two = (field.parts.index(part) for part in pair)
    return any(
        all(
            _is_of(field, n, field.parts[n], time)
            for n, time in zip(numbers, times, strict=True)
        )
        for numbers in ((one, two), (two, one))
    )  # fmt: skip


def _times(field: Field) -> tuple[_Time, _Time] | None:
    """The two times of a question, or None where it has no such."""
    years, text = field.asked.question.years, field.asked.text
    goal = words_of("goal asked").search(text) is not None
    now = words_of("now asked").search(text) is not None
    if len(years) == 2:
        return _Time(years[0]), _Time(years[1])
    if len(years) > 2 or words_of("year before").search(text):
        return None
    if goal and (now or words_of("goal gap").search(text)):
        return _Time(years[0] if years else 0, goal=True), _Time(now=True)
    return (_Time(years[0]), _Time(now=True)) if years and now else None


def _is_of(field: Field, number: int, part: Part, time: _Time) -> bool:
    """Whether a figure is of the kind asked for and of a time."""
    if part.cell is not None or field.counts_another(number):
        return False
    if not field.asked.accepts(part.quantity, part.thing):
        return False
    if time.year:
        return part.years == (time.year,)
    kind, other = ("goal", "now") if time.goal else ("now", "goal")
    own, whole = (words_of(kind).search(text) is not None for text in (part.own, part.sentence))
    told = own or (whole and words_of(other).search(part.own) is None)
    return told and (time.goal or not set(field.asked.question.years) & set(part.years))


def _said(field: Field) -> tuple[Floats, Floats]:
    """How well each figure's stretch and lead say the question's words, and their share of these.

    Words that only say when, that something is a goal or goes up count for nothing; "money" is said
    where the sentence or its headings say that they are of a budget.
    """
    forms = [words_of(name) for name in ("goal asked", "now asked", "moves")]
    spans = [match.span() for form in forms for match in form.finditer(field.asked.text)]
    weights, said = field.weights.copy(), field.said.copy()
    money = [
        words_of("of money").search(f"{part.sentence} {part.before}") is not None
        for part in field.parts
    ]
    for n, word in enumerate(field.asked.words):
        if any(start <= word.start and word.end <= end for start, end in spans):
            weights[n] = 0.0
        elif words_of("of money").search(word.text):
            said[n, money] = 1.0
        elif not word.noun and not word.text.isascii():
            weights[n] *= VERB
    return said, weights @ said / (weights.sum() + 1e-9)


def _is_one_thing(field: Field, said: Floats, one: int, two: int) -> bool:
    """Whether figures may be of one thing: alike, and what one's own words name the other's do."""
    first, second = field.parts[one], field.parts[two]
    if one == two or first.quantity.unit != second.quantity.unit:
        return False
    if first.thing and second.thing and not first.quantity.unit and first.thing != second.thing:
        return False
    values = sorted(abs(part.quantity.whole) for part in (first, second))
    if values[1] > THOUSAND * values[0]:
        return False
    nouns = [n for n, word in enumerate(field.asked.words) if word.noun]
    named = field.own[np.ix_(nouns, [one, two])] >= SAID
    of_time = [_is_when(field.asked.words[n].text) for n in nouns]
    named &= ~np.array(of_time, dtype=bool)[:, None]
    other = said[np.ix_(nouns, [two, one])]
    return bool(named.any() and (~named | (other >= UNSAID)).all())


def _is_when(word: str) -> bool:
    """Whether a word only says when, or that something is a goal."""
    return any(words_of(name).fullmatch(word) for name in ("goal asked", "now asked"))
