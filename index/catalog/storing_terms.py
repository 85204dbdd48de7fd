"""Terms go into the catalogue: those mined from documents, and those of staff.

Every mined row belongs to a document and goes with it.
"""

from __future__ import annotations

import json
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from sqlalchemy import Connection, bindparam, delete, insert, select, update

from index.catalog.database import parts
from index.catalog.records import StoredEntry
from index.catalog.schema import MINED, STAFF, STAFF_HEADS
from index.catalog.term_heads import head_of
from index.catalog.terms import StaffTerm, staff_term
from index.mining.beginnings import name_at_end
from index.mining.pairs import Mined

# So many documents are kept as sources of one pair: what a thousand documents say needs no more
# rows, and a look-up stays short.
SOURCES = 20


def insert_terms(connection: Connection, collection: int, stored: Sequence[StoredEntry]) -> None:
    """Keep the terms of new documents, and settle where Chinese names begin by all occurrences."""
    rows = [
        _row(collection, s.document_id, s.first_passage, mined)
        for s in stored
        for mined in s.entry.terms
    ]
    _insert_rows(connection, collection, rows)


def replace_terms(
    connection: Connection, collection: int, documents: Mapping[int, tuple[int, Sequence[Mined]]]
) -> None:
    """Put the terms of documents in the place of those that are kept of them.

    Args:
        connection: in a transaction.
        collection: its number.
        documents: by number, the number of the first passage and the terms.
    """
    for part in parts(list(documents)):
        connection.execute(delete(MINED).where(MINED.c.document_id.in_(part)))
    rows = [
        _row(collection, number, first, mined)
        for number, (first, terms) in documents.items()
        for mined in terms
    ]
    _insert_rows(connection, collection, rows)


def put_staff(
    connection: Connection, collection: int, terms: Sequence[StaffTerm], *, replace: bool
) -> None:
    """Add entries of staff; an entry takes the place of one with the same term and language.

    Args:
        connection: in a transaction.
        collection: its number.
        terms: each term and language once.
        replace: take out all other entries.
    """
    own = STAFF.c.collection_id == collection
    if replace:
        connection.execute(delete(STAFF).where(own))
        connection.execute(delete(STAFF_HEADS).where(STAFF_HEADS.c.collection_id == collection))
    if terms:
        connection.execute(
            delete(STAFF).where(
                own,
                STAFF.c.term == bindparam("old_term"),
                STAFF.c.language == bindparam("old_language"),
            ),
            [{"old_term": term.term, "old_language": term.language} for term in terms],
        )
        connection.execute(
            insert(STAFF),
            [
                {
                    "collection_id": collection,
                    "term": term.term,
                    "language": term.language,
                    "equivalents": json.dumps(term.equivalents, ensure_ascii=False),
                }
                for term in terms
            ],
        )
    _renew_heads(connection, collection, {term.term for term in terms})


def _renew_heads(connection: Connection, collection: int, terms: set[str]) -> None:
    rows: set[tuple[str, str]] = set()
    for part in parts(sorted(terms)):
        own = STAFF_HEADS.c.collection_id == collection
        connection.execute(delete(STAFF_HEADS).where(own, STAFF_HEADS.c.term.in_(part)))
        statement = select(STAFF).where(STAFF.c.collection_id == collection, STAFF.c.term.in_(part))
        for found in map(staff_term, connection.execute(statement)):
            forms = (found.term, *found.equivalents)
            rows |= {(head, found.term) for head in map(head_of, forms) if head}
    if rows:
        connection.execute(
            insert(STAFF_HEADS),
            [{"collection_id": collection, "head": h, "term": t} for h, t in sorted(rows)],
        )


def _row(collection: int, document: int, first_passage: int, mined: Mined) -> dict[str, object]:
    pair = mined.pair
    return {
        "collection_id": collection,
        "document_id": document,
        "passage_id": first_passage + mined.passage,
        "short": pair.short,
        "name": pair.name,
        "short_head": head_of(pair.short),
        "name_head": head_of(pair.name),
        "quote": pair.quote,
        "context": pair.context,
    }


def _insert_rows(
    connection: Connection, collection: int, rows: Sequence[dict[str, object]]
) -> None:
    if not rows:
        return
    heads = sorted({str(row["short_head"]) for row in rows})
    known: Counter[tuple[str, str]] = Counter()
    for row in _of_heads(connection, collection, heads):
        known[row.short, row.name] += 1
    wanted = []
    for new in rows:
        pair = (str(new["short"]), str(new["name"]))
        known[pair] += 1
        if known[pair] <= SOURCES:
            wanted.append(new)
    if wanted:
        connection.execute(insert(MINED), wanted)
        undecided = {str(row["short"]) for row in wanted if row["context"]}
        _settle(connection, collection, sorted({head_of(short) for short in undecided}), undecided)


def _settle(connection: Connection, collection: int, heads: list[str], shorts: set[str]) -> None:
    """Decide anew where names begin, by all that stands before one short form anywhere."""
    by_short: dict[str, list[tuple[int, str, str]]] = defaultdict(list)
    for row in _of_heads(connection, collection, heads):
        if row.context and row.short in shorts:
            by_short[row.short].append((row.id, row.name, row.context))
    changed = []
    for short, found in by_short.items():
        contexts = [context for _, _, context in found]
        if len(set(contexts)) < 2:
            continue
        for number, name, context in found:
            decided = name_at_end(context, short, contexts)
            if decided and decided != name:
                changed.append({"row": number, "decided": decided, "head": head_of(decided)})
    if changed:
        connection.execute(
            update(MINED)
            .where(MINED.c.id == bindparam("row"))
            .values(name=bindparam("decided"), name_head=bindparam("head")),
            changed,
        )


def _of_heads(connection: Connection, collection: int, heads: Sequence[str]) -> Iterator[Any]:
    for part in parts(heads):
        yield from connection.execute(
            select(MINED.c.id, MINED.c.short, MINED.c.name, MINED.c.context)
            .where(MINED.c.collection_id == collection, MINED.c.short_head.in_(part))
            .order_by(MINED.c.id)
        ).all()
