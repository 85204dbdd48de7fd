"""The rows that a question tells by what they have in common: the trials on the south slope.

What a category is, and how a question says one, is told in ``said_categories``.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from assistant.draft import Draft, Sentence
from assistant.question import Question, bare, subject
from assistant.reading.framing import frame
from assistant.reading.listing import asked_number, asks_for_list
from assistant.reading.match import Matcher, script
from assistant.refusals.constraints import BINDING
from assistant.refusals.counted_nouns import counted_noun
from assistant.tables.citations import cell_supports
from assistant.tables.plan import plans
from assistant.tables.rows import Row, by_table, corner, leaf, row_name, table_heading
from assistant.tables.said_categories import (
    flat,
    in_their_words,
    is_of,
    said_categories,
    says_category,
)
from assistant.tables.texts import shown_cells, without_columns
from assistant.tables.words import phrase
from assistant.wording import wording
from index.static import StaticEmbedder

MOST = 12  # rows that are told
COVERED = 0.6  # share of the question that the table and the category must answer to
COVERED_ACROSS = 0.4  # likewise of a table in another script
COUNTED = 0.6  # how well the header over the labels must say what is counted
_FIGURES = frozenset({"amount", "share", "sum", "difference", "comparison", "extreme", "date"})
_BARE_CODE = re.compile(r"(?=\S*[\d-])[A-Z][A-Z0-9]*(?:[-.][A-Z0-9]+)*")
_LOOKED_UP = frozenset({"lookup", "list"})


def category_draft(
    question: Question, rows: Sequence[Row], vectors: StaticEmbedder
) -> Draft | None:
    """The rows of the category that a question says, or how many they are; None where not asked.

    Args:
        question: as understood.
        rows: those with or without figures that may be meant (``texts.worded_rows``).
        vectors: the embedding that categories are compared by across languages.
    """
    if not _asks_rows(question):
        return None
    of_cells = Matcher(subject(without_columns(question.text)), vectors)  # no word for a column
    number = asked_number(bare(question.text)) if question.kind != "count" else None
    best, found = 0.0, None
    for own in by_table(rows).values():
        said = said_categories(question, own, of_cells)
        told = [row for row in own if said and is_of(row, said)]
        if not 0 < len(told) < min(len(own), MOST + 1) or number not in (None, len(told)):
            continue
        fit = category_fit(question, told, said, of_cells)
        if fit > best:
            best, found = fit, (told, said)
    return _listed(question, *found) if found else None


def _asks_rows(question: Question) -> bool:
    """Whether things are asked for, or their number, and no figure of theirs."""
    of_rows = phrase("which rows").search(question.text) is not None
    stated = of_rows and says_category(question.text)
    asked = asks_for_list(question) or question.kind == "count" or stated
    figured = question.wants & _FIGURES or plans(question)[0].operation not in _LOOKED_UP
    return asked and not figured


def category_fit(
    question: Question, rows: Sequence[Row], said: dict[str, str], matcher: Matcher
) -> float:
    """What of a question each of the rows told answers to; 0 where that is too little.

    All that binds the question must be there, and what is counted must be what the labels are.
    """
    around = "\n".join([frame(rows[0].hit), corner(rows[0]), *said, *said.values()])
    across = script(question.text) != script(around)
    bound = [
        c
        for c in question.constraints
        if c.kind in BINDING and not (c.kind == "name" and (across or not c.is_telling))
    ]
    if not all(c.met(around) for c in bound):
        return 0.0
    matcher = matcher.for_words(subject(in_their_words(question.text, said)))
    if question.kind == "count":
        noun, passage = matcher.for_words(counted_noun(question)), rows[0].hit.passage
        names = [corner(rows[0]), passage.caption, table_heading(passage)]
        names += [cell.column for cell in passage.cells[:1]]
        if float(noun.covered(noun.met(names)).max(initial=0.0)) < COUNTED:
            return 0.0
    each = [f"{around}\n{row.hit.passage.text}" for row in rows]
    fit = float(matcher.covered(matcher.met(each)).min())
    return fit if fit >= (COVERED_ACROSS if across else COVERED) else 0.0


def _listed(question: Question, rows: Sequence[Row], said: dict[str, str]) -> Draft:
    """A line for each row: its name with the cells that tell its category."""
    words = wording(question.language)
    names, lines = [], []
    for row in rows:
        cells = row.hit.passage.cells
        name = _name(row, said)
        own = [cell for cell in cells if cell.column in said]
        names.append(name)
        told = words.comma.join(shown_cells(own))
        lines.append(Sentence(f"**{name}**{words.colon}{told}", cell_supports(row.hit, own)))
    short = words.list_comma.join(names)
    if question.kind == "count":
        short = str(len(rows))
        lines.insert(0, Sentence(f"**{short}**"))
    return Draft("answered", tuple(lines), short, COVERED, "filter")


def _name(row: Row, said: dict[str, str]) -> str:
    """What a row is called; of one that only has a number its first cell of words, of a code both.

    "SHORE-2" alone tells nobody what it is.
    """
    label = row_name(leaf(row.name))
    cells = row.hit.passage.cells
    worded = [c for c in cells if c.column not in said and any(map(str.isalpha, c.text))]
    if not worded or not (_BARE_CODE.fullmatch(label) or not any(map(str.isalpha, label))):
        return label
    called = flat(worded[0])
    return f"{label} – {called}" if any(map(str.isalpha, label)) else called
