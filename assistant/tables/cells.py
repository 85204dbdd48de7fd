"""Which cells a question is about: the rows it names, their years, and the rows that compete."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, replace

from assistant.letters import plain
from assistant.question import Kind, Question, question_codes, row_subject
from assistant.reading.match import Matcher, script
from assistant.tables.columns import (
    bare_header,
    is_of_whole,
    is_total_column,
    wanted_values,
    with_columns,
)
from assistant.tables.editions import of_plan_named
from assistant.tables.fiscal_years import column_years, fiscal_pairs, period_years
from assistant.tables.match import STRONG, asks_share_of_whole, mentioned, rank_rows, terms
from assistant.tables.named import rows_of_names
from assistant.tables.plan import Plan
from assistant.tables.rows import (
    CODE_NAME,
    NUMERALS,
    Row,
    Value,
    is_bare_total,
    is_total,
    leaf,
    own_name,
)
from assistant.tables.words import phrase, series_names
from index.static import StaticEmbedder

Cell = tuple[Row, Value]
Named = list[tuple[Row, float]]

SPELT = 4  # letters of a name that is sure to be meant where they are said
COLUMN = 0.4  # how well a header must be named to be one of two that are compared
NEAR = 0.9  # of the best row's fit, what one of another table must have to be looked at there
LEAD = 0.67  # of the best row's fit, what the next name may have at most
NAMED = 0.75  # how well a part of a question must fit a label to mean it
FOREIGN = 0.55  # likewise of a label in another script
PART = 0.4  # likewise where the rest of the question is about the same table
OTHER_TABLE = 0.45  # likewise where that is not the table of the row that fits best
MAX_SPAN = 12  # years that a span may hold to be added up
NEARLY = 0.1  # by so much another table must fit better than that of the best row
CERTAIN = 0.85  # share of a label that a question must name to mean it and no other
TWIN_NAMED = 0.35  # share of its label that the question must name
TWIN = 0.45  # of the best row's fit, what another row of another year must have
_YEAR = re.compile(r"(?:FY\s?)?(?:19|20)\d{2}年?")
_CODE_RANGE = re.compile(
    r"(?<![A-Za-z])([A-Za-z]{1,3})(\d{1,2})\s*(?:到|至|to|through|[-–—~])\s*\1(\d{1,2})",
    re.IGNORECASE,
)
_SEAM = re.compile(
    r"\s+(?:and|plus|minus|less|versus|vs\.?|or|than|compared (?:to|with)|against|et|y|with|over"
    r"|to)\s+|[,，、；;]|(?<=[\u3400-\u9fff])(?:和|与|加上|减去|减掉|减|及|以及|跟|同|比|还是|或)(?=[\u3400-\u9fffA-Z\d])",
    re.IGNORECASE,
)
_RANGE = re.compile(
    r"(?:from|between|de|从)\s*\D{0,24}(?:19|20)\d{2}.{0,30}?(?:to|through|and|until|-|–|至|到)\s*\D{0,24}(?:19|20)\d{2}"
    r"|(?:19|20)\d{2}年?\s*(?:[-–—至到]|to|through)\s*(?:19|20)\d{2}",
    re.IGNORECASE,
)
_PER_SHARE = re.compile(r"\bper (?:\w+ )?share\b", re.IGNORECASE)
_THAN = re.compile(
    r"\s(?:than|versus|vs\.?|compared (?:to|with)|against|exceed(?:s|ed)?|surpass(?:es|ed)?"
    r"|outstrip(?:s|ped)?|(?:ahead|short) of)\s"
    r"|(?<=[\u3400-\u9fff])(?:比(?!例|重|较|率)|超[过出](?=[\u3400-\u9fff])|[高低多少]于(?=[\u3400-\u9fff]))",
    re.IGNORECASE,
)
_OR = re.compile(
    r"[,:]?\s(?:x?or)\s(?:to |for |on |in |under |that (?:of|for) )?|还是|或者?(?=[\u3400-\u9fff])",
    re.IGNORECASE,
)
# What comes before the first of two: "Does the plan give more to", "哪个经费多，".
_COMPARING = re.compile(
    r"^.{0,100}?\b(?:more|less|higher|lower|larger|smaller|greater|bigger|fewer)\b"
    r"(?: \w+){0,2}? (?:to|for|on|in|from|under) ",
    re.IGNORECASE,
)
_NUMBERED = re.compile(
    r"([A-Za-z]{3,}|[\u3400-\u9fff]{2,12}?) ?"
    r"(\d{1,2}(?![\d.,]|\s?[%％年月日个名项家万亿])"
    r"|(?<=[标点域程果项])[一二三四五六七八九](?![个名项家万亿]))"
)
_SERIES_CODE = re.compile(r"([A-Z]{1,12}|[\u3400-\u9fff]{2,4})(\d{1,2})")
_MOVEMENT = re.compile(
    r"\bchange|variance|increase|\bvar\b|\bgrowth\b|增减|变化|增长|同比|[增降涨跌]幅", re.IGNORECASE
)


@dataclass(frozen=True)
class Asked:
    """A question with the rows found for it, the best first.

    Attributes:
        question: as understood.
        rows: with their fit.
        vectors: the embedding that names are compared by across languages.
        matcher: the question's subject, ready to be matched.
    """

    question: Question
    rows: list[Row]
    vectors: StaticEmbedder
    matcher: Matcher

    @classmethod
    def of(cls, question: Question, rows: Sequence[Row], vectors: StaticEmbedder) -> Asked:
        """Rank rows for a question."""
        question = _with_fiscal_years(question, rows)
        question = replace(question, codes=_codes(question, rows))
        if _PER_SHARE.search(question.text):  # a share of a company is no share of a whole
            question = replace(question, wants=question.wants - {"share"})
        matcher = Matcher(
            row_subject(question.text), vectors, [row.hit.passage.text for row in rows]
        )
        ranked = rank_rows(question, with_columns(question, rows, vectors), matcher)
        return cls(question, of_plan_named(question, ranked), vectors, matcher)

    def of_amounts(self) -> Asked:
        """The same, with amounts taken before shares: a change in percent is of amounts."""
        wants: frozenset[Kind] = (self.question.wants - {"share"}) | frozenset(["amount"])
        return replace(self, question=replace(self.question, wants=wants))

    def of_shares(self) -> Asked:
        """The same, with shares taken before amounts."""
        wants: frozenset[Kind] = (self.question.wants - {"amount"}) | frozenset(["share"])
        return replace(self, question=replace(self.question, wants=wants))

    @property
    def language(self) -> str:
        """The language of the answer."""
        return self.question.language

    def coded(self, row: Row) -> Row | None:
        """The row that gives the code of the group that a row belongs to: P2 for its themes."""
        if not row.within:
            return None
        found = (
            other
            for other in self.rows
            if other.hit.document.id == row.hit.document.id
            and CODE_NAME.match(leaf(other.name))
            and set(question_codes(leaf(other.name))) == set(row.within)
        )
        return next(found, None)

    @property
    def coding(self) -> list[Row]:
        """The rows whose own label gives a code and a name: "P2 – Digital transformation"."""
        return [row for row in self.rows if CODE_NAME.match(leaf(row.name))]

    def table(self, row: Row) -> list[Row]:
        """The rows of a row's table, in reading order."""
        members = [other for other in self.rows if other.table == row.table]
        return sorted(members, key=lambda other: other.hit.passage_id)

    def timely(self, rows: Sequence[Row] | None = None) -> list[Row]:
        """The rows with figures of a year that is asked for, or of no year."""
        years = set(self.question.years)
        found = self.rows if rows is None else rows
        return [row for row in found if not years or not row.years or row.years & years]


