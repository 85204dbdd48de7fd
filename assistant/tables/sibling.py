"""A follow-up about a table: the cell beside the one that the last answer was given from.

"And for the north?" after "How many visitors came to the south? 4,120" asks for the north's cell in
the column that holds 4,120 in the south's row, whatever that column is called; "And in spring?"
for another column of that row.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from assistant.draft import Draft, Sentence
from assistant.figures import figures, years
from assistant.letters import plain
from assistant.question import Question, bare, kinds_of, subject
from assistant.reading.match import Matcher, script
from assistant.refusals.numerals import cardinals
from assistant.tables.assembly import table_rows
from assistant.tables.citations import row_supports
from assistant.tables.lines import display
from assistant.tables.rows import Row, Value, leaf
from assistant.tables.words import concepts
from assistant.wording import wording
from index.hits import Hit

NAMED = 0.6  # share of a follow-up's words that a row or column must answer to
NAMED_ACROSS = 0.4  # likewise of one in another script, where the next comes not half as near
LABEL = 0.5  # share of a row's name that the last question must name, for its cell to be meant
HINTED = 0.15  # likewise of its name or its header, where no other cell has the figure
TELLING = 4  # a figure of so many digits, in one cell only, is meant whatever its row is called
AHEAD = 0.1  # by which a row or column must answer better than the next

_OPENING = re.compile(
    r"^\W*(?:(?:and|but|what about|how about|also|et|y)\b|那么?(?![个些])|还有|其中)|呢?\W*$",
    re.IGNORECASE,
)

_JOINED = re.compile(r"[,，;；]\s*(?:and\b)?|\band\b|(?<!参)[与及]|以及|和(?!平)", re.IGNORECASE)
_YEAR = re.compile(r"(?:19|20)\d{2}年?")
_NUMBER = re.compile(r"\d+")


@dataclass(frozen=True, slots=True)
class Anchor:
    """The cell that the last answer was given from.

    Attributes:
        row: its row.
        place: its place among the figures of the row.
    """

    row: Row
    place: int

    @property
    def value(self) -> Value:
        """The figure itself."""
        return self.row.values[self.place]


def sibling_draft(question: Question, hits: Sequence[Hit], matcher: Matcher) -> Draft | None:
    """The cell that is to a follow-up what the last answer's cell was to the last question.

    Args:
        question: as understood, with what was asked and answered before it.
        hits: passages in search order.
        matcher: of the question; it matches other words by the same model.

    Returns:
        the cell; None where the question is no follow-up of this kind, the last answer is from no
        table, or neither another row nor another column is named by it.
    """
    words = _OPENING.sub(" ", bare(question.asked)).strip()
    if not question.told or not words:
        return None
    of_more = set(kinds_of(words)) - set(kinds_of(question.previous))
    several = len(_parts(words)) > 1
    if of_more and not several:
        return None
    rows = table_rows(hits)
    anchor = _anchor(question, rows, matcher)
    if anchor is None:
        return None
    if several and (values := _other_columns(words, anchor, matcher)):
        return _told(question, anchor.row, values)
    if of_more:
        return None
    beside = [row for row in rows if row.table == anchor.row.table]
    asked = matcher.for_words(subject(words))
    found = _other_row(words, anchor, beside, asked) or _other_column(words, anchor, asked)
    return _told(question, found[0], [found[1]]) if found else None


def _told(question: Question, row: Row, values: Sequence[Value]) -> Draft:
    """The answer with some figures of a row."""
    phrases = wording(question.language)
    figures_told = [display(value, question.language) for value in values]
    columns = [" ".join(value.cell.column.split()) for value in values]
    facts = [
        f"**{figure}**{f' ({column})' if column else ''}"
        for figure, column in zip(figures_told, columns, strict=True)
    ]
    text = f"{row.name}{phrases.colon}{phrases.comma.join(facts)}"
    supports = tuple(support for value in values for support in row_supports(row.hit, value))
    short = "; ".join(figures_told)
    return Draft("answered", (Sentence(text, supports),), short, 0.9, "sibling")


def _anchor(question: Question, rows: Sequence[Row], matcher: Matcher) -> Anchor | None:
    """The cell with a figure of the last answer, in the row that the last question names best."""
    known = {figure.value for figure in figures(question.previous)}
    told = {figure.value for figure in figures(question.told)} - known
    cells = [
        Anchor(row, place)
        for row in rows
        for place, value in enumerate(row.values)
        if {value.figure.value, value.quantity.whole} & told
    ]
    if not cells:
        return None
    named = [_named(leaf(cell.row.name), question.previous, matcher) for cell in cells]
    best = max(range(len(cells)), key=lambda n: named[n])
    digits = sum(map(str.isdigit, cells[0].value.cell.text))
    header = cells[best].value.cell.column.split(" / ")[-1]
    hinted = max(named[best], _named(header, question.previous, matcher)) >= HINTED
    sure = len(cells) == 1 and (digits >= TELLING or (digits > 1 and hinted))
    return cells[best] if sure or named[best] >= LABEL else None


def _named(label: str, text: str, matcher: Matcher) -> float:
    """Share of a label's words that a text says, 0 to 1."""
    if plain(label) and plain(label) in plain(text):
        return 1.0
    words = matcher.for_words(label)
    return float(words.covered(words.met([text]))[0])


