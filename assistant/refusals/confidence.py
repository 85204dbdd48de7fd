"""How likely it is that the best sentence answers the question, learned from questions with gold.

A logistic regression over a few readable features: how much of the question the sentence and what
stands around it answer to, which of the question's years, places, names and numbers it lacks,
whether it holds the kind of detail that is asked for, and how the search saw its passage.
``eval/train_confidence.py`` learns the weights.
"""

from __future__ import annotations

import json
import math
import re
from collections.abc import Sequence
from functools import cache
from importlib.resources import files

import numpy as np
from numpy.typing import NDArray

from assistant.figures import years_of
from assistant.question import Question, asks, bare
from assistant.reading.explaining import explaining
from assistant.reading.extract import Span, beside
from assistant.reading.framing import far, frame
from assistant.reading.headings import asked_over
from assistant.reading.holding import read_out
from assistant.reading.match import Matcher, script
from assistant.reading.quoting import is_row
from assistant.reading.telling import counts_off
from assistant.refusals import counting, detail
from assistant.refusals.another import LEANING, PLACES, is_elsewhere, of_another, outnamed
from assistant.refusals.asked_details import FIGURES, NAMES, asked_for
from assistant.refusals.constraints import Constraint, lies_in
from assistant.refusals.contrast import contrary
from assistant.refusals.enumerated import items_short
from assistant.refusals.relations import untold as unrelated
from assistant.refusals.straying import straying
from assistant.refusals.subject_noun import noun_asked_for
from index.glossary.languages import KNOWN

Floats = NDArray[np.float64]

# Confidence below which the documents are taken not to answer, where a home has no threshold of
# its own. By weights learned without them, 0.64 of our questions without an answer that reach this
# point are below it, and 0.06 of the right best sentences (``eval.train_confidence``).
REFUSAL_THRESHOLD = 0.4
PASSAGES = 40  # that are asked whether they meet a constraint
# However well the subject fits, a question is not answered by numbers that count something else
# (1 of 47 such best sentences over the sample and development questions was right), nor by a
# sentence that has no name, day or sum where one is asked for.
UNTOLD = 0.1
# Sentences that answer to so much of what a span answers to are about the same, unless that is
# next to nothing.
ALIKE, LITTLE = 0.5, 0.1
# Nor is a question answered by a sentence near which next to nothing of it is said: of 94 right
# answers from text none had more than 0.85 of the question unmet. Or of the contrary of it.
UNSAID, OTHER = 0.9, 0.1
# What stands below a heading that asks for the very reason or purpose answers it, as does what
# opens with the thing to be defined and says what it is.
TELLING = 0.5
FURTHER = 0.2  # a clause is about something else that answers to so much less than another
RARE = 0.02  # a name that so few of the passages say, or fewer, tells the most
RANKED = ("covered", "reached", "searched", "foreign", "row", "year", "list", "read")
FAR = 0.3  # what it counts that a name stands only elsewhere in the passage, or in the one before
LACKING = ("year", "month", "ordinal", "place", "name")
_EITHER = re.compile(
    r"\bor\b|\bwhich (?:one|of|is|has|had|was)\b|哪[个家一座]|还是|或者?|\bou\b|\bo\b|или",
    re.IGNORECASE,
)
_CLAUSES = re.compile(r"[;；，：–—]|[,:] ")
_OPENS_ASKING = re.compile(r"\W*(?:and |but )?(?:how|what|which|who\w*|when|where|why)\b", re.I)
_PARTS = re.compile(r"(?s).+?(?:[；。]\n?|\n|;\s|(?<=[a-z\d)])[.!?]\s|$)")
_ITEM = re.compile(r"(?<![。.!?:：])\n$")  # a line that is no sentence, nor announces others
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


