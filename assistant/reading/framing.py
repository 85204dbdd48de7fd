"""What stands over a passage and before it: all that may name what it is about."""

from __future__ import annotations

import re
from functools import lru_cache

from index.hits import Hit

_NAME_PARTS = re.compile(r"[^\W\d_]{2,}|\d{4}-\d\d-\d\d|\d{4}")  # of a file name
# Of headings: no number told. "2024 in figures" is of a year.
_NUMBERING = re.compile(r"^(?!(?:19|20)\d\d\s)\d+(?:\.\d+)*[.、]?\s", re.MULTILINE)


def far(hit: Hit) -> str:
    """All that may name what a passage is about: the passage, what stands over it and before it."""
    return f"{whole(hit)}\n{hit.before}"


def frame(hit: Hit) -> str:
    """What stands over a passage: headings, its document's title, name and date."""
    passage, document = hit.passage, hit.document
    headings = "\n".join([*passage.section, passage.caption, passage.context])
    return f"{_unnumbered(headings)}\n{document.title}\n{_spoken(document.name)}\n{document.date}"


@lru_cache(maxsize=4096)
def _unnumbered(headings: str) -> str:
    return _NUMBERING.sub("", headings)


@lru_cache(maxsize=1024)
def _spoken(name: str) -> str:
    """The words, years and dates of a file's name."""
    return " ".join(_NAME_PARTS.findall(name.rpartition(".")[0]))


def whole(hit: Hit) -> str:
    """A passage with its headings and title."""
    return f"{hit.passage.text}\n{frame(hit)}"
