"""Workbooks made with openpyxl."""

import io
import zipfile
from datetime import date

import openpyxl
import pytest

from ingest.document import Document, Table
from ingest.readers import read
from ingest.readers.number_format import format_number


def opened(book: openpyxl.Workbook) -> Document:
    buffer = io.BytesIO()
    book.save(buffer)
    return read(buffer.getvalue(), "a.xlsx")


def sheet_of(rows: list[list[object]], title: str = "Data") -> openpyxl.Workbook:
    book = openpyxl.Workbook()
    book.active.title = title
    for row in rows:
        book.active.append(row)
    return book


def tables(document: Document) -> list[Table]:
    return [block.table for block in document.tables() if block.table is not None]


def texts(table: Table) -> list[list[str]]:
    return [[cell.text for cell in row] for row in table.rows]


def test_a_sheet_is_a_page_under_its_name():
    book = sheet_of([["Item", "Cost"], ["Rent", 20]], "Offices")
    book.create_sheet("空表")
    book.create_sheet("人员").append(["共40人"])
    found = [(b.kind, b.text, b.page, b.sheet, b.section) for b in opened(book).blocks]
    assert found == [
        ("heading", "Offices", 1, "Offices", ("Offices",)),
        ("table", "Item | Cost\nRent | 20", 1, "Offices", ("Offices",)),
        ("heading", "人员", 3, "人员", ("人员",)),
        ("paragraph", "共40人", 3, "人员", ("人员",)),
    ]


def test_cells_stand_as_they_are_displayed():
    book = sheet_of([["Item", "Amount", "Share", "Date", "Done"]])
    book.active.append(["P2", 756000, 0.18, date(2024, 3, 1), True])
    for column, code in ((2, "#,##0"), (3, "0.0%"), (4, "d.m.yyyy")):
        book.active.cell(2, column).number_format = code
    assert texts(tables(opened(book))[0])[1] == ["P2", "756,000", "18.0%", "2024-03-01", "TRUE"]


def test_title_and_unit_above_a_table_and_the_source_below():
    book = sheet_of(
        [
            ["Budget by priority"],
            ["(CHF thousand)"],
            [],
            ["Priority", 2023, 2024],
            ["P1", 519, 552],
            ["P2", 756, 899],
            ["Source: planning office"],
        ]
    )
    found = opened(book)
    (table,) = tables(found)
    assert (table.caption, table.unit) == ("Budget by priority", "CHF thousand")
    assert (table.header_rows, len(table.rows)) == (1, 3)
    assert [b.text for b in found.blocks if b.kind == "note"] == ["Source: planning office"]


def test_a_chinese_statement_with_its_unit_at_the_right_edge():
    book = sheet_of(
        [
            ["资产负债表"],
            ["编制单位：某某公司", None, "单位：万元"],
            ["项目", "期末余额", "期初余额"],
            ["货币资金", 1200, 1100],
            ["应收账款", 300, 280],
        ]
    )
    (table,) = tables(opened(book))
    assert table.unit == "万元"
    assert table.caption.startswith("资产负债表")
    assert texts(table)[0] == ["项目", "期末余额", "期初余额"]


def test_a_header_of_two_rows_with_merged_cells():
    book = sheet_of(
        [["Region", "Users", None], [None, 2023, 2024], ["Asia", 5, 6], ["Africa", 7, 8]]
    )
    book.active.merge_cells("B1:C1")
    book.active.merge_cells("A1:A2")
    (table,) = tables(opened(book))
    assert table.header_rows == 2
    assert table.column_name(2) == "Users / 2024"
    assert table.column_name(0) == "Region"


def test_tables_below_and_beside_each_other_are_apart():
    book = sheet_of(
        [
            ["Name", "Age", None, "City", "People"],
            ["Ann", 30, None, "Bern", 130000],
            ["Bob", 40, None, "Basel", 170000],
            [],
            [],
            ["Code", "Meaning"],
            ["A", "open"],
        ]
    )
    found = [texts(table)[0] for table in tables(opened(book))]
    assert found == [["Name", "Age"], ["City", "People"], ["Code", "Meaning"]]


def test_a_spacer_column_and_a_blank_row_before_the_total_do_not_cut_a_table():
    book = sheet_of(
        [
            ["Item", None, 2023, 2024],
            ["Rent", None, 20, 21],
            ["Travel", None, 10, 12],
            [],
            ["Total", None, 30, 33],
        ]
    )
    (table,) = tables(opened(book))
    assert texts(table) == [
        ["Item", "2023", "2024"],
        ["Rent", "20", "21"],
        ["Travel", "10", "12"],
        ["Total", "30", "33"],
    ]


