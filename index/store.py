"""A LangChain vector store over the project's FAISS index, and its embedder as LangChain's.

For LangChain code that brings its own texts and its own embeddings; the program's documents are in
``index.search.Index``. Texts, metadata and vectors lie in one SQLite table, FAISS follows it.
"""

from __future__ import annotations

import json
import threading
import uuid
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import nullcontext
from pathlib import Path
from typing import Any

import numpy as np
from filelock import FileLock
from langchain_core.documents import Document
from langchain_core.embeddings import Embeddings
from langchain_core.vectorstores import VectorStore
from langchain_core.vectorstores.utils import maximal_marginal_relevance
from sqlalchemy import (
    Column,
    Connection,
    Engine,
    Integer,
    LargeBinary,
    MetaData,
    String,
    Table,
    Text,
    create_engine,
    delete,
    insert,
    select,
    update,
)
from sqlalchemy.pool import StaticPool

from index.dense.index import DenseIndex
from index.dense.segment import Vectors
from index.embedding import Embedder

Filter = Mapping[str, Any] | Callable[[Document], bool]

_IN_LIMIT = 10_000
_SCHEMA = MetaData()
_TEXTS = Table(
    "texts",
    _SCHEMA,
    Column("row", Integer, primary_key=True),
    Column("id", String, nullable=False, unique=True),
    Column("content", Text, nullable=False),
    Column("metadata", Text, nullable=False),
    Column("vector", LargeBinary, nullable=False),
)
# Every write raises the generation, by which the vectors are known to be up to date. A row's number
# is never used twice, so a stale vector cannot name a newer text.
_STATE = Table(
    "state",
    _SCHEMA,
    Column("generation", Integer, primary_key=True),
    Column("next_row", Integer, nullable=False),
)


class EmbedderEmbeddings(Embeddings):
    """An ``index.embedding.Embedder`` as LangChain's ``Embeddings``.

    Args:
        embedder: for example ``load_embedder("built-in")``.
    """

    def __init__(self, embedder: Embedder) -> None:
        self.embedder = embedder

    def embed_documents(self, texts: list[str]) -> list[list[float]]:
        """One vector of length one for each text."""
        return self.embedder.embed_passages(texts).tolist()  # type: ignore[no-any-return]

    def embed_query(self, text: str) -> list[float]:
        """The vector of a question."""
        return self.embedder.embed_queries([text])[0].tolist()  # type: ignore[no-any-return]


