"""What a code stands for in each document, and that it is not the same everywhere."""

from __future__ import annotations

import re
from collections.abc import Sequence

from assistant.draft import Draft, Sentence, Support
from assistant.question import Question, bare, question_codes
from assistant.tables.asked import Asked, Cell
from assistant.tables.citations import row_supports
from assistant.tables.lines import line
from assistant.tables.rows import CODE_NAME, Row, leaf, same_group, shared_codes
from assistant.tables.wording import table_wording
from assistant.tables.words import phrase
from assistant.wording import wording
from index.search import Hit

_MEANING = re.compile(
    r"含义|意思|指(?:的是)?什么|所指|代表什么|代表的是"
    r"|\bstands? for\b|\bmean(?:s|ing)?\b|\bmeant by\b|\brefers? to\b",
    re.IGNORECASE,
)


def meaning_draft(asked: Asked) -> Draft | None:
    """What a code means, where that is asked: its name in each document that names it otherwise."""
    if not _MEANING.search(bare(asked.question.text)):
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


def heading_draft(question: Question, hits: Sequence[Hit]) -> Draft | None:
    """What a code means that only the heading of a column gives: "TP5 – Enabling environment".

    Args:
        question: as understood.
        hits: passages in search order, those of captions and headers among them.
    """
    if not (_MEANING.search(bare(question.text)) or question.kind == "definition"):
        return None
    named: dict[str, Hit] = {}
    for hit in _dated(question, [hit for hit in hits if hit.passage.kind == "table"]):
        for heading in map(str.strip, re.split(r" \| |\n", hit.passage.text)):
            code = CODE_NAME.match(heading)
            if code and set(question_codes(code.group())) & set(question.codes):
                named.setdefault(heading, hit)
    if not named:
        return None
    lines = [Sentence(f"**{name}**", (Support(hit, name),)) for name, hit in named.items()]
    short = "; ".join(CODE_NAME.sub("", name) for name in named)
    return Draft("answered", tuple(lines), short, 1.0, "meaning")


def _dated(question: Question, hits: Sequence[Hit]) -> list[Hit]:
    """The passages of documents of a year that is asked for, all where there are none."""
    years = set(question.years)
    return [hit for hit in hits if years & set(hit.document.years)] or list(hits)


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
