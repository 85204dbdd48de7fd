"""One score from several: how well a passage's words and its meaning fit the question."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import astuple, dataclass

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


# Found by ``python -m eval.calibrate_fusion`` on the development benchmarks (news, encyclopaedia,
# within and across languages and in a collection of both), the samples and the development
# questions; rounded. Around these values hardly anything changes.
TERM_WEIGHTS = Weights(keyword=0.9, vector=0.6, terms=0.9, statement=1.6, sentence=0.25)
# For a passage in the other script than the question's.
ACROSS_WEIGHTS = Weights(keyword=1.2, vector=1.1, terms=0.9, statement=1.5, sentence=0.55)
# For a model that gives one vector a passage.
VECTOR_WEIGHTS = Weights(keyword=1.0, vector=1.0)


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
    usual = VECTOR_WEIGHTS if close is None else TERM_WEIGHTS
    total = sum(astuple(usual))
    fused = {}
    for passage in keyword.keys() | vector.keys():
        found = close.get(passage) if close else None
        weights = ACROSS_WEIGHTS if found and found.across else usual
        score = weights.keyword * keyword.get(passage, 0.0)
        score += weights.vector * above(lowest, vector.get(passage, lowest))
        if found:
            score += weights.terms * found.terms + weights.statement * found.statement
            score += weights.sentence * found.sentence
        fused[passage] = score / total
    return fused


def above(lowest: float, cosine: float) -> float:
    """Where a cosine lies between the lowest one, 0, and 1."""
    return (cosine - lowest) / (1 - lowest) if lowest < 1 else 0.0
