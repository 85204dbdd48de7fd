"""Documents made ready to be stored: split, cut into terms, embedded; on all cores where many.

All of this is computing and needs no store, so it is done in processes of its own once a batch has
been filled: a worker is ``python -m index.preparing`` and exchanges pickles with this process, as
``ingest.worker`` does. A few documents are prepared here before a process would have started.
"""

from __future__ import annotations

import logging
import os
import pickle
import queue
import subprocess
import sys
import time
from collections import deque
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass, replace

from index.catalog.codec import pack_blocks
from index.closeness import Embedded, embed
from index.embedding import Embedder, TermEmbedder, Vectors
from index.mining.mine import mine
from index.mining.pairs import Mined
from index.segment import Engine, Segmenter
from ingest.document import Document, Passage
from ingest.split import split
from ingest.worker import ignore_interrupts, receive, send, stop_process

log = logging.getLogger(__name__)

# A batch is one transaction: large enough to be fast, small enough to lose little in a crash.
BATCH_CHARACTERS = 400_000
BATCH_SECONDS = 3.0
_MOST_WORKERS = 8  # what one process can store of, measured: see docs/growth.md
_SHORT_CELL = 40  # characters

Words = tuple[str, str]
"""The terms of a passage's text and of its context, joined by spaces."""


@dataclass(frozen=True, slots=True)
class Recipe:
    """How a worker prepares documents.

    Attributes:
        engine: of the segmenter.
        words: added to the segmenter's dictionary.
        embeds: with the model of the package; any other embeds in the calling process, which has
            loaded it once and keeps all cores busy with it.
    """

    engine: Engine
    words: tuple[str, ...]
    embeds: bool


@dataclass(frozen=True, slots=True)
class Prepared:
    """What is made of a document.

    Attributes:
        passages: cut from it.
        words: their search terms, in the text and in the context, joined by spaces.
        terms: abbreviations with their names that the passages state.
        blocks: the document's, packed.
        vectors: of the passages (n, d); None without an embedding.
        tokens: of the passages, none where the embedding has no tokens.
    """

    passages: list[Passage]
    words: list[Words]
    terms: list[Mined]
    blocks: bytes
    vectors: Vectors | None = None
    tokens: Sequence[bytes] = ()


Batch = list[tuple[Document, Prepared]]


def prepared(
    documents: Iterable[Document], segmenter: Segmenter, embedder: Embedder | None
) -> Iterator[Batch]:
    """Batches of documents ready to be stored, in the order given.

    The next ones are prepared while the caller stores one. A batch is full, or its first document
    has waited for long.
    """
    cores = min(_MOST_WORKERS, os.cpu_count() or 1)
    workers = _Workers(segmenter, embedder)
    waiting: deque[Future[Batch]] = deque()
    with ThreadPoolExecutor(cores + 1, thread_name_prefix="preparing") as threads:
        try:
            for batch, is_full in _batches(documents):
                waiting.append(threads.submit(workers.prepare, batch))
                if is_full and not workers.started:
                    workers.start(cores)  # for the batches after this one
                while len(waiting) > (cores + 2 if workers.started else 1):
                    yield waiting.popleft().result()
        except Exception:  # a document could not be read: what came before it is kept
            while waiting:
                yield waiting.popleft().result()
            raise
        else:
            while waiting:
                yield waiting.popleft().result()
        finally:
            workers.close()
            threads.shutdown(cancel_futures=True)


def prepare(
    documents: Sequence[Document], segmenter: Segmenter, embedder: Embedder | None
) -> list[Prepared]:
    """Split documents, cut their passages into words, find terms and embed, in this process.

    Args:
        documents: few enough to be held in memory with all that is made of them.
        segmenter: the keyword index's.
        embedder: None leaves the vectors out.
    """
    made = []
    for document in documents:
        passages = split(document)
        words = [passage_words(segmenter, passage, document.title) for passage in passages]
        made.append(Prepared(passages, words, mine(passages), pack_blocks(document.blocks)))
    return _embedded(made, embedder) if embedder else made


def passage_words(segmenter: Segmenter, passage: Passage, title: str = "") -> Words:
    """What the keyword index holds of a passage.

    Args:
        segmenter: the index's.
        passage: as it was split off.
        title: of its document, which says what its passages are about as headings do.
    """
    context = segmenter.terms(passage.context) if passage.context else []
    body = segmenter.terms(passage.text)
    if passage.kind != "text":  # a row's cells mean little without its caption and columns
        body = context + body
    if title and title not in passage.section:
        context = segmenter.terms(title) + context
    return " ".join(body), " ".join(context)


def embed_all(embedder: Embedder, passages: Sequence[Passage]) -> Embedded:
    """Vectors of passages, and their tokens where the embedding has any."""
    if isinstance(embedder, TermEmbedder):
        return embed(embedder, passages)
    return Embedded(embedder.embed_passages([embedding_text(p) for p in passages]), [])


