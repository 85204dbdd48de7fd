"""The sample documents and the questions over them hold together."""

from collections import Counter
from functools import cache
from pathlib import Path

import pytest

from eval.datasets import CitedPassage, Prediction, read_asked, read_questions
from eval.samples.make_documents import DOCUMENTS, HERE, make_documents
from eval.scoring import judge, plain, states
from index.search import Index
from ingest.readers import read

QUESTIONS = read_questions(HERE / "questions.jsonl")
ANSWERABLE = [question for question in QUESTIONS if question.answerable]
TYPES = {
    "fact": 20,
    "table": 20,
    "list": 8,
    "explain": 6,
    "compare": 6,
    "calc": 6,
    "followup": 6,
    "contradiction": 4,
    "ambiguous": 4,
    "multihop": 4,
    "unanswerable": 14,
}
STATED_IN_EVIDENCE = {"fact", "table", "list", "followup", "contradiction"}
"""Types whose answers stand in the documents as they are; the others need adding up or wording."""


def text_of(path):
    """All that a reader finds in a file, note texts and table cells included."""
    document = read(path.read_bytes(), path.name)
    cells = [
        cell.text
        for block in document.tables()
        for row in block.table.rows
        for cell in row
        if not cell.spanned
    ]
    captions = [block.table.caption for block in document.tables()]
    return "\n".join([*(block.text for block in document.blocks), *captions, *cells])


@cache
def sample_text(name):
    return text_of(DOCUMENTS / name)


def document_of(evidence):
    names = [p.name for p in DOCUMENTS.iterdir() if p.name.startswith(evidence.document)]
    assert len(names) == 1, f"{evidence.document!r} names {names}"
    return names[0]


def test_documents_cover_the_formats():
    suffixes = Counter(path.suffix for path in DOCUMENTS.iterdir())
    assert suffixes.total() >= 10
    assert {".docx", ".xlsx", ".pptx", ".pdf", ".html", ".md", ".txt", ".csv", ".eml"} <= set(
        suffixes
    )


def test_questions_cover_types_and_languages():
    types = Counter(question.type for question in QUESTIONS)
    assert set(types) == set(TYPES)
    assert {name: types[name] for name, least in TYPES.items() if types[name] < least} == {}
    assert {"zh", "en", "fr", "es"} == {question.language for question in QUESTIONS}
    assert len(QUESTIONS) >= 90


def test_at_least_two_in_five_answers_cross_languages():
    def is_chinese(question):
        return question.language == "zh"

    def in_chinese(evidence):
        document = document_of(evidence)
        return "zh" in document or not document.isascii()

    crossing = [q for q in ANSWERABLE if any(in_chinese(e) != is_chinese(q) for e in q.evidence)]
    assert len(crossing) >= 0.4 * len(QUESTIONS)


@pytest.mark.parametrize("question", QUESTIONS, ids=lambda question: question.id)
def test_status_answer_and_evidence_agree(question):
    assert question.answerable == (question.type != "unanswerable")
    assert bool(question.answer) == bool(question.evidence) == question.answerable
    assert all(any(plain(form) for form in item) for item in question.answer)
    assert bool(question.history) or question.type != "followup"


@pytest.mark.parametrize("question", ANSWERABLE, ids=lambda question: question.id)
def test_evidence_stands_in_its_document(question):
    for evidence in question.evidence:
        name = document_of(evidence)
        assert plain(evidence.quote) in plain(sample_text(name)), (
            f"{evidence.quote!r} is not in {name}"
        )


@pytest.mark.parametrize("question", ANSWERABLE, ids=lambda question: question.id)
def test_answer_follows_from_its_evidence(question):
    if question.type not in STATED_IN_EVIDENCE:
        return
    quotes = " | ".join(evidence.quote for evidence in question.evidence)
    for item in question.answer:
        assert any(states(quotes, form) for form in item), f"{item} does not stand in {quotes}"


@pytest.mark.parametrize("question", ANSWERABLE, ids=lambda question: question.id)
def test_gold_answer_scores_in_full(question):
    answer = "; ".join(item[0] for item in question.answer)
    cited = [CitedPassage(document_of(e), e.quote) for e in question.evidence]
    verdict = judge(question, Prediction(question.id, "answered", answer, answer, cited))
    assert verdict.answer and verdict.short and verdict.cited


def test_demo_asks_three_questions():
    assert len(read_asked(HERE / "demo.jsonl")) == 3


def test_documents_come_out_of_their_sources_again(tmp_path: Path):
    made = make_documents(tmp_path)
    assert len(made) >= 5
    for path in made:
        assert text_of(path) == sample_text(path.name), (
            f"{path.name} differs: make the documents again"
        )


def test_making_twice_gives_the_same_bytes(tmp_path: Path):
    first, second = make_documents(tmp_path / "a"), make_documents(tmp_path / "b")
    for one, other in zip(first, second, strict=True):
        assert one.read_bytes() == other.read_bytes(), one.name


def test_questions_in_other_languages_are_those_of_the_samples_asked_anew():
    asked = read_questions(HERE / "languages.jsonl")
    assert Counter(q.language for q in asked) == {"fr": 6, "es": 6, "ru": 6, "ar": 6}
    known = {tuple(q.evidence) for q in QUESTIONS}
    assert all(tuple(q.evidence) in known for q in asked)


def test_terms_lead_from_four_more_languages_to_the_evidence(sample_home):
    found = Counter()
    wanted = Counter()
    with Index.open(sample_home) as index:
        for question in read_questions(HERE / "languages.jsonl"):
            hits = index.search(question.question, 5)
            for evidence in question.evidence:
                wanted[question.language] += 1
                found[question.language] += any(
                    hit.document.name.startswith(evidence.document)
                    and plain(evidence.quote) in plain(f"{hit.passage.context} {hit.passage.text}")
                    for hit in hits
                )
    assert found.total() >= 0.75 * wanted.total(), found
    assert all(2 * found[language] >= wanted[language] for language in wanted), found
