"""What documents say of one thing in two ways is told in both, and nothing else is."""

import pytest

from assistant import Assistant
from assistant.settings import Settings

HARBOUR = """# Harbour plan 2024

## Goal 2: Clean water

The quays are to be swept every week.

## Highlights of 2024: Goal 5 – Clean water

Two new filters were bought.

## Goal 3: Safe landing

Lamps were put up on the pier.
"""
FOREST = """# 林场2024年规划

## 重点1：护林防火

全年巡山三百次。

## 2024年亮点：重点4 – 护林防火

新建了望塔两座。

## 重点2：育苗

育苗十万株。
"""


@pytest.fixture(scope="module")
def papers(tmp_path_factory):
    folder = tmp_path_factory.mktemp("papers")
    for name, text in {"harbour.md": HARBOUR, "forest.md": FOREST}.items():
        (folder / name).write_text(text, encoding="utf-8")
    with Assistant.open(settings=Settings(home=folder / "home")) as assistant:
        assistant.ingest(sorted(folder.glob("*.md")))
        yield assistant


@pytest.mark.parametrize(
    ("question", "numbers"),
    [
        ("Which goal is clean water in the 2024 plan?", ("goal 2", "goal 5")),
        ("Clean water is goal number what?", ("goal 2", "goal 5")),
        ("护林防火是第几号重点？", ("重点 1", "重点 4")),
        ("林场2024年规划里，护林防火是哪个重点？", ("重点 1", "重点 4")),
    ],
)
def test_two_numbers_of_one_part_of_a_plan_are_both_told(papers, question, numbers):
    answer = papers.ask(question)
    assert answer.short_answer == "; ".join(numbers)
    assert len(answer.citations) == 2


@pytest.mark.parametrize("question", ["Which goal is safe landing?", "育苗是第几号重点？"])
def test_one_number_is_no_contradiction(papers, question):
    assert papers.ask(question).trace["method"] != "numbers"
