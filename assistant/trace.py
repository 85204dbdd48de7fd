"""The diagnosis of an answer: what was understood, found, weighed and checked on the way to it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Any

from assistant.draft import Draft
from assistant.found import Found
from assistant.question import Question
from assistant.reading.extract import FEATURES, Span, ranker
from assistant.stages import Stages
from assistant.tables.rows import Row

if TYPE_CHECKING:
    from assistant.verification.worded import Verdict

HITS = 10
REASONS = 4
_TEXT = 200  # characters of a passage that are shown


def trace(
    found: Found,
    draft: Draft,
    threshold: float,
    verdicts: Sequence[Verdict],
    stages: Stages,
) -> dict[str, Any]:
    """Everything about an answer as plain data.

    Args:
        found: the question with its passages.
        draft: the answer that is given.
        threshold: confidence below which it would have been refused.
        verdicts: on the sentences of a language model, where one was asked.
        stages: with their times.
    """
    question = found.question
    return {
        "asked": question.typed or question.asked,
        "searched": question.text,
        "language": question.language,
        "kind": question.kind,
        "wants": sorted(question.wants),
        "years": list(question.years),
        "codes": list(question.codes),
        "history": question.history,
        "parts": [part.question.text for part in found.parts] if len(found.parts) > 1 else [],
        "expansions": list(map(str, found.expansions)),
        "method": draft.method,
        "status": draft.status,
        "confidence": round(draft.confidence, 4),
        "threshold": threshold,
        "why": _why(question, draft, threshold),
        "candidates": [_candidate(c, draft, question) for c in draft.candidates],
        "sentences": [_verdict(verdict) for verdict in verdicts],
        "hits": [
            {
                "document": hit.document.name,
                "section": list(hit.passage.section),
                "text": hit.passage.text[:_TEXT],
                "score": round(hit.score, 4),
                **{name: round(score, 4) for name, score in hit.scores.items()},
            }
            for hit in found.hits[:HITS]
        ],
        "milliseconds": stages.milliseconds(),
    }


def _candidate(candidate: Span | Row, draft: Draft, question: Question) -> dict[str, Any]:
    """A sentence or table row that might have answered, with what spoke for and against it."""
    passage = candidate.hit.passage
    is_span = isinstance(candidate, Span)
    text = candidate.text if isinstance(candidate, Span) else passage.text
    text = " ".join(text.split())
    quotes = [
        " ".join(support.quote.split())
        for sentence in draft.sentences
        for support in sentence.supports
        if support.hit.passage_id == candidate.hit.passage_id
    ]
    from_rows = not {"text", "refusal"} & set(draft.method.split("+"))
    return {
        "kind": "sentence" if is_span else "row",
        "document": candidate.hit.document.name,
        "text": text[:_TEXT],
        "score": round(candidate.score, 3),
        "chosen": any(quote in text for quote in quotes) and is_span != from_rows,
        "reasons": (
            _weighed(candidate) if isinstance(candidate, Span) else _fit(candidate, question)
        ),
    }


def _why(question: Question, draft: Draft, threshold: float) -> str:
    """In one line, what decided for the answer that is given."""
    rows = [c for c in draft.candidates if isinstance(c, Row)]
    spans = [c for c in draft.candidates if isinstance(c, Span)]
    if draft.method == "refusal" and draft.confidence < threshold:
        return "the best sentence is too uncertain"
    if draft.status == "not_found":
        return "nothing found holds what is asked for"
    if "text" not in draft.method and rows:
        wants = ", ".join(sorted(question.wants))
        return (
            f"the question asks for figures ({wants}), and a table row fits by {rows[0].score:.2f}"
        )
    if len(spans) < 2:
        return "there is no other candidate"
    lead = spans[0].features * ranker() - spans[1].features * ranker()
    told = ", ".join(f"{name} {part:+.2f}" for name, part in _largest(lead) if part > 0)
    ahead = spans[0].score - spans[1].score
    return f"the first sentence is ahead of the second by {ahead:.2f}: {told}"


def _largest(parts: Iterable[float]) -> list[tuple[str, float]]:
    """The features with the largest parts, either way."""
    told = [(name, round(float(part), 3)) for name, part in zip(FEATURES, parts, strict=True)]
    return sorted(told, key=lambda pair: -abs(pair[1]))[:REASONS]


def _weighed(span: Span) -> dict[str, float]:
    """The features that moved a sentence most: value times learned weight."""
    return {name: part for name, part in _largest(span.features * ranker()) if part}


def _fit(row: Row, question: Question) -> dict[str, float]:
    """What a row's score is made of, and whether it has the code and the year asked for."""
    found = {"named": round(row.named, 3), "covered": round(row.covered, 3)}
    if question.codes:
        found["code"] = float(bool(set(row.codes) & set(question.codes)))
    if question.years and row.years:
        found["year"] = float(bool(row.years & set(question.years)))
    return found


def _verdict(verdict: Verdict) -> dict[str, Any]:
    return {
        "text": verdict.text,
        "verdict": "supported" if verdict.supported else "unsupported",
        "cites": list(dict.fromkeys(hit.document.name for hit in verdict.cited)),
        "problems": list(map(str, verdict.problems)),
    }
