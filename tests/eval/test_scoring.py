"""Verdicts on answers, and their agreement with the developers' scoring script."""

import importlib.util
import json
import random
import sys

import pytest

from eval.datasets import CitedPassage, Evidence, Prediction, Question, read_texts
from eval.scoring import judge, numbers, plain, quoted_share, score, states, summarise

QUOTE = "当前委员会由31名成员组成"
FACT = Question(
    id="q1",
    question="How many?",
    status="answered",
    answer=[["31", "thirty-one"]],
    evidence=[Evidence("000", QUOTE)],
    language="en",
    type="fact",
)
MISSING = Question("q2", "Who?", "not_found", language="en", type="unanswerable")
CITED = [CitedPassage("000_a.txt", f"据介绍，{QUOTE}。")]


def answered(*citations):
    return Prediction("q1", "answered", "31 members [1]", "31", list(citations), None, 0.2)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("75.6万", {756000}),
        ("CHF 756,000", {756000}),
        ("756 000", {756000}),
        ("756\u202f000", {756000}),
        ("1 160万", {11_600_000}),
        ("2.5 million and 3 Billion", {2_500_000, 3_000_000_000}),
        ("1.2万亿", {1_200_000_000_000}),
        ("增长12%", {12}),
        ("７５６", {756}),
        ("共31名[1]，见【2】", {31}),
        ("2023年1月25日", {2023, 1, 25}),
        ("1,2", {1, 2}),
        ("none", set()),
    ],
)
def test_numbers(text, expected):
    assert numbers(text) == expected


@pytest.mark.parametrize(
    ("text", "form", "expected"),
    [
        ("预算为75.6万瑞郎", "CHF 756,000", True),
        ("预算为75.7万瑞郎", "CHF 756,000", False),
        ("在 北京 举行", "北京", True),
        ("The WORLD bank.", "World Bank", True),
        ("BDT", "ITU", False),
        ("十七家组织", "17", False),
    ],
)
def test_a_text_states_a_form(text, form, expected):
    assert states(text, form) is expected


def test_a_quote_may_stand_in_pieces_of_four_letters():
    assert quoted_share("abcd efgh", "ABCD-EFGH") == 1
    assert quoted_share("abcdefgh", "xx abcd yy efgh") == 1
    assert quoted_share("abcdefgh", "xx abcd yy efg") == 0.5
    assert quoted_share("", "text") == 0


def test_a_right_answer_with_its_citation():
    verdict = judge(FACT, answered(*CITED))
    assert verdict.answer and verdict.cited and verdict.short
    assert (verdict.evidence, verdict.refused) == (1, False)


def test_only_the_first_500_characters_are_read():
    late = Prediction("q1", "answered", "x" * 500 + " 31", "31", CITED)
    assert not judge(FACT, late).answer


def test_quoting_the_evidence_answers_a_question_for_wording():
    quoting = Prediction("q1", "answered", QUOTE.replace("31", "若干"), None, CITED)
    assert judge(FACT, quoting).answer
    calculated = Question("q", "?", "answered", FACT.answer, FACT.evidence, None, "en", "calc")
    assert not judge(calculated, quoting).answer


def test_an_answer_cited_from_another_document_is_not_cited():
    verdict = judge(
        FACT, Prediction("q1", "answered", "31", "31", [CitedPassage("001.txt", QUOTE)])
    )
    assert verdict.answer and not verdict.cited
    assert verdict.evidence == 0


def test_a_citation_may_be_a_part_of_the_evidence():
    part = judge(
        FACT,
        Prediction("q1", "answered", "31", "31", [CitedPassage("000", "委员会由31名成员组成")]),
    )
    assert part.cited
    scrap = judge(FACT, Prediction("q1", "answered", "31", "31", [CitedPassage("000", "31名成员")]))
    assert not scrap.cited


def test_a_short_answer_may_be_eighty_characters_longer_than_the_items():
    room = 80 + len("thirty-one")
    assert judge(FACT, Prediction("q1", "answered", "31", "31" + "x" * (room - 2))).short
    assert not judge(FACT, Prediction("q1", "answered", "31", "31" + "x" * (room - 1))).short


def test_refusing():
    refusal = Prediction("q1", "not_found", "31", "31", CITED)
    assert not judge(FACT, refusal).answer
    assert not judge(FACT, refusal).short
    assert judge(MISSING, Prediction("q2", "not_found", "Nothing.")).answer
    assert not judge(MISSING, Prediction("q2", "answered", "Someone.")).answer


