"""Runs: predictions, the cause of each miss, the report in a real browser, and comparisons."""

import json
import re

import pytest

from eval.compare import compare
from eval.corpus import plain_document
from eval.datasets import DatasetError, Evidence, Prediction, read_predictions
from eval.diagnosis import trace_evidence
from eval.predict import predict
from eval.run import run
from index.search import Index
from tests.eval.scripted import ScriptedAssistant, answered, cite, refused

REPORT = "委员会由31名成员组成。\n总部设在日内瓦。\n年度预算为75.6万瑞郎。"
PLAN = "2027年的行动计划列出七项工作。\n培训中心设在基加利。"
LETTER = "The secretariat moved to Montreux in 2019."
HOSTILE = "<script>document.title='broken'</script>&<b>"


def gold(name, question, forms, quote, document="000", kind="fact", **more):
    return {
        "id": name,
        "language": "zh",
        "type": kind,
        "question": question,
        "status": "answered",
        "answer": [forms],
        "evidence": [{"document": document, "quote": quote}],
        **more,
    }


QUESTIONS = [
    gold("right", "委员会有多少成员？", ["31"], "委员会由31名成员组成"),
    gold("unparsed", "委员会的印章是什么颜色？", ["绿色"], "印章为绿色并存放于秘书处"),
    gold("unfound", "委员会在哪里培训？", ["基加利"], "培训中心设在基加利", "001", "table"),
    gold("refused", "总部设在哪里？", ["日内瓦"], "总部设在日内瓦"),
    gold("unused", "年度预算是多少？", ["CHF 756,000"], "年度预算为75.6万瑞郎"),
    gold("wrong", "行动计划列出几项工作？", ["七项"], "行动计划列出七项工作", "001", "calc",
         history=[{"role": "user", "content": "有行动计划吗？"}]),
    {"id": "unanswerable", "language": "en", "type": "unanswerable", "question": "Who is the cook?",
     "status": "not_found", "answer": [], "evidence": []},
]  # fmt: skip

CAUSES = {
    "unparsed": "not parsed",
    "unfound": "not retrieved",
    "refused": "wrongly refused",
    "unused": "retrieved but not used",
    "wrong": "used but wrong",
    "unanswerable": "should have refused",
}


@pytest.fixture
def index(home):
    with Index.open(home, embedding="none") as opened:
        opened.add(
            [
                plain_document("000_report.txt", "报告", REPORT),
                plain_document("001_plan.txt", "", PLAN),
                plain_document("002_letter.txt", "", LETTER),
            ]
        )
        yield opened


@pytest.fixture
def questions(tmp_path):
    path = tmp_path / "questions.jsonl"
    path.write_text("\n".join(json.dumps(q, ensure_ascii=False) for q in QUESTIONS))
    return path


@pytest.fixture
def assistant(index):
    letter = cite("002_letter.txt", "The secretariat moved to Montreux in 2019.")
    members = cite("000_report.txt", "委员会由31名成员组成。")
    by_id = {q["id"]: q["question"] for q in QUESTIONS}
    answers = [
        answered(by_id["right"], "委员会有31名成员。[1]", members, short="31"),
        answered(by_id["unparsed"], "红色。", members, searched="委员会由31名成员组成"),
        answered(by_id["unfound"], "日内瓦。", members, searched="委员会由31名成员组成"),
        refused(by_id["refused"]),
        answered(by_id["unused"], f"1919 {HOSTILE}", letter),
        answered(by_id["wrong"], "十项。", cite("001_plan.txt", "2027年的行动计划列出七项工作。")),
        answered(by_id["unanswerable"], "Mr 厨师.", cite("000_report.txt", "杜撰的引文")),
    ]
    return ScriptedAssistant(index, {answer.question: answer for answer in answers})


@pytest.fixture
def folder(assistant, questions, tmp_path):
    run(assistant, questions, tmp_path / "run", k=1)
    return tmp_path / "run"


def test_predictions_are_written_in_the_contracts_form(assistant, questions, tmp_path):
    steps = []
    output = tmp_path / "new" / "p.jsonl"
    result = predict(assistant, questions, output, lambda *step: steps.append(step))
    rows = [json.loads(line) for line in output.read_text(encoding="utf-8").splitlines()]
    assert [row["id"] for row in rows] == [q["id"] for q in QUESTIONS]
    assert rows[0]["short_answer"] == "31"
    assert rows[0]["citations"][0]["section"] == ["报告"]
    assert "trace" not in rows[0]
    assert (result.answered, result.not_found) == (6, 1)
    assert steps[-1] == ("answering", 7, 7)
    assert assistant.asked[5] == (
        "行动计划列出几项工作？",
        [{"role": "user", "content": "有行动计划吗？"}],
    )


def test_an_interrupted_prediction_leaves_no_half_file(assistant, questions, tmp_path):
    assistant.answers.pop("年度预算是多少？")
    with pytest.raises(KeyError):
        predict(assistant, questions, tmp_path / "p.jsonl")
    assert not (tmp_path / "p.jsonl").exists()
    assert len((tmp_path / "p.jsonl.part").read_text(encoding="utf-8").splitlines()) == 4


