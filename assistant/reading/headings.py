"""Headings that ask: of a list of questions and answers, of a slide ("Why a pilot?"), of a chapter.

What stands right below such a heading answers it, however it is worded.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from assistant.letters import plain
from assistant.question import Question, kinds_of, subject_only
from assistant.reading.explaining import asked_about, explains
from assistant.reading.extract import spans
from assistant.reading.match import Matcher
from index.hits import Hit

_BRACKETS = re.compile(r"[()（）]")
_NUMBER = re.compile(r"^\s*[\d.]+\s+")
SAID = 0.45  # share of the words of such a heading that a question must say
_EXPLAINED = frozenset({"reason", "purpose"})


def asked_over(question: Question, hits: Sequence[Hit], matcher: Matcher) -> list[bool]:
    """Whether the heading over each passage asks for the reason or purpose that a question does.

    Args:
        question: as understood; one that asks for neither has no such headings.
        hits: passages.
        matcher: the question, ready to be matched.
    """
    if not explains(question):
        return [False] * len(hits)
    subjects = [_subject(hit) for hit in hits]
    shares = matcher.named(subjects)
    return [bool(asked) and share >= SAID for asked, share in zip(subjects, shares, strict=True)]


def opens_section(question: Question, hits: Sequence[Hit]) -> list[bool]:
    """Whether each passage is the first found below a heading that is what a question is about.

    It begins with a sentence that speaks of that: "What is Giga?" is answered by what stands first
    below "Giga", or below "Giga (school network)".

    Args:
        question: as understood; one that asks for no meaning has no such headings.
        hits: passages.
    """
    if question.kind != "definition":
        return [False] * len(hits)
    first: dict[tuple[int, tuple[str, ...]], int] = {}
    for hit in hits:
        section = hit.document.id, tuple(hit.passage.section)
        first[section] = min(hit.passage_id, first.get(section, hit.passage_id))
    return [
        hit.passage.kind == "text"
        and first[hit.document.id, tuple(hit.passage.section)] == hit.passage_id
        and any(
            name in plain(spans(hit)[0]) for name in _names(hit) & asked_about(question)
        )  # "In 2019 progress was made" is no meaning of the heading
        for hit in hits
    ]


def _names(hit: Hit) -> set[str]:
    """What the heading over a text names, with and without what it says in brackets."""
    heading = hit.passage.section[-1] if hit.passage.section else ""
    parts = [_NUMBER.sub("", part) for part in (heading, *_BRACKETS.split(heading))]
    return {plain(part) for part in parts} - {""}


def _subject(hit: Hit) -> str:
    """What the heading over a text asks the reason or purpose of; empty where it asks for none."""
    heading = hit.passage.section[-1] if hit.passage.section else ""
    asking = hit.passage.kind == "text" and _EXPLAINED & set(kinds_of(heading))
    return subject_only(heading) if asking else ""
