"""The terms of collections in the catalogue: those mined from documents, and those of staff.

A term is looked up by its head (its first word, or the first two characters of a Chinese one), so
that a question fetches a handful of rows however large a collection is. Every mined row belongs to
a document and goes with it.
"""

from __future__ import annotations

import json
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from sqlalchemy import (
    BindParameter,
    Connection,
    bindparam,
    column,
    delete,
    func,
    insert,
    literal,
    select,
    table,
    union,
    union_all,
    update,
)

from index.abbreviations import Mined, is_acronym, name_at_end
from index.stems import chinese_runs, folded, is_stop_word, stem, words

if TYPE_CHECKING:
    from index.catalog import StoredEntry

# So many documents are kept as sources of one pair: what a thousand documents say needs no more
# rows, and a look-up stays short.
SOURCES = 20
_IN_LIMIT = 400

_COLUMNS = """
    id collection_id document_id passage_id short name short_head name_head quote context
"""
_MINED = table("mined_terms", *map(column, _COLUMNS.split()))
_STAFF = table("staff_terms", *map(column, "collection_id term language equivalents".split()))
_HEADS = table("staff_term_heads", *map(column, "collection_id head term".split()))

_HEAD_LIST: BindParameter[list[str]] = bindparam("heads", expanding=True)
_COLLECTION: BindParameter[int] = bindparam("collection")
_FIELDS = (
    _MINED.c.short,
    _MINED.c.name,
    func.count().label("documents"),
    func.min(_MINED.c.id).label("first"),
)
# A union, since for "or" SQLite would use one index and go through the whole collection.
_WITH_HEAD = union(
    *(
        select(_MINED.c.id).where(_MINED.c.collection_id == _COLLECTION, head.in_(_HEAD_LIST))
        for head in (_MINED.c.short_head, _MINED.c.name_head)
    )
)
_FIND_MINED = (
    select(*_FIELDS).where(_MINED.c.id.in_(_WITH_HEAD)).group_by(_MINED.c.short, _MINED.c.name)
)
_FIND_STAFF = (
    select(_STAFF.c.term, _STAFF.c.equivalents, literal(0), literal(0))
    .select_from(
        _STAFF.join(
            _HEADS,
            (_HEADS.c.collection_id == _STAFF.c.collection_id) & (_HEADS.c.term == _STAFF.c.term),
        )
    )
    .where(_STAFF.c.collection_id == _COLLECTION, _HEADS.c.head.in_(_HEAD_LIST))
    .distinct()
)
_SOURCE = ("document_id", "passage_id", "quote")
_NAMES = table("document_names", column("document_id"), column("name"))
_DOCUMENT_OF = (
    select(_MINED.c.id, func.min(_NAMES.c.name).label("name"))
    .select_from(_MINED.join(_NAMES, _NAMES.c.document_id == _MINED.c.document_id))
    .where(_MINED.c.id.in_(bindparam("rows", expanding=True)))
    .group_by(_MINED.c.id)
)
_FIND = union_all(_FIND_MINED, _FIND_STAFF)


