"""Writes a sample document as a PDF report with ruled tables, running lines and footnotes."""

from __future__ import annotations

import re
from collections.abc import Callable
from io import BytesIO
from typing import Any
from xml.sax.saxutils import escape

from reportlab.lib import colors
from reportlab.lib.enums import TA_RIGHT
from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import ParagraphStyle
from reportlab.lib.units import cm
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.cidfonts import UnicodeCIDFont
from reportlab.platypus import CondPageBreak, HRFlowable, SimpleDocTemplate, Spacer, Table
from reportlab.platypus import Paragraph as Text

from eval.samples.markup import Grid, Heading, Source, Span, inline

CHINESE_FONT = "STSong-Light"  # one of the PDF format's own Asian fonts: no font file is needed
LATIN = re.compile(r"[\x20-\x7e]+")
INK = colors.HexColor("#1F3A5F")
RULE = colors.HexColor("#8FA3B8")
SHADE = colors.HexColor("#DCE6F1")
MARGIN = 2.2 * cm
LEAST_ROOM = 3.2 * cm  # a heading or table with less room than this goes to the next page
PADDING = 6  # points that reportlab keeps free inside a frame
EDGE = MARGIN + PADDING  # where text begins


def write(source: Source) -> bytes:
    """Render a source as a PDF file."""
    chinese = source.meta["language"] == "zh"
    if chinese:
        pdfmetrics.registerFont(UnicodeCIDFont(CHINESE_FONT))
    styles = _styles(chinese)
    story = [
        Text(_rich(source.meta["symbol"], chinese), styles["right"]),
        Text(_rich(source.meta["date"], chinese), styles["right"]),
        Text(_rich(source.meta["title"], chinese), styles["title"]),
    ]
    for part in source.parts:
        if isinstance(part, Heading):
            heading = Text(_rich(part.text, chinese), styles[f"heading{part.level}"])
            story.extend([CondPageBreak(LEAST_ROOM), heading])
        elif isinstance(part, Grid):
            story.extend(_grid(part, styles, chinese))
        else:
            bullet = "•" if part.kind == "bullet" else None
            style = styles["bullet" if bullet else "text"]
            story.append(Text(_rich(part.text, chinese), style, bulletText=bullet))
    story.extend(_footnotes(source, styles, chinese))
    return _build(story, source, _running_lines(source, chinese))


def _styles(chinese: bool) -> dict[str, ParagraphStyle]:
    plain, strong = (CHINESE_FONT,) * 2 if chinese else ("Helvetica", "Helvetica-Bold")
    base = ParagraphStyle(
        "text",
        fontName=plain,
        fontSize=10,
        leading=15.5,
        spaceAfter=6,
        wordWrap="CJK" if chinese else None,
    )

    def derive(name: str, **changes: Any) -> ParagraphStyle:
        return ParagraphStyle(name, parent=base, **changes)

    heading = {"fontName": strong, "textColor": INK}
    return {
        "text": base,
        "right": derive("right", alignment=TA_RIGHT, spaceAfter=0, fontSize=9),
        "title": derive(
            "title",
            fontName=strong,
            fontSize=18,
            leading=24,
            textColor=INK,
            spaceBefore=14,
            spaceAfter=14,
        ),
        "heading1": derive("heading1", fontSize=13, spaceBefore=10, leading=18, **heading),
        "heading2": derive("heading2", fontSize=11, spaceBefore=6, **heading),
        "bullet": derive("bullet", leftIndent=14, bulletIndent=4, spaceAfter=2),
        "caption": derive("caption", fontSize=9.5, spaceBefore=6, spaceAfter=4, **heading),
        "cell": derive("cell", fontSize=9, leading=12.5, spaceAfter=0),
        "number": derive("number", fontSize=9, leading=12.5, spaceAfter=0, alignment=TA_RIGHT),
        "head": derive("head", fontName=strong, fontSize=9, leading=12.5, spaceAfter=0),
        "head right": derive(
            "head right",
            fontName=strong,
            fontSize=9,
            leading=12.5,
            spaceAfter=0,
            alignment=TA_RIGHT,
        ),
        "note": derive("note", fontSize=8, leading=11.5, spaceAfter=2),
    }


