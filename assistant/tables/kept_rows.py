"""Which rows of a table are those that a question over all rows asks for: priorities, depots."""

from __future__ import annotations

import re
from collections.abc import Sequence

from assistant.reading.framing import frame
from assistant.reading.match import script
from assistant.tables.asked import FOREIGN, LEAD, Asked, Cell
from assistant.tables.over_years import besides_series, says_any, series_of
from assistant.tables.rows import Row, corner, is_total, label_codes, leaf, undated
from assistant.tables.standing_over import SAID, SAID_ACROSS
from assistant.tables.terms import terms
from assistant.tables.words import phrase

_PARTS = re.compile(r"[/／|]")


def rows_of_kind(kind: str, rows: Sequence[Row]) -> list[Row]:
    """The rows of a table that are of the kind asked for: its rows, its groups, or those coded so.

    Args:
        kind: the words for them; without any, the rows that stand for no others.
        rows: of one table, or of tables alike.
    """
    own = [row for row in rows if not row.is_sum and not is_total(row) and undated(row)]
    letter, stems = series_of(kind)
    if not kind or not own:
        return own
    if under := _summed_as(kind, rows):
        return under
    if not letter:
        return own
    parts = corner_parts(own[0])
    groups = [row for row in rows if row.is_sum and not is_total(row)]
    if len(parts) > 1 and len(groups) > 1 and says_any(stems, parts[0]):
        return own if says_any(stems, parts[-1]) else groups
    return _of_series(letter, stems, own)


def corner_parts(row: Row) -> list[str]:
    """What the header over the labels of a table says, level by level: "Priority / theme"."""
    return [part.strip() for part in _PARTS.split(corner(row)) if part.strip()]


def _summed_as(kind: str, rows: Sequence[Row]) -> list[Row]:
    """The rows above a subtotal that is called as the kind is: "Subtotal | Priorities"."""
    begun: list[Row] = []
    _, stems = series_of(kind)
    for row in rows:
        name = " ".join([leaf(row.name), *row.aliases])
        called = set(terms(kind)) <= set(terms(name)) or says_any(stems, name)
        if not row.is_sum:
            begun.append(row)
        elif called and begun:
            return begun
        else:
            begun = []
    return []


def _of_series(letter: str, stems: Sequence[str], rows: Sequence[Row]) -> list[Row]:
    """The rows of a numbered series: by their codes, else by the group or the header over them.

    Rows that have only the codes of their groups are parts of what the header is over: themes.
    """
    own = [label_codes(leaf(row.name)) for row in rows]
    coded = [row for row, codes in zip(rows, own, strict=True) if is_coded(letter, codes)]
    if coded:
        return coded
    if any(is_coded(letter, row.codes) for row in rows) and not any(own):
        return []
    under = [row for row in rows if row.group and says_any(stems, row.group)]
    return under or list(rows)


def is_coded(letter: str, codes: Sequence[str]) -> bool:
    """Whether one of some codes is of the numbered series of a letter: P3."""
    return any(re.fullmatch(rf"{letter}\d+(?:\.\d+)*", code) for code in codes)


def says_kind(asked: Asked, kind: str, cells: Sequence[Cell], sums: Sequence[Row]) -> bool:
    """Whether rows are what a question asks for: by their codes, or what stands over or in them.

    Args:
        asked: the question with its rows.
        kind: the words for them; without any, figures of money are meant.
        cells: the figure of each.
        sums: the rows of their table that stand for others.
    """
    row, value = cells[0]
    names = [" ".join([leaf(other.name), *other.aliases]) for other in sums]
    texts = [corner(row), value.cell.column, frame(row.hit), row.group, *names]
    around = "\n".join(filter(None, texts))
    if not kind:
        return value.quantity.unit not in ("", "%") or bool(phrase("any money").search(around))
    letter, stems = series_of(kind)
    rest = besides_series(kind)
    if (
        letter
        and not says_any(stems, around)
        and not all(is_coded(letter, label_codes(leaf(row.name))) for row, _ in cells)
    ):
        return False
    if not rest:
        return True
    matcher = asked.matcher.for_words(rest)
    named = matcher.named([leaf(row.name) for row, _ in cells])
    if float(named.max()) >= FOREIGN and float(named.min()) <= LEAD * float(named.max()):
        return False  # "the north depot" is one of them
    met = matcher.met([around, *(leaf(row.name) for row, _ in cells[:2])])
    said = float(matcher.covered(met.max(axis=1, keepdims=True))[0])
    return said >= (SAID if script(around) == script(kind) else SAID_ACROSS)
