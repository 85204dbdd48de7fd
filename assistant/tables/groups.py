"""Which rows belong together: those that compete, those of a group, namesakes, editions."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Sequence

from assistant.letters import plain
from assistant.question import Question, code_year, content_words, question_codes, row_subject
from assistant.reading.match import Matcher
from assistant.refusals.constraints import numbers_of
from assistant.tables.asked import CERTAIN, LEAD, Asked, Cell, is_named
from assistant.tables.columns import best_value, is_of_whole, share_base
from assistant.tables.editions import in_both_editions
from assistant.tables.match import STRONG
from assistant.tables.rows import CODE_NAME, Row, is_total, leaf
from assistant.tables.terms import terms
from assistant.tables.words import phrase, series_letters

ALIKE = 0.9  # of a row's fit, what a namesake must have to be meant as well
FAMILY = 0.3  # share of a question that the surroundings of rows that compete must answer to
_SERIES = re.compile(r"([^\W\d_]{2,}(?: [^\W\d_]{2,})?)\s?(\d{1,2})(?!\d)")
_UNDER = re.compile(
    r"\bthemes?\b|\bsub-?(?:themes?|items?)\b|\bunder [A-Z]\d|\bcomponents?\b"
    r"|主题|下(?:的|面|属|设|有|各)|之下|各项|分项",
    re.IGNORECASE,
)
_ASKING_WORDS = re.compile(
    r"\b(?:among|ones?|two|three|four|five|six)\b"
    r"|\b(?:list|rank\w*|receiv\w*|g[oe]t|given|above|below|over|under|more|less|than|exceed\w*"
    r"|with|by|name|allocat\w*|budgets?|order\w*|top|[A-Z]{3}(?= ?\d))\b"
    r"|\d[\d,.]*\s*[万亿]?|前[一二两三四五六七八九十]"
    r"|超过|高于|低于|不足|大于|小于|多于|少于",
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


def rivals(asked: Asked) -> list[Cell]:
    """The rows that compete for the most, the least, or a place above a threshold.

    Those below the row or group that the question names; else those of the tables that the question
    fits best. Rows that stand for others (totals) are left out.
    """
    rows = asked.timely()
    if not rows:
        return []
    group = members(asked, rows)
    if group:
        return _comparable(asked, group)
    families: dict[tuple[int, tuple[str, ...]], list[Row]] = defaultdict(list)
    for row in rows:
        families[row.hit.document.id, _columns(row)].append(row)
    found = _joined(list(families.values()))
    asking = _ASKING_WORDS.sub(" ", row_subject(asked.question.text))
    asking = " ".join(phrase("of competing rows").sub(" ", asking).split())
    matcher = Matcher(asking, asked.vectors)
    fits = matcher.covered(matcher.met([_around(family) for family in found]).met)
    many = phrase("of so many").search(asked.question.text)
    sizes = {int(number) for number in numbers_of(many.group())} if many else set()
    coded = [_names_edition(asked.question, family) for family in found]
    ranked = sorted(
        zip(found, fits, coded, strict=True),
        key=lambda pair: (
            not (pair[2] and len(pair[0]) in sizes),
            -round(4 * float(pair[1])),
            not pair[0][0].hit.passage.caption,
            -len(pair[0]),
        ),
    )
    plain_money = _asks_only_for_money(asked.question, asking)
    for family, fit, of_edition in ranked:
        cells = of_series(asked, _comparable(asked, _level(asked, family)))
        cells = _of_kind(cells, asking)
        if len(cells) < 2:
            continue
        money = plain_money and cells[0][1].figure.unit not in ("", "%")
        sized = len(cells) in sizes or not content_words(asking)
        if fit >= FAMILY or money or (of_edition and sized) or is_named(asked, family[0]):
            return cells
    return []


def _joined(families: Sequence[list[Row]]) -> list[list[Row]]:
    """The families, those that lack a column of another put to it: themes with and without groups.

    Of one document, of the same kind of rows by the header over their labels, without captions of
    their own.
    """
    found: list[list[Row]] = []
    for family in sorted(families, key=lambda family: -len(family[0].values)):
        kind, columns = _kind(family[0]), set(_columns(family[0]))
        wider = (
            other
            for other in found
            if kind and columns < set(_columns(other[0])) and _kind(other[0]) == kind
        )
        other = next(wider, None)
        if other is not None and not family[0].hit.passage.caption:
            other += family
        else:
            found.append(list(family))
    return found


def _kind(row: Row) -> tuple[int, str, str] | None:
    """What the rows of a table are, by document, caption and the innermost header over them."""
    parts = [part.strip() for part in re.split(r"[/／|]", corner(row)) if part.strip()]
    return (row.hit.document.id, row.hit.passage.caption, parts[-1]) if parts else None


def _names_edition(question: Question, family: Sequence[Row]) -> bool:
    """Whether a caption or heading of rows says the dated code that a question does: OP-26."""
    passage = family[0].hit.passage
    around = "\n".join([passage.caption, *passage.section])
    return bool({code for code in question_codes(around) if code_year(code)} & set(question.codes))


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
    return found if len(found) > 1 else cells


def _of_kind(cells: list[Cell], asking: str) -> list[Cell]:
    """The cells whose rows' labels hold the very words of what is asked for, if there are such."""
    words = set(terms(asking))
    if cells and words <= set(terms(corner(cells[0][0]))):
        return cells  # all of its rows are of that kind
    own = [cell for cell in cells if words and words <= set(terms(leaf(cell[0].label)))]
    return own if len(own) > 1 else cells


