"""Answers as the page shows them: nothing of a document is markup, quotes are marked in place."""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import unescape
from pathlib import Path

import pytest

from assistant.answer import Answer, CellAddress, Citation
from assistant.chain import Assistant
from ui.text import browser_language, card_words
from ui.web.cards import answer_html, card_html, documents_html, error_html, rendered

NOTE = """# Kites & <b>strings</b>

## 1 Materials

The frame is made of bamboo. The sail is made of <img src=x onerror=alert(1)> ripstop nylon. Both \
are light.

## 2 Budget

Table 1: Spending of the club

| Item | 2023 | 2024 |
|---|---|---|
| Bamboo | 120 | 90 |
| String | 300 | 425 |
| Nylon | 80 | 60 |
"""
QUOTE = "The frame is made of bamboo."


@pytest.fixture
def kites(home: Path, tmp_path: Path) -> Iterator[Assistant]:
    (tmp_path / "kites.md").write_text(NOTE, encoding="utf-8")
    with Assistant.open(home) as assistant:
        assistant.ingest([tmp_path / "kites.md"])
        yield assistant


def passage_with(assistant: Assistant, words: str) -> int:
    hits = assistant.index.search(words, k=10)
    return next(hit.passage_id for hit in hits if words in hit.passage.text)


def citation(
    quote: str, passage: int | None = None, marker: int = 1, cell: CellAddress | None = None
) -> Citation:
    return Citation(marker, "kites.md", "Kites", ("1 Materials",), 3, cell, quote, passage)


def answer(text: str, *citations: Citation, status: str = "answered", language: str = "en") -> str:
    shown = Answer("?", language, status, text, None, citations, 0.9, 0.0)  # type: ignore[arg-type]
    return answer_html(shown, index=None)  # type: ignore[arg-type]


def marked(html: str) -> list[str]:
    found = re.findall(r"<mark>(.*?)</mark>", html)
    return [unescape(re.sub(r"<[^>]+>", "", mark)) for mark in found]


def test_the_quote_is_marked_in_its_surroundings(kites: Assistant) -> None:
    html = card_html(citation(QUOTE, passage_with(kites, QUOTE)), kites.index, card_words("en"))
    assert marked(html) == [QUOTE]
    assert "Both are light." in html.split("</mark>")[1]
    assert "page 3" in html
    assert "1 Materials" in html


def test_markup_in_a_document_is_text(kites: Assistant) -> None:
    html = card_html(citation(QUOTE, passage_with(kites, QUOTE)), kites.index, card_words("en"))
    assert "<img" not in html
    hostile = citation("<script>alert(1)</script>")
    assert "<script" not in card_html(hostile, kites.index, card_words("en"))


def test_the_cited_cell_of_a_row_is_set_off(kites: Assistant) -> None:
    row = "String | 300 | 425"
    cell = CellAddress("Table 1: Spending of the club", "String", "2024")
    cited = citation(row, passage_with(kites, row), cell=cell)
    html = card_html(cited, kites.index, card_words("en"))
    assert marked(html) == [row]
    assert re.findall(r'<b class="r-cell">(.*?)</b>', html) == ["425"]
    assert "row: String" in html
    assert "column: 2024" in html


def test_a_removed_document_leaves_its_quote(kites: Assistant) -> None:
    cited = citation(QUOTE, passage_with(kites, QUOTE))
    kites.index.remove("kites.md")
    assert marked(card_html(cited, kites.index, card_words("en"))) == [QUOTE]


def test_an_answer_keeps_its_marks_and_shows_html_as_text() -> None:
    html = answer("The sum is **425** [1].\n\n<script>alert(1)</script>", citation("425"))
    assert "<strong>425</strong>" in html
    assert "<sup>1</sup>" in html
    assert "<script" not in html
    assert "&lt;script&gt;" in html
    assert "\n" not in html


def test_links_and_images_are_never_fetched() -> None:
    html = rendered("![x](http://example.org/a.png) [y](javascript:alert(1))")
    assert "<img" not in html
    assert "<a " not in html


def test_cards_after_the_second_are_folded() -> None:
    html = answer("Yes [1][2][3]", *(citation("Q", marker=n) for n in (1, 2, 3)))
    assert re.findall(r'class="r-card"( open)?>', html) == [" open", " open", ""]


def test_an_answer_that_is_not_there_looks_different() -> None:
    html = answer("The documents do not answer this.", status="not_found")
    assert "Not in the documents" in html
    assert "Not in the documents" not in answer("Yes.")


@pytest.mark.parametrize(
    ("language", "sources"),
    [("en", "Sources"), ("zh", "出处"), ("es", "Fuentes"), ("ru", "Источники"), ("de", "Sources")],
)
def test_cards_speak_the_answers_language(language: str, sources: str) -> None:
    assert f">{sources}<" in answer("42 [1]", citation("42"), language=language)


def test_arabic_runs_from_the_right() -> None:
    assert 'dir="rtl"' in answer("42", language="ar")


def test_documents_are_listed_under_translated_headers(kites: Assistant) -> None:
    html = documents_html(kites.documents(), "zh")
    assert re.findall(r"<th>(.*?)</th>", html) == ["文件名", "标题", "语言", "日期", "段落数"]
    assert "kites.md" in html
    assert "Kites &amp; " in html
    assert "<b>" not in html
    assert "no documents" in documents_html([], "en")


def test_an_error_is_one_line_of_text() -> None:
    html = error_html("a<b>.exe:\nnot supported")
    assert "<b>" not in html
    assert "\n" not in html


@pytest.mark.parametrize(
    ("accepted", "language"),
    [
        ("zh-CN,zh;q=0.9,en;q=0.8", "zh"),
        ("en-GB", "en"),
        ("fr-FR,zh;q=0.5", "zh"),
        ("", "en"),
        ("*", "en"),
    ],
)
def test_the_page_speaks_the_browsers_language(accepted: str, language: str) -> None:
    assert browser_language(accepted) == language
