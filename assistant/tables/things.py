"""All things of a kind that a table lists: its events, its risks, those of a month or a place.

The kind is what stands over a column, be it that of the labels ("Event") or another ("Risk"). A
question may keep to those of a place, a region, a time or a part of a plan: what stands over the
table says that it is of it, or the rows do that are told.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace

from assistant.draft import Draft, Sentence
from assistant.figures import cell_figure
from assistant.letters import plain
from assistant.question import Question, bare, subject
from assistant.reading.framing import frame
from assistant.reading.match import Matcher, script
from assistant.refusals.constraints import OF_ROWS
from assistant.tables.asked_kind import (
    AskedKind,
    asked_kind,
    is_called,
    kinds_of_header,
    left_unsaid,
)
from assistant.tables.assembly import table_rows
from assistant.tables.citations import cell_supports, row_supports
from assistant.tables.editions import marks
from assistant.tables.plans_named import of_plan, over
from assistant.tables.rows import Row, by_table, corner, is_total, leaf, row_name
from assistant.tables.rows_of import TIMES, Kept, dated_cells, is_over, is_place, of_code, rows_of
from assistant.tables.said_categories import said_categories
from assistant.tables.standing_over import is_said_over
from assistant.tables.texts import shown_cells, timely, without_columns
from assistant.tables.words import is_level, phrase
from assistant.wording import wording
from index.hits import Hit
from index.static import StaticEmbedder
from ingest.document import RowCell

FEWEST, MOST = 2, 30  # things that are told
ALIKE = 0.75  # how well a header in another language must be named
LONGEST = 200  # characters of a cell that names a thing
TRUST = 0.7
_BARE_CODE = re.compile(r"[A-Z]{0,5}[ -]?\d[\d.-]*[A-Z]?|[A-Z]{1,2}|[A-Z]{2,6}-?\d*")


@dataclass(frozen=True, slots=True)
class Things:
    """The things of a kind that the tables of a document list.

    Attributes:
        rows: in reading order.
        column: the header of the column that names them; empty where the labels do.
        header: what stands over that column.
        told: the cells that tell each row among others: its date, its place.
        is_part: only those of a place, a month or a part of a plan are told.
    """

    rows: tuple[Row, ...]
    column: str
    header: str
    told: tuple[tuple[RowCell, ...], ...] = ()
    is_part: bool = False


def things_draft(question: Question, hits: Sequence[Hit], vectors: StaticEmbedder) -> Draft | None:
    """The things that a question asks all of, or how many they are; None where no table lists them.

    Args:
        question: as understood.
        hits: passages in search order, all rows of the tables that matter among them.
        vectors: the embedding that words are compared by.
    """
    kind = asked_kind(question)
    if kind is None:
        return None
    rows = timely(question, table_rows(hits, worded=True))
    tables = of_plan(question, kind, list(_listing(kind, rows, vectors)), hits)
    kept = (own for table in tables if (own := _kept(question, kind, table)))
    about = (_about(question, kind, own, vectors) for own in kept)
    found = [own for own in about if own.rows and not _is_category(question, own, vectors)]
    found = [own for own in found if not _are_levels(own)]
    found.sort(key=lambda own: _fit(question, own, vectors), reverse=True)
    parts = [own for own in found if own.is_part]
    several = parts and parts == found[: len(parts)] and not kind.counted
    told = parts if several and not (kind.parts or _codes(question)) else found[:1]
    number = sum(len(own.rows) for own in told)
    if not told or kind.number not in (None, number) or number > MOST:
        return None
    if number < FEWEST and not told[0].is_part:
        return None
    return _listed(question, kind, told)


def _are_levels(things: Things) -> bool:
    """Whether a column says how high each row is: "high" is no priority of a plan."""
    return all(is_level(_name(row, things.column)[0]) for row in things.rows)


def _is_category(question: Question, things: Things, vectors: StaticEmbedder) -> bool:
    """Whether a question keeps to a category of the rows, which is told by ``categories``."""
    matcher = Matcher(subject(without_columns(question.text)), vectors)
    return not things.is_part and bool(said_categories(question, things.rows, matcher))


def _codes(question: Question) -> list[str]:
    """The codes of parts of a plan that a question says, which mean others in another plan."""
    return [code for code in question.codes if "-" not in code]


def _listing(kind: AskedKind, rows: Sequence[Row], vectors: StaticEmbedder) -> Iterator[Things]:
    """The tables that list things of a kind, those alike of one document together."""
    merged: dict[tuple[int, str, tuple[str, ...]], list[Row]] = {}
    for own in by_table(sorted(rows, key=lambda row: row.hit.passage_id)).values():
        if any(phrase("other things").match(leaf(row.name)) for row in own):
            continue  # a list that ends with others does not tell all
        header, column, inner = _column_of(kind, own, vectors)
        told = [row for row in own if not is_total(row) and not row.is_sum]
        told = [row for row in told if bool(row.group) or not inner]
        if header and told:
            key = own[0].hit.document.id, f"{header}\n{column}", _columns(own)
            merged.setdefault(key, []).extend(told)
    for (_, called, _), own in merged.items():
        header, _, column = called.partition("\n")
        yield Things(tuple(own), column, header)


def _column_of(
    kind: AskedKind, rows: Sequence[Row], vectors: StaticEmbedder
) -> tuple[str, str, bool]:
    """The header over what a table calls the things of a kind.

    Returns:
        the header; the column, empty where it is that of the labels; whether only rows within a
        group are of the kind, where the header names two kinds.
    """
    over = label_headers(rows)
    worded = [header for header in dict.fromkeys(_worded(rows)) if header]
    callers: list[Callable[[str, str], bool]] = [is_called, *_alike(kind, vectors)]
    for called in callers:
        for header in over[::-1]:
            parts = kinds_of_header(header)
            said = [n for n, part in enumerate(parts) if called(kind.noun, part)]
            if len(parts) == 1 and said:
                return header, "", header != over[0] and len(over) > 1
            if len(parts) == 2 and said == [1] and any(row.group for row in rows):
                return header, "", True
        for header in worded:
            if called(kind.noun, header):
                return header, header, False
    return "", "", False


def _alike(kind: AskedKind, vectors: StaticEmbedder) -> Iterator[Callable[[str, str], bool]]:
    """How else a header may call things than the question does, in another language."""
    plurals = [f"{name}s" if name.isascii() else name for name in kind.names]
    yield (
        lambda noun, header: (
            script(noun) != script(header) and any(is_called(name, header) for name in plurals)
        )
    )
    yield (
        lambda noun, header: (
            script(noun) != script(header)
            and float(Matcher(noun, vectors).named([header])[0]) >= ALIKE
        )
    )


def label_headers(rows: Sequence[Row]) -> list[str]:
    """The headers over the labels of the rows of a table, from the outer to the inner."""
    row, columns = rows[0], set(_columns(rows))
    for line in reversed(row.hit.passage.context.split("\n")):
        names = line.split(" | ")
        if len(names) > 1 and columns & set(names):
            first = min(n for n, name in enumerate(names) if name in columns)
            return names[:first]
    return [corner(row)] if corner(row) else []


def _worded(rows: Sequence[Row]) -> Iterator[str]:
    """The headers of columns that have a cell of words in each row but totals."""
    rows = [row for row in rows if not is_total(row) and not row.is_sum]
    counts = Counter(
        cell.column
        for row in rows
        for cell in row.hit.passage.cells
        if any(map(str.isalpha, cell.text)) and cell_figure(cell.text) is None
        if len(cell.text) <= LONGEST
    )
    yield from (column for column, count in counts.items() if count == len(rows))


def _columns(rows: Sequence[Row]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(cell.column for row in rows for cell in row.hit.passage.cells))


def _kept(question: Question, kind: AskedKind, things: Things) -> Things | None:
    """The things that a question keeps to: of a place, a month, a year, a part of a plan.

    None where there are none, or where something else that binds the question is said neither over
    the table nor by rows.
    """
    around = _around(things.rows[0])
    named = f"{corner(things.rows[0])}\n{over(things.rows[0])}"  # not the first group of rows
    own, names_plan = bare(question.text), bool(kind.marks & marks(question.text))
    is_part = False
    kept: list[Kept] = [(row, ()) for row in things.rows]
    for constraint in question.constraints:
        if constraint.kind == "number" or plain(constraint.text) in plain(kind.noun):
            continue
        if names_plan and kind.is_plan(constraint):
            continue
        by_rows = constraint.kind in OF_ROWS and constraint.text in own
        by_rows = by_rows or (constraint.kind == "name" and is_place(constraint, things.rows))
        if constraint.kind in TIMES and not any(
            dated_cells(constraint, row) for row in things.rows
        ):
            by_rows = False
        above = named if by_rows and constraint.kind == "place" else around
        if is_over(constraint, above) and not (by_rows and constraint.kind in TIMES):
            continue
        if not by_rows:
            return None
        kept = rows_of(constraint, kept, things.rows)
        is_part = is_part or constraint.kind != "year"
    for code in kind.parts:
        is_part, kept = True, of_code(code, kept)
    if not kept:
        return None
    rows, told = zip(*kept, strict=True)
    return replace(things, rows=rows, told=tuple(map(_distinct, told)), is_part=is_part)


def _distinct(cells: Sequence[RowCell]) -> tuple[RowCell, ...]:
    return tuple({cell.position: cell for cell in cells}.values())


def _around(row: Row) -> str:
    return "\n".join([frame(row.hit), corner(row)])


def _about(question: Question, kind: AskedKind, things: Things, vectors: StaticEmbedder) -> Things:
    """The things of those tables over which all is said that a question says besides.

    That is besides the kind and what rows are of.
    """
    met = [constraint.text for constraint in question.constraints]
    rest = f"{_before(kind.noun, things.header)} {left_unsaid(question, kind.noun, *met)}"
    rest = phrase("taking place").sub(" ", rest).strip()
    columns = " ".join(sorted({cell.column for cells in things.told for cell in cells}))
    first = {row.table: row for row in reversed(things.rows)}
    said = {
        table: is_said_over(question, rest, row, vectors, columns) for table, row in first.items()
    }
    pairs = zip(things.rows, things.told, strict=True)
    kept = [(row, told) for row, told in pairs if said[row.table]]
    rows, told = zip(*kept, strict=True) if kept else ((), ())
    return replace(things, rows=rows, told=told)


def _before(noun: str, header: str) -> str:
    """What a question says of a kind before its name: "upcoming" of upcoming events."""
    words = noun.split()
    if script(noun) != script(header):
        return ""
    if script(noun) == "han":
        return noun[: -len(header)] if noun.endswith(header) else ""
    return left_words(words[: -len(header.split())])


def left_words(words: Sequence[str]) -> str:
    """Words without those that tell nothing of things: "all main"."""
    return " ".join(phrase("of things").sub(" ", " ".join(words)).split())


def _fit(question: Question, things: Things, vectors: StaticEmbedder) -> tuple[float, int, int]:
    """How well what stands over things answers to a question; of those alike the latest first."""
    row = things.rows[0]
    matcher = Matcher(bare(question.text), vectors)
    said = float(matcher.covered(matcher.met([_around(row)]))[0])
    return round(said, 1), max(row.hit.document.years, default=0), len(things.rows)


def _listed(question: Question, kind: AskedKind, told: Sequence[Things]) -> Draft:
    """A line for each of the things, with the cells that tell it among others."""
    words = wording(question.language)
    names, lines = [], []
    for things in told:
        counts = Counter(leaf(row.hit.passage.label) for row in things.rows)
        for row, cells in zip(things.rows, things.told, strict=True):
            name, own = _name(row, things.column)
            names.append(name)
            shown = list(cells)
            alone = things.column or counts[leaf(row.hit.passage.label)] == 1
            apart = [] if alone else _telling_apart(row, shown)
            group = [row_name(leaf(row.group))] if not alone and row.group else []
            more = words.comma.join([*group, *shown_cells([*shown, *([] if group else apart)])])
            cited = own or shown
            supports = cell_supports(row.hit, cited) if cited else row_supports(row.hit)
            lines.append(Sentence(f"- **{name}**{words.colon if more else ''}{more}", supports))
    short = str(len(names)) if kind.counted else "; ".join(dict.fromkeys(names))
    if kind.counted:
        lines.insert(0, Sentence(f"**{short}**"))
    return Draft("answered", tuple(lines), short, TRUST, "kinds")


def _telling_apart(row: Row, shown: Sequence[RowCell]) -> list[RowCell]:
    """The first cells of a row whose label others have, too."""
    return [cell for cell in row.hit.passage.cells if cell not in shown][:2]


def _name(row: Row, column: str) -> tuple[str, list[RowCell]]:
    """What a row is called in a column, with the cell; by its label where none is given."""
    own = [cell for cell in row.hit.passage.cells if column and cell.column == column]
    if own:
        return " ".join(own[0].text.split()), own
    label = leaf(row.hit.passage.label)
    coded = _BARE_CODE.fullmatch(label) is not None  # "A1" tells nobody what it is
    return row_name(leaf(row.name) if coded or not label else label), []
