"""How wrong the answers are that a program gives, by how many it dares to give.

A program that refuses below a confidence answers a share of the questions, its coverage; the share
of wrong ones among those answers is its risk. The curve of risk against coverage shows what every
threshold would give (El-Yaniv and Wiener, "On the Foundations of Noise-free Selective
Classification", Journal of Machine Learning Research 11, 2010,
https://jmlr.org/papers/v11/el-yaniv10a.html). The area under it (AURC: the mean risk over the
coverages reached; Geifman, Uziel and El-Yaniv, "Bias-Reduced Uncertainty Estimation for Deep Neural
Classifiers", ICLR 2019) is small where the right answers are the confident ones.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from assistant.chain import Assistant
from eval.datasets import Question
from eval.predict import predicted
from eval.scoring import judge
from eval.text_table import align

TEXT = "text"  # method of an answer that a threshold can refuse


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one question when everything was answered that could be.

    Attributes:
        confidence: of the answer; None where none could be given at any threshold.
        right: whether the answer is right; an unanswerable question has no right answer.
        answerable: whether the documents answer it.
        threshold: whether a threshold can refuse it; a figure from a table is not held against it.
    """

    confidence: float | None
    right: bool
    answerable: bool
    threshold: bool

    def refused(self, limit: float) -> bool:
        """Whether it is refused under a threshold."""
        return self.confidence is None or (self.threshold and self.confidence < limit)


@dataclass(frozen=True, slots=True)
class Point:
    """The most confident answers down to a confidence.

    Attributes:
        coverage: share of all questions that they are.
        risk: share of them that is wrong.
        confidence: the least among them.
    """

    coverage: float
    risk: float
    confidence: float


@dataclass(frozen=True, slots=True)
class RiskCoverage:
    """The curve over a question set.

    Attributes:
        points: by falling confidence.
        in_use: the coverage and risk of the threshold in use; None where it refuses everything.
        threshold: that threshold.
    """

    points: tuple[Point, ...]
    in_use: Point | None
    threshold: float

    @property
    def area(self) -> float | None:
        """Mean risk over the coverages reached (AURC); None without an answer."""
        risks = [point.risk for point in self.points]
        return sum(risks) / len(risks) if risks else None

    def to_json(self) -> dict[str, Any]:
        """Plain data."""
        return {
            "aurc": None if self.area is None else round(self.area, 4),
            "threshold": round(self.threshold, 4),
            "in_use": None if self.in_use is None else _plain(self.in_use),
            "points": [_plain(point) for point in self.points],
        }

    def to_text(self) -> str:
        """Area, and risk at some coverages and at the threshold in use, as a table."""
        rows = [("confidence at least", "coverage", "risk")]
        quarters = {len(self.points) * part // 4 - 1 for part in (1, 2, 3, 4)}
        rows += [_row(self.points[place], "") for place in sorted(quarters) if place >= 0]
        if self.in_use is not None:
            rows.append(_row(self.in_use, "threshold "))
        if self.area is not None:
            rows.append(("AURC", "", f"{self.area:.3f}"))
        return align(rows)


def curve(outcomes: Sequence[Outcome], threshold: float) -> RiskCoverage:
    """The risk-coverage curve of some outcomes, and where a threshold stands on it.

    Args:
        outcomes: of all questions asked; at least one.
        threshold: the confidence below which answers from text are refused.
    """
    given = [(o.confidence, o.right) for o in outcomes if o.confidence is not None]
    points = []
    wrong = 0
    for rank, (confidence, right) in enumerate(sorted(given, key=lambda g: -g[0]), start=1):
        wrong += not right
        points.append(Point(rank / len(outcomes), wrong / rank, confidence))
    kept = [o for o in outcomes if not o.refused(threshold)]
    in_use = None
    if kept:
        risk = sum(not o.right for o in kept) / len(kept)
        in_use = Point(len(kept) / len(outcomes), risk, threshold)
    return RiskCoverage(tuple(points), in_use, threshold)


def answer_all(assistant: Assistant, questions: Sequence[Question]) -> list[Outcome]:
    """Ask questions with nothing refused for want of confidence.

    Args:
        assistant: what is asked; its own threshold is set aside.
        questions: with gold.
    """
    daring = assistant.with_threshold(0.0)
    outcomes = []
    for question in questions:
        answer = daring.ask(question.question, history=question.asked.turns())
        verdict = judge(question, predicted(question.id, answer))
        methods = set(answer.trace.get("method", TEXT).split("+"))
        outcomes.append(
            Outcome(
                confidence=answer.confidence if answer.status == "answered" else None,
                right=question.answerable and verdict.answer,
                answerable=question.answerable,
                threshold=TEXT in methods,
            )
        )
    return outcomes


def _row(point: Point, name: str) -> tuple[str, str, str]:
    return f"{name}{point.confidence:.3f}", f"{point.coverage:.3f}", f"{point.risk:.3f}"


def _plain(point: Point) -> dict[str, float]:
    return {
        "coverage": round(point.coverage, 4),
        "risk": round(point.risk, 4),
        "confidence": round(point.confidence, 4),
    }
