"""Another embedding for a collection: vectors made from the catalogue while the former ones serve.

Vectors are made in batches that are kept as they are finished, so a run that was stopped goes on
where it stopped. Nothing is locked meanwhile: documents come and go, and searches are answered with
the embedding that is recorded. At the end, and only then, the one writer's lock is held for a
moment: what has come in since gets its vectors, and the new embedding is recorded.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from index.catalog.codec import Matrix
from index.catalog.records import StoredPassage
from index.embedding import EmbeddingError, EmbeddingModel
from index.preparing import embed_all
from index.updating import Stores, catch_up_vectors

Progress = Callable[[int, int], None]
"""Told how many passages have been embedded, and how many there are to embed."""

_KEPT_BATCHES = 4  # are kept in one transaction: what a stop loses, unless a document is longer
# So many passages are embedded without being asked for, and while the writer's lock is held. On two
# cores that takes a few seconds, for a model of 560 million parameters a minute.
_SOON_LIGHT, _SOON = 10_000, 50


class EmbeddingStopped(EmbeddingError):
    """Embedding was told to stop; what is finished is kept."""


@dataclass(frozen=True, slots=True)
class EmbeddingReport:
    """What ``Index.embed`` did.

    Attributes:
        embedding: name of the embedding that serves now.
        before: name of the one that served before; the same where nothing had to change.
        embedded: passages that got a vector.
        passages: passages in the collection.
        seconds: wall time.
    """

    embedding: str
    before: str
    embedded: int
    passages: int
    seconds: float


@dataclass(frozen=True, slots=True)
class EmbeddingState:
    """Which embedding serves a collection, and how far the one asked for has come.

    Attributes:
        recorded: name of the one that the passages have vectors of, empty for none.
        serving: whether it can be searched with.
        wanted: name of the one that the settings ask for, empty for keywords alone.
        lacking: passages without a vector of that one.
        passages: passages in the collection.
    """

    recorded: str
    serving: bool
    wanted: str
    lacking: int
    passages: int


def soon(model: EmbeddingModel) -> int:
    """How many passages a model embeds in a few seconds."""
    return _SOON_LIGHT if model.light else _SOON


def make_vectors(
    stores: Stores,
    model: EmbeddingModel,
    progress: Progress | None = None,
    stop: threading.Event | None = None,
) -> int:
    """Embed what has no vectors yet and index them, without holding up anyone.

    Args:
        stores: with the embedder and the vector index to be; only one at a time may do this.
        model: the model behind the embedder.
        progress: told after every batch.
        stop: looked at as often.

    Returns:
        How many passages were embedded.

    Raises:
        EmbeddingStopped: ``stop`` was set.
    """
    generation = stores.catalog.collection(stores.name).generation  # before looking what lacks
    made = _embed_missing(stores, model.batch_size, progress, stop)
    catch_up_vectors(stores, generation=generation)
    return made


def take_over(stores: Stores, model: EmbeddingModel, most: int) -> int | None:
    """Record the embedding that ``make_vectors`` made vectors of; it serves from then on.

    Args:
        stores: as for ``make_vectors``, held by the one writer.
        model: as for ``make_vectors``.
        most: so many passages may still be without vectors; they get them here.

    Returns:
        How many passages that were; None where there were more, and nothing is done.
    """
    assert stores.embedder is not None
    lacking = stores.catalog.vectors.missing(stores.collection, stores.embedding)
    if sum(lacking.values()) > most:
        return None
    made = _embed_missing(stores, model.batch_size)
    catch_up_vectors(stores)
    stores.catalog.set_embedding(
        stores.collection, stores.embedding, stores.embedder.dimensions, model.at_fixed_place()
    )
    return made


def _embed_missing(
    stores: Stores,
    size: int,
    progress: Progress | None = None,
    stop: threading.Event | None = None,
) -> int:
    assert stores.embedder is not None
    missing = stores.catalog.vectors.missing(stores.collection, stores.embedding)
    total, done = sum(missing.values()), 0
    for documents in _groups(missing, _KEPT_BATCHES * size):
        passages = list(stores.catalog.passages.of_documents(documents))
        vectors = np.zeros((len(passages), stores.embedder.dimensions), dtype=np.float32)
        tokens: dict[int, bytes] = {}
        # Those of a like length together: a batch takes as long as its longest.
        order = sorted(range(len(passages)), key=lambda place: len(passages[place].passage.text))
        for start in range(0, len(order), size):
            if stop is not None and stop.is_set():
                raise EmbeddingStopped("embedding was stopped; what is finished is kept")
            places = order[start : start + size]
            embedded = embed_all(stores.embedder, [passages[p].passage for p in places])
            vectors[places] = embedded.vectors
            numbers = [passages[place].passage_id for place in places]
            tokens |= zip(numbers, embedded.tokens, strict=False)
            done += len(places)
            if progress is not None:
                progress(done, total)
        if passages:
            owned = _by_document(passages, vectors)
            stores.catalog.vectors.store(stores.embedding, owned, tokens)
    return done


def _groups(documents: Mapping[int, int], passages: int) -> Iterator[list[int]]:
    """Documents, given with how many passages they have, until those are enough."""
    group: list[int] = []
    count = 0
    for number, own in documents.items():
        group.append(number)
        count += own
        if count >= passages:
            yield group
            group, count = [], 0
    if group:
        yield group


def _by_document(passages: Sequence[StoredPassage], vectors: Matrix) -> dict[int, Matrix]:
    owners = np.asarray([p.document_id for p in passages])
    return {int(owner): vectors[owners == owner] for owner in np.unique(owners)}
