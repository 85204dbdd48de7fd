"""Vector search: FAISS over segments that are written once and mapped into memory.

New vectors go into a small segment of their own, so adding costs nothing of what is already there;
small segments are merged into larger ones, each at least ``_GROWTH`` times the next, which keeps
them few. Deleted rows are marked and left out of searches until their segment is merged. A manifest
names the segments of one state of the index and is replaced in one step: readers, in this process
or another, see the old state or the new one. This is the only module that imports faiss.
"""

from __future__ import annotations

import json
import logging
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import faiss
import numpy as np
import numpy.typing as npt

log = logging.getLogger(__name__)

Vectors = npt.NDArray[np.float32]
Numbers = npt.NDArray[np.int64]
Flags = npt.NDArray[np.bool_]

_MANIFEST = "manifest.json"
_GROWTH = 4
_COMPACT_SHARE = 0.3  # a segment with more of its rows deleted is written anew


@dataclass(frozen=True, slots=True)
class _Segment:
    """Vectors with the numbers of their passages (ascending) and documents.

    ``file`` and ``deleted_file`` are the stems of its files, empty in memory.
    """

    index: Any
    passages: Numbers
    documents: Numbers
    deleted: Flags | None = None
    file: str = ""
    deleted_file: str = ""

    @property
    def live(self) -> int:
        return len(self.passages) - (0 if self.deleted is None else int(self.deleted.sum()))