def embedding_text(passage: Passage) -> str:
    """What is embedded of a passage: its text under the headings and captions it stands below.

    Of a table row its label and short cells only: a cell that holds a page of text would drown
    what the row is about.
    """
    if passage.kind == "row":
        short = [cell.text for cell in passage.cells if len(cell.text) <= _SHORT_CELL]
        return "\n".join([passage.context, passage.label, *short])
    return f"{passage.context}\n{passage.text}" if passage.context else passage.text


def _embedded(made: Sequence[Prepared], embedder: Embedder) -> list[Prepared]:
    found = embed_all(embedder, [p for one in made for p in one.passages])
    done, end = [], 0
    for one in made:
        first, end = end, end + len(one.passages)
        tokens = found.tokens[first:end]
        done.append(replace(one, vectors=found.vectors[first:end], tokens=tokens))
    return done


def _batches(documents: Iterable[Document]) -> Iterator[tuple[list[Document], bool]]:
    """Documents until there are many (then the batch is full) or the first has waited long."""
    batch: list[Document] = []
    size, begun = 0, time.monotonic()
    for document in documents:
        batch.append(document)
        size += sum(len(block.text) for block in document.blocks)
        if size >= BATCH_CHARACTERS or time.monotonic() - begun > BATCH_SECONDS:
            yield batch, size >= BATCH_CHARACTERS
            batch, size, begun = [], 0, time.monotonic()
    if batch:
        yield batch, False


class _Workers:
    """Prepares batches, each in an idle process, or in this one while there is none."""

    def __init__(self, segmenter: Segmenter, embedder: Embedder | None) -> None:
        self._segmenter = segmenter
        self._embedder = embedder
        self._recipe = Recipe(segmenter.engine, segmenter.words, _is_shipped(embedder))
        self._idle: queue.SimpleQueue[subprocess.Popen[bytes]] = queue.SimpleQueue()
        self._processes: list[subprocess.Popen[bytes]] = []
        self._closed = False

    @property
    def started(self) -> bool:
        """Whether there are processes."""
        return bool(self._processes)

    def start(self, count: int) -> None:
        """Start processes; they are ready in half a second."""
        for _ in range(count):
            process = _start(self._recipe)
            self._processes.append(process)
            self._idle.put(process)

    def close(self) -> None:
        """Stop all processes; what they are at is dropped."""
        self._closed = True
        for process in self._processes:
            stop_process(process)

    def prepare(self, batch: list[Document]) -> Batch:
        """The documents of a batch, each with what is made of it."""
        made = self._elsewhere(batch) if self._processes else None
        if self._closed:
            return []
        if made is None:  # also where a worker failed: with the error itself, if it comes again
            made = prepare(batch, self._segmenter, self._embedder)
        elif self._embedder is not None and not self._recipe.embeds:
            made = _embedded(made, self._embedder)
        return list(zip(batch, made, strict=True))

    def _elsewhere(self, batch: list[Document]) -> list[Prepared] | None:
        process = self._idle.get()  # there is a thread more than processes, so it may wait
        try:
            return _exchange(process, batch)
        finally:
            self._idle.put(process)


def _is_shipped(embedder: Embedder | None) -> bool:
    """Whether it is the model of the package, which every process can map."""
    if not isinstance(embedder, TermEmbedder):
        return False
    from index.static import shipped_model

    return embedder is shipped_model()


def _start(recipe: Recipe) -> subprocess.Popen[bytes]:
    one_thread = {"OPENBLAS_NUM_THREADS": "1", "TOKENIZERS_PARALLELISM": "false"}
    process = subprocess.Popen(
        [sys.executable, "-m", "index.preparing"],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=None if log.isEnabledFor(logging.DEBUG) else subprocess.DEVNULL,
        env={**os.environ, **one_thread, "PYTHONPATH": os.pathsep.join(filter(None, sys.path))},
    )
    try:
        send(process.stdin, recipe)
    except OSError:  # it has ended already: what it is given will be done here
        log.debug("a worker did not start", exc_info=True)
    return process


def _exchange(process: subprocess.Popen[bytes], batch: list[Document]) -> list[Prepared] | None:
    """What a worker makes of a batch; None where it has failed."""
    try:
        send(process.stdin, batch)
        made: list[Prepared] | None = receive(process.stdout)
    except (OSError, EOFError, ValueError, pickle.UnpicklingError):
        log.info("a worker ended early", exc_info=True)
        return None
    return made


def main() -> None:
    """Prepare batches from standard input until it ends."""
    ignore_interrupts()
    replies = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)  # what a library prints must not get between the replies
    requests = sys.stdin.buffer
    recipe: Recipe = receive(requests)
    segmenter = Segmenter(recipe.engine, recipe.words)
    embedder: Embedder | None = None
    if recipe.embeds:
        from index.static import shipped_model

        embedder = shipped_model()
    while True:
        try:
            batch: list[Document] = receive(requests)
        except EOFError:
            return
        try:
            made: list[Prepared] | None = prepare(batch, segmenter, embedder)
        except Exception:  # the caller meets it again, with the document at hand
            log.exception("a batch failed")
            made = None
        send(replies, made)


if __name__ == "__main__":
    from index import preparing

    preparing.main()  # under the module's own name, by which the pickles know its classes
