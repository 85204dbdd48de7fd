"""Segments of the vector index are made: of vectors, and of the live rows of other segments."""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import faiss
import numpy as np

from index.dense.segment import Numbers, Segment, Vectors

EXACT_ROWS = 100_000  # a scan of so many takes 2.5 ms
CHUNK = 65_536  # rows decoded at a time
_TRAINING_ROWS = 20_000
_TRAINING_ROUNDS = 10  # 25, FAISS's own choice, find nothing more


@dataclass(frozen=True, slots=True)
class Builder:
    """Makes segments.

    Attributes:
        dimensions: length of the vectors.
        half: keep vectors in half precision (half the size, cosines to three decimals).
        exact_rows: segments of more rows are compressed.
    """

    dimensions: int
    half: bool
    exact_rows: int

    def of_vectors(self, passages: Numbers, documents: Numbers, vectors: Vectors) -> Segment:
        """A segment of vectors (n, d), without codes."""
        order = np.argsort(passages, kind="stable")
        index = self._empty()
        index.add(vectors[order])
        return Segment(index, passages[order], documents[order])

    def of_segments(self, segments: Sequence[Segment]) -> Segment:
        """One new segment of the live rows of several, with codes where it is large."""
        rows = _Rows(segments)
        index, codes = self._empty(), None
        faiss.omp_set_num_threads(os.cpu_count() or 1)
        if len(rows) > self.exact_rows and self.dimensions % 2 == 0:
            codes = self._trained_codes(rows)
        for chunk in rows.chunks():
            index.add(chunk)
            if codes is not None:
                codes.add(chunk)
        return Segment(index, rows.passages, rows.documents, codes)

    def _empty(self) -> Any:
        if not self.half:
            return faiss.IndexFlatIP(self.dimensions)
        kind = faiss.ScalarQuantizer.QT_fp16
        return faiss.IndexScalarQuantizer(self.dimensions, kind, faiss.METRIC_INNER_PRODUCT)

    def _trained_codes(self, rows: _Rows) -> Any:
        codes = faiss.IndexPQFastScan(
            self.dimensions, self.dimensions // 2, 4, faiss.METRIC_INNER_PRODUCT
        )
        codes.pq.cp.niter = _TRAINING_ROUNDS
        sample = np.linspace(0, len(rows) - 1, min(len(rows), _TRAINING_ROWS)).astype(np.int64)
        codes.train(rows.vectors(sample))
        return codes


class _Rows:
    """The live rows of several segments, by ascending number of their passages."""

    def __init__(self, segments: Sequence[Segment]) -> None:
        self._segments = segments
        live = [
            np.arange(len(s.passages)) if s.deleted is None else np.flatnonzero(~s.deleted)
            for s in segments
        ]
        passages = np.concatenate(
            [s.passages[own] for s, own in zip(segments, live, strict=True)], dtype=np.int64
        )
        order = np.argsort(passages, kind="stable")
        self.passages: Numbers = passages[order]
        owners = [s.documents[own] for s, own in zip(segments, live, strict=True)]
        self.documents: Numbers = np.concatenate(owners, dtype=np.int64)[order]
        self._places: Numbers = np.concatenate(live)[order]
        self._sources = np.repeat(np.arange(len(segments)), [len(own) for own in live])[order]

    def __len__(self) -> int:
        return len(self.passages)

    def vectors(self, rows: Numbers) -> Vectors:
        """The vectors (n, d) of rows, ascending."""
        sources, places = self._sources[rows], self._places[rows]
        result = np.empty((len(rows), self._segments[0].index.d), dtype=np.float32)
        for source in np.unique(sources):
            own = sources == source
            result[own] = self._segments[source].index.reconstruct_batch(places[own])
        return result

    def chunks(self) -> Iterator[Vectors]:
        """All vectors, not too many at a time."""
        for start in range(0, len(self), CHUNK):
            yield self.vectors(np.arange(start, min(start + CHUNK, len(self))))
