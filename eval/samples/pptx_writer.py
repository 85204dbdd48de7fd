"""Writes a sample slide deck: bullets, a table, speaker notes."""

from __future__ import annotations

from datetime import datetime
from io import BytesIO
from typing import Any

from pptx import Presentation
from pptx.util import Cm, Emu, Pt

from eval.samples.markup import Grid, Heading, Source, plain

TITLE_LAYOUT, CONTENT_LAYOUT, TABLE_LAYOUT = 0, 1, 5
TABLE_WIDTH = Cm(21.6)


def write(source: Source) -> bytes:
    """Render a source as a presentation: a title slide, then a slide per heading."""
    deck = Presentation()
    deck.core_properties.title = source.meta["title"]
    deck.core_properties.author = "Rapporteur"
    deck.core_properties.created = deck.core_properties.modified = datetime(*source.created)
    slide = deck.slides.add_slide(deck.slide_layouts[TITLE_LAYOUT])
    slide.shapes.title.text = source.meta["title"]
    slide.placeholders[1].text = f"{source.meta['subtitle']}\n{source.meta['footer']}"
    for i, part in enumerate(source.parts):
        if isinstance(part, Heading):
            tabular = isinstance(source.parts[i + 1], Grid)
            layout = deck.slide_layouts[TABLE_LAYOUT if tabular else CONTENT_LAYOUT]
            slide = deck.slides.add_slide(layout)
            slide.shapes.title.text = part.text
        elif isinstance(part, Grid):
            _write_table(slide, part)
        elif part.kind == "speaker":
            slide.notes_slide.notes_text_frame.text = part.text
        else:
            _write_bullet(slide, part.text)
    buffer = BytesIO()
    deck.save(buffer)
    return buffer.getvalue()


def _write_bullet(slide: Any, text: str) -> None:
    frame = slide.placeholders[1].text_frame
    paragraph = frame.add_paragraph() if frame.text else frame.paragraphs[0]
    paragraph.text = plain(text)
    paragraph.font.size = Pt(22)


def _write_table(slide: Any, grid: Grid) -> None:
    height = Cm(1.2) * len(grid.rows)
    shape = slide.shapes.add_table(
        len(grid.rows), grid.columns, Cm(1.8), Cm(4.6), TABLE_WIDTH, height
    )
    for column, share in zip(shape.table.columns, grid.shares(), strict=True):
        column.width = Emu(int(TABLE_WIDTH * share))
    for span in grid.spans():
        cell = shape.table.cell(span.row, span.column)
        cell.text = plain(span.text)
        cell.text_frame.paragraphs[0].font.size = Pt(18)
