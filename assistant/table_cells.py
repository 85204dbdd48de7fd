"""Which cells a question is about: the rows it names, their years, and the rows that compete."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, replace

from assistant.letters import plain
from assistant.match import Matcher
from assistant.question import Kind, Question, content_words, question_codes, row_subject
from assistant.table_match import (
    STRONG,
    best_value,
    mentioned,
    rank_rows,
    terms,
    wanted_values,
)
from assistant.table_plan import Plan
from assistant.tables import CODE_NAME, Row, Value, column_years, is_total, leaf
from index.static import StaticEmbedder

Cell = tuple[Row, Value]

NAMED = 0.75  # how well a part of a question must fit a label to mean it
PART = 0.4  # likewise where the rest of the question is about the same table
FAMILY = 0.3  # share of a question that the surroundings of rows that compete must answer to
CERTAIN = 0.85  # share of a label that a question must name to mean it and no other
TWIN_NAMED = 0.35  # share of its label that the question must name
TWIN = 0.45  # of the best row's fit, what another row of another year must have
WHOLE = re.compile(r"总预算|总额|总计|总数|预算总|\b(?:total|overall|whole)\b", re.IGNORECASE)
_YEAR = re.compile(r"(?:FY\s?)?(?:19|20)\d{2}年?")
_SERIES = re.compile(r"([^\W\d_]{2,}(?: [^\W\d_]{2,})?)\s?(\d{1,2})(?!\d)")
_UNDER = re.compile(
    r"\bthemes?\b|\bsub-?(?:themes?|items?)\b|\bunder [A-Z]\d|\bcomponents?\b"
    r"|主题|下(?:的|面|属|设|有|各)|之下|各项|分项",
    re.IGNORECASE,
)
_ASKING_WORDS = re.compile(
    r"\b(?:list|rank\w*|receiv\w*|g[oe]t|given|above|below|over|under|more|less|than|exceed\w*"
    r"|with|by|name|allocat\w*|budgets?|order\w*|top|[A-Z]{3}(?= ?\d))\b"
    r"|\d[\d,.]*\s*[万亿]?|前[一二两三四五六七八九十]"
    r"|超过|高于|低于|不足|大于|小于|多于|少于",
    re.IGNORECASE,
)
_CODE_RANGE = re.compile(
    r"(?<![A-Za-z])([A-Za-z]{1,3})(\d{1,2})\s*(?:到|至|to|through|[-–—~])\s*\1(\d{1,2})",
    re.IGNORECASE,
)
_SEAM = re.compile(
    r"\s+(?:and|plus|versus|vs\.?|or|than|compared (?:to|with)|against|et|y|with|over|to)\s+"
    r"|[,，、；;]|(?<=[\u3400-\u9fff])(?:和|与|加上|及|以及|跟|同|比|还是|或)(?=[\u3400-\u9fffA-Z\d])",
    re.IGNORECASE,
)
_RANGE = re.compile(
    r"(?:from|between|de|从)\s*\D{0,24}(?:19|20)\d{2}.{0,30}?(?:to|through|and|until|-|–|至|到)\s*\D{0,24}(?:19|20)\d{2}"
    r"|(?:19|20)\d{2}\s*[-–—至到]\s*(?:19|20)\d{2}",
    re.IGNORECASE,
)
_PER_SHARE = re.compile(r"\bper (?:\w+ )?share\b", re.IGNORECASE)
_THAN = re.compile(
    r"\s(?:than|versus|vs\.?|compared (?:to|with)|against)\s|(?<=[\u3400-\u9fff])比(?!例|重|较|率)",
    re.IGNORECASE,
)
_MOVEMENT = re.compile(r"\bchange|variance|increase|\bvar\b|增减|变化|增长|同比", re.IGNORECASE)


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
        question = replace(question, codes=_codes(question, rows))
        if _PER_SHARE.search(question.text):  # a share of a company is no share of a whole
            question = replace(question, wants=question.wants - {"share"})
        matcher = Matcher(
            row_subject(question.text), vectors, [row.hit.passage.text for row in rows]
        )
        return cls(question, rank_rows(question, rows, matcher), vectors, matcher)

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


def subjects(asked: Asked, plan: Plan) -> list[Row]:
    """The rows that a question names, in the order that it names them; at least the best one."""
    rows = asked.timely() or asked.rows
    codes = asked.question.codes
    by_code = [next((row for row in rows if code in row.codes), None) for code in codes]
    coded = list({id(row): row for row in by_code if row}.values())
    if len(coded) > 1 or (coded and len([code for code in codes if "-" not in code]) > 1):
        return coded
    best = rows[0]
    own = [row for row in rows if row.table == best.table]
    said = [row for row in mentioned(own, asked.question.text) if _undated(row)]
    if plan.operation in ("share", "lookup"):  # "the share of support in excellence" is of support
        said = [row for row in said if not any(other.group == row.name for other in said)] or said
    if len(said) > 1:
        return said
    if any(is_named(asked, row) and _holds_parts(row, asked.question.text) for row in rows[:3]):
        return [best]
    within = [row for row in own if not row.is_sum]
    for seam in (_THAN, _SEAM):  # "policy and regulation than statistics" are two, not three
        found = _by_parts(asked, within, PART, seam) or _by_parts(asked, rows, NAMED, seam)
        if found:
            return found
    return [best]


def _codes(question: Question, rows: Sequence[Row]) -> tuple[str, ...]:
    """The codes of a question, with those between where it names a range: P1 to P5.

    A letter is a code where the label of a row begins with it (E – Enablers).
    """
    codes = list(question.codes)
    letters = {code for row in rows for code in row.codes if code.isalpha()}
    said = re.findall(r"(?<![A-Za-z\d])[B-HJ-Z]{1,2}(?![A-Za-z\d’'.-])", question.text)
    codes += [code for code in said if code in letters and code not in codes]
    for letters, first, last in _CODE_RANGE.findall(question.text):
        if int(first) < int(last) < int(first) + 20:
            codes += [f"{letters}{n}".upper() for n in range(int(first), int(last) + 1)]
    ordered = sorted(dict.fromkeys(codes)) if len(codes) > len(question.codes) else codes
    return tuple(dict.fromkeys(ordered))


def _holds_parts(row: Row, text: str) -> bool:
    """Whether a row's own label has the "and" or comma that the question has: it is one name."""
    return row.lexical >= STRONG and _SEAM.search(leaf(row.name)) is not None


