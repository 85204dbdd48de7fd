"""The reader's neural network, run with numpy: scores of stretches of words, sentences and of none.

Words of the sentences attend to the words of the question, before and after their neighbours have
been looked at (Seo et al. 2017, https://arxiv.org/abs/1611.01603; Vaswani et al. 2017,
https://arxiv.org/abs/1706.03762). Convolutions over a word's neighbours are modulated by what the
question asks for (Perez et al. 2018, https://arxiv.org/abs/1709.07871), and every word is told what
its sentence holds as a whole. Stretches of all sentences compete (Clark and Gardner 2018,
https://arxiv.org/abs/1710.10723), together with a score that none of them answers (Levy et al.
2017, https://arxiv.org/abs/1706.04115). ``eval/reader_training/network.py`` is the same in torch.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float32]
Numbers = NDArray[np.int64]
Weights = Mapping[str, Floats]

LONGEST = 30  # words of an answer
GAP = 3  # empty places between two sentences, so that neither sees into the other
LAYERS = 3
QUESTION_LAYERS = 2
ATTENDING = 0  # layer after which words attend to the question again
POOLING = 1  # layer after which words are told what their sentence holds
SCALE = 8.0  # of the products of words and question
OUT = -1e4  # score of a stretch that runs over the end of its sentence


@dataclass(frozen=True, slots=True)
class Page:
    """A question and sentences as numbers, n places with gaps between the sentences.

    Attributes:
        vectors: of each place's word (n, d).
        numbers: what else is told of it (n, NUMBERS).
        tags: part of speech, 0 for a gap (n,).
        endings: bucket of the last letters, 0 for a gap (n,).
        sentence: which sentence the place belongs to, -1 for a gap (n,).
        held: what it holds, 0 or 1 (n, 4), as of ``reader_features.contents``.
        told: what is known of each sentence before it is read (sentences, TOLD).
        question: vectors of the question's words (q, d).
        question_tags: their parts of speech (q,).
        wanted: what the question asks for (ASKED,).
        around: vectors around its question word (3, d).
    """

    vectors: Floats
    numbers: Floats
    tags: Numbers
    endings: Numbers
    sentence: Numbers
    held: Floats
    told: Floats
    question: Floats
    question_tags: Numbers
    wanted: Floats
    around: Floats


@dataclass(frozen=True, slots=True)
class Scores:
    """What the network makes of a page.

    Attributes:
        stretches: of the stretch that begins at a place and has so many more words (n, LONGEST).
        none: that no stretch answers.
    """

    stretches: Floats
    none: float


def score(w: Weights, page: Page) -> Scores:
    """Run the network.

    Args:
        w: its weights by name, as ``eval.reader_training`` exports them.
        page: what it is given.
    """
    inside = (page.sentence >= 0).astype(np.float32)[:, None]
    words = _linear(w, "vector", page.vectors)
    asked = _linear(w, "vector", page.question)
    question = _question(w, asked, page.question_tags)
    topic = _topic(w, page, question)
    state = _looked_at(w, page, words, asked) * inside
    for layer in range(LAYERS):
        gain, shift = np.split(_linear(w, f"film.{layer}", topic), 2)
        mixed = _convolved(w, f"conv.{layer}", state)
        state = (state + _relu(mixed * (1.0 + gain) + shift)) * inside
        if layer == ATTENDING:
            state = (state + _attended(w, state, question)) * inside
        if layer == POOLING:
            whole = _relu(_linear(w, "pool", _pooled(state, page)))
            state = (state + whole[page.sentence]) * inside
    scores = _stretches(w, page, state, topic, inside[:, 0])
    known = _known(w, page, state, topic)
    scores += known[page.sentence][:, None]
    scores = np.where(_whole(page.sentence), scores, OUT)
    return Scores(scores.astype(np.float32), _none(w, state, topic, inside))


@lru_cache(maxsize=128)  # asked for many times of each page and sentence
def last_places(count: int) -> Numbers:
    """The last place of each stretch (count, LONGEST)."""
    reach = np.arange(count)[:, None] + np.arange(LONGEST)
    last: Numbers = np.minimum(reach, count - 1)
    return last


def sums(values: Floats) -> Floats:
    """The values (n,) of all places of each stretch added up (n, LONGEST)."""
    total = np.cumsum(values, dtype=np.float32)
    return np.asarray(total[last_places(len(values))] - (total - values)[:, None], np.float32)


def logsumexp(values: Floats) -> float:
    """Logarithm of the sum of exponentials of all values."""
    top = float(values.max())
    return top + float(np.log(np.exp(values - top).sum()))


def _whole(sentence: Numbers) -> NDArray[np.bool_]:
    """Whether each stretch lies in one sentence."""
    count = len(sentence)
    within = np.arange(count)[:, None] + np.arange(LONGEST) < count
    same = sentence[last_places(count)] == sentence[:, None]
    return np.asarray(same & within & (sentence >= 0)[:, None])


def _question(w: Weights, asked: Floats, tags: Numbers) -> Floats:
    """The question's words, each with its neighbours (q, hidden)."""
    state = _relu(_linear(w, "question_word", np.concatenate([asked, w["tags"][tags]], axis=1)))
    for layer in range(QUESTION_LAYERS):
        state = state + _relu(_convolved(w, f"question_conv.{layer}", state))
    return state


