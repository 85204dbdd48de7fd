"""How far the labels of a table's rows are indented, which says what row they belong under."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from ingest.document import Cell
from ingest.readers.pdf.page import Word

STEP = 0.35  # em: labels that begin closer than that begin at one place
MAX_LEVELS = 5
FEW_LABELS = 3


Span = tuple[float, float]


def label_spans(labels: Sequence[Sequence[Word]], edge: float) -> list[Span | None]:
    """Where the first line of each label begins and where the label ends, in em from the edge.

    A label that wraps goes on at the left edge.

    Args:
        labels: the words of the first cell of each row, none where it holds none of its own.
        edge: where the column begins.
    """
    found: list[Span | None] = []
    size = max((word.size for words in labels for word in words), default=1.0)
    for words in labels:
        if not words:
            found.append(None)
            continue
        base = min(word.base for word in words)
        start = min(word.x0 for word in words if word.base - base < 0.5 * word.size)
        found.append(((start - edge) / size, (max(w.x1 for w in words) - edge) / size))
    return found


def with_indents(cells: Sequence[list[Cell]], labels: Sequence[Span | None]) -> list[list[Cell]]:
    """The rows of a table with spaces before the labels that are indented.

    Args:
        cells: the rows.
        labels: where the label of each begins and ends (``label_spans``).
    """
    depths = _depths([span for span in labels if span])
    deep = iter(depths)
    spaces = [next(deep) if span else 0 for span in labels]
    return [
        [replace(row[0], text=" " * depth + row[0].text), *row[1:]] if depth else row
        for row, depth in zip(cells, spaces, strict=True)
    ]


def _depths(spans: Sequence[Span]) -> list[int]:
    """How far each label is indented; 0 for all where the places where they begin tell nothing.

    Labels set to the left begin at a few places. Those set to the right below others at the left
    edge are all one step in. Those in the middle of the column tell nothing.
    """
    flat = [0] * len(spans)
    starts = _places([start for start, _ in spans])
    if len(spans) < FEW_LABELS or len(starts) == 1:
        return flat
    if len(_places([start + end for start, end in spans])) <= len(spans) // 3:
        return flat
    inner = [(start, end) for start, end in spans if start - starts[0] > STEP]
    outer = len(spans) - len(inner)
    if outer < 2 or outer < len(spans) // 5:
        return flat
    if len(starts) > 2 and len(_places([end for _, end in inner])) == 1:
        return [int(start - starts[0] > STEP) for start, _ in spans]
    if len(starts) > MAX_LEVELS:
        return flat
    return [sum(start - place > STEP for place in starts) for start, _ in spans]


def _places(values: Sequence[float]) -> list[float]:
    """Values that lie a step apart, from the smallest on."""
    found: list[float] = []
    for value in sorted(values):
        if not found or value - found[-1] > STEP:
            found.append(value)
    return found
