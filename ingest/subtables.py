"""Several tables that a document draws as one: a name over the full width, then headers anew.

Annual reports and forms are set like that: "Shareholders | 53,201", then a row "The ten largest
shareholders", then "Name | Kind | Share" and the shares.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from ingest.document import Cell
from ingest.grid import is_blank, is_number

Rows = list[list[Cell]]

FEW_NAMES = 3
FEW_ROWS = 2


def tables_within(rows: Sequence[Sequence[Cell]]) -> list[tuple[str, Rows]]:
    """The tables that a grid holds, each with the name that stands over it within the grid.

    Args:
        rows: the grid, merged cells repeated with ``spanned=True``.

    Returns:
        the whole grid without a name where it is one table.
    """
    starts = [i for i in range(1, len(rows)) if _opens_table(rows, i)]
    bounds = [0, *starts, len(rows)]
    parts = [[list(row) for row in rows[a:b]] for a, b in pairwise(bounds)]
    names = ["", *(" ".join(rows[i][0].text.split()) for i in starts)]
    return [(name, part[1:] if name else part) for name, part in zip(names, parts, strict=True)]


def own_columns(rows: Sequence[Sequence[Cell]]) -> list[int]:
    """The columns that are not merged with the one before in every row of a part of a grid."""
    width = len(rows[0]) if rows else 0
    return [i for i in range(width) if not i or any(not row[i].spanned for row in rows)]


def _opens_table(rows: Sequence[Sequence[Cell]], position: int) -> bool:
    """A row that is one name, below it a row of names, and below that figures under the names."""
    if not _is_name(rows[position]) or position + FEW_ROWS + 1 >= len(rows):
        return False
    header = rows[position + 1]
    texts = {cell.text.strip() for cell in header if not is_blank(cell.text)}
    if _is_name(header) or len(texts) < FEW_NAMES or any(map(is_number, texts)):
        return False
    named = [i for i, cell in enumerate(header) if i and not is_blank(cell.text)]
    below = rows[position + 2 : position + 2 + 2 * FEW_ROWS]
    return sum(any(is_number(row[i].text) for i in named) for row in below) >= FEW_ROWS


def _is_name(row: Sequence[Cell]) -> bool:
    return len(row) > 1 and bool(row[0].text.strip()) and all(cell.spanned for cell in row[1:])
