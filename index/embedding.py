"""Embeddings behind one small protocol: the built-in model, or any sentence-transformers model."""

from __future__ import annotations

import threading
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, Protocol, runtime_checkable

import numpy as np
import numpy.typing as npt

from ingest.errors import RapporteurError

if TYPE_CHECKING:
    from sentence_transformers import SentenceTransformer

    from index.static import TokenBags

Vectors = npt.NDArray[np.float32]

BUILT_IN = "built-in"
NO_EMBEDDING = "none"

# Scripts of tokens (``TermEmbedder.scripts``).
OTHER_SCRIPT, LATIN, HAN = 0, 1, 2


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


def load_embedder(name: str = BUILT_IN, batch_size: int = 64, device: str = "") -> Embedder:
    """The embedder of a name.

    Args:
        name: ``built-in``, or the name or folder of a sentence-transformers model.
        batch_size: texts at a time (sentence-transformers models).
        device: ``cpu``, ``cuda``...; empty leaves the choice to the library.

    Raises:
        EmbeddingError: the model or the package that runs it is missing.
    """
    if name == BUILT_IN:
        from index.static import shipped_model

        return shipped_model()
    return SentenceTransformerEmbedder(name, batch_size, device)


class SentenceTransformerEmbedder:
    """Any sentence-transformers model, with the prompts that it asks for.

    Args:
        model: name or folder.
        batch_size: texts at a time.
        device: empty for the library's choice.

    Raises:
        EmbeddingError: sentence-transformers is not installed, or the model cannot be loaded.
    """

    def __init__(self, model: str, batch_size: int = 64, device: str = "") -> None:
        self._model = _load_model(model, device)
        self._batch_size = batch_size
        self._lock = threading.Lock()
        self.name = model
        self.dimensions = int(self._model.get_embedding_dimension() or 0)

    def embed_queries(self, texts: list[str]) -> Vectors:
        """Vectors of questions, under the model's query prompt where it has one."""
        return self._embed(self._model.encode_query, texts)

    def embed_passages(self, texts: list[str]) -> Vectors:
        """Vectors of passages, under the model's document prompt where it has one."""
        return self._embed(self._model.encode_document, texts)

    def _embed(self, encode: Any, texts: Sequence[str]) -> Vectors:
        if not texts:
            return np.zeros((0, self.dimensions), dtype=np.float32)
        with self._lock:  # one batch at a time: threads would only share the same cores
            vectors = encode(
                list(texts),
                batch_size=self._batch_size,
                normalize_embeddings=True,
                convert_to_numpy=True,
                show_progress_bar=False,
            )
        return np.asarray(vectors, dtype=np.float32)


def _load_model(model: str, device: str) -> SentenceTransformer:
    try:
        from sentence_transformers import SentenceTransformer
    except ImportError as error:
        raise EmbeddingError(
            f'embedding "{model}": sentence-transformers is not installed. '
            'Run: pip install "rapporteur[models]", or set embedding = "built-in"'
        ) from error
    from huggingface_hub.utils import logging as hub_logging

    hub_logging.set_verbosity_error()  # its many retries would drown the one line that matters
    try:
        try:
            return SentenceTransformer(model, device=device or None, local_files_only=True)
        except OSError:  # not on this machine yet
            return SentenceTransformer(model, device=device or None)
    except (OSError, ValueError, RuntimeError) as error:
        reason = str(error).strip().splitlines()[0] if str(error).strip() else type(error).__name__
        raise EmbeddingError(
            f'embedding "{model}": the model cannot be loaded ({reason}). Give the name of a '
            'sentence-transformers model or its folder, or set embedding = "built-in"'
        ) from error