def test_a_missing_prediction_is_wrong():
    scores = summarise([FACT, MISSING], {})
    assert scores.value("answer") == 0
    assert scores.value("refusal") == 0
    assert scores.value("false_refusal") == 0
    assert scores.seconds_p50 is None


def test_figures_of_a_run_and_of_its_groups():
    predictions = {
        "q1": answered(*CITED, CitedPassage("000_a.txt", "杜撰")),
        "q2": Prediction("q2", "not_found", "", None, [], None, 0.4),
    }
    scores = summarise([FACT, MISSING], predictions, {"000_a.txt": f"前文。据介绍,\n{QUOTE}。"})
    assert scores.value("answer") == 1
    assert scores.value("grounded") == 0.5
    assert scores.groups["language:en"]["answer"].count == 2
    assert scores.groups["type:fact"]["cited"].value == 1
    assert "cited" not in scores.groups["type:unanswerable"]
    assert (scores.seconds_p50, scores.seconds_p95) == (0.4, 0.4)
    data = json.loads(json.dumps(scores.to_json()))
    assert data["questions"] == 2
    assert data["intervals"]["grounded"]["value"] == 0.5
    assert "type:unanswerable" in scores.to_text()


def test_without_documents_grounding_is_left_out():
    scores = summarise([FACT], {"q1": Prediction("q1", "answered", "31", "31", CITED)})
    assert scores.value("grounded") is None


def random_prediction(question, texts, rng):
    """An answer made of gold forms, evidence, other text and noise, so that every rule is met."""
    pieces = [rng.choice(item) for item in question["answer"] if rng.random() < 0.8]
    pieces += [e["quote"] for e in question["evidence"] if rng.random() < 0.3]
    pieces += ["x" * rng.choice([3, 600])] if rng.random() < 0.3 else []
    rng.shuffle(pieces)
    citations = []
    for evidence in question["evidence"]:
        name = next(n for n in texts if n.startswith(evidence["document"]))
        start, quote = rng.randrange(8), evidence["quote"]
        quote = rng.choice([quote, quote[start:], quote[:start], quote[:9] + "……" + quote[-6:]])
        citations.append({"document": rng.choice([name, "001_other.txt"]), "quote": quote})
    other = rng.choice(sorted(texts))
    begin = rng.randrange(len(texts[other]) - 50)
    citations.append(
        {"document": other, "quote": texts[other][begin : begin + 50].replace("，", "")}
    )
    return {
        "id": question["id"],
        "status": rng.choice(["answered"] * 4 + ["not_found"]),
        "answer": "；".join(pieces) + " [1]",
        "short_answer": rng.choice([None, *pieces]),
        "citations": citations,
        "seconds": rng.random(),
    }


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_figures_equal_those_of_the_developers_script(shared, tmp_path, monkeypatch, seed):
    monkeypatch.setattr(sys, "dont_write_bytecode", True)  # the shared folder stays as it is
    spec = importlib.util.spec_from_file_location("score", shared / "scoring" / "score.py")
    script = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(script)
    questions = script.read(shared / "questions" / "dev.jsonl")
    texts = read_texts(shared / "corpus")
    rng = random.Random(seed)
    made = [random_prediction(q, texts, rng) for q in questions if rng.random() < 0.95]
    path = tmp_path / "p.jsonl"
    path.write_text("\n".join(json.dumps(p, ensure_ascii=False) for p in made), encoding="utf-8")

    theirs, verdicts = script.summarise(questions, {p["id"]: p for p in made}, shared / "corpus")
    ours = score(shared / "questions" / "dev.jsonl", path, texts)

    data = ours.to_json()
    for name in ("questions", "answer", "cited", "short", "evidence", "refusal", "false_refusal"):
        assert data[name] == pytest.approx(theirs[name], abs=1e-4), name
    assert data["grounded"] == pytest.approx(theirs["grounded"], abs=1e-4)
    assert (data["seconds_p50"], data["seconds_p95"]) == (
        theirs["seconds_p50"],
        theirs["seconds_p95"],
    )
    for name, (share, count) in theirs["groups"].items():
        assert ours.groups[name]["answer"].value == pytest.approx(share, abs=1e-3), name
        assert ours.groups[name]["answer"].count == count
    for name, verdict in verdicts.items():
        assert (ours.verdicts[name].answer, ours.verdicts[name].cited) == (
            bool(verdict["answer"]),
            bool(verdict["cited"]),
        ), name
    assert 0.1 < data["answer"] < 0.9  # the predictions exercise both outcomes


def test_plain_keeps_letters_and_digits_of_every_script():
    assert plain(" Ａbc，１２3—č [é] ") == "abc123čé"
