"""The figures of a row over the years that a question asks for, its namesakes' among them."""

from __future__ import annotations

import re
from collections.abc import Sequence

from assistant.letters import plain
from assistant.question import Question
from assistant.reading.match import script
from assistant.tables.asked import Asked, Cell, is_sure
from assistant.tables.columns import bare_header, measure_of, wanted_values
from assistant.tables.rows import Row, Value, leaf, own_name, undated
from assistant.tables.words import concepts

MAX_SPAN = 12  # years that a span may hold to be added up
TWIN_NAMED = 0.35  # share of its label that the question must name
TWIN = 0.45  # of the best row's fit, what another row of another year must have
_RANGE = re.compile(
    r"(?:from|between|de|从)\s*\D{0,24}(?:19|20)\d{2}.{0,30}?(?:to|through|and|until|-|–|至|到)\s*\D{0,24}(?:19|20)\d{2}"
    r"|(?:19|20)\d{2}年?\s*(?:[-–—至到]|to|through)\s*(?:19|20)\d{2}",
    re.IGNORECASE,
)
# What parts the clauses of two years: by comparing them, or by joining them.
_COMPARED = re.compile(
    r"\b(?:than|compared (?:to|with)|against|versus|vs\.?)\b|[,，;；]|比", re.IGNORECASE
)
_JOINED = re.compile(r"\band\b|[与和跟同]", re.IGNORECASE)
_ANY_YEAR = re.compile(r"(?<!\d)(?:19|20)\d{2}(?!\d)")


def spanned_years(question: Question) -> tuple[int, ...]:
    """The years of a question, with those between where it names a span: "from 2019 to 2021"."""
    years = question.years
    if len(years) != 2 or not _RANGE.search(question.text):
        return years
    first, last = sorted(years)
    return tuple(range(first, last + 1)) if last - first < MAX_SPAN else years


def by_year(asked: Asked, row: Row, span: bool = False) -> list[Cell]:
    """The figures of a row, or of its namesakes elsewhere, for each year asked for, in that order.

    Args:
        asked: the question with its rows.
        row: the row that is meant.
        span: two years stand for all from one to the other ("the average from 2017 to 2019").
    """
    years = list(asked.question.years)
    if span and len(years) == 2 and _RANGE.search(asked.question.text):
        first, last = sorted(years)
        near = [other for other in asked.table(row) if undated(other) == undated(row)]
        known = sorted(
            {year for other in (row, *near) for year in other.years if first <= year <= last}
        )
        years = known if len(known) > 2 else years
    return of_years(asked, row, years)


def every_year(asked: Asked, row: Row) -> list[Cell]:
    """The figures of a row and its namesakes for every year that there is, the first year first."""
    near = [other for other in asked.rows if other.score >= TWIN * row.score]
    known = sorted({year for other in near for year in other.years})
    return of_years(asked, row, known)


def of_years(asked: Asked, row: Row, years: Sequence[int]) -> list[Cell]:
    """A figure for each year that has one, of one measure where all of them have it."""
    found: list[tuple[Row, list[Value]]] = []
    kinds: set[int] = set()
    for year in years:
        twin = _twin(asked, row, year)
        values = wanted_values(asked.question, twin, year=year) if twin else []
        exact = [value for value in values if value.years == (year,)] or values
        if twin and exact:
            kind, exact = _by_its_clause(asked.question.text, year, exact)
            kinds.add(kind)
            found.append((twin, exact))
    if not found:
        return []
    if len(kinds) > 1:  # what is planned for one year and what was spent in another
        return [(twin, values[0]) for twin, values in found]
    first = [value for value in found[0][1] if value.is_share == found[0][1][0].is_share]
    shared = set.intersection(*(set(map(measure_of, values)) for _, values in found))
    measure = next((own for own in map(measure_of, first) if own in shared), None)
    cells = [
        (twin, next((v for v in values if measure_of(v) == measure), values[0]))
        for twin, values in found
    ]
    told = {(row.hit.passage_id, value.cell.position): (row, value) for row, value in cells}
    return _one_kind(list(told.values()))


def _by_its_clause(text: str, year: int, values: list[Value]) -> tuple[int, list[Value]]:
    """The figures of a year, first those of the kind that its clause asks for.

    "How much more is planned for 2026 than was spent in 2024?"

    Returns:
        which of the kinds of columns (``concepts``) it is, -1 where the clause says none; and the
        figures.
    """
    clause = _clause(text, year)
    for number, (asked, header) in enumerate(concepts()):
        meant = [v for v in values if header.search(bare_header(v.cell.column))]
        if clause and meant and asked.search(clause):
            return number, [*meant, *(value for value in values if value not in meant)]
    return -1, values


def _clause(text: str, year: int) -> str:
    """The clause of one of the two years of a text; empty where nothing parts them."""
    said = list(_ANY_YEAR.finditer(text))
    if len(said) != 2 or str(year) not in (said[0].group(), said[1].group()):
        return ""
    first, last = said[0].end(), said[1].start()
    seams = list(_COMPARED.finditer(text, first, last)) or list(_JOINED.finditer(text, first, last))
    if not seams:
        return ""
    # A name that joins things stands before the year in English, behind it in Chinese.
    seam = seams[-1] if script(text) == "han" else seams[0]
    return text[: seam.start()] if said[0].group() == str(year) else text[seam.end() :]


def _twin(asked: Asked, row: Row, year: int) -> Row | None:
    """The row itself where it has the year, else the best one of its name, else the best one."""
    if year in row.years:
        return row
    fitting = [other for other in asked.rows if year in other.years]
    if "share" in asked.question.wants and any(value.is_share for value in row.values):
        fitting.sort(key=lambda other: not any(value.is_share for value in other.values))
    beside = (o for o in fitting if o.table == row.table and undated(o) == undated(row))
    measures = set(map(measure_of, row.values))
    same = [other for other in fitting if own_name(other) == own_name(row)]
    same.sort(key=lambda other: not measures & set(map(measure_of, other.values)))
    namesake = iter(same)
    floor = TWIN * row.score
    alike = (
        other
        for other in fitting
        if other.score >= floor
        and (undated(other) or not undated(row))
        and (other.named >= TWIN_NAMED or is_sure(asked, other) or _is_longer(other, row))
    )
    return next(beside, None) or next(namesake, None) or next(alike, None)


def _is_longer(row: Row, other: Row) -> bool:
    """Whether one of two Chinese names holds all characters of the other: 统计数据, 数据和统计."""
    one, two = set(plain(leaf(row.name))), set(plain(leaf(other.name)))
    smaller = min(one, two, key=len)
    return len(smaller) >= 3 and (one <= two or two <= one) and script(leaf(row.name)) == "han"


def _one_kind(cells: list[Cell]) -> list[Cell]:
    """Cells of several rows brought to one kind: all shares, or all amounts."""
    if len({value.is_share for _, value in cells}) < 2:
        return cells
    share = cells[0][1].is_share
    alike = []
    for row, value in cells:
        same = [
            other
            for other in row.values
            if other.is_share == share and set(other.years) & set(value.years)
        ]
        alike.append((row, same[0] if same else value))
    return alike