class DenseIndex:
    """Vectors of passages, searched by inner product (cosine, for vectors of length one).

    Args:
        folder: where it lies, made where missing; None keeps it in memory.
        dimensions: length of the vectors; a folder with another length counts as empty.
        half: keep vectors in half precision (half the size, cosines to three decimals).
        signature: what the vectors were made with; a folder of another signature counts as empty.
    """

    def __init__(
        self, folder: Path | None, dimensions: int, *, half: bool = True, signature: str = ""
    ) -> None:
        self._folder = folder
        self._dimensions = dimensions
        self._half = half
        self._signature = signature
        self._segments: tuple[_Segment, ...] = ()
        self._pending: list[tuple[Numbers, Numbers, Vectors]] = []
        self._counter = 0
        self._stamp: tuple[int, int] = (0, 0)
        self.generation = -1
        if folder is not None:
            folder.mkdir(parents=True, exist_ok=True)
            self._load()

    def __len__(self) -> int:
        """Number of vectors, deleted ones aside."""
        return sum(segment.live for segment in self._segments)

    def refresh(self) -> None:
        """Take up what another process has committed; looks at one file when nothing is new."""
        if self._folder is not None and _stamp(self._folder / _MANIFEST) != self._stamp:
            self._load()

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
            self._pending.append((numbers, owners, np.ascontiguousarray(vectors, np.float32)))

    def delete(self, documents: Iterable[int]) -> None:
        """Mark the vectors of documents as deleted: at once here, elsewhere on commit."""
        gone = np.fromiter(documents, dtype=np.int64)
        if len(gone):
            self._pending = [_without(batch, gone) for batch in self._pending]
            self._segments = tuple(
                _mark(segment, np.isin(segment.documents, gone)) for segment in self._segments
            )

    def clear(self) -> None:
        """Forget everything."""
        self._segments, self._pending = (), []

    def commit(self, generation: int) -> None:
        """Make the changes lasting and visible, as the state of a generation of the catalogue."""
        segments = [s if s.live else None for s in self._segments]
        kept = [s for s in segments if s is not None]
        if self._pending:
            columns = [np.concatenate(column) for column in zip(*self._pending, strict=True)]
            self._pending = []
            if len(columns[0]):
                kept.append(self._build(*columns))
        kept = [self._compacted(segment) for segment in kept]
        kept = self._merged(kept)
        if self._folder is not None:
            kept = [self._written(segment) for segment in kept]
            self._write_manifest(kept, generation)
        self._segments = tuple(kept)
        self.generation = generation

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
        for segment in self._segments:
            found += _search_segment(segment, query.reshape(1, -1), k, allowed)
        return sorted(found, key=lambda pair: -pair[1])[:k]

    def vectors(self, passages: Sequence[int]) -> Vectors:
        """The vectors (n, d) of passages; rows of zeros for passages without one."""
        wanted = np.asarray(passages, dtype=np.int64)
        result = np.zeros((len(wanted), self._dimensions), dtype=np.float32)
        for segment in self._segments:
            places = np.searchsorted(segment.passages, wanted)
            places[places == len(segment.passages)] = 0
            here = segment.passages[places] == wanted
            if segment.deleted is not None:
                here &= ~segment.deleted[places]
            if here.any():
                result[here] = segment.index.reconstruct_batch(places[here])
        return result

    def problems(self) -> list[str]:
        """What is wrong with the files, a line each."""
        found = []
        for segment in self._segments:
            if not segment.index.ntotal == len(segment.passages) == len(segment.documents):
                found.append(f"vectors: segment {segment.file} has rows without numbers")
        return found

    # Segments

    def _build(self, passages: Numbers, documents: Numbers, vectors: Vectors) -> _Segment:
        order = np.argsort(passages, kind="stable")
        index: Any
        if self._half:
            index = faiss.IndexScalarQuantizer(
                self._dimensions, faiss.ScalarQuantizer.QT_fp16, faiss.METRIC_INNER_PRODUCT
            )
        else:
            index = faiss.IndexFlatIP(self._dimensions)
        index.add(vectors[order])
        return _Segment(index, passages[order], documents[order])

    def _rebuilt(self, segments: Sequence[_Segment]) -> _Segment:
        """One new segment of the live rows of several."""
        columns: list[tuple[Numbers, Numbers, Vectors]] = []
        for segment in segments:
            count = len(segment.passages)
            live = np.ones(count, bool) if segment.deleted is None else ~segment.deleted
            vectors = segment.index.reconstruct_n(0, count)
            columns.append((segment.passages[live], segment.documents[live], vectors[live]))
        return self._build(*(np.concatenate(column) for column in zip(*columns, strict=True)))

    def _compacted(self, segment: _Segment) -> _Segment:
        dead = len(segment.passages) - segment.live
        return (
            self._rebuilt([segment]) if dead > _COMPACT_SHARE * len(segment.passages) else segment
        )

    def _merged(self, segments: list[_Segment]) -> list[_Segment]:
        """Merge from the end until every segment is ``_GROWTH`` times as large as the next."""
        start = len(segments)
        size = 0
        for position in range(len(segments) - 1, -1, -1):
            if position == len(segments) - 1 or segments[position].live < _GROWTH * size:
                size += segments[position].live
                start = position
            else:
                break
        if len(segments) - start < 2:
            return segments
        return [*segments[:start], self._rebuilt(segments[start:])]

    # Files

    def _written(self, segment: _Segment) -> _Segment:
        """The segment with its files in place, its vectors mapped instead of held."""
        assert self._folder is not None
        if not segment.file:
            name = self._next_name()
            faiss.write_index(segment.index, str(self._folder / f"{name}.faiss"))
            numbers = np.stack([segment.passages, segment.documents])
            np.save(self._folder / f"{name}.npy", numbers)
            segment = replace(self._open_segment(name, ""), deleted=segment.deleted)
        if segment.deleted is not None and not segment.deleted_file:
            name = self._next_name()
            np.save(self._folder / f"{name}.npy", np.packbits(segment.deleted))
            segment = replace(segment, deleted_file=name)
        return segment

    def _next_name(self) -> str:
        self._counter += 1
        return f"{self._counter:06d}"

    def _write_manifest(self, segments: Sequence[_Segment], generation: int) -> None:
        assert self._folder is not None
        state = {
            "version": 1,
            "generation": generation,
            "dimensions": self._dimensions,
            "signature": self._signature,
            "counter": self._counter,
            "segments": [[s.file, s.deleted_file] for s in segments],
        }
        written = self._folder / f"{_MANIFEST}.new"
        written.write_text(json.dumps(state), encoding="utf-8")
        written.replace(self._folder / _MANIFEST)
        self._stamp = _stamp(self._folder / _MANIFEST)
        current = {name for s in segments for name in (s.file, s.deleted_file) if name}
        self._sweep(current)

    def _sweep(self, current: set[str]) -> None:
        """Delete the files that no longer belong to the index."""
        assert self._folder is not None
        for path in self._folder.iterdir():
            if path.suffix in (".faiss", ".npy") and path.stem not in current:
                try:
                    path.unlink()
                except OSError:  # Windows keeps mapped files; the next commit tries again
                    log.debug("%s is still in use", path)

    def _load(self) -> None:
        """Open the segments that the manifest names; again where a writer has just replaced it."""
        assert self._folder is not None
        for _ in range(5):
            self._stamp = _stamp(self._folder / _MANIFEST)
            try:
                state = json.loads((self._folder / _MANIFEST).read_text(encoding="utf-8"))
            except (FileNotFoundError, json.JSONDecodeError):
                return self._forget()
            if [state["dimensions"], state["signature"]] != [self._dimensions, self._signature]:
                self._counter = state["counter"]
                return self._forget()
            try:
                segments = tuple(self._open_segment(*names) for names in state["segments"])
            except (FileNotFoundError, RuntimeError):  # faiss raises RuntimeError
                log.debug("segments of %s changed while they were opened", self._folder)
                continue
            self._segments, self._counter = segments, state["counter"]
            self.generation = state["generation"]
            return None
        return self._forget()

    def _forget(self) -> None:
        self._segments, self.generation = (), -1

    def _open_segment(self, name: str, deleted_name: str) -> _Segment:
        assert self._folder is not None
        index = faiss.read_index(str(self._folder / f"{name}.faiss"), faiss.IO_FLAG_MMAP_IFC)
        passages, documents = np.load(self._folder / f"{name}.npy", mmap_mode="r")
        deleted = None
        if deleted_name:
            bits = np.load(self._folder / f"{deleted_name}.npy")
            deleted = np.unpackbits(bits, count=len(passages)).astype(bool)
        return _Segment(index, passages, documents, deleted, name, deleted_name)


