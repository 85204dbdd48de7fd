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
from assistant.tables.assembly import table_rows
from assistant.tables.citations import cell_supports, row_supports
from assistant.tables.lines import display
from assistant.tables.rows import Row, leaf
from assistant.tables.words import concepts
from assistant.wording import wording
from index.hits import Hit
from ingest.document import RowCell

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
        cell: the cell, a figure or words.
    """

    row: Row
    cell: RowCell

    @property
    def others(self) -> list[RowCell]:
        """The other cells of the row that have a header."""
        return [c for c in self.row.hit.passage.cells if c != self.cell and c.column]


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
    rows = table_rows(hits, worded=True)
    anchor = _anchor(question, rows, matcher)
    if anchor is None:
        return None
    if several and (cells := _other_columns(words, anchor, matcher)):
        return _told(question, anchor.row, cells)
    if of_more:
        return None
    beside = [row for row in rows if row.table == anchor.row.table]
    asked = matcher.for_words(subject(words))
    found = _other_row(words, anchor, beside, asked) or _other_column(words, anchor, asked)
    return _told(question, found[0], [found[1]]) if found else None


def _told(question: Question, row: Row, cells: Sequence[RowCell]) -> Draft:
    """The answer with some cells of a row."""
    phrases = wording(question.language)
    figures_in = {value.cell.position: value for value in row.values}
    known = [figures_in.get(cell.position) for cell in cells]
    shown = [
        display(value, question.language) if value else " ".join(cell.text.split())
        for value, cell in zip(known, cells, strict=True)
    ]
    columns = [" ".join(cell.column.split()) for cell in cells]
    facts = [
        f"**{text}**{f' ({column})' if column else ''}"
        for text, column in zip(shown, columns, strict=True)
    ]
    text = f"{row.name}{phrases.colon}{phrases.comma.join(facts)}"
    supports = tuple(
        support
        for value, cell in zip(known, cells, strict=True)
        for support in (row_supports(row.hit, value) if value else cell_supports(row.hit, [cell]))
    )
    return Draft("answered", (Sentence(text, supports),), "; ".join(shown), 0.9, "sibling")


def _anchor(question: Question, rows: Sequence[Row], matcher: Matcher) -> Anchor | None:
    """The cell that the last answer tells, in the row that the last question names best."""
    known = {figure.value for figure in figures(question.previous)}
    told = {figure.value for figure in figures(question.told)} - known
    cells = [
        Anchor(row, value.cell)
        for row in rows
        for value in row.values
        if {value.figure.value, value.quantity.whole} & told
    ]
    digits = sum(map(str.isdigit, cells[0].cell.text)) if cells else 0
    if not cells:
        return None
    names = [[leaf(cell.row.name), *cell.row.aliases] for cell in cells]
    named = [max(_named(name, question.previous, matcher) for name in own) for own in names]
    best = max(range(len(cells)), key=lambda n: named[n])
    header = cells[best].cell.column.split(" / ")[-1]
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
) -> tuple[Row, RowCell] | None:
    """The row that the words name, with its cell in the anchor's column."""
    others = [row for row in rows if row.hit.passage_id != anchor.row.hit.passage_id]
    for called in (_label, _with_first_words):
        place = _best(words, [called(row) for row in others], called(anchor.row), asked)
        if place is not None:
            break
    if place is None:
        return None
    row, column = others[place], anchor.cell.column
    cells = [cell for cell in row.hit.passage.cells if cell.column == column and plain(cell.text)]
    if not column:
        cells = [cell for cell in cells if cell.position == anchor.cell.position]
    return (row, cells[0]) if len(cells) == 1 else None


def _label(row: Row) -> str:
    return leaf(row.name)


def _with_first_words(row: Row) -> str:
    """What a row is called where its label is a letter or a code: "B | Missing report"."""
    first = row.hit.passage.cells[:1]
    return " ".join([leaf(row.name), *(cell.text for cell in first)])


def _other_column(words: str, anchor: Anchor, asked: Matcher) -> tuple[Row, RowCell] | None:
    """The cell of the anchor's row in the column that the words name."""
    others = anchor.others
    columns = [cell.column for cell in others]
    if asked_years := years(words):
        same = _yearless(anchor.cell.column)
        dated = [cell for cell in others if asked_years == years(cell.column)]
        dated = [cell for cell in dated if _yearless(cell.column) == same]
        return (anchor.row, dated[0]) if len(dated) == 1 else None
    meant = _meant(words, columns)
    place = meant[0] if len(meant) == 1 else _best(words, columns, anchor.cell.column, asked)
    return (anchor.row, others[place]) if place is not None else None


def _other_columns(words: str, anchor: Anchor, matcher: Matcher) -> list[RowCell]:
    """The cells of the anchor's row in the columns that all parts of the words name.

    "Its minimum stock and what is on order": each part names another one, or there are none.
    """
    others = anchor.others
    columns = [cell.column for cell in others]
    found: dict[int, RowCell] = {}
    for part in _parts(words):
        meant = _meant(part, columns)
        place = _best(subject(part), columns, anchor.cell.column, matcher.for_words(subject(part)))
        place = meant[0] if len(meant) == 1 else place
        if place is None or place in found:
            return []
        found[place] = others[place]
    return list(found.values()) if len(found) > 1 else []


def _meant(words: str, columns: Sequence[str]) -> list[int]:
    """The columns of a kind that words ask for: the repeated breach of "and if it is again"."""
    return [
        n
        for n, column in enumerate(columns)
        if any(own.search(words) and header.search(column) for own, header in concepts())
    ]


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
    shares = [float(share) for share in asked.covered(asked.met([*labels, old]))]
    order = sorted(range(len(shares)), key=lambda n: -shares[n])
    best, second = order[0], order[1]
    if best == len(labels) or shares[best] - shares[second] < AHEAD:
        return None
    across = script(labels[best]) != script(words) and shares[second] <= shares[best] / 2
    return best if shares[best] >= (NAMED_ACROSS if across else NAMED) else None
