"""Late interaction: how well each term of a question is met by some term of a passage.

ColBERT's sum of maxima (Khattab & Zaharia 2020, https://arxiv.org/abs/2004.12832) over static token
vectors, with each question term weighted by how much it tells and by how rare it is among the
passages compared. It needs the passages' token ids only, so it suits candidates.
"""

from __future__ import annotations

import numpy as np

from index.static import Floats, StaticEmbedder, TokenBags

FLOOR = 0.25
RARITY_FLOOR = 0.02


def late_interaction(embedder: StaticEmbedder, question: str, passages: TokenBags) -> Floats:
    """Scores of passages for a question.

    Args:
        embedder: the model that made the token ids.
        question: as the person wrote it.
        passages: token ids of the candidates (``embedder.tokenize(texts)``).

    Returns:
        One score a passage, 0 (nothing met) to 1 (every term stands there).
    """
    scores = np.zeros(len(passages), dtype=np.float32)
    filled = np.flatnonzero(np.diff(passages.starts))
    ids = np.unique(embedder.tokenize([question]).ids)
    if not len(ids) or not len(filled):
        return scores
    terms, weights = embedder.vectors_of(ids)
    present, positions = np.unique(passages.ids, return_inverse=True)
    similarity = terms @ embedder.vectors_of(present)[0].T
    np.clip((similarity - FLOOR) / (1.0 - FLOOR), 0.0, 1.0, out=similarity)
    met = np.maximum.reduceat(similarity[:, positions], passages.starts[filled], axis=1)
    rarity = -np.log(np.clip(met.mean(axis=1), RARITY_FLOOR, 1.0 - 1e-3))
    weights = weights * rarity
    scores[filled] = weights @ met / (weights.sum() + 1e-9)
    return scores
