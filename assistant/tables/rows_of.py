"""The rows of a table that are of a place, a region, a month, a year or a part of a plan."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from assistant.figures import years
from assistant.question import question_codes
from assistant.refusals.answer_types.places import countries_in
from assistant.refusals.constraints import Constraint
from assistant.refusals.months import months_of
from assistant.refusals.regions import lies_in_region, regions_in
from assistant.tables.rows import Row, label_codes, leaf
from assistant.tables.words import phrase
from ingest.document import RowCell

SHORT = 40  # characters of a cell that is a date
PLACED = 0.5  # share of a column's cells that name countries, or of a cell that they are
TIMES = frozenset({"month", "year"})
Kept = tuple[Row, tuple[RowCell, ...]]  # with the cells that tell it


def is_over(constraint: Constraint, around: str) -> bool:
    """Whether what stands over a table says something; of parts of a plan no other but the one."""
    if constraint.kind != "code" or "-" in constraint.text:
        return constraint.met(around)
    series = constraint.text.rstrip("0123456789")
    alike = (code for code in question_codes(around) if code.rstrip("0123456789") == series)
    return {*alike} == {constraint.text}


def is_place(name: Constraint, rows: Sequence[Row]) -> bool:
    """Whether a name is of a town in which one of some rows is."""
    columns = _place_columns(rows)
    cells = (cell for row in rows for cell in row.hit.passage.cells)
    return any(cell.column in columns and name.met(cell.text) for cell in cells)


def rows_of(constraint: Constraint, kept: Sequence[Kept], every: Sequence[Row]) -> list[Kept]:
    """The rows that are of something, each with the cells that say so."""
    if constraint.kind == "code":
        return of_code(constraint.text, kept)
    columns = _place_columns(every) if constraint.kind in ("place", "name") else set()
    if regions_in(constraint.text):
        columns = _region_columns(every, columns)
    told = [(row, cells, _telling(constraint, row, columns)) for row, cells in kept]
    return [(row, (*cells, *found)) for row, cells, found in told if found is not None]


def of_code(code: str, kept: Sequence[Kept]) -> list[Kept]:
    """The rows that are of a part of a plan, without the part itself."""
    found = [(row, told) for row, told in kept if code in {*row.codes, *row.within}]
    inner = [(row, told) for row, told in found if code not in label_codes(leaf(row.name))]
    return inner or found


def _telling(constraint: Constraint, row: Row, columns: set[str]) -> tuple[RowCell, ...] | None:
    """The cells of a row by which it is of what a question keeps to; None where it is not."""
    if constraint.kind in TIMES:
        dated = dated_cells(constraint, row)
        return tuple(dated) if _is_within(constraint, dated) else None
    cells = [cell for cell in row.hit.passage.cells if cell.column in columns]
    placed = [cell for cell in cells if constraint.met(cell.text)]
    placed = placed or [cell for cell in cells if lies_in_region(cell.text, constraint.text)]
    if placed:
        return tuple(placed)
    return tuple(cells) if constraint.met(row.label) else None


def dated_cells(constraint: Constraint, row: Row) -> list[RowCell]:
    """The cells of a row that are dates, as far as a month or a year goes."""
    read = months_of if constraint.kind == "month" else years
    return [cell for cell in row.hit.passage.cells if len(cell.text) <= SHORT and read(cell.text)]


def _is_within(constraint: Constraint, cells: Sequence[RowCell]) -> bool:
    """Whether dates are of a month or year, or it lies between the first and the last of two."""
    read = months_of if constraint.kind == "month" else years
    found = [number for cell in cells for number in read(cell.text)]
    spanned = range(min(found), max(found) + 1) if len(found) == 2 else found
    return bool({*map(int, constraint.forms)} & {*spanned})


def _place_columns(rows: Sequence[Row]) -> set[str]:
    """The columns in which things are placed: those whose cells name countries, or a town each."""
    cells = [cell for row in rows for cell in row.hit.passage.cells]
    countries = Counter(cell.column for cell in cells if _is_of_countries(cell.text))
    every = Counter(cell.column for cell in cells)
    named = {column for column, count in countries.items() if count >= PLACED * every[column]}
    return named | {column for column in every if phrase("column of places").search(column)}


def _is_of_countries(text: str) -> bool:
    """Whether a text is mostly names of countries, and no name of a thing with one in it."""
    letters = "".join(name for _, name in countries_in(text))
    return len(letters) > PLACED * len(text)


def _region_columns(rows: Sequence[Row], columns: set[str]) -> set[str]:
    """The columns of places that tell regions of the world, if there are any; else all of them."""
    cells = [cell for row in rows for cell in row.hit.passage.cells if cell.column in columns]
    told = Counter(cell.column for cell in cells if regions_in(cell.text))
    every = Counter(cell.column for cell in cells)
    return {column for column in told if told[column] > PLACED * every[column]} or columns
