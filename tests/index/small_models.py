"""Small models with random weights, saved in the form that real ones have."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import numpy as np

WORDS = (
    "[PAD] [UNK] [CLS] [SEP] [MASK] query passage : ships sail tax law ledger note "
    "船 税 法 律 0 1 2 3 4 5 6 7 8 9"
).split()
LONGEST = 64  # tokens that the transformer models take


def save_static(folder: Path, name: str, seed: int = 0) -> Path:
    """A model in the built-in model's form."""
    from safetensors.numpy import save_file

    folder.mkdir(parents=True)
    _tokenizer().save(str(folder / "tokenizer.json"))
    random = np.random.default_rng(seed)
    vectors = random.integers(-127, 128, (len(WORDS), 16), dtype=np.int8)
    weights = np.full(len(WORDS), 0.01, dtype=np.float32)
    save_file({"embeddings": vectors, "weights": weights}, folder / "model.safetensors")
    config = {"model_type": "model2vec", "name": name, "normalize": True}
    (folder / "config.json").write_text(json.dumps(config), encoding="utf-8")
    return folder


def save_model2vec(folder: Path) -> Path:
    """A model as the model2vec library saves it."""
    from model2vec import StaticModel

    vectors = np.random.default_rng(0).normal(size=(len(WORDS), 16)).astype(np.float32)
    StaticModel(vectors, _tokenizer()).save_pretrained(folder)
    return folder


def save_transformer(folder: Path, prompts: dict[str, str] | None = None, seed: int = 0) -> Path:
    """A sentence-transformers model."""
    import torch
    from sentence_transformers import SentenceTransformer
    from sentence_transformers.sentence_transformer.modules import Pooling, Transformer
    from transformers import BertModel

    torch.manual_seed(seed)
    _save_words(folder / "bert")
    BertModel(_config()).save_pretrained(folder / "bert")
    words = Transformer(str(folder / "bert"))
    model = SentenceTransformer(modules=[words, Pooling(16)], prompts=prompts, device="cpu")
    model.save(str(folder / "model"))
    return folder / "model"


def save_cross_encoder(folder: Path, labels: int = 1, activation: Any = None) -> Path:
    """A cross-encoder whose scores are spread over many values."""
    import torch
    from sentence_transformers import CrossEncoder
    from transformers import BertForSequenceClassification

    torch.manual_seed(1)
    _save_words(folder / "bert")
    model = BertForSequenceClassification(_config(num_labels=labels))
    torch.nn.init.normal_(model.classifier.weight, std=3.0)
    model.save_pretrained(folder / "bert")
    encoder = CrossEncoder(str(folder / "bert"), activation_fn=activation, device="cpu")
    encoder.save_pretrained(str(folder / "model"))
    return folder / "model"


def _config(**options: Any) -> Any:
    from transformers import BertConfig

    return BertConfig(
        vocab_size=len(WORDS),
        hidden_size=16,
        num_hidden_layers=1,
        num_attention_heads=2,
        intermediate_size=16,
        max_position_embeddings=LONGEST,
        initializer_range=0.5,
        **options,
    )


def _save_words(folder: Path) -> None:
    from transformers import BertTokenizerFast

    folder.mkdir(parents=True)
    (folder / "vocab.txt").write_text("\n".join(WORDS), encoding="utf-8")
    BertTokenizerFast(vocab=str(folder / "vocab.txt")).save_pretrained(folder)


def _tokenizer() -> Any:
    """The kind of tokenizer that the built-in model has."""
    from tokenizers import Tokenizer, models, normalizers, pre_tokenizers

    scores = [("[UNK]", -40.0), *((word, -3.0) for word in WORDS if word != "[UNK]")]
    tokenizer = Tokenizer(models.Unigram(scores, unk_id=0))
    tokenizer.normalizer = normalizers.Sequence(
        [normalizers.NFKD(), normalizers.StripAccents(), normalizers.Lowercase()]
    )
    tokenizer.pre_tokenizer = pre_tokenizers.Whitespace()
    return tokenizer
