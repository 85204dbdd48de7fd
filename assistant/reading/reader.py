"""Reads sentences for the words that answer a question: a small neural network, run with numpy.

Every word of the likely sentences is seen with its vector, its part of speech, its form, its last
letters, and how it meets the question, which matters most (Weissenborn et al. 2017,
https://arxiv.org/abs/1703.04816). Convolutions over its neighbours, modulated by what the question
asks for (Perez et al. 2018, https://arxiv.org/abs/1709.07871), tell how likely an answer begins,
goes on and ends there. Stretches of all sentences compete (Clark and Gardner 2018,
https://arxiv.org/abs/1710.10723), so that their scores also tell which sentence answers.

The weights, ``reader.npz``, are learned by ``eval.reader_training``.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import as_file, files

import numpy as np
from numpy.typing import NDArray

from assistant.question import kinds_of
from assistant.reading.match import Floats, Matcher
from assistant.reading.reader_features import (
    Asked,
    Seen,
    Words,
    asked_apart,
    contents,
    cut,
    marks,
    read_question,
    read_words,
)
from index.static import StaticEmbedder

LONGEST = 30  # words of an answer
GAP = 3  # empty places between two sentences, so that neither sees into the other
LAYERS = 3
_SCALE = 8.0  # of the products of words and question
_OUT = -1e4  # score of a stretch that runs over the end of its sentence
_NUMBERS = frozenset({"amount", "share", "count"})
_NAMES = frozenset({"person", "place", "organisation"})

_NUMBERED = re.compile(r"\d+[.、)）]")

Weights = Mapping[str, Floats]


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
    """

    sentences: Sequence[Words]
    first: NDArray[np.int64]
    scores: Floats
    marks: Floats

    def chances(self) -> Floats:
        """Logarithm of the chance (n,) that the answer is in each sentence rather than another."""
        top = float(self.scores.max())
        sums = [float(np.exp(self._of(n) - top).sum()) for n in range(len(self.sentences))]
        shares = np.array(sums, dtype=np.float32) / (sum(sums) + 1e-30)
        return np.asarray(np.log(shares + 1e-9), dtype=np.float32)

    def best(self, number: int, needs: Needs) -> Stretch:
        """The best stretch of a sentence that says something new and has what is needed.

        What no stretch of the sentence has is not insisted on.
        """
        scores = self._of(number)
        if not scores.size:
            return NOTHING
        stretches = _Stretches(np.zeros(len(scores), dtype=np.int64))
        first = int(self.first[number])
        new, numeral, dated, joiner = self.marks[first : first + len(scores)].T
        allowed = stretches.whole
        for wanted, holds in (
            (True, stretches.sums(new) > 0),
            (needs.number, stretches.sums(numeral) > 0),
            (needs.date, stretches.sums(dated) > 0),
            (needs.items, stretches.lists(joiner)),
            (needs.name, stretches.sums(new * (1 - numeral) * (1 - dated)) > 0),
        ):
            if wanted and (allowed & holds).any():
                allowed = allowed & holds
        chances = np.exp(scores - scores.max()) * allowed
        start, more = np.unravel_index(int(np.argmax(chances)), scores.shape)
        words = self.sentences[number]
        chance = float(chances[start, more] / (chances.sum() + 1e-30))
        return Stretch(words.starts[start], words.ends[start + more], chance)

    def _of(self, number: int) -> Floats:
        first = int(self.first[number])
        return self.scores[first : first + len(self.sentences[number].texts)]


def read(question: str, texts: Sequence[str], matcher: Matcher, vectors: StaticEmbedder) -> Reading:
    """Read sentences with a question in mind.

    Args:
        question: its text.
        texts: the sentences.
        matcher: the question, ready to be matched.
        vectors: the embedding that the reader was trained with.
    """
    sentences = [cut(text) for text in texts]
    asked = read_question(question, vectors)
    seen = read_words(question, sentences, asked, matcher, vectors)
    return _read(asked, sentences, seen)


def answers(question: str, text: str, matcher: Matcher, vectors: StaticEmbedder) -> list[Stretch]:
    """What a sentence answers to each question word of a question.

    Returns:
        the stretches in the order of the text; one may stand for several words.
    """
    sentence = [cut(text)]
    found = set()
    for part in asked_apart(question):
        asked = read_question(part, vectors)
        seen = read_words(question, sentence, asked, matcher, vectors)
        found.add(_read(asked, sentence, seen).best(0, needs(part)))
    return sorted(found, key=lambda stretch: stretch.start)


def needs(question: str) -> Needs:
    """What a question cannot do without in its answer, by its question words."""
    first = next(iter(kinds_of(question)), "")
    kinds = set(kinds_of(question))
    return Needs(
        number=bool(kinds & _NUMBERS),
        date="date" in kinds,
        items="list" in kinds,
        name=first in _NAMES,
    )


