"""The kinds of a thing that there are: the labels of the table that lists them.

"What kinds of season ticket are there?", 船票有哪几种: the rows hold prices and terms, but what is
asked for is what they are called.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from assistant.draft import Draft, Sentence
from assistant.question import Question, subject
from assistant.reading.match import Matcher
from assistant.tables.citations import cell_supports
from assistant.tables.rows import Row, by_table, is_total, leaf, row_name
from assistant.tables.standing_over import said_over
from assistant.tables.texts import without_columns
from assistant.tables.words import phrase
from assistant.wording import wording
from index.static import StaticEmbedder

FEWEST, MOST = 2, 15  # kinds that a table lists
TRUST = 0.75
_COUNTED = re.compile(r"how many|[^哪]*几", re.IGNORECASE)


def kinds_draft(question: Question, rows: Sequence[Row], vectors: StaticEmbedder) -> Draft | None:
    """The labels of the table that lists the kinds asked for, or None where there is none.

    Args:
        question: as understood.
        rows: those with or without figures that may be meant (``texts.worded_rows``).
        vectors: the embedding that names are compared by across languages.
    """
    asked = phrase("kinds asked").search(question.text)
    if asked is None:
        return None
    rest = phrase("having").sub(" ", phrase("kinds asked").sub(" ", question.text))
    if without_columns(rest) != " ".join(rest.split()):
        return None  # a column of words is asked for
    matcher = Matcher(subject(rest), vectors)
    best, found = 0.0, None
    for own in by_table(sorted(rows, key=lambda row: row.hit.passage_id)).values():
        kinds = _kinds(own)
        fit = said_over(question, own[0], matcher) if len(kinds) >= FEWEST else 0.0
        if fit > best and len(kinds) <= MOST:
            best, found = fit, kinds
    return (
        _listed(question, found, counted=_COUNTED.match(asked.group()) is not None)
        if found
        else None
    )


def _kinds(rows: Sequence[Row]) -> list[Row]:
    """The rows of a table with a name each, without totals."""
    names = [_name(row) for row in rows]
    told = [
        row
        for row, name in zip(rows, names, strict=True)
        if not is_total(row) and any(map(str.isalpha, name))
    ]
    return told if len(set(names)) == len(names) else []


def _name(row: Row) -> str:
    return row_name(leaf(row.name))


def _listed(question: Question, rows: Sequence[Row], counted: bool) -> Draft:
    """The names of some rows, and how many they are where that is asked for."""
    words = wording(question.language)
    names = [_name(row) for row in rows]
    supports = tuple(s for row in rows for s in cell_supports(row.hit, row.hit.passage.cells[:1]))
    text = words.list_comma.join(f"**{name}**" for name in names)
    short = str(len(rows)) if counted else "; ".join(names)
    lines = [Sentence(f"**{short}**")] if counted else []
    return Draft("answered", (*lines, Sentence(text, supports)), short, TRUST, "filter")
