"""The table benchmark: TAT-QA's definition of a right answer, and the way to one."""

import json

import pytest

from assistant.settings import Settings
from eval.datasets import DatasetError
from eval.tables import table_document, tables
from eval.tatqa import TableContext, TableQuestion, exact_and_f1, read_tatqa

ROWS = [
    ["", "2019", "2018"],
    ["Product revenue", "$ 1,452.4", "$ 1,146.2"],
    ["Service revenue", "44.1", "56.7"],
]


def question(answers, scale="", kind="span", source="table"):
    return TableQuestion("q", "?", tuple(answers), scale, kind, source, "c")


@pytest.mark.parametrize(
    ("predicted", "answers", "scale", "kind"),
    [
        ("USD 1,496.5 million", ["$1,496.5"], "million", "span"),
        ("−12.6 million", ["-12.6"], "million", "arithmetic"),
        ("−22.22%", ["-22.22"], "percent", "arithmetic"),
        ("2018; 2019", ["2019", "2018"], "", "multi-span"),
        ("(35)", ["(35)"], "", "span"),
        ("0.87", ["0.87"], "", "arithmetic"),
        ("the Fixed-price type", ["fixed-price type"], "", "span"),
        ("3", ["3"], "", "count"),
    ],
)
def test_an_answer_is_right_whatever_its_form(predicted, answers, scale, kind):
    assert exact_and_f1(predicted, question(answers, scale, kind)) == (1.0, 1.0)


@pytest.mark.parametrize(
    ("predicted", "answers", "scale", "kind"),
    [
        ("USD 1,496.5", ["$1,496.5"], "million", "span"),
        ("12.6 million", ["-12.6"], "million", "arithmetic"),
        ("2019", ["2019", "2018"], "", "multi-span"),
        (None, ["3"], "", "count"),
    ],
)
def test_a_wrong_scale_sign_or_count_is_wrong(predicted, answers, scale, kind):
    assert exact_and_f1(predicted, question(answers, scale, kind))[0] == 0.0


def test_half_of_the_words_count_half_in_a_span_and_nothing_in_a_computation():
    assert exact_and_f1("labour costs", question(["labour"])) == (0.0, 0.67)
    assert exact_and_f1("12 posts", question(["12"], kind="arithmetic")) == (0.0, 0.0)


def test_the_table_stands_behind_the_sentence_that_announces_it():
    paragraphs = ("Revenue", "The following table gives revenue (in millions):", "More text.")
    document = table_document(TableContext("c", tuple(map(tuple, ROWS)), paragraphs))
    assert [block.kind for block in document.blocks] == [
        "paragraph",
        "paragraph",
        "table",
        "paragraph",
    ]


@pytest.fixture
def tatqa(tmp_path):
    def asked(number, text, answer, kind, scale="million"):
        return {"uid": f"q{number}", "question": text, "answer": answer, "answer_type": kind,
                "answer_from": "table", "scale": scale}  # fmt: skip

    item = {
        "table": {"uid": "t1", "table": ROWS},
        "paragraphs": [
            {"order": 1, "text": "The following table gives revenue by type (in millions):"}
        ],
        "questions": [
            asked(1, "What was the product revenue in 2018?", ["$1,146.2"], "span"),
            asked(2, "What was the change in service revenue from 2018 to 2019?", -12.6,
                  "arithmetic"),
            asked(3, "In which year was service revenue larger?", ["2018"], "span", ""),
        ],
    }  # fmt: skip
    path = tmp_path / "tatqa.json"
    path.write_text(json.dumps([item]), encoding="utf-8")
    return path


def test_the_real_assistant_reads_computes_and_picks(tatqa, tmp_path):
    steps = []
    output = tmp_path / "answers.jsonl"
    result = tables(tatqa, Settings(), progress=lambda *s: steps.append(s), output=output)
    assert result.to_json()["em"] == 1
    assert result.figures["em arithmetic"].count == 1
    assert result.figures["em lookup table"].count == 2
    assert "em lookup table" in result.to_text()
    assert steps == [("answering", 1, 1)]
    lines = [json.loads(line) for line in output.read_text(encoding="utf-8").splitlines()]
    assert [line["gold"] for line in lines] == [["$1,146.2"], ["-12.6"], ["2018"]]


def test_another_file_is_refused_with_the_form_that_is_expected(tmp_path):
    path = tmp_path / "other.json"
    path.write_text('{"data": []}', encoding="utf-8")
    with pytest.raises(DatasetError, match=r"TAT-QA form|holds no question"):
        read_tatqa(path)
    with pytest.raises(DatasetError, match="cannot be read"):
        read_tatqa(tmp_path / "missing.json")
