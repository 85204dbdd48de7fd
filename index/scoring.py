"""Scores passages by a question's words and meaning, and by a closer look at the best of them."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import partial
from itertools import zip_longest
from operator import mul
from typing import TYPE_CHECKING, Any

from index.catalog.catalog import Catalog
from index.closeness import Closeness, closeness, translation_weight
from index.embedding import TermEmbedder, Vectors
from index.fusion import above, fuse
from index.glossary.expanded import ExpandedQuestion
from index.lexical import LexicalIndex
from index.segment import Segmenter
from index.serving import Served

if TYPE_CHECKING:
    from index.dense.index import DenseIndex

COMPARED = 60  # candidates are compared with the question term by term
LARGE = 200_000  # passages; the searches by words and by vectors then take longer than a thread


class EmbeddingReplaced(Exception):
    """The embedding was replaced while a search was under way; the search must be made again."""


@dataclass(frozen=True, slots=True)
class SearchedStores:
    """What one search reads.

    Attributes:
        collection: its name.
        served: the vector index and its embedder; None to search by keywords alone.
    """

    catalog: Catalog
    collection: str
    lexical: LexicalIndex
    segmenter: Segmenter
    served: Served | None


@dataclass(frozen=True, slots=True)
class Scores:
    """Scores by passage, a mapping for each kind; a passage that is missing in one has none.

    Attributes:
        fused: what the others come to (see ``index.fusion.fuse``).
        keyword: BM25 as a share of what a passage with every word of the question would get.
        translated: the same for the words as they are called in the other language.
        vector: cosines of passages with the question.
        close: how close the words come; None where the embedding cannot tell.
    """

    fused: dict[int, float]
    keyword: dict[int, float]
    translated: dict[int, float] = field(default_factory=dict)
    vector: dict[int, float] = field(default_factory=dict)
    close: dict[int, Closeness] | None = None

    def best(self, k: int) -> list[int]:
        """The numbers of the best passages, at most ``k``."""
        return _best(self.fused, k)

    def above(self, number: int) -> float:
        """How far a passage's cosine is above the lowest one, as ``fuse`` counts it."""
        lowest = min(self.vector.values(), default=0.0)
        return above(lowest, self.vector.get(number, lowest))

    def parts(self, number: int) -> dict[str, float]:
        """What the fused score of a passage is made of."""
        parts = {"keyword": self.keyword.get(number, 0.0), "vector": self.vector.get(number, 0.0)}
        if number in self.translated:
            parts["translated"] = self.translated[number]
        if self.close is not None and (near := self.close.get(number)):
            parts |= {"terms": near.terms, "statement": near.statement, "sentence": near.sentence}
        return parts


def score(
    stores: SearchedStores, asked: ExpandedQuestion, count: int, documents: Sequence[int] | None
) -> Scores:
    """Score the passages that each kind of search finds.

    Args:
        stores: what is searched.
        asked: the question with its terms' other forms.
        count: at most so many candidates from each kind of search.
        documents: numbers of the documents to search, None for all.

    Raises:
        EmbeddingReplaced: another process has replaced the embedding meanwhile.
    """
    served = stores.served
    if served is None:
        keyword = _keyword_scores(stores, asked, count, documents)
        return Scores(fuse(keyword, {}), keyword)
    embedder = served.embedder
    text, translated = asked.question, {}
    if isinstance(embedder, TermEmbedder):
        text = asked.text(lambda word: len(embedder.tokenize([word]).ids) == 1)
    query = embedder.embed_queries([text])[0]
    with _beside(len(served.dense)) as run:
        nearest = run(served.dense.search, query, count, documents)
        keyword = _keyword_scores(stores, asked, count, documents)
        if isinstance(embedder, TermEmbedder):
            translated = _translated_scores(stores, embedder, text, count, documents)
        vector = dict(nearest())
    vector |= _cosines(served.dense, query, [n for n in (*keyword, *translated) if n not in vector])
    if not isinstance(embedder, TermEmbedder):
        return Scores(fuse(keyword, vector), keyword, vector=vector)
    candidates = _in_turn(keyword, translated, vector)
    close = _closenesses(stores, embedder, text, candidates[:COMPARED])
    worded = {n: keyword.get(n, 0.0) + translated.get(n, 0.0) for n in candidates}
    return Scores(fuse(worded, vector, close), keyword, translated, vector, close)


