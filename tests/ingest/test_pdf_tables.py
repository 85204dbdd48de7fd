"""Tables of PDF files that are drawn in parts, in frames, with indents, or as several in one."""

from __future__ import annotations

from reportlab.pdfgen.canvas import Canvas

from ingest.document import Document
from ingest.readers import read
from ingest.split import split
from tests.ingest.test_pdf import HEIGHT, LEFT, cells, grid, only_table, pdf, rules, text


def labels(document: Document) -> list[str]:
    return [p.label for p in split(document) if p.kind == "row"]


def test_rows_end_where_the_lines_between_columns_end() -> None:
    """As typesetters of gazettes draw them: no lines across below the header, dots to figures."""
    rows = [
        ["Fitting the valve ..............", "2 hours at 60 = 120 ........", "$15 ..."],
        ["Test of the second pump", "Up to 9 hours at 60 =", "$40 ..."],
        ["on the ground ..............", "up to 540 ......", ""],
    ]
    xs = [60.0, 230.0, 400.0, 520.0]

    def page(canvas: Canvas) -> None:
        canvas.line(xs[0], HEIGHT - 100, xs[-1], HEIGHT - 100)
        canvas.line(xs[0], HEIGHT - 120, xs[-1], HEIGHT - 120)
        for x in xs[1:3]:
            for top, bottom in ((100, 120), (120, 140), (140, 172)):
                canvas.line(x, HEIGHT - top, x, HEIGHT - bottom)
        cells(canvas, xs, 100, [["Action", "Labour", "Parts"]], 20)
        cells(canvas, xs, 120, rows[:1], 20)
        cells(canvas, xs, 140, rows[1:], 12)
        text(canvas, ["These costs are borne by the owner."], 210)

    found = grid(only_table(read(pdf(page), "gazette.pdf")))
    assert [[" ".join(cell.split()) for cell in row] for row in found] == [
        ["Action", "Labour", "Parts"],
        ["Fitting the valve", "2 hours at 60 = 120", "$15"],
        ["Test of the second pump on the ground", "Up to 9 hours at 60 = up to 540", "$40"],
    ]


def test_a_name_over_columns_holds_for_those_whose_lines_begin_below_it() -> None:
    xs = [60.0, 160.0, 240.0, 320.0, 400.0]

    def page(canvas: Canvas) -> None:
        for top in (100, 132, 152, 172):
            canvas.line(xs[0], HEIGHT - top, xs[-1], HEIGHT - top)
        for x in (xs[0], xs[2], xs[4]):
            canvas.line(x, HEIGHT - 100, x, HEIGHT - 172)
        for x in (xs[1], xs[3]):
            canvas.line(x, HEIGHT - 116, x, HEIGHT - 172)
        canvas.drawCentredString(320, HEIGHT - 112, "Returned")
        cells(canvas, xs, 116, [["District", "Lent", "Books", "Films"]], 16)
        cells(canvas, xs, 132, [["North", "310", "290", "7"], ["South", "95", "88", "3"]], 20)

    table = only_table(read(pdf(page), "a.pdf"))
    assert [table.column_name(i) for i in (2, 3)] == ["Returned / Books", "Returned / Films"]


def test_labels_keep_their_indents() -> None:
    rows = [("Delays", "14"), ("Cancellations", "9")]
    causes = [("Snow", "6"), ("Repair of the engine", "3")]
    xs = [60.0, 220.0, 300.0]

    def page(canvas: Canvas) -> None:
        rules(canvas, xs, [100.0 + 20 * i for i in range(8)])
        cells(canvas, xs, 100, [["Ferries", "Days"]], 20)
        top = 120.0
        for label, value in rows:
            cells(canvas, xs, top, [[label, value]], 20)
            for cause, days in causes:
                top += 20
                canvas.drawRightString(214, HEIGHT - top - 13, cause)
                canvas.drawString(xs[1] + 4, HEIGHT - top - 13, days)
            top += 20

    found = labels(read(pdf(page), "a.pdf"))
    assert "Delays / Snow" in found
    assert "Cancellations / Repair of the engine" in found
    assert "Cancellations" in found


