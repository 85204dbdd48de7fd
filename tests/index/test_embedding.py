"""Embedders: one protocol, whatever the model behind it."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest

from index.embedding import Embedder, EmbeddingError, TermEmbedder, load_embedder
from index.search import Index
from ingest.document import Block, Document
from tests.index.hashing_embedder import HashingEmbedder

WORDS = "[PAD] [UNK] [CLS] [SEP] [MASK] query passage : ships sail tax law 船 税 法 律".split()


@pytest.fixture(scope="module")
def small_model(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A sentence-transformers model with random weights and prompts, saved as any other."""
    pytest.importorskip("sentence_transformers", reason="needs the models extra")
    from sentence_transformers import SentenceTransformer
    from sentence_transformers.sentence_transformer.modules import Pooling, Transformer
    from transformers import BertConfig, BertModel, BertTokenizerFast

    folder = tmp_path_factory.mktemp("model")
    (folder / "vocab.txt").write_text("\n".join(WORDS), encoding="utf-8")
    BertTokenizerFast(vocab=str(folder / "vocab.txt")).save_pretrained(folder / "bert")
    config = BertConfig(
        vocab_size=len(WORDS),
        hidden_size=16,
        num_hidden_layers=1,
        num_attention_heads=2,
        intermediate_size=16,
        max_position_embeddings=64,
    )
    BertModel(config).save_pretrained(folder / "bert")
    words = Transformer(str(folder / "bert"))
    model = SentenceTransformer(
        modules=[words, Pooling(16)],
        prompts={"query": "query: ", "document": "passage: "},
        device="cpu",
    )
    model.save(str(folder / "model"))
    return folder / "model"


def contract(embedder: Embedder) -> None:
    """What every embedder must do."""
    texts = ["ships sail", "税 法", "", "tax law " * 300]
    for embed in (embedder.embed_queries, embedder.embed_passages):
        vectors = embed(texts)
        assert vectors.shape == (4, embedder.dimensions)
        assert vectors.dtype == np.float32
        assert np.isfinite(vectors).all()
        lengths = np.linalg.norm(vectors, axis=1)
        assert all(length == pytest.approx(1, abs=1e-3) or length == 0 for length in lengths)
        assert np.allclose(vectors[:1], embed(texts[:1]), atol=1e-4)
        assert embed([]).shape == (0, embedder.dimensions)
    assert embedder.name
    assert isinstance(embedder, Embedder)


def test_the_built_in_model_keeps_the_contract() -> None:
    embedder = load_embedder("built-in")
    contract(embedder)
    assert isinstance(embedder, TermEmbedder)


def test_the_test_embedder_keeps_the_contract() -> None:
    contract(HashingEmbedder())


def test_a_model_from_a_folder_keeps_the_contract(small_model: Path) -> None:
    contract(load_embedder(str(small_model), batch_size=2, device="cpu"))


def test_questions_and_passages_get_their_own_prompts(small_model: Path) -> None:
    embedder = load_embedder(str(small_model), device="cpu")
    query, passage = embedder.embed_queries(["ships"]), embedder.embed_passages(["ships"])
    assert not np.allclose(query, passage, atol=1e-3)


def test_an_index_works_with_a_model_from_a_folder(small_model: Path, home: Path) -> None:
    documents = [
        Document("sea.txt", "sea", [Block("paragraph", "ships sail")]),
        Document("tax.txt", "tax", [Block("paragraph", "tax law")]),
    ]
    with Index.open(home, embedding=str(small_model), device="cpu") as index:
        index.add(documents)
        hits = index.search("ships sail")
        assert hits[0].document.name == "sea.txt"
        assert set(hits[0].scores) == {"keyword", "vector"}
        assert index.problems() == []
    with Index.open(home) as index:  # another model: the vectors are made anew
        assert "terms" in index.search("ships sail")[0].scores
        assert index.problems() == []


def test_a_model_that_is_not_there_says_what_to_do(tmp_path: Path) -> None:
    pytest.importorskip("sentence_transformers", reason="needs the models extra")
    with pytest.raises(EmbeddingError, match="built-in"):
        load_embedder(str(tmp_path / "no such model"))


def test_a_missing_package_says_which_command_installs_it() -> None:
    code = (
        "import sys; sys.modules['sentence_transformers'] = None\n"
        "from index.embedding import load_embedder, EmbeddingError\n"
        "try: load_embedder('some/model')\n"
        "except EmbeddingError as error: print(error)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert "pip install" in done.stdout
    assert "some/model" in done.stdout
