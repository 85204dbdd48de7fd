"""How far the labels of a table's rows are indented, which says what row they belong under."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from ingest.document import Cell
from ingest.readers.pdf.page import Word

STEP = 3.0  # points: labels that begin closer than that begin at one place
MAX_LEVELS = 4


def with_indents(cells: Sequence[list[Cell]], labels: Sequence[Sequence[Word]]) -> list[list[Cell]]:
    """The rows of a table with spaces before the labels that are indented.

    Args:
        cells: the rows.
        labels: the words of the first cell of each, none where it holds none of its own.
    """
    depths = _depths([(_start(words), _end(words)) if words else None for words in labels])
    return [
        [replace(row[0], text="  " * depth + row[0].text), *row[1:]] if depth else row
        for row, depth in zip(cells, depths, strict=True)
    ]


def _start(words: Sequence[Word]) -> float:
    """Where the first line of a label begins; a label that wraps goes on at the left edge."""
    base = min(word.base for word in words)
    return min(word.x0 for word in words if word.base - base < 0.5 * word.size)


def _end(words: Sequence[Word]) -> float:
    return max(word.x1 for word in words)


def _depths(spans: Sequence[tuple[float, float] | None]) -> list[int]:
    """The depth of each label by where it begins and ends; 0 for all where that tells nothing.

    Labels set to the left begin at a few places. Those set to the right under others at the left
    edge are all one step in; those in the middle of the column none.
    """
    known = [span for span in spans if span]
    if len(known) < 3:
        return [0] * len(spans)
    starts = _places([start for start, _ in known])
    if len(starts) == 1 or len(_places([start + end for start, end in known])) <= len(known) // 3:
        return [0] * len(spans)
    left = starts[0]
    inner = [(start, end) for start, end in known if start - left > STEP]
    outer = len(known) - len(inner)
    if outer < 2 or outer < len(known) // 5:
        return [0] * len(spans)
    if len(starts) <= MAX_LEVELS:
        return [_level(starts, span[0]) if span else 0 for span in spans]
    if len(_places([end for _, end in inner])) == 1:
        return [int(span is not None and span[0] - left > STEP) for span in spans]
    return [0] * len(spans)


def _places(values: Sequence[float]) -> list[float]:
    """Values that lie a step apart, from the smallest on."""
    found: list[float] = []
    for value in sorted(values):
        if not found or value - found[-1] > STEP:
            found.append(value)
    return found


def _level(starts: Sequence[float], start: float) -> int:
    return sum(start - place > STEP for place in starts)
