"""How close the words of a few passages come to those of a question, in any language.

Works on the token ids that a passage was embedded with, kept beside its vector, so that nothing is
read or cut again at search time. Three scores a passage:

- ``terms``: each term of the question is met as well as by the nearest term of the passage (late
  interaction; Khattab and Zaharia 2020, https://arxiv.org/abs/2004.12832), terms weighted by what
  they tell and by how few of the passages meet them;
- ``statement``: the same within one sentence and the headings above it, the best sentence's: a long
  passage meets many terms here and there without saying anything about them;
- ``sentence``: cosine of the question and the passage's best sentence.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import accumulate, chain

import numpy as np
import numpy.typing as npt

from index.embedding import HAN, LATIN, TermEmbedder, Vectors
from index.static import distinct
from ingest.document import Passage
from ingest.sentences import sentences

Numbers = npt.NDArray[np.int64]
Scripts = npt.NDArray[np.int8]

# Two tokens whose cosine is below this have nothing to do with each other.
_UNRELATED = 0.2
# A word's cosine with itself is 1, with its translation seldom above this: either is the same word.
_SAME = 1.0
_SAME_ACROSS_LANGUAGES = 0.7
# A term met by one candidate in fifty counts nine times as much as one that all meet.
_LEAST_MET, _MOST_MET, _EVEN = 0.02, 0.999, 0.5
_HEADER = np.dtype("<u4")


@dataclass(frozen=True, slots=True)
class Closeness:
    """Scores of one passage, each between 0 and 1 (see the module).

    ``across`` says that question and passage are in different scripts.
    """

    terms: float
    statement: float
    sentence: float
    across: bool = False


@dataclass(frozen=True, slots=True)
class Embedded:
    """Passages as they are stored: a vector (n, d) and packed tokens for each."""

    vectors: Vectors
    tokens: list[bytes]


def embed(embedder: TermEmbedder, passages: Sequence[Passage]) -> Embedded:
    """Vectors of passages under their context, and their tokens part by part, from one reading.

    The first part of a passage is its context (headings), the others its sentences. The row of a
    table is one sentence together with its headings, caption and columns, without which its cells
    mean little.
    """
    parts = [_parts(passage) for passage in passages]
    bags = embedder.tokenize(list(chain.from_iterable(parts)))
    sums = embedder.sums(bags)
    lengths = np.linalg.norm(sums, axis=1).astype("<f4")
    ends = list(accumulate(len(own) for own in parts))
    vectors = np.zeros((len(parts), embedder.dimensions), dtype=np.float32)
    tokens = []
    for place, (own, end) in enumerate(zip(parts, ends, strict=True)):
        first = end - len(own)
        vectors[place] = sums[first:end].sum(axis=0)
        starts = bags.starts[first : end + 1]
        tokens.append(_pack(lengths[first:end], np.diff(starts), bags.ids[starts[0] : starts[-1]]))
    norms = np.linalg.norm(vectors, axis=1, keepdims=True)
    return Embedded(np.divide(vectors, norms, out=vectors, where=norms > 0), tokens)


def closeness(embedder: TermEmbedder, question: str, tokens: Sequence[bytes]) -> list[Closeness]:
    """Scores of passages for a question.

    Args:
        embedder: the one that the tokens are of.
        question: as the person wrote it.
        tokens: of the candidates, as ``embed`` packed them; they are weighed against each other.
    """
    asked = embedder.tokenize([question])
    parts = _Parts.unpack(tokens)
    if not len(asked.ids) or not len(parts.ids):
        return [Closeness(0.0, 0.0, 0.0)] * len(tokens)
    present, places = distinct(parts.ids)
    terms = np.unique(asked.ids)
    vectors, weights = embedder.vectors_of(present)
    term_vectors, term_weights = embedder.vectors_of(terms)
    scripts, term_scripts = embedder.scripts(present), embedder.scripts(terms)
    similarity = _calibrated(term_vectors @ vectors.T, term_scripts, scripts)
    met = parts.highest(similarity.take(places, axis=1))
    by_passage = np.maximum.reduceat(met, parts.first, axis=1)
    shares = _shares(by_passage, term_weights)
    statements = parts.best(
        shares @ np.maximum(met, met.take(parts.first.take(parts.owner), axis=1))
    )
    question_vector = embedder.sums(asked)[0]
    told = (vectors @ question_vector) * weights / (np.linalg.norm(question_vector) + 1e-9)
    sentences_ = parts.best(parts.cosines(told.take(places)))
    across = _leanings(term_scripts).sum() * parts.leanings(scripts.take(places)) < 0
    columns = np.maximum(0, (shares @ by_passage, statements, sentences_)).tolist()
    return [Closeness(*scores) for scores in zip(*columns, across.tolist(), strict=True)]


def translation_weight(cosine: float) -> float:
    """What a word of the other language counts, 1 for a translation."""
    return min(1.0, max(0.0, (cosine - _UNRELATED) / (_SAME_ACROSS_LANGUAGES - _UNRELATED)))


def _parts(passage: Passage) -> list[str]:
    if passage.kind == "text":
        return [passage.context, *sentences(passage.text)]
    return ["", f"{passage.context}\n{passage.text}"]


def _calibrated(similarity: Vectors, terms: Scripts, tokens: Scripts) -> Vectors:
    """Cosines of terms (rows) and tokens as 0 for unrelated to 1 for the same word."""
    across = np.outer(terms == HAN, tokens == LATIN) | np.outer(terms == LATIN, tokens == HAN)
    same = np.where(across, _SAME_ACROSS_LANGUAGES, _SAME).astype(np.float32)
    return np.clip((similarity - _UNRELATED) / (same - _UNRELATED), 0, 1)


def _shares(met: Vectors, weights: Vectors) -> Vectors:
    """Share of the question that each term stands for; the fewer passages meet it, the more."""
    rarity = _EVEN - np.log(np.clip(met.mean(axis=1), _LEAST_MET, _MOST_MET))
    weights = weights**2 * rarity
    result: Vectors = weights / (weights.sum() + 1e-9)
    return result


def _leanings(scripts: Scripts) -> Vectors:
    """1 for each Latin token, -1 for each Chinese one: about as many say the same in either."""
    result: Vectors = (scripts == LATIN).astype(np.float32) - (scripts == HAN)
    return result


@dataclass(frozen=True, slots=True)
class _Parts:
    """The parts of several passages, one after another: of each its context, then its sentences.

    Attributes:
        ids: tokens of all parts.
        counts: how many tokens each part has.
        lengths: length of each part's vector.
        first: which part is the first of each passage.
        owner: which passage each part belongs to.
    """

    ids: Numbers
    counts: Numbers
    lengths: Vectors
    first: Numbers
    owner: Numbers

    @classmethod
    def unpack(cls, tokens: Sequence[bytes]) -> _Parts:
        """The parts of passages as ``_pack`` packed them."""
        unpacked = [_unpack(data) for data in tokens] or [_unpack(bytes(4))]
        sizes = np.array([len(lengths) for lengths, _, _ in unpacked])
        lengths, counts, ids = (np.concatenate(column) for column in zip(*unpacked, strict=True))
        return cls(
            ids, counts, lengths, np.cumsum(sizes) - sizes, np.repeat(np.arange(len(sizes)), sizes)
        )

    @property
    def starts(self) -> Numbers:
        """Where the tokens of each part begin."""
        return np.cumsum(self.counts) - self.counts

    def highest(self, values: Vectors) -> Vectors:
        """The highest value (rows x tokens) of each part (rows x parts), 0 for an empty one."""
        filled = self.counts > 0
        result = np.zeros((len(values), len(self.counts)), dtype=np.float32)
        result[:, filled] = np.maximum.reduceat(values, self.starts[filled], axis=1)
        return result

    def cosines(self, told: Vectors) -> Vectors:
        """Cosine of each part with the question, from each token's share (tokens) in it."""
        filled = self.counts > 0
        sums = np.zeros(len(self.counts), dtype=np.float32)
        sums[filled] = np.add.reduceat(told, self.starts[filled])
        return np.divide(sums, self.lengths, out=np.zeros_like(sums), where=self.lengths > 0)

    def best(self, scores: Vectors) -> Vectors:
        """The highest score (parts) among each passage's sentences; its context only if alone."""
        sizes = np.bincount(self.owner)
        contexts = self.first[sizes > 1]
        scores = scores.copy()
        scores[contexts] = -1
        result: Vectors = np.maximum.reduceat(scores, self.first)
        return result

    def leanings(self, scripts: Scripts) -> Vectors:
        """Latin tokens less Chinese ones of each passage, from each token's script."""
        filled = self.counts > 0
        sums = np.zeros(len(self.counts), dtype=np.float32)
        sums[filled] = np.add.reduceat(_leanings(scripts), self.starts[filled])
        result: Vectors = np.add.reduceat(sums, self.first)
        return result


def _pack(lengths: Vectors, counts: Numbers, ids: Numbers) -> bytes:
    """Number of parts; the length of each part's vector; how many tokens each has; the tokens."""
    header = np.array([len(counts)], dtype=_HEADER)
    numbers = np.concatenate([counts, ids]).astype(_HEADER)
    return header.tobytes() + lengths.tobytes() + numbers.tobytes()


def _unpack(data: bytes) -> tuple[Vectors, Numbers, Numbers]:
    """Length of each part's vector, how many tokens each has, and the tokens."""
    lengths_end = 4 * (1 + int.from_bytes(data[:4], "little"))
    lengths: Vectors = np.frombuffer(data[4:lengths_end], dtype="<f4")
    numbers = np.frombuffer(data[lengths_end:], dtype=_HEADER).astype(np.int64)
    return lengths, numbers[: len(lengths)], numbers[len(lengths) :]
