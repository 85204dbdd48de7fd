"""What a reader yields: a document of addressed blocks, and the passages cut from it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Literal

BlockKind = Literal["heading", "paragraph", "list_item", "table", "note", "code"]
PassageKind = Literal["text", "row", "table"]


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell of a table.

    Attributes:
        text: the cell's text as it stands in the document, lines joined by line feeds.
        spanned: True where a merged cell is repeated only to keep the grid rectangular; the text
            stands in the document once, at the first of the repeated cells.
    """

    text: str
    spanned: bool = False


@dataclass(frozen=True, slots=True)
class Table:
    """A rectangular grid with its caption, header rows and unit.

    Attributes:
        rows: all rows, header rows first; every row has the same number of cells.
        header_rows: how many of the first rows are column headers (0 where there are none).
        label_columns: how many of the first columns name the row (usually 1; 0 in a table of one
            row of figures).
        caption: the table's caption or title, empty where it has none.
        unit: a unit that holds for the whole table (``CHF``, ``瑞郎``, ``USD million``), or empty.
    """

    rows: tuple[tuple[Cell, ...], ...]
    header_rows: int = 1
    label_columns: int = 1
    caption: str = ""
    unit: str = ""

    @property
    def width(self) -> int:
        """Number of columns."""
        return len(self.rows[0]) if self.rows else 0

    @property
    def body(self) -> tuple[tuple[Cell, ...], ...]:
        """The rows below the header rows."""
        return self.rows[self.header_rows :]

    def column_name(self, column: int) -> str:
        """The header path of a column, outermost first, joined by `` / ``; may be empty."""
        parts: list[str] = []
        for row in self.rows[: self.header_rows]:
            text = " ".join(row[column].text.split())
            if text and (not parts or parts[-1] != text):
                parts.append(text)
        return " / ".join(parts)

    def row_label(self, row: tuple[Cell, ...]) -> str:
        """The text of a row's label cells, joined by `` / ``; lines in a cell joined by spaces."""
        parts: list[str] = []
        for cell in row[: self.label_columns]:
            text = " ".join(cell.text.split())
            if text and (not parts or parts[-1] != text):
                parts.append(text)
        return " / ".join(parts)


@dataclass(frozen=True, slots=True)
class Block:
    """A heading, paragraph, list item, table, note or piece of code, with its address.

    Attributes:
        kind: what the block is.
        text: the text as it stands in the document; for a table, the rows' texts, a line each.
        section: the headings above it, outermost first (for a heading: itself included).
        page: page (PDF), slide (PPTX) or sheet number from 1, None where the format has no pages.
        level: heading level from 1; 0 for other kinds.
        table: the grid, for a table.
        sheet: the sheet's name, for a spreadsheet.
    """

    kind: BlockKind
    text: str
    section: tuple[str, ...] = ()
    page: int | None = None
    level: int = 0
    table: Table | None = None
    sheet: str | None = None


@dataclass(slots=True)
class Document:
    """One document as read, with what is known about it.

    Attributes:
        name: the ingested file's name (no folder), which citations carry.
        title: the document's own title, else its first heading, else its file name.
        blocks: in reading order.
        symbol: document symbol such as ``TDAG-26/2(Add.2)(Rev.2)-C``, or empty.
        date: ISO date (``2021-10-08``), month or year, or empty.
        language: ISO 639-1 code of the main language (``zh``, ``en``...).
        years: years that the document speaks about most, ascending.
        edition: ``Rev.2``, ``Add.1``, ``Corr.1``, a version, or empty.
        revises: what the edition belongs to: the symbol or name without its edition mark, or empty.
        media_type: short name of the format (``docx``, ``pdf``...).
        sha256: hex digest of the file's bytes, set by the pipeline.
        size: bytes, set by the pipeline.
    """

    name: str
    title: str = ""
    blocks: list[Block] = field(default_factory=list)
    symbol: str = ""
    date: str = ""
    language: str = ""
    years: tuple[int, ...] = ()
    edition: str = ""
    revises: str = ""
    media_type: str = ""
    sha256: str = ""
    size: int = 0

    def tables(self) -> Iterator[Block]:
        """The table blocks, in reading order."""
        return (block for block in self.blocks if block.table is not None)


@dataclass(frozen=True, slots=True)
class RowCell:
    """A value cell of a table row as a passage carries it.

    Attributes:
        column: header path of its column.
        text: the value as it stands in the document.
        unit: unit from the column header, the caption or the table, or empty.
        position: column number from 0.
    """

    column: str
    text: str
    unit: str
    position: int


@dataclass(frozen=True, slots=True)
class Passage:
    """A stretch of a document that is searched, shown and cited as one.

    Attributes:
        kind: ``text`` (whole sentences of one section) or ``row`` (one table row) or ``table``
            (caption and headers of one table, so that a question about the whole table finds it).
        text: verbatim text; what a quote is taken from. For a row: its cells as they stand in the
            document, in order, joined by `` | ``, repeated merged cells left out.
        section: heading path, outermost first.
        page: page the passage begins on, or None.
        first_block: position in ``Document.blocks`` of the first block it takes from.
        last_block: position of the last such block (inclusive).
        context: what it needs to be understood but does not contain: the heading path; for a row
            the caption, headers and unit. Indexed with the text, never quoted.
        caption: the table's caption (rows and tables).
        label: the row's label path, outermost first, joined by `` / `` (rows): a sub-row carries
            the row above it that it belongs to.
        cells: the row's value cells (rows).
    """

    kind: PassageKind
    text: str
    section: tuple[str, ...]
    page: int | None
    first_block: int
    last_block: int
    context: str = ""
    caption: str = ""
    label: str = ""
    cells: tuple[RowCell, ...] = ()
