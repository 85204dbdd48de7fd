"""Figures with their uncertainty, and the measures of retrieval and reading.

Everything random takes a seed, so that two runs over the same data print the same intervals.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Any

import numpy as np

SEED = 20_180
RESAMPLES = 2_000
PERMUTATIONS = 10_000
RETRIEVAL_MEASURES = ("nDCG@10", "R@5", "R@10", "R@100", "RR@10")

# What the official CMRC 2018 script drops from an answer before comparing. Its list, so also its
# gaps: the ASCII comma and full stop stay.
_CMRC_PUNCTUATION = frozenset("-:_*^/\\~`+=，。：？！“”；’《》……·、「」（）－～『』")
_CMRC_CHINESE = re.compile(r"[\u4e00-\u9fa5]")
_WORD = re.compile(r"\w+(?:[.,']\w+)*|[^\w\s]")


@dataclass(frozen=True, slots=True)
class Figure:
    """A mean with its 95% interval.

    Attributes:
        value: the mean, over ``count`` observations.
        low: lower end of the interval.
        high: upper end of the interval.
        count: how many questions (or queries) it rests on.
    """

    value: float
    low: float
    high: float
    count: int

    def to_json(self) -> dict[str, float | int]:
        """Plain data, rounded to four digits."""
        return {
            "value": round(self.value, 4),
            "low": round(self.low, 4),
            "high": round(self.high, 4),
            "count": self.count,
        }

    @classmethod
    def from_json(cls, data: Mapping[str, Any]) -> Figure:
        """Read what :meth:`to_json` wrote."""
        return cls(data["value"], data["low"], data["high"], data["count"])


@dataclass(frozen=True, slots=True)
class Difference:
    """How far B is above A on the same questions.

    Attributes:
        value: mean of B minus mean of A.
        low: lower end of the 95% interval.
        high: upper end of the 95% interval.
        p_value: chance of a difference at least as large if A and B were interchangeable.
        count: how many questions it rests on.
    """

    value: float
    low: float
    high: float
    p_value: float
    count: int

    def to_json(self) -> dict[str, float | int]:
        """Plain data, rounded to four digits."""
        return {
            "value": round(self.value, 4),
            "low": round(self.low, 4),
            "high": round(self.high, 4),
            "p_value": round(self.p_value, 4),
            "count": self.count,
        }


def mean_with_interval(
    values: Sequence[float], weights: Sequence[float] | None = None, seed: int = SEED
) -> Figure | None:
    """The mean and its percentile bootstrap interval (Efron, 1979), resampling questions.

    Args:
        values: one number a question; with weights, the question's total.
        weights: how many observations each total holds; the mean is then total over weight, and
            questions, not observations, are resampled, since those of one question go together.
        seed: of the resampling.

    Returns:
        The figure, or None where there is nothing to average.
    """
    totals = np.asarray(values, dtype=float)
    sizes = np.ones_like(totals) if weights is None else np.asarray(weights, dtype=float)
    if not totals.size or not sizes.sum():
        return None
    value = float(totals.sum() / sizes.sum())
    if np.all(totals == value * sizes):
        return Figure(value, value, value, totals.size)
    # How often each question is drawn says all about a resample: no matrix of indices is needed.
    draws = np.random.default_rng(seed).multinomial(
        totals.size, np.full(totals.size, 1 / totals.size), size=RESAMPLES
    )
    drawn = draws @ sizes
    means = (draws @ totals)[drawn > 0] / drawn[drawn > 0]
    low, high = np.percentile(means, [2.5, 97.5])
    return Figure(value, float(low), float(high), totals.size)


def paired_difference(
    a: Sequence[float], b: Sequence[float], seed: int = SEED
) -> Difference | None:
    """Compare two systems on the same questions.

    The interval is the percentile bootstrap of the mean difference; the p-value is that of the
    two-sided paired randomisation test (signs of the differences flipped at random; Smucker,
    Allan and Carterette, CIKM 2007), counting the observed arrangement as one of them.

    Args:
        a: the first system's number for each question.
        b: the second system's, in the same order.
        seed: of the resampling.

    Returns:
        The difference, or None without questions.
    """
    gaps = np.asarray(b, dtype=float) - np.asarray(a, dtype=float)
    figure = mean_with_interval(gaps.tolist(), seed=seed)
    if figure is None:
        return None
    changed = gaps[gaps != 0]
    generator = np.random.default_rng(seed)
    extreme = 0
    for _ in range(0, PERMUTATIONS, 1_000):  # in slices, to bound the memory
        signs = generator.choice((-1.0, 1.0), size=(1_000, changed.size))
        extreme += int(np.sum(np.abs(signs @ changed) >= abs(changed.sum()) - 1e-9))
    p_value = (extreme + 1) / (PERMUTATIONS + 1)
    return Difference(figure.value, figure.low, figure.high, p_value, figure.count)


def percentile(values: Sequence[float], share: float) -> float | None:
    """The value that a share of the values stay below (nearest rank), or None without values.

    Args:
        values: in any order and unit.
        share: 0 to 1.
    """
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, int(share * len(ordered)))] if ordered else None


def retrieval_figures(
    qrels: Mapping[str, Mapping[str, int]], run: Mapping[str, Mapping[str, float]]
) -> dict[str, Figure]:
    """The standard retrieval measures, by ir-measures (trec_eval's definitions).

    Args:
        qrels: query id to relevant document ids with their grades.
        run: query id to retrieved document ids with their scores, higher is better. A query
            that found nothing counts as 0.

    Returns:
        Measure name (as in ``RETRIEVAL_MEASURES``) to figure over the judged queries.
    """
    import ir_measures

    measures = [ir_measures.parse_measure(name) for name in RETRIEVAL_MEASURES]
    scores: dict[str, dict[str, float]] = {
        name: dict.fromkeys(qrels, 0.0) for name in RETRIEVAL_MEASURES
    }
    plain_qrels = {query: dict(grades) for query, grades in qrels.items()}
    plain_run = {query: dict(found) for query, found in run.items() if query in qrels}
    for result in ir_measures.iter_calc(measures, plain_qrels, plain_run):
        scores[str(result.measure)][result.query_id] = result.value
    figures = {name: mean_with_interval(list(scores[name].values())) for name in scores}
    return {name: figure for name, figure in figures.items() if figure is not None}


def cmrc_segments(text: str) -> list[str]:
    """Cut a text as the CMRC 2018 script does: Chinese characters one by one, other text by word.

    Punctuation of the script's list is dropped. The script cuts the other text with NLTK's word
    tokenizer; here a regular expression stands in (words and numbers with inner points, commas
    and apostrophes whole; any other sign alone), which differs only for English contractions.

    Args:
        text: an answer.

    Returns:
        Lower-case segments in order.
    """
    spaced = []
    for char in text.lower().strip():
        if char in _CMRC_PUNCTUATION:
            continue
        spaced.append(f" {char} " if _CMRC_CHINESE.match(char) else char)
    segments: list[str] = []
    for part in "".join(spaced).split():
        segments.extend([part] if _CMRC_CHINESE.match(part) else _WORD.findall(part))
    return segments


def cmrc_exact(prediction: str, answers: Sequence[str]) -> float:
    """Exact match of CMRC 2018: 1 where it equals an answer, case and punctuation aside.

    Args:
        prediction: the short answer; "" where the system refused.
        answers: the gold answers; none for a question without an answer (SQuAD 2), for which only
            the empty prediction is right.
    """
    return float(
        any(_without_punctuation(prediction) == _without_punctuation(a) for a in answers or ("",))
    )


def cmrc_f1(prediction: str, answers: Sequence[str]) -> float:
    """F1 of CMRC 2018: the best over the answers, from the longest common run of segments.

    Precision is the run's share of the prediction's segments, recall its share of the answer's
    (Cui et al., "A Span-Extraction Dataset for Chinese Machine Reading Comprehension", EMNLP 2019,
    and its script ``cmrc2018_evaluate.py``). The run is contiguous, as in the script's
    ``find_lcs``, unlike the bag of words of SQuAD.

    Args:
        prediction: the short answer; "" where the system refused.
        answers: the gold answers, as for :func:`cmrc_exact`.
    """
    if not answers:
        return float(not prediction.strip())
    found = cmrc_segments(prediction)
    return max(_run_f1(found, cmrc_segments(answer)) for answer in answers)


def _run_f1(found: list[str], gold: list[str]) -> float:
    """Harmonic mean of the common run's shares of both lists."""
    matcher = SequenceMatcher(None, found, gold, autojunk=False)
    size = matcher.find_longest_match(0, len(found), 0, len(gold)).size
    return 2 * size / (len(found) + len(gold)) if size else 0.0


def _without_punctuation(text: str) -> str:
    return "".join(char for char in text.lower().strip() if char not in _CMRC_PUNCTUATION)
