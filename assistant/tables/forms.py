"""Answers from forms and data sheets: a name, and beside it what the thing has under that name.

"Policy no. | A-77", "Rated voltage | kV | : | 36". No column says what such values are; the row's
name does, and the rest of the form tells whose it is.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from assistant.draft import Draft, Sentence
from assistant.figures import cell_figure
from assistant.letters import plain
from assistant.question import Question, subject
from assistant.reading.match import Floats, Matcher
from assistant.tables.citations import cell_supports
from assistant.tables.rows import Row, by_table, leaf
from assistant.wording import wording
from index.static import StaticEmbedder
from ingest.document import RowCell
from ingest.grid import is_blank
from ingest.units import is_unit

_NUMBER_OF = re.compile(r"\s*(?:no\.?|nr\.?|n[°º]|№|#)\s*$", re.IGNORECASE)  # "Policy no."
NAMED = 0.75  # share of a row's name that a question must say
COVERED = 0.6  # share of the question that the row and the rest of its form must answer to
LEAD = 0.1  # how much better than another form one must fit to be meant alone
FEW_ROWS = 3
MAX_VALUE = 200  # characters of a value
MAX_READINGS = 3
SHORT = 2  # letters of a value that may be in a question by chance
_FIGURES = frozenset({"amount", "share"})
_WORKED_OUT = frozenset({"sum", "difference", "extreme", "comparison", "reason", "list"})


@dataclass(frozen=True, slots=True)
class _Entry:
    """A row of a form.

    Attributes:
        row: the row.
        value: the cell that says what the thing has.
        unit: what stands before it as its unit, or empty.
    """

    row: Row
    value: RowCell
    unit: str


def form_draft(question: Question, rows: Sequence[Row], vectors: StaticEmbedder) -> Draft | None:
    """What a form says under the name that a question asks for, or None.

    Args:
        question: as understood.
        rows: those with or without figures that may be meant (``texts.worded_rows``).
        vectors: the embedding that names are compared by across languages.
    """
    if question.kind in _WORKED_OUT:
        return None
    figures = bool(question.wants & _FIGURES)
    forms = [form for own in by_table(rows).values() if (form := _entries(own, figures))]
    if "share" in question.wants and not question.wants & {"amount", "money"}:
        forms = [form for own in forms if (form := [e for e in own if "%" in e.value.text])]
    if not forms:
        return None
    matcher = Matcher(subject(question.text), vectors)
    asked = plain(question.text)
    found = [
        (float(fit), entry, form)
        for form in forms
        for entry, fit in zip(form, _fits(form, matcher, asked), strict=True)
        if fit > 0
    ]
    if not found:
        return None
    best = max(fit for fit, _, _ in found)
    meant = [(entry, form) for fit, entry, form in found if fit > best - LEAD]
    names = {leaf(entry.row.name) for entry, _ in meant}
    if len(names) > 1 or len(meant) > MAX_READINGS:
        return None
    by = [other for other in meant[0][1] if _is_said(other, asked)] if len(meant) == 1 else []
    return _told(question, [entry for entry, _ in meant], by, min(1.0, best))


def _entries(rows: Sequence[Row], figures: bool) -> list[_Entry]:
    """The rows of a table that is a form: what stands beside their names is of all kinds.

    Args:
        rows: those of one table.
        figures: whether only entries with a figure may answer.
    """
    filled = Counter(cell.position for row in rows for cell in _cells(row))
    entries = [entry for row in rows if (entry := _entry(row, filled))]
    told = sum(any(map(str.isdigit, entry.value.text)) for entry in entries)
    if len(entries) < FEW_ROWS or told in (0, len(entries)):
        return []
    return [e for e in entries if not figures or cell_figure(e.value.text) is not None]


def _cells(row: Row) -> list[RowCell]:
    return [cell for cell in row.hit.passage.cells if not is_blank(cell.text)]


def _entry(row: Row, filled: Counter[int]) -> _Entry | None:
    """What a row says; of several cells without headers the one in the column that most rows have.

    Args:
        row: the row.
        filled: how many rows of its table have each column.
    """
    cells = _cells(row)
    if not row.hit.passage.label or not cells:
        return None
    if len(cells) > 1 and any(cell.column for cell in cells):
        return None
    value = max(cells, key=lambda cell: filled[cell.position])
    before = [cell.text for cell in cells if cell.position < value.position]
    unit = next((text for text in before if is_unit(text)), "")
    return _Entry(row, value, unit) if len(value.text) <= MAX_VALUE else None


def _fits(form: Sequence[_Entry], matcher: Matcher, asked: str) -> Floats:
    """How well the question is answered by each entry with its form around it; 0 for those unnamed.

    What the question says itself is no answer to it.
    """
    passages = [entry.row.hit.passage for entry in form]
    title = form[0].row.hit.document.title
    around = "\n".join([title, passages[0].context, *(passage.text for passage in passages)])
    names = [_NUMBER_OF.sub("", leaf(entry.row.name)) for entry in form]
    named = matcher.named(names)
    said = np.array([plain(entry.value.text) not in asked for entry in form])
    covered = float(matcher.covered(matcher.met([around]))[0])
    able = (named >= NAMED) & said & (covered >= COVERED)
    return np.where(able, named * covered, 0.0).astype(np.float32)


def _is_said(entry: _Entry, asked: str) -> bool:
    """Whether a question says what stands in an entry, and so whose form it means."""
    value = plain(entry.value.text)
    return len(value) > SHORT and value in asked


def _told(question: Question, meant: Sequence[_Entry], by: Sequence[_Entry], fit: float) -> Draft:
    """The entries that are meant, then those by which the question says whose form it means."""
    words = wording(question.language)
    lines = [_line(entry, words.colon, f"**{_shown(entry)}**") for entry in meant]
    values = list(dict.fromkeys(map(_shown, meant)))
    if len(values) > 1:
        lines.insert(0, Sentence(words.readings))
    lines += [_line(entry, words.colon, _shown(entry)) for entry in by]
    return Draft("answered", tuple(lines), "; ".join(values), fit, "cells")


def _line(entry: _Entry, colon: str, shown: str) -> Sentence:
    return Sentence(f"{entry.row.name}{colon}{shown}", cell_supports(entry.row.hit, [entry.value]))


def _shown(entry: _Entry) -> str:
    value = " ".join(entry.value.text.split())
    return f"{value} {entry.unit}" if entry.unit and entry.unit not in value else value
