"""Makes question-to-passage pairs across languages out of what there is.

Sentence pairs in a row make passages: one sentence asks, the other language's neighbours answer.
Chinese questions and passages are translated token by token with the learned lexicon: poor English,
but a bag of tokens is all that the model sees.
"""

from __future__ import annotations

import numpy as np
import scipy.sparse as sp

from index.training.data import TrainingData, split_sentences
from index.training.trainer import bags
from index.training.vocabulary import Vocabulary

Array = np.ndarray
BagPairs = tuple[sp.csr_matrix, sp.csr_matrix, Array, Array]


def windows(
    english: sp.csr_matrix, chinese: sp.csr_matrix, generator: np.random.Generator, longest: int = 6
) -> BagPairs:
    """One sentence of a window against the whole window in the other language, both ways.

    Args:
        english: bags of consecutive sentences.
        chinese: their translations.
        generator: chooses each window's length (2 to ``longest``) and its asking sentence.
        longest: most sentences in a window.

    Returns:
        Left bags, right bags, and for each pair the number of its sentence and of its window.
    """
    total = english.shape[0]
    sizes = generator.integers(2, longest + 1, size=total)
    starts = np.cumsum(sizes) - sizes
    starts = starts[starts < total]
    group = np.repeat(np.arange(len(starts)), np.diff([*starts, total]))
    gather = sp.csr_matrix(
        (np.ones(total, dtype=np.float32), (group, np.arange(total))), shape=(len(starts), total)
    )
    english_windows, chinese_windows = gather @ english, gather @ chinese
    half = generator.random(total) < 0.5
    first, second = np.flatnonzero(half), np.flatnonzero(~half)
    left = sp.vstack([english[first], chinese[second]], format="csr")
    right = sp.vstack([chinese_windows[group[first]], english_windows[group[second]]], format="csr")
    return left, right, np.concatenate([first, second]), group[np.concatenate([first, second])]


def translate(
    texts: sp.csr_matrix, table: sp.csr_matrix, generator: np.random.Generator
) -> sp.csr_matrix:
    """Bags with every token replaced by a translation drawn from a table.

    Args:
        texts: bags of tokens.
        table: p(translation | token), tokens x tokens; a token with an empty row stays as it is.
        generator: draws.
    """
    rows = np.repeat(np.arange(texts.shape[0]), np.diff(texts.indptr))
    tokens = texts.indices
    result = tokens.copy()
    cumulative = np.concatenate([[0.0], np.cumsum(table.data, dtype=np.float64)])
    begin, end = cumulative[table.indptr[tokens]], cumulative[table.indptr[tokens + 1]]
    known = np.flatnonzero(end > begin)
    draw = begin[known] + generator.random(len(known)) * (end[known] - begin[known])
    place = np.searchsorted(cumulative, draw, side="right") - 1
    place = np.clip(place, table.indptr[tokens[known]], table.indptr[tokens[known] + 1] - 1)
    result[known] = table.indices[place]
    matrix = sp.csr_matrix((texts.data, (rows, result)), shape=texts.shape, dtype=np.float32)
    matrix.sum_duplicates()
    return matrix


def cloze(vocabulary: Vocabulary, data: TrainingData) -> BagPairs:
    """Each sentence of a Chinese passage against the rest of its passage (inverse cloze task).

    Lee et al. 2019, https://aclanthology.org/P19-1612.
    """
    lefts: list[str] = []
    rights: list[str] = []
    group: list[int] = []
    for number, passage in enumerate(dict.fromkeys(p for _, p in data.questions)):
        sentences = split_sentences(passage)
        for position, sentence in enumerate(sentences):
            if len(sentences) > 1 and len(sentence) >= 8:
                lefts.append(sentence)
                rights.append("".join(sentences[:position] + sentences[position + 1 :]))
                group.append(number)
    key = np.array(group)
    return bags(vocabulary, lefts), bags(vocabulary, rights), np.arange(len(lefts)), key
