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

from assistant.question import Question, asks, bare, question_language
from assistant.reading.explaining import explaining, gives_no_reason
from assistant.reading.extract import Span
from assistant.reading.framing import far
from assistant.reading.headings import asked_over
from assistant.reading.match import Matcher
from assistant.reading.quoting import is_row
from assistant.refusals import counting
from assistant.refusals.asked_details import asked_for
from assistant.refusals.detail import lacking
from assistant.refusals.features import FEATURES, Floats, features
from assistant.refusals.nearby import belonging, continued
from assistant.refusals.relations import asked_relations
from assistant.refusals.relations import untold as unrelated
from assistant.refusals.straying import own_words
from assistant.refusals.untold import untold
from index.glossary.languages import KNOWN

# Confidence below which the documents are taken not to answer, where a home has no threshold of
# its own. By weights learned without them, 0.64 of our questions without an answer that reach this
# point are below it, and 0.06 of the right best sentences (``eval.train_confidence``).
REFUSAL_THRESHOLD = 0.4
# However well the subject fits, a question is not answered by numbers that count something else
# (1 of 47 such best sentences over the sample and development questions was right), nor by a
# sentence that has no name, day or sum where one is asked for.
UNTOLD = 0.1
# Nor is a question answered by a sentence near which next to nothing of it is said: of 94 right
# answers from text none had more than 0.85 of the question unmet. Or of the contrary of it.
UNSAID, OTHER = 0.9, 0.1
# What stands below a heading that asks for the very reason or purpose answers it, as does what
# opens with the thing to be defined and says what it is.
TELLING = 0.5
OF_MEETINGS = frozenset({"date", "place"})  # what is asked of the 13th of them
_WORDS = re.compile(r"[\u4e00-\u9fff]{4}|(?:[a-z]+ ){3}", re.IGNORECASE)
_CLAUSES = re.compile(r"[;；，：–—]|[,:] ")
_OPENS_ASKING = re.compile(r"\W*(?:and |but )?(?:how|what|which|who\w*|when|where|why)\b", re.I)


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
    telling = _tells(question, ranked[0], matcher) or _is_of_rank(question, ranked[0])
    if not told["untold"] and telling:
        likely = max(likely, TELLING)
    if not counted:
        return likely
    reasonless = not telling and _gives_no_reason(question, ranked[0], matcher)
    if told["counted"] < counting.UNCOUNTED or untold(question, ranked[0], matcher) or reasonless:
        return min(likely, UNTOLD)
    return likely


def _gives_no_reason(question: Question, best: Span, matcher: Matcher) -> bool:
    """Whether why is asked and neither a span nor what it leans on or leads to could be a reason.

    "The second ferry was not built. The pier had been damaged by waves."
    """
    if question.kind != "reason" or question_language(best.text) not in KNOWN:
        return False  # of other languages few words are known
    if is_row(best) and any(_WORDS.search(cell.text) for cell in best.hit.passage.cells[1:]):
        return False  # a remark beside what it is of: 闲置 | 教学计划未衔接
    belong = belonging(question, best, matcher)
    return gives_no_reason(question, [own_words(best), *belong, *continued(best)])


def _tells(question: Question, span: Span, matcher: Matcher) -> bool:
    """Whether where a span stands, or how it begins, says that it is the explanation asked for."""
    if question.kind == "definition":
        return explaining(question, span.text)
    return asked_over(question, [span.hit], matcher)[0]


def _is_of_rank(question: Question, span: Span) -> bool:
    """Whether a sentence itself names the 13th meeting that is asked about, and tells all asked."""
    ranks = [c for c in question.constraints if c.kind == "ordinal"]
    asked = asked_for(question).keys()
    if not ranks or not asked or asked - OF_MEETINGS or asked_relations(question.text):
        return False
    return all(c.met(span.text) for c in ranks) and not lacking(question, span.text)


def _asking(text: str) -> str:
    """The clauses of a question that ask, without those that only say what it is about."""
    asking = [clause for clause in _CLAUSES.split(bare(text)) if asks(clause)]
    opening = [clause for clause in asking if _OPENS_ASKING.match(clause)]
    return ", ".join(opening or asking)  # "the lab under which it was drafted, how much is it?"


@cache
def weights() -> Floats:
    """The learned weights, one for each of ``FEATURES``; a feature that is new has none."""
    text = files(__package__).joinpath("confidence.json").read_text(encoding="utf-8")
    learned = json.loads(text)
    return np.array([learned.get(name, 0.0) for name in FEATURES])
