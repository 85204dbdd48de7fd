"""Rows of tables with their figures, and what a row is called: its name, its codes, a total."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from difflib import SequenceMatcher
from functools import lru_cache

from assistant.figures import Figure
from assistant.letters import plain
from assistant.question import question_codes
from assistant.tables.arithmetic import Quantity
from assistant.tables.terms import terms
from index.hits import Hit
from ingest.document import Passage, RowCell

SAME_NAME = 0.6  # likeness of two names of one group
CODE_NAME = re.compile(
    r"^(?:[A-Z]{1,5}\d{1,3}(?:\.\d{1,3})+[.:：]?\s+"
    r"|[A-Z]{1,5}\d{0,3}(?:/[A-Z]{1,5}\d{0,3})*\s*[–—:：.-]\s*"
    r"|[A-Z]{1,2}\d{1,2}\s+(?=[^\W\d])"  # "C4 Clean cooking"
    r"|(?:[A-Z][a-z]{2,11}\s\d{1,2}|[\u3400-\u9fff]{2,4}(?:\d{1,2}|[一二三四五六七八九十]))"
    r"(?:\s*[–—:：.-]\s*|\s+)(?=[^\W\d])"
    r"|[A-Z][a-z]{2,11}\s[A-Z]\s*[–—:：.]\s*(?=[^\W\d])"  # "Programme B. Roads"
    r"|\d{2,6}\s+–\s+(?=[^\W\d]))"  # a number that the name of the row was put after
)
# "Goal 2 Prices", "重点3 – 媒体", "任务二 培训": a word that rows are numbered by.
_SERIES_NAME = re.compile(
    r"^([A-Z][a-z]{2,11}|[\u3400-\u9fff]{2,4})\s?(\d{1,2}|[一二三四五六七八九](?![\u3400-\u9fff]))"
    r"(?:\s*[–—:：.-]\s*|\s+)(?=[^\W\d])"
)
NUMERALS = {numeral: str(n) for n, numeral in enumerate("一二三四五六七八九", 1)}
_SECTION_NUMBER = re.compile(r"^(?:.*[:：]|\d+(?:\.\d+)*\.?)\s*")
_OF_WHICH = re.compile(r"(?:其中\s*[:：]|\bof which\s*:?)\s*", re.IGNORECASE)
_LETTER_CODE = re.compile(r"^(?:[A-Z][a-z]{2,11} )?([A-Z]{1,2})\s*(?:[–—]|(?<=[A-Z])[.:])\s")
_FOOTNOTE = re.compile(r"(?<=[a-z]{3})\d(?= |$)")
_BRACKETS = re.compile(r"[（(\[【][^（()）\[\]】]*[)）\]】]")
TOTAL_LABEL = re.compile(
    r"^(?:总计|合计|总额|小计|共计|总和|total\b|grand total|sub-?total|sum\b)|(?:总计|合计|小计)$"
    r"|^all(?: (?:\d+ )?(?:[a-z]+ )?[a-z]+s)?$",
    re.IGNORECASE,
)
_BARE_TOTAL = re.compile(
    r"总\s*计|合\s*计|总额|小计|共计|总和|(?:grand |sub-?)?totals?|sum|all", re.IGNORECASE
)
_ALL_OF = re.compile(
    r"(?:all|total)(?: the)? (.+)|(?:全部|所有|各)个?([\u3400-\u9fff]+?)(?:合计|总计|共计)?",
    re.IGNORECASE,
)
_TOTAL_OF = re.compile(r"total(?: (?:for|of))?[,:]? (.+)|(.+?)(?: total|[合总]计)", re.IGNORECASE)
# "Headquarters subtotal", "Sub-total for headquarters", 总部小计: of the headquarters.
_SUBTOTAL_OF = re.compile(
    r"sub-?totals?(?:,|:| for| of)? (.{2,})|(.{2,}?)[,:–—-]? (?:sub-?totals?)"
    r"|小计[:：（(]?([\u3400-\u9fff]{2,})[）)]?|([\u3400-\u9fff]{2,}?)[（(]?小计[）)]?",
    re.IGNORECASE,
)
SUBTOTAL_LABEL = re.compile(r"小计|\bsub-?total\b", re.IGNORECASE)
_YEAR = re.compile(r"(?:FY\s?)?(?:19|20)\d{2}年?")


@dataclass(frozen=True, slots=True)
class Value:
    """A figure in a table row, with the years it is for.

    Attributes:
        cell: as the passage carries it.
        figure: its value and unit.
        years: those of its column, else of its row, its section, or the caption.
        scale: factor that column, caption or the sentence above the table puts on it.
        said: how well the question names its column, 0 to 1, years and units aside.
    """

    cell: RowCell
    figure: Figure
    years: tuple[int, ...]
    scale: Decimal = Decimal(1)
    said: float = 0.0

    @property
    def is_share(self) -> bool:
        """Whether it is a percentage."""
        return self.figure.unit == "%"

    @property
    def quantity(self) -> Quantity:
        """The figure as it is computed with."""
        return Quantity(self.figure.value, self.figure.unit, self.scale)


@dataclass(frozen=True, slots=True)
class Row:
    """A table row, with its figures and how well it fits the question.

    Attributes:
        hit: the passage.
        name: its label path without the explanations in brackets.
        label: its label path in full.
        codes: codes in its label (``P2``).
        values: its figures in column order.
        within: codes of the group that it belongs to, where its label does not say them.
        is_sum: it stands for others: a total, or the row that its table's other rows detail.
        named: share of the label that the question names, 0 to 1.
        covered: share of the question that label, caption, headers and section answer to, 0 to 1.
        score: both in one.
        lexical: how well label and question share their very words, 0 to 1.
        grouped: share of its group's name that the question names, 0 to 1.
        aliases: texts of its other cells that no other row of the table has: what else names it.
    """

    hit: Hit
    name: str
    label: str
    codes: tuple[str, ...]
    values: tuple[Value, ...]
    within: tuple[str, ...] = ()
    is_sum: bool = False
    named: float = 0.0
    covered: float = 0.0
    score: float = 0.0
    lexical: float = 0.0
    grouped: float = 0.0
    aliases: tuple[str, ...] = ()

    @property
    def years(self) -> frozenset[int]:
        """The years that its figures are for."""
        return frozenset(year for value in self.values for year in value.years)

    @property
    def table(self) -> tuple[int, int]:
        """Which table it is of: the document's number, and the block in it."""
        return self.hit.document.id, self.hit.passage.first_block

    @property
    def group(self) -> str:
        """The label of the rows that it belongs to, or empty."""
        return self.name.rpartition(" / ")[0]


