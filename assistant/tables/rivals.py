"""The rows that compete: for the most, the least, a place above a threshold, or an average."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import replace

from assistant.letters import plain
from assistant.question import Question, code_year, content_words, question_codes, row_subject
from assistant.reading.match import Matcher
from assistant.refusals.numerals import numbers_of
from assistant.refusals.subject_noun import noun_asked_for
from assistant.tables.asked import Asked, Cell, is_named
from assistant.tables.columns import best_value, is_of_whole
from assistant.tables.groups import members, of_series
from assistant.tables.headed import headed_level, kind_said
from assistant.tables.lines import is_year
from assistant.tables.plan import plans
from assistant.tables.rows import Row, Value, corner, is_total, label_codes, leaf
from assistant.tables.terms import terms
from assistant.tables.words import concepts, phrase, series_letters

_DATES = re.compile(
    r"\b(?:since|start\w*|end\w*|year|from|until|date\w*|opened|built|founded|established)\b"
    r"|年份|年度|始|止|日期|时间|建成|成立",
    re.IGNORECASE,
)
_LEVELS = ("inner", "", "outer")  # of the header that says the kind asked for, the likeliest first
MEASURED = 0.4  # share of the words for what is ranked by that a column and its table must say
_NO_MEASURE = re.compile(
    r"\b(?:most|least|fewest|(?:larg|bigg|high|small|low|great|long|short|cheap)est)\b|最[\u4e00-\u9fff]"
    r"|\b(?:gr[eo]w\w*|r[io]se\w*|f[ae]ll\w*|(?:in|de)creas\w*|drop\w*|declin\w*|chang\w*)\b"
    r"|哪[个家所座]?|增[长加]|减少|下降|上升|降低|变化|[涨跌增降升]得"
)
FAMILY = 0.3  # share of a question that the surroundings of rows that compete must answer to
_ASKING_WORDS = re.compile(
    r"\b(?:among|ones?|two|three|four|five|six)\b"
    r"|\b(?:list|rank\w*|receiv\w*|g[oe]t|given|above|below|over|under|more|less|than|exceed\w*"
    r"|with|by|name|allocat\w*|budgets?|order\w*|top|[A-Z]{3}(?= ?\d))\b"
    r"|\d[\d,.]*\s*[万亿]?|前[一二两三四五六七八九十]"
    r"|超过|高于|低于|不足|大于|小于|多于|少于",
    re.IGNORECASE,
)


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
    asking = _ASKING_WORDS.sub(" ", row_subject(asked.question.text))
    asking = " ".join(phrase("of competing rows").sub(" ", asking).split())
    many = phrase("of so many").search(asked.question.text)
    sizes = {int(number) for number in numbers_of(many.group())} if many else set()
    plain_money = _asks_only_for_money(asked.question, asking)
    families = _ranked(asked, rows, asking, sizes)
    letters = series_letters(noun_asked_for(asked.question.text))
    of_kind = plans(asked.question)[0].operation == "extreme" and not (
        families and any(label_codes(leaf(row.label)) for row in families[0][0])
    )  # rows with codes of their own are told by those
    level = {
        id(one[0]): headed_level(asked.question, one[0]) if of_kind else "" for one in families
    }
    families = sorted(
        families,
        key=lambda one: (_LEVELS.index(level[id(one[0])]), not _is_coded(one[0], letters)),
    )
    for family, fit, of_edition in families:
        if _is_of_another_series(family, letters, asked.rows):
            continue
        comparable = _comparable(asked, _level(asked, family))
        cells = of_series(asked, comparable)
        if len(cells) == 1 < len(comparable):
            return []  # of a plan with one enabler, its priorities are none
        cells = _of_kind(cells, asking)
        if len(cells) < 2:
            continue
        if level[id(family)] == "inner" and (measured := _are_measured(asked, cells, asking)):
            return cells
        if level[id(family)] == "inner" and measured is False:
            continue
        money = plain_money and cells[0][1].figure.unit not in ("", "%")
        sized = len(cells) in sizes or not content_words(asking)
        if fit >= FAMILY or money or (of_edition and sized) or is_named(asked, family[0]):
            return cells
    return []


def _are_measured(asked: Asked, cells: Sequence[Cell], asking: str) -> bool | None:
    """Whether the column of cells, or what stands over their table, says by what they are ranked.

    The kind of thing that is ranked says nothing of that; of money the unit tells. None where the
    question says nothing of it ("which is the biggest?").
    """
    noun = re.escape(kind_said(asked.question, [row for row, _ in cells]))
    measure = re.sub(rf"{noun}|{_NO_MEASURE.pattern}", " ", asking, flags=re.IGNORECASE)
    if asked.question.wants & {"money", "amount"} and cells[0][1].quantity.unit in ("", "%"):
        return False
    if not any(map(str.isalnum, measure)):
        return bool(asked.question.wants & {"money", "amount"}) or None
    matcher = Matcher(measure, asked.vectors)
    said = [f"{value.cell.column}\n{row.hit.passage.caption}" for row, value in cells[:1]]
    return float(matcher.covered(matcher.met(said))[0]) >= MEASURED


def _is_coded(family: Sequence[Row], letters: set[str]) -> bool:
    """Whether rows are themselves of a series: P1 to P5 are priorities, their themes are not."""
    return sum(bool(_initials(row) & letters) for row in family) > 1


def _is_of_another_series(family: Sequence[Row], letters: set[str], rows: Sequence[Row]) -> bool:
    """Whether all rows are of another series than the one asked for, which other tables have.

    Of the plan for 2026, which has no enablers, none of the priorities is the smallest enabler.
    """
    own = [_initials(row) for row in family]
    return all(own) and not any(one & letters for one in own) and _is_coded(rows, letters)


def _initials(row: Row) -> set[str]:
    """What the codes of a row begin with."""
    return {code[0] for code in label_codes(leaf(row.label))}


def rivals_among(asked: Asked, rows: Sequence[Row]) -> list[Cell]:
    """The rows that compete among those with the columns that a question asks for.

    What asks for such a column ("over budget") names no row and no table, and is left aside.
    """
    text = asked.question.text
    columns = {column for row in rows for column in _columns(row)}
    for words, header in concepts():
        if any(map(header.search, columns)):
            text = words.sub(" ", text)
    return rivals(replace(asked, rows=list(rows), question=replace(asked.question, text=text)))


def _ranked(
    asked: Asked, rows: Sequence[Row], asking: str, sizes: set[int]
) -> list[tuple[list[Row], float, bool]]:
    """The rows by document and columns, those that fit a question best first.

    Args:
        asked: the question with its rows.
        rows: that may compete.
        asking: what the question asks of them.
        sizes: how many it says that there are.

    Returns:
        each family of rows, how well it fits, and whether the question names its edition.
    """
    families: dict[tuple[int, tuple[str, ...]], list[Row]] = defaultdict(list)
    for row in rows:
        families[row.hit.document.id, _columns(row)].append(row)
    found = _joined(list(families.values()))
    matcher = Matcher(asking, asked.vectors)
    fits = matcher.covered(matcher.met([_around(family) for family in found]))
    coded = [_names_edition(asked.question, family) for family in found]
    return sorted(
        zip(found, map(float, fits), coded, strict=True),
        key=lambda pair: (
            not (pair[2] and len(pair[0]) in sizes),
            -round(4 * pair[1]),
            not pair[0][0].hit.passage.caption,
            -len(pair[0]),
        ),
    )


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


def _columns(row: Row) -> tuple[str, ...]:
    return tuple(value.cell.column for value in row.values)


def _around(family: Sequence[Row]) -> str:
    return f"{family[0].hit.passage.context}\n{family[0].hit.document.title}"


def _comparable(asked: Asked, rows: Sequence[Row]) -> list[Cell]:
    """One figure for each row, all of the unit that most have, rows of one name and figure once."""
    cells: dict[tuple[str, object, tuple[int, ...]], Cell] = {}
    position = _common_column(asked, rows)
    for row in rows:
        at = [value for value in row.values if value.cell.column == position]
        value = best_value(asked.question, row, at) or best_value(asked.question, row)
        if value and not _is_date(value):
            cells.setdefault((row.name, value.figure.value, value.years), (row, value))
    units = Counter(value.figure.unit for _, value in cells.values())
    if not units:
        return []
    unit = units.most_common(1)[0][0]
    alike = {unit, ""} if unit != "%" else {unit}
    if not unit:  # accounts give the currency with the first figure of a column only
        alike |= set(units) - {"%"} if len(set(units) - {"%", ""}) == 1 else set()
    return [cell for cell in cells.values() if cell[1].figure.unit in alike]


def _is_date(value: Value) -> bool:
    """Whether a figure is the year since when something is: no row has the most of that."""
    return is_year(value) and _DATES.search(value.cell.column) is not None


def _common_column(asked: Asked, rows: Sequence[Row]) -> str:
    """The header of the column that the question asks of all of these rows.

    Rows of several groups are held against each other by their shares of the whole.
    """
    values = [value for row in rows if (value := best_value(asked.question, row))]
    if len({row.group for row in rows}) > 1 and all(value.is_share for value in values):
        values = [v for row in rows for v in row.values if v.is_share and is_of_whole(v)] or values
    votes = Counter(value.cell.column for value in values)
    return votes.most_common(1)[0][0] if votes else ""
