"""Retrieval and reading benchmarks over small folders, with the real index and assistant."""

import json
from types import SimpleNamespace

import ir_measures
import pytest

from assistant.settings import Settings
from eval.datasets import ReadingQuestion, ReadingSet
from eval.reading import reading, score_reading
from eval.retrieval import best_documents, retrieval, write_run
from tests.eval.scripted import answered, cite, refused

TEXTS = {
    "d-cat": "猫是一种小型家养动物。猫喜欢睡觉。",
    "d-rain": "今年雨季的降水量比往年多。",
    "d-bank": "中央银行宣布下调利率。",
}


@pytest.fixture
def beir(tmp_path):
    folder = tmp_path / "tiny"
    (folder / "qrels").mkdir(parents=True)
    corpus = [{"_id": name, "title": "", "text": text} for name, text in TEXTS.items()]
    queries = [{"_id": "q1", "text": "银行的利率下调了吗？"}, {"_id": "q2", "text": "雨季降水"}]
    for name, rows in (("corpus", corpus), ("queries", queries)):
        text = "\n".join(json.dumps(row, ensure_ascii=False) for row in rows)
        (folder / f"{name}.jsonl").write_text(text, encoding="utf-8")
    judgements = "query-id\tcorpus-id\tscore\nq1\td-bank\t1\nq2\td-rain\t1\n"
    (folder / "qrels" / "test.tsv").write_text(judgements, encoding="utf-8")
    return folder


def test_a_beir_folder_is_indexed_searched_and_scored(beir, tmp_path):
    steps = []
    run_path = tmp_path / "out" / "run.trec"
    before = sorted(beir.rglob("*"))
    result = retrieval(beir, run_path, Settings(embedding="none"), lambda *s: steps.append(s))
    assert result.figures["RR@10"].value == 1
    assert result.figures["R@5"].count == 2
    assert result.to_json()["nDCG@10"] == 1
    assert "documents/s" in result.to_text()
    assert ("indexing", 3, 3) in steps
    assert ("searching", 2, 2) in steps
    assert sorted(beir.rglob("*")) == before
    found = [row.split() for row in run_path.read_text().splitlines()]
    assert found[0][:4] == ["q1", "Q0", "d-bank", "1"]
    assert all(len(row) == 6 and row[5] == "rapporteur" for row in found)
    assert next(ir_measures.read_trec_run(str(run_path))).doc_id == "d-bank"


def test_texts_that_say_the_same_are_two_documents(beir, tmp_path):
    with (beir / "corpus.jsonl").open("a", encoding="utf-8") as file:
        file.write("\n" + json.dumps({"_id": "d-copy", "text": TEXTS["d-bank"]}))
    retrieval(beir, tmp_path / "run.trec", Settings(embedding="none"))
    lines = (tmp_path / "run.trec").read_text().splitlines()
    assert {line.split()[2] for line in lines if line.startswith("q1")} >= {"d-bank", "d-copy"}


class ManyPassages:
    """Ten documents, of which the first takes up the first thirty places."""

    def search(self, question, k):
        names = ["big"] * 30 + [f"d{n}" for n in range(9)]
        scores = [100 - place for place in range(len(names))]
        hits = zip(names, scores, strict=True)
        return [SimpleNamespace(document=SimpleNamespace(name=n), score=s) for n, s in hits][:k]


def test_a_document_counts_with_its_best_passage_and_the_search_goes_deep_enough():
    found = best_documents(ManyPassages(), "?", wanted=5)
    assert found == {"big": 100, "d0": 70, "d1": 69, "d2": 68, "d3": 67}
    assert len(best_documents(ManyPassages(), "?", wanted=100)) == 10


def test_the_run_file_is_in_trec_form(tmp_path):
    write_run({"q1": {"a": 1.5, "b": 0.25}}, tmp_path / "r.trec")
    assert (tmp_path / "r.trec").read_text() == (
        "q1 Q0 a 1 1.500000 rapporteur\nq1 Q0 b 2 0.250000 rapporteur\n"
    )


def test_reading_is_scored_from_short_answers_and_quotes():
    questions = [
        ReadingQuestion("1", "猫喜欢什么？", ("睡觉",), "p1"),
        ReadingQuestion("2", "降水量如何？", ("比往年多",), "p2"),
        ReadingQuestion("3", "谁是行长？", (), "p2"),
        ReadingQuestion("4", "利率？", ("下调",), "p3"),
    ]
    answers = [
        answered("1", "猫喜欢睡觉。[1]", cite("p1", "猫 喜欢睡觉。"), short="睡觉"),
        answered("2", "见引文", cite("p1", "猫"), cite("p2", "降水量比往年多", 2), short="比往年"),
        refused("3"),
        refused("4", citations=(cite("p3", "下调利率"),)),
    ]
    scores = score_reading(ReadingSet("s", {"p1": "", "p2": "", "p3": ""}, questions), answers)
    values = {name: figure.value for name, figure in scores.figures.items()}
    assert values["em"] == 2 / 4
    assert values["f1"] == pytest.approx((1 + 6 / 7 + 1 + 0) / 4)
    assert values["cited_sentence"] == 3 / 4  # the first, the third by refusing, the fourth's
    assert values["cited_any"] == 4 / 4
    assert values["answered_and_cited"] == 3 / 4
    assert values["right_passage"] == 2 / 4
    assert scores.refused == 2
    assert scores.quote_length == pytest.approx((7 + 1 + 4) / 3)
    assert scores.to_json()["questions"] == 4
    assert "right_passage" in scores.to_text()


def test_reading_opens_the_passages_and_asks_the_real_assistant(tmp_path, home):
    qas = [
        {"id": "1", "question": "猫是什么动物？", "answers": [{"text": "家养动物"}]},
        {"id": "2", "question": "中央银行宣布了什么？", "answers": [{"text": "下调利率"}]},
    ]
    paragraphs = [
        {"id": "A", "context": TEXTS["d-cat"], "qas": qas[:1]},
        {"id": "B", "context": TEXTS["d-bank"], "qas": qas[1:]},
        {"id": "C", "context": TEXTS["d-rain"], "qas": []},
    ]
    path = tmp_path / "squad.json"
    path.write_text(json.dumps({"data": [{"paragraphs": paragraphs}]}))
    result = reading(path, Settings(home=home), limit=2)
    assert result.passages == 3
    assert result.figures["em"].count == 2
    assert result.figures["right_passage"].value == 1
    assert not home.exists()
