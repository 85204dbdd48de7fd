"""The assistant: documents in, questions in, cited answers out."""

from __future__ import annotations

import logging
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from itertools import zip_longest
from pathlib import Path
from typing import TYPE_CHECKING, Any

from assistant import extractive, generate
from assistant.answer import Answer
from assistant.conversation import Turn, check_history, standalone
from assistant.draft import Draft, Sentence, Support, compose
from assistant.errors import ModelError, QuestionError
from assistant.listing import asks_for_list, opens_list
from assistant.opening import open_index
from assistant.question import Question, bare, parts, standalone_part, understand
from assistant.settings import Settings, load_settings
from assistant.verify import unsupported
from assistant.wording import wording
from index.catalog import DocumentRecord
from index.glossary import ExpandedQuestion, Expansion
from index.search import Filters, Hit, Index
from index.static import StaticEmbedder, shipped_model
from ingest.document import Document
from ingest.pipeline import (
    Alias,
    Limits,
    Read,
    ReadFailure,
    ReadResult,
    Skipped,
    Unchanged,
    read_files,
)

if TYPE_CHECKING:
    from langchain_core.language_models import BaseChatModel
    from langchain_core.runnables import Runnable

logger = logging.getLogger(__name__)

MAX_QUESTION = 4000
HITS = 120  # enough for the rows of a few large tables; text is taken from the first
OPENING_HITS = 30  # passages that are looked at for a list that goes on after them
LIST_PASSAGES = 3  # passages that a list may run over
EVIDENCE = 8
TURN_SECONDS = 30.0  # after which another process may write before this one goes on


@dataclass(slots=True)
class IngestReport:
    """What an ingestion did.

    Attributes:
        added: names of the documents that are new or changed.
        unchanged: names whose content is already there under that name.
        aliases: names whose content is already there under another name.
        failures: files that could not be read, with the reason.
        skipped: files inside folders and archives that are not documents, with the reason.
        documents: documents in the collection now.
        passages: passages in the collection now.
        seconds: wall time.
    """

    added: list[str] = field(default_factory=list)
    unchanged: list[str] = field(default_factory=list)
    aliases: list[str] = field(default_factory=list)
    failures: list[ReadFailure] = field(default_factory=list)
    skipped: list[Skipped] = field(default_factory=list)
    documents: int = 0
    passages: int = 0
    seconds: float = 0.0


@dataclass(frozen=True, slots=True)
class Part:
    """One of the questions in a question, with the passages found and the answer drawn from them.

    Attributes:
        question: as understood, with what it needs of the parts before it.
        hits: passages in search order.
        draft: the answer without a language model.
    """

    question: Question
    hits: tuple[Hit, ...]
    draft: Draft


@dataclass(frozen=True, slots=True)
class Found:
    """A question with what was found for it, before its answer is worded.

    Attributes:
        question: the whole question.
        parts: each question in it; one where it asks one thing.
        begun: clock when the search began.
        expansions: the question's terms with the other forms that were searched beside them.
    """

    question: Question
    parts: tuple[Part, ...]
    begun: float
    expansions: tuple[Expansion, ...] = ()

    @property
    def hits(self) -> tuple[Hit, ...]:
        """The hits of all parts, the best of each first."""
        turns = zip_longest(*(part.hits for part in self.parts))
        return tuple(hit for turn in turns for hit in turn if hit is not None)


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
            settings: by default those of the home and the environment.

        Raises:
            RapporteurError: the settings or the stores cannot be used; the message says why.
        """
        if settings is None:
            settings = load_settings(Path(home) if home is not None else None)
        return cls(settings, open_index(settings))

    def close(self) -> None:
        """Close the stores."""
        self.index.close()

    def __enter__(self) -> Assistant:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

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
        begun = time.perf_counter()
        report = IngestReport()
        aliases: list[Alias] = []
        limits = Limits(file_bytes=int(self.settings.max_file_mb * 1024 * 1024))
        results = read_files(paths, self.index.known(), progress, limits=limits)
        documents = _documents(results, report, aliases)
        for document in documents:
            self.index.add(_for_a_turn(document, documents))
        for alias in aliases:
            self.index.add_name(alias.name, alias.sha256)
        report.documents, report.passages = self.index.counts()
        report.seconds = time.perf_counter() - begun
        return report

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
            pieces of a language model's text as they come, where one is configured, then the
            checked answer, which takes their place.
        """
        return self._answer(self.retrieve(self.prepare(question, history), filters))

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
        language = self.settings.language
        return understand(asked, standalone(asked, turns), None if language == "auto" else language)

    def retrieve(self, question: Question, filters: Filters | None = None) -> Found:
        """Search the passages for a question and draw the answer from them.

        Of a question that asks several things, each is searched and answered in turn: what one is
        answered with helps to find the next ("which priority got most, and what share has it?").
        """
        begun = time.perf_counter()
        asked = parts(question.text)
        found: list[Part] = []
        for text in asked:
            part = question
            if len(asked) > 1:
                before = found[-1] if found else None
                if before is not None:
                    text = standalone_part(
                        text, bare(before.question.text), before.draft.short or ""
                    )
                part = understand(text, language=question.language)
            expanded = self.index.expand(part.text)
            hits = self._search(part, filters)
            draft = extractive.draft(
                _readable(part, expanded),
                hits,
                self._vectors,
                self.settings.refusal_threshold,
                extractive.MAX_LENGTH // len(asked),
            )
            found.append(Part(part, hits, draft))
        expansions = self.index.expand(question.text).expansions
        return Found(question, tuple(found), begun, expansions)

    def _search(self, question: Question, filters: Filters | None) -> tuple[Hit, ...]:
        """The passages found; behind them those that go on with a list that one of them opens."""
        hits = self.index.search(question.text, k=HITS, filters=filters)
        if not asks_for_list(question):
            return tuple(hits)
        known = {hit.passage_id for hit in hits}
        for hit in [hit for hit in hits[:OPENING_HITS] if opens_list(hit.passage.text)]:
            for after in self.index.neighbours(hit.passage_id, before=0, after=LIST_PASSAGES):
                if after.passage_id not in known:
                    known.add(after.passage_id)
                    hits.append(Hit(after.passage_id, after.document, after.passage, 0.0, {}))
        return tuple(hits)

    @cached_property
    def _vectors(self) -> StaticEmbedder:
        """Term vectors to weigh sentences by, whatever model the index searches with."""
        return shipped_model()

    @cached_property
    def _model(self) -> BaseChatModel:
        settings = self.settings
        return generate.open_model(
            settings.llm,
            settings.llm_base_url,
            settings.llm_api_key.get_secret_value(),
            settings.llm_timeout,
            settings.llm_temperature,
        )

    def _answer(self, found: Found) -> Iterator[str | Answer]:
        draft = extractive.joined([(part.question, part.draft) for part in found.parts])
        if not self.settings.llm or not found.hits:
            yield self._finish(found, draft)
            return
        evidence = _evidence(draft, found.hits)
        words = wording(found.question.language)
        text = ""
        try:
            for piece in self._generate(found.question, draft, evidence):
                text += piece
                yield piece
        except ModelError as error:
            notice = words.model_failed.format(reason=error)
            yield replace(self._finish(found, draft), notice=notice)
            return
        checked = _checked(text, draft, evidence)
        notice = "" if checked else words.model_unsupported
        yield replace(self._finish(found, checked or draft), notice=notice)

    def _generate(self, question: Question, draft: Draft, evidence: Sequence[Hit]) -> Iterator[str]:
        numbered = [
            generate.Evidence(number, _source(hit), f"{hit.passage.context}\n{hit.passage.text}")
            for number, hit in enumerate(evidence, start=1)
        ]
        words, _ = compose(draft.sentences)
        yield from generate.stream(
            self._model,
            question.text,
            question.language,
            numbered,
            words,
            self.settings.llm_timeout,
        )

    def _finish(self, found: Found, draft: Draft) -> Answer:
        text, citations = compose(draft.sentences)
        return Answer(
            question=found.question.asked,
            language=found.question.language,
            status=draft.status,
            answer=text,
            short_answer=draft.short,
            citations=citations,
            confidence=round(draft.confidence, 4),
            seconds=round(time.perf_counter() - found.begun, 4),
            trace=_trace(found, draft),
        )


