"""What people are shown of a search: a table once, with the rows around the best one."""

from __future__ import annotations

from pathlib import Path

import pytest

from index.excerpts import MAX_CHARS
from index.search import Index
from ingest.document import Block, Cell, Document, Table


def table(rows: list[tuple[str, ...]], caption: str = "") -> Block:
    cells = tuple(tuple(Cell(text) for text in row) for row in rows)
    return Block("table", "", ("1 Budget",), table=Table(cells, caption=caption))


@pytest.fixture
def index(tmp_path: Path) -> Index:
    with Index.open(tmp_path) as opened:
        small = [("Theme", "Budget 2026"), ("Spectrum", "205,000"), ("Cybersecurity", "465,000")]
        large = [("Country", "Users"), *((f"Country {n}", f"{n * 37} 000") for n in range(1, 200))]
        blocks = [
            Block("heading", "1 Budget", ("1 Budget",), level=1),
            table(small, "Table 1: Themes"),
            Block("paragraph", "The board has 31 members.", ("1 Budget",)),
            table(large, "Table 2: Users"),
        ]
        opened.add([Document("plan.txt", "Plan", blocks)])
        yield opened


def test_a_small_table_is_shown_whole_and_once(index: Index) -> None:
    found = index.excerpts("budget for cybersecurity", 5)
    themes = [e for e in found if "Cybersecurity" in e.text]
    assert len(themes) == 1
    assert themes[0] is found[0]
    lines = themes[0].text.split("\n")
    assert lines == [
        "Table 1: Themes",
        "Theme | Budget 2026",
        "Spectrum | 205,000",
        "Cybersecurity | 465,000",
    ]


def test_of_a_large_table_the_rows_around_the_best_are_shown(index: Index) -> None:
    best = index.excerpts("users in Country 120", 1)[0]
    assert "Country 120 | 4440 000" in best.text
    assert {"Country 119", "Country 121"} <= set(best.text.replace(" |", "\n").split("\n"))
    assert "Country 199" not in best.text
    assert len(best.text) < MAX_CHARS + 100


def test_text_is_shown_as_it_stands(index: Index) -> None:
    best = index.excerpts("How many members has the board?", 1)[0]
    assert best.text == best.hit.passage.text == "The board has 31 members."
    assert best.passage_ids == (best.hit.passage_id,)


def test_as_many_excerpts_as_asked_for(index: Index) -> None:
    assert len(index.excerpts("country budget members", 2)) == 2
    assert len(index.excerpts("country budget members", 50)) == 3
