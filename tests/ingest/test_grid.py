"""Header rows, label columns and units of grids; captions; encodings; levels of numbers."""

import pytest

from ingest.captions import attach_captions, is_numbered_caption, is_unit_note
from ingest.document import Block, Cell
from ingest.encoding import decode
from ingest.grid import is_number, is_period, make_table, table_block, table_text, text_rows
from ingest.sections import fill_sections, level_of_number
from ingest.table_passages import table_passages
from ingest.units import unit_in


def span(text: str) -> Cell:
    return Cell(text, spanned=True)


@pytest.mark.parametrize(
    ("rows", "header_rows"),
    [
        ([["Item", "2023", "2024"], ["Rent", "20", "21"]], 1),
        ([["", "2023", "2024"], ["Rent", "20", "21"]], 1),
        ([["Rent", "20", "21"], ["Ink", "3", "4"]], 0),
        ([["Country", "Founded"], ["Switzerland", "1848"], ["France", "843"]], 1),
        ([["", "A", "B"], ["", "CHF", "CHF"], ["Rent", "1", "2"]], 2),
        ([["Name:", "Ann"], ["City:", "Bern"]], 0),
        ([["Bit", "1", "2", "3"], ["Flag", "4", "7", "9"]], 1),
        ([["Name", "Role"], ["Ann", "Director"], ["Bob", "Clerk"]], 1),
        ([["only one row", "x"]], 0),
        ([["2.1", "Voltage", "kV"], ["2.2", "Current", "A"], ["2.3", "Place", "indoors"]], 0),
    ],
)
def test_header_rows(rows, header_rows):
    assert make_table(text_rows(rows)).header_rows == header_rows


def test_merged_headers_reach_two_rows_but_not_into_merged_labels():
    table = make_table(
        [
            [Cell("Item"), Cell("Budget"), span("Budget")],
            [span("Item"), Cell("2023"), Cell("2024")],
            [Cell("Rent"), Cell("20"), Cell("21")],
            [span("Rent"), Cell("22"), Cell("23")],
        ]
    )
    assert table.header_rows == 2


@pytest.mark.parametrize(
    ("rows", "label_columns"),
    [
        ([["Country", "Currency", "GDP"], ["CH", "CHF", "800"], ["FR", "EUR", "2,900"]], 1),
        ([["No.", "Item", "Cost"], ["1", "Rent", "20"], ["2", "Ink", "3"]], 2),
        (
            [["类别", "项目", "金额"], ["收入", "会费", "5"], ["", "捐款", "6"], ["", "其他", "7"]],
            2,
        ),
        (
            [
                ["City", "Year", "People"],
                ["A", "2020", "5"],
                ["A", "2021", "6"],
                ["A", "2022", "7"],
            ],
            2,
        ),
        ([["Item", "2023", "2024"], ["Rent", "20", "21"]], 1),
    ],
)
def test_label_columns(rows, label_columns):
    assert make_table(text_rows(rows)).label_columns == label_columns


def test_a_title_row_over_the_full_width_becomes_the_caption():
    rows = [[Cell("Staff 2024"), span("Staff 2024")], *text_rows([["Unit", "People"], ["IT", "4"]])]
    table = make_table(rows)
    assert table.caption == "Staff 2024"
    assert (len(table.rows), table.header_rows) == (2, 1)


def test_short_rows_are_padded_and_repeated_cells_left_out_of_the_text():
    table = make_table([[Cell("a"), Cell("b"), span("b")], [Cell("c")]])
    assert {len(row) for row in table.rows} == {3}
    assert table_text(table) == "a | b\nc"


@pytest.mark.parametrize(
    "text", ["5", "519,000", "12.4%", "1 160万", "(1,200)", "−3", "CHF 4,200,000", "45人", "3.5 GB"]
)
def test_amounts(text):
    assert is_number(text)


@pytest.mark.parametrize(
    "text", ["2023", "2023年5月", "Q1 2024", "P4", "5G", "0-14", "3.1.2", "–", ""]
)
def test_what_is_no_amount(text):
    assert not is_number(text)


@pytest.mark.parametrize(
    ("text", "unit"),
    [
        ("2023年预算（瑞郎）", "瑞郎"),
        ("（百万美元）", "百万美元"),
        ("Revenue (USD million)", "USD million"),
        ("in thousands of CHF", "thousands of CHF"),
        ("金额单位：人民币万元", "人民币万元"),
        ("Costs (2023, CHF)", "CHF"),
        ("Revenue, CHF '000", "CHF '000"),
        ("Share (%)", "%"),
        ("以千瑞郎计", "千瑞郎"),
        ("Speed (Mbit/s)", "Mbit/s"),
        ("Table 4 (continued)", ""),
        ("P4（包容）", ""),
        ("Company (a)", ""),
        ("Year", ""),
        ("占预算的百分比", ""),
        ("", ""),
    ],
)
def test_units(text, unit):
    assert unit_in(text) == unit


