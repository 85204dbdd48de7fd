"""Whether a sentence is worded to explain: it gives a reason or a purpose, or says what it is."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache

from assistant.letters import plain
from assistant.question import Question, bare, subject
from assistant.word_lists import any_of, word_lists
from index.glossary.languages import KNOWN

_WORDS = word_lists(__package__, "telling")
_PURPOSE = any_of(_WORDS["purpose"])
_REASON = any_of(_WORDS["reason"])
_BEARING = any_of(_WORDS["bearing"])
_SPOKEN_OF = any_of(_WORDS["spoken_of"])
_SAYS = any_of(_WORDS["says"])
_ARTICLE = re.compile(r"^(?:the|an?|这种|这个|所谓)\s*", re.IGNORECASE)
# What is left of the words that ask for a meaning: 什么是潮差, 潮差指的是什么, 潮差的含义.
_MEANING = re.compile(r"^是|(?:指的?是?|(?:的|有何|是)?\s*(?:含义|意思|定义)\s*是?|是指?)\s*$")
# That a thing was made, with what it is called for short: "founded the Digital Lab (DLab), ...".
_BROUGHT_IN = re.compile(
    r"(?:推出|启动|成立|设立|建立|创建|创办|发起|启用)了?[^，。；（()]{2,40}[（(](?P<short>[^（()）]{2,30})[)）]"
    r"|\b(?:launched|established|founded|created|set up|introduced|initiated) (?:the|an?|its) "
    r"[^,.;()]{2,60} \((?P<abbreviated>[^()]{2,30})\)",
)
_BRACKETED = re.compile(r"\s*[（(][^（()）]*[)）]")


def explains(question: Question) -> bool:
    """Whether a question asks for a reason or a purpose."""
    return question.kind == "reason" or "purpose" in question.wants


def in_words(question: Question) -> bool:
    """Whether a question is answered in words, by no row of figures: why, what for, what is it."""
    return question.kind in ("reason", "purpose", "definition")


def explaining(question: Question, text: str) -> bool:
    """Whether a text is worded as the explanation that a question asks for.

    One that says where a reason stands, or that nobody knows it, gives none.
    """
    if question.kind == "reason":
        text = _SPOKEN_OF.sub(" ", text)
        return _REASON.search(text) is not None or _PURPOSE.search(text) is not None
    if "purpose" in question.wants:
        return _PURPOSE.search(text) is not None
    return question.kind == "definition" and _defines(question, text)


def gives_no_reason(question: Question, texts: Iterable[str]) -> bool:
    """Whether a reason is asked for, and texts have no word that might be one of a reason.

    A word that the question says too is no such word: that the course "was delayed" does not say
    why it was. "The post was vacant for seven months" gives no reason either.

    Args:
        question: as understood.
        texts: a sentence and those that stand beside it.
    """
    if question.kind != "reason" or question.language not in KNOWN:
        return False
    asked = bare(question.text).lower()
    return not any(
        explaining(question, text) or _bears(asked, _SPOKEN_OF.sub(" ", text)) for text in texts
    )


def _bears(asked: str, text: str) -> bool:
    return any(match.group().lower().strip(", ") not in asked for match in _BEARING.finditer(text))


def _defines(question: Question, text: str) -> bool:
    """Whether a text opens with what a question asks about and goes on to say what it is.

    "Ebb tide – the fall of the water", "The harbour fee is a charge on ...". Or whether it tells
    how that came to be, by its name and what it is called for short: 推出了数字实验室（DLab）.
    """
    brought_in = (match["short"] or match["abbreviated"] for match in _BROUGHT_IN.finditer(text))
    if any(plain(short) in asked_about(question) for short in brought_in):
        return True
    words = _BRACKETED.sub("", text).lstrip("• ")
    said = _SAYS.search(words)
    head = words[: said.start()] if said else ""
    if (
        head.count("“") != head.count("”") or head.count('"') % 2
    ):  # within a title: “Tides: a guide”
        return False
    return plain(_ARTICLE.sub("", head)) in asked_about(question)


@lru_cache(maxsize=64)
def asked_about(question: Question) -> frozenset[str]:
    """What a question may ask the meaning of, in all forms that are known, in plain letters."""
    named = {form for c in question.constraints if c.kind == "name" for form in c.forms}
    return frozenset({to_define(question), *named} - {""})


def to_define(question: Question) -> str:
    """What a question asks the meaning of, as it says it, in plain letters."""
    return plain(_MEANING.sub("", subject(bare(question.text)).strip(" ?？")))
