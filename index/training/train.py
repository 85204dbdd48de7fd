"""Trains the built-in embedding and writes its folder.

    python -m index.training.train ../shared/data/train -o FOLDER

One command, seeded; it logs the loss and the wall time of each epoch and states the total.
"""

from __future__ import annotations

import argparse
import json
import logging
import time
from dataclasses import dataclass, fields
from pathlib import Path

import numpy as np
import scipy.sparse as sp
from safetensors.numpy import save_file

from index.training.data import TrainingData, read_training_data
from index.training.lexicon import Lexicon, learn_lexicon
from index.training.numerals import numeral_pairs
from index.training.synthesis import cloze, translate, windows
from index.training.trainer import Trainer, TrainingSettings, bags
from index.training.translations import write_translations
from index.training.vocabulary import Vocabulary, build_vocabulary
from index.unigram import compile_model

log = logging.getLogger(__name__)

Array = np.ndarray
# How many times a source is seen in an epoch.
REPEATS = {
    "tatoeba_cmn": 2.0,
    "python_docs": 0.5,
    "django_docs": 0.5,
    "un_sdg": 3.0,
    "cncf_glossary": 2.0,
    "unbis_thesaurus": 2.0,
    "itu_telecom_terms": 3.0,
    "cldr_names": 2.0,
}
# Share of a source's windows seen in an epoch, times its own repeats.
WINDOWS = 0.3
# Translated copies of each question and passage.
TRANSLATIONS = 3
# Below these, a translation is not drawn and a pair of tokens is no training pair.
LEAST_PROBABILITY = 0.05
LEAST_AGREEMENT = 0.02


@dataclass(frozen=True, slots=True)
class PairBags:
    """Pairs of one kind as token counts, ready for batching."""

    name: str
    left: sp.csr_matrix
    right: sp.csr_matrix
    left_key: Array
    right_key: Array
    repeats: float = 1.0

    def same(self, rows: Array) -> Array:
        """Which pairs of a batch share a text, so that one is no negative for the other."""
        left, right = self.left_key[rows], self.right_key[rows]
        return np.asarray((left[:, None] == left) | (right[:, None] == right))


def _keys(texts: list[str]) -> Array:
    """A number for each distinct text."""
    index: dict[str, int] = {}
    return np.array([index.setdefault(text, len(index)) for text in texts])


def pair_bags(
    vocabulary: Vocabulary, name: str, pairs: list[tuple[str, str]], repeats: float
) -> PairBags:
    """Pairs of texts as bags; pairs without a known token on a side are left out."""
    lefts, rights = [a for a, _ in pairs], [b for _, b in pairs]
    left, right = bags(vocabulary, lefts), bags(vocabulary, rights)
    kept = np.flatnonzero((np.diff(left.indptr) > 0) & (np.diff(right.indptr) > 0))
    keys = _keys(lefts)[kept], _keys(rights)[kept]
    return PairBags(name, left[kept], right[kept], *keys, repeats)


def _stack(parts: list[sp.csr_matrix]) -> sp.csr_matrix:
    return sp.vstack(parts, format="csr")


def prepare(
    vocabulary: Vocabulary, data: TrainingData, generator: np.random.Generator
) -> list[PairBags]:
    """All kinds of pairs as bags: those of the files, then those made of them."""
    kinds = [
        pair_bags(vocabulary, name, pairs, REPEATS.get(name, 1.0))
        for name, pairs in {**data.sentences, **data.terms}.items()
    ]
    lexicon = learn_lexicon(_stack([k.left for k in kinds]), _stack([k.right for k in kinds]))
    made = [_windows(kind, generator) for kind in kinds if kind.name in data.sentences]
    asked = pair_bags(vocabulary, "questions", data.questions, 2.0)
    return [*kinds, asked, *made, *_reading(vocabulary, data, asked, lexicon, generator)]


