"""What something was and what it became: both told, or one of them with the change."""

from __future__ import annotations

import re
from dataclasses import replace

from assistant.figures import years
from assistant.reckoning.bind import Bound
from assistant.reckoning.field import COVERED_ACROSS, Field
from assistant.reckoning.said import Part, clause_of
from assistant.reckoning.wholes import is_announced_part
from assistant.reckoning.wording import words_of

COVERED = 0.5  # share of a question's words that the sentence must answer to
OWN = 0.35  # likewise without its headings
BETWEEN = 60  # characters between a value and its change
APART = 3  # so many figures further the other end is looked for

_YEAR_OF = re.compile(r"(?:19|20)\d{2}年(?:度|底|末)?的?")  # 升到2024年的93%

_SINCE = re.compile(
    r"[自从][^，,；;。]{0,16}(?:19|20)\d{2}年?[^，,；;。]{0,8}(?:以来|起)|(?:19|20)\d{2}年?以来"
    r"|\bsince [^,;.\d]{0,24}(?:19|20)\d\d",
    re.IGNORECASE,
)

_FORWARD = 1  # the earlier of two figures is told first
_BACKWARD = -1
_RISES = 1
_FALLS = -1


def moved(field: Field) -> Bound | None:
    """The earlier and the later figure of what a question asks the change of, or None.

    Args:
        field: the figures, held against the question.
    """
    best: tuple[float, tuple[int, int]] | None = None
    for number, part in enumerate(field.parts):
        for other in range(number + 1, min(number + APART, len(field.parts))):
            ends = _ends(part, field.parts[other])
            if not ends or not field.timely(number):
                continue
            pair = [number, other] if ends == _FORWARD else [other, number]
            covered, own = field.covered(pair), field.own_share(pair)
            reach = covered + own + field.counts(pair)
            accepted = any(field.asked.accepts(field.parts[n].quantity) for n in pair)
            if covered < field.floor(COVERED) or own < field.floor(OWN) or not accepted:
                continue
            if best is None or reach > best[0]:
                best = reach, (pair[0], pair[1])
    if best is None:
        return None
    one, two = (field.parts[n] for n in best[1])
    # "From 4.4 to 1.7 per cent" says the unit once.
    unit = one.quantity.unit or two.quantity.unit
    found = tuple(replace(p, quantity=replace(p.quantity, unit=unit)) for p in (one, two))
    return Bound((), found, field.covered(best[1]))


def _ends(one: Part, other: Part) -> int:
    """Whether two figures of a sentence are what something was and what it became.

    Returns:
        1 where the first is the earlier, -1 where the second is, 0 where they are not such.
    """
    if not _are_in_one(one, other):
        return 0
    if one.quantity.unit and other.quantity.unit and one.quantity.unit != other.quantity.unit:
        return 0
    if one.thing and other.thing and one.thing != other.thing:
        return 0
    if any(part.thing and not part.quantity.unit for part in (one, other)) and _unlike(one, other):
        return 0  # "within eight minutes in 87 per cent": minutes become no shares
    at, behind = _places(one, other)
    between = one.sentence[at + len(one.text) : behind]
    led, joined = (_YEAR_OF.sub("", text) for text in (one.sentence[:at], between))
    if words_of("from").search(led) and words_of("to").search(joined):
        return _FORWARD
    if words_of("against").search(between):
        return _BACKWARD
    follows = one.sentence[behind + len(other.text) :]
    opened = words_of("opened").search(between)
    return _BACKWARD if opened and words_of("former").match(follows) else 0


def _unlike(one: Part, other: Part) -> bool:
    return one.quantity.unit != other.quantity.unit


def _are_in_one(one: Part, other: Part) -> bool:
    same = one.sentence == other.sentence and one.hit is other.hit and one.line == other.line
    return same and one.cell is None and other.cell is None


def _places(one: Part, other: Part) -> tuple[int, int]:
    """Where two figures of a sentence begin in it, the second behind the first."""
    at = one.sentence.find(one.text)
    return at, at + other.start - one.start


