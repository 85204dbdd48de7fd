"""The diagnosis of an answer: what was understood, found, weighed and checked on the way to it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from assistant.draft import Draft
from assistant.extract import FEATURES, Span, ranker
from assistant.stages import Stages
from assistant.tables import Row

if TYPE_CHECKING:
    from assistant.chain import Found
    from assistant.worded import Verdict

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
        "asked": question.asked,
        "searched": question.text,
        "language": question.language,
        "kind": question.kind,
        "wants": sorted(question.wants),
        "years": list(question.years),
        "codes": list(question.codes),
        "history": question.history,
        "parts": [part.text for part, _ in found.parts] if len(found.parts) > 1 else [],
        "expansions": list(map(str, found.expansions)),
        "method": draft.method,
        "status": draft.status,
        "confidence": round(draft.confidence, 4),
        "threshold": threshold,
        "candidates": [_candidate(c, draft) for c in draft.candidates],
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


def _candidate(candidate: Span | Row, draft: Draft) -> dict[str, Any]:
    """A sentence or table row that might have answered, with what spoke for and against it."""
    passage = candidate.hit.passage
    text = candidate.text if isinstance(candidate, Span) else passage.text
    chosen = any(
        support.hit.passage_id == candidate.hit.passage_id
        and (
            isinstance(candidate, Row) or " ".join(support.quote.split()) in " ".join(text.split())
        )
        for sentence in draft.sentences
        for support in sentence.supports
    )
    return {
        "kind": "sentence" if isinstance(candidate, Span) else "row",
        "document": candidate.hit.document.name,
        "text": " ".join(text.split())[:_TEXT],
        "score": round(candidate.score, 3),
        "chosen": chosen,
        "reasons": _weighed(candidate) if isinstance(candidate, Span) else _fit(candidate),
    }


def _weighed(span: Span) -> dict[str, float]:
    """The features that moved a sentence most: value times learned weight."""
    parts = zip(FEATURES, span.features * ranker()["rank"], strict=True)
    told = sorted(((name, round(float(part), 3)) for name, part in parts), key=lambda p: -abs(p[1]))
    return {name: part for name, part in told[:REASONS] if part}


def _fit(row: Row) -> dict[str, float]:
    """What a row's score is made of."""
    return {"named": round(row.named, 3), "covered": round(row.covered, 3)}


def _verdict(verdict: Verdict) -> dict[str, Any]:
    return {
        "text": verdict.text,
        "verdict": "supported" if verdict.supported else "unsupported",
        "cites": list(dict.fromkeys(hit.document.name for hit in verdict.cited)),
        "problems": list(map(str, verdict.problems)),
    }
