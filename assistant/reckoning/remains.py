"""What is left of a whole: without a part that a sentence gives, or what it calls the rest."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from decimal import Decimal

import numpy as np

from assistant.figures import figures, number_words
from assistant.reckoning.bind import Bound
from assistant.reckoning.field import COVERED_ACROSS, LIKE, SAID, Field, together
from assistant.reckoning.said import Part, is_change
from assistant.reckoning.taken import (
    CLAUSE_END,
    asks_of_rest,
    has_opposite,
    is_no_exact_part,
    is_told,
    kind_of,
    names_more,
)
from assistant.reckoning.wholes import (
    OF_WHOLE,
    is_announced_part,
    is_before_whole,
    pairs,
    says_names,
)
from assistant.reckoning.wording import opposites, words_of
from assistant.tables.arithmetic import Quantity

COVERED = 0.5  # share of a question's words that whole and part must answer to
OWN = 0.3  # likewise the figures' own stretches of a sentence with "the rest"
NEXT = 0.2  # what "10 of the 63" speaks for a pair
APART = 0.2  # by so much another figure's own stretch must say more of the question than a part's
LEADS = 0.05  # by so much what is left must answer better than any part that is told

_SEAM = re.compile(r"[,，、;；]|\band\b|[和及与]", re.IGNORECASE)
_NEXT_WORD = re.compile(r"[A-Za-z]+|[\u3400-\u9fff]")
_OF_SHARE = re.compile(
    r"百分之|比例|占比|几成|\b(?:per ?cent(?:age)?|share|proportion|pourcentage|porcentaje|part)\b",
    re.IGNORECASE,
)
HUNDRED = Quantity(Decimal(100), "%")


def left_of(field: Field) -> Bound | None:
    """The whole and the part that a question asks the opposite of, or None.

    "How many are not connected?" of "63 schools, of which 10 are connected", "how many men?" of
    "90 people, of whom 50 were women".

    Args:
        field: the figures, held against the question.

    Returns:
        the whole, then its part; None too where a sentence tells what is left.
    """
    floor = field.floor(COVERED, COVERED_ACROSS)
    best: tuple[float, tuple[int, int]] | None = None
    for whole, part in pairs(field):
        one, other = field.parts[whole], field.parts[part]
        if not (field.asked.accepts(one.quantity, one.thing) and _is_reached(field, one, other)):
            continue
        if field.counts_another(whole) or not _is_opposite(field.asked.text, other, one):
            continue
        if not says_names(field, [whole, part]) or _is_asked_of_part(field, whole, part):
            continue
        if is_no_exact_part(field, other, one) or asks_of_rest(field, other):
            continue
        covered = field.covered([whole, part], leaving=_polar(field))
        reach = covered + field.own_share([whole, part]) + together(one, other)
        reach += is_told(field, one) + NEXT * is_before_whole(other, one)
        if covered >= floor and (best is None or reach > best[0]):
            best = reach, (whole, part)
    if best is None or _leaves_out_more(field, best[1]) or _is_told_apart(field, best[1]):
        return None
    pair = tuple(field.parts[n] for n in best[1])
    for found, _ in _accounts(field):  # "nine moved, two retired, the rest is undecided"
        if set(best[1]) <= set(found) and (all_of := _whole_first(field, found, best[0])):
            pair = all_of.parts
    return Bound((), pair, min(1.0, best[0]))


def _is_told_apart(field: Field, pair: tuple[int, int]) -> bool:
    """Whether a third figure of the sentence is of those asked for: "19 met, 9 not measured"."""
    part = pair[1]
    lacking = words_of("lacking")
    return any(
        lacking.search(other.own) is not None
        and field.own_share([number]) >= field.own_share([part]) + APART
        for number, other in enumerate(field.parts)
        if number not in pair and other.sentence == field.parts[part].sentence
    )


def _leaves_out_more(field: Field, pair: tuple[int, int]) -> bool:
    """Whether a question leaves out several things, of which the part is but one: "the four"."""
    many, part = field.asked.told, field.parts[pair[1]]
    if many < 2 or not words_of("several left out").search(field.asked.text):
        return False
    told = (*figures(part.sentence), *number_words(part.sentence))
    return all(one.value != many for one in told)


def _is_asked_of_part(field: Field, whole: int, part: int) -> bool:
    """Whether what a question asks the remainder of is said of the part, and not of the whole.

    "How much of the donation is outstanding?" is not answered by the cost of a road of which the
    donation pays 30.
    """
    match = words_of("left of").search(field.asked.text)
    if match is None:
        return False
    start, end = match.span(match.lastgroup or 0)
    words = [
        n
        for n, word in enumerate(field.asked.words)
        if word.noun and start <= word.start and word.end <= end
    ]
    own, of_part = field.own[words, whole], field.own[words, part]
    return bool(words and (own < LIKE).all() and (of_part >= SAID).any())


def opposite_share(field: Field) -> Bound | None:
    """The whole, 100%, and the share of those that a question asks the opposite of, or None.

    "What share are men?" of "44% of the members are women".

    Args:
        field: the figures, held against the question.
    """
    if _OF_SHARE.search(field.asked.text) is None:
        return None
    best: tuple[float, int] | None = None
    for number, part in enumerate(field.parts):
        if part.quantity.unit != "%" or part.cell is not None or not field.timely(number):
            continue
        if is_change(part):
            continue
        covered = field.covered([number], leaving=_polar(field))
        known = covered >= field.floor(COVERED, COVERED_ACROSS)
        if not has_opposite(field.asked.text, part) or not known:
            continue
        if best is None or covered > best[0]:
            best = covered, number
    if best is None:
        return None
    share = field.parts[best[1]]
    return Bound((), (replace(share, quantity=HUNDRED), share), best[0])


def _polar(field: Field) -> list[int]:
    """The words of the question that say what the part is not, which no sentence need say."""
    forms = [words_of("lacking"), *(form for pair in opposites() for form in pair)]
    words = enumerate(field.asked.words)
    return [n for n, word in words if any(form.search(word.text) for form in forms)]


def _is_reached(field: Field, whole: Part, part: Part) -> bool:
    """Whether a sentence tells that the part belongs to the whole, or is as far as it has come."""
    if is_before_whole(part, whole) or is_told(field, whole):
        return True
    if whole.start < part.start:
        if is_announced_part(part):
            return True
        between = part.sentence[: max(0, part.sentence.find(part.text))]
        if OF_WHOLE.search(part.own) or words_of("within").search(between):
            return True
    same = part.quantity.unit == whole.quantity.unit and part.thing == whole.thing
    known = bool(part.quantity.unit or part.thing)
    done, goal = words_of("done").search(part.own), words_of("goal").search(whole.own)
    if not done and words_of("goal").search(part.own):
        return False  # "40 budgeted for boats, 12 for nets": two wholes
    one = part.sentence == whole.sentence
    return same and known and bool(done or goal if one else done and goal)


def _is_opposite(text: str, part: Part, whole: Part) -> bool:
    """Whether a question asks for those that the part is not."""
    lacking = words_of("lacking")
    if any(lacking.search(own) for own in (part.beside, part.own)):
        return has_opposite(text, part)
    return lacking.search(text) is not None or has_opposite(text, part)


def rest_of(field: Field) -> Bound | None:
    """The whole and the parts told beside "the rest", where the rest is asked for, or None.

    Args:
        field: the figures, held against the question.

    Returns:
        the whole, then its parts. A whole of which shares are told is 100%.
    """
    best: tuple[float, Bound] | None = None
    for found, tail in _accounts(field):
        covered = field.covered(found)
        if covered < field.floor(COVERED, COVERED_ACROSS):
            continue
        unsaid = not field.across and _told_share(field, found, tail) < field.floor(OWN)
        if unsaid or all(field.counts_another(n) for n in found):
            continue
        bound = _whole_first(field, found, covered)
        if (
            bound is None
            or not _goes_to_the_rest(field, found, bound)
            or not _is_asked(field, bound.parts, tail)
        ):
            continue
        if best is None or covered > best[0]:
            best = covered, bound
    return best[1] if best else None


def _goes_to_the_rest(field: Field, found: Sequence[int], bound: Bound) -> bool:
    """Whether the last figure before "the rest" is one of those taken from the whole.

    "13,900 were treated; 89% of these recovered and the others did not" leaves a share of these.
    """
    places = [part.start for part in bound.parts]
    counts = [field.parts[n] for n in found if field.parts[n].kind != "time"]
    return not counts or counts[-1].start in places or counts[-1].quantity.unit != "%"


def _told_share(field: Field, found: Sequence[int], tail: str) -> float:
    """Share of the question's words that the stretches of figures and of the rest say."""
    own = np.maximum(field.own[:, found].max(axis=1), field.meeting.met([tail])[:, 0])
    return float(field.weights @ own / (field.weights.sum() + 1e-9))


