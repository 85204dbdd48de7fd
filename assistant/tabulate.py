"""Answers drawn from table cells: a figure, its readings, and what two figures differ by."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from assistant.draft import Draft, Sentence
from assistant.figures import unit_scale, written
from assistant.match import Matcher
from assistant.question import Question, row_subject
from assistant.tables import (
    Row,
    Value,
    asked_values,
    is_total,
    leaf,
    rank_rows,
    row_supports,
    wanted_values,
)
from assistant.wording import wording
from index.search import Hit
from index.static import StaticEmbedder

_FIGURE_KINDS = frozenset(
    {"amount", "share", "count", "difference", "sum", "comparison", "extreme"}
)
NEAR = 0.9  # rows within this share of the best score are readings of the same question
MAX_READINGS = 4
ROW_THRESHOLD = 0.35
CANDIDATES = 5  # that a trace shows
_WHOLE = re.compile(r"总预算|总额|总计|总数|预算总|\b(?:total|overall|whole)\b", re.IGNORECASE)


def table_draft(question: Question, hits: Sequence[Hit], vectors: StaticEmbedder) -> Draft | None:
    """An answer from table rows, or None where the question does not ask for a figure of one."""
    if not question.wants & _FIGURE_KINDS:
        return None
    found = [hit for hit in hits if hit.passage.kind == "row"]
    matcher = Matcher(row_subject(question.text), vectors, [hit.passage.text for hit in found])
    rows = [row for row in rank_rows(question, found, matcher) if asked_values(question, row)]
    whole = _WHOLE.search(question.text) is not None
    rows = [row for row in rows if is_total(row) == whole] or rows
    if not rows or rows[0].score < ROW_THRESHOLD:
        return None
    asked = set(question.years)
    timely = [row for row in rows if not asked or not row.years or row.years & asked]
    if not timely or timely[0].score < min(ROW_THRESHOLD, 0.5 * rows[0].score):
        return _other_years(question, rows)
    if "difference" in question.wants or "comparison" in question.wants or "sum" in question.wants:
        computed = _computed(question, timely)
        if computed:
            return replace(computed, candidates=tuple(rows[:CANDIDATES]))
    return replace(_figures(question, timely), candidates=tuple(rows[:CANDIDATES]))


def _figures(question: Question, rows: Sequence[Row]) -> Draft:
    best = rows[0]
    readings = _readings(question, rows)
    sentences = []
    if len(readings) > 1:
        sentences.append(Sentence(wording(question.language).readings))
    for row in readings:
        values = wanted_values(question, row)
        sentences.append(Sentence(_line(question, row, values), row_supports(row.hit, values[0])))
    short = "; ".join(
        ", ".join(display(v, question.language) for v in _facts(question, row)) for row in readings
    )
    return Draft("answered", tuple(sentences), short, min(1.0, best.score), "table")


def _readings(question: Question, rows: Sequence[Row]) -> list[Row]:
    """The best row, and rows of the same name elsewhere where the question does not decide."""
    best = rows[0]
    chosen = [best]
    for row in rows[1:]:
        if len(chosen) >= MAX_READINGS or row.score < NEAR * best.score:
            break
        same = leaf(row.name) == leaf(best.name) or (
            set(row.codes) & set(best.codes) & set(question.codes)
        )
        told = {(v.figure.value, v.years) for r in chosen for v in r.values}
        fresh = any((v.figure.value, v.years) not in told for v in wanted_values(question, row)[:1])
        if same and fresh and not (question.years and row.years == best.years):
            chosen.append(row)
    return chosen


def _facts(question: Question, row: Row) -> list[Value]:
    values = wanted_values(question, row)
    if {"share", "amount"} <= question.wants:
        return values[:2]
    return values[:1]


def _line(question: Question, row: Row, values: Sequence[Value]) -> str:
    facts = _facts(question, row)
    parts = []
    for value in values[:4]:
        shown = display(value, question.language)
        shown = f"**{shown}**" if value in facts else shown
        column = " ".join(value.cell.column.split())
        parts.append(f"{shown} ({column})" if column else shown)
    words = wording(question.language)
    return f"{row.name}{words.colon}{words.comma.join(parts)}"


def display(value: Value, language: str) -> str:
    """A cell's figure with its unit: ``CHF 756,000``; with a scaled unit the cell's own words."""
    unit = value.cell.unit
    if unit_scale(unit) != 1:
        return f"{value.cell.text.strip()} {unit}".strip()
    if value.is_share:
        return value.figure.text if "%" in value.figure.text else f"{value.figure.text}%"
    return written(value.figure.value, value.figure.unit, language)


def _computed(question: Question, rows: Sequence[Row]) -> Draft | None:
    """The difference or sum of two figures: of two codes, or of one row in two years."""
    operands = _operands(question, rows)
    if len(operands) < 2:
        return None
    (row_a, a), (row_b, b) = operands[:2]
    if a.figure.unit != b.figure.unit:
        return None
    scale_a, scale_b = unit_scale(a.cell.unit), unit_scale(b.cell.unit)
    first, second = a.figure.value * scale_a, b.figure.value * scale_b
    if "sum" in question.wants and "difference" not in question.wants:
        result, sign = first + second, "+"
    else:
        if first < second:
            (row_a, a, first), (row_b, b, second) = (row_b, b, second), (row_a, a, first)
        result, sign = first - second, "−"
    unit, language = a.figure.unit, question.language
    shown = written(result, unit, language)
    working = f"{written(first, '', language)} {sign} {written(second, '', language)}"
    total = Sentence(f"**{shown}** ({working} = {written(result, '', language)})")
    lines = [
        Sentence(_line(question, row, [value]), row_supports(row.hit, value))
        for row, value in ((row_a, a), (row_b, b))
    ]
    compared = question.kind == "comparison"
    sentences = (*lines, total) if compared else (total, *lines)
    confidence = min(1.0, row_a.score, row_b.score)
    return Draft("answered", sentences, shown, confidence, "difference")


def _operands(question: Question, rows: Sequence[Row]) -> list[tuple[Row, Value]]:
    """A row and value for each code asked for, else for each year, else for each row named."""
    codes = [code for code in question.codes if "-" not in code]
    if len(codes) > 1:
        chosen = [next((row for row in rows if code in row.codes), None) for code in codes]
        return _first_values(question, chosen)
    if len(question.years) > 1:
        operands = []
        for year in sorted(question.years, reverse=True):
            row = _of_year(rows, year)
            values = [v for v in wanted_values(question, row) if year in v.years] if row else []
            if row and values:
                operands.append((row, values[0]))
        return _alike(rows, operands)
    named: dict[str, Row] = {}
    for row in rows:
        if row.named >= 1.0:
            named.setdefault(leaf(row.name), row)
    return _first_values(question, list(named.values()))


def _first_values(question: Question, rows: Sequence[Row | None]) -> list[tuple[Row, Value]]:
    found = [(row, wanted_values(question, row)) for row in rows if row]
    return [(row, values[0]) for row, values in found if values]


def _of_year(rows: Sequence[Row], year: int, name: str = "") -> Row | None:
    """The best row with figures of a year, of a given name where one is given."""
    fitting = (row for row in rows if year in row.years and name in ("", leaf(row.name)))
    return next(fitting, None)


def _alike(rows: Sequence[Row], operands: list[tuple[Row, Value]]) -> list[tuple[Row, Value]]:
    """The same operands, from rows of the same name where there are such for both years."""
    if len(operands) != 2:
        return operands
    best = max(operands, key=lambda operand: operand[0].score)
    name = leaf(best[0].name)
    twins = []
    for row, value in operands:
        twin = _of_year(rows, value.years[0], name)
        values = [v for v in twin.values if v.is_share == value.is_share] if twin else []
        twins.append((twin, values[0]) if twin and values else (row, value))
    return twins


def _other_years(question: Question, rows: Sequence[Row]) -> Draft:
    """That the figure is there, but for other years than the one asked for."""
    words = wording(question.language)
    known = sorted({year for row in rows[:4] for year in row.years})
    reason = words.only_years.format(
        years=words.list_comma.join(map(str, known)),
        asked=words.list_comma.join(map(str, question.years)),
    )
    sentences = [Sentence(f"{words.not_found} {reason}")]
    for row in _readings(question, rows):
        sentences.append(Sentence(_line(question, row, row.values[:1]), row_supports(row.hit)))
    return Draft("not_found", tuple(sentences), None, 0.0, "other years")
