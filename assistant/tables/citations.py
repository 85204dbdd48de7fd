"""The citations of a row: quoted whole where it is short, else its label and its figures."""

from __future__ import annotations

from collections.abc import Sequence

from assistant.answer import CellAddress
from assistant.draft import Support
from assistant.figures import cell_figure
from assistant.tables.rows import Value
from index.hits import Hit
from ingest.document import RowCell

WHOLE_ROW = 200  # characters of a row that is quoted whole


def row_supports(hit: Hit, value: Value | None = None) -> tuple[Support, ...]:
    """The citations of a row, addressed to one cell of it where a value is given.

    A short row is quoted whole; of one with cells of running text, its label and its figures.
    """
    passage = hit.passage
    address = CellAddress(passage.caption, passage.label, value.cell.column if value else "")
    if len(passage.text) <= WHOLE_ROW:
        return (Support(hit, passage.text, address),)
    cells = passage.text.split(" | ")
    figures_from = next(
        (n for n, cell in enumerate(cells) if n and cell_figure(cell) is not None), None
    )
    if figures_from is None:
        return (Support(hit, passage.text, address),)
    label = Support(hit, cells[0], address)
    return label, Support(hit, " | ".join(cells[figures_from:]), address)


def cell_supports(hit: Hit, cells: Sequence[RowCell]) -> tuple[Support, ...]:
    """The row, whole where it is short, else its label and each of the cells."""
    passage = hit.passage
    addresses = [CellAddress(passage.caption, passage.label, cell.column) for cell in cells]
    if len(passage.text) <= WHOLE_ROW:
        return (Support(hit, passage.text, addresses[0]),)
    parts = passage.text.split(" | ")
    supports = [Support(hit, parts[0], addresses[0])]
    for cell, address in zip(cells, addresses, strict=True):
        quote = next((part for part in parts if part.strip() == cell.text.strip()), parts[0])
        supports.append(Support(hit, quote, address))
    return tuple(supports)