def _accounts(field: Field) -> Iterator[tuple[list[int], str]]:
    """The figures of each sentence that stand before "the rest", and what it says of that."""
    sentences: dict[tuple[int, int, str], list[int]] = {}
    for number, part in enumerate(field.parts):
        if part.cell is None and field.timely(number):
            sentences.setdefault((part.hit.passage_id, part.line, part.sentence), []).append(number)
    for (_, _, sentence), numbers in sentences.items():
        match = words_of("rest").search(sentence)
        if match is None:
            continue
        begin = field.parts[numbers[0]].start - sentence.find(field.parts[numbers[0]].text)
        before = [n for n in numbers if field.parts[n].start < begin + match.start()]
        if not before:
            continue
        stop = CLAUSE_END.split(sentence[match.end() :], maxsplit=1)[0]
        kinds = {kind_of(field.parts[n]) for n in before}
        last = begin + match.end() + len(stop)
        if any(
            kind_of(field.parts[n]) in kinds for n in numbers if _lies_in(field, n, before, last)
        ):
            continue  # what the rest comes to is told
        lead = sentence[field.parts[before[-1]].end - begin : match.start()]
        yield before, f"{_SEAM.split(lead)[-1]} {stop}"


def _lies_in(field: Field, number: int, before: Sequence[int], last: int) -> bool:
    return number not in before and field.parts[number].start < last


