"""Asks the questions of a file and keeps the answers, one JSON line each."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Protocol

from assistant.answer import Answer
from assistant.conversation import Turn
from eval.datasets import AskedQuestion, CitedPassage, Prediction, Progress, read_asked
from eval.metrics import percentile
from eval.text_table import align


class Answerer(Protocol):
    """What an evaluation asks; :class:`assistant.chain.Assistant` is one."""

    def ask(self, question: str, history: Sequence[Turn] | None = None) -> Answer:
        """Answer one question."""
        ...


@dataclass(frozen=True, slots=True)
class Predictions:
    """What ``eval predict`` reports.

    Attributes:
        path: the prediction file.
        answered: how many questions got an answer.
        not_found: how many got "the documents do not say".
        seconds_p50: median wall time of an answer.
        seconds_p95: 95th percentile of it.
    """

    path: Path
    answered: int
    not_found: int
    seconds_p50: float | None
    seconds_p95: float | None

    def to_json(self) -> dict[str, Any]:
        """Plain data."""
        return {
            "path": str(self.path),
            "answered": self.answered,
            "not_found": self.not_found,
            "seconds_p50": self.seconds_p50,
            "seconds_p95": self.seconds_p95,
        }

    def to_text(self) -> str:
        """The same for a terminal."""
        rows = [("answered", str(self.answered)), ("not found", str(self.not_found))]
        if self.seconds_p50 is not None and self.seconds_p95 is not None:
            rows.append(("seconds, p50", f"{self.seconds_p50:.3f}"))
            rows.append(("seconds, p95", f"{self.seconds_p95:.3f}"))
        return align(rows)


def predict(
    assistant: Answerer,
    questions: Path | str,
    output: Path | str,
    progress: Progress | None = None,
) -> Predictions:
    """Answer every question of a file and write the predictions.

    Of the questions only ``id``, ``question`` and ``history`` are read, so that no gold can leak.

    Args:
        assistant: what is asked.
        questions: a question file in the contract's form.
        output: where the predictions go; its folder is made, and the file appears, or is replaced,
            only when the last question is answered.
        progress: told after every answer.

    Raises:
        DatasetError: the question file is missing or malformed.
    """
    output = Path(output)
    return summarise_answers(output, ask_all(assistant, read_asked(questions), output, progress))


def ask_all(
    assistant: Answerer,
    questions: Sequence[AskedQuestion],
    output: Path,
    progress: Progress | None = None,
) -> list[Answer]:
    """Ask questions one after another and write each answer as it comes.

    Args:
        assistant: what is asked.
        questions: what it is asked.
        output: the prediction file. While it is written its name ends in ``.part``: an interrupted
            run leaves what it had and never half a prediction file.
        progress: told after every answer.

    Returns:
        The answers, in the order of the questions.
    """
    output.parent.mkdir(parents=True, exist_ok=True)
    unfinished = output.with_name(output.name + ".part")
    answers = []
    with unfinished.open("w", encoding="utf-8") as file:
        for done, question in enumerate(questions, start=1):
            answer = assistant.ask(question.question, history=question.turns())
            line = json.dumps({"id": question.id, **answer.to_json()}, ensure_ascii=False)
            file.write(line + "\n")
            file.flush()
            answers.append(answer)
            if progress:
                progress("answering", done, len(questions))
    unfinished.replace(output)
    return answers


def predicted(name: str, answer: Answer) -> Prediction:
    """An answer as the scores look at it, as if it had been written to a file and read again."""
    citations = [
        CitedPassage(
            document=citation.document,
            quote=citation.quote,
            marker=citation.marker,
            section=list(citation.section),
            page=citation.page,
            title=citation.title,
        )
        for citation in answer.citations
    ]
    return Prediction(
        id=name,
        status=answer.status,
        answer=answer.answer,
        short_answer=answer.short_answer,
        citations=citations,
        confidence=answer.confidence,
        seconds=answer.seconds,
    )


def summarise_answers(path: Path, answers: Sequence[Answer]) -> Predictions:
    """Count answers and refusals, and take the percentiles of the wall time."""
    seconds = [answer.seconds for answer in answers]
    return Predictions(
        path=path,
        answered=sum(answer.status == "answered" for answer in answers),
        not_found=sum(answer.status == "not_found" for answer in answers),
        seconds_p50=percentile(seconds, 0.5),
        seconds_p95=percentile(seconds, 0.95),
    )
