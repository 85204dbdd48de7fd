"""Refusals of near misses: the thing is told of, but not the detail of it that is asked for.

A firm that is not named, the second where only the winner is told, how many times of what is only
described, two together where one is asked about. What the same papers do say is answered.
"""

import pytest

FERRIES = """# Sound Ferries: report for 2024

## Fleet

Two winches, at Karsund and Molvik, were delivered in February and have run since April.
The Osprey and the Kittiwake together carried 91,000 passengers.

## Partners

The label "Quiet Harbour" was launched in November, but only three hotels have joined.

## Contest

The rowing contest was won by the Gannets of Molvik.

## Forum

The second Sound Forum, held in Karsund, brought together 160 people.

## Abroad

In Iceland and Estonia, 840 buoys were laid in all.
The share of late boats fell from 53% to 41%.
In Denmark, a like scheme has not begun.

## Works

| Works | Name | Main partner | Year |
|---|---|---|---|
| W1 | Pier lights | Lund Trust | 2023 |
| W2 | Tide gauge | Port of Molvik | 2024 |
"""
COAST = """# Coast guard: report for 2024

The radar of the Osprey was supplied by Helmstad Marine in May.
Captain Ida Rasmussen commands the Osprey.

The label "Clean Quay" has been joined by the Hotel Bristol and the Hotel Norge.

In the knot contest the Terns came first and the Puffins second.

The fog horn was sounded nine times in 2024, after 31 bird strikes.
"""
RESCUE = """# 滨海救援协会2024年年报

## 队伍

海鸥救援队和新组建的“白鲸”潜水队共出动91人。

## 大赛

救生大赛由蓝湾队夺得冠军，奖金2万元。

## 设备

石岛和青礁的两台声呐已于2月到货，4月投入使用。

## 机制

值班室试行“橙色会商”机制：两个以上港口可能同时关闭时，在一小时内召集各港负责人视频会商。

## 培训

培训班报名的有1300人，其中350人通过考试结业。

## 国外

晚点率由53%降至41%。
在丹麦，类似做法尚未开始。
"""
COAST_ZH = """# 海岸警卫队2024年年报

“信天翁”航空队出动17人。

绳结大赛第一名是港城队，第二名是南岬队。

灯塔的雷达由远航仪器公司供应。

雾号全年拉响了九次。

上一届学员中有58人找到了工作。

审计师提出三项建议：加强盘点；缩短报销时间；单列运费。
"""


@pytest.fixture(scope="module")
def english(over):
    return over(FERRIES)


@pytest.fixture(scope="module")
def coast(over):
    return over(COAST)


@pytest.fixture(scope="module")
def chinese(over):
    return over(RESCUE)


@pytest.fixture(scope="module")
def coast_zh(over):
    return over(COAST_ZH)


@pytest.mark.parametrize(
    "question",
    [
        "Which company supplied the two winches at Karsund and Molvik?",
        "两台绞车是哪家公司供应的？",
        "Which hotels have joined the label Quiet Harbour?",
        "Which three hotels have joined the Quiet Harbour label?",
        "Who came second in the rowing contest?",
        "How many people attended the first Sound Forum?",
        "How many buoys were laid in Estonia?",
        "爱沙尼亚布设了多少个浮标？",
        "What did the share of late boats fall to in Denmark?",
        "How many passengers did the Kittiwake carry?",
        "What was the Lund Trust paid for the pier lights?",
    ],
)
def test_detail_that_is_not_told_is_refused(english, question):
    assert english.ask(question).status == "not_found"


@pytest.mark.parametrize(
    ("question", "told"),
    [
        ("Which company supplied the radar of the Osprey?", "Helmstad Marine"),
        ("Who is the captain of the Osprey?", "Ida Rasmussen"),
        ("Which hotels have joined the label Clean Quay?", "Bristol"),
        ("Which crew came second in the knot contest?", "Puffins"),
        ("How many times was the fog horn sounded in 2024?", "nine times"),
        ("2024年雾号拉响了多少次？", "nine times"),
    ],
)
def test_detail_that_is_told_is_answered(coast, question, told):
    answer = coast.ask(question)
    assert answer.status == "answered"
    assert told in answer.answer


@pytest.mark.parametrize(
    "question",
    [
        "“白鲸”潜水队单独出动了多少人？",
        "“白鲸”潜水队出动了多少人？",
        "救生大赛的第二名是哪支队？",
        "谁获得了救生大赛的亚军？",
        "石岛和青礁的两台声呐是哪家公司供应的？",
        "“橙色会商”机制到目前为止启动过几次？",
        "结业的350人里后来有多少人找到了工作？",
        "丹麦的晚点率降到了多少？",
    ],
)
def test_chinese_detail_that_is_not_told_is_refused(chinese, question):
    assert chinese.ask(question).status == "not_found"


@pytest.mark.parametrize(
    ("question", "told"),
    [
        ("“信天翁”航空队出动了多少人？", "17"),
        ("绳结大赛的第二名是哪支队？", "南岬队"),
        ("灯塔的雷达是哪家公司供应的？", "远航仪器公司"),
        ("雾号全年拉响了几次？", "九次"),
        ("上一届学员有多少人找到了工作？", "58"),
        ("审计师提了哪三条建议？", "缩短报销时间"),
    ],
)
def test_chinese_detail_that_is_told_is_answered(coast_zh, question, told):
    answer = coast_zh.ask(question)
    assert answer.status == "answered"
    assert told in answer.answer


@pytest.mark.parametrize(
    ("question", "told"),
    [
        ("Who won the rowing contest?", "Gannets"),
        ("How many people attended the second Sound Forum?", "160"),
        ("How many buoys were laid in Iceland and Estonia?", "840"),
        ("How many passengers did the Osprey and the Kittiwake carry?", "91,000"),
    ],
)
def test_what_the_near_miss_does_tell_is_answered(english, question, told):
    answer = english.ask(question)
    assert answer.status == "answered"
    assert told in answer.answer


@pytest.mark.parametrize(
    ("question", "told"),
    [
        ("海鸥救援队和“白鲸”潜水队一共出动了多少人？", "91"),
        ("救生大赛的冠军是哪支队？", "蓝湾队"),
        ("培训班有多少人通过考试？", "350"),
    ],
)
def test_what_the_chinese_near_miss_does_tell_is_answered(chinese, question, told):
    answer = chinese.ask(question)
    assert answer.status == "answered"
    assert told in answer.answer
