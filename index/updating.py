"""Changes to a collection: the catalogue first, then the keyword and vector indexes after it.

A change is one transaction of the catalogue. The indexes follow, each noting the generation of the
catalogue that it stands at; after a crash in between they make up what they have missed, and doing
a change twice does no harm.
"""

from __future__ import annotations

import hashlib
import logging
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from itertools import groupby
from typing import TYPE_CHECKING

from index.catalog.catalog import Catalog
from index.catalog.codec import unpack_vectors
from index.catalog.records import Change, Entry
from index.catalog.storing_terms import replace_terms
from index.embedding import Embedder
from index.lexical import LexicalEntry, LexicalIndex
from index.mining.mine import mine
from index.mining.pairs import Mined
from index.preparing import passage_words, prepared
from index.segment import Segmenter
from ingest.document import Document

if TYPE_CHECKING:
    from index.dense.index import DenseIndex

log = logging.getLogger(__name__)

_DOCUMENTS_AT_A_TIME = 500
_COMMIT_PASSAGES = 20_000  # the indexes become visible, and safe, after so many


@dataclass(slots=True)
class Update:
    """What ``Index.add`` did, as names of documents.

    Attributes:
        added: new names.
        replaced: names that had another content before.
        unchanged: names that had this content already.
        passages: how many passages were stored.
    """

    added: list[str] = field(default_factory=list)
    replaced: list[str] = field(default_factory=list)
    unchanged: list[str] = field(default_factory=list)
    passages: int = 0


@dataclass(slots=True)
class Stores:
    """The catalogue and the indexes of one collection, held by the one writer.

    Attributes:
        name: the collection's.
        collection: its number.
        uncommitted: passages that the indexes have taken in but do not show yet.
    """

    catalog: Catalog
    name: str
    collection: int
    segmenter: Segmenter
    lexical: LexicalIndex
    dense: DenseIndex | None
    embedder: Embedder | None
    uncommitted: int = 0

    @property
    def embedding(self) -> str:
        """Name of the embedding whose vectors are kept, empty without one."""
        return self.embedder.name if self.embedder else ""

    def apply(self, change: Change) -> None:
        """Bring a change of the catalogue into the indexes; visible after ``commit``."""
        self.forget(change.removed)
        for stored in change.stored:
            passages = stored.entry.passages
            self.lexical.add(
                LexicalEntry(number, stored.document_id, *words)
                for number, words in zip(stored.passage_ids, stored.entry.words, strict=True)
            )
            if self.dense is not None and stored.entry.vectors is not None:
                owners = [stored.document_id] * len(passages)
                self.dense.add(stored.passage_ids, owners, stored.entry.vectors)
            self.uncommitted += len(passages)
        if self.uncommitted >= _COMMIT_PASSAGES:
            self.commit(more=True)

    def forget(self, documents: Sequence[int]) -> None:
        """Take documents out of the indexes."""
        self.lexical.delete(documents)
        if self.dense is not None:
            self.dense.delete(documents)

    def commit(self, *, more: bool = False) -> None:
        """Make everything visible, as the catalogue's present generation.

        Args:
            more: further commits of the same ingestion follow.
        """
        generation = self.catalog.collection(self.name).generation
        if self.lexical.generation != generation:
            self.lexical.commit(generation)
        if self.dense is not None and self.dense.generation != generation:
            self.dense.commit(generation, more=more)
        self.uncommitted = 0


def store_documents(stores: Stores, documents: Iterable[Document]) -> Update:
    """Split, embed and store documents, a batch at a time (see ``Index.add``)."""
    update = Update()
    if stores.embedder is None and stores.catalog.collection(stores.name).embedding:
        # What comes in now lacks the vectors of the embedding used before.
        stores.catalog.set_embedding(stores.collection, "", 0)
    for batch in prepared(_with_digests(documents), stores.segmenter, stores.embedder):
        entries = [
            Entry(document, p.passages, p.vectors, p.tokens, p.words, p.terms, p.blocks)
            for document, p in batch
        ]
        names = [document.name for document, _ in batch]
        known = stores.catalog.documents.contents(stores.collection, names)
        stores.apply(stores.catalog.store(stores.collection, entries, stores.embedding))
        for entry in entries:
            _note(update, known, entry)
    return update


