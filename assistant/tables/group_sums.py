"""The group of rows that has the most or the least, where a table has no rows of the groups."""

from __future__ import annotations

from collections.abc import Sequence

from assistant.draft import Draft, Sentence
from assistant.tables.arithmetic import Quantity, same_scale, shown, total
from assistant.tables.asked import Asked, Cell
from assistant.tables.comparable import comparable
from assistant.tables.lines import cell_lines
from assistant.tables.workings import added
from assistant.wording import wording

TRUST = 0.5
MOST = 24  # rows that are told


def foremost_group(asked: Asked, cells: Sequence[Cell], lowest: bool) -> Draft | None:
    """The group whose rows add up to the most, or to the least, with all that were held against it.

    "Which priority got the most money?" of a table whose rows are the themes of priorities.

    Args:
        asked: the question with its rows.
        cells: a figure of each row, with the groups that the rows are in.
        lowest: the least is asked for.

    Returns:
        None where rows have no groups, or figures cannot be added up: shares, or of several units.
    """
    groups: dict[str, list[Cell]] = {}
    for row, value in cells:
        groups.setdefault(row.group, []).append((row, value))
    figures = [value.quantity for _, value in cells]
    shares = any(value.is_share or quantity.unit == "%" for (_, value), quantity in
                 zip(cells, figures, strict=True))  # fmt: skip
    if len(groups) < 2 or "" in groups or shares or len(cells) > MOST or not comparable(cells):
        return None
    sums = {name: _sum(own) for name, own in groups.items()}
    ordered = sorted(sums, key=lambda name: sums[name].whole, reverse=not lowest)
    first, second = ordered[:2]
    if sums[first].whole == sums[second].whole:
        return None
    words = wording(asked.language)
    heads = [
        Sentence(f"**{first}** ({shown(sums[first], asked.language)})"),
        *(Sentence(f"{name}{words.colon}{_working(groups[name], sums[name])}") for name in ordered),
    ]
    lines = cell_lines(asked, [cell for name in ordered for cell in groups[name]])
    return Draft("answered", (*heads, *lines), first, TRUST, "extreme")


def _sum(cells: Sequence[Cell]) -> Quantity:
    return total(same_scale([value.quantity for _, value in cells]))


def _working(cells: Sequence[Cell], whole: Quantity) -> str:
    quantities = same_scale([value.quantity for _, value in cells])
    return f"{added(quantities)} = {total(quantities).value:,}"
