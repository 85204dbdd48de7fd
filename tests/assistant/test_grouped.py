"""The group of a row by codes alone, and what another table says of that group."""

import pytest

BUDGET = """# Hill Parks: budget

Table 1: Lines (EUR)

| Line | Title | 2025 | 2026 |
|---|---|---|---|
| G1.1 | Paths and bridges | 41,000 | 39,500 |
| G1.2 | Benches | 7,200 | 8,100 |
| G2.1 | Bird counts | 12,400 | 12,900 |
"""
PLAN = """# Hill Parks: plan

| Chapter | Title | Responsible |
|---|---|---|
| G1 | Visitors | Head Ranger |
| G2 | Wildlife | Warden of Birds |
"""


@pytest.fixture(scope="module")
def parks(over):
    return over({"budget.md": BUDGET, "plan.md": PLAN})


@pytest.mark.parametrize(
    ("question", "short"),
    [
        ("Which chapter do the paths and bridges belong to?", "G1"),
        ("Which chapter pays for the bird counts?", "G2"),
        ("Who is responsible for the chapter that pays for the benches?", "Head Ranger"),
        ("Who is responsible for the chapter that pays for the bird counts?", "Warden of Birds"),
        ("How much do the benches cost in 2026?", "8,100"),
    ],
)
def test_a_line_belongs_to_the_chapter_of_its_code(parks, question, short):
    assert short in (parks.ask(question).short_answer or "")
