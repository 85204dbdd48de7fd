"""Tables as they are asked about: rows with their figures, put together from passages found."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from difflib import SequenceMatcher
from functools import lru_cache
from itertools import takewhile

from assistant.answer import CellAddress
from assistant.draft import Support
from assistant.figures import Figure, attached_unit, cell_figure, unit_code, unit_scale, years
from assistant.letters import plain
from assistant.question import question_codes
from assistant.tables.arithmetic import Quantity
from index.search import Hit
from ingest.document import Passage, RowCell
from ingest.units import unit_in

SAME_NAME = 0.6  # likeness of two names of one group
CODE_NAME = re.compile(
    r"^(?:[A-Z]{1,5}\d{1,3}(?:\.\d{1,3})+[.:：]?\s+"
    r"|[A-Z]{1,5}\d{0,3}(?:/[A-Z]{1,5}\d{0,3})*\s*[–—:：.-]\s*"
    r"|[A-Z]{1,2}\d{1,2}\s+(?=[^\W\d])"  # "C4 Clean cooking"
    r"|(?:[A-Z][a-z]{2,11}\s\d{1,2}|[\u3400-\u9fff]{2,4}(?:\d{1,2}|[一二三四五六七八九十]))"
    r"(?:\s*[–—:：.-]\s*|\s+)(?=[^\W\d])"
    r"|\d{2,6}\s+–\s+(?=[^\W\d]))"  # a number that the name of the row was put after
)
# "Goal 2 Prices", "重点3 – 媒体", "任务二 培训": a word that rows are numbered by.
_SERIES_NAME = re.compile(
    r"^([A-Z][a-z]{2,11}|[\u3400-\u9fff]{2,4})\s?(\d{1,2}|[一二三四五六七八九](?![\u3400-\u9fff]))"
    r"(?:\s*[–—:：.-]\s*|\s+)(?=[^\W\d])"
)
NUMERALS = {numeral: str(n) for n, numeral in enumerate("一二三四五六七八九", 1)}
_BARE_CODE = re.compile(r"[A-Z]{0,5}[ -]?\d[\d.-]*[A-Z]?")
MAX_NAME = 60  # characters of a cell that names rather than tells
_SECTION_NUMBER = re.compile(r"^(?:.*[:：]|\d+(?:\.\d+)*\.?)\s*")
_OF_WHICH = re.compile(r"(?:其中\s*[:：]|\bof which\s*:?)\s*", re.IGNORECASE)
_LETTER_CODE = re.compile(r"^([A-Z]{1,2})\s*[–—]\s")
_YEAR_COLUMN = re.compile(r"年份|年度$|\byear\b", re.IGNORECASE)  # a year is no figure of its row
_CURRENCY_COLUMN = re.compile(r"currency|币种|货币|monnaie|moneda|валюта|devise", re.IGNORECASE)
_FOOTNOTE = re.compile(r"(?<=[a-z]{3})\d(?= |$)")
WHOLE_ROW = 200  # characters of a row that is quoted whole
_BRACKETS = re.compile(r"[（(\[【][^（()）\[\]】]*[)）\]】]")
_TOTAL = re.compile(
    r"^(?:总计|合计|总额|小计|共计|总和|total\b|grand total|sub-?total|sum\b)|(?:总计|合计|小计)$"
    r"|^all (?:themes|priorities|items|projects)$",
    re.IGNORECASE,
)
_BARE_TOTAL = re.compile(
    r"总\s*计|合\s*计|总额|小计|共计|总和|(?:grand |sub-?)?totals?|sum", re.IGNORECASE
)
_SUBTOTAL = re.compile(r"小计|\bsub-?total\b", re.IGNORECASE)
# What a scale such as "in millions" does not hold for.
_UNSCALED = re.compile(
    r"per (?:\w+ )?(?:share|unit|ADS)\b|percent|%|\bratio\b|\brates?$|\bmargin$|\(years?\)|"
    r"\byield$|volatility|headcount|employees$|比率|百分|人数|数量|人均",
    re.IGNORECASE | re.MULTILINE,
)
# Columns that count people or posts, whatever the caption says of amounts.
_HEADS = re.compile(
    r"(?:职位|岗位|员额|编制|人|户|家)数$|\bheadcount\b|\bposts$|\bemployees$|^number of\b",
    re.IGNORECASE,
)
_FISCAL_PAIR = re.compile(r"(?<!\d)((?:19|20)\d{2})\s?[/–-]\s?((?:19|20)?\d{2})(?!\d|[/–-]\d)")
_UNIT_NOTE = re.compile(r"[(（][^()（）]*[)）]\s*$")
MAX_NOTE = 160  # characters of a line that is a heading or a note
# "2019", "FY 2019", "March 31, 2019", "2019年": which period a column is of, not what it counts.
_PERIOD_WORDS = re.compile(
    r"\b(?:fy|q[1-4]|years?|months?|quarters?|ended|ending|as|at|of|restated|note|notes|unaudited"
    r"|january|february|march|april|may|june|july|august|september|october|november|december"
    r"|total|change|increase|decrease)\b|[年月日季度止末]",
    re.IGNORECASE,
)
_NOTE_COLUMN = re.compile(r"(?:notes?|refs?\.?|附注|注释?)(?: /.*)?", re.IGNORECASE)


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
    noted = _noted_units(hits)
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


def group_names(row: Row) -> list[str]:
    """What a row's group may be called: its label path, itself where it is a sum, its section."""
    names = [leaf(row.group)] if row.group else []
    names += [leaf(row.name)] if row.is_sum else []
    return [*names, *filter(None, [_heading(row.hit.passage)])]


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


