"""Which of two things came first is worked out from the dates that the documents give."""

import pytest

from assistant.reading.ordering import either

HISTORY = """# Short history of the river bodies

The Flood Panel (FLP) was founded in May 2009 to revise the list of gauges.

The Drought Panel (DRP) was founded in May 2012 after three dry years.

流域论坛于2021年3月5日开幕，流域展览于2021年3月25日开幕的消息由秘书处发布。

The FLP and the DRP meet every October.
"""


@pytest.fixture(scope="module")
def assistant(over):
    return over(HISTORY)


def test_the_earlier_is_named_with_the_time_between_and_both_dates_cited(assistant):
    answer = assistant.ask("Which was founded first, FLP or DRP, and how many years earlier?")
    assert answer.short_answer == "FLP (3 years)"
    assert {citation.quote for citation in answer.citations} == {
        "The Flood Panel (FLP) was founded in May 2009 to revise the list of gauges.",
        "The Drought Panel (DRP) was founded in May 2012 after three dry years.",
    }


def test_the_later_is_named_where_that_is_asked(assistant):
    answer = assistant.ask("Which is newer, FLP or DRP?")
    assert answer.short_answer == "DRP (3 years)"


def test_the_answer_is_in_the_language_of_the_question(assistant):
    answer = assistant.ask("FLP和DRP哪个成立得更早，早几年？")
    assert answer.answer.startswith("**FLP**在先，早**3年**")


@pytest.mark.parametrize(
    ("question", "names"),
    [
        ("Which was created first, EGTI or EGH?", ("EGTI", "EGH")),
        ("Which came first: the forum or the exhibition?", ("forum", "exhibition")),
        ("哪个更早，论坛还是展览？", ("论坛", "展览")),
        ("论坛和展览哪个在先？", ("论坛", "展览")),
        ("When did the forum open?", None),
    ],
)
def test_the_two_things_to_choose_from_are_read(question, names):
    assert either(question) == names