def _windows(kind: PairBags, generator: np.random.Generator) -> PairBags:
    """A sentence against a window of sentences of the other language, for one source."""
    rows = np.arange(kind.left.shape[0])
    if kind.name == "tatoeba_cmn":  # sorted by length: neighbours would all be alike
        rows = generator.permutation(rows)
    made = windows(kind.left[rows], kind.right[rows], generator)
    repeats = WINDOWS if kind.name == "tatoeba_cmn" else WINDOWS * kind.repeats
    return PairBags(f"windows of {kind.name}", *made, repeats)


def _reading(
    vocabulary: Vocabulary,
    data: TrainingData,
    asked: PairBags,
    lexicon: Lexicon,
    generator: np.random.Generator,
) -> list[PairBags]:
    """Questions and passages, and sentences and their passages, with one side translated."""
    table = lexicon.backward.copy()
    table.data[table.data < LEAST_PROBABILITY] = 0.0
    table.eliminate_zeros()
    left, right, left_key, right_key = cloze(vocabulary, data)
    questions, passages = [asked.left] * TRANSLATIONS, [asked.right] * TRANSLATIONS
    keys = np.tile(asked.left_key, TRANSLATIONS), np.tile(asked.right_key, TRANSLATIONS)
    english_questions = _stack([translate(bag, table, generator) for bag in questions])
    english_passages = _stack([translate(bag, table, generator) for bag in passages])
    english_left, english_right = (translate(bag, table, generator) for bag in (left, right))
    return [
        PairBags("questions en-zh", english_questions, _stack(passages), *keys),
        PairBags("questions zh-en", _stack(questions), english_passages, *keys),
        PairBags("cloze zh-zh", left, right, left_key, right_key),
        PairBags("cloze en-zh", english_left, right, left_key, right_key),
        PairBags("cloze zh-en", left, english_right, left_key, right_key),
        _lexicon_pairs(lexicon),
    ]


def _lexicon_pairs(lexicon: Lexicon) -> PairBags:
    """Single tokens that translate each other in both directions."""
    agreed = lexicon.agreed.tocoo()
    kept = agreed.data > LEAST_AGREEMENT
    english, chinese = agreed.row[kept], agreed.col[kept]
    ones, places = np.ones(len(english), dtype=np.float32), np.arange(len(english))
    shape = (len(english), agreed.shape[1])
    left = sp.csr_matrix((ones, (places, english)), shape=shape)
    right = sp.csr_matrix((ones, (places, chinese)), shape=shape)
    return PairBags("lexicon", left, right, english, chinese)


def batches(
    kinds: list[PairBags], size: int, generator: np.random.Generator
) -> list[tuple[int, Array]]:
    """A shuffled epoch: (kind, rows), every batch of one kind."""
    plan: list[tuple[int, Array]] = []
    for position, kind in enumerate(kinds):
        total = kind.left.shape[0]
        whole, part = int(kind.repeats), kind.repeats - int(kind.repeats)
        orders = [generator.permutation(total) for _ in range(whole)]
        if part:
            orders.append(generator.permutation(total)[: int(total * part)])
        rows = np.concatenate(orders)
        for start in range(0, len(rows), size):
            batch = np.unique(rows[start : start + size])
            if len(batch) >= 64:
                plan.append((position, batch))
    return [plan[i] for i in generator.permutation(len(plan))]


def train(
    vocabulary: Vocabulary, kinds: list[PairBags], settings: TrainingSettings, epochs: int
) -> Trainer:
    """Runs the training."""
    counts = np.asarray(sum(k.left.sum(axis=0) + k.right.sum(axis=0) for k in kinds)).ravel()
    trainer = Trainer(vocabulary, counts, settings)
    generator = np.random.default_rng(settings.seed)
    started = time.monotonic()
    for epoch in range(epochs):
        plan = batches(kinds, settings.batch_size, generator)
        losses: dict[str, list[float]] = {}
        for number, (position, rows) in enumerate(plan):
            kind = kinds[position]
            progress = (epoch + number / len(plan)) / epochs
            loss = trainer.step(kind.left[rows], kind.right[rows], progress, kind.same(rows))
            losses.setdefault(kind.name, []).append(loss)
        means = "  ".join(f"{name} {np.mean(values):.3f}" for name, values in losses.items())
        log.info("epoch %d, %.0f s: %s", epoch + 1, time.monotonic() - started, means)
    return trainer


