"""Figures of running text that are bound to the things a question names, and worked out."""

import pytest

REPORTS = {
    "orchard.md": """# Orchard Union: report for 2022

## Harvest

The Hillside farm picked 940 tonnes of apples, while the Valley farm picked 615 tonnes. Fruit lost
to frost came to 12.5% on the Hillside farm, 7.25% on the Valley farm and 4% on the Marsh farm.

The store took in 2,400 crates: 1,500 crates of pears and 900 crates of plums.

## Members

A total of 320 growers joined the grafting course; 208 of them obtained the diploma. The union has
45 vans, of which 18 are electric. The members hold EUR 2.6 million in shares, of which EUR 1.9
million has been paid in.

## Works

The cold store was under repair from 4 March to 18 May 2022. Work on the new press began on
2 February 2020 and was finished on 2 August 2022. The press cost EUR 360,000 over three years.

Nine wells were dug in the first campaign, and a further 14 in the second campaign.

The share of organic fruit rose from 21 to 34 per cent.
""",
    "mill.md": """# Mill Trust: report for 2023

The trust looks after 84 mills, of which 29 are closed to visitors. It trained 150 millers, of whom
40 were women. Guides led 615 tours in 2023, 45 fewer than a year earlier.

The new weir cost EUR 90,000: EUR 40,000 came from the region, EUR 20,000 from members and the rest
from a lottery.

There were 17 floods in 2023 (26 in 2022).

## Repairs

- Ash mill: a new wheel, repair bill of EUR 12,000;
- Birch mill: a new roof, repair bill of EUR 7,500;
- Cedar mill: a new sluice, repair bill of EUR 3,500.
""",
    "湿地.md": """# 芦湾湿地管理处2023年工作报告

巡护提出整改意见36条，已办结27条。全年救护鸟类412只，比上年增加38只。

观鸟台计划建18座，已建成11座。志愿者共95人，其中女志愿者52人。
""",
    "orchard_note.md": """# Orchard Union: leaflet

The pruning manual of the union was published in six parts.
""",
    "orchard_manual.md": """# Orchard Union: list of publications

The pruning manual of the union was published in eight parts.
""",
    "剧院.md": """# 海州市剧院2022年总结

## 演出

全年举办话剧演出64场，观众28,300人；举办音乐会35场，观众19,450人。接待参观团队150批，其中学生团队96批。

上座率：东厅为78.4%，西厅为63.9%，小剧场为85.2%。

## 培训

戏剧课程报名270人，结业的有189人。培训班共4期，总费用22万元。

大修工程2021年3月5日开工，2022年9月20日完工。舞台维修支出46.5万元，灯光更新支出81万元。
""",
}
WORKED_OUT = [
    ("How many millers were men?", "110", "150 − 40"),
    ("How many mills are not closed to visitors?", "55", "84 − 29"),
    ("How many tours did guides lead in 2022?", "660", "615 + 45"),
    ("How much of the weir's cost came from the lottery?", "EUR 30,000",
     "90,000 − 40,000 − 20,000"),
    ("How many fewer floods were there than in the year before?", "9", "26 − 17"),
    ("How much did the repairs of the three mills cost together?", "EUR 23,000",
     "12,000 + 7,500 + 3,500"),
    ("整改意见还有几条没办结？", "9", "36 − 27"),
    ("观鸟台还差几座没建成？", "7", "18 − 11"),
    ("上年救护了多少只鸟？", "374", "412 − 38"),
    ("男志愿者有多少人？", "43", "95 − 52"),
    ("How many percentage points more fruit was lost on the Hillside farm than on the Marsh farm?",
     "8.5 percentage points", "12.5 − 4"),
    ("How many tonnes of apples did the Hillside farm and the Valley farm pick together?",
     "1,555", "940 + 615"),
    ("What share of the growers who joined the grafting course obtained the diploma?",
     "65%", "208 / 320"),
    ("Leaving pears aside, how many crates did the store take in?", "900", "2,400 − 1,500"),
    ("How much of the members' shares is still outstanding?", "EUR 700,000", "2,600,000"),
    ("What did the press cost per year on average?", "EUR 120,000", "360,000 / 3"),
    ("How many wells were dug over both campaigns?", "23", "9 + 14"),
    ("By how many percentage points did the share of organic fruit rise?",
     "13 percentage points", "34 − 21"),
    ("For how many days was the cold store under repair?", "75 days", "4 March"),
    ("How long did the work on the new press take?", "2 years, 6 months (30 months)", "2020"),
    ("西厅的上座率比小剧场低几个百分点？", "21.3个百分点", "85.2 − 63.9"),
    ("话剧演出和音乐会的观众一共多少人？", "47,750", "28,300 + 19,450"),
    ("戏剧课程报名的人里有多大比例结业了？", "70%", "189 / 270"),
    ("除了学生团队，接待了多少批参观团队？", "54", "150 − 96"),
    ("培训班平均每期花费多少？", "55,000元", "220,000 / 4"),
    ("灯光更新和舞台维修哪项支出更多？", "灯光", "810,000 − 465,000"),
]  # fmt: skip
MISSING = [
    "How many tonnes did the Hillside farm and the Coastal farm pick together?",
    "西厅的上座率比露天剧场低几个百分点？",
    "话剧演出和芭蕾舞演出的观众一共多少人？",
]


@pytest.fixture(scope="module")
def reports(over):
    return over(REPORTS)


@pytest.mark.parametrize(("question", "short", "working"), WORKED_OUT)
def test_figures_are_bound_to_their_names_and_worked_out(reports, question, short, working):
    answer = reports.ask(question)
    assert (answer.short_answer or "").startswith(short)
    assert working in answer.answer
    assert answer.citations


@pytest.mark.parametrize("question", MISSING)
def test_nothing_is_worked_out_where_an_operand_is_missing(reports, question):
    answer = reports.ask(question)
    assert " = " not in answer.answer


def test_documents_that_differ_are_both_told_with_their_places(reports):
    answer = reports.ask("In how many parts was the pruning manual published?")
    assert "six" in answer.answer and "eight" in answer.answer
    assert {citation.title for citation in answer.citations} >= {
        "Orchard Union: leaflet",
        "Orchard Union: list of publications",
    }
