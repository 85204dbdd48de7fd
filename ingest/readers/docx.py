"""Word documents: headings, paragraphs, lists, tables, notes and text boxes in reading order.

Tracked changes are accepted. Left out: comments, page headers and footers, hidden text, tables of
contents (they repeat the headings, with page numbers), pictures.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, replace

from lxml import etree

from ingest.captions import attach_captions
from ingest.document import Block, Cell, Document
from ingest.grid import make_table, table_block
from ingest.readers.chart import chart_block, diagram_blocks
from ingest.readers.docx_styles import Numbering, Style, Styles, numbering_of, outline_level
from ingest.readers.docx_text import Inline, read_inline
from ingest.readers.ooxml import Package, W, local, shown
from ingest.readers.titles import meaningful_title
from ingest.sections import MAX_HEADING_CHARS, fill_sections, level_of_number
from ingest.subtables import own_columns, tables_within

MAX_GUESSED_HEADING = 60
MAX_DEPTH = 20

_BULLET = re.compile(r"[•·▪◦●○■□➢➤❖‣∙\uf0b7\uf0a7\uf0d8]\s*|[–—-]\s+(?=\S)")
_ENDS_SENTENCE = re.compile(r"[.。!！?？;；,，:：…]$")


@dataclass(frozen=True, slots=True)
class _Look:
    """How a paragraph looks, to guess headings where the document marks none."""

    bold: bool
    size: int


def read(data: bytes, name: str) -> Document:
    """Read a .docx, .docm or .dotx file.

    Args:
        data: the file's bytes.
        name: the file's name.

    Raises:
        ReadError: the package is damaged, encrypted or a zip bomb.
    """
    package = Package(data, name)
    body = _Body(package)
    body.read()
    if not any(
        block.kind == "heading" for i, block in enumerate(body.blocks) if i not in body.titles
    ):
        _guess_headings(body)
    title = " ".join(body.blocks[position].text for position in sorted(body.titles)[:2])
    blocks = attach_captions(body.blocks, body.captions)
    title = title or meaningful_title(package.core_title(), name, blocks)
    return Document(name=name, title=title, blocks=fill_sections(blocks), media_type="docx")


class _Body:
    """Walks the body and collects blocks.

    Attributes:
        blocks: found so far.
        captions: positions of paragraphs in a caption style.
        titles: positions of paragraphs in the title style.
        looks: position to how the paragraph looks, body paragraphs only.
    """

    def __init__(self, package: Package) -> None:
        self._package = package
        self._part = package.main_part()
        self._relations = package.relationships(self._part)
        self._styles = Styles(self._related("styles"))
        self._numbering = Numbering(self._related("numbering"))
        self._notes = {kind: self._read_notes(kind) for kind in ("footnote", "endnote")}
        self._depth = 0
        self.blocks: list[Block] = []
        self.captions: set[int] = set()
        self.titles: set[int] = set()
        self.looks: dict[int, _Look] = {}

    def _related(self, kind: str) -> etree._Element | None:
        for found, target in self._relations.values():
            if found == kind:
                return self._package.xml(target)
        return None

    def _read_notes(self, kind: str) -> dict[str, str]:
        root = self._related(f"{kind}s")
        found: dict[str, str] = {}
        for note in root.iter(f"{W}{kind}") if root is not None else ():
            if note.get(f"{W}type", "normal") == "normal":
                texts = [read_inline(p, Style()).text for p in note.iter(f"{W}p")]
                found[note.get(f"{W}id", "")] = "\n".join(text for text in texts if text)
        return found

    def read(self) -> None:
        """Fill ``blocks`` from the document part."""
        root = self._package.xml(self._part)
        body = root.find(f"{W}body") if root is not None else None
        if body is not None:
            self._walk(body)

    def _walk(self, container: etree._Element) -> None:
        if self._depth > MAX_DEPTH:
            return
        self._depth += 1
        for child in shown(container):
            name = local(child)
            if name == "p":
                self._paragraph(child)
            elif name == "tbl":
                self._table(child)
            elif name == "sdt":
                content = child.find(f"{W}sdtContent")
                if content is not None and not _is_contents(child):
                    self._walk(content)
            elif name in {"ins", "moveTo", "customXml", "smartTag"}:
                self._walk(child)
        self._depth -= 1

    def _paragraph(self, element: etree._Element) -> None:
        properties = element.find(f"{W}pPr")
        style = self._styles.of(properties)
        if style.is_contents:
            return
        inline = read_inline(element, style)
        label, listed = self._label(properties, style)
        if inline.text:
            self._add_text(inline, label, listed, _level(properties, style), style)
        for box in inline.boxes:
            self._walk(box)
        self._add_drawings(inline)
        self._add_notes(inline)

    def _label(self, properties: etree._Element | None, style: Style) -> tuple[str, bool]:
        """The paragraph's automatic number, and whether it is in a list at all."""
        numbering = numbering_of(properties, style.numbering)
        if numbering is None:
            return "", style.is_list
        return self._numbering.label(numbering), True

    def _add_text(self, inline: Inline, label: str, listed: bool, level: int, style: Style) -> None:
        text = label + inline.text
        position = len(self.blocks)
        if (level or style.is_title) and len(text) <= MAX_HEADING_CHARS:
            if style.is_title and not level:
                self.titles.add(position)
            flat = " ".join(text.split())
            self.blocks.append(Block("heading", flat, level=max(1, level)))
            return
        if style.is_caption:
            self.captions.add(position)
        if style.is_code:
            self._add_code(text)
            return
        bullet = _BULLET.match(text)
        if bullet and len(text) > bullet.end():
            text, listed = text[bullet.end() :], True
        self.looks[position] = _Look(inline.bold, inline.size)
        self.blocks.append(Block("list_item" if listed else "paragraph", text))

    def _add_code(self, text: str) -> None:
        """Lines of program text in a row are one block."""
        if self.blocks and self.blocks[-1].kind == "code":
            text = f"{self.blocks.pop().text}\n{text}"
        self.blocks.append(Block("code", text))

    def _add_drawings(self, inline: Inline) -> None:
        for identifier in inline.charts:
            _, target = self._relations.get(identifier, ("", ""))
            block = chart_block(self._package.xml(target)) if target else None
            if block is not None:
                self.blocks.append(block)
        for identifier in inline.diagrams:
            _, target = self._relations.get(identifier, ("", ""))
            if target:
                self.blocks += diagram_blocks(self._package.xml(target))

    def _add_notes(self, inline: Inline) -> None:
        for kind, identifier in inline.notes:
            text = self._notes[kind].get(identifier)
            if text:
                self.blocks.append(Block("note", text))

    def _table(self, element: etree._Element) -> None:
        rows = [_flat(row, "tc") for row in _flat(element, "tr")]
        if sum(len(cells) < 2 for cells in rows) * 2 > len(rows):
            # Mostly one cell a row: a frame around text, not a table.
            for cells in rows:
                for cell in cells:
                    self._walk(cell)
            return
        grid = _Grid(self)
        grid.read(element)
        self._add_grid(grid)

    def _add_grid(self, grid: _Grid) -> None:
        if any(cell.text for row in grid.rows for cell in row):
            first, *others = tables_within(grid.rows)
            self.blocks.append(table_block(make_table(first[1], header_rows=grid.header_rows)))
            for name, rows in others:
                own = own_columns(rows)
                cells = [[row[column] for column in own] for row in rows]
                self.blocks.append(table_block(make_table(cells, caption=name)))
        for nested in grid.nested:
            self._add_grid(nested)
        for inline in grid.anchored:
            for box in inline.boxes:
                self._walk(box)
            self._add_drawings(inline)
            self._add_notes(inline)

    def cell_text(self, cell: etree._Element, grid: _Grid) -> str:
        """The text of a table cell, a line a paragraph."""
        lines: list[str] = []
        self._cell_lines(cell, grid, lines)
        return "\n".join(lines)

    def _cell_lines(self, container: etree._Element, grid: _Grid, lines: list[str]) -> None:
        for child in shown(container):
            name = local(child)
            if name == "p":
                properties = child.find(f"{W}pPr")
                style = self._styles.of(properties)
                inline = read_inline(child, style)
                label, _ = self._label(properties, style)
                if inline.text:
                    lines.append(label + inline.text)
                if inline.boxes or inline.notes or inline.charts or inline.diagrams:
                    grid.anchored.append(inline)
            elif name == "tbl":
                self._nested(child, grid, lines)
            elif name == "sdt":
                content = child.find(f"{W}sdtContent")
                if content is not None:
                    self._cell_lines(content, grid, lines)
            elif name in {"ins", "moveTo", "customXml", "smartTag"}:
                self._cell_lines(child, grid, lines)

    def _nested(self, element: etree._Element, grid: _Grid, lines: list[str]) -> None:
        """A table in a cell: a block of its own where it is a grid, else lines of the cell."""
        inner = _Grid(self, grid.depth + 1)
        if inner.depth > MAX_DEPTH:
            return
        inner.read(element)
        if len(inner.rows) > 1 and max(map(len, inner.rows)) > 1:
            grid.nested.append(inner)
            return
        for row in inner.rows:
            lines.append(" ".join(cell.text for cell in row if cell.text and not cell.spanned))
        grid.nested += inner.nested
        grid.anchored += inner.anchored


