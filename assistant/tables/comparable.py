"""Whether the figures of cells may be added up or held against each other."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import combinations

from assistant.letters import plain
from assistant.tables.arithmetic import alike
from assistant.tables.asked import Cell
from assistant.tables.columns import bare_header
from assistant.tables.rows import own_name


def comparable(cells: Sequence[Cell]) -> bool:
    """Whether cells are in units that go together, and none counts what another costs."""
    return alike([value.quantity for _, value in cells]) and not counts_and_amounts(cells)


def counts_and_amounts(cells: Sequence[Cell]) -> bool:
    """Whether some cells hold bare numbers and others amounts, and they are of other things.

    Down a column a bare number goes with the amounts around it; along a row it counts something,
    and so it may in another table, unless row or column are called alike.
    """
    if len({row.hit.passage_id for row, _ in cells}) == 1:
        return len({value.figure.unit for _, value in cells}) > 1
    return any(
        one[0].table != other[0].table
        and one[1].quantity.unit != other[1].quantity.unit
        and not _called_alike(one, other)
        for one, other in combinations(cells, 2)
    )


def _called_alike(one: Cell, other: Cell) -> bool:
    names = [plain(own_name(row)) for row, _ in (one, other)]
    columns = [plain(bare_header(value.cell.column)) for _, value in (one, other)]
    return names[0] in names[1] or names[1] in names[0] or columns[0] == columns[1]
