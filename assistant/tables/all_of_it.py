"""What is told in full of a plan or of things of a kind: its parts, its total, all listed."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from assistant.draft import Draft
from assistant.letters import plain
from assistant.question import Question
from assistant.reading.framing import frame
from assistant.tables.asked_kind import asked_kind, left_unsaid
from assistant.tables.headed_parts import headed_draft
from assistant.tables.plan_totals import total_draft
from assistant.tables.rows import (
    CODE_NAME,
    SUBTOTAL_LABEL,
    TOTAL_LABEL,
    Row,
    corner,
    leaf,
    row_name,
)
from assistant.tables.series_rows import FEWEST, coded, series_draft
from assistant.tables.terms import terms
from assistant.tables.things import things_draft
from assistant.tables.words import phrase
from index.hits import Hit
from index.static import StaticEmbedder

SHORTEST = 4  # letters of a row's name that a question says
_OF_FIGURES = frozenset({"table", "cell", "list"})


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


def is_no_list(question: Question, answer: Draft) -> bool:
    """Whether all parts of a plan are asked for, and figures of other rows are given.

    "What are the priorities of the board?" is not answered by the cost of an item whose priority is
    high, nor "the priorities for women" by what all priorities cost.
    """
    kind = asked_kind(question)
    if kind is None or kind.counted or not kind.series or answer.method not in _OF_FIGURES:
        return False
    rows = [row for row in answer.candidates if isinstance(row, Row)]
    cited = {support.hit.passage_id for line in answer.sentences for support in line.supports}
    own = [row for row in rows if row.hit.passage_id in cited]
    listed = [row for row in own if coded(kind, leaf(row.name)) or kind.is_said(corner(row))]
    met = [constraint.text for constraint in question.constraints]
    rest = left_unsaid(question, kind.noun, *kind.series, *met)
    around = "\n".join(f"{row.label}\n{frame(row.hit)}" for row in own)
    said = not rest or {*terms(rest)} <= {*terms(around)}
    few = answer.method != "list" and len(listed) < FEWEST
    return few or not said


def is_of_another_row(question: Question, answer: Draft, hits: Sequence[Hit]) -> bool:
    """Whether the total of a table is given where a question names another row that was found.

    "The total spending on roads" is what the row of roads says, be it of another table.
    """
    cited = {s.hit.passage_id: s.hit for line in answer.sentences for s in line.supports}
    if answer.method not in _OF_FIGURES or len(cited) != 1:
        return False
    total = next(iter(cited.values())).passage.label
    if not TOTAL_LABEL.search(leaf(total)) or SUBTOTAL_LABEL.search(leaf(total)):
        return False
    text = phrase("of budgets").sub(" ", phrase("total of a plan").sub(" ", question.text))
    rest = plain(left_unsaid(replace(question, text=text)))
    said = {rest, *(plain(form) for term, form in question.forms if plain(term) in rest)}
    rows = (hit.passage.label for hit in hits if hit.passage.kind == "row")
    names = {plain(CODE_NAME.sub("", row_name(leaf(label)))) for label in rows}
    others = [name for name in names if len(name) >= SHORTEST and name not in plain(total)]
    return any(name in words for name in others for words in said)