def test_tables_drawn_as_one_have_headers_of_their_own() -> None:
    xs = [60.0, 200.0, 300.0, 400.0]

    def page(canvas: Canvas) -> None:
        tops = [100.0 + 20 * i for i in range(7)]
        rules(canvas, [xs[0], xs[-1]], tops)
        for x in xs[1:3]:
            canvas.line(x, HEIGHT - 100, x, HEIGHT - 120)
            canvas.line(x, HEIGHT - 140, x, HEIGHT - 220)
        cells(canvas, xs, 100, [["Members in all", "5,210", ""]], 20)
        canvas.drawCentredString(230, HEIGHT - 133, "The three largest members")
        rows = [["Name", "Kind", "Votes"], ["Alder Mill", "firm", "700"]]
        rows += [["Birch Farm", "farm", "420"], ["Cedar Bank", "bank", "90"]]
        cells(canvas, xs, 140, rows, 20)

    first, second = read(pdf(page), "a.pdf").tables()
    assert first.table and grid(first.table)[0][:2] == ["Members in all", "5,210"]
    assert second.table and second.table.caption == "The three largest members"
    assert grid(second.table)[0] == ["Name", "Kind", "Votes"]


def test_a_frame_around_columns_of_figures_is_read_row_by_row() -> None:
    rows = [
        ["Prices", "This week", "Last week"],
        ["Oats", "14.20", "13.90"],
        ["Barley", "11.05", "11.40"],
        ["Rye", "9.80", "9.75"],
    ]

    def page(canvas: Canvas) -> None:
        canvas.rect(50, HEIGHT - 700, 500, 600)
        canvas.line(380, HEIGHT - 100, 380, HEIGHT - 700)
        top = 130.0
        for row in rows:
            for x, value in zip((60, 180, 280), row, strict=True):
                canvas.drawString(x, HEIGHT - top, value)
            top += 14
        for i, tick in enumerate(("40.00", "30.00", "20.00", "10.00")):
            canvas.drawString(390, HEIGHT - 128 - 15 * i, tick)

    assert grid(only_table(read(pdf(page), "a.pdf"))) == rows


def test_contents_are_no_table_and_a_line_below_a_cell_goes_on_with_it() -> None:
    chapters = ["Boats and their crews", "Harbours of the lake", "Lights", "Tides and weather"]
    ledger = [
        ["L-101", "03/04/2021", "Coastal Bank", "Travel of staff", "920.68"],
        ["", "", "", "Ferry for A Moor to the island and back", ""],
        ["L-102", "05/04/2021", "Coastal Bank", "Travel of staff", "71.50"],
        ["", "", "", "Train for B Holm to the city and back", ""],
    ]

    def page(canvas: Canvas) -> None:
        for i, chapter in enumerate(chapters):
            canvas.drawString(LEFT, HEIGHT - 80 - 14 * i, chapter)
            canvas.drawRightString(480, HEIGHT - 80 - 14 * i, str(i + 2))
        for i, row in enumerate(ledger):
            for x, value in zip((60, 110, 180, 260, 470), row, strict=True):
                canvas.drawString(x, HEIGHT - 200 - 12 * i, value)

    def chapter(name: str) -> object:
        def draw(canvas: Canvas) -> None:
            top = text(canvas, [name], 80, font="Helvetica-Bold", size=15) + 8
            text(canvas, ["The lake has been sailed for a thousand years by many people."], top)

        return draw

    document = read(pdf(page, *map(chapter, chapters)), "handbook.pdf")  # type: ignore[arg-type]
    rows = grid(only_table(document))
    assert rows[0][3] == "Travel of staff Ferry for A Moor to the island and back"
    assert [row[0] for row in rows] == ["L-101", "L-102"]
