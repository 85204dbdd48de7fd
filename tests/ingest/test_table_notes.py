"""Notes that stand in a table's last rows are text below it, not rows of it."""

from ingest.document import Block
from ingest.grid import make_table, table_block, text_rows
from ingest.table_notes import notes_apart

ROWS = [
    ["Ward", "Beds", "Nurses"],
    ["Surgery", "40", "31"],
    ["Children", "22", "19"],
]


def _kinds(rows: list[list[str]]) -> list[tuple[str, int]]:
    """Each block's kind with the number of its rows, 0 without a table."""
    block = table_block(make_table(text_rows(rows)))
    blocks: list[Block] = list(notes_apart([block]))
    return [(b.kind, len(b.table.rows) if b.table else 0) for b in blocks]


def test_sentences_below_the_rows_are_notes():
    rows = [*ROWS, ["Notes", "", ""], ["The ward for children moved in May 2024.", "", ""]]
    assert _kinds(rows) == [("table", 3), ("note", 0), ("note", 0)]


def test_chinese_sentences_are_notes_as_well():
    rows = [["病区", "床位", "护士"], ["外科", "40", "31"], ["儿科", "22", "19"]]
    assert _kinds([*rows, ["儿科病区于五月迁址。", "", ""]])[1:] == [("note", 0)]


def test_a_label_without_figures_is_a_row():
    assert _kinds([*ROWS, ["Night shift", "", ""]]) == [("table", 4)]
