"""What the commands show: text for a person on a terminal, plain text in a pipe, JSON for programs.

Standard output carries the result alone; progress bars and remarks go to standard error.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

from rich.console import Console
from rich.markup import escape
from rich.padding import Padding
from rich.text import Text

if TYPE_CHECKING:
    from assistant.answer import Answer, Citation
    from assistant.ingestion import IngestReport
    from index.catalog.records import DocumentRecord
    from index.excerpts import Excerpt
    from index.reembedding import EmbeddingReport
    from ui.doctor import Check

Advance = Callable[[str, int, int], None]
"""Told what is being done, how many are done, and how many there are."""


def write_json(data: Any) -> None:
    """Print one JSON document; characters that the output's encoding lacks are escaped."""
    ascii_only = (sys.stdout.encoding or "").lower().replace("-", "") != "utf8"
    sys.stdout.write(json.dumps(data, ensure_ascii=ascii_only, indent=2) + "\n")


def write(text: str | Text = "", indent: int = 0) -> None:
    """Print a piece of the result; colours and wrapping only on a terminal, lines whole in a pipe.

    Args:
        text: what to print, as it is: markup characters are no markup.
        indent: spaces before it, on every line where it wraps.
    """
    console = Console(highlight=False)
    body = Text(text) if isinstance(text, str) else text
    if console.is_terminal:
        console.print(Padding(body, (0, 0, 0, indent)) if indent else body)
    else:
        console.print(Text(" " * indent) + body, soft_wrap=True)


def remark(text: str) -> None:
    """Print a line for the person on standard error."""
    Console(stderr=True, highlight=False).print(text, markup=False, soft_wrap=True)


def write_table(columns: Sequence[str], rows: Sequence[Sequence[str]]) -> None:
    """Print rows under headings, or tab-separated rows without them in a pipe."""
    console = Console(highlight=False)
    if not console.is_terminal:
        for row in rows:
            sys.stdout.write("\t".join(row) + "\n")
        return
    from rich.table import Table

    table = Table(box=None, pad_edge=False, header_style="bold")
    table.add_column(columns[0], no_wrap=True)
    for column in columns[1:]:
        table.add_column(column, overflow="fold")
    for row in rows:
        table.add_row(*(Text(cell) for cell in row))
    console.print(table)


def write_answer(answer: Answer) -> None:
    """Print an answer's text and, under it, the places that its markers point to."""
    console = Console(highlight=False)
    if console.is_terminal:
        from rich.markdown import Markdown

        console.print(Markdown(answer.answer))
    else:
        write(answer.answer)
    write_citations(answer)


def write_citations(answer: Answer) -> None:
    """Print the places that an answer's markers point to, and its notice if it has one."""
    for citation in answer.citations:
        write()
        write(_place(citation))
        if citation.table is not None:
            write(Text(_cell(citation), style="dim"), indent=4)
        write(_quote(citation.quote, answer.short_answer), indent=4)
    if answer.notice:
        remark(answer.notice)


def write_excerpt(rank: int, excerpt: Excerpt) -> None:
    """Print one find of a search: where it stands, then its text, a table's rows a line each."""
    hit = excerpt.hit
    place = Text(f"{rank}. ", style="bold")
    place.append(_address(hit.document.name, hit.passage.section, hit.passage.page), style="cyan")
    place.append(f"  {hit.score:.3f}", style="dim")
    write(place)
    in_table = hit.passage.kind != "text"
    for paragraph in excerpt.text.split("\n") if in_table else [excerpt.text]:
        write(" ".join(paragraph.split()), indent=3)


def write_report(report: IngestReport) -> None:
    """Print what an ingestion did: a line for every file that failed, then the sums."""
    for failure in report.failures:
        remark(f"Not read: {failure.name}: {failure.reason}")
    counts = (
        (len(report.added), "added"),
        (len(report.unchanged), "unchanged"),
        (len(report.aliases), "known under another name"),
        (len(report.skipped), "left out"),
        (len(report.failures), "failed"),
    )
    done = ", ".join(f"{count} {what}" for count, what in counts if count) or "No documents found"
    write(
        f"{done}. The collection has {_count(report.documents, 'document')} in "
        f"{_count(report.passages, 'passage')}. ({report.seconds:.1f} s)"
    )


