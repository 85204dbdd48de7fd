"""Evaluation files: what is read, and what a malformed one is told."""

import json

import pytest

from eval.datasets import (
    DatasetError,
    read_asked,
    read_beir,
    read_predictions,
    read_questions,
    read_reading,
    read_texts,
)

GOOD = {
    "id": "q1",
    "language": "en",
    "type": "fact",
    "history": [{"role": "user", "content": "Hello"}],
    "question": "How many members?",
    "status": "answered",
    "answer": [["31", "thirty-one"]],
    "evidence": [{"document": "000", "quote": "31 members"}],
}


def write_lines(path, *rows):
    lines = [row if isinstance(row, str) else json.dumps(row, ensure_ascii=False) for row in rows]
    path.write_text("\n".join(lines), encoding="utf-8")
    return path


def test_questions_are_read_with_their_gold(tmp_path):
    path = write_lines(
        tmp_path / "q.jsonl",
        GOOD,
        "",
        {"id": "q2", "question": "谁？", "status": "not_found", "type": "unanswerable"},
    )
    first, second = read_questions(path)
    assert first.answer == [["31", "thirty-one"]]
    assert first.evidence[0].quote == "31 members"
    assert first.history[0].content == "Hello"
    assert not second.answerable
    assert second.language == "unlabelled"


def test_a_line_separator_inside_a_text_does_not_end_the_line(tmp_path):
    row = json.dumps(GOOD | {"question": "a\u2028b"}, ensure_ascii=False)
    path = write_lines(tmp_path / "q.jsonl", row)
    assert read_asked(path)[0].question == "a\u2028b"


def test_a_prediction_sees_nothing_of_the_gold(tmp_path):
    asked = read_asked(write_lines(tmp_path / "q.jsonl", GOOD))[0]
    assert set(asked.__slots__) == {"id", "question", "history"}


@pytest.mark.parametrize(
    ("row", "place", "complaint"),
    [
        ("{not json", "line 2", "not JSON"),
        ("[1, 2]", "line 2", "expected a JSON object, found list"),
        ({"id": "q2", "question": "?"}, "line 2, field 'status'", "required"),
        (GOOD | {"id": 7}, "line 2, field 'id'", "valid string"),
        (GOOD | {"id": "q2", "status": "maybe"}, "line 2, field 'status'", "'not_found'"),
        (GOOD | {"id": "q2", "answer": [["31"], "32"]}, "line 2, field 'answer.1'", "valid list"),
        (GOOD | {"id": "q2", "evidence": [{"document": "0"}]}, "'evidence.0.quote'", "required"),
        (
            GOOD | {"id": "q2", "history": [{"role": "system", "content": "x"}]},
            "field 'history.0.role'",
            "'user' or 'assistant'",
        ),
        (GOOD, "'q1'", "comes twice"),
        (GOOD | {"id": "q2", "answer": [], "evidence": []}, "question 'q2'", "are empty"),
    ],
)  # fmt: skip
def test_a_malformed_question_is_named(tmp_path, row, place, complaint):
    path = write_lines(tmp_path / "bad.jsonl", GOOD, row)
    with pytest.raises(DatasetError) as error:
        read_questions(path)
    message = str(error.value)
    assert "bad.jsonl" in message
    assert place in message
    assert complaint in message


@pytest.mark.parametrize("read", [read_questions, read_asked, read_predictions, read_reading])
def test_a_missing_or_undecodable_file_is_named(tmp_path, read):
    with pytest.raises(DatasetError, match=r"none\.jsonl: no such file"):
        read(tmp_path / "none.jsonl")
    with pytest.raises(DatasetError, match="is a folder"):
        read(tmp_path)
    (tmp_path / "gb.jsonl").write_bytes("问题".encode("gb18030"))
    with pytest.raises(DatasetError, match=r"gb\.jsonl: not UTF-8"):
        read(tmp_path / "gb.jsonl")


def test_an_empty_question_file_is_refused(tmp_path):
    with pytest.raises(DatasetError, match="is empty"):
        read_questions(write_lines(tmp_path / "q.jsonl", ""))


