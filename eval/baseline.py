"""The stock LangChain pipeline that the benchmark measures the program against.

What a developer gets by following the libraries' guides: fixed-length chunks, rank-bm25 over jieba
words, exact FAISS search, and their ensemble. Only the embedding is ours, so that the comparison
is one of pipelines. Nothing else imports this module; its libraries are developer dependencies.
"""

from __future__ import annotations

import importlib.util
import pickle
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import numpy as np

from eval.datasets import CorpusItem
from index.embedding import Embedder
from ingest.errors import RapporteurError

CHUNK_CHARACTERS = 500
CHUNK_OVERLAP = 50
DOCUMENT = "document"
STOCK_PACKAGES = ("langchain_classic", "langchain_text_splitters", "rank_bm25", "psutil")


class MissingPackageError(RapporteurError):
    """A developer dependency of the benchmark is not installed; the message says how to."""


def require_stock_packages() -> None:
    """Check that what the benchmark is made of is there.

    Raises:
        MissingPackageError: names what is missing and the command that installs it.
    """
    for name in STOCK_PACKAGES:
        if importlib.util.find_spec(name) is None:
            raise MissingPackageError(
                f"the benchmark needs the package {name}, which is for developers only; "
                'install it with: pip install -e ".[dev]"'
            )


class StockPipeline:
    """Chunks, keyword index and, where an embedding is given, vectors and the ensemble of both.

    Args:
        embedder: the embedding; None for keyword search alone.
        k: chunks that each retriever returns.
    """

    def __init__(self, embedder: Embedder | None, k: int) -> None:
        require_stock_packages()
        self._embedder = embedder
        self._k = k
        self._retriever: Any = None
        self._parts: list[Any] = []

    def ingest(self, corpus: Iterable[CorpusItem]) -> None:
        """Split texts and build the indexes, all in memory as the stock parts do."""
        chunks = _split(corpus)
        keywords, words = _keyword_retriever(chunks, self._k)
        self._parts = [chunks, words]
        if self._embedder is None:
            self._retriever = keywords
            return
        from langchain_classic.retrievers import EnsembleRetriever

        vectors, store = _vector_retriever(chunks, self._embedder, self._k)
        self._parts.append(store)
        self._retriever = EnsembleRetriever(retrievers=[keywords, vectors], weights=[0.5, 0.5])

    def save(self, folder: Path) -> None:
        """Keep everything on disk the stock way: pickles, and the FAISS index in its own form."""
        import faiss

        folder.mkdir(parents=True, exist_ok=True)
        with (folder / "chunks.pickle").open("wb") as file:
            pickle.dump(self._parts[:2], file)
        for store in self._parts[2:]:
            faiss.write_index(store, str(folder / "vectors.faiss"))

    def search(self, question: str) -> list[str]:
        """The documents of the chunks found, best first, each once."""
        found = self._retriever.invoke(question)
        return list(dict.fromkeys(chunk.metadata[DOCUMENT] for chunk in found))


def _split(corpus: Iterable[CorpusItem]) -> list[Any]:
    """Chunks as LangChain documents, each with the id of its text."""
    from langchain_text_splitters import RecursiveCharacterTextSplitter

    splitter = RecursiveCharacterTextSplitter(
        chunk_size=CHUNK_CHARACTERS, chunk_overlap=CHUNK_OVERLAP
    )
    items = list(corpus)
    texts = [f"{item.title}\n\n{item.text}".strip() for item in items]
    return splitter.create_documents(texts, metadatas=[{DOCUMENT: item.id} for item in items])


def _keyword_retriever(chunks: list[Any], k: int) -> tuple[Any, Any]:
    """The stock BM25 retriever over jieba words, and its index."""
    import jieba
    from langchain_core.callbacks import CallbackManagerForRetrieverRun
    from langchain_core.documents import Document
    from langchain_core.retrievers import BaseRetriever
    from rank_bm25 import BM25Okapi

    words = BM25Okapi([jieba.lcut(chunk.page_content) for chunk in chunks])

    class KeywordRetriever(BaseRetriever):
        """As ``BM25Retriever`` of the retired langchain-community."""

        def _get_relevant_documents(
            self, query: str, *, run_manager: CallbackManagerForRetrieverRun
        ) -> list[Document]:
            found: list[Document] = words.get_top_n(jieba.lcut(query), chunks, n=k)
            return found

    return KeywordRetriever(), words


def _vector_retriever(chunks: list[Any], embedder: Embedder, k: int) -> tuple[Any, Any]:
    """The stock FAISS retriever (exact, inner product), and its index."""
    import faiss
    from langchain_core.callbacks import CallbackManagerForRetrieverRun
    from langchain_core.documents import Document
    from langchain_core.retrievers import BaseRetriever

    vectors = embedder.embed_passages([chunk.page_content for chunk in chunks])
    store = faiss.IndexFlatIP(embedder.dimensions)
    store.add(np.ascontiguousarray(vectors))

    class VectorRetriever(BaseRetriever):
        """As the retriever of LangChain's FAISS store."""

        def _get_relevant_documents(
            self, query: str, *, run_manager: CallbackManagerForRetrieverRun
        ) -> list[Document]:
            _, places = store.search(embedder.embed_queries([query]), k)
            return [chunks[place] for place in places[0] if place >= 0]

    return VectorRetriever(), store