def chooses(text: str) -> bool:
    """Whether a question has two or more things to choose from: "statistics or policy"."""
    return _OR.search(text) is not None


def subjects(asked: Asked, plan: Plan) -> list[Row]:
    """The rows that a question names, in the order that it names them; at least the best one."""
    rows = asked.timely() or asked.rows
    codes = asked.question.codes
    by_code = [next((row for row in rows if code in row.codes), None) for code in codes]
    coded = list({id(row): row for row in by_code if row}.values())
    if len(coded) > 1 or (coded and len([code for code in codes if "-" not in code]) > 1):
        return _under_codes(asked, rows) or coded
    best = rows[0]
    own = [row for row in rows if row.table == best.table]
    if len(aliased := _by_aliases(asked, own)) > 1:
        return aliased
    near = [row for row in rows if row.score >= NEAR * best.score]
    for table in dict.fromkeys(row.table for row in near):
        said = _mentioned(asked, [row for row in rows if row.table == table], plan)
        if len(said) > 1:
            return said
    if plan.operation != "share" and len(full := _said_in_full(asked, rows)) > 1:
        return full
    if any(is_named(asked, row) and _holds_parts(row, asked.question.text) for row in rows[:3]):
        return [best]
    foreign = script(asked.question.text) != script(leaf(best.name))
    floor = FOREIGN if foreign else NAMED
    for seam in (_THAN, _OR, _SEAM):  # "policy and regulation than statistics" are two, not three
        found = _in_one_table(asked, rows, best, seam) or _by_parts(asked, rows, floor, seam)
        if found:
            return [row for row, _ in found]
    return rows_of_names(asked.question, rows, plan.operation, asked.vectors) or [best]


