"""HTML pages as strings."""

import pytest

from ingest.document import Document
from ingest.readers import read


def page(body: str, head: str = "") -> Document:
    html = f"<!DOCTYPE html><html><head>{head}</head><body>{body}</body></html>"
    return read(html.encode(), "a.html")


def kinds(document: Document) -> list[tuple[str, str]]:
    return [(block.kind, block.text) for block in document.blocks]


def test_headings_paragraphs_and_lists():
    found = page(
        "<h1>Report</h1><p>First <b>bold</b> line<br>second line</p>"
        "<h2>Points</h2><ul><li>one<ol><li>inner</li></ol></li><li><p>two</p></li></ul>"
    )
    assert kinds(found) == [
        ("heading", "Report"),
        ("paragraph", "First bold line\nsecond line"),
        ("heading", "Points"),
        ("list_item", "one"),
        ("list_item", "inner"),
        ("list_item", "two"),
    ]
    assert found.blocks[-1].section == ("Report", "Points")
    assert found.title == "Report"


def test_menus_scripts_forms_and_hidden_parts_are_left_out():
    found = page(
        "<nav>Home About</nav><script>var x = 1;</script><style>p {}</style>"
        "<p>Text</p><div style='display: none'>secret</div><p hidden>gone</p>"
        "<select><option>A</option></select><div role='navigation'>more</div>"
    )
    assert kinds(found) == [("paragraph", "Text")]


def test_spans_fill_the_grid_and_the_head_says_the_headers():
    found = page(
        "<table><caption>Users (million)</caption>"
        "<thead><tr><th rowspan=2>Region</th><th colspan=2>Year</th></tr>"
        "<tr><th>2023</th><th>2024</th></tr></thead>"
        "<tbody><tr><td>Asia</td><td>5</td><td>6</td></tr>"
        "<tr><td rowspan=2>Africa</td><td colspan=2>7</td></tr><tr><td>8</td><td>9</td></tr>"
        "</tbody></table>"
    )
    (block,) = found.tables()
    table = block.table
    assert [[("~" if c.spanned else "") + c.text for c in row] for row in table.rows] == [
        ["Region", "Year", "~Year"],
        ["~Region", "2023", "2024"],
        ["Asia", "5", "6"],
        ["Africa", "7", "~7"],
        ["~Africa", "8", "9"],
    ]
    assert (table.header_rows, table.caption, table.unit) == (2, "Users (million)", "million")
    assert block.text.splitlines()[3] == "Africa | 7"


def test_a_layout_table_is_text():
    found = page("<table><tr><td><h2>News</h2><p>Today.</p></td><td>Side</td></tr></table>")
    assert kinds(found) == [("heading", "News"), ("paragraph", "Today."), ("paragraph", "Side")]


def test_footnotes_are_notes_and_their_marks_are_dropped():
    found = page(
        "<p>The budget<sup><a href='#fn1' id='fnref1'>1</a></sup> grew.</p>"
        "<section class='footnotes'><ol><li id='fn1'>Without staff. <a href='#fnref1'>↩</a></li>"
        "</ol></section>"
    )
    assert kinds(found) == [("paragraph", "The budget grew."), ("note", "Without staff.")]


def test_superscripts_and_links_in_the_text_stay():
    found = page("<p>10 m<sup>2</sup> in <a href='x.html#part'>hall 4</a></p>")
    assert kinds(found) == [("paragraph", "10 m2 in hall 4")]


def test_code_keeps_its_lines():
    assert kinds(page("<pre>a = 1\n  b = 2</pre>")) == [("code", "a = 1\n  b = 2")]


def test_line_ends_between_chinese_characters_are_no_spaces():
    assert kinds(page("<p>国际\n  电联\nITU\n报告</p>")) == [("paragraph", "国际电联 ITU 报告")]


@pytest.mark.parametrize("encoding", ["gb2312", "big5", "utf-8", "utf-16"])
def test_the_declared_charset_is_used(encoding):
    html = f"<html><head><meta charset='{encoding}'></head><body><p>中文文件</p></body></html>"
    assert kinds(read(html.encode(encoding), "a.htm")) == [("paragraph", "中文文件")]


def test_without_a_single_main_heading_the_page_title_counts():
    found = page("<h1>A</h1><h1>B</h1><p>x</p>", "<title>Annual\n report</title>")
    assert found.title == "Annual report"


def test_deep_nesting_is_no_crash():
    assert "x" in page("<div>" * 1500 + "x" + "</div>" * 1500).blocks[-1].text
