"""Answers from table rows: which row, which column, which year."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from assistant.answer import CellAddress
from assistant.draft import Support
from assistant.figures import Figure, cell_figure, years
from assistant.letters import plain
from assistant.match import Matcher
from assistant.question import Question, question_codes, row_subject
from index.search import Hit
from ingest.document import RowCell

WHOLE_ROW = 200  # characters of a row that is quoted whole
_BRACKETS = re.compile(r"[（(\[【][^（()）\]】]*[)）\]】]")
_TOTAL = re.compile(
    r"^(?:总计|合计|总额|小计|共计|total|grand total|subtotal|sum)\b", re.IGNORECASE
)
_PLAIN_CODE = re.compile(r"^[A-Z]{1,5}\d{1,3}$")


@dataclass(frozen=True, slots=True)
class Value:
    """A figure in a table row, with the years it is for."""

    cell: RowCell
    figure: Figure
    years: tuple[int, ...]

    @property
    def is_share(self) -> bool:
        """Whether it is a percentage."""
        return self.figure.unit == "%"


@dataclass(frozen=True, slots=True)
class Row:
    """A table row that may answer, with its figures and how well it fits the question.

    Attributes:
        hit: the passage.
        name: its label without the explanations in brackets.
        codes: codes in its label (``P2``).
        values: its figures in column order.
        named: share of the label that the question names, 0 to 1.
        covered: share of the question that label, caption, headers and section answer to, 0 to 1.
        score: both in one.
    """

    hit: Hit
    name: str
    codes: tuple[str, ...]
    values: tuple[Value, ...]
    named: float
    covered: float
    score: float

    @property
    def years(self) -> frozenset[int]:
        """The years that its figures are for."""
        return frozenset(year for value in self.values for year in value.years)


def rank_rows(question: Question, hits: Sequence[Hit], matcher: Matcher) -> list[Row]:
    """The table rows among the hits that hold figures, the best fit first.

    A row whose label carries the code that is asked for (P2) is taken before any other; one with
    another code of the same series (P3) is left out. Rows of other years than those asked for stay,
    so that a refusal can say which years there are.
    """
    found = [hit for hit in hits if hit.passage.kind == "row"]
    values = [_values(hit) for hit in found]
    found, values = (
        [hit for hit, has in zip(found, values, strict=True) if has],
        [has for has in values if has],
    )
    if not found:
        return []
    names = [row_name(hit.passage.label) for hit in found]
    frames = [_frame(hit) for hit in found]
    named = matcher.named([leaf(name) for name in names])
    covered = matcher.covered(matcher.met(frames).met)
    asked = {code for code in question.codes if _PLAIN_CODE.match(code)}
    letters = plain(question.text)
    nameless = not row_subject(question.text)
    rows = []
    for hit, name, has, n, c in zip(found, names, values, named, covered, strict=True):
        codes = question_codes(hit.passage.label)
        fit = _code_fit(asked, hit.passage.label)
        if fit is None:
            continue
        if leaf(name).isdigit():  # a row that is named by its year is named by nothing else
            n = np.float32(0.0)
        said = 1.0 if _said(name, letters) else float(n)
        score = fit if nameless else _score(said, float(c), fit)
        rows.append(Row(hit, name, codes, has, said, float(c), score))
    return sorted(rows, key=lambda row: -row.score)


def row_name(label: str) -> str:
    """A row's label without the explanations in brackets."""
    bare = " ".join(_BRACKETS.sub(" ", label).split())
    return bare or label


def leaf(name: str) -> str:
    """The last part of a label path: the row itself, without the rows it belongs to."""
    return name.rsplit(" / ", 1)[-1]


def is_total(row: Row) -> bool:
    """Whether a row is the table's total."""
    return bool(_TOTAL.match(leaf(row.name)))


def asked_values(question: Question, row: Row) -> list[Value]:
    """The figures of a row that can be what is asked for: no money where a number is."""
    if question.kind == "count" and not question.wants & {"amount", "money", "share"}:
        return [value for value in row.values if not value.figure.unit]
    return list(row.values)


def wanted_values(question: Question, row: Row) -> list[Value]:
    """The figures of a row that the question asks for, the most telling first.

    Figures of the years asked for where the row has years; amounts before shares where an amount is
    asked for, and the other way round.
    """
    values = asked_values(question, row)
    if question.years:
        values = [v for v in values if not v.years or set(v.years) & set(question.years)]
    shares_first = "share" in question.wants and "amount" not in question.wants
    return sorted(values, key=lambda v: (v.is_share != shares_first, v.cell.position))


def row_supports(hit: Hit, value: Value | None = None) -> tuple[Support, ...]:
    """The citations of a row, addressed to one cell of it where a value is given.

    A short row is quoted whole; of one with cells of running text, its label and its figures.
    """
    passage = hit.passage
    address = CellAddress(passage.caption, passage.label, value.cell.column if value else "")
    if len(passage.text) <= WHOLE_ROW:
        return (Support(hit, passage.text, address),)
    cells = passage.text.split(" | ")
    figures_from = next(
        (n for n, cell in enumerate(cells) if n and cell_figure(cell) is not None), None
    )
    if figures_from is None:
        return (Support(hit, passage.text, address),)
    label = Support(hit, cells[0], address)
    return label, Support(hit, " | ".join(cells[figures_from:]), address)


def _values(hit: Hit) -> tuple[Value, ...]:
    passage = hit.passage
    outer = (
        years(passage.label)
        or years(passage.caption)
        or next((found for title in reversed(passage.section) if (found := years(title))), [])
    )
    in_columns = [year for cell in passage.cells for year in years(cell.column)]
    # A share beside "2023 budget" is of 2023 too; a row over several years leaves it open.
    implied = in_columns if len(set(in_columns)) == 1 else []
    values = []
    for cell in passage.cells:
        figure = cell_figure(cell.text, cell.unit or cell.column)
        if figure is not None:
            own = years(cell.column) or implied or outer
            values.append(Value(cell, figure, tuple(dict.fromkeys(own))))
    return tuple(values)


def _frame(hit: Hit) -> str:
    passage = hit.passage
    columns = " ".join(dict.fromkeys(cell.column for cell in passage.cells))
    section = " ".join(passage.section[-2:])
    return f"{passage.label}\n{passage.caption}\n{columns}\n{section}\n{hit.document.title}"


def _score(named: float, covered: float, fit: float) -> float:
    """A row's fit: its name and its surroundings; a code alone is more than half the way.

    A row that is named in full goes before one that only has the code: "the share of policy in P3"
    is about policy.
    """
    words = 0.5 * named + 0.5 * covered
    score = fit * 0.6 + (1 - fit * 0.6) * words
    return min(1.0, score + 0.1 * (named >= 1.0))


def _said(name: str, question: str) -> bool:
    """Whether a question says a row's name in so many letters."""
    letters = plain(leaf(name))
    return len(letters) >= 4 and not letters.isdigit() and letters in question


def _code_fit(asked: set[str], name: str) -> float | None:
    """What a row's codes add to its fit; None where they rule it out.

    Its own code counts in full, that of a row it belongs to by half.
    """
    if not asked:
        return 0.0
    own = set(question_codes(leaf(name)))
    if asked & own:
        return 1.0
    series = {re.sub(r"\d+$", "", code) for code in asked}
    if any(re.sub(r"\d+$", "", code) in series for code in own):
        return None
    codes = set(question_codes(name))
    if asked & codes:
        return 0.5
    return None if any(re.sub(r"\d+$", "", code) in series for code in codes) else 0.0
