"""Cells where a row that a question names meets the columns that it says by their very names.

"How much has a committee in Ostra saved on average?" asks for the row "Average savings" of the
table whose columns are Ostra and its neighbours, whatever other tables have a row of that name.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from assistant.draft import Draft
from assistant.letters import plain
from assistant.question import bare, row_subject
from assistant.tables.asked import Asked, Cell
from assistant.tables.columns import LEVELS, bare_header
from assistant.tables.compared import compared
from assistant.tables.lines import display, line
from assistant.tables.plan import Plan
from assistant.tables.rows import Row, Value, by_table, own_name
from assistant.tables.words import concepts

NAMED = 0.7  # share of a row's name that the rest of a question must say
LEAD = 0.67  # of how well it is named, what the next row may have at most
SHOWN = 4  # cells of the row
_LOOKED_UP = frozenset({"lookup", "list", "extreme", "share"})  # operations that a cell answers
_MEAN = re.compile(r"\b(?:average|mean|median)\b|均", re.IGNORECASE)
_COMPARING = frozenset({"comparison", "extreme"})


def crossed(asked: Asked, found: Sequence[Plan]) -> Draft | None:
    """The cells of the one row that a question names, in the columns that it says; else None.

    Args:
        asked: the question with its rows.
        found: the operations that its words may mean; what works with rows is not for here.
    """
    cells = _cells(asked)
    if not cells:
        return None
    row, values = cells[0][0], [value for _, value in cells]
    mean = _MEAN.search(own_name(row)) is not None
    worked = {plan.operation for plan in found} - _LOOKED_UP - ({"average"} if mean else set())
    if worked:
        return None
    question = asked.question
    if len(values) > 1 and ({question.kind, *question.wants} & _COMPARING):
        return compared(asked, cells)
    others = [value for value in row.values if value not in values]
    told = line(asked, row, [*values, *others][:SHOWN], values)
    short = "; ".join(display(value, asked.language) for value in values)
    return Draft("answered", (told,), short, min(1.0, row.score), "cell")


def _cells(asked: Asked) -> list[Cell]:
    """The cells in which the row and the columns meet, in the order of the columns."""
    question = asked.question
    if question.codes:
        return []
    best: tuple[float, list[Cell]] = (0.0, [])
    for own in by_table(asked.timely()).values():
        text = bare(question.text)
        said = [header for header in _headers(own) if _is_said(header, text)]
        longer = [name for name in said if any(name in one for one in said if one != name)]
        columns = [name for name in _names(own) if name in said and name not in longer]
        if not columns:
            continue
        for name in sorted(columns, key=len, reverse=True):
            text = text.replace(name, " ")
        named = asked.matcher.for_words(row_subject(text)).named([own_name(row) for row in own])
        order = sorted(range(len(own)), key=lambda n: -float(named[n]))
        fit = float(named[order[0]])
        rival = float(named[order[1]]) if len(order) > 1 else 0.0
        row = own[order[0]]
        values = [value for value in row.values if _name(value) in columns]
        if fit >= NAMED and rival <= LEAD * fit and fit > best[0] and _fits(asked, values):
            best = fit, [(row, value) for value in values]
    return best[1]


def _fits(asked: Asked, values: Sequence[Value]) -> bool:
    """Whether figures are of the kind that is asked for, all of one."""
    wants = asked.question.wants
    shares = {value.is_share for value in values}
    if len(shares) != 1 or len({_name(value) for value in values}) < len(values):
        return False
    only_share = "share" in wants and not wants & {"amount", "money", "count"}
    return not only_share or shares == {True}


def _names(rows: Sequence[Row]) -> list[str]:
    """The headers of a table that are names, and tell of no measure or time."""
    labels = "\n".join(plain(row.name) for row in rows)
    return [
        header
        for header in _headers(rows)
        if len(plain(header)) > 1
        and (header[0].isupper() or not header.isascii())
        and plain(header) not in labels
        and not any(own.search(header) for _, own in concepts())
    ]


def _headers(rows: Sequence[Row]) -> list[str]:
    return list(dict.fromkeys(_name(value) for row in rows for value in row.values))


def _name(value: Value) -> str:
    return bare_header(value.cell.column.split(LEVELS)[-1])


def _is_said(name: str, text: str) -> bool:
    """Whether a text says a name in just these letters, within no longer word."""
    if name.isascii():
        return re.search(rf"(?<![A-Za-z]){re.escape(name)}(?![A-Za-z])", text) is not None
    return name in text
