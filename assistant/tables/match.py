"""Which rows and columns of tables a question names: by codes, by words, and across languages.

Words decide where question and table share a language: every label is held against the question
word by word, words that few labels of its table have weighing most. Across languages the term
vectors of ``assistant.reading.match`` decide.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

import numpy as np

from assistant.letters import plain
from assistant.question import Question, row_subject
from assistant.reading.match import Floats, Matcher, script
from assistant.tables.rows import CODE_NAME, Row, is_bare_total, is_total, label_codes, leaf, naming
from assistant.tables.terms import rarity, terms
from assistant.tables.words import operations, phrase

_PURPOSE = re.compile(
    r"中(?:有|用)?\S{0,4}?(?:多少|几成)?\s*(?:用于|花在|用在)([^，,。？?的]{2,16})"
    r"|\bis (?:meant |intended )?for ([^?]{3,60}?)(?=\?|$)"
    r"|\b(?:go(?:es)?|went|spent|used|reserve[sd]?|set aside|earmark(?:s|ed)?|allocat\w+)"
    r" (?:specifically |only |just )?(?:to|on|for) ([^?]{3,60}?)"
    r"(?= (?:in (?:the|its|this|all|total|\d)|under|by|from|within|during|of|compared|than)\b"
    r"|\?|$)",
    re.IGNORECASE,
)
PURPOSE = 0.3  # share of a purpose that the name of some row must answer to
GROUPED = 0.8  # share of a group's name, and of a row's in it, that names the row of the two
OWN = 0.1  # what a row's own label adds that answers to all of the question
OWN_ACROSS = 0.3  # likewise of a label in another script
ALIAS = 0.9  # what an alias weighs beside the name of a row
INNER = 0.5  # share of its name from which a row is meant that is in the group with the code
NAMED_PART = 0.3  # share of its name from which a row may be meant where all of it is asked
TOTAL = 0.4  # fit of a total where all of it is asked for, before what stands around it
COLUMN = 0.6  # share of a header that a question must name to ask for a column of all rows
AHEAD = 0.05  # by so much the total is put before the rows that it adds up
STRONG = 0.6  # lexical fit from which a row is named beyond doubt


def rank_rows(question: Question, rows: Sequence[Row], matcher: Matcher) -> list[Row]:
    """Rows with their fit, the best first.

    A row whose label carries the code that is asked for (P2) is taken before any other; one with
    another code of the same series (P3) is left out. Rows of other years than those asked for stay,
    so that a refusal can say which years there are.
    """
    if not rows:
        return []
    names = [naming(row) for row in rows]
    asked = _part(question, names, matcher)
    named = _named(asked, rows, names, matcher.for_words(row_subject(asked.text)))
    by_alias = ALIAS * _by_alias(rows, matcher.named)
    covered = matcher.covered(matcher.met([surroundings(row) for row in rows]))
    own = matcher.covered(matcher.met([row.label for row in rows]))
    bare = matcher.covered(matcher.met([row.name for row in rows]))
    lexical = _lexical(rows, frozenset(terms(asked.text)))
    fits = [_code_fit(set(question.codes), row) for row in rows]
    coded = _Coded.of(asked, names, named, fits)
    nameless = not row_subject(question.text)
    shares_whole = asks_share_of_whole(question)
    inner = NAMED_PART if "share" in question.wants else INNER
    ranked = []
    for number, (row, fit) in enumerate(zip(rows, fits, strict=True)):
        if fit is None:
            continue
        n, c, lex = float(named[number]), float(covered[number]), lexical[number]
        n, c, lex = coded.weighed(row, fit, n, c, lex)
        if is_bare_total(row) and shares_whole:
            n, lex = 0.0, 0.0
        said = 1.0 if n and _said(names[number], coded.letters) else n
        if fit or not coded.exists:  # else the words are those of the row with the code
            said = max(said, float(by_alias[number]))
            if any(_said(alias, coded.letters) for alias in row.aliases):
                said, lex = max(said, ALIAS), max(lex, ALIAS)
        foreign = script(names[number]) != script(question.text)
        told = OWN_ACROSS * float(bare[number]) if foreign else OWN * float(own[number])
        score = fit if nameless else _score(said, c, fit) + told
        if row.grouped >= GROUPED and said >= GROUPED and not is_total(row) and row.group:
            score += 0.15  # "the share of the fisheries programme for training" is of training
        column = 1 + 0.05 * max((value.said for value in row.values), default=0.0)
        score *= column
        if fit == 0.5 and said >= inner > coded.named:  # "the share of P5 for cybersecurity"
            score += 0.1
        if not is_bare_total(row):  # the word alone does not say of which table
            score = max(score, 0.95 * lex * column if lex >= STRONG and not fit else 0.0)
        ranked.append(replace(row, named=said, covered=c, score=min(1.2, score), lexical=lex))
    if phrase("whole").search(question.text) and not shares_whole:
        ranked = _with_totals(ranked)
    if "share" in question.wants and not question.codes:
        ranked = _with_whole(ranked)
    newest_first = sorted(ranked, key=lambda row: row.hit.document.date, reverse=True)
    return sorted(newest_first, key=lambda row: -round(row.score, 3))


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


def _with_totals(rows: Sequence[Row]) -> list[Row]:
    """The rows, bare totals before others where all of it is asked for and no row is named."""
    parts = [row for row in rows if not is_total(row)]
    if any(row.named >= NAMED_PART or row.lexical >= STRONG for row in parts):
        return list(rows)
    return [
        replace(row, score=max(row.score, TOTAL + 0.4 * row.covered)) if is_bare_total(row) else row
        for row in rows
    ]


def _with_whole(rows: Sequence[Row]) -> list[Row]:
    """The rows, the total of a table first of its rows where a column is named and no row is.

    "What percentage of the staff are women?" is of all groups of staff, not of the one that fits
    best. Not where the table has shares of its own.
    """
    tables: dict[tuple[int, int], list[Row]] = defaultdict(list)
    for row in rows:
        tables[row.table].append(row)
    firsts = {}
    for table, own in tables.items():
        parts = [row for row in own if not is_total(row)]
        named = any(row.named >= NAMED_PART or row.lexical >= STRONG for row in parts)
        columns = {value.cell.column: value.said for row in own for value in row.values}
        shares = any(value.is_share for row in own for value in row.values)
        if parts and not named and not shares and max(columns.values(), default=0.0) >= COLUMN:
            firsts[table] = max(row.score for row in parts) + AHEAD
    return [
        replace(row, score=max(row.score, firsts[row.table]))
        if is_bare_total(row) and row.table in firsts
        else row
        for row in rows
    ]


def asks_share_of_whole(question: Question) -> bool:
    """Whether the total that a question speaks of is what a share is of, and not what is asked."""
    changes = dict(operations())["percent_change"].search(question.text)
    whole = phrase("of the whole").search(question.text)
    return "share" in question.wants and whole is not None and changes is None


@dataclass(frozen=True, slots=True)
class _Coded:
    """What rows with a code that is asked for say about the other rows.

    Attributes:
        letters: of the question.
        names: names of such rows that the question says in full, as letters.
        named: the largest share of such a row's label that the question names.
        exists: whether there are such rows.
        full: names of any rows that the question says in full, the longest first.
    """

    letters: str
    names: tuple[str, ...]
    named: float
    exists: bool
    full: tuple[str, ...] = ()

    @classmethod
    def of(
        cls,
        question: Question,
        names: Sequence[str],
        named: Floats,
        fits: Sequence[float | None],
    ) -> _Coded:
        letters = plain(question.text)
        bare = [
            (plain(CODE_NAME.sub("", name)), float(share))
            for name, share, fit in zip(names, named, fits, strict=True)
            if fit == 1.0
        ]
        said = tuple(name for name, _ in bare if name and name in letters)
        full = {plain(CODE_NAME.sub("", name)) for name in names}
        longest = sorted((name for name in full if len(name) >= 4 and name in letters), key=len)
        return cls(
            letters,
            said,
            max((share for _, share in bare), default=0.0),
            bool(bare),
            tuple(longest[::-1]),
        )

    def weighed(
        self, row: Row, fit: float, named: float, covered: float, lexical: float
    ) -> tuple[float, float, float]:
        """A row's shares where the words that name it may be meant for a row with the code."""
        name = leaf(row.name)
        if name.isdigit():  # a row that is named by its year is named by nothing else
            named = 0.0
        if fit != 1.0 and any(plain(name) in other for other in self.names):
            return 0.0, covered, 0.0  # its words are part of the name that the code has
        if self._is_part(name):
            return 0.0, covered, 0.0
        if not fit and self.exists and is_total(row):
            return 0.5 * named, 0.5 * covered, lexical
        return named, covered, lexical

    def _is_part(self, name: str) -> bool:
        """Whether a question says a name only within a longer one: policy, within its field."""
        own = plain(CODE_NAME.sub("", name))
        longer = [other for other in self.full if own in other and own != other]
        if not own or not longer:
            return False
        rest = self.letters
        for other in longer:
            rest = rest.replace(other, " ")
        return own not in rest


