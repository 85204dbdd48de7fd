"""Table benchmark: a table and its text as a document, its questions answered and scored."""

from __future__ import annotations

import hashlib
import json
import re
import tempfile
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from assistant.answer import Answer
from assistant.chain import Assistant
from assistant.settings import Settings
from eval.datasets import Progress
from eval.metrics import Figure, mean_with_interval, percentile
from eval.tatqa import TableContext, TableQuestion, exact_and_f1, read_tatqa
from eval.text_table import align, show_figure
from ingest.captions import attach_captions, is_unit_note
from ingest.document import Block, Document
from ingest.grid import make_table, table_block, text_rows
from ingest.metadata import describe

_ANNOUNCES = re.compile(
    r"\b(?:following|below)\b.{0,60}\btables?\b|\btables?\b.{0,60}\b(?:below|follow|shows?|presents?|"
    r"sets? forth|summari[sz]es)|\bas follows\b|:\s*$",
    re.IGNORECASE | re.DOTALL,
)


@dataclass(frozen=True, slots=True)
class TableScores:
    """What ``eval tables`` reports.

    Attributes:
        dataset: the file's name.
        contexts: how many tables were opened, each a collection of its own.
        figures: ``em`` and ``f1`` of the short answers, over all questions and for each answer
            type and source (``em arithmetic``, ``em span table``).
        refused: how many questions got "the documents do not say".
        seconds_p50: median wall time of an answer.
        seconds_p95: 95th percentile of it.
    """

    dataset: str
    contexts: int
    figures: dict[str, Figure]
    refused: int
    seconds_p50: float | None
    seconds_p95: float | None

    def to_json(self) -> dict[str, Any]:
        """Plain data: the figures' values at the top, their intervals beside them."""
        return {
            "dataset": self.dataset,
            "contexts": self.contexts,
            "questions": self.figures["em"].count,
            **{name: round(figure.value, 4) for name, figure in self.figures.items()},
            "refused": self.refused,
            "seconds_p50": self.seconds_p50,
            "seconds_p95": self.seconds_p95,
            "intervals": {name: figure.to_json() for name, figure in self.figures.items()},
        }

    def to_text(self) -> str:
        """The same as a table for a terminal."""
        rows = [(self.dataset, "value", "95% interval", "questions")]
        rows += [(name, *show_figure(figure)) for name, figure in self.figures.items()]
        rows.append(("refused", str(self.refused), "", ""))
        for name, seconds in (("p50", self.seconds_p50), ("p95", self.seconds_p95)):
            if seconds is not None:
                rows.append((f"seconds, {name}", f"{seconds:.3f}", "", ""))
        return align(rows)


def tables(
    path: Path | str,
    settings: Settings | None = None,
    limit: int | None = None,
    progress: Progress | None = None,
    output: Path | None = None,
) -> TableScores:
    """Ask the questions of a TAT-QA file and score the short answers.

    A question is about the one table that it was written for, so every table with its paragraphs
    is a collection of its own, in a scratch home.

    Args:
        path: a TAT-QA file.
        settings: of the assistant; their home and collection are not used.
        limit: open only this many of the tables, spread evenly, and ask all their questions.
        progress: told after every table.
        output: where every answer goes with its gold and scores, one JSON object a line.

    Raises:
        DatasetError: the file is missing or malformed.
    """
    data = read_tatqa(path)
    contexts = data.contexts
    if limit:
        contexts = contexts[:: max(1, len(contexts) // limit)][:limit]
    asked: dict[str, list[TableQuestion]] = defaultdict(list)
    for question in data.questions:
        asked[question.context].append(question)
    pairs: list[tuple[TableQuestion, Answer]] = []
    with tempfile.TemporaryDirectory(prefix="rapporteur-") as home:
        for done, context in enumerate(contexts, start=1):
            scratch = {"home": Path(home), "collection": f"table-{done}"}
            own = (settings or Settings()).model_copy(update=scratch)
            with Assistant.open(settings=own) as assistant:
                assistant.index.add([table_document(context)])
                pairs += [
                    (question, assistant.ask(question.question)) for question in asked[context.id]
                ]
            if progress:
                progress("answering", done, len(contexts))
    if output:
        output.write_text("".join(map(_line, pairs)), encoding="utf-8")
    return score_tables(data.name, len(contexts), pairs)


def table_document(context: TableContext) -> Document:
    """A context as a reader would yield it: the table after the paragraph that announces it."""
    paragraphs = [Block("paragraph", text) for text in context.paragraphs if text.strip()]
    announcing = [
        n
        for n, block in enumerate(paragraphs, 1)
        if _ANNOUNCES.search(block.text) or is_unit_note(block.text)
    ]
    place = announcing[-1] if announcing else 0
    table = make_table(text_rows(context.rows))
    blocks = [*paragraphs[:place], table_block(table), *paragraphs[place:]]
    content = "\n".join(block.text for block in blocks).encode()
    document = Document(f"{context.id}.txt", "", attach_captions(blocks), media_type="txt")
    document.size, document.sha256 = len(content), hashlib.sha256(content).hexdigest()
    return describe(document)


def score_tables(
    name: str, contexts: int, pairs: Sequence[tuple[TableQuestion, Answer]]
) -> TableScores:
    """Score answers to TAT-QA questions.

    Args:
        name: of the data set.
        contexts: how many tables they are over.
        pairs: questions with their answers.
    """
    exact: dict[str, list[float]] = defaultdict(list)
    f1: dict[str, list[float]] = defaultdict(list)
    for question, answer in pairs:
        em, part = exact_and_f1(answer.short_answer, question)
        kind = question.answer_type
        for group in ("", f" {kind}", f" {kind} {question.answer_from}"):
            exact[group].append(em)
            f1[group].append(part)
    lookups = exact.get(" span table", []) + exact.get(" multi-span table", [])
    named = {f"em{group}": values for group, values in sorted(exact.items())}
    named |= {"em lookup table": lookups}
    named |= {f"f1{group}": values for group, values in sorted(f1.items())}
    figures = {key: mean_with_interval(values) for key, values in named.items()}
    seconds = [answer.seconds for _, answer in pairs]
    return TableScores(
        dataset=name,
        contexts=contexts,
        figures={key: figure for key, figure in figures.items() if figure is not None},
        refused=sum(answer.status == "not_found" for _, answer in pairs),
        seconds_p50=percentile(seconds, 0.5),
        seconds_p95=percentile(seconds, 0.95),
    )


def _line(pair: tuple[TableQuestion, Answer]) -> str:
    question, answer = pair
    em, f1 = exact_and_f1(answer.short_answer, question)
    row = {
        "id": question.id,
        "context": question.context,
        "type": question.answer_type,
        "from": question.answer_from,
        "question": question.question,
        "gold": list(question.answers),
        "scale": question.scale,
        "short_answer": answer.short_answer,
        "status": answer.status,
        "method": answer.trace["method"],
        "answer": answer.answer,
        "em": em,
        "f1": f1,
    }
    return json.dumps(row, ensure_ascii=False) + "\n"