def group_names(row: Row) -> list[str]:
    """What a row's group may be called: its label path, itself where it is a sum, its section."""
    names = [leaf(row.group)] if row.group else []
    names += [leaf(row.name)] if row.is_sum else []
    return [*names, *filter(None, [table_heading(row.hit.passage)])]


@lru_cache(maxsize=20_000)
def same_group(name: str, group: str) -> bool:
    """Whether two names are of the same group of rows, codes and explanations aside."""
    one, other = plain(CODE_NAME.sub("", name)), plain(CODE_NAME.sub("", row_name(group)))
    if not one or not other:
        return False
    if one in other:
        return True
    matcher = SequenceMatcher(None, one, other)
    return matcher.quick_ratio() >= SAME_NAME and matcher.ratio() >= SAME_NAME


def table_heading(passage: Passage) -> str:
    """What the heading over a table says without its number, or empty."""
    return _SECTION_NUMBER.sub("", passage.section[-1]) if passage.section else ""


def by_table(rows: Iterable[Row]) -> dict[tuple[int, int], list[Row]]:
    """Rows by the table that they are of, in the order that they come."""
    tables: dict[tuple[int, int], list[Row]] = defaultdict(list)
    for row in rows:
        tables[row.table].append(row)
    return tables


@lru_cache(maxsize=20_000)
def label_codes(label: str) -> tuple[str, ...]:
    """The codes of a label; one of letters alone heads a part (E – Enablers)."""
    path = label.split(" / ")
    heads = [head[1] for head in map(_LETTER_CODE.match, path) if head]
    series = filter(None, map(_SERIES_NAME.match, path))
    numbered = [f"{name[1].upper()}{NUMERALS.get(name[2], name[2])}" for name in series]
    return (*question_codes(label), *heads, *numbered)