def _topic(w: Weights, page: Page, question: Floats) -> Floats:
    topic = _linear(w, "around", page.around.ravel()) + _linear(w, "wanted", page.wanted)
    topic = topic + _linear(w, "question_topic", question.max(axis=0))
    return np.tanh(_linear(w, "topic", np.tanh(topic)))


def _looked_at(w: Weights, page: Page, words: Floats, asked: Floats) -> Floats:
    """Each word with the words of the question that are most like it (n, hidden)."""
    likeness = (
        _unit(_linear(w, "align", page.vectors)) @ _unit(_linear(w, "align", page.question)).T
    )
    nearest = _softmax(likeness * w["sharpness"]) @ asked
    seen = [words, w["tags"][page.tags], w["endings"][page.endings], page.numbers]
    compared = [nearest, nearest * words, likeness.max(axis=1, keepdims=True)]
    return _relu(_linear(w, "word", np.concatenate([*seen, *compared], axis=1)))


def _attended(w: Weights, state: Floats, question: Floats) -> Floats:
    """What the question says to each word (n, hidden)."""
    likeness = _linear(w, "query", state) @ _linear(w, "key", question).T
    said = _softmax(likeness / np.sqrt(state.shape[1])) @ _linear(w, "value", question)
    return _relu(_linear(w, "answered", state * said))


def _pooled(state: Floats, page: Page) -> Floats:
    """The mean and the highest of each sentence's words (sentences, 2 hidden)."""
    rows = [state[page.sentence == number] for number in range(len(page.told))]
    none = np.zeros(state.shape[1], dtype=np.float32)
    return np.stack(
        [np.concatenate([r.mean(axis=0), r.max(axis=0)] if len(r) else [none, none]) for r in rows]
    )


def _stretches(w: Weights, page: Page, state: Floats, topic: Floats, inside: Floats) -> Floats:
    begins, ends, within = (
        state @ (w[f"{part}.weight"][0] + _linear(w, f"{part}_topic", topic) / SCALE)
        + w[f"{part}.bias"]
        for part in ("start", "stop", "inside")
    )
    scores = begins[:, None] + ends[last_places(len(state))] + sums(within * inside)
    scores = scores + _linear(w, "length", topic)
    for column, worth in zip(page.held.T, _linear(w, "holds", topic), strict=True):
        scores = scores + worth * (sums(column) > 0.5)
    return np.asarray(scores, dtype=np.float32)


def _known(w: Weights, page: Page, state: Floats, topic: Floats) -> Floats:
    """What each sentence is worth as a whole (sentences,)."""
    topics = np.broadcast_to(topic, (len(page.told), len(topic)))
    seen = np.concatenate([page.told, _pooled(state, page), topics], axis=1)
    judged = _linear(w, "judge_out", _relu(_linear(w, "judge", seen)))[:, 0]
    return np.asarray(page.told @ w["told.weight"][0] + judged, dtype=np.float32)


def _none(w: Weights, state: Floats, topic: Floats, inside: Floats) -> float:
    mean = state.sum(axis=0) / (inside.sum() + 1e-6)
    seen = np.concatenate([state.max(axis=0), mean, topic])
    return float(_linear(w, "none_out", _relu(_linear(w, "none", seen)))[0])


def _linear(w: Weights, name: str, values: Floats) -> Floats:
    result = values @ w[f"{name}.weight"].T
    bias = w.get(f"{name}.bias")
    return np.asarray(result if bias is None else result + bias, dtype=np.float32)


def _convolved(w: Weights, name: str, state: Floats) -> Floats:
    """Each place with its neighbours."""
    kernel = w[f"{name}.weight"]  # (out, in, width)
    width = kernel.shape[2]
    padded = np.pad(state, ((width // 2, width // 2), (0, 0)))
    result = np.broadcast_to(w[f"{name}.bias"], (len(state), len(kernel))).copy()
    for offset in range(width):
        result += padded[offset : offset + len(state)] @ kernel[:, :, offset].T
    return result


def _relu(values: Floats) -> Floats:
    return np.asarray(np.maximum(values, 0.0), dtype=np.float32)


def _unit(values: Floats) -> Floats:
    return np.asarray(values / np.maximum(np.linalg.norm(values, axis=1, keepdims=True), 1e-12))


def _softmax(values: Floats) -> Floats:
    lifted = np.exp(values - values.max(axis=1, keepdims=True))
    return np.asarray(lifted / lifted.sum(axis=1, keepdims=True), dtype=np.float32)
