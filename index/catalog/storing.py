"""New documents get their numbers and go into the catalogue's tables with all that they have."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import Connection, TableClause, insert, select, update
from sqlalchemy.sql.compiler import SQLCompiler

from index.catalog.codec import pack_vectors
from index.catalog.records import Entry, StoredEntry
from index.catalog.rows import block_row, document_row, passage_row, year_rows
from index.catalog.schema import (
    BLOCKS,
    COUNTERS,
    DOCUMENTS,
    PASSAGES,
    TOKENS,
    VECTORS,
    YEARS,
)


def allocate(connection: Connection, kind: str, count: int) -> int:
    """The first of ``count`` numbers that were never used before."""
    counter = COUNTERS.c.name == kind
    value = connection.execute(select(COUNTERS.c.value).where(counter)).scalar_one_or_none()
    if value is None:
        value = 1
        connection.execute(insert(COUNTERS).values(name=kind, value=value))
    connection.execute(update(COUNTERS).where(counter).values(value=value + count))
    return int(value)


def numbered(connection: Connection, entries: Sequence[Entry]) -> list[StoredEntry]:
    """Give new documents and their passages their numbers."""
    document = allocate(connection, "document", len(entries))
    passage = allocate(connection, "passage", sum(len(e.passages) for e in entries))
    stored: list[StoredEntry] = []
    for entry in entries:
        stored.append(StoredEntry(document, passage, entry))
        document += 1
        passage += len(entry.passages)
    return stored


def insert_entries(
    connection: Connection,
    collection: int,
    generation: int,
    stored: Sequence[StoredEntry],
    embedding: str,
) -> None:
    """Insert documents with their years, blocks, passages, vectors and tokens."""
    now = datetime.now(UTC).isoformat(timespec="seconds")
    common = {"collection_id": collection, "generation": generation, "added": now}
    rows: dict[TableClause, list[dict[str, Any]]] = {
        DOCUMENTS: [document_row(s) | common for s in stored],
        YEARS: [row for s in stored for row in year_rows(s)],
        BLOCKS: [block_row(s) for s in stored],
        PASSAGES: [
            passage_row(number, s.document_id, passage)
            for s in stored
            for number, passage in zip(s.passage_ids, s.entry.passages, strict=True)
        ],
        VECTORS: [
            {
                "embedding": embedding,
                "document_id": s.document_id,
                "vectors": pack_vectors(s.entry.vectors),
            }
            for s in stored
            if s.entry.vectors is not None and len(s.entry.vectors)
        ],
        TOKENS: [
            {"passage_id": number, "embedding": embedding, "tokens": tokens}
            for s in stored
            for number, tokens in zip(s.passage_ids, s.entry.tokens, strict=False)
        ],
    }
    for target, values in rows.items():
        if values:
            _insert_many(connection, target, values)


def _insert_many(connection: Connection, target: TableClause, rows: list[dict[str, Any]]) -> None:
    """Insert rows of the same columns as they are.

    SQLAlchemy looks at every value of every row first, which takes longer than storing them.
    """
    compiled = insert(target).compile(dialect=connection.dialect, column_keys=list(rows[0]))
    assert isinstance(compiled, SQLCompiler)
    order = compiled.positiontup
    values = [tuple([row[name] for name in order]) for row in rows] if order else rows
    connection.exec_driver_sql(str(compiled), values)
