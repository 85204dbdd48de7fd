"""A heading that asks for a reason or a purpose is answered by what stands below it."""

import pytest

VISITORS = """# Wool museum: questions of visitors

## House

### Why do we charge for the dye room?

The vats were rebuilt in 2021 and the water bill doubled. Income goes to the next repair.

### Why did we introduce paper tags?

Stamped marks wore off and were often misread.

## 为什么改用蒸汽清洗

- 冷水洗不掉羊脂
- 旧水槽常常漏水

## 开放日提前的由来

2022年秋天下过早雪，山路封了九天。
"""


@pytest.fixture(scope="module")
def assistant(over):
    return over(VISITORS)


@pytest.mark.parametrize(
    ("question", "told"),
    [
        ("Why do visitors have to pay for the dye room?", ["water bill", "next repair"]),
        ("Why were paper tags introduced?", ["wore off"]),
        ("为什么采用蒸汽清洗？", ["冷水洗不掉羊脂", "漏水"]),
        ("开放日为什么提前？", ["早雪"]),
    ],
)
def test_what_stands_below_a_heading_that_asks_why_is_the_reason(assistant, question, told):
    answer = assistant.ask(question)
    assert answer.status == "answered"
    assert all(words in answer.answer for words in told)


def test_it_is_no_reason_for_the_contrary(assistant):
    assert assistant.ask("Why were paper tags abolished?").status == "not_found"


def test_a_reason_for_founding_something_of_a_region_asks_for_no_place(assistant):
    answer = assistant.ask("为什么成立区域清洗站？")
    assert "地点" not in answer.answer
