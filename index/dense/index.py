"""Vector search: FAISS over segments that are written once and mapped into memory.

New vectors go into a small segment of their own, so adding costs nothing of what is already there;
``index.dense.merging`` keeps the segments few. Deleted rows are marked and left out of searches
until their segment is merged.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path

import faiss
import numpy as np

from index.dense.building import CHUNK, EXACT_ROWS, Builder
from index.dense.files import Files, State
from index.dense.merging import settled
from index.dense.segment import Numbers, Segment, Vectors


class DenseIndex:
    """Vectors of passages, searched by inner product (cosine, for vectors of length one).

    Args:
        folder: where it lies, made where missing; None keeps it in memory.
        dimensions: length of the vectors; a folder with another length counts as empty.
        half: keep vectors in half precision (half the size, cosines to three decimals).
        signature: what the vectors were made with; a folder of another signature counts as empty.
        exact_rows: segments of more rows are compressed.
    """

    def __init__(
        self,
        folder: Path | None,
        dimensions: int,
        *,
        half: bool = True,
        signature: str = "",
        exact_rows: int = EXACT_ROWS,
    ) -> None:
        self._dimensions = dimensions
        self._builder = Builder(dimensions, half, exact_rows)
        self._files = Files(folder, dimensions, signature) if folder is not None else None
        self._state = State()
        self._batches: list[tuple[Numbers, Numbers, Vectors]] = []
        self._waiting = 0  # rows in the batches
        self._pending: list[Segment] = []
        self._changed = 0
        if self._files is not None:
            self._state = self._files.read()

    @property
    def generation(self) -> int:
        """That of the catalogue which the index was last committed at; -1 for none."""
        return self._state.generation

    def __len__(self) -> int:
        """Number of vectors, deleted ones aside."""
        return sum(segment.live for segment in self._state.segments)

    def refresh(self) -> None:
        """Take up what another process has committed; looks at one file when nothing is new."""
        if self._files is not None and self._files.have_changed():
            self._state = self._files.read()

    def add(
        self,
        passages: Sequence[int] | Numbers,
        documents: Sequence[int] | Numbers,
        vectors: Vectors,
    ) -> None:
        """Add vectors (n, d) of passages and their documents; they are found after ``commit``.

        Raises:
            ValueError: the vectors' length is not the index's.
        """
        if vectors.ndim != 2 or vectors.shape[1] != self._dimensions:
            raise ValueError(f"vectors of shape {vectors.shape}, expected (n, {self._dimensions})")
        numbers = np.asarray(passages, dtype=np.int64)
        owners = np.asarray(documents, dtype=np.int64)
        if len(numbers):
            self._changed += len(numbers)
            self._batches.append((numbers, owners, vectors.astype(np.float32)))
            self._waiting += len(numbers)
            if self._waiting >= CHUNK:  # half the size from there on
                self._gather()

    def delete(self, documents: Iterable[int]) -> None:
        """Mark the vectors of documents as deleted: at once here, elsewhere on commit."""
        gone = np.fromiter(documents, dtype=np.int64)
        if len(gone):
            before = len(self)
            self._gather()
            self._pending = [segment.without(gone) for segment in self._pending]
            kept = tuple(segment.without(gone) for segment in self._state.segments)
            self._state = State(kept, self.generation)
            self._changed += before - len(self)

    def clear(self) -> None:
        """Forget everything."""
        self._state = State((), self.generation)
        self._pending, self._batches, self._waiting = [], [], 0

    def commit(self, generation: int, *, more: bool = False) -> None:
        """Make the changes lasting and visible, as the state of a generation of the catalogue.

        Args:
            generation: the catalogue's.
            more: further commits of the same ingestion follow; together they are large enough for
                merges that each alone would leave for later.
        """
        kept = [segment for segment in self._state.segments if segment.live]
        self._gather()
        if self._pending:
            new = self._builder.of_segments(self._pending)
            self._pending = []
            if new.live:
                kept.append(new)
        segments = tuple(settled(self._builder, kept, self._changed))
        if not more:
            self._changed = 0
        if self._files is not None:
            segments = self._files.write(segments, generation)
        self._state = State(segments, generation)

    def search(
        self, query: Vectors, k: int, documents: Sequence[int] | None = None
    ) -> list[tuple[int, float]]:
        """The passages nearest to a question.

        Args:
            query: vector (d,).
            k: at most so many.
            documents: search only these documents, None for all.

        Returns:
            Passage numbers with inner products, best first.
        """
        allowed = None if documents is None else np.asarray(documents, dtype=np.int64)
        # One question is too little to share: waking a second thread takes longer than the whole
        # search, and ten times longer where other programs hold the cores.
        faiss.omp_set_num_threads(1)
        found: list[tuple[int, float]] = []
        for segment in self._state.segments:
            found += segment.search(query, k, allowed)
        return sorted(found, key=lambda pair: -pair[1])[:k]

    def vectors(self, passages: Sequence[int]) -> Vectors:
        """The vectors (n, d) of passages; rows of zeros for passages without one."""
        wanted = np.asarray(passages, dtype=np.int64)
        result = np.zeros((len(wanted), self._dimensions), dtype=np.float32)
        for segment in self._state.segments:
            segment.put_vectors(wanted, result)
        return result

    def problems(self) -> list[str]:
        """What is wrong with the files, a line each."""
        found = []
        for segment in self._state.segments:
            if not segment.index.ntotal == len(segment.passages) == len(segment.documents):
                found.append(f"vectors: segment {segment.file} has rows without numbers")
        return found

    def _gather(self) -> None:
        """Put what was added into a segment of its own, in memory and not searched yet."""
        if self._batches:
            columns = map(np.concatenate, zip(*self._batches, strict=True))
            self._batches, self._waiting = [], 0
            self._pending.append(self._builder.of_vectors(*columns))
