"""The assistant as a program uses it: documents in, cited answers out."""

import json
import re
from concurrent.futures import ThreadPoolExecutor

import pytest
from langchain_core.runnables import Runnable

from assistant import Assistant
from assistant.chain import MAX_QUESTION
from assistant.errors import HistoryError, QuestionError
from assistant.settings import Settings
from index.hits import Filters

ASKED = "2023年P2的预算是多少？"
TALK = [
    {"role": "user", "content": ASKED},
    {"role": "assistant", "content": "P2 数字技能：756,000瑞郎 [1]"},
]


@pytest.fixture
def empty(home):
    with Assistant.open(settings=Settings(home=home)) as opened:
        yield opened


def letters(text):
    return "".join(char for char in text if char.isalnum())


def without_clock(answer):
    data = answer.to_json()
    data.pop("seconds")
    return data


# Ingestion


def test_new_documents_are_added_once(empty, papers, texts):
    report = empty.ingest([papers])
    assert sorted(report.added) == sorted(texts)
    assert report.documents == 3
    again = empty.ingest([papers])
    assert again.added == []
    assert sorted(again.unchanged) == sorted(texts)
    assert again.documents == 3
    assert again.passages == report.passages


def test_a_changed_document_takes_the_place_of_the_old_one(empty, tmp_path, texts):
    path = tmp_path / "plan.md"
    path.write_text(texts["plan-2023.md"], encoding="utf-8")
    empty.ingest([path])
    path.write_text(texts["plan-2023.md"].replace("756,000", "765,000"), encoding="utf-8")
    report = empty.ingest([path])
    assert report.added == ["plan.md"]
    assert report.documents == 1
    assert "765,000" in empty.ask(ASKED).short_answer


def test_the_same_content_under_two_names_is_one_document(empty, papers, tmp_path, texts):
    empty.ingest([papers])
    copy = tmp_path / "copy of the rules.txt"
    copy.write_text(texts["library.txt"], encoding="utf-8")
    report = empty.ingest([copy])
    assert report.aliases == ["copy of the rules.txt"]
    assert report.added == []
    assert report.documents == 3


def test_a_bad_file_is_named_with_its_reason_and_the_others_go_on(empty, tmp_path, texts):
    (tmp_path / "broken.pdf").write_bytes(b"%PDF-1.7 and then nothing")
    (tmp_path / "empty.txt").write_bytes(b"")
    (tmp_path / "good.txt").write_text(texts["library.txt"], encoding="utf-8")
    report = empty.ingest([tmp_path / name for name in ("broken.pdf", "empty.txt", "good.txt")])
    assert report.added == ["good.txt"]
    assert {failure.name for failure in report.failures} == {"broken.pdf", "empty.txt"}
    assert all(failure.reason.strip() for failure in report.failures)
    assert "Brandt" in empty.ask("Who gave the 18,400 maps to the archive in 1987?").answer


def test_progress_counts_up_to_the_number_of_files(empty, papers):
    seen = []
    empty.ingest([papers], lambda done, total, name: seen.append((done, total)))
    assert seen[-1] == (3, 3)


# Answers


def test_a_figure_is_answered_with_its_cell_cited(assistant, texts):
    answer = assistant.ask(ASKED)
    assert answer.status == "answered"
    assert "756,000" in answer.short_answer
    citation = answer.citations[0]
    assert citation.document == "plan-2023.md"
    assert citation.table.caption == "表1：2023年各优先事项预算"
    assert citation.table.row == "P2 数字技能"
    assert citation.table.column == "预算（瑞郎）"
    assert citation.section[-1] == "1 预算"
    assert letters(citation.quote) in letters(texts["plan-2023.md"])


@pytest.mark.parametrize(
    ("question", "fact"),
    [
        ("2023年举办了多少期培训班？", "46期"),
        ("培训中心何时启用？", "2023年3月15日"),
        ("How many books may readers borrow?", "twelve books"),
    ],
)
def test_a_sentence_is_answered_word_for_word(assistant, texts, question, fact):
    answer = assistant.ask(question)
    assert answer.status == "answered"
    assert fact in answer.answer
    for citation in answer.citations:
        assert citation.quote in texts[citation.document]


def test_every_marker_has_its_citation(assistant):
    for question in (ASKED, "参加计划的合作伙伴有哪些？", "How many books may readers borrow?"):
        answer = assistant.ask(question)
        markers = dict.fromkeys(map(int, re.findall(r"\[(\d+)\]", answer.answer)))
        assert list(markers) == [citation.marker for citation in answer.citations]
        assert list(markers) == list(range(1, len(markers) + 1))