def _asks_only_for_money(question: Question, asking: str) -> bool:
    """Whether a question asks of what kind of thing a year's money went where, and nothing else.

    What the tables call that kind may be in another language ("which priority got the most").
    """
    named = question.wants & {"place", "organisation", "person"}
    money = question.wants & {"money", "amount"}
    words = [word for word in content_words(asking) if plain(word)]
    return bool(money and question.years and not named and len(words) <= 1)


def _level(asked: Asked, family: Sequence[Row]) -> list[Row]:
    """The rows of a table with groups that a question is about: the groups, or their rows.

    A header "Priority / theme" names both; that which the question says decides.
    """
    corners = (re.split(r"[/／|]", corner(row)) for row in family)
    parts = max(([part for part in own if part.strip()] for own in corners), key=len)
    groups = [row for row in family if row.is_sum and not is_total(row)]
    rows = [row for row in family if not row.is_sum]
    if len(parts) < 2 or len(groups) < 2:
        return rows
    outer, inner = asked.matcher.named([parts[0], parts[-1]])
    return groups if outer > inner else rows


def corner(row: Row) -> str:
    """The header over the labels of a row's table, or empty."""
    columns = {cell.column for cell in row.hit.passage.cells}
    for line in reversed(row.hit.passage.context.split("\n")):
        names = line.split(" | ")
        if len(names) > 1 and columns & set(names):
            return names[0] if names[0] not in columns else ""
    return ""


def _columns(row: Row) -> tuple[str, ...]:
    return tuple(value.cell.column for value in row.values)


def _around(family: Sequence[Row]) -> str:
    return f"{family[0].hit.passage.context}\n{family[0].hit.document.title}"


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


def _comparable(asked: Asked, rows: Sequence[Row]) -> list[Cell]:
    """One figure for each row, all of the unit that most have, rows of one name and figure once."""
    cells: dict[tuple[str, object, tuple[int, ...]], Cell] = {}
    position = _common_column(asked, rows)
    for row in rows:
        at = [value for value in row.values if value.cell.column == position]
        value = best_value(asked.question, row, at) or best_value(asked.question, row)
        if value:
            cells.setdefault((row.name, value.figure.value, value.years), (row, value))
    units = Counter(value.figure.unit for _, value in cells.values())
    if not units:
        return []
    unit = units.most_common(1)[0][0]
    alike = {unit, ""} if unit != "%" else {unit}
    if not unit:  # accounts give the currency with the first figure of a column only
        alike |= set(units) - {"%"} if len(set(units) - {"%", ""}) == 1 else set()
    return [cell for cell in cells.values() if cell[1].figure.unit in alike]


def _common_column(asked: Asked, rows: Sequence[Row]) -> str:
    """The header of the column that the question asks of all of these rows.

    Rows of several groups are held against each other by their shares of the whole.
    """
    values = [value for row in rows if (value := best_value(asked.question, row))]
    if len({row.group for row in rows}) > 1 and all(value.is_share for value in values):
        values = [v for row in rows for v in row.values if v.is_share and is_of_whole(v)] or values
    votes = Counter(value.cell.column for value in values)
    return votes.most_common(1)[0][0] if votes else ""


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
