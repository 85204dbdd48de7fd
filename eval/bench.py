"""Measures the program against the stock LangChain pipeline: ``python -m eval.bench``.

Each pipeline runs in a process of its own, so that its peak memory is its own, over the same texts
and questions one after another. Ingestion counts from texts in memory to searchable indexes on
disk; a search asks for the same number of passages everywhere.
"""

from __future__ import annotations

import argparse
import json
import logging
import os
import platform
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from eval.baseline import StockPipeline, require_stock_packages
from eval.datasets import BeirFolder, read_beir
from eval.generated import generate
from eval.metrics import percentile, retrieval_figures
from eval.text_table import align
from index.embedding import load_embedder
from ingest.errors import RapporteurError

logger = logging.getLogger(__name__)

ROOT = Path(__file__).resolve().parent.parent
NEWS = ROOT.parent / "shared" / "data" / "bench" / "crud_news_10k"
RESULTS = ROOT / "bench-results"
DOCUMENTS, QUERIES = 10_000, 300
PASSAGES = 30
PIPELINES = ("ours", "stock keyword", "stock ensemble")
MEMORY_INTERVAL = 0.1


class BenchError(RapporteurError):
    """A pipeline failed while it was measured; the message holds the end of what it wrote."""


@dataclass(frozen=True, slots=True)
class Measured:
    """One pipeline's figures.

    Attributes:
        documents_per_second: texts ingested a second.
        peak_memory_mb: most memory that the process and its children held, interpreter included.
        disk_mb: what ingestion left on disk.
        search_ms_p50: median time of a search, in milliseconds.
        search_ms_p95: 95th percentile of it.
        ndcg_10: nDCG@10 of the documents of the passages found.
        recall_10: R@10 of them.
    """

    documents_per_second: float
    peak_memory_mb: float
    disk_mb: float
    search_ms_p50: float
    search_ms_p95: float
    ndcg_10: float
    recall_10: float


@dataclass(frozen=True, slots=True)
class BenchResult:
    """What ``make bench`` prints and keeps.

    Attributes:
        about: data, sizes, machine, versions and time.
        pipelines: figures by the names in ``PIPELINES``.
    """

    about: dict[str, Any]
    pipelines: dict[str, Measured]

    def ratios(self, to: str) -> dict[str, float | None]:
        """Each of our figures as a multiple of another pipeline's."""
        ours, theirs = asdict(self.pipelines["ours"]), asdict(self.pipelines[to])
        return {k: round(ours[k] / theirs[k], 4) if theirs[k] else None for k in ours}

    def to_json(self) -> dict[str, Any]:
        """Plain data."""
        return {
            "about": self.about,
            "pipelines": {name: asdict(measured) for name, measured in self.pipelines.items()},
            "ratios": {name: self.ratios(name) for name in self.pipelines if name != "ours"},
        }

    def to_text(self) -> str:
        """The figures and ratios as a table for a terminal."""
        others = [name for name in self.pipelines if name != "ours"]
        rows = [("", *self.pipelines, *(f"ours / {name}" for name in others))]
        figures = {name: asdict(measured) for name, measured in self.pipelines.items()}
        ratios = [self.ratios(name) for name in others]
        for key in figures["ours"]:
            values = [f"{figures[name][key]:,.{_decimals(key)}f}" for name in self.pipelines]
            shown = ["" if r[key] is None else f"{r[key]:.3g} x" for r in ratios]
            rows.append((key.replace("_", " "), *values, *shown))
        return f"{self.about['data']}, {self.about['machine']}\n\n{align(rows)}"


def bench(folder: Path | None = None, documents: int = DOCUMENTS) -> BenchResult:
    """Measure all pipelines, each in its own process.

    Args:
        folder: a BEIR folder; None for the developers' news texts, or generated ones of the same
            size where these are not there.
        documents: use only this many texts (those that questions ask for first).

    Raises:
        MissingPackageError: a developer dependency is not installed.
        BenchError: a pipeline failed.
    """
    require_stock_packages()
    data = _load(folder, documents)
    pipelines = {}
    for name in PIPELINES:
        logger.info("measuring: %s", name)
        pipelines[name] = _measure_apart(name, folder, documents)
    about = {
        "data": f"{data.name}: {len(data.corpus):,} texts, {len(data.queries)} questions",
        "passages_per_search": PASSAGES,
        "machine": f"{platform.system()} {platform.machine()}, {os.cpu_count()} cores",
        "load_average": round(os.getloadavg()[0], 2),
        "python": platform.python_version(),
        "time": datetime.now(UTC).strftime("%Y-%m-%d %H:%M UTC"),
    }
    return BenchResult(about, pipelines)


def measure(name: str, data: BeirFolder, home: Path) -> Measured:
    """Measure one pipeline in this process; ``peak_memory_mb`` is left 0.

    Args:
        name: one of ``PIPELINES``.
        data: what to ingest and search.
        home: an empty folder for what it keeps.
    """
    if name == "ours":
        return _measure_ours(data, home)
    embedder = load_embedder() if name == "stock ensemble" else None
    stock = StockPipeline(embedder, PASSAGES)
    started = time.perf_counter()
    stock.ingest(data.corpus)
    stock.save(home)
    return _searched(data, time.perf_counter() - started, home, stock.search)