def _keyword_scores(
    stores: SearchedStores, asked: ExpandedQuestion, count: int, documents: Sequence[int] | None
) -> dict[int, float]:
    terms = stores.segmenter.terms(asked.question)
    extra = asked.weighted_terms(stores.segmenter)
    whole = sum(_rarities(stores.lexical, terms, known=asked.is_foreign))
    if asked.is_foreign:  # what stands for its words, of which a passage has one language
        rarities = _rarities(stores.lexical, extra, known=True)
        whole += sum(map(mul, rarities, extra.values())) / 2
    found = stores.lexical.search(terms, count, documents, extra)
    return {number: score / whole for number, score in found} if whole > 0 else {}


def _rarities(lexical: LexicalIndex, terms: Iterable[str], *, known: bool) -> list[float]:
    """The terms' inverse document frequencies; 0 for those in no passage if ``known``."""
    most = lexical.rarity("") if known else math.inf
    rarities = map(lexical.rarity, terms)
    return [rarity if rarity < most else 0.0 for rarity in rarities]


def _translated_scores(
    stores: SearchedStores,
    embedder: TermEmbedder,
    text: str,
    count: int,
    documents: Sequence[int] | None,
) -> dict[int, float]:
    whole, asked = 0.0, []
    for word, others in embedder.translate(text).items():
        if not stores.segmenter.terms(word):  # says nothing about the subject
            continue
        ways: dict[str, float] = {}
        for other, cosine in others:
            term = max(stores.segmenter.terms(other), key=len, default="")
            ways.setdefault(term, translation_weight(cosine))
        ways.pop("", None)
        known = [
            weight * stores.lexical.rarity(way)
            for way, weight in ways.items()
            if stores.lexical.has(way)
        ]
        whole += max(known, default=stores.lexical.rarity(""))
        asked.append(ways)
    found = stores.lexical.search_alternatives(asked, count, documents)
    return {number: score / whole for number, score in found} if whole > 0 else {}


@contextmanager
def _beside(passages: int) -> Iterator[Callable[..., Callable[[], Any]]]:
    """Runs a search beside others where it takes long enough; elsewhere when its result is asked.

    What it is given a function and arguments for is called to get the result.
    """
    if passages < LARGE:
        yield partial
        return
    with ThreadPoolExecutor(1, thread_name_prefix="vectors") as thread:
        yield lambda function, *arguments: thread.submit(function, *arguments).result


def _cosines(dense: DenseIndex, query: Vectors, passages: list[int]) -> dict[int, float]:
    """Cosines of passages that the search by vectors did not name."""
    if not passages or not len(dense):
        return {}
    return dict(zip(passages, (dense.vectors(passages) @ query).tolist(), strict=True))


def _closenesses(
    stores: SearchedStores, embedder: TermEmbedder, text: str, passages: list[int]
) -> dict[int, Closeness]:
    tokens = stores.catalog.vectors.tokens(passages, embedder.name)
    if len(tokens) < len(passages):
        recorded = stores.catalog.collection(stores.collection).embedding
        if recorded != embedder.name:
            raise EmbeddingReplaced
    return dict(zip(tokens, closeness(embedder, text, list(tokens.values())), strict=True))


def _in_turn(*scores: Mapping[int, float]) -> list[int]:
    """The numbers of all passages: the best of each kind of search, the second best of each, ..."""
    turns = zip_longest(*(_best(found, len(found)) for found in scores))
    return list(dict.fromkeys(number for turn in turns for number in turn if number is not None))


def _best(scores: Mapping[int, float], k: int) -> list[int]:
    """The numbers of the best passages; of equal ones the earlier first."""
    return sorted(scores, key=lambda number: (-scores[number], number))[:k]
