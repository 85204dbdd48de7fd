"""The words of questions about figures, and of the sentences that give them: ``words.toml``."""

from __future__ import annotations

import re
import tomllib
from functools import cache
from importlib.resources import files
from typing import Any, Literal

Operation = Literal[
    "duration", "before", "product", "percent", "rest", "portion", "left", "share", "average",
    "change", "compare", "difference", "sum",
]  # fmt: skip


@cache
def _entries() -> dict[str, Any]:
    return tomllib.loads(files(__package__).joinpath("words.toml").read_text(encoding="utf-8"))


@cache
def operations() -> list[tuple[Operation, re.Pattern[str]]]:
    """What may be worked out, the first first, with the words that ask for it."""
    return [
        (entry["name"], re.compile("|".join(entry["words"]), re.IGNORECASE))
        for entry in _entries()["operation"]
    ]


@cache
def words_of(kind: str) -> re.Pattern[str]:
    """Words that say how figures of a sentence belong together, by the name of their list."""
    return re.compile("|".join(_entries()["said"][kind]), re.IGNORECASE)


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
    return re.compile("|".join(_entries()["idle"]["words"]), re.IGNORECASE)


@cache
def things() -> list[tuple[str, re.Pattern[str], re.Pattern[str]]]:
    """Kinds of things: their names, the words behind a figure of them, those that ask for one."""
    return [
        (
            entry["name"],
            re.compile("|".join(entry["said"]), re.IGNORECASE),
            re.compile("|".join(entry["asked"]), re.IGNORECASE),
        )
        for entry in _entries()["thing"]
    ]
