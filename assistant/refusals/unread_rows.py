"""Whether a row whose cells answer would be trusted if it were read as a sentence."""

from __future__ import annotations

from collections.abc import Sequence

from assistant.draft import Draft
from assistant.figures import figures
from assistant.question import Question
from assistant.reading.extract import Span
from assistant.reading.match import Matcher
from assistant.refusals.confidence import confidence

# Trust below which a row answers nothing, and below which nothing else does: of 124 right answers
# from rows of tables or cells of words over our questions none is below both, of 41 to questions
# without an answer 10 are.
LEAST, LEAST_ELSEWHERE = 0.2, 0.25
LEAST_FIRST = 0.1  # the same of a row that is what was found best
# Trust below which figures of a row that is not wholly named answer nothing, whatever else does.
NEVER, NAMED = 0.06, 0.95
REACHED = 0.5  # share of a question from which on a row is about it, though no money is told


def hardly_answers(
    question: Question,
    answer: Draft,
    ranked: Sequence[Span],
    texts: Sequence[str],
    matcher: Matcher,
) -> bool:
    """Whether a row hardly answers as it reads, nor does what was found best.

    What its figures count is said by its headers, which are looked at elsewhere.

    Args:
        question: as understood.
        answer: from rows, of which those that its first line stands on are read.
        ranked: what was found, the best first.
        texts: all passages found, with what stands over them.
        matcher: the question, ready to be matched.
    """
    rows = {support.hit.passage_id for support in answer.sentences[0].supports}
    own = next((span for span in ranked if span.hit.passage_id in rows), None)
    measured = "amount" in question.wants and "money" not in question.wants  # so much fish
    if own is None or (measured and own.feature("reached") >= REACHED):
        return False
    first = [own, *(span for span in ranked if span is not own)]
    read = confidence(question, first, texts, matcher, spans=first, counted=False)
    if read >= (LEAST_FIRST if own is ranked[0] else LEAST):
        return False
    if read < NEVER and answer.confidence < NAMED and not _same_figures(own, ranked[0]):
        return True
    return confidence(question, ranked, texts, matcher, spans=ranked) < LEAST_ELSEWHERE


def _same_figures(row: Span, best: Span) -> bool:
    """Whether what was found best tells the figures of a row, as the same row elsewhere does."""
    told = {figure.value for figure in figures(best.text)}
    own = {figure.value for figure in figures(row.text)}
    return bool(own) and own <= told
