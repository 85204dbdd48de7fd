"""Vectors of documents and tokens of passages, kept in the catalogue by embedding."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from sqlalchemy import BindParameter, Connection, TableClause, bindparam, delete, insert, select

from index.catalog.codec import Matrix, pack_vectors
from index.catalog.database import Database, parts
from index.catalog.schema import DOCUMENTS, PASSAGES, TOKENS, VECTORS

# What every search asks for, built once: building a statement takes longer than running it.
_IDS: BindParameter[list[int]] = bindparam("ids", expanding=True)
_TOKENS_OF = select(TOKENS.c.passage_id, TOKENS.c.tokens).where(
    TOKENS.c.passage_id.in_(_IDS), TOKENS.c.embedding == bindparam("embedding")
)


class DocumentVectors:
    """The vectors and tokens that embeddings have made of documents and their passages."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def of_documents(
        self, documents: Sequence[int], embedding: str
    ) -> Iterator[tuple[int, int, bytes]]:
        """Document number, first passage and packed vectors of those documents that have any."""
        joined = VECTORS.join(DOCUMENTS, VECTORS.c.document_id == DOCUMENTS.c.id)
        for part in parts(documents):
            statement = (
                select(DOCUMENTS.c.id, DOCUMENTS.c.first_passage, VECTORS.c.vectors)
                .select_from(joined)
                .where(VECTORS.c.embedding == embedding, DOCUMENTS.c.id.in_(part))
                .order_by(DOCUMENTS.c.id)
            )
            with self._database.reading() as connection:
                rows = connection.execute(statement).all()
            yield from (tuple(row) for row in rows)

    def missing(self, collection: int, embedding: str) -> dict[int, int]:
        """Documents that have no vectors of an embedding yet, with how many passages they have.

        In ascending order; documents without passages are left out.
        """
        have = select(VECTORS.c.document_id).where(VECTORS.c.embedding == embedding)
        statement = (
            select(DOCUMENTS.c.id, DOCUMENTS.c.passages)
            .where(
                DOCUMENTS.c.collection_id == collection,
                DOCUMENTS.c.passages > 0,
                DOCUMENTS.c.id.not_in(have),
            )
            .order_by(DOCUMENTS.c.id)
        )
        with self._database.reading() as connection:
            return {row.id: row.passages for row in connection.execute(statement)}

    def tokens(self, passages: Sequence[int], embedding: str) -> dict[int, bytes]:
        """The packed tokens of passages, of those that have any."""
        found: dict[int, bytes] = {}
        with self._database.reading() as connection:
            for part in parts(passages):
                rows = connection.execute(_TOKENS_OF, {"ids": part, "embedding": embedding})
                found |= {row.passage_id: row.tokens for row in rows.all()}
        return found

    def store(self, embedding: str, vectors: dict[int, Matrix], tokens: dict[int, bytes]) -> None:
        """Keep the vectors (n, d) of whole documents, by document, and tokens by passage.

        Documents that have been removed meanwhile are passed over.
        """
        with self._database.writing() as connection:
            there = _present(connection, DOCUMENTS, vectors)
            _replace_vectors(connection, embedding, {i: vectors[i] for i in vectors if i in there})
            there = _present(connection, PASSAGES, tokens)
            _replace_tokens(connection, embedding, {i: tokens[i] for i in tokens if i in there})

    def forget(self, collection: int, keep: str) -> None:
        """Drop a collection's vectors and tokens of every embedding but one.

        A transaction for every few documents, so that no other writer waits for long.
        """
        own = select(DOCUMENTS.c.id).where(DOCUMENTS.c.collection_id == collection)
        others = select(VECTORS.c.document_id).where(
            VECTORS.c.embedding != keep, VECTORS.c.document_id.in_(own)
        )
        with self._database.reading() as connection:
            documents = sorted(set(connection.execute(others).scalars()))
        for part in parts(documents):
            passages = select(PASSAGES.c.id).where(PASSAGES.c.document_id.in_(part))
            with self._database.writing() as connection:
                connection.execute(
                    delete(TOKENS).where(
                        TOKENS.c.embedding != keep, TOKENS.c.passage_id.in_(passages)
                    )
                )
                connection.execute(
                    delete(VECTORS).where(
                        VECTORS.c.embedding != keep, VECTORS.c.document_id.in_(part)
                    )
                )


def _present(connection: Connection, rows: TableClause, numbers: Iterable[int]) -> set[int]:
    """Those of the numbers that a table has a row for."""
    found: set[int] = set()
    for part in parts(numbers):
        found |= set(connection.execute(select(rows.c.id).where(rows.c.id.in_(part))).scalars())
    return found


def _replace_vectors(connection: Connection, embedding: str, vectors: dict[int, Matrix]) -> None:
    for part in parts(vectors):
        connection.execute(
            delete(VECTORS).where(VECTORS.c.embedding == embedding, VECTORS.c.document_id.in_(part))
        )
    rows = [
        {"embedding": embedding, "document_id": number, "vectors": pack_vectors(own)}
        for number, own in vectors.items()
    ]
    if rows:
        connection.execute(insert(VECTORS), rows)


def _replace_tokens(connection: Connection, embedding: str, tokens: dict[int, bytes]) -> None:
    for part in parts(tokens):
        connection.execute(
            delete(TOKENS).where(TOKENS.c.embedding == embedding, TOKENS.c.passage_id.in_(part))
        )
    rows = [
        {"passage_id": number, "embedding": embedding, "tokens": data}
        for number, data in tokens.items()
    ]
    if rows:
        connection.execute(insert(TOKENS), rows)
