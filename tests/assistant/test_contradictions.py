"""What documents say of one thing in two ways is told in both, and nothing else is."""

import pytest

HARBOUR = """# Harbour plan 2024

## Goal 2: Clean water

The quays are to be swept every week.

## Highlights of 2024: Goal 5 – Clean water

Two new filters were bought.

## Goal 3: Safe landing

Lamps were put up on the pier.
"""
FOREST = """# 林场2024年规划

## 重点1：护林防火

全年巡山三百次。

## 2024年亮点：重点4 – 护林防火

新建了望塔两座。

## 重点2：育苗

育苗十万株。
"""


@pytest.fixture(scope="module")
def papers(over):
    return over({"harbour.md": HARBOUR, "forest.md": FOREST})


@pytest.mark.parametrize(
    ("question", "numbers"),
    [
        ("Which goal is clean water in the 2024 plan?", ("goal 2", "goal 5")),
        ("Clean water is goal number what?", ("goal 2", "goal 5")),
        ("护林防火是第几号重点？", ("重点 1", "重点 4")),
        ("林场2024年规划里，护林防火是哪个重点？", ("重点 1", "重点 4")),
    ],
)
def test_two_numbers_of_one_part_of_a_plan_are_both_told(papers, question, numbers):
    answer = papers.ask(question)
    assert answer.short_answer == "; ".join(numbers)
    assert len(answer.citations) == 2


@pytest.mark.parametrize("question", ["Which goal is safe landing?", "育苗是第几号重点？"])
def test_one_number_is_no_contradiction(papers, question):
    assert papers.ask(question).trace["method"] != "numbers"


REPORTS = {
    "annual.md": """# Lake Trust: annual report 2022

The open day of June 2022 drew 1,310 visitors from nine towns. In 2021 it drew 990 visitors.

The reed bed planted in 2022 covers 31 hectares. The boat house was closed.
""",
    "minutes.md": """# Lake Trust: minutes of the council, July 2022

The secretary reported that the open day of June 2022 had drawn 1,130 visitors.

The council aims at an open day with 1,500 visitors in 2022. The boat house was closed.
""",
    "news.md": """# Lake Trust: news, autumn 2022

The reed bed that was planted in 2022 covers about 30 hectares.

The open day at Tarnby drew 1,210 visitors in June 2022.
""",
    "水库年报.md": """# 水库管理处2022年年报

2022年，管理处在南岸栽种芦苇31公顷，巡查120次。
""",
    "水库纪要.md": """# 水库管理处例会纪要（2022年12月）

会议通报，2022年南岸栽种芦苇的面积为37公顷。

会议要求2023年再栽种芦苇45公顷。
""",
}


@pytest.fixture(scope="module")
def reports(over):
    return over(REPORTS)


@pytest.mark.parametrize(
    ("question", "figures"),
    [
        ("How many visitors came to the open day of June 2022?", {"1,310", "1,130"}),
        ("2022年南岸种了多大面积的芦苇？", {"31", "37"}),
    ],
)
def test_two_figures_of_one_thing_are_both_told(reports, question, figures):
    answer = reports.ask(question)
    assert answer.trace["method"] == "worked: differ"
    assert all(figure in answer.answer[:500] for figure in figures)
    assert all(figure in (answer.short_answer or "") for figure in figures)


@pytest.mark.parametrize(
    "question",
    [
        "How many visitors did the open day draw in 2021?",  # another year
        "How many visitors did the open day at Tarnby draw in June 2022?",  # another place
        "How many hectares does the reed bed planted in 2022 cover?",  # the same, rounded
        "2023年还要栽种多少公顷芦苇？",
    ],
)
def test_a_figure_of_another_thing_or_the_same_rounded_contradicts_nothing(reports, question):
    assert "differ" not in reports.ask(question).trace["method"]


def test_a_code_is_told_as_each_list_and_table_names_it(over):
    assistant = over(
        {
            "works.md": "# Works 2024\n\nBudget by line\n\n| Line | 2024 (EUR) |\n|---|---|\n"
            "| R2 – Footpaths | 14,000 |\n| R3 – Bridges | 22,000 |\n",
            "staff.md": "# Staff scheme\n\nThe scheme has two strands.\n\n"
            "- R2 Evening classes: for all wardens, once a month.\n- R3 Exchanges: two a year.\n",
        }
    )
    answer = assistant.ask("What does R2 stand for?")
    assert "Footpaths" in answer.answer and "Evening classes" in answer.answer
    assert "once a month" not in (answer.short_answer or "")


YEARBOOK = """# Canal Office: yearbook 2029

In the district of Aldra 640 kilometres of bank had been inspected by the end of the year. In the
district of Borne 415 kilometres of bank had been inspected. In Cemby it was 377 kilometres.
"""
REGISTER = """# Canal Office: register of banks, January 2030

Table 1. Bank inspected at the end of 2029

| District | Length inspected (km) | In good order | In bad order |
|---|---|---|---|
| Aldra | 610 | 455 | 155 |
| Borne | 415 | 330 | 85 |
| Cemby | 298 | 200 | 98 |
"""


@pytest.mark.parametrize(
    ("question", "figures"),
    [
        ("How many kilometres of bank had been inspected in Aldra by the end of 2029?", "640 610"),
        ("How many kilometres of bank had been inspected in Borne by the end of 2029?", "415"),
        ("How many kilometres of bank are in bad order in Borne?", "85"),
    ],
)
def test_a_table_that_gives_another_figure_than_the_text_is_told(over, question, figures):
    assistant = over({"yearbook.md": YEARBOOK, "register.md": REGISTER})
    answer = assistant.ask(question)
    told = figures.split()
    assert all(figure in answer.answer[:500] for figure in told)
    assert ("differ" in answer.answer) == (len(told) > 1)


PLAN_2031 = """# 港务局2031年进展报告

表1 2031年资金分配与使用（单位：美元）

| 重点工作 | 2031年核定 | 占总额 | 实际使用 | 执行率 |
|---|---|---|---|---|
| 航标维护 | 520,000 | 9.9% | 431,600 | 83.0% |
| 教员培养 | 335,000 | 6.4% | 341,800 | 102.0% |

《航标手册》于2031年6月出版，供各站使用。
"""
PLAN_2032 = """# 港务局2032年工作计划

表3 2032年预算

| 主题 | 2032年预算（美元） | 占比 |
|---|---|---|
| 航标维护 | 480,000 | 9.4% |
| 教员培养 | 412,000 | 8.1% |

《航标手册》于2031年9月出版，各站正在试用。
"""


@pytest.fixture(scope="module")
def plans(over):
    return over({"2031.md": PLAN_2031, "2032.md": PLAN_2032})


@pytest.mark.parametrize(
    ("question", "figures"),
    [
        ("教员培养有多少预算？", {"335,000美元", "412,000美元"}),
        (
            "How much is budgeted for the training of instructors (教员培养)?",
            {"335,000", "412,000"},
        ),
        ("航标维护的资金从2031年到2032年变化了多少？", {"−40,000美元"}),
        ("《航标手册》是什么时候出版的？", {"2031年6月", "2031年9月"}),
    ],
)
def test_what_was_approved_is_the_budget_of_its_year(plans, question, figures):
    short = plans.ask(question).short_answer
    assert all(figure in short for figure in figures)