def _noted_units(hits: Sequence[Hit]) -> dict[int, str]:
    """A scale that a heading-like line gives for all amounts of a document, by document.

    "Notes to the financial statements (in thousands, except per share data)".
    """
    found: dict[int, set[str]] = {}
    for hit in hits:
        if hit.passage.kind == "text":
            for line in hit.passage.text.split("\n"):
                note = _UNIT_NOTE.search(line) if len(line) <= MAX_NOTE else None
                if note and unit_scale(unit := unit_in(note.group())) != 1:
                    found.setdefault(hit.document.id, set()).add(unit)
    return {document: units.pop() for document, units in found.items() if len(units) == 1}


def _rows_of(hits: Sequence[Hit], noted: str, worded: bool) -> list[Row]:
    rows: list[Row] = []
    heads: list[str] = []
    fresh = False
    telling = _telling_cells(hits)
    labels = Counter(hit.passage.label for hit in hits)
    groups, alone = _groups_begun(hits), _only_row(hits)
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
        elif first and _BARE_CODE.fullmatch(passage.label):
            path[-1] = f"{passage.label} – {first}"
        elif first and labels[passage.label] > 1:
            path.append(first)
        path = [*filter(None, [groups.get(hit.passage_id, "")]), *path]
        label = " / ".join(path)
        values = _values(passage, label, noted)
        if values or worded:
            name = row_name(label)
            heading = _heading(passage) if hit is alone else ""
            aliases = tuple(text for text in (*aliases, heading) if text and text not in name)
            rows.append(Row(hit, name, label, label_codes(label), values, aliases=aliases))
    return rows


def _only_row(hits: Sequence[Hit]) -> Hit | None:
    """The row of a table that has one, totals and the rows that others belong to aside."""
    labels = [hit.passage.label for hit in hits]
    own = [
        hit
        for hit in hits
        if hit.passage.cells
        and not _TOTAL.search(hit.passage.label)
        and not any(label.startswith(f"{hit.passage.label} / ") for label in labels)
    ]
    return own[0] if len(own) == 1 else None


def _heading(passage: Passage) -> str:
    """What the heading over a table says without its number, or empty."""
    return _SECTION_NUMBER.sub("", passage.section[-1]) if passage.section else ""


def _groups_begun(hits: Sequence[Hit]) -> dict[int, str]:
    """The group of rows of a table that names it in the first of them only, to its subtotal.

    "P5 Rescue | Boats | 300", "| Radios | 200", "Subtotal | 500".
    """
    labels = {hit.passage.label for hit in hits}
    if not any(map(_SUBTOTAL.search, labels)):
        return {}
    found: dict[int, str] = {}
    group = ""
    for hit in hits:
        outer, path, _ = hit.passage.label.rpartition(" / ")
        if path:
            group = outer if outer not in labels else ""
        elif group and hit.passage.cells:
            subtotal = _SUBTOTAL.search(hit.passage.label)
            if subtotal or not (
                _TOTAL.search(hit.passage.label) or CODE_NAME.match(hit.passage.label)
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
        if is_total(row) or _is_subtotal(row) or row.name in groups
        else row
        for row in rows
    ]


def label_codes(label: str) -> tuple[str, ...]:
    """The codes of a label; one of letters alone (E – Enablers) where it heads the label."""
    head = _LETTER_CODE.match(leaf(label))
    series = filter(None, map(_SERIES_NAME.match, label.split(" / ")))
    numbered = [f"{name[1].upper()}{NUMERALS.get(name[2], name[2])}" for name in series]
    return (*question_codes(label), *([head[1]] if head else []), *numbered)


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


def leaf(name: str) -> str:
    """The last part of a label path: the row itself, without the rows it belongs to."""
    return name.rsplit(" / ", 1)[-1]


def own_name(row: Row) -> str:
    """What a row is called, without its group and its code."""
    return CODE_NAME.sub("", naming(row))


def naming(row: Row) -> str:
    """What a row is named by: its own part of the label, of a subtotal the group it sums up."""
    return leaf(row.group) if _is_subtotal(row) else leaf(row.name)


def _is_subtotal(row: Row) -> bool:
    return bool(row.group) and _SUBTOTAL.search(leaf(row.name)) is not None


def is_total(row: Row) -> bool:
    """Whether a row is the table's total."""
    return _TOTAL.search(leaf(row.name)) is not None and not _is_subtotal(row)


