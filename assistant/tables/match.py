"""Which rows and columns of tables a question names: by codes, by words, and across languages.

Words decide where question and table share a language: every label is held against the question
word by word, words that few labels of its table have weighing most. Across languages the term
vectors of ``assistant.reading.match`` decide.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import replace

import numpy as np

from assistant.letters import plain
from assistant.question import Question, row_subject
from assistant.reading.match import Floats, Matcher, script
from assistant.tables.asked_totals import (
    NAMED_PART,
    asks_share_of_whole,
    priced_first,
    with_totals,
    with_totals_of_columns,
    with_whole,
)
from assistant.tables.coded_rows import Coded, code_fit, says_name
from assistant.tables.elided import elided
from assistant.tables.lexical import STRONG, lexical_fits
from assistant.tables.namesakes import with_columns_first
from assistant.tables.rows import Row, is_bare_total, is_total, leaf, naming, says_corner
from assistant.tables.terms import terms
from assistant.tables.words import phrase

_PURPOSE = re.compile(
    r"中(?:有|用)?\S{0,4}?(?:多少|几成)?\s*(?:用于|花在|用在)([^，,。？?的]{2,16})"
    r"|\b(?:is|are|was|were) (?:meant |intended )?for ([^?]{3,60}?)(?=\?|$)"
    r"|\b(?:go(?:es)?|went|spent|used|reserve[sd]?|set aside|earmark(?:s|ed)?|allocat\w+)"
    r" (?:specifically |only |just )?(?:to|on|for)"
    r" (?!(?:it|them|this|that|these|those|each)\b)([^?]{3,60}?)"
    r"(?= (?:in (?:the|its|this|all|total|\d)|under|by|from|within|during|of|compared|than)\b"
    r"|\?|$)",
    re.IGNORECASE,
)
_OF_NUMBERS = frozenset({"amount", "money", "count", "sum"})
PURPOSE = 0.3  # share of a purpose that the name of some row must answer to
GROUPED = 0.8  # share of a group's name, and of a row's in it, that names the row of the two
OWN = 0.1  # what a row's own label adds that answers to all of the question
OWN_ACROSS = 0.3  # likewise of a label in another script
ELIDED = 0.9  # what a name that is said shortened weighs beside one said in full
ALIAS = 0.9  # what an alias weighs beside the name of a row
INNER = 0.5  # share of its name from which a row is meant that is in the group with the code


def rank_rows(question: Question, rows: Sequence[Row], matcher: Matcher) -> list[Row]:
    """Rows with their fit, the best first.

    A row whose label carries the code that is asked for (P2) is taken before any other; one with
    another code of the same series (P3) is left out. Rows of other years than those asked for stay,
    so that a refusal can say which years there are.
    """
    if not rows:
        return []
    fits = _Fits(question, rows, matcher)
    ranked = [fits.ranked(number) for number, code in enumerate(fits.codes) if code is not None]
    shares_whole = asks_share_of_whole(question)
    if phrase("whole").search(question.text) and not shares_whole:
        ranked = with_totals(ranked)
    if "money" in question.wants:
        ranked = priced_first(ranked)
    if "share" in question.wants and not question.codes:
        ranked = with_whole(ranked)
    elif not question.codes and question.wants & _OF_NUMBERS:
        ranked = with_totals_of_columns(question, ranked, matcher)
    newest_first = sorted(ranked, key=lambda row: row.hit.document.date, reverse=True)
    best_first = sorted(newest_first, key=lambda row: -round(row.score, 3))
    return with_columns_first(question, best_first)


class _Fits:
    """How well some rows fit a question, by their codes, names, aliases, labels and surroundings.

    Args:
        question: as understood.
        rows: one or more.
        matcher: of the question.
    """

    def __init__(self, question: Question, rows: Sequence[Row], matcher: Matcher) -> None:
        self._rows = rows
        self._names = [naming(row) for row in rows]
        asked = _part(question, self._names, matcher)
        self._named = _named(asked, rows, self._names, matcher.for_words(row_subject(asked.text)))
        self._by_alias = ALIAS * _by_alias(rows, matcher.named)
        self._covered = matcher.covered(matcher.met([surroundings(row) for row in rows]))
        self._lexical = lexical_fits(rows, frozenset(terms(asked.text)))
        self._elided = elided(asked.text, rows, self._names)
        self._told = _told(question, rows, self._names, matcher)
        self.codes = [code_fit(set(question.codes), row) for row in rows]
        self._coded = Coded.of(asked, self._names, self._named, self.codes)
        self._nameless = not row_subject(question.text)
        self._shares_whole = asks_share_of_whole(question)
        self._text = question.text
        self._inner = NAMED_PART if "share" in question.wants else INNER

    def ranked(self, number: int) -> Row:
        """One of the rows with its fit; not one that its codes rule out."""
        row, code, coded = self._rows[number], self.codes[number] or 0.0, self._coded
        named, covered, lexical = coded.weighed(
            row,
            code,
            float(self._named[number]),
            float(self._covered[number]),
            self._lexical[number],
        )
        if is_bare_total(row) and (self._shares_whole or self._only_heads(row)):
            named, lexical = 0.0, 0.0
        said = 1.0 if named and says_name(self._names[number], coded.letters) else named
        if self._elided[number]:
            said, lexical = max(said, ELIDED), max(lexical, ELIDED)
        if code or not coded.exists:  # else the words are those of the row with the code
            said = max(said, float(self._by_alias[number]))
            if any(says_name(alias, coded.letters) for alias in row.aliases):
                said, lexical = max(said, ALIAS), max(lexical, ALIAS)
        score = code if self._nameless else _score(said, covered, code) + self._told[number]
        score = self._favoured(row, code, score, said, lexical)
        return replace(row, named=said, covered=covered, score=min(1.2, score), lexical=lexical)

    def _only_heads(self, row: Row) -> bool:
        """Whether a total shares no more with a question than what heads the table's labels.

        "All corridors" is not what "the Andes corridor" asks for in a table of corridors.
        """
        if not says_corner(row) or phrase("whole").search(self._text):
            return False
        return plain(leaf(row.name)) not in plain(self._text)

    def _favoured(self, row: Row, code: float, score: float, said: float, lexical: float) -> float:
        """The score of a row with what its group, columns, code and very words add to it."""
        if row.grouped >= GROUPED and said >= GROUPED and not is_total(row) and row.group:
            score += 0.15  # "the share of the fisheries programme for training" is of training
        column = 1 + 0.05 * max((value.said for value in row.values), default=0.0)
        score *= column
        if code == 0.5 and said >= self._inner > self._coded.named:
            score += 0.1  # "the share of P5 for cybersecurity"
        if is_bare_total(row):  # the word alone does not say of which table
            return score
        return max(score, 0.95 * lexical * column if lexical >= STRONG and not code else 0.0)


def _told(
    question: Question, rows: Sequence[Row], names: Sequence[str], matcher: Matcher
) -> list[float]:
    """What each row's own label adds that answers to all of a question."""
    own = matcher.covered(matcher.met([row.label for row in rows]))
    bare = matcher.covered(matcher.met([row.name for row in rows]))
    return [
        OWN_ACROSS * float(bare[number])
        if script(name) != script(question.text)
        else OWN * float(own[number])
        for number, name in enumerate(names)
    ]


