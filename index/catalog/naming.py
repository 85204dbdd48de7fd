"""Which document each name of a collection leads to; a document that has none left goes."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from sqlalchemy import Connection, delete, insert, select

from index.catalog.database import parts
from index.catalog.schema import DOCUMENTS, NAMES, REMOVALS


def documents_called(
    connection: Connection, collection: int, names: Iterable[str]
) -> dict[str, int]:
    """The numbers of documents by name; names that lead nowhere are left out."""
    found: dict[str, int] = {}
    for part in parts(names):
        rows = connection.execute(
            select(NAMES.c.name, NAMES.c.document_id).where(
                NAMES.c.collection_id == collection, NAMES.c.name.in_(part)
            )
        )
        found |= {row.name: row.document_id for row in rows}
    return found


def documents_holding(
    connection: Connection, collection: int, digests: Iterable[str]
) -> dict[str, int]:
    """The numbers of documents by the sha256 of their content, of those that are stored."""
    found: dict[str, int] = {}
    for part in parts(digests):
        rows = connection.execute(
            select(DOCUMENTS.c.sha256, DOCUMENTS.c.id).where(
                DOCUMENTS.c.collection_id == collection, DOCUMENTS.c.sha256.in_(part)
            )
        )
        found |= {row.sha256: row.id for row in rows}
    return found


def point_names(connection: Connection, collection: int, names: dict[str, int]) -> None:
    """Let names lead to documents, whatever they led to before."""
    drop_names(connection, collection, list(names))
    rows = [
        {"collection_id": collection, "name": name, "document_id": number}
        for name, number in names.items()
    ]
    if rows:
        connection.execute(insert(NAMES), rows)


def drop_names(connection: Connection, collection: int, names: Sequence[str]) -> None:
    """Let names lead nowhere."""
    for part in parts(names):
        connection.execute(
            delete(NAMES).where(NAMES.c.collection_id == collection, NAMES.c.name.in_(part))
        )


def remove_nameless(
    connection: Connection, collection: int, generation: int, documents: set[int]
) -> tuple[int, ...]:
    """Delete those of the documents that no name leads to any more, and note it for the indexes."""
    gone: list[int] = []
    for part in parts(sorted(documents)):
        named = select(NAMES.c.document_id).where(NAMES.c.document_id.in_(part))
        gone += sorted(set(part) - set(connection.execute(named).scalars()))
    for part in parts(gone):
        connection.execute(delete(DOCUMENTS).where(DOCUMENTS.c.id.in_(part)))
    if gone:
        connection.execute(
            insert(REMOVALS),
            [
                {"collection_id": collection, "document_id": number, "generation": generation}
                for number in gone
            ],
        )
    return tuple(gone)
