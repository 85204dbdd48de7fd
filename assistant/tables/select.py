"""Answers that pick among cells: the most and the least, rankings, filters, equals, and lists."""

from __future__ import annotations

import re
from collections.abc import Sequence
from decimal import Decimal

from assistant.draft import Draft, Sentence
from assistant.reading.framing import frame
from assistant.reading.match import script
from assistant.tables.arithmetic import Quantity, alike, rounded, shown
from assistant.tables.asked import Asked, Cell, is_alone, is_named, is_sure
from assistant.tables.balance import most_left
from assistant.tables.columns import best_value, is_movement
from assistant.tables.compared import compared
from assistant.tables.compute import added_up, apart
from assistant.tables.fiscal_years import column_years
from assistant.tables.group_sums import foremost_group
from assistant.tables.groups import components
from assistant.tables.headed import headed_level, kind_word
from assistant.tables.lines import cell_lines, cell_name, display, line, shown_name
from assistant.tables.operands import of_editions
from assistant.tables.plan import Plan
from assistant.tables.rivals import rivals, rivals_among
from assistant.tables.row_columns import across, named_columns
from assistant.tables.rows import Row, corner, leaf
from assistant.tables.subjects import chooses, subjects
from assistant.tables.terms import terms
from assistant.tables.wording import table_wording
from assistant.tables.words import phrase
from assistant.tables.yearly import by_year, every_year, of_years, spanned_years
from assistant.wording import wording

MAX_LISTED = 12
_CHANGES = re.compile(
    r"\b(?:increase|decrease|growth|grew|rise|rose|fell|drop|decline|change|cut)\w*\b"
    r"|增幅|降幅|涨幅|增长|增加|减少|下降|降低|变化|上升|[涨跌增降升]得",
    re.IGNORECASE,
)
_SPEED = re.compile(r"\b(?:fast|slow|quick)\w*|[增长涨升降跌]得?[快慢]|[增涨降跌]幅", re.IGNORECASE)
_FALLS = re.compile(
    r"\b(?:decrease|fell|fall|drop|decline|cut|reduction)\w*\b|降幅|减少|下降|降低|削减",
    re.IGNORECASE,
)
_IN_PERCENT = re.compile(r"percent|per cent|%|relative|百分|增幅|降幅|增长率|涨幅", re.IGNORECASE)
_NOTE = re.compile(
    r"\s*\((?:\d{1,2}|[a-z]|(?:see )?notes? \d+)\)|(?<=[a-z]{3})\d(?= |$)", re.IGNORECASE
)


def candidates(asked: Asked, plan: Plan) -> list[Cell]:
    """The cells to pick from: the columns of the row that is named, or the rows that compete."""
    best = asked.likeliest
    of_rows = plan.operation == "extreme" and headed_level(asked.question, [best]) == "inner"
    named = is_named(asked, best) and not best.is_sum and not of_rows
    if plan.axis == "columns" or named:
        row = subjects(asked, plan)[0]
        cells = by_year(asked, row, span=True) if len(asked.question.years) > 1 else []
        cells = cells if len(cells) > 1 else across(asked, row)
        if plan.axis == "columns" or (len(cells) > 1 and not asked.question.codes):
            return cells
    return rivals(asked)


def extreme(asked: Asked, plan: Plan) -> Draft | None:
    """The row or year with the most (or least), with its figure; or which of several named."""
    if plan.axis != "columns" and (left := most_left(asked, plan)):
        return left
    several = subjects(asked, plan)
    of_one = of_editions(asked, several)
    if plan.axis != "columns" and of_one:
        return compared(asked, of_one, plan.lowest)
    changes = _CHANGES.search(asked.question.text) and plan.axis != "columns"
    if changes and (len(several) > 1 or not chooses(asked.question.text)):
        draft = _extreme_change(asked, plan, several if len(several) > 1 else ())
        if draft is not None or len(several) < 2:
            return draft
        if _SPEED.search(asked.question.text):
            moved = [(row, v) for row in several for v in row.values if is_movement(v)]
            return compared(asked, moved, plan.lowest) if len(moved) == len(several) else None
    if len(several) > 1 and plan.axis != "columns":
        cells = [(row, value) for row in several if (value := best_value(asked.question, row))]
        return compared(asked, cells, plan.lowest)
    two_years = len(spanned_years(asked.question)) == 2
    if two_years or (len(asked.question.years) > 1 and plan.axis != "columns"):
        best = several[0]
        meant = is_sure(asked, best) or is_alone(asked, best)
        return compared(asked, by_year(asked, best), plan.lowest) if meant else None
    if "yesno" in asked.question.wants or (chooses(asked.question.text) and plan.axis != "columns"):
        return None  # the largest of all is not one of the two asked for
    return _foremost(asked, plan, candidates(asked, plan))


