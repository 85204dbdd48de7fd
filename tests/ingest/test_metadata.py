"""What a document says about itself."""

from __future__ import annotations

import pytest

from ingest.document import Block, Document
from ingest.languages import language_of
from ingest.metadata import describe


def _document(*blocks: Block | str, name: str = "file.txt") -> Document:
    made = [Block("paragraph", block) if isinstance(block, str) else block for block in blocks]
    return Document(name, blocks=made)


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("国际电联电信发展局发布了报告", "zh"),
        ("これは日本語の文章です", "ja"),
        ("The report was published by the bureau in March", "en"),
        ("Le rapport a été publié par le bureau dans les délais", "fr"),
        ("El informe fue publicado por la oficina en marzo", "es"),
        ("Отчёт опубликован в марте", "ru"),
        ("نشر المكتب التقرير في مارس", "ar"),
        ("Der Bericht wurde im März von der Behörde veröffentlicht", "de"),
        ("O relatório foi publicado pela agência em março", "pt"),
        ("12 345 – 67 %", ""),
        ("2026年ITU-D运作规划（OP-26）Open Source Programme Office框架", "zh"),
    ],
)
def test_language(text: str, language: str) -> None:
    assert language_of(text) == language


@pytest.mark.parametrize(
    ("line", "symbol"),
    [
        ("Document TDAG-26/7-E", "TDAG-26/7-E"),
        ("文件TDAG-21/2/2-C", "TDAG-21/2/2-C"),
        ("A/RES/70/1", "A/RES/70/1"),
        ("Document CWG-FHR-15/3", "CWG-FHR-15/3"),
        ("E/2023/15", "E/2023/15"),
        ("文号：财行〔2013〕531号", ""),
        ("This is about TCP/IP and CPU/GPU loads in general, of course", ""),
    ],
)
def test_symbol(line: str, symbol: str) -> None:
    assert describe(_document(line, "Text that follows.")).symbol == symbol


@pytest.mark.parametrize(
    ("line", "date"),
    [
        ("2021年10月8日", "2021-10-08"),
        ("8 October 2021", "2021-10-08"),
        ("October 8, 2021", "2021-10-08"),
        ("Date: 2021-10-08", "2021-10-08"),
        ("Genève, 8 octobre 2021", "2021-10-08"),
        ("8 de octubre de 2021", "2021-10-08"),
        ("8 октября 2021 г.", "2021-10-08"),
        ("发布日期：2021年10月", "2021-10"),
        ("March 2026", "2026-03"),
        (
            "Held on Friday 8 October 2021, 10:00–15:40, in the council hall of the port",
            "2021-10-08",
        ),
        ("The meeting was held on 8 October 2021 in Geneva and went very well.", ""),
    ],
)
def test_date_of_the_title_page(line: str, date: str) -> None:
    assert describe(_document("Report", line, "Text.")).date == date


@pytest.mark.parametrize(
    ("symbol", "edition", "revises"),
    [
        ("TDAG-26/2(Add.2)(Rev.2)-C", "Rev.2", "TDAG-26/2(Add.2)-C"),
        ("TDAG-26/2(Add.2)-C", "Add.2", "TDAG-26/2-C"),
        ("A/75/100/Corr.1", "Corr.1", "A/75/100"),
        ("C24/12-E", "", ""),
    ],
)
def test_edition_of_a_symbol(symbol: str, edition: str, revises: str) -> None:
    document = _document("Text.")
    document.symbol = symbol
    describe(document)
    assert (document.edition, document.revises) == (edition, revises)


@pytest.mark.parametrize(
    ("name", "edition", "revises"),
    [
        ("travel-policy_v2.1.docx", "v2.1", "travel-policy"),
        ("TDAG-26-7-Rev.1-groups.docx", "Rev.1", "TDAG-26-7-groups"),
        ("差旅办法（修订版）.docx", "修订版", "差旅办法"),
        ("overview.docx", "", ""),
        ("video2.docx", "", ""),
    ],
)
def test_edition_of_a_file_name(name: str, edition: str, revises: str) -> None:
    document = describe(_document("Text.", name=name))
    assert (document.edition, document.revises) == (edition, revises)


def test_a_revision_line_names_what_it_revises() -> None:
    document = describe(_document("Revision 1 to Document TDAG-26/7-E", "27 March 2026"))
    assert (document.symbol, document.edition, document.revises) == (
        "TDAG-26/7(Rev.1)-E",
        "Rev.1",
        "TDAG-26/7-E",
    )


def test_title_is_the_first_heading_that_is_no_label() -> None:
    document = _document("Document C24/1", Block("heading", "Travel policy", level=1), "Text.")
    assert describe(document).title == "Travel policy"


def test_title_from_the_summary_where_there_is_none() -> None:
    document = _document(
        Block("heading", "概要：", level=1),
        "本文件介绍了2023年运作规划的方法和过程，并介绍了资金分配情况。",
        Block("heading", "1 背景", level=1),
    )
    assert describe(document).title == "2023年运作规划的方法和过程"


def test_title_falls_back_to_the_file_name() -> None:
    document = _document("完整的一句话。", name="预算_2026.txt")
    assert describe(document).title == "预算 2026"


def test_years_are_those_most_spoken_of() -> None:
    document = _document(
        Block("heading", "2023-2026年战略", level=1),
        "2023年开始。2023年的预算高于2024年。",
        "据1995年的一份报告。",
        "其中2,023名学员，编号2024/15不算。",
    )
    years = describe(document).years
    assert 2023 in years
    assert 2026 in years
    assert 1995 not in years


def test_what_the_reader_knows_stays() -> None:
    document = _document(Block("heading", "Chapter", level=1), "2021年10月8日")
    document.title, document.date, document.language = "Known", "2020", "fr"
    describe(document)
    assert (document.title, document.date, document.language) == ("Known", "2020", "fr")
