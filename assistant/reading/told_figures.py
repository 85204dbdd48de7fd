"""Figures of a sentence by how they are told: as the most, the least, or before what they count."""

from __future__ import annotations

import re

from assistant.figures import figures, number_words
from assistant.question import Question
from assistant.refusals.counted_nouns import called, counted_noun
from assistant.word_lists import any_of, word_lists

Place = tuple[int, int]

STEM = 5  # letters that a counted noun and that of a text share: "expert", "experts"
# Bounds as they are asked for, and as they are told before or behind a figure.
_WORDS = word_lists(__package__, "telling")
_BOUNDS = [
    tuple(any_of(_WORDS[f"{bound}_{place}"]) for place in ("asked", "before", "behind"))
    for bound in ("most", "least")
]
_BEFORE = 24  # characters before a figure in which its bound is told


def bound(question: Question, asked: str, text: str) -> Place | None:
    """The one figure of a text that is told as the bound that a question asks for, or None."""
    if not question.wants & {"amount", "money", "count", "share", "date"}:
        return None
    for words, before, behind in _BOUNDS:
        if not words.search(asked):
            continue
        found = [
            (figure.start, figure.end)
            for figure in figures(text)
            if before.search(text[max(0, figure.start - _BEFORE) : figure.start])
            or behind.search(text[figure.end :])
        ]
        if len(found) == 1:
            return found[0]
    return None


def counted(question: Question, text: str) -> Place | None:
    """The one number of a text that stands before the noun that a question counts, or None.

    "How many experts came, and how many pieces did they save?" of "six experts saved 1,150 pieces".
    """
    noun = counted_noun(question)
    if len(noun) < (3 if noun.isascii() else 2):
        return None
    places = (_before(one, text) for one in called(question, noun))
    return next(filter(None, places), None)


def _before(noun: str, text: str) -> Place | None:
    """The one number of a text that stands before a noun."""
    stem = noun.lower()[:STEM] if noun.isascii() else noun
    behind = re.compile(
        rf"(\s?[\u3400-\u9fff]?)\s?(?:[\w-]+ ){{0,2}}{re.escape(stem)}"
        if noun.isascii()
        else rf"(\s?[\u3400-\u9fff]?)[\u3400-\u9fff]{{0,2}}?{re.escape(stem)}",
        re.IGNORECASE,
    )
    found = [
        (number.start, number.end + match.end(1))
        for number in (*figures(text), *number_words(text))
        if (match := behind.match(text[number.end :]))
    ]
    if re.search(rf"{re.escape(stem)}[共为达有数量是:：]{{0,2}}\d", text):
        return None  # 收到投诉86起，其中12起投诉属实: the noun is counted twice
    return found[0] if len(found) == 1 else None