def _documents(
    results: Iterable[ReadResult], report: IngestReport, aliases: list[Alias]
) -> Iterator[Document]:
    """The documents among the results; everything is noted in the report."""
    for result in results:
        if isinstance(result, Read):
            report.added.append(result.name)
            yield result.document
        elif isinstance(result, Alias):
            aliases.append(result)
            report.aliases.append(result.name)
        elif isinstance(result, Unchanged):
            report.unchanged.append(result.name)
        elif isinstance(result, ReadFailure):
            report.failures.append(result)
        else:
            report.skipped.append(result)


def _for_a_turn(first: Document, documents: Iterator[Document]) -> Iterator[Document]:
    """A document and those that follow it within the time of one turn."""
    end = time.monotonic() + TURN_SECONDS
    yield first
    while time.monotonic() < end and (document := next(documents, None)) is not None:
        yield document


def _readable(question: Question, expanded: ExpandedQuestion) -> Question:
    """A question as the term vectors can read it, which know Chinese and English."""
    return replace(question, text=expanded.text()) if expanded.is_foreign else question


def _last(pieces: Iterator[str | Answer]) -> Answer:
    for piece in pieces:
        if isinstance(piece, Answer):
            return piece
    raise AssertionError("a stream ends with its answer")


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


def _checked(text: str, draft: Draft, evidence: Sequence[Hit]) -> Draft | None:
    """A language model's text as a draft, or None where the documents do not bear it out.

    Every sentence must carry a marker, and all its figures, dates, codes and quotes must stand in
    the passages that the markers point to.
    """
    if generate.NOT_FOUND in text:
        return draft if draft.status == "not_found" else None
    written: list[Sentence] = []
    for words, numbers in generate.marked_sentences(text, len(evidence)):
        cited = [evidence[number - 1] for number in numbers]
        texts = [f"{hit.passage.context}\n{hit.passage.text}" for hit in cited]
        if not cited or unsupported(words, texts):
            logger.info("the language model's sentence is not borne out: %s", words)
            return None
        supports = tuple(Support(hit, extractive.best_quote(words, hit)) for hit in cited)
        written.append(Sentence(words, supports))
    if not written:
        return None
    return replace(draft, status="answered", sentences=tuple(written), method="model")


def _trace(found: Found, draft: Draft) -> dict[str, Any]:
    question = found.question
    return {
        "searched": question.text,
        "kind": question.kind,
        "years": list(question.years),
        "codes": list(question.codes),
        "expansions": list(map(str, found.expansions)),
        "method": draft.method,
        "hits": [
            {
                "document": hit.document.name,
                "section": list(hit.passage.section),
                "text": hit.passage.text[:200],
                "score": round(hit.score, 4),
                **{name: round(score, 4) for name, score in hit.scores.items()},
            }
            for hit in found.hits[:10]
        ],
    }
