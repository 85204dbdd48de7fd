"""Rows of a whole table, as many as a question says that it adds up or averages."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import replace

from assistant.letters import plain
from assistant.question import Question, bare, subject
from assistant.tables.arithmetic import alike
from assistant.tables.asked import Asked, Cell
from assistant.tables.categories import category_fit
from assistant.tables.columns import SAID, asked_values, bare_header, best_value, is_count
from assistant.tables.groups import of_series
from assistant.tables.plan import numeral, plans
from assistant.tables.rows import Row, Value, by_table, is_bare_total, is_total, leaf
from assistant.tables.said_categories import is_of, said_categories
from assistant.tables.standing_over import said_over
from assistant.tables.terms import terms
from assistant.tables.texts import without_columns
from assistant.tables.words import concepts, phrase

NUMBERED = 0.6  # share of what numbered rows are called that names them all
# What tells rows of one name apart: "Sailing II", "Group 3", 第二期, 三班.
_NUMBERING = re.compile(
    r"\b(?:[IVX]{1,4}|\d{1,2})\b|(?<= )[A-Z]$"
    r"|第?(?:\d{1,2}|[一二三四五六七八九十]+)[期届批次班组轮]"
)
FEWEST = 3  # rows that are added up as a whole
_OF_SOME = frozenset({"rank", "extreme", "filter", "exceed"})  # of the rows only some are asked for
COLUMN_NAMED = 0.75  # share of a header that a question must name to add up that column
NAMED = 0.6  # share of a row's name that a question must name to mean that row


def all_together(asked: Asked, operation: str) -> list[Cell]:
    """The rows of a whole table that are added up or averaged, none of them named; else none."""
    if operation not in ("sum", "average"):
        return []
    counted = of_numbered(asked) or of_all_counted(asked) or of_category(asked)
    return counted or (of_told_table(asked) if operation == "sum" else [])


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


def of_numbered(asked: Asked) -> list[Cell]:
    """The figures of rows that are called alike but for a number, as a question calls them all.

    "How many people took the three sailing courses?" of Sailing I, Sailing II and Sailing III.
    """
    letters, told = plain(bare(asked.question.text)), so_many(asked)
    alike_rows: dict[tuple[tuple[int, int], str], list[Row]] = defaultdict(list)
    for row in asked.timely():
        alike_rows[row.table, _NUMBERING.sub(" ", leaf(row.name)).strip()].append(row)
    names = list({stem for _, stem in alike_rows})
    shares = map(float, asked.matcher.named(names))
    said = set(terms(asked.question.text))
    named = {
        name: 1.0 if set(terms(name)) and set(terms(name)) <= said else share
        for name, share in zip(names, shares, strict=True)
    }
    for (_, stem), rows in alike_rows.items():
        if len(rows) < 2 or told not in (0, len(rows)) or named[stem] < NUMBERED:
            continue
        if any(plain(leaf(row.name)) in letters for row in rows):
            continue  # one of them is asked for by its number
        cells = [(row, v) for row in rows if (v := best_value(asked.question, row))]
        columns = {value.cell.column for _, value in cells}
        if len(cells) == len(rows) and len(columns) == 1 and _is_column_meant(asked, *cells[0]):
            return [(replace(row, score=named[stem]), value) for row, value in cells]
    return []


def of_category(asked: Asked) -> list[Cell]:
    """The figures of the rows of the category that a question says: of all delayed projects.

    "How many people took the two online courses together?" The question must name the column, or
    the rows have no other that it can mean.
    """
    best, found, told = 0.0, [], so_many(asked)
    if _asks_some(asked):
        return []
    question = asked.question
    matcher = asked.matcher.for_words(subject(without_columns(question.text)))
    for own in by_table(asked.timely()).values():
        rows = asked.table(own[0])
        said = said_categories(question, rows, matcher)
        members = [row for row in rows if said and is_of(row, said)]
        cells = [(row, v) for row in members if (v := best_value(asked.question, row))]
        if not 1 < len(cells) < len(rows) or told not in (0, len(cells)):
            continue
        columns = {value.cell.column for _, value in cells}
        if len(columns) > 1 or not _is_column_meant(asked, *cells[0]):
            continue
        fit = category_fit(_of_the_rows(question, columns.pop()), members, said, matcher)
        if fit > best:
            best, found = fit, [(replace(row, score=fit), value) for row, value in cells]
    return found


def _of_the_rows(question: Question, column: str) -> Question:
    """A question as it asks for rows: without what asks for a column, how many they are, a sum."""
    text = phrase("taken together").sub(" ", phrase("so many").sub(" ", question.text))
    for words, header in concepts():
        if header.search(bare_header(column)):
            text = words.sub(" ", text)
    return replace(question, text=text, kind="other")


def _asks_some(asked: Asked) -> bool:
    """Whether a question names rows by their codes, or asks for some of them only."""
    return bool(
        asked.question.codes or {plan.operation for plan in plans(asked.question)} & _OF_SOME
    )


def _is_column_meant(asked: Asked, row: Row, value: Value) -> bool:
    """Whether a question names the column of a figure, or can mean no other of its row."""
    others = [v for v in asked_values(asked.question, row) if v.is_share == value.is_share]
    return len(others) == 1 or value.said >= SAID


def of_told_table(asked: Asked) -> list[Cell]:
    """All figures of the table without a total that a question for the sum of all is about.

    "How many boats were held in 2021, all reasons together?" over a table of reasons: what stands
    over the table says it all, and none of its rows is named.
    """
    best, found, told = 0.0, [], so_many(asked)
    if _asks_some(asked):
        return []
    for own in by_table(asked.timely()).values():
        rows = asked.table(own[0])
        cells = _one_column(asked, rows)
        if len(cells) < FEWEST or told not in (0, len(cells)):
            continue
        if any(is_total(row) or row.named >= NAMED for row in rows):
            continue
        fit = said_over(asked.question, rows[0], asked.matcher, cells[0][1].cell.column)
        if fit > best:
            best, found = fit, cells
    return found


def _one_column(asked: Asked, rows: Sequence[Row]) -> list[Cell]:
    """The figures of rows in the one column of numbers, or the one that is named; else none."""
    cells = [(row, value) for row in rows for value in row.values if not value.is_share]
    counts = Counter(value.cell.column for _, value in cells)
    # A figure within the words of one row ("fewer than 500 seeds") makes no column of numbers.
    columns = {column for column, count in counts.items() if count == len(rows)}
    cells = [(row, value) for row, value in cells if value.cell.column in columns]
    if len(columns) > 1:
        cells = [(row, value) for row, value in cells if value.said >= COLUMN_NAMED]
        columns = {value.cell.column for _, value in cells}
    whole = len(columns) == 1 and len(cells) == len(rows) == len({row.name for row, _ in cells})
    return cells if whole and alike([value.quantity for _, value in cells]) else []


def so_many(asked: Asked) -> int:
    """How many things a question says that it adds up or averages; 0 where it says none."""
    told = {n for word in phrase("so many").findall(asked.question.text) if (n := numeral(word))}
    return told.pop() if len(told) == 1 else 0
