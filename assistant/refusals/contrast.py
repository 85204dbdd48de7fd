"""Qualifiers that exclude each other: what is said of the south is not said of the north."""

from __future__ import annotations

import re
import tomllib
from functools import cache
from importlib.resources import files

from assistant.question import bare


@cache
def groups(of_cells: bool = False) -> tuple[tuple[re.Pattern[str], ...], ...]:
    """The groups of words that exclude each other, a pattern for each member.

    Args:
        of_cells: only those that the headers of a table tell as surely as a sentence does.
    """
    text = files(__package__).joinpath("contrast_words.toml").read_text(encoding="utf-8")
    return tuple(
        tuple(re.compile(member, re.IGNORECASE) for member in entry["members"])
        for entry in tomllib.loads(text)["group"]
        if entry.get("of_cells", False) or not of_cells
    )


def contrary(question: str, near: str, wider: str, of_cells: bool = False) -> str:
    """The word of a question whose contrary a text is about; empty where there is none.

    Args:
        question: its words; one that names several members of a group compares them.
        near: a sentence with those beside it, or a cell with its row and headers.
        wider: all that may name what it is about.
        of_cells: the text is of a table.

    Returns:
        the word, where the text says another member of its group and nothing around says it.
    """
    asked = bare(question)
    for members in groups(of_cells):
        said = [match for member in members if (match := member.search(asked))]
        if len(said) != 1 or said[0].re.search(wider):
            continue
        if any(member.search(near) for member in members if member is not said[0].re):
            return said[0].group()
    return ""
