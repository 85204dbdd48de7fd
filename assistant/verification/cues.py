"""Words by which a sentence says what it does with its figures: adds, compares, denies."""

from __future__ import annotations

import re
import tomllib
from functools import cache
from importlib.resources import files
from typing import Literal

Cue = Literal["sum", "difference", "ratio", "jointly", "total", "rise", "fall", "negation"]


def cue(name: Cue) -> re.Pattern[str]:
    """What matches the words of a kind, in the six UN languages (``cue_words.toml``)."""
    return _patterns()[name]


@cache
def _patterns() -> dict[str, re.Pattern[str]]:
    text = files(__package__).joinpath("cue_words.toml").read_text(encoding="utf-8")
    return {
        name: re.compile(
            rf"\b(?:{'|'.join(found['words'])})(?!\w)|{'|'.join(found['parts'])}", re.IGNORECASE
        )
        for name, found in tomllib.loads(text).items()
    }
