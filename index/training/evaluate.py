"""Measures a model on the development benchmarks with nothing but its vectors.

    python -m index.training.evaluate ../shared/data/bench [--model FOLDER] [--quick]

Ways of scoring a passage: its vector; vector and best sentence; late interaction; their sum; and
with BM25 over jieba's words.
"""

from __future__ import annotations

import argparse
import json
import logging
import re
from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
import scipy.sparse as sp

from index.static import StaticEmbedder, TokenBags
from index.training.late import late_interaction

log = logging.getLogger(__name__)

Array = np.ndarray
_SENTENCE = re.compile(r"[^。！？；.!?;\n]+[。！？；.!?;\n]*")
_WORD = re.compile(r"[a-z0-9]+|[\u3400-\u9fff]+")
BEST_SENTENCE_SHARE = 0.5


class Collection:
    """Passages prepared for every way of scoring."""

    def __init__(
        self, embedder: StaticEmbedder, passages: list[str], keywords: bool = False
    ) -> None:
        self.embedder = embedder
        self.vectors = embedder.embed(passages)
        sentences = [
            [s for s in _SENTENCE.findall(p) if len(s.strip()) >= 4] or [p] for p in passages
        ]
        self.sentence_vectors = embedder.embed([s for part in sentences for s in part])
        self.sentence_starts = np.cumsum([0, *(len(part) for part in sentences)])[:-1]
        self.tokens: TokenBags = embedder.tokenize(passages)
        self.keywords = Keywords(passages) if keywords else None

    def scores(self, questions: list[str], with_late: bool = True) -> dict[str, Array]:
        """Matrices questions x passages, by way of scoring."""
        asked = self.embedder.embed(questions)
        pooled = asked @ self.vectors.T
        best = np.maximum.reduceat(asked @ self.sentence_vectors.T, self.sentence_starts, axis=1)
        result = {"pooled": pooled, "sentence": best + BEST_SENTENCE_SHARE * pooled}
        if with_late:
            late = np.stack([late_interaction(self.embedder, q, self.tokens) for q in questions])
            result["late"] = late
            result["dense"] = _standard(result["sentence"]) + 1.5 * _standard(late)
        if self.keywords is not None:
            result["bm25"] = self.keywords.scores(questions)
            if with_late:
                result["fused"] = result["dense"] + 1.5 * _standard(result["bm25"])
        return result


class Keywords:
    """BM25 over jieba words and lower-case English words (k1 1.2, b 0.75)."""

    def __init__(self, passages: list[str]) -> None:
        bags = [Counter(self.terms(p)) for p in passages]
        self.index: dict[str, int] = {}
        rows, columns, values = [], [], []
        mean = sum(sum(b.values()) for b in bags) / len(bags)
        for row, bag in enumerate(bags):
            length = 1.2 * (0.25 + 0.75 * sum(bag.values()) / mean)
            for term, count in bag.items():
                rows.append(row)
                columns.append(self.index.setdefault(term, len(self.index)))
                values.append(count * 2.2 / (count + length))
        shape = (len(passages), len(self.index))
        matrix = sp.csc_matrix((np.array(values, dtype=np.float32), (rows, columns)), shape=shape)
        seen = np.diff(matrix.indptr)
        rarity = np.log(1 + (len(passages) - seen + 0.5) / (seen + 0.5)).astype(np.float32)
        self.matrix = (matrix @ sp.diags(rarity)).tocsr()

    @staticmethod
    def terms(text: str) -> list[str]:
        """Search-mode words of a text."""
        import rjieba

        words: list[str] = []
        for run in _WORD.findall(text.lower()):
            words += [run] if run.isascii() else rjieba.cut_for_search(run)
        return words

    def scores(self, questions: list[str]) -> Array:
        """Matrix questions x passages."""
        rows, columns = [], []
        for row, question in enumerate(questions):
            for term in set(self.terms(question)) & self.index.keys():
                rows.append(row)
                columns.append(self.index[term])
        shares = np.ones(len(rows), dtype=np.float32)
        bag = sp.csr_matrix((shares, (rows, columns)), shape=(len(questions), len(self.index)))
        return np.asarray((bag @ self.matrix.T).todense())


