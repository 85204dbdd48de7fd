"""Rows of a whole table, as many as a question says that it adds up or averages."""

from __future__ import annotations

from assistant.tables.arithmetic import alike
from assistant.tables.asked import Asked, Cell
from assistant.tables.columns import best_value, is_count
from assistant.tables.groups import of_series
from assistant.tables.plan import numeral
from assistant.tables.rows import is_bare_total, is_total
from assistant.tables.words import phrase


def whole_tables(asked: Asked) -> list[tuple[list[Cell], Cell]]:
    """The figures of each table that has one bare total, with the total, those of all rows."""
    found = []
    tables = {row.table: row for row in asked.timely() if is_bare_total(row) and row.values}
    for whole in tables.values():
        amounts = [value for value in whole.values if not value.is_share]
        amount = best_value(asked.question, whole, amounts) if amounts else None
        rows = [row for row in asked.table(whole) if not is_total(row) and not row.is_sum]
        cells = [
            (row, value)
            for row in rows
            for value in row.values
            if amount and value.cell.column == amount.cell.column
        ]
        if amount and len(cells) > 1 and alike([value.quantity for _, value in cells]):
            found.append((cells, (whole, amount)))
    return found


def of_all_counted(asked: Asked) -> list[Cell]:
    """The rows of a whole table, or of a series in it, just as many as are added up or averaged.

    "The average of the five priorities", 四个车间合计: that they are so many tells the table.
    """
    wanted = so_many(asked)
    if wanted < 2 or any("-" not in code for code in asked.question.codes):
        return []
    best = asked.rows[0].values
    if any(is_count(value) and value.figure.value == wanted for value in best):
        return []  # "the four new projects": a row of them says that they are four
    for cells, _ in whole_tables(asked):
        found = of_series(asked, cells)
        alone = [cell for cell in found if len({code[0] for code in cell[0].codes}) < 2]
        for told_of in (found, alone):  # a row may be of two series: P5/E6/E7
            if len(told_of) == wanted:
                return told_of
    return []


def so_many(asked: Asked) -> int:
    """How many things a question says that it adds up or averages; 0 where it says none."""
    told = {n for word in phrase("so many").findall(asked.question.text) if (n := numeral(word))}
    return told.pop() if len(told) == 1 else 0
