"""Passages of the catalogue, read."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from sqlalchemy import BindParameter, bindparam, func, or_, select

from index.catalog.database import Database, parts
from index.catalog.records import StoredPassage
from index.catalog.rows import stored_passage
from index.catalog.schema import DOCUMENTS, PASSAGES

# What every search asks for, built once: building a statement takes longer than running it.
_IDS: BindParameter[list[int]] = bindparam("ids", expanding=True)
_BY_NUMBER = select(PASSAGES).where(PASSAGES.c.id.in_(_IDS))
_OF_TABLE = (
    select(PASSAGES)
    .where(
        PASSAGES.c.document_id == bindparam("document"),
        or_(PASSAGES.c.kind == "row", PASSAGES.c.kind == "table"),
        PASSAGES.c.first_block <= bindparam("block"),
        PASSAGES.c.last_block >= bindparam("block"),
    )
    .order_by(PASSAGES.c.id)
)


class Passages:
    """The passages of all documents."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def by_number(self, numbers: Sequence[int]) -> dict[int, StoredPassage]:
        """The passages with these numbers; missing ones are left out."""
        found: dict[int, StoredPassage] = {}
        with self._database.reading() as connection:
            for part in parts(numbers):
                rows = connection.execute(_BY_NUMBER, {"ids": part})
                found |= {row.id: stored_passage(row) for row in rows.all()}
        return found

    def of_table(self, document: int, block: int) -> list[StoredPassage]:
        """The row and table passages cut from one table block, in order."""
        with self._database.reading() as connection:
            rows = connection.execute(_OF_TABLE, {"document": document, "block": block})
            return [stored_passage(row) for row in rows]

    def of_documents(self, documents: Sequence[int]) -> Iterator[StoredPassage]:
        """The passages of documents, ordered by number."""
        for part in parts(documents):
            statement = (
                select(PASSAGES).where(PASSAGES.c.document_id.in_(part)).order_by(PASSAGES.c.id)
            )
            with self._database.reading() as connection:
                rows = connection.execute(statement).all()
            yield from map(stored_passage, rows)

    def texts(self, collection: int, limit: int) -> list[str]:
        """The texts of a collection's passages with their headings, the newest ``limit``."""
        joined = PASSAGES.join(DOCUMENTS, PASSAGES.c.document_id == DOCUMENTS.c.id)
        statement = (
            select(PASSAGES.c.text, PASSAGES.c.section)
            .select_from(joined)
            .where(DOCUMENTS.c.collection_id == collection)
            .order_by(PASSAGES.c.id.desc())
            .limit(limit)
        )
        with self._database.reading() as connection:
            return [f"{row.section}\n{row.text}" for row in connection.execute(statement)]

    def count(self, collection: int) -> int:
        """How many passages of a collection are really there, counted one by one."""
        joined = PASSAGES.join(DOCUMENTS, PASSAGES.c.document_id == DOCUMENTS.c.id)
        statement = (
            select(func.count()).select_from(joined).where(DOCUMENTS.c.collection_id == collection)
        )
        with self._database.reading() as connection:
            return int(connection.execute(statement).scalar_one())
