"""The keyword index: its files through many small changes, and through writers that give up."""

from __future__ import annotations

from pathlib import Path

from index.lexical import LexicalEntry, LexicalIndex


def entry(number: int) -> LexicalEntry:
    return LexicalEntry(number, number, f"report number{number} broadband", "heading")


def test_many_small_additions_leave_few_files(tmp_path: Path) -> None:
    for number in range(25):  # each as a process of its own would
        index = LexicalIndex(tmp_path, "rules")
        index.add([entry(number)])
        index.commit(number + 1)
        index.close_writer()
    index.delete([0])  # waits for the merges that are under way
    index.commit(26)
    index.close_writer()
    assert len(index) == 24
    assert len(list(tmp_path.glob("*.term"))) < 15
    assert [number for number, _ in index.search(["number7"], 5)] == [7]
    assert index.search(["number0"], 5) == []


def test_what_is_not_committed_is_dropped_and_the_next_writer_goes_on(tmp_path: Path) -> None:
    index = LexicalIndex(tmp_path, "rules")
    index.add([entry(1)])
    index.commit(1)
    index.add([entry(2)])
    index.close_writer()
    other = LexicalIndex(tmp_path, "rules")
    other.add([entry(3)])
    other.commit(2)
    other.close_writer()
    index.refresh()
    found = sorted(number for number, _ in index.search(["broadband"], 5))
    assert (found, index.generation) == ([1, 3], 2)
