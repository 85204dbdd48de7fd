"""The assistant: documents in, questions in, cited answers out."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

from assistant import telemetry
from assistant.answer import Answer
from assistant.answerer import Answerer
from assistant.conversation import Turn, check_history, resolved
from assistant.courtesy import courtesy_draft, courtesy_language, without_courtesy
from assistant.decomposition.planning import answered
from assistant.draft import Draft, compose
from assistant.errors import QuestionError
from assistant.found import Found, Part
from assistant.holdings import MOST, asks_holdings, held, holdings_draft
from assistant.ingestion import IngestReport, ingest
from assistant.joining import joined
from assistant.opening import open_index
from assistant.question import Question, understand
from assistant.refusals.confidence import REFUSAL_THRESHOLD
from assistant.settings import Settings, load_settings
from assistant.stages import Stages
from assistant.trace import trace
from assistant.wording import wording
from index.catalog.records import DocumentRecord
from index.hits import Filters
from index.search import Index
from ingest.clean import shown
from ingest.pipeline import Limits

if TYPE_CHECKING:
    from langchain_core.runnables import Runnable

    from assistant.rewriting import Rewriter
    from assistant.verification.worded import Verdict

MAX_QUESTION = 4000


class Assistant:
    """Answers questions from the documents of one home.

    Use ``Assistant.open``; it is a context manager. ``ask`` may be called from several threads.
    """

    def __init__(self, settings: Settings, index: Index) -> None:
        self.settings = settings
        self.index = index

    @classmethod
    def open(cls, home: Path | str | None = None, settings: Settings | None = None) -> Assistant:
        """Open the documents of a home.

        Args:
            home: folder that holds everything stored; by default that of the settings.
            settings: by default those of the home and the environment; ``home`` goes before
                theirs.

        Raises:
            RapporteurError: the settings or the stores cannot be used; the message says why.
        """
        if settings is None:
            settings = load_settings(Path(home) if home is not None else None)
        elif home is not None:
            settings = settings.model_copy(update={"home": Path(home)})
        return cls(settings, open_index(settings))

    def close(self) -> None:
        """Close the stores; what telemetry has not sent yet is sent."""
        self.index.close()
        telemetry.flush()

    def __enter__(self) -> Assistant:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    @property
    def threshold(self) -> float:
        """The confidence below which it refuses to answer from running text."""
        own = self.settings.refusal_threshold
        return REFUSAL_THRESHOLD if own is None else own

    def with_threshold(self, value: float) -> Assistant:
        """The same documents under another threshold; the index stays this one's to close."""
        return Assistant(self.settings.model_copy(update={"refusal_threshold": value}), self.index)

    # Documents

    def ingest(
        self,
        paths: Iterable[Path | str],
        progress: Callable[[int, int, str], None] | None = None,
    ) -> IngestReport:
        """Read files, folders and archives into the index; a bad file does not stop the others.

        Args:
            paths: files, folders (recursive) and zip archives.
            progress: called with files done, files in all, and the last file's name.

        Returns:
            what was added, left, and refused with its reason.
        """
        limits = Limits(file_bytes=int(self.settings.max_file_mb * 1024 * 1024))
        return ingest(self.index, paths, limits, progress)

    def documents(self) -> list[DocumentRecord]:
        """The documents of the collection, by name."""
        return self.index.documents()

    # Questions

    def ask(
        self,
        question: str,
        history: Sequence[Turn] | None = None,
        filters: Filters | None = None,
    ) -> Answer:
        """Answer a question from the documents.

        Args:
            question: in any of the six UN languages.
            history: the conversation before it, oldest turn first.
            filters: documents, years or languages to keep to.

        Raises:
            QuestionError: the question is empty or far too long.
            HistoryError: the history is not in the contract's form.
        """
        return _last(self.stream(question, history, filters))

    def stream(
        self,
        question: str,
        history: Sequence[Turn] | None = None,
        filters: Filters | None = None,
    ) -> Iterator[str | Answer]:
        """Answer as ``ask`` does, piece by piece.

        Yields:
            where a language model is configured, its sentences as they come, those that the
            documents bear out; then the whole answer, which takes their place.
        """
        stages = Stages()
        with stages("understand"):
            prepared = self.prepare(question, history)
        return self._answer(self.retrieve(prepared, filters, stages))

    def runnable(self) -> Runnable[dict[str, Any], Answer]:
        """The same chain as a LangChain Runnable.

        Its input is ``{"question": ..., "history": [...]}``, ``history`` optional; its steps are
        the question as understood, the passages found, and the answer.
        """
        from langchain_core.runnables import RunnableLambda

        def prepare(asked: dict[str, Any]) -> Question:
            return self.prepare(asked["question"], asked.get("history"))

        def answer(found: Found) -> Answer:
            return _last(self._answer(found))

        return (
            RunnableLambda(prepare, name="understand")
            | RunnableLambda(self.retrieve, name="retrieve")
            | RunnableLambda(answer, name="answer")
        )

    # Steps

    def prepare(self, question: str, history: Sequence[Turn] | None = None) -> Question:
        """Understand a question in its conversation."""
        asked = " ".join(question.split())
        if not any(char.isalnum() for char in asked):
            raise QuestionError("the question is empty: ask something in words")
        if len(asked) > MAX_QUESTION:
            raise QuestionError(
                f"the question has {len(asked)} characters; ask in at most {MAX_QUESTION}"
            )
        turns = check_history(list(history) if isinstance(history, tuple) else history)
        language = None if self.settings.language == "auto" else self.settings.language
        if courtesy := courtesy_language(asked):
            return understand(asked, asked, language or courtesy)
        meant = self.index.spelled(asked)
        whole = resolved(without_courtesy(meant), turns)
        return replace(
            understand(meant, whole.text, language),
            previous=whole.previous,
            told=whole.told,
            linked=whole.linked,
            typed=asked if meant != asked else "",
        )

    def retrieve(
        self, question: Question, filters: Filters | None = None, stages: Stages | None = None
    ) -> Found:
        """Search the passages for a question and draw the answer from them.

        Of a question that asks several things, each is searched and answered in turn: what one is
        answered with helps to find the next ("which priority got most, and what share has it?").
        """
        stages = stages or Stages()
        if courtesy_language(question.text):
            part = Part(question, (), courtesy_draft(question.language))
            return Found(question, (part,), (), stages)
        if asks_holdings(question.asked) and (documents := held(self.documents(), filters)):
            first = [document.first_passage for document in documents[:MOST] if document.passages]
            named = self.index.passages(first)
            draft = holdings_draft(question.asked, question.language, named, len(documents))
            return Found(question, (Part(question, (), draft),), (), stages)
        answerer = Answerer(self.index, filters, self.threshold, stages)
        question, found = answered(question, answerer)
        searched = {part.question.text: part.expansions for part in found}
        expansions = searched.get(question.text)
        if expansions is None:  # it was searched only in parts
            expansions = self.index.expand(question.text).expansions
        return Found(question, tuple(found), expansions, stages)

    def _answer(self, found: Found) -> Iterator[str | Answer]:
        draft = joined([(part.question, part.draft) for part in found.parts])
        if not self.settings.llm or not found.hits:
            yield self._finish(found, draft)
            return
        rewritten = yield from self._rewriter.rewrite(found, draft)
        yield self._finish(found, rewritten.draft, rewritten.notice, rewritten.verdicts)

    @cached_property
    def _rewriter(self) -> Rewriter:
        from assistant.rewriting import Rewriter

        return Rewriter(self.settings, self.index)

    def _finish(
        self,
        found: Found,
        draft: Draft,
        notice: str = "",
        verdicts: Sequence[Verdict] = (),
    ) -> Answer:
        text, citations = compose(draft.sentences)
        question = found.question
        if question.typed and not notice:
            notice = wording(question.language).read_as.format(question=question.asked)
        answer = Answer(
            question=question.typed or question.asked,
            language=question.language,
            status=draft.status,
            answer=text,
            short_answer=shown(draft.short) if draft.short else None,
            citations=citations,
            confidence=round(draft.confidence, 4),
            seconds=round(found.stages.seconds, 4),
            notice=notice,
            trace=trace(found, draft, self.threshold, verdicts, found.stages),
        )
        telemetry.send(self.settings, found.stages, answer)
        return answer


def _last(pieces: Iterator[str | Answer]) -> Answer:
    for piece in pieces:
        if isinstance(piece, Answer):
            return piece
    raise AssertionError("a stream ends with its answer")
