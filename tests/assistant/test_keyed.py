"""Searches typed as keys of a figure, and plans of which one lacks what the other has."""

import pytest

from assistant import Assistant
from assistant.settings import Settings

FIRST = """# Harbour Plan 2023 (HP-23)

## Cycle 2023-2026: how the money is spread

Table 1: The budget of HP-23

| Priority or enabler | 2023 budget (CHF) | Share |
|---|---|---|
| P1 – Safe quays | 310,000 | 51.7% |
| P2 – Clean water | 170,000 | 28.3% |
| E1 – Members | 40,000 | 6.7% |
| E2 – Staff and learning | 80,000 | 13.3% |
| Total | 600,000 | 100% |
"""
SECOND = """# Harbour Plan 2026 (HP-26)

## Cycle 2026-2029: how the money is spread

Table 1: The budget of HP-26

| Priority or enabler | 2026 budget (CHF) | Share |
|---|---|---|
| P1 – Safe quays | 250,000 | 50.0% |
| P2 – Clean water | 190,000 | 38.0% |
| E – Good order | 60,000 | 12.0% |
| Total | 500,000 | 100% |

The nine offices (Aden, Beira; Cebu, Dakar; Galle) serve the quays. In 2026
they trained 300 pilots.
"""
NETWORK = """# 航标网络2024年报告

首批九个航标站（亚丁、贝拉；宿务、达喀尔；加勒）已经启用。
2024年，3 200多名引航员借助航标站得到培训。
"""


@pytest.fixture(scope="module")
def harbour(tmp_path_factory):
    folder = tmp_path_factory.mktemp("harbour")
    (folder / "HP-23.md").write_text(FIRST, encoding="utf-8")
    (folder / "HP-26.md").write_text(SECOND, encoding="utf-8")
    (folder / "report.md").write_text(NETWORK, encoding="utf-8")
    with Assistant.open(folder / "home", Settings()) as assistant:
        assistant.ingest([folder / name for name in ("HP-23.md", "HP-26.md", "report.md")])
        yield assistant


@pytest.mark.parametrize(
    ("typed", "short"),
    [
        ("P2 2026", "CHF 190,000"),
        ("P2 budget 2023", "CHF 170,000"),
        ("2023年P2", "170,000瑞郎"),
        ("HP-26 P1", "CHF 250,000"),
        ("the 2026 budget", "CHF 500,000"),
        ("2023年预算", "600,000瑞郎"),
    ],
)
def test_the_keys_of_a_figure_are_told_the_figure(harbour, typed, short):
    answer = harbour.ask(typed)
    assert (answer.status, answer.short_answer) == ("answered", short)


@pytest.mark.parametrize("typed", ["E2 2026", "E2 budget 2026", "2026年E2预算", "budget E2 2026"])
def test_a_year_in_the_heading_of_a_cycle_is_not_that_of_the_figure(harbour, typed):
    answer = harbour.ask(typed)
    assert answer.status == "not_found"
    assert "2023" in answer.answer and "80,000" in answer.answer


@pytest.mark.parametrize("asked", ["How big is the budget?", "预算是多少？"])
def test_the_budget_of_no_plan_is_that_of_each(harbour, asked):
    answer = harbour.ask(asked)
    assert answer.status == "answered"
    assert "600,000" in answer.short_answer and "500,000" in answer.short_answer


@pytest.mark.parametrize(
    "asked", ["Which enabler got the smallest budget in 2026?", "2026年哪个推动因素的预算最少？"]
)
def test_a_priority_is_not_the_smallest_enabler(harbour, asked):
    answer = harbour.ask(asked)
    assert "P2" not in (answer.short_answer or "") and "P1" not in (answer.short_answer or "")


def test_the_smallest_of_several_enablers_is_told(harbour):
    answer = harbour.ask("Which enabler got the smallest budget in 2023?")
    assert "E1" in answer.short_answer


def test_what_is_used_is_not_what_is_counted(harbour):
    answer = harbour.ask("有多少个航标站？")
    assert answer.short_answer.startswith("九") and "加勒" in answer.citations[0].quote


@pytest.mark.parametrize("asked", ["哪些优先事项的预算减少了？", "Which priorities' budgets fell?"])
def test_what_fell_is_held_against_the_edition_before_where_no_year_is_said(harbour, asked):
    answer = harbour.ask(asked)
    assert answer.status == "answered" and "P1" in answer.answer.splitlines()[0]
    assert "310,000 − 250,000 = 60,000" in answer.answer
    assert "P2" not in answer.short_answer


@pytest.mark.parametrize(
    "asked",
    [
        "What is the difference between HP-23 and HP-26?",
        "HP-23和HP-26有什么区别？",
        "HP-26 vs HP-23",
    ],
)
def test_two_editions_are_held_side_by_side(harbour, asked):
    answer = harbour.ask(asked)
    assert answer.status == "answered"
    assert "310,000 − 250,000 = 60,000" in answer.answer
    assert "190,000 − 170,000 = 20,000" in answer.answer
