"""Changes to a collection: the catalogue first, then the keyword and vector indexes after it.

A change is one transaction of the catalogue. The indexes follow, each noting the generation of the
catalogue that it stands at; after a crash in between they make up what they have missed, and doing
a change twice does no harm.
"""

from __future__ import annotations

import hashlib
import logging
import time
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass, field, replace
from itertools import groupby
from typing import TYPE_CHECKING

import numpy as np

from index.abbreviations import Mined, mine
from index.catalog import Catalog, Change, Entry, StoredPassage
from index.closeness import Embedded, embed
from index.codec import Matrix, unpack_vectors
from index.embedding import Embedder, TermEmbedder
from index.lexical import LexicalEntry, LexicalIndex
from index.segment import Segmenter
from index.term_store import replace_terms
from ingest.document import Document, Passage
from ingest.split import split

if TYPE_CHECKING:
    from index.dense import DenseIndex

log = logging.getLogger(__name__)

# A batch is one transaction: large enough to be fast, small enough to lose little in a crash.
_BATCH_PASSAGES = 2_000
_BATCH_SECONDS = 3.0
_COMMIT_PASSAGES = 20_000  # the indexes become visible, and safe, after so many
_DOCUMENTS_AT_A_TIME = 500

_Batch = list[tuple[Document, list[Passage]]]
_SHORT_CELL = 40  # characters


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
                _lexical_entry(self.segmenter, number, stored.document_id, passage)
                for number, passage in zip(stored.passage_ids, passages, strict=True)
            )
            if self.dense is not None and stored.entry.vectors is not None:
                owners = [stored.document_id] * len(passages)
                self.dense.add(stored.passage_ids, owners, stored.entry.vectors)
            self.uncommitted += len(passages)
        if self.uncommitted >= _COMMIT_PASSAGES:
            self.commit()

    def forget(self, documents: Sequence[int]) -> None:
        """Take documents out of the indexes."""
        self.lexical.delete(documents)
        if self.dense is not None:
            self.dense.delete(documents)

    def commit(self) -> None:
        """Make everything visible, as the catalogue's present generation."""
        generation = self.catalog.collection(self.name).generation
        if self.lexical.generation != generation:
            self.lexical.commit(generation)
        if self.dense is not None and self.dense.generation != generation:
            self.dense.commit(generation)
        self.uncommitted = 0


def store_documents(stores: Stores, documents: Iterable[Document]) -> Update:
    """Split, embed and store documents, a batch at a time (see ``Index.add``)."""
    update = Update()
    if stores.embedder is None:  # what comes in now lacks the vectors of the one used before
        stores.catalog.set_embedding(stores.collection, "", 0)
    for entries in _prepared(_batches(_with_digests(documents)), stores.embedder):
        known = stores.catalog.contents(stores.collection, [e.document.name for e in entries])
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
    if stores.dense is not None:
        stores.dense.refresh()
        _make_missing_vectors(stores)
    record = stores.catalog.collection(stores.name)
    if anew or stores.lexical.generation != record.generation:
        gone, new = _missed(stores, stores.lexical, anew)
        stores.lexical.delete([*gone, *new])
        _index_words(stores, new)
        stores.lexical.commit(record.generation)
    if stores.dense is not None and (anew or stores.dense.generation != record.generation):
        gone, new = _missed(stores, stores.dense, anew)
        stores.dense.delete([*gone, *new])
        _index_vectors(stores, stores.dense, new)
        stores.dense.commit(record.generation)


def mine_again(stores: Stores) -> None:
    """Find the terms of all documents anew, by the rules of this version of the program."""
    _, documents = stores.catalog.changes_since(stores.collection, -1)
    for start in range(0, len(documents), _DOCUMENTS_AT_A_TIME):
        part = documents[start : start + _DOCUMENTS_AT_A_TIME]
        found: dict[int, tuple[int, list[Mined]]] = {number: (0, []) for number in part}
        passages = stores.catalog.document_passages(part)
        for number, own in groupby(passages, key=lambda passage: passage.document_id):
            stored = list(own)
            found[number] = (stored[0].passage_id, mine([p.passage for p in stored]))
        with stores.catalog.writing() as connection:
            replace_terms(connection, stores.collection, found)


def embedding_text(passage: Passage) -> str:
    """What is embedded of a passage: its text under the headings and captions it stands below.

    Of a table row its label and short cells only: a cell that holds a page of text would drown
    what the row is about.
    """
    if passage.kind == "row":
        short = [cell.text for cell in passage.cells if len(cell.text) <= _SHORT_CELL]
        return "\n".join([passage.context, passage.label, *short])
    return f"{passage.context}\n{passage.text}" if passage.context else passage.text


