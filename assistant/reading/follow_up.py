"""Where the answer to a follow-up stands: in the passage that the last answer was from."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from assistant.question import Question, subject
from assistant.reading.extract import Span, beside
from assistant.reading.framing import whole
from assistant.reading.match import Matcher
from assistant.reading.quoting import is_row, letter_pairs
from assistant.refusals.detail import lacking
from assistant.refusals.numerals import numbers_of
from index.hits import Hit

BESIDE = 1.5  # what standing in that passage adds to a span's score; twice that beside the answer
TOLD_FROM = 0.6  # share of the last answer's numbers, else letters, that its passage must say
REPEATED = 0.5  # share of a span's letters that make it a repetition
CLEAR = 3.0  # by so much a sentence of that passage must answer better than others
NEAR_TOLD = 0.9  # passages that answer so well to the last question, as a share of the best


def told_passages(question: Question, hits: Sequence[Hit], matcher: Matcher) -> frozenset[int]:
    """The passages that say what the last answer said and answer best to the last question."""
    new = numbers_of(question.told) - numbers_of(question.previous)
    held = []
    for hit in hits if question.told else ():
        text = hit.passage.text
        said = len(new & numbers_of(text)) / len(new) if new else _share(question.told, text)
        if said >= TOLD_FROM:
            held.append(hit)
    if not held:
        return frozenset()
    asked = matcher.for_words(subject(question.previous))
    shares = asked.covered(asked.met([whole(hit) for hit in held]))
    near = shares >= NEAR_TOLD * float(shares.max())
    return frozenset(hit.passage_id for hit, best in zip(held, near, strict=True) if best)


def with_told(hits: Sequence[Hit], first: int, passages: frozenset[int]) -> list[Hit]:
    """The first hits, and any other that the last answer of the conversation was from.

    That is about what was asked, and so as good as the best that was found.
    """
    told = [hit for hit in hits[first:] if hit.passage_id in passages]
    return [*hits[:first], *(replace(hit, score=hits[0].score) for hit in told)]


def beside_told(question: Question, ranked: Sequence[Span], passages: frozenset[int]) -> list[Span]:
    """The spans, those of the passages first that the last answer of the conversation was from.

    What a follow-up asks mostly stands beside it, in the same sentence or list.
    """
    new = numbers_of(question.told) - numbers_of(question.previous)
    raised = []
    for span in ranked:
        if span.hit.passage_id in passages:
            told = [span.text, *beside(span)[0][:1]]
            near = bool(new) and any(new <= numbers_of(text) for text in told)
            near = near and not lacking(question, span.text)
            span = replace(span, score=span.score + BESIDE * (1 + near))
        raised.append(span)
    return sorted(raised, key=lambda span: -span.score)


def clearly_beside(ranked: Sequence[Span], passages: frozenset[int]) -> bool:
    """Whether a sentence of the last answer's passage answers better by far than any other passage.

    Args:
        ranked: the spans, best first; at least one.
        passages: those that the last answer was from.
    """
    best = ranked[0]
    others = [span.score for span in ranked if span.hit.passage_id not in passages]
    told = best.hit.passage_id in passages and not is_row(best)
    return told and all(best.score - score >= CLEAR for score in others)


def news_first(question: Question, ranked: Sequence[Span]) -> list[Span]:
    """The spans, those last that only say again what the conversation has said."""
    if not question.history:
        return list(ranked)
    told = {id(span) for span in ranked if _share(span.text, question.text) >= REPEATED}
    return sorted(ranked, key=lambda span: id(span) in told)


def _share(text: str, known: str) -> float:
    """Share of the pairs of letters of a text that another has."""
    pairs, said = letter_pairs(text), set(letter_pairs(known))
    return sum(pair in said for pair in pairs) / (len(pairs) or 1)
