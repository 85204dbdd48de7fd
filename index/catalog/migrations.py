"""The catalogue's schema, step by step: each migration brings a database one version further.

A migration is never changed once released; a new one is added below it. They are written with
SQLAlchemy's schema objects, so that every database gets its own types.
"""

from __future__ import annotations

from collections.abc import Callable

from sqlalchemy import (
    Column,
    Connection,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    String,
    Table,
    Text,
    UniqueConstraint,
    column,
    insert,
    inspect,
    select,
    table,
)

from ingest.errors import RapporteurError

_VERSION = Table("schema_version", MetaData(), Column("version", Integer, primary_key=True))


class SchemaError(RapporteurError):
    """The catalogue was written by a newer version of the program."""


def m001_initial(connection: Connection) -> None:
    """Collections, documents under their names, blocks, and passages."""
    schema = MetaData()

    def number(name: str) -> Column[int]:
        return Column(name, Integer, nullable=False)

    def text(name: str) -> Column[str]:
        return Column(name, Text, nullable=False)

    def owner(column: str, *, key: bool = False) -> Column[int]:
        target = ForeignKey(f"{column.removesuffix('_id')}s.id", ondelete="CASCADE")
        return Column(column, Integer, target, nullable=False, primary_key=key)

    Table(
        "collections",
        schema,
        Column("id", Integer, primary_key=True),
        Column("name", String(64), nullable=False, unique=True),
        text("embedding"),
        number("dimensions"),
        number("generation"),
    )
    Table("counters", schema, Column("name", String(32), primary_key=True), number("value"))
    Table(
        "documents",
        schema,
        Column("id", Integer, primary_key=True),
        owner("collection_id"),
        number("generation"),
        Column("sha256", String(64), nullable=False),
        *map(text, ("title", "symbol", "date", "language", "years", "edition", "revises")),
        text("media_type"),
        number("size"),
        text("added"),
        number("first_passage"),
        number("passages"),
        UniqueConstraint("collection_id", "sha256"),
        Index("documents_by_generation", "collection_id", "generation"),
    )
    Table(
        "document_names",
        schema,
        owner("collection_id", key=True),
        Column("name", Text, primary_key=True),
        owner("document_id"),
        Index("names_by_document", "document_id"),
    )
    Table(
        "document_years",
        schema,
        owner("document_id", key=True),
        Column("year", Integer, primary_key=True),
    )
    Table(
        "document_blocks",
        schema,
        owner("document_id", key=True),
        Column("blocks", LargeBinary, nullable=False),
    )
    Table(
        "removals",
        schema,
        owner("collection_id", key=True),
        Column("document_id", Integer, primary_key=True),
        number("generation"),
    )
    Table(
        "passages",
        schema,
        Column("id", Integer, primary_key=True),
        owner("document_id"),
        text("kind"),
        text("text"),
        text("section"),
        Column("page", Integer),
        number("first_block"),
        number("last_block"),
        *map(text, ("context", "caption", "label", "cells")),
        Index("passages_by_document", "document_id"),
    )
    schema.create_all(connection)


def m002_vectors(connection: Connection) -> None:
    """Passage vectors, all of a document in one value, for each embedding that made them."""
    schema = MetaData()
    Table("documents", schema, Column("id", Integer, primary_key=True))
    Table(
        "document_vectors",
        schema,
        Column("embedding", String(200), primary_key=True),
        Column(
            "document_id", Integer, ForeignKey("documents.id", ondelete="CASCADE"), primary_key=True
        ),
        Column("vectors", LargeBinary, nullable=False),
        Index("vectors_by_document", "document_id"),
    )
    schema.create_all(connection)


