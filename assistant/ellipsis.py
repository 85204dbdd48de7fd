"""Clauses that say only what differs from the one before them, made whole."""

from __future__ import annotations

import re
from itertools import takewhile

_PREPOSITION = re.compile(r"(?:of|in|at|for|by|from|to|on|with|during|after|before|under) ", re.I)
_ARTICLE = re.compile(r"\b(?:the|its|their|an?) ", re.IGNORECASE)
_ASKING = r"(?:how|when|cuándo|where|dónde|who|quién|why|pourquoi|what|which)"
_ALONE = re.compile(rf"(?:\w+ )?{_ASKING}", re.IGNORECASE)
_LEADING = re.compile(rf"(?:\w+ )?{_ASKING}\b", re.IGNORECASE)
_WORD_BEHIND = re.compile(r"[A-Za-z-]+$")
# What a Chinese clause asks of another owner, and what the one before it asked:
# 甲的会员有多少人，乙的又有多少.
_OF_ANOTHER = re.compile(
    r"^(?:那么?|而)?(?P<owner>[^，,的]{2,20})的(?:又|则)?(?:有|是|为|占)?(?:多少|几)"
)
_OWNED = re.compile(r"的(?P<owned>[^，,的]{1,16}?(?:有|是|为|占|达到?)?(?:多少|几).*)$")
SHORT = 3  # words of a name that takes the place of another


def begun(part: str, after: str) -> str:
    """A clause that is a question word alone, with what it asks from the one after it.

    "Where and when was the third forum held?" asks where it was held.

    Args:
        part: the clause.
        after: the clause after it.

    Returns:
        the whole question; the clause itself where it says more, or the other asks nothing alike.
    """
    leading = _LEADING.match(after)
    if not _ALONE.fullmatch(part.strip()) or leading is None:
        return part
    return f"{part.strip()} {after[leading.end() :].lstrip(' ,')}"


def completed(part: str, before: str) -> str:
    """A clause that says only what differs from the one before it, with what it leaves out.

    "... came to the 27th meeting and how many to the 30th", "who led the first and who the second
    session?".

    Args:
        part: the clause, with its question word.
        before: the question before it.

    Returns:
        the whole question; the clause itself where it leaves nothing out.
    """
    owned, another = _OWNED.search(before.rstrip(" ?？。")), _OF_ANOTHER.match(part)
    if owned and another:
        return f"{another['owner']}的{owned['owned']}"
    first = re.escape(part.split(maxsplit=1)[0]) if part.strip() else ""
    found = re.search(rf"\b{first}\b", before, re.IGNORECASE) if first.isalpha() else None
    if found is None:
        return part
    words, own = before[found.start() :].rstrip(" ?.,").split(), part.rstrip(" ?.,").split()
    pairs = zip(words, own, strict=False)
    shared = sum(1 for _ in takewhile(lambda pair: pair[0].lower() == pair[1].lower(), pairs))
    rest, left = " ".join(own[shared:]), " ".join(words[shared:])
    if not rest or not left:
        return part
    lead = before[: found.start()] + " ".join(words[:shared])
    if word := _PREPOSITION.match(rest):
        at = f" {left}".lower().rfind(f" {word.group().lower()}")
        return f"{lead} {left[:at]}{rest}" if at >= 0 else part
    if _ARTICLE.match(rest) and len(own) - shared <= SHORT and (at_name := _ARTICLE.search(left)):
        return f"{lead} {left[: at_name.start()]}{rest}{_behind(left[at_name.end() :], rest)}"
    return part


def _behind(left: str, name: str) -> str:
    """What follows a name in a clause, by the noun that it ends with as the other name does."""
    noun = _WORD_BEHIND.search(name)
    _, said, behind = left.partition(f"{noun.group()} ") if noun else ("", "", "")
    return f" {behind}" if said else ""
