"""What was found for a question: the passages and the draft answer of each question in it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import zip_longest

from assistant.draft import Draft
from assistant.question import Question
from assistant.stages import Stages
from index.glossary.expanded import Expansion
from index.hits import Hit


@dataclass(frozen=True, slots=True)
class Part:
    """One of the questions in a question, with the passages found and the answer drawn from them.

    Attributes:
        question: as understood, with what it needs of the parts before it.
        hits: passages in search order.
        draft: the answer without a language model.
        expansions: the question's terms with the other forms that were searched beside them.
    """

    question: Question
    hits: tuple[Hit, ...]
    draft: Draft
    expansions: tuple[Expansion, ...] = ()


@dataclass(frozen=True, slots=True)
class Found:
    """A question with what was found for it, before its answer is worded.

    Attributes:
        question: the whole question.
        parts: each question in it; one where it asks one thing.
        expansions: the question's terms with the other forms that were searched beside them.
        stages: the times of the stages so far.
    """

    question: Question
    parts: tuple[Part, ...]
    expansions: tuple[Expansion, ...] = ()
    stages: Stages = field(default_factory=Stages)

    @property
    def hits(self) -> tuple[Hit, ...]:
        """The hits of all parts, the best of each first."""
        turns = zip_longest(*(part.hits for part in self.parts))
        return tuple(hit for turn in turns for hit in turn if hit is not None)


def surety(found: Sequence[Part]) -> float:
    """How sure the least sure of several answers is."""
    return min(part.draft.confidence for part in found)
