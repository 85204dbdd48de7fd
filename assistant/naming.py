"""Passages for a question that names something: those with the name, and what leads up to them.

A search weighs all words of a question; where the best passages lack its place or name, others that
have it are brought before the rest. A passage often goes on about what the one before it names.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from assistant.question import Question
from assistant.reading.framing import whole
from assistant.refusals.constraints import Constraint
from index.hits import Filters, Hit, IndexedPassage
from index.search import Index

FIRST = 30  # passages that text is taken from
ENOUGH = 3  # of them that have a name
BROUGHT = 5  # passages brought for a name
SEARCHED = 20  # that a search for the name alone is asked for
NAMES = 2  # of a question, that are searched for


def with_named(
    index: Index, question: Question, hits: Sequence[Hit], filters: Filters | None = None
) -> list[Hit]:
    """The hits, with passages that have a name of the question among the first.

    Args:
        index: of the collection.
        question: with its constraints.
        hits: of its search, best first.
        filters: of that search.
    """
    first = list(hits[:FIRST])
    if len(first) < FIRST:
        return list(hits)
    brought: dict[int, Hit] = {}
    texts = [whole(hit) for hit in first]
    for name in _rare(question, texts):
        met = sum(map(name.met, texts))
        found = [hit for hit in hits[FIRST:] if name.met(whole(hit))]
        if len(found) + met < ENOUGH:
            others = index.search(name.text, SEARCHED, filters)
            found += [replace(hit, score=first[-1].score) for hit in others]
        known = {hit.passage_id for hit in first}
        new = [hit for hit in found if hit.passage_id not in known and name.met(whole(hit))]
        brought |= {hit.passage_id: hit for hit in new[:BROUGHT]}
    kept = first[: FIRST - len(brought)]
    rest = [hit for hit in hits[len(kept) :] if hit.passage_id not in brought]
    return [*kept, *brought.values(), *rest]


def _rare(question: Question, texts: Sequence[str]) -> list[Constraint]:
    """The places and names that few of the texts of the first passages have."""
    bound = [c for c in question.constraints if c.kind in ("place", "name")]
    return [c for c in bound if sum(map(c.met, texts)) < ENOUGH][:NAMES]


def with_leads(index: Index, hits: Sequence[Hit]) -> Iterator[Hit]:
    """The hits, the first of running text with the passage before them under the same heading."""
    first = [hit for hit in hits[:FIRST] if hit.passage.kind == "text"]
    numbers = [hit.passage_id - 1 for hit in first]  # a document's passages are counted through
    known = {lead.passage_id: lead for lead in index.passages(numbers)}
    leads = {hit.passage_id: known.get(hit.passage_id - 1) for hit in first}
    for hit in hits:
        lead = leads.get(hit.passage_id)
        yield replace(hit, before=lead.passage.text) if lead and _leads(lead, hit) else hit


def _leads(lead: IndexedPassage, hit: Hit) -> bool:
    """Whether a passage is running text of the same document under the same heading."""
    same = lead.document.id == hit.document.id and lead.passage.section == hit.passage.section
    return same and lead.passage.kind == "text"
