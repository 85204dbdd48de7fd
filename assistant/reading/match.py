"""How well a text answers to a question's words, across languages.

Every word of the question looks for its nearest word in the text (late interaction, as in ColBERT,
Khattab and Zaharia 2020, https://arxiv.org/abs/2004.12832), here over the static vectors of the
built-in model, which hold Chinese and English words in one space. Words that few of the passages
found answer to weigh more than those that all of them do.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from index.spelling import known_words
from index.static import StaticEmbedder, distinct

Floats = NDArray[np.float32]
Ints = NDArray[np.int64]

FLOOR = 0.25  # similarity of unrelated words
_HAN = re.compile(r"[\u3400-\u9fff]")
_LATIN = re.compile(r"[A-Za-zÀ-ÿ]")
SAID_BEFORE = 0.5  # what a word of the context weighs against one of the question
USUAL = 0.3  # how well a word is met in a passage found, before any is seen
PRIOR = 8  # passages that this counts for, so that few passages decide little
COMMON = 0.3  # what a word weighs that all names of a group have, against one that one has
RAREST = 0.02  # a word met in this share of the passages or fewer weighs the most


class Matcher:
    """One question, ready to be matched with many texts.

    Args:
        question: the words that the texts are held against (``question.subject``).
        vectors: the model that holds the words.
        background: the passages found, by which a word is common or rare; without any, all words
            weigh as the model has it.
        context: words that were said before the question and may be left unsaid by the answer.
    """

    def __init__(
        self,
        question: str,
        vectors: StaticEmbedder,
        background: Sequence[str] = (),
        context: str = "",
    ) -> None:
        self._source = vectors
        self._others: dict[str, Matcher] = {}
        own = np.unique(vectors.tokenize([question]).ids)
        ids = np.union1d(own, vectors.tokenize([context]).ids) if context else own
        self._terms, self._weights = vectors.vectors_of(ids)
        if len(ids) > len(own):
            self._weights = np.where(np.isin(ids, own), self._weights, SAID_BEFORE * self._weights)
        self._mean = self._weights @ self._terms
        self._mean /= np.linalg.norm(self._mean) + 1e-9
        texts = [text for text in background if text]
        if texts and len(ids):
            met = self.met(texts)
            common = (met.sum(axis=1) + USUAL * PRIOR) / (len(texts) + PRIOR)
            self._weights = self._weights * -np.log(np.clip(common, RAREST, 1.0 - 1e-3))
        total = float(self._weights.sum())
        self._weights = self._weights / total if total else self._weights

    def knows(self, word: str) -> bool:
        """Whether a word is one of the model's, which coined names are not: FutureNet."""
        return bool(known_words([word.lower()], self._source))

    def for_words(self, words: str) -> Matcher:
        """A matcher of some other words by the same model."""
        if words not in self._others:  # the same words are asked of every span
            self._others[words] = Matcher(words, self._source)
        return self._others[words]

    def met(self, texts: Sequence[str]) -> Floats:
        """How well each term of the question is met in each text.

        Returns:
            for each term and each text (terms, n), 0 (nothing like it) to 1.
        """
        bags = self._source.tokenize(texts)
        met = np.zeros((len(self._terms), len(texts)), dtype=np.float32)
        filled = np.flatnonzero(np.diff(bags.starts))
        if len(filled) and len(self._terms):
            present, positions = distinct(bags.ids)
            vectors, _ = self._source.vectors_of(present)
            similar = sharpened(self._terms @ vectors.T)
            starts = bags.starts[filled]
            met[:, filled] = np.maximum.reduceat(similar.take(positions, axis=1), starts, axis=1)
        return met

    def alike(self, texts: Sequence[str]) -> Floats:
        """Likeness (n,), -1 to 1, of the whole question and each whole text (cosine)."""
        return np.asarray(self._source.embed(texts) @ self._mean, dtype=np.float32)

    def covered(self, met: Floats) -> Floats:
        """Share of the question's weight (n,), 0 to 1, that n texts answer to.

        Args:
            met: (terms, n) from ``met``; that of a text and of its headings may be joined by the
                larger of both.
        """
        return np.asarray(self._weights @ met, dtype=np.float32)

    def missing(self, met: Floats) -> Floats:
        """The most (n,) of the question's weight that one word has which a text does not say.

        Args:
            met: (terms, n) from ``met``.
        """
        if not len(self._weights):
            return np.zeros(met.shape[1], dtype=np.float32)
        return np.asarray((self._weights[:, None] * (1.0 - met)).max(axis=0), dtype=np.float32)

    def heaviest(self, met: Floats) -> Floats:
        """How well (n,), 0 to 1, texts answer to the one word that weighs most in the question.

        Args:
            met: (terms, n) from ``met``.
        """
        if not len(self._weights):
            return np.zeros(met.shape[1], dtype=np.float32)
        return np.asarray(met[int(self._weights.argmax())], dtype=np.float32)

    def strongest(self, met: Floats) -> Floats:
        """The weightiest term that each of n texts meets (n,), 1 for the question's weightiest."""
        if not len(met):
            return np.zeros(met.shape[1], dtype=np.float32)
        weights = self._weights / (self._weights.max() + 1e-9)
        return np.asarray((weights[:, None] * met).max(axis=0), dtype=np.float32)

    def named(self, texts: Sequence[str], groups: Sequence[int] = ()) -> Floats:
        """Share of each text's weight (n,), 0 to 1, that the question names.

        Args:
            texts: names.
            groups: which group each belongs to; a word that most names of a group have weighs
                little, since it tells none from the others. Without any, as the model has it.
        """
        shares = np.zeros(len(texts), dtype=np.float32)
        bags = self._source.tokenize(texts)
        filled = np.flatnonzero(np.diff(bags.starts))
        if len(filled) and len(self._terms):
            present, positions = distinct(bags.ids)
            vectors, weights = self._source.vectors_of(present)
            nearest = sharpened(self._terms @ vectors.T).max(axis=0)
            starts = bags.starts[filled]
            weighed = weights[positions]
            if len(groups):
                rarity = _rarity(positions, np.diff(bags.starts), np.asarray(groups))
                weighed = weighed * (COMMON + (1.0 - COMMON) * rarity)
            named = np.add.reduceat(nearest[positions] * weighed, starts)
            shares[filled] = named / (np.add.reduceat(weighed, starts) + 1e-9)
        return shares


