"""The built-in embedding: a bilingual bag of token vectors, read without torch.

The folder is in model2vec's form (``tokenizer.json``, ``config.json``, ``model.safetensors`` with
int8 ``embeddings`` and float32 ``weights``), so model2vec and sentence-transformers load it too;
``unigram.model`` is the tokenizer once more (see ``index.unigram``). Its vectors are mapped.
A text's vector is the weighted mean of its tokens' vectors, normalised; a token's weight says how
much it tells (learned, starting from inverse frequency).
"""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import as_file, files
from itertools import pairwise
from pathlib import Path

import numpy as np
import numpy.typing as npt

from index.embedding import EmbeddingError
from index.tensors import map_tensors
from index.translation import Translations
from index.unigram import UNKNOWN_TOKEN, UnigramTokenizer

Floats = npt.NDArray[np.float32]

FEW = 600  # texts, above which none are remembered: an ingestion sees each once
REMEMBERED = 16384  # texts whose tokens are kept
REMEMBERED_VECTORS = 8192  # texts whose vectors are kept
BATCH = 2048
TOGETHER = 64  # texts whose token vectors are read at a time
SORTED = 512  # tokens from which the distinct ones are found faster without sorting


@dataclass(frozen=True, slots=True)
class TokenBags:
    """The tokens of several texts, one after another.

    Attributes:
        ids: token ids of all texts.
        starts: where each text's ids begin, with the total at the end (texts + 1 numbers).
    """

    ids: npt.NDArray[np.int64]
    starts: npt.NDArray[np.int64]

    def __len__(self) -> int:
        return len(self.starts) - 1


@dataclass(frozen=True, slots=True)
class TextTokens:
    """One text's tokens for late interaction.

    Attributes:
        ids: token ids, n.
        vectors: unit vectors, n x d.
        weights: how much each token tells, n.
    """

    ids: npt.NDArray[np.int64]
    vectors: Floats
    weights: Floats


class StaticEmbedder:
    """Embeds texts by a weighted mean of token vectors.

    Args:
        folder: a model folder; None for the model shipped with the package.

    Attributes:
        name: recorded with the vectors, so that a change of model is noticed.
        dimensions: length of the vectors.
        size: number of tokens.

    Raises:
        EmbeddingError: a file is missing or damaged, or the parts do not fit together.
    """

    def __init__(self, folder: Path | None = None) -> None:
        if folder is None:
            with as_file(files("index") / "embedded") as shipped:
                parts = _read_folder(shipped)
        else:
            parts = _read_folder(folder)
        self.name, self._tokenizer, self._vectors, self._weights, self._folding = parts[:-1]
        self._translations = parts[-1]
        characters = "".join(map(chr, self._folding))
        self._foldable = re.compile(f"[{re.escape(characters)}]") if characters else None
        self.dimensions = int(self._vectors.shape[1])
        self.size = len(self._vectors)
        self._remembered: dict[str, npt.NDArray[np.int64]] = {}
        self._embeddings: dict[str, Floats] = {}  # words come again with every question

    def tokenize(self, texts: Sequence[str]) -> TokenBags:
        """Token ids of texts, unknown tokens left out."""
        lists = self._ids(texts)
        starts = np.zeros(len(lists) + 1, dtype=np.int64)
        np.cumsum([len(ids) for ids in lists], out=starts[1:])
        ids = np.concatenate(lists) if lists else np.zeros(0, dtype=np.int64)
        return TokenBags(ids, starts)

    def _ids(self, texts: Sequence[str]) -> list[npt.NDArray[np.int64]]:
        """Token ids of each text; the sentences of an answer are asked for again and again."""
        if len(texts) > FEW:
            return self._encoded(texts)
        if len(self._remembered) > REMEMBERED:
            self._remembered = {}
        remembered = self._remembered  # stays whole where another thread begins anew
        if fresh := [text for text in dict.fromkeys(texts) if text not in remembered]:
            remembered.update(zip(fresh, self._encoded(fresh), strict=True))
        return [remembered[text] for text in texts]

    def _encoded(self, texts: Sequence[str]) -> list[npt.NDArray[np.int64]]:
        """Ids of the known tokens of each text."""
        lists = self._tokenizer.encode([self._simplified(text) for text in texts])
        return [
            np.array([token for token in ids if token != UNKNOWN_TOKEN], dtype=np.int64)
            for ids in lists
        ]

    def embed(self, texts: Sequence[str]) -> Floats:
        """Unit vectors of texts (n x d); a text without a known token gets zeros."""
        if not 0 < len(texts) <= FEW:
            return self._embedded(texts)
        if len(self._embeddings) > REMEMBERED_VECTORS:
            self._embeddings = {}
        remembered = self._embeddings  # stays whole where another thread begins anew
        if fresh := [text for text in dict.fromkeys(texts) if text not in remembered]:
            remembered.update(zip(fresh, self._embedded(fresh), strict=True))
        return np.concatenate([remembered[text] for text in texts]).reshape(-1, self.dimensions)

    def _embedded(self, texts: Sequence[str]) -> Floats:
        """The same, each worked out."""
        result = np.zeros((len(texts), self.dimensions), dtype=np.float32)
        for start in range(0, len(texts), BATCH):
            bags = self.tokenize(texts[start : start + BATCH])
            result[start : start + len(bags)] = self.sums(bags)
        lengths = np.linalg.norm(result, axis=1, keepdims=True)
        np.divide(result, lengths, out=result, where=lengths > 0)
        return result

    def sums(self, bags: TokenBags) -> Floats:
        """Sums (n x d) of each text's token vectors, weighted; not of length one."""
        result = np.zeros((len(bags), self.dimensions), dtype=np.float32)
        starts = bags.starts.tolist()
        for first in range(0, len(bags), TOGETHER):
            own = starts[first : first + TOGETHER + 1]
            ids = bags.ids[own[0] : own[-1]]
            weights = self._weights.take(ids)
            vectors = self._vectors.take(ids, axis=0).astype(np.float32)
            # One product a text: many times as fast as adding up the rows of a whole batch.
            for place, (start, end) in enumerate(pairwise(own), start=first):
                text = slice(start - own[0], end - own[0])
                result[place] = weights[text] @ vectors[text]
        return result

    def embed_queries(self, texts: list[str]) -> Floats:
        """Unit vectors of questions (n x d)."""
        return self.embed(texts)

    def embed_passages(self, texts: list[str]) -> Floats:
        """Unit vectors of passages (n x d)."""
        return self.embed(texts)

    def _simplified(self, text: str) -> str:
        """The text with traditional characters in their simplified form."""
        if text.isascii() or self._foldable is None or not self._foldable.search(text):
            return text
        return text.translate(self._folding)

    def vectors_of(self, ids: npt.NDArray[np.int64]) -> tuple[Floats, Floats]:
        """Unit vectors (n x d) and weights (n) of token ids."""
        rows = self._vectors.take(ids, axis=0).astype(np.float32)
        lengths = np.sqrt(np.einsum("ij,ij->i", rows, rows)) + 1e-12
        rows /= lengths[:, None]
        return rows, self._weights.take(ids) * lengths

    def text(self, token: int) -> str:
        """What a token stands for."""
        return self._tokenizer.text(token)

    def scripts(self, ids: npt.NDArray[np.int64]) -> npt.NDArray[np.int8]:
        """The script of each token (n): ``HAN``, ``LATIN`` or ``OTHER_SCRIPT``."""
        return self._translations.scripts[ids]

    def translate(self, text: str) -> dict[str, list[tuple[str, float]]]:
        """What the words of a text are called in the other language.

        Returns:
            For each token of the text its nearest tokens in the other script with their cosines,
            the nearest first; an empty list for one that has none near.
        """
        return {
            self.text(token): [
                (self.text(other), cosine) for other, cosine in self._translations.of(token)
            ]
            for token in dict.fromkeys(self.tokenize([text]).ids.tolist())
        }

    def token_vectors(self, texts: Sequence[str]) -> list[TextTokens]:
        """Each text's tokens, their unit vectors and weights."""
        bags = self.tokenize(texts)
        parts = [bags.ids[a:b] for a, b in zip(bags.starts, bags.starts[1:], strict=False)]
        return [TextTokens(ids, *self.vectors_of(ids)) for ids in parts]


