"""Which cells are worked with: each once, of the row and column that a question tells, or none."""

import pytest

COAST = """# Coast Office: staff and money 2025

Table 1: Approved posts by office

| Office and grade | 2024 approved | 2024 in post | 2025 approved | 2025 in post |
|---|---|---|---|---|
| Director | 2 | 2 | 2 | 2 |
| Professional | 24 | 21 | 26 | 22 |
| General | 17 | 17 | 16 | 15 |
| Headquarters subtotal | 43 | 40 | 44 | 39 |
| Field professional | 12 | 10 | 14 | 13 |
| Field general | 9 | 9 | 9 | 8 |
| Field offices subtotal | 21 | 19 | 23 | 21 |
| Total | 64 | 59 | 67 | 60 |

Table 2: Papers and people by working party, 6 May 2025

| Working party | People registered | Contributions |
|---|---|---|
| Working Party 1 | 140 | 31 |
| Working Party 2 | 98 | 22 |

Table 3: Contributions to the budget in 2025 (in euros)

| Member | Scale | Assessed for 2025 | Paid for 2025 | Outstanding for 2025 | Earlier arrears |
|---|---|---|---|---|---|
| Norland | 12% | 240,000 | 180,000 | 60,000 | 0 |
| Westria | 20% | 400,000 | 400,000 | 0 | 35,000 |
| Ostmark | 8% | 160,000 | 20,000 | 140,000 | 12,000 |

Table 4: Crew trained by the scheme

| Year | Deck | Engine | Total |
|---|---|---|---|
| 2023 | 60 | 41 | 101 |
| 2024 | 72 | 45 | 117 |

Table 5: Projects of the plan 2026-2030 (in thousands of euros)

| Project | Cost 2026-2030 |
|---|---|
| Salt depot | 21,500 |
| Ice harbour | 4,650 |
| Storm wall | 7,000 |

Table 6: Running costs by station (in thousands of euros)

| Station | Spent 2024 | Budget 2025 |
|---|---|---|
| East station | 702 | 748 |
| West station | 310 | 295 |
"""
APRIL = """# Working parties, 8 April 2025

Table 1: Papers and people by working party, 8 April 2025

| Working party | People registered | Contributions |
|---|---|---|
| Working Party 1 | 127 | 25 |
| Working Party 2 | 90 | 18 |
"""
HAIAN = """# 海岸局2025年材料

表1 编制情况

| 处室 | 2024年核定 | 2024年在岗 | 2025年核定 | 2025年在岗 |
|---|---|---|---|---|
| 局长 | 1 | 1 | 1 | 1 |
| 机关干部 | 30 | 28 | 32 | 29 |
| 机关小计 | 31 | 29 | 33 | 30 |
| 站所干部 | 44 | 40 | 46 | 41 |
| 站所工人 | 20 | 19 | 18 | 18 |
| 站所小计 | 64 | 59 | 64 | 59 |
| 总计 | 95 | 88 | 97 | 89 |

表2 年度采购

| 年份 | 计划（万元） | 实际支出（万元） |
|---|---|---|
| 2024年 | 360 | 293 |
| 2025年 | 410 | 401 |

表3 各站运行费（万元）

| 站点 | 2024年决算 | 2025年预算 |
|---|---|---|
| 东浦站 | 702 | 748 |
| 西沙站 | 310 | 295 |

表4 物资库存（件）

| 物资 | 东浦库 | 西沙库 | 合计 |
|---|---|---|---|
| 帐篷 | 650 | 350 | 1,000 |
| 棉被 | 5,200 | 2,800 | 8,000 |
| 手电 | 1,100 | 700 | 1,800 |

东浦台风中转移群众1,047人。西沙暴雨中转移群众2,365人。

表5 会费（元）

| 会员 | 应缴 | 已缴 | 未缴 | 往年欠费 |
|---|---|---|---|---|
| 北港公司 | 24,000 | 18,000 | 6,000 | 0 |
| 南礁公司 | 40,000 | 40,000 | 0 | 3,500 |
"""
LIBRARY = """# 云岭图书馆2024年总结

全馆有职工312人，设14个部门。全年修复古籍4,860叶，其中春季修复1,900叶，秋季修复2,300叶。东馆有志愿者86名，西馆有志愿者64人。林场造林420亩，苗圃造林135亩。
"""
ANSWERED = [
    # a figure for several years is one figure
    ("What do the salt depot and the ice harbour cost together in the 2026-2030 plan?", "26,150"),
    ("What do the storm wall and the ice harbour cost in total in 2026 and 2030?", "11,650"),
    # a year is no row beside what is named
    ("东浦站2025年的运行费比2024年多出多少？", "46万元"),
    ("2025年采购计划比2024年多多少？", "50万元"),
    # the total of a part is called by the part
    ("How many posts are approved in total for headquarters in 2025?", "44"),
    ("How many approved posts do the field offices have altogether in 2025?", "23"),
    ("How many posts are approved in total in 2025?", "67"),
    ("2025年机关核定的编制总共有多少个？", "33"),
    ("2025年站所核定编制一共多少？", "64"),
    # what is outstanding stands in a column, and is no difference of two
    ("How much does Norland still have to pay of its 2025 contribution?", "60,000"),
    ("How much more does Ostmark have to pay for 2025?", "140,000"),
    ("What does Westria still owe from earlier years?", "35,000"),
    ("北港公司的会费还差多少没交？", "6,000元"),
    ("南礁公司往年还欠多少会费？", "3,500元"),
    # two to choose from
    ("棉被和手电，东浦库哪个多？", "棉被"),
    ("东浦库和西沙库的棉被，哪个多？", "东浦库"),
    # a column that is said, or what stands over rows of years
    ("By how much did the number of engine crew trained grow from 2023 to 2024?", "4"),
    ("How many more crew were trained in 2024 than in 2023?", "16"),
    ("By how many did the people registered for Working Party 1 rise from April to May?", "13"),
    ("How many more papers had Working Party 2 received in May than in April?", "4"),
    ("从4月到5月，第1工作组收到的文稿增加了多少份？", "6"),
    # what is counted tells the figures of text
    ("秋季修复的古籍比春季多多少叶？", "400"),
    ("东馆和西馆的志愿者一共多少人？", "150"),
    ("林场造林比苗圃多多少亩？", "285"),
]
NOT_WORKED_OUT = [
    "By how much did the stipends of the scheme grow from 2023 to 2024?",
    "By how many did the observers of Working Party 1 rise from April to May?",
    "从4月到5月，第1工作组的观察员增加了多少？",
    "每年要修的古籍比实际修的多多少叶？",
]


@pytest.fixture(scope="module")
def desk(over):
    return over({"coast.md": COAST, "april.md": APRIL, "library.md": LIBRARY, "haian.md": HAIAN})


@pytest.mark.parametrize(("question", "short"), ANSWERED)
def test_right_cells_are_worked_with(desk, question, short):
    answer = desk.ask(question)
    assert answer.status == "answered"
    assert short in answer.short_answer


@pytest.mark.parametrize("question", NOT_WORKED_OUT)
def test_no_figure_is_worked_out_of_a_column_that_nothing_tells(desk, question):
    answer = desk.ask(question)
    assert answer.trace["method"] not in ("difference", "change", "worked: difference")


@pytest.mark.parametrize(
    "question",
    ["What did the stipends of the scheme come to in 2024?", "2024年差旅住宿花了多少万元？"],
)
def test_rows_of_years_are_not_looked_up_for_what_nothing_says_they_have(desk, question):
    answer = desk.ask(question)
    assert answer.trace["method"] not in ("table", "cell")


def test_the_largest_of_all_is_no_choice_of_two(desk):
    answer = desk.ask("北浦灯会和西沙暴雨，转移的人哪个多？")
    assert answer.trace["method"] != "extreme"
