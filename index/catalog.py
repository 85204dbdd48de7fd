"""The one truth: collections, documents under their names, blocks, passages and vectors.

SQLAlchemy Core over SQLite in WAL mode; any other SQLAlchemy URL (PostgreSQL) takes the same
statements, and everything that is SQLite's own stands in ``_configure_sqlite``. The keyword and
vector indexes can always be rebuilt from here. Every write raises the collection's generation, by
which an index knows what it has not seen yet. Numbers of documents and passages are never used
twice, so a stale index can name a missing passage but never the wrong one.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import lru_cache
from pathlib import Path
from typing import Any, TypeVar

from sqlalchemy import (
    BindParameter,
    ColumnClause,
    Connection,
    Engine,
    LargeBinary,
    Select,
    TableClause,
    bindparam,
    column,
    create_engine,
    delete,
    event,
    func,
    insert,
    or_,
    select,
    table,
    update,
)
from sqlalchemy.engine import ExceptionContext, make_url
from sqlalchemy.sql.compiler import SQLCompiler

from index import codec, term_store
from index.abbreviations import Mined
from index.embedding import EmbeddingModel
from index.migrations import is_current, migrate
from ingest.document import Block, Document, Passage
from ingest.errors import RapporteurError

_T = TypeVar("_T")
_IN_LIMIT = 500  # values in one IN list: far below every database's limit


class CatalogError(RapporteurError):
    """The catalogue cannot do what was asked; the message says which document or file."""


def _columns(name: str, columns: str, binary: str = "") -> TableClause:
    plain: list[ColumnClause[Any]] = [column(c) for c in columns.split()]
    return table(name, *plain, *(column(c, LargeBinary) for c in binary.split()))


_COLLECTIONS = _columns("collections", "id name embedding dimensions generation")
_COUNTERS = _columns("counters", "name value")
_EMBEDDINGS = _columns("embeddings", "name model query_prompt passage_prompt")
_DOCUMENTS = _columns(
    "documents",
    "id collection_id generation sha256 title symbol date language years edition revises "
    "media_type size added first_passage passages",
)
_NAMES = _columns("document_names", "collection_id name document_id")
_YEARS = _columns("document_years", "document_id year")
_BLOCKS = _columns("document_blocks", "document_id", "blocks")
_REMOVALS = _columns("removals", "collection_id document_id generation")
_PASSAGES = _columns(
    "passages",
    "id document_id kind text section page first_block last_block context caption label cells",
)
_VECTORS = _columns("document_vectors", "embedding document_id", "vectors")
_TOKENS = _columns("passage_tokens", "passage_id embedding", "tokens")

_RECORD = [c for c in _DOCUMENTS.c if c.name not in ("collection_id", "generation")]

# What every search asks for, built once: building a statement takes longer than running it.
_IDS: BindParameter[list[int]] = bindparam("ids", expanding=True)
_DOCUMENTS_OF = select(*_RECORD).where(_DOCUMENTS.c.id.in_(_IDS))
_NAMES_OF = select(_NAMES.c.document_id, _NAMES.c.name).where(_NAMES.c.document_id.in_(_IDS))
_PASSAGES_OF = select(_PASSAGES).where(_PASSAGES.c.id.in_(_IDS))
_TABLE_PASSAGES = (
    select(_PASSAGES)
    .where(
        _PASSAGES.c.document_id == bindparam("document"),
        or_(_PASSAGES.c.kind == "row", _PASSAGES.c.kind == "table"),
        _PASSAGES.c.first_block <= bindparam("block"),
        _PASSAGES.c.last_block >= bindparam("block"),
    )
    .order_by(_PASSAGES.c.id)
)
_TOKENS_OF = select(_TOKENS.c.passage_id, _TOKENS.c.tokens).where(
    _TOKENS.c.passage_id.in_(_IDS), _TOKENS.c.embedding == bindparam("embedding")
)


@dataclass(frozen=True, slots=True)
class CollectionRecord:
    """A collection: its number, name, the embedding of its vectors, and its generation."""

    id: int
    name: str
    embedding: str
    dimensions: int
    generation: int


@dataclass(frozen=True, slots=True)
class DocumentRecord:
    """What is known about a stored document, its blocks left aside.

    Attributes:
        id: its number, never used again.
        name: the first of its names.
        names: all file names that have this content, in order.
        title, symbol, date, language, years, edition, revises, media_type, sha256, size: as in
            ``ingest.document.Document``.
        added: when it was stored, ISO date and time in UTC.
        first_passage: number of its first passage; the others follow without gaps.
        passages: how many passages it has.
    """

    id: int
    name: str
    names: tuple[str, ...]
    title: str
    symbol: str
    date: str
    language: str
    years: tuple[int, ...]
    edition: str
    revises: str
    media_type: str
    sha256: str
    size: int
    added: str
    first_passage: int
    passages: int


@dataclass(frozen=True, slots=True)
class StoredPassage:
    """A passage with its number and its document's."""

    passage_id: int
    document_id: int
    passage: Passage


