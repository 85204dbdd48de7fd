"""Documents that give different figures for one thing: all of them are told, with their places."""

from __future__ import annotations

import re
from collections.abc import Sequence

from assistant.draft import Draft, Sentence
from assistant.question import Question
from assistant.reckoning.results import quotes
from assistant.reckoning.said import Part
from assistant.wording import wording

DIFFERING = "worked: differ"

_ASKS_FIGURE = re.compile(
    r"\bhow (?:many|much|long|big|large|high|far|wide|tall|old|often)\b"
    r"|\bwhat (?:is|was|were|are) the (?:\w+ ){0,2}(?:number|area|size|length|height"
    r"|cost|price|total)"
    r"|多少|几[项个名家份次种所人期位届场座册处门本支台篇条件套卷]|多[大长高久重宽]|面积|到底",
    re.IGNORECASE,
)
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
