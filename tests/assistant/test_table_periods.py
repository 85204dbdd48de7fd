"""Parts of a year are asked for in other words than those of the columns."""

import pytest

NIGHTS = """# Mountain huts in figures

## Guests by hut and quarter

| Hut | Valley | 2021 / Q1 | 2021 / Q2 | 2021 / Q3 | 2021 / Q4 | 2022 / Q1 | 2022 / Q2 | 2022 / Q3 |
|---|---|---|---|---|---|---|---|---|
| Marchbach | Oberau | 310 | 145 | 920 | 75 | 333 | 151 | 987 |
| Steinkar | Unterau | 120 | 88 | 402 | 31 | 114 | 93 | 410 |

## Loads carried by cable (tonnes)

| Cable | January | February | March | April |
|---|---|---|---|---|
| Long cable | 4.5 | 3.5 | 6.0 | 2.5 |
| Short cable | 1.0 | 1.5 | 0.5 | 2.0 |
"""


@pytest.fixture(scope="module")
def assistant(over):
    return over(NIGHTS)


@pytest.mark.parametrize(
    ("question", "short"),
    [
        ("How many guests did Steinkar have between April and June 2022?", "93"),
        ("How many guests did Marchbach have in the third quarter of 2021?", "920"),
        ("How many guests came to Steinkar in the last three months of 2021?", "31"),
        ("2021年4月至6月Marchbach接待了多少客人？", "145"),
        ("Marchbach 2022年第一季度有多少客人？", "333"),
    ],
)
def test_months_and_quarters_are_the_column_that_they_make_up(assistant, question, short):
    assert assistant.ask(question).short_answer == short


@pytest.mark.parametrize(
    ("question", "short", "working"),
    [
        ("How many guests did Steinkar have in the first half of 2022?", "207", "114 + 93"),
        ("2021年下半年Marchbach接待了多少客人？", "995", "920 + 75"),
        (
            "How many tonnes did the long cable carry in the first quarter?",
            "14",
            "4.5 + 3.5 + 6",
        ),
    ],
)
def test_parts_of_a_part_of_the_year_are_added_up(assistant, question, short, working):
    answer = assistant.ask(question)
    assert answer.short_answer == short
    assert working in answer.answer


@pytest.mark.parametrize(
    "question",
    [
        "How many guests did Steinkar have in May 2022?",
        "How many guests did Steinkar have in the second half of 2022?",
    ],
)
def test_what_no_columns_make_up_is_not_answered(assistant, question):
    assert assistant.ask(question).status == "not_found"
