"""Vector search: FAISS over segments that are written once and mapped into memory.

New vectors go into a small segment of their own, so adding costs nothing of what is already there;
small segments are merged into larger ones, each at least ``_GROWTH`` times the next, which keeps
them few. A merge is left for later where it is large and little was added: it would fall on whoever
adds one document. Deleted rows are marked and left out of searches until their segment is merged.
A manifest names the segments of one state of the index and is replaced in one step: readers, in
this process or another, see the old state or the new one.

A segment holds its vectors in half precision and is searched exactly. A large one also holds codes
of four bits for each two dimensions (product quantisation, laid out for a scan in registers; Jégou,
Douze and Schmid 2011, André, Kermarrec and Le Scouarnec 2017): they name the candidates, and the
vectors rank them. Why a faster scan and neither cells nor a graph: docs/growth.md.

This is the only module that imports faiss.
"""

from __future__ import annotations

import json
import logging
import os
from collections.abc import Iterable, Iterator, Sequence
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
_SUFFIXES = (".faiss", ".codes", ".npy")
_GROWTH = 4
_COMPACT_SHARE = 0.3  # a segment with more of its rows deleted is written anew
# What may be written anew at a commit: this many rows (a tenth of a second), or so many for each
# row that was added or deleted.
_CHEAP_ROWS = 32_768
_REWRITES = 8
_CHUNK = 65_536  # rows decoded at a time

EXACT_ROWS = 100_000  # a scan of so many takes 2.5 ms
_CANDIDATES, _LEAST_CANDIDATES = 5, 300  # taken from the codes for each hit asked for, and at all
_TRAINING_ROWS = 20_000
_TRAINING_ROUNDS = 10  # 25, FAISS's own choice, find nothing more


@dataclass(frozen=True, slots=True)
class _Segment:
    """Vectors with the numbers of their passages (ascending) and documents.

    ``codes`` is the compressed index of a large segment. ``file`` and ``deleted_file`` are the
    stems of its files, empty in memory.
    """

    index: Any
    passages: Numbers
    documents: Numbers
    codes: Any = None
    deleted: Flags | None = None
    dead: int = 0
    file: str = ""
    deleted_file: str = ""

    @property
    def live(self) -> int:
        return len(self.passages) - self.dead


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
        self._folder = folder
        self._dimensions = dimensions
        self._half = half
        self._signature = signature
        self._exact_rows = exact_rows
        self._segments: tuple[_Segment, ...] = ()
        self._batches: list[tuple[Numbers, Numbers, Vectors]] = []
        self._waiting = 0  # rows in the batches
        self._pending: list[_Segment] = []
        self._changed = 0
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
            self._changed += len(numbers)
            self._batches.append((numbers, owners, vectors.astype(np.float32)))
            self._waiting += len(numbers)
            if self._waiting >= _CHUNK:  # half the size from there on
                self._gather()

    def delete(self, documents: Iterable[int]) -> None:
        """Mark the vectors of documents as deleted: at once here, elsewhere on commit."""
        gone = np.fromiter(documents, dtype=np.int64)
        if len(gone):
            before = len(self)
            self._gather()
            self._pending = [_marked(segment, gone) for segment in self._pending]
            self._segments = tuple(_marked(segment, gone) for segment in self._segments)
            self._changed += before - len(self)

    def clear(self) -> None:
        """Forget everything."""
        self._segments, self._pending, self._batches = (), [], []

    def commit(self, generation: int, *, more: bool = False) -> None:
        """Make the changes lasting and visible, as the state of a generation of the catalogue.

        Args:
            generation: the catalogue's.
            more: further commits of the same ingestion follow; together they are large enough for
                merges that each alone would leave for later.
        """
        kept = [segment for segment in self._segments if segment.live]
        self._gather()
        if self._pending:
            new = self._rebuilt(self._pending)
            self._pending = []
            if new.live:
                kept.append(new)
        limit = max(_CHEAP_ROWS, _REWRITES * self._changed)
        kept = self._merged([self._compacted(segment, limit) for segment in kept], limit)
        if not more:
            self._changed = 0
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
            found += _search_segment(segment, query, k, allowed)
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

    def _empty(self) -> Any:
        if not self._half:
            return faiss.IndexFlatIP(self._dimensions)
        kind = faiss.ScalarQuantizer.QT_fp16
        return faiss.IndexScalarQuantizer(self._dimensions, kind, faiss.METRIC_INNER_PRODUCT)

    def _gather(self) -> None:
        """Put what was added into a segment of its own, in memory and not searched yet."""
        if self._batches:
            passages, documents, vectors = map(np.concatenate, zip(*self._batches, strict=True))
            self._batches, self._waiting = [], 0
            order = np.argsort(passages, kind="stable")
            index = self._empty()
            index.add(vectors[order])
            self._pending.append(_Segment(index, passages[order], documents[order]))

    def _rebuilt(self, segments: Sequence[_Segment]) -> _Segment:
        """One new segment of the live rows of several, with codes where it is large."""
        rows = _Rows(segments)
        index, codes = self._empty(), None
        faiss.omp_set_num_threads(os.cpu_count() or 1)
        if len(rows) > self._exact_rows and self._dimensions % 2 == 0:
            codes = faiss.IndexPQFastScan(
                self._dimensions, self._dimensions // 2, 4, faiss.METRIC_INNER_PRODUCT
            )
            codes.pq.cp.niter = _TRAINING_ROUNDS
            sample = np.linspace(0, len(rows) - 1, min(len(rows), _TRAINING_ROWS)).astype(np.int64)
            codes.train(rows.vectors(sample))
        for chunk in rows.chunks():
            index.add(chunk)
            if codes is not None:
                codes.add(chunk)
        return _Segment(index, rows.passages, rows.documents, codes)

    def _compacted(self, segment: _Segment, limit: int) -> _Segment:
        worth = segment.dead > _COMPACT_SHARE * len(segment.passages)
        return self._rebuilt([segment]) if worth and segment.live <= limit else segment

    def _merged(self, segments: list[_Segment], limit: int) -> list[_Segment]:
        """Merge from the end until every segment is ``_GROWTH`` times as large as the next.

        Stops before it would write more than ``limit`` rows.
        """
        start = len(segments)
        size = 0
        for position in range(len(segments) - 1, -1, -1):
            live = segments[position].live
            if position < len(segments) - 1 and (live >= _GROWTH * size or size + live > limit):
                break
            size += live
            start = position
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
            if segment.codes is not None:
                faiss.write_index(segment.codes, str(self._folder / f"{name}.codes"))
            opened = self._open_segment(name, "")
            segment = replace(opened, deleted=segment.deleted, dead=segment.dead)
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
            if path.suffix in _SUFFIXES and path.stem not in current:
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
        codes, deleted, dead = None, None, 0
        if (file := self._folder / f"{name}.codes").exists():
            codes = faiss.read_index(str(file))
        if deleted_name:
            bits = np.load(self._folder / f"{deleted_name}.npy")
            deleted = np.unpackbits(bits, count=len(passages)).astype(bool)
            dead = int(deleted.sum())
        return _Segment(index, passages, documents, codes, deleted, dead, name, deleted_name)


