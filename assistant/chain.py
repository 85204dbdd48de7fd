"""The assistant: documents in, questions in, cited answers out."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from itertools import zip_longest
from pathlib import Path
from typing import TYPE_CHECKING, Any

from assistant import extractive, generate, telemetry
from assistant.answer import Answer
from assistant.conversation import Turn, check_history, names_something, resolved
from assistant.draft import Draft, Sentence, compose
from assistant.errors import ModelError, QuestionError
from assistant.figures import figures, years
from assistant.hops import (
    OF_ROW,
    Hop,
    bridge,
    hop,
    is_name,
    named,
    names_of,
    of_row,
    ranked_row,
    told_by,
    topics,
    without_set,
)
from assistant.letters import plain
from assistant.naming import with_leads, with_named
from assistant.opening import open_index
from assistant.question import (
    Question,
    bare,
    clauses,
    content_words,
    context,
    parts,
    standalone_part,
    understand,
    with_name,
)
from assistant.reading.interval import events_asked
from assistant.reading.listing import asks_for_list, opens_list
from assistant.reckoning.side_by_side import side_by_side
from assistant.reckoning.sides import sides
from assistant.refusals.confidence import REFUSAL_THRESHOLD
from assistant.refusals.constraints import constraints
from assistant.refusals.detail import NAMES
from assistant.settings import Settings, load_settings
from assistant.stages import Stages
from assistant.tables.whole import with_whole_tables
from assistant.trace import trace
from assistant.wording import wording
from index.catalog import DocumentRecord
from index.glossary import ExpandedQuestion, Expansion
from index.search import Filters, Hit, Index
from index.static import StaticEmbedder, shipped_model
from ingest.clean import shown
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

    from assistant.verification.verify import Verifier
    from assistant.verification.worded import Verdict, WordedText

MAX_QUESTION = 4000
HITS = 120  # enough for the rows of a few large tables; text is taken from the first
COMPARED_HITS = 15  # passages of a question that what is compared may be from
OPENING_HITS = 30  # passages that are looked at for a list that goes on after them
BESIDE_HITS = 10  # passages of the question before a follow-up, and of each of two events
LIST_PASSAGES = 3  # passages that a list may run over
EVIDENCE = 8
SHORTEST_WORD = 3  # letters; shorter ones are mostly articles and prepositions
_UNWORKED = frozenset({"text", "refusal", "list", "table", "cell"})
SURER = 0.1  # what the answer to the whole must be surer by than one in two steps
# What a question that names nothing must be answered surer by alone than as a follow-up: of 19 such
# questions in conversations of our question sets 17 are right as follow-ups, 9 alone.
UNLINKED = 0.25
NAMES_TRIED = 2  # of an answer, in the place of a word that stands for it in the next question
ROWS = 100  # before and after a row, that a figure of it may have been mistaken for
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
        whole = resolved(asked, turns)
        understood = understand(asked, whole.text, language)
        return replace(understood, previous=whole.previous, told=whole.told, linked=whole.linked)

    def retrieve(
        self, question: Question, filters: Filters | None = None, stages: Stages | None = None
    ) -> Found:
        """Search the passages for a question and draw the answer from them.

        Of a question that asks several things, each is searched and answered in turn: what one is
        answered with helps to find the next ("which priority got most, and what share has it?").
        One that may go on from the talk before it is answered both so and by itself.
        """
        stages = stages or Stages()
        if question.linked:
            alone = replace(question, previous="", told="")
            linked = understand(question.asked, question.linked, question.language)
            linked = replace(linked, previous=question.previous, told=question.told)
            both = [self._answered(each, filters, stages) for each in (linked, alone)]
            surer = _surety(both[1]) > _surety(both[0]) + UNLINKED
            question, found = (alone, both[1]) if surer else (linked, both[0])
        else:
            found = self._answered(question, filters, stages)
        searched = {part.question.text: part.expansions for part in found}
        expansions = searched.get(question.text)
        if expansions is None:  # it was searched only in parts
            expansions = self.index.expand(question.text).expansions
        return Found(question, tuple(found), expansions, stages)

    def _answered(self, question: Question, filters: Filters | None, stages: Stages) -> list[Part]:
        """The questions in a question with their answers, in one step or in two."""
        found = self._in_turn(question, parts(question.text), filters, stages)
        found = self._described(question, found, filters, stages)
        found = self._by_sides(question, found, filters, stages)
        return self._clause_by_clause(question, found, filters, stages)

    def _in_turn(
        self, question: Question, asked: Sequence[str], filters: Filters | None, stages: Stages
    ) -> list[Part]:
        """The answers to the parts of a question, each with what it needs of those before it."""
        found: list[Part] = []
        for text in asked:
            tried = [question]
            if len(asked) > 1:
                tried = self._next_part(text, found[-1] if found else None, question.language)
            room = extractive.MAX_LENGTH // len(asked)
            whole = max(
                (self._part(part, filters, stages, room) for part in tried),
                key=lambda part: (part.draft.status == "answered", part.draft.confidence),
            )
            if not found and len(asked) > 1 and whole.draft.status != "answered":
                row = of_row(whole.draft, bare(text))
                whole = replace(whole, draft=row) if row else whole
            found += self._hops(whole.question, whole, filters, stages)
        return found

    def _clause_by_clause(
        self, question: Question, found: list[Part], filters: Filters | None, stages: Stages
    ) -> list[Part]:
        """The answers to each clause of a question, where one answer to the whole lacks something.

        "When was it held, and how many came?" is mostly told in one sentence, else in two.
        """
        asked = clauses(question.text)
        if len(found) > 1 or len(asked) < 2:
            return found
        whole, draft = found[0].question, found[0].draft
        if not (extractive.falls_short(question, draft) or extractive.of_another(whole, draft)):
            return found
        apart = self._in_turn(question, asked, filters, stages)
        answered = [part.draft.status == "answered" for part in apart]
        if all(answered) or (any(answered) and found[0].draft.status != "answered"):
            return apart
        return found

    def _hops(
        self, question: Question, whole: Part, filters: Filters | None, stages: Stages
    ) -> list[Part]:
        """The answers to a question within the question and to the rest, else that to the whole.

        The largest of something is a row of a table, and what is asked of it another cell. Of
        "one of the towns held the fair: which?" both the whole and "which held it?" are tried.
        """
        if shorter := without_set(bare(question.text)):
            room = extractive.MAX_LENGTH // 2
            one = self._part(understand(shorter, language=question.language), filters, stages, room)
            return [max(whole, one, key=lambda part: part.draft.confidence)]
        nested = hop(bare(question.text))
        if nested is None or nested.form != "superlative":
            return [whole]
        return self._two_steps(question, nested, filters, stages) or [whole]

    def _described(
        self, question: Question, found: list[Part], filters: Filters | None, stages: Stages
    ) -> list[Part]:
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
        steps = self._two_steps(question, nested, filters, stages)
        if not steps or (answered and _surety(steps) < _surety(found) - SURER):
            return found
        return steps

    def _by_sides(
        self, question: Question, found: list[Part], filters: Filters | None, stages: Stages
    ) -> list[Part]:
        """The answers about each of two things, compared where figures are, else as found."""
        asked = sides(bare(question.text))
        if asked is None or any(part.draft.method not in _UNWORKED for part in found):
            return found
        whole = " ".join(line.text for part in found for line in part.draft.sentences)
        if asked.told_in(whole) and all(part.draft.status == "answered" for part in found):
            return found
        room = extractive.MAX_LENGTH // 2
        each = [
            self._part(understand(text, language=question.language), filters, stages, room)
            for text in asked.questions
        ]
        answered = all(part.draft.status == "answered" for part in each)
        if asked.task == "told":
            kept = _quotes_both(found, each) or _tells_rows(found)
            return each if answered and not kept else found
        told = [(part.question, part.draft) for part in each]
        draft = side_by_side(question, asked, told, self._vectors)
        if draft is None or _is_of_others(draft, found):
            return each if answered and not _tells_both(found, each) else found
        hits = {hit.passage_id: hit for part in each for hit in part.hits}
        return [Part(question, tuple(hits.values()), draft, found[0].expansions)]

    def _two_steps(
        self, question: Question, nested: Hop, filters: Filters | None, stages: Stages
    ) -> list[Part]:
        """The answer to the question within and those to the rest; empty where there are none."""
        within = understand(nested.first, language=question.language)
        first = self._part(within, filters, stages, extractive.MAX_LENGTH // 2)
        if row := of_row(first.draft, nested.noun):
            first = replace(first, draft=row)
        if nested.form == "relative" and first.draft.status != "answered":
            return []  # a clause that describes nothing told binds what is asked all the same
        tried = [
            self._about(nested.then(name), name, question.language, filters, stages)
            for name in names_of(first.draft, nested)
        ]
        told = [rest for rest in tried if rest]
        if not told:
            return []
        rest = max(told, key=_surety)
        if nested.form != "superlative":
            first = replace(first, draft=bridge(first.draft, question.language))
        return [first, *rest]

    def _about(
        self, text: str, name: str, language: str, filters: Filters | None, stages: Stages
    ) -> list[Part]:
        """The answers to all that is asked of a name; empty where the first does not say it."""
        asked = parts(text)
        found: list[Part] = []
        for each in asked:
            whole = each if name in each else f"{each} ({name})"
            understood = understand(whole, language=language)
            part = self._part(
                understood, filters, stages, extractive.MAX_LENGTH // (1 + len(asked))
            )
            about = plain("\n".join(sentence.text for sentence in part.draft.sentences))
            if part.draft.status != "answered" or (not found and plain(name) not in about):
                return []
            found.append(part)
        return found

    def _next_part(self, text: str, before: Part | None, language: str) -> list[Question]:
        """One of several questions, with what it needs of the one before it.

        A word that points back may stand for the name that the one before was answered with, or
        for what that is about.
        """
        if before is None:
            return [understand(text, language=language)]
        asked, answered = bare(before.question.text), before.draft.short or ""
        said = "" if figures(answered) else answered  # the same figure may be asked for again
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

    def _part(self, question: Question, filters: Filters | None, stages: Stages, room: int) -> Part:
        """The passages for one question and the answer from them."""
        with stages("expand") as stage:
            expanded = self.index.expand(question.text)
            stage.attributes["expansions"] = len(expanded.expansions)
        question = _bound(question, expanded)
        with stages("search") as stage:
            hits = self._search(question, expanded, filters)
            stage.attributes["passages"] = len(hits)
        asked = readable(question, expanded)
        draft = extractive.draft(asked, hits, self._vectors, self.threshold, room, stages)
        return Part(question, hits, draft, expanded.expansions)

    def _search(
        self, question: Question, expanded: ExpandedQuestion, filters: Filters | None
    ) -> tuple[Hit, ...]:
        """The passages found; behind them what else the answer may stand in.

        That is the passages of the question before a follow-up and of each event whose distance in
        time is asked, and the rest of a table or of a list that one belongs to.
        """
        events = events_asked(bare(question.text)) or ()
        found = {
            hit.passage_id: hit for hit in self.index.search(question.text, HITS, filters, expanded)
        }
        for text in filter(None, (question.previous, *events[:2])):
            for hit in self.index.search(text, BESIDE_HITS, filters):
                found.setdefault(hit.passage_id, replace(hit, score=0.0))
        hits = list(
            with_leads(self.index, with_named(self.index, question, list(found.values()), filters))
        )
        if asks_for_list(question):
            hits += self._lists(hits)
        return with_whole_tables(self.index, question, hits)

    def _lists(self, hits: Sequence[Hit]) -> list[Hit]:
        """The passages that a list opened in one of the hits may run over, those not among them."""
        known = {hit.passage_id for hit in hits}
        found = []
        for hit in [hit for hit in hits[:OPENING_HITS] if opens_list(hit.passage.text)]:
            for after in self.index.neighbours(hit.passage_id, before=0, after=LIST_PASSAGES):
                if after.passage_id not in known:
                    known.add(after.passage_id)
                    found.append(Hit(after.passage_id, after.document, after.passage, 0.0, {}))
        return found

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
        yield from self._worded(found, draft)

    def _worded(self, found: Found, draft: Draft) -> Iterator[str | Answer]:
        """The answer in the words of the language model, as far as the documents bear them out."""
        from assistant.verification.worded import WordedText, marked_draft, worded_draft

        question, mark = found.question, self.settings.llm_unsupported == "mark"
        words = wording(question.language)
        evidence = _evidence(draft, found.hits)
        system, user = self._messages(question, draft, evidence)
        text = WordedText(self._verifier(found, draft, evidence, system), evidence)
        try:
            yield from self._checked(found, text, system, user)
        except ModelError as error:
            notice = words.model_failed.format(reason=self._without_key(str(error)))
            yield self._finish(found, draft, notice, text.verdicts)
            return
        worded = worded_draft(text, draft, question, mark=mark)
        if worded is None:
            notice = words.model_unsupported
            worded = marked_draft(text, draft, question.language) if mark else draft
        else:
            whole = all(verdict.supported for verdict in text.verdicts)
            notice = "" if whole else words.model_marked if mark else words.model_partly
        yield self._finish(found, worded, notice, text.verdicts)

    def _checked(self, found: Found, text: WordedText, system: str, user: str) -> Iterator[str]:
        """The sentences of the language model that may be shown, as they are complete.

        Raises:
            ModelError: it does not answer, or not in time.
        """
        from assistant.verification.worded import shown_sentence

        language, mark = found.question.language, self.settings.llm_unsupported == "mark"
        sentences: list[Sentence] = []
        told = ""
        deadline = time.monotonic() + self.settings.llm_timeout
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
                shown = [v for v in verdicts if v.supported or mark]
                sentences += [shown_sentence(verdict, language) for verdict in shown]
                stage.attributes["sentences"] = len(text.verdicts)
                stage.attributes["unsupported"] = sum(not v.supported for v in text.verdicts)
            whole, _ = compose(sentences)
            if len(whole) > len(told):
                yield whole[len(told) :]
                told = whole

    def _messages(
        self, question: Question, draft: Draft, evidence: Sequence[Hit]
    ) -> tuple[str, str]:
        numbered = [
            generate.Evidence(number, _source(hit), f"{hit.passage.context}\n{hit.passage.text}")
            for number, hit in enumerate(evidence, start=1)
        ]
        words, _ = compose(draft.sentences)
        return generate.messages(question.text, question.language, numbered, words)

    def _verifier(
        self, found: Found, draft: Draft, evidence: Sequence[Hit], system: str
    ) -> Verifier:
        from assistant.verification.verify import Verifier

        words, _ = compose(draft.sentences)
        secrets = (system, self.settings.llm_api_key.get_secret_value())
        return Verifier(
            question=found.question,
            draft=words,
            hits=found.hits,
            around=lambda hit: self.index.neighbours(hit.passage_id, ROWS, ROWS),
            shown=evidence,
            vectors=self._vectors,
            expand=self.index.expand,
            secrets=secrets,
        )

    def _without_key(self, text: str) -> str:
        key = self.settings.llm_api_key.get_secret_value()
        return text.replace(key, "…") if key else text

    def _finish(
        self,
        found: Found,
        draft: Draft,
        notice: str = "",
        verdicts: Sequence[Verdict] = (),
    ) -> Answer:
        text, citations = compose(draft.sentences)
        limit = self.threshold
        answer = Answer(
            question=found.question.asked,
            language=found.question.language,
            status=draft.status,
            answer=text,
            short_answer=shown(draft.short) if draft.short else None,
            citations=citations,
            confidence=round(draft.confidence, 4),
            seconds=round(found.stages.seconds, 4),
            notice=notice,
            trace=trace(found, draft, limit, verdicts, found.stages),
        )
        telemetry.send(self.settings, found.stages, answer)
        return answer


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


def _surety(found: Sequence[Part]) -> float:
    """How sure the least sure of several answers is."""
    return min(part.draft.confidence for part in found)


def _meant(before: Part) -> list[str]:
    """What a word that points back may stand for: the last answer, or what was asked about."""
    asked, answered = bare(before.question.text), before.draft.short or ""
    names: list[str] = []
    if row := ranked_row(before.draft):
        return [row]
    if answered and (before.question.wants & NAMES or before.draft.method == OF_ROW):
        names = [answered] if is_name(answered) else named(before.draft, asked)
    return [*names[:NAMES_TRIED], *topics(before.question.text)[:NAMES_TRIED]]


def _tells_both(found: Sequence[Part], each: Sequence[Part]) -> bool:
    """Whether an answer has the best lines of those to two questions, or is surer by far."""
    answered = all(part.draft.status == "answered" for part in found)
    return answered and (_quotes_both(found, each) or _surety(found) > _surety(each) + SURER)


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


def _for_a_turn(first: Document, documents: Iterator[Document]) -> Iterator[Document]:
    """A document and those that follow it within the time of one turn."""
    end = time.monotonic() + TURN_SECONDS
    yield first
    while time.monotonic() < end and (document := next(documents, None)) is not None:
        yield document


def readable(question: Question, expanded: ExpandedQuestion) -> Question:
    """A question as the term vectors can read it, which know Chinese and English."""
    if not expanded.is_foreign:
        return question
    return replace(question, text=expanded.text(), unread=_unread(expanded))


def _unread(expanded: ExpandedQuestion) -> float:
    """Share of the words of a question that have no translation; names and figures need none."""
    rest = list(expanded.question)
    for expansion in expanded.expansions:
        rest[expansion.start : expansion.end] = " " * (expansion.end - expansion.start)
    asked, left = (
        [word for word in content_words(text) if word.isalpha() and len(word) > SHORTEST_WORD]
        for text in (expanded.question, "".join(rest))
    )
    words = [word for word in left if not (word.isascii() and word[0].isupper())]
    return len(words) / len(asked) if asked else 0.0


def _bound(question: Question, expanded: ExpandedQuestion) -> Question:
    """A question with what binds its answer, in all the forms that are known."""
    bound = constraints(question.text, question.years, question.codes, expanded.expansions)
    own = bare(question.text)  # names and numbers of the question before bind a follow-up no more
    bound = tuple(c for c in bound if c.text in own or c.kind not in ("name", "number"))
    known = (e for e in expanded.expansions if e.kind != "code")
    forms = [(e.term, form) for e in known for form in e.equivalents]
    return replace(question, constraints=bound, forms=tuple(forms))


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
