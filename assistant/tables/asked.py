"""A question with the rows found for it, and how surely it names one of them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from assistant.question import Kind, Question, question_codes, row_subject
from assistant.reading.match import Matcher
from assistant.tables.asked_totals import asks_share_of_whole
from assistant.tables.columns import with_columns
from assistant.tables.editions import of_plan_named
from assistant.tables.fiscal_years import fiscal_pairs, period_years
from assistant.tables.lexical import STRONG
from assistant.tables.match import rank_rows
from assistant.tables.rows import CODE_NAME, Row, Value, is_bare_total, is_total, leaf, own_name
from assistant.tables.series import codes_named
from assistant.tables.words import phrase
from index.static import StaticEmbedder

Cell = tuple[Row, Value]
LEAD = 0.67  # of the best row's fit, what the next name may have at most
FOREIGN = 0.55  # how well a question must fit a label in another script to mean it
CERTAIN = 0.85  # share of a label that a question must name to mean it and no other
_SHORT_PAIR = re.compile(r"(?<!\d)20\d{2}\s?[–-]\s?\d{2}(?!\d|[–-])")
_PER_SHARE = re.compile(r"\bper (?:\w+ )?share\b", re.IGNORECASE)


@dataclass(frozen=True)
class Asked:
    """A question with the rows found for it, the best first.

    Attributes:
        question: as understood.
        rows: with their fit.
        vectors: the embedding that names are compared by across languages.
        matcher: the question's subject, ready to be matched.
    """

    question: Question
    rows: list[Row]
    vectors: StaticEmbedder
    matcher: Matcher

    @classmethod
    def of(cls, question: Question, rows: Sequence[Row], vectors: StaticEmbedder) -> Asked:
        """Rank rows for a question."""
        question = _with_fiscal_years(question, rows)
        question = replace(question, codes=codes_named(question, rows))
        if _PER_SHARE.search(question.text):  # a share of a company is no share of a whole
            question = replace(question, wants=question.wants - {"share"})
        matcher = Matcher(
            row_subject(question.text), vectors, [row.hit.passage.text for row in rows]
        )
        ranked = rank_rows(question, with_columns(question, rows, vectors), matcher)
        return cls(question, of_plan_named(question, ranked), vectors, matcher)

    def of_amounts(self) -> Asked:
        """The same, with amounts taken before shares: a change in percent is of amounts."""
        wants: frozenset[Kind] = (self.question.wants - {"share"}) | frozenset(["amount"])
        return replace(self, question=replace(self.question, wants=wants))

    def of_shares(self) -> Asked:
        """The same, with shares taken before amounts."""
        wants: frozenset[Kind] = (self.question.wants - {"amount"}) | frozenset(["share"])
        return replace(self, question=replace(self.question, wants=wants))

    @property
    def language(self) -> str:
        """The language of the answer."""
        return self.question.language

    def coded(self, row: Row) -> Row | None:
        """The row that gives the code of the group that a row belongs to: P2 for its themes."""
        if not row.within:
            return None
        found = (
            other
            for other in self.rows
            if other.hit.document.id == row.hit.document.id
            and CODE_NAME.match(leaf(other.name))
            and set(question_codes(leaf(other.name))) == set(row.within)
        )
        return next(found, None)

    @property
    def coding(self) -> list[Row]:
        """The rows whose own label gives a code and a name: "P2 – Digital transformation"."""
        return [row for row in self.rows if CODE_NAME.match(leaf(row.name))]

    def table(self, row: Row) -> list[Row]:
        """The rows of a row's table, in reading order."""
        members = [other for other in self.rows if other.table == row.table]
        return sorted(members, key=lambda other: other.hit.passage_id)

    @property
    def likeliest(self) -> Row:
        """The best row of a year that is asked for; the best of any where there is none."""
        return (self.timely() or self.rows)[0]

    def timely(self, rows: Sequence[Row] | None = None) -> list[Row]:
        """The rows with figures of a year that is asked for, or of no year."""
        years = set(self.question.years)
        found = self.rows if rows is None else rows
        return [row for row in found if not years or not row.years or row.years & years]


def _with_fiscal_years(question: Question, rows: Sequence[Row]) -> Question:
    """The question with years over two calendar years, 2018/19, by the later one, as rows have it.

    "2018-2019" is both years where no row, caption or heading gives it as one.
    """
    text = question.text if fiscal_pairs(question.text) else question.asked
    said = fiscal_pairs(text)  # a question put into the tables' language has lost its dashes
    if not said:
        return question
    slashed = "/" in text
    passages = {row.table: row.hit.passage for row in rows}.values()
    known = {
        pair
        for passage in passages
        for text in (passage.caption, *passage.section, *(cell.column for cell in passage.cells))
        for pair in fiscal_pairs(text)
    }
    labelled = {pair for row in rows for pair in fiscal_pairs(row.label)}
    short = bool(known) and _SHORT_PAIR.search(text) is not None  # 2028–29, as the tables write
    if not slashed and not short and not said & (known | labelled):
        return question
    return replace(question, years=tuple(period_years(text)))


def is_named(asked: Asked, row: Row) -> bool:
    """Whether a question names a row beyond doubt."""
    return row.lexical >= STRONG or row.named >= CERTAIN


def is_alone(asked: Asked, row: Row) -> bool:
    """Whether a question names most of a row and of no row of another name nearly as much."""
    others = (
        other.named
        for other in asked.timely()
        if own_name(other) != own_name(row) and not is_bare_total(other)
    )
    return row.named >= FOREIGN and max(others, default=0.0) <= LEAD * row.named


def is_sure(asked: Asked, row: Row) -> bool:
    """Whether a question names a row beyond doubt, by its words or by its code."""
    if is_total(row) and phrase("whole").search(asked.question.text):
        return not asks_share_of_whole(asked.question)
    codes = {*row.codes, *(row.within if row.is_sum else ())}
    return is_named(asked, row) or bool(codes & set(asked.question.codes))