def _rarity(words: Ints, lengths: Ints, groups: Ints) -> Floats:
    """How few of the texts of its group have each word, 0 (all of many) to 1 (one alone).

    Args:
        words: of all texts, one text after the other.
        lengths: of the texts, in words.
        groups: of the texts.
    """
    texts = np.repeat(np.arange(len(lengths)), lengths)
    _, group = np.unique(groups, return_inverse=True)
    pairs = group[texts] * (words.max(initial=0) + 1) + words  # a number for a word of a group
    once = np.unique(pairs * len(lengths) + texts) // max(1, len(lengths))
    found, counts = np.unique(once, return_counts=True)
    sizes = (np.bincount(group) + 1)[group[texts]]
    rarity = np.log(sizes / counts[np.searchsorted(found, pairs)]) / np.log(sizes)
    return np.asarray(rarity, dtype=np.float32)


def sharpened(cosines: Floats) -> Floats:
    """Similarities from 0 (unrelated) to 1 (the same word)."""
    return np.asarray(np.clip((cosines - FLOOR) / (1.0 - FLOOR), 0.0, 1.0), dtype=np.float32)


@lru_cache(maxsize=4096)
def script(text: str) -> str:
    """The script that most letters of a text are in: ``han``, ``latin``, ``other``."""
    if text.isascii():
        return "latin" if _LATIN.search(text) else "other"
    han = len(_HAN.findall(text)) * 2
    latin = len(_LATIN.findall(text))
    if han >= latin:
        return "han" if han else "other"
    return "latin"
