"""Rows of two years side by side: which fell, which rose, which changed the most, or all."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from assistant.draft import Draft, Sentence
from assistant.reading.match import script
from assistant.tables.arithmetic import Quantity, difference, same_scale, shown
from assistant.tables.asked import Asked, Cell, is_named
from assistant.tables.citations import row_supports
from assistant.tables.columns import bare_header
from assistant.tables.editions import marks
from assistant.tables.lines import display
from assistant.tables.over_years import OverYears, over_years
from assistant.tables.paired import Pair, Paired, Side, paired_rows
from assistant.tables.plans_named import over as standing_over
from assistant.tables.rows import Row, is_bare_total, label_codes, leaf, own_name, row_name
from assistant.tables.wording import table_wording
from assistant.tables.words import concepts
from assistant.tables.workings import subtraction
from assistant.wording import wording

MOST = 15  # rows that are told one by one
FLAGS = 3  # codes that are said to mean several things
TRUST = 0.75


def years_draft(asked: Asked | None) -> Draft | None:
    """All rows of a table, or those that fell or rose, in two years; None where it is not asked.

    Each line has the figures of both years, the change worked out, and both citations. A code that
    stands for something else in the later edition is said, with both figures.
    """
    over = over_years(asked.question) if asked else None
    paired = paired_rows(asked, over) if asked and over else None
    if asked is None or over is None or paired is None or _names_one(asked, over):
        return None
    if not (over.kind or over.money) and not _are_editions(asked, paired):
        return None
    chosen = [pair for pair in paired.pairs if _goes(pair, over)]
    if over.most and chosen:
        furthest = max(abs(_change(pair)) for pair in chosen)
        chosen = [pair for pair in chosen if abs(_change(pair)) == furthest]
    told = chosen or paired.pairs
    head, short = _head(asked, over, paired, chosen)
    lines = [_line(asked, pair) for pair in told[:MOST]]
    if not over.most:
        lines += _alone(asked, paired, over)
    lines += _flags(asked, paired)
    return Draft("answered", (*head, *lines), short, TRUST, "years")


def _names_one(asked: Asked, over: OverYears) -> bool:
    """Whether a question that compares two years names a row beyond doubt: it is about that one."""
    best = asked.likeliest
    return over.way == "all" and is_named(asked, best) and not is_bare_total(best)


def _are_editions(asked: Asked, paired: Paired) -> bool:
    """Whether the rows stand in the very editions that a question names by their codes."""
    named = []
    for side in zip(*paired.pairs, strict=True):
        rows = {row.hit.document.id: row for row, _ in side}.values()
        named.append(frozenset().union(*(marks(standing_over(row)) for row in rows)))
    first, second = sorted(asked.question.codes)
    return first in named[0] and second in named[1]


def _change(pair: Pair) -> Decimal:
    (_, old), (_, new) = pair
    return new.quantity.whole - old.quantity.whole


def _goes(pair: Pair, over: OverYears) -> bool:
    """Whether a row changed in the way that is asked for."""
    change = _change(pair)
    ways = {"all": True, "level": not change, "down": change < 0, "up": change > 0}
    return ways[over.way]


def _gap(pair: Pair) -> tuple[Quantity, str]:
    """By how much the figure of a row changed, without its sign, and the working."""
    old, new = same_scale([value.quantity for _, value in pair])
    larger, smaller = (new, old) if new.value > old.value else (old, new)
    gap = difference(larger, smaller)
    return gap, subtraction(larger, smaller, gap)


def _moved(asked: Asked, pair: Pair) -> str:
    """How a row changed, in words: "down by CHF 386,000"."""
    words, change = table_wording(asked.language), _change(pair)
    if not change:
        return words.unchanged
    moved = words.rose if change > 0 else words.fell
    return moved[0].lower() + moved[1:].format(gap=shown(_gap(pair)[0], asked.language))


def _head(
    asked: Asked, over: OverYears, paired: Paired, chosen: Sequence[Pair]
) -> tuple[tuple[Sentence, ...], str]:
    """The first line and the short answer: the rows that changed so, or the totals of all."""
    words = wording(asked.language)
    if over.way == "all":
        if paired.totals is None or over.kind:
            names = [f"{_name(asked, pair)} ({_moved(asked, pair)})" for pair in chosen]
            return (), "; ".join(names[:MOST])
        total = _line(asked, paired.totals)
        return (total,), _moved(asked, paired.totals)
    if not chosen:
        none = table_wording(asked.language).none
        return (Sentence(none),), none
    shown_pairs = [(_name(asked, pair), _moved(asked, pair)) for pair in chosen[:MOST]]
    told = words.list_comma.join(f"**{name}** ({moved})" for name, moved in shown_pairs)
    return (Sentence(told),), "; ".join(f"{name} ({moved})" for name, moved in shown_pairs)


def _line(asked: Asked, pair: Pair) -> Sentence:
    """A row in both years: "P3 – Policy: CHF 1,111,000 (2023) → CHF 725,000 (2026), ...".

    With the headers of the columns where these are of what was spent in one and planned in another.
    """
    (old_row, old), (new_row, new) = pair
    words, language = wording(asked.language), asked.language
    columns = [" ".join(value.cell.column.split()) for value in (old, new)]
    if not _measures_differ(pair):
        columns = [str(value.years[0]) for value in (old, new)]
    figures = " → ".join(
        f"**{display(value, language)}** ({column})"
        for value, column in zip((old, new), columns, strict=True)
    )
    moved = _moved(asked, pair)
    working = f" ({_gap(pair)[1]})" if _change(pair) else ""
    supports = (*row_supports(old_row.hit, old), *row_supports(new_row.hit, new))
    if old_row is new_row:
        supports = row_supports(new_row.hit, new)
    text = f"{_name(asked, pair)}{words.colon}{figures}{words.comma}{moved}{working}"
    return Sentence(text, supports)


def _measures_differ(pair: Pair) -> bool:
    """Whether one figure is what was spent and the other what is planned, by their headers."""
    (old_row, old), (new_row, new) = pair
    one, other = (bare_header(value.cell.column) for value in (old, new))
    if old_row.table == new_row.table:
        return one != other
    kinds = [
        {place for place, (_, header) in enumerate(concepts()) if header.search(said)}
        for said in (one, other)
    ]
    return all(kinds) and not kinds[0] & kinds[1]


def _name(asked: Asked, pair: Pair) -> str:
    """What a row is called: as the question is written where it is in two languages, else as later.

    Both codes where it changed its code.
    """
    old, new = (row for row, _ in pair)
    if is_bare_total(new):
        return table_wording(asked.language).total
    named = [row for row in (new, old) if script(own_name(row)) == script(asked.question.text)]
    name = row_name(leaf((named or [new])[0].name))
    codes = [label_codes(leaf(row.name)) for row in (old, new)]
    if all(codes) and codes[0] != codes[1]:
        then, now = ("/".join(own) for own in codes)
        return f"{then} → {now} – {own_name((named or [new])[0])}"
    return name


def _alone(asked: Asked, paired: Paired, over: OverYears) -> list[Sentence]:
    """The rows that only one of the years has, a line for each year."""
    of_way = {"all": [paired.old, paired.new], "down": [paired.old], "up": [paired.new]}
    sides: list[Side] = of_way.get(over.way, [])
    return [_only(asked, side, cells) for side in sides if (cells := paired.alone(side))]


def _only(asked: Asked, side: Side, cells: Sequence[Cell]) -> Sentence:
    words, language = wording(asked.language), asked.language
    told = words.list_comma.join(
        f"{row_name(leaf(row.name))} ({display(value, language)})" for row, value in cells[:MOST]
    )
    supports = tuple(s for row, value in cells[:MOST] for s in row_supports(row.hit, value))
    head = table_wording(language).only_in.format(year=side.year)
    return Sentence(f"{head}{words.colon}{told}", supports)


def _flags(asked: Asked, paired: Paired) -> list[Sentence]:
    """A line for each code that stands for one thing in one year and for another in the other."""
    same = {(id(old[0]), id(new[0])) for old, new in paired.pairs}
    found: list[Sentence] = []
    known = {code: cell for cell in paired.old.cells for code in _codes(cell[0])}
    for cell in paired.new.cells:
        for code in _codes(cell[0]):
            other = known.get(code)
            if other and (id(other[0]), id(cell[0])) not in same and other[0] is not cell[0]:
                found.append(_flag(asked, code, (other, cell)))
    return found[:FLAGS]


def _codes(row: Row) -> tuple[str, ...]:
    return label_codes(leaf(row.name))


def _flag(asked: Asked, code: str, cells: Pair) -> Sentence:
    words, language = wording(asked.language), asked.language
    told = words.comma.join(
        f"{row_name(leaf(row.name))} ({value.years[0]}{words.colon}{display(value, language)})"
        for row, value in cells
    )
    supports = tuple(s for row, value in cells for s in row_supports(row.hit, value))
    return Sentence(f"{table_wording(language).meanings.format(code=code)} {told}", supports)