@dataclass(frozen=True, slots=True)
class MinedTerm:
    """A pair that documents state.

    Attributes:
        short: the abbreviation, or of a name in two languages that in letters.
        name: what it stands for.
        documents: how many documents say so; 20 stands for 20 or more.
        first: number of the first row, by which ``sources`` finds where it stands.
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


def head_of(form: str) -> str:
    """What a form is looked up by; empty where it holds nothing to look up."""
    runs, found = chinese_runs(form), words(form)
    if found and (not runs or found[0].start < runs[0].start):
        if is_acronym(form) or runs:
            return folded(found[0].text)
        return next((stem(w.text, "en") for w in found if not is_stop_word(w.text)), "")
    return runs[0].text[:2] if runs else ""


def heads_in(text: str) -> list[str]:
    """Every head that a term standing in a text can have."""
    heads: dict[str, None] = {}
    for word in words(text):
        heads[folded(word.text)] = None
        heads[stem(word.text, "en")] = None
        for part in word.text.replace("/", "-").split("-"):
            heads[folded(part)] = None
    for run in chinese_runs(text):
        heads |= dict.fromkeys(run.text[i : i + 2] for i in range(len(run.text) - 1))
    heads.pop("", None)
    return list(heads)


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
    for part in _parts(list(documents)):
        connection.execute(delete(_MINED).where(_MINED.c.document_id.in_(part)))
    rows = [
        _row(collection, number, first, mined)
        for number, (first, terms) in documents.items()
        for mined in terms
    ]
    _insert_rows(connection, collection, rows)


def find(
    connection: Connection, collection: int, heads: Sequence[str]
) -> tuple[list[MinedTerm], list[StaffTerm]]:
    """Mined pairs and entries of staff of which any form has one of the heads."""
    mined: list[MinedTerm] = []
    staff: list[StaffTerm] = []
    for part in _parts(heads):
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
        .where(_MINED.c.collection_id == collection)
        .group_by(_MINED.c.short, _MINED.c.name)
    )
    found = [MinedTerm(*r) for r in connection.execute(statement)]
    return sorted(found, key=lambda t: (folded(t.short), t.short, -t.documents, t.name))


def all_staff(connection: Connection, collection: int) -> list[StaffTerm]:
    """Every entry of staff, by term."""
    statement = select(_STAFF).where(_STAFF.c.collection_id == collection)
    found = [_staff_term(row) for row in connection.execute(statement)]
    return sorted(found, key=lambda term: (folded(term.term), term.term, term.language))


def documents_of(connection: Connection, rows: Sequence[int]) -> dict[int, str]:
    """The name of the document that a mined row is from, by number of the row."""
    return {
        row.id: row.name
        for part in _parts(rows)
        for row in connection.execute(_DOCUMENT_OF, {"rows": part})
    }


def sources_of(connection: Connection, collection: int, term: MinedTerm) -> list[Source]:
    """All places that are kept of one pair, in order."""
    statement = (
        select(*(_MINED.c[name] for name in _SOURCE))
        .where(
            _MINED.c.collection_id == collection,
            _MINED.c.short_head == head_of(term.short),
            _MINED.c.short == term.short,
            _MINED.c.name == term.name,
        )
        .order_by(_MINED.c.id)
    )
    return [Source(*row) for row in connection.execute(statement)]


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
    own = _STAFF.c.collection_id == collection
    if replace:
        connection.execute(delete(_STAFF).where(own))
        connection.execute(delete(_HEADS).where(_HEADS.c.collection_id == collection))
    for part in _parts(sorted({term.term for term in terms})):
        kept = {(t.term, t.language) for t in terms}
        rows = connection.execute(select(_STAFF).where(own, _STAFF.c.term.in_(part))).all()
        for row in rows:
            if (row.term, row.language) in kept:
                connection.execute(
                    delete(_STAFF).where(
                        own, _STAFF.c.term == row.term, _STAFF.c.language == row.language
                    )
                )
    if terms:
        connection.execute(
            insert(_STAFF),
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
    for part in _parts(sorted(terms)):
        own = _HEADS.c.collection_id == collection
        connection.execute(delete(_HEADS).where(own, _HEADS.c.term.in_(part)))
        statement = select(_STAFF).where(
            _STAFF.c.collection_id == collection, _STAFF.c.term.in_(part)
        )
        for found in map(_staff_term, connection.execute(statement)):
            forms = (found.term, *found.equivalents)
            rows |= {(head, found.term) for head in map(head_of, forms) if head}
    if rows:
        connection.execute(
            insert(_HEADS),
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
        connection.execute(insert(_MINED), wanted)
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
            update(_MINED)
            .where(_MINED.c.id == bindparam("row"))
            .values(name=bindparam("decided"), name_head=bindparam("head")),
            changed,
        )


def _of_heads(connection: Connection, collection: int, heads: Sequence[str]) -> Iterator[Any]:
    for part in _parts(heads):
        yield from connection.execute(
            select(_MINED.c.id, _MINED.c.short, _MINED.c.name, _MINED.c.context)
            .where(_MINED.c.collection_id == collection, _MINED.c.short_head.in_(part))
            .order_by(_MINED.c.id)
        ).all()


def _staff_term(row: Any) -> StaffTerm:
    return StaffTerm(row.term, row.language, tuple(json.loads(row.equivalents)))


def _parts(values: Sequence[str] | Sequence[int]) -> Iterator[list[object]]:
    for start in range(0, len(values), _IN_LIMIT):
        yield list(values[start : start + _IN_LIMIT])
