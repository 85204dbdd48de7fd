"""Parts and wholes: what share of a whole a part is, and what is left of a whole without a part."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import permutations

import numpy as np

from assistant.reckoning.field import COVERED_ACROSS, LIKE, SAID, UNSAID, Field, together
from assistant.reckoning.said import Part, is_each
from assistant.reckoning.wording import opposites, words_of

COVERED = 0.6  # share of a question's words that part and whole must answer to
STEM = 5  # letters that two forms of a noun share
NEAR = 40  # characters between a part and the whole that is named behind it
OWN = 0.3  # likewise by their own stretches of the sentence
GENDERS = 2  # pairs of opposites that people are told apart by, the first of their list
LIKELIER = 0.08  # by so much a percentage that is said must answer better to be left alone

# A part announces that it is one: "of whom 23", 其中.
OF_WHOLE = re.compile(
    r"\bof (?:whom|which|these|those|them)\b|\bincluding\b|\binclud(?:es|ed)\b|其中|包括|当中",
    re.IGNORECASE,
)
# Right behind a part: "23 of whom", "52 of these judgments"; 其中 there is of the next figure.
_OF_THEM = re.compile(
    r"[^,;.()]{0,24}?\b(?:of (?:whom|which|these|those|them)\b(?: (?P<noun>[a-z'’-]+s)\b)?)",
    re.IGNORECASE,
)
_CLAUSE = re.compile(r",(?!\d)|[，；;。]")
# Counts of several things one by one are no parts of each other: "27, 41 and 36 respectively".
_ONE_BY_ONE = re.compile(r"分别|依次|\brespectively\b", re.IGNORECASE)
# Behind a figure that counts what was named before: "180 were admitted", "156 of them".
_BEFORE_WHOLE = re.compile(
    r"^\s*(?:\w+ ){0,2}?(?:out )?of (?:the |its |all |our |their |a total of )?$", re.IGNORECASE
)
_ELIDED = re.compile(
    r"\s*(?:[,.;)，。；]|$|\b(?:of (?:them|these|those|whom|which)|was|were|are|is|had|have|has|did"
    r"|could|in|at|from|by|on|\w+ed)\b)",
    re.IGNORECASE,
)
# A part in brackets right behind its whole: "16 wards (12 in the valley)"; not an earlier value.
_BRACKETED = re.compile(r"\d[^\d()（）]{0,24}[(（][^\d()（）]{0,12}$")
_DATED = re.compile(
    r"[^)）]{0,8}(?:(?:19|20)\d\d|上年|去年|earlier|before|previous)", re.IGNORECASE
)
_BEHIND = re.compile(r"[多余]?[\u3400-\u9fff](?P<noun>[\w-]*[\u3400-\u9fff]{2}\w*)")
# 会员里外地会员占几成: of what kind the part is.
_OF_KIND = re.compile(r"[里内中](?P<kind>[^，,。？?里内中]{1,12}?)占")
_WITHIN = re.compile(r"\d[^\d，,；;。]{0,16}[中里](?:的|有|已有?)?(?:近|约|大约|超过)?$")
# "Of the 38 slipways inspected, 29 passed", 38座船台中，29座合格.
_OF_ALL = re.compile(
    r"^\W*(?:out )?of (?:the |its |our |their |all |these )*\d[^,;]*(?:,\d{3}[^,;]*)*, "
    r"(?:only |just |about )?$"
    r"|^[^，,；;]*\d[^，,；;\d]{1,16}[中里][，,](?:有|只有|仅|共有?)?$",
    re.IGNORECASE,
)
_SCORES = frozenset(("分", "score", "scores"))  # "4.7 out of 5" is no share
_SENTENCE_PART = re.compile(r"[;；]")


@dataclass(frozen=True, slots=True)
class Piece:
    """A part of a whole.

    Attributes:
        whole: its figure; None where the other parts are added up instead.
        part: the figure of the part.
        others: the other parts, where they are known.
        covered: share of the question's words that they answer to, 0 to 1.
    """

    whole: Part | None
    part: Part
    others: tuple[Part, ...]
    covered: float


def share_of(field: Field) -> Piece | None:
    """The part and the whole that a question asks the share of, where no sentence gives it.

    Args:
        field: the figures, held against the question.
    """
    best: tuple[float, Piece] | None = None
    for whole, part in pairs(field):
        pair = [whole, part]
        own = field.own_share(pair)
        covered = field.covered(pair)
        announced = is_announced_part(field.parts[part])
        first, second = sorted((field.parts[n] for n in pair), key=lambda told: told.start)
        in_order = first is field.parts[whole]
        of_one_noun = field.read != "" and in_order and count_one_noun(first, second)
        of_one_noun = of_one_noun and _are_of_one_year(first, second)
        if not goes_on(first, second) and not of_one_noun:
            continue
        if any(map(field.is_of_another_kind, pair)):
            continue
        if not says_names(field, pair) or not _says_kind(field, part, whole):
            continue
        if not _says_pole(field.asked.text, field.parts[part], field.parts[whole]):
            continue
        if covered < field.floor(COVERED, COVERED_ACROSS) or not field.says_rarest(pair):
            continue
        # Across languages the announcement has to do for words that are not known.
        told = any(one.whole for one in field.asked.numbers)
        known = announced and (field.across or field.read != "" or told)
        known = known or (of_one_noun and _is_other(field, part, whole))
        # "six of the 28 cases": both are in one stretch, and all of it is about the six.
        joined = is_before_whole(field.parts[part], field.parts[whole])
        if not known and (own < OWN or not (joined or _tells(field, part, whole))):
            continue
        if not is_announced_of(field.parts[whole], field.parts[part]) and not _tells(
            field, whole, part
        ):
            continue
        reach = own + covered + together(field.parts[whole], field.parts[part])
        if best is None or reach > best[0]:
            best = reach, Piece(field.parts[whole], field.parts[part], (), own)
    if best is None or _said(field) > best[1].covered + LIKELIER:
        return None
    return best[1]


def pairs(field: Field) -> Iterator[tuple[int, int]]:
    """Wholes with what may be parts of them: of one passage, of one kind, the whole larger."""
    places: dict[tuple[int, int], list[int]] = {}
    for number, told in enumerate(field.parts):
        counts = told.quantity.unit != "%" and told.kind != "time" and told.thing not in _SCORES
        if told.cell is None and counts and field.timely(number):
            places.setdefault((told.hit.passage_id, told.line), []).append(number)
    for numbers in places.values():
        for whole, part in permutations(numbers, 2):
            one, other = field.parts[whole], field.parts[part]
            if not _is_its_whole(field, one, other):
                continue
            if not one.quantity.value > other.quantity.value > 0 or not _is_part(one, other):
                continue
            if field.is_whole_told(one):
                yield whole, part


def _is_its_whole(field: Field, whole: Part, part: Part) -> bool:
    """Whether a figure may be that of which a sentence announces a part: the nearest there is.

    "Each meal cost 46 cents, of which parents paid 8" is about the 46, whatever was told before;
    "52 of these judgments" is of judgments.
    """
    if is_each(part) or (is_each(whole) and whole.sentence != part.sentence):
        return False
    before, _, behind = part.sentence.partition(part.text)
    match = _OF_THEM.match(behind)
    if match and match["noun"]:
        stem, near = match["noun"].lower()[:STEM], _before(field, part)
        told = whole.thing != "" or any(other.thing[:STEM] == stem for other in near)
        return whole.thing[:STEM] == stem or not told
    if _BRACKETED.search(before):
        return not any(whole.end <= other.start for other in _before(field, part))
    found = list(OF_WHOLE.finditer(before))
    if not found or whole.sentence == part.sentence:
        return True
    begin = part.start - len(before) + found[-1].start()
    return not any(
        other.sentence == part.sentence and other.end <= begin for other in _before(field, part)
    )


def _before(field: Field, part: Part) -> list[Part]:
    """The numbers and amounts that a line gives before a figure."""
    return [
        other
        for other in field.parts
        if other.hit is part.hit and other.line == part.line and other.end <= part.start
        if other.cell is None and other.quantity.unit != "%" and other.kind != "time"
    ]


def _is_part(whole: Part, part: Part) -> bool:
    """Whether two figures count the same: by their unit, their measure, or an announcement."""
    if whole.quantity.unit != part.quantity.unit or part.cell is not None:
        return False
    if whole.kind and part.kind and whole.kind != part.kind:
        return False
    if whole.start > part.start and whole.sentence != part.sentence:
        return False
    first, second = sorted((whole, part), key=lambda told: told.start)
    if _is_of_same_whole(first, second):
        return False
    if whole.sentence == part.sentence and _ONE_BY_ONE.search(part.sentence):
        return False
    if whole.quantity.unit or whole.thing == part.thing != "" or whole.kind == part.kind != "":
        return True
    if is_announced_part(part) and part.start > whole.start:
        return True
    if is_before_whole(part, whole):
        return True
    behind = part.sentence[part.sentence.find(part.text) + len(part.text) :]
    return not re.search(r"[\u3400-\u9fff]", part.text + behind[:2]) and bool(
        _ELIDED.match(behind) or part.text[-1:] == ","
    )


def _is_of_same_whole(one: Part, other: Part) -> bool:
    """Whether two parts follow one announcement: "of whom 15 came by train and 50 by bus"."""
    same = one.sentence == other.sentence
    return same and OF_WHOLE.search(one.beside.partition(one.text)[0]) is not None


def goes_on(one: Part, later: Part) -> bool:
    """Whether a figure stands in the sentence of one before, or in one that goes on about it."""
    if one.sentence == later.sentence:
        return True
    if not _are_of_one_year(one, later):
        return False
    # "48 weekends, 420 visitors, 60 of them children": the last of a figure before.
    lead = later.lead + _CLAUSE.split(later.sentence[len(later.lead) :])[0]
    return words_of("going on").search(lead) is not None


def _are_of_one_year(one: Part, other: Part) -> bool:
    """Whether two figures may be of one year, as far as their sentences say."""
    return not (one.years and other.years) or bool(set(one.years) & set(other.years))


def _says_kind(field: Field, part: int, whole: int) -> bool:
    """Whether a part is of the kind that a Chinese question asks the share of: 会员里外地会员占."""
    match = None if field.across else _OF_KIND.search(field.asked.text)
    if match is None:
        return True
    start, end = match.span("kind")
    within = [n for n, word in enumerate(field.asked.words) if word.noun and word.end <= start]
    if (
        within
        and (field.own[within, whole] < LIKE).all()
        and (field.own[within, part] >= SAID).any()
    ):
        return False  # 净利润里望北占多少: the profit is the whole
    inside = [n for n, w in enumerate(field.asked.words) if start <= w.start and w.end <= end]
    if not inside:  # no word that is known
        return match["kind"].strip("的有") in field.parts[part].sentence
    words = [n for n in inside if field.own[n, whole] < LIKE]
    nouns = [n for n in words if field.asked.words[n].noun] or words
    return not nouns or bool((field.own[nouns, part] >= LIKE).any())


def says_names(field: Field, numbers: Sequence[int]) -> bool:
    """Whether some figures have around them the names that a question has, as far as known."""
    named = [
        n
        for n, word in enumerate(field.asked.words)
        if len(word.forms) > 1 or (not field.across and word.noun and word.text[:1].isupper())
    ]
    met = field.context[np.ix_(named, list(numbers))].max(axis=1)
    return bool((met >= UNSAID).all())


def says_places(field: Field, parts: Sequence[Part]) -> bool:
    """Whether the sentences of some figures, or what is before them, say the places asked about."""
    asked = field.asked
    around = "\n".join(text for part in parts for text in (part.sentence, part.before))
    places = [c for c in asked.question.constraints if c.kind == "place" and c.text in asked.text]
    return all(place.met(around) for place in places)


def count_one_noun(one: Part, other: Part) -> bool:
    """Whether two figures count things of one name: 500多个利益攸关方, 200个利益攸关方参与."""
    behind = [_BEHIND.match(part.sentence.partition(part.text)[2]) for part in (one, other)]
    nouns = [match["noun"] for match in behind if match]
    if len(nouns) < len(behind):
        return one.thing == other.thing != "" and one.thing.isascii()
    pairs_of = ({text[n : n + 2] for n in range(len(text) - 1)} for text in nouns)
    return bool(set.intersection(*pairs_of))


def is_announced_part(part: Part) -> bool:
    """Whether a sentence says before a figure, or a figure before that, that it is of a whole."""
    before, _, behind = part.sentence.partition(part.text)
    if _BRACKETED.search(before) and not _DATED.match(behind):
        return True
    if _WITHIN.search(before):
        return True
    clause = _SENTENCE_PART.split(before)[-1]
    if _OF_ALL.search(clause) or OF_WHOLE.search(clause):
        return True
    own, _, follows = part.own.partition(part.text)
    return OF_WHOLE.search(own) is not None or _OF_THEM.match(follows) is not None


def is_told_as_part(field: Field, number: int) -> bool:
    """Whether a figure is told as a part of another, of which the question says just as much."""
    part = field.parts[number]
    whole = [
        n
        for n, one in enumerate(field.parts)
        if one.sentence == part.sentence and one.start < part.start
        if one.quantity.unit == part.quantity.unit and one.quantity.whole > part.quantity.whole
    ]
    told = max((field.said_share(n) for n in whole), default=0.0)
    return bool(whole) and is_announced_part(part) and told >= field.said_share(number)


def is_before_whole(part: Part, whole: Part) -> bool:
    """Whether a sentence names the part before its whole: "six of the 28 cases"."""
    if part.sentence != whole.sentence or not 0 < whole.start - part.end < NEAR:
        return False
    at = part.sentence.find(part.text)
    between = part.sentence[at + len(part.text) : part.sentence.find(whole.text, at)]
    return _BEFORE_WHOLE.search(between) is not None


def _says_pole(text: str, part: Part, whole: Part) -> bool:
    """Whether a part or its whole is of women where a question asks for women, not for men too."""
    for pair in opposites():
        asked = [form for form in pair if form.search(text)]
        if len(asked) == 1 and not any(asked[0].search(one.own) for one in (part, whole)):
            return False
        if (
            not asked and pair in opposites()[:GENDERS]
        ):  # "19 of them women" of whoever is asked for
            told = [form for form in pair if form.search(part.own) and not form.search(whole.own)]
            if len(told) == 1:
                return False
    return True


def _tells(field: Field, part: int, whole: int) -> bool:
    """Whether the stretch of a part says a word of the question that that of the whole does not.

    Where the question gives the number of the whole, one of the words behind it: "of the 38,000
    learners at the academy" is about the whole.
    """
    behind = max((one.end for one in field.asked.numbers if one.whole), default=0)
    words = [n for n, word in enumerate(field.asked.words) if word.start >= behind]
    own, other = field.own[words, part], field.own[words, whole]
    return bool(((own >= SAID) & (other < own - 0.2)).any())


def _is_other(field: Field, part: int, whole: int) -> bool:
    """Whether a part of the very things that the whole counts is rather those asked about.

    A word of the question is likelier of it, or the question itself says how many the whole is.
    """
    more = field.own[:, part] - field.own[:, whole]
    numbers = [one for one in field.asked.numbers if one.is_met(field.parts[whole].quantity.whole)]
    return bool(numbers) or bool((more >= LIKE).any())


def _said(field: Field) -> float:
    """How well the best percentage that a sentence gives answers to the question."""
    shares = [
        n for n, part in enumerate(field.parts) if part.quantity.unit == "%" and field.timely(n)
    ]
    return max((field.own_share([n]) for n in shares), default=0.0)


def is_announced_of(whole: Part, part: Part) -> bool:
    """Whether a sentence says that a part is of a whole, before it or behind."""
    if is_before_whole(part, whole):
        return True
    same = whole.thing == part.thing or bool(whole.quantity.unit)
    return is_announced_part(part) or (same and whole.thing != "")