def _measure_ours(data: BeirFolder, home: Path) -> Measured:
    from eval.retrieval import documents_of
    from index.search import Index

    with Index.open(home) as index:
        started = time.perf_counter()
        index.add(documents_of(data.corpus))
        seconds = time.perf_counter() - started

        def search(question: str) -> list[str]:
            return list(
                dict.fromkeys(hit.document.name for hit in index.search(question, PASSAGES))
            )

        return _searched(data, seconds, home, search)


def _searched(
    data: BeirFolder, seconds: float, home: Path, search: Callable[[str], list[str]]
) -> Measured:
    """Search all questions, and put the figures together."""
    milliseconds, run = [], {}
    for query, text in data.queries.items():
        started = time.perf_counter()
        found = search(text)
        milliseconds.append((time.perf_counter() - started) * 1000)
        run[query] = {document: 1 / rank for rank, document in enumerate(found, start=1)}
    figures = retrieval_figures(data.qrels, run)
    disk = sum(path.stat().st_size for path in home.rglob("*") if path.is_file())
    return Measured(
        documents_per_second=len(data.corpus) / seconds,
        peak_memory_mb=0.0,
        disk_mb=disk / 1e6,
        search_ms_p50=percentile(milliseconds, 0.5) or 0.0,
        search_ms_p95=percentile(milliseconds, 0.95) or 0.0,
        ndcg_10=figures["nDCG@10"].value,
        recall_10=figures["R@10"].value,
    )


def _measure_apart(name: str, folder: Path | None, documents: int) -> Measured:
    """Measure one pipeline in a new process and watch its memory."""
    with tempfile.TemporaryDirectory(prefix="rapporteur-bench-") as scratch:
        output, errors = Path(scratch) / "measured.json", Path(scratch) / "errors.txt"
        home = Path(scratch) / "home"
        home.mkdir()
        command = [sys.executable, "-m", "eval.bench", "--documents", str(documents)]
        command += ["--pipeline", name, "--home", str(home), "--output", str(output)]
        command += ["--folder", str(folder)] if folder else []
        with errors.open("wb") as stderr:
            process = subprocess.Popen(command, stderr=stderr, cwd=ROOT)
            peak = _watch_memory(process)
        if process.returncode:
            written = errors.read_text(encoding="utf-8", errors="replace").strip()
            raise BenchError(f"pipeline {name!r} failed: {written[-2000:]}")
        measured = Measured(**json.loads(output.read_text(encoding="utf-8")))
    return replace(measured, peak_memory_mb=peak / 1e6)


def _watch_memory(process: subprocess.Popen[bytes]) -> int:
    """Wait for a process to end; the most bytes that it and its children held at one time."""
    import psutil

    peak, root = 0, psutil.Process(process.pid)
    while process.poll() is None:
        total = 0
        for one in (root, *_children(root)):
            try:
                total += one.memory_info().rss
            except psutil.NoSuchProcess:  # ended since it was listed
                continue
        peak = max(peak, total)
        time.sleep(MEMORY_INTERVAL)
    return peak


def _children(root: Any) -> list[Any]:
    import psutil

    try:
        return list(root.children(recursive=True))
    except psutil.NoSuchProcess:
        return []


def _load(folder: Path | None, documents: int) -> BeirFolder:
    """The benchmark's data, cut to a number of texts."""
    if folder is None and not NEWS.is_dir():
        return generate(documents, min(QUERIES, documents))
    data = read_beir(folder or NEWS)
    relevant = {name for grades in data.qrels.values() for name in grades}
    corpus = sorted(data.corpus, key=lambda item: item.id not in relevant)[:documents]
    kept = {item.id for item in corpus}
    qrels = {query: grades for query, grades in data.qrels.items() if grades.keys() <= kept}
    return replace(
        data, corpus=corpus, qrels=qrels, queries={query: data.queries[query] for query in qrels}
    )


def _decimals(key: str) -> int:
    return 3 if key in ("ndcg_10", "recall_10") else 1


def _arguments(given: Sequence[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m eval.bench", description=__doc__)
    parser.add_argument("--folder", type=Path, help="a BEIR folder (default: news or generated)")
    parser.add_argument("--documents", type=int, default=DOCUMENTS, help="use only so many texts")
    parser.add_argument("--output", type=Path, help="JSON file (default: in bench-results/)")
    # How this program calls itself for each pipeline.
    parser.add_argument("--pipeline", choices=PIPELINES, help=argparse.SUPPRESS)
    parser.add_argument("--home", type=Path, help=argparse.SUPPRESS)
    return parser.parse_args(given)


def main(given: Sequence[str] | None = None) -> int:
    """Run the benchmark from a terminal; returns the exit code."""
    arguments = _arguments(given)
    logging.basicConfig(level=logging.INFO, format="%(message)s")
    logging.getLogger("jieba").setLevel(logging.WARNING)
    if arguments.pipeline:
        data = _load(arguments.folder, arguments.documents)
        measured = measure(arguments.pipeline, data, arguments.home)
        arguments.output.write_text(json.dumps(asdict(measured)), encoding="utf-8")
        return 0
    try:
        result = bench(arguments.folder, arguments.documents)
    except RapporteurError as error:
        sys.stderr.write(f"{error}\n")
        return 1
    stamp = datetime.now(UTC).strftime("%Y%m%d-%H%M%S")
    output = arguments.output or RESULTS / f"bench-{stamp}.json"
    output.parent.mkdir(parents=True, exist_ok=True)
    output.write_text(json.dumps(result.to_json(), indent=1) + "\n", encoding="utf-8")
    sys.stdout.write(f"{result.to_text()}\n\n{output}\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
