"""The months that a text names, in Chinese, English or the figures of a date."""

from __future__ import annotations

import re

MONTHS = (
    "january", "february", "march", "april", "may", "june", "july", "august", "september",
    "october", "november", "december",
)  # fmt: skip
MONTH_NAMES = "|".join(map(str.capitalize, MONTHS))  # as an expression
_MONTH = re.compile(
    rf"(?<!\d)(1[0-2]|0?[1-9])月(?!份?来)|(?<!\w)({'|'.join(MONTHS)})(?!\w)|(?<=(?<!\d)\d{{4}}-)(0[1-9]|1[0-2])(?!\d)"
    r"|(?<!\w)(jan|feb|mar|apr|jun|jul|aug|sept?|oct|nov|dec)(?=\.?[ -]?\d)"
    # 05/10/2019, or 25/10/2019 where the first number can only be a day
    r"|(?<![\d/])(?:(?:1[3-9]|2\d|3[01])/)?(0?[1-9]|1[0-2])/(?=(?:\d{1,2}/)?\d{4}(?!\d))",
    re.IGNORECASE,
)
_MARKS = ("月", *(month[:3] for month in MONTHS))  # one of which every month in words has
_IN_FIGURES = re.compile(r"\d[-/]\d")  # in every month in figures


def months_of(text: str) -> list[int]:
    """The months that a text names, in Chinese, English or the figures of a date."""
    lowered = text.lower()
    if not any(mark in lowered for mark in _MARKS) and not _IN_FIGURES.search(text):
        return []
    found = []
    for number, name, iso, short, slashed in _MONTH.findall(text):
        # "may" in small letters is a verb far more often than a month
        if name and name != "may":
            found.append(MONTHS.index(name.lower()) + 1)
        elif short:
            found.append(1 + [month[:3] for month in MONTHS].index(short[:3].lower()))
        elif number or iso or slashed:
            found.append(int(number or iso or slashed))
    return found


def month_text(text: str, month: int) -> str:
    """A month as a text writes it, or its English name where it does not."""
    for match in _MONTH.finditer(text):
        if months_of(match.group()) == [month]:
            return match.group()
    return MONTHS[month - 1].capitalize()
