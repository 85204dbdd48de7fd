"""The time between two events is worked out from the date of each."""

import pytest

from assistant.reading.interval import dated_clauses, events_asked

LIGHTHOUSE = """# Lighthouse log

The lantern was lit on 2 March 2031, the fog horn sounded on 20 March 2031.

灯塔值班室于2031年4月1日启用，由三人轮值。

旧雷达于2031年5月11日拆除。
"""


@pytest.fixture(scope="module")
def assistant(over):
    return over(LIGHTHOUSE)


@pytest.mark.parametrize(
    ("text", "events"),
    [
        ("How many days after the flood did the ferry sail?", ("the flood", "the ferry sail")),
        ("How long was it between the launch and the review?", ("the launch", "the review")),
        ("新楼启用多少天后旧楼才关闭？", ("新楼启用", "旧楼才关闭")),
        ("从立项到验收隔了多久？", ("立项", "验收")),
        ("How long does the course last?", None),
    ],
)
def test_the_two_events_are_read_from_the_question(text, events):
    found = events_asked(text)
    assert (found and found[:2]) == events


def test_each_date_of_a_sentence_has_its_own_clause():
    sentence = "The quay opened on 3 June 2031, the crane came on 9 July 2031."
    assert dated_clauses(sentence) == [
        "The quay opened on 3 June 2031",
        ", the crane came on 9 July 2031.",
    ]


@pytest.mark.parametrize(
    ("question", "days"),
    [
        ("How many days after the lantern was lit did the fog horn sound?", "18"),
        ("灯塔值班室启用多少天后旧雷达才拆除？", "40"),
    ],
)
def test_days_are_counted_from_one_date_to_the_other(assistant, question, days):
    answer = assistant.ask(question)
    assert answer.status == "answered"
    assert days in answer.short_answer


def test_an_event_without_a_date_gives_no_interval(assistant):
    answer = assistant.ask("How many days after the shipwreck did the fog horn sound?")
    assert "18" not in (answer.short_answer or "")
