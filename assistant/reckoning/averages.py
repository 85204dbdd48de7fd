"""What comes to each: an amount or a number over how many there are."""

from __future__ import annotations

import re
from collections.abc import Sequence

import numpy as np

from assistant.reading.match import script
from assistant.reckoning.bind import Bound
from assistant.reckoning.conflicts import asks_figure
from assistant.reckoning.field import COVERED_ACROSS, LIKE, UNSAID, Field, together
from assistant.reckoning.said import Part
from assistant.reckoning.wholes import goes_on, is_announced_part
from assistant.reckoning.wording import things, words_of

OF_WHOLE = 0.5  # what speaks against a number that is told as part of another: "21, among them 6"
CLEARLY = 0.2  # by so much a word must be liker to what stands beside a figure than to all others
_ASKING = re.compile("[多几]")
_HOW_MANY = re.compile(r"(?:多少|几)[\u3400-\u9fff]|\bhow many ", re.IGNORECASE)
_WANTED = re.compile(
    r"(?:多少|几)[名位个项家份场次座册门件本台辆篇条所]?"
    r"|\b(?:how (?:many|much)|average number of) ",
    re.IGNORECASE,
)
_HOW_MUCH = re.compile(r"\bhow much\b|多少(?:钱|[美欧日加]?元|资金|经费)", re.IGNORECASE)
_IS = re.compile(r"[是为有达约大概的]{0,3}")
_ANYONE = frozenset(("人", "person", "head", "people", "capita", "participant", "individual"))
_NOUN = 16  # characters behind a figure that name what it counts
_NEAR = 4  # characters behind 每 that say what is counted
COVERED = 0.5  # share of a question's words that both figures must answer to
WANTED = 0.4  # what speaks for a figure of the very thing that is counted
_AVERAGE = re.compile(
    r"平均|[人户校国班]均|\baverag\w*|\bmean\b|\bper\b(?! cent)|\beach\b|每", re.IGNORECASE
)
_MEAN = re.compile(
    r"平均|[人户校国班]均|\b(?:average|avg|mean|moyenne|promedio|media)\b", re.IGNORECASE
)
_PERSON = "名位人"


def for_each(field: Field) -> Bound | None:
    """The figure to be divided and the number of those that it is divided among, or None.

    Args:
        field: the figures, held against the question.

    Returns:
        both in this order; None too where a sentence gives the average itself.
    """
    match = words_of("each asked").search(field.asked.text)
    if match is None or not (asks_figure(field.asked.text) or _MEAN.search(field.asked.text)):
        return None
    kind = _kind(match)
    stems, each = _stems(match), _words_of_each(field, match)
    each = each or _subject_of(field, match)
    subject = [n for n in range(len(field.asked.words)) if n not in each]
    counted_so, wanted = _behind(field), _wanted(field, each)
    best: tuple[float, tuple[int, int]] | None = None
    for number, counted in enumerate(field.parts):
        if counted.quantity.unit or not field.timely(number):
            continue
        if counted.kind == field.asked.kind != "" and counted.kind != kind:
            continue  # these are shared out, not shared out among
        of_kind = kind == counted.kind != "" and (field.across or _is_anyone(stems))
        said = _said_of(field, each, number) or float(of_kind)
        if not said and not _is_one_of(counted, stems):
            continue
        said -= OF_WHOLE * is_announced_part(counted)
        for other, divided in enumerate(field.parts):
            if other == number or not _may_be_divided(field, divided, counted):
                continue
            if field.is_of_another_kind(other) or _is_one_of(divided, stems):
                continue
            if not _is_divided(field, wanted, other):
                continue
            covered = field.covered([number, other])
            reach = covered + together(counted, divided) + said
            reach += float(field.beside[subject, other].max(initial=0.0))
            reach += field.own_share([other])
            reach += 0.5 * (field.read != "" and divided.sentence in field.read)
            reach += WANTED * (divided.thing == field.asked.counted != "")
            reach += WANTED * (counted_so[other] + _share_of_years(field, counted))
            if covered >= field.floor(COVERED, COVERED_ACROSS) and (
                best is None or reach > best[0]
            ):
                best = reach, (other, number)
    if best is None or _is_given(field, best[1]):
        return None
    divided_by = best[1][0], _all_of(field, best[1][1], each)
    return Bound((), tuple(field.parts[n] for n in divided_by), field.covered(divided_by))


