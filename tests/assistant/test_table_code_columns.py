"""A column headed by a code alone is found by what another table calls the code."""

import pytest

PLAN = """# Plan of the lake authority for 2031

## Aims

| Aim | Lead | 2031 (EUR thousand) |
|---|---|---|
| A1 Clean water | Water bureau | 700 |
| A2 Quiet shores | Ranger service | 410 |
| A3 Paths and piers | Works office | 560 |

## Table 2. Costs in 2031 by kind and aim (EUR thousand)

| Kind of cost | A1 | A2 | A3 | All |
|---|---|---|---|---|
| Wages | 320 | 190 | 210 | 720 |
| Trips and meetings | 45 | 60 | 15 | 120 |
| Tools and boats | 335 | 160 | 335 | 830 |
"""


@pytest.fixture(scope="module")
def assistant(over):
    return over(PLAN)


@pytest.mark.parametrize(
    ("question", "figure"),
    [
        ("What will trips and meetings cost under quiet shores in 2031?", "60"),
        ("How much is set aside for wages for paths and piers in 2031?", "210"),
        ("2031年清洁水目标的工资是多少？", "320"),
    ],
)
def test_the_name_of_a_code_finds_its_column(assistant, question, figure):
    answer = assistant.ask(question)
    assert figure in (answer.short_answer or "")
    assert any("A" in citation.quote[:2] for citation in answer.citations)


def test_the_row_of_a_code_is_still_found_by_its_name(assistant):
    assert "410" in (
        assistant.ask("What is the budget of quiet shores in 2031?").short_answer or ""
    )
