"""Answers about labels of rows: what a table lists under one, and which one a cell stands beside.

"What are the indicators of training?" over a table with a row for each indicator; "which output is
judged by the number of trainees?", where the output is the label.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence

import numpy as np

from assistant.draft import Draft, Sentence
from assistant.letters import plain
from assistant.question import Question, subject
from assistant.reading.match import Matcher
from assistant.tables.citations import cell_supports
from assistant.tables.rows import Row, by_table, corner, leaf, row_name
from assistant.tables.said_headers import said_headers
from assistant.tables.texts import is_about, items_of, shown_cells, without_columns
from assistant.tables.words import cell_kinds
from assistant.wording import wording
from index.static import StaticEmbedder
from ingest.document import RowCell

NAMED = 0.75  # share of a label, or of the header over labels, that a question must name
NAMED_ALONE = 0.45  # likewise where no other name is named nearly as well
APART = 0.75  # of how well such a label is named, what names of other rows may have at most
LEAD = 0.67  # of how well the best label is named, what the next may have at most
TOLD = 0.7  # share of what a question says of a row that one of its cells must answer to
MOST = 20  # cells of a list
_FIGURES = frozenset({"amount", "share"})
_OF_ROWS = frozenset({"count", "extreme", "comparison", "difference", "sum", "money"})

_ASKED = re.compile(
    r"\b(?:which|what) ([a-z][a-z /-]{2,40}?)(?= (?:is|are|was|were|has|have|does|do|did|lists?)\b)"
    r"|哪一?[个项种类些]([\u3400-\u9fff/]{2,8}?)(?=[的是靠由以用有，,。？?]|$)",
    re.IGNORECASE,
)


def label_draft(question: Question, rows: Sequence[Row], vectors: StaticEmbedder) -> Draft | None:
    """What is listed under the label that a question names, or the label that it asks for, or None.

    Args:
        question: as understood.
        rows: those with or without figures that may be meant (``texts.worded_rows``).
        vectors: the embedding that names are compared by across languages.
    """
    if question.wants & _FIGURES:
        return None
    listed = _listed_under(question, rows, vectors)
    return listed or (None if question.wants & _OF_ROWS else _told(question, rows, vectors))


def _listed_under(question: Question, rows: Sequence[Row], vectors: StaticEmbedder) -> Draft | None:
    """The cells of a column in all rows of one label, or their number; None where not asked."""
    matcher, rest = Matcher(subject(question.text), vectors), without_columns(question.text)
    names = sorted({leaf(row.name) for row in rows})
    for own in _tables(rows):
        under: dict[str, list[Row]] = defaultdict(list)
        for row in own:
            under[row_name(row.hit.passage.label)].append(row)
        label = _named_label(question, list(under), matcher, names)
        members = under.get(label, [])
        columns = _asked_columns(question, members)
        several = len(members) > 1 and len(under) > 1 and len(columns) == 1
        if several and is_about(members[0], rest, vectors):
            cells = [(row, cell) for row in members for cell in _cells(row, columns)]
            return _list(question, label, cells[:MOST])
    return None


def _told(question: Question, rows: Sequence[Row], vectors: StaticEmbedder) -> Draft | None:
    """The label of the row that a question tells by another of its cells; None where not asked."""
    asked = _ASKED.search(question.text)
    if asked is None:
        return None
    rest = f"{question.text[: asked.start()]} {question.text[asked.end() :]}"
    rest = without_columns(rest)
    noun, said = Matcher(asked[1] or asked[2], vectors), Matcher(subject(rest), vectors)
    best: tuple[float, Row, RowCell] | None = None
    for own in _tables(rows):
        kinds = [part for part in re.split(r"[/／|]", corner(own[0])) if part.strip()]
        if not kinds or float(noun.named(kinds).max()) < NAMED:
            continue
        cells = [(row, cell) for row in own for cell in row.hit.passage.cells if cell.column]
        texts = [cell.text for _, cell in cells]
        fits = said.covered(said.met(texts)) + said.named(texts) if texts else np.zeros(1)
        first = int(fits.argmax())
        if texts and (best is None or fits[first] > best[0]):
            best = float(fits[first]), *cells[first]
    if best is None or best[0] < 2 * TOLD:
        return None
    _, row, cell = best
    words, label = wording(question.language), row_name(row.hit.passage.label)
    text = f"**{label}**{words.colon}{' '.join(cell.text.split())} ({cell.column})"
    line = Sentence(text, cell_supports(row.hit, [cell]))
    return Draft("answered", (line,), label, min(1.0, best[0] / 2), "cells")


def _tables(rows: Sequence[Row]) -> list[list[Row]]:
    """The rows of each table, in reading order."""
    return list(by_table(sorted(rows, key=lambda row: row.hit.passage_id)).values())


def _named_label(
    question: Question, labels: Sequence[str], matcher: Matcher, names: Sequence[str]
) -> str:
    """The one of some labels that a question names, in its letters or across languages; or empty.

    Across languages it must be named as well as any of the names of other rows; less of it is
    enough where nothing else comes near.
    """
    letters = plain(question.text)
    said = [label for label in labels if len(plain(label)) > 1 and plain(label) in letters]
    if said or len(labels) < 2:
        return said[0] if len(said) == 1 else ""
    shares = matcher.named(labels, [0] * len(labels))
    order = np.argsort(-shares)
    first, second = float(shares[order[0]]), float(shares[order[1]])
    rival = float(matcher.named(names).max())
    alone = first >= NAMED_ALONE and rival <= APART * first and second <= LEAD * first / 2
    if alone or (first >= max(NAMED, rival) and second <= LEAD * first):
        return labels[int(order[0])]
    return ""


def _asked_columns(question: Question, rows: Sequence[Row]) -> set[str]:
    """The headers of columns of words that a question asks for."""
    headers = {cell.column for row in rows for cell in row.hit.passage.cells if cell.column}
    kinds = [header for asked, header in cell_kinds() if asked.search(question.text)]
    named = {name for name in headers if any(header.search(name) for header in kinds)}
    return named | said_headers(question.text, sorted(headers))


def _cells(row: Row, columns: set[str]) -> list[RowCell]:
    return [cell for cell in row.hit.passage.cells if cell.column in columns]


def _list(question: Question, label: str, cells: Sequence[tuple[Row, RowCell]]) -> Draft:
    words = wording(question.language)
    texts = [" ".join(cell.text.split()) for _, cell in cells]
    counted = question.kind == "count"
    number = sum(len(items_of(cell)) for _, cell in cells)
    short = str(number) if counted else "; ".join(texts)
    lines = [Sentence(f"**{short}**")] if counted else []
    lines += [
        Sentence(f"{label}{words.colon}{shown_cells([cell])[0]}", cell_supports(row.hit, [cell]))
        for row, cell in cells
    ]
    return Draft("answered", tuple(lines), short, 0.8, "cells")
