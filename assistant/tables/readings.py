"""Which rows may be meant beside the best one: namesakes, other years, tables that contradict."""

from __future__ import annotations

from collections.abc import Sequence

from assistant.question import Question
from assistant.reading.match import script
from assistant.tables.columns import wanted_values
from assistant.tables.fit import TWIN_NAMED
from assistant.tables.row_columns import COLUMN
from assistant.tables.rows import Row, Value, is_bare_total, label_codes, leaf, own_name
from assistant.tables.shared_names import sharing_name
from assistant.tables.yearly import TWIN

NEAR = 0.9  # rows within this share of the best score are readings of the same question
MAX_READINGS = 4
TWIN_NEAR = 0.75  # of the best row's fit, what one of another year under the same code must have


def readings_of(question: Question, rows: Sequence[Row]) -> list[Row]:
    """The best row, and rows that may be meant as well where the question does not decide.

    Those of the same name elsewhere, and where no year is asked for that of another year which
    names the same in another language.
    """
    best = rows[0]
    own = wanted_values(question, best)[0]
    alike = sharing_name(question, best, rows)
    if alike and all(wanted_values(question, row) for row in alike):
        return [best, *alike]
    chosen = [best]
    for row in rows[1:]:
        if len(chosen) >= MAX_READINGS:
            break
        near = row.score >= NEAR * best.score
        same_name = own_name(row) == own_name(best) or (
            set(row.codes) & set(best.codes) & set(question.codes)
        )
        told = {(v.figure.value, v.years) for r in chosen for v in r.values}
        first = wanted_values(question, row)[:1]
        fresh = any((v.figure.value, v.years) not in told and _is_kind(v, own) for v in first)
        apart = row.group != best.group and row.table[0] == best.table[0]
        other = not question.years or row.years != best.years or apart or differs(row, best)
        meant = (near and same_name and other) or _is_foreign_twin(question, best, row)
        if (
            fresh
            and not _counts(question, row, own)
            and (meant or contradicts(question, best, row))
        ):
            chosen.append(row)
    return chosen if len(chosen) > 1 or question.years else [best, *_in_other_years(question, rows)]


def _is_kind(value: Value, own: Value) -> bool:
    """Whether a figure may be meant as well as another: its column is not the only one named."""
    named = own.said >= COLUMN > value.said
    return not named and (value.is_share == own.is_share or not own.figure.unit)


def _counts(question: Question, row: Row, own: Value) -> bool:
    """Whether a row is the total of a table that counts, where money is asked for and found."""
    bare = all(not value.quantity.unit for value in row.values)
    return is_bare_total(row) and bare and bool(own.quantity.unit) and "money" in question.wants


def _in_other_years(question: Question, rows: Sequence[Row]) -> list[Row]:
    """The rows that stand for the best one in the tables of other years, where it is renamed.

    One for each year, in the same group and of the same kinds of figures.
    """
    best = rows[0]
    chosen: dict[frozenset[int], Row] = {}
    for row in rows[1:]:
        alike = set(row.within) & set(best.within) and row.is_sum == best.is_sum
        kinds = {value.is_share for value in row.values} == {v.is_share for v in best.values}
        near = row.named >= TWIN_NAMED / 2 and row.score >= TWIN_NEAR * best.score
        if alike and kinds and near and row.years and not row.years & best.years:
            chosen.setdefault(row.years, row)
    return list(chosen.values())


def differs(row: Row, best: Row) -> bool:
    """Whether another document gives another figure for the same; an earlier edition does not."""
    one, other = row.hit.document, best.hit.document
    edition = one.revises and one.revises == other.revises
    columns = {value.cell.column for value in row.values}
    return one.id != other.id and not edition and columns == {v.cell.column for v in best.values}


def contradicts(question: Question, best: Row, row: Row) -> bool:
    """Whether another table of a document gives another figure for a code and year: 26.5%, 26.4%.

    The row with the code in one, the sum over its group in the other.
    """
    here, there = wanted_values(question, best)[:1], wanted_values(question, row)[:1]
    codes = _own_codes(best)
    if not codes or codes != _own_codes(row) or row.hit.document.id != best.hit.document.id:
        return False
    return bool(here and there) and (
        row.table != best.table
        and row.years == best.years
        and here[0].figure.unit == there[0].figure.unit
        and here[0].quantity.whole != there[0].quantity.whole
    )


def _own_codes(row: Row) -> set[str]:
    """The codes that a row stands for: those of its label, or of the group that it sums up."""
    return set(label_codes(leaf(row.name))) or (set(row.within) if row.is_sum else set())


def _is_foreign_twin(question: Question, best: Row, row: Row) -> bool:
    """Whether a row of another year names what the best one does in another script."""
    if question.years or question.codes or best.years & row.years or not row.years:
        return False
    other = script(leaf(row.name)) != script(leaf(best.name))
    return other and row.named >= TWIN_NAMED and row.score >= TWIN * best.score
