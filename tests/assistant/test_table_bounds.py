"""Columns of bounds, and the rows and totals that a question takes as a whole."""

import pytest

from assistant.chain import Assistant
from assistant.settings import Settings

WORKSHOP = """# Tram Workshop: stores and staff

Table 1: Parts in store on 1 May 2027

| Part | In store | Minimum | Ordered | Maximum |
|---|---|---|---|---|
| Brake shoe | 61 | 80 | 35 | 160 |
| Door motor | 14 | 10 | 3 | 25 |
| Wiper blade | 92 | 40 | 0 | 120 |
"""

NURSERY = """# 苗圃种子库存

表1 种子库存（2027年3月，公斤）

| 种子 | 库存 | 最低库存 | 最高库存 | 已订购 |
|---|---|---|---|---|
| 油松 | 36 | 20 | 70 | 11 |
| 白桦 | 9 | 12 | 30 | 24 |
| 山杏 | 17 | 15 | 50 | 0 |
"""

PAPERS = {"workshop.md": WORKSHOP, "nursery.md": NURSERY}


@pytest.fixture(scope="module")
def papers(tmp_path_factory):
    folder = tmp_path_factory.mktemp("bounds")
    for name, text in PAPERS.items():
        (folder / name).write_text(text, encoding="utf-8")
    with Assistant.open(settings=Settings(home=folder / "home")) as assistant:
        assistant.ingest([folder])
        yield assistant


@pytest.mark.parametrize(
    ("question", "short"),
    [
        ("What is the minimum stock of brake shoes, and how many are ordered?", "80"),
        ("What's the minimum for door motors?", "10"),
        ("What is the maximum number of wiper blades in store?", "120"),
        ("Which part has the highest minimum?", "Brake shoe"),
        ("Which part has the lowest maximum?", "Door motor"),
        ("油松的最高库存是多少公斤？", "70"),
        ("白桦的最低库存和已订购数量各是多少？", "12"),
        ("哪种种子的最低库存最高？", "油松"),
    ],
)
def test_a_column_called_minimum_is_no_extreme(papers, question, short):
    assert papers.ask(question).short_answer == short