def _said_in_full(asked: Asked, rows: Sequence[Row]) -> list[Row]:
    """The rows of any tables whose names a question says letter by letter, in its order.

    The best of each name; none that is said only within a longer name, or heads another of them.
    """
    letters = plain(asked.question.text)
    found: dict[str, Row] = {}
    for row in rows:
        name = plain(own_name(row))
        if len(name) >= SPELT and name in letters and not is_total(row):
            found.setdefault(name, row)
    for name in sorted(found, key=len):
        rest = letters
        for longer in found:
            rest = rest.replace(longer, " ") if name != longer and name in longer else rest
        heads = any(other.group and leaf(other.group) == found[name].name for other in rows)
        if name not in rest or (heads and len(found) > 1):
            del found[name]
    return [found[name] for name in sorted(found, key=letters.find)]


def _mentioned(asked: Asked, rows: Sequence[Row], plan: Plan) -> list[Row]:
    """The rows of one table that a question says, without wholes of which others are the parts."""
    said = [row for row in mentioned(rows, asked.question.text) if _undated(row)]
    if plan.operation == "sum" or any(is_total_column(v) for row in rows[:1] for v in row.values):
        said = [row for row in said if not is_bare_total(row)]  # the word is of no row then
    if plan.operation in ("share", "lookup"):  # "the share of support in excellence" is of support
        said = [row for row in said if not any(other.group == row.name for other in said)] or said
    return said


def _by_aliases(asked: Asked, rows: Sequence[Row]) -> list[Row]:
    """The rows of which a question says a cell that no other row has, in that order.

    "Malta and Cyprus" are the rows of two projects that have names of their own; places and names
    are known by all that they are called.
    """
    letters = plain(asked.question.text)
    forms: dict[str, int] = {}
    for constraint in asked.question.constraints:
        if constraint.kind in ("place", "name"):
            at = letters.find(plain(constraint.text))
            forms |= {plain(form): at for form in constraint.forms}
    found: dict[int, tuple[int, Row]] = {}
    for row in rows:
        names = [plain(alias) for alias in row.aliases]
        said = [letters.find(name) for name in names if len(name) > 1 and name in letters]
        said += [forms[name] for name in names if name in forms]
        if said:
            found[row.hit.passage_id] = (min(said), row)
    return [row for _, row in sorted(found.values(), key=lambda pair: pair[0])]


def _under_codes(asked: Asked, rows: Sequence[Row]) -> list[Row]:
    """The rows of one name, one under each code: training in P3 and in P4; none where not so."""
    found: list[Row] = []
    for code in asked.question.codes:
        inner = (
            row
            for row in rows
            if row.named >= NAMED
            and not row.is_sum
            and code in {*row.within, *question_codes(row.group)}
        )
        row = next(inner, None)
        if row is None or (found and leaf(row.name) != leaf(found[0].name)):
            return []
        found.append(row)
    return found