def quantise(vectors: Array, weights: Array) -> tuple[Array, Array]:
    """Int8 rows and the factors that give each back its length."""
    largest = np.abs(vectors).max(axis=1, keepdims=True) + 1e-12
    rows = np.rint(vectors / largest * 127).astype(np.int8)
    lengths = np.linalg.norm(rows.astype(np.float32), axis=1) + 1e-12
    return rows, (weights / lengths).astype(np.float32)


def save(
    folder: Path, name: str, vocabulary: Vocabulary, vectors: Array, weights: Array, folding: Path
) -> None:
    """Writes the model in model2vec's form, which sentence-transformers reads too."""
    folder.mkdir(parents=True, exist_ok=True)
    rows, factors = quantise(vectors, weights)
    save_file({"embeddings": rows, "weights": factors}, folder / "model.safetensors")
    (folder / "model.safetensors").chmod(0o644)
    vocabulary.tokenizer.save(str(folder / "tokenizer.json"), pretty=False)
    compile_model(folder)
    config = {
        "model_type": "model2vec",
        "name": name,
        "normalize": True,
        "max_length": None,
        "embedding_dtype": "int8",
        "hidden_dim": int(rows.shape[1]),
    }
    (folder / "config.json").write_text(json.dumps(config, indent=2) + "\n", "utf-8")
    prefix = "sentence_transformers.models."
    modules = [
        {"idx": 0, "name": "0", "path": ".", "type": prefix + "StaticEmbedding"},
        {"idx": 1, "name": "1", "path": "1_Normalize", "type": prefix + "Normalize"},
    ]
    (folder / "modules.json").write_text(json.dumps(modules, indent=2) + "\n", "utf-8")
    characters = json.loads(folding.read_text("utf-8"))
    text = json.dumps(characters, ensure_ascii=False, separators=(",", ":"))
    (folder / "folding.json").write_text(text, "utf-8")


def main(arguments: list[str] | None = None) -> None:
    """Command line; ``arguments`` stand for those of the process."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("data", type=Path, help="folder with parallel/, dict/ and pairs/")
    parser.add_argument("-o", "--output", type=Path, required=True, help="folder to write")
    parser.add_argument("--epochs", type=int, default=3)
    parser.add_argument("--name", default="built-in-2")
    for item in fields(TrainingSettings):
        flag = "--" + item.name.replace("_", "-")
        parser.add_argument(flag, type=type(item.default), default=item.default)
    options = parser.parse_args(arguments)
    logging.basicConfig(level=logging.INFO, format="%(message)s")
    started = time.monotonic()
    settings = TrainingSettings(
        **{f.name: getattr(options, f.name) for f in fields(TrainingSettings)}
    )
    data = read_training_data(options.data)
    data.terms["numerals"] = numeral_pairs()
    vocabulary = build_vocabulary(data)
    kinds = prepare(vocabulary, data, np.random.default_rng(settings.seed))
    log.info("%d tokens; %.0f s to prepare", len(vocabulary.tokens), time.monotonic() - started)
    trainer = train(vocabulary, kinds, settings, options.epochs)
    vectors, weights = trainer.token_vectors()
    folding = options.data / "dict" / "t2s_chars.json"
    save(options.output, options.name, vocabulary, vectors, weights, folding)
    write_translations(options.output)
    log.info("total %.0f s", time.monotonic() - started)


if __name__ == "__main__":
    main()
