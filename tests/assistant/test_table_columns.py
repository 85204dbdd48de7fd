"""Which figure of a row is meant: columns in other words, shares of what, two columns at once."""

import pytest

MUSEUMS = """# Museum Service: accounts 2024

Table 1: Spending by museum (EUR thousand)

| Museum | 2023 outturn | 2024 budget | 2024 outturn |
|---|---|---|---|
| Maritime museum | 640 | 700 | 745 |
| Textile museum | 410 | 450 | 430 |
| Castle | 880 | 900 | 905 |
| Total | 1,930 | 2,050 | 2,080 |

Table 2: Visitors and guides in 2024

| Museum | Visitors | Guides | of which volunteers | Share of school groups |
|---|---|---|---|---|
| Maritime museum | 84,000 | 40 | 25 | 31% |
| Textile museum | 21,500 | 20 | 6 | 44% |
| Castle | 152,000 | 80 | 12 | 18% |
"""

ROADS = """# 道路局2024年预算执行

表1：2024年支出（万元）

| 科目 | 年初预算 | 决算 | 占总支出的比例 |
|---|---|---|---|
| 养护支出 | 800 | 760 | 38% |
| 其中：桥梁养护 | 300 | 285 | 14.3% |
| 其中：隧道养护 | 200 | 210 | 10.5% |
| 新建支出 | 1,200 | 1,240 | 62% |
| 合计 | 2,000 | 2,000 | 100% |

表2：各工区人员情况

| 工区 | 核定编制 | 实有人数 | 养路工 | 2024年培训费（万元） |
|---|---|---|---|---|
| 江北工区 | 60 | 54 | 36 | 3 |
| 江南工区 | 45 | 47 | 30 | 2 |
"""


def _plan(year: int, second: str, theme: str, share: str, money: int) -> str:
    return f"""# Operational plan {year}

Table 1: {year} budget by programme

| Programme | Budget {year} (CHF) | Share of total budget |
|---|---|---|
| G1 – Forest health | 500,000 | 50% |
| G2/H1 – {second} | {money + 200_000:,} | 30% |

## Programme G2: {second}

| Theme | Budget {year} (CHF) | Share of the programme | Share of total budget |
|---|---|---|---|
| All {second.lower()} | {money + 200_000:,} | | 30% |
| {theme} | {money:,} | {share} | 17% |
| Mapping | 200,000 | 20% | 13% |
"""


PAPERS = {
    "museums.md": MUSEUMS,
    "roads.md": ROADS,
    "plan-2023.md": _plan(2023, "Land registers", "Statistics", "35.5%", 110_000),
    "plan-2025.md": _plan(2025, "Land registers", "Provision of statistics", "41.5%", 142_000),
}


@pytest.fixture(scope="module")
def papers(over):
    return over(PAPERS)


@pytest.mark.parametrize(
    ("question", "short"),
    [
        ("How much did the Castle actually spend in 2024?", "EUR 905 thousand"),
        ("纺织博物馆2024年的预算是多少？ (Textile museum)", "450千欧元"),
        ("桥梁养护2024年实际花了多少？", "285万元"),
        ("How many posts are approved for 江北工区?", "60"),
        ("江南工区有多少养路工？", "30"),
    ],
)
def test_a_column_is_known_by_what_it_is_for(papers, question, short):
    assert papers.ask(question).short_answer == short


@pytest.mark.parametrize(
    ("question", "short"),
    [
        ("In 2023, what slice of the whole budget goes to mapping?", "13%"),
        ("In 2023, what share of the G2 money is for mapping?", "20%"),
        ("2023年Mapping占全部预算的百分之几？", "13%"),
        ("2023年Mapping占G2那块钱的百分之几？", "20%"),
        ("桥梁养护占养护支出的比例是多少（2024年决算）？", "37.5%"),
    ],
)
def test_a_share_is_of_what_the_question_says(papers, question, short):
    assert papers.ask(question).short_answer == short


@pytest.mark.parametrize(
    ("question", "short", "working"),
    [
        ("How far over its budget did the Maritime museum go in 2024?", "EUR 45", "745 − 700"),
        ("Did the Castle spend more in 2024 than in 2023, and by how much?", "25", "905 − 880"),
        ("桥梁养护的决算比预算少了多少？", "15万元", "300 − 285"),
        ("江北工区还有多少空编？", "6", "60 − 54"),
        ("What proportion of the guides at the Castle are volunteers?", "15%", "12 / 80"),
        ("How many visitors per guide does the Castle have?", "1,900", "152,000 / 80"),
        ("各工区养路工一共有多少人？", "66", "36 + 30"),
    ],
)
def test_columns_of_a_row_are_computed_with_each_other(papers, question, short, working):
    answer = papers.ask(question)
    assert short in (answer.short_answer or "")
    assert working in answer.answer


