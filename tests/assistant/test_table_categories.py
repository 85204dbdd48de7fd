"""Rows are told by what they have in common: who leads them, where they are, how they stand."""

import pytest

TRIALS = """# Register of orchard trials

Table 1: Trials under way, by slope and state

| Trial | Slope | Leader | Budget (EUR) | Status |
|---|---|---|---|---|
| Netting | North | Ada Brenn | 40,000 | Running |
| Grafting | South | Tom Ulle | 17,500 | Stopped |
| Clover strips | South | Ada Brenn | 8,200 | Running |
| Owl boxes | West | Jon Fahr | 2,100 | Completed |
| Night picking | North | Tom Ulle | 11,750 | Stopped |

表2：会后任务

| 序号 | 任务 | 承办科室 | 期限 |
|---|---|---|---|
| 1 | 绘制新地图 | 宣传科 | 4月25日 |
| 2 | 修理磅秤 | 机修科 | 4月30日 |
| 3 | 报告防雹网情况 | 宣传科 | 7月31日 |

Table 3: Lessons given in 2023

| No. | Lesson | Place | Hours | Participants | Cost (EUR) |
|---|---|---|---|---|---|
| 1 | Pruning | Barn | 6 | 14 | 310 |
| 2 | Bees | Online | 2 | 61 | 45 |
| 3 | Cider | Cellar | 4 | 22 | 270 |
| 4 | Pests | Online | 3 | 48 | 80 |

Table 4: Reasons for refusing a delivery

| Code | Reason | Crates in 2023 |
|---|---|---|
| D1 | Bruised fruit | 31 |
| D2 | Fewer than 40 apples | 12 |
| D3 | No label | 7 |
"""


@pytest.fixture(scope="module")
def assistant(over):
    return over(TRIALS)


@pytest.mark.parametrize(
    ("question", "short"),
    [
        ("Which trials are on the south slope?", "Grafting, Clover strips"),
        ("Which two trials does Tom Ulle lead?", "Grafting, Night picking"),
        ("哪些试验已停止？", "Grafting、Night picking"),
        ("宣传科领了哪两项任务？", "绘制新地图、报告防雹网情况"),
        ("How many trials have been stopped?", "2"),
        ("Which trials are on hold?", "Grafting, Night picking"),
        ("Which trials are still going on?", "Netting, Clover strips"),
        ("哪些试验被叫停了？", "Grafting、Night picking"),
    ],
)
def test_the_rows_of_a_category_are_told_in_full(assistant, question, short):
    answer = assistant.ask(question)
    assert answer.status == "answered"
    assert answer.short_answer == short


@pytest.mark.parametrize(
    "question",
    [
        "Which trials are on the east slope?",
        "Which trials does Maria Kern lead?",
        "Which trials are running late?",
        "哪些试验延期了？",
    ],
)
def test_a_category_that_no_row_has_is_not_answered(assistant, question):
    assert assistant.ask(question).status == "not_found"


@pytest.mark.parametrize(
    ("question", "short"),
    [
        ("How many people altogether took the two web-based lessons of 2023?", "109"),
        ("What did the two online lessons cost together?", "EUR 125"),
        ("What is the total budget of the trials that were stopped?", "EUR 29,250"),
        ("两门线上课程一共有多少人参加？", "109"),
        ("How many crates were refused in 2023, all reasons together?", "50"),
    ],
)
def test_the_figures_of_the_rows_of_a_category_are_added_up(assistant, question, short):
    answer = assistant.ask(question)
    assert answer.short_answer == short
    assert "+" in answer.answer
