"""Figures of another year or round than asked about, told where the question's words stand."""

import pytest

PAPERS = {
    "harbour-report-2025.md": """# Fjord Pilots: report for 2025

Published on 20 January 2026.

## Training

The pilots held 46 rescue drills, of which 12 were by night.
The school trained 318 deck hands.

## Fleet

At the end of 2024 the fleet had 27 electric tenders.
The number of tug crews rose to 64, compared with 58 in 2023.

## Outlook

Next year 350 apprentices will be taken on.
""",
}
PAPERS_ZH = {
    "2025年工作报告.md": """# 潮汐博物馆2025年工作报告

二〇二六年一月二十日

## 教育

全年举办夜间讲座83场，听众1,960人次。

志愿者登记新增274人。

## 车队

截至2024年末，流动展车共有9辆。

## 展望

明年将招收讲解员35人。

## 调查

首轮观众调查收到47家单位的答复。
第二轮观众调查将在秋季进行。
""",
}


@pytest.fixture(scope="module")
def english(over):
    return over(PAPERS)


@pytest.fixture(scope="module")
def chinese(over):
    return over(PAPERS_ZH)


@pytest.mark.parametrize(
    "question",
    [
        "How many rescue drills did the pilots hold in 2026?",
        "How many deck hands did the school train in 2023?",
        "How many electric tenders did the fleet have at the end of 2025?",
        "2025年末有多少艘电动交通艇？",
    ],
)
def test_figure_of_another_is_refused(english, question):
    assert english.ask(question).status == "not_found"


@pytest.mark.parametrize(
    ("question", "told"),
    [
        ("How many rescue drills did the pilots hold in 2025?", "46"),
        ("How many electric tenders did the fleet have at the end of 2024?", "27"),
        ("What did the number of tug crews rise to in 2025?", "64"),
        ("What was the number of tug crews in 2023?", "58"),
        ("How many apprentices will be taken on in 2026?", "350"),
    ],
)
def test_figure_of_what_is_asked_is_answered(english, question, told):
    answer = english.ask(question)
    assert answer.status == "answered"
    assert told in answer.answer


@pytest.mark.parametrize(
    "question",
    [
        "2026年夜间讲座举办了多少场？",
        "2024年新增登记的志愿者有多少人？",
        "截至2025年末，流动展车共有几辆？",
        "How many night lectures were held in 2026?",
        "第二轮观众调查收到多少家单位的答复？",
    ],
)
def test_chinese_figure_of_another_is_refused(chinese, question):
    assert chinese.ask(question).status == "not_found"


@pytest.mark.parametrize(
    ("question", "told"),
    [
        ("2025年夜间讲座举办了多少场？", "83"),
        ("2025年新增登记的志愿者有多少人？", "274"),
        ("截至2024年末，流动展车共有几辆？", "9"),
        ("明年将招收多少名讲解员？", "35"),
        ("首轮观众调查收到多少家单位的答复？", "47"),
    ],
)
def test_chinese_figure_of_what_is_asked_is_answered(chinese, question, told):
    answer = chinese.ask(question)
    assert answer.status == "answered"
    assert told in answer.answer
