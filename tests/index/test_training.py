"""Training the built-in embedding: what is made of the data, and that a small run learns."""

from __future__ import annotations

import json
from collections import Counter
from pathlib import Path

import numpy as np
import pytest
import scipy.sparse as sp

from index.static import StaticEmbedder
from index.training.data import gloss_senses
from index.training.lexicon import learn_lexicon
from index.training.numerals import chinese_number, english_number, numeral_pairs
from index.training.spelling import other_forms
from index.training.train import main, quantise
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


def test_other_forms_are_spellings_and_changed_stems_of_common_words() -> None:
    words = Counter({"organization": 9, "penalty": 9, "initiate": 9, "cease": 1, "geneve": 9})
    forms = other_forms(words, {"organization", "penalty", "initiate", "cease"})
    assert forms == {"organisation": "organization", "penalti": "penalty", "initiat": "initiate"}


def test_other_forms_leave_known_words_alone() -> None:
    words = Counter({"center": 9, "centre": 9, "program": 9})
    assert other_forms(words, set(words)) == {"programme": "program", "centr": "centre"}


def _write_training_data(folder: Path) -> None:
    """A few lines of each kind; names of countries and numbers come with the program."""
    for name in ("parallel", "dict", "pairs"):
        (folder / name).mkdir(parents=True)
    sentences = [(f"The committee met {n} times.", f"委员会开了{n}次会。") for n in range(2, 99)]
    text = "".join(f"{english}\t{chinese}\n" for english, chinese in sentences)
    (folder / "parallel" / "tatoeba_cmn.tsv").write_text(text, "utf-8")
    entry = "组织\t組織\tzu3 zhi1\torganization/to organize\n"
    (folder / "dict" / "cc_cedict.tsv").write_text(entry, "utf-8")
    for name in ("unbis_thesaurus", "itu_telecom_terms", "cncf_terms"):
        (folder / "dict" / f"{name}.tsv").write_text("broadband\t宽带\n", "utf-8")
    (folder / "dict" / "t2s_chars.json").write_text(json.dumps({"國": "国"}), "utf-8")
    pair = {"query": "委员会何时开会？", "passage": "委员会在五月开会。会议在日内瓦举行。"}
    (folder / "pairs" / "some.jsonl").write_text(json.dumps(pair) + "\n", "utf-8")


@pytest.fixture(scope="module")
def small_runs(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    """The models of two runs of the training command over the same data."""
    folder = tmp_path_factory.mktemp("training")
    _write_training_data(folder / "data")
    runs = folder / "first", folder / "second"
    for output in runs:
        options = ["--epochs", "3", "--dimensions", "32", "--batch-size", "256"]
        main([str(folder / "data"), "-o", str(output), *options])
    return runs


def test_a_small_run_learns_names_across_languages(small_runs: tuple[Path, Path]) -> None:
    embedder = StaticEmbedder(small_runs[0])
    english = embedder.embed(["Switzerland", "Brazil", "Kenya", "Mongolia"])
    chinese = embedder.embed(["瑞士", "巴西", "肯尼亚", "蒙古"])
    assert (english @ chinese.T).argmax(axis=1).tolist() == [0, 1, 2, 3]


def test_british_spelling_means_the_same(small_runs: tuple[Path, Path]) -> None:
    american, british = StaticEmbedder(small_runs[0]).embed(["organization", "Organisation"])
    assert american @ british == pytest.approx(1.0, abs=1e-5)


def test_training_again_gives_the_same_bytes(small_runs: tuple[Path, Path]) -> None:
    for name in ("model.safetensors", "tokenizer.json", "config.json", "folding.json"):
        assert (small_runs[0] / name).read_bytes() == (small_runs[1] / name).read_bytes(), name


def test_shipped_configuration_is_normalised() -> None:
    config = json.loads(
        (Path(__file__).parents[2] / "index" / "embedded" / "config.json").read_text("utf-8")
    )
    assert config["normalize"] is True
