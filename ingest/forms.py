"""Forms with two things in a row: ``Name | A. Lee | Year | 2021``."""

from __future__ import annotations

from collections.abc import Sequence

from ingest.document import Cell

FEW_ROWS = 3
MAX_NAME_CHARS = 40


def paired_rows(rows: Sequence[Sequence[Cell]]) -> dict[int, int]:
    """The rows of a form that tell two things each, with the column that the second begins with.

    There the third text names what the fourth says. The names are short, without figures and all
    different, and what stands beside them is of all kinds, unlike the column of a table.

    Args:
        rows: those of a table.
    """
    found: dict[int, int] = {}
    run: list[int] = []
    places: tuple[int, ...] = ()
    for number, row in enumerate((*rows, ())):
        filled = tuple(i for i, cell in enumerate(row) if cell.text.strip() and not cell.spanned)
        if run and filled and filled in (places, places[:2], places[2:]):
            run.append(number)
            continue
        if len(run) >= FEW_ROWS and _is_form([rows[i] for i in run], places):
            found.update(dict.fromkeys(run, places[2]))
        run, places = ([number], filled) if len(filled) == 4 and not filled[0] else ([], ())
    return found


def _is_form(rows: Sequence[Sequence[Cell]], places: Sequence[int]) -> bool:
    names = [text for row in rows for i in places[::2] if (text := row[i].text.strip())]
    if len(set(names)) < len(names) or not all(map(_is_name, names)):
        return False
    values = ([row[i].text for row in rows if row[i].text] for i in places[1::2])
    return all(len({any(map(str.isdigit, text)) for text in column}) == 2 for column in values)


def _is_name(text: str) -> bool:
    return len(text) <= MAX_NAME_CHARS and not any(map(str.isdigit, text))