def catch_up(stores: Stores, *, anew: bool = False) -> None:
    """Bring the indexes to the catalogue's generation.

    Args:
        stores: held by the one writer.
        anew: forget what the indexes hold and build them from the catalogue.
    """
    stores.lexical.refresh()
    record = stores.catalog.collection(stores.name)
    if anew or stores.lexical.generation != record.generation:
        gone, new = _missed(stores, stores.lexical, anew)
        stores.lexical.delete([*gone, *new])
        _index_words(stores, new)
        stores.lexical.commit(record.generation)
    catch_up_vectors(stores, anew=anew)


def catch_up_vectors(stores: Stores, *, anew: bool = False, generation: int | None = None) -> None:
    """The same for the vector index alone, from the vectors that the catalogue has.

    Args:
        stores: as for ``catch_up``.
        anew: as for ``catch_up``.
        generation: that of the catalogue which has all vectors; None for the present one.
    """
    if stores.dense is None:
        return
    stores.dense.refresh()
    if generation is None:
        generation = stores.catalog.collection(stores.name).generation
    if anew or stores.dense.generation != generation:
        gone, new = _missed(stores, stores.dense, anew)
        stores.dense.delete([*gone, *new])
        _index_vectors(stores, stores.dense, new)
        stores.dense.commit(generation)


def mine_again(stores: Stores) -> None:
    """Find the terms of all documents anew, by the rules of this version of the program."""
    _, documents = stores.catalog.documents.changes_since(stores.collection, -1)
    for start in range(0, len(documents), _DOCUMENTS_AT_A_TIME):
        part = documents[start : start + _DOCUMENTS_AT_A_TIME]
        found: dict[int, tuple[int, list[Mined]]] = {number: (0, []) for number in part}
        passages = stores.catalog.passages.of_documents(part)
        for number, own in groupby(passages, key=lambda passage: passage.document_id):
            stored = list(own)
            found[number] = (stored[0].passage_id, mine([p.passage for p in stored]))
        with stores.catalog.writing() as connection:
            replace_terms(connection, stores.collection, found)


def _missed(
    stores: Stores, index: LexicalIndex | DenseIndex, anew: bool
) -> tuple[list[int], list[int]]:
    """Documents that an index must forget and take in; an index of the future is emptied first."""
    record = stores.catalog.collection(stores.name)
    since = index.generation
    if anew or since < 0 or since > record.generation:
        index.clear()
        since = -1
    gone, new = stores.catalog.documents.changes_since(record.id, since)
    if since < 0:
        gone = []
    if new:
        log.info("collection %s: indexing %d documents again", stores.name, len(new))
    return gone, new


def _index_words(stores: Stores, documents: Sequence[int]) -> None:
    for start in range(0, len(documents), _DOCUMENTS_AT_A_TIME):
        part = documents[start : start + _DOCUMENTS_AT_A_TIME]
        records = stores.catalog.documents.by_number(part)
        stores.lexical.add(
            LexicalEntry(
                p.passage_id,
                p.document_id,
                *passage_words(stores.segmenter, p.passage, records[p.document_id].title),
            )
            for p in stores.catalog.passages.of_documents(part)
        )


def _index_vectors(stores: Stores, dense: DenseIndex, documents: Sequence[int]) -> None:
    dimensions = stores.embedder.dimensions if stores.embedder else 0
    for number, first, data in stores.catalog.vectors.of_documents(documents, stores.embedding):
        vectors = unpack_vectors(data, dimensions)
        dense.add(range(first, first + len(vectors)), [number] * len(vectors), vectors)


def _with_digests(documents: Iterable[Document]) -> Iterator[Document]:
    """The documents, those made in memory with a digest of their text in place of a file's."""
    for document in documents:
        if not document.sha256:
            content = repr((document.title, document.blocks))
            document = replace(document, sha256=hashlib.sha256(content.encode()).hexdigest())
        yield document


def _note(update: Update, known: dict[str, str], entry: Entry) -> None:
    name, digest = entry.document.name, entry.document.sha256
    if known.get(name) == digest:
        update.unchanged.append(name)
    else:
        (update.replaced if name in known else update.added).append(name)
        update.passages += len(entry.passages)
    known[name] = digest