def former(field: Field) -> tuple[Bound, int] | None:
    """A value with its change since the time that a question asks of, or None.

    "318, 12 fewer than the year before" tells what it was the year before.

    Args:
        field: the figures, held against the question.

    Returns:
        value and change, with 1 where it rose and -1 where it fell; None too where a figure of
        the time asked is told.
    """
    asked = field.asked
    before = words_of("year before").search(asked.text) is not None
    if len(asked.question.years) > 1 or not (before or asked.question.years):
        return None
    best: tuple[float, tuple[int, int], int] | None = None
    for number, value in enumerate(field.parts):
        if not asked.accepts(value.quantity, value.thing) or field.counts_another(number):
            continue
        for other in range(number + 1, min(number + APART, len(field.parts))):
            way = _way(value, field.parts[other])
            if not way or not _is_of_later(field, value, field.parts[other]):
                continue
            covered, own = field.covered([number, other]), field.own_share([number])
            known = covered >= field.floor(COVERED) and own >= field.floor(OWN)
            if known and (best is None or own > best[0]):
                best = own, (number, other), way
    if best is None or _is_told(field, best[1][0]):
        return None
    found = tuple(field.parts[n] for n in best[1])
    return Bound((), found, field.covered(best[1])), best[2]


def before_added(field: Field) -> Bound | None:
    """What a number came to and by how much it had grown, where it is asked what it was before.

    "It took on 40 new guides, bringing their number to 310."

    Args:
        field: the figures, held against the question.
    """
    best: tuple[float, tuple[int, int]] | None = None
    for number, change in enumerate(field.parts):
        for other in range(number + 1, min(number + APART, len(field.parts))):
            value = field.parts[other]
            if not is_grown(change, value) or field.counts_another(other):
                continue
            if not field.timely(other) or not field.asked.accepts(value.quantity, value.thing):
                continue
            pair = [other, number]
            covered = field.covered(pair)
            known = covered >= field.floor(COVERED, COVERED_ACROSS)
            if known and (best is None or covered + field.own_share(pair) > best[0]):
                best = covered + field.own_share(pair), (other, number)
    if best is None:
        return None
    return Bound((), tuple(field.parts[n] for n in best[1]), field.covered(best[1]))


def is_grown(change: Part, value: Part) -> bool:
    """Whether a sentence tells what was added and then what that makes."""
    if not _are_in_one(change, value) or change.quantity.value >= value.quantity.value:
        return False
    if change.quantity.unit != value.quantity.unit or "%" in change.quantity.unit:
        return False
    at, behind = _places(change, value)
    follows = change.sentence[at + len(change.text) :]
    added = words_of("added").search(change.sentence[:at]) is not None
    added = added or words_of("new behind").match(follows) is not None
    return added and words_of("came to").search(change.sentence[:behind]) is not None


def before_year(field: Field) -> Bound | None:
    """All so far and those of one year, where it is asked how many there were before that year.

    "131 stations were replaced in 2024; 337 have been replaced so far."

    Args:
        field: the figures, held against the question.

    Returns:
        the two in this order; None too where several such pairs are told that differ.
    """
    text, asked = field.asked.text, field.asked.question.years
    if len(asked) > 1 or not words_of("before year").search(text):
        return None
    found: list[tuple[float, tuple[int, int]]] = []
    for number, change in enumerate(field.parts):
        if field.counts_another(number):
            continue
        for other in range(max(0, number - APART), min(number + APART + 1, len(field.parts))):
            if not _is_of_all(field, field.parts[other], change):
                continue
            covered = field.covered([other, number])
            if covered >= field.floor(COVERED, COVERED_ACROSS):
                found.append((covered + field.own_share([other, number]), (other, number)))
    if not found:
        return None
    best = max(found)[1]
    return Bound((), tuple(field.parts[n] for n in best), field.covered(best))


