"""What is worked out from the sentences that answer best: from figures, or by counting names."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from assistant.draft import Draft
from assistant.question import Question, bare
from assistant.reading.extract import Span, beside, rank_spans
from assistant.reading.framing import frame, whole
from assistant.reading.match import Matcher
from assistant.reading.quoting import is_row
from assistant.reckoning.listed import listed_names
from assistant.reckoning.results import listed_draft
from assistant.reckoning.worked import OF_SHARES, asks_working, worked_within
from assistant.refusals.answer_types.places import countries_in
from assistant.refusals.asked_details import asked_for
from assistant.refusals.confidence import confidence
from index.hits import Hit
from index.static import StaticEmbedder

TEXT_HITS = 30  # passages whose sentences are ranked
NEAREST = 3  # spans that may be taken for their figures
LIKE_BEST = 1.0  # so far behind the best they may be
LISTING = 5  # spans that may list what is counted
ALL_SAID = 0.95  # share of a question that figures say, at which they are surely those asked for


def from_figures(
    question: Question,
    hits: Sequence[Hit],
    ranked: Sequence[Span],
    matcher: Matcher,
    vectors: StaticEmbedder,
    threshold: float,
) -> Draft | None:
    """What is to be worked out from the sentence that tells the figures, or None.

    The sentence gives numbers, not the share or the sum that is asked for.

    Args:
        question: as understood.
        hits: passages in search order.
        ranked: their spans, the best answer first.
        matcher: the question, ready to be matched.
        vectors: the embedding that words are compared by.
        threshold: the confidence below which nothing is answered.
    """
    if not asks_working(question):
        return None
    of_numbers = replace(question, kind="count", wants=frozenset({"count"}))
    if question.kind != "count":
        ranked = rank_spans(of_numbers, hits[:TEXT_HITS], matcher, vectors)
    told = [span for span in ranked if not is_row(span)]
    near = [span for span in told[:NEAREST] if span.score > told[0].score - LIKE_BEST]
    for span in near:
        if _of_elsewhere(question, span):
            continue
        draft = worked_within(question, span, vectors)
        if draft is not None:
            texts = [whole(hit) for hit in hits]
            counted = draft.method not in OF_SHARES
            trust = confidence(
                of_numbers, [span, *told], texts, matcher, spans=ranked, counted=counted
            )
            if draft.method in OF_SHARES and draft.confidence >= ALL_SAID:
                trust = max(trust, draft.confidence)
            return replace(draft, confidence=trust) if trust >= threshold else None
    return None


def _of_elsewhere(question: Question, span: Span) -> bool:
    """Whether nothing near a sentence says the country that a question names: a part of its sum."""
    own = bare(question.text)
    asked = [c for c in question.constraints if c.kind == "place" and c.text in own]
    around = "\n".join([span.text, *beside(span)[0][:1], frame(span.hit)])
    countries = [c for c in asked if countries_in(c.text)]
    return bool(countries) and not any(c.met(around) for c in countries)


def from_names(
    question: Question,
    hits: Sequence[Hit],
    matcher: Matcher,
    vectors: StaticEmbedder,
    threshold: float,
) -> Draft | None:
    """The number of things that a sentence lists by name, where no sentence gives the number.

    Args:
        question: as understood.
        hits: passages in search order.
        matcher: the question, ready to be matched.
        vectors: the embedding that words are compared by.
        threshold: the confidence below which nothing is answered.
    """
    if "count" not in asked_for(question):
        return None
    of_names = replace(question, kind="list", wants=frozenset({"list"}))
    ranked = rank_spans(of_names, hits[:TEXT_HITS], matcher, vectors)
    texts = [whole(hit) for hit in hits]
    for span in [span for span in ranked if not is_row(span)][:LISTING]:
        names = listed_names(question, span.text, vectors)
        trust = (
            confidence(of_names, [span, *ranked], texts, matcher, spans=ranked) if names else 0.0
        )
        if names and trust >= threshold:
            return listed_draft(question, span, names, trust)
    return None