@dataclass(frozen=True, slots=True)
class Entry:
    """A document to be stored, its passages, and what is made of them.

    Attributes:
        vectors: of the passages (n, d), None without an embedding.
        tokens: of the passages, none where the embedding has no tokens.
        words: the passages' search terms, in their text and in their context, joined by spaces.
        terms: that the passages state.
        blocks: the document's, packed; empty where that is still to be done.
    """

    document: Document
    passages: Sequence[Passage]
    vectors: codec.Matrix | None = None
    tokens: Sequence[bytes] = ()
    words: Sequence[tuple[str, str]] = ()
    terms: Sequence[Mined] = ()
    blocks: bytes = b""


@dataclass(frozen=True, slots=True)
class StoredEntry:
    """An entry that was stored under a number; its passages' numbers begin at ``first_passage``."""

    document_id: int
    first_passage: int
    entry: Entry

    @property
    def passage_ids(self) -> range:
        """The numbers of its passages, in order."""
        return range(self.first_passage, self.first_passage + len(self.entry.passages))


@dataclass(frozen=True, slots=True)
class Change:
    """What one transaction did: documents stored and removed, and the generation it made."""

    generation: int
    stored: tuple[StoredEntry, ...] = ()
    removed: tuple[int, ...] = ()


class Catalog:
    """The catalogue of one home.

    Args:
        location: a file (created with its folder) or a SQLAlchemy URL.

    Raises:
        SchemaError: a newer program wrote it.
        CatalogError: it cannot be opened. (Any method raises it where the database fails: a full
            disk, a damaged file, no permission.)
    """

    def __init__(self, location: Path | str) -> None:
        if isinstance(location, Path):
            location.parent.mkdir(parents=True, exist_ok=True)
            location = f"sqlite:///{location}"
        self._engine = create_engine(make_url(location))
        _explain_errors(self._engine)
        if self._engine.dialect.name == "sqlite":
            _configure_sqlite(self._engine)
        with self._engine.connect() as connection:
            current = is_current(connection)
        if not current:
            with self._write() as connection:
                migrate(connection)

    def close(self) -> None:
        """Close every connection."""
        self._engine.dispose()

    @contextmanager
    def _write(self) -> Iterator[Connection]:
        """A transaction that holds the write lock from its start, so that it cannot fail midway."""
        with self._engine.connect() as connection:
            writing = connection.execution_options(rapporteur_write=True)
            with writing.begin():
                yield writing

    # Collections

    def collection(self, name: str) -> CollectionRecord:
        """The collection of that name, made where it is missing."""
        statement = select(_COLLECTIONS).where(_COLLECTIONS.c.name == name)
        with self._engine.connect() as connection:
            row = connection.execute(statement).one_or_none()
        if row is None:
            with self._write() as connection:
                if connection.execute(statement).one_or_none() is None:
                    number = _allocate(connection, "collection", 1)
                    values = {"id": number, "name": name, "embedding": "", "dimensions": 0}
                    connection.execute(insert(_COLLECTIONS).values(**values, generation=0))
                row = connection.execute(statement).one()
        return CollectionRecord(**row._mapping)

    def collections(self) -> list[str]:
        """The names of all collections, sorted."""
        with self._engine.connect() as connection:
            return sorted(connection.execute(select(_COLLECTIONS.c.name)).scalars())

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
        with self._write() as connection:
            connection.execute(
                update(_COLLECTIONS)
                .where(_COLLECTIONS.c.id == collection)
                .values(embedding=embedding, dimensions=dimensions)
            )
            if model is not None:
                connection.execute(delete(_EMBEDDINGS).where(_EMBEDDINGS.c.name == embedding))
                connection.execute(
                    insert(_EMBEDDINGS).values(
                        name=embedding,
                        model=model.model,
                        query_prompt=model.query_prompt,
                        passage_prompt=model.passage_prompt,
                    )
                )

    def embedding_model(self, embedding: str) -> EmbeddingModel | None:
        """The model behind an embedding that was recorded; None where it was not."""
        wanted = select(
            _EMBEDDINGS.c.model, _EMBEDDINGS.c.query_prompt, _EMBEDDINGS.c.passage_prompt
        ).where(_EMBEDDINGS.c.name == embedding)
        with self._engine.connect() as connection:
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
        with self._write() as connection:
            generation = _next_generation(connection, collection)
            known = _by_content(connection, collection, [e.document.sha256 for e in entries])
            before = _by_name(connection, collection, list(latest))
            new: list[Entry] = []
            for entry in latest.values():
                if entry.document.sha256 not in known:
                    known[entry.document.sha256] = -1
                    new.append(entry)
            stored = _number(connection, new)
            known |= {s.entry.document.sha256: s.document_id for s in stored}
            _insert(connection, collection, generation, stored, embedding)
            term_store.insert_terms(connection, collection, stored)
            after = {name: known[entry.document.sha256] for name, entry in latest.items()}
            _point(connection, collection, after)
            left = {before[name] for name in before if before[name] != after[name]}
            removed = _remove_nameless(connection, collection, generation, left)
        return Change(generation, tuple(stored), removed)

    def add_name(self, collection: int, name: str, sha256: str) -> Change:
        """Give stored content a further name; what had that name before loses it.

        Raises:
            CatalogError: no document of the collection has this content.
        """
        with self._write() as connection:
            known = _by_content(connection, collection, [sha256])
            if sha256 not in known:
                raise CatalogError(f"{name}: its content is not in the collection; ingest the file")
            generation = _next_generation(connection, collection)
            before = _by_name(connection, collection, [name])
            _point(connection, collection, {name: known[sha256]})
            left = set(before.values()) - {known[sha256]}
            removed = _remove_nameless(connection, collection, generation, left)
        return Change(generation, (), removed)

    def remove(self, collection: int, names: Sequence[str]) -> Change:
        """Take names away; documents without any name left go, with all that belongs to them.

        Raises:
            CatalogError: a name is not in the collection; then nothing is removed.
        """
        with self._write() as connection:
            before = _by_name(connection, collection, names)
            if missing := sorted(set(names) - set(before)):
                raise CatalogError(
                    f"{', '.join(missing)}: not in the collection; `rapporteur documents` lists "
                    "what is"
                )
            generation = _next_generation(connection, collection)
            _drop_names(connection, collection, names)
            removed = _remove_nameless(connection, collection, generation, set(before.values()))
        return Change(generation, (), removed)

    # Reading documents

    def contents(self, collection: int, names: Sequence[str] | None = None) -> dict[str, str]:
        """Names of the collection, all or those asked for, with the sha256 of their content."""
        joined = _NAMES.join(_DOCUMENTS, _NAMES.c.document_id == _DOCUMENTS.c.id)
        statement = (
            select(_NAMES.c.name, _DOCUMENTS.c.sha256)
            .select_from(joined)
            .where(_NAMES.c.collection_id == collection)
        )
        parts = [statement]
        if names is not None:
            parts = [statement.where(_NAMES.c.name.in_(part)) for part in _parts(names)]
        with self._engine.connect() as connection:
            return {row.name: row.sha256 for part in parts for row in connection.execute(part)}

    def names_of(self, collection: int, sha256: str) -> tuple[str, ...]:
        """The names that this content is stored under, in order; empty where it is not."""
        joined = _NAMES.join(_DOCUMENTS, _NAMES.c.document_id == _DOCUMENTS.c.id)
        statement = (
            select(_NAMES.c.name)
            .select_from(joined)
            .where(_DOCUMENTS.c.collection_id == collection, _DOCUMENTS.c.sha256 == sha256)
            .order_by(_NAMES.c.name)
        )
        with self._engine.connect() as connection:
            return tuple(connection.execute(statement).scalars())

    def documents(self, collection: int) -> list[DocumentRecord]:
        """All documents of a collection, by name."""
        statement = select(*_RECORD).where(_DOCUMENTS.c.collection_id == collection)
        names = select(_NAMES.c.document_id, _NAMES.c.name).where(
            _NAMES.c.collection_id == collection
        )
        with self._engine.connect() as connection:
            return _records(connection, statement, names, {})

    def documents_by_id(self, ids: Iterable[int]) -> dict[int, DocumentRecord]:
        """The documents with these numbers; missing ones are left out."""
        found: dict[int, DocumentRecord] = {}
        with self._engine.connect() as connection:
            for part in _parts(ids):
                records = _records(connection, _DOCUMENTS_OF, _NAMES_OF, {"ids": part})
                found |= {record.id: record for record in records}
        return found

    def document_id(self, collection: int, name: str) -> int:
        """The number of the document of that name.

        Raises:
            CatalogError: there is none.
        """
        with self._engine.connect() as connection:
            found = _by_name(connection, collection, [name])
        if name not in found:
            raise CatalogError(
                f"{name}: not in the collection; `rapporteur documents` lists what is"
            )
        return found[name]

    def select_documents(
        self,
        collection: int,
        names: Sequence[str] = (),
        years: Sequence[int] = (),
        languages: Sequence[str] = (),
    ) -> list[int]:
        """Numbers of the documents that have one of the names, years and languages, ascending.

        An empty sequence does not restrict.
        """
        statement = select(_DOCUMENTS.c.id).where(_DOCUMENTS.c.collection_id == collection)
        if names:
            named = select(_NAMES.c.document_id).where(
                _NAMES.c.collection_id == collection, _NAMES.c.name.in_(names)
            )
            statement = statement.where(_DOCUMENTS.c.id.in_(named))
        if years:
            dated = select(_YEARS.c.document_id).where(_YEARS.c.year.in_(years))
            statement = statement.where(_DOCUMENTS.c.id.in_(dated))
        if languages:
            statement = statement.where(_DOCUMENTS.c.language.in_(languages))
        with self._engine.connect() as connection:
            return list(connection.execute(statement.order_by(_DOCUMENTS.c.id)).scalars())

    def blocks(self, document_id: int) -> list[Block]:
        """A document's blocks in reading order; empty where there is no such document."""
        statement = select(_BLOCKS.c.blocks).where(_BLOCKS.c.document_id == document_id)
        with self._engine.connect() as connection:
            data = connection.execute(statement).scalar_one_or_none()
        return codec.unpack_blocks(data) if data else []

    # Reading passages

    def passages(self, ids: Sequence[int]) -> dict[int, StoredPassage]:
        """The passages with these numbers; missing ones are left out."""
        found: dict[int, StoredPassage] = {}
        with self._engine.connect() as connection:
            for part in _parts(ids):
                rows = connection.execute(_PASSAGES_OF, {"ids": part})
                found |= {row.id: _stored_passage(row) for row in rows.all()}
        return found

    def passage_range(self, document_id: int, first: int, last: int) -> list[StoredPassage]:
        """A document's passages numbered ``first`` to ``last``, both included, in order."""
        statement = (
            select(_PASSAGES)
            .where(_PASSAGES.c.id.between(first, last), _PASSAGES.c.document_id == document_id)
            .order_by(_PASSAGES.c.id)
        )
        with self._engine.connect() as connection:
            return [_stored_passage(row) for row in connection.execute(statement)]

    def table_passages(self, document_id: int, block: int) -> list[StoredPassage]:
        """The row and table passages cut from one table block, in order."""
        of = {"document": document_id, "block": block}
        with self._engine.connect() as connection:
            return [_stored_passage(row) for row in connection.execute(_TABLE_PASSAGES, of)]

    def count(self, collection: int) -> tuple[int, int]:
        """Numbers of documents and of passages in a collection."""
        statement = select(func.count(), func.coalesce(func.sum(_DOCUMENTS.c.passages), 0)).where(
            _DOCUMENTS.c.collection_id == collection
        )
        with self._engine.connect() as connection:
            documents, passages = connection.execute(statement).one()
        return int(documents), int(passages)

    def passage_count(self, collection: int) -> int:
        """How many passages are really there, counted one by one."""
        joined = _PASSAGES.join(_DOCUMENTS, _PASSAGES.c.document_id == _DOCUMENTS.c.id)
        statement = (
            select(func.count()).select_from(joined).where(_DOCUMENTS.c.collection_id == collection)
        )
        with self._engine.connect() as connection:
            return int(connection.execute(statement).scalar_one())

    # What the indexes need

    def changes_since(self, collection: int, generation: int) -> tuple[list[int], list[int]]:
        """Documents removed and documents stored after a generation, ascending.

        A document stored and removed since then is only among the removed.
        """
        gone = select(_REMOVALS.c.document_id).where(
            _REMOVALS.c.collection_id == collection, _REMOVALS.c.generation > generation
        )
        new = select(_DOCUMENTS.c.id).where(
            _DOCUMENTS.c.collection_id == collection, _DOCUMENTS.c.generation > generation
        )
        with self._engine.connect() as connection:
            return (
                sorted(connection.execute(gone).scalars()),
                sorted(connection.execute(new).scalars()),
            )

    def document_passages(self, ids: Sequence[int]) -> Iterator[StoredPassage]:
        """The passages of documents, ordered by number."""
        for part in _parts(ids):
            statement = (
                select(_PASSAGES).where(_PASSAGES.c.document_id.in_(part)).order_by(_PASSAGES.c.id)
            )
            with self._engine.connect() as connection:
                rows = connection.execute(statement).all()
            yield from map(_stored_passage, rows)

    def vectors(self, ids: Sequence[int], embedding: str) -> Iterator[tuple[int, int, bytes]]:
        """Document number, first passage and packed vectors of those documents that have any."""
        joined = _VECTORS.join(_DOCUMENTS, _VECTORS.c.document_id == _DOCUMENTS.c.id)
        for part in _parts(ids):
            statement = (
                select(_DOCUMENTS.c.id, _DOCUMENTS.c.first_passage, _VECTORS.c.vectors)
                .select_from(joined)
                .where(_VECTORS.c.embedding == embedding, _DOCUMENTS.c.id.in_(part))
                .order_by(_DOCUMENTS.c.id)
            )
            with self._engine.connect() as connection:
                rows = connection.execute(statement).all()
            yield from (tuple(row) for row in rows)

    def without_vectors(self, collection: int, embedding: str) -> dict[int, int]:
        """Documents that have no vectors of an embedding yet, with how many passages they have.

        In ascending order; documents without passages are left out.
        """
        have = select(_VECTORS.c.document_id).where(_VECTORS.c.embedding == embedding)
        statement = (
            select(_DOCUMENTS.c.id, _DOCUMENTS.c.passages)
            .where(
                _DOCUMENTS.c.collection_id == collection,
                _DOCUMENTS.c.passages > 0,
                _DOCUMENTS.c.id.not_in(have),
            )
            .order_by(_DOCUMENTS.c.id)
        )
        with self._engine.connect() as connection:
            return {row.id: row.passages for row in connection.execute(statement)}

    def tokens(self, ids: Sequence[int], embedding: str) -> dict[int, bytes]:
        """The packed tokens of passages, of those that have any."""
        found: dict[int, bytes] = {}
        with self._engine.connect() as connection:
            for part in _parts(ids):
                rows = connection.execute(_TOKENS_OF, {"ids": part, "embedding": embedding})
                found |= {row.passage_id: row.tokens for row in rows.all()}
        return found

    def store_vectors(
        self, embedding: str, vectors: dict[int, codec.Matrix], tokens: dict[int, bytes]
    ) -> None:
        """Keep the vectors (n, d) of whole documents, by document, and tokens by passage.

        Documents that have been removed meanwhile are passed over.
        """
        with self._write() as connection:
            there = _present(connection, _DOCUMENTS, vectors)
            for part in _parts(there):
                connection.execute(
                    delete(_VECTORS).where(
                        _VECTORS.c.embedding == embedding, _VECTORS.c.document_id.in_(part)
                    )
                )
            rows = [
                {"embedding": embedding, "document_id": i, "vectors": codec.pack_vectors(v)}
                for i, v in vectors.items()
                if i in there
            ]
            if rows:
                connection.execute(insert(_VECTORS), rows)
            there = _present(connection, _PASSAGES, tokens)
            _replace_tokens(connection, embedding, {i: tokens[i] for i in tokens if i in there})

    def forget_vectors(self, collection: int, keep: str) -> None:
        """Drop a collection's vectors and tokens of every embedding but one.

        A transaction for every few documents, so that no other writer waits for long.
        """
        own = select(_DOCUMENTS.c.id).where(_DOCUMENTS.c.collection_id == collection)
        others = select(_VECTORS.c.document_id).where(
            _VECTORS.c.embedding != keep, _VECTORS.c.document_id.in_(own)
        )
        with self._engine.connect() as connection:
            documents = sorted(set(connection.execute(others).scalars()))
        for part in _parts(documents):
            passages = select(_PASSAGES.c.id).where(_PASSAGES.c.document_id.in_(part))
            with self._write() as connection:
                connection.execute(
                    delete(_TOKENS).where(
                        _TOKENS.c.embedding != keep, _TOKENS.c.passage_id.in_(passages)
                    )
                )
                connection.execute(
                    delete(_VECTORS).where(
                        _VECTORS.c.embedding != keep, _VECTORS.c.document_id.in_(part)
                    )
                )

    # Terms

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """A connection to read terms by (see ``index.term_store``)."""
        with self._engine.connect() as connection:
            yield connection

    @contextmanager
    def writing(self) -> Iterator[Connection]:
        """A transaction to change terms in (see ``index.term_store``)."""
        with self._write() as connection:
            yield connection

    def problems(self) -> list[str]:
        """What the database finds wrong with itself, a line each."""
        if self._engine.dialect.name != "sqlite":
            return []
        with self._engine.connect() as connection:
            lines = connection.exec_driver_sql("PRAGMA quick_check").scalars().all()
            orphans = connection.exec_driver_sql("PRAGMA foreign_key_check").all()
        found = [f"catalogue: {line}" for line in lines if line != "ok"]
        return found + [f"catalogue: row of {row[0]} without its {row[2]}" for row in orphans]


