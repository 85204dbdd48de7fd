"""From paths to described documents: what is new, what has changed, what failed and why."""

from __future__ import annotations

import hashlib
import os
import zipfile
from collections import Counter, deque
from collections.abc import Callable, Iterable, Iterator, Mapping
from concurrent.futures import Future
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol, runtime_checkable

from ingest.document import Document
from ingest.errors import ReadError
from ingest.sources import (
    Limits,
    ReadFailure,
    Skipped,
    SourceFile,
    close_archives,
    find_files,
)
from ingest.worker import WorkerPool, read_document

__all__ = [
    "Alias",
    "Known",
    "KnownNames",
    "Limits",
    "Read",
    "ReadFailure",
    "ReadResult",
    "Skipped",
    "SourceFile",
    "Unchanged",
    "find_files",
    "read_data",
    "read_files",
]

POOL_BYTES = 2 * 1024 * 1024  # below this, reading here is done before a process has started
TIME_LIMIT = 120.0


@dataclass(frozen=True, slots=True)
class Read:
    """A document that is new, or replaces what its name stood for before.

    Attributes:
        document: read and described, with ``sha256`` and ``size``.
        origin: where it was found, as the user knows it.
    """

    document: Document
    origin: str

    @property
    def name(self) -> str:
        """The document's name."""
        return self.document.name


@dataclass(frozen=True, slots=True)
class Unchanged:
    """A file that is known under this name with this content; it was not parsed."""

    name: str
    sha256: str


@dataclass(frozen=True, slots=True)
class Alias:
    """Another name for content that is known, or was read earlier in the same run."""

    name: str
    sha256: str


ReadResult = Read | Unchanged | Alias | ReadFailure | Skipped
Progress = Callable[[int, int, str], None]


@runtime_checkable
class Known(Protocol):
    """What is stored already, asked file by file: a large collection is not read for one file."""

    def get(self, name: str) -> str | None:
        """The sha256 of the content that a name stands for, or None."""
        ...

    def count(self, sha256: str) -> int:
        """How many names stand for a content."""
        ...


class KnownNames:
    """What is stored already, all in memory.

    Args:
        names: each with the sha256 of its content.
    """

    def __init__(self, names: Mapping[str, str]) -> None:
        self._names = names
        self._holders = Counter(names.values())

    def get(self, name: str) -> str | None:
        """The sha256 of the content that a name stands for, or None."""
        return self._names.get(name)

    def count(self, sha256: str) -> int:
        """How many names stand for a content."""
        return self._holders[sha256]


def read_files(
    paths: Iterable[str | Path],
    known: Known | Mapping[str, str] | None = None,
    progress: Progress | None = None,
    workers: int | None = None,
    time_limit: float = TIME_LIMIT,
    limits: Limits | None = None,
) -> Iterator[ReadResult]:
    """Read everything under some paths; a bad file is one result, the others go on.

    Results come in the order of ``find_files``. Files are read in separate processes where there
    are several and they are large; a handful of small ones is read here, without a time limit.

    Args:
        paths: files, folders and zip archives.
        known: what is stored already, or the names of it, each with the sha256 of its content.
        progress: called after each result with how many are done, of how many, and the name.
        workers: processes to read in; 0 to read in this one; None to choose.
        time_limit: seconds that a file may take in a separate process.
        limits: what is too large.
    """
    stored = known if isinstance(known, Known) else KnownNames(known or {})
    found = find_files(paths, limits, stored)
    reading = _Reading(stored, _pool(found, workers, time_limit))
    pending: deque[Callable[[], ReadResult]] = deque()
    done = 0

    def finish() -> ReadResult:
        nonlocal done
        result = pending.popleft()()
        done += 1
        if progress is not None:
            progress(done, len(found), result.name)
        return result

    try:
        for item in found:
            pending.append(reading.begin(item))
            if len(pending) > reading.ahead:
                yield finish()
        while pending:
            yield finish()
    finally:
        reading.close()


def read_data(data: bytes, name: str) -> Document:
    """Read and describe one file that is already in memory.

    Args:
        data: the file's bytes.
        name: the name that the document will carry.

    Raises:
        ReadError: the file cannot be read, or holds no text.
    """
    return _stamped(read_document(data, name), data)


def _pool(
    found: list[SourceFile | ReadFailure | Skipped], workers: int | None, limit: float
) -> WorkerPool | None:
    sources = [item for item in found if isinstance(item, SourceFile)]
    if workers is None:
        size = sum(source.size for source in sources)
        workers = min(os.cpu_count() or 1, len(sources)) if size > POOL_BYTES else 0
    return WorkerPool(workers, limit) if workers else None


class _Reading:
    """What is held while one run lasts: which content is known, and the processes."""

    def __init__(self, known: Known, pool: WorkerPool | None) -> None:
        self._known = known
        self._names: dict[str, str] = {}  # of this run
        self._holders: Counter[str] = Counter()  # more or fewer of them by this run
        self._failed: dict[str, str] = {}
        self._pool = pool
        self.ahead = 2 * (os.cpu_count() or 1) if pool else 0  # files held in memory at a time

    def begin(self, item: SourceFile | ReadFailure | Skipped) -> Callable[[], ReadResult]:
        """Start on a file; the function returned waits for its result."""
        if not isinstance(item, SourceFile):
            return lambda: item
        try:
            data = item.load()
        except (OSError, RuntimeError, NotImplementedError, zipfile.BadZipFile, EOFError) as error:
            failure = ReadFailure(item.origin, f"cannot be opened ({error})")
            return lambda: failure
        digest = hashlib.sha256(data).hexdigest()
        if self._content(item.name) == digest:
            return lambda: self._again(item, Unchanged(item.name, digest))
        if self._hold(item.name, digest):
            return lambda: self._again(item, Alias(item.name, digest))
        if self._pool is None:
            return lambda: self._finish(item, digest, lambda: read_data(data, item.name))
        future = self._pool.submit(data, item.name)
        return lambda: self._finish(item, digest, lambda: _awaited(future, digest, item.size))

    def close(self) -> None:
        if self._pool is not None:
            self._pool.close()
        close_archives()

    def _content(self, name: str) -> str | None:
        return self._names.get(name) or self._known.get(name)

    def _hold(self, name: str, digest: str) -> bool:
        """Let a name stand for a content; True where another name already does."""
        held = self._known.count(digest) + self._holders[digest] > 0
        if former := self._content(name):
            self._holders[former] -= 1
        self._names[name] = digest
        self._holders[digest] += 1
        return held

    def _again(self, item: SourceFile, result: Unchanged | Alias) -> ReadResult:
        reason = self._failed.get(result.sha256)
        return ReadFailure(item.origin, reason) if reason else result

    def _finish(self, item: SourceFile, digest: str, read: Callable[[], Document]) -> ReadResult:
        try:
            return Read(read(), item.origin)
        except ReadError as error:
            self._failed[digest] = error.reason
            return ReadFailure(item.origin, error.reason)


def _awaited(future: Future[Document], digest: str, size: int) -> Document:
    document = future.result()
    document.sha256, document.size = digest, size
    return document


def _stamped(document: Document, data: bytes) -> Document:
    document.sha256, document.size = hashlib.sha256(data).hexdigest(), len(data)
    return document
