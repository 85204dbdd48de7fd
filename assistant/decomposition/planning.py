"""Which way a question is answered: at once, or by other questions that it holds."""

from __future__ import annotations

from dataclasses import replace

from assistant.answerer import Answerer
from assistant.clauses import parts
from assistant.decomposition.in_turn import by_clauses, in_turn
from assistant.decomposition.two_sides import by_sides
from assistant.decomposition.two_steps import by_description
from assistant.found import Part, surety
from assistant.question import Question, understand

# What a question that names nothing must be answered surer by alone than as a follow-up: of 19 such
# questions in conversations of our question sets 17 are right as follow-ups, 9 alone.
UNLINKED = 0.25


def answered(question: Question, answerer: Answerer) -> tuple[Question, list[Part]]:
    """A question as it is taken, and the questions in it with their answers.

    One that may go on from the talk before it is answered both so and by itself.
    """
    if not question.linked:
        return question, _planned(question, answerer)
    alone = replace(question, previous="", told="")
    linked = understand(question.asked, question.linked, question.language)
    linked = replace(linked, previous=question.previous, told=question.told)
    both = [_planned(each, answerer) for each in (linked, alone)]
    margin = 0.0 if alone.history else UNLINKED  # a name stands in it for a pronoun
    surer = surety(both[1]) > surety(both[0]) + margin
    return (alone, both[1]) if surer else (linked, both[0])


def _planned(question: Question, answerer: Answerer) -> list[Part]:
    """The questions in a question with their answers, in one step or in two."""
    found = in_turn(question, parts(question.text), answerer)
    found = by_description(question, found, answerer)
    found = by_sides(question, found, answerer)
    return by_clauses(question, found, answerer)
