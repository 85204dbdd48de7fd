"""Embeddings behind one small protocol: the built-in model, or any sentence-transformers model."""

from __future__ import annotations

import hashlib
import json
import threading
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol, runtime_checkable

import numpy as np
import numpy.typing as npt

from index.pretrained import PretrainedError, fingerprint, first_line, load_pretrained, model_folder
from ingest.errors import RapporteurError

if TYPE_CHECKING:
    from index.static import TokenBags

Vectors = npt.NDArray[np.float32]

BUILT_IN = "built-in"
NO_EMBEDDING = "none"

# Scripts of tokens (``TermEmbedder.scripts``).
OTHER_SCRIPT, LATIN, HAN = 0, 1, 2

_LONGEST_NAME = 150  # characters of a folder's name: the catalogue takes 200 with what follows

# Names that models give their prompts, in the order of preference.
_QUERY_PROMPTS = ("query",)
_PASSAGE_PROMPTS = ("document", "passage", "corpus")


class EmbeddingError(RapporteurError):
    """An embedding model cannot be loaded; the message says what to install or correct."""


@runtime_checkable
class Embedder(Protocol):
    """Turns texts into vectors of length one, so that an inner product is a cosine.

    Attributes:
        name: names the model and its version; vectors of different names are never compared.
        dimensions: length of the vectors.
    """

    name: str
    dimensions: int

    def embed_queries(self, texts: list[str]) -> Vectors:
        """Vectors (n, dimensions) of questions, in single precision, each of length one."""
        ...

    def embed_passages(self, texts: list[str]) -> Vectors:
        """Vectors (n, dimensions) of passages, in single precision, each of length one."""
        ...


@runtime_checkable
class TermEmbedder(Embedder, Protocol):
    """An embedder that also tells what each word of a text means, context aside.

    Its vectors are weighted sums of token vectors, so passages can be compared term by term.
    """

    def tokenize(self, texts: Sequence[str]) -> TokenBags:
        """Token ids of texts, one after another."""
        ...

    def sums(self, bags: TokenBags) -> Vectors:
        """Weighted sums (n, dimensions) of each text's token vectors."""
        ...

    def vectors_of(self, ids: npt.NDArray[np.int64]) -> tuple[Vectors, Vectors]:
        """Vectors of length one (n, dimensions) and weights (n) of tokens."""
        ...

    def scripts(self, ids: npt.NDArray[np.int64]) -> npt.NDArray[np.int8]:
        """The script of each token (n): ``HAN``, ``LATIN`` or ``OTHER_SCRIPT``."""
        ...

    def translate(self, text: str) -> dict[str, list[tuple[str, float]]]:
        """For each token of a text what it is called in the other language, with cosines."""
        ...


@dataclass(frozen=True, slots=True)
class EmbeddingModel:
    """An embedding as it is asked for: the model, and how texts are put to it.

    Attributes:
        model: ``built-in``, or the name or folder of a sentence-transformers model.
        query_prompt: put before every question; None for the model's own.
        passage_prompt: put before every passage; None for the model's own.
        batch_size: texts at a time (sentence-transformers models).
        device: ``cpu``, ``cuda``...; empty leaves the choice to the library.
    """

    model: str = BUILT_IN
    query_prompt: str | None = None
    passage_prompt: str | None = None
    batch_size: int = 64
    device: str = ""

    @property
    def light(self) -> bool:
        """Whether it runs without torch: thousands of passages a second, loaded at once."""
        return self.model == BUILT_IN or _is_static(self.model)

    def name(self) -> str:
        """What its vectors are kept under, known without loading torch.

        A folder's content and the passage prompt are part of it, its place and the question's
        prompt are not: they change no vector.

        Raises:
            EmbeddingError: the folder is missing.
        """
        if self.model == BUILT_IN:
            return self.load().name
        parts = [] if self.passage_prompt is None else [f"prompt {self.passage_prompt!r}"]
        name = self.model
        if folder := _folder(self.model):
            name = folder.name[:_LONGEST_NAME]
            parts.append(fingerprint(folder))
        if not parts:
            return name
        return f"{name} #{hashlib.sha256(' '.join(parts).encode()).hexdigest()[:8]}"

    def at_fixed_place(self) -> EmbeddingModel:
        """The same with its folder's whole path, to be found from any working directory."""
        if self.model == BUILT_IN or not (folder := _folder(self.model)):
            return self
        return replace(self, model=str(folder))

    def load(self) -> Embedder:
        """The embedder.

        Raises:
            EmbeddingError: the model or the library that runs it is missing, or it is damaged.
        """
        if self.model == BUILT_IN:
            from index.static import shipped_model

            return shipped_model()
        if _is_static(self.model):
            from index.static import StaticEmbedder

            static = StaticEmbedder(_folder(self.model))
            static.name = self.name()
            return static
        return SentenceTransformerEmbedder(self)