def _foremost(asked: Asked, plan: Plan, cells: Sequence[Cell]) -> Draft | None:
    """The first of cells by their figures, or of the groups that their rows are in."""
    if plan.axis != "columns" and _of_years_unasked(asked, cells):
        return None
    grouped = bool(cells) and all(row.group and not row.is_sum for row, _ in cells)
    if grouped and headed_level(asked.question, [row for row, _ in cells]) == "outer":
        return foremost_group(asked, cells, plan.lowest)
    ordered = _ordered(cells, plan.lowest)
    if len(ordered) < 2 or _lacks_shares(asked, cells) or _of_shares_unasked(asked, cells):
        return None
    if plan.spans:
        return apart(asked, [ordered[0], ordered[-1]])
    if len(cells) == 2 and plan.axis != "columns":
        return compared(asked, cells, plan.lowest) if _are_of_kind(asked, cells) else None
    top = [cell for cell in ordered if _value(cell) == _value(ordered[0])]
    return _picked(asked, plan, top, ordered)


def _are_of_kind(asked: Asked, cells: Sequence[Cell]) -> bool:
    """Whether what names two rows, or stands over them, says the word for what is asked for.

    Of "the biggest project" two lines of a contract say nothing. Words of other languages may.
    """
    noun = terms(kind_word(asked.question))
    around = "\n".join(f"{row.label}\n{corner(row)}\n{frame(row.hit)}" for row, _ in cells)
    same = script(around) == script(asked.question.text)
    return not noun or not same or {*noun} <= {*terms(around)}


def _of_years_unasked(asked: Asked, cells: Sequence[Cell]) -> bool:
    """Whether one row's years would be held against each other, where no time is asked for.

    "Which site has the most doctors?" is not answered by the year that had more of them.
    """
    noun = kind_word(asked.question)
    one_row = len({row.hit.passage_id for row, _ in cells}) == 1
    by_years = len({value.years for _, value in cells}) == len(cells) > 1
    return one_row and by_years and bool(noun) and not phrase("time asked").search(noun)


def _lacks_shares(asked: Asked, cells: Sequence[Cell]) -> bool:
    """Whether shares are asked for that the rows have, but not for these years."""
    shares_only = "share" in asked.question.wants and "amount" not in asked.question.wants
    return (
        shares_only
        and not any(value.is_share for _, value in cells)
        and any(value.is_share for row, _ in cells for value in row.values)
    )


def _of_shares_unasked(asked: Asked, cells: Sequence[Cell]) -> bool:
    """Whether the shares of one row would be held against each other where no share is asked for.

    "A or B, which got more money?" is not answered by two shares of A.
    """
    rows = {row.hit.passage_id: row for row, _ in cells}
    amounts = any(not value.is_share for row in rows.values() for value in row.values)
    shares = all(value.is_share for _, value in cells)
    return len(rows) == 1 and shares and amounts and "share" not in asked.question.wants


def _extreme_change(asked: Asked, plan: Plan, among: Sequence[Row]) -> Draft | None:
    """The row whose figure changed the most from one year to the other, with the two figures.

    Args:
        asked: the question with its rows.
        plan: which end is asked for.
        among: the rows to choose from; without any, those that compete.
    """
    falls = _FALLS.search(asked.question.text) is not None
    percent = _IN_PERCENT.search(asked.question.text) is not None
    changes: list[tuple[Decimal, Cell, Cell]] = []
    for row in among or [row for row, _ in rivals(asked.of_amounts())]:
        old, new = _two_years(asked, row)
        if old and new and alike([old[1].quantity, new[1].quantity]) and old[1].figure.value:
            change = new[1].quantity.whole - old[1].quantity.whole
            if percent:
                change = change / old[1].quantity.whole * 100
            changes.append((change, old, new))
    if len(changes) < 2:
        return None
    ordered = sorted(changes, key=lambda item: item[0], reverse=falls == plan.lowest)
    change, old, new = ordered[0]
    quantity = new[1].quantity
    amount = Quantity(change / quantity.scale, quantity.unit, quantity.scale)
    amount = Quantity(rounded(change), "%") if percent else amount
    name = shown_name(asked, new[0])
    head = f"**{name}**{wording(asked.language).colon}**{shown(amount, asked.language)}**"
    told = changes if among else [ordered[0]]
    lines = cell_lines(asked, [cell for _, first, last in told for cell in (last, first)])
    short = f"{leaf(new[0].name)} ({shown(amount, asked.language)})"
    return Draft("answered", (Sentence(head), *lines), short, 0.6, "extreme change")


