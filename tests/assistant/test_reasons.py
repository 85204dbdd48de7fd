"""Why is asked: a sentence that only says that it was so gives no reason.

What may be a reason, in words of any kind or in the sentence after it, is answered with.
"""

import pytest

LEAGUE = """# Report of the Harbour League 2025

The League accepted seven of eight recommendations. It did not accept the one to hand the clinics
over to the ports.

The post of coordinator in Tacna was vacant for seven months in 2024.

The working group on ropes resumed its meetings in February 2025. Thirty people took part in each.

The ferry to Pisco was stopped in March 2025. The pier had been damaged by waves.

The library in Quito was closed in August 2025, for want of a librarian.

Membership fees were raised by 4 per cent in 2025 to cover higher rent.

The course on knots was given in Spanish alone, the trainers speaking nothing else.
"""
ALLIANCE = """# 港湾联盟2025年报告

联盟于2025年4月暂停了伊基克的救生员培训。学员共九名。

联盟未采纳把海图室移交给各港口的建议。其余七项建议均已采纳。

开往瓦尔帕的渡轮于3月停航。码头被海浪冲坏。

卡亚俄灯塔于2025年6月重新粉刷，以迎接建塔百年。

会费2025年上调4%，用于支付上涨的租金。
"""


@pytest.fixture(scope="module")
def league(over):
    return over(LEAGUE)


@pytest.fixture(scope="module")
def alliance(over):
    return over(ALLIANCE)


@pytest.mark.parametrize(
    "question",
    [
        "Why did the League not hand the clinics over to the ports?",
        "Why was there no coordinator in Tacna for seven months?",
        "Why had the working group on ropes stopped meeting?",
    ],
)
def test_that_it_was_so_is_no_reason(league, question):
    assert league.ask(question).status == "not_found"


@pytest.mark.parametrize(
    "question",
    [
        "伊基克的救生员培训为什么暂停？",
        "联盟为什么没有采纳把海图室移交给港口的建议？",
    ],
)
def test_that_it_was_so_is_no_reason_in_chinese(alliance, question):
    assert alliance.ask(question).status == "not_found"


@pytest.mark.parametrize(
    ("question", "told"),
    [
        ("Why was the library in Quito closed?", "for want of a librarian"),
        ("Why were membership fees raised in 2025?", "to cover higher rent"),
        ("Why was the course on knots given in Spanish alone?", "speaking nothing else"),
        ("Why was the ferry to Pisco stopped?", "Pisco"),
    ],
)
def test_a_reason_in_any_words_is_answered(league, question, told):
    answer = league.ask(question)
    assert answer.status == "answered"
    assert told in answer.answer


@pytest.mark.parametrize(
    ("question", "told"),
    [
        ("卡亚俄灯塔为什么重新粉刷？", "建塔百年"),
        ("会费为什么上调？", "租金"),
        ("开往瓦尔帕的渡轮为什么停航？", "瓦尔帕"),
    ],
)
def test_a_reason_in_any_words_is_answered_in_chinese(alliance, question, told):
    answer = alliance.ask(question)
    assert answer.status == "answered"
    assert told in answer.answer
