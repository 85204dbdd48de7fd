"""How much of the evidence the search finds."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from assistant import Assistant
from eval.corpus import plain_document
from eval.datasets import DatasetError
from eval.evidence import evidence

BUDGET = "The budget is 205,000 francs.\nThe board has 31 members."


def question(name: str, text: str, quote: str, **more: object) -> dict[str, object]:
    gold = {"id": name, "question": text, "status": "answered", "answer": [["x"]]}
    return gold | {"language": "en", "evidence": [{"document": "plan", "quote": quote}]} | more


@pytest.fixture
def assistant(home: Path) -> Assistant:
    with Assistant.open(home) as opened:
        opened.index.add([plain_document("plan.txt", "Plan", BUDGET)])
        yield opened


def written(folder: Path, *questions: dict[str, object]) -> Path:
    path = folder / "questions.jsonl"
    path.write_text("".join(json.dumps(q) + "\n" for q in questions), encoding="utf-8")
    return path


def test_what_the_search_finds_and_what_not(assistant: Assistant, tmp_path: Path) -> None:
    questions = written(
        tmp_path,
        question("found", "What is the budget?", "205,000 francs"),
        question("part of a figure", "What is the budget?", "1,205,000", language="fr"),
        question("unanswerable", "Who is the cook?", "", status="not_found"),
    )
    scores = evidence(assistant, questions, k=1)
    assert scores.groups["language:en"].value == 1
    assert scores.groups["language:fr"].value == 0
    assert scores.groups["all"].value == 0.5
    assert [miss.question.id for miss in scores.misses] == ["part of a figure"]
    assert "part of a figure" in scores.to_text(with_misses=True)
    assert scores.to_json()["misses"][0]["quote"] == "1,205,000"


def test_a_follow_up_is_searched_as_understood(assistant: Assistant, tmp_path: Path) -> None:
    assistant.index.add([plain_document(f"{n}.txt", "", "And that? Nothing.") for n in range(3)])
    history = [{"role": "user", "content": "How many members has the board?"}]
    questions = written(tmp_path, question("q", "And the budget?", "205,000", history=history))
    assert evidence(assistant, questions, k=1).groups["all"].value == 1


def test_a_set_without_evidence_is_refused(assistant: Assistant, tmp_path: Path) -> None:
    questions = written(tmp_path, question("q", "Who?", "", status="not_found"))
    with pytest.raises(DatasetError, match="evidence"):
        evidence(assistant, questions)