def _explain_errors(engine: Engine) -> None:
    """Show what the database itself complains about in one line that names the catalogue."""
    place = engine.url.database or engine.url.render_as_string(hide_password=True)

    @event.listens_for(engine, "handle_error")
    def explain(context: ExceptionContext) -> None:
        raise CatalogError(
            f"{place}: {context.original_exception}; check that the disk has room and that you may "
            "write there, then run: rapporteur doctor"
        ) from context.original_exception


def _configure_sqlite(engine: Engine) -> None:
    """WAL, waiting for other writers, foreign keys, and transactions that really begin.

    Python's driver begins transactions late and never for reads, so it is told not to and BEGIN is
    sent here; a write takes the lock at once (``BEGIN IMMEDIATE``).
    """

    @event.listens_for(engine, "connect")
    def prepare(connection: Any, _record: Any) -> None:
        connection.isolation_level = None
        for pragma in (
            "busy_timeout=30000",
            "journal_mode=WAL",
            "synchronous=NORMAL",
            "foreign_keys=ON",
            "cache_size=-32768",
        ):
            connection.execute(f"PRAGMA {pragma}")

    @event.listens_for(engine, "begin")
    def begin(connection: Connection) -> None:
        writing = connection.get_execution_options().get("rapporteur_write")
        connection.exec_driver_sql("BEGIN IMMEDIATE" if writing else "BEGIN")


