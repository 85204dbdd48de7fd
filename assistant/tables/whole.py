"""The rows of a table that a search did not bring: what is largest or adds up needs all of them."""

from __future__ import annotations

from collections.abc import Sequence

from assistant.figures import years
from assistant.question import Question
from assistant.tables.asked_kind import AskedKind, asked_kind
from assistant.tables.editions import marks
from assistant.tables.headed_parts import is_headed
from assistant.tables.over_years import over_years
from assistant.tables.plan import plans
from assistant.tables.plan_totals import total_asked
from assistant.tables.rows import TOTAL_LABEL, leaf
from assistant.tables.series_rows import coded
from assistant.tables.words import phrase
from index.hits import Hit, IndexedPassage
from index.search import Index

TABLES = 4  # tables that are completed, the best first
DOCUMENTS = 3  # documents whose tables of the same columns are joined
MAX_PASSAGES = 3_000  # of a document that is looked through for such tables
MORE_TABLES = 10  # likewise where all things of a kind are asked for
WHOLE_DOCUMENTS = 8  # documents that are looked through for parts and totals of a plan
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
    kind, over = asked_kind(question), over_years(question) is not None
    if not tables and (kind is None or not kind.series):
        return tuple(hits)
    known = {hit.passage_id for hit in hits}
    told = {p.passage_id: p for p in _of_a_plan(index, question, kind, hits)}
    found: dict[int, IndexedPassage] = {**told}
    for document, block in tables[: TABLES if kind is None or kind.counted else MORE_TABLES]:
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
        if number not in known and (number in told or passage.passage.kind == "row")
    ]
    return (*hits, *added)


def _of_a_plan(
    index: Index, question: Question, kind: AskedKind | None, hits: Sequence[Hit]
) -> list[IndexedPassage]:
    """What tells the parts or the total of a plan that a question asks for, and of which it is."""
    if kind is not None and kind.series:
        return _of_series(index, kind, hits)
    plan = total_asked(question)
    return _totals(index, plan, hits) if plan else []


def _of_series(index: Index, kind: AskedKind, hits: Sequence[Hit]) -> list[IndexedPassage]:
    """The coded rows and numbered headings of a kind in the documents found, and what names plans.

    Of each heading the first passage below it.
    """
    every = _passages(index, hits)
    tables = {
        (passage.document.id, passage.passage.first_block)
        for passage in every
        if passage.passage.kind == "row" and coded(kind, leaf(passage.passage.label))
    }
    own = [p for p in every if (p.document.id, p.passage.first_block) in tables]
    headed: dict[tuple[int, tuple[str, ...]], IndexedPassage] = {}
    for one in every:
        if is_headed(kind, one):
            headed.setdefault((one.document.id, tuple(one.passage.section)), one)
    return [*own, *headed.values(), *_naming(kind, every, hits)]


def _totals(index: Index, kind: AskedKind, hits: Sequence[Hit]) -> list[IndexedPassage]:
    """The totals of the tables of the documents found, and what these say of the plan asked for."""
    every = _passages(index, hits)
    rows = (passage for passage in every if passage.passage.kind == "row")
    totals = [passage for passage in rows if TOTAL_LABEL.search(leaf(passage.passage.label))]
    return [*totals, *_naming(kind, every, hits)]


def _passages(index: Index, hits: Sequence[Hit]) -> list[IndexedPassage]:
    """All passages of the documents found, the best first, as far as they are of some length."""
    documents = list({hit.document.id: hit.document for hit in hits}.values())
    chosen = [document for document in documents if document.passages <= MAX_PASSAGES]
    return [
        passage
        for document in chosen[:WHOLE_DOCUMENTS]
        for passage in index.document_passages(document.name)
    ]


def _naming(
    kind: AskedKind, every: Sequence[IndexedPassage], hits: Sequence[Hit]
) -> list[IndexedPassage]:
    """The passages that name plans, of documents in which one found names the plan asked for."""
    naming = {hit.document.id for hit in hits if kind.marks & marks(hit.passage.text)}
    return [p for p in every if p.document.id in naming and marks(p.passage.text)]


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
