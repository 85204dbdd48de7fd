"""One question answered in one step: its passages are searched, and the answer drawn from them."""

from __future__ import annotations

from dataclasses import dataclass

from assistant import extractive
from assistant.expansion import bound_by, readable
from assistant.found import Part
from assistant.question import Question, understand
from assistant.searching import search
from assistant.stages import Stages
from index.hits import Filters
from index.search import Index
from index.static import shipped_model


@dataclass(frozen=True, slots=True)
class Answerer:
    """Answers single questions, all from the same documents and under the same threshold.

    Attributes:
        index: of the collection.
        filters: documents, years or languages to keep to.
        threshold: the confidence below which it refuses to answer from running text.
        stages: where the times are counted.
    """

    index: Index
    filters: Filters | None
    threshold: float
    stages: Stages

    def answer(self, question: Question, share: int = 1) -> Part:
        """The passages for a question and the answer from them.

        Args:
            question: as understood.
            share: of how many answers this one is, which together may quote so much.
        """
        with self.stages("expand") as stage:
            expanded = self.index.expand(question.text)
            stage.attributes["expansions"] = len(expanded.expansions)
        question = bound_by(question, expanded)
        with self.stages("search") as stage:
            hits = search(self.index, question, expanded, self.filters)
            stage.attributes["passages"] = len(hits)
        asked, room = readable(question, expanded), extractive.MAX_LENGTH // share
        draft = extractive.draft(asked, hits, shipped_model(), self.threshold, room, self.stages)
        return Part(question, hits, draft, expanded.expansions)

    def ask(self, text: str, language: str, share: int = 1) -> Part:
        """The passages for a question that the one asked leads to, and the answer from them."""
        return self.answer(understand(text, language=language), share)