def _all_of(field: Field, number: int, each: Sequence[int]) -> int:
    """The whole of "21 trainings: 6 courses on site and 15 online" in the place of its first part.

    Not where the question says more of the part than what there is one of (``each``).
    """
    part = field.parts[number]
    line = [n for n, other in enumerate(field.parts) if other.sentence == part.sentence]
    counts = [n for n in line if not field.parts[n].quantity.unit and field.parts[n].cell is None]
    for place in (n for n in counts if field.parts[n].start < part.start):
        behind = [n for n in counts if field.parts[n].start > field.parts[place].start]
        added = sum(field.parts[n].quantity.value for n in behind)
        if added != field.parts[place].quantity.value:
            continue
        own, whole = field.own[:, number] >= UNSAID, field.own[:, place] >= UNSAID
        words = [field.asked.words[n] for n in np.flatnonzero(own & ~whole)]
        ones = tuple(field.asked.words[n].text.lower() for n in each)
        of_part = [word for word in words if not word.text.lower().startswith(ones)]
        return number if of_part else place
    return number


def _share_of_years(field: Field, part: Part) -> float:
    """Share of the years of a question that a figure is of: 2018 to 2021, not 2012 to 2021."""
    asked = set(field.asked.question.years)
    return len(asked & set(part.years)) / len(asked) if asked else 0.0


def _behind(field: Field) -> list[float]:
    """How well what stands right behind each figure says the noun that is counted: 多少名教师."""
    match = _HOW_MANY.search(field.asked.text)
    nouns = [n for n, w in enumerate(field.asked.words) if match and w.start == match.end()]
    texts = [part.sentence.partition(part.text)[2][:_NOUN] for part in field.parts]
    if not nouns or not texts:
        return [0.0] * len(texts)
    return [float(met) for met in field.meeting.met(texts)[nouns[0]]]


def _wanted(field: Field, each: Sequence[int]) -> list[int]:
    """The words of a question that name what is divided: "how many films", 奖金多少."""
    text, words = field.asked.text, field.asked.words
    for match in _WANTED.finditer(text):
        start = match.end()
        if words_of("of money").match(text, start):
            return []
        found = [n for n, w in enumerate(words) if start <= w.start <= start + 1 and n not in each]
        if not found and not text[match.start()].isascii():
            before = [n for n, w in enumerate(words) if w.end <= match.start() and w.noun]
            found = [n for n in before[-1:] if _IS.fullmatch(text[words[n].end : match.start()])]
            found = [n for n in found if n not in each]
        if found:
            return found
    return []


def _is_divided(field: Field, wanted: Sequence[int], number: int) -> bool:
    """Whether a figure may be of the thing that a question divides, as far as both say one."""
    if not wanted or script(field.parts[number].sentence) != script(field.asked.text):
        return True
    if field.parts[number].kind == field.asked.kind != "":
        return True
    words = list(wanted)
    met = np.maximum(field.own[words, number], field.beside[words, number])
    return bool((met >= LIKE).all())


def _is_anyone(stems: Sequence[str]) -> bool:
    """Whether what there is one of is a person of whatever kind."""
    return not stems or any(stem in _ANYONE for stem in stems)


def _is_given(field: Field, numbers: Sequence[int]) -> bool:
    """Whether a sentence that gives an average answers as well as two figures."""
    averages = (n for n, part in enumerate(field.parts) if _AVERAGE.search(part.own))
    said = max((field.covered([n]) for n in averages), default=0.0)
    return said >= field.covered(numbers)


