"""Follow-ups are answered beside the last answer: the next cell, the same sentence or passage."""

import pytest

MUSEUM = """# Museum of Ropes: year report

## Visitors

| Wing | Visits 2030 | Visits 2031 | Guides |
|---|---|---|---|
| Hemp wing | 3,480 | 3,915 | 14 |
| Sisal wing | 1,262 | 1,190 | 9 |
| Wire wing | 2,044 | 2,371 | 11 |

## Upkeep

The hemp walk was closed on 4 May 2031 after a flood. It will open again in June 2032. The new floor
is of oak and is paid for by the Friends of the Museum.

Night openings: the hemp wing on 3 October 2031, the sisal wing on 17 November 2031.

## Shop

The shop sold 812 model knots. The café was let to Ms Rowena Tull.

| Ware | In store | Minimum | On order | Members | Companies |
|---|---|---|---|---|---|
| Model knot, large | 46 | 60 | 25 | 7.50 | 11 |
| Coil of twine | 130 | 90 | 0 | 3 | 4.50 |
"""


@pytest.fixture(scope="module")
def assistant(over):
    return over(MUSEUM)


@pytest.mark.parametrize(
    ("asked", "told", "follow_up", "answer"),
    [
        ("How many people visited the hemp wing in 2031?", "3,915.", "What about the sisal wing?",
         "1,190"),
        ("How many people visited the wire wing in 2030?", "2,044.", "And in 2031?", "2,371"),
        ("绳索博物馆麻绳馆2030年有多少人参观？", "3,480人次。", "那2031年呢？", "3,915"),
        ("How many people visited the wire wing in 2030?", "2,044.", "The year after?", "2,371"),
        ("绳索博物馆麻绳馆2031年有多少人参观？", "3,915人次。", "那前一年呢？", "3,480"),
    ],
)  # fmt: skip
def test_another_row_or_year_is_the_cell_beside_the_last_answer(
    assistant, asked, told, follow_up, answer
):
    history = [{"role": "user", "content": asked}, {"role": "assistant", "content": told}]
    given = assistant.ask(follow_up, history)
    assert given.status == "answered"
    assert answer in given.short_answer


@pytest.mark.parametrize(
    ("asked", "told", "follow_up", "answer"),
    [
        ("How many large model knots are in store?", "46.",
         "And what are their minimum and the number on order?", "60; 25"),
        ("店里还有多少个大号绳结模型？", "46个。", "最低库存和已订购的各是多少？", "60; 25"),
        ("店里还有多少个大号绳结模型？", "46个。", "最低库存是多少，还有多少在路上？", "60; 25"),
    ],
)  # fmt: skip
def test_several_columns_of_the_last_answers_row_are_told(
    assistant, asked, told, follow_up, answer
):
    history = [{"role": "user", "content": asked}, {"role": "assistant", "content": told}]
    assert assistant.ask(follow_up, history).short_answer == answer


@pytest.mark.parametrize(
    ("asked", "told", "follow_up", "answer"),
    [
        ("When will the hemp walk open again?", "In June 2032.", "Who pays for it?",
         "Friends of the Museum"),
        ("When was the night opening of the hemp wing?", "On 3 October 2031.",
         "And that of the other wing?", "17 November"),
    ],
)  # fmt: skip
def test_what_stands_in_the_passage_of_the_last_answer_comes_first(
    assistant, asked, told, follow_up, answer
):
    history = [{"role": "user", "content": asked}, {"role": "assistant", "content": told}]
    given = assistant.ask(follow_up, history)
    assert answer in given.answer.splitlines()[0] or answer in given.answer
    assert given.status == "answered"


def test_a_question_that_names_nothing_is_answered_beside_the_last_answer(assistant):
    talk = [
        {"role": "user", "content": "When was the hemp walk closed?"},
        {"role": "assistant", "content": "On 4 May 2031."},
    ]
    answer = assistant.ask("Who is paying for the new floor?", talk)
    assert "Friends of the Museum" in answer.answer


HARBOUR = """# Harbour of Ropes: plan 2032

| Work | Cost 2031 (crowns) | Cost 2032 (crowns) |
|---|---|---|
| Cranes | 390,000 | 760,000 |
| Gauges | 68,000 | 94,000 |

## Works

Shed for cranes: in the south basin, to be finished by the end of 2033, for 71,000 crowns.

Gauge network: 900 gauges, for 82,000 crowns, mostly upstream.
"""


@pytest.mark.parametrize(
    ("asked", "told", "follow_up"),
    [
        ("When will the shed for the cranes be finished?", "By the end of 2033.", "And its cost?"),
        ("When will the shed for the cranes be finished?", "2033.", "How much will it cost?"),
        ("起重机库棚什么时候完工？", "2033年底。", "那要花多少钱？"),
    ],
)
def test_a_row_of_the_like_does_not_come_before_the_passage_of_the_last_answer(
    over, asked, told, follow_up
):
    history = [{"role": "user", "content": asked}, {"role": "assistant", "content": told}]
    opened = over(HARBOUR)
    assert opened.ask(follow_up, history).short_answer == "71,000 crowns"


def test_what_is_paid_for_a_thing_is_its_price_and_no_funder(assistant):
    answer = assistant.ask("What do companies pay for a coil of twine?")
    assert "4.5" in (answer.short_answer or "")