def test_an_absent_subject_is_not_found(assistant):
    answer = assistant.ask("What is the boiling point of tungsten?")
    assert answer.status == "not_found"
    assert answer.short_answer is None
    assert answer.answer.startswith("The documents do not answer this.")


def test_an_absent_year_is_not_found_and_those_there_are_named(assistant):
    answer = assistant.ask("2024年P2的预算是多少？")
    assert answer.status == "not_found"
    assert "2024" in answer.answer
    assert "2023" in answer.answer
    assert "2026" in answer.answer


def test_an_absent_code_is_not_found_and_named(assistant):
    answer = assistant.ask("2023年P9的预算是多少？")
    assert answer.status == "not_found"
    assert "P9" in answer.answer


def test_a_misspelt_question_is_read_as_it_was_meant_and_says_so(assistant):
    typed = "How many books may raeders borow?"
    answer = assistant.ask(typed)
    assert "twelve books" in answer.answer
    assert answer.question == answer.trace["asked"] == typed
    assert "How many books may readers borrow?" in answer.notice
    assert not assistant.ask(answer.trace["searched"]).notice


def test_without_documents_nothing_is_found(empty):
    answer = empty.ask("What is the boiling point of tungsten?")
    assert answer.status == "not_found"
    assert answer.citations == ()


@pytest.mark.parametrize(
    ("question", "document", "fact"),
    [("那2026年呢？", "plan-2026.md", "910,000"), ("那P3呢？", "plan-2023.md", "994,000")],
)
def test_a_follow_up_is_understood_from_the_conversation(assistant, question, document, fact):
    answer = assistant.ask(question, TALK)
    assert fact in answer.short_answer
    assert answer.citations[0].document == document
    assert answer.question == question


@pytest.mark.parametrize(
    ("question", "language", "opening"),
    [
        ("火星上有几颗卫星？", "zh", "文件没有回答这个问题。"),
        ("Who painted the ceiling of the chapel?", "en", "The documents do not answer this."),
        ("Quelle est la capitale de la Mongolie ?", "fr", "Les documents ne répondent pas"),
        ("¿Quién ganó el mundial de fútbol?", "es", "Los documentos no responden"),
        ("Кто написал Войну и мир?", "ru", "В документах нет ответа"),
        ("من كتب ألف ليلة وليلة؟", "ar", "لا تجيب الوثائق"),
    ],
)
def test_the_frame_is_in_the_language_of_the_question(assistant, question, language, opening):
    answer = assistant.ask(question)
    assert answer.language == language
    assert answer.status == "not_found"
    assert answer.answer.startswith(opening)


def test_a_language_that_is_set_goes_before_that_of_the_question(paper_home):
    with Assistant.open(settings=Settings(home=paper_home, language="fr")) as assistant:
        answer = assistant.ask("火星上有几颗卫星？")
    assert answer.language == "fr"
    assert answer.answer.startswith("Les documents")


@pytest.mark.parametrize(
    "filters",
    [Filters(documents=("plan-2026.md",)), Filters(years=(2026,))],
)
def test_filters_keep_to_their_documents(assistant, filters):
    answer = assistant.ask("P2的预算是多少？", filters=filters)
    assert "910,000" in answer.short_answer
    assert {citation.document for citation in answer.citations} == {"plan-2026.md"}


@pytest.mark.parametrize("question", ["", "   ", "？！", "\n\t"])
def test_an_empty_question_is_refused(assistant, question):
    with pytest.raises(QuestionError, match="empty"):
        assistant.ask(question)


def test_an_overlong_question_is_refused_with_the_limit(assistant):
    with pytest.raises(QuestionError, match=str(MAX_QUESTION)):
        assistant.ask("why " * MAX_QUESTION)


@pytest.mark.parametrize(
    "history",
    [
        "what was said",
        5,
        {"role": "user", "content": "x"},
        [{"role": "system", "content": "x"}],
        [{"role": "user"}],
        [{"role": "user", "content": None}],
        ["x"],
    ],
)
def test_a_malformed_history_is_refused(assistant, history):
    with pytest.raises(HistoryError, match="history"):
        assistant.ask(ASKED, history)


# Forms of the same answer