def _two_years(asked: Asked, row: Row) -> tuple[Cell | None, Cell | None]:
    """A row's figure in the earlier and the later of the years asked for, else of all its years."""
    of_row = asked.of_amounts()
    cells = by_year(of_row, row) if len(asked.question.years) > 1 else every_year(of_row, row)
    named = [cell for cell in cells if leaf(cell[0].name) == leaf(row.name)]
    alike_named = {
        (other.years, value.figure.value)
        for other in asked.rows
        if leaf(other.name) == leaf(row.name) and (value := best_value(of_row.question, other))
    }
    if len(named) < 2 or len(alike_named) > 2:
        return None, None  # a name under several groups says nothing about which became which
    ordered = sorted(named, key=lambda cell: max(cell[1].years, default=0))
    return ordered[0], ordered[-1]


def rank(asked: Asked, plan: Plan) -> Draft | None:
    """Rows or years in order of their figures, the one place asked for, or the sum of the first."""
    ordered = _ordered(candidates(asked, plan), plan.lowest)
    if len(ordered) < 2:
        return None
    if plan.place:
        chosen = ordered[plan.place - 1 : plan.place]
    else:
        chosen = ordered[: plan.count or MAX_LISTED]
    if plan.adds and plan.count and len(chosen) == plan.count:
        return added_up(asked, chosen)
    return _picked(asked, plan, chosen, ordered) if chosen else None


def select(asked: Asked, plan: Plan) -> Draft | None:
    """The rows or years above or below a figure, or how many there are."""
    cells = candidates(asked, plan)
    threshold = plan.threshold
    if not cells or threshold is None:
        return None
    chosen = [cell for cell in cells if _meets(cell, threshold, plan)]
    if plan.axis == "columns":
        chosen = chosen if asked.question.years else _latest_first(chosen)
    if not chosen and plan.exact:
        return None
    if not chosen:
        words = table_wording(asked.language).none
        lines = cell_lines(asked, _ordered(cells, plan.below)[:1])
        short = "0" if plan.counts else words
        return Draft("answered", (Sentence(words), *lines), short, cells[0][0].score, "filter")
    return _picked(asked, plan, chosen, cells)


def exceeding(asked: Asked, plan: Plan) -> Draft | None:
    """The rows with one figure above (or below) another: spent over budget, a year over the last.

    None where the question names no two columns and no year.
    """
    of_two = [row for row in asked.rows if len(named_columns(asked, row)) == 2]
    among = rivals_among(asked, of_two) if len(of_two) > 1 else rivals(asked)
    pairs = [pair for row, _ in among if (pair := _held_against(asked, row))]
    if len(pairs) < 2:
        return None
    below = phrase("below").search(asked.question.text) is not None
    chosen = [
        (one, other)
        for one, other in pairs
        if one[1].quantity.whole != other[1].quantity.whole
        and (one[1].quantity.whole < other[1].quantity.whole) == below
    ]
    words = wording(asked.language)
    names = [leaf(row.name) for (row, _), _ in chosen]
    cells = [cell for pair in chosen or pairs[:1] for cell in pair][: 2 * MAX_LISTED]
    listed_names = words.list_comma.join(f"**{name}**" for name in names[:MAX_LISTED])
    head = listed_names or table_wording(asked.language).none
    short = str(len(names)) if plan.counts else "; ".join(names[:MAX_LISTED]) or head
    if plan.counts:
        head = f"**{len(names)}**{words.colon}{head}"
    confidence = min(1.0, max(pairs[0][0][0].score, 0.5))
    sentences = (Sentence(head), *cell_lines(asked, cells))
    return Draft("answered", sentences, short, confidence, "filter")


def _held_against(asked: Asked, row: Row) -> tuple[Cell, Cell] | None:
    """A figure of a row and the one that a question holds it against, or None."""
    named = named_columns(asked, row)
    if len({value.years for _, value in named}) < 2 and len(named) == 2:
        referred = [phrase("reference column").search(v.cell.column) is not None for _, v in named]
        one, other = named if referred != [True, False] else named[::-1]
    else:
        years = asked.question.years
        new, old = (max(years), min(years)) if len(years) == 2 else (max(years, default=0), 0)
        cells = of_years(asked, row, [new, old or new - 1])
        if len(cells) != 2 or any(other is not row for other, _ in cells):
            return None
        one, other = cells
    return (one, other) if alike([one[1].quantity, other[1].quantity]) else None


