"""Which number a part of a plan has: from the headings that say number and name side by side.

"Goal 3: clean water" tells what "which goal is clean water?" asks. Where headings give one name two
numbers, both are told.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from assistant.draft import Draft, Sentence, Support
from assistant.letters import plain
from assistant.question import Question, bare
from assistant.reading.match import Matcher
from assistant.tables.words import phrase, series_names
from assistant.wording import wording
from index.hits import Hit

NAMED = 0.25  # share of a heading's name that a question must say
LEAD = 2.0  # so many times what it says of any other name of the series
WHOLE = 0.9  # share of a name that is known without what the parts of the series are called
SURE = 0.7  # confidence in what two headings say
LONGEST = 120  # characters of a heading

_HEADING = re.compile(
    r"(?P<word>[A-Za-z]{3,}|[\u3400-\u9fff]{2,12}) ?(?P<number>\d{1,2})"
    r"\s?(?:[:：]|[–—-](?=\s))\s*(?P<name>[^:：]{3,})$"
)
_WHICH = (
    r"\b(?:which|what|quel(?:le)?|qu[ée]|cu[áa]l) (?:[\w-]+ ){{0,2}}?(?:{0})"
    r"|哪一?[个号项类]?[^，。？]{{0,6}}(?:{0})|(?:{0})(?:是|为)?(?:第?几|哪一?|多少)[个号项]?[？?]?$"
)
_FIGURES = frozenset({"money", "amount", "share"})


@dataclass(frozen=True, slots=True)
class Numbered:
    """A heading that says which number a part of a plan has.

    Attributes:
        word: what its parts are called: goal, 重点.
        number: of this one.
        name: of this one.
        text: the heading.
        hit: a passage that it stands over or in.
    """

    word: str
    number: int
    name: str
    text: str
    hit: Hit


def numbers_draft(question: Question, hits: Sequence[Hit], matcher: Matcher) -> Draft | None:
    """The numbers that headings give a part of a plan, where they give it more than one.

    Args:
        question: as understood.
        hits: passages in search order.
        matcher: the question, ready to be matched.

    Returns:
        all numbers with their headings; None where no number is asked for or only one is given.
    """
    if question.wants & _FIGURES or not _asks_number(question):
        return None
    found = [one for one in _numbered(hits) if _is_timely(question, one)]
    if not found:
        return None
    named = matcher.named([one.name for one in found])
    likely = [
        (float(share), one)
        for share, one in zip(named, found, strict=True)
        if share >= WHOLE or _is_series(_said(question), one.word)
    ]
    share, best = max(likely, key=lambda pair: pair[0], default=(0.0, found[0]))
    others = [share for share, one in likely if not _are_one(one, best)]
    if share < max(NAMED, LEAD * max(others, default=0.0)):
        return None
    chosen: dict[int, Numbered] = {}
    for one in (best, *found):
        if _are_one(one, best):
            chosen.setdefault(one.number, one)
    return _told(question, list(chosen.values())) if len(chosen) > 1 else None


def _said(question: Question) -> str:
    """The words of a question, of a language that is searched in others as they are said, too."""
    text = bare(question.text)
    return text if question.language in ("en", "zh") else f"{question.asked}\n{text}"


def _asks_number(question: Question) -> bool:
    """Whether it asks for a number, or which one of a series: "which goal is ...", 哪个目标."""
    text = _said(question)
    if phrase("asks its number").search(text):
        return True
    names = "|".join(name for names in series_names() for name in names)
    return re.search(_WHICH.format(names), text, re.IGNORECASE) is not None


def _numbered(hits: Sequence[Hit]) -> Iterator[Numbered]:
    """The headings over passages, and those within, that say a number and a name."""
    seen = set()
    for hit in hits:
        passage = hit.passage
        lines = passage.text.split("\n") if passage.kind == "text" else []
        for line in (*passage.section, passage.caption, *lines):
            match = _HEADING.search(line) if len(line) <= LONGEST else None
            if match and (hit.document.id, line) not in seen:
                seen.add((hit.document.id, line))
                word = match["word"].split("的")[-1].lower()
                yield Numbered(word, int(match["number"]), match["name"].strip(" *"), line, hit)


def _is_series(text: str, word: str) -> bool:
    """Whether a question calls the parts of a plan as a heading does, in whatever language."""
    for names in series_names():
        if any(word.endswith(name) for name in names):
            return any(re.search(rf"(?<![A-Za-z]){name}", text, re.IGNORECASE) for name in names)
    return word in text.lower()


def _is_timely(question: Question, one: Numbered) -> bool:
    years = set(one.hit.document.years)
    return not question.years or not years or bool(years & set(question.years))


def _are_one(one: Numbered, other: Numbered) -> bool:
    """Whether two headings number the same part of the same series."""
    names = sorted((plain(one.name), plain(other.name)), key=len)
    words = sorted((one.word, other.word), key=len)
    alike = set(words[0]) <= set(words[1]) and words[0][-2:] == words[1][-2:]
    return alike and bool(names[0]) and names[0] in names[1]


def _told(question: Question, chosen: Sequence[Numbered]) -> Draft:
    words = wording(question.language)
    opening, closing = words.quotes
    years = {one.hit.document.years for one in chosen}
    lines = [Sentence(words.differ if len(years) == 1 else words.readings)]
    for one in chosen:
        shown = f"**{one.word} {one.number}**{words.colon}{opening}{one.text}{closing}"
        lines.append(Sentence(shown, (Support(one.hit, one.text),)))
    short = "; ".join(f"{one.word} {one.number}" for one in chosen)
    return Draft("answered", tuple(lines), short, SURE, "numbers")