def distinct(ids: npt.NDArray[np.int64]) -> tuple[npt.NDArray[np.int64], npt.NDArray[np.int64]]:
    """The distinct token ids in order (at least one), and where each id is among them."""
    if len(ids) < SORTED:
        return np.unique(ids, return_inverse=True)
    seen = np.zeros(int(ids.max()) + 1, dtype=bool)
    seen[ids] = True
    present = np.flatnonzero(seen)
    places = np.empty(len(seen), dtype=np.int64)
    places[present] = np.arange(len(present))
    return present, places.take(ids)


@cache
def shipped_model() -> StaticEmbedder:
    """The model shipped with the package, read once a process: that takes longer than an answer."""
    return StaticEmbedder()


def _read_folder(
    folder: Path,
) -> tuple[str, UnigramTokenizer, npt.NDArray[np.int8], Floats, dict[int, str], Translations]:
    """Name, tokenizer, vectors (tokens x d), weights (tokens), character folding, translations."""
    try:
        config = json.loads((folder / "config.json").read_text(encoding="utf-8"))
        tensors = map_tensors(folder / "model.safetensors")
        tokenizer = UnigramTokenizer(folder)
        folding_file = folder / "folding.json"
        folding = json.loads(folding_file.read_text("utf-8")) if folding_file.exists() else {}
        translations = Translations.read(folder, tokenizer)
    except (OSError, ValueError, KeyError) as error:
        raise EmbeddingError(
            f"{folder}: the embedding model cannot be read ({error}); install the package again"
        ) from error
    vectors, weights = tensors["embeddings"], tensors["weights"].copy()
    if not len(vectors) == len(weights) == len(tokenizer):
        raise EmbeddingError(
            f"{folder}: {len(tokenizer)} tokens, {len(vectors)} vectors and "
            f"{len(weights)} weights do not belong together; install the package again"
        )
    return str(config["name"]), tokenizer, vectors, weights, str.maketrans(folding), translations
