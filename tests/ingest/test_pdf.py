"""PDF files as people make them: columns, page ends, tables with and without lines, scans."""

from __future__ import annotations

import io
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from reportlab.lib.pagesizes import A4
from reportlab.lib.pdfencrypt import StandardEncryption
from reportlab.lib.utils import ImageReader
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.cidfonts import UnicodeCIDFont
from reportlab.pdfgen.canvas import Canvas

from ingest.document import Block, Document, Table
from ingest.errors import ReadError
from ingest.readers import read

WIDTH, HEIGHT = A4
LEFT = 60.0
Draw = Callable[[Canvas], None]

LINES = [
    "The regional office reviewed the plan in March and asked for three",
    "changes, which concern the training centres, the budget of the second",
    "year and the date of the final report. The members agreed to all of",
    "them after a short discussion.",
]


def pdf(*pages: Draw, encrypt: str | None = None) -> bytes:
    """A PDF with one page for each drawing."""
    buffer = io.BytesIO()
    encryption = StandardEncryption(encrypt) if encrypt else None
    canvas = Canvas(buffer, pagesize=A4, encrypt=encryption, invariant=1)
    for draw in pages:
        canvas.setFont("Helvetica", 10)
        draw(canvas)
        canvas.showPage()
    canvas.save()
    return buffer.getvalue()


def text(
    canvas: Canvas,
    lines: list[str],
    top: float,
    x: float = LEFT,
    font: str = "Helvetica",
    size: float = 10,
    pitch: float = 13,
) -> float:
    """Draw lines downwards from ``top`` (points below the upper edge); where the next would go."""
    canvas.setFont(font, size)
    for line in lines:
        canvas.drawString(x, HEIGHT - top, line)
        top += pitch
    return top


def of_kind(document: Document, kind: str) -> list[str]:
    return [block.text for block in document.blocks if block.kind == kind]


def only_table(document: Document) -> Table:
    (block,) = document.tables()
    assert block.table is not None
    return block.table


def grid(table: Table) -> list[list[str]]:
    return [[cell.text for cell in row] for row in table.rows]


def rules(canvas: Canvas, xs: list[float], tops: list[float]) -> None:
    """All lines of a grid."""
    for top in tops:
        canvas.line(xs[0], HEIGHT - top, xs[-1], HEIGHT - top)
    for x in xs:
        canvas.line(x, HEIGHT - tops[0], x, HEIGHT - tops[-1])


def cells(canvas: Canvas, xs: list[float], top: float, rows: list[list[str]], pitch: float) -> None:
    for row in rows:
        for x, value in zip(xs, row, strict=False):
            canvas.drawString(x + 4, HEIGHT - top - 13, value)
        top += pitch


def test_lines_become_paragraphs_and_large_lines_headings() -> None:
    def page(canvas: Canvas) -> None:
        top = text(canvas, ["Annual report of the training centres"], 80, size=18) + 12
        top = text(canvas, ["1 Results"], top, font="Helvetica-Bold", size=13) + 6
        top = text(canvas, LINES, top) + 8
        top = text(canvas, ["1.1 Courses"], top, font="Helvetica-Bold", size=11) + 6
        text(canvas, [*LINES[:2], "year."], top)

    document = read(pdf(page), "report.pdf")
    assert document.title == "Annual report of the training centres"
    assert of_kind(document, "heading")[1:] == ["1 Results", "1.1 Courses"]
    paragraphs = [block for block in document.blocks if block.kind == "paragraph"]
    assert paragraphs[0].text == " ".join(LINES)
    assert paragraphs[1].section == (
        "Annual report of the training centres",
        "1 Results",
        "1.1 Courses",
    )
    assert {block.page for block in document.blocks} == {1}


def test_paragraph_goes_on_over_the_page_end_and_divided_words_are_whole() -> None:
    def first(canvas: Canvas) -> None:
        text(canvas, [*LINES, *LINES[:1], "changes, which concern the train-"], 600)

    def second(canvas: Canvas) -> None:
        text(canvas, ["ing centres and the budget of the second year.", "", *LINES], 80)

    document = read(pdf(first, second), "a.pdf")
    joined = document.blocks[1]
    assert joined.text.endswith(
        "which concern the training centres and the budget of the second year."
    )
    assert joined.page == 1
    assert document.blocks[2].page == 2


def test_left_column_is_read_before_the_right_one() -> None:
    left = [f"left column line {i:02} with words enough" for i in range(1, 21)]
    right = [f"right column line {i:02} with words here" for i in range(1, 21)]

    def page(canvas: Canvas) -> None:
        text(canvas, ["A title over both columns of this page that is wide"], 70, size=16)
        for top in range(20):  # drawn line by line, as some programs do
            text(canvas, [left[top]], 110 + 13 * top, x=50)
            text(canvas, [right[top]], 110 + 13 * top, x=310)

    document = read(pdf(page), "a.pdf")
    body = " ".join(block.text for block in document.blocks if block.kind != "heading")
    assert body.index("left column line 20") < body.index("right column line 01")
    assert document.blocks[0].text.startswith("A title over both columns")


