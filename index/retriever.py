"""The index as a LangChain retriever."""

from __future__ import annotations

from typing import Any

from langchain_core.callbacks import CallbackManagerForRetrieverRun
from langchain_core.documents import Document
from langchain_core.retrievers import BaseRetriever
from pydantic import ConfigDict

from index.search import Filters, Hit, Index


class PassageRetriever(BaseRetriever):
    """Finds the passages that answer a question, as LangChain documents.

    A document's text is the passage's, verbatim; its metadata carries the address (``document``,
    ``title``, ``section``, ``page``, ``table``), the ``context`` it stands in, ``passage_id`` and
    ``score``.

    Attributes:
        index: the open index to search.
        k: at most so many passages; ``invoke(question, k=...)`` overrides it.
        filters: restricts the search.
    """

    model_config = ConfigDict(arbitrary_types_allowed=True)

    index: Index
    k: int = 10
    filters: Filters | None = None

    def _get_relevant_documents(
        self,
        query: str,
        *,
        run_manager: CallbackManagerForRetrieverRun,
        k: int | None = None,
        **_: Any,
    ) -> list[Document]:
        hits = self.index.search(query, self.k if k is None else k, self.filters)
        return [hit_document(hit) for hit in hits]


def hit_document(hit: Hit) -> Document:
    """A hit as a LangChain document (see ``PassageRetriever``)."""
    passage = hit.passage
    return Document(
        id=str(hit.passage_id),
        page_content=passage.text,
        metadata={
            "document": hit.document.name,
            "title": hit.document.title,
            "section": list(passage.section),
            "page": passage.page,
            "table": {"caption": passage.caption, "row": passage.label} if passage.cells else None,
            "context": passage.context,
            "passage_id": hit.passage_id,
            "score": hit.score,
        },
    )