def test_the_answer_as_json_is_in_the_contracts_form(assistant):
    data = json.loads(json.dumps(assistant.ask(ASKED).to_json(), ensure_ascii=False))
    types = {
        "question": str,
        "language": str,
        "status": str,
        "answer": str,
        "short_answer": str,
        "citations": list,
        "confidence": float,
        "seconds": float,
    }
    assert {name: type(value) for name, value in data.items()} == types
    assert 0 <= data["confidence"] <= 1
    citation = data["citations"][0]
    expected = {"marker", "document", "title", "section", "page", "table", "quote"}
    assert set(citation) == expected
    assert citation["marker"] == 1
    assert citation["page"] is None
    assert citation["section"] == ["2023年能力建设计划", "1 预算"]
    assert set(citation["table"]) == {"caption", "row", "column"}


def test_a_stream_ends_with_the_answer(assistant):
    *pieces, last = assistant.stream(ASKED)
    assert all(isinstance(piece, str) for piece in pieces)
    assert without_clock(last) == without_clock(assistant.ask(ASKED))


def test_the_runnable_answers_as_ask_does(assistant):
    chain = assistant.runnable()
    assert isinstance(chain, Runnable)
    assert without_clock(chain.invoke({"question": ASKED})) == without_clock(assistant.ask(ASKED))
    follow_up = chain.invoke({"question": "那2026年呢？", "history": TALK})
    assert without_clock(follow_up) == without_clock(assistant.ask("那2026年呢？", TALK))


def test_the_runnable_answers_several_at_once(assistant):
    answers = assistant.runnable().batch([{"question": ASKED}, {"question": "那P3呢？"}])
    assert [answer.question for answer in answers] == [ASKED, "那P3呢？"]


# Several at once


def test_several_threads_get_the_answers_that_one_gets(assistant):
    questions = [ASKED, "2026年P3的预算是多少？", "How many books may readers borrow?"] * 6
    alone = [without_clock(assistant.ask(question)) for question in questions]
    with ThreadPoolExecutor(6) as pool:
        together = list(
            pool.map(lambda question: without_clock(assistant.ask(question)), questions)
        )
    assert together == alone


def test_questions_are_answered_while_documents_are_ingested(empty, papers, tmp_path):
    empty.ingest([papers])
    for number in range(20):
        text = f"Report {number}\n\nThe {number}th committee met in hall {number}.\n"
        (tmp_path / f"report-{number}.txt").write_text(text, encoding="utf-8")
    files = sorted(tmp_path.glob("report-*.txt"))
    with ThreadPoolExecutor(3) as pool:
        ingested = pool.submit(lambda: [empty.ingest([path]) for path in files])
        answers = []
        while not ingested.done() or not answers:
            answers += pool.map(empty.ask, [ASKED, ASKED])
        reports = ingested.result()
    assert {answer.status for answer in answers} == {"answered"}
    assert all("756,000" in answer.short_answer for answer in answers)
    assert reports[-1].documents == 23


def test_what_is_not_answered_of_several_questions_is_said(assistant):
    answer = assistant.ask("2023年举办了多少期培训班，中国长城的长度是多少？")
    assert answer.status == "answered"
    assert "46期" in answer.answer
    assert "没有回答“中国长城的长度是多少" in answer.answer


def test_the_second_question_knows_what_the_first_is_about(assistant):
    answer = assistant.ask("Where is the training centre, and when was it opened?")
    assert "内罗毕" in answer.answer
    assert "2023年3月15日" in answer.answer


def test_one_row_that_answers_two_questions_is_given_once(assistant):
    answer = assistant.ask("How much did P2 get in 2023, and what share of the budget was it?")
    lines = [line for line in answer.answer.splitlines() if "P2" in line]
    assert len(lines) == 1
    assert "756,000" in lines[0]
    assert "25.2%" in lines[0]


def test_a_sentence_that_a_note_parts_is_read_whole_and_cited_verbatim(empty, tmp_path):
    text = (
        "[bookmark: a1]Bursaries\n\n"
        "In 2019, 30 bursaries were granted at the ninth assembly of the guild of weavers"
        "[footnoteRef:1] in Turin. [1:  See the minutes of the assembly] \n\n"
        "[bookmark: a2]Hall\n\n\tLooms\n\n\t12\n\n"
    )
    (tmp_path / "guild.txt").write_text(text, encoding="utf-8")
    empty.ingest([tmp_path / "guild.txt"])
    answer = empty.ask("How many bursaries were granted at the assembly of the weavers?")
    assert "guild of weavers in Turin" in answer.answer
    assert any("30 bursaries" in citation.quote for citation in answer.citations)
    for citation in answer.citations:
        assert citation.quote in text
