"""``rapporteur eval``: answer question sets, score answers, search and reading, compare runs."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Any, Protocol

import typer

from ui import terminal
from ui.cli_options import CollectionOption, JsonOption, invocation

app = typer.Typer(
    help="Measure answers, search and reading against gold.",
    no_args_is_help=True,
    rich_markup_mode=None,
)

QuestionsArgument = Annotated[
    Path, typer.Argument(metavar="QUESTIONS.jsonl", help="Question file, one JSON object a line.")
]


class Result(Protocol):
    """What every evaluation returns."""

    def to_json(self) -> dict[str, Any]:
        """Plain data."""
        ...

    def to_text(self) -> str:
        """A table for a terminal."""
        ...


@app.command()
def predict(
    context: typer.Context,
    questions: QuestionsArgument,
    output: Annotated[
        Path,
        typer.Option("--output", "-o", metavar="PREDICTIONS.jsonl", help="Where answers go."),
    ],
    collection: CollectionOption = None,
    as_json: JsonOption = False,
) -> None:
    """Answer every question of a file.

    Only id, question and history are read, so that no gold can leak into an answer.
    """
    from eval.predict import predict as run

    with (
        invocation(context).assistant(collection=collection) as assistant,
        terminal.progress_bar() as advance,
    ):
        result = run(assistant, questions, output, progress=advance)
    _show(result, as_json)


@app.command()
def score(
    context: typer.Context,
    questions: QuestionsArgument,
    predictions: Annotated[
        Path, typer.Argument(metavar="PREDICTIONS.jsonl", help="Answers, one JSON object a line.")
    ],
    collection: CollectionOption = None,
    as_json: JsonOption = False,
) -> None:
    """Score answers against gold.

    Quotes are checked against the documents of the collection.
    """
    from eval.corpus import document_texts
    from eval.scoring import score as run

    with invocation(context).assistant(collection=collection) as assistant:
        texts = document_texts(assistant.index)
    _show(run(questions, predictions, texts or None), as_json)


@app.command(name="run")
def run_set(
    context: typer.Context,
    questions: QuestionsArgument,
    output: Annotated[
        Path, typer.Option("--output", "-o", metavar="FOLDER", help="Where the report goes.")
    ],
    collection: CollectionOption = None,
    as_json: JsonOption = False,
) -> None:
    """Answer, score, and write an HTML report.

    The report shows every miss and the stage where it went wrong.
    """
    from eval.run import run

    with (
        invocation(context).assistant(collection=collection) as assistant,
        terminal.progress_bar() as advance,
    ):
        result = run(assistant, questions, output, progress=advance)
    _show(result, as_json)


@app.command()
def calibrate(
    context: typer.Context,
    questions: QuestionsArgument,
    max_false_refusal: Annotated[
        float,
        typer.Option(
            min=0, max=1, help="Share of the answerable questions that may be refused at most."
        ),
    ] = 0.08,
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help="Say what would be set, and set nothing.")
    ] = False,
    collection: CollectionOption = None,
    as_json: JsonOption = False,
) -> None:
    """Find below which confidence to refuse.

    Takes the highest threshold that refuses no more of the answerable questions than allowed, and
    keeps it in the home's settings file. The questions should be people's own, with and without an
    answer in the documents.
    """
    from eval.calibrate import calibrate as run

    with invocation(context).assistant(collection=collection) as assistant:
        result = run(assistant, questions, max_false_refusal, store=not dry_run)
    _show(result, as_json)


@app.command()
def evidence(
    context: typer.Context,
    questions: QuestionsArgument,
    k: Annotated[int, typer.Option("-k", min=1, help="Finds of each search that count.")] = 5,
    misses: Annotated[bool, typer.Option("--misses", help="List what was not found.")] = False,
    collection: CollectionOption = None,
    as_json: JsonOption = False,
) -> None:
    """Score the search on a question set.

    Says how much of the evidence stands in the first passages and tables found.
    """
    from eval.evidence import evidence as run

    with (
        invocation(context).assistant(collection=collection) as assistant,
        terminal.progress_bar() as advance,
    ):
        result = run(assistant, questions, k, progress=advance)
    if as_json:
        terminal.write_json(result.to_json())
    else:
        terminal.write(result.to_text(with_misses=misses))


@app.command()
def retrieval(
    context: typer.Context,
    folder: Annotated[
        Path,
        typer.Argument(
            metavar="BEIR_FOLDER", help="With corpus.jsonl, queries.jsonl and qrels/test.tsv."
        ),
    ],
    output: Annotated[
        Path,
        typer.Option("--output", "-o", metavar="RUN.trec", help="Where the ranking goes."),
    ],
    as_json: JsonOption = False,
) -> None:
    """Score the search on a BEIR collection.

    It is indexed in a scratch home, which is removed afterwards.
    """
    from eval.retrieval import retrieval as run

    settings = invocation(context).settings()
    with terminal.progress_bar() as advance:
        result = run(folder, output, settings=settings, progress=advance)
    _show(result, as_json)


@app.command()
def reading(
    context: typer.Context,
    path: Annotated[Path, typer.Argument(metavar="SQUAD.json", help="SQuAD 1 or 2, or CMRC 2018.")],
    limit: Annotated[
        int | None, typer.Option(min=1, help="Ask only so many of the questions.")
    ] = None,
    as_json: JsonOption = False,
) -> None:
    """Score answers on a reading set (EM, F1).

    Its passages are opened as documents of one collection, so finding the right one counts.
    """
    from eval.reading import reading as run

    settings = invocation(context).settings()
    with terminal.progress_bar() as advance:
        result = run(path, settings=settings, limit=limit, progress=advance)
    _show(result, as_json)


@app.command()
def tables(
    context: typer.Context,
    path: Annotated[Path, typer.Argument(metavar="TATQA.json", help="A file in TAT-QA form.")],
    limit: Annotated[
        int | None, typer.Option(min=1, help="Open only so many of the tables.")
    ] = None,
    output: Annotated[
        Path | None,
        typer.Option(
            "--output",
            "-o",
            metavar="ANSWERS.jsonl",
            help="Where answers, gold and scores go, one JSON object a line.",
        ),
    ] = None,
    as_json: JsonOption = False,
) -> None:
    """Score answers and computations from tables (TAT-QA: EM, F1).

    Every table with the text beside it is a collection of its own.
    """
    from eval.tables import tables as run

    settings = invocation(context).settings()
    with terminal.progress_bar() as advance:
        result = run(path, settings=settings, limit=limit, progress=advance, output=output)
    _show(result, as_json)


@app.command()
def compare(
    folder_a: Annotated[Path, typer.Argument(metavar="FOLDER_A", help="A folder of 'eval run'.")],
    folder_b: Annotated[Path, typer.Argument(metavar="FOLDER_B", help="Another one.")],
    as_json: JsonOption = False,
) -> None:
    """Compare two runs over the same questions.

    Shows each figure's difference with its significance, and the questions won and lost.
    """
    from eval.compare import compare as run

    _show(run(folder_a, folder_b), as_json)


def _show(result: Result, as_json: bool) -> None:
    if as_json:
        terminal.write_json(result.to_json())
    else:
        terminal.write(result.to_text())
