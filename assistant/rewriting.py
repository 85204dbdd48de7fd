"""The answer in a language model's words, as far as the documents bear them out.

The model is shown the draft and its passages (``assistant.generate``); each of its sentences is
checked as it is complete (``assistant.verification``), and where its words do not answer, or it
fails, the draft stands.
"""

from __future__ import annotations

import time
from collections.abc import Generator, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from assistant import generate
from assistant.draft import Draft, Sentence, compose
from assistant.errors import ModelError
from assistant.found import Found
from assistant.question import Question
from assistant.settings import Settings
from assistant.verification.verify import Verifier
from assistant.verification.worded import (
    Verdict,
    WordedText,
    marked_draft,
    shown_sentence,
    worded_draft,
)
from assistant.wording import wording
from index.hits import Hit
from index.search import Index
from index.static import shipped_model

if TYPE_CHECKING:
    from langchain_core.language_models import BaseChatModel

EVIDENCE = 8  # passages that the model is shown
ROWS = 100  # before and after a row, that a figure of it may have been mistaken for


@dataclass(frozen=True, slots=True)
class Rewritten:
    """An answer as it is given after a language model was asked.

    Attributes:
        draft: in the model's words, or the one without a model.
        notice: what a reader is told of the model; empty where all its text stands.
        verdicts: on each of its sentences.
    """

    draft: Draft
    notice: str = ""
    verdicts: Sequence[Verdict] = ()


class Rewriter:
    """Has the language model of the settings word answers.

    Args:
        settings: name the model, and say what becomes of sentences that are not borne out.
        index: of the documents that its words are held against.
    """

    def __init__(self, settings: Settings, index: Index) -> None:
        self._settings, self._index = settings, index
        self._key = settings.llm_api_key.get_secret_value()
        self._mark = settings.llm_unsupported == "mark"

    def rewrite(self, found: Found, draft: Draft) -> Generator[str, None, Rewritten]:
        """Word an answer anew.

        Args:
            found: the question with its passages.
            draft: the answer without a model.

        Yields:
            the model's sentences that may be shown, as they are complete.

        Returns:
            the answer that is given in the end.
        """
        question = found.question
        words = wording(question.language)
        evidence = _evidence(draft, found.hits)
        system, user = _messages(question, draft, evidence)
        text = WordedText(self._verifier(found, draft, evidence, system), evidence)
        try:
            yield from self._checked(found, text, system, user)
        except ModelError as error:
            notice = words.model_failed.format(reason=self._without_key(str(error)))
            return Rewritten(draft, notice, text.verdicts)
        worded = worded_draft(text, draft, question, mark=self._mark)
        if worded is None:
            kept = marked_draft(text, draft, question.language) if self._mark else draft
            return Rewritten(kept, words.model_unsupported, text.verdicts)
        whole = all(verdict.supported for verdict in text.verdicts)
        notice = "" if whole else words.model_marked if self._mark else words.model_partly
        return Rewritten(worded, notice, text.verdicts)

    def _checked(self, found: Found, text: WordedText, system: str, user: str) -> Iterator[str]:
        """The sentences of the language model that may be shown, as they are complete.

        Raises:
            ModelError: it does not answer, or not in time.
        """
        sentences: list[Sentence] = []
        told = ""
        deadline = time.monotonic() + self._settings.llm_timeout
        with found.stages("model"):
            model = self._model
            left = max(0.1, deadline - time.monotonic())
            pieces = generate.stream(model, system, user, left)
        ended = False
        while not ended:
            with found.stages("model"):
                piece = next(pieces, None)
            ended = piece is None
            with found.stages("verify") as stage:
                verdicts = text.take(piece) if piece is not None else text.end()
                shown = [v for v in verdicts if v.supported or self._mark]
                sentences += [shown_sentence(v, found.question.language) for v in shown]
                stage.attributes["sentences"] = len(text.verdicts)
                stage.attributes["unsupported"] = sum(not v.supported for v in text.verdicts)
            whole, _ = compose(sentences)
            if len(whole) > len(told):
                yield whole[len(told) :]
                told = whole

    @cached_property
    def _model(self) -> BaseChatModel:
        settings = self._settings
        return generate.open_model(
            settings.llm,
            settings.llm_base_url,
            self._key,
            settings.llm_timeout,
            settings.llm_temperature,
        )

    def _verifier(
        self, found: Found, draft: Draft, evidence: Sequence[Hit], system: str
    ) -> Verifier:
        words, _ = compose(draft.sentences)
        return Verifier(
            question=found.question,
            draft=words,
            hits=found.hits,
            around=lambda hit: self._index.neighbours(hit.passage_id, ROWS, ROWS),
            shown=evidence,
            vectors=shipped_model(),
            expand=self._index.expand,
            secrets=(system, self._key),
        )

    def _without_key(self, text: str) -> str:
        return text.replace(self._key, "…") if self._key else text


def _messages(question: Question, draft: Draft, evidence: Sequence[Hit]) -> tuple[str, str]:
    """The system and the user message: the question, the draft and the numbered passages."""
    numbered = [
        generate.Evidence(number, _source(hit), f"{hit.passage.context}\n{hit.passage.text}")
        for number, hit in enumerate(evidence, start=1)
    ]
    words, _ = compose(draft.sentences)
    return generate.messages(question.text, question.language, numbered, words)


def _evidence(draft: Draft, hits: Sequence[Hit]) -> list[Hit]:
    """The passages that a language model is shown: those of the draft, then the best others."""
    chosen: dict[int, Hit] = {}
    for sentence in draft.sentences:
        for support in sentence.supports:
            chosen.setdefault(support.hit.passage_id, support.hit)
    for hit in hits:
        if len(chosen) >= EVIDENCE:
            break
        chosen.setdefault(hit.passage_id, hit)
    return list(chosen.values())


def _source(hit: Hit) -> str:
    return " › ".join((hit.document.name, *hit.passage.section))
