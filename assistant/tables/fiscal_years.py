"""The years that a header, a caption or a question says; a year over two is of the later one."""

from __future__ import annotations

import re

from assistant.figures import years

_FISCAL_PAIR = re.compile(r"(?<!\d)((?:19|20)\d{2})\s?[/–-]\s?((?:19|20)?\d{2})(?!\d|[/–-]\d)")


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
