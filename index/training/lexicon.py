"""A probabilistic lexicon from parallel text: which token translates which.

IBM model 1 (Brown et al. 1993, https://aclanthology.org/J93-2003) over the model's own tokens, run
in both directions; what both directions agree on is kept. Dictionary entries count as short
sentences.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import scipy.sparse as sp

Array = np.ndarray


@dataclass(frozen=True, slots=True)
class Lexicon:
    """Translation probabilities between tokens.

    Attributes:
        forward: p(Chinese token | English token), tokens x tokens.
        backward: p(English token | Chinese token), tokens x tokens.
        agreed: forward x backward, English tokens x Chinese tokens.
    """

    forward: sp.csr_matrix
    backward: sp.csr_matrix
    agreed: sp.csr_matrix


def _cells(left: sp.csr_matrix, right: sp.csr_matrix) -> tuple[Array, Array, Array]:
    """Every (left token, right token) of every pair of texts, and the pair's number."""
    left_sizes, right_sizes = np.diff(left.indptr), np.diff(right.indptr)
    sizes = left_sizes * right_sizes
    pair = np.repeat(np.arange(len(sizes)), sizes)
    offset = np.arange(sizes.sum()) - np.repeat(np.cumsum(sizes) - sizes, sizes)
    across = right_sizes[pair]
    first = left.indices[left.indptr[pair] + offset // across]
    second = right.indices[right.indptr[pair] + offset % across]
    return first.astype(np.int64), second.astype(np.int64), pair


def _model_one(source: Array, pair: Array, target: Array, cell: Array, rounds: int) -> Array:
    """p(target | source) of every distinct cell after some rounds of expectation maximisation.

    Args:
        source: translated token of each occurrence.
        pair: text pair of each occurrence.
        target: translating token of each occurrence.
        cell: number of the distinct (source, target) of each occurrence.
        rounds: of expectation maximisation.
    """
    cells = int(cell.max()) + 1
    source_of = np.zeros(cells, dtype=np.int64)
    source_of[cell] = source
    slots = np.unique(pair * (int(target.max()) + 1) + target, return_inverse=True)[1]
    probability = np.ones(cells)
    for _ in range(rounds):
        expected = probability[cell]
        expected /= np.bincount(slots, expected)[slots]
        counts = np.bincount(cell, expected, minlength=cells)
        totals = np.bincount(source_of, counts)
        probability = counts / (totals[source_of] + 0.5)
    return probability


def learn_lexicon(
    english: sp.csr_matrix, chinese: sp.csr_matrix, longest: int = 28, rounds: int = 5
) -> Lexicon:
    """Learns the lexicon from aligned token bags (texts x tokens).

    Args:
        english: counts of tokens, one row a text pair.
        chinese: the same of their translations.
        longest: pairs with more distinct tokens on a side are left out.
        rounds: of expectation maximisation in each direction.
    """
    sizes = np.maximum(np.diff(english.indptr), np.diff(chinese.indptr))
    kept = np.flatnonzero((sizes > 0) & (sizes <= longest))
    tokens = english.shape[1]
    first, second, pair = _cells(english[kept], chinese[kept])
    distinct, cell = np.unique(first * tokens + second, return_inverse=True)
    forward = _model_one(first, pair, second, cell, rounds)
    backward = _model_one(second, pair, first, cell, rounds)
    rows, columns = distinct // tokens, distinct % tokens
    strong = (forward > 0.01) | (backward > 0.01)
    rows, columns = rows[strong], columns[strong]
    forward, backward = forward[strong], backward[strong]
    shape = (tokens, tokens)

    def matrix(values: Array, transpose: bool = False) -> sp.csr_matrix:
        places = (columns, rows) if transpose else (rows, columns)
        result = sp.csr_matrix((values.astype(np.float32), places), shape=shape)
        result.eliminate_zeros()
        return result

    return Lexicon(matrix(forward), matrix(backward, True), matrix(forward * backward))