def _other_row(
    words: str, anchor: Anchor, rows: Sequence[Row], asked: Matcher
) -> tuple[Row, Value] | None:
    """The row that the words name, with its figure in the anchor's column."""
    others = [row for row in rows if row is not anchor.row]
    place = _best(words, [leaf(row.name) for row in others], leaf(anchor.row.name), asked)
    if place is None:
        return None
    row, column = others[place], anchor.value.cell.column
    values = [value for value in row.values if value.cell.column == column]
    if not column and len(row.values) == len(anchor.row.values):
        values = [row.values[anchor.place]]
    return (row, values[0]) if len(values) == 1 else None


def _other_column(words: str, anchor: Anchor, asked: Matcher) -> tuple[Row, Value] | None:
    """The figure of the anchor's row in the column that the words name."""
    others = [value for place, value in enumerate(anchor.row.values) if place != anchor.place]
    columns = [value.cell.column for value in others]
    if asked_years := years(words):
        same = _yearless(anchor.value.cell.column)
        dated = [v for v in others if asked_years == years(v.cell.column)]
        dated = [v for v in dated if _yearless(v.cell.column) == same]
        return (anchor.row, dated[0]) if len(dated) == 1 else None
    place = _best(words, columns, anchor.value.cell.column, asked)
    return (anchor.row, others[place]) if place is not None else None


def _other_columns(words: str, anchor: Anchor, matcher: Matcher) -> list[Value]:
    """The figures of the anchor's row in the columns that all parts of the words name.

    "Its minimum stock and what is on order": each part names another one, or there are none.
    """
    others = [value for place, value in enumerate(anchor.row.values) if place != anchor.place]
    columns = [value.cell.column for value in others]
    found: dict[int, Value] = {}
    for part in _parts(words):
        meant = [
            n
            for n, column in enumerate(columns)
            if any(own.search(part) and header.search(column) for own, header in concepts())
        ]
        place = _best(
            subject(part), columns, anchor.value.cell.column, matcher.for_words(subject(part))
        )
        place = meant[0] if len(meant) == 1 else place
        if place is None or place in found:
            return []
        found[place] = others[place]
    return list(found.values()) if len(found) > 1 else []


def _parts(words: str) -> list[str]:
    """What a follow-up asks for, clause by clause, and what it joins."""
    return [part for part in _JOINED.split(words) if plain(subject(part))]


def _yearless(column: str) -> str:
    return plain(_YEAR.sub("", column))


def _best(words: str, labels: Sequence[str], old: str, asked: Matcher) -> int | None:
    """Which label the words name: in their very letters, else clearly better than the others."""
    letters = plain(words)
    named = [n for n, label in enumerate(labels) if plain(label) and plain(label) == letters]
    if len(named) == 1:
        return named[0]
    if not labels:
        return None
    if (numbered := _numbered(words, labels, old)) is not None:
        return numbered
    shares = [float(share) for share in asked.covered(asked.met([*labels, old]))]
    order = sorted(range(len(shares)), key=lambda n: -shares[n])
    best, second = order[0], order[1]
    if best == len(labels) or shares[best] - shares[second] < AHEAD:
        return None
    across = script(labels[best]) != script(words) and shares[second] <= shares[best] / 2
    return best if shares[best] >= (NAMED_ACROSS if across else NAMED) else None


def _numbered(words: str, labels: Sequence[str], old: str) -> int | None:
    """Which label differs from the old one in its number only, as the words say: "the 2-year one".

    In any language: 两年的.
    """
    said = cardinals(words)
    found = [
        n
        for n, label in enumerate(labels)
        if cardinals(label) == said and _NUMBER.sub("", label) == _NUMBER.sub("", old)
    ]
    return found[0] if said and len(found) == 1 else None
