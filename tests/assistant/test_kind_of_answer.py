"""An answer is of the kind and the time that is asked for, and its short form as well."""

import pytest

from assistant.question import understand
from assistant.reading.reader import Stretch
from assistant.reading.short import short_answer

DIVERS = """# Reef Rescue: report on the years to 2025

## Ships

In June the survey ship Petrel entered dock in Tarfaya for a repair that took nine weeks.

## Handbook

The handbook was written with the Guild of Divers, which also paid for its translation into Malay.

## School

In 2025 the school enrolled 360 new divers, and it now has 3,800 divers in all.

The share of night dives rose from 12% in 2022 to 31% in 2024.

By mid-2025 the school had trained 94 rescue swimmers.

## Courses

Table 1: Courses of 2025

| Course | Sessions | Enrolled | Certified | Women among enrolled |
|---|---|---|---|---|
| First aid | 6 | 540 | 431 | 52% |
| Rope work | 3 | 176 | 121 | 44% |

Table 2: Spending to 30 June 2025 (EUR)

| Priority | Budget 2025 | Committed | Spent | Spent as % of budget |
|---|---|---|---|---|
| S1 Search | 800,000 | 90,000 | 320,000 | 40.0% |
| S2 School | 500,000 | 60,000 | 275,000 | 55.0% |

Table 3: Hours of the simulators

| Simulator | 2024 hours | 2025 hours (to 31 October) | Share of 2025 hours |
|---|---|---|---|
| Bridge | 2,110 | 3,950 | 41.0% |
| Radar | 190 | 580 | 6.0% |
"""
RESCUERS = """# 礁石救援组织2022—2025年报告

## 名册

应急名册现有来自63个国家的212名专家，2024年共部署11次。

到2025年底，名册累计部署34次。

## 论坛

在西部非洲区域，2025年4月举行了“可持续智慧城市论坛”，各国、城市和组织分享了部署智慧城市的经验。

潜水培训中心在摩洛哥启动。

## 经费

2024年总收入为1,462万美元，比2023年减少230万美元。核心资源的捐助方依次为挪威（780万美元）和瑞典（610万美元）。

## 办事处

表1：区域办事处

| 区域 | 所在城市 | 设立年份 | 主任 |
|---|---|---|---|
| 西非 | 阿加迪尔 | 2015年 | 林绍安 |
| 东非 | 蒙巴萨 | 2019年 | 周明远 |

## 救灾

2025年初，组织为应对灾害启用了连接地图：

- 2月6日土耳其和叙利亚发生地震之后，地图显示了连接中断的情况。
- 地图显示，手机覆盖率降至正常的79%。
- 瓦努阿图遭遇两次气旋。
- 气旋过后，覆盖率仅为正常的36%。
"""


@pytest.fixture(scope="module")
def rescue(over):
    return over({"divers.md": DIVERS, "救援组织报告.md": RESCUERS})


@pytest.mark.parametrize(
    ("question", "items"),
    [
        ("How long did the repair of the Petrel take?", ["nine weeks"]),
        (
            "How long did the repair of the Petrel take, and where was it done?",
            ["nine weeks", "Tarfaya"],
        ),
        ("How many people earned a certificate in first aid?", ["431"]),
        ("How many people enrolled in first aid, and how many were certified?", ["540", "431"]),
        ("How much was spent on S1, and what share of its budget was that?", ["320,000", "40.0%"]),
        ("S1已支出多少，占预算多少？", ["320,000", "40.0%"]),
        ("How many hours was the radar simulator used in 2024?", ["190"]),
        ("到2025年底，应急名册一共部署过几次？", ["34"]),
    ],
)
def test_the_short_answer_is_of_the_kind_asked_for(rescue, question, items):
    answer = rescue.ask(question)
    assert answer.status == "answered"
    for item in items:
        assert item in answer.short_answer


def test_the_short_answer_leaves_out_what_is_said_further():
    said = "The handbook was written with the Guild of Divers"
    text = f"{said}, which also paid for its translation into Malay."
    unsure = Stretch(text.index("Guild"), len(said), 0.3)
    assert short_answer(understand("手册是和哪个组织一起编写的？"), text, [unsure]) == said


def test_a_total_is_not_added_to_what_it_holds(rescue):
    answer = rescue.ask("How many divers does the school have in all?")
    assert "3,800" in answer.answer
    assert "4,160" not in answer.answer


@pytest.mark.parametrize(
    ("question", "told"),
    [
        ("By mid-2025, how many rescue swimmers had the school trained?", "94"),
        ("When was the Agadir regional office (阿加迪尔) opened?", "2015年"),
        ("土耳其和叙利亚地震之后，地图显示手机覆盖率降到正常的百分之几？", "79%"),
        ("2024年挪威给核心资源捐了多少？", "780万"),
        ("What was the share of night dives in 2024?", "31%"),
    ],
)
def test_what_is_said_is_answered(rescue, question, told):
    answer = rescue.ask(question)
    assert answer.status == "answered"
    assert told in answer.answer


@pytest.mark.parametrize(
    "question",
    [
        "2025年4月的可持续智慧城市论坛在哪座城市举行？",
        "潜水培训中心是在摩洛哥哪个城市启动的？",
        "What was the share of night dives in 2023?",
        "2023年挪威给核心资源捐了多少？",
    ],
)
def test_another_kind_of_place_or_another_year_is_no_answer(rescue, question):
    assert rescue.ask(question).status == "not_found"


def test_a_length_of_time_is_what_how_long_asks_for(over):
    rules = """# 预警应用管理规定

“牧云”应用以九种语言提供预警，2031年12月31日注册用户27.4万，用户多在山区。

应用收集的用户位置信息仅用于发送预警，保存不得超过七十二小时，不得转交第三方。

违反规定的，主任应当向理事会报告。
"""
    opened = over(rules)
    for asked in (
        "用户位置信息最多保存多久？",
        "For how long at most may the warning app keep users' location data?",
    ):
        assert "七十二小时" in opened.ask(asked).answer.split("\n")[0]
