"""A question within the question is answered first, and its answer put into the rest."""

from __future__ import annotations

from dataclasses import replace

from assistant.answerer import Answerer
from assistant.clauses import parts
from assistant.decomposition.hops import Hop, bridge, hop, names_of, of_row
from assistant.found import Part, surety
from assistant.letters import plain
from assistant.question import Question, bare

SURER = 0.1  # what the answer to the whole must be surer by than one in two steps


def by_hops(question: Question, whole: Part, answerer: Answerer) -> list[Part]:
    """The answers to a question within the question and to the rest, else that to the whole.

    The largest of something is a row of a table, and what is asked of it another cell.
    """
    nested = hop(bare(question.text))
    if nested is None or nested.form != "superlative":
        return [whole]
    return _two_steps(question, nested, answerer) or [whole]


def by_description(question: Question, found: list[Part], answerer: Answerer) -> list[Part]:
    """The answers about what a question describes ("the office that runs the school: ...").

    One clause may answer the whole, so that a clause within it is asked about only where
    nothing does; a description set apart always, but what is found for the whole stays where
    it is surer by far.
    """
    nested = hop(bare(question.text))
    answered = all(part.draft.status == "answered" for part in found)
    if nested is None or nested.form == "superlative":
        return found
    if nested.form == "relative" and answered:
        return found
    steps = _two_steps(question, nested, answerer)
    if not steps or (
        answered and nested.form != "relative" and surety(steps) < surety(found) - SURER
    ):
        return found
    return steps


def _two_steps(question: Question, nested: Hop, answerer: Answerer) -> list[Part]:
    """The answer to the question within and those to the rest; empty where there are none."""
    first = answerer.ask(nested.first, question.language, share=2)
    if row := of_row(first.draft, nested.noun):
        first = replace(first, draft=row)
    if nested.form == "relative" and first.draft.status != "answered":
        return []  # a clause that describes nothing told binds what is asked all the same
    tried = [
        _about(nested.then(name), name, nested.noun, question.language, answerer)
        for name in names_of(first.draft, nested)
    ]
    told = [rest for rest in tried if rest]
    if not told:
        return []
    rest = max(told, key=surety)
    if nested.form != "superlative":
        first = replace(first, draft=bridge(first.draft, question.language))
    return [first, *rest]


def _about(text: str, name: str, noun: str, language: str, answerer: Answerer) -> list[Part]:
    """The answers to all that is asked of a name; empty where the first does not say it.

    A table of branches need not say again that the Northern branch is one (``noun``).
    """
    stem = name.removesuffix(noun).strip()
    said = plain(stem if len(stem) > 1 else name)
    asked = parts(text)
    found: list[Part] = []
    for each in asked:
        whole = each if name in each else f"{each} ({name})"
        part = answerer.ask(whole, language, share=1 + len(asked))
        about = plain("\n".join(sentence.text for sentence in part.draft.sentences))
        if part.draft.status != "answered" or (not found and said not in about):
            return []
        found.append(part)
    return found
