"""Markdown as strings."""

from ingest.document import Document
from ingest.readers import read


def opened(text: str) -> Document:
    return read(text.encode(), "a.md")


def kinds(document: Document) -> list[tuple[str, str]]:
    return [(block.kind, block.text) for block in document.blocks]


def test_headings_of_both_kinds_and_lists():
    found = opened("Report\n======\n\n## Aims ##\n\n- one\n- two\n\n1. first\n2. second\n")
    assert [(b.kind, b.text, b.level) for b in found.blocks] == [
        ("heading", "Report", 1),
        ("heading", "Aims", 2),
        ("list_item", "one", 0),
        ("list_item", "two", 0),
        ("list_item", "first", 0),
        ("list_item", "second", 0),
    ]
    assert found.blocks[-1].section == ("Report", "Aims")


def test_inline_markup_is_stripped():
    found = opened("A **bold** and *slanted* [link](http://x.org) with `code` and <b>tags</b>.")
    assert kinds(found) == [("paragraph", "A bold and slanted link with code and tags.")]


def test_emphasis_beside_chinese_punctuation_is_stripped():
    assert kinds(opened("**注意：**请按时提交。")) == [("paragraph", "注意：请按时提交。")]


def test_a_heading_without_a_space_before_chinese():
    assert kinds(opened("##总则\n\n正文。"))[0] == ("heading", "总则")
    assert kinds(opened("#hashtag text"))[0][0] == "paragraph"


def test_pipe_tables():
    found = opened("Table 1: Costs (CHF)\n\n| Item | 2023 |\n|---|--:|\n| Rent | 1,200 |\n")
    (block,) = found.tables()
    assert [[cell.text for cell in row] for row in block.table.rows] == [
        ["Item", "2023"],
        ["Rent", "1,200"],
    ]
    assert (block.table.caption, block.table.unit) == ("Table 1: Costs (CHF)", "CHF")


def test_footnotes_follow_the_paragraph_that_refers_to_them():
    found = opened("Budget[^a] grew.\n\nNext.\n\n[^a]: Without *staff*\n    costs.\n")
    assert kinds(found) == [
        ("paragraph", "Budget grew."),
        ("note", "Without staff costs."),
        ("paragraph", "Next."),
    ]


def test_code_is_left_as_it_is():
    found = opened("```\n# no heading\n[^1]: no note\n```\n")
    assert kinds(found) == [("code", "# no heading\n[^1]: no note")]


def test_front_matter_gives_title_and_date():
    found = opened("---\ntitle: 'Travel policy'\ndate: 2024-03-01\n---\n\n# Scope\n\nAll staff.\n")
    assert (found.title, found.date) == ("Travel policy", "2024-03-01")
    assert kinds(found)[0] == ("heading", "Scope")


def test_a_rule_at_the_top_is_no_front_matter():
    assert ("paragraph", "Just text.") in kinds(opened("---\n\nJust text.\n\n---\n"))


def test_tables_in_html_inside_markdown():
    found = opened(
        "# T\n\n<table><tr><td>Item</td><td>5</td></tr><tr><td>Ink</td><td>6</td></tr></table>\n"
    )
    assert len(list(found.tables())) == 1
