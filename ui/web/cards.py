"""Answers as HTML: the text, and a card for each citation with the quote in its surroundings.

Everything that comes from a document or a visitor is escaped here; the page shows it unsanitised.
"""

from __future__ import annotations

import re
from html import escape

from markdown_it import MarkdownIt

from assistant.answer import Answer, Citation
from index.catalog.database import CatalogError
from index.catalog.records import DocumentRecord
from index.search import Index
from ingest.document import Passage
from ui.text import LABELS, card_words

_MARKDOWN = MarkdownIt("commonmark", {"html": False, "breaks": True}).disable(["image", "link"])
_MARKER = re.compile(r"\[(\d{1,3})\]")
_CELLS = " | "  # between the cells of a row's text
SURROUNDINGS = 240  # characters shown before and after a quote, and of the passages beside it
OPEN_CARDS = 2  # further ones are folded


def answer_html(answer: Answer, index: Index) -> str:
    """An answer with its citation cards, on one line so that Markdown leaves it alone.

    Args:
        answer: as the assistant gave it.
        index: where the passages' surroundings are read.
    """
    words = card_words(answer.language)
    text = _MARKER.sub(r"<sup>\1</sup>", rendered(answer.answer))
    flag = ""
    if answer.status == "not_found":
        flag = f'<div class="r-flag">{escape(words["not_found"])}</div>'
    notice = f'<div class="r-notice">{escape(answer.notice)}</div>' if answer.notice else ""
    cards = "".join(
        card_html(citation, index, words, is_open=number < OPEN_CARDS)
        for number, citation in enumerate(answer.citations)
    )
    if cards:
        cards = f'<div class="r-sources">{escape(words["sources"])}</div>{cards}'
    direction = ' dir="rtl"' if answer.language == "ar" else ""
    html = (
        f'<div class="r-answer r-{answer.status}">{notice}{flag}'
        f'<div class="r-text"{direction}>{text}</div>{cards}</div>'
    )
    return _one_line(html)


def rendered(text: str) -> str:
    """Markdown as HTML; HTML in it is shown as text."""
    html: str = _MARKDOWN.render(text)
    return html


def error_html(message: str) -> str:
    """An error in one line."""
    return _one_line(f'<div class="r-notice">{escape(message)}</div>')


def card_html(citation: Citation, index: Index, words: dict[str, str], is_open: bool = True) -> str:
    """One citation: where it stands, and the quote marked in the text around it.

    Args:
        citation: what a marker points to.
        index: where the passage's surroundings are read.
        words: the card's own words, as ``card_words`` gives them.
        is_open: whether the card begins unfolded.
    """
    place = [escape(part) for part in citation.section]
    if citation.page is not None:
        place.append(escape(words["page"].format(page=citation.page)))
    path = f'<div class="r-path">{" › ".join(place)}</div>' if place else ""
    table = ""
    if citation.table is not None:
        parts = [citation.table.caption]
        parts += [f"{words['row']}: {citation.table.row}"] if citation.table.row else []
        parts += [f"{words['column']}: {citation.table.column}"] if citation.table.column else []
        table = f'<div class="r-path">{" · ".join(escape(p) for p in parts if p)}</div>'
    return (
        f'<details class="r-card"{" open" if is_open else ""}><summary><b>[{citation.marker}]</b> '
        f"{escape(citation.document)}</summary>{path}{table}"
        f'<div class="r-passage">{_in_surroundings(citation, index)}</div></details>'
    )


def documents_html(records: list[DocumentRecord], language: str) -> str:
    """The documents of a collection as a table, or a line that says there are none.

    Args:
        records: as the catalogue gives them.
        language: of the headers.
    """
    words = LABELS.get(language, LABELS["en"])
    if not records:
        return f'<p class="r-none">{escape(words["no_documents_yet"])}</p>'
    columns = ("name", "document_title", "language", "date", "passages")
    head = "".join(f"<th>{escape(words[column])}</th>" for column in columns)
    rows = "".join(
        f"<tr><td>{escape(' · '.join(r.names))}</td><td>{escape(r.title)}</td>"
        f"<td>{escape(r.language)}</td><td>{escape(r.date)}</td><td>{r.passages}</td></tr>"
        for r in records
    )
    return (
        f'<div class="r-scroll"><table class="r-table"><thead><tr>{head}</tr></thead>'
        f"<tbody>{rows}</tbody></table></div>"
    )


def _in_surroundings(citation: Citation, index: Index) -> str:
    plain = f"<mark>{escape(citation.quote)}</mark>"
    if citation.passage is None:
        return plain
    try:
        passages = index.neighbours(citation.passage)
    except CatalogError:  # the document was removed since
        return plain
    parts = []
    for found in passages:
        text = found.passage.text
        if found.passage_id == citation.passage:
            start = text.find(citation.quote)
            if start < 0:
                parts.append(plain)
                continue
            before, after = text[:start], text[start + len(citation.quote) :]
            marked = f"<mark>{_with_cell(citation, found.passage)}</mark>"
            parts.append(f"{escape(_tail(before))}{marked}{escape(_head(after))}")
        elif found.passage_id < citation.passage:
            parts.append(f'<span class="r-around">{escape(_tail(text))}</span>')
        else:
            parts.append(f'<span class="r-around">{escape(_head(text))}</span>')
    return "<br>".join(parts)


def _with_cell(citation: Citation, passage: Passage) -> str:
    """The quote, escaped, with the cited cell of a table row set off."""
    if citation.table is None or citation.quote != passage.text:
        return escape(citation.quote)
    parts = citation.quote.split(_CELLS)
    for number, cell in enumerate(passage.cells):
        if cell.column != citation.table.column:
            continue
        # Value cells end the row; where merged ones are left out, the text alone tells.
        place = len(parts) - len(passage.cells) + number
        if not (0 <= place < len(parts) and parts[place] == cell.text):
            place = parts.index(cell.text) if cell.text in parts else -1
        shown = [escape(part) for part in parts]
        if place >= 0:
            shown[place] = f'<b class="r-cell">{shown[place]}</b>'
        return _CELLS.join(shown)
    return escape(citation.quote)


def _head(text: str) -> str:
    return text if len(text) <= SURROUNDINGS else f"{text[:SURROUNDINGS]}…"


def _tail(text: str) -> str:
    return text if len(text) <= SURROUNDINGS else f"…{text[-SURROUNDINGS:]}"


def _one_line(html: str) -> str:
    return html.replace("\r", "").replace("\n", "&#10;")
