"""The page: ask, documents, evaluate."""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Iterator
from html import escape
from importlib.resources import as_file, files
from pathlib import Path
from typing import Any

import gradio as gr

from assistant.answer import Answer
from assistant.chain import Assistant
from assistant.conversation import Turn
from assistant.ingestion import IngestReport
from ingest.errors import RapporteurError
from ingest.pipeline import ReadFailure
from ui.api import check_upload
from ui.text import EXAMPLES, browser_language, card_words
from ui.web.cards import answer_html, documents_html, error_html, rendered

Messages = list[dict[str, Any]]
Progress = Callable[..., Any]


def build_page(assistant: Assistant, i18n: gr.I18n) -> gr.Blocks:
    """The page over one assistant.

    Args:
        assistant: open; shared by all visitors.
        i18n: the labels, of which the browser's language is taken.
    """
    page: gr.Blocks
    with gr.Blocks(title="Rapporteur", analytics_enabled=False) as page:
        with gr.Column(elem_id="r-head", scale=0):
            gr.Markdown("# Rapporteur", container=False)
            gr.Markdown(i18n("subtitle"), container=False)
        with gr.Tab(i18n("ask")):
            hint = _ask_tab(assistant, i18n)
        with gr.Tab(i18n("documents")) as documents_tab:
            listed, outputs = _documents_tab(assistant, i18n, hint)
        with gr.Tab(i18n("evaluate")):
            _evaluate_tab(assistant, i18n)
        for event in (page.load, documents_tab.select):
            event(listed, None, outputs, show_progress="hidden", api_visibility="private")
    return page


def _ask_tab(assistant: Assistant, i18n: gr.I18n) -> gr.Markdown:
    hint = gr.Markdown(i18n("start_here"), visible=False, elem_id="r-hint", container=False)
    chat = gr.Chatbot(
        elem_id="r-chat",
        show_label=False,
        height="64vh",
        autoscroll=False,  # page.js keeps the question in sight
        sanitize_html=False,  # cards.py escapes all that comes from documents and visitors
        latex_delimiters=[],
        buttons=[],
        layout="panel",
    )
    turns = gr.State([])
    with gr.Row(elem_id="r-asking"):
        question = gr.Textbox(
            elem_id="r-question",
            show_label=False,
            container=False,
            placeholder=i18n("question_hint"),
            lines=1,
            max_lines=4,
            scale=8,
            min_width=200,
            autofocus=True,
        )
        send = gr.Button(i18n("send"), variant="primary", scale=0, min_width=90)
        new = gr.Button(i18n("new"), scale=0, min_width=150)
    gr.Examples([[example] for example in EXAMPLES], [question], label=i18n("examples"))

    def answer(
        asked: str, shown: Messages, history: list[Turn], request: gr.Request
    ) -> Iterator[tuple[str, Messages, list[Turn]]]:
        yield from converse(assistant, asked, shown, history, _language(request))

    for event in (question.submit, send.click):
        event(
            answer,
            [question, chat, turns],
            [question, chat, turns],
            show_progress="hidden",
            api_visibility="private",
        )
    for cleared in (new.click, chat.clear):
        cleared(lambda: ([], []), None, [chat, turns], api_visibility="private")
    return hint


def _language(request: gr.Request) -> str:
    return browser_language(request.headers.get("accept-language", ""))


