"""The passages for a question: those that its words find, and what else the answer may stand in."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from assistant.naming import with_leads, with_named
from assistant.question import Question, bare
from assistant.reading.interval import events_asked
from assistant.reading.listing import asks_for_list, opens_list
from assistant.tables.whole import with_whole_tables
from index.glossary.expanded import ExpandedQuestion
from index.hits import Filters, Hit
from index.search import Index

HITS = 120  # enough for the rows of a few large tables; text is taken from the first
OPENING_HITS = 30  # passages that are looked at for a list that goes on after them
BESIDE_HITS = 10  # passages of the question before a follow-up, and of each of two events
NOTED_TABLES = 4  # tables whose notes are looked for
ROWS_BEFORE, ROWS_AFTER = 12, 25  # passages around one of their rows, within which notes stand
LIST_PASSAGES = 3  # passages that a list may run over


def search(
    index: Index, question: Question, expanded: ExpandedQuestion, filters: Filters | None = None
) -> tuple[Hit, ...]:
    """The passages found; behind them what else the answer may stand in.

    That is the passages of the question before a follow-up and of each event whose distance in
    time is asked, and the rest of a table or of a list that one belongs to.

    Args:
        index: of the collection.
        question: with what binds its answer.
        expanded: its text with the other forms of its terms.
        filters: documents, years or languages to keep to.
    """
    events = events_asked(bare(question.text)) or ()
    found = {hit.passage_id: hit for hit in index.search(question.text, HITS, filters, expanded)}
    for text in filter(None, (question.previous, *events[:2])):
        for hit in index.search(text, BESIDE_HITS, filters):
            found.setdefault(hit.passage_id, replace(hit, score=0.0))
    hits = list(with_leads(index, with_named(index, question, list(found.values()), filters)))
    if asks_for_list(question):
        hits += _lists(index, hits)
    if question.kind == "reason":
        hits += _notes(index, hits)
    return with_whole_tables(index, question, hits)


def _notes(index: Index, hits: Sequence[Hit]) -> list[Hit]:
    """What stands below and above the tables of rows found, in their sections, not among the hits.

    It tells why their figures are what they are.
    """
    known = {hit.passage_id for hit in hits}
    found: list[Hit] = []
    tables: set[tuple[str, tuple[str, ...]]] = set()
    for hit in [hit for hit in hits[:OPENING_HITS] if hit.passage.kind == "row"]:
        table = (hit.document.name, hit.passage.section)
        if table in tables or len(tables) >= NOTED_TABLES:
            continue
        tables.add(table)
        for near in index.neighbours(hit.passage_id, before=ROWS_BEFORE, after=ROWS_AFTER):
            same = near.passage.kind == "text" and near.passage.section == hit.passage.section
            if same and near.passage_id not in known:
                known.add(near.passage_id)
                found.append(Hit(near.passage_id, near.document, near.passage, 0.0, {}))
    return found


def _lists(index: Index, hits: Sequence[Hit]) -> list[Hit]:
    """The passages that a list opened in one of the hits may run over, those not among them."""
    known = {hit.passage_id for hit in hits}
    found = []
    for hit in [hit for hit in hits[:OPENING_HITS] if opens_list(hit.passage.text)]:
        for after in index.neighbours(hit.passage_id, before=0, after=LIST_PASSAGES):
            if after.passage_id not in known:
                known.add(after.passage_id)
                found.append(Hit(after.passage_id, after.document, after.passage, 0.0, {}))
    return found
