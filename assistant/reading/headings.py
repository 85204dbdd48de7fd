"""Headings that ask: of a list of questions and answers, of a slide ("Why a pilot?"), of a chapter.

What stands right below such a heading answers it, however it is worded.
"""

from __future__ import annotations

from collections.abc import Sequence

from assistant.question import Question, kinds_of, subject_only
from assistant.reading.explaining import explains
from assistant.reading.match import Matcher
from index.hits import Hit

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


def _subject(hit: Hit) -> str:
    """What the heading over a text asks the reason or purpose of; empty where it asks for none."""
    heading = hit.passage.section[-1] if hit.passage.section else ""
    asking = hit.passage.kind == "text" and _EXPLAINED & set(kinds_of(heading))
    return subject_only(heading) if asking else ""
