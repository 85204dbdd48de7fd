"""Parts of a year that a question asks for, in tables whose columns are parts of a year.

"Between April and June" is the column of the second quarter, "the first half" those of the first
two; a month has no column among quarters.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace

from assistant.draft import Draft
from assistant.question import Question
from assistant.refusals.months import MONTHS
from assistant.tables.asked import Asked, is_sure
from assistant.tables.compute import added_up
from assistant.tables.lacking import nearest_row
from assistant.tables.plan import Plan
from assistant.tables.rows import Row, Value

Months = frozenset[int]

_NUMERALS = {"first": 1, "second": 2, "third": 3, "fourth": 4, "last": 4, "final": 4,
             "1st": 1, "2nd": 2, "3rd": 3, "4th": 4, "two": 2, "three": 3, "four": 4, "six": 6,
             "nine": 9, "一": 1, "二": 2, "两": 2, "三": 3, "四": 4, "六": 6, "九": 9}  # fmt: skip
_NAME = rf"(?:{'|'.join(f'{month}|{month[:3]}' for month in MONTHS)}|sept)\.?"
_IN = r"(?:(?:in|during|over|for) )?(?:the )?"
_OF = r"(?: of(?: the year)?)?"
_RANGE = re.compile(
    rf"(?:(?:between|from|in|during) )?(?<!\d )\b({_NAME})\s?"
    rf"(?:and|to|through|until|till|[-–—/])\s?({_NAME})(?!\w| \d{{1,2}}\b(?!\d))"
    r"|从?(?<!\d)(1[0-2]|[1-9])月?份?\s?[-–—~～至到]\s?(1[0-2]|[1-9])月(?!\d+[日号])份?"
    r"(?:这[三六]个月|期间)?",
    re.IGNORECASE,
)
_HALF = re.compile(
    rf"{_IN}\b(?:(first|1st)|second|2nd) (?:half(?:[- ]year\b| of (?:the year|(?=(?:19|20)\d\d))"
    rf"|(?= (?:19|20)\d\d))|six months{_OF})"
    r"|\bH(?:(1)|2)(?= (?:of )?(?:19|20)\d\d|$)|(上)半年|下半年",
    re.IGNORECASE,
)
_FEW = re.compile(
    rf"{_IN}\b(first|last|final) (two|three|four|six|nine) months{_OF}"
    r"|([头前]|最后|末)([两二三四六九])个月",
    re.IGNORECASE,
)
_QUARTER = re.compile(
    rf"{_IN}\b(first|second|third|fourth|last|final|1st|2nd|3rd|4th) quarter\b{_OF}"
    r"|\b(?:in |during |for )?Q([1-4])(?!\d)(?: of)?|第?([一二三四1-4])季度|(最后)一个?季度",
    re.IGNORECASE,
)
_MONTH = re.compile(
    r"\b(?:in|during|for) ((?-i:[A-Z])\w{2,8})(?= (?:of )?(?:19|20)\d\d|[?,.]|$)"
    r"|(?<!\d)(1[0-2]|[1-9])月份?(?!\d|[初末底中]|[-–—至到])",
    re.IGNORECASE,
)


def period_said(text: str) -> tuple[re.Match[str], Months] | None:
    """The one part of a year that a text says, and where; None where it says none, or several."""
    found = [(match, _months(match)) for pattern in _PATTERNS for match in pattern.finditer(text)]
    told = [(match, months) for match, months in found if months]
    outer = [
        (match, months)
        for match, months in told
        if not any(o is not match and _holds(o, match) for o, _ in told)
    ]
    return outer[0] if len(outer) == 1 else None


def of_period(question: Question, rows: Sequence[Row]) -> tuple[Question, list[Row]]:
    """A question for a part of a year, and rows of such columns with only those that make it up.

    Returns:
        the question without the words for its time, where the columns of any row make it up; a
        row of columns that do not has no figures then, and is left out. Both as they are where
        the question says no part of a year or no row has such columns.
    """
    said = period_said(question.text)
    if said is None or not any(map(_parts, rows)):
        return question, list(rows)
    match, months = said
    years = set(question.years)
    divided = [bool(_parts(row)) for row in rows]
    fitted = [
        replace(row, values=_of_years(_made_up(row, months), years)) if own else row
        for row, own in zip(rows, divided, strict=True)
    ]
    if not any(row.values for row, own in zip(fitted, divided, strict=True) if own):
        return question, list(rows)
    text = " ".join(f"{question.text[: match.start()]} {question.text[match.end() :]}".split())
    bound = tuple(c for c in question.constraints if c.kind != "month")
    question = replace(question, text=text, constraints=bound)
    return question, [row for row in fitted if row.values]


def added_parts(asked: Asked, found: Sequence[Plan]) -> Draft | None:
    """The sum of the columns that make up the part of a year asked for; None where it is one."""
    best = asked.likeliest
    years = {value.years for value in best.values}
    parts = len(_parts(best)) == len(best.values) > 1 and len(years) == 1
    plain = all(plan.operation in ("sum", "lookup", "remainder") for plan in found)
    if not (parts and plain and is_sure(asked, best)):
        return None
    return added_up(asked, [(best, value) for value in best.values])


def lacks_part(question: Question, asked: Asked) -> Draft | None:
    """That a row has no columns that make up the part of a year asked for, with the row."""
    said = period_said(question.text)
    best = asked.likeliest
    if said is None or not is_sure(asked, best) or not _parts(best):
        return None
    made_up = _of_years(_made_up(best, said[1]), set(question.years))
    return None if made_up else nearest_row(asked, best)


def _parts(row: Row) -> dict[int, Months]:
    """The parts of a year that the columns of a row are of, by column; none where less than two."""
    parts = {v.cell.position: months for v in row.values if (months := _column(v.cell.column))}
    return parts if len(parts) > 1 else {}


def _column(header: str) -> Months:
    """The months that a column is of by its header; none of one that says no part of a year."""
    said = period_said(header)
    if said is not None:
        return said[1]
    return _named_month(re.sub(r"[\d/年 .,]+", "", header))


def _made_up(row: Row, months: Months) -> tuple[Value, ...]:
    """The figures of a row that make up some months of each of its years; none where they do not.

    Of columns of several widths (months, quarters) the widest that fit are taken.
    """
    parts = _parts(row)
    by_year: dict[tuple[int, ...], list[Value]] = defaultdict(list)
    for value in row.values:
        if parts.get(value.cell.position, frozenset()) <= months and value.cell.position in parts:
            by_year[value.years].append(value)
    chosen: list[Value] = []
    for values in by_year.values():
        left = set(months)
        for value in sorted(values, key=lambda v: -len(parts[v.cell.position])):
            if parts[value.cell.position] <= left:
                left -= parts[value.cell.position]
                chosen.append(value)
        if left:
            chosen = [value for value in chosen if value not in values]
    return tuple(sorted(chosen, key=lambda value: value.cell.position))


def _of_years(values: Sequence[Value], asked: set[int]) -> tuple[Value, ...]:
    """The figures of the years asked for, their columns as those that the question names."""
    timely = [v for v in values if not (asked and v.years) or asked & set(v.years)]
    return tuple(replace(value, said=1.0) for value in timely)


def _holds(one: re.Match[str], other: re.Match[str]) -> bool:
    return one.start() <= other.start() and other.end() <= one.end()


def _named_month(name: str) -> Months:
    """The month that a name is of, spelt out or cut short: "Sept."; none where it is no month."""
    letters = name.strip(". ").lower()
    letters = "sep" if letters == "sept" else letters
    return frozenset(
        n for n, month in enumerate(MONTHS, 1) if len(letters) > 2 and month.startswith(letters)
    )


def _of_range(match: re.Match[str]) -> Months:
    first, last = (
        int(text) if text.isdigit() else max(_named_month(text), default=0)
        for text in filter(None, match.groups())
    )
    return frozenset(range(first, last + 1))


def _of_half(match: re.Match[str]) -> Months:
    return frozenset(range(1, 7) if any(match.groups()) else range(7, 13))


def _of_few(match: re.Match[str]) -> Months:
    which, count = filter(None, match.groups())
    number = _NUMERALS[count.lower()]
    ends = which.lower() in ("last", "final", "最后", "末")
    return frozenset(range(13 - number, 13) if ends else range(1, number + 1))


def _of_quarter(match: re.Match[str]) -> Months:
    word = next(filter(None, match.groups())).lower()
    number = 4 if word == "最后" else int(word) if word.isdigit() else _NUMERALS[word]
    return frozenset(range(3 * number - 2, 3 * number + 1))


def _of_month(match: re.Match[str]) -> Months:
    word = next(filter(None, match.groups()))
    return frozenset([int(word)]) if word.isdigit() else _named_month(word)


_READERS = {
    _RANGE: _of_range,
    _HALF: _of_half,
    _FEW: _of_few,
    _QUARTER: _of_quarter,
    _MONTH: _of_month,
}
_PATTERNS = tuple(_READERS)


def _months(match: re.Match[str]) -> Months:
    """The months that a match of one of the patterns stands for."""
    return _READERS[match.re](match)