class _Grid:
    """The grid of one Word table.

    Attributes:
        rows: cells, merged ones repeated.
        header_rows: rows marked to repeat as header, None where none is marked.
        nested: tables inside cells that get a block of their own.
        anchored: paragraphs of cells with notes, text boxes or charts.
        depth: how many tables stand around this one.
    """

    def __init__(self, body: _Body, depth: int = 0) -> None:
        self._body = body
        self.rows: list[list[Cell]] = []
        self.header_rows: int | None = None
        self.nested: list[_Grid] = []
        self.anchored: list[Inline] = []
        self.depth = depth

    def read(self, table: etree._Element) -> None:
        """Fill the grid from a ``w:tbl``."""
        marked = 0
        for row in _flat(table, "tr"):
            properties = row.find(f"{W}trPr")
            if properties is not None and properties.find(f"{W}del") is not None:
                continue
            if marked == len(self.rows) and _is_header(properties):
                marked += 1
            self.rows.append(self._row(row, properties))
        if 0 < marked < len(self.rows):
            self.header_rows = marked
        self.rows = _without_hairlines(self.rows)

    def _row(self, row: etree._Element, properties: etree._Element | None) -> list[Cell]:
        above = self.rows[-1] if self.rows else []
        cells = [Cell("")] * _grid_value(properties, "gridBefore", 0)
        for element in _flat(row, "tc"):
            cell = element.find(f"{W}tcPr")
            column = len(cells)
            span = max(1, _grid_value(cell, "gridSpan", 1))
            if _merge(cell, "hMerge") == "continue" and cells:
                cells.append(Cell(cells[-1].text, spanned=True))
                continue
            if _merge(cell, "vMerge") == "continue" and column < len(above):
                first = Cell(above[column].text, spanned=True)
            else:
                first = Cell(self._body.cell_text(element, self))
            cells += [first] + [Cell(first.text, spanned=True)] * (min(span, 200) - 1)
        return cells