def spelt_out(question: Question) -> str:
    """A question with what its terms are called in other languages."""
    return "\n".join([question.text, *(form for term, form in question.forms)])


def purpose(question: Question) -> str:
    """What money is said to go to in a question, or empty."""
    found = _PURPOSE.search(question.text)
    return row_subject(next(filter(None, found.groups()), "")) if found else ""


def _part(question: Question, names: Sequence[str], matcher: Matcher) -> Question:
    """Of a question for the part of a whole that goes to something, that which it goes to.

    "How much of the transport budget is for ferries?" is about the row of the ferries; where no
    row is called so, about the whole.
    """
    part = purpose(question)
    if "share" not in question.wants or not part:
        return question
    forms = tuple((term, form) for term, form in question.forms if term in part)
    asked = replace(question, text=part, forms=forms)
    shares = matcher.for_words(spelt_out(asked)).named(names)
    return asked if float(shares.max(initial=0.0)) >= PURPOSE else question


def _named(
    question: Question, rows: Sequence[Row], names: Sequence[str], matcher: Matcher
) -> Floats:
    """Share of each row's name that a question names.

    Of a name in another script by what tells it from the others of its table: of "berthing fee"
    and "pilotage fee" the first words.
    """
    tables = {table: number for number, table in enumerate({row.table for row in rows})}
    of_table = [tables[row.table] for row in rows]
    telling = matcher.named(names, of_table)
    if question.forms:  # known translations tell more than vectors do
        spelt = matcher.for_words(spelt_out(question))
        telling = np.maximum(telling, spelt.named(names, of_table))
    foreign = [script(name) != script(question.text) for name in names]
    return np.where(foreign, telling, matcher.named(names)).astype(np.float32)


def _by_alias(rows: Sequence[Row], named: Callable[[Sequence[str]], Floats]) -> Floats:
    """The largest share of an alias of each row that a question names, 0 without any."""
    aliases = sorted({alias for row in rows for alias in row.aliases})
    shares = dict(zip(aliases, named(aliases), strict=True)) if aliases else {}
    return np.asarray(
        [max((shares[alias] for alias in row.aliases), default=0.0) for row in rows], np.float32
    )


def surroundings(row: Row) -> str:
    """A row by all that says what it is of: its names, columns, caption, headings and title."""
    hit, passage = row.hit, row.hit.passage
    label = "\n".join([row.label, *row.aliases])
    columns = " ".join(dict.fromkeys(cell.column for cell in passage.cells))
    section = " ".join(passage.section[-2:])
    return f"{label}\n{passage.caption}\n{columns}\n{section}\n{hit.document.title}"


def _score(named: float, covered: float, fit: float) -> float:
    """A row's fit: its name and its surroundings; a code alone is more than half the way.

    A row that is named in full goes before one that only has the code: "the share of policy in P3"
    is about policy.
    """
    words = 0.5 * named + 0.5 * covered
    score = fit * 0.6 + (1 - fit * 0.6) * words
    return min(1.0, score + 0.1 * (named >= 1.0))
