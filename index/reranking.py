"""A cross-encoder that reads the question and each of the best passages together.

Slower than comparing vectors by orders of magnitude and better at telling which passage answers, so
it only orders the best candidates of a search anew (Nogueira and Cho 2019,
https://arxiv.org/abs/1901.04085).
"""

from __future__ import annotations

import threading
from collections.abc import Sequence
from dataclasses import replace
from typing import Any

import numpy as np

from index.hits import Hit
from index.pretrained import PretrainedError, first_line, load_pretrained
from ingest.errors import RapporteurError

CANDIDATES = 20


class RerankerError(RapporteurError):
    """A reranker cannot be loaded or used; the message says what to correct."""


class Reranker:
    """A cross-encoder of one label, loaded when it is first used.

    Args:
        model: name on the hub, or folder.
        candidates: so many of a search's best passages are read.
        batch_size: passages read at a time.
        device: ``cpu``, ``cuda``...; empty leaves the choice to the library.
    """

    def __init__(
        self, model: str, candidates: int = CANDIDATES, batch_size: int = 32, device: str = ""
    ) -> None:
        self.model = model
        self.candidates = candidates
        self._batch_size = batch_size
        self._device = device
        self._encoder: Any = None
        self._lock = threading.Lock()

    def rerank(self, question: str, hits: Sequence[Hit]) -> list[Hit]:
        """The hits in a new order: the best ``candidates`` as the model scores them, then the rest.

        A hit that was read has the model's score, also under ``reranker`` in its ``scores``. Those
        that were not read keep their order behind them, their scores made to fit below.

        Raises:
            RerankerError: the model cannot be loaded or fails.
        """
        read, rest = hits[: self.candidates], hits[self.candidates :]
        texts = [f"{hit.passage.context}\n{hit.passage.text}".strip() for hit in read]
        scored = [
            replace(hit, score=score, scores=hit.scores | {"reranker": score})
            for hit, score in zip(read, self.scores(question, texts), strict=True)
        ]
        scored.sort(key=lambda hit: -hit.score)
        lowest = scored[-1].score if scored else 1.0
        highest = max((hit.score for hit in rest), default=0.0) or 1.0
        return scored + [replace(hit, score=lowest * hit.score / highest) for hit in rest]

    def scores(self, question: str, texts: Sequence[str]) -> list[float]:
        """How well each text answers the question, 0 to 1, whatever scale the model has.

        Raises:
            RerankerError: the model cannot be loaded or fails.
        """
        if not texts:
            return []
        with self._lock:  # one question at a time: threads would only share the same cores
            encoder = self._loaded()
            from torch.nn import Identity

            try:
                logits = encoder.predict(
                    [(question, text) for text in texts],
                    batch_size=self._batch_size,
                    activation_fn=Identity(),
                    show_progress_bar=False,
                )
            except RuntimeError as error:  # torch has no other
                raise RerankerError(
                    f'reranker "{self.model}": it fails on a batch ({first_line(error)}). '
                    "Where memory is short, set a smaller reranker_batch_size"
                ) from error
        values = np.asarray(logits, dtype=np.float64).reshape(-1)
        # The logistic function, written so that nothing overflows.
        return [float(0.5 * (1 + np.tanh(value / 2))) for value in values]

    def _loaded(self) -> Any:
        if self._encoder is None:
            try:
                encoder = load_pretrained("reranker", self.model, self._device)
            except PretrainedError as error:
                raise RerankerError(
                    f'reranker "{self.model}": {error}. Give the name or the folder of a '
                    'cross-encoder, or set reranker = ""'
                ) from error
            if encoder.num_labels != 1:
                raise RerankerError(
                    f'reranker "{self.model}": it gives {encoder.num_labels} scores a passage, a '
                    "reranker gives one. Choose a cross-encoder made for search"
                )
            self._encoder = encoder
        return self._encoder
