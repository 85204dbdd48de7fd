"""The index as a LangChain retriever."""

from __future__ import annotations

from typing import Any

from langchain_core.callbacks import CallbackManagerForRetrieverRun
from langchain_core.documents import Document
from langchain_core.retrievers import BaseRetriever
from pydantic import ConfigDict

from index.excerpts import Excerpt
from index.hits import Filters
from index.search import Index


class PassageRetriever(BaseRetriever):
    """Finds the passages and tables that answer a question, as LangChain documents.

    A document's text is the passage's, verbatim, or a table's best rows with its caption and
    columns (``index.excerpts``); its metadata carries the address (``document``,
    ``title``, ``section``, ``page``, ``table``), the ``context`` it stands in, ``passage_id`` and
    ``score``.

    Attributes:
        index: the open index to search.
        k: at most so many; ``invoke(question, k=...)`` overrides it.
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
        found = self.index.excerpts(query, self.k if k is None else k, self.filters)
        return [excerpt_document(excerpt) for excerpt in found]


def excerpt_document(excerpt: Excerpt) -> Document:
    """An excerpt as a LangChain document (see ``PassageRetriever``)."""
    hit, passage = excerpt.hit, excerpt.hit.passage
    return Document(
        id=str(hit.passage_id),
        page_content=excerpt.text,
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