class RapporteurVectorStore(VectorStore):
    """Texts with vectors, searched by cosine.

    Adding an id again replaces its text; deleting an id that is not there does nothing. Several
    threads may use one store, and several processes one folder.

    Args:
        embedding: any LangChain embeddings; always the same for one folder.
        folder: where it lies, made where missing; None keeps it in memory.
    """

    def __init__(self, embedding: Embeddings, folder: Path | str | None = None) -> None:
        self._embedding = embedding
        self._folder = Path(folder) if folder is not None else None
        self._engine = _engine(self._folder)
        self._file_lock = FileLock(self._folder / "write.lock") if self._folder else nullcontext()
        self._lock = threading.RLock()
        self._dense: DenseIndex | None = None

    @property
    def embeddings(self) -> Embeddings:
        """What texts and questions are embedded with."""
        return self._embedding

    @classmethod
    def from_texts(
        cls,
        texts: list[str],
        embedding: Embeddings,
        metadatas: list[dict[str, Any]] | None = None,
        *,
        ids: list[str] | None = None,
        folder: Path | str | None = None,
        **_: Any,
    ) -> RapporteurVectorStore:
        """A store with texts in it (see ``add_texts``)."""
        store = cls(embedding, folder)
        store.add_texts(texts, metadatas, ids=ids)
        return store

    def add_texts(
        self,
        texts: Iterable[str],
        metadatas: list[dict[str, Any]] | None = None,
        *,
        ids: Sequence[str | None] | None = None,
        **_: Any,
    ) -> list[str]:
        """Embed and store texts.

        Args:
            texts: what is embedded and given back.
            metadatas: one for each text, of JSON values.
            ids: one for each text; a missing one is made up. Of two texts with one id, the last
                counts.

        Returns:
            The ids, in the order of the texts.

        Raises:
            ValueError: there are not as many metadatas or ids as texts.
        """
        contents = list(texts)
        details = metadatas if metadatas is not None else [{} for _ in contents]
        names = [name or str(uuid.uuid4()) for name in ids or [None] * len(contents)]
        if not len(contents) == len(details) == len(names):
            raise ValueError(
                f"{len(contents)} texts, {len(details)} metadatas and {len(names)} ids: "
                "give one of each for every text"
            )
        if not contents:
            return []
        vectors = _unit(self._embedding.embed_documents(contents))
        rows = {
            name: {"id": name, "content": text, "metadata": json.dumps(detail), "vector": v}
            for name, text, detail, v in zip(names, contents, details, vectors, strict=True)
        }
        self._change(list(rows), list(rows.values()))
        return names

    def delete(self, ids: list[str] | None = None, **_: Any) -> bool:
        """Delete texts by id, or all of them where ``ids`` is None; missing ids are passed over."""
        self._change(ids, [])
        return True

    def get_by_ids(self, ids: Sequence[str], /) -> list[Document]:
        """The texts of ids, in their order; missing ones are left out."""
        with self._lock, self._engine.connect() as connection:
            found = {row.id: _document(row) for row in _rows(connection, _TEXTS.c.id, ids)}
        return [found[name] for name in ids if name in found]

    def similarity_search(self, query: str, k: int = 4, **kwargs: Any) -> list[Document]:
        """The ``k`` texts nearest to a question (see ``similarity_search_with_score``)."""
        return [found for found, _ in self.similarity_search_with_score(query, k, **kwargs)]

    def similarity_search_with_score(
        self, query: str, k: int = 4, *, filter: Filter | None = None, **_: Any
    ) -> list[tuple[Document, float]]:
        """The ``k`` texts nearest to a question, with their cosines, best first.

        Args:
            query: the question.
            k: at most so many.
            filter: metadata that a text must have, or a function that a ``Document`` must pass.
        """
        return self._nearest(self._embedding.embed_query(query), k, filter)

    def similarity_search_by_vector(
        self, embedding: list[float], k: int = 4, *, filter: Filter | None = None, **_: Any
    ) -> list[Document]:
        """The ``k`` texts nearest to a vector."""
        return [found for found, _ in self._nearest(embedding, k, filter)]

    def max_marginal_relevance_search(
        self,
        query: str,
        k: int = 4,
        fetch_k: int = 20,
        lambda_mult: float = 0.5,
        *,
        filter: Filter | None = None,
        **_: Any,
    ) -> list[Document]:
        """Near texts that also differ from each other (Carbonell and Goldstein 1998).

        Args:
            query: the question.
            k: at most so many.
            fetch_k: chosen among so many of the nearest.
            lambda_mult: 1 counts nearness alone, 0 difference alone.
            filter: as in ``similarity_search_with_score``.
        """
        vector = self._embedding.embed_query(query)
        near = [found for found, _ in self._nearest(vector, fetch_k, filter)]
        if not near:
            return []
        others = self._embedding.embed_documents([found.page_content for found in near])
        chosen = maximal_marginal_relevance(np.asarray(vector), others, lambda_mult, k)
        return [near[place] for place in chosen]

    def _select_relevance_score_fn(self) -> Callable[[float], float]:
        """A cosine below zero is no relevance at all."""
        return lambda cosine: max(0.0, min(1.0, cosine))

    def _nearest(
        self, vector: list[float], k: int, chosen: Filter | None
    ) -> list[tuple[Document, float]]:
        query = _unit([vector])[0]
        wanted = k
        while True:
            near = self._current_dense().search(query, wanted)
            texts = self._texts([row for row, _ in near])
            hits = [(texts[row], score) for row, score in near if row in texts]
            passed = [hit for hit in hits if chosen is None or _passes(hit[0], chosen)]
            if len(passed) >= k or len(near) < wanted:
                return passed[:k]
            wanted *= 4

    def _texts(self, rows: Sequence[int]) -> dict[int, Document]:
        with self._lock, self._engine.connect() as connection:  # in memory there is only one
            return {row.row: _document(row) for row in _rows(connection, _TEXTS.c.row, rows)}

    def _change(self, forget: list[str] | None, rows: list[dict[str, Any]]) -> None:
        """Delete texts (None: all) and store others in one transaction; the vectors follow."""
        with self._lock, self._file_lock:
            dense = self._current_dense()
            with self._engine.begin() as connection:
                state = connection.execute(select(_STATE)).one()
                gone = _forget(connection, forget)
                numbers = range(state.next_row, state.next_row + len(rows))
                stored = [
                    row | {"row": number, "vector": row["vector"].tobytes()}
                    for number, row in zip(numbers, rows, strict=True)
                ]
                if stored:
                    connection.execute(insert(_TEXTS), stored)
                connection.execute(
                    update(_STATE).values(
                        generation=state.generation + 1, next_row=state.next_row + len(rows)
                    )
                )
            dense.delete(gone)
            if rows:
                dense.add(numbers, numbers, np.stack([row["vector"] for row in rows]))
            dense.commit(state.generation + 1)

    def _current_dense(self) -> DenseIndex:
        """The vector index, built anew from the texts where it is not at their generation."""
        with self._lock:
            if self._dense is None:
                folder = self._folder / "vectors" if self._folder else None
                self._dense = DenseIndex(folder, self._dimensions(), half=False)
            self._dense.refresh()
            with self._engine.connect() as connection:
                generation = connection.execute(select(_STATE.c.generation)).scalar_one()
                if self._dense.generation != generation:
                    _rebuild(self._dense, connection, generation)
            return self._dense

    def _dimensions(self) -> int:
        """Length of the vectors: that of those stored, else that of the embeddings."""
        with self._engine.connect() as connection:
            stored = connection.execute(select(_TEXTS.c.vector).limit(1)).scalar_one_or_none()
        return len(stored) // 4 if stored else len(self._embedding.embed_query("length"))