def _by_parts(asked: Asked, rows: Sequence[Row], floor: float, seam: re.Pattern[str]) -> list[Row]:
    """A row for each part of "cybersecurity and digital inclusion", where each names another."""
    sides = map(row_subject, filter(None, seam.split(asked.question.text)))
    parts = [part for part in sides if len(plain(part)) > 1]
    if not 1 < len(parts) <= 6:
        return []
    names = [leaf(row.name) for row in rows]
    found: list[Row] = []
    for part in parts:
        matcher = Matcher(part, asked.vectors)
        own = matcher.covered(matcher.met(names).met)
        fits = matcher.named(names) * 0.5 + own * 0.5
        order = sorted(range(len(rows)), key=lambda n: (-round(float(fits[n]), 3), n))
        if not order or fits[order[0]] < floor:
            return []
        if all(leaf(rows[order[0]].name) != leaf(row.name) for row in found):
            found.append(rows[order[0]])
    return found if len(found) > 1 else []


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
    return _of_years(asked, row, years)


def in_other_groups(asked: Asked, cells: Sequence[Cell]) -> list[Cell]:
    """The cells with those of the same name and year under another group: P3 and P4 train both."""
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


def every_year(asked: Asked, row: Row) -> list[Cell]:
    """The figures of a row and its namesakes for every year that there is, the first year first."""
    near = [other for other in asked.rows if other.score >= TWIN * row.score]
    known = sorted({year for other in near for year in other.years})
    return _of_years(asked, row, known)


def _of_years(asked: Asked, row: Row, years: Sequence[int]) -> list[Cell]:
    cells: list[Cell] = []
    for year in years:
        twin = _twin(asked, row, year)
        values = wanted_values(asked.question, twin, year=year) if twin else []
        exact = [value for value in values if value.years == (year,)] or values
        if twin and exact:
            cells.append((twin, exact[0]))
    return _one_kind(cells)


