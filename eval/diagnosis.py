"""Says at which stage the right answer to a question was lost.

The stages are the program's own: reading the file, searching, choosing what to answer with, wording
it. The cause of a miss is the first stage that failed for any piece of the evidence.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any, Literal

from eval.datasets import Evidence, Prediction, Question
from eval.scoring import (
    QUOTED_SHARE,
    SHORTEST_BLOCK,
    Verdict,
    is_supported,
    names_document,
    plain,
)

Cause = Literal[
    "not parsed",
    "not retrieved",
    "wrongly refused",
    "retrieved but not used",
    "used but wrong",
    "should have refused",
]

CAUSES: dict[Cause, str] = {
    "not parsed": "the evidence stands in no ingested passage",
    "not retrieved": "it stands in a passage, but not in one of the search's first hits",
    "wrongly refused": "the search brought the evidence, but the answer said that there is none",
    "retrieved but not used": "the search brought it, but the answer cites something else",
    "used but wrong": "the answer cites the evidence and still does not state the gold",
    "should have refused": "the documents do not say, but an answer was given",
}


@dataclass(frozen=True, slots=True)
class EvidenceTrace:
    """How far a piece of evidence came.

    Attributes:
        document: leading characters of the document's name.
        quote: the piece itself.
        parsed: whether it stands in the passages of that document.
        rank: position from 1 of the hit that completes it, or None.
        cited: whether it stands in a citation of the answer.
    """

    document: str
    quote: str
    parsed: bool
    rank: int | None
    cited: bool

    @property
    def stage(self) -> str:
        """The last stage that it reached, for a reader."""
        if self.cited:
            return "cited"
        if self.rank is not None:
            return f"found at rank {self.rank}"
        return "not retrieved" if self.parsed else "not parsed"


@dataclass(frozen=True, slots=True)
class Miss:
    """A question answered wrongly, and where it went wrong."""

    question: Question
    prediction: Prediction
    verdict: Verdict
    cause: Cause
    evidence: tuple[EvidenceTrace, ...]

    def to_json(self) -> dict[str, Any]:
        """Id, cause and the evidence's traces as plain data."""
        return {
            "id": self.question.id,
            "cause": self.cause,
            "evidence": [asdict(trace) for trace in self.evidence],
        }


def diagnose(
    question: Question,
    prediction: Prediction,
    verdict: Verdict,
    passages: Mapping[str, Sequence[str]],
    hits: Sequence[tuple[str, str]],
    k: int = 10,
) -> Miss:
    """Find where a wrong answer was lost.

    Args:
        question: with its gold.
        prediction: the wrong answer.
        verdict: on that answer.
        passages: document name to the texts of its passages, in reading order, each with its
            heading path or table headers before it.
        hits: document name and text of what the search finds for the question, best first; as
            many as are worth knowing the rank of.
        k: how many of them count as retrieved.
    """
    traces = tuple(trace_evidence(piece, prediction, passages, hits) for piece in question.evidence)
    return Miss(question, prediction, verdict, _cause(question, prediction, traces, k), traces)


def trace_evidence(
    piece: Evidence,
    prediction: Prediction,
    passages: Mapping[str, Sequence[str]],
    hits: Sequence[tuple[str, str]],
) -> EvidenceTrace:
    """Follow one piece of evidence through the stages; arguments as for :func:`diagnose`."""
    documents = [texts for name, texts in passages.items() if names_document(name, piece.document)]
    return EvidenceTrace(
        document=piece.document,
        quote=piece.quote,
        parsed=any(_covers("\n".join(texts), piece.quote) for texts in documents),
        rank=_rank(piece, hits),
        cited=is_supported(piece, prediction.citations or []),
    )


def _cause(
    question: Question, prediction: Prediction, traces: Sequence[EvidenceTrace], k: int
) -> Cause:
    if not question.answerable:
        return "should have refused"
    if not all(trace.parsed or trace.rank or trace.cited for trace in traces):
        return "not parsed"
    if not all(trace.cited or (trace.rank is not None and trace.rank <= k) for trace in traces):
        return "not retrieved"
    if prediction.refused:
        return "wrongly refused"
    return "used but wrong" if all(t.cited for t in traces) else "retrieved but not used"


def _covers(text: str, quote: str) -> bool:
    """Whether at least four fifths of a quote's letters lie in four-letter runs of a text.

    A looser and much faster test than :func:`eval.scoring.quoted_share`, since a whole document
    may be searched: the runs may stand in any order, as in passages found one by one.
    """
    text, quote = plain(text), plain(quote)
    if quote in text:
        return True
    covered = set[int]()
    for start in range(len(quote) - SHORTEST_BLOCK + 1):
        if quote[start : start + SHORTEST_BLOCK] in text:
            covered.update(range(start, start + SHORTEST_BLOCK))
    return len(covered) >= QUOTED_SHARE * len(quote)


def _rank(piece: Evidence, hits: Sequence[tuple[str, str]]) -> int | None:
    """Position of the hit with which the hits so far hold a piece, which may span two passages."""
    so_far = ""
    for rank, (document, text) in enumerate(hits, start=1):
        if not names_document(document, piece.document):
            continue
        so_far += text + "\n"
        if _covers(so_far, piece.quote):
            return rank
    return None
