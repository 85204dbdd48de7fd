"""How many things a sentence lists by name, where it gives no number of them.

"The scanners went to Estonia, Latvia and Norway" answers "to how many countries?".
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from assistant.figures import years
from assistant.question import Question
from assistant.reckoning.asked import asked_of
from assistant.reckoning.field import UNSAID
from assistant.reckoning.meeting import Meeting
from assistant.refusals.counted_nouns import counted_noun
from index.static import StaticEmbedder
from index.tagging import parts_of_speech

MOSTLY = 0.7  # share of what is listed that must be known as places
NEAR = 24  # characters before a list in which it is announced
LONGEST = 24  # characters of a name in a list
CLEAR = 0.1  # by so much one list of a sentence must say more of what is asked than another

_NAME = r"[A-Z][\w'’-]*(?: (?:(?:of|the|de|la|du) ){0,2}[A-Z][\w'’-]*)*(?: ?\([^()]*\))?"
_LATIN = re.compile(rf"{_NAME}(?:, {_NAME})*,? and (?:the )?{_NAME}")
_LATIN_SEAM = re.compile(r",? and (?:the )?|, ")
_ITEM = r"[^、，,。；;：:！？!?\n（()）]+(?:[（(][^（()）]*[)）])?"
_AND = r"(?:以及|(?<!共)和(?![平谐解睦国])|(?<![参涉普触顾])及(?!其)|(?<!参)与(?!会))"
_HAN = re.compile(rf"{_ITEM}(?:、{_ITEM})*(?:、|{_AND}){_ITEM}")
# Up to where the first thing of a Chinese list begins, and where the last one ends.
_OPENING = re.compile(r"^.*(?:包括|分别|来自|[为是有在向于到至给由对从“])")
_CLOSING = re.compile(
    r"(?<=..)(?:[两二三四五六七八九十\d]+[个国地省市家港所名]|(?:[的已均都也将被参提举开签]|共(?!和))|建立|完成).*$"
)
_ANNOUNCING = re.compile(
    r"(?:包括|分别|[为是有：:]|\binclud\w+|\b(?:is|are|was|were|being|namely))\s*(?:the )?$"
)
_OPEN_END = re.compile(r"等(?![级候于同])|\b(?:among others|and others|etc)\b|\.\.\.|…")
_OF_PLACES = frozenset({"ns", "nr", "nrt", "nrfg"})  # few tell 博茨瓦纳 from a person
_BRACKETED = re.compile(r"\s*[（(]([^（()）]*)[)）]")
_CLAUSE = re.compile(r"[，,；;。：:]")


@dataclass(frozen=True, slots=True)
class Listed:
    """Things that a sentence names side by side.

    Attributes:
        names: of the things, as far as they can be told from what stands around them.
        before: the clause up to the first.
        clause: the list with what stands before and behind it.
    """

    names: tuple[str, ...]
    before: str
    clause: str


def listed_names(question: Question, text: str, vectors: StaticEmbedder) -> tuple[str, ...]:
    """The names of a sentence that a question asks the number of; empty where there are none.

    Args:
        question: that asks how many.
        text: the sentence.
        vectors: the embedding that words are compared by.
    """
    asked = asked_of(question)
    lists = list(_lists(text))
    told = Decimal(sum(len(one.names) for one in lists))
    if len(lists) > 1 and any(one.is_met(told) for one in asked.numbers):
        found = lists  # "of the 11 studies": the finished and the others, which make up the number
    elif asked.kind == "countries":
        found = [one for one in lists if _are_places(one)]
    else:
        found = [one for one in lists if _is_announced(question, one, vectors)]
    if not found:
        return ()
    if len(found) == 1:
        return _of_year(question, found[0].names)
    behind = max((one.end for one in asked.numbers), default=0)
    behind = max([behind, *(mark.end() for mark in _CLAUSE.finditer(asked.text, behind))])
    words = [word for word in asked.words if word.start >= behind]
    if not words:
        return ()
    met = Meeting(words, vectors).met([one.clause for one in found]).mean(axis=0)
    first, second = sorted(range(len(found)), key=lambda n: -met[n])[:2]
    return _of_year(question, found[first].names) if met[first] > met[second] + CLEAR else ()


def _lists(text: str) -> Iterator[Listed]:
    """The lists of names in a sentence, but for those that leave some unsaid."""
    han = re.search(r"[\u3400-\u9fff]", text) is not None
    for match in (_HAN if han else _LATIN).finditer(text):
        end = _CLAUSE.search(text, match.end())
        clause = text[match.start() : end.start() if end else len(text)]
        if _OPEN_END.search(clause):
            continue
        names, before = _split(match.group(), han=han)
        marks = [m.end() for m in _CLAUSE.finditer(text, 0, match.start())]
        marks = marks[:-1] if marks and not text[marks[-1] : match.start()].strip() else marks
        start = marks[-1] if marks else 0  # "five branches: Tartu, Turku"
        if len(names) > 1 and all(len(name) <= LONGEST for name in names):
            yield Listed(names, text[start : match.start()] + before, text[start : match.end()])


def _split(text: str, *, han: bool) -> tuple[tuple[str, ...], str]:
    """The names of a list, and what stands before the first in its own stretch."""
    if not han:
        return tuple(filter(None, _LATIN_SEAM.split(text))), ""
    *items, last = text.split("、")
    items += re.split(_AND, last)  # another "and" is one within a name
    opening = _OPENING.match(items[0])
    before = opening.group() if opening else ""
    items[0] = items[0][len(before) :]
    items = [_CLOSING.sub("", item) if n else item for n, item in enumerate(items)]
    return tuple(item.strip(" “”") for item in items if item.strip()), before


def _are_places(one: Listed) -> bool:
    """Whether most of what is listed is known as a place, in Latin letters as a word."""
    named = [name for name in one.names if _is_place(_BRACKETED.sub("", name))]
    return len(named) >= MOSTLY * len(one.names)


def _is_place(name: str) -> bool:
    if name.isascii():
        return not name.isupper() and " " not in name  # few countries, most persons have two words
    return any(tag in _OF_PLACES for _, tag in parts_of_speech(name))


def _is_announced(question: Question, one: Listed, vectors: StaticEmbedder) -> bool:
    """Whether the words before a list say what is counted: "the branches are", 港口包括."""
    noun = counted_noun(question)
    words = [word for word in asked_of(question).words if word.text and word.text in noun]
    if not words or not _ANNOUNCING.search(one.before):
        return False
    return bool(Meeting(words, vectors).met([_near(one.before)]).max() >= UNSAID)


def _near(before: str) -> str:
    """The end of what stands before a list; a Chinese one takes fewer letters to announce it."""
    return before[-NEAR:] if before.isascii() else before[-NEAR // 2 :]


def _of_year(question: Question, names: Sequence[str]) -> tuple[str, ...]:
    """The things of a list of the year asked about, where it says the year of each in brackets."""
    told = [
        (name, years(match[1])) for name in names if (match := _BRACKETED.search(name)) is not None
    ]
    if question.years and any(dated for _, dated in told):
        if len(question.years) > 1 or len(told) < len(names):
            return ()  # a number for each year, or some are of none
        names = [name for name, dated in told if set(dated) & set(question.years)]
    return tuple(_BRACKETED.sub("", name) for name in names)
