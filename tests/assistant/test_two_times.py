"""Figures of running text at two times, of all so far, and of so many at so much each."""

import pytest

REPORTS = {
    "harbour_2024.md": """# 北湾渔港联盟2024年年度报告

## 经费

2024年执行的支出中，52%用于港口建设，28%用于人员培训，12%用于科学调查。2024年的会费收入中，46%来自大型企业，31%来自中小企业。

2024年女性理事的比例为38%，女性船长的比例为44%。

## 冷库与码头

截至2024年底，冷库网络覆盖成员港口的58%。渔民参加保险的比例目前为64%。

旧码头均未安装岸电设施，共有37座，改造每座约需8,500欧元。

## 安全

2024年共发放定位器310台，五年目标为2,000台，累计已发放1,240台。

“清湾”项目2022年3月启动，2026年9月结束，截至2024年6月已支出一半。网具检验平均历时21天，比规定时限多6天。

北部港口的渔获量增长了6.4%，南部港口的渔获量增长了3.9%。

对60名困难船员，每人由一名顾问联系，困难船员就业率为97%。

联盟有港口64个，船员1,120名，每名船员年均培训费用约1,800元。
""",
    "plan_2026.md": """# 北湾渔港联盟2026年工作计划

2026年预算的47%投向港口建设，33%投向人员培训，9%投向科学调查。预计2026年会费收入的41%来自大型企业，36%来自中小企业。

2026年女性理事的比例提高到42%。

到2030年，冷库网络覆盖成员港口的80%，渔民参加保险的比例达到90%。
""",
    "libraries_2025.md": """# Lakeland Libraries: annual report 2025

In 2025, 44% of the spending went to branches, 27% to the mobile service and 11% to collections.

The Book Bag scheme gave out 1,350 bags in 2025, against a target of 6,000; 4,120 bags have been
given out so far.

The old branches have no ramp; there are 42 of them, and fitting one costs about EUR 3,200.

Loans grew by 5.3% in the north and by 2.9% in the east. At present 48% of readers use the app.

The Open Shelf project began in March 2022 and is to end in October 2026. Cataloguing a gift takes
48 days on average, 13 days more than planned.

Of the 38 reading rooms inspected, 29 passed. The union spent GBP 18.4 million in 2025, of which
GBP 7.1 million on staff and GBP 5.2 million on books.
""",
    "libraries_2027.md": """# Lakeland Libraries: plan for 2027

In the budget for 2027, 39% is set aside for branches, 31% for the mobile service and 14% for
collections. By 2030, 75% of readers are to use the app.

GBP 15.9 million had been spent in 2023.
""",
}
WORKED_OUT = [
    ("港口建设分到的资金比例，2026年比2024年低了多少个百分点？", "5个百分点", "52 − 47"),
    ("中小企业的会费收入占比，2026年比2024年高了几个百分点？", "5个百分点", "36 − 31"),
    ("女性理事的比例，2026年比2024年高几个百分点？", "4个百分点", "42 − 38"),
    ("渔民参加保险的比例，2030年的目标比目前高多少？", "26个百分点", "90 − 64"),
    ("冷库网络的覆盖面距离2030年的目标还差几个百分点？", "22个百分点", "80 − 58"),
    ("把那些没有岸电设施的旧码头全部改造，大约要花多少钱？", "314,500欧元", "37 × 8,500"),
    ("培训全部船员一年要花多少钱？", "2,016,000元", "1,120 × 1,800"),
    ("定位器在2024年之前已经发放了多少台？", "930", "1,240 − 310"),
    ("北部港口渔获量的增幅比南部高多少个百分点？", "2.5个百分点", "6.4 − 3.9"),
    ("“清湾”项目持续多长时间？", "4年、6个月 (54个月)", "2022年3月 – 2026年9月"),
    (
        "By how many percentage points is the share of the mobile service higher in 2027 than in "
        "2025?",
        "4 percentage points",
        "31 − 27",
    ),
    ("How far is the share of readers using the app from its 2030 target?",
     "27 percentage points", "75 − 48"),
    ("What would it cost to fit ramps to all the old branches that have none?",
     "EUR 134,400", "42 × 3,200"),
    ("How many bags had the Book Bag scheme given out before 2025?", "2,770", "4,120 − 1,350"),
    ("By how many percentage points does the north's loan growth beat the east's?",
     "2.4 percentage points", "5.3 − 2.9"),
    ("What share of the inspected reading rooms passed?", "76.32%", "29 / 38"),
    ("How much more did the union spend in 2025 than in 2023?", "GBP 2,500,000",
     "18,400,000 − 15,900,000"),
]  # fmt: skip
NOT_WORKED_OUT = [
    "女性船长的比例，2026年比2024年高几个百分点？",
    "改造其中10座旧码头要花多少钱？",
    "困难船员的就业率是多少？",
    "网具检验平均要多长时间，比规定时限多几天？",
    "How long does cataloguing a gift take on average in the Open Shelf project, and by how many "
    "days does that exceed the plan?",
    "What would ramps for half of the old branches cost?",
]


@pytest.fixture(scope="module")
def reports(over):
    return over(REPORTS)


@pytest.mark.parametrize(("question", "short", "working"), WORKED_OUT)
def test_figures_of_two_places_are_worked_out(reports, question, short, working):
    answer = reports.ask(question)
    assert answer.short_answer == short
    assert working in answer.answer.split("\n")[0]
    assert answer.citations


@pytest.mark.parametrize("question", NOT_WORKED_OUT)
def test_what_is_told_or_not_clear_is_left_to_the_sentences(reports, question):
    answer = reports.ask(question).answer
    assert " = " not in answer
    assert " ≈ " not in answer


def test_a_length_that_is_told_comes_before_two_dates(reports):
    answer = reports.ask(NOT_WORKED_OUT[4]).answer
    assert "48 days on average, 13 days more than planned" in answer
    assert "months" not in answer