def _parts(values: Iterable[_T]) -> Iterator[list[_T]]:
    """The values in lists short enough for an IN."""
    remaining = list(values)
    for start in range(0, len(remaining), _IN_LIMIT):
        yield remaining[start : start + _IN_LIMIT]


def _allocate(connection: Connection, kind: str, count: int) -> int:
    """The first of ``count`` numbers that were never used before."""
    counter = _COUNTERS.c.name == kind
    value = connection.execute(select(_COUNTERS.c.value).where(counter)).scalar_one_or_none()
    if value is None:
        value = 1
        connection.execute(insert(_COUNTERS).values(name=kind, value=value))
    connection.execute(update(_COUNTERS).where(counter).values(value=value + count))
    return int(value)


def _next_generation(connection: Connection, collection: int) -> int:
    own = _COLLECTIONS.c.id == collection
    connection.execute(
        update(_COLLECTIONS).where(own).values(generation=_COLLECTIONS.c.generation + 1)
    )
    return int(connection.execute(select(_COLLECTIONS.c.generation).where(own)).scalar_one())


def _by_content(connection: Connection, collection: int, digests: list[str]) -> dict[str, int]:
    found: dict[str, int] = {}
    for part in _parts(digests):
        rows = connection.execute(
            select(_DOCUMENTS.c.sha256, _DOCUMENTS.c.id).where(
                _DOCUMENTS.c.collection_id == collection, _DOCUMENTS.c.sha256.in_(part)
            )
        )
        found |= {row.sha256: row.id for row in rows}
    return found


