"""The small markup that the sample documents are written in.

A source file has front matter (``key: value`` lines between two ``---`` lines) and a body of blocks
set apart by blank lines: ``# headings``, ``- bullets``, ``1) numbered items``, ``> speaker notes``,
pipe tables and paragraphs. In a table ``<`` joins a cell to its left neighbour and ``^`` to the one
above; rows above the ``|---|`` line are headers; a paragraph right before a table is its caption.
``[^1]`` refers to a footnote, whose text stands in a line ``[^1]: text``; ``**bold**`` is bold.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal

FOOTNOTE_TEXT = re.compile(r"^\[\^(\d+)\]:\s*(.+)$", re.MULTILINE)
INLINE = re.compile(r"\*\*(.+?)\*\*|\[\^(\d+)\]")
NUMBERED = re.compile(r"\d+\)\s+")
RULE = re.compile(r"^\|(?:\s*:?-+:?\s*\|)+$")

InlineKind = Literal["text", "bold", "footnote"]


@dataclass(frozen=True)
class Heading:
    """A heading of level 1, 2 or 3."""

    level: int
    text: str


@dataclass(frozen=True)
class Paragraph:
    """A paragraph; ``kind`` tells a bullet or a numbered item from running text."""

    text: str
    kind: Literal["text", "bullet", "numbered", "speaker"] = "text"


@dataclass(frozen=True)
class Span:
    r"""A table cell with the rows and columns that it covers.

    Attributes:
        row: its first row, from 0.
        column: its first column, from 0.
        rows: how many rows it covers.
        columns: how many columns it covers.
        text: its text, ``\n`` between lines.
    """

    row: int
    column: int
    rows: int
    columns: int
    text: str


@dataclass(frozen=True)
class Grid:
    """A table: the written cells, with ``<`` and ``^`` still in them.

    Attributes:
        caption: the paragraph before it.
        rows: cell texts, header rows first.
        header_rows: how many rows are headers.
        right: for each column, whether it is aligned to the right.
    """

    caption: str
    rows: list[list[str]]
    header_rows: int
    right: list[bool]

    def spans(self) -> list[Span]:
        """The cells that hold text, each with its extent."""
        return [
            Span(r, c, self._height(r, c), self._width(r, c), text)
            for r, row in enumerate(self.rows)
            for c, text in enumerate(row)
            if text not in ("<", "^")
        ]

    def shares(self) -> list[float]:
        """For each column its share of the table's width, by its longest cell; they sum to 1."""
        cells = [[display_width(plain(row[c])) for row in self.rows] for c in range(self.columns)]
        weights = [min(max(*widths, 6), 30) + 3 for widths in cells]
        return [weight / sum(weights) for weight in weights]

    @property
    def columns(self) -> int:
        """Number of columns."""
        return len(self.rows[0])

    def _width(self, row: int, column: int) -> int:
        end = column + 1
        while end < len(self.rows[row]) and self.rows[row][end] == "<":
            end += 1
        return end - column

    def _height(self, row: int, column: int) -> int:
        end = row + 1
        while end < len(self.rows) and self.rows[end][column] == "^":
            end += 1
        return end - row


Part = Heading | Paragraph | Grid


@dataclass
class Source:
    """A parsed source file.

    Attributes:
        meta: the front matter.
        parts: the blocks in reading order.
        footnotes: text of each footnote by its number.
    """

    meta: dict[str, str]
    parts: list[Part] = field(default_factory=list)
    footnotes: dict[str, str] = field(default_factory=dict)

    @property
    def created(self) -> tuple[int, int, int]:
        """Year, month and day of the document."""
        year, month, day = self.meta["created"].split("-")
        return int(year), int(month), int(day)


def inline(text: str) -> list[tuple[InlineKind, str]]:
    """Split a text into plain pieces, bold pieces and footnote numbers."""
    pieces: list[tuple[InlineKind, str]] = []
    end = 0
    for match in INLINE.finditer(text):
        if match.start() > end:
            pieces.append(("text", text[end : match.start()]))
        pieces.append(("bold", match[1]) if match[1] else ("footnote", match[2]))
        end = match.end()
    if end < len(text):
        pieces.append(("text", text[end:]))
    return pieces


def plain(text: str) -> str:
    """The text without bold marks and footnote references."""
    return "".join(piece for kind, piece in inline(text) if kind != "footnote")


def display_width(text: str) -> int:
    """Width of the longest line in Latin letters; a Chinese character counts for two."""
    return max(
        sum(2 if ord(character) > 0x2E80 else 1 for character in line) for line in text.split("\n")
    )


def parse(path: Path) -> Source:
    """Read a source file.

    Args:
        path: a UTF-8 file in the markup that the module describes.

    Returns:
        The front matter, blocks and footnotes.
    """
    _, front, body = path.read_text(encoding="utf-8").split("---\n", 2)
    meta = dict(line.split(": ", 1) for line in front.strip().splitlines())
    source = Source(meta, footnotes=dict(FOOTNOTE_TEXT.findall(body)))
    for chunk in re.split(r"\n\s*\n", FOOTNOTE_TEXT.sub("", body).strip()):
        source.parts.extend(_parse_chunk(chunk.splitlines(), source.parts))
    return source


def _parse_chunk(lines: list[str], before: list[Part]) -> list[Part]:
    first = lines[0]
    if first.startswith("#"):
        marks, text = first.split(" ", 1)
        return [Heading(len(marks), text)]
    if first.startswith("|"):
        return [_parse_grid(lines, _take_caption(before))]
    if first.startswith("- "):
        return [Paragraph(line.removeprefix("- "), "bullet") for line in lines]
    if NUMBERED.match(first):
        return [Paragraph(NUMBERED.sub("", line, count=1), "numbered") for line in lines]
    if first.startswith("> "):
        return [Paragraph(" ".join(line.removeprefix("> ") for line in lines), "speaker")]
    return [Paragraph(" ".join(lines))]


def _take_caption(before: list[Part]) -> str:
    last = before[-1] if before else None
    if not isinstance(last, Paragraph) or last.kind != "text":
        return ""
    before.pop()
    return last.text


def _parse_grid(lines: list[str], caption: str) -> Grid:
    rule = next((i for i, line in enumerate(lines) if RULE.match(line)), 0)
    cells = [
        [cell.strip().replace("<br>", "\n") for cell in line.strip().strip("|").split("|")]
        for i, line in enumerate(lines)
        if i != rule
    ]
    right = [cell.strip().endswith(":") for cell in lines[rule].strip("|").split("|")]
    return Grid(caption, cells, rule, right)
