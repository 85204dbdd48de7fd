"""Aligned columns for a terminal; wide (Chinese) characters count as two."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence

from eval.metrics import Figure


def align(rows: Sequence[Sequence[str]]) -> str:
    """Lay rows out in columns: the first to the left, the others to the right.

    Args:
        rows: all of the same length, the header first.
    """
    widths = [max(map(_width, column)) for column in zip(*rows, strict=True)]
    lines = []
    for row in rows:
        cells = [row[0] + " " * (widths[0] - _width(row[0]))]
        cells += [
            " " * (width - _width(cell)) + cell
            for cell, width in zip(row[1:], widths[1:], strict=True)
        ]
        lines.append("  ".join(cells).rstrip())
    return "\n".join(lines)


def show_figure(figure: Figure) -> tuple[str, str, str]:
    """A figure as value, interval and count."""
    return f"{figure.value:.3f}", f"{figure.low:.3f} to {figure.high:.3f}", str(figure.count)


def _width(text: str) -> int:
    return sum(2 if unicodedata.east_asian_width(char) in "WF" else 1 for char in text)
