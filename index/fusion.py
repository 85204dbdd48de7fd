"""One score from several: how well a passage's words and its meaning fit the question."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from index.closeness import Closeness


@dataclass(frozen=True, slots=True)
class Weights:
    """How much each kind of evidence counts.

    Attributes:
        keyword: share of the question's rare words that the passage has, as written.
        vector: cosine of question and passage.
        terms: how well the question's terms are met by the passage's, in any language.
        sentence: cosine of question and best sentence.
    """

    keyword: float
    vector: float
    terms: float = 0.0
    sentence: float = 0.0


# Found by trying steps of a factor of two on the development benchmarks (news, encyclopaedia within
# and across languages) and questions; around these values hardly anything changes.
TERM_WEIGHTS = Weights(keyword=1.5, vector=0.5, terms=2.0, sentence=1.5)
# For a model that gives one vector a passage.
VECTOR_WEIGHTS = Weights(keyword=1.0, vector=1.0)


def fuse(
    keyword: Mapping[int, float],
    vector: Mapping[int, float],
    close: Mapping[int, Closeness] | None = None,
) -> dict[int, float]:
    """Fused scores of all candidates, 0 to about 1.

    The weighted mean of scores on fixed scales, which is better than ranks at telling a good match
    from the best of a bad lot (Bruch, Gai and Ingber 2023, https://arxiv.org/abs/2210.11934):

    - the keyword score is BM25 divided by what a passage of average length would get that has every
      word of the question once, words unknown to the collection included. A question in another
      language than the documents finds few of its words, its keyword scores are small, and meaning
      decides; no language needs to be recognised for that.
    - a cosine counts from the lowest one among the candidates, since models differ in where theirs
      begin.
    - how close the words are (``index.closeness``) is only known of the best candidates; the others
      fall behind them.

    Args:
        keyword: normalised keyword scores by passage; a passage that is missing has none.
        vector: cosines by passage.
        close: closeness by passage, None where the embedding cannot tell.
    """
    weights = VECTOR_WEIGHTS if close is None else TERM_WEIGHTS
    total = weights.keyword + weights.vector + weights.terms + weights.sentence
    lowest = min(vector.values(), default=0.0)
    fused = {}
    for passage in keyword.keys() | vector.keys():
        score = weights.keyword * keyword.get(passage, 0.0)
        score += weights.vector * _above(lowest, vector.get(passage, lowest))
        if close is not None and (found := close.get(passage)):
            score += weights.terms * found.terms + weights.sentence * found.sentence
        fused[passage] = score / total
    return fused


def _above(lowest: float, cosine: float) -> float:
    return (cosine - lowest) / (1 - lowest) if lowest < 1 else 0.0
