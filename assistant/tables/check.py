"""Whether the parts of a table add up to the total that it states."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from assistant.draft import Draft, Sentence
from assistant.letters import plain
from assistant.question import question_codes
from assistant.tables.arithmetic import Quantity, alike, number, same_scale, shown, total
from assistant.tables.asked import CERTAIN, Asked, Cell, is_named
from assistant.tables.columns import bare_header, best_value
from assistant.tables.groups import members
from assistant.tables.lines import cell_lines
from assistant.tables.plan import Plan
from assistant.tables.rows import Row, is_bare_total, is_total, leaf, same_group
from assistant.tables.standing_over import said_over
from assistant.tables.subjects import subjects
from assistant.tables.wording import table_wording
from assistant.tables.words import phrase
from assistant.tables.workings import added


def check(asked: Asked, plan: Plan) -> Draft | None:
    """Whether the rows below a total add up to it, with both figures and what they differ by."""
    asked = _by_code(asked)
    found = _named_parts(asked) or _parts_and_total(asked)
    if found is None:
        return None
    parts, whole = found
    quantities = same_scale([value.quantity for _, value in (*parts, whole)])
    if not alike(quantities):
        return None
    summed, stated = total(quantities[:-1]), quantities[-1]
    gap = Quantity(abs(summed.value - stated.value), stated.unit, stated.scale)
    words, language = table_wording(asked.language), asked.language
    facts = {"sum": shown(summed, language), "total": shown(stated, language)}
    if gap.value:
        verdict = words.sum_differs.format(**facts, gap=shown(gap, language))
    else:
        verdict = words.sum_agrees.format(**facts)
    working = f"{added(quantities[:-1])} = {number(summed.value)}"
    lines = cell_lines(asked, [whole, *parts])
    confidence = min(1.0, whole[0].score)
    return Draft(
        "answered", (Sentence(f"**{verdict}** {working}"), *lines), verdict, confidence, "check"
    )


def _by_code(asked: Asked) -> Asked:
    """The question, with the code of the row that it names where other rows detail that code.

    "Do the items of the digital campus add up to its budget?" is about Z4 and the items under Z4.
    """
    if asked.question.codes:
        return asked
    for row in asked.timely():
        below = [
            other
            for other in asked.timely()
            if other.hit.document.id == row.hit.document.id
            and set(question_codes(other.group)) & set(row.codes)
            and not other.is_sum
        ]
        if len(below) > 1 and is_named(asked, row):
            return replace(asked, question=replace(asked.question, codes=row.codes))
    return asked


def _named_parts(asked: Asked) -> tuple[list[Cell], Cell] | None:
    """The rows that a question adds up and the row that it holds them against, where it names all.

    "Do lighting and heating add up to the figure for the building?"
    """
    for seam in phrase("held against").finditer(asked.question.text):
        whole_name = next(filter(None, seam.groups()), "")
        whole, parts = (
            Asked.of(replace(asked.question, text=text), asked.rows, asked.vectors)
            for text in (whole_name, asked.question.text[: seam.start()])
        )
        rows = subjects(parts, Plan("sum")) if parts.timely() else []
        codes = {code for code in whole.question.codes if code in whole_name}
        of_whole = [row for row in whole.timely() if codes & set(row.codes) or is_named(whole, row)]
        if not of_whole:
            continue
        rows = [row for row in rows if row.hit.passage_id != of_whole[0].hit.passage_id]
        if len(rows) < 2 or is_bare_total(of_whole[0]):
            continue
        column = _shared_column(rows)
        cells = _in_column(asked, rows, column)
        beside = _in_column(asked, of_whole, column)
        if len(cells) == len(rows) and beside:
            return cells, beside[0]
    return None


def _parts_and_total(asked: Asked) -> tuple[list[Cell], Cell] | None:
    rows = asked.timely()
    coded = [row for row in subjects(asked, Plan("check")) if row.codes]
    if len(coded) > 1:
        table = asked.table(coded[0])
        column = _shared_column(table)
        whole = next(iter(_in_column(asked, [r for r in table if is_total(r)], column)), None)
        return (_in_column(asked, coded, column), whole) if whole else None
    group = members(asked, rows)
    if group:
        group = [row for row in group if row.hit.document.id == group[0].hit.document.id]
        parts = _in_column(asked, group, _shared_column(group))
        whole = _stated_total(asked, rows, group, _shared_column(group))
        return (parts, whole) if whole and len(parts) > 1 else None
    if any(is_named(asked, row) and not is_bare_total(row) for row in rows):
        return None  # the parts of one row are asked for, and no row says that it is one of them
    for row in rows:
        table = asked.table(row)
        sums = [other for other in table if is_total(other)]
        if not sums:
            continue
        column = _shared_column(table)
        parts = _in_column(asked, [other for other in table if not other.is_sum], column)
        whole = next(iter(_in_column(asked, sums[-1:], column)), None)
        if whole and len(parts) > 1 and said_over(asked.question, row, asked.matcher, column):
            return parts, whole
    return None


def _stated_total(
    asked: Asked, rows: Sequence[Row], group: Sequence[Row], column: str
) -> Cell | None:
    """The figure of the row that a group's rows detail: in their table, or by its code.

    Of several, the one under a header like that over the rows.
    """
    first = group[0]
    near = [row for row in rows if row.hit.document.id == first.hit.document.id]
    own = [row for row in near if row.table == first.table and row.name == first.group]
    coded = [row for row in near if row.codes and same_group(leaf(row.name), leaf(first.group))]
    code = [row for row in near if set(row.codes) & set(asked.question.codes) and not row.is_sum]
    for row in (*own, *coded, *(row for row in code if row not in group)):
        amounts = [value for value in row.values if not value.is_share]
        alike_headers = [value for value in amounts if _are_alike(value.cell.column, column)]
        named = [value for value in amounts if value.said >= CERTAIN]
        amounts = named or alike_headers or amounts
        value = best_value(asked.question, row, amounts) if amounts else None
        if value and row not in group:
            return row, value
    return None


def _are_alike(header: str, other: str) -> bool:
    """Whether one header says all that another one does, years and units aside."""
    one, two = plain(bare_header(header)), plain(bare_header(other))
    return bool(one and two) and (one in two or two in one)


def _shared_column(rows: Sequence[Row]) -> str:
    """The first column of amounts that most rows have."""
    counts: dict[str, int] = {}
    for row in rows:
        for value in row.values:
            if not value.is_share:
                counts[value.cell.column] = counts.get(value.cell.column, 0) + 1
    return max(counts, key=lambda column: counts[column]) if counts else ""


def _in_column(asked: Asked, rows: Sequence[Row], column: str) -> list[Cell]:
    cells = []
    for row in rows:
        found = [value for value in row.values if value.cell.column == column]
        timely = [v for v in found if not asked.question.years or not v.years
                  or set(v.years) & set(asked.question.years)]  # fmt: skip
        if timely:
            cells.append((row, timely[0]))
    return cells
