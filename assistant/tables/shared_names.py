"""Rows whose names begin alike, where a question says no more than what they begin with.

"What is the budget of GreenWheels?" may be of "GreenWheels Sri Lanka" and of "GreenWheels Costa
Rica": both are told.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import takewhile

from assistant.letters import plain
from assistant.question import Question
from assistant.tables.rows import CODE_NAME, Row, is_total, leaf
from assistant.tables.terms import terms
from assistant.tables.words import phrase

SHORTEST = 4  # letters of what names begin with that tell what is meant
MOST = 4  # rows that are readings of one question; more of them are a group
_CODED = re.compile(r"^[^\s–]*\d[^\s–]*\s+–\s+")
_WORD_END = re.compile(r"[A-Za-z0-9]")


def sharing_name(question: Question, best: Row, rows: Sequence[Row]) -> list[Row]:
    """The rows beside the best one that a question names just as well, by what both begin with.

    Args:
        question: as understood.
        best: the row that fits best.
        rows: with their fit.

    Returns:
        the others of its table; none where the question tells which one it means, or asks for all.
    """
    letters = plain(question.text)
    name = called(best)
    if question.codes or plain(name) in letters or phrase("whole").search(question.text):
        return []
    own = [row for row in rows if row.table == best.table and not is_total(row)]
    alike = [row for row in own if _is_said(_begun(name, called(row)), letters)]
    rest = [row for row in alike if row is not best and called(row) != name]
    if not 0 < len(rest) < MOST:
        return []
    begun = _begun(*(called(row) for row in (best, *rest)))
    told = set(terms(question.text)) - set(terms(begun))
    ends = [set(terms(called(row)[len(begun) :])) for row in (best, *rest)]
    places = [c for c in question.constraints if c.kind in ("place", "name")]
    met = [[c.met(row.hit.passage.text) for row in (best, *rest)] for c in places]
    telling = any(told & end for end in ends) or any(any(own) and not all(own) for own in met)
    return [] if telling or not _is_said(begun, letters) else rest


def called(row: Row) -> str:
    """What a row is called, without its code."""
    return CODE_NAME.sub("", _CODED.sub("", leaf(row.name)))


def _begun(*names: str) -> str:
    """What names begin with alike, in whole words."""
    alike = takewhile(lambda chars: len(set(chars)) == 1, zip(*names, strict=False))
    common = "".join(chars[0] for chars in alike)
    cut = any(len(name) > len(common) and _WORD_END.match(name[len(common)]) for name in names)
    if cut and common and _WORD_END.match(common[-1]):
        common = common.rpartition(" ")[0]
    return common


def _is_said(begun: str, letters: str) -> bool:
    return len(plain(begun)) >= SHORTEST and plain(begun) in letters
