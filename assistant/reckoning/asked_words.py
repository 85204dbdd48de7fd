"""The words of a question about figures that name something."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from assistant.letters import plain
from assistant.question import Question, subject_only
from assistant.reckoning.wording import idle
from index.tagging import parts_of_speech

_RUN = re.compile(
    r"(?P<han>[\u3400-\u9fff]+)|(?<![A-Za-z0-9'’])[A-Za-zÀ-ÿ][A-Za-zÀ-ÿ0-9]*(?:-\d+)*(?:['’](?!s\b)[a-z]+)?"
)
# Parts of speech that only join or count: particles, prepositions, numerals, pronouns...
_JOINING = frozenset("u p c d m q r y e o x w f".split())
COMPARES = re.compile(r"((?<![相百对])比(?![例较重赛率]))")
_MEASURES = frozenset("率面度量额")
_REGION = re.compile(r"[东南西北中]{1,2}[部方]")
_SHORT = 3
_VERB_FORM = re.compile(r"(?:ed|ing|ly)$|^(?:rose|fell|grew|were|came|went|with|from|than|about)$")
_SINGLE = frozenset("van")
_COMPARING = frozenset("多少高低大小长短比是有占")
_NOMINAL = frozenset("njtsz")
_JOINS = re.compile(r"[\s\-–]*(?:['’]s?\s+)?")


@dataclass(frozen=True, slots=True)
class Word:
    """A word of the question that names something.

    Attributes:
        text: as it stands.
        start: where.
        end: behind its last character.
        forms: folded letters of its other names, of a place or an organisation.
        joined: it follows the word before without a word between that only joins.
        owned: it follows the word before with only a 的 between.
        noun: it is a noun or a name, as far as that is known.
    """

    text: str
    start: int
    end: int
    forms: frozenset[str]
    joined: bool
    owned: bool
    noun: bool


def asked_words(question: Question, text: str) -> Iterator[Word]:
    """The words that name something, in their order.

    Args:
        question: as understood.
        text: the question alone, without what the conversation carries along.
    """
    asking = [match.span() for match in idle().finditer(text)]
    known = [(c.text, c.forms) for c in question.constraints if c.kind in ("place", "name")]
    last = 0
    for start, end, tag in _tokens(text):
        word = text[start:end]
        within = any(first <= start and end <= stop for first, stop in asking)
        joins = tag[:1] in _JOINING and not _REGION.fullmatch(word)
        if joins or within or not subject_only(word):
            continue
        if len(word) == 1 and not word.isascii():
            continue
        letters = plain(word)
        possessor = text[end : end + 2] in ("'s", "’s")
        forms = [own for name, own in known if _is_in(word, name) and len(letters) > 1]
        gap = "".join(
            text[at]
            for at in range(last, start)
            if not any(first <= at < stop for first, stop in asking)
        )
        if word[-1] in _MEASURES and len(word) > 2:  # what a rate, a coverage is of
            word = word[:-1]
        yield Word(
            word,
            start,
            end,
            frozenset().union(*forms),
            last > 0 and _JOINS.fullmatch(gap) is not None,
            gap[:1] == "的" and len(gap) < 3,
            not possessor and (tag[:1] in _NOMINAL or tag in ("vn", "an", "eng")),
        )
        last = end


def content_nouns(text: str) -> list[str]:
    """The words of a text that may name what it is about: no names, verb forms or joining words."""
    found = []
    for start, end, tag in _tokens(text):
        word = text[start:end]
        latin = word.isascii()
        named = tag == "n" and (word.islower() or start == 0) if latin else tag in ("n", "vn", "l")
        if named and len(word) > (_SHORT if latin else 1) and subject_only(word):
            found.append(word)
    return [word for word in found if not _VERB_FORM.search(word)]


def _is_in(word: str, name: str) -> bool:
    """Whether a word is one of a name's."""
    if not word.isascii():
        return word in name
    return re.search(rf"(?<!\w){re.escape(word)}(?!\w)", name, re.IGNORECASE) is not None


def _tokens(text: str) -> Iterator[tuple[int, int, str]]:
    """The words of a text with their part of speech, which is known of Chinese."""
    for run in _RUN.finditer(text):
        if not run["han"]:
            yield run.start(), run.end(), "n"
            continue
        at = run.start()
        for piece in COMPARES.split(run.group()):  # which the tagger may take for part of a word
            for word, tag in _joined(parts_of_speech(piece)):
                yield at, at + len(word), tag
                at += len(word)


def _joined(tagged: Iterable[tuple[str, str]]) -> Iterator[tuple[str, str]]:
    """Words with their parts of speech, two single characters that name something as one: 新签."""
    waiting = ""
    for word, tag in tagged:
        single = len(word) == 1 and tag[:1] in _SINGLE and word not in _COMPARING
        if single and len(waiting) < 2:
            waiting += word
            continue
        if waiting:
            yield waiting, "v"
        waiting = word if single else ""
        if not single:
            yield word, tag
    if waiting:
        yield waiting, "v"