def shared_codes(row: Row) -> tuple[str, ...]:
    """The codes that a row gives one figure for together: ``P5/E6/E7``; empty where it has one."""
    head = CODE_NAME.match(leaf(row.name))
    codes = question_codes(head.group().replace("/", " ")) if head else ()
    return codes if len(codes) > 1 else ()


@lru_cache(maxsize=20_000)
def row_name(label: str) -> str:
    """A row's label without the explanations in brackets and the marks of a part (其中：)."""
    named = _OF_WHICH.sub("", _FOOTNOTE.sub("", _BRACKETS.sub(" ", label)))
    bare = " ".join(named.split())
    return bare or label


@lru_cache(maxsize=20_000)
def leaf(name: str) -> str:
    """The last part of a label path: the row itself, without the rows it belongs to."""
    return name.rsplit(" / ", 1)[-1]


def own_name(row: Row) -> str:
    """What a row is called, without its group and its code."""
    return CODE_NAME.sub("", naming(row))


def naming(row: Row) -> str:
    """What a row is named by: its own part of the label, of a subtotal the group it sums up."""
    if is_subtotal(row):
        return leaf(row.group)
    summed = _SUBTOTAL_OF.fullmatch(leaf(row.name))
    return next(filter(None, summed.groups())) if summed else leaf(row.name)


def is_subtotal(row: Row) -> bool:
    """Whether a row sums up the group that it stands in: "Subtotal", or "Total P1" in "P1 – Roads".

    A total that says the name of its group ("Total income") is called by its own label.
    """
    if not row.group:
        return False
    label = leaf(row.name)
    if SUBTOTAL_LABEL.search(label):
        return True
    code = CODE_NAME.match(leaf(row.group))
    summed = _TOTAL_OF.fullmatch(label)
    if code is None or summed is None:
        return False
    return plain(summed[1] or summed[2]) == plain(code[0])


def is_total_of(row: Row) -> bool:
    """Whether a row sums up the group that stands beside the word: "Subtotal | Roads"."""
    outer = row.name.split(" / ")[0].strip(" :：")
    return _BARE_TOTAL.fullmatch(outer) is not None and outer != leaf(row.name)


def is_total(row: Row) -> bool:
    """Whether a row is the table's total."""
    return TOTAL_LABEL.search(leaf(row.name)) is not None and not is_subtotal(row)


def is_bare_total(row: Row) -> bool:
    """Whether a total's label does not say of what it is the total.

    "All corridors" in a table of corridors says no more than "Total".
    """
    label = leaf(row.name).strip(" :：")
    if is_subtotal(row):
        return False
    return _BARE_TOTAL.fullmatch(label) is not None or says_corner(row)


def says_corner(row: Row) -> bool:
    """Whether a row is called all of what the header over the labels says: "All corridors"."""
    whole = _ALL_OF.fullmatch(leaf(row.name).strip(" :："))
    said = set(terms(whole[1] or whole[2])) if whole else set()
    return bool(said) and said <= set(terms(corner(row)))


def undated(row: Row) -> str:
    """A row's own name without its years: what rows of a table have alike that are a year each."""
    return plain(_YEAR.sub("", leaf(row.name)))


def corner(row: Row) -> str:
    """The header over the labels of a row's table, or empty."""
    columns = {cell.column for cell in row.hit.passage.cells}
    for line in reversed(row.hit.passage.context.split("\n")):
        names = line.split(" | ")
        if len(names) > 1 and columns & set(names):
            return names[0] if names[0] not in columns else ""
    return ""
