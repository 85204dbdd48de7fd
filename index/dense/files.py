"""The files of the vector index: its segments, and the manifest that names those in use.

Readers, in this process or another, see the old state of the index or the new one.
"""

from __future__ import annotations

import logging
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import faiss
import numpy as np

from index.dense.segment import Segment
from index.state_file import StateFile

log = logging.getLogger(__name__)

_MANIFEST = "manifest.json"
_SUFFIXES = (".faiss", ".codes", ".npy")
_TRIES = 5  # at reading, where a writer replaces the manifest meanwhile


@dataclass(frozen=True, slots=True)
class State:
    """The segments of one state of the index, and the generation of the catalogue it is of."""

    segments: tuple[Segment, ...] = ()
    generation: int = -1


class Files:
    """The files of one index.

    Args:
        folder: where they lie, made where missing.
        dimensions: length of the vectors; files of another length count as none.
        signature: what the vectors were made with; files of another signature count as none.
    """

    def __init__(self, folder: Path, dimensions: int, signature: str) -> None:
        folder.mkdir(parents=True, exist_ok=True)
        self._folder = folder
        self._manifest = StateFile(folder / _MANIFEST)
        self._dimensions = dimensions
        self._signature = signature
        self._counter = 0

    def have_changed(self) -> bool:
        """Whether another process has replaced the manifest since it was read or written here."""
        return self._manifest.has_changed()

    def read(self) -> State:
        """The segments that the manifest names; again where a writer has just replaced it."""
        for _ in range(_TRIES):
            state = self._manifest.read()
            if not state:
                break
            if [state["dimensions"], state["signature"]] != [self._dimensions, self._signature]:
                self._counter = state["counter"]
                break
            try:
                segments = tuple(self._open(*names) for names in state["segments"])
            except (FileNotFoundError, RuntimeError):  # faiss raises RuntimeError
                log.debug("segments of %s changed while they were opened", self._folder)
                continue
            self._counter = state["counter"]
            return State(segments, state["generation"])
        return State()

    def write(self, segments: Sequence[Segment], generation: int) -> tuple[Segment, ...]:
        """Write what is new of the segments, name them in the manifest, delete all others.

        Returns:
            The segments with their files, their vectors mapped instead of held.
        """
        written = tuple(self._written(segment) for segment in segments)
        self._manifest.write(
            {
                "version": 1,
                "generation": generation,
                "dimensions": self._dimensions,
                "signature": self._signature,
                "counter": self._counter,
                "segments": [[s.file, s.deleted_file] for s in written],
            }
        )
        self._manifest.read()
        self._sweep({name for s in written for name in (s.file, s.deleted_file) if name})
        return written

    def _written(self, segment: Segment) -> Segment:
        """The segment with its files in place."""
        if not segment.file:
            name = self._next_name()
            faiss.write_index(segment.index, str(self._folder / f"{name}.faiss"))
            numbers = np.stack([segment.passages, segment.documents])
            np.save(self._folder / f"{name}.npy", numbers)
            if segment.codes is not None:
                faiss.write_index(segment.codes, str(self._folder / f"{name}.codes"))
            opened = self._open(name, "")
            segment = replace(opened, deleted=segment.deleted, dead=segment.dead)
        if segment.deleted is not None and not segment.deleted_file:
            name = self._next_name()
            np.save(self._folder / f"{name}.npy", np.packbits(segment.deleted))
            segment = replace(segment, deleted_file=name)
        return segment

    def _next_name(self) -> str:
        self._counter += 1
        return f"{self._counter:06d}"

    def _sweep(self, current: set[str]) -> None:
        """Delete the files that no longer belong to the index."""
        for path in self._folder.iterdir():
            if path.suffix in _SUFFIXES and path.stem not in current:
                try:
                    path.unlink()
                except OSError:  # Windows keeps mapped files; the next commit tries again
                    log.debug("%s is still in use", path)

    def _open(self, name: str, deleted_name: str) -> Segment:
        index = faiss.read_index(str(self._folder / f"{name}.faiss"), faiss.IO_FLAG_MMAP_IFC)
        passages, documents = np.load(self._folder / f"{name}.npy", mmap_mode="r")
        codes, deleted, dead = None, None, 0
        if (file := self._folder / f"{name}.codes").exists():
            codes = faiss.read_index(str(file))
        if deleted_name:
            bits = np.load(self._folder / f"{deleted_name}.npy")
            deleted = np.unpackbits(bits, count=len(passages)).astype(bool)
            dead = int(deleted.sum())
        return Segment(index, passages, documents, codes, deleted, dead, name, deleted_name)