def _standard(scores: Array) -> Array:
    """Scores of each question centred and scaled by their spread."""
    centred = scores - scores.mean(axis=1, keepdims=True)
    return np.asarray(centred / (centred.std(axis=1, keepdims=True) + 1e-9))


def ranks(scores: Array, relevant: list[set[int]]) -> Array:
    """Rank (from 1) of the best relevant column of each row; a tie counts against it."""
    result = np.empty(len(relevant))
    for row, columns in enumerate(relevant):
        best = float(scores[row, sorted(columns)].max())
        reached = int(np.count_nonzero(scores[row] >= best))
        result[row] = max(1, reached - len(columns) + 1)
    return result


def reciprocal(values: Array, cutoff: int = 10) -> float:
    """Mean reciprocal rank, 0 beyond the cutoff."""
    return float(np.where(values <= cutoff, 1.0 / values, 0.0).mean())


def _lines(path: Path) -> list[dict[str, Any]]:
    with path.open(encoding="utf-8") as file:
        return [json.loads(line) for line in file]


def beir(
    embedder: StaticEmbedder, folder: Path, with_late: bool = True, others: Sequence[str] = ()
) -> dict[str, float]:
    """RR@10 of a BEIR folder, by way of scoring; ``others`` are added to the corpus."""
    corpus = _lines(folder / "corpus.jsonl")
    queries = _lines(folder / "queries.jsonl")
    position = {item["_id"]: i for i, item in enumerate(corpus)}
    relevant: dict[str, set[int]] = {}
    for line in (folder / "qrels" / "test.tsv").read_text("utf-8").splitlines()[1:]:
        query, document, score = line.split("\t")
        if int(score) > 0 and document in position:
            relevant.setdefault(query, set()).add(position[document])
    queries = [query for query in queries if query["_id"] in relevant]
    gold = [relevant[query["_id"]] for query in queries]
    texts = [f"{item.get('title', '')}\n{item['text']}".strip() for item in corpus]
    collection = Collection(embedder, [*texts, *others], keywords=True)
    scores = collection.scores([query["text"] for query in queries], with_late)
    return {way: reciprocal(ranks(matrix, gold)) for way, matrix in scores.items()}


def bitext(embedder: StaticEmbedder, path: Path, questions: int = 1000) -> dict[str, float]:
    """Share of the first sentences whose translation comes first, both directions."""
    rows = [line.split("\t")[:2] for line in path.read_text("utf-8").splitlines()]
    english, chinese = embedder.embed([r[0] for r in rows]), embedder.embed([r[1] for r in rows])
    gold = [{i} for i in range(questions)]
    return {
        "en-zh": float((ranks(english[:questions] @ chinese.T, gold) == 1).mean()),
        "zh-en": float((ranks(chinese[:questions] @ english.T, gold) == 1).mean()),
    }


def cmrc(embedder: StaticEmbedder, path: Path, every: int = 1) -> dict[str, float]:
    """Share of CMRC questions whose passage comes first."""
    passages: list[str] = []
    questions: list[str] = []
    gold: list[set[int]] = []
    for article in json.loads(path.read_text("utf-8"))["data"]:
        for paragraph in article["paragraphs"]:
            for item in paragraph["qas"]:
                questions.append(item["question"])
                gold.append({len(passages)})
            passages.append(paragraph["context"])
    collection = Collection(embedder, passages, keywords=True)
    scores = collection.scores(questions[::every])
    return {way: float((ranks(m, gold[::every]) == 1).mean()) for way, m in scores.items()}


def _plain(text: str) -> str:
    return "".join(c for c in text.lower() if c.isalnum())


