"""Words by which a sentence says what it does with its figures: adds, compares, denies."""

from __future__ import annotations

import re
from functools import cache
from typing import Literal

from assistant.word_lists import word_lists

Cue = Literal["sum", "difference", "ratio", "jointly", "total", "rise", "fall", "negation"]


def cue(name: Cue) -> re.Pattern[str]:
    """What matches the words of a kind, in the six UN languages (``cue_words.toml``)."""
    return _patterns()[name]


@cache
def _patterns() -> dict[str, re.Pattern[str]]:
    return {
        name: re.compile(
            rf"\b(?:{'|'.join(found['words'])})(?!\w)|{'|'.join(found['parts'])}", re.IGNORECASE
        )
        for name, found in word_lists(__package__, "cue_words").items()
    }
