"""Answers in the words of the documents."""

import pytest

from assistant import Assistant
from assistant.settings import Settings


def test_a_list_keeps_its_items_each_with_its_citation(assistant, texts):
    answer = assistant.ask("参加计划的合作伙伴有哪些？")
    partners = ("非洲电信联盟", "太平洋岛国论坛", "阿拉伯信息通信组织")
    assert all(partner in answer.answer for partner in partners)
    quotes = [citation.quote for citation in answer.citations]
    assert set(partners) <= set(quotes)
    assert all(quote in texts["plan-2023.md"] for quote in quotes)


def test_an_english_question_is_answered_from_a_chinese_document(assistant):
    answer = assistant.ask("How many training courses were held in 2023?")
    assert answer.language == "en"
    assert "46期" in answer.answer
    assert answer.citations[0].document == "plan-2023.md"


def test_a_refusal_shows_the_nearest_words_and_where_they_stand(assistant, texts):
    answer = assistant.ask("What is the boiling point of tungsten?")
    assert answer.status == "not_found"
    assert len(answer.citations) == 1
    assert answer.citations[0].quote in texts[answer.citations[0].document]


def test_the_fact_comes_in_the_first_characters(assistant):
    for question in ("2023年举办了多少期培训班？", "P2的预算从2023年到2026年增加了多少？"):
        assert len(assistant.ask(question).answer) <= 500


def test_a_line_that_only_points_elsewhere_is_no_answer(over):
    opened = over(
        "# Water pilot\n\nSee also: slides on the water pilot.\n\n"
        "The Ministry of Rivers funded the pilot; it ran for two years.\n"
    )
    answer = opened.ask("Who funded the water pilot?")
    assert "Ministry of Rivers" in answer.answer
    assert "See also" not in answer.answer


WORKSHOPS = """# Regional office: the first half of the year

The office held a workshop on spectrum fees in Dakar. It was opened by the minister of transport.
It brought together 84 participants from nine countries.

The office held a workshop on rural networks in Kigali. Its programme was drawn up with the
university. It brought together 131 participants from 16 countries.

The office's newsletter has 900 readers.
"""


@pytest.mark.parametrize(
    ("question", "figure"),
    [
        ("How many participants did the workshop in Dakar bring together?", "84"),
        ("How many participants came to the workshop on rural networks?", "131"),
        ("达喀尔的讲习班有多少人参加？", "84"),
    ],
)
def test_what_is_told_two_sentences_after_its_subject_is_of_that_subject(over, question, figure):
    office = over(WORKSHOPS)
    answer = office.ask(question)
    assert answer.status == "answered"
    assert figure in answer.short_answer


ARCHIVE = """# 档案馆2032年决算

表1：支出明细（万元）

| 科目 | 2031年决算 | 2032年决算 | 2033年预算 |
|---|---|---|---|
| 公务接待费 | 7.20 | 6.85 | 6.10 |
| 差旅费 | 31.50 | 29.40 | 33.00 |
| 维修费 | 88.00 | 92.70 | 90.00 |

全馆共有职工84人。
"""


@pytest.mark.parametrize(
    ("question", "status"),
    [
        ("2032年招待来宾实际花了多少？", "answered"),
        ("2036年招待来宾实际花了多少？", "not_found"),
    ],
)
def test_a_row_that_leads_by_far_is_told_though_the_question_has_other_words(
    tmp_path, question, status
):
    paper = tmp_path / "archive.md"
    paper.write_text(ARCHIVE, encoding="utf-8")
    settings = Settings(home=tmp_path / "home", refusal_threshold=0.1)
    with Assistant.open(settings=settings) as opened:
        opened.ingest([paper])
        answer = opened.ask(question)
    assert answer.status == status
    assert status == "not_found" or "6.85" in answer.answer


def test_the_nearest_heading_tells_the_year(over):
    chapter = "# Harbour plan\n\n## 3 Work of the cycle 2023-2026\n\n### Highlights of {}\n\n{}\n"
    told = "A lifeboat was handed over to the port of {}."
    assistant = over(
        {
            "a.md": chapter.format(2023, told.format("Brindle")),
            "b.md": chapter.format(2026, told.format("Calder")),
        }
    )
    for year, port in ((2023, "Brindle"), (2026, "Calder")):
        answer = assistant.ask(f"To which port was a lifeboat handed over in {year}?")
        assert port in answer.citations[0].quote