def _in_one_table(asked: Asked, rows: Sequence[Row], best: Row, seam: re.Pattern[str]) -> Named:
    """The rows that parts of a question name within one table: that of the best row, or another.

    "Inclusive ICTs" and "the enabling environment" are each a table of their own, and two rows of
    the table of priorities; the table that fits both best is taken.
    """
    if not seam.search(asked.question.text):
        return []
    tables: dict[tuple[int, int], list[Row]] = defaultdict(list)
    for row in rows:
        if not is_total(row) and (row.table != best.table or not row.is_sum):
            tables[row.table].append(row)
    found = [named for own in tables.values() if (named := _by_parts(asked, own, PART, seam))]
    own = (named for named in found if named[0][0].table == best.table)
    home = next(own, [])
    reach = max(map(_weakest, found), default=0.0)
    if home and _weakest(home) >= reach - NEARLY:
        return home
    return next((named for named in found if _weakest(named) == reach >= OTHER_TABLE), home)


def _weakest(named: Named) -> float:
    return min(fit for _, fit in named)


def _with_fiscal_years(question: Question, rows: Sequence[Row]) -> Question:
    """The question with years over two calendar years, 2018/19, by the later one, as rows have it.

    "2018-2019" is both years where no row, caption or heading gives it as one.
    """
    text = question.text if fiscal_pairs(question.text) else question.asked
    said = fiscal_pairs(text)  # a question put into the tables' language has lost its dashes
    if not said:
        return question
    slashed = "/" in text
    passages = {row.table: row.hit.passage for row in rows}.values()
    known = {
        pair
        for passage in passages
        for text in (passage.caption, *passage.section, *(cell.column for cell in passage.cells))
        for pair in fiscal_pairs(text)
    }
    labelled = {pair for row in rows for pair in fiscal_pairs(row.label)}
    if not slashed and not said & (known | labelled):
        return question
    return replace(question, years=tuple(period_years(text)))


def _codes(question: Question, rows: Sequence[Row]) -> tuple[str, ...]:
    """The codes of a question, with those between where it names a range: P1 to P5.

    A letter is a code where the label of a row begins with it (E – Enablers).
    """
    codes = list(question.codes)
    letters = {code for row in rows for code in row.codes if code.isalpha()}
    said = re.findall(r"(?<![A-Za-z\d])[B-HJ-Z]{1,2}(?![A-Za-z\d’'.-])", question.text)
    codes += [code for code in said if code in letters and code not in codes]
    codes += [code for code in _numbered(question.text, rows) if code not in codes]
    for letters, first, last in _CODE_RANGE.findall(question.text):
        if int(first) < int(last) < int(first) + 20:
            codes += [f"{letters}{n}".upper() for n in range(int(first), int(last) + 1)]
    ordered = sorted(dict.fromkeys(codes)) if len(codes) > len(question.codes) else codes
    return tuple(dict.fromkeys(ordered))


def _numbered(text: str, rows: Sequence[Row]) -> list[str]:
    """The codes that a question says in words: "priority 3" and "重点工作3" are P3.

    The code begins with the letter of the word, or the headings of its rows say word and number.
    """
    known: dict[str, set[str]] = defaultdict(set)
    for row in rows:
        for code in (*row.within, *row.codes):
            if _SERIES_CODE.fullmatch(code):
                known[code].update(row.hit.passage.section[-1:])
    said = [(word, NUMERALS.get(digits, digits)) for word, digits in _NUMBERED.findall(text)]
    said += [
        (code[1], code[2]) for code in map(_SERIES_CODE.fullmatch, question_codes(text)) if code
    ]
    found = []
    for word, digits in said:
        for code, titles in known.items():
            series = _SERIES_CODE.fullmatch(code)
            if series and series[2] == digits and code not in found:
                named = any(_heads(word, digits, title) for title in titles)
                if named or _is_series(word, series[1]):
                    found.append(code)
    return found