def same(asked: Asked, plan: Plan) -> Draft | None:
    """The rows that have the same figure as each other."""
    groups: dict[Decimal, list[Cell]] = {}
    for cell in candidates(asked, plan):
        groups.setdefault(_value(cell), []).append(cell)
    alike = [cells for cells in groups.values() if len(cells) > 1]
    if not alike:
        return None
    return _picked(asked, plan, max(alike, key=len), [cell for cells in alike for cell in cells])


def listed(asked: Asked, plan: Plan) -> Draft | None:
    """The years that a table has figures for, or the rows of a group; or how many there are."""
    if plan.axis == "columns":
        best = next((row for row in asked.rows if is_named(asked, row)), asked.rows[0])
        cells = [cell for cell in across(asked, best) if column_years(cell[1].cell.column)]
        return _picked(asked, plan, cells, cells) if len(cells) > 1 else None
    rows = components(asked)
    cells = [(row, value) for row in rows if (value := best_value(asked.question, row))]
    return _picked(asked, plan, cells, cells) if len(cells) > 1 else None


def _picked(asked: Asked, plan: Plan, chosen: Sequence[Cell], among: Sequence[Cell]) -> Draft:
    """The chosen cells by what tells them apart, each with its figure and citation."""
    words, language = wording(asked.language), asked.language
    names = [cell_name(asked, cell, among) for cell in chosen]
    one_row = len({id(row) for row, _ in among}) < 2
    by_period = plan.axis == "columns" and len({v.years for _, v in among}) == len(among)
    if by_period and not one_row:
        short_names = [", ".join(map(str, value.years)) for _, value in chosen]
        names = short_names
    else:
        short_names = names if one_row else [_short_name(row) for row, _ in chosen]
    if plan.counts:
        short = str(len(chosen))
    elif (
        len({_value(cell) for cell in chosen}) == 1 and len(chosen) > 1 and plan.operation == "same"
    ):
        short = f"{words.list_comma.join(short_names)} ({display(chosen[0][1], language)})"
    else:
        short = "; ".join(short_names[:MAX_LISTED])
    facts = [
        f"**{name}** ({display(cell[1], language)})"
        for name, cell in zip(names, chosen, strict=True)
    ][:MAX_LISTED]
    head = words.list_comma.join(facts)
    if plan.counts:
        head = f"**{len(chosen)}**{words.colon}{head}"
    lines = cell_lines(asked, list(chosen)[:MAX_LISTED])
    each = phrase("figures of each").search(asked.question.text) and len(among) <= MAX_LISTED
    if each or (by_period and not one_row and len(among) == 2):
        lines = cell_lines(asked, among)
    elif len(chosen) == 1 and not one_row:  # what else the row says may be asked for, too
        row, value = chosen[0]
        others = [other for other in row.values if other is not value]
        lines = [line(asked, row, [value, *others[:3]], [value])]
    confidence = min(1.0, *(max(row.score, 0.5) for row, _ in chosen))
    return Draft("answered", (Sentence(head), *lines), short, confidence, plan.operation)


def _short_name(row: Row) -> str:
    """A row's own label without marks of notes; its explanations belong to it."""
    return (
        " ".join(_NOTE.sub("", leaf(row.label)).split()) if len(row.label) < 200 else leaf(row.name)
    )


def _meets(cell: Cell, threshold: Quantity, plan: Plan) -> bool:
    quantity = cell[1].quantity
    if threshold.unit == "%" and quantity.unit not in ("%", ""):
        return False
    # "More than 300 thousand" counts in full, a bare "more than 300" in the table's own scale.
    held = quantity.whole if threshold.value >= 1000 or quantity.scale == 1 else quantity.value
    if plan.exact or held == threshold.value:
        return held == threshold.value and (plan.exact or plan.inclusive)
    return (held < threshold.value) == plan.below


def _ordered(cells: Sequence[Cell], lowest: bool) -> list[Cell]:
    """Cells by their figures; "Other cities" is none of them where it stands beside others."""
    other = phrase("other things")
    own = [cell for cell in cells if not other.match(leaf(cell[0].name))]
    return sorted(own if len(own) > 1 else cells, key=_value, reverse=not lowest)


def _latest_first(cells: Sequence[Cell]) -> list[Cell]:
    return sorted(cells, key=lambda cell: max(cell[1].years or (0,)), reverse=True)


def _value(cell: Cell) -> Decimal:
    return cell[1].quantity.whole