def confidence(
    question: Question,
    ranked: Sequence[Span],
    texts: Sequence[str],
    matcher: Matcher,
    *,
    spans: Sequence[Span],
    counted: bool = True,
) -> float:
    """Likelihood, 0 to 1, that the best span answers the question.

    Args:
        question: as understood.
        ranked: the spans, best first; at least one.
        texts: all passages found, with what stands over them (``whole``).
        matcher: the question, ready to be matched.
        spans: all that were ranked, whether they may answer or not.
        counted: its figures must count what is asked for; not where that is a share of them.
    """
    found = features(question, ranked, texts, matcher, spans)
    likely = 1.0 / (1.0 + math.exp(-float(found @ weights())))
    told = dict(zip(FEATURES, found, strict=True))
    # "Who designed it?" of its warden; of a row, also what is said beside the question.
    elsewhere = told["untold"] >= 1.0 and (
        told["row"] or unrelated(_asking(question.text), far(ranked[0].hit))
    )
    unsaid = min(told["unmet"], 1.0 - told["reached"])  # the latter by two sentences before it
    if unsaid > UNSAID or told["contrary"] >= 1.0 or elsewhere:
        return min(likely, OTHER)
    if not told["untold"] and _tells(question, ranked[0], matcher):
        likely = max(likely, TELLING)
    if not counted:
        return likely
    if told["counted"] < counting.UNCOUNTED or untold(question, ranked[0], matcher):
        return min(likely, UNTOLD)
    return likely


def _tells(question: Question, span: Span, matcher: Matcher) -> bool:
    """Whether where a span stands, or how it begins, says that it is the explanation asked for."""
    if question.kind == "definition":
        return explaining(question, span.text)
    return asked_over(question, [span.hit], matcher)[0]


def untold(question: Question, span: Span, matcher: Matcher) -> bool:
    """Whether neither a span nor a sentence that belongs to it says what the question asks for."""
    own = read_out(span.hit) if is_row(span) else _bound(question, span.text, matcher)
    near, words = near_texts(span)[:-1], matcher.for_words
    countless = counting.counted(question, near, span.hit, words) < counting.UNCOUNTED
    belong = [*belonging(question, span, matcher), _series(question, span)]
    return detail.untold(question, own, belong, countless)


def _series(question: Question, span: Span) -> str:
    """What a question asks for, counted off in a sentence each (第一, 第二), a line each."""
    return "\n".join(["", *counts_off(question, span)])


def _bound(question: Question, text: str, matcher: Matcher) -> str:
    """What of a sentence or list is of what the question asks about.

    That is from the clause on that has most of its names and words, with those before that have as
    much, but of a list only the item: "Malawi's centre cost 2 million; that of Tonga was given a
    laboratory" does not say what Tonga's cost.
    """
    lines = text.splitlines(keepends=True)
    is_list = len(lines) > 2 and lines[0].rstrip().endswith((":", "："))
    parts = lines if is_list else [part for part in _PARTS.findall(text) if part.strip()]
    if len(parts) < 2:
        return text
    named = [c for c in question.constraints if c.kind in ("place", "name", "code")]
    shares = matcher.covered(matcher.met(parts))
    shares += [sum(c.met(part) for c in named) for part in parts]
    main = int(shares.argmax())
    is_item = main > 0 and (is_list or _ITEM.search(parts[main]) is not None)
    kept = [
        part
        for place, (part, share) in enumerate(zip(parts, shares, strict=True))
        if share >= shares[main] - FURTHER or (place > main and not is_item)
    ]
    return "".join(kept)


def belonging(question: Question, span: Span, matcher: Matcher) -> list[str]:
    """The sentences beside a span that speak of the same thing.

    They lean on it or it on them ("this", 该), one announces the other, or they answer to much of
    what it answers to. One that names another thing of the kind asked about, or another country,
    is of that.
    """
    before, after = (next(iter(texts), "") for texts in beside(span))
    own, *shares = matcher.covered(matcher.met([span.text, before, after]))
    names_place = bool(asked_for(question).keys() & PLACES)
    joined = (
        (span.text, before, before),  # what leans, on what, what may announce
        (after, after, span.text),
    )
    return [
        text
        for (leaning, text, opening), share in zip(joined, shares, strict=True)
        if text
        and not outnamed(question, text)
        and (names_place or not is_elsewhere(question, text))
        and (
            share >= ALIKE * own >= ALIKE * LITTLE
            or LEANING.search(leaning)
            or opening.rstrip().endswith((":", "："))
        )
    ]