def m003_tokens(connection: Connection) -> None:
    """Passage tokens, a value a passage; vectors are made anew, together with them."""
    schema = MetaData()
    Table("passages", schema, Column("id", Integer, primary_key=True))
    Table(
        "passage_tokens",
        schema,
        Column(
            "passage_id", Integer, ForeignKey("passages.id", ondelete="CASCADE"), primary_key=True
        ),
        Column("embedding", String(200), primary_key=True),
        Column("tokens", LargeBinary, nullable=False),
    )
    schema.create_all(connection)
    connection.execute(table("document_vectors").delete())
    connection.execute(table("collections", column("embedding")).update().values(embedding=""))


def m004_embeddings(connection: Connection) -> None:
    """How each embedding that vectors are kept of is loaded again."""
    schema = MetaData()
    embeddings = Table(
        "embeddings",
        schema,
        Column("name", String(200), primary_key=True),
        Column("model", Text, nullable=False),
        Column("query_prompt", Text),
        Column("passage_prompt", Text),
    )
    schema.create_all(connection)
    in_use = select(table("collections", column("embedding")).c.embedding).distinct()
    for name in filter(None, connection.execute(in_use).scalars().all()):
        model = "built-in" if name.startswith("built-in") else name
        connection.execute(insert(embeddings).values(name=name, model=model))


def m005_glossary(connection: Connection) -> None:
    """Terms that documents state beside their abbreviation, and the terms that staff enter."""
    schema = MetaData()
    for owner in ("collections", "documents"):
        Table(owner, schema, Column("id", Integer, primary_key=True))

    def text(name: str) -> Column[str]:
        return Column(name, Text, nullable=False)

    def owned_by(table_name: str, name: str, *, key: bool = False) -> Column[int]:
        target = ForeignKey(f"{table_name}.id", ondelete="CASCADE")
        return Column(name, Integer, target, nullable=False, primary_key=key)

    Table(
        "mined_terms",
        schema,
        Column("id", Integer, primary_key=True),
        owned_by("collections", "collection_id"),
        owned_by("documents", "document_id"),
        Column("passage_id", Integer, nullable=False),
        *map(text, ("short", "name", "short_head", "name_head", "quote", "context")),
        Index("terms_by_short", "collection_id", "short_head"),
        Index("terms_by_name", "collection_id", "name_head"),
        Index("terms_by_document", "document_id"),
    )
    Table(
        "staff_terms",
        schema,
        owned_by("collections", "collection_id", key=True),
        Column("term", Text, primary_key=True),
        Column("language", String(8), primary_key=True),
        text("equivalents"),
    )
    Table(
        "staff_term_heads",
        schema,
        owned_by("collections", "collection_id", key=True),
        Column("head", Text, primary_key=True),
        Column("term", Text, primary_key=True),
    )
    schema.create_all(connection)


MIGRATIONS: tuple[Callable[[Connection], None], ...] = (
    m001_initial,
    m002_vectors,
    m003_tokens,
    m004_embeddings,
    m005_glossary,
)


def version(connection: Connection) -> int:
    """The schema version of a database: 0 for an empty one."""
    if not inspect(connection).has_table("schema_version"):
        return 0
    return connection.execute(select(_VERSION.c.version)).scalar_one_or_none() or 0


def is_current(connection: Connection) -> bool:
    """Whether nothing is left to do; a plain read, so that opening waits for no writer."""
    return version(connection) == len(MIGRATIONS)


def migrate(connection: Connection, target: int = len(MIGRATIONS)) -> None:
    """Bring the database to ``target``, inside the caller's transaction.

    Raises:
        SchemaError: the database is newer than this program.
    """
    found = version(connection)
    if found > len(MIGRATIONS):
        raise SchemaError(
            f"The catalogue has schema version {found}, this program knows {len(MIGRATIONS)}. "
            "Install the newer program, or choose another home."
        )
    if found >= target:
        return
    _VERSION.create(connection, checkfirst=True)
    for step in MIGRATIONS[found:target]:
        step(connection)
    connection.execute(_VERSION.delete())
    connection.execute(insert(_VERSION).values(version=target))