def converse(
    assistant: Assistant,
    asked: str,
    shown: Messages,
    history: list[Turn],
    language: str = "en",
) -> Iterator[tuple[str, Messages, list[Turn]]]:
    """Answer in the chat, piece by piece.

    Args:
        assistant: what is asked.
        asked: the question as typed.
        shown: the messages so far.
        history: the conversation so far, words only.
        language: the page's, for what is said before there is an answer.

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
            raise RapporteurError(card_words(language)["no_documents"])
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


def _documents_tab(
    assistant: Assistant, i18n: gr.I18n, hint: gr.Markdown
) -> tuple[Callable[..., tuple[Any, ...]], list[Any]]:
    """The tab; returns what lists the documents anew, and where that is shown."""
    upload = gr.File(elem_id="r-files", label=i18n("files"), file_count="multiple", height=150)
    add = gr.Button(i18n("add"), variant="primary", elem_id="r-add")
    report = gr.HTML(elem_id="r-ingested", padding=False)
    table = gr.HTML(elem_id="r-documents", padding=False)
    with gr.Row(equal_height=True):
        name = gr.Dropdown(
            label=i18n("choose_document"), choices=[], scale=4, elem_id="r-choose", min_width=200
        )
        remove = gr.Button(i18n("remove"), scale=0, elem_id="r-remove", min_width=120)
    outputs = [table, name, hint]

    def listed(request: gr.Request) -> tuple[Any, ...]:
        records = assistant.documents()
        names = [name for record in records for name in record.names]
        return (
            documents_html(records, _language(request)),
            gr.Dropdown(choices=names, value=None),
            gr.Markdown(visible=not records),
        )

    def ingest(
        paths: list[str] | None,
        request: gr.Request,
        progress: gr.Progress = gr.Progress(),  # noqa: B008 - Gradio finds it by its default
    ) -> tuple[Any, ...]:
        said = add_files(assistant, paths or [], progress, _language(request))
        return said, None, *listed(request)

    def take_out(chosen: str | None, request: gr.Request) -> tuple[Any, ...]:
        said = ""
        try:
            if chosen:
                assistant.index.remove(chosen)
        except RapporteurError as error:
            said = error_html(str(error))
        return said, *listed(request)

    # Writers take turns among themselves; questions have a queue of their own and never wait here.
    add.click(
        ingest,
        [upload],
        [report, upload, *outputs],
        show_progress_on=report,
        concurrency_id="writing",
        concurrency_limit=1,
        api_visibility="private",
    )
    remove.click(
        take_out, [name], [report, *outputs], concurrency_id="writing", api_visibility="private"
    )
    return listed, outputs


def add_files(
    assistant: Assistant, paths: list[str], progress: Progress, language: str = "en"
) -> str:
    """Ingest uploaded files and say in HTML what was added and what was refused, and why.

    Args:
        assistant: where they go.
        paths: files on this machine; one that is refused does not stop the others.
        progress: told after every file; a ``gr.Progress`` is one.
        language: of the report.
    """
    if not paths:
        return error_html(card_words(language)["nothing_chosen"])
    limit = int(assistant.settings.server.max_upload_mb * 1024 * 1024)
    accepted, refused = [], []
    for path in map(Path, paths):
        try:
            check_upload(path.name, path.stat().st_size, limit)
            accepted.append(path)
        except RapporteurError as error:
            refused.append(error_html(str(error)))
    report = IngestReport()
    try:
        if accepted:
            report = assistant.ingest(
                accepted, lambda done, total, name: progress((done, total), desc=name)
            )
    except RapporteurError as error:
        refused.append(error_html(str(error)))
    finally:
        for path in map(Path, paths):  # the server's own copies
            path.unlink(missing_ok=True)
    return _report_html(report, refused, language)


def _report_html(report: IngestReport, refused: list[str], language: str) -> str:
    words = card_words(language)
    refused = [*refused, *(error_html(_failure(failure)) for failure in report.failures)]
    counts = (
        ("added", len(report.added)),
        ("unchanged", len(report.unchanged) + len(report.aliases)),
        ("refused", len(refused)),
    )
    said = ", ".join(words[what].format(count=count) for what, count in counts if count)
    return f"<p>{escape(said)}</p>{''.join(refused)}"


def _failure(failure: ReadFailure) -> str:
    return f"{failure.name}: {failure.reason}"


def _evaluate_tab(assistant: Assistant, i18n: gr.I18n) -> None:
    gr.Markdown(i18n("run_hint"), container=False)
    own = gr.File(
        elem_id="r-set",
        label=i18n("own_set"),
        file_count="single",
        file_types=[".jsonl"],
        height=120,
    )
    run = gr.Button(i18n("run"), variant="primary", elem_id="r-run")
    scores = gr.HTML(elem_id="r-scores", padding=False)
    report = gr.HTML(padding=False)
    download = gr.File(label=i18n("report"), interactive=False, visible=False)

    def evaluate(
        path: str | None,
        progress: gr.Progress = gr.Progress(),  # noqa: B008 - Gradio finds it by its default
    ) -> tuple[str, str, Any]:
        try:
            return evaluated(assistant, path, progress)
        except RapporteurError as error:
            return error_html(str(error)), "", gr.File(visible=False)

    run.click(
        evaluate,
        [own],
        [scores, report, download],
        show_progress_on=scores,
        concurrency_limit=1,
        api_visibility="private",
    )


def evaluated(assistant: Assistant, path: str | None, progress: Progress) -> tuple[str, str, Any]:
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
    frame = f'<iframe class="r-report" sandbox="" srcdoc="{escape(html, quote=True)}"></iframe>'
    text = f"<pre>{escape(result.scores.to_text())}</pre>"
    return text, frame, gr.File(value=str(folder / REPORT), visible=True)