def _is_series(word: str, series: str) -> bool:
    """Whether a word of a question calls rows what their numbers follow: "priority 3" P3, 重点3.

    By its initial where the rows have a letter; by words that mean the same.
    """
    one, other = sorted((word.upper(), series.upper()), key=len)
    if one.isascii() and other.isascii():
        if one == other or (len(one) == 1 and other.startswith(one) and len(other) > 2):
            return True
    elif not one.isascii() and not other.isascii() and other.endswith(one):
        return True
    named = [names for names in series_names() if any(_ends_as(word, name) for name in names)]
    return any(
        _ends_as(series, name) or (len(series) == 1 and name.upper().startswith(series))
        for names in named
        for name in names
    )


def _ends_as(word: str, name: str) -> bool:
    """Whether a word is a name, in Chinese ends with it: 里的重点."""
    word = word.lower()
    return word == name if name.isascii() else word.endswith(name)


def _heads(word: str, digits: str, title: str) -> bool:
    """Whether a heading says a word, of Chinese its last characters, with a number after it."""
    ends = [word] if word.isascii() else [word[-size:] for size in (4, 3, 2)]
    said = "|".join(map(re.escape, ends))
    return re.search(rf"(?:{said})\s?{digits}(?!\d)", title, re.IGNORECASE) is not None


def _holds_parts(row: Row, text: str) -> bool:
    """Whether a row's own label has the "and" or comma that the question has: it is one name."""
    return row.lexical >= STRONG and _SEAM.search(leaf(row.name)) is not None


def _by_parts(asked: Asked, rows: Sequence[Row], floor: float, seam: re.Pattern[str]) -> Named:
    """A row for each part of "cybersecurity and digital inclusion", where each names another.

    Returns:
        the rows, each with how well its part names it; empty where a part names none.
    """
    text = asked.question.text
    frame = phrase("frame").match(text)
    if frame and not seam.search(frame.group().rstrip("，, ")):
        text = text[frame.end() :]
    text = _COMPARING.sub("", text) if seam is _OR else text
    said = filter(None, seam.split(text))
    sides = [row_subject(part) for part in said if not phrase("of all named").match(part)]
    parts = [part for part in sides if len(plain(part)) > 1]
    if not 1 < len(parts) <= 6:
        return []
    names = [leaf(row.name) for row in rows]
    found: Named = []
    for part in parts:
        matcher = Matcher(part, asked.vectors)
        own = matcher.covered(matcher.met(names).met)
        fits = matcher.named(names) * 0.5 + own * 0.5
        order = sorted(range(len(rows)), key=lambda n: (-round(float(fits[n]), 3), n))
        if not order or fits[order[0]] < floor:
            return []
        if all(leaf(rows[order[0]].name) != leaf(row.name) for row, _ in found):
            found.append((rows[order[0]], float(fits[order[0]])))
    return found if len(found) > 1 else []


def spanned_years(question: Question) -> tuple[int, ...]:
    """The years of a question, with those between where it names a span: "from 2019 to 2021"."""
    years = question.years
    if len(years) != 2 or not _RANGE.search(question.text):
        return years
    first, last = sorted(years)
    return tuple(range(first, last + 1)) if last - first < MAX_SPAN else years


def by_year(asked: Asked, row: Row, span: bool = False) -> list[Cell]:
    """The figures of a row, or of its namesakes elsewhere, for each year asked for, in that order.

    Args:
        asked: the question with its rows.
        row: the row that is meant.
        span: two years stand for all from one to the other ("the average from 2017 to 2019").
    """
    years = list(asked.question.years)
    if span and len(years) == 2 and _RANGE.search(asked.question.text):
        first, last = sorted(years)
        near = [other for other in asked.table(row) if _undated(other) == _undated(row)]
        known = sorted(
            {year for other in (row, *near) for year in other.years if first <= year <= last}
        )
        years = known if len(known) > 2 else years
    return of_years(asked, row, years)


