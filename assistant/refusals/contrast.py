"""Qualifiers that exclude each other: what is said of the south is not said of the north."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from assistant.question import bare
from assistant.word_lists import word_lists


@dataclass(frozen=True, slots=True)
class Member:
    """One of a group of words that exclude each other.

    Attributes:
        asked: how a question says it.
        told: how a text does.
    """

    asked: re.Pattern[str]
    told: re.Pattern[str]


@cache
def groups(of_cells: bool = False, of_people: bool = False) -> tuple[tuple[Member, ...], ...]:
    """The groups of words that exclude each other.

    Args:
        of_cells: only those that the headers of a table tell as surely as a sentence does.
        of_people: only those that tell one person from another.
    """
    return tuple(
        tuple(map(_member, entry["members"], entry.get("also", [""] * len(entry["members"]))))
        for entry in word_lists(__package__, "contrast_words")["group"]
        if (entry.get("of_cells", False) or not of_cells)
        and (entry.get("of_people", False) or not of_people)
    )


def _member(asked: str, also: str) -> Member:
    told = f"{asked}|{also}" if also else asked
    return Member(re.compile(asked, re.IGNORECASE), re.compile(told, re.IGNORECASE))


def contrary(
    question: str, near: str, wider: str, of_cells: bool = False, of_people: bool = False
) -> str:
    """The word of a question whose contrary a text is about; empty where there is none.

    Args:
        question: its words; one that names several members of a group compares them.
        near: a sentence with those beside it, or a cell with its row and headers.
        wider: all that may name what it is about.
        of_cells: the text is of a table.
        of_people: only by what tells one person from another.

    Returns:
        the word, where the text says another member of its group and nothing around says it.
    """
    asked = bare(question)
    for members in groups(of_cells, of_people):
        said = [(member, match) for member in members if (match := member.asked.search(asked))]
        if len(said) != 1 or said[0][0].told.search(wider):
            continue
        if any(member.told.search(near) for member in members if member is not said[0][0]):
            return said[0][1].group()
    return ""
