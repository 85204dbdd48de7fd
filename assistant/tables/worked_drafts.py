"""Drafts of what is worked out from cells: the result, its working, and the cells it is of."""

from __future__ import annotations

from collections.abc import Sequence

from assistant.draft import Draft, Sentence
from assistant.tables.arithmetic import Quantity, difference, shown, total
from assistant.tables.asked import Asked, Cell
from assistant.tables.codes import meaning_flag
from assistant.tables.lines import cell_lines
from assistant.tables.rows import own_name
from assistant.tables.wording import table_wording
from assistant.tables.workings import added, shown_gap, subtraction
from assistant.wording import wording


def sums_by_year(asked: Asked, cells: Sequence[Cell]) -> Draft:
    """The figures of a name that stands under several groups in a year, and their sums by year."""
    words, language = wording(asked.language), asked.language
    by_year: dict[tuple[int, ...], list[Quantity]] = {}
    for _, value in cells:
        by_year.setdefault(value.years, []).append(value.quantity)
    sums = {years: total(quantities) for years, quantities in sorted(by_year.items())}
    facts = [
        f"{', '.join(map(str, years))}{words.colon}**{shown(total(quantities), language)}**"
        + (f" ({added(quantities)})" if len(quantities) > 1 else "")
        for years, quantities in sorted(by_year.items())
    ]
    head = words.comma.join(facts)
    if len(sums) == 2:
        old, new = sums.values()
        result = difference(new, old)
        head += f"{words.comma}{shown_gap(result, language)} ({subtraction(new, old, result)})"
    short = "; ".join(shown(value.quantity, language) for _, value in cells)
    sentences = (Sentence(head), *cell_lines(asked, cells))
    return Draft("answered", sentences, short, min(1.0, cells[0][0].score), "groups")


def worked_draft(
    asked: Asked, cells: Sequence[Cell], result: str, working: str, method: str
) -> Draft:
    """The answer with a result and its working, and the cells that it is worked out from.

    A difference of one thing in two years says which way it went; one with a sign shows it.
    """
    told = f"**{result}**"
    if method in ("difference", "change") and len(cells) == 2 and "−" not in result:
        told = moved(cells, told, asked.language)
    head = Sentence(f"{told} ({working})")
    lines = [*cell_lines(asked, cells), *meaning_flag(asked, cells)]
    confidence = min(1.0, *(row.score for row, _ in cells))
    return Draft("answered", (head, *lines), result, confidence, method)


def moved(cells: Sequence[Cell], gap: str, language: str) -> str:
    """A gap, of one thing in two years with whether it rose or fell."""
    (row, value), (other, another) = cells
    years = [max(value.years, default=0), max(another.years, default=0)]
    if not all(years) or years[0] == years[1] or own_name(row) != own_name(other):
        return gap
    old, new = (value, another) if years[0] < years[1] else (another, value)
    words = table_wording(language)
    rose = new.quantity.whole > old.quantity.whole
    return (words.rose if rose else words.fell).format(gap=gap)


def unlike_units(asked: Asked, cells: Sequence[Cell]) -> Draft:
    """That figures in different units cannot be computed with each other, with the figures."""
    units = wording(asked.language).list_comma.join(
        dict.fromkeys(value.figure.unit or "–" for _, value in cells)
    )
    head = Sentence(table_wording(asked.language).units_differ.format(units=units))
    lines = cell_lines(asked, cells)
    return Draft("answered", (head, *lines), None, cells[0][0].score, "units")
