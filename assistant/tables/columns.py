"""Which figures of a row a question asks for: the column it names, by words and across languages.

A header is named by its very words, by the term vectors of ``assistant.reading.match``, or by what
tables have columns for: what was planned and what was spent, where it started and where it should
go. Of several shares in a row, the question says what they are of: its own group, or the whole.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace
from functools import lru_cache

from assistant.figures import unit_code, unit_scale, years
from assistant.question import Question, bare, question_codes, subject
from assistant.reading.match import Matcher, script
from assistant.refusals.counted_nouns import counted_noun
from assistant.refusals.parts_asked import part_asked
from assistant.tables.rows import CODE_NAME, Row, Value, group_names, leaf
from assistant.tables.terms import rarity, terms
from assistant.tables.used import used_of_whole
from assistant.tables.words import bounds, concepts, phrase
from index.static import StaticEmbedder

SAID = 0.4  # share of a header that a question must name by vectors, less is chance
OTHER_WORDS = 0.6  # what a header named in other words weighs beside one named in its own
NAMED_WHOLE = 0.8  # share of a header that leaves no qualifier unnamed
FEWEST_PARTS = 2  # columns that a third may be the whole of
NAMED = OTHER_WORDS * SAID  # fit of a column from which a question names it
LEFT = -1.0  # fit of a column that is set aside
LEVELS = " / "  # between the headers that stand one over the other
GROUP_NAMED = 0.7  # share of a group's name that a question must name to ask for a share of it
_DURATION = re.compile(r"years?|months?|weeks?|days?|hours?|minutes?|年|月|周|天|小时|分钟", re.I)
_COUNTS = re.compile(
    r"数量|人[数次]|次数|天数|女性|男性|^[男女]$|\bnumber of\b|\bcount\b"
    r"|\b(?:women|men|girls|boys|participants|vacant|posts|days)$",
    re.IGNORECASE,
)
_TOTALS = re.compile(r"(?:grand )?totals?$|all$|合计$|总计$|总额$|总数$", re.IGNORECASE)
_OPEN_COUNT = re.compile(r"(?:多少|几)个?[万亿]|多少(?=[,，、。?？!！呢]|$)")
_SCALES = re.compile(
    r"百万|千万|[十百千万亿](?!分)|\b(?:thousands?|millions?|billions?)\b(?: of)?", re.I
)
_YEAR = re.compile(r"(?:FY\s?)?(?:19|20)\d{2}(?:[/–-]\d{2,4})?年?度?", re.IGNORECASE)
_MEASURE_WORD = re.compile(r"(?:多少|几)([\u3400-\u9fff])")
_SAME_MEASURE = {"名": "人", "位": "人", "本": "册"}
_OF_BOOKS = {"册"}  # however many columns are in that measure, it is in none else
_UNIT = re.compile(r"[(（][^()（）]*[)）]")
# What a share is asked of, where an amount is asked for as well: "spent how much, 占预算多少".
_WHOLE_OF_SHARE = re.compile(r"占(?:了|到)?[^，。？?占多]{1,12}?(?=的?(?:多[少大]|百分|比例|几成))")
STEM = 6  # letters that two words of one stem share: "certificate", "certified"
BESIDE_STEM = 0.7  # the most that another header is said beside one of a stem of the question
_OF_ANY = frozenset({"number", "amount", "percen"})  # stems that headers of any kind have
_STEMMED = re.compile(rf"[a-z]{{{STEM},}}")
_WORD = re.compile(r"[^\W\d_]+")
_RATE = re.compile(r"[\u4e00-\u9fff]{2}率|\b[a-z]{4,} rate\b")
_MOVEMENT = re.compile(
    r"\bchange|variance|increase|\bvar\b|\bgrowth\b|增减|变化|增长|同比|[增降涨跌]幅", re.IGNORECASE
)


def with_columns(question: Question, rows: Sequence[Row], vectors: StaticEmbedder) -> list[Row]:
    """The rows, their figures with how well the question names their columns.

    Args:
        question: as understood.
        rows: of any tables.
        vectors: the embedding that headers are compared by across languages.
    """
    question = replace(question, text=_measures_in(question))
    matcher = Matcher(subject(_affirmed(question.text)), vectors)
    shapes = {tuple(value.cell.column for value in row.values) for row in rows}
    telling = {shape: _telling(shape) for shape in shapes}
    bare = sorted({header for headers in telling.values() for header in headers})
    shares = dict(zip(bare, map(float, matcher.named(bare)), strict=True))
    texts = {shape: _asking(question, shape) for shape in shapes}
    kinds = {
        text: [own for asked, own in concepts() if asked.search(text)]
        for text in set(texts.values())
    }
    said = {
        shape: [
            1.0
            if column in _measured(texts[shape], shape)
            else _said(kinds[texts[shape]], column, shares[header])
            for column, header in zip(shape, telling[shape], strict=True)
        ]
        for shape in shapes
    }
    said = {shape: _by_stem(texts[shape], telling[shape], fits) for shape, fits in said.items()}
    groups = sorted({name for row in rows for name in map(_bare_name, group_names(row))})
    named = dict(zip(groups, map(float, matcher.named(groups)), strict=True))
    fitted = []
    for row in rows:
        shape = tuple(value.cell.column for value in row.values)
        values = tuple(
            replace(value, said=fit) if fit else value
            for value, fit in zip(row.values, said[shape], strict=True)
        )
        group = max((named[_bare_name(name)] for name in group_names(row)), default=0.0)
        fitted.append(replace(row, values=values, grouped=group))
    return fitted


def _asking(question: Question, headers: Sequence[str]) -> str:
    """A question without what it carries along, where it says itself what it counts or asks for.

    "And how many teams?" asks for no people, though the question before it did.
    """
    own = bare(question.text)
    if own == question.text:
        return own
    meant = any(
        asked.search(own) and any(header.search(bare_header(h)) for h in headers)
        for asked, header in concepts()
    )
    return own if meant or counted_noun(replace(question, text=own)) else question.text


def _measured(text: str, headers: Sequence[str]) -> list[str]:
    """The headers whose unit is the measure word of a Chinese question.

    "有几辆车" asks for 车辆（辆）. Of several those whose words the question says too, if any.
    """
    words = {_SAME_MEASURE.get(word, word) for word in _MEASURE_WORD.findall(text)}
    units = {header: _UNIT.findall(header)[-1:] for header in headers}
    met = [header for header, unit in units.items() if unit and unit[0][1:-1].strip() in words]
    if len(met) < 2:
        return met or [""]  # a column without a header is of whatever is asked for
    said = [h for h in met if set(terms(bare_header(h).split(LEVELS)[-1])) & set(terms(text))]
    return said or (met if words & _OF_BOOKS else [""])


def _measures_in(question: Question) -> str:
    """A question without what a share is asked of, which is no measure where one is asked, too."""
    both = {"share", "amount"} <= question.wants
    return _WHOLE_OF_SHARE.sub(" ", question.text) if both else question.text


def _by_stem(text: str, headers: Sequence[str], fits: list[float]) -> list[float]:
    """How well headers are said: before the kind asked for comes one of a stem of the question.

    "How many earned a certificate" asks for "Certified" rather than "Enrolled", though people are.
    """
    stems = {word[:STEM] for word in _STEMMED.findall(text.lower())} - _OF_ANY
    shared = [any(w[:STEM] in stems for w in _STEMMED.findall(h.lower())) for h in headers]
    others = [fit for own, fit in zip(shared, fits, strict=True) if not own]
    if sum(shared) != 1 or max(others, default=0.0) < NAMED_WHOLE:
        return fits
    return [1.0 if own else min(fit, BESIDE_STEM) for own, fit in zip(shared, fits, strict=True)]


def _affirmed(text: str) -> str:
    """A question without the deeds that it denies: "not paid" names no column "Paid"."""
    return phrase("denied").sub(" ", text)


def _bare_name(name: str) -> str:
    return CODE_NAME.sub("", leaf(name))


def _telling(headers: Sequence[str]) -> list[str]:
    """What tells headers of a row apart: no years, no units, no words that all of them have."""
    bare = [_without_money(bare_header(header)) for header in headers]
    split = [set(_WORD.findall(header)) for header in bare]
    common = set.intersection(*split) if len(set(bare)) > 1 else set()
    return [" ".join(w for w in _WORD.findall(header) if w not in common) for header in bare]


def _without_money(header: str) -> str:
    rest = " ".join(phrase("any money").sub(" ", header).split())
    return rest if len(rest) > 1 else header


@lru_cache(maxsize=20_000)
def bare_header(header: str) -> str:
    """A header without its years and units: what it measures."""
    return " ".join(_UNIT.sub(" ", _YEAR.sub(" ", header)).split()).strip("/ ")


def _said(kinds: Sequence[re.Pattern[str]], header: str, named: float) -> float:
    """How well a header is named: by vectors, or as one of the kinds that are asked for."""
    measure = bare_header(header)
    if any(own.search(measure) for own in kinds):
        # Of "budget / maintenance" and "budget / teaching" the words besides tell which.
        return NAMED_WHOLE + (1 - NAMED_WHOLE) * named if LEVELS in header else 1.0
    return named if named >= SAID else 0.0


def column_fit(values: Iterable[Value], text: str, taken: str = "") -> dict[int, float]:
    """How well each column's header is said by a question, by column position.

    Args:
        values: of one row, or of all.
        text: the question.
        taken: the label of the row, whose words name the row and not the column.
    """
    headers = {value.cell.position: value for value in values}
    split = {p: frozenset(terms(_without_money(v.cell.column))) for p, v in headers.items()}
    weigh = rarity(list(split.values()))
    everywhere = frozenset.intersection(*split.values()) if len(split) > 1 else frozenset()
    meant = {p for p, v in headers.items() if v.said >= NAMED_WHOLE}
    if any(not years(headers[p].cell.column) for p in meant):
        # "Budget 2026" beside "Spent": the year names no column where its measure is another
        split = {p: own if p in meant else own - _year_terms(own) for p, own in split.items()}
    asked = frozenset(terms(_affirmed(text))) - frozenset(terms(taken)) - everywhere
    bare = {p: frozenset(terms(bare_header(v.cell.column))) for p, v in headers.items()}
    fits = {}
    for position, header in split.items():
        qualified = bare[position] and not bare[position] <= asked
        if qualified and headers[position].said < NAMED_WHOLE and not all(bare.values()):
            fits[position] = 0.0  # "2024" is of all posts, "vacant posts 2024" of some
            continue
        said = sum(weigh(word) for word in header & asked if len(split) > 1)
        fits[position] = said / (sum(map(weigh, header)) or 1.0) + said
        fits[position] += OTHER_WORDS * headers[position].said
    return fits


def _fits(question: Question, values: Sequence[Value], taken: str) -> dict[int, float]:
    """How well each column's header is said by a question, before all by its own words.

    "D国要交多少会费，欠了多少": the second part, which carries the first along, asks for no 会费.
    """
    own = bare(question.text)
    if own != question.text:
        fits = column_fit(values, own, taken)
        if max(fits.values(), default=0.0) >= NAMED:
            return fits
    return column_fit(values, _measures_in(question), taken)


def names_column(question: Question, row: Row, value: Value) -> bool:
    """Whether a question names the column of a figure of a row."""
    fits = _fits(question, row.values, leaf(row.name))
    return fits[value.cell.position] >= NAMED


def best_value(
    question: Question, row: Row, values: Sequence[Value] = (), year: int | None = None
) -> Value | None:
    """The figure of a row that is asked for, or None."""
    found = wanted_values(question, row, values, year)
    return found[0] if found else None


def wanted_values(
    question: Question, row: Row, values: Sequence[Value] = (), year: int | None = None
) -> list[Value]:
    """The figures of a row that the question asks for, the most telling first.

    Figures of the years asked for where the row has years; amounts before shares where an amount is
    asked for, and the other way round; shares of what the question says; then the column whose
    header it names.
    """
    found = list(values or asked_values(question, row))
    wanted = {year} if year else set(question.years)
    if wanted:
        found = [value for value in found if not value.years or set(value.years) & wanted]
    shares_first = "share" in question.wants and "amount" not in question.wants
    shares_first = shares_first or _names_a_share(bare(question.text), found)
    mixed = len({value.is_share for value in found}) > 1
    fits = _fits(question, found, leaf(row.name))
    fits |= _parts_before_whole(found, fits) | _left_aside(found, question.text)
    fits |= _wholes_aside(found, question)
    if pair := used_of_whole(question, row):
        fits[pair[0].cell.position] = LEFT
    base = share_base(question, row)
    money = bool(question.wants & {"amount", "money"})

    only_money = money and "count" not in question.wants

    def order(value: Value) -> tuple[bool, bool, bool, float, bool, bool, int, int]:
        return (
            only_money and is_count(value) and fits[value.cell.position] < NAMED_WHOLE,
            mixed and value.is_share != shares_first,
            bool(base) and is_of_whole(value) != (base == "whole"),
            -round(fits[value.cell.position], 3),
            money and is_count(value),
            not is_total_column(value),
            len(value.years),
            value.cell.position,
        )

    return sorted(found, key=order)


def _names_a_share(text: str, values: Sequence[Value]) -> bool:
    """Whether a question names a column of shares by all of its header, or by its rate (执行率).

    Not where it says a longer header of amounts.
    """
    asked = set(terms(text))
    rates = _RATE.findall(text)
    headers = [(v.is_share, bare_header(v.cell.column)) for v in values if not is_movement(v)]
    said = [(len(terms(header)), share) for share, header in headers if set(terms(header)) <= asked]
    said = [(size, share) for size, share in said if size]
    longest = [share for size, share in said if size == max(said)[0]]
    if longest:
        return all(longest)
    return any(share and rate in header for share, header in headers for rate in rates)


def _year_terms(words: frozenset[str]) -> frozenset[str]:
    return frozenset(word for word in words if _YEAR.fullmatch(word))


def _parts_before_whole(values: Sequence[Value], fits: dict[int, float]) -> dict[int, float]:
    """The fit of the column that the others add up to, where one of them is named: none.

    "How many posts are vacant?" names "Vacant" and, of the filled and the vacant together, "Posts".
    """
    numbers = [value for value in values if not value.is_share and not is_movement(value)]
    units = {value.figure.unit for value in numbers}
    if len(numbers) < FEWEST_PARTS + 1 or len(units) > 1:
        return {}
    whole = max(numbers, key=lambda value: value.figure.value)
    parts = [value for value in numbers if value is not whole]
    added = sum(value.figure.value for value in parts)
    named = any(fits[value.cell.position] >= SAID for value in parts)
    if added != whole.figure.value or not named or is_total_column(whole):
        return {}
    return {whole.cell.position: 0.0}


def _left_aside(values: Sequence[Value], text: str) -> dict[int, float]:
    """The fit of columns that a question sets aside, and of the one of all others.

    "The non-staff costs" are not those of staff but the other ones.
    """
    last = {v.cell.position: bare_header(v.cell.column.split(" / ")[-1]) for v in values}
    aside = phrase("set aside").pattern
    left = {
        position
        for position, name in last.items()
        if name and re.search(rf"(?:{aside})(?:{re.escape(name)})(?![a-z])", text, re.IGNORECASE)
    }
    if not left or len(left) == len(last):
        return {}
    others = {p for p, name in last.items() if phrase("all others").fullmatch(name)}
    return dict.fromkeys(left, LEFT) | dict.fromkeys(others - left, 1.0)


def _wholes_aside(values: Sequence[Value], question: Question) -> dict[int, float]:
    """The fit of columns of which a part is asked for that another column is named for.

    "How many of the apprentices are women?" is not told by "Apprentices" where "Of whom women" is.
    """
    part = set(terms(_affirmed(part_asked(bare(question.text)))))
    headers = {v.cell.position: set(terms(bare_header(v.cell.column))) for v in values}
    named = {position for position, words in headers.items() if words & part}
    if not named or len(named) == len(headers):
        return {}
    return dict.fromkeys(headers.keys() - named, LEFT)


def share_base(question: Question, row: Row) -> str:
    """What a share is asked of: the ``whole``, the ``group`` of the row, or empty where unsaid."""
    text = phrase("group total").sub(" ", question.text)
    if phrase("of the whole").search(text):
        return "whole"
    in_group = set(question.codes) & {*row.within, *question_codes(row.group)}
    said = row.group and set(terms(leaf(row.group))) <= set(terms(text))
    return "group" if in_group or said or row.grouped >= GROUP_NAMED else ""


def is_of_whole(value: Value) -> bool:
    """Whether a figure is a share of the whole, not of a group of rows."""
    return phrase("whole column").search(value.cell.column) is not None


def is_total_column(value: Value) -> bool:
    """Whether a figure stands in the column of totals."""
    header = _YEAR.sub(" ", value.cell.column.split(" / ")[-1])
    return _TOTALS.match(header.strip()) is not None


def is_count(value: Value) -> bool:
    """Whether a figure counts things, so that it is no money."""
    unit = _SCALES.sub("", value.cell.unit).strip()
    counted = unit and not unit_code(unit) and unit_scale(unit) == 1 and not _DURATION.search(unit)
    return bool(counted) or _COUNTS.search(value.cell.column) is not None


def asked_values(question: Question, row: Row) -> list[Value]:
    """The figures of a row that can be what is asked for: no money where a number is, and so on.

    A bare "多少" ("少了多少") may ask for either, and so may "多少亿".
    """
    open_count = script(question.asked) == "han" and _OPEN_COUNT.search(question.text)
    counts = question.kind == "count" and not open_count
    if question.wants & {"amount", "money", "share"}:
        counts = False
    elif phrase("no money").search(question.text):
        counts = True
    if counts:
        return [value for value in row.values if not value.figure.unit]
    if "money" in question.wants and question.kind != "count":
        return [value for value in row.values if value.figure.unit or not is_count(value)]
    return list(row.values)


def without_bounds(text: str, row: Row) -> str:
    """A question without the words that name columns of bounds which a row has.

    "The minimum stock of rope" asks for a column called so and for no extreme.
    """
    headers = [bare_header(value.cell.column) for value in row.values]
    for asked, header in bounds():
        if any(map(header.search, headers)):
            text = asked.sub(" ", text)
    return text


def is_movement(value: Value) -> bool:
    """Whether a figure is of a column of changes."""
    return _MOVEMENT.search(value.cell.column) is not None


def measure_of(value: Value) -> str:
    """What a figure measures, by its header; shares of the whole are one, however it is called."""
    if value.is_share and is_of_whole(value):
        return "%"
    return bare_header(value.cell.column)
