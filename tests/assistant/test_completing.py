"""A question for several cells of one row is answered with all of them."""

import pytest

MEETINGS = """# Harbour board

Table 1: Meetings of the harbour board

| Meeting | Place | Day | Participants | Since |
|---|---|---|---|---|
| Pilotage round table | Odense | 26 November | 37 | 2019 |
| Dredging workshop | Esbjerg | 3 May | 52 | 2021 |
"""

PROJECTS = """# Port projects

| Project | Value (EUR) | Duration (years) | Start |
|---|---|---|---|
| New pilot station | 2,300,000 | 3.5 | 2023 |
| Deeper channel | 4,100,000 | 2 | 2024 |
"""


@pytest.fixture(scope="module")
def harbour(over):
    return over(MEETINGS)


def test_place_and_number_are_told_together(harbour):
    answer = harbour.ask("Where was the pilotage round table, and how many came?")
    assert "Odense" in answer.answer
    assert "37" in answer.answer
    assert "52" not in answer.answer


def test_the_place_alone_is_told_alone(harbour):
    assert "37" not in harbour.ask("Where was the pilotage round table?").answer


def test_a_year_in_a_cell_is_written_as_a_year(over):
    opened = over(PROJECTS)
    answer = opened.ask("What are the amount and duration of the new pilot station?").answer
    assert "2023 (Start)" in answer
    assert "EUR 2,300,000" in answer