@cache
def weights() -> Floats:
    """The learned weights, one for each of ``FEATURES``; a feature that is new has none."""
    text = files(__package__).joinpath("confidence.json").read_text(encoding="utf-8")
    learned = json.loads(text)
    return np.array([learned.get(name, 0.0) for name in FEATURES])


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
    values |= _constraints(question, best, texts)
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


def near_texts(span: Span) -> list[str]:
    """A span, the sentences before and after it, and what stands over its passage."""
    before, after = beside(span)
    return [span.text, *before[:1], *after[:1], frame(span.hit)]


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


def _asking(text: str) -> str:
    """The clauses of a question that ask, without those that only say what it is about."""
    asking = [clause for clause in _CLAUSES.split(bare(text)) if asks(clause)]
    opening = [clause for clause in asking if _OPENS_ASKING.match(clause)]
    return ", ".join(opening or asking)  # "the lab under which it was drafted, how much is it?"


def _untold(question: Question, near: Sequence[str], wider: str) -> float:
    if not unrelated(question.text, "\n".join(near)):
        return 0.0
    return 1.0 if unrelated(question.text, wider) else FAR


def _constraints(question: Question, best: Span, texts: Sequence[str]) -> dict[str, float]:
    """For each kind the most telling constraint that a span and what leads up to it do not meet.

    Of several years one must be met, and of several places that a question chooses between; a year
    that a code implies (GSR-20) is met where the code is. What stands further away, or only in the
    sentence after it, counts little.
    """
    bound, wider, first = question.constraints, far(best.hit), texts[:PASSAGES]
    lacking = dict.fromkeys((*(f"lacks_{kind}" for kind in LACKING), "lacks_all"), 0.0)
    if not bound:
        return lacking
    around = "\n".join([best.text, *beside(best)[0][:1], frame(best.hit)])
    dated = set() if years_of(best.text) else set(map(str, best.hit.document.years))
    timely = any(c.kind == "year" and c.met(around) for c in bound)
    coded = any(c.kind == "code" and c.met(around) for c in bound)
    chosen = _chooses(question) and any(c.kind == "place" and c.met(around) for c in bound)
    for constraint in bound:
        share = sum(map(constraint.met, first)) / max(1, len(first))
        if len(constraint.forms) == 1 and _may_differ(constraint, share, best.text):
            continue  # it may be called otherwise in the documents; its words tell
        if not share:
            lacking["lacks_all"] = 1.0
        name = f"lacks_{constraint.kind}"
        if name == "lacks_year" and (timely or (coded and constraint.text not in question.text)):
            continue
        if (
            name in lacking
            and not constraint.met(around)
            and not (name == "lacks_place" and (chosen or lies_in(constraint, around, texts)))
        ):
            rarity = math.log(max(share, RARE)) / math.log(RARE)
            weight = rarity if constraint.kind == "name" else 1.0
            if constraint.met(wider) or (name == "lacks_year" and constraint.text in dated):
                weight *= FAR
            lacking[name] = max(lacking[name], weight)
    return lacking


def _may_differ(constraint: Constraint, share: float, text: str) -> bool:
    """Whether a name of one known form may have another in a text.

    Args:
        constraint: with its one form.
        share: of the passages found that have this form.
        text: of the passage; in another script a word of a longer name ("Forum") is translated.
    """
    across = script(constraint.text) != script(text)
    spelt = across and script(constraint.text) == "han"  # no Latin text has its characters
    if constraint.kind == "place":
        return across and not share
    return constraint.kind == "name" and (
        not share or spelt or (across and not constraint.is_telling)
    )


def _chooses(question: Question) -> bool:
    """Whether a question compares or chooses, so that one sentence may speak of one side alone."""
    return "comparison" in question.wants or _EITHER.search(question.text) is not None


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
            items_short(question, text) for text in (joined, _series(question, best))
        ),
        "counted": counted,
    }
