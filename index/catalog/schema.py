"""The tables of the catalogue as statements name them; ``index.catalog.migrations`` makes them."""

from __future__ import annotations

from typing import Any

from sqlalchemy import ColumnClause, LargeBinary, TableClause, column, table


def _columns(name: str, columns: str, binary: str = "") -> TableClause:
    plain: list[ColumnClause[Any]] = [column(c) for c in columns.split()]
    return table(name, *plain, *(column(c, LargeBinary) for c in binary.split()))


COLLECTIONS = _columns("collections", "id name embedding dimensions generation")
COUNTERS = _columns("counters", "name value")
EMBEDDINGS = _columns("embeddings", "name model query_prompt passage_prompt")
DOCUMENTS = _columns(
    "documents",
    "id collection_id generation sha256 title symbol date language years edition revises "
    "media_type size added first_passage passages",
)
NAMES = _columns("document_names", "collection_id name document_id")
YEARS = _columns("document_years", "document_id year")
BLOCKS = _columns("document_blocks", "document_id", "blocks")
REMOVALS = _columns("removals", "collection_id document_id generation")
PASSAGES = _columns(
    "passages",
    "id document_id kind text section page first_block last_block context caption label cells",
)
VECTORS = _columns("document_vectors", "embedding document_id", "vectors")
TOKENS = _columns("passage_tokens", "passage_id embedding", "tokens")
MINED = _columns(
    "mined_terms",
    "id collection_id document_id passage_id short name short_head name_head quote context",
)
STAFF = _columns("staff_terms", "collection_id term language equivalents")
STAFF_HEADS = _columns("staff_term_heads", "collection_id head term")
