"""Cells of words in the row that has the most or the least: who leads the most expensive project.

The row is found by its figure, then what is asked of it is read from the column that tells it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from assistant.draft import Draft, Sentence
from assistant.question import Question, subject
from assistant.reading.match import Matcher
from assistant.tables.asked import Asked, Cell
from assistant.tables.citations import cell_supports
from assistant.tables.headed import is_headed
from assistant.tables.lines import display
from assistant.tables.plan import Plan, plans
from assistant.tables.rivals import rivals
from assistant.tables.rows import Row
from assistant.tables.texts import asked_cells, shown_cells, without_columns
from assistant.wording import wording
from index.static import StaticEmbedder

TRUST = 0.6  # that a row found by its figure is the one that is meant


def foremost_draft(
    question: Question, rows: Sequence[Row], vectors: StaticEmbedder
) -> Draft | None:
    """What a question asks in words of the row with the most or the least, or None.

    Args:
        question: as understood.
        rows: with figures.
        vectors: the embedding that names are compared by across languages.
    """
    plan = next((plan for plan in plans(question) if plan.operation == "extreme"), None)
    rest = without_columns(question.text)
    if plan is None or plan.axis == "columns" or plan.spans or rest == question.text or not rows:
        return None
    of_figure = replace(question, text=rest, wants=frozenset({"extreme"}), kind="extreme")
    first = _first(rivals(Asked.of(of_figure, rows, vectors)), plan)
    matcher = Matcher(subject(question.text), vectors)
    cells = asked_cells(question, first[0], matcher) if first else []
    if first is None or not cells or is_headed(question, first[0].hit):
        return None
    row, value = first
    words = wording(question.language)
    figure = f"{display(value, question.language)} ({value.cell.column})"
    text = f"{row.name}{words.colon}{words.comma.join([*shown_cells(cells), figure])}"
    line = Sentence(text, cell_supports(row.hit, [*cells, value.cell]))
    short = words.list_comma.join(" ".join(cell.text.split()) for cell in cells)
    return Draft("answered", (line,), short, TRUST, "cells")


def _first(cells: Sequence[Cell], plan: Plan) -> Cell | None:
    """The cell with the most or the least, if it is one alone."""
    ordered = sorted(cells, key=lambda cell: cell[1].quantity.whole, reverse=not plan.lowest)
    if len(ordered) < 3 or ordered[0][1].quantity.whole == ordered[1][1].quantity.whole:
        return None
    return ordered[0]
