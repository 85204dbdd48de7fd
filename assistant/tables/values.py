"""The figures of a row: each with its unit, its scale and its years, as cell and table say them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from decimal import Decimal
from functools import lru_cache

from assistant.figures import attached_unit, cell_figure, unit_code, unit_scale, years
from assistant.refusals.months import MONTHS
from assistant.tables.fiscal_years import column_years, period_years
from assistant.tables.rows import Value, leaf
from index.hits import Hit
from ingest.document import Passage
from ingest.units import unit_in

_YEAR_COLUMN = re.compile(r"年份|年度$|\byear\b", re.IGNORECASE)  # a year is no figure of its row
_MONTH_OF_YEAR = re.compile(r"\s*(?:0?[1-9]|1[0-2])\s?[/-]\s?(?:19|20)\d{2}\s*")  # 09/2024
_CURRENCY_COLUMN = re.compile(r"currency|币种|货币|monnaie|moneda|валюта|devise", re.IGNORECASE)
# What a scale such as "in millions" does not hold for.
_UNSCALED = re.compile(
    r"per (?:\w+ )?(?:share|unit|ADS)\b|percent|%|\bratio\b|\brates?$|\bmargin$|\(years?\)|"
    r"\byield$|volatility|headcount|employees$|比率|百分|人数|数量|人均",
    re.IGNORECASE | re.MULTILINE,
)
# Columns that count people, posts or things, whatever the caption says of amounts.
_HEADS = re.compile(
    r"(?:职位|岗位|员额|编制|机构|项目|单位|学校|[人户家国期场次笔件批份班台套艘辆座])数量?$|人次$"
    r"|\bheadcount\b|\b(?:posts|employees|persons|people|participants|trainees|countries|members"
    r"|students|learners|delegates)$|^(?:number|no\.?|#) of\b",
    re.IGNORECASE,
)
_UNIT_NOTE = re.compile(r"[(（][^()（）]*[)）]\s*$")
MAX_NOTE = 160  # characters of a line that is a heading or a note
# "2019", "FY 2019", "March 31, 2019", "2019年": which period a column is of, not what it counts.
_PERIOD_WORDS = re.compile(
    r"\b(?:fy|q[1-4]|years?|months?|quarters?|ended|ending|as|at|of|restated|note|notes|unaudited"
    rf"|{'|'.join(MONTHS)}|total|change|increase|decrease)\b|[年月日季度止末]",
    re.IGNORECASE,
)
_NOTE_COLUMN = re.compile(r"(?:notes?|refs?\.?|附注|注释?)(?: /.*)?", re.IGNORECASE)


def noted_units(hits: Sequence[Hit]) -> dict[int, str]:
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


@lru_cache(maxsize=4096)
def row_values(passage: Passage, label: str, noted: str) -> tuple[Value, ...]:
    """The figures of a row in column order.

    Args:
        passage: the row as it was found.
        label: its label path, with what heads it.
        noted: the scale that a note of the document gives for all amounts, or empty.
    """
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
        if _MONTH_OF_YEAR.fullmatch(cell.text):
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


def _currency_cell(passage: Passage) -> str:
    """The currency that a row names in a column of its own, or empty."""
    named = (cell.text for cell in passage.cells if _CURRENCY_COLUMN.search(cell.column))
    return next((text for text in named if unit_code(text) not in ("", "%")), "")


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
