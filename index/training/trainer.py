"""Contrastive training of token vectors with hand-written gradients over sparse matrices.

A text's vector is the normalised sum over its tokens of weight x (composition x feature vectors).
Pairs are pulled together and the other pairs of the batch pushed away, both ways (InfoNCE; van den
Oord et al. 2018, https://arxiv.org/abs/1807.03748). Only the rows that a batch touches are updated
(lazily), so a step costs the same whatever the size of the vocabulary.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import scipy.sparse as sp

from index.training.vocabulary import Vocabulary

Array = np.ndarray


@dataclass(frozen=True, slots=True)
class TrainingSettings:
    """What a run can vary.

    Attributes:
        dimensions: length of the vectors.
        batch_size: pairs in a batch; all others of the batch are negatives.
        learning_rate: at the start; it falls linearly to zero.
        weight_rate: learning rate of the logarithms of the token weights.
        scale: inverse temperature of the cosine similarities.
        frequency_smoothing: ``a`` of the initial weight a / (a + p(token)).
        own_dropout: share of tokens that a step composes without their own feature, so that stems,
            characters and letters learn to speak for words seen once.
        seed: of everything random.
    """

    dimensions: int = 224
    batch_size: int = 2048
    learning_rate: float = 0.01
    weight_rate: float = 0.01
    scale: float = 10.0
    frequency_smoothing: float = 3e-4
    own_dropout: float = 0.3
    seed: int = 20261123


class RowOptimiser:
    """Steps of a set size against the gradient, for the rows that a batch touches only.

    Each row is divided by a running root mean square of its own gradients: RMSProp (Tieleman &
    Hinton 2012) with one number a row, which costs a third of Adam's time on sparse rows.
    """

    def __init__(self, values: Array, decay: float = 0.98) -> None:
        self.values = values
        self.square = np.zeros(len(values), dtype=np.float32)
        self.steps = np.zeros(len(values), dtype=np.int32)
        self.decay = decay

    def update(self, rows: Array, gradient: Array, rate: float) -> None:
        """Move ``values[rows]`` against the gradient (same shape as those rows)."""
        self.steps[rows] += 1
        size = gradient * gradient if gradient.ndim == 1 else np.square(gradient).mean(axis=1)
        square = self.square[rows]
        square += (1 - self.decay) * (size - square)
        self.square[rows] = square
        corrected = square / (1 - self.decay ** self.steps[rows])
        factor = (rate / (np.sqrt(corrected) + 1e-8)).astype(np.float32)
        self.values[rows] -= gradient * (factor if gradient.ndim == 1 else factor[:, None])


def bags(vocabulary: Vocabulary, texts: list[str]) -> sp.csr_matrix:
    """Token counts of texts (texts x tokens, float32).

    Other spellings count as their word; unknown tokens are left out.
    """
    encodings = vocabulary.tokenizer.encode_batch_fast(texts, add_special_tokens=False)
    lengths = np.fromiter((len(e.ids) for e in encodings), dtype=np.int64, count=len(texts))
    indices = np.fromiter(
        (i for e in encodings for i in e.ids), dtype=np.int32, count=lengths.sum()
    )
    indices = vocabulary.canonical[indices]
    indptr = np.concatenate([[0], np.cumsum(lengths)])
    counts = np.ones(len(indices), dtype=np.float32)
    matrix = sp.csr_matrix((counts, indices, indptr), shape=(len(texts), len(vocabulary.tokens)))
    matrix.data[matrix.indices == 0] = 0.0
    matrix.eliminate_zeros()
    matrix.sum_duplicates()
    return matrix


def normalise(vectors: Array) -> tuple[Array, Array]:
    """Rows of unit length, and the lengths they had."""
    lengths = np.linalg.norm(vectors, axis=1, keepdims=True) + 1e-9
    return vectors / lengths, lengths


def contrast(
    left: Array, right: Array, scale: float, same: Array | None = None
) -> tuple[float, Array, Array]:
    """Symmetric in-batch contrastive loss over unit rows.

    Args:
        left: queries, n x d.
        right: their partners, n x d; the other rows are negatives.
        scale: inverse temperature.
        same: n x n, True where a row is no negative because a text of the two pairs is the same.

    Returns:
        The loss and its gradients with respect to both sides.
    """
    likeness = left @ right.T
    likeness *= scale
    np.exp(likeness, out=likeness)  # at most e^scale: no overflow in single precision
    diagonal = np.arange(len(left))
    if same is not None:
        own = likeness[diagonal, diagonal]
        likeness[same] = 0.0
        likeness[diagonal, diagonal] = own
    forward = 1.0 / likeness.sum(axis=1)
    backward = 1.0 / likeness.sum(axis=0)
    probability = likeness[diagonal, diagonal] ** 2 * forward * backward
    loss = float(-0.5 * np.log(probability + 1e-12).mean())
    likeness *= forward[:, None] + backward
    likeness[diagonal, diagonal] -= 2.0
    likeness *= 0.5 * scale / len(left)
    return loss, likeness @ right, likeness.T @ left


class Trainer:
    """The parameters and one training step."""

    def __init__(self, vocabulary: Vocabulary, counts: Array, settings: TrainingSettings) -> None:
        generator = np.random.default_rng(settings.seed)
        features = vocabulary.composition.shape[1]
        shape = (features, settings.dimensions)
        vectors = generator.standard_normal(shape, dtype=np.float32) / settings.dimensions**0.5
        probability = (counts + 1.0) / counts.sum()
        smoothing = settings.frequency_smoothing
        weights = np.log(smoothing / (smoothing + probability)).astype(np.float32)
        self.settings = settings
        self.composition = vocabulary.composition
        self.canonical = vocabulary.canonical
        self.generator = generator
        self.features = RowOptimiser(vectors)
        self.weights = RowOptimiser(weights)

    def step(
        self,
        left: sp.csr_matrix,
        right: sp.csr_matrix,
        progress: float,
        same: Array | None = None,
    ) -> float:
        """Train on one batch of bags.

        Args:
            left: token counts of the queries.
            right: token counts of their partners.
            progress: from 0 to 1 over the whole run.
            same: see ``contrast``.

        Returns:
            The loss before the step.
        """
        stacked = sp.vstack([left, right], format="csr")
        tokens, inverse = np.unique(stacked.indices, return_inverse=True)
        shape = (stacked.shape[0], len(tokens))
        local = sp.csr_matrix((stacked.data, inverse.astype(np.int32), stacked.indptr), shape=shape)
        part = self.composition[tokens]
        if self.settings.own_dropout:
            dropped = self.generator.random(len(tokens)) < self.settings.own_dropout
            owner = np.repeat(dropped, np.diff(part.indptr))
            part.data[owner & (part.data == 1.0)] = 0.0
        rows, columns = np.unique(part.indices, return_inverse=True)
        shape = (len(tokens), len(rows))
        part = sp.csr_matrix((part.data, columns.astype(np.int32), part.indptr), shape=shape)

        composed = part @ self.features.values[rows]
        weights = np.exp(self.weights.values[tokens])[:, None]
        unit, lengths = normalise(local @ (composed * weights))
        half = left.shape[0]
        loss, to_left, to_right = contrast(unit[:half], unit[half:], self.settings.scale, same)

        gradient = np.concatenate([to_left, to_right])
        gradient -= unit * np.einsum("ij,ij->i", unit, gradient)[:, None]
        gradient /= lengths
        token_gradient = local.T @ gradient
        weight_gradient = np.einsum("ij,ij->i", token_gradient, composed) * weights[:, 0]
        feature_gradient = part.T @ (token_gradient * weights)
        rate = 1.0 - progress
        self.features.update(rows, feature_gradient, self.settings.learning_rate * rate)
        self.weights.update(tokens, weight_gradient, self.settings.weight_rate * rate)
        return loss

    def token_vectors(self) -> tuple[Array, Array]:
        """Unit vectors of all tokens, and their weights (the lengths folded in)."""
        vectors = self.composition @ self.features.values
        unit, lengths = normalise(vectors)
        weights = np.exp(self.weights.values) * lengths[:, 0]
        weights[0] = 0.0
        unit, weights = unit[self.canonical], weights[self.canonical]
        return unit.astype(np.float32), weights.astype(np.float32)