def _by_name(connection: Connection, collection: int, names: Sequence[str]) -> dict[str, int]:
    found: dict[str, int] = {}
    for part in _parts(names):
        rows = connection.execute(
            select(_NAMES.c.name, _NAMES.c.document_id).where(
                _NAMES.c.collection_id == collection, _NAMES.c.name.in_(part)
            )
        )
        found |= {row.name: row.document_id for row in rows}
    return found


def _number(connection: Connection, entries: list[Entry]) -> list[StoredEntry]:
    """Give new documents and their passages their numbers."""
    document = _allocate(connection, "document", len(entries))
    passage = _allocate(connection, "passage", sum(len(e.passages) for e in entries))
    stored: list[StoredEntry] = []
    for entry in entries:
        stored.append(StoredEntry(document, passage, entry))
        document += 1
        passage += len(entry.passages)
    return stored


def _insert(
    connection: Connection,
    collection: int,
    generation: int,
    stored: Sequence[StoredEntry],
    embedding: str,
) -> None:
    now = datetime.now(UTC).isoformat(timespec="seconds")
    rows: dict[TableClause, list[dict[str, Any]]] = {
        _DOCUMENTS: [
            _document_row(s) | {"collection_id": collection, "generation": generation, "added": now}
            for s in stored
        ],
        _YEARS: [
            {"document_id": s.document_id, "year": year}
            for s in stored
            for year in _years(s.entry.document)
        ],
        _BLOCKS: [{"document_id": s.document_id, "blocks": _packed(s.entry)} for s in stored],
        _PASSAGES: [
            _passage_row(number, s.document_id, passage)
            for s in stored
            for number, passage in zip(s.passage_ids, s.entry.passages, strict=True)
        ],
        _VECTORS: [
            {
                "embedding": embedding,
                "document_id": s.document_id,
                "vectors": codec.pack_vectors(s.entry.vectors),
            }
            for s in stored
            if s.entry.vectors is not None and len(s.entry.vectors)
        ],
        _TOKENS: [
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


def _present(connection: Connection, rows: TableClause, ids: Iterable[int]) -> set[int]:
    """Those of the numbers that a table has a row for."""
    found: set[int] = set()
    for part in _parts(ids):
        found |= set(connection.execute(select(rows.c.id).where(rows.c.id.in_(part))).scalars())
    return found


def _replace_tokens(connection: Connection, embedding: str, tokens: dict[int, bytes]) -> None:
    for part in _parts(tokens):
        connection.execute(
            delete(_TOKENS).where(_TOKENS.c.embedding == embedding, _TOKENS.c.passage_id.in_(part))
        )
    rows = [
        {"passage_id": number, "embedding": embedding, "tokens": data}
        for number, data in tokens.items()
    ]
    if rows:
        connection.execute(insert(_TOKENS), rows)


def _years(document: Document) -> set[int]:
    """The years a document is found under: those it speaks about and the one it is dated."""
    years = set(document.years)
    if document.date[:4].isdigit():
        years.add(int(document.date[:4]))
    return years


def _packed(entry: Entry) -> bytes:
    return entry.blocks or codec.pack_blocks(entry.document.blocks)


def _document_row(stored: StoredEntry) -> dict[str, Any]:
    document = stored.entry.document
    return {
        "id": stored.document_id,
        "sha256": document.sha256,
        "title": document.title,
        "symbol": document.symbol,
        "date": document.date,
        "language": document.language,
        "years": codec.dump(document.years),
        "edition": document.edition,
        "revises": document.revises,
        "media_type": document.media_type,
        "size": document.size,
        "first_passage": stored.first_passage,
        "passages": len(stored.entry.passages),
    }


def _passage_row(number: int, document_id: int, passage: Passage) -> dict[str, Any]:
    return {
        "id": number,
        "document_id": document_id,
        "kind": passage.kind,
        "text": passage.text,
        "section": codec.dump(passage.section) if passage.section else "",
        "page": passage.page,
        "first_block": passage.first_block,
        "last_block": passage.last_block,
        "context": passage.context,
        "caption": passage.caption,
        "label": passage.label,
        "cells": codec.dump_cells(passage.cells),
    }


@lru_cache(maxsize=4096)
def _section(stored: str) -> tuple[str, ...]:
    """The headings over a passage; those of one chapter have the same."""
    return tuple(json.loads(stored)) if stored else ()


def _stored_passage(row: Any) -> StoredPassage:
    passage = Passage(
        kind=row.kind,
        text=row.text,
        section=_section(row.section),
        page=row.page,
        first_block=row.first_block,
        last_block=row.last_block,
        context=row.context,
        caption=row.caption,
        label=row.label,
        cells=codec.load_cells(row.cells),
    )
    return StoredPassage(row.id, row.document_id, passage)


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
    return sorted(records, key=lambda record: record.name)


def _point(connection: Connection, collection: int, names: dict[str, int]) -> None:
    """Let names lead to documents, whatever they led to before."""
    _drop_names(connection, collection, list(names))
    rows = [
        {"collection_id": collection, "name": name, "document_id": number}
        for name, number in names.items()
    ]
    if rows:
        connection.execute(insert(_NAMES), rows)


def _drop_names(connection: Connection, collection: int, names: Sequence[str]) -> None:
    for part in _parts(names):
        connection.execute(
            delete(_NAMES).where(_NAMES.c.collection_id == collection, _NAMES.c.name.in_(part))
        )


def _remove_nameless(
    connection: Connection, collection: int, generation: int, documents: set[int]
) -> tuple[int, ...]:
    """Delete those of the documents that no name leads to any more, and note it for the indexes."""
    gone: list[int] = []
    for part in _parts(sorted(documents)):
        named = select(_NAMES.c.document_id).where(_NAMES.c.document_id.in_(part))
        gone += sorted(set(part) - set(connection.execute(named).scalars()))
    for part in _parts(gone):
        connection.execute(delete(_DOCUMENTS).where(_DOCUMENTS.c.id.in_(part)))
    if gone:
        connection.execute(
            insert(_REMOVALS),
            [
                {"collection_id": collection, "document_id": number, "generation": generation}
                for number in gone
            ],
        )
    return tuple(gone)
