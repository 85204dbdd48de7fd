"""Answers from one row that lack a part of what is asked, with the cell of the row that tells it.

"Where was the workshop, and how many came?" asks for the place and for the number beside it.
"""

from __future__ import annotations

from dataclasses import replace

from assistant.draft import Draft, Sentence
from assistant.figures import cell_figure, dates, years
from assistant.question import NUMBERS, Question
from assistant.refusals.asked_details import asked_for
from assistant.refusals.detail import said
from assistant.tables.citations import cell_supports
from assistant.tables.texts import shown_cells
from assistant.wording import wording
from index.hits import Hit
from ingest.document import RowCell


def completed(question: Question, draft: Draft) -> Draft:
    """An answer from one row with the cells that hold the other details asked for.

    Args:
        question: as understood.
        draft: an answer from tables.

    Returns:
        the draft as it is where it tells all, or where no cell alone tells what it lacks.
    """
    kinds = asked_for(question)
    rows = {s.hit.passage_id: s.hit for line in draft.sentences for s in line.supports}
    lines = [line for line in draft.sentences if line.supports]
    if len(kinds) < 2 or draft.status != "answered" or len(rows) != 1 or len(lines) != 1:
        return draft
    told, letters, hit = lines[0].text, said(question), next(iter(rows.values()))
    lost = [kind for kind, test in kinds.items() if not test(told, letters)]
    found = [cell for kind in lost if (cell := _only_cell(question, kind, hit, told)) is not None]
    if not found:
        return draft
    words = wording(question.language)
    text = words.comma.join([told, *shown_cells(found)])
    supports = (*lines[0].supports, *cell_supports(hit, found))
    full = Sentence(text, tuple(s for n, s in enumerate(supports) if s not in supports[:n]))
    short = "; ".join([draft.short or "", *(" ".join(cell.text.split()) for cell in found)])
    sentences = tuple(full if line is lines[0] else line for line in draft.sentences)
    return replace(draft, sentences=sentences, short=short.removeprefix("; "))


def _only_cell(question: Question, kind: str, hit: Hit, told: str) -> RowCell | None:
    """The one cell of a row that holds a detail of some kind and is not told yet, or None."""
    test, letters = asked_for(question)[kind], said(question)
    cells = [
        cell
        for cell in hit.passage.cells
        if cell.column and cell.text not in told and test(f"{cell.column}: {cell.text}", letters)
    ]
    if kind in NUMBERS:
        cells = [cell for cell in cells if _is_figure(cell.text)]
    return cells[0] if len(cells) == 1 else None


def _is_figure(text: str) -> bool:
    """Whether a cell is a figure, and no date."""
    return cell_figure(text) is not None and not dates(text) and not years(text)
