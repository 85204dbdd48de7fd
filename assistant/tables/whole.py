"""The rows of a table that a search did not bring: what is largest or adds up needs all of them."""

from __future__ import annotations

from collections.abc import Sequence

from assistant.figures import years
from assistant.question import Question
from assistant.tables.over_years import over_years
from assistant.tables.plan import plans
from assistant.tables.rows import leaf
from assistant.tables.words import phrase
from index.hits import Hit, IndexedPassage
from index.search import Index

TABLES = 4  # tables that are completed, the best first
DOCUMENTS = 3  # documents whose tables of the same columns are joined
MAX_PASSAGES = 3_000  # of a document that is looked through for such tables
_OVER_TABLES = frozenset({"extreme", "rank", "filter", "same", "check", "list"})


def with_whole_tables(index: Index, question: Question, hits: Sequence[Hit]) -> tuple[Hit, ...]:
    """The hits, with the missing rows of the best tables after them.

    Where a question is about all rows (the largest, those above a figure), tables with the same
    columns elsewhere in the document are brought too: a table for each priority is one list of
    themes. Where it asks for two years, so are the rows of the same names.

    Args:
        index: of the collection.
        question: as understood.
        hits: of its search, best first.
    """
    tables = list(
        dict.fromkeys(
            (hit.document.id, hit.passage.first_block)
            for hit in hits
            if hit.passage.kind in ("row", "table")
        )
    )
    if not tables:
        return tuple(hits)
    known = {hit.passage_id for hit in hits}
    found: dict[int, IndexedPassage] = {}
    over = over_years(question) is not None
    for document, block in tables[:TABLES]:
        for passage in index.rows(document, block):
            found[passage.passage_id] = passage
    if over or any(plan.operation in _OVER_TABLES for plan in plans(question)):
        for passage in _alike(index, hits, tables):
            found[passage.passage_id] = passage
        for passage in _of_years(index, hits, tables, question.years) if over else ():
            found[passage.passage_id] = passage
    elif len(question.years) > 1 or phrase("two editions").search(question.text):
        for passage in _namesakes(index, hits, tables):
            found[passage.passage_id] = passage
    added = [
        Hit(passage.passage_id, passage.document, passage.passage, 0.0)
        for number, passage in found.items()
        if number not in known and passage.passage.kind == "row"
    ]
    return (*hits, *added)


def _alike(
    index: Index, hits: Sequence[Hit], tables: Sequence[tuple[int, int]]
) -> list[IndexedPassage]:
    """The rows of all tables of the best documents that have the columns of a table found."""
    documents = {hit.document.id: hit.document for hit in hits}
    columns = {_columns(hit) for hit in hits if hit.passage.kind == "row"}
    chosen = list(dict.fromkeys(document for document, _ in tables))[:DOCUMENTS]
    return [
        passage
        for number in chosen
        if documents[number].passages <= MAX_PASSAGES
        for passage in index.document_passages(documents[number].name)
        if passage.passage.kind == "row" and _columns(passage) in columns
    ]


def _of_years(
    index: Index,
    hits: Sequence[Hit],
    tables: Sequence[tuple[int, int]],
    asked: Sequence[int],
) -> list[IndexedPassage]:
    """The rows of the documents found that have a column of a year that is asked for, or are of it.

    What all rows had in another year may stand in a table that no word of the question brings.
    """
    documents = {hit.document.id: hit.document for hit in hits}
    wanted = set(asked)
    found = []
    for number in dict.fromkeys(document for document, _ in tables):
        document = documents[number]
        if document.passages > MAX_PASSAGES or not wanted & {
            *document.years,
            *years(document.title),
        }:
            continue
        for passage in index.document_passages(document.name):
            own = passage.passage
            around = "\n".join([own.caption, *own.section, *(cell.column for cell in own.cells)])
            if own.kind == "row" and (wanted & set(years(around)) or not years(around)):
                found.append(passage)
    return found


def _namesakes(
    index: Index, hits: Sequence[Hit], tables: Sequence[tuple[int, int]]
) -> list[IndexedPassage]:
    """The rows that are called as a row found is, in all tables of the best documents.

    What a row had in another year may stand in a table that nothing else in the question brings.
    """
    documents = {hit.document.id: hit.document for hit in hits}
    labels = {leaf(hit.passage.label) for hit in hits if hit.passage.kind == "row"} - {""}
    chosen = list(dict.fromkeys(document for document, _ in tables))[:DOCUMENTS]
    return [
        passage
        for number in chosen
        if documents[number].passages <= MAX_PASSAGES
        for passage in index.document_passages(documents[number].name)
        if passage.passage.kind == "row" and leaf(passage.passage.label) in labels
    ]


def _columns(passage: IndexedPassage) -> tuple[int, tuple[str, ...]]:
    """A document and the headers of the columns with units, by which its tables are alike."""
    cells = passage.passage.cells
    return passage.document.id, tuple(cell.column for cell in cells if cell.unit)