def chunks(text: str, size: int = 500) -> list[str]:
    """Pieces of about ``size`` characters, cut at line ends or sentence ends."""
    text = re.sub(r"\[(bookmark|image|footnoteRef)[^\]]*\]", " ", text)
    pieces: list[str] = []
    current = ""
    for sentence in re.findall(r"[^。；\n]+[。；\n]*", text):
        if len(current) + len(sentence) > size and current:
            pieces.append(current)
            current = ""
        current += sentence
    return [*pieces, current]


def real_corpus(embedder: StaticEmbedder, corpus: Path, questions: Path) -> dict[str, float]:
    """Share of evidence quotes that stand in the top five passages, by language and way."""
    passages: list[tuple[str, str]] = []
    for path in sorted(corpus.glob("*.txt")):
        passages += [(path.name, piece) for piece in chunks(path.read_text("utf-8"))]
    plain = [(name, _plain(text)) for name, text in passages]
    asked = [q for q in _lines(questions) if q["status"] != "not_found" and not q["history"]]
    collection = Collection(embedder, [text for _, text in passages], keywords=True)
    found: dict[str, list[bool]] = {}
    for way, matrix in collection.scores([q["question"] for q in asked]).items():
        for row, question in enumerate(asked):
            top = [plain[i] for i in np.argsort(-matrix[row])[:5]]
            for evidence in question["evidence"]:
                quote = _plain(evidence["quote"])
                hit = any(n.startswith(evidence["document"]) and quote in t for n, t in top)
                found.setdefault(f"{question['language']} {way}", []).append(hit)
    return {way: sum(hits) / len(hits) for way, hits in sorted(found.items())}


def evaluate(
    embedder: StaticEmbedder, bench: Path, quick: bool = False
) -> dict[str, dict[str, float]]:
    """All development figures of a model."""
    articles = json.loads((bench / "cmrc2018_dev.json").read_text("utf-8"))["data"]
    others = [paragraph["context"] for article in articles for paragraph in article["paragraphs"]]
    news = (bench / "wmt_newstest_zh2en_18_20.tsv").read_text("utf-8").splitlines()
    sentences = [line.split("\t")[0] for line in news]
    english = [" ".join(sentences[i : i + 6]) for i in range(0, len(sentences), 6)]
    figures = {
        "xquad_en_zh": beir(embedder, bench / "xquad_en_zh"),
        "  among more": beir(embedder, bench / "xquad_en_zh", others=others),
        "xquad_zh_en": beir(embedder, bench / "xquad_zh_en"),
        "  among  more": beir(embedder, bench / "xquad_zh_en", others=english),
        "wmt": bitext(embedder, bench / "wmt_newstest_zh2en_18_20.tsv"),
        "cmrc": cmrc(embedder, bench / "cmrc2018_dev.json", every=8 if quick else 1),
    }
    corpus, questions = bench.parents[1] / "corpus", bench.parents[1] / "questions" / "dev.jsonl"
    if corpus.exists() and questions.exists():
        figures["corpus"] = real_corpus(embedder, corpus, questions)
    return figures


def report(figures: dict[str, dict[str, float]]) -> str:
    """The figures as lines of text."""
    return "\n".join(
        f"{name:12} " + "  ".join(f"{way} {value:.3f}" for way, value in values.items())
        for name, values in figures.items()
    )


def main() -> None:
    """Command line."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("bench", type=Path, help="folder with the development benchmarks")
    parser.add_argument("--model", type=Path, default=None, help="model folder (default: shipped)")
    parser.add_argument("--quick", action="store_true", help="every eighth CMRC question")
    arguments = parser.parse_args()
    logging.basicConfig(level=logging.INFO, format="%(message)s")
    embedder = StaticEmbedder(arguments.model)
    log.info("%s", report(evaluate(embedder, arguments.bench, arguments.quick)))


if __name__ == "__main__":
    main()
