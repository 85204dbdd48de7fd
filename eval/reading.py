"""Reading benchmarks: finds the passage among all and answers from it."""

from __future__ import annotations

import tempfile
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from assistant.answer import Answer
from assistant.chain import Assistant
from assistant.settings import Settings
from eval.corpus import plain_document
from eval.datasets import Progress, ReadingQuestion, ReadingSet, read_reading
from eval.metrics import Figure, cmrc_exact, cmrc_f1, mean_with_interval, percentile
from eval.predict import Answerer
from eval.scoring import plain
from eval.text_table import align, show_figure

FIGURES = ("em", "f1", "cited_sentence", "cited_any", "answered_and_cited", "right_passage")


@dataclass(frozen=True, slots=True)
class ReadingScores:
    """What ``eval reading`` reports.

    Attributes:
        dataset: the file's name.
        passages: how many passages the collection holds.
        figures: ``em`` and ``f1`` of the short answer, ``cited_sentence`` and ``cited_any`` (a
            gold answer stands in the first, or in any, citation's quote, the nearest quote of a
            refusal included), ``answered_and_cited`` (``cited_any`` without the refusals),
            ``right_passage`` (the first citation is of the passage that the question is about).
        refused: how many questions got "the documents do not say".
        quote_length: mean length of a first quote in characters, without which the share of
            quotes that hold the gold says little.
        seconds_p50: median wall time of an answer.
        seconds_p95: 95th percentile of it.
    """

    dataset: str
    passages: int
    figures: dict[str, Figure]
    refused: int
    quote_length: float | None
    seconds_p50: float | None
    seconds_p95: float | None

    def to_json(self) -> dict[str, Any]:
        """Plain data: the figures' values at the top, their intervals beside them."""
        return {
            "dataset": self.dataset,
            "passages": self.passages,
            "questions": self.figures["em"].count,
            **{name: round(figure.value, 4) for name, figure in self.figures.items()},
            "refused": self.refused,
            "quote_length": self.quote_length and round(self.quote_length, 1),
            "seconds_p50": self.seconds_p50,
            "seconds_p95": self.seconds_p95,
            "intervals": {name: figure.to_json() for name, figure in self.figures.items()},
        }

    def to_text(self) -> str:
        """The same as a table for a terminal."""
        rows = [(self.dataset, "value", "95% interval", "questions")]
        rows += [(name, *show_figure(figure)) for name, figure in self.figures.items()]
        rows.append(("refused", str(self.refused), "", ""))
        if self.quote_length is not None:
            rows.append(("characters quoted", f"{self.quote_length:.0f}", "", ""))
        for name, seconds in (("p50", self.seconds_p50), ("p95", self.seconds_p95)):
            if seconds is not None:
                rows.append((f"seconds, {name}", f"{seconds:.3f}", "", ""))
        return align(rows)


def reading(
    path: Path | str,
    settings: Settings | None = None,
    limit: int | None = None,
    progress: Progress | None = None,
) -> ReadingScores:
    """Ingest the passages of a reading set in a scratch home, ask its questions and score them.

    Args:
        path: a SQuAD or CMRC 2018 file.
        settings: of the assistant; their home and collection are not used.
        limit: ask only this many questions, spread evenly over the set; all passages are ingested.
        progress: told after every answer.

    Raises:
        DatasetError: the file is missing or malformed.
    """
    data = read_reading(path)
    chosen = data.questions[:: max(1, len(data.questions) // limit)][:limit] if limit else None
    data = replace(data, questions=chosen or data.questions)
    with tempfile.TemporaryDirectory(prefix="rapporteur-") as home:
        scratch = {"home": Path(home), "collection": "default"}
        settings = (settings or Settings()).model_copy(update=scratch)
        with Assistant.open(settings=settings) as assistant:
            texts = data.passages.items()
            assistant.index.add(plain_document(name, "", text) for name, text in texts)
            return score_reading(data, ask_reading(assistant, data.questions, progress))


def ask_reading(
    assistant: Answerer, questions: Sequence[ReadingQuestion], progress: Progress | None = None
) -> list[Answer]:
    """Ask the questions one after another."""
    answers = []
    for done, question in enumerate(questions, start=1):
        answers.append(assistant.ask(question.question))
        if progress:
            progress("answering", done, len(questions))
    return answers


def score_reading(data: ReadingSet, answers: Sequence[Answer]) -> ReadingScores:
    """Score answers to the questions of a reading set, in the same order."""
    pairs = list(zip(data.questions, answers, strict=True))
    short = [(answer.short_answer or "", question.answers) for question, answer in pairs]
    values: dict[str, list[float]] = {
        "em": [cmrc_exact(text, gold) for text, gold in short],
        "f1": [cmrc_f1(text, gold) for text, gold in short],
        "cited_sentence": [_cites_gold(question, answer, 1) for question, answer in pairs],
        "cited_any": [_cites_gold(question, answer, None) for question, answer in pairs],
        "answered_and_cited": [
            _cites_gold(question, answer, None)
            and (answer.status == "answered" or not question.answers)
            for question, answer in pairs
        ],
        "right_passage": [
            any(citation.document == question.passage for citation in answer.citations[:1])
            for question, answer in pairs
        ],
    }
    figures = {name: mean_with_interval(values[name]) for name in FIGURES}
    quotes = [len(answer.citations[0].quote) for answer in answers if answer.citations]
    seconds = [answer.seconds for answer in answers]
    return ReadingScores(
        dataset=data.name,
        passages=len(data.passages),
        figures={name: figure for name, figure in figures.items() if figure is not None},
        refused=sum(answer.status == "not_found" for answer in answers),
        quote_length=sum(quotes) / len(quotes) if quotes else None,
        seconds_p50=percentile(seconds, 0.5),
        seconds_p95=percentile(seconds, 0.95),
    )


def _cites_gold(question: ReadingQuestion, answer: Answer, count: int | None) -> bool:
    """Whether one of the first citations holds a gold answer; a refusal, where there is none."""
    if not question.answers:
        return answer.status == "not_found"
    quotes = [plain(citation.quote) for citation in answer.citations[:count]]
    return any(gold in quote for quote in quotes for gold in map(plain, question.answers) if gold)
