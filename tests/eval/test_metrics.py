"""Measures against values worked out by hand."""

import math

import pytest

from eval.metrics import (
    cmrc_exact,
    cmrc_f1,
    cmrc_segments,
    mean_with_interval,
    paired_difference,
    percentile,
    retrieval_figures,
)


def test_an_interval_surrounds_the_mean_and_narrows_with_more_questions():
    few = mean_with_interval([1, 0, 1, 1, 0] * 4)
    many = mean_with_interval([1, 0, 1, 1, 0] * 80)
    assert few.value == many.value == pytest.approx(0.6)
    assert few.low < 0.6 < few.high
    # The standard error is sqrt(0.24 / n): 0.1095 for 20, 0.0245 for 400; 1.96 of it on each side.
    assert few.high - few.low == pytest.approx(2 * 1.96 * math.sqrt(0.24 / 20), rel=0.15)
    assert many.high - many.low == pytest.approx(2 * 1.96 * math.sqrt(0.24 / 400), rel=0.15)


def test_intervals_are_the_same_every_time():
    assert mean_with_interval([1, 0, 0, 1, 1]) == mean_with_interval([1, 0, 0, 1, 1])


def test_a_weighted_mean_is_total_over_weight():
    figure = mean_with_interval([3, 0], weights=[4, 1])
    assert figure.value == pytest.approx(3 / 5)
    assert figure.low == 0
    assert figure.high == pytest.approx(3 / 4)


def test_nothing_to_average():
    assert mean_with_interval([]) is None
    assert mean_with_interval([0, 0], weights=[0, 0]) is None
    assert paired_difference([], []) is None


def test_questions_that_all_went_the_same_way_give_no_width():
    figure = mean_with_interval([1, 1, 1])
    assert (figure.value, figure.low, figure.high, figure.count) == (1, 1, 1, 3)


def test_the_randomisation_test_agrees_with_the_binomial():
    # Ten questions won and none lost: both signs of all ten together, 2 of 2**10 arrangements.
    difference = paired_difference([0] * 10 + [1] * 30, [1] * 10 + [1] * 30)
    assert difference.value == pytest.approx(0.25)
    assert difference.p_value == pytest.approx(2 / 2**10, abs=0.001)
    assert difference.low > 0


def test_no_difference_is_not_significant():
    assert paired_difference([1, 0, 1], [1, 0, 1]).p_value == 1
    assert paired_difference([1, 0, 1, 0], [0, 1, 0, 1]).p_value == 1


def test_percentiles_are_nearest_ranks():
    values = [5, 1, 4, 2, 3]
    assert percentile(values, 0.5) == 3
    assert percentile(values, 0.95) == 5
    assert percentile([], 0.5) is None


def test_retrieval_measures():
    qrels = {"a": {"d1": 1}, "b": {"d2": 1}, "c": {"d3": 1}}
    run = {
        "a": {"d1": 3.0, "d2": 2.0, "d3": 1.0},  # first
        "b": {"d1": 3.0, "d3": 2.5, "d2": 2.0},  # third
        # "c" found nothing
        "x": {"d1": 1.0},  # not judged: does not count
    }
    figures = retrieval_figures(qrels, run)
    assert figures["RR@10"].value == pytest.approx((1 + 1 / 3 + 0) / 3)
    assert figures["nDCG@10"].value == pytest.approx((1 + 1 / math.log2(4) + 0) / 3)
    assert figures["R@5"].value == figures["R@100"].value == pytest.approx(2 / 3)
    assert figures["R@10"].count == 3


def test_segments_of_mixed_text():
    assert cmrc_segments("《光荣》和ω-Force，共1,234人") == [
        "光", "荣", "和", "ωforce", "共", "1,234", "人",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("prediction", "answers", "expected"),
    [
        ("《田心车站》", ["田心车站"], 1),
        ("WORLD Bank", ["world bank"], 1),
        ("田心", ["田心车站", "株洲"], 0),
        ("", ["田心车站"], 0),
        ("", [], 1),
        ("田心", [], 0),
    ],
)
def test_exact_match(prediction, answers, expected):
    assert cmrc_exact(prediction, answers) == expected


@pytest.mark.parametrize(
    ("prediction", "answers", "expected"),
    [
        ("田心车站", ["田心车站"], 1),
        ("田心", ["田心车站"], 2 * 2 / (2 + 4)),  # precision 1, recall 1/2
        ("在田心车站旁", ["田心车站"], 2 * 4 / (6 + 4)),  # precision 4/6, recall 1
        ("车站田心", ["田心车站"], 2 * 2 / (4 + 4)),  # the common run is two long
        ("株洲", ["田心车站"], 0),
        ("the red cat", ["a red cat", "dog"], 2 * 2 / (3 + 3)),  # words, not letters
        ("", ["田心车站"], 0),
        ("", [], 1),
        ("田心", [], 0),
    ],
)
def test_f1_of_the_longest_common_run(prediction, answers, expected):
    assert cmrc_f1(prediction, answers) == pytest.approx(expected)
