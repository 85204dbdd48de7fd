"""The command line: ``rapporteur COMMAND``; every command imports what it needs when it runs."""

from __future__ import annotations

import json
import logging
import sys
import warnings
from contextlib import nullcontext
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from ingest.errors import RapporteurError
from ui import cli_eval, cli_glossary, terminal
from ui.cli_options import (
    FAILURE,
    CollectionOption,
    CommandGroup,
    Invocation,
    JsonOption,
    invocation,
)
from ui.contract import documents_data, embedding_data, excerpts_data, report_data
from ui.trace_view import write_trace

if TYPE_CHECKING:
    from assistant.conversation import Turn

OWN_PACKAGES = ("ingest", "index", "assistant", "prompts", "ui", "eval")

app = typer.Typer(
    name="rapporteur",
    cls=CommandGroup,
    help="Answers questions from your own documents and shows the passage behind every sentence.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
    context_settings={"help_option_names": ["-h", "--help"]},
)
app.add_typer(cli_glossary.app, name="glossary")
app.add_typer(cli_eval.app, name="eval")


def main() -> None:
    """Run the command line; the console script ``rapporteur``."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="replace")  # a character the terminal lacks is no failure
    app()


def _question(text: str) -> str:
    """A question as given on the command line, without bytes that are no text."""
    question = text.encode("utf-8", "replace").decode("utf-8").strip()
    if not question:
        raise typer.BadParameter("the question is empty")
    return question


QuestionArgument = Annotated[
    str, typer.Argument(metavar="QUESTION", callback=_question, help="In any language.")
]


def _version(wanted: bool) -> None:
    if wanted:
        from importlib.metadata import version

        terminal.write(f"rapporteur {version('rapporteur')}")
        raise typer.Exit


@app.callback()
def _globals(
    context: typer.Context,
    home: Annotated[
        Path | None,
        typer.Option(
            metavar="DIR",
            help="Folder that holds everything that is stored (environment: RAPPORTEUR_HOME; "
            "default: your user data folder).",
        ),
    ] = None,
    verbose: Annotated[
        bool, typer.Option("--verbose", "-v", help="Show logs, and where an error arose.")
    ] = False,
    version: Annotated[
        bool,
        typer.Option("--version", callback=_version, is_eager=True, help="Show the version."),
    ] = False,
) -> None:
    logging.basicConfig(level=logging.ERROR, format="%(levelname)s %(name)s: %(message)s")
    if not verbose:
        warnings.simplefilter("ignore")  # those of libraries are for us, not for users
        logging.getLogger("index").setLevel(logging.WARNING)  # it says where it has to wait
    else:
        for package in OWN_PACKAGES:
            logging.getLogger(package).setLevel(logging.DEBUG)
    context.obj = Invocation(home=home, verbose=verbose)


@app.command()
def ingest(
    context: typer.Context,
    paths: Annotated[
        list[Path], typer.Argument(metavar="PATH", help="Files, folders and zip archives.")
    ],
    collection: CollectionOption = None,
    as_json: JsonOption = False,
) -> None:
    """Read documents into the collection.

    What has not changed is skipped, what has changed is replaced. A file that cannot be read is
    named with the reason, the others go on, and the exit code is 1.
    """
    with (
        invocation(context).assistant(collection=collection) as assistant,
        terminal.progress_bar() as advance,
    ):
        report = assistant.ingest(
            paths, progress=lambda done, total, name: advance(name, done, total)
        )
    if as_json:
        terminal.write_json(report_data(report))
    else:
        terminal.write_report(report)
    if report.failures:
        raise typer.Exit(FAILURE)


@app.command()
def documents(
    context: typer.Context, collection: CollectionOption = None, as_json: JsonOption = False
) -> None:
    """List the documents of the collection."""
    with invocation(context).assistant(collection=collection) as assistant:
        records = assistant.index.documents()
    if as_json:
        terminal.write_json(documents_data(records))
        return
    if not records:
        terminal.remark(_no_documents())
    terminal.write_documents(records)


@app.command()
def remove(
    context: typer.Context,
    names: Annotated[
        list[str], typer.Argument(metavar="DOCUMENT", help="Names as 'documents' lists them.")
    ],
    collection: CollectionOption = None,
    as_json: JsonOption = False,
) -> None:
    """Remove documents from the collection."""
    with invocation(context).assistant(collection=collection) as assistant:
        assistant.index.remove(names)
    if as_json:
        terminal.write_json({"removed": names})
    else:
        terminal.write(f"Removed {len(names)} document{'s' if len(names) > 1 else ''}.")


@app.command()
def embed(
    context: typer.Context, collection: CollectionOption = None, as_json: JsonOption = False
) -> None:
    """Make the vectors of the embedding that is set.

    Needed after the embedding has been changed in the settings. No file is read again; searches are
    answered with the former embedding until all is done; a run that was interrupted goes on where
    it stopped.
    """
    with (
        invocation(context).assistant(collection=collection) as assistant,
        nullcontext() if as_json else terminal.progress_bar() as advance,
    ):
        report = assistant.index.embed(
            lambda done, total: advance("passages", done, total) if advance else None
        )
    if as_json:
        terminal.write_json(embedding_data(report))
    else:
        terminal.write_embedding(report)


@app.command()
def search(
    context: typer.Context,
    question: QuestionArgument,
    k: Annotated[
        int | None, typer.Option("-k", min=1, help="Passages or tables to return.")
    ] = None,
    collection: CollectionOption = None,
    as_json: JsonOption = False,
) -> None:
    """List the passages and tables that fit a question."""
    with invocation(context).assistant(collection=collection, k=k) as assistant:
        found = assistant.index.excerpts(question, k=assistant.settings.k)
    if as_json:
        terminal.write_json(excerpts_data(found))
        return
    for rank, excerpt in enumerate(found, 1):
        terminal.write_excerpt(rank, excerpt)


@app.command()
def ask(
    context: typer.Context,
    question: QuestionArgument,
    history: Annotated[
        Path | None,
        typer.Option(
            metavar="FILE.json",
            help='Conversation before the question: a list of {"role": "user" or "assistant", '
            '"content"}.',
        ),
    ] = None,
    collection: CollectionOption = None,
    as_json: JsonOption = False,
    save: Annotated[
        Path | None,
        typer.Option(metavar="FILE.json", help="Also write the answer there, as with --json."),
    ] = None,
    trace: Annotated[
        bool,
        typer.Option(
            "--trace",
            help="Show how the answer came about: on standard error, or with --json as its trace.",
        ),
    ] = False,
) -> None:
    """Answer a question and cite every sentence."""
    turns = _read_history(history) if history else None
    with invocation(context).assistant(collection=collection) as assistant:
        answer = assistant.ask(question, history=turns)
        if not answer.citations and not assistant.index.documents():
            terminal.remark(_no_documents())
    if save is not None:
        text = json.dumps(answer.to_json(), ensure_ascii=False, indent=2)
        save.write_text(text + "\n", encoding="utf-8")
    if as_json:
        terminal.write_json(answer.to_json() | ({"trace": answer.trace} if trace else {}))
        return
    terminal.write_answer(answer)
    if trace:
        write_trace(answer.trace)


@app.command()
def chat(context: typer.Context, collection: CollectionOption = None) -> None:
    """Hold a conversation in the terminal.

    Follow-up questions are understood from what was said before. An empty line is skipped; /new
    starts over; /quit or the end of input leaves.
    """
    history: list[Turn] = []
    with invocation(context).assistant(collection=collection) as assistant:
        for question in terminal.questions():
            if question == "/quit":
                break
            if question == "/new":
                history.clear()
                continue
            answer = terminal.write_stream(assistant.stream(question, history))
            history.append({"role": "user", "content": question})
            history.append({"role": "assistant", "content": answer.answer})


@app.command()
def serve(
    context: typer.Context,
    host: Annotated[
        str | None, typer.Option(help="Address to listen on (setting: server.host).")
    ] = None,
    port: Annotated[
        int | None,
        typer.Option(min=1, max=65535, help="Port to listen on (setting: server.port)."),
    ] = None,
) -> None:
    """Open the web page and the API."""
    given = {"host": host, "port": port}
    flags = {name: value for name, value in given.items() if value is not None}
    settings = invocation(context).settings(server=flags or None)
    from ui.web import serve as serve_page

    serve_page(settings, settings.server.host, settings.server.port)


@app.command()
def settings(context: typer.Context, as_json: JsonOption = False) -> None:
    """Show every setting and where it comes from."""
    from assistant.settings import explain_settings

    values = explain_settings(invocation(context).home)
    if as_json:
        shown = [
            {"name": v.name, "value": v.value, "source": v.source, "description": v.description}
            for v in values
        ]
        terminal.write_json({"settings": shown})
        return
    rows = [(v.name, json.dumps(v.value, ensure_ascii=False), v.source) for v in values]
    terminal.write_table(("setting", "value", "from"), rows)


@app.command()
def doctor(
    context: typer.Context,
    mend: Annotated[
        bool, typer.Option("--repair", help="First build the indexes anew from the catalogue.")
    ] = False,
    as_json: JsonOption = False,
) -> None:
    """Check the installation, the stores and the models.

    The exit code is 1 where something is broken.
    """
    from ui.doctor import examine, repair

    found = invocation(context).settings()
    if mend:
        repair(found)
    checks = list(examine(found))
    if as_json:
        terminal.write_json({"checks": [check.to_json() for check in checks]})
    else:
        terminal.write_checks(checks)
    if any(check.state == "failed" for check in checks):
        raise typer.Exit(FAILURE)


def _read_history(path: Path) -> list[Turn]:
    """A conversation from a file.

    Raises:
        RapporteurError: it is no such conversation.
    """
    from assistant.conversation import check_history

    try:
        return check_history(json.loads(path.read_text(encoding="utf-8")))
    except (json.JSONDecodeError, UnicodeDecodeError) as error:
        raise RapporteurError(f"{path}: is not valid JSON: {error}") from error
    except RapporteurError as error:
        raise RapporteurError(f"{path}: {error}") from error


def _no_documents() -> str:
    return "The collection has no documents yet; 'rapporteur ingest PATH' adds some."
