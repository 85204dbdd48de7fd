"""``rapporteur eval`` from files to figures, on a handful of questions over a small document."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from tests.ui.command import NOTE, run, run_json

QUESTIONS: list[dict[str, Any]] = [
    {
        "id": "q1",
        "question": "What is the frame of the club's kite made of?",
        "language": "en",
        "type": "fact",
        "status": "answered",
        "answer": [["bamboo"]],
        "evidence": [
            {"document": "kites", "quote": "The frame of the club's kite is made of bamboo."}
        ],
    },
    {
        "id": "q2",
        "question": "Who won the chess championship in Reykjavik in 1972?",
        "language": "en",
        "type": "unanswerable",
        "status": "not_found",
        "answer": [],
        "evidence": [],
    },
]


@pytest.fixture
def questions(tmp_path: Path) -> Path:
    note = tmp_path / "kites.md"
    note.write_text(NOTE, encoding="utf-8")
    assert run("ingest", note).exit_code == 0
    return lines(tmp_path / "questions.jsonl", QUESTIONS)


def lines(path: Path, rows: list[dict[str, Any]]) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
    return path


def test_predictions_are_scored(questions: Path, tmp_path: Path) -> None:
    predictions = tmp_path / "predictions.jsonl"
    assert run_json("eval", "predict", questions, "-o", predictions)["answered"] == 1
    rows = [json.loads(line) for line in predictions.read_text(encoding="utf-8").splitlines()]
    assert [(row["id"], row["status"]) for row in rows] == [("q1", "answered"), ("q2", "not_found")]
    shown = run("eval", "score", questions, predictions).stdout
    for figure in ("answer", "cited", "refusal", "grounded"):
        assert figure in shown
    assert run_json("eval", "score", questions, predictions)


def test_a_run_writes_a_report_and_two_runs_compare(questions: Path, tmp_path: Path) -> None:
    for name in ("a", "b"):
        result = run("eval", "run", questions, "-o", tmp_path / name)
        assert result.exit_code == 0, result.output
        assert (tmp_path / name / "report.html").is_file()
    assert run_json("eval", "compare", tmp_path / "a", tmp_path / "b")["questions"] == 2


def test_retrieval_scores_a_ranking(tmp_path: Path, home: Path) -> None:
    folder = tmp_path / "beir"
    texts = {
        "d1": "The frame is bamboo.",
        "d2": "Rivers run to the sea.",
        "d3": "Bread needs salt.",
    }
    corpus = [{"_id": i, "title": "", "text": text} for i, text in texts.items()]
    lines(folder / "corpus.jsonl", corpus)
    lines(folder / "queries.jsonl", [{"_id": "q1", "text": "Where do rivers run?"}])
    (folder / "qrels").mkdir()
    (folder / "qrels" / "test.tsv").write_text("query-id\tcorpus-id\tscore\nq1\td2\t1\n")
    ranking = tmp_path / "run.trec"
    assert run_json("eval", "retrieval", folder, "-o", ranking)
    assert ranking.read_text(encoding="utf-8").split()[:4] == ["q1", "Q0", "d2", "1"]
    assert not (home / "catalog.sqlite3").exists(), "it belongs in a scratch home"


def test_reading_scores_a_squad_file(tmp_path: Path) -> None:
    context = "The frame of the kite is made of bamboo."
    answer = {"text": "bamboo", "answer_start": context.index("bamboo")}
    qa = {"id": "q1", "question": "What is the frame of the kite made of?", "answers": [answer]}
    data = {"data": [{"title": "Kites", "paragraphs": [{"context": context, "qas": [qa]}]}]}
    path = tmp_path / "squad.json"
    path.write_text(json.dumps(data), encoding="utf-8")
    result = run_json("eval", "reading", path)
    assert result["cited_sentence"] == 1.0


def test_tables_scores_a_tatqa_file(tmp_path: Path) -> None:
    qa = {"uid": "q1", "question": "What were the port dues in 2023?", "answer": ["3,900"]}
    qa |= {"answer_type": "span", "answer_from": "table", "scale": ""}
    rows = [["", "2024", "2023"], ["Port dues", "4,250", "3,900"], ["Other", "320", "310"]]
    context = {"table": {"uid": "t", "table": rows}, "paragraphs": [], "questions": [qa]}
    path = tmp_path / "tatqa.json"
    path.write_text(json.dumps([context]), encoding="utf-8")
    result = run_json("eval", "tables", path, "-o", tmp_path / "answers.jsonl")
    assert result["em"] == 1.0
    assert json.loads((tmp_path / "answers.jsonl").read_text(encoding="utf-8"))["em"] == 1.0


@pytest.mark.parametrize("command", ["predict", "run"])
def test_a_missing_question_file_is_named(command: str, tmp_path: Path) -> None:
    result = run("eval", command, tmp_path / "nowhere.jsonl", "-o", tmp_path / "out")
    assert result.exit_code == 1
    assert "nowhere.jsonl" in result.stderr
