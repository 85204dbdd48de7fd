"""Questions of one turn, answered one after the other: each may take up the answer before it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from assistant.answerer import Answerer
from assistant.clauses import clauses, standalone_part, with_name
from assistant.conversation import Turn, names_something, resolved
from assistant.decomposition.hops import (
    OF_ROW,
    is_name,
    named,
    named_in_row,
    of_row,
    ranked_row,
    told_by,
    topics,
)
from assistant.decomposition.two_steps import by_hops
from assistant.figures import figures, number_words, years
from assistant.found import Part
from assistant.joining import falls_short, of_another
from assistant.question import Question, bare, context, understand
from assistant.refusals.asked_details import NAMES
from assistant.refusals.subject_noun import noun_asked_for

NAMES_TRIED = 2  # of an answer, in the place of a word that stands for it in the next question


def in_turn(question: Question, asked: Sequence[str], answerer: Answerer) -> list[Part]:
    """The answers to the parts of a question, each with what it needs of those before it."""
    found: list[Part] = []
    for text in asked:
        tried = [question]
        if len(asked) > 1:
            tried = _next_part(text, found[-1] if found else None, question.language)
        whole = max(
            (answerer.answer(part, share=len(asked)) for part in tried),
            key=lambda part: (part.draft.status == "answered", part.draft.confidence),
        )
        if not found and len(asked) > 1 and whole.draft.status != "answered":
            row = of_row(whole.draft, bare(text))
            whole = replace(whole, draft=row) if row else whole
        found += by_hops(whole.question, whole, answerer)
    return found


def by_clauses(question: Question, found: list[Part], answerer: Answerer) -> list[Part]:
    """The answers to each clause of a question, where one answer to the whole lacks something.

    "When was it held, and how many came?" is mostly told in one sentence, else in two.
    """
    asked = clauses(question.text)
    if len(found) > 1 or len(asked) < 2:
        return found
    whole, draft = found[0].question, found[0].draft
    if not (falls_short(question, draft) or of_another(whole, draft)):
        return found
    apart = in_turn(question, asked, answerer)
    answered = [part.draft.status == "answered" for part in apart]
    if all(answered) or (any(answered) and found[0].draft.status != "answered"):
        return apart
    return found


def _next_part(text: str, before: Part | None, language: str) -> list[Question]:
    """One of several questions, with what it needs of the one before it.

    A word that points back may stand for the name that the one before was answered with, or
    for what that is about.
    """
    if before is None:
        return [understand(text, language=language)]
    asked, answered = bare(before.question.text), before.draft.short or ""
    in_row = named_in_row(before.draft, asked)
    if len(in_row) == 1 and (of_it := with_name(text, in_row[0])):
        return [understand(of_it, language=language)]
    counts = figures(answered) or number_words(answered)
    said = "" if counts else answered  # the same figure may be asked for again
    texts = [standalone_part(text, asked, said)]
    whole = resolved(text, [Turn(role="user", content=asked)]).text
    texts += [whole] if not context(whole) and whole != text else []  # another in its place
    dated = before.draft.method == OF_ROW and not years(text)
    when = "".join(f" ({year})" for year in before.question.years if dated)
    named_so = [with_name(text, name) for name in _meant(before) if name not in text]
    texts += [f"{named}{when}" for named in named_so if named]
    tried = [understand(whole, language=language) for whole in filter(None, texts)]
    if tried[0].text == text and names_something(text):
        return tried
    told = told_by(before.draft)
    return [replace(part, previous=asked, told=told) for part in tried]


def _meant(before: Part) -> list[str]:
    """What a word that points back may stand for: the last answer, or what was asked about."""
    asked, answered = bare(before.question.text), before.draft.short or ""
    names: list[str] = []
    if row := ranked_row(before.draft):
        return [row]
    noun = noun_asked_for(asked)
    if answered and (before.question.wants & NAMES or before.draft.method == OF_ROW or noun):
        names = [answered] if is_name(answered) else named(before.draft, asked)
    return [*names[:NAMES_TRIED], *topics(before.question.text)[:NAMES_TRIED]]
