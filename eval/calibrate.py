"""Finds the confidence below which a collection's questions are better refused than answered.

How confident an answer must be depends on the documents and on how people ask, so the threshold is
found on questions with gold over the collection itself and kept in the settings of its home.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from assistant.chain import Assistant
from assistant.settings import store_setting
from eval.datasets import DatasetError, read_questions
from eval.risk_coverage import Outcome, answer_all, curve
from eval.text_table import align

MAX_FALSE_REFUSAL = 0.08
FEW = 8  # questions of a kind below which their share says little
SETTING = "refusal_threshold"


@dataclass(frozen=True, slots=True)
class Rates:
    """What a threshold gives.

    Attributes:
        threshold: the confidence.
        refusal: share of the unanswerable questions refused; None without such.
        false_refusal: share of the answerable questions refused.
        right_lost: share of the questions that would be answered rightly, refused.
    """

    threshold: float
    refusal: float | None
    false_refusal: float | None
    right_lost: float | None


@dataclass(frozen=True, slots=True)
class Calibration:
    """What ``eval calibrate`` reports.

    Attributes:
        chosen: the threshold found, and what it gives.
        before: the one that was in use, and what it gives.
        answerable, unanswerable: how many questions of each kind there were.
        limit: the share of answerable questions that may be refused.
        area: AURC, which no threshold changes.
        stored: the settings file that holds the threshold now; None where it was only looked for.
    """

    chosen: Rates
    before: Rates
    answerable: int
    unanswerable: int
    limit: float
    area: float | None
    stored: Path | None

    def to_json(self) -> dict[str, Any]:
        """Plain data."""
        return {
            "threshold": self.chosen.threshold,
            "refusal": self.chosen.refusal,
            "false_refusal": self.chosen.false_refusal,
            "right_lost": self.chosen.right_lost,
            "before": {
                "threshold": self.before.threshold,
                "refusal": self.before.refusal,
                "false_refusal": self.before.false_refusal,
                "right_lost": self.before.right_lost,
            },
            "answerable": self.answerable,
            "unanswerable": self.unanswerable,
            "max_false_refusal": self.limit,
            "aurc": None if self.area is None else round(self.area, 4),
            "stored": None if self.stored is None else str(self.stored),
        }

    def to_text(self) -> str:
        """The same for a terminal."""
        rows = [("", "before", "now")]
        for name in ("threshold", "refusal", "false_refusal", "right_lost"):
            before, now = (getattr(rates, name) for rates in (self.before, self.chosen))
            rows.append((name, _shown(before), _shown(now)))
        counted = f"{self.answerable} answerable and {self.unanswerable} unanswerable questions"
        lines = [align(rows), "", f"over {counted}"]
        if self.area is not None:
            lines.append(f"area under the risk-coverage curve (AURC): {self.area:.3f}")
        if self.unanswerable < FEW or self.answerable < FEW:
            lines.append(f"fewer than {FEW} of a kind: ask more before you rely on it")
        if self.stored is not None:
            lines.append(f"{SETTING} is set in {self.stored}")
        return "\n".join(lines)


def calibrate(
    assistant: Assistant,
    questions: Path | str,
    max_false_refusal: float = MAX_FALSE_REFUSAL,
    store: bool = True,
) -> Calibration:
    """Find the threshold of a collection on its own questions and keep it in the home's settings.

    The rule: the highest threshold under which no more than ``max_false_refusal`` of the answerable
    questions are refused, whether or not their answer would be right; in the middle between the
    confidences on both sides of it, so that it leans on neither.

    Args:
        assistant: what is asked, over the collection.
        questions: a question file with gold.
        max_false_refusal: share of the answerable questions that may be refused.
        store: write it to the settings file.

    Raises:
        DatasetError: the file is missing or malformed, or has no answerable question.
        SettingsError: the settings file cannot be written.
    """
    outcomes = answer_all(assistant, read_questions(questions))
    answerable = sum(outcome.answerable for outcome in outcomes)
    if not answerable:
        raise DatasetError(f"{questions}: no question has an answer; a threshold needs some")
    threshold = best_threshold(outcomes, max_false_refusal)
    home = assistant.settings.home
    return Calibration(
        chosen=rates(outcomes, threshold),
        before=rates(outcomes, assistant.threshold),
        answerable=answerable,
        unanswerable=len(outcomes) - answerable,
        limit=max_false_refusal,
        area=curve(outcomes, threshold).area,
        stored=store_setting(home, SETTING, threshold) if store else None,
    )


def best_threshold(outcomes: Sequence[Outcome], max_false_refusal: float) -> float:
    """The threshold of the rule in :func:`calibrate`; 0 where even that refuses too many."""
    answerable = [outcome for outcome in outcomes if outcome.answerable]
    allowed = int(max_false_refusal * len(answerable) + 1e-9)
    allowed -= sum(outcome.confidence is None for outcome in answerable)
    at_stake = sorted(
        outcome.confidence
        for outcome in answerable
        if outcome.confidence is not None and outcome.threshold
    )
    if allowed < 0 or not at_stake:
        return 0.0
    if allowed >= len(at_stake):
        return round(at_stake[-1], 4)
    first_kept = at_stake[allowed]
    below = [
        outcome.confidence
        for outcome in outcomes
        if outcome.threshold and outcome.confidence is not None and outcome.confidence < first_kept
    ]
    return round((first_kept + max(below, default=0.0)) / 2, 4)


def rates(outcomes: Sequence[Outcome], threshold: float) -> Rates:
    """What a threshold gives over some outcomes."""

    def share(of: list[Outcome]) -> float | None:
        return round(sum(o.refused(threshold) for o in of) / len(of), 4) if of else None

    return Rates(
        threshold,
        refusal=share([o for o in outcomes if not o.answerable]),
        false_refusal=share([o for o in outcomes if o.answerable]),
        right_lost=share([o for o in outcomes if o.right]),
    )


def _shown(value: float | None) -> str:
    return "-" if value is None else f"{value:.3f}"
