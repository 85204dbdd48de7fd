"""Which of two tables alike a question means: of one phase, plan, edition or year, or of the other.

Tables with the same columns are told apart by what stands around one of them and not the others:
caption, headings, title. Phases ("phase II", 第二期) are the same however they are numbered.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence

from assistant.tables.columns import bare_header
from assistant.tables.match import terms
from assistant.tables.rows import Row, own_name
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
_DATED = re.compile(r"\b[A-Z]{2,8}-\d{2}\b")
Table = tuple[int, int]


def of_editions_named(text: str, rows: Sequence[Row]) -> list[Row]:
    """The rows without those of tables whose sibling is the one that a question names.

    Args:
        text: the question.
        rows: of all tables.
    """
    dropped: set[Table] = set()
    for tables in _alike(rows):
        told = named_by(text, tables)
        ordered = sorted(tables.values(), key=_age)
        if not any(told.values()) and len({_age(row)[:2] for row in ordered}) == 2 == len(ordered):
            if phrase("earlier edition").search(text):
                dropped.add(ordered[1].table)
            elif phrase("later edition").search(text):
                dropped.add(ordered[0].table)
        if any(told.values()):
            dropped |= {table for table, marks in told.items() if not marks}
    return [row for row in rows if row.table not in dropped]


def named_by(text: str, tables: dict[Table, Row]) -> dict[Table, set[str]]:
    """What a question says of each of some tables alike that is said of it and not of all.

    Args:
        text: the question.
        tables: a row of each table.
    """
    around = {table: marks(_around(row)) for table, row in tables.items()}
    common = set.intersection(*around.values())
    asked = marks(text)
    return {table: asked & (own - common) for table, own in around.items()}


def marks(text: str) -> set[str]:
    """What tells editions apart in a text: its phases, dated codes (OP-26), and names of plans."""
    found = set()
    for match in _PHASE.finditer(text):
        number = next(filter(None, match.groups())).lower()
        found.add(f"phase {_NUMERALS.get(number, number)}")
    found |= {code.upper() for code in _DATED.findall(text)}
    for plan in phrase("named plan").finditer(text):
        name = next(filter(None, plan.groups()))
        found |= {f"plan {word}" for word in terms(name) if not word.isdigit()}
    return found


def in_both_editions(text: str, row: Row, rows: Sequence[Row]) -> list[Row]:
    """A row with its namesake in a table alike, the later last, where a question names both."""
    family = next((tables for tables in _alike(rows) if row.table in tables), {})
    told = named_by(text, family) if family else {}
    named = {table for table, own in told.items() if own}
    if phrase("two editions").search(text) and len(family) == 2:
        named = set(family)
    found: dict[Table, Row] = {}
    for other in rows:
        if other.table in named and own_name(other) == own_name(row):
            found.setdefault(other.table, other)
    if len(found) != 2:
        return []
    return sorted(found.values(), key=_age)


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