class _Rows:
    """The live rows of several segments, by ascending number of their passages."""

    def __init__(self, segments: Sequence[_Segment]) -> None:
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
        for start in range(0, len(self), _CHUNK):
            yield self.vectors(np.arange(start, min(start + _CHUNK, len(self))))


def _search_segment(
    segment: _Segment, query: Vectors, k: int, documents: Numbers | None
) -> list[tuple[int, float]]:
    usable = _usable(segment, documents)
    count = len(segment.passages) if usable is None else int(np.count_nonzero(usable))
    k = min(k, count)
    if k < 1:
        return []
    found = _by_codes(segment, query, k, usable, count)
    places, scores = _exactly(segment, query, k, usable) if found is None else found
    return list(zip(segment.passages[places].tolist(), scores.tolist(), strict=True))


def _usable(segment: _Segment, documents: Numbers | None) -> Flags | None:
    """The rows that a search may find; None for all."""
    usable = None if segment.deleted is None else ~segment.deleted
    if documents is not None:
        chosen = np.isin(segment.documents, documents)
        usable = chosen if usable is None else usable & chosen
    return usable


def _exactly(
    segment: _Segment, query: Vectors, k: int, usable: Flags | None
) -> tuple[Numbers, Vectors]:
    """The best rows with their scores; what may not be found costs next to nothing."""
    parameters = None
    if usable is not None:
        # The selector only points at the bits: keep them alive until the search is over.
        bits = np.packbits(usable, bitorder="little")
        selector = faiss.IDSelectorBitmap(len(usable), faiss.swig_ptr(bits))
        parameters = faiss.SearchParameters(sel=selector)  # type: ignore[call-arg]
    scores, places = segment.index.search(query.reshape(1, -1), k, params=parameters)
    found = places[0] >= 0
    return places[0][found], scores[0][found]


def _by_codes(
    segment: _Segment, query: Vectors, k: int, usable: Flags | None, count: int
) -> tuple[Numbers, Vectors] | None:
    """The best of those that the codes name; None where only an exact search will do.

    FAISS cannot leave rows out of this scan, so as many more are taken as may have to be dropped.
    Where a filter leaves few rows, in the whole segment or near the question, exact search over
    those few is better and costs less.
    """
    rows = len(segment.passages)
    if segment.codes is None or 2 * count < rows:
        return None
    wanted = min(count, max(_LEAST_CANDIDATES, _CANDIDATES * k))
    _, found = segment.codes.search(query.reshape(1, -1), -(-wanted * rows // count))
    places = found[0][found[0] >= 0]
    if usable is not None:
        places = places[usable[places]]
        if 2 * len(places) < wanted:
            return None
    scores = segment.index.reconstruct_batch(places) @ query
    best = np.argsort(-scores, kind="stable")[:k]
    return places[best], scores[best]


def _marked(segment: _Segment, documents: Numbers) -> _Segment:
    """The segment with the rows of documents deleted."""
    gone = np.isin(segment.documents, documents)
    if not gone.any():
        return segment
    deleted = gone if segment.deleted is None else segment.deleted | gone
    dead = int(np.count_nonzero(deleted))
    return replace(segment, deleted=deleted, dead=dead, deleted_file="")


def _stamp(path: Path) -> tuple[int, int]:
    """What changes when a file is replaced."""
    try:
        found = path.stat()
    except FileNotFoundError:
        return (0, 0)
    return (found.st_mtime_ns, found.st_ino)