def _missed(
    stores: Stores, index: LexicalIndex | DenseIndex, anew: bool
) -> tuple[list[int], list[int]]:
    """Documents that an index must forget and take in; an index of the future is emptied first."""
    record = stores.catalog.collection(stores.name)
    since = index.generation
    if anew or since < 0 or since > record.generation:
        index.clear()
        since = -1
    gone, new = stores.catalog.changes_since(record.id, since)
    if since < 0:
        gone = []
    if new:
        log.info("collection %s: indexing %d documents again", stores.name, len(new))
    return gone, new


def _index_words(stores: Stores, documents: Sequence[int]) -> None:
    stores.lexical.add(
        _lexical_entry(stores.segmenter, p.passage_id, p.document_id, p.passage)
        for p in stores.catalog.document_passages(documents)
    )


def _index_vectors(stores: Stores, dense: DenseIndex, documents: Sequence[int]) -> None:
    dimensions = stores.embedder.dimensions if stores.embedder else 0
    for number, first, data in stores.catalog.vectors(documents, stores.embedding):
        vectors = unpack_vectors(data, dimensions)
        dense.add(range(first, first + len(vectors)), [number] * len(vectors), vectors)


def _make_missing_vectors(stores: Stores) -> None:
    """Embed what another embedding, or none, was used for so far; resumes where it stopped."""
    record = stores.catalog.collection(stores.name)
    if stores.embedder is None or record.embedding == stores.embedding:
        return
    missing = stores.catalog.without_vectors(record.id, stores.embedding)
    if missing:
        log.info("embedding %d documents with %s", len(missing), stores.embedding)
    for start in range(0, len(missing), _DOCUMENTS_AT_A_TIME):
        part = missing[start : start + _DOCUMENTS_AT_A_TIME]
        passages = list(stores.catalog.document_passages(part))
        embedded = _embed(stores.embedder, [p.passage for p in passages])
        numbers = [p.passage_id for p in passages]
        stores.catalog.store_vectors(
            stores.embedding,
            _by_document(passages, embedded.vectors),
            dict(zip(numbers, embedded.tokens, strict=False)),
        )
    stores.catalog.set_embedding(record.id, stores.embedding, stores.embedder.dimensions)
    stores.catalog.forget_vectors(record.id, keep=stores.embedding)


def _by_document(passages: Sequence[StoredPassage], vectors: Matrix) -> dict[int, Matrix]:
    owners = np.asarray([p.document_id for p in passages])
    return {int(owner): vectors[owners == owner] for owner in np.unique(owners)}


def _lexical_entry(
    segmenter: Segmenter, number: int, document: int, passage: Passage
) -> LexicalEntry:
    context = segmenter.terms(passage.context) if passage.context else []
    body = segmenter.terms(passage.text)
    if passage.kind != "text":  # a row's cells mean little without its caption and columns
        body = context + body
    return LexicalEntry(number, document, " ".join(body), " ".join(context))


def _prepared(batches: Iterable[_Batch], embedder: Embedder | None) -> Iterator[list[Entry]]:
    """The batches embedded, each while the one before it is stored and indexed."""
    with ThreadPoolExecutor(max_workers=1, thread_name_prefix="embed") as pool:
        waiting: Future[list[Entry]] | None = None
        for batch in batches:
            following = pool.submit(_entries, batch, embedder)
            if waiting is not None:
                yield waiting.result()
            waiting = following
        if waiting is not None:
            yield waiting.result()


def _entries(batch: _Batch, embedder: Embedder | None) -> list[Entry]:
    terms = [mine(passages) for _, passages in batch]
    if embedder is None:
        return [Entry(d, p, terms=own) for (d, p), own in zip(batch, terms, strict=True)]
    embedded = _embed(embedder, [p for _, passages in batch for p in passages])
    entries, end = [], 0
    for (document, passages), own in zip(batch, terms, strict=True):
        first, end = end, end + len(passages)
        vectors = embedded.vectors[first:end]
        entries.append(Entry(document, passages, vectors, embedded.tokens[first:end], own))
    return entries


def _embed(embedder: Embedder, passages: Sequence[Passage]) -> Embedded:
    if isinstance(embedder, TermEmbedder):
        return embed(embedder, passages)
    return Embedded(embedder.embed_passages([embedding_text(p) for p in passages]), [])


def _batches(documents: Iterable[Document]) -> Iterator[_Batch]:
    """Documents with their passages, until there are many or the first has waited long."""
    batch: _Batch = []
    passages, begun = 0, time.monotonic()
    for document in documents:
        batch.append((document, split(document)))
        passages += len(batch[-1][1])
        if passages >= _BATCH_PASSAGES or time.monotonic() - begun > _BATCH_SECONDS:
            yield batch
            batch, passages, begun = [], 0, time.monotonic()
    if batch:
        yield batch


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
