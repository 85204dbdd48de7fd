"""Whether what stands over a table says what a question is about."""

from __future__ import annotations

import re

from assistant.letters import plain
from assistant.question import Question
from assistant.reading.framing import frame
from assistant.reading.match import Matcher, script
from assistant.tables.rows import Row, corner
from assistant.tables.terms import terms
from assistant.tables.words import phrase
from index.static import StaticEmbedder

SAID_BY_KIND = 0.4  # likewise of a table of the kinds that a question takes together
SAID, SAID_ACROSS = 0.75, 0.5  # share of a question that it must say, in its script and in another


def said_over(
    question: Question, row: Row, matcher: Matcher, column: str = "", needed: float = 0.0
) -> float:
    """The share of a question that stands over a table, 0 to 1; 0 where that is too little.

    Args:
        question: as understood.
        row: any of the table.
        matcher: of the words that are to be said there.
        column: the header of the column that is meant, where one is.
        needed: the share that is enough, if not the usual one.
    """
    around = "\n".join(filter(None, [corner(row), frame(row.hit), column]))
    said = float(matcher.covered(matcher.met([around]))[0])
    usual = SAID if script(around) == script(question.text) else SAID_ACROSS
    if _is_by_kind(question, row):
        usual = SAID_BY_KIND
    return said if said >= (needed or usual) else 0.0


def is_said_over(
    question: Question, words: str, row: Row, vectors: StaticEmbedder, columns: str = ""
) -> bool:
    """Whether some words of a question are said over a table; across languages in a known form.

    Args:
        question: as understood.
        words: of it; none are said anywhere.
        row: any of the table.
        vectors: the embedding that words are compared by.
        columns: the headers of the columns that tell the rows meant.
    """
    if not words:
        return True
    around = "\n".join([corner(row), frame(row.hit), columns])
    letters = plain(around)
    for term, form in question.forms:
        if plain(form) in letters:
            words = re.sub(re.escape(term), " ", words, flags=re.IGNORECASE)
    if all(plain(word) in letters for word in words.split()) or {*terms(words)} <= {*terms(around)}:
        return True
    same = script(around) == script(words)
    return same and said_over(question, row, Matcher(words, vectors), columns) > 0


def _is_by_kind(question: Question, row: Row) -> bool:
    """Whether a table has a column of the very kinds that are taken together: "all reasons"."""
    match = phrase("all of a kind").search(question.text)
    kind = set(terms(next(filter(None, match.groups())))) if match else set()
    headers = [corner(row), *(cell.column for cell in row.hit.passage.cells)]
    return bool(kind) and any(kind <= set(terms(header)) for header in headers)
