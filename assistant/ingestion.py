"""Files into the index: what is new of them, what is left as it is, what cannot be read."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from index.search import Index
from ingest.document import Document
from ingest.pipeline import (
    Alias,
    Limits,
    Read,
    ReadFailure,
    ReadResult,
    Skipped,
    Unchanged,
    read_files,
)

TURN_SECONDS = 30.0  # after which another process may write before this one goes on


@dataclass(slots=True)
class IngestReport:
    """What an ingestion did.

    Attributes:
        added: names of the documents that are new or changed.
        unchanged: names whose content is already there under that name.
        aliases: names whose content is already there under another name.
        failures: files that could not be read, with the reason.
        skipped: files inside folders and archives that are not documents, with the reason.
        documents: documents in the collection now.
        passages: passages in the collection now.
        seconds: wall time.
    """

    added: list[str] = field(default_factory=list)
    unchanged: list[str] = field(default_factory=list)
    aliases: list[str] = field(default_factory=list)
    failures: list[ReadFailure] = field(default_factory=list)
    skipped: list[Skipped] = field(default_factory=list)
    documents: int = 0
    passages: int = 0
    seconds: float = 0.0


def ingest(
    index: Index,
    paths: Iterable[Path | str],
    limits: Limits,
    progress: Callable[[int, int, str], None] | None = None,
) -> IngestReport:
    """Read files, folders and archives into an index; a bad file does not stop the others.

    Args:
        index: takes the documents.
        paths: files, folders (recursive) and zip archives.
        limits: on the size of what is read.
        progress: called with files done, files in all, and the last file's name.

    Returns:
        what was added, left, and refused with its reason.
    """
    begun = time.perf_counter()
    report = IngestReport()
    aliases: list[Alias] = []
    results = read_files(paths, index.known(), progress, limits=limits)
    documents = _documents(results, report, aliases)
    for document in documents:
        index.add(_for_a_turn(document, documents))
    for alias in aliases:
        index.add_name(alias.name, alias.sha256)
    report.documents, report.passages = index.counts()
    report.seconds = time.perf_counter() - begun
    return report


def _documents(
    results: Iterable[ReadResult], report: IngestReport, aliases: list[Alias]
) -> Iterator[Document]:
    """The documents among the results; everything is noted in the report."""
    for result in results:
        if isinstance(result, Read):
            report.added.append(result.name)
            yield result.document
        elif isinstance(result, Alias):
            aliases.append(result)
            report.aliases.append(result.name)
        elif isinstance(result, Unchanged):
            report.unchanged.append(result.name)
        elif isinstance(result, ReadFailure):
            report.failures.append(result)
        else:
            report.skipped.append(result)


def _for_a_turn(first: Document, documents: Iterator[Document]) -> Iterator[Document]:
    """A document and those that follow it within the time of one turn."""
    end = time.monotonic() + TURN_SECONDS
    yield first
    while time.monotonic() < end and (document := next(documents, None)) is not None:
        yield document
