"""Documents that give different figures for one thing: all of them are told, with their places."""

from __future__ import annotations

import re
from collections.abc import Sequence

import numpy as np

from assistant.draft import Draft, Sentence
from assistant.question import Question
from assistant.reckoning.bind import Bound
from assistant.reckoning.field import SAID, Field, Floats
from assistant.reckoning.results import quotes
from assistant.reckoning.said import Part
from assistant.reckoning.wholes import OF_WHOLE
from assistant.wording import wording

DIFFERING = "worked: differ"
FIT = 0.6  # share of a question's words that each sentence must answer to
FIT_ACROSS = 0.5  # likewise across languages
AS_WELL = 0.85  # how well the other must do against the best
LEAD = 0.8  # what a word of the sentence's lead counts against one of the figure's own stretch
WORDS = 3  # of a question, fewer of which do not tell what it is about
AROUND = 0.7  # likewise of headings and of what stands before
MOST = 3  # figures told

_ASKS_FIGURE = re.compile(
    r"\bhow (?:many|much|long|big|large|high|far|wide|tall|old|often)\b"
    r"|\bwhat (?:is|was|were|are) the (?:\w+ ){0,2}(?:number|area|size|length|height"
    r"|cost|price|total)"
    r"|多少|几[项个名家份次种所人期位届场座册处门本支台篇条件套卷]|多[大长高久重宽]|面积|到底",
    re.IGNORECASE,
)
_ASKS_AREA = re.compile(r"面积|\barea\b|\bhow (?:big|large)\b|多大(?!比例|程度)", re.IGNORECASE)
_AREA = re.compile(r"\bsq\b|\bsquare\b|\bhectares?\b|\bm2\b|m²|平方|公顷", re.IGNORECASE)
# What was hoped for, or the most that it may be, which contradicts nothing that came about.
HOPED = re.compile(
    r"\b(?:plan(?:s|ned)?|target\w*|goals?|aims?|expect\w*|forecast\w*|propos\w*|estimat\w*"
    r"|requests?|requested|pledged|should|would|will|must|at least|up to|maximum|minimum)\b"
    r"|目标|计划|预计|预期|预测|拟|力争|争取|将(?![军领])|不少于|至少|最多|不超过|申请|建议",
    re.IGNORECASE,
)


def asks_figure(text: str) -> bool:
    """Whether a question asks for a figure."""
    return _ASKS_FIGURE.search(text) is not None


def conflicting(field: Field) -> Bound | None:
    """The figures that different documents or sections give for what a question asks, or None.

    Args:
        field: the figures, held against the question.

    Returns:
        two or more figures that differ and are said as fully; None where none contradicts.
    """
    if not field.parts or len(field.asked.words) < WORDS:
        return None
    met = np.maximum.reduce([field.own, LEAD * field.said, AROUND * field.near])
    fits = field.weights @ met / (field.weights.sum() + 1e-9)
    likely = [
        n
        for n, part in enumerate(field.parts)
        if part.cell is None
        and not OF_WHOLE.search(part.own)
        and _may_be_asked(field, n)
        and _counts(field, part)
    ]
    if not likely:
        return None
    best = max(likely, key=lambda n: (float(fits[n]), field.counts([n])))
    if fits[best] < (FIT_ACROSS if field.across else FIT):
        return None
    chosen = [best]
    for n in sorted(likely, key=lambda n: -float(fits[n])):
        known = [field.parts[m] for m in chosen]
        as_well = fits[n] >= AS_WELL * fits[best] and _says_as_much(met, n, best)
        if as_well and all(_differ(field.parts[n], one) for one in known):
            chosen.append(n)
    if len(chosen) < 2:
        return None
    parts = tuple(field.parts[n] for n in chosen[:MOST])
    return Bound((), parts, float(fits[chosen].min()))


def _may_be_asked(field: Field, number: int) -> bool:
    part = field.parts[number]
    return field.asked.accepts(part.quantity) and field.timely(number)


def _counts(field: Field, part: Part) -> bool:
    """Whether a figure counts what is asked for, as far as the question says what."""
    counted = field.asked.counted
    if _ASKS_AREA.search(field.asked.text):
        return part.thing in ("平", "公", "亩") or _AREA.search(part.beside) is not None
    if not counted or field.across:
        return True
    if counted.isascii():
        return part.thing[:5] == counted[:5] or counted[:5] in part.beside.lower()
    return part.thing == counted


def _says_as_much(met: Floats, number: int, best: int) -> bool:
    """Whether a figure's sentence says every word that the best one's says."""
    said = met[:, best] >= SAID
    return bool((met[said, number] >= SAID).all())


def _differ(one: Part, other: Part) -> bool:
    """Whether two figures count the same thing, in different places, and are not equal."""
    elsewhere = one.hit.passage_id != other.hit.passage_id
    same = one.quantity.unit == other.quantity.unit and one.thing == other.thing
    known = bool(one.quantity.unit or one.thing)
    dated = [set(part.years) for part in (one, other)]
    timely = not all(dated) or bool(dated[0] & dated[1])
    timely = timely and bool(HOPED.search(one.own)) == bool(HOPED.search(other.own))
    return elsewhere and same and known and timely and one.quantity.whole != other.quantity.whole


def differing_draft(question: Question, found: Sequence[Part], confidence: float) -> Draft:
    """What different places say, each with its place.

    Args:
        question: as understood.
        found: the figures that differ.
        confidence: that they are of what is asked.
    """
    words = wording(question.language)
    told = quotes(found, question.language)
    lines = [
        Sentence(
            f"**{counted(part)}** — {_place(part, found)}{words.colon}{line.text}", line.supports
        )
        for part, line in zip(found, told, strict=False)
    ]
    short = "; ".join(map(counted, found))
    return Draft("answered", (Sentence(words.differ), *lines), short, confidence, DIFFERING)


def counted(part: Part) -> str:
    """A figure as it is written, with the Chinese measure word behind it: 182座, 三年."""
    measured = f"{part.text}{part.thing}"
    return part.text if part.thing.isascii() or measured not in part.sentence else measured


def _place(part: Part, others: Sequence[Part]) -> str:
    """Where a figure stands: its document, within one document its section."""
    document = part.hit.document
    if any(other.hit.document.id != document.id for other in others):
        return document.title or document.name
    section = part.hit.passage.section
    return section[-1] if section else document.title
