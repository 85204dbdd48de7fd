"""One score from several: how well a passage's words and its meaning fit the question."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Weights:
    """How much each kind of evidence counts.

    Attributes:
        keyword: for the share of the question's rare words that a passage has.
        vector: for the cosine of question and passage.
    """

    keyword: float = 1.0
    vector: float = 1.0


def fuse(
    keyword: Mapping[int, float],
    vector: Mapping[int, float],
    weights: Weights = Weights(),
) -> dict[int, float]:
    """Fused scores of all candidates.

    Both kinds are on fixed scales, so that they add up the same way for every question:

    - the keyword score is BM25 divided by what a passage of average length would get that has every
      word of the question once, words unknown to the collection included. A question in another
      language than the documents finds few of its words, its keyword scores are small, and the
      vectors decide; no language needs to be recognised for that.
    - the vector score is a cosine; below zero it says nothing.

    Args:
        keyword: normalised keyword scores by passage; a passage that is missing has none.
        vector: cosines by passage.
        weights: of the two.
    """
    return {
        passage: weights.keyword * keyword.get(passage, 0.0)
        + weights.vector * max(0.0, vector.get(passage, 0.0))
        for passage in keyword.keys() | vector.keys()
    }
