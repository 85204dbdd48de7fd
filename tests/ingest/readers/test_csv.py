"""Separated values."""

import pytest

from ingest.readers import read


def rows(data: bytes, name: str = "a.csv") -> list[list[str]]:
    (block,) = read(data, name).tables()
    return [[cell.text for cell in row] for row in block.table.rows]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
def test_chinese_tables_in_any_encoding(encoding):
    text = "项目,金额（万元）,备注\n差旅费,1200,含住宿\n会议费,300,无\n"
    (block,) = read(text.encode(encoding), "预算.csv").tables()
    assert [cell.text for cell in block.table.rows[1]] == ["差旅费", "1200", "含住宿"]
    assert block.table.header_rows == 1
    assert block.table.unit == "万元"


@pytest.mark.parametrize("separator", [",", ";", "\t", "|"])
def test_the_separator_is_found(separator):
    text = "\n".join(
        separator.join(row) for row in (("Item", "Cost"), ("Rent", "20"), ("Ink", "3"))
    )
    assert rows(text.encode()) == [["Item", "Cost"], ["Rent", "20"], ["Ink", "3"]]


def test_decimal_commas_do_not_look_like_separators():
    assert rows(b"Item;Cost\nRent;20,5\nInk;3,1\n") == [
        ["Item", "Cost"],
        ["Rent", "20,5"],
        ["Ink", "3,1"],
    ]


def test_quoted_fields_keep_separators_and_line_ends():
    assert rows(b'Name,Address\nAnn,"Main St 1,\nBern"\n') == [
        ["Name", "Address"],
        ["Ann", "Main St 1,\nBern"],
    ]


def test_title_lines_above_the_table_are_its_caption():
    document = read(b"Budget 2024 (CHF thousand)\n\nItem,2023,2024\nRent,20,21\n", "a.csv")
    (block,) = document.tables()
    assert block.table.caption == "Budget 2024 (CHF thousand)"
    assert block.table.unit == "CHF thousand"
