"""Whether a text holds the kind of detail that is asked for, and not only what the question says.

A passage on the very subject does not answer "who?" without a person, nor "which three?" with two.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

from assistant.letters import plain
from assistant.question import Question
from assistant.refusals.asked_details import FIGURES, NAMES, asked_for
from assistant.refusals.enumerated import items_short


def lacking(question: Question, text: str) -> list[str]:
    """The kinds of detail that a question asks for and a text does not hold anew."""
    asked = said(question)
    return [kind for kind, test in asked_for(question).items() if not test(text, asked)]


@lru_cache(maxsize=64)
def said(question: Question) -> str:
    """The letters of a question, and of its places and names in all the forms that are known."""
    named = (c for c in question.constraints if c.kind in ("place", "name"))
    return " ".join([plain(question.text), *(form for c in named for form in sorted(c.forms))])


def held(question: Question, text: str, countless: bool = False) -> float:
    """Which of the kinds of detail asked for a text holds anew: 1 all, -1 none, 0 none asked.

    Args:
        question: as understood.
        text: the span.
        countless: its numbers are known to count something else.
    """
    wanted = asked_for(question)
    lost = _lost(question, text, countless)
    return 1.0 - 2.0 * len(lost) / len(wanted) if wanted else 0.0


def none_of(kinds: frozenset[str], question: Question, text: str, countless: bool = False) -> float:
    """1 where details of some kinds are asked for and a text holds none of them, else 0."""
    wanted = asked_for(question).keys() & kinds
    return float(bool(wanted) and wanted <= _lost(question, text, countless))


def _lost(question: Question, text: str, countless: bool) -> set[str]:
    lost = set(lacking(question, text))
    return lost | {"count"} if countless and "count" in asked_for(question) else lost


def untold(question: Question, text: str, beside: Sequence[str], countless: bool = False) -> bool:
    """Whether a span and what belongs to it hold nothing that a question asks for.

    That is none of the details that it asks for, or fewer things side by side than it says.

    Args:
        question: as understood.
        text: the span.
        beside: the sentences that belong to it.
        countless: its numbers are known to count something else.
    """
    if all(items_short(question, around) for around in (text, *beside)):
        return True
    wanted = asked_for(question).keys() & (FIGURES | NAMES)
    return bool(wanted) and all(
        wanted <= _lost(question, around, countless) for around in (text, *beside)
    )