def _twin(asked: Asked, row: Row, year: int) -> Row | None:
    """The row itself where it has the year, else the best one of its name, else the best one."""
    if year in row.years:
        return row
    fitting = [other for other in asked.rows if year in other.years]
    beside = (o for o in fitting if o.table == row.table and _undated(o) == _undated(row))
    namesake = (o for o in fitting if leaf(o.name) == leaf(row.name))
    floor = TWIN * row.score
    alike = (
        other
        for other in fitting
        if other.score >= floor and (other.named >= TWIN_NAMED or is_sure(asked, other))
    )
    return next(beside, None) or next(namesake, None) or next(alike, None)


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
    values = [
        value
        for value in row.values
        if value.is_share == share and not _MOVEMENT.search(value.cell.column)
    ]
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


def named_columns(asked: Asked, row: Row) -> list[Cell]:
    """The figures of a row in the columns that the question names in full, in that order."""
    order = terms(asked.question.text)
    taken = set(terms(leaf(row.name)))
    headers = {value.cell.position: set(terms(value.cell.column)) for value in row.values}
    common = set.intersection(*headers.values()) if len(headers) > 1 else set()
    found = []
    for value in row.values:
        telling = headers[value.cell.position] - common - taken
        if telling and telling <= set(order):
            found.append((min(order.index(word) for word in telling), (row, value)))
    return [cell for _, cell in sorted(found, key=lambda pair: pair[0])]


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
    found = list(families.values())
    asking = " ".join(_ASKING_WORDS.sub(" ", row_subject(asked.question.text)).split())
    matcher = Matcher(asking, asked.vectors)
    fits = matcher.covered(matcher.met([_around(family) for family in found]).met)
    ranked = sorted(
        zip(found, fits, strict=True),
        key=lambda pair: (
            -round(4 * float(pair[1])),
            not pair[0][0].hit.passage.caption,
            -len(pair[0]),
        ),
    )
    plain_money = _asks_only_for_money(asked.question, asking)
    for family, fit in ranked:
        cells = _of_series(asked, _comparable(asked, _level(asked, family)))
        cells = _of_kind(cells, asking)
        if len(cells) < 2:
            continue
        money = plain_money and cells[0][1].figure.unit not in ("", "%")
        if fit >= FAMILY or money or is_named(asked, family[0]):
            return cells
    return []


def _of_series(asked: Asked, cells: list[Cell]) -> list[Cell]:
    """The cells whose codes are of the series that a question names: E for the enablers.

    What a series is called is learned from headings ("Enabler 1: Membership") above rows with the
    code E1.
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
    if len(letters) != 1:
        return cells
    letter = letters.pop()
    of_series = [
        (row, value)
        for row, value in cells
        if any(code[0] == letter for code in (*row.codes, *row.within))
    ]
    return of_series if len(of_series) > 1 else cells


def _of_kind(cells: list[Cell], asking: str) -> list[Cell]:
    """The cells whose rows' labels hold the very words of what is asked for, if there are such."""
    words = set(terms(asking))
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
    parts = [part for part in re.split(r"[/／|]", _corner(family[0])) if part.strip()]
    groups = [row for row in family if row.is_sum and not is_total(row)]
    rows = [row for row in family if not row.is_sum]
    if len(parts) < 2 or len(groups) < 2:
        return rows
    outer, inner = asked.matcher.named([parts[0], parts[-1]])
    return groups if outer > inner else rows


def _corner(row: Row) -> str:
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
    return [row for row in rows if row.group in named and not row.is_sum]


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
    """The header of the column that the question asks of all of these rows."""
    votes = Counter(value.cell.column for row in rows if (value := best_value(asked.question, row)))
    return votes.most_common(1)[0][0] if votes else ""


def under_group(asked: Asked) -> list[Cell]:
    """The figures of the rows below the group that a question names, where it asks for those."""
    if not _UNDER.search(asked.question.text):
        return []
    rows = members(asked, asked.timely())
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


def is_named(asked: Asked, row: Row) -> bool:
    """Whether a question names a row beyond doubt."""
    return row.lexical >= STRONG or row.named >= CERTAIN


def is_sure(asked: Asked, row: Row) -> bool:
    """Whether a question names a row beyond doubt, by its words or by its code."""
    if is_total(row) and WHOLE.search(asked.question.text):
        return True
    codes = {*row.codes, *(row.within if row.is_sum else ())}
    return is_named(asked, row) or bool(codes & set(asked.question.codes))