def _search_segment(
    segment: _Segment, query: Vectors, k: int, documents: Numbers | None
) -> list[tuple[int, float]]:
    parameters = None
    if documents is not None or segment.deleted is not None:
        usable = np.ones(len(segment.passages), dtype=bool)
        if documents is not None:
            usable = np.isin(segment.documents, documents)
        if segment.deleted is not None:
            usable &= ~segment.deleted
        k = min(k, int(usable.sum()))
        # The selector only points at the bits: keep them alive until the search is over.
        bits = np.packbits(usable, bitorder="little")
        selector = faiss.IDSelectorBitmap(len(usable), faiss.swig_ptr(bits))
        parameters = faiss.SearchParameters(sel=selector)  # type: ignore[call-arg]
    k = min(k, len(segment.passages))
    if k < 1:
        return []
    scores, places = segment.index.search(query, k, params=parameters)
    return [
        (int(segment.passages[place]), float(score))
        for place, score in zip(places[0], scores[0], strict=True)
        if place >= 0
    ]


def _mark(segment: _Segment, gone: Flags) -> _Segment:
    if not gone.any():
        return segment
    deleted = gone if segment.deleted is None else segment.deleted | gone
    return replace(segment, deleted=deleted, deleted_file="")


def _without(
    batch: tuple[Numbers, Numbers, Vectors], gone: Numbers
) -> tuple[Numbers, Numbers, Vectors]:
    keep = ~np.isin(batch[1], gone)
    return batch[0][keep], batch[1][keep], batch[2][keep]


def _stamp(path: Path) -> tuple[int, int]:
    """What changes when a file is replaced."""
    try:
        found = path.stat()
    except FileNotFoundError:
        return (0, 0)
    return (found.st_mtime_ns, found.st_ino)
