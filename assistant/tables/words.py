"""The words of languages that questions over tables are read by, from the TOML files beside it.

``operations.toml`` has what is asked to be done, ``columns.toml`` what columns are for,
``series.toml`` what numbered parts of a plan are called, ``phrases.toml`` all other words.
"""

from __future__ import annotations

import re
from functools import cache
from typing import Any, Literal

from assistant.word_lists import any_of, word_lists

Operation = Literal[
    "lookup", "check", "percent_change", "average", "rank", "filter", "exceed", "same", "extreme",
    "times", "points", "minus", "left", "difference", "change", "ratio", "share", "sum",
    "remainder", "list",
]  # fmt: skip

LONGEST_LEVEL = 12  # characters of a cell that says how high, how far


def _read(name: str) -> dict[str, Any]:
    return word_lists(__package__, name)


def _columns(kind: str) -> list[tuple[re.Pattern[str], re.Pattern[str]]]:
    """The words that ask for a column and those of its header, of each entry of a kind."""
    entries = _read("columns")[kind]
    return [(any_of(entry["asked"]), any_of(entry["header"])) for entry in entries]


@cache
def operations() -> list[tuple[Operation, re.Pattern[str]]]:
    """The operations by name with the words that ask for each, in the order they are tried."""
    return [(entry["name"], any_of(entry["words"])) for entry in _read("operations")["operation"]]


@cache
def phrase(name: str) -> re.Pattern[str]:
    """The words of one of the ``[[phrase]]`` entries.

    Raises:
        KeyError: there is no such entry.
    """
    known = {entry["name"]: entry["words"] for entry in _read("phrases")["phrase"]}
    return any_of(known[name])


@cache
def concepts() -> list[tuple[re.Pattern[str], re.Pattern[str]]]:
    """What tables have columns for: the words that ask for it, and those of its headers."""
    return [*_columns("concept"), *bounds()]


@cache
def bounds() -> list[tuple[re.Pattern[str], re.Pattern[str]]]:
    """What columns of the least and the most that may be are asked by, and those headers."""
    return _columns("bound")


@cache
def balances() -> list[tuple[re.Pattern[str], re.Pattern[str]]]:
    """The headers of columns of all that there is of something, and of what is used of it."""
    return [(any_of(e["whole"]), any_of(e["used"])) for e in _read("columns")["balance"]]


@cache
def series_names() -> list[list[str]]:
    """What numbered parts of a plan are called; the words of an entry mean the same."""
    return [entry["words"] for entry in _read("series")["series"]]


@cache
def thing_names() -> list[list[str]]:
    """What lists call things of a kind; the words of an entry mean the same."""
    return [entry["words"] for entry in _read("series")["thing"]]


def series_letters(text: str) -> set[str]:
    """The letters of the codes of the numbered parts that a text speaks of: P for priorities."""
    for words in series_names():
        stems = [re.sub(r"(?:y|e|s)$", "", word) if word.isascii() else word for word in words]
        if any(re.search(rf"(?<![A-Za-z]){stem}", text, re.IGNORECASE) for stem in stems):
            return {words[0][0].upper()}
    return set()


@cache
def cell_kinds() -> list[tuple[re.Pattern[str], re.Pattern[str]]]:
    """What columns of words are for: the words that ask for it, and those of its headers."""
    return _columns("cell")


@cache
def levels() -> list[re.Pattern[str]]:
    """The words of the levels that a risk, a priority or a rating may have, the highest first."""
    return [any_of(entry["words"]) for entry in _read("columns")["level"]]


def is_level(text: str) -> bool:
    """Whether a text is no more than a level that something has: high, 中."""
    return len(text.strip()) <= LONGEST_LEVEL and any(p.search(text.strip()) for p in levels())


@cache
def category_families() -> list[list[tuple[re.Pattern[str], re.Pattern[str]]]]:
    """The words that ask for rows of a category and those of its cells, by family (states)."""
    families: dict[str, list[tuple[re.Pattern[str], re.Pattern[str]]]] = {}
    for entry in _read("columns")["category"]:
        pair = any_of(entry["asked"]), any_of(entry["cell"])
        families.setdefault(entry["family"], []).append(pair)
    return list(families.values())
