"""How well a text answers to a question's words, across languages.

Every word of the question looks for its nearest word in the text (late interaction, as in ColBERT,
Khattab and Zaharia 2020, https://arxiv.org/abs/2004.12832), here over the static vectors of the
built-in model, which hold Chinese and English words in one space. Words that few of the passages
found answer to weigh more than those that all of them do.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from index.static import StaticEmbedder

Floats = NDArray[np.float32]

FLOOR = 0.25  # similarity of unrelated words
RAREST = 0.02  # a word met in this share of the passages or fewer weighs the most


class Matcher:
    """One question, ready to be matched with many texts.

    Args:
        question: the words that the texts are held against (``question.subject``).
        vectors: the model that holds the words.
        background: the passages found, by which a word is common or rare; without any, all words
            weigh as the model has it.
    """

    def __init__(
        self, question: str, vectors: StaticEmbedder, background: Sequence[str] = ()
    ) -> None:
        self._source = vectors
        ids = np.unique(vectors.tokenize([question]).ids)
        self._terms, self._weights = vectors.vectors_of(ids)
        met, filled = self._met(background)
        if len(filled) and len(ids):
            rarity = -np.log(np.clip(met[:, filled].mean(axis=1), RAREST, 1.0 - 1e-3))
            self._weights = self._weights * rarity
        total = float(self._weights.sum())
        self._weights = self._weights / total if total else self._weights

    def covered(self, texts: Sequence[str]) -> Floats:
        """Share of the question's weight (n,), 0 to 1, that each of n texts answers to."""
        met, _ = self._met(texts)
        return np.asarray(self._weights @ met, dtype=np.float32)

    def named(self, texts: Sequence[str]) -> Floats:
        """Share of each text's weight (n,), 0 to 1, that the question names."""
        shares = np.zeros(len(texts), dtype=np.float32)
        for i, tokens in enumerate(self._source.token_vectors(texts)):
            if len(tokens.ids) and len(self._terms):
                nearest = _sharpened(self._terms @ tokens.vectors.T).max(axis=0)
                shares[i] = float(nearest @ tokens.weights / (tokens.weights.sum() + 1e-9))
        return shares

    def _met(self, texts: Sequence[str]) -> tuple[Floats, NDArray[np.intp]]:
        """How well each term is met in each text (terms, n), and which texts have any term."""
        bags = self._source.tokenize(texts)
        met = np.zeros((len(self._terms), len(texts)), dtype=np.float32)
        filled = np.flatnonzero(np.diff(bags.starts))
        if len(filled) and len(self._terms):
            present, positions = np.unique(bags.ids, return_inverse=True)
            similar = _sharpened(self._terms @ self._source.vectors_of(present)[0].T)
            met[:, filled] = np.maximum.reduceat(similar[:, positions], bags.starts[filled], axis=1)
        return met, filled


def _sharpened(cosines: Floats) -> Floats:
    """Similarities from 0 (unrelated) to 1 (the same word)."""
    return np.clip((cosines - FLOOR) / (1.0 - FLOOR), 0.0, 1.0)