def every_year(asked: Asked, row: Row) -> list[Cell]:
    """The figures of a row and its namesakes for every year that there is, the first year first."""
    near = [other for other in asked.rows if other.score >= TWIN * row.score]
    known = sorted({year for other in near for year in other.years})
    return of_years(asked, row, known)


def of_years(asked: Asked, row: Row, years: Sequence[int]) -> list[Cell]:
    """A figure for each year that has one, of one measure where all of them have it."""
    found: list[tuple[Row, list[Value]]] = []
    for year in years:
        twin = _twin(asked, row, year)
        values = wanted_values(asked.question, twin, year=year) if twin else []
        exact = [value for value in values if value.years == (year,)] or values
        if twin and exact:
            found.append((twin, exact))
    if not found:
        return []
    first = [value for value in found[0][1] if value.is_share == found[0][1][0].is_share]
    shared = set.intersection(*(set(map(_measure, values)) for _, values in found))
    measure = next((own for own in map(_measure, first) if own in shared), None)
    cells = [
        (twin, next((v for v in values if _measure(v) == measure), values[0]))
        for twin, values in found
    ]
    told = {(row.hit.passage_id, value.cell.position): (row, value) for row, value in cells}
    return _one_kind(list(told.values()))


def _twin(asked: Asked, row: Row, year: int) -> Row | None:
    """The row itself where it has the year, else the best one of its name, else the best one."""
    if year in row.years:
        return row
    fitting = [other for other in asked.rows if year in other.years]
    beside = (o for o in fitting if o.table == row.table and _undated(o) == _undated(row))
    measures = set(map(_measure, row.values))
    same = [other for other in fitting if own_name(other) == own_name(row)]
    same.sort(key=lambda other: not measures & set(map(_measure, other.values)))
    namesake = iter(same)
    floor = TWIN * row.score
    alike = (
        other
        for other in fitting
        if other.score >= floor
        and (other.named >= TWIN_NAMED or is_sure(asked, other) or _is_longer(other, row))
    )
    return next(beside, None) or next(namesake, None) or next(alike, None)


def _is_longer(row: Row, other: Row) -> bool:
    """Whether one of two Chinese names holds all characters of the other: 统计数据, 数据和统计."""
    one, two = set(plain(leaf(row.name))), set(plain(leaf(other.name)))
    smaller = min(one, two, key=len)
    return len(smaller) >= 3 and (one <= two or two <= one) and script(leaf(row.name)) == "han"


def _undated(row: Row) -> str:
    """A row's own name without its years: what rows of a table have alike that are a year each."""
    return plain(_YEAR.sub("", leaf(row.name)))


def _one_kind(cells: list[Cell]) -> list[Cell]:
    """Cells of several rows brought to one kind: all shares, or all amounts."""
    if len({value.is_share for _, value in cells}) < 2:
        return cells
    share = cells[0][1].is_share
    alike = []
    for row, value in cells:
        same = [
            other
            for other in row.values
            if other.is_share == share and set(other.years) & set(value.years)
        ]
        alike.append((row, same[0] if same else value))
    return alike


def across(asked: Asked, row: Row) -> list[Cell]:
    """The comparable figures of one row, a column each: of every year, or of the columns named."""
    named = named_columns(asked, row)
    if len(named) > 1:
        return named
    kinds = Counter(value.is_share for value in row.values)
    share = kinds.most_common(1)[0][0]
    values = [value for value in row.values if value.is_share == share and not is_movement(value)]
    dated = [value for value in values if len(value.years) == 1 and column_years(value.cell.column)]
    if len({value.years for value in dated}) > 1:
        best: dict[tuple[int, ...], Value] = {}
        for value in wanted_values(asked.question, row, dated) or dated:
            best.setdefault(value.years, value)
        for value in dated:
            best.setdefault(value.years, value)
        ordered = sorted(best.values(), key=lambda value: value.cell.position)
        return [(row, value) for value in ordered]
    return [(row, value) for value in values]


def is_movement(value: Value) -> bool:
    """Whether a figure is of a column of changes."""
    return _MOVEMENT.search(value.cell.column) is not None