def load_embedder(name: str = BUILT_IN, batch_size: int = 64, device: str = "") -> Embedder:
    """The embedder of a model with the prompts of its own (see ``EmbeddingModel``).

    Raises:
        EmbeddingError: the model or the library that runs it is missing, or it is damaged.
    """
    return EmbeddingModel(name, batch_size=batch_size, device=device).load()


class SentenceTransformerEmbedder:
    """Any sentence-transformers model, with the prompts that it or the settings name.

    Texts longer than the model can take are cut by the library at the model's own length.

    Args:
        asked: the model and how texts are put to it.

    Attributes:
        prompts: what is put before questions and before passages, empty for nothing.

    Raises:
        EmbeddingError: sentence-transformers is not installed, or the model cannot be loaded.
    """

    def __init__(self, asked: EmbeddingModel) -> None:
        try:
            self._model = load_pretrained("embedding", asked.model, asked.device)
        except PretrainedError as error:
            raise _refused(asked.model, error) from error
        self._asked = asked
        self._lock = threading.Lock()
        own = self._model.prompts
        self.prompts = (
            _first(asked.query_prompt, own, _QUERY_PROMPTS),
            _first(asked.passage_prompt, own, _PASSAGE_PROMPTS),
        )
        self.name = asked.name()
        self.dimensions = int(self._model.get_embedding_dimension() or 0)
        if not self.dimensions:
            self.dimensions = self._encode(self._model.encode_query, ["a"], "").shape[1]

    def embed_queries(self, texts: list[str]) -> Vectors:
        """Vectors of questions, under the query prompt where there is one."""
        return self._embed(self._model.encode_query, texts, self.prompts[0])

    def embed_passages(self, texts: list[str]) -> Vectors:
        """Vectors of passages, under the passage prompt where there is one."""
        return self._embed(self._model.encode_document, texts, self.prompts[1])

    def _embed(self, encode: Any, texts: Sequence[str], prompt: str) -> Vectors:
        """Batch by batch, texts of a like length together: a question waits for one batch only."""
        result = np.zeros((len(texts), self.dimensions), dtype=np.float32)
        order = sorted(range(len(texts)), key=lambda place: -len(texts[place]))
        size = self._asked.batch_size
        for start in range(0, len(order), size):
            places = order[start : start + size]
            vectors = self._encode(encode, [texts[place] for place in places], prompt)
            lengths = np.linalg.norm(vectors, axis=1, keepdims=True)
            result[places] = np.divide(vectors, lengths, out=vectors, where=lengths > 0)
        return result

    def _encode(self, encode: Any, texts: list[str], prompt: str) -> Vectors:
        try:
            with self._lock:  # one batch at a time: threads would only share the same cores
                vectors = encode(
                    texts,
                    prompt=prompt,
                    batch_size=len(texts),
                    convert_to_numpy=True,
                    show_progress_bar=False,
                )
        except RuntimeError as error:  # torch has no other
            raise EmbeddingError(
                f'embedding "{self._asked.model}": it fails on a batch ({first_line(error)}). '
                "Where memory is short, set a smaller embedding_batch_size"
            ) from error
        return np.array(vectors, dtype=np.float32)


def _first(asked: str | None, own: Mapping[str, str | None], names: Sequence[str]) -> str:
    """The prompt asked for, else the model's own under the first of the names that has one.

    The library fills names that a model lacks with empty prompts, and would take those.
    """
    if asked is not None:
        return asked
    return next((prompt for name in names if (prompt := own.get(name))), "")


def _folder(model: str) -> Path | None:
    try:
        return model_folder(model)
    except PretrainedError as error:
        raise _refused(model, error) from error


def _is_static(model: str) -> bool:
    """Whether it is a folder in the built-in model's form, which needs no torch."""
    folder = _folder(model)
    if folder is None:
        return False
    try:
        config = json.loads((folder / "config.json").read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return False
    return isinstance(config, dict) and config.get("model_type") == "model2vec" and "name" in config


def _refused(model: str, reason: PretrainedError) -> EmbeddingError:
    return EmbeddingError(
        f'embedding "{model}": {reason}. Give the name or the folder of a sentence-transformers '
        'model, or set embedding = "built-in"'
    )
