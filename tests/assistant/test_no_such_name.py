"""Coined names that no document has, heads of parts and deputies, and the chief of things."""

import pytest

from assistant import Assistant
from assistant.settings import Settings

REPORT = """# Harbour Office: report for 2025

The Harbour Office runs the quays. Through TideNet the quays share their readings.

Contact: Ms Lena Falk, Deputy Director of the Harbour Office. Mr Tom Okello, Director of the Pilots
Department of the Harbour Office, signed the agreement in May 2025.
"""
REPORT_ZH = """# 港务局2025年报告

港务局通过未来网络提高服务能力，并加强数字化网络建设。

联系人：港务局引航部主任林海燕女士。港务局副主任王大江先生出席了会议。

| 方面 | 风险描述 | 概率 |
|---|---|---|
| 财务 | 收入不足 | 高 |
| 人员 | 引航员短缺 | 中 |
| 设备 | 浮标老化 | 高 |
"""


@pytest.fixture(scope="module")
def office(tmp_path_factory):
    folder = tmp_path_factory.mktemp("office")
    (folder / "report.md").write_text(REPORT, encoding="utf-8")
    (folder / "report_zh.md").write_text(REPORT_ZH, encoding="utf-8")
    with Assistant.open(settings=Settings(home=folder / "home")) as assistant:
        assistant.ingest([folder / "report.md", folder / "report_zh.md"])
        yield assistant


@pytest.mark.parametrize(
    ("asked", "name"),
    [
        ("What is FutureNet?", "FutureNet"),
        ("What is Zorbex?", "Zorbex"),
        ("Zorbex是什么？", "Zorbex"),
        ("EU4Harbours?", "EU4Harbours"),
    ],
)
def test_what_no_document_names_is_said_to_be_named_by_none(office, asked, name):
    answer = office.ask(asked)
    assert answer.status == "not_found" and name in answer.answer.splitlines()[0]


def test_a_coined_name_that_the_documents_have_is_answered(office):
    answer = office.ask("What is TideNet?")
    assert answer.status == "answered" and "TideNet" in answer.citations[0].quote


@pytest.mark.parametrize(
    "asked",
    ["Who is the director of the Harbour Office?", "港务局主任是谁？"],
)
def test_a_deputy_or_the_head_of_a_part_is_not_the_head(office, asked):
    assert office.ask(asked).status == "not_found"


@pytest.mark.parametrize(
    ("asked", "name"),
    [
        ("Who is the Deputy Director?", "Lena Falk"),
        ("Who is the director of the Pilots Department?", "Tom Okello"),
        ("港务局副主任是谁？", "王大江"),
        ("引航部主任是谁？", "林海燕"),
    ],
)
def test_the_deputy_and_the_head_of_a_part_are_told_where_they_are_asked_for(office, asked, name):
    answer = office.ask(asked)
    assert answer.status == "answered" and name in answer.short_answer


@pytest.mark.parametrize("asked", ["主要风险是什么？", "What are the main risks?"])
def test_the_chief_risks_are_listed(office, asked):
    short = office.ask(asked).short_answer
    assert all(risk in short for risk in ("收入不足", "引航员短缺", "浮标老化"))


def test_what_a_fund_does_is_not_told_by_a_row_of_figures(over):
    paper = over(
        "# Aid 2025\n\n| Donor | 2024 | 2025 |\n|---|---|---|\n| Reef Fund | 1,450 | 2,100 |\n"
        "| Others | 300 | 320 |\n\nTeachers were trained in both years."
    )
    assert paper.ask("What does the Reef Fund do?").status == "not_found"


def test_women_among_trainees_are_not_those_who_work_there(over):
    paper = over(
        "# Academy 2025\n\nIn 2025 the academy graduated 400 trainees, 38 per cent of them women."
    )
    assert "152" in paper.ask("How many women graduated?").short_answer
    assert paper.ask("How many women work at the academy?").status == "not_found"