def is_bare_total(row: Row) -> bool:
    """Whether a total's label does not say of what it is the total."""
    bare = _BARE_TOTAL.fullmatch(leaf(row.name).strip(" :："))
    return bare is not None and not _is_subtotal(row)


def row_supports(hit: Hit, value: Value | None = None) -> tuple[Support, ...]:
    """The citations of a row, addressed to one cell of it where a value is given.

    A short row is quoted whole; of one with cells of running text, its label and its figures.
    """
    passage = hit.passage
    address = CellAddress(passage.caption, passage.label, value.cell.column if value else "")
    if len(passage.text) <= WHOLE_ROW:
        return (Support(hit, passage.text, address),)
    cells = passage.text.split(" | ")
    figures_from = next(
        (n for n, cell in enumerate(cells) if n and cell_figure(cell) is not None), None
    )
    if figures_from is None:
        return (Support(hit, passage.text, address),)
    label = Support(hit, cells[0], address)
    return label, Support(hit, " | ".join(cells[figures_from:]), address)


@lru_cache(maxsize=4096)
def _values(passage: Passage, label: str, noted: str) -> tuple[Value, ...]:
    around = (label, passage.caption, *reversed(passage.section))
    outer = next((found for text in around if (found := period_years(text))), [])
    in_columns = [year for cell in passage.cells for year in column_years(cell.column)]
    # A share beside "2023 budget" is of 2023 too; a row over several years leaves it open.
    implied = in_columns if len(set(in_columns)) == 1 else []
    scaled = _currency_cell(passage) or _unit_around(passage) or noted
    values = []
    for cell in passage.cells:
        if _NOTE_COLUMN.fullmatch(cell.column.split(" / ")[-1]):
            continue
        counts = _HEADS.search(cell.column) is not None
        unit = "" if counts else attached_unit(cell.column) or cell.unit or scaled
        figure = cell_figure(cell.text, unit or cell.column)
        if figure is None or (_YEAR_COLUMN.search(cell.column) and years(cell.text)):
            continue
        own = column_years(cell.column) or implied or outer
        bare = (
            counts
            or figure.unit == "%"
            or unit_scale(cell.text) != 1
            or (unit_scale(cell.unit) == 1 and _UNSCALED.search(f"{leaf(label)}\n{cell.column}"))
        )
        scale = Decimal(1) if bare else unit_scale(unit)
        if not bare and scale == 1 and (not cell.unit or unit_code(cell.unit)):
            scale = unit_scale(scaled)
        values.append(Value(cell, figure, tuple(dict.fromkeys(own)), scale))
    return tuple(values)


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


def _currency_cell(passage: Passage) -> str:
    """The currency that a row names in a column of its own, or empty."""
    named = (cell.text for cell in passage.cells if _CURRENCY_COLUMN.search(cell.column))
    return next((text for text in named if unit_code(text) not in ("", "%")), "")


def column_years(header: str) -> list[int]:
    """The years of a column; a fiscal year over two (2018/2019, 2018-19) is of the later."""
    if pair := _FISCAL_PAIR.search(header):
        first, second = pair[1], pair[2]
        return [int(first[: 4 - len(second)] + second)]
    return years(header)


def period_years(text: str) -> list[int]:
    """The years of a caption or a question; two that follow each other with a dash are one."""
    return years(_FISCAL_PAIR.sub(_later_year, text))


def _later_year(pair: re.Match[str]) -> str:
    first, second = pair[1], pair[2]
    later = first[: 4 - len(second)] + second
    return later if int(later) == int(first) + 1 else pair[0]


def fiscal_pairs(text: str) -> set[str]:
    """The years over two calendar years that a text says (2018/19), each by its later year."""
    pairs = ((pair[0], _later_year(pair)) for pair in _FISCAL_PAIR.finditer(text))
    return {later for written, later in pairs if later != written}


def _unit_around(passage: Passage) -> str:
    """The unit that the caption, a header or the sentence above the table gives for all of it."""
    lines = passage.context.split("\n")
    return next((unit for line in reversed(lines) if (unit := _unit_for_all(line))), "")


@lru_cache(maxsize=20_000)
def _unit_for_all(line: str) -> str:
    """The unit of a line; one that a header has beside headers of other things is of its column."""
    unit = _scaled_unit(line)
    headers = [header for header in line.split(" | ")[1:] if header.strip()]
    bare = [header for header in headers if not _scaled_unit(header)]
    of_things = sum(map(_names_thing, bare))
    if len(headers) > 1 and bare and (unit_scale(unit) == 1 or 2 * of_things > len(headers)):
        return ""
    return unit


def _names_thing(header: str) -> bool:
    """Whether a header says more than a period: staff numbers beside costs in thousands."""
    words = _PERIOD_WORDS.sub(" ", header)
    return any(char.isalpha() for char in words)


@lru_cache(maxsize=2_000)
def _scaled_unit(line: str) -> str:
    unit = attached_unit(line) or unit_in(line)
    return unit if unit_scale(unit) != 1 or unit_code(unit) not in ("", "%") else ""
