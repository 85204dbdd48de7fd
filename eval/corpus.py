"""Texts in and out of an index: a benchmark's texts as documents, and what is ingested as text."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING

from ingest.document import Block, Document, Passage
from ingest.metadata import describe

if TYPE_CHECKING:
    from index.search import Index


def document_texts(index: Index) -> dict[str, str]:
    """The full text of every document of the collection, under each of its file names."""
    return {
        name: "\n".join(block.text for block in index.document(name).blocks)
        for record in index.documents()
        for name in record.names
    }


def passage_texts(index: Index) -> dict[str, list[str]]:
    """The passages of every document, by file name, in reading order."""
    return {
        name: [full_text(found.passage) for found in index.document_passages(name)]
        for record in index.documents()
        for name in record.names
    }


def full_text(passage: Passage) -> str:
    """A passage's text with the headings, caption and headers that it stands below."""
    return f"{passage.context}\n{passage.text}"


def plain_document(name: str, title: str, text: str) -> Document:
    """A text of a benchmark as a document: its title, then a paragraph for each of its lines.

    Args:
        name: stands for the file's name; two texts of different names are two documents, even
            where they say the same.
        title: its title, or "".
        text: its text.
    """
    section = (title,) if title else ()
    blocks = [Block("heading", title, section, level=1)] if title else []
    blocks += [
        Block("paragraph", line.strip(), section) for line in text.splitlines() if line.strip()
    ]
    content = f"{name}\n{title}\n{text}".encode()
    document = Document(name, title, blocks, media_type="txt", size=len(content))
    document.sha256 = hashlib.sha256(content).hexdigest()
    return describe(document)
