"""PowerPoint presentations: a slide is a page, its title a heading, its notes note blocks.

Shapes come in the order they are stored in, the title first. Dates, footers and slide numbers are
left out, hidden slides are read: they are content that somebody kept.
"""

from __future__ import annotations

from collections.abc import Iterator

from lxml import etree

from ingest.captions import attach_captions
from ingest.document import Block, Cell, Document
from ingest.grid import make_table, table_block
from ingest.readers.chart import chart_block, diagram_blocks
from ingest.readers.docx_text import math_text
from ingest.readers.ooxml import DGM, A, C, P, Package, R, flag, local, shown
from ingest.readers.titles import meaningful_title
from ingest.sections import MAX_HEADING_CHARS, fill_sections

_TITLES = {"title", "ctrTitle"}
_CHROME = {"dt", "ftr", "hdr", "sldNum", "sldImg"}
# Placeholders whose paragraphs have bullets unless the paragraph says otherwise.
_BULLETED = {"body", "obj", "half", "quarter", ""}


def read(data: bytes, name: str) -> Document:
    """Read a .pptx, .pptm or .ppsx file.

    Args:
        data: the file's bytes.
        name: the file's name.

    Raises:
        ReadError: the package is damaged, encrypted or a zip bomb.
    """
    package = Package(data, name)
    blocks: list[Block] = []
    for number, part in enumerate(_slides(package), start=1):
        blocks += attach_captions(_Slide(package, part, number).read())
    title = meaningful_title(package.core_title(), name, blocks)
    if not title and blocks and blocks[0].kind == "heading" and blocks[0].page == 1:
        title = blocks[0].text
    blocks = fill_sections(blocks, new_page_resets=True)
    return Document(name=name, title=title, blocks=blocks, media_type="pptx")


def _slides(package: Package) -> Iterator[str]:
    """Names of the slide parts in the order in which they are shown."""
    main = package.main_part()
    relations = package.relationships(main)
    root = package.xml(main)
    for item in root.iter(f"{P}sldId") if root is not None else ():
        kind, target = relations.get(item.get(f"{R}id", ""), ("", ""))
        if kind == "slide" and target in package:
            yield target


class _Slide:
    """Reads one slide into blocks."""

    def __init__(self, package: Package, part: str, number: int) -> None:
        self._package = package
        self._part = part
        self._number = number
        self._relations = package.relationships(part)
        self._titles: list[Block] = []
        self._blocks: list[Block] = []

    def read(self) -> list[Block]:
        """The slide's blocks, its title first, its notes last."""
        root = self._package.xml(self._part)
        tree = root.find(f"{P}cSld/{P}spTree") if root is not None else None
        if tree is not None:
            self._shapes(tree)
        return [*self._titles[:1], *self._demoted(), *self._blocks, *self._notes()]

    def _demoted(self) -> list[Block]:
        """Further titles on the same slide are text."""
        return [self._block("paragraph", block.text) for block in self._titles[1:]]

    def _shapes(self, tree: etree._Element) -> None:
        for shape in shown(tree):
            name = local(shape)
            if name == "grpSp":
                self._shapes(shape)
            elif name == "sp":
                self._text_shape(shape)
            elif name == "graphicFrame":
                self._graphic(shape)

    def _text_shape(self, shape: etree._Element) -> None:
        placeholder = shape.find(f"{P}nvSpPr/{P}nvPr/{P}ph")
        kind = placeholder.get("type", "") if placeholder is not None else None
        body = shape.find(f"{P}txBody")
        if body is None or kind in _CHROME:
            return
        if kind in _TITLES:
            text = " ".join(" ".join(_paragraph_text(p) for p in body.iter(f"{A}p")).split())
            if text and len(text) <= MAX_HEADING_CHARS:
                self._titles.append(Block("heading", text, page=self._number, level=1))
            elif text:
                self._blocks.append(self._block("paragraph", text))
            return
        self._paragraphs(body, bulleted=kind in _BULLETED)

    def _paragraphs(self, body: etree._Element, bulleted: bool) -> None:
        for paragraph in body.findall(f"{A}p"):
            text = _paragraph_text(paragraph).strip()
            if text:
                kind = "list_item" if _has_bullet(paragraph, bulleted) else "paragraph"
                self._blocks.append(self._block(kind, text))

    def _block(self, kind: str, text: str) -> Block:
        return Block("list_item" if kind == "list_item" else "paragraph", text, page=self._number)

    def _graphic(self, frame: etree._Element) -> None:
        for table in frame.iter(f"{A}tbl"):
            rows = _table_rows(table)
            if any(cell.text for row in rows for cell in row):
                self._blocks.append(table_block(make_table(rows), page=self._number))
        for chart in frame.iter(f"{C}chart"):
            block = chart_block(self._target(chart.get(f"{R}id", "")), self._number)
            if block is not None:
                self._blocks.append(block)
        for diagram in frame.iter(f"{DGM}relIds"):
            root = self._target(diagram.get(f"{R}dm", ""))
            self._blocks += diagram_blocks(root, self._number)

    def _target(self, identifier: str) -> etree._Element | None:
        _, target = self._relations.get(identifier, ("", ""))
        return self._package.xml(target) if target else None

    def _notes(self) -> Iterator[Block]:
        """The speaker's notes, a block a paragraph."""
        for part in self._package.related(self._part, "notesSlide"):
            root = self._package.xml(part)
            for shape in root.iter(f"{P}sp") if root is not None else ():
                placeholder = shape.find(f"{P}nvSpPr/{P}nvPr/{P}ph")
                if placeholder is None or placeholder.get("type") != "body":
                    continue
                for paragraph in shape.iter(f"{A}p"):
                    text = _paragraph_text(paragraph).strip()
                    if text:
                        yield Block("note", text, page=self._number)


def _paragraph_text(paragraph: etree._Element) -> str:
    parts: list[str] = []
    for child in shown(paragraph):
        name = local(child)
        if name in {"r", "fld"}:
            parts.append(child.findtext(f"{A}t") or "")
        elif name == "br":
            parts.append("\n")
        elif name == "m":  # a14:m wraps a formula
            parts.append(math_text(child))
    return "".join(parts).replace("\v", "\n")


def _has_bullet(paragraph: etree._Element, bulleted: bool) -> bool:
    properties = paragraph.find(f"{A}pPr")
    if properties is None:
        return bulleted
    if properties.find(f"{A}buNone") is not None:
        return False
    marks = ("buChar", "buAutoNum", "buBlip")
    return bulleted or any(properties.find(f"{A}{mark}") is not None for mark in marks)


def _table_rows(table: etree._Element) -> list[list[Cell]]:
    """The grid of an ``a:tbl``; cells that a merge covers are there, with a mark."""
    rows: list[list[Cell]] = []
    for element in table.findall(f"{A}tr"):
        row: list[Cell] = []
        for cell in element.findall(f"{A}tc"):
            column = len(row)
            if flag(cell.get("hMerge")) and row:
                row.append(Cell(row[-1].text, spanned=True))
            elif flag(cell.get("vMerge")) and rows and column < len(rows[-1]):
                row.append(Cell(rows[-1][column].text, spanned=True))
            else:
                lines = [_paragraph_text(p).strip() for p in cell.iter(f"{A}p")]
                row.append(Cell("\n".join(line for line in lines if line)))
        rows.append(row)
    return rows
