"""Reads sentences for the words that answer a question: a small neural network, run with numpy.

Every word of the likely sentences is seen with its vector, its part of speech, its form, its last
letters, and how it meets the question, which matters most (Weissenborn et al. 2017,
https://arxiv.org/abs/1703.04816). ``network`` scores every stretch of words, so that the scores
tell which words answer, which sentence does, and whether any does. The weights, ``reader.npz``, are
learned by ``eval.reader_training``.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import as_file, files
from typing import Any

import numpy as np
from numpy.typing import NDArray

from assistant.question import NUMBERS, kinds_of, subject
from assistant.reading.match import Floats, Matcher
from assistant.reading.network import GAP, OUT, Page, Weights, last_places, logsumexp, score, sums
from assistant.reading.reader_features import (
    Seen,
    Words,
    asked_apart,
    contents,
    cut,
    marks,
    question_words,
    read_question,
    read_words,
)
from index.static import StaticEmbedder

_NAMES = frozenset({"person", "place", "organisation"})

_NUMBERED = re.compile(r"\d+[.、)）]")
# They are no words of what is asked, and most sentences have them.
_PARTICLES = re.compile(r"[又再还也都了个呢]|(?:19|20)\d{2}年?")
# Another sentence than the best answers a question word where it says hardly less of the words
# around that, and is likelier by so much (log-odds).
HARDLY_LESS, CLEARLY = 0.05, 1.0


@dataclass(frozen=True, slots=True)
class Stretch:
    """Words of a sentence that may answer.

    Attributes:
        start: where they begin in the sentence's text.
        end: where they end.
        chance: that they are the answer, if the sentence holds it, 0 to 1.
    """

    start: int
    end: int
    chance: float


NOTHING = Stretch(0, 0, 0.0)


@dataclass(frozen=True, slots=True)
class Needs:
    """What a question cannot do without in its answer."""

    number: bool = False
    date: bool = False
    items: bool = False
    name: bool = False


@dataclass(frozen=True, slots=True)
class Reading:
    """Scores of all stretches of several sentences.

    Attributes:
        sentences: as they were cut.
        first: the place of each sentence's first word.
        scores: of the stretch that begins at a place and has so many more words
            (places, ``LONGEST``).
        marks: what each place holds, 0 or 1 (places, 4): a word of content that the question does
            not have, a number, a part of a date, a joiner of items.
        none: score that no stretch answers.
    """

    sentences: Sequence[Words]
    first: NDArray[np.int64]
    scores: Floats
    marks: Floats
    none: float

    def odds(self) -> Floats:
        """How much likelier (log-odds, n) it is that each sentence answers than that none does."""
        scores = [self._of(number) for number in range(len(self.sentences))]
        logs = [logsumexp(one) if one.size else OUT for one in scores]
        return np.array(logs, dtype=np.float32) - np.float32(self.none)

    def best(self, number: int, needs: Needs) -> Stretch:
        """The best stretch of a sentence that says something new and has what is needed.

        What no stretch of the sentence has is not insisted on.
        """
        scores = self._of(number)
        if not scores.size:
            return NOTHING
        first = int(self.first[number])
        new, numeral, dated, joiner = self.marks[first : first + len(scores)].T
        allowed = scores > OUT / 2
        wanted = [sums(new) > 0]
        if needs.number:
            wanted.append(sums(numeral) > 0)
        if needs.date:
            wanted.append(sums(dated) > 0)
        if needs.items:
            wanted.append(_lists(joiner))
        if needs.name:
            wanted.append(sums(new * (1 - numeral) * (1 - dated)) > 0)
        for holds in wanted:
            if (allowed & holds).any():
                allowed = allowed & holds
        chances = np.exp(scores - scores.max()) * allowed
        start, more = np.unravel_index(int(np.argmax(chances)), scores.shape)
        words = self.sentences[number]
        chance = float(chances[start, more] / (chances.sum() + 1e-30))
        return Stretch(words.starts[start], words.ends[start + more], chance)

    def _of(self, number: int) -> Floats:
        first = int(self.first[number])
        return self.scores[first : first + len(self.sentences[number].texts)]


def read(
    question: str, texts: Sequence[str], told: Floats, matcher: Matcher, vectors: StaticEmbedder
) -> Reading:
    """Read sentences with a question in mind.

    Args:
        question: its text.
        texts: the sentences.
        told: what is known of each sentence before it is read (sentences, ``extract.TOLD``).
        matcher: the question, ready to be matched.
        vectors: the embedding that the reader was trained with.
    """
    sentences = [cut(text) for text in texts]
    seen = read_words(question, sentences, read_question(question, vectors), matcher, vectors)
    return _read(question, sentences, seen, told, vectors)


def answers(
    question: str, text: str, told: Floats, matcher: Matcher, vectors: StaticEmbedder
) -> list[Stretch]:
    """What a sentence answers to each question word of a question.

    Args:
        question: its text.
        text: the sentence.
        told: what is known of it (1, ``extract.TOLD``).
        matcher: the question, ready to be matched.
        vectors: the embedding that the reader was trained with.

    Returns:
        the stretches in the order of the text; one may stand for several words.
    """
    sentence = [cut(text)]
    found = set()
    for part in asked_apart(question):
        asked = read_question(part, vectors)
        seen = read_words(question, sentence, asked, matcher, vectors)
        found.add(_read(part, sentence, seen, told, vectors).best(0, needs(part)))
    return sorted(found, key=lambda stretch: stretch.start)


def answers_apart(
    question: str,
    settled: Sequence[bool],
    texts: Sequence[str],
    told: Floats,
    matcher: Matcher,
    vectors: StaticEmbedder,
) -> list[tuple[int, Stretch]]:
    """Which of several sentences answers each question word of a question, and by which words.

    Args:
        question: its text.
        settled: for each question word (``asked_apart``) whether the first sentence answers it.
        texts: the sentences, the best answer to the whole question first; it is taken where
            another answers hardly better.
        told: what is known of each (n, ``extract.TOLD``).
        matcher: the question, ready to be matched.
        vectors: the embedding that the reader was trained with.

    Returns:
        for each question word the place of its sentence and the stretch.
    """
    sentences = [cut(text) for text in texts]
    found = []
    for part, is_settled in zip(asked_apart(question), settled, strict=True):
        asked = read_question(part, vectors)
        seen = read_words(question, sentences, asked, matcher, vectors)
        reading = _read(part, sentences, seen, told, vectors)
        said = matcher.for_words(_PARTICLES.sub("", subject(part)))
        shares = said.covered(said.met(texts))
        odds = reading.odds() + OUT * (shares < shares[0] - HARDLY_LESS)
        odds[0] = reading.odds()[0] + CLEARLY
        place = 0 if is_settled else int(odds.argmax())
        found.append((place, reading.best(place, needs(part))))
    return found


def needs(question: str) -> Needs:
    """What a question cannot do without in its answer, by its question words."""
    first = next(iter(kinds_of(question)), "")
    kinds = set(kinds_of(question))
    return Needs(
        number=bool(kinds & NUMBERS),
        date="date" in kinds,
        items="list" in kinds,
        name=first in _NAMES,
    )


@cache
def weights() -> Weights:
    """The learned weights, by name."""
    with as_file(files(__package__).joinpath("reader.npz")) as path, np.load(path) as stored:
        return {name: stored[name].astype(np.float32) for name in stored.files}


def _read(
    question: str,
    sentences: Sequence[Words],
    seen: Seen,
    told: Floats,
    vectors: StaticEmbedder,
) -> Reading:
    """Score the stretches of sentences that have been looked at."""
    lengths = np.array([len(sentence.texts) for sentence in sentences], dtype=np.int64)
    first = np.cumsum(lengths + GAP) - lengths - GAP
    places = np.concatenate([start + np.arange(n) for start, n in zip(first, lengths, strict=True)])
    count = int((lengths + GAP).sum())

    def spread(values: NDArray[Any], empty: int = 0) -> NDArray[Any]:
        spaced = np.full((count, *values.shape[1:]), empty, dtype=values.dtype)
        spaced[places] = values
        return spaced

    asked = read_question(question, vectors)
    words, tags = question_words(question)
    page = Page(
        vectors=spread(seen.vectors),
        numbers=spread(seen.numbers),
        tags=spread(seen.tags + 1),
        endings=spread(seen.endings + 1),
        sentence=spread(np.repeat(np.arange(len(sentences)), lengths), -1),
        held=spread(contents(seen.numbers)),
        told=told.astype(np.float32),
        question=vectors.embed(words),
        question_tags=tags,
        wanted=asked.wanted,
        around=asked.around,
    )
    held = spread(marks(seen))
    for start, sentence in zip(first, sentences, strict=True):
        if _NUMBERED.match("".join(sentence.texts[:2])):  # "4. The budget": no answer
            held[start] = 0.0
    scores = score(weights(), page)
    return Reading(sentences, first, scores.stretches, held, scores.none)


def _lists(joiner: Floats) -> NDArray[np.bool_]:
    """Whether each stretch holds a joiner of items, and has none just before or after it."""
    before = np.concatenate([[0.0], joiner[:-1]])[:, None]
    after = np.concatenate([joiner[1:], [0.0]])[last_places(len(joiner))]
    return np.asarray((sums(joiner) > 0) & (before == 0) & (after == 0))
