"""Training the built-in embedding: what is made of the data, and that a small run learns."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pytest
import scipy.sparse as sp

from index.training.data import gloss_senses
from index.training.lexicon import learn_lexicon
from index.training.numerals import chinese_number, english_number, numeral_pairs
from index.training.train import quantise
from index.training.trainer import contrast


def test_gloss_senses_drop_references_and_notes() -> None:
    gloss = "to dip in (ink, sauce etc); to soak/CL:個|个[ge4]/variant of 沾[zhan1]"
    assert gloss_senses(gloss) == ["dip in", "soak"]


@pytest.mark.parametrize(
    ("value", "chinese", "english"),
    [(7, "七", "seven"), (10, "十", "ten"), (15, "十五", "fifteen"), (42, "四十二", "forty-two")],
)
def test_numbers_in_words(value: int, chinese: str, english: str) -> None:
    assert (chinese_number(value), english_number(value)) == (chinese, english)


def test_dates_are_paired() -> None:
    assert ("July 2022", "2022年7月") in numeral_pairs()


def test_lexicon_tells_which_token_translates_which() -> None:
    # Tokens 0-2 are English, 3-5 Chinese; 0 goes with 3, 1 with 4, 2 with 5.
    english = sp.csr_matrix(np.array([[1, 1, 0], [1, 0, 1], [0, 1, 1], [1, 0, 0]] * 4))
    nothing = sp.csr_matrix((16, 3))
    left = sp.hstack([english, nothing], format="csr")
    right = sp.hstack([nothing, english], format="csr")
    agreed = learn_lexicon(left, right).agreed.toarray()
    assert agreed[:3, 3:].argmax(axis=1).tolist() == [0, 1, 2]


def test_contrast_gradient_is_the_slope_of_the_loss() -> None:
    generator = np.random.default_rng(0)
    left, right = generator.standard_normal((2, 5, 4)) / 2
    same = np.zeros((5, 5), dtype=bool)
    same[1, 2] = same[2, 1] = True
    loss, slope, _ = contrast(left, right, 3.0, same)
    step = np.zeros_like(left)
    step[1, 3] = 1e-6
    moved, _, _ = contrast(left + step, right, 3.0, same)
    assert (moved - loss) / 1e-6 == pytest.approx(slope[1, 3], abs=1e-4)


def test_quantised_rows_keep_direction_and_length() -> None:
    vectors = np.random.default_rng(0).standard_normal((20, 64)).astype(np.float32)
    vectors /= np.linalg.norm(vectors, axis=1, keepdims=True)
    weights = np.linspace(0.1, 3, 20).astype(np.float32)
    rows, factors = quantise(vectors, weights)
    restored = rows * factors[:, None]
    assert np.allclose(np.linalg.norm(restored, axis=1), weights, rtol=1e-4)
    assert (np.einsum("ij,ij->i", restored, vectors) / weights > 0.999).all()


def test_shipped_configuration_is_normalised() -> None:
    config = json.loads(
        (Path(__file__).parents[2] / "index" / "embedded" / "config.json").read_text("utf-8")
    )
    assert config["normalize"] is True
