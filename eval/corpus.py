"""The texts of what is ingested: to check quotes against, and to see where evidence was lost."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from index.search import Index


def document_texts(index: Index) -> dict[str, str]:
    """The full text of every document of the collection, under each of its file names."""
    return {
        name: "\n".join(block.text for block in index.catalog.blocks(record.id))
        for record in index.documents()
        for name in record.names
    }


def passage_texts(index: Index) -> dict[str, list[str]]:
    """The passages of every document, by file name, each with its headings or headers before it."""
    return {
        name: [
            f"{stored.passage.context}\n{stored.passage.text}"
            for stored in index.catalog.document_passages([record.id])
        ]
        for record in index.documents()
        for name in record.names
    }
