"""Columns that a question asks for: parts before their whole, none that is set aside, several."""

import pytest

from assistant import Assistant
from assistant.settings import Settings

WORKS = """# Lakeside University: figures for 2024

Table 1: Places in halls, December 2024

| Hall | Beds | Taken | Vacant |
|---|---|---|---|
| Elm Hall | 120 | 111 | 9 |
| Oak Hall | 85 | 71 | 14 |

Table 2: Costs of institutes (EUR)

| Institute | Staff | Other | Total |
|---|---|---|---|
| Institute of Bees | 310,000 | 45,500 | 355,500 |
| Institute of Maps | 208,000 | 61,200 | 269,200 |

Table 3: Tenants (EUR)

| Tenant | Invoiced 2024 | Unpaid 2024 | Arrears of earlier years |
|---|---|---|---|
| Cedar Books | 22,000 | 4,100 | 1,350 |
| Tea House | 18,500 | 0 | 700 |

Table 4: Seats

| Tenant | Seats |
|---|---|
| Cedar Books | 6 |
| Tea House | 48 |

Two other landlords still owe the city EUR 9,000.
"""


@pytest.fixture(scope="module")
def figures(tmp_path_factory):
    """An assistant over the figures; tests only ask it."""
    folder = tmp_path_factory.mktemp("figures")
    (folder / "figures.md").write_text(WORKS, encoding="utf-8")
    with Assistant.open(settings=Settings(home=folder / "home")) as assistant:
        assistant.ingest([folder / "figures.md"])
        yield assistant


@pytest.mark.parametrize(
    ("question", "short"),
    [
        ("How many beds are vacant in Oak Hall?", "14"),
        ("How many vacant beds do Elm Hall and Oak Hall have together?", "23"),
        ("What are the non-staff costs of the Institute of Bees?", "45,500"),
        ("What does the Institute of Maps cost without staff?", "61,200"),
        ("What are the staff costs of the Institute of Maps?", "208,000"),
        ("How much does Cedar Books still owe for 2024?", "4,100"),
        ("How much does Cedar Books owe in all, arrears included?", "5,450"),
        ("Cedar Books一共欠多少？", "5,450"),
    ],
)
def test_the_column_that_is_asked_for(figures, question, short):
    answer = figures.ask(question)
    assert answer.status == "answered"
    assert short in (answer.short_answer or "")
