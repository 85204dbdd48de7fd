"""Abbreviations in letters, by their form: DTC, WTDC-22, DT实验室."""

from __future__ import annotations

import re

from index.stems import HAN

# Perhaps with a Chinese word at its end (DT实验室).
_ACRONYM = re.compile(
    rf"(?=(?:[^A-Z]*[A-Z]){{2}})[A-Z0-9][A-Za-z0-9]*(?:[-/&@.][A-Za-z0-9]+)*[{HAN}]{{0,4}}"
)
_PLAIN_CODE = re.compile(r"[A-Z]-?\d+|[IVXLC]+|\d+[A-Za-z]?|[A-Z]{1,4}\d{3,}.*|.*\.[A-Z]{1,3}")
EDITION = re.compile(r"-\d+$")


def is_acronym(text: str) -> bool:
    """Whether a text has the form of an abbreviation in letters: DTC, WTDC-22, DT实验室."""
    if not 2 <= len(text) <= 14 or not _ACRONYM.fullmatch(text) or _PLAIN_CODE.fullmatch(text):
        return False
    letters = [char for char in text if char.isascii() and char.isalpha()]
    capitals = sum(char.isupper() for char in letters)
    return 2 * capitals >= len(letters) and 2 * sum(map(str.isdigit, text)) <= len(text) + 1
