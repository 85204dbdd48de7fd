"""Of things held against each other, each is asked about where one answer does not tell all."""

from __future__ import annotations

from collections.abc import Sequence

from assistant.answerer import Answerer
from assistant.decomposition.two_steps import SURER
from assistant.draft import Draft
from assistant.found import Part, surety
from assistant.question import Question, bare
from assistant.reading.ordering import ordered
from assistant.reckoning.side_by_side import side_by_side
from assistant.reckoning.sides import Sides, sides
from index.static import shipped_model

COMPARED_HITS = 15  # passages of a question that what is compared may be from
_UNWORKED = frozenset({"text", "refusal", "list", "table", "cell"})


def by_sides(question: Question, found: list[Part], answerer: Answerer) -> list[Part]:
    """The answers about each of two things, compared where figures are, else as found."""
    asked = sides(bare(question.text))
    if asked is None or any(part.draft.method not in _UNWORKED for part in found):
        return found
    whole = " ".join(line.text for part in found for line in part.draft.sentences)
    if asked.told_in(whole) and all(part.draft.status == "answered" for part in found):
        return found
    share = len(asked.questions)
    each = [answerer.ask(text, question.language, share) for text in asked.questions]
    told_of = [part.draft.status == "answered" for part in each]
    answered = all(told_of)
    if any(told_of) and not any(part.draft.status == "answered" for part in found):
        answered = True  # one side is told, and that the other is not
    if asked.task == "order" and (ordering := _in_order(question, asked, each)):
        hits = {hit.passage_id: hit for part in each for hit in part.hits}
        return [Part(question, tuple(hits.values()), ordering, found[0].expansions)]
    if asked.task in ("order", "told"):
        kept = _quotes_both(found, each) or _tells_rows(found)
        return each if answered and not kept else found
    told = [(part.question, part.draft) for part in each]
    draft = side_by_side(question, asked, told, shipped_model())
    if draft is None or _is_of_others(draft, found):
        return each if answered and not _tells_both(found, each) else found
    hits = {hit.passage_id: hit for part in each for hit in part.hits}
    return [Part(question, tuple(hits.values()), draft, found[0].expansions)]


def _in_order(question: Question, asked: Sides, each: Sequence[Part]) -> Draft | None:
    """Which of two things came first, from the dates that they are answered with."""
    answers = []
    for part in each:
        supports = [s for line in part.draft.sentences for s in line.supports]
        if part.draft.status != "answered" or not supports:
            return None
        told = part.draft.short or ""
        quoted = next((s for s in supports if told and told in s.quote), supports[0])
        answers.append((part.draft, quoted.hit, quoted.quote))
    return ordered(question, asked.names, answers)


def _tells_both(found: Sequence[Part], each: Sequence[Part]) -> bool:
    """Whether an answer has the best lines of those to two questions, or is surer by far."""
    answered = all(part.draft.status == "answered" for part in found)
    return answered and (_quotes_both(found, each) or surety(found) > surety(each) + SURER)


def _quotes_both(found: Sequence[Part], each: Sequence[Part]) -> bool:
    """Whether an answer quotes the best lines of those to two questions."""
    quoted = {line.text for part in found for line in part.draft.sentences}
    return {part.draft.sentences[0].text for part in each} <= quoted


def _tells_rows(found: Sequence[Part]) -> bool:
    """Whether an answer has the rows of several things, each as the whole question asks for it."""
    drafts = [part.draft for part in found if part.draft.status == "answered"]
    lines = [line for draft in drafts for line in draft.sentences if line.supports]
    of_cells = all(support.table is not None for line in lines for support in line.supports)
    return len(lines) > 1 and of_cells


def _is_of_others(draft: Draft, found: Sequence[Part]) -> bool:
    """Whether a comparison is of passages that are not about the whole question, which is answered.

    Asked about alone, a thing may have any share; what is asked for says which.
    """
    if any(part.draft.status != "answered" for part in found):
        return False
    known = {hit.passage_id for part in found for hit in part.hits[:COMPARED_HITS]}
    return any(
        support.hit.passage_id not in known
        for sentence in draft.sentences
        for support in sentence.supports
    )