def test_formulas_count_with_their_stored_values_and_errors_are_blank():
    book = sheet_of([["Item", "Cost", "Note"], ["Rent", 5, "#N/A"], ["Total", 7, "x"]])
    buffer = io.BytesIO()
    book.save(buffer)
    cell = b'<c r="B3" t="n"><v>7</v></c>'
    data = _replaced(buffer.getvalue(), cell, b'<c r="B3"><f>SUM(B1:B2)</f><v>7</v></c>')
    assert texts(tables(read(data, "a.xlsx"))[0])[2] == ["Total", "7", "x"]
    assert texts(tables(read(data, "a.xlsx"))[0])[1] == ["Rent", "5", ""]


def _replaced(data: bytes, before: bytes, after: bytes) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(buffer, "w") as new:
        for name in old.namelist():
            content = old.read(name)
            if name == "xl/worksheets/sheet1.xml":
                assert before in content
                content = content.replace(before, after)
            new.writestr(name, content)
    return buffer.getvalue()


MAIN = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = 'xmlns="http://schemas.openxmlformats.org/package/2006/relationships"'


def hand_made(sheet: str, strings: str) -> bytes:
    """A workbook as Excel writes it, with a table of shared strings."""

    def relations(*targets: tuple[str, str]) -> str:
        items = "".join(
            f'<Relationship Id="r{n}" Type="{RELATIONS}/{kind}" Target="{target}"/>'
            for n, (kind, target) in enumerate(targets)
        )
        return f"<Relationships {PACKAGE}>{items}</Relationships>"

    parts = {
        "_rels/.rels": relations(("officeDocument", "xl/workbook.xml")),
        "xl/workbook.xml": f'<workbook {MAIN} xmlns:r="{RELATIONS}"><workbookPr date1904="1"/>'
        '<sheets><sheet name="S" r:id="r0"/></sheets></workbook>',
        "xl/_rels/workbook.xml.rels": relations(
            ("worksheet", "worksheets/sheet1.xml"),
            ("sharedStrings", "/xl/sharedStrings.xml"),
            ("styles", "styles.xml"),
        ),
        "xl/sharedStrings.xml": f"<sst {MAIN}>{strings}</sst>",
        "xl/styles.xml": f"<styleSheet {MAIN}><cellXfs>"
        '<xf numFmtId="0"/><xf numFmtId="14"/></cellXfs></styleSheet>',
        "xl/worksheets/sheet1.xml": f"<worksheet {MAIN}>{sheet}</worksheet>",
    }
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as file:
        for name, text in parts.items():
            file.writestr(name, text)
    return buffer.getvalue()


def test_shared_strings_with_runs_and_phonetic_guides():
    data = hand_made(
        '<sheetData><row r="2"><c r="B2" t="s"><v>0</v></c><c r="C2" t="s"><v>1</v></c></row>'
        '<row r="3"><c r="B3" t="s"><v>1</v></c><c r="C3" s="1"><v>1</v></c></row></sheetData>',
        "<si><r><t>東</t></r><r><t>京</t></r><rPh><t>トウキョウ</t></rPh></si><si><t>Opened</t></si>",
    )
    (table,) = tables(read(data, "a.xlsx"))
    # Day 1 of a workbook that counts from 1904.
    assert texts(table) == [["東京", "Opened"], ["Opened", "1904-01-02"]]


def test_hidden_sheets_are_content_too():
    book = sheet_of([["shown"]])
    hidden = book.create_sheet("Assumptions")
    hidden.append(["Growth is 3% a year."])
    hidden.sheet_state = "hidden"
    assert opened(book).blocks[-1].text == "Growth is 3% a year."


@pytest.mark.parametrize(
    ("value", "code", "shown"),
    [
        (1234.5, "#,##0.00", "1,234.50"),
        (-1234.5, "#,##0;(#,##0)", "(1,235)"),
        (0, '_(* #,##0_);_(* (#,##0);_(* "-"??_);_(@_)', "-"),
        (1234567, '0.0,,"M"', "1.2M"),
        (12, "[$CHF] #,##0.00", "CHF 12.00"),
        (0.125, "0%", "13%"),
        (0.30000000000000004, "General", "0.3"),
        (7, "000", "007"),
        (45292, "mmm-yy", "2024-01"),
        (45292, 'yyyy"年"m"月"d"日"', "2024年1月1日"),
        (45292.5, "yyyy/m/d h:mm", "2024-01-01 12:00"),
        (1.5, "[h]:mm", "36:00"),
        (5, '0 "people"', "5 people"),
        (-3, "#,##0;[Red]-#,##0", "-3"),
    ],
)
def test_number_formats(value, code, shown):
    assert format_number(value, code) == shown