def test_running_headers_footers_and_page_numbers_are_left_out() -> None:
    def page(number: int) -> Draw:
        def draw(canvas: Canvas) -> None:
            text(canvas, ["Document 26/7-E"], 40, size=8)
            text(canvas, [*LINES, f"Point {number} closes here."], 120)
            text(canvas, ["Secretariat of the group"], 790, size=8)
            text(canvas, [f"Page {number} of 4"], 805, size=8)

        return draw

    document = read(pdf(*(page(number) for number in range(1, 5))), "a.pdf")
    everything = "\n".join(block.text for block in document.blocks)
    assert everything.count("Document 26/7-E") == 1  # kept where it names the document
    assert "Secretariat" not in everything
    assert "of 4" not in everything
    assert everything.count("closes here.") == 4


def test_ruled_table_with_merged_cells_and_cells_of_several_lines() -> None:
    xs = [LEFT, 200.0, 300.0, 400.0]

    def page(canvas: Canvas) -> None:
        text(canvas, ["Table 1: Budget by region (CHF)"], 90)
        canvas.setFont("Helvetica", 9)
        tops = [100.0, 120.0, 140.0, 170.0, 190.0]
        for x in (xs[0], xs[1], xs[-1]):
            canvas.line(x, HEIGHT - tops[0], x, HEIGHT - tops[-1])
        canvas.line(xs[2], HEIGHT - tops[1], xs[2], HEIGHT - tops[-1])
        for top in tops:
            start = xs[1] if top == 120 else xs[0]
            canvas.line(start, HEIGHT - top, xs[-1], HEIGHT - top)
        cells(canvas, xs, 110, [["Region"]], 20)
        cells(canvas, xs[1:], 100, [["Budget"], ["2025", "2026"]], 20)
        text(canvas, ["Africa and", "the islands"], 152, x=xs[0] + 4, size=9, pitch=11)
        cells(canvas, xs[1:], 140, [["756,000", "810,500"]], 20)
        cells(canvas, xs, 170, [["Europe", "91,000", "95,250"]], 20)

    table = only_table(read(pdf(page), "a.pdf"))
    assert grid(table) == [
        ["Region", "Budget", "Budget"],
        ["Region", "2025", "2026"],
        ["Africa and\nthe islands", "756,000", "810,500"],
        ["Europe", "91,000", "95,250"],
    ]
    assert table.rows[0][2].spanned
    assert table.rows[1][0].spanned
    assert table.header_rows == 2
    assert table.column_name(2) == "Budget / 2026"
    assert table.caption == "Table 1: Budget by region (CHF)"
    assert table.unit == "CHF"


def test_table_goes_on_overleaf_under_the_same_header() -> None:
    xs = [LEFT, 200.0, 300.0]
    header = ["Country", "Centres"]

    def page(rows: list[list[str]], top: float) -> Draw:
        def draw(canvas: Canvas) -> None:
            rules(canvas, xs, [top + 20 * i for i in range(len(rows) + 2)])
            cells(canvas, xs, top, [header, *rows], 20)

        return draw

    first = [[f"Country {i}", str(10 + i)] for i in range(5)]
    second = [[f"Country {i}", str(10 + i)] for i in range(5, 8)]
    document = read(pdf(page(first, 650.0), page(second, 60.0)), "a.pdf")
    assert grid(only_table(document)) == [header, *first, *second]
    assert next(document.tables()).page == 1


def test_table_without_lines_is_found_by_its_columns() -> None:
    rows = [
        ["Item", "Planned", "Spent", "Rate"],
        ["Training", "120,000", "98,500", "82%"],
        ["Equipment", "75,000", "75,000", "100%"],
        ["Travel", "40,000", "12,250", "31%"],
        ["Total", "235,000", "185,750", "79%"],
    ]

    def page(canvas: Canvas) -> None:
        top = text(canvas, LINES, 80) + 20
        for row in rows:
            canvas.drawString(LEFT, HEIGHT - top, row[0])
            for x, value in zip((250, 340, 420), row[1:], strict=True):
                canvas.drawRightString(x, HEIGHT - top, value)
            top += 15
        text(canvas, LINES, top + 20)

    document = read(pdf(page), "a.pdf")
    table = only_table(document)
    assert grid(table) == rows
    assert (table.header_rows, table.label_columns) == (1, 1)
    assert of_kind(document, "paragraph") == [" ".join(LINES)] * 2


