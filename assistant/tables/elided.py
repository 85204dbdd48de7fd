"""Names of rows that a question says shortened: their beginning and their end, without the middle.

"The Almaty sub-centre" is the "Almaty Training and Calibration Sub-centre", 阿拉木图分中心 the
阿拉木图培训与检定分中心.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence

from assistant.letters import plain
from assistant.reading.match import script
from assistant.tables.rows import Row, is_total

LEAST = 2  # characters of a Chinese name that must be said of its beginning, and of its end
SHORTEST = 5  # characters that both must have
WORDS = 3  # words of a name of words that may be shortened
_WORD = re.compile(r"[^\W_]+(?:[-'’][^\W_]+)*")


def elided(text: str, rows: Sequence[Row], names: Sequence[str]) -> list[bool]:
    """Which rows a question calls by a shortened name that is no other row's of their table.

    Args:
        text: the question.
        rows: of any tables.
        names: what each of them is called.
    """
    letters, words = plain(text), [word.lower() for word in _WORD.findall(text)]
    said = [
        "" if is_total(row) else _said(name, letters, words)
        for row, name in zip(rows, names, strict=True)
    ]
    owners: dict[tuple[tuple[int, int], str], set[str]] = defaultdict(set)
    for row, name, short in zip(rows, names, said, strict=True):
        owners[row.table, short].add(name)
    return [
        bool(short) and len(owners[row.table, short]) == 1
        for row, short in zip(rows, said, strict=True)
    ]


def _said(name: str, letters: str, words: Sequence[str]) -> str:
    """The shortened name that a text says; empty where it says none."""
    if script(name) == "han":
        return _said_letters(plain(name), letters)
    own = [word.lower() for word in _WORD.findall(name)]
    if len(own) < WORDS:
        return ""
    for size in range(len(own) - 1, 1, -1):
        for head in range(size - 1, 0, -1):
            short = own[:head] + own[head - size :]
            if any(list(words[n : n + size]) == short for n in range(len(words) - size + 1)):
                return " ".join(short)
    return ""


def _said_letters(name: str, letters: str) -> str:
    """The longest beginning and end of a name that stand side by side in a text."""
    for size in range(len(name) - 1, SHORTEST - 1, -1):
        for head in range(size - LEAST, LEAST - 1, -1):
            short = name[:head] + name[head - size :]
            if short in letters:
                return short
    return ""