def _whole_first(field: Field, numbers: Sequence[int], covered: float) -> Bound | None:
    """The whole and its parts, among the figures of one sentence that are of one kind."""
    found = [field.parts[n] for n in numbers]
    for place, whole in enumerate(found):
        if whole.quantity.unit == "%":
            continue
        shares = tuple(p for p in found[place + 1 :] if p.quantity.unit == "%")
        if whole.quantity.unit and shares:
            taken = tuple(replace(p, quantity=_share_of(whole, p)) for p in shares)
            return Bound((), (whole, *taken), covered)
        if any(_is_alike(p, whole) for p in found[:place]):
            return None  # "38 of class A, 29 of class B, 18 of class C": none is the whole
        alike = [p for p in found[place + 1 :] if p.quantity.unit == whole.quantity.unit]
        parts = [p for p in alike if p.thing in (whole.thing, "") or whole.thing == ""]
        if parts and _are_like(whole, parts[0]):
            return None  # "31 say this, 22 say that": the whole is elsewhere
        if parts and sum(p.quantity.value for p in parts) < whole.quantity.value:
            return Bound((), (whole, *parts), covered)
    shares = tuple(p for p in found if p.quantity.unit == "%")
    if shares and sum(p.quantity.value for p in shares) < HUNDRED.value:
        return Bound((), (replace(shares[0], quantity=HUNDRED), *shares), covered)
    return None


def _is_alike(one: Part, other: Part) -> bool:
    return (one.quantity.unit, one.thing) == (other.quantity.unit, other.thing)


def _are_like(one: Part, other: Part) -> bool:
    """Whether a sentence goes on with the same word behind two figures and what they count."""
    following = []
    for part in (one, other):
        rest = part.sentence[part.sentence.find(part.text) + len(part.text) :].lstrip()
        behind = rest[1:] if len(part.thing) == 1 else rest.removeprefix(part.thing).lstrip()
        match = _NEXT_WORD.match(behind)
        following.append(match.group() if match else "")
    return following[0] == following[1] != ""


def _share_of(whole: Part, share: Part) -> Quantity:
    return Quantity(whole.quantity.value * share.quantity.value / 100, whole.quantity.unit)


def _is_asked(field: Field, found: Sequence[Part], tail: str) -> bool:
    """Whether the question asks for the rest and for none of the parts that are told."""
    if not field.asked.accepts(found[0].quantity, found[0].thing):
        return False
    if names_more(field, tail):
        return False
    said = tail.strip(" 为是")
    if len(said) > 1 and said in field.asked.text:
        return True
    rest = words_of("rest")
    cut = [rest.split(part.beside, maxsplit=1)[0] for part in found]
    met = field.meeting.met([tail, *cut])
    words = field.weights * (met[:, 1] < SAID)  # what tells the parts of the whole from it
    shares = words @ met / (words.sum() + 1e-9)
    told = float(shares[2:].max()) if len(found) > 1 else 0.0
    return float(shares[0]) > told + LEADS
