"""Rows that are called alike but for a number, asked for together."""

import pytest

REGISTER = """# Register of the Sea Rescue School 2031

## Courses

Table 1. Courses held in 2031

| Course | Place | Participants | Of whom women |
|---|---|---|---|
| Coxswains I | Brest | 24 | 9 |
| Coxswains II | Cork | 18 | 7 |
| Coxswains III | Vigo | 21 | 12 |
| Radio operators | Brest | 33 | 20 |

## Budget

Table 2. Budget by branch in 2031 (EUR)

| Branch | Budget |
|---|---|
| Training | 310,000 |
| Boats | 820,000 |
| Shelters | 95,000 |
| Total | 1,225,000 |
"""


@pytest.fixture(scope="module")
def school(over):
    return over(REGISTER)


@pytest.mark.parametrize(
    ("question", "short"),
    [
        ("How many women in total attended the three coxswain courses?", "28"),
        ("How many participants did the coxswains courses have altogether?", "63"),
        ("How many participants did Coxswains II have?", "18"),
        ("What is the total budget of the three branches?", "EUR 1,225,000"),
    ],
)
def test_rows_of_one_name_are_added_up(school, question, short):
    answer = school.ask(question)
    assert answer.status == "answered"
    assert answer.short_answer == short
