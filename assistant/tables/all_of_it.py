"""What is told in full of a plan or of things of a kind: its parts, its total, all listed."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from assistant.draft import Draft
from assistant.question import Question
from assistant.tables.asked_kind import asked_kind
from assistant.tables.headed_parts import headed_draft
from assistant.tables.plan_totals import total_draft
from assistant.tables.series_rows import series_draft
from assistant.tables.things import things_draft
from index.hits import Hit
from index.static import StaticEmbedder


def told_in_full(
    question: Question, hits: Sequence[Hit], vectors: StaticEmbedder
) -> Iterator[Draft | None]:
    """The parts of a plan, the things that a table lists, and a plan's total, where one is asked.

    How many things a table lists is told here of a part of a plan, else only where no sentence
    gives their number: a table may have some of them.

    Args:
        question: as understood.
        hits: passages in search order.
        vectors: the embedding that words are compared by.
    """
    yield series_draft(question, hits, vectors) or headed_draft(question, hits, vectors)
    kind = asked_kind(question)
    of_part = any("-" not in code for code in question.codes) or (kind is not None and kind.parts)
    if question.kind != "count" or of_part:
        yield things_draft(question, hits, vectors)
    yield total_draft(question, hits)