@cache
def weights() -> Weights:
    """The learned weights, by name."""
    with as_file(files(__package__).joinpath("reader.npz")) as path, np.load(path) as stored:
        return {name: stored[name].astype(np.float32) for name in stored.files}


def _read(asked: Asked, sentences: Sequence[Words], seen: Seen) -> Reading:
    """Score the stretches of sentences that have been looked at."""
    lengths = np.array([len(sentence.texts) for sentence in sentences], dtype=np.int64)
    first = np.cumsum(lengths + GAP) - lengths - GAP
    places = np.concatenate([start + np.arange(n) for start, n in zip(first, lengths, strict=True)])
    of_sentence = np.full(int((lengths + GAP).sum()), -1)
    of_sentence[places] = np.repeat(np.arange(len(sentences)), lengths)
    told = np.zeros((len(of_sentence), 4), dtype=np.float32)
    told[places] = marks(seen)
    for start, sentence in zip(first, sentences, strict=True):
        if _NUMBERED.match("".join(sentence.texts[:2])):  # "4. The budget": no answer
            told[start] = 0.0
    return Reading(sentences, first, _scores(weights(), asked, seen, places, of_sentence), told)


def _scores(
    w: Weights, asked: Asked, seen: Seen, places: NDArray[np.int64], of_sentence: NDArray[np.int64]
) -> Floats:
    """Scores of all stretches (places, LONGEST)."""
    inside = (of_sentence >= 0)[:, None]
    topic = _linear(w, "around", asked.around.ravel()) + _linear(w, "wanted", asked.wanted)
    topic = np.tanh(_linear(w, "topic", np.tanh(topic)))
    looked = np.concatenate(
        [
            _linear(w, "vector", seen.vectors),
            w["tags"][seen.tags + 1],
            w["endings"][seen.endings + 1],
            seen.numbers,
        ],
        axis=1,
    )
    state = np.zeros((len(of_sentence), len(w["word.bias"])), dtype=np.float32)
    state[places] = np.maximum(_linear(w, "word", looked), 0.0)
    for layer in range(LAYERS):
        gain, shift = np.split(_linear(w, f"film{layer}", topic), 2)
        mixed = _convolved(state, w[f"conv{layer}.weight"], w[f"conv{layer}.bias"])
        state = (state + np.maximum(mixed * (1.0 + gain) + shift, 0.0)) * inside
    begins, ends, within = (
        state @ (w[f"{part}.weight"][0] + _linear(w, f"{part}_topic", topic) / _SCALE)
        for part in ("start", "stop", "inside")
    )
    within = (within + w["inside.bias"]) * inside[:, 0]
    held = np.zeros((len(of_sentence), 4), dtype=np.float32)
    held[places] = contents(seen.numbers)
    stretches = _Stretches(of_sentence)
    scores = begins[:, None] + ends[stretches.last] + stretches.sums(within)
    scores += _linear(w, "length", topic)
    for column, worth in zip(held.T, _linear(w, "holds", topic), strict=True):
        scores += worth * (stretches.sums(column) > 0.5)
    return np.asarray(np.where(stretches.whole, scores, _OUT), dtype=np.float32)


def _linear(w: Weights, name: str, values: Floats) -> Floats:
    return np.asarray(values @ w[f"{name}.weight"].T + w[f"{name}.bias"], dtype=np.float32)


def _convolved(state: Floats, kernel: Floats, bias: Floats) -> Floats:
    """Each place with its neighbours; kernel (out, in, width)."""
    width = kernel.shape[2]
    padded = np.pad(state, ((width // 2, width // 2), (0, 0)))
    result = np.broadcast_to(bias, (len(state), len(bias))).copy()
    for offset in range(width):
        result += padded[offset : offset + len(state)] @ kernel[:, :, offset].T
    return result


class _Stretches:
    """All stretches of up to ``LONGEST`` words, by first place and by how many more there are.

    Args:
        of_sentence: the sentence of each place, -1 for none.

    Attributes:
        last: the last place of each (places, LONGEST).
        whole: whether it lies in one sentence.
    """

    def __init__(self, of_sentence: NDArray[np.int64]) -> None:
        count = len(of_sentence)
        reach = np.arange(count)[:, None] + np.arange(LONGEST)
        self.last = np.minimum(reach, count - 1)
        same = of_sentence[self.last] == of_sentence[:, None]
        self.whole = same & (reach < count) & (of_sentence >= 0)[:, None]

    def sums(self, values: Floats) -> Floats:
        """The values (places,) of all its words added up, for each stretch."""
        sums = np.cumsum(values, dtype=np.float32)
        return np.asarray(sums[self.last] - (sums - values)[:, None], dtype=np.float32)

    def lists(self, joiner: Floats) -> NDArray[np.bool_]:
        """Whether each holds a joiner of items, and has none just before or after it."""
        before = np.concatenate([[0.0], joiner[:-1]])[:, None]
        after = np.concatenate([joiner[1:], [0.0]])[self.last]
        return np.asarray((self.sums(joiner) > 0) & (before == 0) & (after == 0))
