"""Which of two tables alike a question means: of one phase, plan, edition or year, or of the other.

Tables with the same columns are told apart by what stands around one of them and not the others:
caption, headings, title. Phases ("phase II", 第二期) are the same however they are numbered.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace
from functools import lru_cache

from assistant.question import Question
from assistant.tables.columns import bare_header
from assistant.tables.rows import Row, own_name
from assistant.tables.terms import terms
from assistant.tables.words import phrase

_NUMERALS = {
    "i": 1, "ii": 2, "iii": 3, "iv": 4, "v": 5, "first": 1, "second": 2, "third": 3, "fourth": 4,
    "fifth": 5, "一": 1, "二": 2, "三": 3, "四": 4, "五": 5,
}  # fmt: skip
_NUMBER = r"(?P<{0}>[1-9]|iii|ii|iv|i|v|first|second|third|fourth|fifth|[一二三四五])"
_PHASE = re.compile(
    rf"\b(?:phase|stage)\s?{_NUMBER.format('after')}\b"
    rf"|\b{_NUMBER.format('before')} (?:phase|stage)\b"
    rf"|\b[A-Z]{{2,6}}-{_NUMBER.format('coded')}\b|第{_NUMBER.format('ranked')}(?:期|阶段|个阶段)"
    rf"|{_NUMBER.format('han')}期(?:工程|计划|项目)",
    re.IGNORECASE,
)
_DATED = re.compile(r"(?<![A-Za-z0-9-])[A-Z]{2,8}-\d{2}(?![A-Za-z0-9-])")
OTHER_PLAN = 0.75  # what a row weighs that stands beside another plan than the one named
Table = tuple[int, int]


def of_editions_named(question: Question, rows: Sequence[Row]) -> list[Row]:
    """The rows without those of tables whose sibling is the one that a question names.

    Args:
        question: as understood.
        rows: of all tables.
    """
    text = question.text
    dropped: set[Table] = set()
    for tables in _alike(rows):
        told = named_by(question, tables)
        ordered = sorted(tables.values(), key=_age)
        if not any(told.values()) and len({_age(row)[:2] for row in ordered}) == 2 == len(ordered):
            if phrase("earlier edition").search(text):
                dropped.add(ordered[1].table)
            elif phrase("later edition").search(text):
                dropped.add(ordered[0].table)
        if sum(map(bool, told.values())) > (1 if _names_two(question) else 0):
            dropped |= {table for table, marks in told.items() if not marks}
    return [row for row in rows if row.table not in dropped]


def of_plan_named(question: Question, rows: Sequence[Row]) -> list[Row]:
    """The rows in order of their fit, those beside the plan that a question names before others.

    Args:
        question: as understood.
        rows: with their fit.
    """
    plans = {mark for mark in _asked_marks(question) if mark.startswith("plan ")}
    around = {table: marks(_around(row)) for table, row in {r.table: r for r in rows}.items()}
    told = {table for table, own in around.items() if plans & own}
    if not told or len(told) == len(around) or _names_two(question):
        return list(rows)
    weighed = [
        row if row.table in told else replace(row, score=OTHER_PLAN * row.score) for row in rows
    ]
    return sorted(weighed, key=lambda row: -round(row.score, 3))


def _names_two(question: Question) -> bool:
    """Whether a question holds two plans or years against each other."""
    said = len(phrase("named plan").findall(question.text)) > 1 or len(question.years) > 1
    return said or phrase("two editions").search(question.text) is not None


def _asked_marks(question: Question) -> frozenset[str]:
    """The marks of a question, plans by the names that they have in other languages, too."""
    found = marks(question.text)
    for constraint in question.constraints:
        own = {f"plan {word}" for word in terms(constraint.text)}
        if constraint.kind in ("name", "place") and own & found:
            found |= {f"plan {word}" for form in constraint.forms for word in terms(form)}
    return found


def named_by(question: Question, tables: dict[Table, Row]) -> dict[Table, frozenset[str]]:
    """What a question says of each of some tables alike that is said of it and not of all.

    Args:
        question: as understood.
        tables: a row of each table.
    """
    around = {table: marks(_around(row)) for table, row in tables.items()}
    common = frozenset.intersection(*around.values())
    asked = _asked_marks(question)
    return {table: asked & (own - common) for table, own in around.items()}


@lru_cache(maxsize=4096)
def marks(text: str) -> frozenset[str]:
    """What tells editions apart in a text: its phases, dated codes (OP-26), and names of plans."""
    found = set()
    for match in _PHASE.finditer(text):
        number = next(filter(None, match.groups())).lower()
        found.add(f"phase {_NUMERALS.get(number, number)}")
    found |= {code.upper() for code in _DATED.findall(text)}
    for plan in phrase("named plan").finditer(text):
        name = phrase("any plan").sub(" ", next(filter(None, plan.groups())))
        words = (word for word in terms(name) if len(word) > 1 or word.isascii())  # 2026年
        found |= {f"plan {word}" for word in words if not word.isdigit()}
    return frozenset(found)


def in_both_editions(question: Question, row: Row, rows: Sequence[Row]) -> list[Row]:
    """A row with its namesake in another edition, the later last, where a question names both.

    The other edition is a table alike; where there is none, another document's with such a row.
    """
    alike = next((tables for tables in _alike(rows) if row.table in tables), {})
    for family in (alike, _by_document(row, rows)):
        told = named_by(question, family) if family else {}
        named = {table for table, own in told.items() if own}
        if phrase("two editions").search(question.text) and len(family) == 2:
            named = set(family)
        found: dict[Table, Row] = {}
        for other in rows:
            if other.table in named and own_name(other) == own_name(row):
                found.setdefault(other.table, other)
        if len(found) == 2:
            return sorted(found.values(), key=_age)
    return []


def _by_document(row: Row, rows: Sequence[Row]) -> dict[Table, Row]:
    """A row and the first of its name in each other document, by table."""
    found = {row.hit.document.id: row}
    for other in rows:
        if own_name(other) == own_name(row):
            found.setdefault(other.hit.document.id, other)
    return {other.table: other for other in found.values()} if len(found) > 1 else {}


def _age(row: Row) -> tuple[int, str, int]:
    hit = row.hit
    return max(row.years, default=0), hit.document.date, hit.passage_id


def _alike(rows: Sequence[Row]) -> list[dict[Table, Row]]:
    """Groups of two or more tables with the same columns, years and units aside; a row of each."""
    groups: dict[tuple[str, ...], dict[Table, Row]] = defaultdict(dict)
    longest = sorted(rows, key=lambda row: -len(row.values))
    shapes: dict[Table, tuple[str, ...]] = {}
    for row in longest:
        columns = tuple(bare_header(value.cell.column) for value in row.values)
        shape = shapes.setdefault(row.table, columns)
        groups[shape].setdefault(row.table, row)
    return [tables for tables in groups.values() if len(tables) > 1]


def _around(row: Row) -> str:
    passage, document = row.hit.passage, row.hit.document
    return "\n".join([passage.caption, *passage.section, document.title, document.name])
