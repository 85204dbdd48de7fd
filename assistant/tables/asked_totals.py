"""The total of a table, where all of it is asked for, or a share of it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from assistant.question import Question
from assistant.reading.match import Matcher
from assistant.tables.lexical import STRONG
from assistant.tables.rows import Row, by_table, is_bare_total, is_total, leaf
from assistant.tables.standing_over import said_over
from assistant.tables.words import operations, phrase
from ingest.grid import is_period

NAMED_PART = 0.3  # share of its name from which a row may be meant where all of it is asked
TOTAL = 0.4  # fit of a total where all of it is asked for, before what stands around it
COLUMN = 0.6  # share of a header that a question must name to ask for a column of all rows
COUNTED = 0.9  # of its fit, what the total of bare numbers has beside one of amounts
AHEAD = 0.05  # by so much the total is put before the rows that it adds up
HEADER = 0.8  # share of a header that a question must name to ask for no more than that column


def asks_share_of_whole(question: Question) -> bool:
    """Whether the total that a question speaks of is what a share is of, and not what is asked."""
    changes = dict(operations())["percent_change"].search(question.text)
    whole = phrase("of the whole").search(question.text)
    return "share" in question.wants and whole is not None and changes is None


def priced_first(rows: Sequence[Row]) -> list[Row]:
    """The rows, where money is asked for: totals of posts behind totals that have a currency."""
    bare = [row for row in rows if is_bare_total(row)]
    priced = [row for row in bare if any(value.quantity.unit for value in row.values)]
    counted = {id(row) for row in bare} - {id(row) for row in priced} if priced else set()
    return [replace(row, score=COUNTED * row.score) if id(row) in counted else row for row in rows]


def with_totals(rows: Sequence[Row]) -> list[Row]:
    """The rows, bare totals before others where all of it is asked for and no row is named."""
    parts = [row for row in rows if not is_total(row)]
    if any(row.named >= NAMED_PART or row.lexical >= STRONG for row in parts):
        return list(rows)
    return [
        replace(row, score=max(row.score, TOTAL + 0.4 * row.covered)) if is_bare_total(row) else row
        for row in rows
    ]


def with_whole(rows: Sequence[Row]) -> list[Row]:
    """The rows, the total of a table first of its rows where a column is named and no row is.

    "What percentage of the staff are women?" is of all groups of staff, not of the one that fits
    best. Not where the table has shares of its own.
    """
    firsts = {}
    for table, own in by_table(rows).items():
        parts = [row for row in own if not is_total(row)]
        named = any(row.named >= NAMED_PART or row.lexical >= STRONG for row in parts)
        columns = {value.cell.column: value.said for row in own for value in row.values}
        shares = any(value.is_share for row in own for value in row.values)
        if parts and not named and not shares and max(columns.values(), default=0.0) >= COLUMN:
            firsts[table] = max(row.score for row in parts) + AHEAD
    return [
        replace(row, score=max(row.score, firsts[row.table]))
        if is_bare_total(row) and row.table in firsts
        else row
        for row in rows
    ]


def with_totals_of_columns(question: Question, rows: Sequence[Row], matcher: Matcher) -> list[Row]:
    """The rows, the total of a table first where a question names a column of it and no more.

    "How many drivers are there in 2032?" over a table of depots is about all of them. What stands
    over the table must say the rest of the question: else that may be what tells a row.
    """
    firsts: dict[tuple[int, int], float] = {}
    for table, own in by_table(rows).items():
        parts = [row for row in own if not is_total(row)]
        totals = [row for row in own if is_bare_total(row)]
        if len(totals) != 1 or not parts or any(is_meant(row) for row in parts):
            continue
        if question.years and not totals[0].years & set(question.years):
            continue
        value = max(totals[0].values, key=lambda value: value.said, default=None)
        if value is None or value.said < HEADER or value.is_share:
            continue
        if said_over(question, totals[0], matcher, value.cell.column):
            firsts[table] = max(row.score for row in parts) + AHEAD
    return [
        replace(row, score=max(row.score, firsts[row.table]), named=1.0)
        if is_bare_total(row) and row.table in firsts
        else row
        for row in rows
    ]


def is_meant(row: Row) -> bool:
    """Whether a question may name a row: by its words, or as a time."""
    return row.named >= NAMED_PART or row.lexical >= STRONG or is_period(leaf(row.name))
