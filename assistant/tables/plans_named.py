"""Which documents are of the plan or edition that a question names: by the one they name most.

A budget of the year 2026 may say only in its introduction that it carries out the Lisbon Plan, and
that it follows on from the Porto Plan.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence
from typing import Protocol, TypeVar

from assistant.figures import years
from assistant.question import Question, question_codes
from assistant.tables.asked_kind import AskedKind
from assistant.tables.editions import marks
from assistant.tables.rows import Row
from assistant.tables.words import phrase
from index.hits import Hit
from ingest.sentences import sentences

RIVAL = 0.5  # of how often the document of a plan names it, what others do at most
_TITLED = "title "


class OfRows(Protocol):
    """What stands on rows of one document."""

    @property
    def rows(self) -> tuple[Row, ...]:
        """At least one row."""
        ...


Found = TypeVar("Found", bound=OfRows)


def of_plan(
    question: Question, kind: AskedKind, found: Sequence[Found], hits: Sequence[Hit]
) -> list[Found]:
    """Those of some findings whose documents are of the plan or edition that a question names.

    Args:
        question: as understood.
        kind: what it asks all of, with the marks of its plan.
        found: each on rows of one document.
        hits: passages, among them those in which the documents name plans.

    Returns:
        all of them where the question names no plan; none where no document names it.
    """
    if not is_named(kind, found, hits):
        return [] if marks(question.text) else list(found)
    named = _named_in(hits)
    counts = [_count(kind, named[own.rows[0].hit.document.id]) for own in found]
    most = max((asked for asked, _ in counts), default=0)
    return [
        own
        for own, (asked, rival) in zip(found, counts, strict=True)
        if kind.marks & marks(over(own.rows[0])) or (asked > RIVAL * most and asked >= rival)
    ]


def is_named(kind: AskedKind, found: Sequence[OfRows], hits: Sequence[Hit]) -> bool:
    """Whether some text, or what stands over a table, names the plan or edition asked for."""
    above = (over(own.rows[0]) for own in found)
    texts = (hit.passage.text for hit in hits if hit.passage.kind == "text")
    return any(kind.marks & marks(text) for text in (*above, *texts))


def over(row: Row) -> str:
    """What stands over a row's table: caption, headings, the title of the document."""
    passage = row.hit.passage
    return "\n".join([passage.caption, *passage.section, row.hit.document.title])


def saying_plan(kind: AskedKind, row: Row, hits: Sequence[Hit]) -> tuple[Hit, str] | None:
    """The sentence that says which plan a row's document is of; None where its table says so.

    One that says the code or the year of the table as well tells most.
    """
    above = over(row)
    if kind.marks & marks(above):
        return None
    dated = {*question_codes(above), *map(str, years(above))}
    best: tuple[bool, int] | None = None
    said: tuple[Hit, str] | None = None
    for hit in hits:
        if hit.document.id != row.hit.document.id or hit.passage.kind != "text":
            continue
        lines = hit.passage.text.splitlines()
        for sentence in (sentence for line in lines for sentence in sentences(line)):
            if kind.marks & marks(sentence):
                own = {*question_codes(sentence), *map(str, years(sentence))}
                rank = (not dated & own, hit.passage_id)
                if best is None or rank < best:
                    best, said = rank, (hit, sentence)
    return said


def _named_in(hits: Sequence[Hit]) -> dict[int, Counter[str]]:
    """How many passages of text name each plan or edition, by document: by its title or not."""
    named: dict[int, Counter[str]] = defaultdict(Counter)
    texts = {hit.passage_id: hit for hit in hits if hit.passage.kind == "text"}
    for hit in texts.values():
        text = "\n".join([hit.passage.text, *hit.passage.section])
        named[hit.document.id].update(marks(text))
        titles = {match.group() for match in phrase("titled plan").finditer(text)}
        named[hit.document.id].update(f"{_TITLED}{mark}" for mark in marks("\n".join(titles)))
    return named


def _count(kind: AskedKind, counts: Counter[str]) -> tuple[int, int]:
    """How many passages of a document name the plan asked for, and how many another title."""
    asked = max(sorted(kind.marks), key=lambda mark: counts[mark])
    if asked.startswith("plan "):
        known = {f"{_TITLED}{mark}" for mark in kind.marks}
        others = [mark for mark in counts if mark.startswith(_TITLED) and mark not in known]
    else:
        others = [mark for mark in counts if mark[:-2] == asked[:-2] and mark not in kind.marks]
    return counts[asked], max((counts[mark] for mark in others), default=0)