@pytest.mark.parametrize(
    ("question", "names"),
    [
        ("Which museums spent more than their budget in 2024?", {"Maritime museum", "Castle"}),
        ("哪个工区的实有人数超过了核定编制？", {"江南工区"}),
    ],
)
def test_rows_are_chosen_by_one_column_against_another(papers, question, names):
    assert set((papers.ask(question).short_answer or "").split("; ")) == names


def test_a_row_that_is_renamed_in_another_year_is_a_reading_too(papers):
    answer = papers.ask("What percentage of the G2 money goes to statistics?")
    assert answer.short_answer == "35.5%; 41.5%"


def test_a_figure_shared_by_codes_is_not_of_one_alone(papers):
    answer = papers.ask("How much does H1 alone get in 2023?")
    assert answer.status == "not_found"
    assert "G2/H1" in answer.answer
    assert papers.ask("2023年G2/H1的预算是多少？").short_answer == "310,000瑞郎"


FERRIES = """# Ferry Service: position at 30 September 2031

Table 1: Projects at 30 September 2031

| Project | Started | Budget (EUR) | Spent (EUR) |
|---|---|---|---|
| Ticket machines | 02/2030 | 240,000 | 151,500 |
| Slipway repair | 05/2031 | 96,000 | 101,200 |

Table 2: Crews

| Port | Approved posts | Filled posts |
|---|---|---|
| Northhaven | 34 | 29 |
| Eastpier | 12 | 12 |
| Longbank | 21 | 14 |

Table 3: Grants

| Grant | Amount (EUR) | Spent (EUR) | Balance (EUR) |
|---|---|---|---|
| Safety grant | 50,000 | 20,000 | 28,000 |
"""

CANAL = """# 运河管理处2031年预算执行情况

| 项目 | 预算（万元） | 支出（万元） |
|---|---|---|
| 船闸检修 | 420 | 365.5 |
| 航标更新 | 88 | 90.2 |
"""


@pytest.mark.parametrize(
    ("text", "question", "short", "cells"),
    [
        (FERRIES, "What is left of the ticket machines budget?", "88,500", ("240,000", "151,500")),
        (
            FERRIES,
            "How much of the ticket machines budget was unspent at the end of September 2031?",
            "88,500",
            ("240,000", "151,500"),
        ),
        (FERRIES, "How much remains of the slipway repair budget?", "−5,200", ("101,200",)),
        (FERRIES, "How many posts are vacant at Northhaven?", "5", ("34", "29")),
        (FERRIES, "How much is left of the safety grant?", "28,000", ()),
        (FERRIES, "Which port has the most vacant posts?", "Longbank", ("21", "14")),
        (FERRIES, "How many posts are vacant at Northhaven and Longbank?", "5; 7", ("34", "14")),
        (CANAL, "哪个项目超支最多？", "航标更新", ("88", "90.2")),
        (CANAL, "船闸检修的预算还剩多少？", "54.5", ("420", "365.5")),
        (CANAL, "航标更新超支了多少？", "2.2", ("88", "90.2")),
        (FERRIES, "How much of the slipway repair budget was spent?", "101,200", ("96,000",)),
        (FERRIES, "What percentage of the slipway repair budget was used?", "105.42%", ()),
        (CANAL, "船闸检修的预算花了多少？", "365.5", ("420",)),
        (CANAL, "航标更新的预算执行率是多少？", "102.5%", ("88", "90.2")),
    ],
)
def test_what_is_left_is_the_whole_less_what_is_used(over, text, question, short, cells):
    assistant = over(text)
    answer = assistant.ask(question)
    assert short in (answer.short_answer or "")
    assert all(cell in answer.answer for cell in cells)


@pytest.mark.parametrize(
    ("question", "short"),
    [
        ("What is the average of Other revenues?", "39.33"),
        ("What is the total of Ferry fares across all 3 years?", "90"),
    ],
)
def test_all_years_of_a_row_are_worked_out_together(over, question, short):
    paper = over(
        "# Accounts\n\n| Revenues | 2019 | 2018 | 2017 |\n|---|---|---|---|\n"
        "| Ferry fares | 31 | 30 | 29 |\n| Other revenues | 27 | 52 | 39 |\n"
    )
    assert short in (paper.ask(question).short_answer or "")