def _rich(text: str, chinese: bool) -> str:
    """Reportlab's markup for a text: bold, raised note numbers, and Latin letters in Helvetica."""
    pieces = []
    for kind, piece in inline(text):
        piece = escape(piece)
        if chinese:
            piece = LATIN.sub(lambda m: f'<font name="Helvetica">{m[0]}</font>', piece)
        elif kind == "bold":
            piece = f"<b>{piece}</b>"
        pieces.append(f"<super rise=3.3 size=6.5>{piece}</super>" if kind == "footnote" else piece)
    return "".join(pieces).replace("\n", "<br/>")


def _grid(grid: Grid, styles: dict[str, ParagraphStyle], chinese: bool) -> list[Any]:
    cells: list[list[Any]] = [[""] * len(row) for row in grid.rows]
    commands: list[tuple[Any, ...]] = [
        ("GRID", (0, 0), (-1, -1), 0.6, RULE),
        ("BACKGROUND", (0, 0), (-1, grid.header_rows - 1), SHADE),
        ("VALIGN", (0, 0), (-1, -1), "MIDDLE"),
    ]
    for span in grid.spans():
        style = _cell_style(span, grid, styles)
        cells[span.row][span.column] = Text(_rich(span.text, chinese), style)
        end = (span.column + span.columns - 1, span.row + span.rows - 1)
        if end != (span.column, span.row):
            commands.append(("SPAN", (span.column, span.row), end))
    table = Table(cells, _widths(grid), repeatRows=grid.header_rows, style=commands)
    caption = [Text(_rich(grid.caption, chinese), styles["caption"])] if grid.caption else []
    return [CondPageBreak(LEAST_ROOM), *caption, table, Spacer(1, 8)]


def _cell_style(span: Span, grid: Grid, styles: dict[str, ParagraphStyle]) -> ParagraphStyle:
    right = grid.right[span.column]
    if span.row < grid.header_rows:
        return styles["head right" if right else "head"]
    return styles["number" if right else "cell"]


def _widths(grid: Grid) -> list[float]:
    return [(A4[0] - 2 * MARGIN - 2 * PADDING) * share for share in grid.shares()]


def _footnotes(source: Source, styles: dict[str, ParagraphStyle], chinese: bool) -> list[Any]:
    if not source.footnotes:
        return []
    notes = [
        Text(f"<super rise=2.6 size=5.2>{number}</super> {_rich(text, chinese)}", styles["note"])
        for number, text in source.footnotes.items()
    ]
    return [
        Spacer(1, 10),
        HRFlowable(4 * cm, thickness=0.6, color=colors.black, hAlign="LEFT", spaceAfter=4),
        *notes,
    ]


def _running_lines(source: Source, chinese: bool) -> Callable[[Any, Any], None]:
    font = CHINESE_FONT if chinese else "Helvetica"

    def draw(canvas: Any, document: Any) -> None:
        canvas.saveState()
        canvas.setFont(font, 8)
        canvas.setFillColor(colors.grey)
        top = A4[1] - 1.3 * cm
        canvas.drawString(EDGE, top, source.meta["title"])
        canvas.drawRightString(A4[0] - EDGE, top, source.meta["symbol"])
        canvas.line(EDGE, top - 4, A4[0] - EDGE, top - 4)
        canvas.drawString(EDGE, 1.2 * cm, source.meta["footer"])
        canvas.drawRightString(A4[0] - EDGE, 1.2 * cm, str(document.page))
        canvas.restoreState()

    return draw


def _build(story: list[Any], source: Source, draw: Callable[[Any, Any], None]) -> bytes:
    buffer = BytesIO()
    template = SimpleDocTemplate(
        buffer,
        pagesize=A4,
        leftMargin=MARGIN,
        rightMargin=MARGIN,
        topMargin=2.2 * cm,
        bottomMargin=2.2 * cm,
        title=source.meta["title"],
        author="Rapporteur",
        lang=source.meta["language"],
        invariant=1,
    )
    template.build(story, onFirstPage=draw, onLaterPages=draw)
    return buffer.getvalue()
