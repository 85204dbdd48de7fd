"""Rows of one name in several tables: the one whose table has the columns asked for comes first.

"How much has roads spent, and what share of its budget is that?" is about the table of spending,
though that of the budget has a row for roads too. A row with a cell that says the name comes behind
those that are called so: of "the budget of GreenWheels" behind "GreenWheels Malta".
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from assistant.letters import plain
from assistant.question import Question
from assistant.tables.columns import NAMED_WHOLE, bare_header
from assistant.tables.rows import Row, own_name
from assistant.tables.shared_names import called
from assistant.tables.terms import terms
from assistant.tables.words import concepts

NEAR = 0.75  # of the best row's fit, what its namesake must have
AHEAD = 0.001


def with_columns_first(question: Question, ranked: Sequence[Row]) -> list[Row]:
    """Ranked rows, before the best one its namesake that has more of the kinds of columns asked.

    Args:
        question: as understood.
        ranked: rows with their fit, the best first.
    """
    years = set(question.years)
    timely = [row for row in ranked if not years or not row.years or row.years & years]
    kinds = [header for asked, header in concepts() if asked.search(question.text)]
    if not timely:
        return list(ranked)
    best, letters = timely[0], plain(question.text)
    aliases = [alias for alias in map(plain, best.aliases) if len(alias) > 1 and alias in letters]
    own = [
        row
        for row in timely
        if own_name(row) == own_name(best)
        or any(plain(called(row)).startswith(alias) for alias in aliases)
        or _says_more(question.text, called(row), own_name(best))
    ]
    near = [row for row in own if row.score >= NEAR * best.score]
    first = max(near, key=lambda row: _kinds_met(row, kinds))
    if _kinds_met(first, kinds) <= _kinds_met(best, kinds):
        return list(ranked)
    rest = [row for row in ranked if row is not first]
    place = next(n for n, row in enumerate(rest) if row is best)
    return [*rest[:place], replace(first, score=best.score + AHEAD), *rest[place:]]


def _says_more(text: str, name: str, other: str) -> bool:
    """Whether a text says all words of a name, and another name is but a part of them."""
    words = set(terms(name))
    return words <= set(terms(text)) and set(terms(other)) < words


def _kinds_met(row: Row, kinds: Sequence[re.Pattern[str]]) -> int:
    """How many kinds of columns a row has; one named in full is of a kind."""
    headers = [bare_header(value.cell.column) for value in row.values]
    named = any(value.said >= NAMED_WHOLE for value in row.values)
    return sum(any(map(kind.search, headers)) for kind in kinds) + named
