"""The ranks of a text (第3组, "the third", "Group 3"), its quarters and halves of a year."""

from __future__ import annotations

import re
from collections.abc import Iterator

from assistant.refusals.months import MONTHS, months_of
from assistant.refusals.numerals import (
    CHINESE_NUMBER,
    ENGLISH_NUMBERS,
    ENGLISH_ORDINALS,
    ROMAN,
    value_of,
)

RANKED = (
    "group|phase|stage|round|question|part|session|meeting|edition|release|version|chapter|volume"
    "|lot|level|batch|cohort|annex|appendix|table|figure|section|article"
)
# Ranks in a text: 第3, 表3, 三级, 2nd, "Release 18"; the day of a date is none.
_RANKS = re.compile(
    rf"第\s*(?P<nth>{CHINESE_NUMBER.pattern}|\d{{1,3}}(?!\d))"
    r"|(?<!代)(?:表|图|附件|附录)\s?(?P<titled>\d{1,2}(?![\d年月日]))"
    rf"|(?P<level>{CHINESE_NUMBER.pattern}|(?<![\d.])\d{{1,2}})(?=[级期届批])"
    rf"|\b(?:{RANKED}) (?P<spelt>{'|'.join(ENGLISH_NUMBERS)})\b"
    rf"|\b(?:{RANKED}) (?P<roman>{'|'.join(ROMAN)})\b"
    r"|\b(?:no|nr|n°|№)\.? ?(?P<numbered>\d{1,3})\b"
    rf"|\b(?P<suffixed>\d{{1,3}})(?:st|nd|rd|th)\b|\b(?P<word>{'|'.join(ENGLISH_ORDINALS[1:])})\b"
    rf"|\b(?!(?:{'|'.join(MONTHS)})\b)(?:(?-i:[A-Z])[a-z]+|{RANKED}) (?P<named>\d{{1,3}})\b"
    r"(?![.,:%]\d|%)",
    re.IGNORECASE,
)
_QUARTER = re.compile(
    r"第?(?P<zh>[一二三四1-4])季度|\bQ(?P<q>[1-4])(?![\d/])"
    r"|\b(?P<en>first|second|third|fourth) quarter\b",
    re.IGNORECASE,
)
# H1 alone may be a code of the plan.
_HALF_YEAR = re.compile(
    r"(?P<first>上半年|\bH1(?= (?:of )?(?:19|20)\d\d)|(?<=\d{4} )H1\b|\bfirst half\b)"
    r"|下半年|\bH2(?= (?:of )?(?:19|20)\d\d)|(?<=\d{4} )H2\b|\bsecond half\b",
    re.IGNORECASE,
)

# From month to month: 1月至3月, "January to March".
_MONTHS_ON = re.compile(
    r"(?<!\d)(?P<from>\d{1,2})\s*月?份?\s*[至到~–—-]\s*(?P<to>\d{1,2})\s*月"
    rf"|\b(?P<first>{'|'.join(MONTHS)})\s*(?:to|through|until|till|–|—|-)\s*"
    rf"(?P<last>{'|'.join(MONTHS)})\b",
    re.IGNORECASE,
)

_HALVES = {"h1": {"q1", "q2"}, "h2": {"q3", "q4"}}


def ranks_of(text: str) -> set[str]:
    """The ranks of a text as plain digits (第3组, "the third", "Group 3"), its quarters and halves.

    A quarter is ``q2``, half a year ``h1``, also where all months or quarters of it are named.
    """
    found = {str(value_of(next(filter(None, m.groups())))) for m in _RANKS.finditer(text)}
    found |= {period for period, _ in periods(text)}
    months = set(months_of(text)) | set(_months_between(text))
    found |= {f"q{n}" for n in range(1, 5) if {3 * n - 2, 3 * n - 1, 3 * n} <= months}
    return found | {half for half, quarters in _HALVES.items() if quarters <= found}


def _months_between(text: str) -> Iterator[int]:
    """The months that a text names by the first and the last of them."""
    for match in _MONTHS_ON.finditer(text):
        if match["from"]:
            first, last = int(match["from"]), int(match["to"])
        else:
            first, last = (MONTHS.index(match[name].lower()) + 1 for name in ("first", "last"))
        yield from range(first, last + 1)


def periods(text: str) -> Iterator[tuple[str, re.Match[str]]]:
    """The quarters and halves of a year that a text names (``q2``, ``h1``), and where."""
    for match in _QUARTER.finditer(text):
        yield f"q{value_of(next(filter(None, match.groups())))}", match
    for match in _HALF_YEAR.finditer(text):
        yield ("h1" if match["first"] else "h2"), match
