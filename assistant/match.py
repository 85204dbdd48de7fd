"""How well a text answers to a question's words, across languages.

Every word of the question looks for its nearest word in the text (late interaction, as in ColBERT,
Khattab and Zaharia 2020), here over the static vectors of the built-in model, which hold Chinese and
English words in one space. Rare words weigh more.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from index.static import StaticEmbedder

Floats = NDArray[np.float32]


class Matcher:
    """One question, ready to be matched with many texts.

    Args:
        question: the question as searched.
        vectors: the source of term vectors.
        sharpness: exponent on each similarity; above 1, near misses count less than exact words.
    """

    def __init__(self, question: str, vectors: StaticEmbedder, sharpness: float = 2.0) -> None:
        self._source = vectors
        self._sharpness = sharpness
        asked = vectors.token_vectors([question])[0]
        self._terms = asked.vectors
        total = float(asked.weights.sum())
        self._weights = asked.weights / total if total else asked.weights

    def match(self, texts: Sequence[str]) -> tuple[Floats, Floats]:
        """Match texts with the question, both ways.

        Args:
            texts: any number of texts.

        Returns:
            ``covered`` (n,): the share of the question's weight that the text answers to;
            ``named`` (n,): the share of the text's weight that the question names. Both 0 to 1.
        """
        covered = np.zeros(len(texts), dtype=np.float32)
        named = np.zeros(len(texts), dtype=np.float32)
        terms = self._source.token_vectors(texts)
        filled = [i for i, tokens in enumerate(terms) if len(tokens.ids)]
        if not filled or not len(self._terms):
            return covered, named
        stacked = np.concatenate([terms[i].vectors for i in filled])
        starts = np.cumsum([0, *(len(terms[i].ids) for i in filled[:-1])])
        similar = np.clip(self._terms @ stacked.T, 0.0, 1.0) ** self._sharpness
        best = np.maximum.reduceat(similar, starts, axis=1)
        covered[filled] = self._weights @ best
        nearest = similar.max(axis=0)
        for i, start in zip(filled, starts, strict=True):
            weights = terms[i].weights
            total = float(weights.sum())
            if total:
                named[i] = float(nearest[start : start + len(weights)] @ weights) / total
        return covered, named
