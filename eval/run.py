"""Answers a question set, scores it, finds where each miss went wrong, and writes the report."""

from __future__ import annotations

import json
import os
import platform
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Any

from assistant.answer import Answer
from assistant.chain import Assistant
from eval.corpus import document_texts, full_text, passage_texts
from eval.datasets import Prediction, Progress, Question, read_predictions, read_questions
from eval.diagnosis import CAUSES, Miss, diagnose
from eval.predict import ask_all
from eval.report import write_report
from eval.risk_coverage import RiskCoverage, answer_all, curve
from eval.scoring import Scores, summarise
from eval.text_table import align
from index.search import Index

PREDICTIONS = "predictions.jsonl"
SCORES = "scores.json"
REPORT = "report.html"
RANKS = 100
"""How deep the search goes to tell the rank of evidence that a miss did not use."""


@dataclass(frozen=True, slots=True)
class RunResult:
    """One run over a question set.

    Attributes:
        folder: holds ``predictions.jsonl``, ``scores.json`` and ``report.html``.
        about: what was run: question file, time, version, machine, documents, embedding.
        scores: the figures and verdicts.
        questions: with gold, in the order of their file.
        predictions: by question id.
        misses: the questions answered wrongly, in the order of the question file.
        passages_searched: how many hits a piece of evidence had to be among to count as retrieved.
        selective: risk against coverage by confidence.
    """

    folder: Path
    about: dict[str, str]
    scores: Scores
    questions: tuple[Question, ...]
    predictions: Mapping[str, Prediction]
    misses: tuple[Miss, ...]
    passages_searched: int
    selective: RiskCoverage

    @property
    def causes(self) -> dict[str, int]:
        """How many misses each cause has, in the order of the stages."""
        counts = Counter(miss.cause for miss in self.misses)
        return {cause: counts[cause] for cause in CAUSES}

    def to_json(self) -> dict[str, Any]:
        """Plain data; this is ``scores.json``."""
        causes = {miss.question.id: miss for miss in self.misses}
        verdicts = {}
        for question in self.questions:
            miss = causes.get(question.id)
            prediction = self.predictions.get(question.id)
            verdicts[question.id] = {
                "question": question.question,
                "type": question.type,
                "language": question.language,
                "answerable": question.answerable,
                **asdict(self.scores.verdicts[question.id]),
                "seconds": prediction.seconds if prediction else None,
                "cause": miss.cause if miss else None,
                "trace": miss.to_json()["evidence"] if miss else None,
            }
        return {
            "about": self.about,
            **self.scores.to_json(),
            "causes": self.causes,
            "passages_searched": self.passages_searched,
            "risk_coverage": self.selective.to_json(),
            "verdicts": verdicts,
        }

    def to_text(self) -> str:
        """The figures and the causes of the misses as tables for a terminal."""
        causes = [("misses", str(len(self.misses)))]
        causes += [(f"  {cause}", str(count)) for cause, count in self.causes.items()]
        parts = [self.scores.to_text(), self.selective.to_text(), align(causes)]
        return "\n\n".join([*parts, str(self.folder / REPORT)])


def run(
    assistant: Assistant,
    questions: Path | str,
    folder: Path | str,
    k: int = 10,
    progress: Progress | None = None,
) -> RunResult:
    """Answer a question set and write predictions, scores and an HTML report.

    Args:
        assistant: what is asked; its documents are what quotes are checked against.
        questions: a question file with gold, in the contract's form.
        folder: where the three files go; made where missing, the files in it replaced.
        k: how many hits of a search count when saying whether evidence was retrieved.
        progress: told after every answer.

    Raises:
        DatasetError: the question file is missing or malformed.
    """
    folder = Path(folder)
    gold = read_questions(questions)
    answers = ask_all(assistant, [q.asked for q in gold], folder / PREDICTIONS, progress)
    answered = list(zip(gold, answers, strict=True))
    predictions = read_predictions(folder / PREDICTIONS)
    scores = summarise(gold, predictions, document_texts(assistant.index))
    result = RunResult(
        folder=folder,
        about=_about(assistant, Path(questions)),
        scores=scores,
        questions=tuple(gold),
        predictions=predictions,
        misses=tuple(_misses(assistant.index, answered, predictions, scores, k)),
        passages_searched=k,
        selective=curve(answer_all(assistant, gold), assistant.threshold),
    )
    text = json.dumps(result.to_json(), ensure_ascii=False, indent=1)
    (folder / SCORES).write_text(text + "\n", encoding="utf-8")
    write_report(result, folder / REPORT)
    return result


def _misses(
    index: Index,
    answered: Sequence[tuple[Question, Answer]],
    predictions: Mapping[str, Prediction],
    scores: Scores,
    k: int,
) -> list[Miss]:
    """Diagnose every question that was answered wrongly."""
    passages = passage_texts(index)
    misses = []
    for question, answer in answered:
        verdict = scores.verdicts[question.id]
        if verdict.answer:
            continue
        # What the assistant searched for is the question with what a follow-up leaves out.
        searched = answer.trace.get("searched", question.question)
        hits = index.search(searched, max(k, RANKS))
        found = [(hit.document.name, full_text(hit.passage)) for hit in hits]
        misses.append(diagnose(question, predictions[question.id], verdict, passages, found, k))
    return misses


def _about(assistant: Assistant, questions: Path) -> dict[str, str]:
    """What a reader needs to know to repeat the run."""
    try:
        program = version("rapporteur")
    except PackageNotFoundError:  # run from a checkout that is not installed
        program = "from source"
    return {
        "questions": questions.name,
        "time": datetime.now(UTC).strftime("%Y-%m-%d %H:%M UTC"),
        "version": program,
        "documents": str(len(assistant.index.documents())),
        "python": platform.python_version(),
        "machine": f"{platform.system()} {platform.machine()}, {os.cpu_count()} cores",
    }
