"""Compares two runs over the same questions: figures with significance, and what changed."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from eval.datasets import DatasetError, Prediction, read_predictions
from eval.metrics import Difference, paired_difference
from eval.text_table import align

# What each figure takes from a question's entry in scores.json; None where it does not count.
_OBSERVATIONS: dict[str, Callable[[Mapping[str, Any]], float | None]] = {
    "answer": lambda row: row["answer"] if row["answerable"] else None,
    "cited": lambda row: row["cited"] if row["answerable"] else None,
    "short": lambda row: row["short"],
    "evidence": lambda row: row["evidence"],
    "refusal": lambda row: None if row["answerable"] else row["refused"],
    "false_refusal": lambda row: row["refused"] if row["answerable"] else None,
    "seconds": lambda row: row["seconds"],
}


@dataclass(frozen=True, slots=True)
class ComparedFigure:
    """A figure in both runs, over the questions that both have, and its difference."""

    name: str
    a: float
    b: float
    difference: Difference


@dataclass(frozen=True, slots=True)
class Change:
    """A question that one run answers rightly and the other does not."""

    id: str
    question: str
    type: str
    language: str
    won: bool
    answer_a: str
    answer_b: str


@dataclass(frozen=True, slots=True)
class Comparison:
    """Run B against run A.

    Attributes:
        a: folder of the run compared with.
        b: folder of the run compared.
        questions: how many questions both have.
        left_out: ids that only one of them has.
        figures: in the order of ``FIGURES``, then seconds.
        changes: what B won and lost, in the order of the questions.
    """

    a: str
    b: str
    questions: int
    left_out: tuple[str, ...]
    figures: tuple[ComparedFigure, ...]
    changes: tuple[Change, ...]

    def to_json(self) -> dict[str, Any]:
        """Plain data."""
        return {
            "a": self.a,
            "b": self.b,
            "questions": self.questions,
            "left_out": list(self.left_out),
            "figures": {
                f.name: {
                    "a": round(f.a, 4),
                    "b": round(f.b, 4),
                    "difference": f.difference.to_json(),
                }
                for f in self.figures
            },
            "won": [asdict(change) for change in self.changes if change.won],
            "lost": [asdict(change) for change in self.changes if not change.won],
        }

    def to_text(self) -> str:
        """The figures as a table, then the questions won and lost."""
        rows = [("", "A", "B", "B - A", "95% interval", "p", "questions")]
        for figure in self.figures:
            gap = figure.difference
            rows.append(
                (
                    figure.name,
                    f"{figure.a:.3f}",
                    f"{figure.b:.3f}",
                    f"{gap.value:+.3f}",
                    f"{gap.low:+.3f} to {gap.high:+.3f}",
                    f"{gap.p_value:.3f}",
                    str(gap.count),
                )
            )
        lines = [f"A = {self.a}", f"B = {self.b}", "", align(rows)]
        if self.left_out:
            lines += ["", f"left out, in one run only: {', '.join(self.left_out)}"]
        for won, title in ((True, "won by B"), (False, "lost by B")):
            chosen = [change for change in self.changes if change.won is won]
            lines += ["", f"{title}: {len(chosen)}"]
            lines += [f"  {c.id}  {c.language} {c.type}  {c.question}" for c in chosen]
        return "\n".join(lines)


def compare(folder_a: Path | str, folder_b: Path | str) -> Comparison:
    """Compare two folders of ``eval run`` on the questions that both have.

    Args:
        folder_a: the run to compare with.
        folder_b: the run to compare.

    Raises:
        DatasetError: a folder is not one of ``eval run``, or the two have no question in common.
    """
    rows_a, rows_b = _read_rows(Path(folder_a)), _read_rows(Path(folder_b))
    common = [name for name in rows_a if name in rows_b]
    if not common:
        raise DatasetError(f"{folder_a} and {folder_b} have no question in common")
    answers_a = read_predictions(Path(folder_a) / "predictions.jsonl")
    answers_b = read_predictions(Path(folder_b) / "predictions.jsonl")
    changed = [name for name in common if rows_a[name]["answer"] != rows_b[name]["answer"]]
    return Comparison(
        a=str(folder_a),
        b=str(folder_b),
        questions=len(common),
        left_out=tuple(sorted(rows_a.keys() ^ rows_b.keys())),
        figures=tuple(_compare_figures([(rows_a[name], rows_b[name]) for name in common])),
        changes=tuple(_change(name, rows_b[name], answers_a, answers_b) for name in changed),
    )


def _read_rows(folder: Path) -> dict[str, dict[str, Any]]:
    """The verdicts that a run kept, by question id."""
    path = folder / "scores.json"
    try:
        rows = json.loads(path.read_text(encoding="utf-8"))["verdicts"]
    except (OSError, KeyError, TypeError, json.JSONDecodeError) as error:
        raise DatasetError(
            f"{folder}: holds no readable scores.json; give a folder that 'eval run' wrote"
        ) from error
    return dict(rows)


def _compare_figures(
    pairs: Sequence[tuple[Mapping[str, Any], Mapping[str, Any]]],
) -> list[ComparedFigure]:
    figures = []
    for name, observe in _OBSERVATIONS.items():
        both = [(observe(a), observe(b)) for a, b in pairs]
        values = [(float(a), float(b)) for a, b in both if a is not None and b is not None]
        a_values, b_values = [a for a, _ in values], [b for _, b in values]
        difference = paired_difference(a_values, b_values)
        if difference is not None:
            a_mean, b_mean = sum(a_values) / len(values), sum(b_values) / len(values)
            figures.append(ComparedFigure(name, a_mean, b_mean, difference))
    return figures


def _change(
    name: str,
    row_b: Mapping[str, Any],
    answers_a: Mapping[str, Prediction],
    answers_b: Mapping[str, Prediction],
) -> Change:
    def shown(answers: Mapping[str, Prediction]) -> str:
        return (answers[name].answer or "") if name in answers else ""

    return Change(
        id=name,
        question=row_b["question"],
        type=row_b["type"],
        language=row_b["language"],
        won=bool(row_b["answer"]),
        answer_a=shown(answers_a),
        answer_b=shown(answers_b),
    )
