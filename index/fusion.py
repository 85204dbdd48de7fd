"""One score from several: how well a passage's words and its meaning fit the question."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from index.closeness import Closeness


@dataclass(frozen=True, slots=True)
class Weights:
    """How much each kind of evidence counts.

    Attributes:
        keyword: share of the question's rare words that the passage has, as written or translated.
        vector: cosine of question and passage.
        terms: how well the question's terms are met by the passage's, in any language.
        statement: how well they are met within one sentence.
        sentence: cosine of question and best sentence.
    """

    keyword: float
    vector: float
    terms: float = 0.0
    statement: float = 0.0
    sentence: float = 0.0


TERM_WEIGHTS = Weights(keyword=1.0, vector=0.5, terms=1.0, statement=1.5, sentence=0.25)
# For a passage in the other script: what a translation of it would get in keywords and cosines
# beyond what the passage itself gets.
ACROSS_WEIGHTS = Weights(keyword=1.0, vector=0.5, terms=1.0, statement=2.0, sentence=1.5)
# For a model that gives one vector a passage.
VECTOR_WEIGHTS = Weights(keyword=1.0, vector=1.0)
_TOTAL = 4.25


def fuse(
    keyword: Mapping[int, float],
    vector: Mapping[int, float],
    close: Mapping[int, Closeness] | None = None,
) -> dict[int, float]:
    """Fused scores of all candidates, 0 to about 1.

    The weighted sum of scores on fixed scales, which is better than ranks at telling a good match
    from the best of a bad lot (Bruch, Gai and Ingber 2023, https://arxiv.org/abs/2210.11934):

    - the keyword score is BM25 divided by what a passage of average length would get that has every
      word of the question once, words unknown to the collection included;
    - a cosine counts from the lowest one among the candidates, since models differ in where theirs
      begin;
    - how close the words are (``index.closeness``) is only known of the best candidates; the others
      fall behind them. In a collection of several languages a passage in the question's own would
      always win, since it shares words with the question that mean little; what is close across
      languages therefore counts more.

    Args:
        keyword: normalised keyword scores by passage; a passage that is missing has none.
        vector: cosines by passage.
        close: closeness by passage, None where the embedding cannot tell.
    """
    lowest = min(vector.values(), default=0.0)
    fused = {}
    for passage in keyword.keys() | vector.keys():
        found = close.get(passage) if close else None
        weights = TERM_WEIGHTS if close is not None else VECTOR_WEIGHTS
        if found and found.across:
            weights = ACROSS_WEIGHTS
        score = weights.keyword * keyword.get(passage, 0.0)
        score += weights.vector * above(lowest, vector.get(passage, lowest))
        if found:
            score += weights.terms * found.terms + weights.statement * found.statement
            score += weights.sentence * found.sentence
        fused[passage] = score / (_TOTAL if close is not None else 2.0)
    return fused


def above(lowest: float, cosine: float) -> float:
    """Where a cosine lies between the lowest one, 0, and 1."""
    return (cosine - lowest) / (1 - lowest) if lowest < 1 else 0.0
