"""Whether what stands over a table says what a question is about."""

from __future__ import annotations

from assistant.question import Question
from assistant.reading.framing import frame
from assistant.reading.match import Matcher, script
from assistant.tables.rows import Row, corner

SAID, SAID_ACROSS = 0.75, 0.5  # share of a question that it must say, in its script and in another


def said_over(question: Question, row: Row, matcher: Matcher, column: str = "") -> float:
    """The share of a question that stands over a table, 0 to 1; 0 where that is too little.

    Args:
        question: as understood.
        row: any of the table.
        matcher: of the words that are to be said there.
        column: the header of the column that is meant, where one is.
    """
    around = "\n".join(filter(None, [corner(row), frame(row.hit), column]))
    said = float(matcher.covered(matcher.met([around]))[0])
    return (
        said if said >= (SAID if script(around) == script(question.text) else SAID_ACROSS) else 0.0
    )