def _is_of_all(field: Field, value: Part, change: Part) -> bool:
    """Whether a figure counts all so far and another those of the year that is asked about."""
    asked = field.asked.question.years
    one, two = value.quantity, change.quantity
    things = value.thing == change.thing or not (value.thing and change.thing)
    same = one.unit == two.unit != "%" and things
    near = value.hit is change.hit and value.line == change.line and value.cell is change.cell
    if not (same and near) or change.cell is not None or one.value <= two.value:
        return False
    if not field.asked.accepts(one, value.thing):
        return False
    (whole, added), (all_of, goal) = (
        map(clause_of, (value, change)),
        map(words_of, ("so far", "goal asked")),
    )
    if is_announced_part(change) and change.start > value.start:
        whole = value.sentence.partition(value.text)[0]
    if not all_of.search(whole) or all_of.search(added) or goal.search(f"{whole} {added}"):
        return False
    this_year = words_of("this year").search(added) is not None
    told = bool(set(years(f"{change.lead} {added}")) & set(asked)) if asked else this_year
    told = told or (this_year and set(change.years) == set(asked))
    return told and set(years(_SINCE.sub(" ", whole))) <= set(change.years)


def is_apart(value: Part, change: Part) -> bool:
    """Whether the second of two figures says by how much the first is above or below another."""
    if not _are_in_one(value, change) or change.start < value.start:
        return False
    at, behind = _places(value, change)
    between = value.sentence[at + len(value.text) : behind]
    follows = value.sentence[behind + len(change.text) :]
    return any(
        words_of(f"{way} by").search(between) or words_of(f"{way} than").match(follows)
        for way in ("risen", "fallen")
    )


def fallen_to(field: Field) -> Part | None:
    """The share of what is normal that a sentence says is left, where the fall is asked for."""
    if words_of("asked fall").search(field.asked.text) is None:
        return None
    shares = [
        (field.covered([n]) + field.own_share([n]), n)
        for n, part in enumerate(field.parts)
        if part.quantity.unit == "%"
        and _is_of_normal(part)
        and field.timely(n)
        and field.covered([n]) >= field.floor(COVERED, COVERED_ACROSS)
    ]
    return field.parts[max(shares)[1]] if shares else None


def _is_of_normal(part: Part) -> bool:
    before, _, behind = part.sentence.partition(part.text)
    if part.cell is not None or not 0 < part.quantity.value < 100:
        return False
    around = words_of("of normal before").search(before), words_of("of normal behind").match(behind)
    return any(around)


def _is_of_later(field: Field, value: Part, change: Part) -> bool:
    """Whether a value is of the time behind the one asked about, as far as either says."""
    asked = field.asked.question.years
    if words_of("year before").search(field.asked.text):
        return not asked or not value.years or bool(set(asked) & set(value.years))
    if asked[0] in years(_said_since(value, change)):
        return True
    return bool(value.years) and asked[0] < max(value.years) <= asked[0] + 1


def _said_since(value: Part, change: Part) -> str:
    """What a sentence says between a value and its change, and behind that."""
    at, behind = _places(value, change)
    stop = behind + len(change.text)
    return (
        f"{value.sentence[at + len(value.text) : behind]} {value.sentence[stop : stop + BETWEEN]}"
    )


def _way(value: Part, change: Part) -> int:
    """Whether a value has risen (1) or fallen (-1) by a figure behind it; 0 where neither."""
    same = value.quantity.unit == change.quantity.unit and change.thing in (value.thing, "", "多")
    if not _are_in_one(value, change) or change.quantity.value >= value.quantity.value or not same:
        return 0
    at, behind = _places(value, change)
    between = value.sentence[at + len(value.text) : behind]
    follows = value.sentence[behind + len(change.text) :]
    if len(between) > BETWEEN or not words_of("since").search(_said_since(value, change)):
        return 0
    for way, words in ((_RISES, "risen"), (_FALLS, "fallen")):
        if words_of(f"{words} by").search(between) or words_of(f"{words} than").match(follows):
            return way
    return 0


def _is_told(field: Field, value: int) -> bool:
    """Whether a figure of the very year asked about is told as fully as the value."""
    asked, one = field.asked.question.years, field.parts[value]
    if words_of("year before").search(field.asked.text) or not asked:
        return False
    return any(
        part.years == asked
        and part.sentence != one.sentence
        and (part.quantity.unit, part.thing) == (one.quantity.unit, one.thing)
        and field.own_share([n]) >= field.own_share([value])
        for n, part in enumerate(field.parts)
    )
