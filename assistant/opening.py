"""The index of a home, as the settings want it."""

from __future__ import annotations

from pathlib import Path

from assistant.settings import Settings
from index.search import Index


def open_index(settings: Settings, home: Path | str | None = None) -> Index:
    """Open the index with the embedding and the reranker of the settings.

    Args:
        settings: which collection and which models.
        home: another home than that of the settings; then the collection is ``default``.

    Raises:
        RapporteurError: the stores cannot be used; the message says why.
    """
    reranker = None
    if settings.reranker:
        from index.reranking import Reranker

        reranker = Reranker(
            settings.reranker,
            settings.reranker_candidates,
            settings.reranker_batch_size,
            settings.reranker_device,
        )
    return Index.open(
        settings.home if home is None else home,
        settings.collection if home is None else "default",
        settings.embedding,
        batch_size=settings.embedding_batch_size,
        device=settings.embedding_device,
        query_prompt=settings.embedding_query_prompt,
        passage_prompt=settings.embedding_passage_prompt,
        reranker=reranker,
    )
