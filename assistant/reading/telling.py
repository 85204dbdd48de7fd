"""What the words of a sentence must do to answer: name as many things as asked, give a reason."""

from __future__ import annotations

import re
import tomllib
from importlib.resources import files

from assistant.question import Question
from assistant.reading.listing import asked_number, asks_for_list
from assistant.refusals.detail import listed

_WORDS = tomllib.loads(files(__package__).joinpath("telling.toml").read_text(encoding="utf-8"))
_PURPOSE = re.compile("|".join(_WORDS["purpose"]), re.IGNORECASE)
_REASON = re.compile("|".join(_WORDS["reason"]), re.IGNORECASE)


def explains(question: Question) -> bool:
    """Whether a question asks for a reason or a purpose."""
    return question.kind == "reason" or "purpose" in question.wants


def tells(question: Question, text: str) -> bool:
    """Whether a text is worded as an answer to its question would be.

    One that asks for so many things is answered by naming so many side by side, one that asks for
    a reason or a purpose by words that tell one. False for other questions.
    """
    if question.kind == "reason":
        return _REASON.search(text) is not None or _PURPOSE.search(text) is not None
    if "purpose" in question.wants:
        return _PURPOSE.search(text) is not None
    if not asks_for_list(question):
        return False
    number = asked_number(question.text)
    return listed(text) == number if number else False


def enumerates(text: str) -> bool:
    """Whether a text names several things side by side."""
    return listed(text) > 1
