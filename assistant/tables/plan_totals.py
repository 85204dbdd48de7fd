"""The total of a plan or edition that a question names and of which it asks nothing else.

"How big is the OP-26 budget?", 2026年运作规划的总额是多少: the row of the total in the tables of
the plan's document. Of several totals the largest is of the whole plan, the others of its parts.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from assistant.draft import Draft, Sentence, Support
from assistant.question import Question, bare, question_codes
from assistant.tables.asked_kind import AskedKind, asked_marks, left_unsaid
from assistant.tables.assembly import table_rows
from assistant.tables.citations import row_supports
from assistant.tables.lines import display
from assistant.tables.plan import plans
from assistant.tables.plans_named import of_plan, over, saying_plan
from assistant.tables.readings import MAX_READINGS
from assistant.tables.rows import Row, Value, is_bare_total
from assistant.tables.texts import timely
from assistant.tables.words import phrase
from assistant.wording import wording
from index.hits import Hit

TRUST = 0.75
SHORT_SEAM = "; "
_OF_LETTER = re.compile(r"\b[a-z]+ [A-HJ-Z]\b(?!['’.])|(?<![A-Za-z\d-])[A-Z](?=[\u4e00-\u9fff])")
_OTHERS = frozenset({"share", "difference", "comparison", "extreme", "date", "reason", "yesno"})
_SUMS = frozenset({"lookup", "sum"})


@dataclass(frozen=True, slots=True)
class Total:
    """The total of a table.

    Attributes:
        rows: its row alone.
        value: the amount.
    """

    rows: tuple[Row, ...]
    value: Value


def total_asked(question: Question) -> AskedKind | None:
    """The plan or edition of which a question asks no more than the total, or None.

    It is named by a year, a code or its title; of "the total for 2026" nobody knows what it is of.
    "How big is the budget?" names none, and asks for that of each.
    """
    text = bare(question.asked if question.language not in ("en", "zh") else question.text)
    match = phrase("total of a plan").search(text)
    parts = [code for code in question.codes if "-" not in code]
    if match is None or parts or question.wants & _OTHERS or len(question.years) > 1:
        return None
    # The total is of enablers as well, and of more than programme A.
    if phrase("parts of a plan").search(text) or _OF_LETTER.search(text):
        return None
    if plans(question)[0].operation not in _SUMS:
        return None
    marks = asked_marks(question) | {code for code in question.codes if "-" in code}
    if not marks and not phrase("a plan" if question.years else "a budget").search(text):
        return None
    kind = AskedKind("", False, None, (), (), frozenset(), marks)
    names = [c.text for c in question.constraints if kind.is_plan(c)]
    rest = phrase("named plan").sub(" ", question.text)
    rest = phrase("of budgets").sub(" ", phrase("total of a plan").sub(" ", rest))
    return None if left_unsaid(replace(question, text=rest), *names) else kind


def total_draft(question: Question, hits: Sequence[Hit]) -> Draft | None:
    """The total of the plan that a question names; None where it asks for none, or none is told.

    Args:
        question: as understood.
        hits: passages, the totals of the tables of the documents found among them.
    """
    kind = total_asked(question)
    if kind is None:
        return None
    rows = timely(question, table_rows(hits))
    found = [
        Total((row,), value)
        for row in rows
        if is_bare_total(row) and not _is_of_parts(row)
        for value in row.values
        if value.quantity.unit and not value.is_share
        if _is_timely(question, row, value) and _is_budget(row, value)
    ]
    told = of_plan(question, kind, found, hits)
    if not told:
        return None
    if not kind.marks and _differ(told):
        # Nobody knows which budget of the year is meant; of no year each of a few may be.
        return None if question.years else _each(question, told)
    best = max(told, key=_size)
    if len({total.value.quantity.unit for total in told}) > 1:
        return None
    said = saying_plan(kind, best.rows[0], hits) if kind.marks else None
    return _told(question, best, said)


def _is_of_parts(row: Row) -> bool:
    """Whether what stands over a table says that it is of some parts of a plan alone: P1 and P3."""
    return any("-" not in code for code in question_codes(over(row)))


def _is_timely(question: Question, row: Row, value: Value) -> bool:
    """Whether a figure is of the year asked for, or its row of no year: no sum of several."""
    if not question.years or not row.years:
        return True
    return bool({*value.years} & {*question.years})


def _is_budget(row: Row, value: Value) -> bool:
    """Whether a column or what stands over the table says that it is a budget: no contribution."""
    return phrase("a budget").search(f"{value.cell.column}\n{over(row)}") is not None


def _differ(totals: Sequence[Total]) -> bool:
    """Whether the largest totals of several documents are not the same."""
    largest: dict[int, Decimal] = {}
    for total in totals:
        document, amount = total.rows[0].hit.document.id, total.value.quantity.whole
        largest[document] = max(amount, largest.get(document, amount))
    return len({*largest.values()}) > 1


def _size(total: Total) -> tuple[Decimal, int]:
    """What the total of a whole plan has the most of; of those alike the first."""
    return total.value.quantity.whole, -total.rows[0].hit.passage_id


def _each(question: Question, totals: Sequence[Total]) -> Draft | None:
    """The largest total of each document as a reading of its own; None of too many documents."""
    largest: dict[int, Total] = {}
    for total in totals:
        document = total.rows[0].hit.document.id
        largest[document] = max(total, largest.get(document, total), key=_size)
    if len(largest) > MAX_READINGS:
        return None
    told = sorted(largest.values(), key=lambda total: (total.value.years, _size(total)))
    lines = [_line(question, total) for total in told]
    short = SHORT_SEAM.join(display(total.value, question.language) for total in told)
    opening = Sentence(wording(question.language).readings)
    rows = tuple(row for total in told for row in total.rows)
    return Draft("answered", (opening, *lines), short, TRUST, "total", rows)


def _line(question: Question, total: Total) -> Sentence:
    """A total with the row and the column that it stands in."""
    row, value = total.rows[0], total.value
    column = " ".join(value.cell.column.split())
    amount = f"**{display(value, question.language)}**{f' ({column})' if column else ''}"
    text = f"{row.name}{wording(question.language).colon}{amount}"
    return Sentence(text, row_supports(row.hit, value))


def _told(question: Question, best: Total, said: tuple[Hit, str] | None) -> Draft:
    """The total with where it stands, and the sentence that says which plan its document is of."""
    lines = [_line(question, best)]
    if said:
        opening, closing = wording(question.language).quotes
        lines.append(Sentence(f"{opening}{said[1]}{closing}", (Support(said[0], said[1]),)))
    short = display(best.value, question.language)
    return Draft("answered", tuple(lines), short, TRUST, "total", best.rows)
