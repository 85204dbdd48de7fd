"""Which rows belong together: those of a group or a series, namesakes, editions."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence

from assistant.letters import plain
from assistant.question import question_codes
from assistant.tables.asked import CERTAIN, LEAD, Asked, Cell, is_named
from assistant.tables.columns import best_value, share_base
from assistant.tables.editions import in_both_editions
from assistant.tables.lexical import STRONG
from assistant.tables.rows import CODE_NAME, Row, is_total, leaf
from assistant.tables.terms import terms
from assistant.tables.words import series_letters

ALIKE = 0.9  # of a row's fit, what a namesake must have to be meant as well
_SERIES = re.compile(r"([^\W\d_]{2,}(?: [^\W\d_]{2,})?)\s?(\d{1,2})(?!\d)")
_UNDER = re.compile(
    r"\bthemes?\b|\bsub-?(?:themes?|items?)\b|\bunder [A-Z]\d|\bcomponents?\b"
    r"|主题|下(?:的|面|属|设|有|各)|之下|各项|分项",
    re.IGNORECASE,
)


def in_other_groups(asked: Asked, cells: Sequence[Cell]) -> list[Cell]:
    """The cells with those of the same name and year under another group: P3 and P4 train both."""
    if cells and in_both_editions(asked.question, cells[0][0], asked.rows):
        return list(cells)
    found: list[Cell] = []
    for row, value in cells:
        found.append((row, value))
        told = {value.figure.value}
        for other in asked.rows:
            if (
                leaf(other.name) != leaf(row.name)
                or other.hit.document.id != row.hit.document.id
                or other.group == row.group
                or not other.group
                or other.is_sum
                or other.lexical < row.lexical
                or other.score < ALIKE * row.score
            ):
                continue
            same = [
                v
                for v in other.values
                if v.cell.column == value.cell.column
                and v.years == value.years
                and v.figure.value not in told
            ]
            if same:
                told.add(same[0].figure.value)
                found.append((other, same[0]))
    return found


def series_asked(asked: Asked) -> set[str]:
    """The letters of the codes of the series that a question names: E for the enablers.

    What a series is called is learned from headings ("Enabler 1: Membership") above rows with the
    code E1, else known.
    """
    letters = set()
    for row in asked.rows:
        for title in row.hit.passage.section[-1:]:
            for match in _SERIES.finditer(title):
                codes = {*row.within, *row.codes}
                own = {code[0] for code in codes if code[1:] == match[2] and code[0].isalpha()}
                word = plain(match[1])
                said = any(word[-size:] in plain(asked.question.text) for size in (6, 5, 4, 3))
                if said and len(own) == 1 and len(word) >= 3:
                    letters |= own
    return letters or series_letters(asked.question.text)


def of_series(asked: Asked, cells: list[Cell]) -> list[Cell]:
    """The cells whose codes are of the series that a question names, if there are such."""
    letters = series_asked(asked)
    if len(letters) != 1:
        return cells
    letter = letters.pop()
    found = [
        (row, value)
        for row, value in cells
        if any(code[0] == letter for code in (*row.codes, *row.within))
    ]
    return found or cells  # of one enabler none is the smallest


def members(asked: Asked, rows: Sequence[Row]) -> list[Row]:
    """The rows below the group that a question names by its code or its name, or none."""
    codes = {code for code in asked.question.codes if "-" not in code}
    if codes:
        return [
            row
            for row in rows
            if row.group and not row.is_sum and codes & {*row.within, *question_codes(row.group)}
        ]
    if not _UNDER.search(asked.question.text):
        return []
    said = set(terms(asked.question.text))
    named = {
        row.group
        for row in rows
        if row.group and (words := set(terms(CODE_NAME.sub("", leaf(row.group))))) and words <= said
    }
    named |= {row.name for row in rows if row.is_sum and row.named >= CERTAIN}  # in any language
    return [row for row in rows if row.group in named and not row.is_sum]


def own_group(asked: Asked, row: Row) -> Row | None:
    """The row of the group that a row belongs to, where the question names both of them."""
    if share_base(asked.question, row) != "group":
        return None
    near = (other for other in asked.table(row) if row.group and other.name == row.group)
    return next((other for other in near if is_named(asked, other)), None)


def components(asked: Asked) -> list[Row]:
    """The rows that make up what a question names: those of a group, or those above a total."""
    said = set(terms(asked.question.text))
    groups: dict[tuple[tuple[int, int], str], list[Row]] = defaultdict(list)
    for row in asked.rows:
        if row.group and not is_total(row):
            groups[row.table, row.group].append(row)
    fits = {
        key: len(words & said) / len(words) for key in groups if (words := set(terms(leaf(key[1]))))
    }
    best = max(fits, key=lambda key: fits[key], default=None)
    top = asked.rows[0]
    if best and fits[best] >= STRONG and top.lexical < 1.0:
        return sorted(groups[best], key=lambda row: row.hit.passage_id)
    if not is_named(asked, top):
        return []
    above: list[Row] = []
    for row in asked.table(top):
        if row.hit.passage_id >= top.hit.passage_id:
            break
        above = [] if is_total(row) or row.group != top.group else [*above, row]
    return above


def under_group(asked: Asked) -> list[Cell]:
    """The figures of the rows below the group that a question names, where it asks for those."""
    if not _UNDER.search(asked.question.text):
        return []
    rows = members(asked, asked.timely())
    shares = sorted((row.named for row in rows), reverse=True)
    alone = len(shares) > 1 and shares[0] >= STRONG and shares[1] <= LEAD * shares[0]
    if alone or any(share >= CERTAIN for share in shares):
        return []  # "training under the second programme" is one of them
    values = [(row, best_value(asked.question, row)) for row in rows]
    return _one_of_each([(row, value) for row, value in values if value])


def _one_of_each(cells: Sequence[Cell]) -> list[Cell]:
    """Cells without repeats of one row in several tables, of one document, in reading order."""
    kept: dict[tuple[str, object], Cell] = {}
    for row, value in sorted(cells, key=lambda cell: cell[0].hit.passage_id):
        kept.setdefault((leaf(row.name), value.figure.value), (row, value))
    return list(kept.values())


def namesakes(asked: Asked, row: Row) -> list[Cell]:
    """The figures of rows of one name under different groups of a document: "both" of a name."""
    rows = [
        other
        for other in asked.timely()
        if leaf(other.name) == leaf(row.name)
        and other.hit.document.id == row.hit.document.id
        and not other.is_sum
    ]
    cells: dict[str, Cell] = {}
    for other in sorted(rows, key=lambda other: other.hit.passage_id):
        value = best_value(asked.question, other)
        if value:
            cells.setdefault(other.name, (other, value))
    return list(cells.values())


def siblings(asked: Asked, row: Row) -> list[Cell]:
    """The figures of rows that differ by a number only: Study Group 1, Study Group 2."""
    numbered = set(re.findall(r"\d+", leaf(row.name)))
    if not numbered or numbered & set(re.findall(r"\d+", asked.question.text)):
        return []
    words = _without_numbers(row)
    rows = [other for other in asked.table(row) if _without_numbers(other) == words]
    values = [(other, best_value(asked.question, other)) for other in rows]
    return [(other, value) for other, value in values if value]


def _without_numbers(row: Row) -> tuple[str, ...]:
    return tuple(word for word in terms(leaf(row.name)) if not word.isdigit())


def editions(asked: Asked, row: Row) -> list[Cell]:
    """One figure of a row in the editions of a table, the later document first."""
    value = best_value(asked.question, row)
    if value is None:
        return []
    found: dict[int, Cell] = {row.hit.document.id: (row, value)}
    for other in asked.rows:
        same = leaf(other.name) == leaf(row.name) and other.hit.document.id not in found
        at = [v for v in other.values if v.cell.column == value.cell.column]
        if same and at:
            found[other.hit.document.id] = (other, at[0])
    ordered = sorted(found.values(), key=lambda cell: cell[0].hit.document.date, reverse=True)
    return ordered if len(ordered) == 2 else []
