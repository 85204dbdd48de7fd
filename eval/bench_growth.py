"""Measures how the program grows with its collection: ``python -m eval.bench_growth``.

One home grows to each size in turn (``eval.growth_texts``). At each size it measures how fast texts
came in, and how long one more document takes until it is found. At the last size it measures
searching in a process of its own with its memory, ``rapporteur ask`` as a whole process, and the
vector search against its peer, exact FAISS over the same vectors in single precision.
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
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing
from datetime import UTC, datetime
from itertools import islice
from pathlib import Path
from typing import Any

import numpy as np

from eval.bench import BenchError
from eval.corpus import plain_document
from eval.datasets import read_beir
from eval.growth_texts import texts
from eval.metrics import percentile
from eval.text_table import align
from index.catalog.catalog import Catalog
from index.catalog.codec import unpack_vectors
from index.collection import CATALOG_FILE
from index.dense.index import DenseIndex
from index.dense.segment import Vectors
from index.embedding import Embedder, EmbeddingModel, load_embedder
from index.search import Index
from index.serving import Serving
from ingest.document import Block, Document
from ingest.errors import RapporteurError

logger = logging.getLogger(__name__)

ROOT = Path(__file__).resolve().parent.parent
DATA = ROOT.parent / "shared" / "data"
RESULTS = ROOT / "bench-results"
PASSAGES = 1_000_000
SIZES = (10_000, 100_000, 300_000, 1_000_000)
ANSWERED_SETS = ("xquad_en_zh", "xquad_zh_en")  # their passages go in first
QUESTION_SETS = ("crud_news_10k", "xquad_en_zh", "xquad_zh_en")
QUESTIONS = 100  # of each set
SINGLE_ADDITIONS = 10
ASKED = 5  # times
NEIGHBOURS = 10
TIE = 1e-5  # of scores that are equal but for rounding
GENERATED_QUESTIONS = (
    "现行规定的适用范围是什么？",
    "how is the setting configured",
    "比赛结果如何",
)

Figures = dict[str, float]


def grow(home: Path, size: int, data: Path = DATA) -> Figures:
    """Bring a home to a number of passages; what is there already stays.

    Returns:
        How many passages came in, and how many a second.
    """
    with Index.open(home) as index:
        documents, before = index.counts()
        if not documents and data.is_dir():
            for name in ANSWERED_SETS:
                _add(index, iter(read_beir(data / "bench" / name).corpus))
            documents, before = index.counts()
        new = texts(data, seed=2026 + documents, after=documents)
        started, now = time.perf_counter(), before
        while size - now > size // 200:
            rate = max(2.0, now / documents) if documents else 3.0
            _add(index, islice(new, max(20, int((size - now) / rate))))
            documents, now = index.counts()
        seconds = time.perf_counter() - started
    if now == before:
        return {}
    return {"passages_added": now - before, "passages_per_second": (now - before) / seconds}


def add_one(home: Path) -> Figures:
    """Add documents one by one, then take one out again; seconds until a search shows it."""
    added, processor, removed = [], [], []
    with Index.open(home) as index:
        index.search("")  # the model is loaded
        for number in range(SINGLE_ADDITIONS):
            name = f"single-{time.time_ns()}.txt"
            body = f"信天翁观测站第{name}号报告。" + "本站每年三月提交一份报告。" * 20
            document = Document(name, blocks=[Block("paragraph", body)] * 3)
            started, at_work = time.perf_counter(), time.process_time()
            index.add([document])
            _expect(index, name, found=True)
            added.append(time.perf_counter() - started)
            processor.append(time.process_time() - at_work)
            if number % 2:
                started = time.perf_counter()
                index.remove(name)
                _expect(index, name, found=False)
                removed.append(time.perf_counter() - started)
    return {
        "add_one_s_p50": percentile(added, 0.5) or 0.0,
        "add_one_s_max": max(added),
        "add_one_processor_s_p50": percentile(processor, 0.5) or 0.0,
        "remove_one_s_max": max(removed),
    }


def search(home: Path, data: Path = DATA) -> Figures:
    """Search with real questions, and examine the stores; to be run in a process of its own."""
    asked = questions(data)
    with Index.open(home) as index:
        started = time.perf_counter()
        index.search(asked[0])
        first = time.perf_counter() - started
        for question in asked:  # once unmeasured: what is measured is a program that runs
            index.search(question)
        milliseconds, processor = [], []
        for question in asked:
            started, at_work = time.perf_counter(), time.thread_time()
            index.search(question)
            milliseconds.append((time.perf_counter() - started) * 1000)
            processor.append((time.thread_time() - at_work) * 1000)
        memory = _memory()
        started = time.perf_counter()
        problems = index.problems()
        seconds = time.perf_counter() - started
    return {
        "first_search_ms": first * 1000,
        "search_ms_p50": percentile(milliseconds, 0.5) or 0.0,
        "search_ms_p95": percentile(milliseconds, 0.95) or 0.0,
        "search_processor_ms_p50": percentile(processor, 0.5) or 0.0,
        "search_processor_ms_p95": percentile(processor, 0.95) or 0.0,
        **memory,
        "doctor_s": seconds,
        "problems": len(problems),
    }


def ask(home: Path, data: Path = DATA) -> Figures:
    """``rapporteur ask`` as a whole process, several times: wall and processor seconds."""
    wall, processor = [], []
    for question in questions(data)[:: max(1, QUESTIONS // 2)][:ASKED]:
        before, started = os.times(), time.perf_counter()
        program = [sys.executable, "-c", "from ui.cli import main; main()"]
        command = [*program, "--home", str(home), "ask", question, "--json"]
        answer = subprocess.run(command, cwd=ROOT, check=True, capture_output=True).stdout
        wall.append(time.perf_counter() - started)
        if json.loads(answer)["status"] not in ("answered", "not_found"):
            raise BenchError(f"no answer to: {question}")
        after = os.times()
        processor.append(
            after.children_user + after.children_system
            - before.children_user - before.children_system
        )  # fmt: skip
    return {
        "ask_s_p50": percentile(wall, 0.5) or 0.0,
        "ask_s_max": max(wall),
        "ask_processor_s_p50": percentile(processor, 0.5) or 0.0,
    }


def compare_vectors(home: Path, data: Path = DATA) -> Figures:
    """The vector search against exact FAISS: recall@10 and time, one question at a time.

    A passage counts as found where its score is at least the tenth best's: of passages that say
    the same either may be named.
    """
    embedder = load_embedder()
    asked = embedder.embed_queries(questions(data))
    numbers, vectors = _stored_vectors(home, embedder)
    exact = DenseIndex(None, embedder.dimensions, half=False, exact_rows=len(numbers))
    for start in range(0, len(numbers), 100_000):
        part = numbers[start : start + 100_000]
        exact.add(part, part, vectors[start : start + 100_000].astype(np.float32))
    exact.commit(1)
    with closing(Catalog(home / CATALOG_FILE)) as catalog:
        folder = home / "indexes" / str(catalog.collection("default").id) / "vectors"
        served = Serving(catalog, "default", folder, EmbeddingModel()).current()
    assert served is not None, f"{home} has no vectors of the built-in embedding"
    ours = served.dense
    times: dict[str, list[float]] = {"ours": [], "exact": []}
    shares: list[float] = []
    for query in asked:
        best = _timed(exact, query, times["exact"])
        near = _timed(ours, query, times["ours"])
        least = best[-1][1] - TIE
        shares.append(sum(score >= least for _, score in near) / len(best))
    p50 = {name: (percentile(values, 0.5) or 0.0) for name, values in times.items()}
    return {
        "vector_recall_10": float(np.mean(shares)),
        "vector_ms_p50": p50["ours"],
        "exact_faiss_ms_p50": p50["exact"],
        "vector_time_ratio": p50["ours"] / p50["exact"],
    }


def questions(data: Path = DATA) -> list[str]:
    """Chinese and English questions, of real sets where they are there."""
    if not data.is_dir():
        return list(GENERATED_QUESTIONS)
    asked: list[str] = []
    for name in QUESTION_SETS:
        asked += list(read_beir(data / "bench" / name).queries.values())[:QUESTIONS]
    return asked


def disk(home: Path) -> Figures:
    """Megabytes of each part of a home."""

    def size(pattern: str) -> float:
        return sum(p.stat().st_size for p in home.glob(pattern) if p.is_file()) / 1e6

    return {
        "catalogue_mb": size("catalog.sqlite3*"),
        "keywords_mb": size("indexes/*/keywords/*"),
        "vectors_mb": size("indexes/*/vectors/**/*"),
    }


MEASURES: dict[str, Callable[[Path], Figures]] = {
    "single documents": add_one,
    "searching": search,
    "asking": ask,
    "vectors": compare_vectors,
}


def bench(home: Path, passages: int) -> dict[str, Any]:
    """Grow a home and measure it; every measure runs in a process of its own.

    Raises:
        BenchError: a measure failed.
    """
    result: dict[str, Any] = {"about": _about(), "sizes": {}}
    with Index.open(home) as index:
        present = index.counts()[1]
    for size in [size for size in SIZES if present < size < passages] + [passages]:
        logger.info("growing to %s passages", f"{size:,}")
        figures = grow(home, size)
        logger.info("adding single documents")
        figures |= _apart("single documents", home) | disk(home)
        result["sizes"][str(size)] = figures
        logger.info("%s", json.dumps(figures))
    for name in ("searching", "asking", "vectors"):
        logger.info("measuring: %s", name)
        result[name] = _apart(name, home)
    result["about"]["load_average_at_end"] = round(os.getloadavg()[0], 2)
    return result


def to_text(result: dict[str, Any]) -> str:
    """The figures as a table for a terminal."""
    sizes = result["sizes"]
    keys = list(dict.fromkeys(key for figures in sizes.values() for key in figures))
    rows = [("", *(f"{int(size):,}" for size in sizes))]
    for key in keys:
        shown = (f"{figures[key]:,.3g}" if key in figures else "" for figures in sizes.values())
        rows.append((key.replace("_", " "), *shown))
    lines = [json.dumps(result["about"], ensure_ascii=False), "", align(rows)]
    for name in ("searching", "asking", "vectors"):
        part = [(k.replace("_", " "), f"{v:,.4g}") for k, v in result[name].items()]
        lines += ["", align([(name, ""), *part])]
    return "\n".join(lines)


def _add(index: Index, items: Iterator[Any]) -> None:
    index.add(plain_document(item.id, item.title, item.text) for item in items)


def _expect(index: Index, name: str, *, found: bool) -> None:
    hits = index.search(f"信天翁观测站第{name}号报告", k=5)
    if (name in {hit.document.name for hit in hits}) is not found:
        raise BenchError(f"{name} was {'not found' if found else 'found after its removal'}")


def _stored_vectors(home: Path, embedder: Embedder) -> tuple[np.ndarray, np.ndarray]:
    """Numbers (n) and vectors (n, d; half precision) of all passages, from the catalogue."""
    numbers, vectors = [], []
    with closing(Catalog(home / CATALOG_FILE)) as catalog:
        documents = catalog.documents.matching(catalog.collection("default").id)
        for _, first, data in catalog.vectors.of_documents(documents, embedder.name):
            part = unpack_vectors(data, embedder.dimensions)
            numbers.append(np.arange(first, first + len(part)))
            vectors.append(part.astype(np.float16))
    return np.concatenate(numbers), np.concatenate(vectors)


def _timed(index: DenseIndex, query: Vectors, times: list[float]) -> list[tuple[int, float]]:
    """The neighbours of a question; adds the milliseconds that they took."""
    started = time.perf_counter()
    found = index.search(query, NEIGHBOURS)
    times.append((time.perf_counter() - started) * 1000)
    return found


def _memory() -> Figures:
    """Resident megabytes of this process, and how many of them are pages of mapped files."""
    import psutil

    memory = psutil.Process().memory_info()
    return {"rss_mb": memory.rss / 1e6, "rss_of_files_mb": getattr(memory, "shared", 0) / 1e6}


def _apart(name: str, home: Path) -> Figures:
    command = [sys.executable, "-m", "eval.bench_growth", "--home", str(home), "--measure", name]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    if done.returncode:
        raise BenchError(f"measuring {name} failed: {done.stderr.strip()[-2000:]}")
    figures: Figures = json.loads(done.stdout.splitlines()[-1])
    return figures


def _about() -> dict[str, Any]:
    return {
        "machine": f"{platform.system()} {platform.machine()}, {os.cpu_count()} cores",
        "load_average": round(os.getloadavg()[0], 2),
        "python": platform.python_version(),
        "time": datetime.now(UTC).strftime("%Y-%m-%d %H:%M UTC"),
    }


def _arguments(given: Sequence[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m eval.bench_growth", description=__doc__)
    parser.add_argument("--passages", type=int, default=PASSAGES, help="grow to so many")
    parser.add_argument("--home", type=Path, help="grow and keep this one (default: scratch)")
    parser.add_argument("--output", type=Path, help="JSON file (default: in bench-results/)")
    # How this program calls itself for each measure.
    parser.add_argument("--measure", choices=tuple(MEASURES), help=argparse.SUPPRESS)
    return parser.parse_args(given)


def main(given: Sequence[str] | None = None) -> int:
    """Run the benchmark from a terminal; returns the exit code."""
    arguments = _arguments(given)
    logging.basicConfig(level=logging.INFO, format="%(message)s")
    if arguments.measure:
        sys.stdout.write(json.dumps(MEASURES[arguments.measure](arguments.home)) + "\n")
        return 0
    with tempfile.TemporaryDirectory(prefix="rapporteur-growth-") as scratch:
        try:
            result = bench(arguments.home or Path(scratch), arguments.passages)
        except RapporteurError as error:
            sys.stderr.write(f"{error}\n")
            return 1
    stamp = datetime.now(UTC).strftime("%Y%m%d-%H%M%S")
    output = arguments.output or RESULTS / f"growth-{stamp}.json"
    output.parent.mkdir(parents=True, exist_ok=True)
    output.write_text(json.dumps(result, indent=1) + "\n", encoding="utf-8")
    sys.stdout.write(f"{to_text(result)}\n\n{output}\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
