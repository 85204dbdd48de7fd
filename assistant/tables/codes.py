"""What a code stands for in each document, and that it is not the same everywhere."""

from __future__ import annotations

import re
from collections.abc import Sequence

from assistant.draft import Draft, Sentence
from assistant.tables.cells import Asked, Cell
from assistant.tables.lines import line
from assistant.tables.rows import CODE_NAME, Row, leaf, row_supports, same_group, shared_codes
from assistant.tables.wording import table_wording
from assistant.tables.words import phrase
from assistant.wording import wording

_MEANING = re.compile(
    r"含义|意思|指(?:的是)?什么|所指|代表什么|代表的是"
    r"|\bstands? for\b|\bmean(?:s|ing)?\b|\bmeant by\b|\brefers? to\b",
    re.IGNORECASE,
)


def meaning_draft(asked: Asked) -> Draft | None:
    """What a code means, where that is asked: its name in each document that names it otherwise."""
    if not _MEANING.search(asked.question.text):
        return None
    for code in asked.question.codes:
        rows = _named_by(asked, code)
        if rows:
            language = asked.language
            lines = [
                Sentence(f"**{leaf(row.name)}**{_when(row)}", row_supports(row.hit)) for row in rows
            ]
            if len(rows) > 1:
                head = table_wording(language).meanings.format(code=code)
                lines = [Sentence(head), *lines]
            short = "; ".join(CODE_NAME.sub("", leaf(row.name)) + _when(row) for row in rows)
            return Draft("answered", tuple(lines), short, 1.0, "meaning")
    return None


def meaning_flag(asked: Asked, cells: Sequence[Cell]) -> list[Sentence]:
    """A line that says so where cells of one code are of things with different names."""
    rows = [row for row, _ in cells if CODE_NAME.match(leaf(row.name))]
    for code in asked.question.codes:
        own = [row for row in rows if code in row.codes]
        names = _distinct(own)
        if len(names) > 1:
            words = wording(asked.language)
            said = words.comma.join(f"{leaf(row.name)}{_when(row)}" for row in names)
            return [Sentence(f"{table_wording(asked.language).meanings.format(code=code)} {said}")]
    return []


def shared_draft(asked: Asked, row: Row) -> Draft | None:
    """That a code has no figure of its own, where one of its own is asked for; else None.

    A row may give one figure for several codes (``P5/E6/E7``).
    """
    shared = shared_codes(row)
    own = [code for code in asked.question.codes if code in shared]
    if not own or len(own) == len(shared) or not phrase("alone").search(asked.question.text):
        return None
    reason = table_wording(asked.language).shared.format(code=own[0], codes="/".join(shared))
    head = Sentence(f"{wording(asked.language).not_found} {reason}")
    return Draft("not_found", (head, line(asked, row, row.values[:2])), None, 0.0, "shared")


def _named_by(asked: Asked, code: str) -> list[Row]:
    rows = [row for row in asked.coding if code in row.codes]
    timely = asked.timely(rows)
    return _distinct(sorted(timely or rows, key=lambda row: min(row.years, default=0)))


def _distinct(rows: Sequence[Row]) -> list[Row]:
    """The first row of each name."""
    kept: list[Row] = []
    for row in rows:
        if not any(same_group(leaf(row.name), leaf(other.name)) for other in kept):
            kept.append(row)
    return kept


def _when(row: Row) -> str:
    return f" ({', '.join(map(str, sorted(row.years)))})" if row.years else ""
