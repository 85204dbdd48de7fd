"""The words of texts as labels and headers are compared by, and how much each of them tells."""

from __future__ import annotations

import math
import re
import unicodedata
from collections import Counter
from collections.abc import Callable, Sequence
from functools import lru_cache

from index.stems import stem

_TERM = re.compile(r"[a-z]{1,3}\d{1,4}(?![a-z\d])|[a-zà-ÿ]+|\d[\d,]*(?:\.\d+)?|%|[\u3400-\u9fff]+")
_STOP = frozenset(
    "the a an of and in on to for from by with as at is was are were be been or how what which who"
    " much many does did do its their this that it s company respectively respective".split()
)
_HAN = re.compile(r"[\u3400-\u9fff]")


@lru_cache(maxsize=20_000)
def terms(text: str) -> tuple[str, ...]:
    """The words of a text as labels are compared by: English stems, numbers, Chinese pairs."""
    found: list[str] = []
    for run in _TERM.findall(unicodedata.normalize("NFKC", text).lower()):
        if _HAN.match(run):
            found += [run[i : i + 2] for i in range(len(run) - 1)] or [run]
        elif run == "%":
            found.append("percent")
        elif run[0].isdigit():
            found.append(run.replace(",", ""))
        elif run not in _STOP:
            found.append(stem(run, "en") if run.isalpha() else run)
    return tuple(found)


def rarity(labels: Sequence[frozenset[str]]) -> Callable[[str], float]:
    """How much a word weighs among labels: the fewer have it, the more."""
    counts = Counter(word for label in labels for word in label)
    size = len(labels)

    def weigh(word: str) -> float:
        return math.log((size + 1) / counts[word]) if counts[word] else math.log(size + 1)

    return weigh
