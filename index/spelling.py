"""Mends words that a question misspells, where one letter makes them words that are known.

The words one edit away are made and looked up, as in Peter Norvig's "How to Write a Spelling
Corrector" (https://norvig.com/spell-correct.html). What is known is told by the built-in model's
tokens and by the collection, so there is no list of words to load. Of names only slips of the hand
are mended (two letters changed round, a letter doubled or halved): a name that the documents lack
may be one letter from a name that they have.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from itertools import pairwise

from index.static import StaticEmbedder
from index.stems import is_stop_word

SHORTEST = 4  # letters; a shorter word is one edit from too many others
LONG = 8  # letters from which a word is near one other at most, a name or not
# Endings that the model has as tokens of their own, to join a known word.
INFLECTIONS = ("s", "es", "ed", "d", "ing", "ly")
_INFLECTED = (("ies", "y"), ("ied", "y"), ("iest", "y"), ("ier", "y"), ("est", ""), ("er", ""))
_LETTERS = "abcdefghijklmnopqrstuvwxyz"
_WORD = re.compile(r"(?<![\w'’.@/-])[A-Za-z][a-z]{2,}(?![\w'’@/-])")
_SMALL = ("the", "and")  # short, but no word has their letters changed round
_ASKING = frozenset("what when where which who whom whose why how".split())
# What is often typed for a question word, though tokens or other words are spelt so.
_MEANT = {"wich": "which", "witch": "which", "hwo": "how"}
_MISSPELT = re.compile(
    r"^\s*(wich|witch(?= of\b)|hwo(?= (?:many|much|long|big)\b))\b", re.IGNORECASE
)
_OPENING = re.compile(
    r"^\s*([A-Za-z]{3,6})(?=\s+(?:is|are|was|were|do|does|did|has|have|had|will|would|can|could)\b)"
)


class Speller:
    """Reads the English words of questions as they were meant.

    Args:
        vectors: the model whose tokens are the words that are known.
        is_in_documents: whether the collection has a word, in any form of it.
    """

    def __init__(self, vectors: StaticEmbedder, is_in_documents: Callable[[str], bool]) -> None:
        self._vectors = vectors
        self._is_in_documents = is_in_documents

    def mended(self, question: str) -> str:
        """The question with its slips mended; unchanged where nothing tells what was meant."""
        opened = _MISSPELT.sub(lambda match: _like(match[1], _MEANT[match[1].lower()]), question)
        opened = _OPENING.sub(lambda match: _asking(match[1]), opened)
        return _WORD.sub(lambda match: self._mended_word(match[0], match.start() == 0), opened)

    def _mended_word(self, word: str, opens: bool) -> str:
        lower = word.lower()
        if self._is_in_documents(lower):
            return word
        for other in _swapped(lower):
            if other in _SMALL:
                return _like(word, other)
        if len(lower) < SHORTEST or self._words(list(_bases(lower))):
            return word
        if opens and (asking := _asking(word)) != word:
            return asking
        is_name = word[0].isupper() and not opens
        slips = dict.fromkeys([*_swapped(lower), *_halved(lower), *_doubled(lower)])
        edits = slips if is_name and len(lower) < LONG else slips | dict.fromkeys(_edited(lower))
        return _like(word, self._likeliest(list(edits)) or lower)

    def _likeliest(self, edits: list[str]) -> str:
        """The one that the documents have, else the one known word there is."""
        known = self._words(edits)
        forms = {edit + ending for edit in known for ending in INFLECTIONS}
        words = [edit for edit in known if edit not in forms]
        there = [word for word in words if self._is_in_documents(word)]
        if there:
            return min(there, key=self._weight)
        return words[0] if len(words) == 1 and len(words[0]) > SHORTEST else ""

    def _words(self, texts: Sequence[str]) -> list[str]:
        return known_words(texts, self._vectors)

    def _weight(self, word: str) -> float:
        """What a word weighs in the model: common words weigh little."""
        ids = self._vectors.tokenize([word]).ids
        return float(self._vectors.vectors_of(ids)[1].max(initial=0.0))


def known_words(words: Sequence[str], vectors: StaticEmbedder) -> list[str]:
    """Those of some words in small letters that are tokens of a model, or tokens with an ending."""
    bags = vectors.tokenize(words)
    return [
        word
        for word, (start, end) in zip(words, pairwise(bags.starts.tolist()), strict=True)
        if _is_word([vectors.text(token) for token in bags.ids[start:end].tolist()])
    ]


def _is_word(tokens: Sequence[str]) -> bool:
    """Whether tokens are one word of the model, or one with an ending."""
    return bool(tokens) and len(tokens[0]) > 2 and "".join(tokens[1:]) in ("", *INFLECTIONS)


def _bases(word: str) -> Iterator[str]:
    """The word, and those that it may be a form of."""
    yield word
    for ending, base in _INFLECTED:
        if word.endswith(ending):
            yield word.removesuffix(ending) + base


def _asking(word: str) -> str:
    """The question word that a word before "is" or "did" is one slip from, else itself."""
    lower = word.lower()
    if lower in _ASKING or is_stop_word(lower):
        return word
    meant = {edit for edit in [*_swapped(lower), *_edited(lower)] if edit in _ASKING}
    return _like(word, meant.pop()) if len(meant) == 1 else word


def _swapped(word: str) -> Iterator[str]:
    """With two neighbouring letters changed round."""
    for i in range(len(word) - 1):
        if word[i] != word[i + 1]:
            yield word[:i] + word[i + 1] + word[i] + word[i + 2 :]


def _halved(word: str) -> Iterator[str]:
    """With one of two same letters left out."""
    for i in range(len(word) - 1):
        if word[i] == word[i + 1]:
            yield word[:i] + word[i + 1 :]


def _doubled(word: str) -> Iterator[str]:
    """With a letter said twice."""
    for i in range(len(word)):
        yield word[:i] + word[i] + word[i:]


def _edited(word: str) -> Iterator[str]:
    """With a letter left out, put in or replaced, but for the endings of one and the same word.

    The first letter stays, which is seldom wrong.
    """
    for i in range(1, len(word) + 1):
        letters = _LETTERS if i < len(word) else _LETTERS.replace("s", "").replace("d", "")
        yield from (word[:i] + letter + word[i:] for letter in letters)
        if i < len(word) - 1:
            yield word[:i] + word[i + 1 :]
        if i < len(word):
            yield from (word[:i] + letter + word[i + 1 :] for letter in _LETTERS)


def _like(word: str, other: str) -> str:
    """Another word with the first letter as large as a word's."""
    return other.capitalize() if word[0].isupper() else other