def named_columns(asked: Asked, row: Row) -> list[Cell]:
    """The figures of a row in the columns that the question names, in that order.

    Those whose words it says in full; else those that it names in other words, of one year where
    they stand for several.
    """
    order = terms(asked.question.text)
    taken = set(terms(leaf(row.name)))
    headers = {value.cell.position: set(terms(value.cell.column)) for value in row.values}
    common = set.intersection(*headers.values()) if len(headers) > 1 else set()
    found = []
    for value in row.values:
        telling = headers[value.cell.position] - common - taken
        if telling and telling <= set(order):
            found.append((min(order.index(word) for word in telling), (row, value)))
    years = set(asked.question.years)
    if len(years) == 1:
        found = [pair for pair in found if years & set(pair[1][1].years or years)]
    if len(found) > 1:
        return [cell for _, cell in sorted(found, key=lambda pair: pair[0])]
    named = _without_parts(asked, [value for value in row.values if value.said >= COLUMN])
    timely = [value for value in named if years & set(value.years)]
    if len(years) < 2 and len(set(map(_measure, timely))) > 1:
        named = timely
    if len(set(map(_measure, named))) < 2:
        return [cell for _, cell in found] or [(row, value) for value in named[:1]]
    return [(row, value) for value in _one_of_each(asked.question.years, named)]


def _without_parts(asked: Asked, values: Sequence[Value]) -> list[Value]:
    """The values without those whose header holds, or is part of, the one that is said.

    "The initial budget" is no other column called "budget", "staff" no "non-staff".
    """
    letters = plain(asked.question.text)
    names = {plain(_measure(value)) for value in values}
    dropped = set()
    for name in names:
        for longer in names - {name}:
            if name in longer and longer in letters and name not in letters.replace(longer, " "):
                dropped.add(name)
            elif name in longer and name in letters and longer not in letters:
                dropped.add(longer)
    return [value for value in values if plain(_measure(value)) not in dropped]


def _measure(value: Value) -> str:
    """What a figure measures, by its header; shares of the whole are one, however it is called."""
    if value.is_share and is_of_whole(value):
        return "%"
    return bare_header(value.cell.column)


def _one_of_each(asked: Sequence[int], values: Sequence[Value]) -> list[Value]:
    """A value of each measure: of two in two years asked for one each, else of a year they share.

    "The budget of 2025 against what was spent in 2024", "the target and the result of 2024".
    """
    by_measure: dict[str, list[Value]] = defaultdict(list)
    for value in values:
        by_measure[_measure(value)].append(value)
    one, *others = by_measure.values()
    if len(asked) == 2 and len(others) == 1:
        pairs = [
            [first, second]
            for first in one
            for second in others[0]
            if {*first.years[:1], *second.years[:1]} == set(asked)
        ]
        if pairs:
            return pairs[0]
    shared = set.intersection(*({y for v in own for y in v.years} for own in by_measure.values()))
    wanted = shared & set(asked) or shared
    chosen = []
    for own in by_measure.values():
        timely = [value for value in own if wanted and max(wanted) in value.years]
        chosen.append((timely or own)[0])
    return chosen


def is_named(asked: Asked, row: Row) -> bool:
    """Whether a question names a row beyond doubt."""
    return row.lexical >= STRONG or row.named >= CERTAIN


def is_alone(asked: Asked, row: Row) -> bool:
    """Whether a question names most of a row and of no row of another name nearly as much."""
    others = (
        other.named
        for other in asked.timely()
        if own_name(other) != own_name(row) and not is_bare_total(other)
    )
    return row.named >= FOREIGN and max(others, default=0.0) <= LEAD * row.named


def is_sure(asked: Asked, row: Row) -> bool:
    """Whether a question names a row beyond doubt, by its words or by its code."""
    if is_total(row) and phrase("whole").search(asked.question.text):
        return not asks_share_of_whole(asked.question)
    codes = {*row.codes, *(row.within if row.is_sum else ())}
    return is_named(asked, row) or bool(codes & set(asked.question.codes))