def test_predictions_of_other_programs_need_only_an_id(tmp_path):
    rows = write_lines(
        tmp_path / "p.jsonl", {"id": "a", "model": "other"}, {"id": "b", "answer": "x"}
    )
    predictions = read_predictions(rows)
    assert predictions["a"].answer is None
    assert predictions["b"].answer == "x"


@pytest.fixture
def beir(tmp_path):
    folder = tmp_path / "tiny"
    (folder / "qrels").mkdir(parents=True)
    write_lines(
        folder / "corpus.jsonl",
        {"_id": "d1", "title": "T", "text": "one"},
        {"_id": "d2", "text": "two"},
    )
    write_lines(
        folder / "queries.jsonl", {"_id": "q1", "text": "one?"}, {"_id": "q2", "text": "unjudged"}
    )
    write_lines(folder / "qrels" / "test.tsv", "query-id\tcorpus-id\tscore", "q1\td1\t1")
    return folder


def test_a_beir_folder_is_read_with_its_judged_queries(beir):
    data = read_beir(beir)
    assert [(item.id, item.title, item.text) for item in data.corpus] == [
        ("d1", "T", "one"),
        ("d2", "", "two"),
    ]
    assert data.queries == {"q1": "one?"}
    assert data.qrels == {"q1": {"d1": 1}}
    assert data.name == "tiny"


@pytest.mark.parametrize(
    ("file", "line", "complaint"),
    [
        ("qrels/test.tsv", "q1\td9\t1", "line 3: there is no text with the id 'd9'"),
        ("qrels/test.tsv", "q9\td1\t1", "line 3: there is no query with the id 'q9'"),
        ("qrels/test.tsv", "q1 d1 1", "line 3: expected query-id, corpus-id"),
        ("corpus.jsonl", '{"_id": "d3"}', "line 3, field 'text': missing"),
        ("corpus.jsonl", '{"_id": 3, "text": ""}', "line 3, field '_id': not a text"),
        ("corpus.jsonl", '{"_id": "d1", "text": ""}', "'d1' comes twice"),
        ("corpus.jsonl", '{"_id": "d 3", "text": ""}', "'d 3' is empty or holds white space"),
    ],
)
def test_a_malformed_beir_folder_is_named(beir, file, line, complaint):
    with (beir / file).open("a", encoding="utf-8") as out:
        out.write("\n" + line)
    with pytest.raises(DatasetError) as error:
        read_beir(beir)
    assert complaint in str(error.value)


def test_both_forms_of_reading_sets_are_read(tmp_path):
    answered = {"id": "1", "question": "甲？", "answers": [{"text": "乙"}, {"text": "乙"}]}
    impossible = {"id": "2", "question": "丙？", "answers": [], "is_impossible": True}
    paragraph = {"context": "甲是乙。", "qas": [answered, impossible]}
    squad = {"data": [{"paragraphs": [paragraph]}]}
    flat = [
        {
            "context_id": "T1",
            "context_text": "甲是乙。",
            "qas": [{"query_id": "Q", "query_text": "甲？", "answers": ["乙"]}],
        }
    ]
    (tmp_path / "squad.json").write_text(json.dumps(squad))
    (tmp_path / "flat.json").write_text(json.dumps(flat))
    first = read_reading(tmp_path / "squad.json")
    assert first.passages == {"passage-1": "甲是乙。"}
    assert [q.answers for q in first.questions] == [("乙",), ()]
    second = read_reading(tmp_path / "flat.json")
    assert (second.questions[0].id, second.questions[0].answers) == ("Q", ("乙",))
    assert second.passages == {"T1": "甲是乙。"}


@pytest.mark.parametrize("text", ['{"data": [{}]}', "[1]", '{"data": []}', "[", '"x"'])
def test_other_json_is_no_reading_set(tmp_path, text):
    (tmp_path / "r.json").write_text(text)
    with pytest.raises(DatasetError, match=r"r\.json"):
        read_reading(tmp_path / "r.json")


def test_texts_of_a_missing_folder(tmp_path):
    with pytest.raises(DatasetError, match="no such folder"):
        read_texts(tmp_path / "none")
