"""The rows that a question tells by what they have in common: the trials on the south slope.

A category is a column whose cells of a few words come again from row to row (region, status, who
leads it). The question says one of its cells: in its letters, in a form that is known, or across
languages.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence

import numpy as np

from assistant.draft import Draft, Sentence
from assistant.figures import cell_figure
from assistant.letters import plain
from assistant.question import Question, bare, subject
from assistant.reading.framing import frame
from assistant.reading.listing import asked_number, asks_for_list
from assistant.reading.match import Matcher, script
from assistant.refusals.counted_nouns import counted_noun
from assistant.tables.citations import cell_supports
from assistant.tables.plan import plans
from assistant.tables.rows import Row, by_table, corner, leaf, row_name
from assistant.tables.terms import terms
from assistant.tables.texts import shown_cells, without_columns
from assistant.wording import wording
from index.static import StaticEmbedder
from ingest.document import RowCell

SHORT = 40  # characters of a cell that names a category
MOST = 12  # rows that are told
NAMED, NAMED_ACROSS = 0.8, 0.35  # share of its words to be said, also of one in another script
LEAD = 0.6  # of how well that is said, what another category may have at most
COVERED = 0.6  # share of the question that the table and the category must answer to
COVERED_ACROSS = 0.4  # likewise of a table in another script
COUNTED = 0.6  # how well the header over the labels must say what is counted
_BINDING = frozenset({"place", "name", "month", "ordinal", "code"})
_FIGURES = frozenset({"amount", "share", "sum", "difference", "comparison", "extreme", "date"})
_BARE_CODE = re.compile(r"(?=\S*[\d-])[A-Z][A-Z0-9]*(?:[-.][A-Z0-9]+)*")
_ITEMS = re.compile(r"\s*[;；/、]\s*")
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
    matcher = Matcher(subject(question.text), vectors)
    of_cells = Matcher(subject(without_columns(question.text)), vectors)  # no word for a column
    number = asked_number(bare(question.text)) if question.kind != "count" else None
    best, found = 0.0, None
    for own in by_table(rows).values():
        said = _said(question, own, of_cells)
        told = [row for row in own if said and _is_of(row, said)]
        if not 0 < len(told) < min(len(own), MOST + 1) or number not in (None, len(told)):
            continue
        fit = _fit(question, told, said, matcher)
        if fit > best:
            best, found = fit, (told, said)
    return _listed(question, *found) if found else None


def _asks_rows(question: Question) -> bool:
    """Whether things are asked for, or their number, and no figure of theirs."""
    asked = asks_for_list(question) or question.kind == "count"
    figured = question.wants & _FIGURES or plans(question)[0].operation not in _LOOKED_UP
    return asked and not figured


def _categories(rows: Sequence[Row]) -> dict[str, list[str]]:
    """The cells of each column of categories of a table, each once."""
    columns: dict[str, list[str]] = defaultdict(list)
    for row in rows:
        for column, texts in _cells(row).items():
            columns[column] += texts
    return {
        column: list(dict.fromkeys(texts))
        for column, texts in columns.items()
        if 1 < len(set(texts)) < len(texts)
    }


def _cells(row: Row) -> dict[str, list[str]]:
    """The columns of a row's cells that may name a category, with what each cell lists."""
    cells = [cell for cell in row.hit.passage.cells if cell.column and _is_name(cell)]
    return {cell.column: list(filter(plain, _ITEMS.split(_flat(cell)))) for cell in cells}


def _is_name(cell: RowCell) -> bool:
    return len(cell.text) <= SHORT and len(plain(cell.text)) > 1 and cell_figure(cell.text) is None


def _flat(cell: RowCell) -> str:
    return " ".join(cell.text.split())


def _said(question: Question, rows: Sequence[Row], matcher: Matcher) -> dict[str, str]:
    """The category that a question says of each column of categories, of those that it does."""
    categories = _categories(rows)
    labels = {plain(row_name(leaf(row.name))) for row in rows}
    said = {column: _named(question, texts, matcher) for column, texts in categories.items()}
    return {column: text for column, text in said.items() if text and plain(text) not in labels}


def _named(question: Question, texts: Sequence[str], matcher: Matcher) -> str:
    """The one of some texts that a question names; empty where it names none, or several."""
    letters, words = plain(bare(question.text)), set(terms(bare(question.text)))
    said = [text for text in texts if plain(text) in letters or _words(text) <= words]
    said = [text for text in said if not any(text != o and text in o for o in said)]
    places = [c for c in question.constraints if c.kind in ("place", "name")]
    said = said or [text for text in texts if any(c.met(text) for c in places)]
    if said:
        return said[0] if len(said) == 1 else ""
    shares = matcher.named(texts)
    order = np.argsort(-shares)
    best, first, second = texts[int(order[0])], float(shares[order[0]]), float(shares[order[1]])
    needed = NAMED if script(best) == script(question.text) else NAMED_ACROSS
    return best if first >= needed and second <= LEAD * first else ""


def _words(text: str) -> set[str]:
    """The words of a cell, of a person's name without the initials."""
    return {word for word in terms(text) if len(word) > 1} or {text}


def _is_of(row: Row, said: dict[str, str]) -> bool:
    cells = _cells(row)
    return all(text in cells.get(column, ()) for column, text in said.items())


def _fit(question: Question, rows: Sequence[Row], said: dict[str, str], matcher: Matcher) -> float:
    """What of a question each of the rows told answers to; 0 where that is too little.

    All that binds the question must be there, and what is counted must be what the labels are.
    """
    around = "\n".join([frame(rows[0].hit), corner(rows[0]), *said, *said.values()])
    across = script(question.text) != script(around)
    bound = [
        c
        for c in question.constraints
        if c.kind in _BINDING and not (c.kind == "name" and (across or not c.is_telling))
    ]
    if not all(c.met(around) for c in bound):
        return 0.0
    if question.kind == "count":
        noun, passage = matcher.for_words(counted_noun(question)), rows[0].hit.passage
        names = [corner(rows[0]), passage.caption, *(cell.column for cell in passage.cells[:1])]
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
    called = _flat(worded[0])
    return f"{label} – {called}" if any(map(str.isalpha, label)) else called
