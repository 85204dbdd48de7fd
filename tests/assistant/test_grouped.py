"""The group of a row by codes alone, and what another table says of that group."""

import pytest

from assistant import Assistant
from assistant.settings import Settings

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
def parks(tmp_path_factory):
    """An assistant over both papers; tests only ask it."""
    folder = tmp_path_factory.mktemp("parks")
    (folder / "budget.md").write_text(BUDGET, encoding="utf-8")
    (folder / "plan.md").write_text(PLAN, encoding="utf-8")
    with Assistant.open(settings=Settings(home=folder / "home")) as assistant:
        assistant.ingest([folder / "budget.md", folder / "plan.md"])
        yield assistant


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
