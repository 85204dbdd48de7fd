"""How close the words of a few passages come to those of a question, in any language.

Works on the token ids that a passage was embedded with, kept beside its vector, so that nothing is
read or cut again at search time. Two scores a passage:

- ``terms``: each term of the question is met as well as by the nearest term of the passage (late
  interaction; Khattab and Zaharia 2020, https://arxiv.org/abs/2004.12832), terms weighted by what
  they tell and by how few of the passages meet them;
- ``sentence``: cosine of the question and the passage's best sentence.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import accumulate, chain

import numpy as np
import numpy.typing as npt

from index.embedding import TermEmbedder, Vectors
from ingest.document import Passage
from ingest.sentences import sentences

Numbers = npt.NDArray[np.int64]

# Two tokens whose cosine is below this have nothing to do with each other.
_UNRELATED = 0.2
# A term met by one candidate in fifty counts nine times as much as one that all meet.
_LEAST_MET, _MOST_MET, _EVEN = 0.02, 0.999, 0.5
_HEADER = np.dtype("<u4")


@dataclass(frozen=True, slots=True)
class Closeness:
    """Scores of one passage, each between 0 and 1 (see the module)."""

    terms: float
    sentence: float


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
    unpacked = [_unpack(data) for data in tokens]
    ids = np.concatenate([own for _, _, own in unpacked]) if unpacked else np.zeros(0, np.int64)
    if not len(asked.ids) or not len(ids):
        return [Closeness(0.0, 0.0)] * len(unpacked)
    present, places = _distinct(ids)
    vectors, weights = embedder.vectors_of(present)
    terms, term_weights = embedder.vectors_of(np.unique(asked.ids))
    met = _met(terms @ vectors.T, places, [len(own) for _, _, own in unpacked])
    shares = _weighted(met, term_weights)
    question_vector = embedder.sums(asked)[0]
    told = (vectors @ question_vector) * weights / (np.linalg.norm(question_vector) + 1e-9)
    best = _best_sentences(told[places], unpacked)
    return [Closeness(float(a), float(b)) for a, b in zip(shares, best, strict=True)]


def _parts(passage: Passage) -> list[str]:
    if passage.kind == "text":
        return [passage.context, *sentences(passage.text)]
    return ["", f"{passage.context}\n{passage.text}"]


def _distinct(ids: Numbers) -> tuple[Numbers, Numbers]:
    """The distinct ids, and where each id is among them; without sorting."""
    seen = np.zeros(int(ids.max()) + 1, dtype=bool)
    seen[ids] = True
    present = np.flatnonzero(seen)
    places = np.empty(len(seen), dtype=np.int64)
    places[present] = np.arange(len(present))
    return present, places[ids]


def _met(similarity: Vectors, places: Numbers, counts: list[int]) -> Vectors:
    """How well each term (row) is met in each passage (column), 0 to 1."""
    np.clip((similarity - _UNRELATED) / (1 - _UNRELATED), 0, 1, out=similarity)
    met = np.zeros((len(similarity), len(counts)), dtype=np.float32)
    ends = np.cumsum(counts)
    filled = np.flatnonzero(counts)
    starts = ends[filled] - np.asarray(counts)[filled]
    met[:, filled] = np.maximum.reduceat(similarity[:, places], starts, axis=1)
    return met


def _weighted(met: Vectors, weights: Vectors) -> Vectors:
    """Share of the question that each passage meets: terms met by few passages count more."""
    rarity = _EVEN - np.log(np.clip(met.mean(axis=1), _LEAST_MET, _MOST_MET))
    weights = weights**2 * rarity
    result: Vectors = weights @ met / (weights.sum() + 1e-9)
    return result


def _best_sentences(
    told: Vectors, unpacked: Sequence[tuple[Vectors, Numbers, Numbers]]
) -> list[float]:
    """The highest cosine among each passage's sentences, its context aside unless it is alone."""
    lengths = np.concatenate([own for own, _, _ in unpacked])
    counts = np.concatenate([own for _, own, _ in unpacked])
    sums = np.zeros(len(counts), dtype=np.float32)
    filled = np.flatnonzero(counts)
    sums[filled] = np.add.reduceat(told, np.cumsum(counts)[filled] - counts[filled])
    cosines = np.divide(sums, lengths, out=np.zeros_like(sums), where=lengths > 0)
    best, end = [], 0
    for own, _, _ in unpacked:
        first, end = end, end + len(own)
        best.append(max(0.0, float(cosines[first + (len(own) > 1) : end].max(initial=0))))
    return best


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
