"""Which categories of a table's rows a question says: the state, the place, who leads it.

A category is a column whose cells of a few words come again from row to row. The question says one
of its cells: in its letters, in words that mean the same (the ``[[category]]`` entries of
``columns.toml``), in a form that is known, or across languages.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence

import numpy as np

from assistant.figures import cell_figure
from assistant.letters import plain
from assistant.question import Question, bare
from assistant.reading.match import Matcher, script
from assistant.tables.rows import Row, leaf, row_name
from assistant.tables.terms import terms
from assistant.tables.words import category_families
from ingest.document import RowCell

SHORT = 40  # characters of a cell that names a category
NAMED, NAMED_ACROSS = 0.8, 0.35  # share of its words to be said, also of one in another script
LEAD = 0.6  # of how well that is said, what another category may have at most
OF_FAMILY = 0.5  # share of a column's cells that make it one of states, or of places
_ITEMS = re.compile(r"\s*[;；/、]\s*")


def said_categories(question: Question, rows: Sequence[Row], matcher: Matcher) -> dict[str, str]:
    """The cell that a question says of each column of categories of a table, of those that it does.

    Args:
        question: as understood.
        rows: of one table.
        matcher: of the question's words, without those that ask for a column.
    """
    labels = {plain(row_name(leaf(row.name))) for row in rows}
    said = {column: _named(question, texts, matcher) for column, texts in _categories(rows).items()}
    return {column: text for column, text in said.items() if text and plain(text) not in labels}


def is_of(row: Row, said: dict[str, str]) -> bool:
    """Whether a row is of all of some categories, by column."""
    cells = _cells(row)
    return all(text in cells.get(column, ()) for column, text in said.items())


def in_their_words(text: str, said: dict[str, str]) -> str:
    """A question with the categories that it says in the words of the table: late, "Delayed"."""
    for family in category_families():
        for asked, cell in family:
            own = next((name for name in said.values() if cell.search(name)), None)
            if own and (match := asked.search(text)):
                text = f"{text[: match.start()]}{own}{text[match.end() :]}"
                break
    return text


def says_category(text: str) -> bool:
    """Whether a question says a state or the like that rows may have: "put on hold"."""
    return any(asked.search(text) for family in category_families() for asked, _ in family)


def flat(cell: RowCell) -> str:
    """The text of a cell in one line."""
    return " ".join(cell.text.split())


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
    return {cell.column: list(filter(plain, _ITEMS.split(flat(cell)))) for cell in cells}


def _is_name(cell: RowCell) -> bool:
    return len(cell.text) <= SHORT and len(plain(cell.text)) > 1 and cell_figure(cell.text) is None


def _named(question: Question, texts: Sequence[str], matcher: Matcher) -> str:
    """The one of some texts that a question names; empty where it names none, or several."""
    if (of_family := _of_family(bare(question.text), texts)) is not None:
        return of_family
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


def _of_family(text: str, texts: Sequence[str]) -> str | None:
    """The cell of the state that a question says in any words, or that there is no such cell.

    Returns:
        None where the question says no state, or the cells are none.
    """
    for family in category_families():
        said = next((own for asked, own in family if asked.search(text)), None)
        found = [cell for cell in texts if said and said.search(cell)]
        known = [cell for cell in texts if any(own.search(cell) for _, own in family)]
        if found or (said and len(known) >= OF_FAMILY * len(texts)):
            return found[0] if len(found) == 1 else ""
    return None


def _words(text: str) -> set[str]:
    """The words of a cell, of a person's name without the initials."""
    return {word for word in terms(text) if len(word) > 1} or {text}
