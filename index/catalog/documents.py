"""Documents of the catalogue, read: their records, names and blocks, and which of them changed."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from typing import Any

from sqlalchemy import BindParameter, Connection, Select, bindparam, func, select

from index.catalog.codec import unpack_blocks
from index.catalog.database import CatalogError, Database, parts
from index.catalog.naming import documents_called
from index.catalog.records import DocumentRecord
from index.catalog.schema import BLOCKS, DOCUMENTS, NAMES, REMOVALS, YEARS
from ingest.document import Block

_RECORD = [c for c in DOCUMENTS.c if c.name not in ("collection_id", "generation")]

# What every search asks for, built once: building a statement takes longer than running it.
_IDS: BindParameter[list[int]] = bindparam("ids", expanding=True)
_RECORDS_OF = select(*_RECORD).where(DOCUMENTS.c.id.in_(_IDS))
_NAMES_OF = select(NAMES.c.document_id, NAMES.c.name).where(NAMES.c.document_id.in_(_IDS))


class Documents:
    """The documents of all collections."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def contents(self, collection: int, names: Sequence[str] | None = None) -> dict[str, str]:
        """Names of the collection, all or those asked for, with the sha256 of their content."""
        joined = NAMES.join(DOCUMENTS, NAMES.c.document_id == DOCUMENTS.c.id)
        statement = (
            select(NAMES.c.name, DOCUMENTS.c.sha256)
            .select_from(joined)
            .where(NAMES.c.collection_id == collection)
        )
        statements = [statement]
        if names is not None:
            statements = [statement.where(NAMES.c.name.in_(part)) for part in parts(names)]
        with self._database.reading() as connection:
            return {row.name: row.sha256 for s in statements for row in connection.execute(s)}

    def names_of(self, collection: int, sha256: str) -> tuple[str, ...]:
        """The names that this content is stored under, in order; empty where it is not."""
        joined = NAMES.join(DOCUMENTS, NAMES.c.document_id == DOCUMENTS.c.id)
        statement = (
            select(NAMES.c.name)
            .select_from(joined)
            .where(DOCUMENTS.c.collection_id == collection, DOCUMENTS.c.sha256 == sha256)
            .order_by(NAMES.c.name)
        )
        with self._database.reading() as connection:
            return tuple(connection.execute(statement).scalars())

    def all(self, collection: int) -> list[DocumentRecord]:
        """All documents of a collection, by name."""
        records = select(*_RECORD).where(DOCUMENTS.c.collection_id == collection)
        names = select(NAMES.c.document_id, NAMES.c.name).where(NAMES.c.collection_id == collection)
        with self._database.reading() as connection:
            found = _records(connection, records, names, {})
        return sorted(found, key=lambda record: record.name)

    def by_number(self, numbers: Iterable[int]) -> dict[int, DocumentRecord]:
        """The documents with these numbers; missing ones are left out."""
        found: dict[int, DocumentRecord] = {}
        with self._database.reading() as connection:
            for part in parts(numbers):
                records = _records(connection, _RECORDS_OF, _NAMES_OF, {"ids": part})
                found |= {record.id: record for record in records}
        return found

    def number(self, collection: int, name: str) -> int:
        """The number of the document of that name.

        Raises:
            CatalogError: there is none.
        """
        with self._database.reading() as connection:
            found = documents_called(connection, collection, [name])
        if name not in found:
            raise CatalogError(
                f"{name}: not in the collection; `rapporteur documents` lists what is"
            )
        return found[name]

    def matching(
        self,
        collection: int,
        names: Sequence[str] = (),
        years: Sequence[int] = (),
        languages: Sequence[str] = (),
    ) -> list[int]:
        """Numbers of the documents that have one of the names, years and languages, ascending.

        An empty sequence does not restrict.
        """
        statement = select(DOCUMENTS.c.id).where(DOCUMENTS.c.collection_id == collection)
        if names:
            named = select(NAMES.c.document_id).where(
                NAMES.c.collection_id == collection, NAMES.c.name.in_(names)
            )
            statement = statement.where(DOCUMENTS.c.id.in_(named))
        if years:
            dated = select(YEARS.c.document_id).where(YEARS.c.year.in_(years))
            statement = statement.where(DOCUMENTS.c.id.in_(dated))
        if languages:
            statement = statement.where(DOCUMENTS.c.language.in_(languages))
        with self._database.reading() as connection:
            return list(connection.execute(statement.order_by(DOCUMENTS.c.id)).scalars())

    def blocks(self, number: int) -> list[Block]:
        """A document's blocks in reading order; empty where there is no such document."""
        statement = select(BLOCKS.c.blocks).where(BLOCKS.c.document_id == number)
        with self._database.reading() as connection:
            data = connection.execute(statement).scalar_one_or_none()
        return unpack_blocks(data) if data else []

    def count(self, collection: int) -> tuple[int, int]:
        """Numbers of documents and of passages in a collection."""
        statement = select(func.count(), func.coalesce(func.sum(DOCUMENTS.c.passages), 0)).where(
            DOCUMENTS.c.collection_id == collection
        )
        with self._database.reading() as connection:
            documents, passages = connection.execute(statement).one()
        return int(documents), int(passages)

    def changes_since(self, collection: int, generation: int) -> tuple[list[int], list[int]]:
        """Documents removed and documents stored after a generation, ascending.

        A document stored and removed since then is only among the removed.
        """
        gone = select(REMOVALS.c.document_id).where(
            REMOVALS.c.collection_id == collection, REMOVALS.c.generation > generation
        )
        new = select(DOCUMENTS.c.id).where(
            DOCUMENTS.c.collection_id == collection, DOCUMENTS.c.generation > generation
        )
        with self._database.reading() as connection:
            return (
                sorted(connection.execute(gone).scalars()),
                sorted(connection.execute(new).scalars()),
            )


def _records(
    connection: Connection, documents: Select[Any], names: Select[Any], values: dict[str, Any]
) -> list[DocumentRecord]:
    by_document: dict[int, list[str]] = {}
    for number, name in connection.execute(names, values).all():
        by_document.setdefault(number, []).append(name)
    records = []
    for row in connection.execute(documents, values).all():
        fields = dict(row._mapping)
        own = tuple(sorted(by_document.get(row.id, ())))
        fields |= {"years": tuple(json.loads(row.years)), "names": own, "name": (own or ("",))[0]}
        records.append(DocumentRecord(**fields))
    return records
