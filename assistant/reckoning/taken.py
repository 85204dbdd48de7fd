"""What a part is of, and whether what it leaves of its whole is known and asked for."""

from __future__ import annotations

import re
from collections.abc import Sequence

from assistant.question import content_words
from assistant.reckoning.field import LIKE, SAID, Field
from assistant.reckoning.said import Part
from assistant.reckoning.wording import opposites, words_of

BOUND = 12  # characters before a figure that may say that it is the least or the most

_ALSO = re.compile(r"[、及和与]|以及|\band\b|,", re.IGNORECASE)
CLAUSE_END = re.compile(r"[;；。]|\.\s")
_OF_THESE = re.compile(r"\bof (?:whom|which|these|those|them)\b|其中", re.IGNORECASE)
_ANYONE = frozenset({"people", "persons", "人数"})


def is_no_exact_part(field: Field, part: Part, whole: Part) -> bool:
    """Whether what a part leaves of its whole is not known, or not what a question asks for.

    "At least four of them" leaves no number. Of a goal, what is still lacking is known by what has
    been done; "20 hubs, four of them in the mountains" does not tell it. Nor does "85 people, 28
    of them from islands" tell how many are still employed.
    """
    before, _, behind = part.sentence.partition(part.text)
    if words_of("bounded").search(before[-BOUND:]) or words_of("bounded behind").match(behind):
        return True
    text = field.asked.text
    if words_of("done").search(part.own) or has_opposite(text, part) or is_told(field, whole):
        return False
    if words_of("goal gap").search(text) and words_of("goal asked").search(text):
        return True
    return not words_of("lacking").search(words_of("going on still").sub(" ", text))


def asks_of_rest(field: Field, part: Part) -> bool:
    """Whether a sentence says what the rest are of several things, of which a question names one.

    "33 of 41 findings are settled, the other 8 are about contracts and loans": how many of them
    are about contracts is not told.
    """
    match = words_of("rest").search(part.sentence)
    if match is None:
        return False
    return names_more(field, CLAUSE_END.split(part.sentence[match.end() :], maxsplit=1)[0])


def names_more(field: Field, tail: str) -> bool:
    """Whether the rest is of several things, of which a question names one: "luggage and others".

    Args:
        field: the figures, held against the question.
        tail: what a sentence says of the rest.
    """
    things = [thing for thing in _ALSO.split(tail) if content_words(thing)]
    if len(things) < 2 or not field.asked.words:
        return False
    met = [bool((field.meeting.met([thing]) >= LIKE).any()) for thing in things]
    others = ["other" in thing.lower() or "其他" in thing or "其它" in thing for thing in things]
    named = any(said and not other for said, other in zip(met, others, strict=True))
    return named and not all(met)


def is_told(field: Field, whole: Part) -> bool:
    """Whether the question itself tells the whole."""
    return re.search(rf"(?<!\d){re.escape(whole.text)}(?!\d)", field.asked.text) is not None


def has_opposite(text: str, part: Part) -> bool:
    """Whether a question says one of two opposites ("men", "women") and the part the other."""
    for pair in opposites():
        asked = [form.search(text) is not None for form in pair]
        told = [form.search(part.beside) is not None for form in pair]
        if sum(asked) == sum(told) == 1 and asked != told:
            return True
    return False


def kind_of(part: Part) -> tuple[str, str]:
    """The unit of a figure and what it counts."""
    return part.quantity.unit, part.thing


def is_mere_part(field: Field, number: int, words: Sequence[int]) -> bool:
    """Whether a figure is announced as a part of another, and says nothing of some words.

    "340 came. Of these 50 were women" tells of women what it does not tell of those who came.

    Args:
        field: the figures.
        number: of the figure.
        words: of the question, but for the name of the thing that the figure is to be of.
    """
    part = field.parts[number]
    if not _OF_THESE.search(part.sentence.partition(part.text)[0]):
        return False
    telling = [n for n in words if field.asked.words[n].text.lower() not in _ANYONE]
    return not (field.own[telling, number] >= SAID).any()
