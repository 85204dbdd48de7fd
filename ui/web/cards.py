"""Answers as HTML: the text, and a card for each citation with the quote in its surroundings.

Everything that comes from a document or a visitor is escaped here; the page shows it unsanitised.
"""

from __future__ import annotations

import re
from html import escape

from markdown_it import MarkdownIt

from assistant.answer import Answer, Citation
from index.catalog import CatalogError
from index.search import Index
from ui.text import card_words

_MARKDOWN = MarkdownIt("commonmark", {"html": False, "breaks": True}).disable(["image", "link"])
_MARKER = re.compile(r"\[(\d{1,3})\]")
SURROUNDINGS = 240  # characters shown before and after a quoted passage


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
    cards = "".join(card_html(citation, index, words) for citation in answer.citations)
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


def card_html(citation: Citation, index: Index, words: dict[str, str]) -> str:
    """One citation: where it stands, and the quote marked in the text around it."""
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
        f'<details class="r-card" open><summary><b>[{citation.marker}]</b> '
        f"{escape(citation.document)}</summary>{path}{table}"
        f'<div class="r-passage">{_in_surroundings(citation, index)}</div></details>'
    )


def _in_surroundings(citation: Citation, index: Index) -> str:
    quote = f"<mark>{escape(citation.quote)}</mark>"
    if citation.passage is None:
        return quote
    try:
        passages = index.neighbours(citation.passage)
    except CatalogError:
        return quote
    parts = []
    for found in passages:
        text = found.passage.text
        if found.passage_id == citation.passage:
            start = text.find(citation.quote)
            if start < 0:
                parts.append(quote)
                continue
            before, after = text[:start], text[start + len(citation.quote) :]
            parts.append(f"{escape(before)}{quote}{escape(after)}")
        elif found.passage_id < citation.passage:
            parts.append(f'<span class="r-around">{escape(_tail(text))}</span>')
        else:
            parts.append(f'<span class="r-around">{escape(_head(text))}</span>')
    return "<br>".join(parts)


def _head(text: str) -> str:
    return text if len(text) <= SURROUNDINGS else f"{text[:SURROUNDINGS]}…"


def _tail(text: str) -> str:
    return text if len(text) <= SURROUNDINGS else f"…{text[-SURROUNDINGS:]}"


def _one_line(html: str) -> str:
    return html.replace("\r", "").replace("\n", "&#10;")
