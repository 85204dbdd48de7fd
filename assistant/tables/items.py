"""The things listed in a column of words that a question describes.

"Which indicator tracks rules for satellites?" is answered by one line of a cell of indicators, of
whichever row: the question names no row, only what the thing itself is about.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from assistant.draft import Draft, Sentence
from assistant.letters import plain
from assistant.question import Question, subject
from assistant.reading.match import Matcher
from assistant.tables.citations import cell_supports
from assistant.tables.fit import WORD_KINDS
from assistant.tables.rows import Row
from assistant.tables.texts import without_columns
from assistant.tables.words import cell_kinds
from assistant.wording import wording
from index.static import StaticEmbedder
from ingest.document import RowCell

FIT = 0.7  # what an item must say of the question and the question of it, of 2
COVERED = 0.25  # share of the question that an item must answer to
APART = 1.3  # by what factor those that are meant must fit better than the next
MOST = 4  # items that may be meant
SHORTEST = 4  # letters of an item; less is a fragment
_CHOOSING = re.compile(r"\b(?:which|what|is there|are there)\b|哪|什么|有没有", re.IGNORECASE)
_NEAR = 40  # characters from there to the name of the column
_FIGURES = frozenset({"amount", "share", "money"})


@dataclass(frozen=True, slots=True)
class Item:
    """A line of a cell."""

    row: Row
    cell: RowCell
    text: str


def item_draft(question: Question, rows: Sequence[Row], vectors: StaticEmbedder) -> Draft | None:
    """The items that a question asks for by their column and describes, or None.

    Args:
        question: as understood.
        rows: those with or without figures that may be meant (``texts.worded_rows``).
        vectors: the embedding that items are compared by across languages.
    """
    headers = _columns_asked(question)
    items = _items(rows, headers) if headers else []
    if len(items) < 2:
        return None
    said = Matcher(subject(without_columns(question.text)), vectors)
    texts = [item.text for item in items]
    covered = said.covered(said.met(texts))
    fits = covered + said.named(texts)
    order = np.argsort(-fits, kind="stable")
    first = order[0]
    if fits[first] < FIT or covered[first] < COVERED:
        return None
    ordered = fits[order[: MOST + 1]]
    steps = ordered[:-1] / np.maximum(ordered[1:], 1e-6)
    number = int(steps.argmax()) + 1
    if steps[number - 1] < APART:
        return None
    return _listed(question, [items[n] for n in order[:number]], float(fits[first]) / 2)


def _columns_asked(question: Question) -> list[re.Pattern[str]]:
    """What the headers of the column of words say that a question asks for one thing of."""
    if question.wants & (_FIGURES | WORD_KINDS):
        return []
    found = []
    for asked, header in cell_kinds():
        match = asked.search(question.text)
        chosen = _CHOOSING.search(question.text)
        if match and chosen and abs(match.start() - chosen.start()) <= _NEAR:
            found.append(header)
    return found


def _items(rows: Sequence[Row], headers: Sequence[re.Pattern[str]]) -> list[Item]:
    """The lines of the cells in such columns, each text once."""
    found: dict[str, Item] = {}
    for row in rows:
        for cell in row.hit.passage.cells:
            if not any(header.search(cell.column) for header in headers):
                continue
            for line in cell.text.split("\n"):
                text = line.strip(" •·-–\t")
                if len(plain(text)) >= SHORTEST:
                    found.setdefault(plain(text), Item(row, cell, text))
    return list(found.values())


def _listed(question: Question, items: Sequence[Item], confidence: float) -> Draft:
    words = wording(question.language)
    lines = [
        Sentence(
            f"**{item.text}** ({item.cell.column.strip(' *')}{words.colon}{item.row.name})",
            cell_supports(item.row.hit, [item.cell]),
        )
        for item in items
    ]
    short = "; ".join(item.text for item in items)
    return Draft("answered", tuple(lines), short, min(1.0, confidence), "cells")