def _engine(folder: Path | None) -> Engine:
    if folder is None:
        engine = create_engine(
            "sqlite://", poolclass=StaticPool, connect_args={"check_same_thread": False}
        )
    else:
        folder.mkdir(parents=True, exist_ok=True)
        engine = create_engine(f"sqlite:///{folder / 'texts.sqlite3'}")
    with engine.begin() as connection:
        _SCHEMA.create_all(connection)
        if connection.execute(select(_STATE)).one_or_none() is None:
            connection.execute(insert(_STATE).values(generation=0, next_row=1))
    return engine


def _rebuild(dense: DenseIndex, connection: Connection, generation: int) -> None:
    dense.clear()
    rows = connection.execute(select(_TEXTS.c.row, _TEXTS.c.vector).order_by(_TEXTS.c.row))
    for part in rows.partitions(1000):
        numbers = [row.row for row in part]
        vectors = np.stack([np.frombuffer(row.vector, dtype=np.float32) for row in part])
        dense.add(numbers, numbers, vectors)
    dense.commit(generation)


def _forget(connection: Connection, ids: list[str] | None) -> list[int]:
    """Delete texts by id, all where ``ids`` is None; the numbers of the rows that went."""
    if ids is None:
        gone = list(connection.execute(select(_TEXTS.c.row)).scalars())
        connection.execute(delete(_TEXTS))
        return gone
    gone = [row.row for row in _rows(connection, _TEXTS.c.id, ids)]
    for part in _parts(gone):
        connection.execute(delete(_TEXTS).where(_TEXTS.c.row.in_(part)))
    return gone


def _rows(connection: Connection, column: Column[Any], values: Sequence[Any]) -> Iterator[Any]:
    """The rows whose column has one of the values."""
    for part in _parts(values):
        yield from connection.execute(select(_TEXTS).where(column.in_(part)))


def _parts(values: Sequence[Any]) -> Iterator[list[Any]]:
    """Values in lists short enough for one statement."""
    for start in range(0, len(values), _IN_LIMIT):
        yield list(values[start : start + _IN_LIMIT])


def _unit(vectors: Sequence[Sequence[float]]) -> Vectors:
    """The vectors with length one, so that inner products are cosines; zeros stay zeros."""
    array = np.asarray(vectors, dtype=np.float32)
    lengths = np.linalg.norm(array, axis=1, keepdims=True)
    unit: Vectors = np.divide(array, lengths, out=array, where=lengths > 0)
    return unit


def _document(row: Any) -> Document:
    return Document(id=row.id, page_content=row.content, metadata=json.loads(row.metadata))


def _passes(document: Document, chosen: Filter) -> bool:
    if callable(chosen):
        return chosen(document)
    return all(document.metadata.get(key) == value for key, value in chosen.items())
