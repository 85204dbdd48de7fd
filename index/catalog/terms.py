"""The terms of collections in the catalogue, looked up: those of documents, and those of staff."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import (
    BindParameter,
    Connection,
    bindparam,
    func,
    literal,
    select,
    union,
    union_all,
)

from index.catalog.database import parts
from index.catalog.schema import MINED, NAMES, STAFF, STAFF_HEADS
from index.catalog.term_heads import head_of
from index.stems import folded

_HEAD_LIST: BindParameter[list[str]] = bindparam("heads", expanding=True)
_COLLECTION: BindParameter[int] = bindparam("collection")
_FIELDS = (
    MINED.c.short,
    MINED.c.name,
    func.count().label("documents"),
    func.min(MINED.c.id).label("first"),
)
# A union, since for "or" SQLite would use one index and go through the whole collection.
_WITH_HEAD = union(
    *(
        select(MINED.c.id).where(MINED.c.collection_id == _COLLECTION, head.in_(_HEAD_LIST))
        for head in (MINED.c.short_head, MINED.c.name_head)
    )
)
_FIND_MINED = (
    select(*_FIELDS).where(MINED.c.id.in_(_WITH_HEAD)).group_by(MINED.c.short, MINED.c.name)
)
_FIND_STAFF = (
    select(STAFF.c.term, STAFF.c.equivalents, literal(0), literal(0))
    .select_from(
        STAFF.join(
            STAFF_HEADS,
            (STAFF_HEADS.c.collection_id == STAFF.c.collection_id)
            & (STAFF_HEADS.c.term == STAFF.c.term),
        )
    )
    .where(STAFF.c.collection_id == _COLLECTION, STAFF_HEADS.c.head.in_(_HEAD_LIST))
    .distinct()
)
_SOURCE = ("document_id", "passage_id", "quote")
_DOCUMENT_OF = (
    select(MINED.c.id, func.min(NAMES.c.name).label("name"))
    .select_from(MINED.join(NAMES, NAMES.c.document_id == MINED.c.document_id))
    .where(MINED.c.id.in_(bindparam("rows", expanding=True)))
    .group_by(MINED.c.id)
)
_FIND = union_all(_FIND_MINED, _FIND_STAFF)


@dataclass(frozen=True, slots=True)
class MinedTerm:
    """A pair that documents state.

    Attributes:
        short: the abbreviation, or of a name in two languages that in letters.
        name: what it stands for.
        documents: how many documents say so; 20 stands for 20 or more.
        first: number of the first row, by which ``documents_of`` finds where it stands.
    """

    short: str
    name: str
    documents: int
    first: int


@dataclass(frozen=True, slots=True)
class StaffTerm:
    """An entry of staff: a term and what is searched beside it; nothing where it is switched off.

    Attributes:
        term: as written.
        language: ISO 639-1 code, or empty.
        equivalents: in any languages; empty switches the term off.
    """

    term: str
    language: str
    equivalents: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Source:
    """Where a mined pair stands: document, passage, and the words that say it."""

    document_id: int
    passage_id: int
    quote: str


def find(
    connection: Connection, collection: int, heads: Sequence[str]
) -> tuple[list[MinedTerm], list[StaffTerm]]:
    """Mined pairs and entries of staff of which any form has one of the heads."""
    mined: list[MinedTerm] = []
    staff: list[StaffTerm] = []
    for part in parts(heads):
        for row in connection.execute(_FIND, {"heads": part, "collection": collection}).all():
            if row[2]:
                mined.append(MinedTerm(*row))
            else:
                staff.append(StaffTerm(row[0], "", tuple(json.loads(row[1]))))
    return mined, staff


def all_mined(connection: Connection, collection: int) -> list[MinedTerm]:
    """Every pair of a collection, by short form; of one short form the most frequent first."""
    statement = (
        select(*_FIELDS)
        .where(MINED.c.collection_id == collection)
        .group_by(MINED.c.short, MINED.c.name)
    )
    found = [MinedTerm(*r) for r in connection.execute(statement)]
    return sorted(found, key=lambda t: (folded(t.short), t.short, -t.documents, t.name))


def all_staff(connection: Connection, collection: int) -> list[StaffTerm]:
    """Every entry of staff, by term."""
    statement = select(STAFF).where(STAFF.c.collection_id == collection)
    found = [staff_term(row) for row in connection.execute(statement)]
    return sorted(found, key=lambda term: (folded(term.term), term.term, term.language))


def documents_of(connection: Connection, rows: Sequence[int]) -> dict[int, str]:
    """The name of the document that a mined row is from, by number of the row."""
    return {
        row.id: row.name
        for part in parts(rows)
        for row in connection.execute(_DOCUMENT_OF, {"rows": part})
    }


def sources_of(connection: Connection, collection: int, term: MinedTerm) -> list[Source]:
    """All places that are kept of one pair, in order."""
    statement = (
        select(*(MINED.c[name] for name in _SOURCE))
        .where(
            MINED.c.collection_id == collection,
            MINED.c.short_head == head_of(term.short),
            MINED.c.short == term.short,
            MINED.c.name == term.name,
        )
        .order_by(MINED.c.id)
    )
    return [Source(*row) for row in connection.execute(statement)]


def staff_term(row: Any) -> StaffTerm:
    """The entry of staff that a row holds."""
    return StaffTerm(row.term, row.language, tuple(json.loads(row.equivalents)))
