"""Answers from table cells that hold words: the probability of a risk, the place of a meeting."""

from __future__ import annotations

from collections.abc import Sequence

from assistant.answer import CellAddress
from assistant.draft import Draft, Sentence, Support
from assistant.figures import cell_figure, years
from assistant.letters import plain
from assistant.question import Question, subject
from assistant.reading.match import Matcher
from assistant.tables.rows import WHOLE_ROW, leaf, row_name
from assistant.wording import wording
from index.search import Hit
from index.static import StaticEmbedder
from ingest.document import RowCell

NAMED = 0.8  # share of a row's label, and of a column's header, that the question must name
MAX_CELL = 200  # characters of a cell that is an answer, not a text of its own
MAX_ROWS = 3
COVERED = 0.6  # share of the question that row, column and headings must answer to
HITS = 60


def text_cell_draft(
    question: Question, hits: Sequence[Hit], vectors: StaticEmbedder
) -> Draft | None:
    """The cells of words in the row and the columns that a question both names, or None.

    Args:
        question: as understood.
        hits: passages in search order.
        vectors: the embedding that names are compared by across languages.
    """
    rows = [hit for hit in hits[:HITS] if hit.passage.kind == "row" and hit.passage.label]
    if not rows:
        return None
    matcher = Matcher(subject(question.text), vectors)
    named = matcher.named([leaf(row_name(hit.passage.label)) for hit in rows])
    letters = plain(question.text)
    best = max(named)
    if best < NAMED:
        return None
    found: list[tuple[Hit, list[RowCell]]] = []
    told: set[tuple[str, ...]] = set()
    for hit, share in zip(rows, named, strict=True):
        if share < best or not _is_timely(question, hit):
            continue
        cells = _named_cells(hit, matcher, letters)
        if not cells or not _is_about(hit, cells, matcher):
            continue
        texts = tuple(cell.text for cell in cells)
        if texts not in told:
            told.add(texts)
            found.append((hit, cells))
    if not found or len(found) > MAX_ROWS:
        return None
    sentences = [_line(question, hit, cells) for hit, cells in found]
    words = wording(question.language)
    short = "; ".join(
        words.list_comma.join(" ".join(c.text.split()) for c in cells) for _, cells in found
    )
    if len(found) > 1:
        sentences.insert(0, Sentence(words.readings))
    return Draft("answered", tuple(sentences), short, float(best), "cells")


def _is_about(hit: Hit, cells: Sequence[RowCell], matcher: Matcher) -> bool:
    """Whether row, columns and headings answer to most of the question, not to a word of it."""
    passage = hit.passage
    columns = " ".join(cell.column for cell in cells)
    around = f"{passage.label}\n{columns}\n{passage.context}\n{hit.document.title}"
    return float(matcher.covered(matcher.met([around]).met)[0]) >= COVERED


def _named_cells(hit: Hit, matcher: Matcher, letters: str) -> list[RowCell]:
    """The cells of words in the columns whose headers the question names, in its order."""
    cells = [cell for cell in hit.passage.cells if cell.column]
    if len(cells) < 2:
        return []
    shares = matcher.named([cell.column for cell in cells])
    chosen = [
        cell
        for cell, share in zip(cells, shares, strict=True)
        if share >= NAMED and len(cell.text) <= MAX_CELL and plain(cell.text)
    ]
    if any(cell_figure(cell.text) is not None for cell in chosen):
        return []  # figures are looked up with their units and years
    return sorted(chosen, key=lambda cell: letters.find(plain(cell.column)[:2]))


def _is_timely(question: Question, hit: Hit) -> bool:
    if not question.years:
        return True
    passage = hit.passage
    own = years(f"{passage.label}\n{passage.caption}") or years(" ".join(passage.section))
    return bool(set(own or hit.document.years) & set(question.years)) or not hit.document.years


def _line(question: Question, hit: Hit, cells: Sequence[RowCell]) -> Sentence:
    words, passage = wording(question.language), hit.passage
    parts = [f"**{' '.join(cell.text.split())}** ({cell.column})" for cell in cells]
    text = f"{row_name(passage.label)}{words.colon}{words.comma.join(parts)}"
    return Sentence(text, _supports(hit, cells))


def _supports(hit: Hit, cells: Sequence[RowCell]) -> tuple[Support, ...]:
    """The row, whole where it is short, else its label and each of the cells."""
    passage = hit.passage
    addresses = [CellAddress(passage.caption, passage.label, cell.column) for cell in cells]
    if len(passage.text) <= WHOLE_ROW:
        return (Support(hit, passage.text, addresses[0]),)
    parts = passage.text.split(" | ")
    supports = [Support(hit, parts[0], addresses[0])]
    for cell, address in zip(cells, addresses, strict=True):
        quote = next((part for part in parts if part.strip() == cell.text.strip()), parts[0])
        supports.append(Support(hit, quote, address))
    return tuple(supports)
