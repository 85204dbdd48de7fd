"""The page: ask, documents, evaluate."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from html import escape
from importlib.resources import as_file, files
from pathlib import Path
from typing import Any

import gradio as gr

from assistant.answer import Answer
from assistant.chain import Assistant, IngestReport
from assistant.conversation import Turn
from ingest.errors import RapporteurError
from ui.api import UPLOAD_SUFFIXES, check_upload
from ui.text import EXAMPLES, card_words
from ui.web.cards import answer_html, error_html, rendered

Messages = list[dict[str, Any]]


def build_page(assistant: Assistant, i18n: gr.I18n) -> gr.Blocks:
    """The page over one assistant.

    Args:
        assistant: open; shared by all visitors.
        i18n: the labels, of which the browser's language is taken.
    """
    page: gr.Blocks
    with gr.Blocks(title="Rapporteur", analytics_enabled=False) as page:
        with gr.Column(elem_id="r-head"):
            gr.HTML("<h1>Rapporteur</h1>", padding=False)
            gr.Markdown(i18n("subtitle"))
        with gr.Tab(i18n("ask")):
            _ask_tab(assistant, i18n)
        with gr.Tab(i18n("documents")) as documents_tab:
            refresh = _documents_tab(assistant, i18n)
        with gr.Tab(i18n("evaluate")):
            _evaluate_tab(assistant, i18n)
        for event in (page.load, documents_tab.select):
            event(*refresh, show_progress="hidden")
    return page


def _ask_tab(assistant: Assistant, i18n: gr.I18n) -> None:
    chat = gr.Chatbot(
        elem_id="r-chat",
        show_label=False,
        height="62vh",
        sanitize_html=False,  # cards.py escapes all that comes from documents and visitors
        latex_delimiters=[],
        buttons=["copy"],
        layout="panel",
    )
    turns = gr.State([])
    with gr.Row():
        question = gr.Textbox(
            elem_id="r-question",
            show_label=False,
            placeholder=i18n("question_hint"),
            lines=1,
            max_lines=4,
            scale=8,
            autofocus=True,
        )
        send = gr.Button(i18n("send"), variant="primary", scale=1, min_width=90)
    with gr.Row():
        new = gr.Button(i18n("new"), size="sm", scale=0, min_width=160)
    gr.Examples([[example] for example in EXAMPLES], [question], label=i18n("examples"))

    def answer(
        asked: str, shown: Messages, history: list[Turn]
    ) -> Iterator[tuple[str, Messages, list[Turn]]]:
        yield from converse(assistant, asked, shown, history)

    for event in (question.submit, send.click):
        event(
            answer,
            [question, chat, turns],
            [question, chat, turns],
            show_progress="hidden",
            api_visibility="private",
        )
    new.click(lambda: ([], []), None, [chat, turns], api_visibility="private")


def converse(
    assistant: Assistant, asked: str, shown: Messages, history: list[Turn]
) -> Iterator[tuple[str, Messages, list[Turn]]]:
    """Answer in the chat, piece by piece.

    Yields:
        the emptied question box, the messages to show, and the conversation as the next question's
        history: the words only, without cards.
    """
    if not asked.strip():
        yield asked, shown, history
        return
    shown = [*shown, {"role": "user", "content": escape(asked)}]
    yield "", shown, history
    streamed = ""
    try:
        if not assistant.documents():
            raise RapporteurError(card_words("en")["no_documents"])
        for piece in assistant.stream(asked, history):
            if isinstance(piece, Answer):
                content = answer_html(piece, assistant.index)
                asked_turn = Turn(role="user", content=asked)
                history = [*history, asked_turn, Turn(role="assistant", content=piece.answer)]
            else:
                streamed += piece
                content = rendered(streamed)
            yield "", [*shown, {"role": "assistant", "content": content}], history
    except RapporteurError as error:
        yield "", [*shown, {"role": "assistant", "content": error_html(str(error))}], history


def _documents_tab(assistant: Assistant, i18n: gr.I18n) -> tuple[Any, None, list[Any]]:
    upload = gr.File(
        elem_id="r-files",
        label=i18n("files"),
        file_count="multiple",
        file_types=sorted(UPLOAD_SUFFIXES),
        height=160,
    )
    add = gr.Button(i18n("add"), variant="primary", elem_id="r-add")
    report = gr.HTML(elem_id="r-ingested")
    table = gr.Dataframe(
        headers=["File", "Title", "Language", "Date", "Passages"],
        interactive=False,
        wrap=True,
        elem_id="r-documents",
        show_label=False,
    )
    with gr.Row():
        name = gr.Dropdown(label=i18n("choose_document"), choices=[], scale=4)
        remove = gr.Button(i18n("remove"), scale=1)

    def listed() -> tuple[list[list[Any]], Any]:
        records = assistant.documents()
        rows = [[r.name, r.title, r.language, r.date, r.passages] for r in records]
        return rows, gr.Dropdown(choices=[r.name for r in records], value=None)

    def ingest(
        paths: list[str] | None,
        progress: gr.Progress = gr.Progress(),  # noqa: B008 - Gradio finds it by its default
    ) -> tuple[str, Any, list[list[Any]], Any]:
        said = add_files(assistant, paths or [], progress)
        return said, None, *listed()

    def take_out(chosen: str | None) -> tuple[str, list[list[Any]], Any]:
        try:
            if chosen:
                assistant.index.remove(chosen)
        except RapporteurError as error:
            return error_html(str(error)), *listed()
        return "", *listed()

    add.click(ingest, [upload], [report, upload, table, name], api_visibility="private")
    remove.click(take_out, [name], [report, table, name], api_visibility="private")
    return listed, None, [table, name]


def add_files(assistant: Assistant, paths: list[str], progress: Any) -> str:
    """Ingest uploaded files and say in HTML what was added and what was refused, and why."""
    limit = int(assistant.settings.server.max_upload_mb * 1024 * 1024)
    try:
        for path in map(Path, paths):
            check_upload(path.name, path.stat().st_size, limit)
        report = assistant.ingest(
            paths, lambda done, total, name: progress((done, total), desc=name)
        )
    except RapporteurError as error:
        return error_html(str(error))
    return _report_html(report)


def _report_html(report: IngestReport) -> str:
    words = card_words("en")
    parts = [words["added"].format(count=len(report.added))]
    if report.unchanged or report.aliases:
        parts.append(words["unchanged"].format(count=len(report.unchanged + report.aliases)))
    if report.failures:
        parts.append(words["refused"].format(count=len(report.failures)))
    lines = "".join(error_html(f"{f.name}: {f.reason}") for f in report.failures)
    return f"<p>{escape(', '.join(parts))}</p>{lines}"


def _evaluate_tab(assistant: Assistant, i18n: gr.I18n) -> None:
    own = gr.File(label=i18n("own_set"), file_count="single", file_types=[".jsonl"], height=120)
    run = gr.Button(i18n("run"), variant="primary", elem_id="r-run")
    scores = gr.HTML(elem_id="r-scores")
    report = gr.HTML()
    download = gr.File(label=i18n("report"), interactive=False, visible=False)

    def evaluate(
        path: str | None,
        progress: gr.Progress = gr.Progress(),  # noqa: B008 - Gradio finds it by its default
    ) -> tuple[str, str, Any]:
        try:
            return evaluated(assistant, path, progress)
        except RapporteurError as error:
            return error_html(str(error)), "", gr.File(visible=False)

    run.click(evaluate, [own], [scores, report, download], api_visibility="private")


def evaluated(assistant: Assistant, path: str | None, progress: Any) -> tuple[str, str, Any]:
    """Run a question set (the shipped one by default): scores, report, and the report's file.

    Raises:
        RapporteurError: the question file is not in the contract's form.
    """
    from eval.run import REPORT, run

    folder = Path(tempfile.mkdtemp(prefix="rapporteur-run-"))
    shipped = files("eval").joinpath("samples/questions.jsonl")
    with as_file(shipped) as samples:
        result = run(
            assistant,
            path or samples,
            folder,
            progress=lambda what, done, total: progress((done, total), desc=what),
        )
    html = (folder / REPORT).read_text(encoding="utf-8")
    frame = f'<iframe class="r-report" srcdoc="{escape(html, quote=True)}"></iframe>'
    text = f"<pre>{escape(result.scores.to_text())}</pre>"
    return text, frame, gr.File(value=str(folder / REPORT), visible=True)
