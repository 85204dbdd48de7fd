"""What is left of a table's total, or of its rows of one series, without the rows named."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from assistant.draft import Draft
from assistant.reading.match import Matcher
from assistant.tables.arithmetic import difference, number, same_scale, shown, total
from assistant.tables.asked import Asked, is_named
from assistant.tables.compute import added_up
from assistant.tables.counted import whole_tables
from assistant.tables.groups import of_series
from assistant.tables.rows import Row, leaf
from assistant.tables.words import phrase
from assistant.tables.worked_drafts import worked_draft

_BEHIND = re.compile(
    r"\b(?:is|are|was|were|for|has|have|had|did|does|do|will|goes|went)\b|[,，?？]|[以之]?外",
    re.IGNORECASE,
)
KNOWN = 0.5  # confidence in rows that are known by where they stand, not by their names


def remainder(asked: Asked, codes: Sequence[str]) -> Draft | None:
    """What is left of a table's total, or of its rows of one series, without the rows named.

    "All priorities other than P3", "what is left of the total after the first two".

    Args:
        asked: the question with all rows of the tables, whatever their codes.
        codes: those of the rows that are left out.
    """
    for cells, stated in whole_tables(asked):
        taken = [
            c
            for c in cells
            if {*codes} & {*c[0].codes} or (is_named(asked, c[0]) and _is_left_out(asked, c[0]))
        ]
        others = [cell for cell in of_series(asked, cells) if cell not in taken]
        if not taken or len(others) < 2 or len(asked.question.years) > 1:
            continue
        if len(taken) + len(others) < len(cells):
            draft = added_up(asked, others)
            return replace(draft, confidence=KNOWN) if draft else None
        terms = same_scale([value.quantity for _, value in (stated, *taken)])
        result = difference(terms[0], total(terms[1:]))
        working = " − ".join(number(quantity.value) for quantity in terms)
        working = f"{working} = {number(result.value)}"
        found = [stated, *taken]
        draft = worked_draft(asked, found, shown(result, asked.language), working, "remainder")
        return replace(draft, confidence=KNOWN)
    return None


def _is_left_out(asked: Asked, row: Row) -> bool:
    """Whether a row is what a question leaves out: "money other than pay for data" leaves out pay.

    Nothing tells where the name is not in the words behind, up to the next verb or preposition.
    """
    match = phrase("leaving out").search(asked.question.text)
    if match is None:
        return True
    aside = match.group() + _BEHIND.split(asked.question.text[match.end() :])[0]
    elsewhere = asked.question.text.replace(aside, " ")
    name = [leaf(row.name)]
    one, other = (float(Matcher(text, asked.vectors).named(name)[0]) for text in (aside, elsewhere))
    return one >= other


def leaves_out(text: str) -> bool:
    """Whether a question asks for all of a table or a kind but for what it leaves out."""
    found = phrase("leaving out").search(text) and phrase("all of them").search(text)
    return found is not None
