"""Answers from cells as they stand: of one row, of several, or of one row in several years."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from assistant.draft import Draft, Sentence
from assistant.question import Question, bare, row_subject, subject, understand
from assistant.reading.reader_features import asked_apart
from assistant.tables.asked import CERTAIN, Asked, is_named, is_sure
from assistant.tables.asked_totals import asks_share_of_whole
from assistant.tables.columns import (
    LEVELS,
    NAMED_WHOLE,
    bare_header,
    best_value,
    names_column,
    wanted_values,
    with_columns,
)
from assistant.tables.compared import compared
from assistant.tables.groups import in_other_groups, under_group
from assistant.tables.lexical import STRONG
from assistant.tables.lines import display, line
from assistant.tables.operands import of_editions
from assistant.tables.plan import Plan
from assistant.tables.readings import contradicts, differs, readings_of
from assistant.tables.rows import Row, Value, is_bare_total, is_total, leaf, same_group
from assistant.tables.stated import has_totals
from assistant.tables.subjects import subjects
from assistant.tables.terms import terms
from assistant.tables.texts import asked_cells, shown_cells
from assistant.tables.words import phrase
from assistant.tables.yearly import by_year
from assistant.wording import wording

FEWEST, MOST = 2, 8  # rows of a column that are told together


def lookup(asked: Asked, plan: Plan) -> Draft | None:
    """The cells that a question names: of one row, of several, or of one in several years."""
    question = asked.question
    below = under_group(asked)
    if len(below) > 1 and not is_named(asked, below[0][0]):
        return _several(asked, below)
    named = subjects(asked, plan)
    if "share" in question.wants:
        named = _without_wholes(named)
    if question.kind == "comparison" or "comparison" in question.wants:
        cells = [(row, v) for row in named if (v := best_value(question, row))]
        if len(named) == 1 and len(question.years) > 1:
            cells = by_year(asked, named[0])
        cells = of_editions(asked, named) or cells
        draft = compared(asked, cells)
        if draft:
            return draft
    if editions := of_editions(asked, named):
        return _several(asked, editions)
    if len(question.years) > 1 and len(named) == 1:
        cells = by_year(asked, named[0])
        if len(cells) > 1:
            return _several(asked, in_other_groups(asked, cells))
    if len(named) > 1:
        cells = [
            (row, value)
            for row in named
            for year in (question.years if len(question.years) > 1 else (None,))
            if (value := best_value(question, row, year=year))
        ]
        if len(cells) > 1:
            return _several(asked, cells)
    return whole_column(asked) or _figures(_wholes(asked))


def whole_column(asked: Asked) -> Draft | None:
    """The figures of all rows of a column that a question names, where it names nothing else.

    "What is the deposit?" of a table of cards that each have one.
    """
    question, rows = asked.question, asked.timely()
    best = rows[0] if rows else None
    value = best_value(question, best) if best is not None else None
    if best is None or value is None or best.named or best.lexical or question.constraints:
        return None
    header = bare_header(value.cell.column).split(LEVELS)[-1]
    left = set(terms(row_subject(question.text) or subject(question.text))) - set(terms(header))
    if left or not names_column(question, best, value):
        return None
    table = [row for row in asked.table(best) if not row.is_sum and not is_total(row)]
    cells = [
        (row, own) for row in table for own in row.values if own.cell.column == value.cell.column
    ]
    others = {row.table for row, _ in readings(asked, header)} - {best.table}
    if others or not FEWEST <= len(cells) <= MOST or len(cells) != len(table):
        return None
    return _several(asked, cells)


def readings(asked: Asked, header: str) -> list[tuple[Row, Value]]:
    """The figures of other tables in columns of the same name."""
    return [
        (row, value)
        for row in asked.rows
        for value in row.values
        if bare_header(value.cell.column).split(LEVELS)[-1] == header
    ]


def _without_wholes(rows: Sequence[Row]) -> list[Row]:
    """The rows without those that are only what the share of another of them is of."""
    kept = [
        row
        for row in rows
        if not any(_is_whole_of(row, other) for other in rows if other is not row)
    ]
    return kept or list(rows)


def _is_whole_of(row: Row, other: Row) -> bool:
    """Whether a row is the total of all, or the group that another row belongs to."""
    if is_bare_total(row):
        return not is_bare_total(other)
    if other.is_sum:
        return False
    coded = bool(set(row.codes) & set(other.within)) and row.codes != other.codes
    return coded or (bool(other.group) and same_group(leaf(other.group), leaf(row.name)))


def _wholes(asked: Asked) -> Asked:
    """Only totals where the whole is asked for, and no totals where it is not, if rows remain."""
    whole = phrase("whole").search(asked.question.text) is not None
    if asks_share_of_whole(asked.question):
        return asked  # the whole is what the share is of
    best = asked.likeliest
    if best.lexical >= STRONG or is_sure(asked, best):
        return asked
    if whole and not is_total(best) and has_totals(best):
        return asked  # the whole of one row is in its column of totals
    kept = [row for row in asked.rows if is_total(row) == whole]
    return Asked(asked.question, kept or asked.rows, asked.vectors, asked.matcher)


def _several(asked: Asked, cells: Sequence[tuple[Row, Value]]) -> Draft:
    sentences = [line(asked, row, [value]) for row, value in cells]
    short = "; ".join(display(value, asked.language) for _, value in cells)
    confidence = min(1.0, *(row.score for row, _ in cells))
    return Draft("answered", tuple(sentences), short, confidence, "table")


def _figures(asked: Asked) -> Draft | None:
    question, rows = asked.question, asked.timely()
    if not rows or not wanted_values(question, rows[0]) or _lacks_shares(question, rows[0]):
        return None
    readings = readings_of(question, rows)
    words = wording(question.language)
    differ = len(readings) > 1 and all(
        (differs(row, readings[0]) and row.years == readings[0].years)
        or contradicts(question, readings[0], row)
        for row in readings[1:]
    )
    sentences = []
    if len(readings) > 1:
        sentences.append(Sentence(words.differ if differ else words.readings))
    for row in readings:
        values = wanted_values(question, row)
        told = line(asked, row, values[:4], facts_asked(asked, row))
        worded = shown_cells(asked_cells(question, row, asked.matcher))
        text = words.comma.join([told.text, *worded])
        place = f" — {_place(row, readings)}" if differ else ""
        sentences.append(replace(told, text=f"{text}{place}"))
    short = "; ".join(
        ", ".join(display(v, question.language) for v in facts_asked(asked, row))
        for row in readings
    )
    named = is_sure(asked, rows[0]) and facts_asked(asked, rows[0])[0].said >= CERTAIN
    method = "cell" if named else "table"  # of a cell, the question names row and column
    return Draft("answered", tuple(sentences), short, min(1.0, rows[0].score), method)


def _lacks_shares(question: Question, row: Row) -> bool:
    """Whether nothing but a share is asked for and the row has none."""
    only = "share" in question.wants and not question.wants & {"amount", "count", "money"}
    return only and not any(value.is_share for value in row.values)


def _place(row: Row, readings: Sequence[Row]) -> str:
    """Where a reading stands: its document, within one document its table or section."""
    document, passage = row.hit.document, row.hit.passage
    if any(other.hit.document.id != document.id for other in readings):
        return document.title or document.name
    return passage.caption or (passage.section[-1] if passage.section else document.title)


def facts_asked(asked: Asked, row: Row) -> list[Value]:
    """The figures of a row that answer: one, or a share and its amount where both are asked for.

    So are several where the question asks more than once and each part of it names a column:
    "pledged how much, paid how much".
    """
    question = asked.question
    values = wanted_values(question, row)
    parts = asked_apart(bare(question.text))
    named = [v for v in values if v.said >= NAMED_WHOLE]
    if len(named) == len(parts) > 1 and len({v.is_share for v in named}) == 1:
        return sorted(named, key=lambda value: value.cell.position)
    if apart := _facts_apart(asked, row, parts):
        return apart
    if {"share", "amount"} <= question.wants:
        kinds = dict.fromkeys(value.is_share for value in values)
        return [next(v for v in values if v.is_share == kind) for kind in kinds]
    return values[:1]


def _facts_apart(asked: Asked, row: Row, parts: Sequence[str]) -> list[Value]:
    """The figure of a row for each part of a question, where each names a column of its own."""
    found: dict[int, Value] = {}
    for part in parts if len(parts) > 1 else ():
        own = understand(part, language=asked.language)
        fitted = with_columns(own, [row], asked.vectors)[0]
        values = wanted_values(own, fitted)
        if not values or not names_column(own, fitted, values[0]):
            return []
        found[values[0].cell.position] = values[0]
    if len(found) < len(parts):
        return []
    return [value for value in row.values if value.cell.position in found]
