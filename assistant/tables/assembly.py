"""Rows put together from the passages of a search: labels, groups, totals, and group codes."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import lru_cache
from itertools import takewhile

from assistant.figures import cell_figure, years
from assistant.question import question_codes
from assistant.tables.rows import (
    CODE_NAME,
    SUBTOTAL_LABEL,
    TOTAL_LABEL,
    Row,
    group_names,
    is_subtotal,
    is_total,
    is_total_of,
    label_codes,
    leaf,
    row_name,
    same_group,
    table_heading,
)
from assistant.tables.values import noted_units, row_values
from index.hits import Hit

# Another name in brackets, not what a row includes.
_BRACKETED = re.compile(
    r"[（(](?!包括|不?含|其中|见|incl|see\b|of which|e\.g)([^（()）,，、;；]{2,24})[)）]",
    re.IGNORECASE,
)
_BARE_CODE = re.compile(r"[A-Z]{0,5}[ -]?\d[\d.-]*[A-Z]?")
MAX_NAME = 60  # characters of a cell that names rather than tells


def table_rows(hits: Sequence[Hit], worded: bool = False) -> list[Row]:
    """The rows with figures among the hits, table by table in reading order.

    Args:
        hits: passages of any kind.
        worded: rows without figures, too.

    A row that is a label and nothing else heads the rows below it ("Inventories:"); one without a
    label is the total of those above. The only row of a table is also called as its heading is:
    "Cross-cutting" below "Enabler 2: Excellence of staff".
    """
    found: dict[tuple[int, int], list[Hit]] = {}
    for hit in hits:
        if hit.passage.kind == "row":
            found.setdefault((hit.document.id, hit.passage.first_block), []).append(hit)
    noted = noted_units(hits)
    rows: list[Row] = []
    for (document, _), members in found.items():
        ordered = sorted(members, key=lambda hit: hit.passage_id)
        rows += _with_sums(_rows_of(ordered, noted.get(document, ""), worded))
    return _with_group_codes(rows)


def _with_group_codes(rows: list[Row]) -> list[Row]:
    """The rows with the codes of their groups, from rows that give a group's code and its name.

    A table of themes may head them "All digital transformation" and another table of the document
    say "P2 – Digital transformation".
    """
    coding: dict[int, list[Row]] = {}
    for row in rows:
        if CODE_NAME.match(leaf(row.name)):
            coding.setdefault(row.hit.document.id, []).append(row)
    known: dict[tuple[int, str], tuple[str, ...]] = {}
    marked = []
    for row in rows:
        names = () if row.codes else group_names(row)
        for name in names:
            key = (row.hit.document.id, name)
            if key not in known:
                found = (o for o in coding.get(key[0], ()) if same_group(leaf(o.name), name))
                known[key] = next((question_codes(leaf(other.name)) for other in found), ())
            if known[key]:
                row = replace(row, within=known[key])
                break
        marked.append(row)
    return marked


def _rows_of(hits: Sequence[Hit], noted: str, worded: bool) -> list[Row]:
    rows: list[Row] = []
    heads: list[str] = []
    fresh = False
    telling = _telling_cells(hits)
    labels = Counter(hit.passage.label for hit in hits)
    groups, alone, brackets = _groups_begun(hits), _only_row(hits), _in_brackets(hits)
    for hit, (first, aliases) in zip(hits, telling, strict=True):
        passage = hit.passage
        if not passage.cells and passage.label:
            own = passage.label.rstrip(":： ")
            heads = [*heads, own] if fresh else [own]
            fresh = True
            continue
        fresh = False
        path = [*heads, *filter(None, [passage.label])]
        if not passage.label:
            path.append("Total")
        elif first and _BARE_CODE.fullmatch(leaf(passage.label)):
            path[-1] = f"{passage.label} – {first}"
        elif first and labels[passage.label] > 1:
            path.append(first)
        path = [*filter(None, [groups.get(hit.passage_id, "")]), *path]
        label = " / ".join(path)
        values = row_values(passage, label, noted)
        if values or worded:
            name = row_name(label)
            heading = table_heading(passage) if hit is alone else ""
            called = (*aliases, heading, *brackets.get(hit.passage_id, ()))
            aliases = tuple(text for text in called if text and text not in name)
            rows.append(Row(hit, name, label, label_codes(label), values, aliases=aliases))
    return rows


def _in_brackets(hits: Sequence[Hit]) -> dict[int, list[str]]:
    """What the labels of a table's rows say in brackets, where no other label does: another name.

    "Senior fellow (grade A)" may be asked for by its grade.
    """
    found = {hit.passage_id: _BRACKETED.findall(leaf(hit.passage.label)) for hit in hits}
    counts = Counter(text for texts in found.values() for text in texts)
    return {
        number: [text for text in texts if counts[text] == 1 and _is_name(text)]
        for number, texts in found.items()
        if texts and len(counts) > 1
    }


def _only_row(hits: Sequence[Hit]) -> Hit | None:
    """The row of a table that has one, totals and the rows that others belong to aside."""
    outer = {label for hit in hits for label in _outer(hit.passage.label)}
    own = [hit for hit in hits if hit.passage.cells and hit.passage.label not in outer]
    own = [hit for hit in own if not TOTAL_LABEL.search(hit.passage.label)]
    return own[0] if len(own) == 1 else None


def _outer(label: str) -> Iterator[str]:
    """The rows and groups that a row belongs to by its label, the nearest first."""
    while label:
        label = label.rpartition(" / ")[0]
        yield label


def _groups_begun(hits: Sequence[Hit]) -> dict[int, str]:
    """The group of rows of a table that names it in the first of them only, to its subtotal.

    "P5 Rescue | Boats | 300", "| Radios | 200", "Subtotal | 500".
    """
    labels = {hit.passage.label for hit in hits}
    if not any(map(SUBTOTAL_LABEL.search, labels)):
        return {}
    found: dict[int, str] = {}
    group = ""
    for hit in hits:
        outer, path, _ = hit.passage.label.rpartition(" / ")
        if path:
            group = outer if outer not in labels else ""
        elif group and hit.passage.cells:
            subtotal = SUBTOTAL_LABEL.search(hit.passage.label)
            if subtotal or not (
                TOTAL_LABEL.search(hit.passage.label) or CODE_NAME.match(hit.passage.label)
            ):
                found[hit.passage_id] = group
            group = "" if subtotal else group
    return found


def _telling_cells(hits: Sequence[Hit]) -> list[tuple[str, tuple[str, ...]]]:
    """Of each row of a table what its cells of words say: the name beside the label, and aliases.

    The name stands before the first figure ("G2 | Climate | 15.3"); an alias is in no other row.
    """
    words = [[cell.text for cell in hit.passage.cells if _is_name(cell.text)] for hit in hits]
    counts = Counter(text for texts in words for text in texts)
    found = []
    for hit, texts in zip(hits, words, strict=True):
        cells = hit.passage.cells
        leading = list(takewhile(lambda cell: cell_figure(cell.text) is None, cells))
        names = [cell.text for cell in leading if _is_name(cell.text)]
        own = [text for text in texts if counts[text] == 1]
        first = next((text for text in names if text in own), next(iter(names), ""))
        found.append((first, tuple(own)))
    return found


@lru_cache(maxsize=8192)
def _is_name(text: str) -> bool:
    """Whether the text of a cell may name its row: short, of words, no period."""
    if len(text) > MAX_NAME or cell_figure(text) is not None or years(text):
        return False
    return sum(map(str.isalpha, text)) > 1


def _with_sums(rows: list[Row]) -> list[Row]:
    """The rows with those marked that stand for others of their table."""
    groups = {row.group for row in rows}
    return [
        replace(row, is_sum=True)
        if is_total(row) or is_subtotal(row) or row.name in groups or is_total_of(row)
        else row
        for row in rows
    ]


def dated_by_title(rows: Sequence[Row]) -> list[Row]:
    """The rows, those without any year with the one that their document's title says.

    Of two plans that a question holds against each other one may have its year on the cover only.
    """
    dated = []
    for row in rows:
        said = years(row.hit.document.title) or years(row.hit.document.name)
        if not row.years and len(said) == 1:
            values = tuple(replace(value, years=tuple(said)) for value in row.values)
            row = replace(row, values=values)
        dated.append(row)
    return dated
