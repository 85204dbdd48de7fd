"""Qualifiers that exclude each other: what is said of the south is not said of the north."""

from __future__ import annotations

import re
import tomllib
from functools import cache
from importlib.resources import files

from assistant.question import bare


@cache
def groups() -> tuple[tuple[re.Pattern[str], ...], ...]:
    """The groups of words that exclude each other, a pattern for each member."""
    text = files(__package__).joinpath("contrast_words.toml").read_text(encoding="utf-8")
    return tuple(
        tuple(re.compile(member, re.IGNORECASE) for member in entry["members"])
        for entry in tomllib.loads(text)["group"]
    )


def contrary(question: str, near: str, wider: str) -> bool:
    """Whether a text is about the contrary of what a question asks about.

    Args:
        question: its words; one that names several members of a group compares them.
        near: a sentence with those beside it.
        wider: all that may name what it is about.

    Returns:
        whether the text says another member of a group, and nothing around says the one asked for.
    """
    asked = bare(question)
    for members in groups():
        said = [member for member in members if member.search(asked)]
        if len(said) != 1 or said[0].search(wider):
            continue
        if any(member.search(near) for member in members if member is not said[0]):
            return True
    return False
