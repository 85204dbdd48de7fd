"""Presentations made with python-pptx."""

import io

import pptx
from pptx.chart.data import CategoryChartData
from pptx.enum.chart import XL_CHART_TYPE
from pptx.util import Inches

from ingest.document import Document
from ingest.readers import read

TITLE_AND_CONTENT, TITLE_ONLY, BLANK = 1, 5, 6
BOX = (Inches(1), Inches(2), Inches(6), Inches(2))


def opened(presentation) -> Document:
    buffer = io.BytesIO()
    presentation.save(buffer)
    return read(buffer.getvalue(), "a.pptx")


def slide_with_title(presentation, title: str, layout: int = TITLE_ONLY):
    slide = presentation.slides.add_slide(presentation.slide_layouts[layout])
    slide.shapes.title.text = title
    return slide


def test_a_slide_is_a_page_with_its_title_as_section():
    presentation = pptx.Presentation()
    first = slide_with_title(presentation, "Aims", TITLE_AND_CONTENT)
    frame = first.placeholders[1].text_frame
    frame.text = "Connect everyone"
    frame.add_paragraph().text = "Close the gap"
    first.notes_slide.notes_text_frame.text = "Mention the pilot."
    slide_with_title(presentation, "Budget").shapes.add_textbox(*BOX).text = "CHF 5 million"
    found = opened(presentation)
    assert [(b.kind, b.text, b.page, b.section) for b in found.blocks] == [
        ("heading", "Aims", 1, ("Aims",)),
        ("list_item", "Connect everyone", 1, ("Aims",)),
        ("list_item", "Close the gap", 1, ("Aims",)),
        ("note", "Mention the pilot.", 1, ("Aims",)),
        ("heading", "Budget", 2, ("Budget",)),
        ("paragraph", "CHF 5 million", 2, ("Budget",)),
    ]
    assert found.title == "Aims"


def test_a_slide_without_a_title_does_not_go_under_the_slide_before():
    presentation = pptx.Presentation()
    slide_with_title(presentation, "Aims")
    blank = presentation.slides.add_slide(presentation.slide_layouts[BLANK])
    blank.shapes.add_textbox(*BOX).text = "A remark"
    assert opened(presentation).blocks[-1].section == ()


def test_tables_with_merged_cells():
    presentation = pptx.Presentation()
    slide = slide_with_title(presentation, "Budget")
    table = slide.shapes.add_table(3, 3, *BOX).table
    for row, texts in enumerate((("Item", "Budget", ""), ("", "2023", "2024"), ("Rent", "1", "2"))):
        for column, text in enumerate(texts):
            table.cell(row, column).text = text
    table.cell(0, 1).merge(table.cell(0, 2))
    table.cell(0, 0).merge(table.cell(1, 0))
    (block,) = opened(presentation).tables()
    assert block.table.header_rows == 2
    assert [block.table.column_name(column) for column in range(3)] == [
        "Item",
        "Budget / 2023",
        "Budget / 2024",
    ]
    assert block.table.rows[1][0].spanned


def test_a_chart_is_read_as_the_table_that_it_shows():
    presentation = pptx.Presentation()
    slide = slide_with_title(presentation, "Growth")
    data = CategoryChartData(number_format="0.0%")
    data.categories = ["2023", "2024"]
    data.add_series("Asia", (0.5, 0.25))
    data.add_series("Africa", (0.125, 1))
    chart = slide.shapes.add_chart(XL_CHART_TYPE.COLUMN_CLUSTERED, *BOX, data).chart
    chart.has_title = True
    chart.chart_title.text_frame.text = "Growth by region"
    (block,) = opened(presentation).tables()
    assert block.table.caption == "Growth by region"
    assert [[cell.text for cell in row] for row in block.table.rows] == [
        ["", "Asia", "Africa"],
        ["2023", "50.0%", "12.5%"],
        ["2024", "25.0%", "100.0%"],
    ]


def test_shapes_in_groups_are_read():
    presentation = pptx.Presentation()
    slide = slide_with_title(presentation, "Parts")
    group = slide.shapes.add_group_shape().shapes.add_group_shape()
    group.shapes.add_textbox(*BOX).text = "Deep inside"
    assert opened(presentation).blocks[-1].text == "Deep inside"
