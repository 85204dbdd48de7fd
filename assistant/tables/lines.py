"""How cells are written in an answer: row, figure, column, and the citation of all three."""

from __future__ import annotations

from collections.abc import Sequence

from assistant.draft import Sentence
from assistant.figures import unit_scale, years
from assistant.letters import plain
from assistant.tables.arithmetic import shown
from assistant.tables.asked import Asked, Cell
from assistant.tables.citations import row_supports
from assistant.tables.fiscal_years import column_years
from assistant.tables.rows import Row, Value, leaf
from assistant.tables.wording import table_wording
from assistant.wording import wording


def display(value: Value, language: str) -> str:
    """A cell's figure with unit and scale: ``CHF 756,000``, ``USD 1,452.4 million``, ``12.4%``."""
    figure = value.figure
    if value.is_share:
        text = figure.text if "%" in figure.text else f"{figure.text}%"
        return f"−{text}" if figure.value < 0 else text
    if value.scale == 1 and (unit_scale(figure.text) != 1 or is_year(value)):
        return figure.text
    text = shown(value.quantity, language)
    written = value.cell.text.strip()
    if figure.value < 0 and "(" in written:  # as accounts write it
        return text.replace(f"−{figure.text.strip('$€£¥ ')}", f"({figure.text.strip('$€£¥ ')})")
    return text


def is_year(value: Value) -> bool:
    """Whether a figure may be a year: four bare digits of our time ("Start: 2023")."""
    return not value.quantity.unit and years(value.figure.text) == [int(value.figure.value)]


def line(asked: Asked, row: Row, values: Sequence[Value], facts: Sequence[Value] = ()) -> Sentence:
    """A row with figures of it, the facts in bold, and its citation.

    Args:
        asked: the question with its rows, among which the code of the row's group may stand.
        row: the row.
        values: what is shown of it, the first is what the citation is addressed to.
        facts: which of them answer; all where none are given.
    """
    words, language = wording(asked.language), asked.language
    parts = []
    for value in values:
        text = display(value, language)
        text = f"**{text}**" if not facts or value in facts else text
        column = " ".join(value.cell.column.split())
        parts.append(f"{text} ({column})" if column else text)
    supports = row_supports(row.hit, values[0])
    coded = asked.coded(row)
    if coded:
        supports += row_supports(coded.hit)
    return Sentence(f"{shown_name(asked, row)}{words.colon}{words.comma.join(parts)}", supports)


def shown_name(asked: Asked, row: Row) -> str:
    """A row's name as it is shown: its label path, its group by code, a total without label.

    A row that the question calls by another of its cells is shown with that cell.
    """
    letters = plain(asked.question.text)
    called = [alias for alias in row.aliases if len(plain(alias)) > 1 and plain(alias) in letters]
    if called:
        return f"{row.name} ({called[0]})"
    coded = asked.coded(row)
    if coded:
        return leaf(coded.name) if row.is_sum else f"{leaf(coded.name)} / {leaf(row.name)}"
    if row.hit.passage.label:
        return row.name
    return row.name.removesuffix("Total") + table_wording(asked.language).total


def cell_lines(asked: Asked, cells: Sequence[Cell]) -> list[Sentence]:
    """A line for each row of the cells; cells of one row stand in one line."""
    by_row: dict[int, tuple[Row, list[Value]]] = {}
    for row, value in cells:
        by_row.setdefault(row.hit.passage_id, (row, []))[1].append(value)
    return [line(asked, row, values) for row, values in by_row.values()]


def cell_name(asked: Asked, cell: Cell, others: Sequence[Cell]) -> str:
    """What tells a cell from others: its year or column where the row is one, else its row."""
    row, value = cell
    if len({other.hit.passage_id for other, _ in others}) < 2:
        return _period(value)
    name = shown_name(asked, row)
    years = {other.years for _, other in others}
    same = len({shown_name(asked, other) for other, _ in others}) < len(others)
    if not same or len(years) < 2:
        return name
    columns = {other.cell.column for _, other in others}
    if len(years) == len(others) or len(columns) < len(others):
        return f"{name} ({', '.join(map(str, value.years))})"
    told = _period(value)
    return f"{name} ({told})"


def _period(value: Value) -> str:
    in_column = column_years(value.cell.column)
    if len(in_column) == 1:
        return str(in_column[0])
    if value.cell.column:
        return " ".join(value.cell.column.split())
    return ", ".join(map(str, value.years))
