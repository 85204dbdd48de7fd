"""A figure of the whole, or a date of something else, where a part or an end is asked about."""

import pytest

SOCIETY = """# Sea Friends: report for 2024

The society employs 120 people, 70 of them in Lima, 30 in Quito and 20 in La Paz. Of these, 41 are
women.

The register of buoys was approved in Karsund in November 2024. The licence of the radio mast runs
until 30 June 2027.

The pump is tested every month. The last fire drill took place on 4 October 2024.

The north pier was given the grade B by the inspectors.
"""
SOCIETY_ZH = """# 海友会2024年报告

全会共有职工85人，其中阿拉木图50人，杜尚别25人，巴库10人。女性31人，占36.5%。

沅溪校区建于1990年，以航海专业为主。东塘校区以渔业为主。2024年校区新生报到率为91%，比上年提高两个百分点。

无线电台执照有效期至2027年6月30日。浮标登记册于2024年11月获得批准。

消防演练每半年一次。
"""


@pytest.fixture(scope="module")
def english(over):
    return over(SOCIETY)


@pytest.fixture(scope="module")
def chinese(over):
    return over(SOCIETY_ZH)


@pytest.mark.parametrize(
    "question",
    [
        "How many of the staff in Quito are women?",
        "When was the pump last tested?",
    ],
)
def test_what_is_not_told_is_refused(english, question):
    assert english.ask(question).status == "not_found"


@pytest.mark.parametrize(
    ("question", "told"),
    [
        ("How many people work in Quito?", "30 in Quito"),
        ("Until when is the licence of the radio mast valid?", "30 June 2027"),
        ("When was the last time a fire drill was held?", "4 October 2024"),
        ("How often is the pump tested?", "every month"),
        ("What grade did the north pier get?", "grade B"),
    ],
)
def test_what_is_told_is_answered(english, question, told):
    answer = english.ask(question)
    assert answer.status == "answered"
    assert told in answer.answer


@pytest.mark.parametrize(
    "question",
    [
        "杜尚别的女职工有多少？",
        "How many women work in Baku?",
        "沅溪校区的新生报到率是多少？",
        "浮标登记册有效期到什么时候？",
        "最近一次消防演练是什么时候？",
    ],
)
def test_what_is_not_told_in_chinese_is_refused(chinese, question):
    assert chinese.ask(question).status == "not_found"


@pytest.mark.parametrize(
    ("question", "told"),
    [
        ("杜尚别有多少职工？", "杜尚别25人"),
        ("东塘校区的新生报到率是多少？", "91%"),
        ("无线电台执照有效期到什么时候？", "2027年6月30日"),
        ("消防演练多久一次？", "每半年一次"),
    ],
)
def test_what_is_told_in_chinese_is_answered(chinese, question, told):
    answer = chinese.ask(question)
    assert answer.status == "answered"
    assert told in answer.answer
