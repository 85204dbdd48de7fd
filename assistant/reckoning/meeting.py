"""How well texts say each word of a question."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from assistant.letters import plain
from assistant.reading.match import sharpened
from assistant.reckoning.asked_words import Word
from index.static import StaticEmbedder, distinct

_SEEN = 3  # letters that make a word its own stem


class Meeting:
    """How well texts say each word of a question.

    Args:
        words: of the question.
        vectors: the embedding that words are compared by, across languages too.
    """

    def __init__(self, words: Sequence[Word], vectors: StaticEmbedder) -> None:
        self._words = words
        self._vectors = vectors
        bags = vectors.tokenize([word.text for word in words])
        self._terms, weights = vectors.vectors_of(bags.ids)
        self._shares = np.zeros((len(words), len(bags.ids)), dtype=np.float32)
        for number, (start, stop) in enumerate(pairwise(bags.starts)):
            own = weights[start:stop]
            self._shares[number, start:stop] = own / (own.sum() + 1e-9)

    def met(self, texts: Sequence[str]) -> NDArray[np.float64]:
        """For each word and text, 0 (nothing like it) to 1 (the very word)."""
        places: dict[str, int] = {}
        numbers = [places.setdefault(text, len(places)) for text in texts]
        once = list(places)
        result = self._alike(once)
        for number, word in enumerate(self._words):
            stem = _stem(word.text)
            said = [stem.search(text) is not None for text in once]
            result[number, said] = 1.0
        known = [number for number, word in enumerate(self._words) if word.forms]
        letters = [plain(text) for text in once] if known else []
        for number in known:
            forms = self._words[number].forms
            called = [any(form in text for form in forms) for text in letters]
            result[number, called] = 1.0
        return result[:, numbers]

    def _alike(self, texts: Sequence[str]) -> NDArray[np.float64]:
        """For each word and text, how like the word the nearest words of the text are."""
        result = np.zeros((len(self._words), len(texts)))
        bags = self._vectors.tokenize(texts)
        filled = np.flatnonzero(np.diff(bags.starts))
        if len(filled) and len(self._terms):
            present, positions = distinct(bags.ids)
            similar = sharpened(self._terms @ self._vectors.vectors_of(present)[0].T)
            met = np.maximum.reduceat(similar.take(positions, axis=1), bags.starts[filled], axis=1)
            result[:, filled] = self._shares @ met
        return result


def _stem(word: str) -> re.Pattern[str]:
    """Where a text says a word: an English one with any ending."""
    if not word.isascii():
        return re.compile(re.escape(word))
    stem = re.sub(r"(?:ies|es|s|ed|ing)$", "", word)
    stem = stem if len(stem) > _SEEN else word
    return re.compile(rf"(?<![A-Za-z]){re.escape(stem)}", re.IGNORECASE)