def test_prose_in_columns_lists_and_contents_are_no_tables() -> None:
    def page(canvas: Canvas) -> None:
        top = text(canvas, ["Contents"], 80, size=16) + 10
        entries = [("1 Introduction", "3"), ("2 Results", "7"), ("3 Outlook", "12")]
        for title, number in entries:
            top = text(canvas, [f"{title} {'.' * 60} {number}"], top)
        top = text(canvas, ["The plan has three aims:"], top + 20)
        for number, item in enumerate(("Connect every school", "Train teachers", "Report"), 1):
            canvas.drawString(LEFT, HEIGHT - top, f"{number}.")
            canvas.drawString(LEFT + 25, HEIGHT - top, item)
            top += 13
        for item in ("low prices;", "open standards."):
            canvas.drawString(LEFT, HEIGHT - top, "•")
            canvas.drawString(LEFT + 25, HEIGHT - top, item)
            top += 13

    document = read(pdf(page), "a.pdf")
    assert not list(document.tables())
    assert of_kind(document, "list_item") == [
        "1. Connect every school",
        "2. Train teachers",
        "3. Report",
        "low prices;",
        "open standards.",
    ]
    assert "Outlook" not in "".join(block.text for block in document.blocks)


def test_footnotes_are_notes_and_their_marks_do_not_run_into_figures() -> None:
    def page(canvas: Canvas) -> None:
        text(canvas, LINES, 80)
        canvas.drawString(LEFT, HEIGHT - 140, "The centres trained 14,000")
        end = LEFT + canvas.stringWidth("The centres trained 14,000", "Helvetica", 10)
        text(canvas, ["1"], 136, x=end, size=6)
        text(canvas, [" people in Ghana."], 140, x=end + 4)
        text(canvas, ["1"], 777, size=5)
        text(canvas, ["Applications closed in September."], 780, x=LEFT + 4, size=8)

    document = read(pdf(page), "a.pdf")
    assert "The centres trained 14,000¹ people in Ghana." in of_kind(document, "paragraph")
    assert of_kind(document, "note") == ["¹ Applications closed in September."]


def test_chinese_lines_join_without_spaces() -> None:
    pdfmetrics.registerFont(UnicodeCIDFont("STSong-Light"))
    lines = [
        "区域办事处三月审议了规划，并请求在培训中心、第二年预算和最后报告",
        "日期方面作出三项修改。成员经简短讨论后表示同意，秘书处将在年底之",
        "前提交报告。",
    ]

    def page(canvas: Canvas) -> None:
        top = text(canvas, ["一、审议情况"], 90, font="STSong-Light", size=16) + 10
        top = text(canvas, lines, top, font="STSong-Light", size=12, pitch=20) + 20
        top = text(canvas, ["表1 各区域预算"], top, x=230, font="STSong-Light", size=12)
        text(canvas, ["单位：万元"], top, x=400, font="STSong-Light", size=10)
        xs = [LEFT, 200.0, 330.0, 460.0]
        rules(canvas, xs, [top + 10, top + 30, top + 50, top + 70])
        canvas.setFont("STSong-Light", 10)
        rows = [["区域", "2025年", "2026年"], ["非洲", "75.6", "81"], ["欧洲", "9.1", "9.5"]]
        cells(canvas, xs, top + 10, rows, 20)

    document = read(pdf(page), "规划.pdf")
    assert document.blocks[0] == Block(
        "heading", "一、审议情况", section=("一、审议情况",), page=1, level=1
    )
    assert document.blocks[1].text == "".join(lines)
    table = only_table(document)
    assert table.caption.startswith("表1 各区域预算")
    assert table.unit == "万元"
    assert grid(table)[1] == ["非洲", "75.6", "81"]


def test_turned_page_reads_as_the_upright_one() -> None:
    def page(canvas: Canvas) -> None:
        canvas.translate(WIDTH, 0)
        canvas.rotate(90)  # lines run upwards
        canvas.setFont("Helvetica", 10)
        for position, line in enumerate(LINES):
            canvas.drawString(60, WIDTH - 80 - 13 * position, line)

    document = read(pdf(page), "a.pdf")
    assert of_kind(document, "paragraph") == [" ".join(LINES)]


def test_bookmarks_give_the_levels() -> None:
    def page(canvas: Canvas) -> None:
        top = 80.0
        for level, title in ((0, "Summary"), (0, "Part one"), (1, "Detail of part one")):
            canvas.bookmarkPage(title)
            canvas.addOutlineEntry(title, title, level)
            top = text(canvas, [title], top, size=12) + 6
            top = text(canvas, LINES, top) + 10

    document = read(pdf(page), "a.pdf")
    headings = [(b.text, b.level) for b in document.blocks if b.kind == "heading"]
    assert headings == [("Summary", 1), ("Part one", 1), ("Detail of part one", 2)]
    assert document.blocks[-1].section == ("Part one", "Detail of part one")