def _lexical(rows: Sequence[Row], said: frozenset[str]) -> list[float]:
    """How well each label and the words of a question share their very words, 0 to 1."""
    by_table: dict[tuple[int, int], list[int]] = defaultdict(list)
    for number, row in enumerate(rows):
        by_table[row.table].append(number)
    fits = [0.0] * len(rows)
    for members in by_table.values():
        labels = [frozenset(terms(naming(rows[n]))) for n in members]
        paths = [frozenset(terms(rows[n].label)) for n in members]
        weigh = rarity(labels)
        known = frozenset().union(*paths) & said
        everything = sum(map(weigh, known))
        for n, label, path in zip(members, labels, paths, strict=True):
            total = sum(map(weigh, label))
            if not total or not everything:
                continue
            share = sum(map(weigh, label & said)) / total
            cover = sum(map(weigh, path & said)) / everything
            if share and cover:
                fits[n] = 2 * share * cover / (share + cover)
    return fits


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


def _said(name: str, question: str) -> bool:
    """Whether a question says a row's name, with or without its code, in so many letters."""
    letters = plain(CODE_NAME.sub("", leaf(name)))
    return len(letters) >= 4 and not letters.isdigit() and letters in question


def _code_fit(asked: set[str], row: Row) -> float | None:
    """What a row's codes add to its fit; None where they rule it out.

    Its own code counts in full, that of a group it belongs to by half.
    """
    if not asked:
        return 0.0
    series = {re.sub(r"\d+$", "", code) for code in asked}
    own = set(label_codes(leaf(row.name)))
    if asked & own:
        return 1.0
    if any(re.sub(r"\d+$", "", code) in series for code in own if code[-1].isdigit()):
        return None
    codes = {*label_codes(row.name), *row.within}
    if asked & codes:
        return 0.95 if row.is_sum else 0.5
    return None if any(re.sub(r"\d+$", "", code) in series for code in codes) else 0.0
