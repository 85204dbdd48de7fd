"""Markdown files: CommonMark with pipe tables, footnotes and front matter."""

from __future__ import annotations

import re
from dataclasses import replace
from html import escape

from markdown_it import MarkdownIt
from markdown_it.rules_inline import StateInline

from ingest.document import Block, Document
from ingest.encoding import decode
from ingest.readers.html import read_html

_FRONT = re.compile(
    r"(?P<fence>-{3}|\+{3})[ \t]*\n(?P<body>.*?\n)(?P=fence)[ \t]*(?:\n|\Z)", re.DOTALL
)
_FIELD = re.compile(r"^(title|date|lang|language)\s*[:=]\s*(.+?)\s*$", re.MULTILINE | re.IGNORECASE)
_FENCE = re.compile(r" {0,3}(`{3,}|~{3,})")
_NOTE = re.compile(r" {0,3}\[\^(?P<id>[^\]\s]+)\]:[ \t]*(?P<text>.*)")
_REFERENCE = re.compile(r"\[\^([^\]\s]+)\]")
# "#标题": not a heading by the book, but much written where words have no spaces between them.
_TIGHT_HEADING = re.compile(r"^( {0,3}#{1,6})(?=[\u2e80-\u9fff《“「【（])")
_DATE = re.compile(r"\d{4}-\d{2}-\d{2}")
# Emphasis that CommonMark leaves standing beside Chinese punctuation.
_EMPHASIS = re.compile(r"(\*\*|__)(?=\S)(.+?)(?<=\S)\1")


def read(data: bytes, name: str) -> Document:
    """Read a .md file.

    Args:
        data: the file's bytes.
        name: the file's name.
    """
    fields, text = _front_matter(decode(data))
    text, notes = _take_notes(text)
    parser = MarkdownIt("commonmark", {"html": True}).enable(["table", "strikethrough"])
    parser.inline.ruler.before("link", "note_mark", _note_mark)
    html = parser.render(text, {"notes": notes})
    plain = {mark: _plain(note) for mark, note in notes.items()}
    document = read_html(f"<html><body>{html}</body></html>", name, plain)
    document.blocks = [_without_emphasis(block) for block in document.blocks]
    document.media_type = "md"
    document.title = fields.get("title", "") or document.title
    document.language = fields.get("lang", fields.get("language", ""))[:2].lower()
    date = _DATE.match(fields.get("date", ""))
    document.date = date[0] if date else ""
    return document


def _front_matter(text: str) -> tuple[dict[str, str], str]:
    match = _FRONT.match(text)
    if match is None or not re.search(r"^\w[\w -]*\s*[:=]", match["body"], re.MULTILINE):
        return {}, text
    fields = {key.lower(): value.strip("\"'") for key, value in _FIELD.findall(match["body"])}
    return fields, text[match.end() :]


def _take_notes(text: str) -> tuple[str, dict[str, str]]:
    """Cut the footnotes' texts out, and mend headings, both outside fenced code."""
    kept: list[str] = []
    notes: dict[str, str] = {}
    fence = current = ""
    for line in text.split("\n"):
        opening = _FENCE.match(line)
        if opening and (not fence or (opening[1].startswith(fence) and not line.strip(" `~"))):
            fence = "" if fence else opening[1]
        note = None if fence else _NOTE.match(line)
        if note:
            current = note["id"]
            notes[current] = note["text"]
        elif current and line.startswith(("    ", "\t")):
            notes[current] += " " + line.strip()
        else:
            current = current if not line.strip() else ""
            kept.append(line if fence else _TIGHT_HEADING.sub(r"\1 ", line))
    return "\n".join(kept), notes


def _note_mark(state: StateInline, silent: bool) -> bool:
    """Inline rule: ``[^1]`` becomes a mark that the HTML reader puts the note behind."""
    match = _REFERENCE.match(state.src, state.pos)
    if match is None or match[1] not in state.env.get("notes", {}):
        return False
    if not silent:
        token = state.push("html_inline", "", 0)
        token.content = f'<note-mark id="{escape(match[1])}"></note-mark>'
    state.pos = match.end()
    return True


def _plain(markdown: str) -> str:
    """A note's text without its markup."""
    html = MarkdownIt("commonmark").renderInline(markdown)
    blocks = read_html(f"<p>{html}</p>", "").blocks
    return " ".join(_without_emphasis(block).text for block in blocks)


def _without_emphasis(block: Block) -> Block:
    if block.kind in {"code", "table"} or not _EMPHASIS.search(block.text):
        return block
    return replace(block, text=_EMPHASIS.sub(r"\2", block.text))
