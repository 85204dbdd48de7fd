"""The collections that models learn from, and those that they are measured on."""

from pathlib import Path

import pytest

import eval as evaluation
from eval.datasets import DatasetError
from eval.scoring import names_document, plain
from eval.training.collections import collection

FOLDER = Path(evaluation.__file__).parent
PLAIN = {".md", ".txt", ".csv"}
COLLECTIONS = [
    folder
    for kind in ("training/reader", "training/trust", "held_out")
    for folder in sorted((FOLDER / kind).iterdir())
    if folder.is_dir()
]


@pytest.mark.parametrize("folder", COLLECTIONS, ids=lambda folder: folder.name)
def test_gold_evidence_stands_in_the_documents(folder):
    found = collection(str(folder))
    texts = {
        path.name: plain(path.read_text(encoding="utf-8"))
        for path in found.documents.iterdir()
        if path.suffix in PLAIN
    }
    asked = list(found.questions())
    assert len(asked) >= 30
    assert any(not question.answerable for question in asked)
    for piece in (piece for question in asked for piece in question.evidence):
        named = [text for name, text in texts.items() if names_document(name, piece.document)]
        assert not named or any(plain(piece.quote) in text for text in named), piece


def test_a_collection_is_named_by_its_folder_or_by_documents_and_questions(tmp_path):
    (tmp_path / "documents").mkdir()
    with pytest.raises(DatasetError, match="question file"):
        collection(str(tmp_path))
    questions = tmp_path / "asked.jsonl"
    questions.write_text(
        '{"id": "q1", "question": "Who?", "status": "not_found", "answer": [], "evidence": []}\n',
        encoding="utf-8",
    )
    for argument in (str(tmp_path), f"{tmp_path / 'documents'}={questions}"):
        found = collection(argument)
        assert found.documents == tmp_path / "documents"
        assert [question.id for question in found.questions()] == ["q1"]


def test_nothing_is_learned_from_what_is_held_out():
    learned = {folder.name for folder in COLLECTIONS if folder.parent.name != "held_out"}
    assert learned.isdisjoint(
        folder.name for folder in COLLECTIONS if folder.parent.name == "held_out"
    )
