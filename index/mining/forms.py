"""What abbreviations and names look like in text."""

from __future__ import annotations

import re

from index.stems import HAN

MAX_NAME = 30  # characters of a Chinese name
_LATIN_NAME = re.compile(r"[A-Z][\w’'.&@-]*(?: [\w’'.&@/-]+){1,9}")
HAN_NAME = re.compile(rf"[{HAN}][{HAN}A-Za-z0-9·•-]{{2,{MAX_NAME}}}")
_SINGULAR = re.compile(r"(?<=[A-Z0-9]{2})s$")


def is_latin_name(text: str) -> bool:
    """Two words or more, most of those that are not tiny with a capital: a name in letters."""
    if not _LATIN_NAME.fullmatch(text) or len(text) > 80:
        return False
    words = [word for word in text.split() if len(word) > 3 or word[0].isupper()]
    return len(words) > 1 and 3 * sum(word[0].isupper() for word in words) >= 2 * len(words)


def singular(short: str) -> str:
    """An abbreviation without the ``s`` of several."""
    return _SINGULAR.sub("", short)
