"""The built-in embedding: shipped files, speed of loading, meaning across languages."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from importlib.resources import as_file, files
from pathlib import Path

import numpy as np
import pytest

from index.embedding import EmbeddingError
from index.static import StaticEmbedder
from index.training.late import late_interaction


@pytest.fixture(scope="module")
def embedder() -> StaticEmbedder:
    return StaticEmbedder()


@pytest.fixture
def model_copy(tmp_path: Path) -> Path:
    with as_file(files("index") / "embedded") as folder:
        for name in ("config.json", "model.safetensors", "tokenizer.json", "folding.json"):
            shutil.copy(folder / name, tmp_path / name)
        for name in ("modules.json",):
            shutil.copy(folder / name, tmp_path / name)
    return tmp_path


def test_vectors_have_unit_length_and_the_stated_size(embedder: StaticEmbedder) -> None:
    vectors = embedder.embed_passages(["The board met.", "理事会开会了。"])
    assert vectors.shape == (2, embedder.dimensions)
    assert vectors.dtype == np.float32
    assert np.allclose(np.linalg.norm(vectors, axis=1), 1.0, atol=1e-5)


def test_no_texts_and_empty_text(embedder: StaticEmbedder) -> None:
    assert embedder.embed_queries([]).shape == (0, embedder.dimensions)
    assert not embedder.embed_queries([""]).any()


def test_same_text_gives_same_vector_alone_or_in_company(embedder: StaticEmbedder) -> None:
    alone = embedder.embed(["预算是多少？"])[0]
    company = embedder.embed(["How large is the budget?", "", "预算是多少？"])[2]
    assert np.allclose(alone, company, atol=1e-6)


@pytest.mark.parametrize(
    ("question", "right", "wrong"),
    [
        (
            "How large is the budget for broadband?",
            "宽带项目的预算为五百万。",
            "会议在日内瓦举行。",
        ),
        (
            "会议在哪个城市举行？",
            "The meeting took place in Geneva.",
            "The budget rose by ten percent.",
        ),
        ("Which countries signed the agreement?", "三个国家签署了协议。", "学生们喜欢音乐。"),
        ("谁是委员会主席？", "She chairs the committee.", "The satellites orbit the earth."),
        ("Beijing", "北京", "巴黎"),
        ("artificial intelligence", "人工智能", "电力供应"),
    ],
)
def test_meaning_crosses_languages(
    embedder: StaticEmbedder, question: str, right: str, wrong: str
) -> None:
    asked = embedder.embed_queries([question])[0]
    passages = embedder.embed_passages([right, wrong])
    assert passages[0] @ asked > passages[1] @ asked + 0.1


@pytest.mark.parametrize(
    ("british", "american"),
    [("centre", "center"), ("kilometre", "kilometer"), ("modernisation", "modernization")],
)
def test_british_spelling_meets_american(
    embedder: StaticEmbedder, british: str, american: str
) -> None:
    one, other = embedder.embed([british, american])
    assert one @ other > 0.7


@pytest.mark.parametrize(
    ("inflected", "chinese", "wrong"),
    [("committees", "委员会", "承诺"), ("penalised", "处罚", "钢笔"), ("highways", "公路", "方式")],
)
def test_inflected_english_meets_its_translation(
    embedder: StaticEmbedder, inflected: str, chinese: str, wrong: str
) -> None:
    asked, right, other = embedder.embed([inflected, chinese, wrong])
    assert asked @ right > asked @ other + 0.1


def test_traditional_characters_meet_simplified_ones(embedder: StaticEmbedder) -> None:
    traditional, simplified = embedder.embed(["國際電信聯盟的發展", "国际电信联盟的发展"])
    assert traditional @ simplified == pytest.approx(1.0, abs=1e-5)


def test_full_width_and_case_are_folded(embedder: StaticEmbedder) -> None:
    wide, narrow = embedder.embed(["ＢＤＴ Budget ２０２４", "bdt budget 2024"])
    assert wide @ narrow == pytest.approx(1.0, abs=1e-5)


def test_token_vectors_fit_the_pooled_vector(embedder: StaticEmbedder) -> None:
    text = "数字化转型 needs broadband"
    tokens = embedder.token_vectors([text])[0]
    assert tokens.vectors.shape == (len(tokens.ids), embedder.dimensions)
    pooled = tokens.weights @ tokens.vectors
    assert np.allclose(pooled / np.linalg.norm(pooled), embedder.embed([text])[0], atol=1e-4)


def test_grammar_words_weigh_less_than_content_words(embedder: StaticEmbedder) -> None:
    grammar, content = embedder.token_vectors(["the", "earthquake"])
    assert content.weights[0] > 2 * grammar.weights[0]


def test_late_interaction_prefers_the_passage_that_meets_every_term(
    embedder: StaticEmbedder,
) -> None:
    passages = ["卫星发射的费用由德国承担。", "卫星已经发射。", "德国的经济增长了。", ""]
    scores = late_interaction(
        embedder, "Who pays for the satellite launch, Germany?", embedder.tokenize(passages)
    )
    assert int(np.argmax(scores)) == 0
    assert scores[3] == 0.0
    assert (scores <= 1.0 + 1e-6).all()


def test_loading_needs_no_torch() -> None:
    script = (
        "import sys; from index.static import StaticEmbedder; StaticEmbedder().embed(['x']);"
        "sys.exit('torch' in sys.modules or 'sentence_transformers' in sys.modules)"
    )
    assert subprocess.run([sys.executable, "-c", script], check=False).returncode == 0


def test_model2vec_and_sentence_transformers_read_the_folder(
    embedder: StaticEmbedder, model_copy: Path
) -> None:
    model2vec = pytest.importorskip("model2vec")
    sentence_transformers = pytest.importorskip("sentence_transformers")
    texts = ["The budget for broadband", "宽带项目的预算"]
    expected = embedder.embed(texts)
    theirs = model2vec.StaticModel.from_pretrained(model_copy).encode(texts)
    assert np.allclose(theirs, expected, atol=1e-3)
    transformer = sentence_transformers.SentenceTransformer(str(model_copy), device="cpu")
    assert np.allclose(transformer.encode(texts), expected, atol=1e-3)


def test_missing_file_is_named(model_copy: Path) -> None:
    (model_copy / "tokenizer.json").unlink()
    with pytest.raises(EmbeddingError, match=r"tokenizer\.json.*install the package again"):
        StaticEmbedder(model_copy)


def test_damaged_weights_are_reported(model_copy: Path) -> None:
    (model_copy / "model.safetensors").write_bytes(b"\0" * 64)
    with pytest.raises(EmbeddingError, match="cannot be read"):
        StaticEmbedder(model_copy)


def test_shipped_folder_is_small_and_states_its_name(embedder: StaticEmbedder) -> None:
    with as_file(files("index") / "embedded") as folder:
        size = sum(path.stat().st_size for path in folder.rglob("*") if path.is_file())
        config = json.loads((folder / "config.json").read_text(encoding="utf-8"))
        assert (folder / "MODEL_CARD.md").is_file()
    assert size <= 40_000_000
    assert embedder.name == config["name"]
