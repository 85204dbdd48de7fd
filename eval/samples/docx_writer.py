"""Writes a sample document as .docx, with real footnotes, merged cells and running lines."""

from __future__ import annotations

from datetime import datetime
from io import BytesIO
from typing import Any
from xml.sax.saxutils import escape

from docx import Document as new_document
from docx.document import Document
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.opc.packuri import PackURI
from docx.opc.part import Part as PackagePart
from docx.oxml import OxmlElement
from docx.oxml.ns import nsdecls, qn
from docx.shared import Cm, Emu, Pt, RGBColor
from docx.table import _Cell
from docx.text.paragraph import Paragraph as WordParagraph

from eval.samples.markup import Grid, Heading, Paragraph, Source, inline

FOOTNOTES_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.footnotes+xml"
FONTS = {"zh": ("Calibri", "SimSun"), "en": ("Calibri", "SimSun")}
PARAGRAPH_STYLES = {"text": "Normal", "bullet": "List Bullet", "numbered": "List Number"}
SIDE_MARGIN = Cm(2.3)
TEXT_WIDTH = Cm(21.0) - 2 * SIDE_MARGIN
INK = RGBColor(0x1F, 0x3A, 0x5F)


def write(source: Source) -> bytes:
    """Render a source as a Word document."""
    document = new_document()
    _set_fonts(document, source.meta["language"])
    _write_properties(document, source)
    _write_running_lines(document, source)
    _write_front(document, source)
    for part in source.parts:
        if isinstance(part, Heading):
            document.add_heading(part.text, level=part.level)
        elif isinstance(part, Paragraph):
            _write_inline(document.add_paragraph(style=PARAGRAPH_STYLES[part.kind]), part.text)
        else:
            _write_grid(document, part)
    _attach_footnotes(document, source.footnotes)
    buffer = BytesIO()
    document.save(buffer)
    return buffer.getvalue()


def _set_fonts(document: Document, language: str) -> None:
    latin, east_asian = FONTS[language]
    for name in ("Normal", "Title", "Heading 1", "Heading 2", "Heading 3", "Caption"):
        style = document.styles[name]
        style.font.name = latin
        style.element.get_or_add_rPr().get_or_add_rFonts().set(qn("w:eastAsia"), east_asian)
        if name != "Normal":
            style.font.color.rgb = INK
    document.styles["Normal"].font.size = Pt(10.5)
    document.styles["Title"].font.size = Pt(20)


def _write_properties(document: Document, source: Source) -> None:
    properties = document.core_properties
    properties.title = source.meta["title"]
    properties.author = "Rapporteur"
    properties.language = source.meta["language"]
    properties.comments = ""
    properties.created = properties.modified = datetime(*source.created)


def _write_running_lines(document: Document, source: Source) -> None:
    section = document.sections[0]
    section.page_width, section.page_height = Cm(21.0), Cm(29.7)
    section.left_margin = section.right_margin = SIDE_MARGIN
    header, footer = section.header.paragraphs[0], section.footer.paragraphs[0]
    header.text = source.meta["symbol"]
    header.alignment = WD_ALIGN_PARAGRAPH.RIGHT
    footer.text = source.meta["footer"] + " – "
    field: Any = OxmlElement("w:fldSimple")
    field.set(qn("w:instr"), "PAGE")
    footer._p.append(field)


def _write_front(document: Document, source: Source) -> None:
    for line in (source.meta["symbol"], source.meta["date"]):
        document.add_paragraph(line).alignment = WD_ALIGN_PARAGRAPH.RIGHT
    document.add_paragraph(source.meta["title"], style="Title")


def _write_inline(paragraph: WordParagraph, text: str) -> None:
    for kind, piece in inline(text):
        if kind == "footnote":
            _refer_to_footnote(paragraph, piece)
        else:
            paragraph.add_run(piece).bold = True if kind == "bold" else None


def _refer_to_footnote(paragraph: WordParagraph, number: str) -> None:
    run = paragraph.add_run()
    run.font.superscript = True
    reference: Any = OxmlElement("w:footnoteReference")
    reference.set(qn("w:id"), number)
    run._r.append(reference)


def _write_grid(document: Document, grid: Grid) -> None:
    if grid.caption:
        caption = document.add_paragraph(grid.caption, style="Caption")
        caption.paragraph_format.keep_with_next = True
    table = document.add_table(len(grid.rows), grid.columns, style="Table Grid")
    for column, share in zip(table.columns, grid.shares(), strict=True):
        column.width = Emu(int(TEXT_WIDTH * share))
        for cell in column.cells:
            cell.width = column.width
    for span in grid.spans():
        cell = table.cell(span.row, span.column)
        last = table.cell(span.row + span.rows - 1, span.column + span.columns - 1)
        if last is not cell:
            cell = cell.merge(last)
        header = span.row < grid.header_rows
        _write_cell(cell, span.text, header, grid.right[span.column] and not header)
    for row in table.rows[: grid.header_rows]:
        row._tr.get_or_add_trPr().append(OxmlElement("w:tblHeader"))
    document.add_paragraph()


def _write_cell(cell: _Cell, text: str, header: bool, right: bool) -> None:
    for i, line in enumerate(text.split("\n")):
        paragraph = cell.paragraphs[0] if i == 0 else cell.add_paragraph()
        paragraph.paragraph_format.space_after = Pt(1)
        _write_inline(paragraph, f"**{line}**" if header and line else line)
        if right:
            paragraph.alignment = WD_ALIGN_PARAGRAPH.RIGHT
    if header:
        shade: Any = OxmlElement("w:shd")
        shade.set(qn("w:val"), "clear")
        shade.set(qn("w:fill"), "DCE6F1")
        cell._tc.get_or_add_tcPr().append(shade)


def _attach_footnotes(document: Document, footnotes: dict[str, str]) -> None:
    """Add the footnotes part, which python-docx cannot write."""
    if not footnotes:
        return
    notes = "".join(
        f'<w:footnote w:id="{number}"><w:p><w:r><w:rPr><w:vertAlign w:val="superscript"/></w:rPr>'
        f'<w:footnoteRef/></w:r><w:r><w:t xml:space="preserve"> {escape(text)}</w:t></w:r></w:p>'
        "</w:footnote>"
        for number, text in footnotes.items()
    )
    separators = "".join(
        f'<w:footnote w:type="{kind}" w:id="{number}"><w:p><w:r><w:{kind}/></w:r></w:p>'
        "</w:footnote>"
        for kind, number in (("separator", -1), ("continuationSeparator", 0))
    )
    xml = (
        f'<?xml version="1.0" encoding="UTF-8" standalone="yes"?><w:footnotes {nsdecls("w", "r")}>'
    )
    blob = (xml + separators + notes + "</w:footnotes>").encode()
    part = PackagePart(PackURI("/word/footnotes.xml"), FOOTNOTES_TYPE, blob, document.part.package)
    document.part.relate_to(part, RELATIONSHIP_TYPE.FOOTNOTES)
