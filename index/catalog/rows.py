"""Documents and passages as rows of the catalogue's tables, and passages back from their rows."""

from __future__ import annotations

import json
from functools import lru_cache
from typing import Any

from index.catalog import codec
from index.catalog.records import StoredEntry, StoredPassage
from ingest.document import Passage


def document_row(stored: StoredEntry) -> dict[str, Any]:
    """What a document's own row says of it, but where and when it was stored."""
    document = stored.entry.document
    return {
        "id": stored.document_id,
        "sha256": document.sha256,
        "title": document.title,
        "symbol": document.symbol,
        "date": document.date,
        "language": document.language,
        "years": codec.dump(document.years),
        "edition": document.edition,
        "revises": document.revises,
        "media_type": document.media_type,
        "size": document.size,
        "first_passage": stored.first_passage,
        "passages": len(stored.entry.passages),
    }


def year_rows(stored: StoredEntry) -> list[dict[str, Any]]:
    """The years a document is found under: those it speaks about and the one it is dated."""
    document = stored.entry.document
    years = set(document.years)
    if document.date[:4].isdigit():
        years.add(int(document.date[:4]))
    return [{"document_id": stored.document_id, "year": year} for year in years]


def block_row(stored: StoredEntry) -> dict[str, Any]:
    """A document's blocks, packed here where that is still to be done."""
    packed = stored.entry.blocks or codec.pack_blocks(stored.entry.document.blocks)
    return {"document_id": stored.document_id, "blocks": packed}


def passage_row(number: int, document_id: int, passage: Passage) -> dict[str, Any]:
    """A passage; ``stored_passage`` reads it."""
    return {
        "id": number,
        "document_id": document_id,
        "kind": passage.kind,
        "text": passage.text,
        "section": codec.dump(passage.section) if passage.section else "",
        "page": passage.page,
        "first_block": passage.first_block,
        "last_block": passage.last_block,
        "context": passage.context,
        "caption": passage.caption,
        "label": passage.label,
        "cells": codec.dump_cells(passage.cells),
    }


def stored_passage(row: Any) -> StoredPassage:
    """The passage that ``passage_row`` wrote."""
    passage = Passage(
        kind=row.kind,
        text=row.text,
        section=_section(row.section),
        page=row.page,
        first_block=row.first_block,
        last_block=row.last_block,
        context=row.context,
        caption=row.caption,
        label=row.label,
        cells=codec.load_cells(row.cells),
    )
    return StoredPassage(row.id, row.document_id, passage)


@lru_cache(maxsize=4096)
def _section(stored: str) -> tuple[str, ...]:
    """The headings over a passage; those of one chapter have the same."""
    return tuple(json.loads(stored)) if stored else ()
