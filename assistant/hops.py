"""Questions within questions: what the first is answered with is what the second asks about.

"How many staff has the terminal with the most ships?" asks which terminal has the most ships, and
then how many staff that one has.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal

from assistant.draft import Draft
from assistant.figures import figures
from assistant.letters import plain
from assistant.question import asks

LONGEST_NAME = 60  # characters of an answer that may be put into the next question

Form = Literal["superlative", "relative"]

_MOST = (
    r"(?:most|fewest|least|largest|biggest|highest|greatest|smallest|lowest|longest|shortest|oldest"
    r"|newest|latest|earliest)\b"
)
_NOUN = r"(?P<noun>[\w-]+(?: (?!of\b|with\b|that\b|which\b|who\b|where\b|whose\b)[\w-]+){0,3})"
_FORMS: tuple[tuple[Form, re.Pattern[str]], ...] = (
    (
        "superlative",
        re.compile(
            rf"\bthe (?!two\b|three\b|four\b|five\b|\d){_NOUN} "
            r"(?P<has>with|having|(?:that|which) (?:had|has|got|gets)) "
            rf"(?P<told>the {_MOST}[^?,]*)",
            re.IGNORECASE,
        ),
    ),
    (
        "superlative",
        re.compile(
            r"(?P<told>[^，,。？?]{1,24}?最[多少高低大小长短早晚快慢新老])的(?!是|为)(?![前两二三四五六七八九十几\d])那?[个家项位座所份条]?"
            r"(?P<noun>[\u4e00-\u9fffA-Za-z]{1,8}?)(?=有|共|配|的|是|叫|由|在|位于|占|得|花|收|多少|几|什么|谁|哪)"
        ),
    ),
    (
        "relative",
        re.compile(
            rf"\bthe {_NOUN} (?P<has>that|which|who|where|whose) (?P<told>[^?,]+)", re.IGNORECASE
        ),
    ),
    (
        "relative",
        re.compile(
            r"(?P<told>[^，,。？?]{2,40}?)的那(?:一)?[个家项位座所份条名次届种本](?P<noun>[\u4e00-\u9fffA-Za-z]{0,8}?)"
            r"(?=是|在|有|的|叫|来自|属于|由|毕业|位于|花|得|占|又|后来|什么|哪|多少|几)"
        ),
    ),
)

_VERB = (
    r"(?:\w+ed|is|are|was|were|has|had|won|held|took|got|gave|built|runs?|became|leads?|led|sent)"
)
_ONE_OF = re.compile(
    rf"^one of (?P<set>.{{5,100}}?) (?P<told>{_VERB}\b.+?)\s*[:;,–—-]\s*"
    r"(?P<asked>(?:which|what|who|where)\b[^?]*)\??$"
    r"|^(?P<set_zh>.{2,40}?)(?:中|里|之中)有一[个家位座所国](?P<told_zh>.{4,60}?)[，,：:]\s*(?:它|这|那)?"
    r"[个家位]?(?:是|叫|在)?(?P<asked_zh>(?:哪|谁|什么)[^？?]*)[？?]?$",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Hop:
    """A question that hangs on the answer to another.

    Attributes:
        form: how the other is put: by a superlative, or by a clause of its own.
        first: the question within.
        before: the words of the whole before it.
        after: those after it.
    """

    form: Form
    first: str
    before: str
    after: str

    def then(self, name: str) -> str:
        """The second question, about what the first was answered with."""
        return f"{self.before}{name}{self.after}"


def hop(text: str) -> Hop | None:
    """The question within a question, or None."""
    for form, pattern in _FORMS:
        match = pattern.search(text)
        if match is None:
            continue
        before, after = text[: match.start()], text[match.end() :]
        if not asks(f"{before} {after}") or asks(match["told"]):
            continue
        return Hop(form, _first(match), before, after)
    return None


def without_set(text: str) -> str:
    """What "one of the towns held the fair: which?" asks, without what the one is one of.

    A sentence on the fair need not say so. Empty where a question is not put so.
    """
    match = _ONE_OF.search(text)
    if match is None:
        return ""
    if match["told"]:
        return f"{match['asked']} {match['told']}?"
    return f"{match['asked_zh']}{match['told_zh']}？"


def _first(match: re.Match[str]) -> str:
    groups = match.groupdict()
    noun, told, has = groups["noun"], groups["told"], groups.get("has")
    if has is None:
        return f"{told}的是哪个{noun}？"
    verb = has.partition(" ")[2] or {"with": "has", "having": "has", "whose": "has a"}.get(has, "")
    opening = "At which" if has == "where" else "Which"
    return " ".join(filter(None, (opening, noun, verb, told))) + "?"


def name_of(draft: Draft, hop: Hop) -> str:
    """What the first question was answered with, as it is put into the second; may be empty."""
    if draft.status != "answered":
        return ""
    if hop.form == "superlative":
        rows = [
            support.table.row.rpartition(" / ")[2]
            for sentence in draft.sentences
            for support in sentence.supports
            if support.table and draft.method == "extreme"
        ]
        return rows[0] if rows else ""
    name = (draft.short or "").strip(" .。")
    named = name and plain(name) not in plain(f"{hop.before}{hop.first}{hop.after}")
    return name if named and len(name) <= LONGEST_NAME and not figures(name)[1:] else ""