def test_every_miss_has_the_stage_that_failed(assistant, questions, tmp_path):
    result = run(assistant, questions, tmp_path / "run", k=1)
    assert {miss.question.id: miss.cause for miss in result.misses} == CAUSES
    assert result.scores.value("answer") == pytest.approx(1 / 6)
    assert result.scores.value("refusal") == 0
    assert result.scores.value("grounded") == pytest.approx(5 / 6)
    assert all(result.causes[cause] == 1 for cause in CAUSES.values())
    assert "not retrieved" in result.to_text()


def test_a_run_folder_holds_predictions_scores_and_report(folder):
    assert len(read_predictions(folder / "predictions.jsonl")) == len(QUESTIONS)
    scores = json.loads((folder / "scores.json").read_text(encoding="utf-8"))
    assert scores["about"]["documents"] == "3"
    assert scores["verdicts"]["unfound"]["cause"] == "not retrieved"
    assert scores["verdicts"]["unfound"]["trace"][0]["parsed"] is True
    assert scores["verdicts"]["right"]["cause"] is None
    assert scores["groups"]["type:fact"]["answer"]["count"] == 4


def test_evidence_over_two_passages_is_retrieved_when_both_are_found():
    first, second = "培训中心设在基加利。", "它每年接待两百名学员。"
    piece = Evidence("001", first + second)
    passages = {"001_plan.txt": [first, second], "002.txt": ["无关的一段文字。"]}
    hits = [("001_plan.txt", second), ("002.txt", "无关的一段文字。"), ("001_plan.txt", first)]
    trace = trace_evidence(piece, Prediction("q"), passages, hits)
    assert (trace.parsed, trace.rank, trace.cited) == (True, 3, False)
    assert trace_evidence(piece, Prediction("q"), passages, hits[:2]).rank is None


def test_the_report_shows_every_miss_and_asks_nothing_of_the_network(folder):
    page = (folder / "report.html").read_text(encoding="utf-8")
    for name, cause in CAUSES.items():
        article = re.search(rf'<article id="{name}" data-cause="{cause}".*?</article>', page, re.S)
        question = next(q for q in QUESTIONS if q["id"] == name)
        assert question["question"] in article.group()
        for piece in question["evidence"]:
            assert piece["quote"] in article.group()
    assert 'id="right"' not in page
    assert "有行动计划吗？" in page
    assert "杜撰的引文" in page
    assert HOSTILE not in page
    assert "&lt;script&gt;document.title" in page
    assert not re.search(r"""(?:src|href|url|@import)\s*[=(]?\s*["']?(?:https?:)?//""", page)


def test_the_report_filters_its_misses_in_a_browser(folder, chromium):
    from playwright.sync_api import sync_playwright

    requests = []
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox"])
        page = browser.new_page()
        page.on("request", lambda request: requests.append(request.url))
        page.goto((folder / "report.html").as_uri())
        assert page.title() == "1 of 7 right: questions.jsonl"
        shown = page.locator("article:visible")
        assert shown.count() == 6
        page.select_option("select[name=cause]", "used but wrong")
        assert shown.count() == 1
        assert page.locator("output").inner_text() == "1 of 6"
        page.select_option("select[name=cause]", "")
        page.fill("input[name=words]", "montreux")
        assert [shown.nth(i).get_attribute("id") for i in range(shown.count())] == ["unused"]
        browser.close()
    assert [url for url in requests if not url.startswith("file:")] == []


def test_a_run_without_misses_says_so(assistant, questions, tmp_path):
    questions.write_text(json.dumps(QUESTIONS[0], ensure_ascii=False))
    run(assistant, questions, tmp_path / "run")
    assert "Every question was answered rightly." in (tmp_path / "run" / "report.html").read_text()


def test_two_runs_are_compared_question_by_question(assistant, questions, folder, tmp_path):
    sentence = "总部设在日内瓦。"
    assistant.answers["总部设在哪里？"] = answered(
        "总部设在哪里？", "在日内瓦。", cite("000_report.txt", sentence), short="日内瓦"
    )
    assistant.answers["Who is the cook?"] = refused("Who is the cook?")
    assistant.answers["委员会有多少成员？"] = refused("委员会有多少成员？")
    run(assistant, questions, tmp_path / "second", k=1)
    result = compare(folder, tmp_path / "second")
    assert [(c.id, c.won) for c in result.changes] == [
        ("right", False),
        ("refused", True),
        ("unanswerable", True),
    ]
    figures = {f.name: f for f in result.figures}
    assert figures["answer"].difference.value == 0
    assert figures["answer"].difference.p_value == 1
    assert figures["refusal"].difference.value == 1
    assert result.to_json()["lost"][0]["answer_a"] == "委员会有31名成员。[1]"
    assert "won by B: 2" in result.to_text()


def test_runs_over_different_questions(assistant, questions, folder, tmp_path):
    questions.write_text(json.dumps(QUESTIONS[0], ensure_ascii=False))
    run(assistant, questions, tmp_path / "less")
    assert compare(folder, tmp_path / "less").left_out == tuple(sorted(CAUSES))
    other = QUESTIONS[0] | {"id": "other"}
    questions.write_text(json.dumps(other, ensure_ascii=False))
    run(assistant, questions, tmp_path / "other")
    with pytest.raises(DatasetError, match="no question in common"):
        compare(folder, tmp_path / "other")
    with pytest.raises(DatasetError, match="eval run"):
        compare(folder, tmp_path)