def test_refusals_say_what_to_do() -> None:
    def scan(canvas: Canvas) -> None:
        from PIL import Image

        canvas.drawImage(ImageReader(Image.new("L", (400, 500), 200)), 50, 50, 400, 500)

    with pytest.raises(ReadError, match=r"no text layer \(a scan\): run OCR first, for example"):
        read(pdf(scan), "scan.pdf")
    with pytest.raises(ReadError, match="is password-protected"):
        read(pdf(lambda c: c.drawString(60, 700, "secret"), encrypt="pw"), "locked.pdf")
    with pytest.raises(ReadError, match="damaged"):
        read(b"%PDF-1.7\n" + b"\x00garbage" * 200, "broken.pdf")


def test_a_hundred_pages_of_text_take_seconds() -> None:
    def page(canvas: Canvas) -> None:
        top = 80.0
        for _ in range(10):
            top = text(canvas, LINES, top) + 10

    data = pdf(*[page] * 100)
    start = time.process_time()
    document = read(data, "long.pdf")
    assert document.blocks[-1].page == 100
    assert time.process_time() - start < 10  # the aim: 10 pages a second on a busy machine


def test_real_pages(shared: Path) -> None:
    """Tables and structure of files that other projects test with, written down by hand."""
    folder = shared / "docs" / "pdfplumber" / "tests" / "pdfs"

    document = read((folder / "issue-336-example.pdf").read_bytes(), "a.pdf")
    tables = [block.table for block in document.tables() if block.table]
    assert [(len(t.rows), t.width) for t in tables] == [(8, 5), (11, 8), (2, 3)]
    assert tables[0].caption == "表7.5 停车区用地指标基准值（公顷/处）"
    assert tables[0].row_label(tables[0].rows[3]) == "高速公路 / 六"
    assert tables[0].rows[3][2].text == "2.1333"

    document = read((folder / "pdf_structure.pdf").read_bytes(), "b.pdf")
    assert of_kind(document, "heading") == ["Titre du document", "Titre 1", "Titre 2", "Tableau"]
    assert grid(only_table(document)) == [
        ["Chose", "Truc"],
        ["Chose 1", "Truc 1"],
        ["Chose 2", "Truc 2"],
    ]

    upright = read((folder / "nics-background-checks-2015-11.pdf").read_bytes(), "c.pdf")
    turned = read((folder / "nics-background-checks-2015-11-rotated.pdf").read_bytes(), "c.pdf")
    alabama = next(row for row in grid(only_table(upright)) if row[0] == "Alabama")
    assert alabama[1:4] == ["18,870", "23,022", "22,650"]
    assert alabama[-1] == "71,137"
    assert grid(only_table(turned)) == grid(only_table(upright))

    document = read((folder / "WARN-Report-for-7-1-2015-to-03-25-2016.pdf").read_bytes(), "d.pdf")
    table = next(document.tables()).table  # it goes on over fourteen pages
    assert table is not None
    assert table.column_name(3) == "Company"
    assert [c.text for c in table.rows[1]][3:6] == ["Maxim Integrated Product", "San Jose", "150"]


def without_system_fonts(path: Path) -> str:
    """The text of a PDF as a process reads it that finds no font on its machine."""
    script = """
import sys
from pathlib import Path
import pypdfium2
from ingest.readers import read
from ingest.readers.pdf import fonts

class NoFonts(pypdfium2.PdfSysfontBase):
    def MapFont(self, *asked):
        return None
    def GetFont(self, *asked):
        return None

fonts.use_stand_in = fonts.StandIn(NoFonts()).setup
document = read(Path(sys.argv[1]).read_bytes(), "page.pdf")
print("\\n".join(block.text for block in document.blocks))
"""
    done = subprocess.run(
        [sys.executable, "-c", script, str(path)], capture_output=True, check=True, encoding="utf-8"
    )
    return done.stdout


def test_chinese_without_its_font_is_whole_on_a_machine_without_fonts(tmp_path: Path) -> None:
    pdfmetrics.registerFont(UnicodeCIDFont("STSong-Light"))

    def draw(canvas: Canvas) -> None:
        at = LEFT
        for font, piece in [
            ("STSong-Light", "会议于"), ("Helvetica", "2026"), ("STSong-Light", "年"),
            ("Helvetica", "4"), ("STSong-Light", "月"), ("Helvetica", "2"),
            ("STSong-Light", "日"), ("Helvetica", "B"), ("STSong-Light", "区召开。"),
        ]:  # fmt: skip
            canvas.setFont(font, 10)
            canvas.drawString(at, HEIGHT - 80, piece)
            at += canvas.stringWidth(piece, font, 10)

    path = tmp_path / "page.pdf"
    path.write_bytes(pdf(draw))
    assert "会议于2026年4月2日B区召开。" in without_system_fonts(path)