def write_embedding(report: EmbeddingReport) -> None:
    """Print what an embedding run did."""
    passages = _count(report.passages, "passage")
    if report.embedding == report.before:
        write(f"{report.embedding}: {passages}, all with vectors. Nothing to do.")
        return
    write(
        f"{_count(report.embedded, 'passage')} embedded with {report.embedding}; it is searched "
        f"with from now on. The collection has {passages}. ({report.seconds:.1f} s)"
    )


def write_documents(records: Sequence[DocumentRecord]) -> None:
    """Print the documents of a collection, a line each."""
    rows = [(r.name, r.title, r.date, str(r.passages)) for r in records]
    write_table(("document", "title", "date", "passages"), rows)


def write_checks(checks: Sequence[Check]) -> None:
    """Print what was examined and what was found, with advice where something is wrong."""
    marks = {
        "passed": ("ok  ", "green"),
        "note": ("note", "yellow"),
        "failed": ("FAIL", "bold red"),
    }
    for check in checks:
        mark, style = marks[check.state]
        write(Text.assemble((mark, style), f"  {check.name}: {check.finding}"))
        if check.advice:
            write(check.advice, indent=6)


def write_stream(pieces: Iterable[str | Answer]) -> Answer:
    """Print an answer as it comes, then its citations.

    On a terminal the pieces are shown until the checked answer takes their place.

    Args:
        pieces: parts of the text, and last the whole answer.

    Returns:
        The whole answer.
    """
    text = ""
    with _passing_text() as show:
        for piece in pieces:
            if isinstance(piece, str):
                show(text := text + piece)
            else:
                answer = piece
    write_answer(answer)
    write()
    return answer


def questions() -> Iterator[str]:
    """The lines that a person types, or a pipe holds, until the end; empty ones are left out."""
    asking = sys.stdin.isatty()
    if asking:
        remark("Ask a question. /new starts over, /quit leaves.")
    while True:
        try:
            line = input("> " if asking else "")
        except EOFError:
            return
        if question := line.encode("utf-8", "replace").decode("utf-8").strip():
            yield question


@contextmanager
def progress_bar() -> Iterator[Advance]:
    """A progress bar on standard error while the block runs; nothing where that is no terminal."""
    console = Console(stderr=True)
    if not console.is_terminal:
        yield lambda what, done, total: None
        return
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn
    from rich.progress import TimeRemainingColumn as Remaining

    columns = (BarColumn(), MofNCompleteColumn(), Remaining(), TextColumn("{task.description}"))
    with Progress(*columns, console=console, transient=True) as bar:
        task = bar.add_task("", total=None)
        yield lambda what, done, total: bar.update(
            task, description=escape(what), completed=done, total=total
        )


@contextmanager
def _passing_text() -> Iterator[Callable[[str], None]]:
    """Text on a terminal that grows while the block runs and is gone after it."""
    console = Console(highlight=False)
    if not console.is_terminal:
        yield lambda text: None
        return
    from rich.live import Live

    with Live("", console=console, transient=True) as live:
        yield lambda text: live.update(Text(text))


def _count(number: int, what: str) -> str:
    return f"{number} {what}" if number == 1 else f"{number} {what}s"


def _place(citation: Citation) -> Text:
    line = Text(f"[{citation.marker}] ", style="bold")
    line.append(_address(citation.document, citation.section, citation.page), style="cyan")
    return line


def _address(document: str, section: Sequence[str], page: int | None) -> str:
    """``file, 1 Chapter › 1.2 Section, page 3``."""
    parts = [document]
    if section:
        parts.append(" › ".join(" ".join(heading.split()) for heading in section))
    if page is not None:
        parts.append(f"page {page}")
    return ", ".join(parts)


def _cell(citation: Citation) -> str:
    cell = citation.table
    assert cell is not None
    parts = (("table", cell.caption), ("row", cell.row), ("column", cell.column))
    return " · ".join(f"{name}: {text}" for name, text in parts if text)


def _quote(quote: str, short_answer: str | None) -> Text:
    """The quoted words, with the bare fact in them set off."""
    line = Text(f"“{' '.join(quote.split())}”", style="italic")
    if short_answer:
        line.highlight_words([short_answer], style="bold yellow", case_sensitive=False)
    return line
