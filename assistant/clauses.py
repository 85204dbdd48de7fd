"""The questions in one text, and a question that leans on the one before it made whole.

"When was it opened, and who runs the lab?" asks two; "and how many to the 30th?" leaves to the
clause before it what is counted.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from assistant.ellipsis import begun, completed
from assistant.figures import years
from assistant.question import asks, bare, content_words, points_back

# Words that stand for a person, a body or a place named before.
_STANDS_FOR = re.compile(
    r"\b(?P<own>its|their|his|her|that (?:country|city|office|body)'s)\b"
    r"|\b(?:it|they|he|she|there|(?:this|that|the same) (?:country|city|town|place|body|person"
    r"|office|organi[sz]ation|company|agency|institution|project|programme|centre|man|woman))\b"
    r"|(?P<own_zh>(?<![尤极与])其(?![他它中余次实]))"
    r"|[它他她]们?(?!人|国|方|日)|[这那该](?:一)?[个家位座所项]?(?:国家|国|城市|机构|组织|公司|人|办事处|部门|项目|中心|单位)"
    r"|那里|那儿|当地",
    re.IGNORECASE,
)
_SEAM = re.compile(
    r"[;；，?？]|(?<!\d),|,(?!\d{3})|\s+(?:and|et|y)\s+(?=(?:in |at |by |for |to |on |with )?"
    r"(?:how|what|which|who|whom|whose|when|where|why)\b)",
    re.IGNORECASE,
)
# What ``conversation.resolved`` puts behind a follow-up: the earlier question, in brackets.
_CONTEXT = re.compile(r"\s\([^()]*[?？](?:[^()]|\([^()]*\))*\)\s*$")
# What a text is about, before it asks.
_TOPIC = re.compile(
    r"^(?:[^:：,，.。;；?？]{2,60}(?::\s+|：)|(?:In|At|For|Under|On|During|As for) [^,:?]{2,50}, "
    r"|(?:在|关于|对于)[^，,：？?]{2,24}，)",
    re.IGNORECASE,
)
_YEAR_BEFORE = re.compile(
    r"上一?年|前一年|同比|\b(?:previous|prior|preceding) year\b|\byear (?:before|earlier)\b",
    re.IGNORECASE,
)
_DATED = re.compile(r"\b(?:in|of|since|by) (?:\w+ )?(?:19|20)\d{2}\b|(?:19|20)\d{2}年的?")
LONGEST_TOPIC = 60  # characters of a clause before a question that tells what it is about
_OWN_WORDS = 3  # content words that a part needs to be a question of its own


def parts(text: str) -> list[str]:
    """The questions in one text: "When was it opened, and who runs the lab?" asks two.

    What a follow-up carries along in brackets from the conversation belongs to each.

    Returns:
        the text itself where it asks one thing, or where what follows is bare ("and how much?");
        else a text for each.
    """
    said = _clauses(text)
    return clauses(text) if len(said) > 1 and all(map(_stands_alone, map(bare, said))) else [text]


def clauses(text: str) -> list[str]:
    """The clauses of a text that ask something, also those that are bare ("and how much?").

    What the whole is about, where it says so before it asks ("Kenya: what ..., and who ...?"), and
    what it carries along in brackets belong to each, as does what a clause leaves to the one before
    it ("and how many to the 30th?"), or to the one after it ("where and when was it held?").
    """
    said = _clauses(text)
    said = [begun(part, after) for part, after in zip(said, [*said, ""][1:], strict=True)]
    return said[:1] + [completed(part, before) for before, part in pairwise(said)]


def standalone_part(part: str, before: str, answer: str) -> str:
    """A question that follows another in one text, made standalone.

    Args:
        part: the question.
        before: the one before it.
        answer: what that was answered with; may be empty.

    Returns:
        the question, with the other and its answer in brackets where it points back to them or is
        bare.
    """
    if not points_back(part) and _stands_alone(part):
        return part
    if (points_back(part) or years(part)) and not _YEAR_BEFORE.search(part):
        before = _DATED.sub("", before)  # the years of the one do not bind the other
    return f"{part} ({' '.join(filter(None, (before, answer)))})"


def with_name(part: str, name: str) -> str:
    """A question with a name in the place of the word that stands for it.

    "What else does it lead?" after "Which office runs the school?" asks what that office leads.

    Args:
        part: the question.
        name: what the question before it was answered with.

    Returns:
        the question about the name; empty where nothing stands for it.
    """
    match = _STANDS_FOR.search(part)
    if match is None:
        return ""
    own = "'s" if match["own"] else "的" if match["own_zh"] else ""
    rest = part[match.end() :]
    run_together = f"{name}{own}"[-1:].isascii() and rest[:1].isascii() and rest[:1].isalnum()
    return f"{part[: match.start()]}{name}{own}{' ' if run_together else ''}{rest}"


def _clauses(text: str) -> list[str]:
    """The clauses of a text that ask something, as they are said, with what is said for all."""
    context = _CONTEXT.search(text)
    carried = f" {context.group().strip()}" if context else ""
    asked = _questions(text[: context.start()] if context else text)
    if topic := _topic(text, asked):
        rest = [part if points_back(part) else f"{topic}{part}" for part in asked[1:]]
        asked = [*asked[:1], *rest]
    return [f"{part}{carried}" for part in asked]


def _topic(text: str, asked: Sequence[str]) -> str:
    """What a text says that it is about before it asks: set apart, or a clause of its own."""
    said = _TOPIC.match(text)
    if said is not None:
        return "" if asks(said.group()) else said.group()
    lead, mark, _ = asked[0].rpartition(", ") if asked else ("", "", "")
    alone = len(lead) <= LONGEST_TOPIC and not asks(lead) and all(map(_stands_alone, asked[1:]))
    return lead + mark if alone else ""


def _questions(text: str) -> list[str]:
    """The clauses of a text joined so that each asks something."""
    asked: list[str] = []
    waiting = ""
    for clause in filter(None, map(str.strip, _SEAM.split(text))):
        asking = asks(clause) or clause.endswith("呢")
        if asked and not waiting and not asking:
            asked[-1] = f"{asked[-1]}, {clause}"
            continue
        waiting = f"{waiting}, {clause}".strip(" ,")
        if asking:
            asked.append(waiting)
            waiting = ""
    return asked


def _stands_alone(part: str) -> bool:
    """Whether a clause is a question of its own, if need be with the one that it points back to."""
    return len(content_words(part)) >= (1 if points_back(part) else _OWN_WORDS)
