"""The answer without a language model: table cells, small computations and verbatim sentences."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from assistant.draft import Draft, Sentence, Support
from assistant.from_text import listed_draft, text_draft
from assistant.question import Question, bare, context, subject
from assistant.reading.abbreviation import defining_draft, meaning_draft, with_meaning
from assistant.reading.counts import is_counted
from assistant.reading.explaining import explaining
from assistant.reading.extract import MAX_LENGTH, Span, rank_spans
from assistant.reading.follow_up import (
    beside_told,
    clearly_beside,
    told_passages,
    with_told,
)
from assistant.reading.framing import whole
from assistant.reading.interval import interval_draft
from assistant.reading.listing import (
    asked_number,
    asks_for_list,
)
from assistant.reading.match import Matcher
from assistant.reading.noted import with_notes
from assistant.reading.ordering import ordering_draft
from assistant.reading.quoting import is_row
from assistant.reading.sections import section_draft
from assistant.reading.telling import tells_number
from assistant.reckoning.contradictions import with_other_cell, with_other_figure
from assistant.refusals.another import asks_what_is_done
from assistant.refusals.beside_cells import of_another_cell
from assistant.refusals.confidence import REFUSAL_THRESHOLD
from assistant.refusals.contact import contact_draft
from assistant.refusals.counted_nouns import of_no_workers
from assistant.refusals.other_cells import of_another_column, of_another_row, of_one_counted
from assistant.refusals.refusal import (
    RANKED,
    beside_the_point,
    counts_parts,
    nothing_found,
    refusal,
    strays,
    unknown,
    unknown_reason,
    unmet_reason,
)
from assistant.refusals.state import is_no_yes_or_no
from assistant.refusals.strange import of_another_thing
from assistant.refusals.superlatives import (
    compares_asked,
    names_none,
    ranks_asked,
    unsaid_order,
)
from assistant.refusals.unread_rows import hardly_answers
from assistant.stages import Stages
from assistant.tables.all_of_it import told_in_full
from assistant.tables.asked_kind import asked_kind
from assistant.tables.bands import band_draft
from assistant.tables.numbered import numbers_draft
from assistant.tables.plan import plans
from assistant.tables.sibling import sibling_draft
from assistant.tables.tabulate import table_draft
from assistant.tables.things import things_draft
from assistant.working_out import NEAREST, TEXT_HITS, from_figures, from_names
from index.hits import Hit
from index.static import StaticEmbedder

CANDIDATES = 5  # that a trace shows
SAYS_MORE = 0.12  # share of a question that a sentence must answer to beyond what a row does
NAMED = 0.5  # fit of a row, below which the question hardly names it
TOLD = 0.6  # fit of rows that are added up, from which the question surely tells them

_ASKS_WHAT = re.compile(r"\W*(?:what|which) [a-z]+ (?:is|are|was|were) [a-z]+", re.IGNORECASE)
_OF_ROWS = frozenset({"table", "cell", "extreme", "sum", "average"})
_WORKED_OUT = frozenset({"sum", "average", "difference", "change"})
_CELLS = frozenset({"table", "cell", "cells"})
_FIGURES = frozenset({"amount", "share", "count", "sum", "difference", "comparison", "money"})


def draft(
    question: Question,
    hits: Sequence[Hit],
    vectors: StaticEmbedder,
    threshold: float = REFUSAL_THRESHOLD,
    room: int = MAX_LENGTH,
    stages: Stages | None = None,
) -> Draft:
    """Draw an answer from the passages found.

    Args:
        question: as understood.
        hits: passages in search order.
        vectors: the embedding that spans are compared by.
        threshold: confidence below which the answer is "not found".
        room: characters that the answer may quote, beyond its first sentence.
        stages: where the times of ranking and answering are counted.

    Returns:
        the draft; with status ``not_found`` it names the nearest evidence, if there is any.
    """
    stages = stages or Stages()
    with stages("rank") as stage:
        matcher = matcher_of(question, hits, vectors)
        told = told_passages(question, hits, matcher)
        near = with_notes(question, with_told(hits, TEXT_HITS, told), hits, matcher)
        ranked = rank_spans(question, near, matcher, vectors, told)
        ranked = beside_told(question, ranked, told)
        stage.attributes["candidates"] = len(ranked)
    if not ranked:
        return nothing_found(question)
    with stages("answer") as stage:
        beside = clearly_beside(ranked, told)
        chosen = _answer(question, hits, vectors, matcher, ranked, beside, threshold, room)
        stage.attributes["method"] = chosen.method
    return replace(chosen, candidates=(*ranked[:CANDIDATES], *chosen.candidates))


def _answer(
    question: Question,
    hits: Sequence[Hit],
    vectors: StaticEmbedder,
    matcher: Matcher,
    ranked: Sequence[Span],
    beside: bool,
    threshold: float,
    room: int,
) -> Draft:
    """The first kind of answer that there is; a refusal where what is asked about is unknown."""
    texts = [whole(hit) for hit in hits]
    missing = unknown(question, texts, matcher)
    if any(constraint.kind != "year" for constraint in missing):
        return refusal(question, ranked, unknown_reason(question, missing), 0.0)
    misread: set[int] = set()  # rows that have no such cell
    aside: Draft | None = None
    meaning = defining_draft(question, hits)  # then no table tells it
    for answer in () if meaning else _first_drafts(question, hits, vectors, matcher, room):
        # A table says itself which years it has.
        if answer is None or _is_no_answer(question, answer, ranked):
            continue
        if _said_in_words(question, answer, ranked, beside, matcher):
            aside = answer
            continue
        if beside_the_point(question, answer, matcher) or not compares_asked(
            question, answer, matcher
        ):
            continue
        if answer.method == "table" and (
            of_another_column(question, answer, matcher)
            or of_another_row(question, answer, hits, matcher)
            or of_one_counted(question, answer, matcher)
        ):
            misread |= _rows_of(answer)
            continue
        if answer.method in _CELLS and of_another_cell(question, answer, matcher):
            misread |= _rows_of(answer)
            continue
        read = answer.method == "table" and room == MAX_LENGTH  # a step of ours reads badly
        if read and hardly_answers(question, answer, ranked, texts, matcher):
            misread |= _rows_of(answer)
            continue
        refused = of_another_thing(question, answer, hits[:TEXT_HITS], matcher)
        if refused is None or not _is_of_it(question, answer, ranked[0], hits, matcher):
            return refused or answer
    if missing:
        return refusal(question, ranked, unmet_reason(question, ranked[0], texts, matcher), 0.0)
    told = _from_sentences(question, hits, vectors, matcher, ranked, threshold, room)
    told = with_meaning(question, told, meaning) if meaning else told
    if told.method == "text" and _rows_of(told) & misread:
        return refusal(question, ranked, unmet_reason(question, ranked[0], texts, matcher), 0.0)
    return with_other_cell(question, told, aside) if aside and told.method == "text" else told


def _is_no_answer(question: Question, answer: Draft, ranked: Sequence[Span]) -> bool:
    """Whether an answer is of something else, of another kind, or of a part of what is counted."""
    if counts_parts(question, answer) or _tells_of_two(question, answer):
        return True
    what = not question.wants and _ASKS_WHAT.match(bare(question.text)) is not None
    if answer.method == "table" and (what or asks_what_is_done(question)):
        return True  # "what training is offered?" asks for no figure of it
    quotes = [support.quote for line in answer.sentences for support in line.supports]
    if answer.method.startswith("worked") and of_no_workers(question, quotes):
        return True
    return (
        strays(question, answer)
        or _of_another_kind(question, answer, ranked)
        or is_no_yes_or_no(question, answer)
        or names_none(question, answer)
        or (answer.method == "filter" and is_counted(question, ranked))
    )


def _tells_of_two(question: Question, answer: Draft | None) -> bool:
    """Whether a list counts but two things: those that a table tells of are hardly all.

    The parts of a plan are, which are numbered.
    """
    if answer is None or answer.method != "kinds" or answer.short != "2":
        return False
    kind = asked_kind(question)
    return question.kind == "count" and not (kind and (kind.series or kind.parts))


def _rows_of(answer: Draft) -> set[int]:
    """The rows that the first line of an answer stands on."""
    supports = answer.sentences[0].supports
    return {support.hit.passage_id for support in supports if support.hit.passage.kind == "row"}


def _first_drafts(
    question: Question, hits: Sequence[Hit], vectors: StaticEmbedder, matcher: Matcher, room: int
) -> Iterator[Draft | None]:
    """What is tried before sentences are quoted, each only where the one before does not do."""
    yield meaning_draft(question, hits)
    yield contact_draft(question, hits, matcher)
    yield ordering_draft(question, hits, vectors)
    yield interval_draft(question, hits, vectors)
    yield band_draft(question, hits, matcher)
    yield sibling_draft(question, hits, matcher)
    yield numbers_draft(question, hits, matcher)
    yield from told_in_full(question, hits, vectors)
    yield section_draft(question, hits, room)
    yield table_draft(question, hits, vectors)


def _from_sentences(
    question: Question,
    hits: Sequence[Hit],
    vectors: StaticEmbedder,
    matcher: Matcher,
    ranked: Sequence[Span],
    threshold: float,
    room: int,
) -> Draft:
    """What sentences come to, the list they open, or they themselves; a refusal where unsure."""
    worked = from_figures(question, hits, ranked, matcher, vectors, threshold)
    if (
        worked is not None
        and not strays(question, worked)
        and not is_no_yes_or_no(question, worked)
        and not names_none(question, worked)
        and compares_asked(question, worked, matcher)
    ):
        return worked
    listed = listed_draft(question, hits, matcher, ranked, room)
    if listed is not None and not strays(question, listed):
        return listed
    texts = [whole(hit) for hit in hits]
    told = text_draft(question, ranked, texts, matcher, vectors, threshold, room)
    if refused := of_another_thing(question, told, hits[:TEXT_HITS], matcher):
        return refused
    if told.status != "answered":
        named = from_names(question, hits, matcher, vectors, threshold)
        listed = things_draft(question, hits, vectors) if question.kind == "count" else None
        return named or (None if _tells_of_two(question, listed) else listed) or told
    if room < MAX_LENGTH:  # one of several answers, which are all to be read at a glance
        return told
    return with_other_figure(question, told, hits, vectors)


def _said_in_words(
    question: Question, answer: Draft, ranked: Sequence[Span], beside: bool, matcher: Matcher
) -> bool:
    """Whether the best is a sentence, and tells better than the rows of an answer what is asked.

    It surely answers and the rows only stand beside, or have other years; or it answers to clearly
    more of the question than any of them do ("how many beds were closed that time?" of a table of
    beds). So is one that goes on, for a follow-up, from where the last answer stood (``beside``).
    """
    best = ranked[0]
    if is_row(best):
        return False
    alone = answer.method in RANKED and unsaid_order(question, best, matcher)
    if alone and ranks_asked(question, answer, matcher):
        return False
    sure = best.feature("read") > 0 or beside
    if sure and answer.method in ("table", "other years", *RANKED):
        return True
    cited = {support.hit.passage_id for line in answer.sentences for support in line.supports}
    rows = [span.feature("reached") for span in ranked if span.hit.passage_id in cited]
    more = best.feature("reached") - max(rows, default=0.0)
    told = answer.method == "sum" and len(cited) > 1 and answer.confidence >= TOLD
    unnamed = answer.method == "cells" and answer.confidence < NAMED
    doubtful = unnamed or (answer.method in _OF_ROWS and not told)
    return doubtful and more >= SAYS_MORE


def _is_of_it(
    question: Question, answer: Draft, best: Span, hits: Sequence[Hit], matcher: Matcher
) -> bool:
    """Whether the best span is a row of all that a question names, as those of an answer are not.

    Where cells of others were taken, it is read as it stands.
    """
    used = {support.hit.passage_id for line in answer.sentences for support in line.supports}
    if not is_row(best) or best.hit.passage_id in used:
        return False
    row = Sentence(best.text, (Support(best.hit, best.text),))
    alone = replace(answer, sentences=(row,))
    return of_another_thing(question, alone, hits[:TEXT_HITS], matcher) is None


def _of_another_kind(question: Question, answer: Draft, ranked: Sequence[Span]) -> bool:
    """Whether something else is given where a reason is asked, or a figure where a list is.

    A cell gives a reason where its words or its column's do, or no sentence near the best does.
    """
    if question.kind == "reason":
        if answer.method not in ("cells", "refusal"):
            return True
        told = any(explaining(question, line.text) for line in answer.sentences)
        near = [span for span in ranked[:NEAREST] if not is_row(span)]
        return not told and any(explaining(question, span.text) for span in near)
    number = asked_number(bare(question.text)) or 0
    fewer = answer.method == "cells" and len(answer.sentences) < number
    if fewer and asks_for_list(question) and tells_number(question, ranked[:NEAREST]):
        return True
    averaged = plans(question)[0].operation == "average"
    listed = asks_for_list(question) and not (question.wants & _FIGURES or averaged)
    worked = answer.method in _WORKED_OUT or answer.method.startswith("worked")
    return listed and worked


def matcher_of(question: Question, hits: Sequence[Hit], vectors: StaticEmbedder) -> Matcher:
    """A question ready to be matched with the passages found for it."""
    background = [hit.passage.text for hit in hits[:TEXT_HITS]]
    asked, said = subject(bare(question.text)), subject(context(question.text))
    return Matcher(asked, vectors, background, said)
