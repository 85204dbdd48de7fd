"""The things that a question joins or holds against each other, and how it names them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from assistant.reckoning.asked_words import Word
from assistant.reckoning.wording import Operation, seams

_BOTH = frozenset("和与跟、")
_WAYS = r"(?:more|less|fewer|higher|lower|larger|smaller|bigger|better|worse|above|below|up|down)"
_EITHER_WAY = re.compile(
    rf"\b(?P<way>{_WAYS}) or (?:rather )?{_WAYS}\b"
    r"|(?P<zh>[多高大升增涨快好长])(?:了)?(?:还是|或者?)[少低小降减跌慢差坏短]了?",
    re.IGNORECASE,
)
_VERB = 2  # characters of a Chinese verb that may end a name: 舞台维修


def one_way(text: str) -> str:
    """A question with one of two ways to differ, which are no two things: "higher or lower"."""
    return _EITHER_WAY.sub(lambda match: match["way"] or match["zh"], text)


@dataclass(frozen=True, slots=True)
class Name:
    """One of the things whose figures are asked about.

    Attributes:
        text: as the question has it.
        words: numbers of its words in the question, the surest first.
        needed: so many of them, from the first, a figure must answer to.
    """

    text: str
    words: tuple[int, ...]
    needed: int


@dataclass(frozen=True, slots=True)
class Joined:
    """A question whose names stand on the sides of the words that join them.

    Attributes:
        text: the question alone.
        words: its words that name something, in their order.
    """

    text: str
    words: Sequence[Word]

    def names(self, operation: Operation) -> Iterator[list[Name]]:
        """The two or more things named on the sides of each seam that may join them."""
        for seam in seams()[operation]:
            cuts = [match.span() for match in seam.finditer(self.text)]
            ways = [match.span() for match in _EITHER_WAY.finditer(self.text)]
            cuts = [cut for cut in cuts if not any(a < cut[0] and cut[1] < b for a, b in ways)]
            if operation == "sum" and len(cuts) > 1 and (found := self._named(cuts)):
                yield found
                if (first := self._owned(found[0])) is not None:
                    yield [first, *found[1:]]
            for cut in reversed(cuts):
                if found := self._named([cut]):
                    like = self._like(found[1], cut[0])
                    if like is not None and not set(like.words) & set(found[0].words):
                        yield [like, found[1]]
                    if (owners := self._owners(found)) is not None:
                        yield owners
                    yield found
                    joint = self.text[slice(*cut)] in _BOTH  # "甲的乙和丙": both are of 甲
                    if not joint and (owner := self._owner(found[0])):  # "甲的乙比丙高": 甲 and 丙
                        yield [owner, *found[1:]]

    def _named(self, cuts: Sequence[tuple[int, int]]) -> list[Name]:
        """The names before, between and behind the seams; empty where one is lacking."""
        found = [self._before(cuts[0][0])]
        for (_, start), (stop, _) in pairwise(cuts):
            words = tuple(n for n, w in enumerate(self.words) if start <= w.start and w.end <= stop)
            found.append(self._name(words))
        found.append(self._behind(cuts[-1][1], found[0]))
        return found if all(name.words for name in found) else []

    def _before(self, stop: int) -> Name:
        """The last words before a seam that stand together, with whose they are ("甲的乙")."""
        words: list[int] = []
        owner = False
        for number in range(len(self.words) - 1, -1, -1):
            word = self.words[number]
            if word.end > stop or (owner and not word.noun):
                if words:
                    break
                continue
            words.append(number)
            owner = owner or word.owned
            if not word.joined and not word.owned:
                break
        return self._name(words)

    def _like(self, name: Name, stop: int) -> Name | None:
        """The one place or organisation before a seam, where what is behind it is one, too.

        So are words of one making: 北部诊所的增幅比南部高 holds 南部 against 北部.
        """
        behind = self.words[name.words[0]].text
        made = [
            n
            for n, word in enumerate(self.words)
            if word.end <= stop
            and not behind.isascii()
            and word.text != behind
            and (len(word.text), word.text[-1]) == (len(behind), behind[-1])
        ]
        if len(name.words) == len(made) == 1:
            return self._name(made)
        known = [n for n, w in enumerate(self.words) if w.end <= stop and w.forms]
        is_known = any(self.words[n].forms for n in name.words)
        texts = {self.words[n].forms for n in known}
        return self._name(known[::-1]) if is_known and len(texts) == 1 else None

    def _owner(self, name: Name) -> Name | None:
        """Whose the thing is that a name says ("甲的乙"), without it; None where it is nobody's."""
        owned = [n for n in name.words if self.words[n].owned]
        words = [n for n in name.words if owned and n < min(owned)]
        return self._name(sorted(words, reverse=True)) if words else None

    def _owners(self, found: Sequence[Name]) -> list[Name] | None:
        """Whose a thing is and whose else's: "the north's growth beats the east's", or None."""
        own = [[n for n in name.words if self._is_owner(n)] for name in found]
        if len(own) != 2 or not all(own) or len(own[1]) < len(found[1].words):
            return None
        return [self._name(own[0]), found[1]]

    def _is_owner(self, word: int) -> bool:
        return self.text[self.words[word].end :][:2] in ("'s", "’s")

    def _owned(self, name: Name) -> Name | None:
        """The thing that a name says somebody's is ("甲的乙"), without whose it is, or None."""
        last = max((n for n in name.words if self.words[n].owned), default=0)
        return self._name([n for n in name.words if n >= last]) if last else None

    def _behind(self, start: int, first: Name) -> Name:
        """The first words behind a seam that stand together, up to a verb behind a noun.

        Args:
            start: where the seam ends.
            first: the name before the seam; what it says behind a proper name belongs to this, too.
        """
        words: list[int] = []
        known = {self.words[n].text for n in first.words}
        for number, word in enumerate(self.words):
            if word.start < start:
                continue
            last = self.words[words[-1]] if words else word
            verb = last.noun and not word.noun and len(word.text) != _VERB
            # "Malawi consult", but "the Drava basin or the Mura basin"
            named = last.text[:1].isupper() and not word.text[:1].isupper()
            named = named and word.text not in known
            ends = words and (not word.joined or verb or named)
            if ends:
                break
            words.append(number)
        return self._name(words, latin_verbs=True)

    def _name(self, words: Sequence[int], *, latin_verbs: bool = False) -> Name:
        """The name that some words are; its nouns must be met, where they are known to be some.

        Args:
            words: numbers of the words, the nearest to the seam first.
            latin_verbs: in Latin letters only the first is known to belong to it.
        """
        if not words:
            return Name("", (), 0)
        nouns = [n for n in words if self.words[n].noun] or list(words)
        ordered = [*nouns, *(n for n in words if n not in nouns)]
        latin = latin_verbs and self.words[words[0]].text.isascii()
        text = self.text[self.words[min(words)].start : self.words[max(words)].end]
        return Name(text.strip(), tuple(ordered), 1 if latin else len(nouns))
