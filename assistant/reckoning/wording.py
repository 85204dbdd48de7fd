"""The words of questions about figures, and of the sentences that give them: ``words.toml``."""

from __future__ import annotations

import re
from functools import cache
from typing import Any, Literal

from assistant.word_lists import any_of, word_lists

Operation = Literal[
    "duration", "before", "product", "percent", "rest", "portion", "left", "share", "average",
    "change", "compare", "difference", "sum",
]  # fmt: skip


def _entries() -> dict[str, Any]:
    return word_lists(__package__, "words")


@cache
def operations() -> list[tuple[Operation, re.Pattern[str]]]:
    """What may be worked out, the first first, with the words that ask for it."""
    return [(entry["name"], any_of(entry["words"])) for entry in _entries()["operation"]]


@cache
def words_of(kind: str) -> re.Pattern[str]:
    """Words that say how figures of a sentence belong together, by the name of their list."""
    return any_of(_entries()["said"][kind])


@cache
def opposites() -> list[tuple[re.Pattern[str], re.Pattern[str]]]:
    """Words of which a figure has one and those that it leaves out have the other."""
    return [
        (re.compile(one, re.IGNORECASE), re.compile(other, re.IGNORECASE))
        for one, other in _entries()["said"]["opposites"]
    ]


@cache
def seams() -> dict[str, list[re.Pattern[str]]]:
    """For each operation what may stand between two things that it is on."""
    return {
        name: [re.compile(form, re.IGNORECASE) for form in forms]
        for name, forms in _entries()["seams"].items()
    }


@cache
def form(name: str) -> re.Pattern[str]:
    """A form of questions about two or more things, or words of such, by its name."""
    forms = dict(_entries()["sides"])
    expression = "|".join(forms[name])
    for part, words in forms["parts"].items():
        expression = expression.replace(f"%{part}%", words)
    return re.compile(expression, re.IGNORECASE)


@cache
def idle() -> re.Pattern[str]:
    """Words of a question that only ask."""
    return any_of(_entries()["idle"]["words"])


@cache
def things() -> list[tuple[str, re.Pattern[str], re.Pattern[str]]]:
    """Kinds of things: their names, the words behind a figure of them, those that ask for one."""
    return [
        (
            entry["name"],
            any_of(entry["said"]),
            any_of(entry["asked"]),
        )
        for entry in _entries()["thing"]
    ]
