"""The catalogue of one home: its collections, and every change to what they hold.

SQLAlchemy Core over SQLite in WAL mode; any other SQLAlchemy URL (PostgreSQL) takes the same
statements, and everything that is SQLite's own stands in ``index.catalog.database``. The keyword
and vector indexes can always be rebuilt from here. Every write raises the collection's generation,
by which an index knows what it has not seen yet. Numbers of documents and passages are never used
twice, so a stale index can name a missing passage but never the wrong one.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from sqlalchemy import Connection, bindparam, delete, insert, select, update

from index.catalog.database import CatalogError, Database
from index.catalog.documents import Documents
from index.catalog.naming import (
    documents_called,
    documents_holding,
    drop_names,
    point_names,
    remove_nameless,
)
from index.catalog.passages import Passages
from index.catalog.records import Change, CollectionRecord, Entry
from index.catalog.schema import COLLECTIONS, EMBEDDINGS
from index.catalog.storing import allocate, insert_entries, numbered
from index.catalog.storing_terms import insert_terms
from index.catalog.vectors import DocumentVectors
from index.embedding import EmbeddingModel

# Read at every search: building the statement takes longer than running it.
_COLLECTION = select(COLLECTIONS).where(COLLECTIONS.c.name == bindparam("name"))


class Catalog(Database):
    """The catalogue of one home.

    Args:
        location: a file (created with its folder) or a SQLAlchemy URL.

    Attributes:
        documents: to be read.
        passages: to be read.
        vectors: of documents, with the tokens of passages.

    Raises:
        SchemaError, CatalogError: as ``Database`` does.
    """

    def __init__(self, location: Path | str) -> None:
        super().__init__(location)
        self.documents = Documents(self)
        self.passages = Passages(self)
        self.vectors = DocumentVectors(self)

    # Collections

    def collection(self, name: str) -> CollectionRecord:
        """The collection of that name, made where it is missing."""
        named = {"name": name}
        with self.reading() as connection:
            row = connection.execute(_COLLECTION, named).one_or_none()
        if row is None:
            with self.writing() as connection:
                if connection.execute(_COLLECTION, named).one_or_none() is None:
                    number = allocate(connection, "collection", 1)
                    values = {"id": number, "name": name, "embedding": "", "dimensions": 0}
                    connection.execute(insert(COLLECTIONS).values(**values, generation=0))
                row = connection.execute(_COLLECTION, named).one()
        return CollectionRecord(**row._mapping)

    def set_embedding(
        self,
        collection: int,
        embedding: str,
        dimensions: int,
        model: EmbeddingModel | None = None,
    ) -> None:
        """Record which embedding the collection is searched with, and how it is loaded again.

        Args:
            collection: the collection's number.
            embedding: name that its vectors are kept under, empty for none.
            dimensions: length of its vectors.
            model: the model behind it.
        """
        with self.writing() as connection:
            connection.execute(
                update(COLLECTIONS)
                .where(COLLECTIONS.c.id == collection)
                .values(embedding=embedding, dimensions=dimensions)
            )
            if model is not None:
                connection.execute(delete(EMBEDDINGS).where(EMBEDDINGS.c.name == embedding))
                connection.execute(
                    insert(EMBEDDINGS).values(
                        name=embedding,
                        model=model.model,
                        query_prompt=model.query_prompt,
                        passage_prompt=model.passage_prompt,
                    )
                )

    def embedding_model(self, embedding: str) -> EmbeddingModel | None:
        """The model behind an embedding that was recorded; None where it was not."""
        wanted = select(
            EMBEDDINGS.c.model, EMBEDDINGS.c.query_prompt, EMBEDDINGS.c.passage_prompt
        ).where(EMBEDDINGS.c.name == embedding)
        with self.reading() as connection:
            row = connection.execute(wanted).one_or_none()
        return EmbeddingModel(*row) if row is not None else None

    # Writing documents

    def store(self, collection: int, entries: Sequence[Entry], embedding: str = "") -> Change:
        """Store documents in one transaction; a name's former content goes.

        Content that is already stored only gets the further name. A former document that keeps
        another name stays under that.

        Args:
            collection: the collection's number.
            entries: documents with ``name`` and ``sha256``; of two with one name the last counts.
            embedding: what made the entries' vectors.
        """
        latest = {entry.document.name: entry for entry in entries}
        with self.writing() as connection:
            generation = _next_generation(connection, collection)
            known = documents_holding(connection, collection, [e.document.sha256 for e in entries])
            before = documents_called(connection, collection, list(latest))
            new: dict[str, Entry] = {}
            for entry in latest.values():
                if entry.document.sha256 not in known:
                    new.setdefault(entry.document.sha256, entry)
            stored = numbered(connection, list(new.values()))
            known |= {s.entry.document.sha256: s.document_id for s in stored}
            insert_entries(connection, collection, generation, stored, embedding)
            insert_terms(connection, collection, stored)
            after = {name: known[entry.document.sha256] for name, entry in latest.items()}
            point_names(connection, collection, after)
            left = {before[name] for name in before if before[name] != after[name]}
            removed = remove_nameless(connection, collection, generation, left)
        return Change(generation, tuple(stored), removed)

    def add_name(self, collection: int, name: str, sha256: str) -> Change:
        """Give stored content a further name; what had that name before loses it.

        Raises:
            CatalogError: no document of the collection has this content.
        """
        with self.writing() as connection:
            known = documents_holding(connection, collection, [sha256])
            if sha256 not in known:
                raise CatalogError(f"{name}: its content is not in the collection; ingest the file")
            generation = _next_generation(connection, collection)
            before = documents_called(connection, collection, [name])
            point_names(connection, collection, {name: known[sha256]})
            left = set(before.values()) - {known[sha256]}
            removed = remove_nameless(connection, collection, generation, left)
        return Change(generation, (), removed)

    def remove(self, collection: int, names: Sequence[str]) -> Change:
        """Take names away; documents without any name left go, with all that belongs to them.

        Raises:
            CatalogError: a name is not in the collection; then nothing is removed.
        """
        with self.writing() as connection:
            before = documents_called(connection, collection, names)
            if missing := sorted(set(names) - set(before)):
                raise CatalogError(
                    f"{', '.join(missing)}: not in the collection; `rapporteur documents` lists "
                    "what is"
                )
            generation = _next_generation(connection, collection)
            drop_names(connection, collection, names)
            removed = remove_nameless(connection, collection, generation, set(before.values()))
        return Change(generation, (), removed)


def _next_generation(connection: Connection, collection: int) -> int:
    own = COLLECTIONS.c.id == collection
    connection.execute(
        update(COLLECTIONS).where(own).values(generation=COLLECTIONS.c.generation + 1)
    )
    return int(connection.execute(select(COLLECTIONS.c.generation).where(own)).scalar_one())
