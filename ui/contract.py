"""Stored things as plain data: the forms that the command line's ``--json`` and the API share."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import asdict
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from assistant.ingestion import IngestReport
    from index.catalog.records import DocumentRecord
    from index.excerpts import Excerpt
    from index.reembedding import EmbeddingReport


def excerpts_data(excerpts: Iterable[Excerpt]) -> dict[str, Any]:
    """What a search found, best first: rank, score, document, section, page, text."""
    shown = [
        {
            "rank": rank,
            "score": round(excerpt.hit.score, 6),
            "document": excerpt.hit.document.name,
            "section": list(excerpt.hit.passage.section),
            "page": excerpt.hit.passage.page,
            "text": excerpt.text,
        }
        for rank, excerpt in enumerate(excerpts, 1)
    ]
    return {"hits": shown}


def documents_data(records: Iterable[DocumentRecord]) -> dict[str, Any]:
    """The documents of a collection with what is known about each; catalogue numbers left out."""
    shown = [asdict(record) for record in records]
    for document in shown:
        for internal in ("id", "first_passage"):
            del document[internal]
    return {"documents": shown}


def report_data(report: IngestReport) -> dict[str, Any]:
    """What an ingestion did: names added, unchanged and further, what failed and was left, sums."""
    return {
        "added": report.added,
        "unchanged": report.unchanged,
        "aliases": report.aliases,
        "failures": [{"name": f.name, "reason": f.reason} for f in report.failures],
        "skipped": [{"name": s.name, "reason": s.reason} for s in report.skipped],
        "documents": report.documents,
        "passages": report.passages,
        "seconds": round(report.seconds, 3),
    }


def embedding_data(report: EmbeddingReport) -> dict[str, Any]:
    """What an embedding run did: the embedding, the one before, passages embedded and in all."""
    return asdict(report) | {"seconds": round(report.seconds, 3)}
