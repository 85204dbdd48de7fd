"""What an abbreviation stands for, by its letters or characters.

For names in alphabets after Schwartz and Hearst (2003, "A simple algorithm for identifying
abbreviation definitions in biomedical text", PSB 8:451-462), and in the same way for Chinese names
abbreviated in Chinese (发改委 in 国家发展和改革委员会).
"""

from __future__ import annotations

import re
from collections.abc import Container, Sequence

from index.acronyms import EDITION
from index.tagging import parts_of_speech

WORDS = re.compile(r"[^\W_][\w’'.&@-]*")
_PIECES = re.compile(r"[^\W_]+")
_TINY = frozenset(
    "a an and at by for from in of on or the to with de des du la le les et en pour l d y los las"
    " el del".split()
)


def letters_match(short: str, words: str) -> str:
    """The end of a text whose words an abbreviation stands for; empty where it fits none.

    Schwartz and Hearst's rule: from right to left, every letter or digit of the abbreviation is
    found in the text, the first at the beginning of a word. In addition at least two words, and
    half of the letters at beginnings, so that no chance hit passes.
    """
    short = EDITION.sub("", short)
    letters = [char for char in short if char.isalnum()]
    if name := _initials_match(letters, words):
        return name
    starts = {0, *(place for place in range(1, len(words)) if not words[place - 1].isalnum())}
    begun = _begin([letter.lower() for letter in letters], [c.lower() for c in words], starts)
    if begun is None:
        return ""
    name = words[begun:].strip(" -–,.")
    parts = WORDS.findall(name)
    initials = "".join(part[0].lower() for part in re.findall(r"[^\W_]+", name))
    hits = sum(char.lower() in initials for char in letters)
    few = len(parts) < 2 or len(parts) > min(len(letters) + 5, 2 * len(letters))
    if few or 2 * hits < len(letters) or short in parts:
        return ""
    return name


def _initials_match(letters: Sequence[str], text: str) -> str:
    """The end of a text whose words begin with the letters, tiny words aside; empty if none."""
    left = [letter.lower() for letter in letters]
    for part in reversed(list(_PIECES.finditer(text))):
        if part[0][0].lower() == left[-1]:
            left.pop()
            if not left:
                name = text[part.start() :].strip(" -–,.")
                return name if len(letters) > 1 and len(WORDS.findall(name)) > 1 else ""
        elif part[0].lower() not in _TINY:
            return ""
    return ""


def characters_match(short: str, context: str) -> str:
    """The end of a Chinese text, from a word's start, with a short form's characters in order."""
    starts, start = set(), 0
    for word, _ in parts_of_speech(context):
        starts.add(start)
        start += len(word)
    begun = _begin(short, context, starts)
    return context[begun:] if begun is not None else ""


def _begin(letters: Sequence[str], text: Sequence[str], starts: Container[int]) -> int | None:
    """The last place from which on a text has the letters in order, the first at a start."""
    place = len(text)
    for number in range(len(letters) - 1, -1, -1):
        place -= 1
        while place >= 0 and (
            text[place] != letters[number] or (number == 0 and place not in starts)
        ):
            place -= 1
        if place < 0:
            return None
    return place
