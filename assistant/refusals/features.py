"""What the confidence in a sentence is judged by, in numbers."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from assistant.question import Question
from assistant.reading.extract import Span, beside
from assistant.reading.framing import far
from assistant.reading.holding import read_out
from assistant.reading.match import Matcher
from assistant.reading.quoting import is_row
from assistant.refusals import counting, detail
from assistant.refusals.another import of_another
from assistant.refusals.asked_details import FIGURES, NAMES
from assistant.refusals.contrast import contrary
from assistant.refusals.enumerated import items_short
from assistant.refusals.nearby import belonging, near_texts
from assistant.refusals.relations import untold
from assistant.refusals.straying import straying
from assistant.refusals.subject_noun import noun_asked_for
from assistant.refusals.unmet import FAR, LACKING, unmet
from assistant.refusals.untold import series
from index.glossary.languages import KNOWN

Floats = NDArray[np.float64]

RANKED = ("covered", "reached", "searched", "foreign", "row", "year", "list", "read")
FEATURES = (
    "bias",
    *RANKED,
    "lead",  # of the best span's score over the next
    "rival",  # of the best span's score over the best of another passage
    "unmet",  # share of the question that nothing near the span answers to
    "missing",  # of that, by the one word that weighs most
    "alike",  # likeness of question and passage
    *(f"lacks_{kind}" for kind in LACKING),  # a constraint that is not met near the span
    "lacks_all",  # a constraint that no passage found meets
    "detail",  # holds the kind of detail asked for (1) or not (-1)
    "no_figure",  # no date, amount, share or number is there nor beside it, where one is asked for
    "no_name",  # likewise no person, place, organisation or name
    "items_short",  # fewer things than are asked for
    "counted",  # its figures count what is asked for
    "sure",  # the reader's chance of its best stretch
    "fitting",  # that stretch holds the kind of detail asked for (1) or not (-1)
    "contrary",  # speaks of the contrary of what is asked about (the southern lot)
    "asked_noun",  # how well something there is of the kind that "which hotel?" asks for
    "untold",  # nothing near it has a word of what is asked about the subject ("who won?")
    "fits_without",  # what of the question it answers to, where it holds no detail asked for
    "astray",  # how much better another fits the subject that has no detail asked for
    "outreached",  # how much more of the question another reaches
    "apart",  # how little of the question is said around the detail
    "unexplained",  # a reason is asked for, and none given near it
)


def features(
    question: Question,
    ranked: Sequence[Span],
    texts: Sequence[str],
    matcher: Matcher,
    spans: Sequence[Span],
) -> Floats:
    """What confidence is judged by, a number for each of ``FEATURES``."""
    best = ranked[0]
    hit = best.hit
    near = near_texts(best)
    values = {"bias": 1.0}
    values |= {name: best.feature(name) for name in RANKED}
    values |= _leads(ranked)
    values |= _words(matcher, near, hit.passage.text, question.unread)
    values |= unmet(question, best, texts)
    belong = belonging(question, best, matcher)
    values |= _details(question, best, near, belong, matcher)
    values["sure"] = best.answer.chance
    values["fitting"] = detail.held(question, best.text[best.answer.start : best.answer.end])
    around = "\n".join([best.text, *beside(best)[0][:1]])
    values["contrary"] = float(
        bool(contrary(question.text, around, far(hit)))
        or of_another(question, best, texts, matcher)
    )
    values["asked_noun"] = _asked_noun(question, [*near, hit.passage.text], matcher)
    values["untold"] = _untold(question, near, far(hit))
    values["fits_without"] = values["covered"] * (values["detail"] == -1.0)
    values |= straying(question, best, spans, [best.text, *belong], matcher)
    return np.array([values[name] for name in FEATURES])


def _leads(ranked: Sequence[Span]) -> dict[str, float]:
    best = ranked[0]
    second = ranked[1].score if len(ranked) > 1 else best.score - 2.0
    others = (span.score for span in ranked if span.hit.passage_id != best.hit.passage_id)
    rival = next(others, best.score - 2.0)
    return {"lead": min(best.score - second, 2.0), "rival": min(best.score - rival, 2.0)}


def _words(matcher: Matcher, near: Sequence[str], passage: str, unread: float) -> dict[str, float]:
    """What of the question nothing near the span answers to, and how like it the passage is.

    Words that have no translation count as unmet: nobody knows whether they are.
    """
    around = matcher.met(near).max(axis=1, keepdims=True)
    met = (1.0 - unread) * float(matcher.covered(around)[0])
    missing = float(matcher.missing(around)[0])
    return {"unmet": 1.0 - met, "missing": missing, "alike": float(matcher.alike([passage])[0])}


def _asked_noun(question: Question, near: Sequence[str], matcher: Matcher) -> float:
    """How well texts meet the noun that is asked for; 1 where there is none or it is not read."""
    noun = noun_asked_for(question.text) if question.language in KNOWN else ""
    if not noun:
        return 1.0
    asked = matcher.for_words(noun)
    return float(asked.covered(asked.met(near)).max(initial=0.0))


def _untold(question: Question, near: Sequence[str], wider: str) -> float:
    if question.language not in KNOWN or not untold(question.text, "\n".join(near)):
        return 0.0
    return 1.0 if untold(question.text, wider) else FAR


def _details(
    question: Question, best: Span, near: Sequence[str], belong: Sequence[str], matcher: Matcher
) -> dict[str, float]:
    own = read_out(best.hit) if is_row(best) else best.text
    around = "\n".join([own, *near[1:-1]])
    joined = "\n".join([own, *belong])
    counted = counting.counted(question, near[:-1], best.hit, matcher.for_words)
    countless = counted < counting.COUNTED
    return {
        "detail": detail.held(question, joined, countless),
        "no_figure": detail.none_of(FIGURES, question, around, countless),
        "no_name": detail.none_of(NAMES, question, around, countless),
        "items_short": min(
            items_short(question, text) for text in (joined, series(question, best))
        ),
        "counted": counted,
    }