def test_a_unit_that_all_value_columns_share_is_the_tables():
    table = make_table(text_rows([["Item", "2023 (CHF)", "2024 (CHF)"], ["Rent", "1", "2"]]))
    assert table.unit == "CHF"
    mixed = make_table(text_rows([["Item", "Cost (CHF)", "Share (%)"], ["Rent", "1", "2"]]))
    assert mixed.unit == ""


@pytest.mark.parametrize(
    "text", ["Table 3: Budget", "表1：资金", "Table A-1. Foo", "附表二 人员", "表 2-1 网络"]
)
def test_captions(text):
    assert is_numbered_caption(text)


@pytest.mark.parametrize(
    "text",
    ["Table 3 shows that costs fell.", "Table of contents", "表1中列出", "Tables are nice", "表明"],
)
def test_what_is_no_caption(text):
    assert not is_numbered_caption(text)


def test_unit_notes():
    assert is_unit_note("（瑞郎）")
    assert is_unit_note("Unit: USD million")
    assert not is_unit_note("In the year 2023 we moved.")


def test_a_heading_that_numbers_a_table_gives_the_caption_and_stays():
    table = table_block(make_table(text_rows([["Item", "Cost"], ["Rent", "5"]])))
    heading = Block("heading", "Table 2 Costs (CHF)", level=3)
    found = attach_captions([heading, table])
    assert found[0] == heading
    assert found[1].table is not None
    assert (found[1].table.caption, found[1].table.unit) == ("Table 2 Costs (CHF)", "CHF")


def test_two_tables_each_keep_the_caption_above_them():
    table = table_block(make_table(text_rows([["Item", "Cost"], ["Rent", "5"]])))
    blocks = [Block("paragraph", "Table 1: A"), table, Block("paragraph", "Table 2: B"), table]
    captions = [block.table.caption for block in attach_captions(blocks) if block.table]
    assert captions == ["Table 1: A", "Table 2: B"]


def test_sections_without_a_gap_for_skipped_levels():
    blocks = [
        Block("paragraph", "before"),
        Block("heading", "1", level=1),
        Block("heading", "1.1.1", level=3),
        Block("paragraph", "x"),
        Block("heading", "1.2", level=2),
    ]
    assert [block.section for block in fill_sections(blocks)] == [
        (),
        ("1",),
        ("1", "1.1.1"),
        ("1", "1.1.1"),
        ("1", "1.2"),
    ]


@pytest.mark.parametrize(
    ("text", "level"),
    [
        ("第一章 总则", 1),
        ("第二节 范围", 2),
        ("一、背景", 1),
        ("（二）收入", 2),
        ("3.2 Aims", 2),
        ("3.2.1\tAims", 3),
        ("Annex B", 1),
        ("2023 was good", 0),
        ("Budget", 0),
    ],
)
def test_levels_of_numbers(text, level):
    assert level_of_number(text) == level


@pytest.mark.parametrize(
    ("text", "encoding"),
    [
        ("本报告总结了项目的单位，金额为万元。", "gb18030"),
        ("這個國家的報告說，單位為萬元。", "big5"),
        ("Le résumé du projet à Genève était déjà très clair.", "cp1252"),
        ("日本語のテキストです。これは報告書です。", "shift_jis"),
        ("中文", "utf-16"),
        ("中文", "utf-8-sig"),
    ],
)
def test_encodings(text, encoding):
    assert decode(text.encode(encoding)) == text


def test_a_wrong_declaration_is_overruled():
    assert decode("中文报告".encode("gb18030"), "utf-8") == "中文报告"
    assert decode("中文镕".encode("gb18030"), "gb2312") == "中文镕"


def test_a_row_of_figures_under_names_has_no_label() -> None:
    rows = text_rows([["Main station", "Side station"], ["1.75", "0.85"]])
    table = make_table(rows, caption="Ground of stations (hectares)")
    assert table.label_columns == 0
    (passage,) = [p for p in table_passages(table_block(table), 0, 500) if p.kind == "row"]
    assert passage.label == "Ground of stations (hectares)"
    assert [(cell.column, cell.text) for cell in passage.cells] == [
        ("Main station", "1.75"),
        ("Side station", "0.85"),
    ]


@pytest.mark.parametrize("name", ["Marseille", "Augusta", "Janssen", "Octavia", "Decker"])
def test_a_name_that_begins_as_a_month_does_is_no_period(name: str) -> None:
    assert not is_period(name)


@pytest.mark.parametrize("text", ["March", "Sept. 2024", "31 Dec. 2023", "Oct-24", "June 30, 2025"])
def test_a_month_spelt_out_or_cut_short_is_a_period(text: str) -> None:
    assert is_period(text)