def _is_contents(sdt: etree._Element) -> bool:
    gallery = sdt.find(f"{W}sdtPr/{W}docPartObj/{W}docPartGallery")
    return gallery is not None and gallery.get(f"{W}val") == "Table of Contents"


def _level(properties: etree._Element | None, style: Style) -> int:
    own = outline_level(properties)
    return style.level if own is None else own


def _flat(container: etree._Element, name: str) -> list[etree._Element]:
    """Rows of a table or cells of a row, through content controls and accepted changes."""
    found: list[etree._Element] = []
    for child in shown(container):
        tag = local(child)
        if tag == name:
            found.append(child)
        elif tag in {"sdt", "sdtContent", "ins", "moveTo", "customXml"}:
            found += _flat(child, name)
    return found


def _is_header(properties: etree._Element | None) -> bool:
    found = properties.find(f"{W}tblHeader") if properties is not None else None
    return found is not None and found.get(f"{W}val", "1") not in {"0", "false", "off"}


def _grid_value(properties: etree._Element | None, name: str, default: int) -> int:
    found = properties.find(f"{W}{name}") if properties is not None else None
    text = found.get(f"{W}val", "") if found is not None else ""
    return min(int(text), 200) if text.isdigit() else default


def _merge(properties: etree._Element | None, name: str) -> str:
    """``restart``, ``continue``, or empty where the cell is not merged that way."""
    found = properties.find(f"{W}{name}") if properties is not None else None
    return found.get(f"{W}val", "continue") if found is not None else ""


def _without_hairlines(rows: list[list[Cell]]) -> list[list[Cell]]:
    """Drop grid columns that no row begins a cell in: they come from edges that miss by a hair."""
    width = max((len(row) for row in rows), default=0)
    kept = [0]
    for column in range(1, width):
        if not all(column >= len(row) or _continues_left(row, column) for row in rows):
            kept.append(column)
    return [[row[column] for column in kept if column < len(row)] for row in rows]


def _continues_left(row: list[Cell], column: int) -> bool:
    return row[column].spanned and row[column].text == row[column - 1].text


def _guess_headings(body: _Body) -> None:
    """Mark headings in a document that has no heading styles.

    A heading is a short line without a sentence's end, alone in its paragraph, that is bold or
    larger than the body text; its number, or else its font size, gives the level.
    """
    body_size = _body_size(body)
    found: dict[int, int] = {}
    for position, look in body.looks.items():
        block = body.blocks[position]
        large = look.size > body_size > 0
        if position in body.captions or not (look.bold or large) or not _may_be_heading(block):
            continue
        found[position] = look.size
    if len(found) * 2 > len(body.looks):
        return  # everything bold: emphasis, not structure
    sizes = sorted(set(found.values()), reverse=True)
    for position, size in found.items():
        block = body.blocks[position]
        level = level_of_number(block.text) or min(sizes.index(size) + 1, 6)
        body.blocks[position] = replace(block, kind="heading", level=level)


def _body_size(body: _Body) -> int:
    """The font size that most of the text has."""
    letters: Counter[int] = Counter()
    for position, look in body.looks.items():
        letters[look.size] += len(body.blocks[position].text)
    return letters.most_common(1)[0][0] if letters else 0


def _may_be_heading(block: Block) -> bool:
    text = block.text
    if block.kind == "list_item" and not level_of_number(text):
        return False
    return (
        len(text) <= MAX_GUESSED_HEADING
        and "\n" not in text
        and "\t" not in text.lstrip("0123456789. \t")
        and not _ENDS_SENTENCE.search(text)
        and any(character.isalpha() for character in text)
    )
