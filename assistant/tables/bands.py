"""Answers from tables by bands: what is due of a size that one row or column holds.

"Who approves equipment for EUR 12,000?" over columns "Up to EUR 5,000", "EUR 5,000 to 50,000" and
"Over EUR 50,000"; "how many days of leave after seven years?" over rows "1–5 years", "5–10 years".
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from assistant.draft import Draft, Sentence
from assistant.letters import plain
from assistant.question import Question, row_subject, subject
from assistant.reading.match import Matcher, script
from assistant.sizes import Size, asked_sizes, band_of, folded
from assistant.tables.assembly import table_rows
from assistant.tables.citations import cell_supports
from assistant.tables.lines import display
from assistant.tables.match import surroundings
from assistant.tables.rows import Row, by_table, corner, leaf
from assistant.tables.terms import terms
from assistant.tables.words import cell_kinds, concepts
from assistant.wording import wording
from index.hits import Hit
from ingest.document import RowCell

BANDS = 2  # rows or columns that make a table one of bands
COVERED = 0.5  # share of a question that the table with the band must answer to
COVERED_ACROSS = 0.35  # likewise of one in another script
NAMED = 0.5  # share of a row's name, or of a header, that the question must name
AHEAD = 0.1  # by which a table, a row or a column must answer better than the next
MAX_CELLS = 4


@dataclass(frozen=True, slots=True)
class _Found:
    """The cells of a row for a size that is asked for, with how well the question fits them."""

    row: Row
    cells: tuple[RowCell, ...]
    fit: float


def band_draft(question: Question, hits: Sequence[Hit], matcher: Matcher) -> Draft | None:
    """The cells for the size that a question gives, or None.

    Args:
        question: as understood.
        hits: passages in search order, all rows of the tables that matter among them.
        matcher: of the question; it matches other words by the same model.

    Returns:
        the answer; None where the question gives no size, or several, no table has bands of its
        unit of which exactly one holds it, or two tables fit alike.
    """
    text = folded(question.text)
    asked = asked_sizes(text)
    if not asked:
        return None
    rows = table_rows(hits, worded=True)
    found = []
    for size in asked:
        rest = f"{text[: size.start]} {text[size.end :]}"
        found += list(_of_rows(question, size, rest, rows, matcher))
        found += list(_of_columns(question, size, rest, rows, matcher))
    found.sort(key=lambda one: -one.fit)
    if not found or (len(found) > 1 and found[0].fit - found[1].fit < AHEAD):
        return None
    return _told(question, found[0])


def _of_rows(
    question: Question, size: Size, rest: str, rows: Sequence[Row], matcher: Matcher
) -> Iterator[_Found]:
    """The row of each table of bands that holds a size, with the cells that are asked for."""
    words = matcher.for_words(subject(rest))
    for own in by_table(rows).values():
        bands = [(row, band) for row in own if (band := band_of(leaf(row.name)))]
        if len(bands) < BANDS or len(bands) * 2 < len(own):
            continue
        around = f"{corner(own[0])} {own[0].hit.passage.caption}"
        fits = [row for row, band in bands if band.holds(size.value)]
        if len(fits) != 1 or not _is_of_unit(size, [band.unit for _, band in bands], around, rest):
            continue
        if any(plain(leaf(row.name)) in plain(question.text) for row, _ in bands):
            continue  # the band itself is asked for
        fit = _fit(rest, fits[0], words)
        cells = _asked_cells(rest, fits[0], words)
        if fit and cells:
            yield _Found(fits[0], cells, fit)


def _of_columns(
    question: Question, size: Size, rest: str, rows: Sequence[Row], matcher: Matcher
) -> Iterator[_Found]:
    """The cell of the row that a question names, of each table with columns for bands."""
    words = matcher.for_words(row_subject(rest))
    whole = matcher.for_words(subject(rest))
    for own in by_table(rows).values():
        cells = {
            row.hit.passage_id: cell
            for row in own
            if (cell := _in_band(size, row, f"{row.hit.passage.caption} {corner(row)}", rest))
        }
        able = [row for row in own if row.hit.passage_id in cells]
        row = _named(able, words)
        if row is None:
            continue
        fit = _fit(rest, row, whole)
        if fit:
            yield _Found(row, (cells[row.hit.passage_id],), fit)


def _in_band(size: Size, row: Row, around: str, rest: str) -> RowCell | None:
    """The cell of a row whose column is the one band that holds a size."""
    headed = [(cell, band_of(leaf(cell.column))) for cell in row.hit.passage.cells]
    bands = [(cell, band) for cell, band in headed if band]
    if len(bands) < BANDS or not _is_of_unit(size, [band.unit for _, band in bands], around, rest):
        return None
    cells = [cell for cell, band in bands if band.holds(size.value)]
    return cells[0] if len(cells) == 1 else None


def _is_of_unit(size: Size, units: Sequence[str], around: str, rest: str) -> bool:
    """Whether a size is of what bands are of: in their unit, else said of what stands over them."""
    own = {unit for unit in units if unit}
    if len(own) > 1:
        return False
    if own:
        unit = next(iter(own))
        money = not unit.startswith("unit ") and unit != "%"
        return size.unit == unit or (money and not size.unit and size.scale > 1)
    return not size.unit and bool(set(terms(around)) & set(terms(rest)))


def _named(rows: Sequence[Row], words: Matcher) -> Row | None:
    """The row that a question names clearly better than the others of its table."""
    if not rows:
        return None
    names = [leaf(row.name) for row in rows]
    fits = (words.named(names) + words.covered(words.met(names))) / 2
    order = np.argsort(-fits)
    best = int(order[0])
    if float(words.named(names)[best]) < NAMED:
        return None
    if len(rows) > 1 and float(fits[best] - fits[order[1]]) < AHEAD:
        return None
    return rows[best]


def _fit(rest: str, row: Row, words: Matcher) -> float:
    """Share of a question that a row with all around it answers to; 0 where that is too little."""
    text = f"{surroundings(row)}\n{corner(row)}"
    share = float(words.covered(words.met([text]))[0])
    floor = COVERED if script(rest) == script(text) else COVERED_ACROSS
    return share if share >= floor else 0.0


def _asked_cells(rest: str, row: Row, words: Matcher) -> tuple[RowCell, ...]:
    """The cell of a row whose column a question names, else all of few."""
    cells = [cell for cell in row.hit.passage.cells if cell.column]
    meant = [
        cell
        for cell in cells
        if any(own.search(rest) and header.search(cell.column) for own, header in _kinds())
    ]
    if len(meant) == 1 or len(cells) == 1:
        return tuple(meant if len(meant) == 1 else cells)
    if not cells:
        return ()
    shares = words.named([cell.column for cell in cells])
    order = np.argsort(-shares)
    best, second = float(shares[order[0]]), float(shares[order[1]])
    if best >= NAMED and best - second >= AHEAD:
        return (cells[int(order[0])],)
    return tuple(cells) if len(cells) <= MAX_CELLS else ()


def _kinds() -> Iterator[tuple[re.Pattern[str], re.Pattern[str]]]:
    yield from concepts()
    yield from cell_kinds()


def _told(question: Question, found: _Found) -> Draft:
    """The answer with the cells of a row."""
    phrases = wording(question.language)
    row = found.row
    known = {value.cell.position: value for value in row.values}
    shown = [
        display(known[cell.position], question.language)
        if cell.position in known
        else " ".join(cell.text.split())
        for cell in found.cells
    ]
    facts = [
        f"**{text}** ({' '.join(cell.column.split())})"
        for text, cell in zip(shown, found.cells, strict=True)
    ]
    text = f"{row.name}{phrases.colon}{phrases.comma.join(facts)}"
    sentence = Sentence(text, cell_supports(row.hit, found.cells))
    return Draft("answered", (sentence,), "; ".join(shown), min(1.0, found.fit + 0.3), "band")
