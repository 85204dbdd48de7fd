"""Whether a sentence strays from what is asked about, to where the kind of detail asked for stands.

"When will Zambia's paper be ready?" is not answered by the date of another event, if the sentence
on Zambia's paper gives no date.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache

import numpy as np
from numpy.typing import NDArray

from assistant.question import Question
from assistant.reading.explaining import explaining
from assistant.reading.extract import FEATURES, Span, ranker
from assistant.reading.holding import read_out
from assistant.reading.match import Matcher
from assistant.reading.quoting import is_row
from assistant.refusals import detail
from assistant.refusals.asked_details import asked_for

# Features of ranking that say what kind of answer a span holds, not what it is about.
_OF_KIND = frozenset(
    "date figure list listed defines detail counted read read_across opens tabled".split()
)
# Up to where the features say nothing: among 640 best sentences that hold what is asked for, right
# and wrong ones are alike below.
NEARLY = 1.0  # on the scale of ranking
REACH = 0.1  # of the question
CLAUSE = 0.2  # of the question
_SEAM = re.compile(r"[，；;。：（）()\n]|,(?!\d)|:(?!\d)|[.!?]\s")


def straying(
    question: Question, best: Span, spans: Sequence[Span], near: Sequence[str], matcher: Matcher
) -> dict[str, float]:
    """How far the best span is from what is asked about.

    Args:
        question: as understood.
        best: the span that is to answer.
        spans: all that were ranked.
        near: the best span and what belongs to it.
        matcher: the question, ready to be matched.

    Returns:
        ``astray``: how much better another span fits the subject that lacks the detail asked for;
        ``outreached``: how much more of the question another reaches; ``apart``: how little of the
        question is said around the detail; ``unexplained``: 1 where a reason is asked for and no
        words give one. All are 0 up to some measure.
    """
    subject = [_subject_score(span) for span in spans]
    lead = spans[int(np.argmax(subject))]
    lacks = detail.held(question, own_words(lead)) == -1.0
    gap = max(subject) - _subject_score(best)
    reach = max(span.feature("reached") for span in spans) - best.feature("reached")
    explained = question.kind != "reason" or any(explaining(question, text) for text in near)
    return {
        "astray": max(0.0, gap - NEARLY) if lacks else 0.0,
        "outreached": max(0.0, reach - REACH),
        "apart": max(0.0, CLAUSE - _around_detail(question, own_words(best), matcher)),
        "unexplained": float(not explained),
    }


def own_words(span: Span) -> str:
    """The words of a span; of a table row with the headings of its cells."""
    return read_out(span.hit) if is_row(span) else span.text


def _subject_score(span: Span) -> float:
    return float(span.features @ _subject_weights())


@cache
def _subject_weights() -> NDArray[np.float64]:
    kept = [name not in _OF_KIND for name in FEATURES]
    return np.where(kept, ranker(), 0.0)


def _around_detail(question: Question, text: str, matcher: Matcher) -> float:
    """What of the question the clauses that hold what is asked for say, with those beside them.

    1 where no kind of detail is asked for, or no clause holds one.
    """
    tests = asked_for(question).values()
    if not tests:
        return 1.0
    asked = detail.said(question)
    clauses = [clause for clause in _SEAM.split(text) if clause.strip()]
    holding = [n for n, clause in enumerate(clauses) if any(test(clause, asked) for test in tests)]
    if not holding:
        return 1.0
    met = matcher.met(clauses)
    around = [met[:, max(0, n - 1) : n + 2].max(axis=1, keepdims=True) for n in holding]
    return max(float(matcher.covered(said)[0]) for said in around)
