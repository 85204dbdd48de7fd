"""Retrieval benchmarks: indexes a BEIR folder in a scratch home and scores what is found."""

from __future__ import annotations

import tempfile
import time
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Protocol

from assistant.opening import open_index
from assistant.settings import Settings
from eval.corpus import plain_document
from eval.datasets import BeirFolder, CorpusItem, Progress, read_beir
from eval.metrics import Figure, percentile, retrieval_figures
from eval.text_table import align, show_figure
from index.hits import Hit
from ingest.document import Document

DOCUMENTS_PER_QUERY = 100
PASSAGES_PER_SEARCH = 10
RUN_TAG = "rapporteur"

Run = dict[str, dict[str, float]]
"""Query id to document id to score."""


class Searcher(Protocol):
    """What is measured; :class:`index.search.Index` is one."""

    def search(self, question: str, k: int = 10) -> list[Hit]:
        """The best passages for a question, best first."""
        ...


@dataclass(frozen=True, slots=True)
class RetrievalScores:
    """What ``eval retrieval`` reports.

    Attributes:
        dataset: the folder's name.
        documents: how many texts were indexed.
        queries: how many queries were searched.
        figures: measure name to figure.
        documents_per_second: how fast the texts were indexed.
        search_ms_p50: median time of a search for ten passages, in milliseconds.
        search_ms_p95: 95th percentile of it.
        run_path: the TREC run file.
    """

    dataset: str
    documents: int
    queries: int
    figures: dict[str, Figure]
    documents_per_second: float
    search_ms_p50: float
    search_ms_p95: float
    run_path: Path

    def to_json(self) -> dict[str, Any]:
        """Plain data: the measures' values at the top, their intervals beside them."""
        return {
            "dataset": self.dataset,
            "documents": self.documents,
            "queries": self.queries,
            **{name: round(figure.value, 4) for name, figure in self.figures.items()},
            "documents_per_second": round(self.documents_per_second, 1),
            "search_ms_p50": round(self.search_ms_p50, 2),
            "search_ms_p95": round(self.search_ms_p95, 2),
            "run": str(self.run_path),
            "intervals": {name: figure.to_json() for name, figure in self.figures.items()},
        }

    def to_text(self) -> str:
        """The same as a table for a terminal."""
        rows = [(self.dataset, "value", "95% interval", "queries")]
        rows += [(name, *show_figure(figure)) for name, figure in self.figures.items()]
        rows += [
            ("documents/s", f"{self.documents_per_second:.0f}", "", ""),
            ("search ms, p50", f"{self.search_ms_p50:.1f}", "", ""),
            ("search ms, p95", f"{self.search_ms_p95:.1f}", "", ""),
        ]
        return align(rows)


def retrieval(
    folder: Path | str,
    run_path: Path | str,
    settings: Settings | None = None,
    progress: Progress | None = None,
) -> RetrievalScores:
    """Index a BEIR folder, search its queries, write the run and score it.

    Args:
        folder: the BEIR folder; nothing is written there.
        run_path: where the TREC run file goes; its folder is made.
        settings: which embedding and reranker to use; by default the built-in embedding alone.
        progress: told while indexing and searching.

    Raises:
        DatasetError: the folder is malformed.
        EmbeddingError: the embedding model cannot be loaded.
    """
    data, run_path = read_beir(folder), Path(run_path)
    with tempfile.TemporaryDirectory(prefix="rapporteur-") as home:
        settings = settings or Settings()
        with open_index(settings, home) as index:
            started = time.perf_counter()
            index.add(documents_of(data.corpus, progress))
            indexing = time.perf_counter() - started
            milliseconds = time_searches(index, data.queries)
            run = search_all(index, data, progress)
    write_run(run, run_path)
    return RetrievalScores(
        dataset=data.name,
        documents=len(data.corpus),
        queries=len(data.queries),
        figures=retrieval_figures(data.qrels, run),
        documents_per_second=len(data.corpus) / indexing,
        search_ms_p50=percentile(milliseconds, 0.5) or 0.0,
        search_ms_p95=percentile(milliseconds, 0.95) or 0.0,
        run_path=run_path,
    )


def documents_of(
    corpus: Iterable[CorpusItem], progress: Progress | None = None
) -> Iterator[Document]:
    """The texts of a corpus as documents, named by their ids."""
    items = list(corpus)
    for done, item in enumerate(items, start=1):
        yield plain_document(item.id, item.title, item.text)
        if progress:
            progress("indexing", done, len(items))


def time_searches(
    index: Searcher, queries: Mapping[str, str], k: int = PASSAGES_PER_SEARCH
) -> list[float]:
    """Milliseconds that each query takes, as a person's question would: ten passages, once."""
    milliseconds = []
    for text in queries.values():
        started = time.perf_counter()
        index.search(text, k)
        milliseconds.append((time.perf_counter() - started) * 1000)
    return milliseconds


def search_all(index: Searcher, data: BeirFolder, progress: Progress | None = None) -> Run:
    """The best documents of each query with their scores."""
    wanted = min(DOCUMENTS_PER_QUERY, len(data.corpus))
    run: Run = {}
    for done, (query, text) in enumerate(data.queries.items(), start=1):
        run[query] = best_documents(index, text, wanted)
        if progress:
            progress("searching", done, len(data.queries))
    return run


def best_documents(index: Searcher, question: str, wanted: int) -> dict[str, float]:
    """The documents with the best passages for a question, best first.

    More and more passages are searched until they come from enough documents or no more are found.

    Args:
        index: what is searched.
        question: the query's text.
        wanted: how many documents.

    Returns:
        Document id to the score of its best passage.
    """
    k = 2 * wanted
    while True:
        hits = index.search(question, k)
        best: dict[str, float] = {}
        for hit in hits:
            best.setdefault(hit.document.name, hit.score)
        if len(best) >= wanted or len(hits) < k:
            return dict(list(best.items())[:wanted])
        k *= 2


def write_run(run: Run, path: Path) -> None:
    """Write a run in TREC's form: query, ``Q0``, document, rank, score, tag.

    Args:
        run: scores by query and document, best first.
        path: the run file; its folder is made.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("w", encoding="utf-8") as file:
        for query, found in run.items():
            for rank, (document, score) in enumerate(found.items(), start=1):
                file.write(f"{query} Q0 {document} {rank} {score:.6f} {RUN_TAG}\n")