def _stems(match: re.Match[str]) -> list[str]:
    """What each of the figures is for: the measure word, or the beginnings of the noun."""
    name = next(filter(None, match.groups()), "").lower()
    if name and not name.isascii():
        return ["人" if name in _PERSON else name]
    return [re.sub(r"(?:ies|y|es|s)$", "", word) for word in name.split()[:2]]


def _kind(match: re.Match[str]) -> str:
    """The kind of thing that each of the figures is for: people, countries; or empty."""
    name = next(filter(None, match.groups()), "").strip()
    behind = [f" {word}" for word in (name, name.partition(" ")[0]) if word]
    found = (kind for kind, said, _ in things() if any(said.search(text) for text in behind))
    return next(found, "")


def _words_of_each(field: Field, match: re.Match[str]) -> list[int]:
    """The words of a question that say what each of the figures is for, in any language."""
    words = [n for n, w in enumerate(field.asked.words) if w.start >= match.start()]
    behind = [
        n
        for n in words
        if field.asked.words[n].start < match.end() + _NEAR
        and not _ASKING.search(field.asked.text, match.end(), field.asked.words[n].start)
    ]
    while behind and behind[-1] + 1 in words and field.asked.words[behind[-1] + 1].joined:
        following = behind[-1] + 1
        if _ASKING.search(field.asked.text, match.end(), field.asked.words[following].start):
            break  # 每家企业招聘多少毕业生
        behind.append(following)
    return behind


def _subject_of(field: Field, match: re.Match[str]) -> list[int]:
    """The noun before "平均一份": what there is one of."""
    before = [n for n, w in enumerate(field.asked.words) if w.end <= match.end() and w.noun]
    return before[-1:]


def _said_of(field: Field, words: Sequence[int], number: int) -> float:
    """How well what is right beside a figure says some word, as no other of its line does; or 0."""
    part = field.parts[number]
    line = [n for n, other in enumerate(field.parts) if _are_of_one_line(part, other)]
    met = field.beside[np.ix_(list(words), line)]
    own = field.beside[list(words), number]
    said = (own >= UNSAID) & (own == met.max(axis=1, initial=0.0))
    if said.any() or not (field.across and field.read != ""):
        return float(own[said].max(initial=0.0))
    # In another language what is likest: the other figures of the sentence are not even like it.
    others = field.beside[np.ix_(list(words), [n for n in line if n != number])]
    likest = (own >= LIKE) & (own > others.max(axis=1, initial=0.0) + CLEARLY)
    return float(own[likest].max(initial=0.0))


def _are_of_one_line(one: Part, other: Part) -> bool:
    return one.hit.passage_id == other.hit.passage_id and one.line == other.line


def _are_told_together(one: Part, other: Part) -> bool:
    """Whether two figures stand in one sentence, or in two of which the second goes on."""
    if not _are_of_one_line(one, other):
        return False
    return goes_on(*sorted((one, other), key=lambda part: part.start))


def _is_one_of(part: Part, stems: list[str]) -> bool:
    return any(part.thing.startswith(stem) for stem in stems if stem) if part.thing else False


def _may_be_divided(field: Field, divided: Part, counted: Part) -> bool:
    if (
        not _are_told_together(divided, counted)
        or divided.cell is not None
        or divided.quantity.unit == "%"
    ):
        return False
    kind = field.asked.kind
    if not kind and divided.kind and _HOW_MUCH.search(field.asked.text):
        return False  # "how much for each stove" asks for no people
    if (kind and divided.kind != kind) or (divided.kind == "time" != kind):
        return False
    if not divided.quantity.unit and not divided.thing:  # "405,000 stoves (330,000 in 2024)"
        return False
    if divided.thing == counted.thing and not divided.quantity.unit:
        return False
    return field.asked.accepts(divided.quantity, divided.thing)
