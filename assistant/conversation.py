"""Follow-up questions: what they leave out is taken from the conversation before the search."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass

from typing_extensions import TypedDict

from assistant.courtesy import courtesy_language
from assistant.errors import HistoryError
from assistant.figures import years
from assistant.question import (
    asks,
    content_words,
    kinds_of,
    points_back,
    question_codes,
)
from assistant.refusals.answer_types.people import people_in
from assistant.refusals.constraints import constraints
from assistant.refusals.months import MONTH_NAMES
from assistant.shifting import shifted
from assistant.substitution import substituted


class Turn(TypedDict):
    """One message of a conversation; ``role`` is ``user`` or ``assistant``."""

    role: str
    content: str


_OPENERS = re.compile(
    r"^\s*(?:and\b|what about|how about|also\b|那么?(?!个|些|里|时)|还有|其中|et\b|¿?y\b|а\b|و)",
    re.IGNORECASE,
)

_PERSONAL = re.compile(
    r"\b(?:(?P<own>his|her(?= (?!before|after|in|on|at|to|from|and|with)[a-z]))|he|him|she|her)\b"
    r"|[他她](?!们)",
    re.IGNORECASE,
)
_SUBJECTLESS = re.compile(r"^\s*占")  # "占P4的百分之几？" says of what, not what
_ABOUT_THAT = re.compile(r"呢\s*[？?]?\s*$")
# Words that most questions about anything hold; a question of nothing else is about what was said.
_GENERIC = re.compile(
    r"多少|到了?|(?:变|增|减|升|降|涨)[成为到至了]|[来有叫是去]了?|参加|参与|出席|代表|举[行办]|开始|结束|总共|一共|各?国家?|城市|地[方点]|时间|人[员数]?"
    r"|项目|名称|名字|主题|目的|钱|资金|预算|\b(?:people|participants?|attend(?:ed|ees?)?|countries|country"
    r"|cost|money|took|take|part|held|represented|happened|begin|end|start(?:ed)?|called|name|theme)\b",
    re.IGNORECASE,
)
_NAMED = re.compile(
    r"[A-Z]\w*[A-Z0-9]|(?<=\s)[A-Z]\w+|[《“\"「]|\d|[\u3400-\u9fff][A-Za-z]|[A-Za-z][\u3400-\u9fff]"
)
_YEAR = re.compile(r"(?:\b(?:in|since|by|of) )?(?<!\d)(?:19|20)\d{2}(?!\d)年?", re.IGNORECASE)
_MONTH = rf"(?:{MONTH_NAMES})"
_DAYS = r"\d{1,2}(?:\s?[-–]\s?\d{1,2})?"
# A day or a month, with its year where it says one.
_DATE = re.compile(
    r"(?:\b(?:[Oo]n|[Ii]n|[Ff]rom|[Ss]ince|[Bb]y|of) )?"
    rf"(?:\b{_DAYS} {_MONTH}\b|\b{_MONTH} {_DAYS}\b,?)(?: (?:19|20)\d{{2}})?"
    rf"|\b(?:[Ii]n|[Ss]ince|[Bb]y|of) {_MONTH}(?: (?:19|20)\d{{2}})?\b"
    r"|(?:(?:19|20)\d{2}年)?(?<!\d)\d{1,2}月(?:\d{1,2}[日号])?(?:(?:[至到]|[-–—])(?:\d{1,2}月)?\d{1,2}[日号])?"
)
_COMPARING = frozenset({"comparison", "difference"})


def check_history(history: object) -> list[Turn]:
    """A conversation as given by a caller, checked.

    Args:
        history: a list of ``{"role": "user" | "assistant", "content": text}``, or None.

    Raises:
        HistoryError: it is something else; the message names the entry.
    """
    if history is None:
        return []
    if not isinstance(history, list):
        raise HistoryError('the history must be a list of {"role", "content"} objects')
    turns: list[Turn] = []
    for number, entry in enumerate(history, start=1):
        if (
            not isinstance(entry, dict)
            or entry.get("role") not in ("user", "assistant")
            or not isinstance(entry.get("content"), str)
        ):
            raise HistoryError(
                f'history entry {number} needs "role" ("user" or "assistant") and "content" (text)'
            )
        turns.append(Turn(role=entry["role"], content=entry["content"]))
    return turns


@dataclass(frozen=True, slots=True)
class Resolved:
    """A question with what it leaves out taken from the conversation.

    Attributes:
        text: the question made whole; the user's words where they stand by themselves.
        previous: the question before a follow-up, made whole; empty where it is none.
        told: what that was answered with.
        linked: the question with both behind it, where it names nothing and so may be a follow-up,
            though nothing says so; else empty.
    """

    text: str
    previous: str = ""
    told: str = ""
    linked: str = ""


def resolved(question: str, history: Sequence[Turn]) -> Resolved:
    """The question with what it leaves out taken from the conversation.

    Args:
        question: the user's latest words.
        history: the turns before it, oldest first.

    Returns:
        the words unchanged where they stand by themselves. A question that only changes a year or
        a code ("And in 2026?", "那P3呢?") becomes the earlier question with that year or code; one
        that points back ("How many worked there?") gets the earlier question and answer behind it.
    """
    earlier: list[tuple[str, str]] = []
    for turn in history:
        if turn["role"] == "user":
            earlier.append((turn["content"], ""))
        elif earlier:
            earlier[-1] = (earlier[-1][0], turn["content"])
    earlier = [(asked, told) for asked, told in earlier if not courtesy_language(asked)]
    if not earlier:
        return Resolved(question)
    previous = earlier[0][0]
    for (asked, _), (_, answered) in zip(earlier[1:], earlier[:-1], strict=True):
        previous = _resolve(asked, previous, answered)
    told = earlier[-1][1]
    text = _resolve(question, previous, told)
    if meant := _of_person(question, told):
        return Resolved(meant, previous, told, text if text != question else "")
    if text == question and not _names_own(question):
        return Resolved(question, previous, told, f"{question} ({previous} {told})")
    return Resolved(text, previous, told) if text != question else Resolved(question)


def is_follow_up(question: str) -> bool:
    """Whether a question needs the talk before it: opens with "and", points back, names nothing."""
    folded = unicodedata.normalize("NFKC", question)
    if _OPENERS.search(folded) or points_back(folded) or _SUBJECTLESS.search(folded):
        return True
    if _ABOUT_THAT.search(folded) and not asks(folded):
        return True
    yearless = _YEAR.sub(" ", folded)
    words = content_words(_GENERIC.sub(" ", yearless))
    if asks(folded):
        return not words or (len(words) <= 1 and not names_something(yearless))
    return len(words) <= 2


def names_something(question: str) -> bool:
    """Whether a question has a name, a quotation, a code or a number that it is about."""
    return _NAMED.search(question) is not None


def _names_own(question: str) -> bool:
    """Whether a question has a name, a place, a year or a number of its own."""
    own = constraints(question, years(question), question_codes(question))
    return names_something(question) or bool(own)


def _of_person(question: str, told: str) -> str:
    """A question about "him" with the name of the one person that the last answer names.

    Empty where it is about nobody, or the answer names nobody or several.
    """
    names = people_in(told)
    pronoun = _PERSONAL.search(question)
    if len(names) != 1 or pronoun is None:
        return ""
    own = "'s" if pronoun["own"] else ""
    rest = f"{question[: pronoun.start()]}{names[0]}{own}{question[pronoun.end() :]}"
    return _OPENERS.sub("", rest).strip(" ,")


def _resolve(question: str, previous: str, answered: str) -> str:
    stepped, before = shifted(question, previous, answered)
    if stepped == question and not is_follow_up(question):
        return question
    question, previous = stepped, before
    folded = unicodedata.normalize("NFKC", question)
    before = unicodedata.normalize("NFKC", previous)
    swapped = _swap(folded, before)
    rest = _OPENERS.sub("", folded)
    remainder = [
        word for word in content_words(rest)
        if word not in map(str, years(folded)) and word.upper() not in question_codes(folded)
        and word.lower() not in before.lower()
    ]  # fmt: skip
    if _COMPARING & set(kinds_of(rest)):
        return f"{question} ({previous})"
    if swapped and len(remainder) <= 1 and not (_asks_other(rest, before) and not years(before)):
        return swapped
    if other := substituted(rest, swapped or before):
        return other
    if points_back(rest) and answered and not _OPENERS.search(folded):
        return f"{question} ({f'{previous} {_undated(answered)}'.strip()})"
    return f"{question} ({swapped or previous})"


def _asks_other(rest: str, previous: str) -> bool:
    """Whether a follow-up asks for something of another kind than the question before it."""
    kinds = set(kinds_of(rest))
    return asks(rest) and not (kinds and kinds <= set(kinds_of(previous)))


def _undated(answered: str) -> str:
    """An answer without its dates: when something was does not bind what else is asked of it."""
    left = " ".join(_YEAR.sub(" ", _DATE.sub(" ", answered)).split())
    return left if any(map(str.isalnum, left)) else ""


def _swap(question: str, previous: str) -> str | None:
    """The previous question with the year or code of the new one in place of its own."""
    new_years, old_years = years(question), years(previous)
    text = previous
    if new_years:
        text = (
            re.sub(rf"{old_years[0]}", str(new_years[0]), text)
            if old_years
            else f"{text} {new_years[0]}"
        )
    dated = [code for code in question_codes(question) if re.search(r"-\d{2}$", code)]
    plain = [code for code in question_codes(question) if code not in dated]
    for new, shape in ((dated, r"[A-Za-z]{2,8}-\d{2}"), (plain, r"[A-Za-z]{1,5}\d{1,3}")):
        if new:
            pattern = rf"(?<![A-Za-z0-9]){shape}(?![A-Za-z0-9])"
            text = (
                re.sub(pattern, new[0], text, count=1)
                if re.search(pattern, text)
                else f"{text} {new[0]}"
            )
    return text if text != previous else None
