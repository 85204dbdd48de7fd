"""``rapporteur doctor``: what is installed, whether the stores agree, whether the models work."""

from __future__ import annotations

import platform
import shutil
import socket
from collections.abc import Callable, Iterator
from dataclasses import asdict, dataclass
from importlib.metadata import PackageNotFoundError, version
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal
from urllib.parse import urlsplit

from ingest.errors import RapporteurError

if TYPE_CHECKING:
    from assistant.settings import Settings
    from index.search import Index

LEAST_FREE_MB = 500
REACH_SECONDS = 3.0


@dataclass(frozen=True, slots=True)
class Check:
    """One thing that was examined.

    Attributes:
        name: what was examined.
        state: ``passed``; ``note`` for something to know; ``failed`` for something broken.
        finding: what was found, in one line.
        advice: what to do about it, or empty.
    """

    name: str
    state: Literal["passed", "note", "failed"]
    finding: str
    advice: str = ""

    def to_json(self) -> dict[str, Any]:
        """Plain data."""
        return asdict(self)


def examine(settings: Settings) -> Iterator[Check]:
    """Examine the installation, the home, the stores and the models.

    Args:
        settings: of the home to examine; nothing is written where the home does not exist yet.
    """
    yield _installation()
    yield _home(settings.home)
    if settings.home.is_dir():
        yield from _stores(settings)
    yield _guarded("embedding", lambda: _embedding(settings))
    if settings.reranker:
        yield _guarded("reranker", lambda: _reranker(settings))
    yield _language_model(settings)


def repair(settings: Settings) -> None:
    """Build the keyword and vector indexes of the collection anew from the catalogue.

    Raises:
        RapporteurError: the catalogue itself cannot be used.
    """
    from assistant.opening import open_index

    with open_index(settings) as index:
        index.rebuild()


def _guarded(name: str, examine_it: Callable[[], Check]) -> Check:
    """A check whose own failure is its finding."""
    try:
        return examine_it()
    except (RapporteurError, OSError) as error:
        return Check(name, "failed", " ".join(str(error).split()))


def _installation() -> Check:
    try:
        program = version("rapporteur")
    except PackageNotFoundError:
        return Check(
            "installation",
            "failed",
            "the program runs from a folder and is not installed",
            "Run: make install",
        )
    models = "with" if find_spec("sentence_transformers") else "without"
    return Check(
        "installation",
        "passed",
        f"rapporteur {program}, Python {platform.python_version()}, {platform.system()} "
        f"{platform.machine()}, {models} support for other embedding models",
    )


def _home(home: Path) -> Check:
    if not home.exists():
        return Check("home", "note", f"{home} does not exist yet", "The first ingest makes it.")
    if not home.is_dir():
        return Check("home", "failed", f"{home} is a file", "Name a folder with --home.")
    free = shutil.disk_usage(home).free // 2**20
    if free < LEAST_FREE_MB:
        return Check("home", "failed", f"{home}: only {free} MB free", "Make room on the disk.")
    return Check("home", "passed", f"{home}, {free // 1024} GB free")


def _stores(settings: Settings) -> Iterator[Check]:
    """The catalogue itself, and the indexes against it."""
    from assistant.opening import open_index

    try:
        with open_index(settings) as index:
            yield _documents(index, settings.collection)
            yield _guarded("vectors", lambda: _vectors(index))
            yield _agreement(index)
    except (RapporteurError, OSError) as error:
        finding = " ".join(str(error).split())
        advice = "If it is damaged: put back a copy of the home, or remove it and ingest again."
        yield Check("stores", "failed", finding, advice)


def _documents(index: Index, collection: str) -> Check:
    documents, passages = index.counts()
    finding = f"collection {collection}: {documents} documents, {passages} passages"
    return Check("documents", "passed" if documents else "note", finding)


def _agreement(index: Index) -> Check:
    problems = index.problems()
    if problems:
        return Check("stores", "failed", "; ".join(problems), "Run: rapporteur doctor --repair")
    return Check("stores", "passed", "catalogue, keyword index and vector index agree")


def _vectors(index: Index) -> Check:
    """Which embedding serves, and how far another one that is asked for has come."""
    state = index.embedding_state()
    if state.recorded == state.wanted:
        return Check("vectors", "passed", f"all passages have vectors of {state.wanted}")
    if not state.wanted:
        return Check("vectors", "note", "none are used: search by keywords alone")
    if not state.passages:
        return Check("vectors", "passed", f"no passages yet; they get vectors of {state.wanted}")
    by = f"vectors of {state.recorded}" if state.serving else "keywords alone"
    done = state.passages - state.lacking
    finding = f"searched by {by}; {done} of {state.passages} passages have those of {state.wanted}"
    return Check("vectors", "note", finding, "To make them, run: rapporteur embed")


def _embedding(settings: Settings) -> Check:
    from index.embedding import (
        NO_EMBEDDING,
        EmbeddingModel,
        SentenceTransformerEmbedder,
    )

    if settings.embedding == NO_EMBEDDING:
        return Check("embedding", "note", "none: search by keywords alone")
    embedder = EmbeddingModel(
        settings.embedding,
        settings.embedding_query_prompt,
        settings.embedding_passage_prompt,
        settings.embedding_batch_size,
        settings.embedding_device,
    ).load()
    query = embedder.embed_queries(["total budget"])[0]
    near, far = embedder.embed_passages(["预算总额", "天气晴朗"]) @ query
    finding = f"{embedder.name}, {embedder.dimensions} dimensions"
    if isinstance(embedder, SentenceTransformerEmbedder):
        before = [f"{prompt!r}" if prompt else "nothing" for prompt in embedder.prompts]
        finding += f", {before[0]} before questions and {before[1]} before passages"
    if near <= far:
        return Check("embedding", "note", f"{finding}; it does not relate English to Chinese")
    return Check("embedding", "passed", f"{finding}; relates English to Chinese")


def _reranker(settings: Settings) -> Check:
    from index.reranking import Reranker

    reranker = Reranker(settings.reranker, device=settings.reranker_device)
    near, far = reranker.scores("What is the total budget?", ["预算总额为三百万。", "天气晴朗。"])
    finding = f"{settings.reranker}, reads the best {settings.reranker_candidates} passages"
    if near <= far:
        return Check("reranker", "note", f"{finding}; it does not relate English to Chinese")
    return Check("reranker", "passed", f"{finding}; relates English to Chinese")


def _language_model(settings: Settings) -> Check:
    name = "language model"
    if not settings.llm:
        return Check(name, "passed", "none set: answers are in the documents' own words")
    if not settings.llm_base_url:
        return Check(name, "note", f"{settings.llm}, at its provider's address; not contacted")
    address = urlsplit(settings.llm_base_url)
    port = address.port or (443 if address.scheme == "https" else 80)
    try:
        socket.create_connection((address.hostname or "", port), REACH_SECONDS).close()
    except OSError as error:
        return Check(
            name,
            "failed",
            f"{settings.llm}: {settings.llm_base_url} does not answer: {error}",
            "Start its server or correct llm_base_url; until then answers quote the documents.",
        )
    return Check(name, "passed", f"{settings.llm}: {settings.llm_base_url} answers")
