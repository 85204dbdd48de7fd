"""Reads the files that an evaluation starts from: question sets, predictions, BEIR and SQuAD data.

Every reader checks what it reads and raises :class:`DatasetError`, which names the file, the line
and the field, so that a typing error in a question set is found by reading one message.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Literal, TypeVar

from pydantic import TypeAdapter, ValidationError

from assistant import conversation
from ingest.errors import RapporteurError

Progress = Callable[[str, int, int], None]
"""Called with what is being done, how many are done and how many there are."""

Row = TypeVar("Row")


class DatasetError(RapporteurError):
    """An evaluation file is missing, malformed or of the wrong kind; the text names the place."""


@dataclass(frozen=True, slots=True)
class Turn:
    """One turn of the conversation before a question."""

    role: Literal["user", "assistant"]
    content: str


@dataclass(frozen=True, slots=True)
class AskedQuestion:
    """What the assistant is given: nothing of the gold."""

    id: str
    question: str
    history: list[Turn] | None = None

    def turns(self) -> list[conversation.Turn]:
        """The conversation in the form that the assistant takes."""
        return [conversation.Turn(role=t.role, content=t.content) for t in self.history or ()]


@dataclass(frozen=True, slots=True)
class Evidence:
    """A place in a document that a right answer rests on.

    Attributes:
        document: leading characters of the document's file name.
        quote: verbatim text of the document.
    """

    document: str
    quote: str


@dataclass(frozen=True, slots=True)
class Question:
    """A question with its gold answer.

    Attributes:
        id: unique in its file.
        question: as a person would ask it.
        status: ``answered``, or ``not_found`` where the documents do not say.
        answer: every item is needed; any of an item's accepted forms will do.
        evidence: every place that the answer rests on.
        history: the conversation before the question.
        language: ISO 639-1 code of the question.
        type: kind of question (``fact``, ``table``, ``list``...).
    """

    id: str
    question: str
    status: Literal["answered", "not_found"]
    answer: list[list[str]] = field(default_factory=list)
    evidence: list[Evidence] = field(default_factory=list)
    history: list[Turn] | None = None
    language: str = "unlabelled"
    type: str = "unlabelled"

    @property
    def answerable(self) -> bool:
        """Whether the documents hold the answer."""
        return self.status == "answered"

    @property
    def asked(self) -> AskedQuestion:
        """The question without its gold."""
        return AskedQuestion(self.id, self.question, self.history)


@dataclass(frozen=True, slots=True)
class CitedPassage:
    """A citation of a prediction, as far as the scores and the report look at it."""

    document: str = ""
    quote: str = ""
    marker: int | None = None
    section: list[str] | None = None
    page: int | None = None
    title: str | None = None


@dataclass(frozen=True, slots=True)
class Prediction:
    """One answer to a question of a set, by this program or by another."""

    id: str
    status: str | None = None
    answer: str | None = None
    short_answer: str | None = None
    citations: list[CitedPassage] | None = None
    confidence: float | None = None
    seconds: float | None = None

    @property
    def refused(self) -> bool:
        """Whether it says that the documents do not hold the answer."""
        return self.status == "not_found"


@dataclass(frozen=True, slots=True)
class CorpusItem:
    """One text of a BEIR corpus."""

    id: str
    title: str
    text: str


@dataclass(frozen=True, slots=True)
class BeirFolder:
    """A retrieval benchmark in the BEIR layout.

    Attributes:
        name: the folder's name.
        corpus: every text.
        queries: query id to query text; only queries with a judgement.
        qrels: query id to the relevant texts' ids with their grade (above 0 is relevant).
    """

    name: str
    corpus: list[CorpusItem]
    queries: dict[str, str]
    qrels: dict[str, dict[str, int]]


@dataclass(frozen=True, slots=True)
class ReadingQuestion:
    """A question of a reading set; ``answers`` is empty where the text does not say (SQuAD 2)."""

    id: str
    question: str
    answers: tuple[str, ...]
    passage: str


@dataclass(frozen=True, slots=True)
class ReadingSet:
    """A reading benchmark: passages by id, and the questions over them."""

    name: str
    passages: dict[str, str]
    questions: list[ReadingQuestion]


def read_asked(path: Path | str) -> list[AskedQuestion]:
    """Read only what a prediction may see of a question file: id, question and history.

    Args:
        path: a question file in the contract's form, with or without gold.

    Raises:
        DatasetError: the file is missing or empty, a line is malformed, or an id comes twice.
    """
    return _read_unique(Path(path), TypeAdapter(AskedQuestion))


def read_questions(path: Path | str) -> list[Question]:
    """Read a question file with its gold answers.

    Args:
        path: a question file in the contract's form.

    Raises:
        DatasetError: the file is missing or empty, a line is malformed, an id comes twice, or a
            question marked ``answered`` has neither an answer nor evidence to score against.
    """
    questions = _read_unique(Path(path), TypeAdapter(Question))
    for question in questions:
        if question.answerable and not question.answer and not question.evidence:
            raise DatasetError(
                f"{path}, question {question.id!r}: status is 'answered' but 'answer' and "
                "'evidence' are empty; give the accepted answers, or the status 'not_found'"
            )
    return questions


def read_predictions(path: Path | str) -> dict[str, Prediction]:
    """Read a prediction file, by question id.

    Args:
        path: JSON lines as ``eval predict`` writes them; other programs' predictions need only
            ``id`` and what they have of the other fields.

    Raises:
        DatasetError: the file is missing or empty, a line is malformed, or an id comes twice.
    """
    rows = _read_unique(Path(path), TypeAdapter(Prediction))
    return {row.id: row for row in rows}


def read_beir(folder: Path | str) -> BeirFolder:
    """Read a BEIR folder: ``corpus.jsonl``, ``queries.jsonl`` and ``qrels/test.tsv``.

    Args:
        folder: the folder that holds the three.

    Raises:
        DatasetError: a file is missing or malformed, an id comes twice or holds white space (which
            the TREC form cannot carry), or a judgement names a query or text that is not there.
    """
    folder = Path(folder)
    corpus_path, queries_path = folder / "corpus.jsonl", folder / "queries.jsonl"
    corpus = [
        CorpusItem(_field(row, "_id", place), row.get("title") or "", _field(row, "text", place))
        for place, row in _json_lines(corpus_path)
    ]
    queries = {
        _field(row, "_id", place): _field(row, "text", place)
        for place, row in _json_lines(queries_path)
    }
    ids = [item.id for item in corpus]
    _require_distinct(ids, corpus_path)
    for path, names in ((corpus_path, ids), (queries_path, list(queries))):
        for name in names:
            if len(name.split()) != 1:
                raise DatasetError(
                    f"{path}: the id {name!r} is empty or holds white space; rename it"
                )
    qrels = _read_qrels(folder / "qrels" / "test.tsv", set(queries), set(ids))
    judged = {query: text for query, text in queries.items() if query in qrels}
    return BeirFolder(folder.resolve().name, corpus, judged, qrels)


def read_reading(path: Path | str) -> ReadingSet:
    """Read a reading benchmark in SQuAD form, or in the flat form of the CMRC 2018 release.

    Args:
        path: a JSON file: ``{"data": [{"paragraphs": [{"context", "qas"}]}]}`` (SQuAD 1 and 2), or
            ``[{"context_id", "context_text", "qas"}]`` (CMRC 2018).

    Raises:
        DatasetError: the file is missing, is not such JSON, or holds no question.
    """
    path = Path(path)
    try:
        data = json.loads(_text(path))
    except json.JSONDecodeError as error:
        raise DatasetError(f"{path}, line {error.lineno}: not JSON ({error.msg})") from error
    passages: dict[str, str] = {}
    questions: list[ReadingQuestion] = []
    try:
        for number, paragraph in enumerate(_paragraphs(data), start=1):
            name = str(paragraph.get("id") or paragraph.get("context_id") or f"passage-{number}")
            if name in passages:
                raise DatasetError(f"{path}: the passage id {name!r} comes twice; rename one")
            passages[name] = paragraph.get("context") or paragraph["context_text"]
            questions.extend(_reading_question(qa, name) for qa in paragraph["qas"])
    except (KeyError, TypeError, AttributeError) as error:
        raise DatasetError(
            f"{path}: not in SQuAD or CMRC form ({type(error).__name__}: {error}); "
            'expected {"data": [{"paragraphs": [{"context", "qas"}]}]}'
        ) from error
    if not questions:
        raise DatasetError(f"{path}: holds no question")
    return ReadingSet(path.stem, passages, questions)


def read_texts(folder: Path | str) -> dict[str, str]:
    """Read a folder of plain-text documents, by file name, to check quotes against.

    Args:
        folder: its UTF-8 files are read; subfolders are not.

    Raises:
        DatasetError: the folder is missing, or a file is not UTF-8 text.
    """
    folder = Path(folder)
    if not folder.is_dir():
        raise DatasetError(f"{folder}: no such folder; give the folder of the plain-text documents")
    return {path.name: _text(path) for path in sorted(folder.iterdir()) if path.is_file()}


def _paragraphs(data: Any) -> Iterator[dict[str, Any]]:
    """The paragraphs of either form, in order."""
    if isinstance(data, list):
        yield from data
        return
    for article in data["data"]:
        yield from article["paragraphs"]


def _reading_question(qa: dict[str, Any], passage: str) -> ReadingQuestion:
    """One question; the two forms name their fields differently."""
    answers = [] if qa.get("is_impossible") else qa["answers"]
    texts = (answer["text"] if isinstance(answer, dict) else str(answer) for answer in answers)
    return ReadingQuestion(
        id=str(qa.get("id") or qa["query_id"]),
        question=qa.get("question") or qa["query_text"],
        answers=tuple(dict.fromkeys(texts)),
        passage=passage,
    )


def _read_qrels(path: Path, queries: set[str], texts: set[str]) -> dict[str, dict[str, int]]:
    """The judgements, by query; a header line is skipped."""
    qrels: dict[str, dict[str, int]] = {}
    for number, line in enumerate(_text(path).splitlines(), start=1):
        parts = line.split("\t")
        if not line.strip() or (number == 1 and parts[0] == "query-id"):
            continue
        if len(parts) != 3 or not parts[2].strip().isdigit():
            raise DatasetError(
                f"{path}, line {number}: expected query-id, corpus-id and a whole-number score, "
                f"separated by tabs, but found {line!r}"
            )
        query, text, grade = parts[0], parts[1], int(parts[2])
        for kind, name, known in (("query", query, queries), ("text", text, texts)):
            if name not in known:
                raise DatasetError(
                    f"{path}, line {number}: there is no {kind} with the id {name!r}"
                )
        qrels.setdefault(query, {})[text] = grade
    if not qrels:
        raise DatasetError(f"{path}: holds no judgement")
    return qrels


def _read_unique(path: Path, adapter: TypeAdapter[Row]) -> list[Row]:
    """Validate every line of a JSON-lines file, in order; ids must differ."""
    rows = []
    for place, data in _json_lines(path):
        try:
            rows.append(adapter.validate_python(data))
        except ValidationError as error:
            first = error.errors()[0]
            name = ".".join(str(part) for part in first["loc"]) or "the line"
            raise DatasetError(f"{place}, field {name!r}: {first['msg'].lower()}") from error
    _require_distinct([row.id for row in rows], path)  # type: ignore[attr-defined]
    return rows


def _require_distinct(ids: list[str], path: Path) -> None:
    """Raise where an id comes twice in a file."""
    seen: set[str] = set()
    for name in ids:
        if name in seen:
            raise DatasetError(f"{path}: the id {name!r} comes twice; ids must be unique")
        seen.add(name)


def _json_lines(path: Path) -> Iterator[tuple[str, dict[str, Any]]]:
    """Each line's place (for messages) and its object; blank lines are skipped."""
    empty = True
    # Only "\n" ends a line: str.splitlines would also cut at U+2028, which JSON text may hold.
    for number, line in enumerate(_text(path).split("\n"), start=1):
        if not line.strip():
            continue
        empty = False
        place = f"{path}, line {number}"
        try:
            data = json.loads(line)
        except json.JSONDecodeError as error:
            raise DatasetError(
                f"{place}: not JSON ({error.msg} at column {error.colno})"
            ) from error
        if not isinstance(data, dict):
            raise DatasetError(f"{place}: expected a JSON object, found {type(data).__name__}")
        yield place, data
    if empty:
        raise DatasetError(f"{path}: the file is empty; it needs one JSON object a line")


def _field(data: dict[str, Any], name: str, place: str) -> str:
    """A text field of a line that must be there."""
    value = data.get(name)
    if not isinstance(value, str):
        problem = "missing" if name not in data else "not a text"
        raise DatasetError(f"{place}, field {name!r}: {problem}")
    return value


def _text(path: Path) -> str:
    """A whole file as text; a byte order mark is dropped."""
    try:
        return path.read_text(encoding="utf-8-sig")
    except FileNotFoundError as error:
        raise DatasetError(f"{path}: no such file") from error
    except IsADirectoryError as error:
        raise DatasetError(f"{path}: is a folder, a file was expected") from error
    except UnicodeDecodeError as error:
        raise DatasetError(
            f"{path}: not UTF-8 text (byte {error.start}); save it as UTF-8"
        ) from error
