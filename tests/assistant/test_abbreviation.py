"""What an abbreviation stands for is told from where the documents introduce it."""

import pytest

NOTE = """# 流域预警说明

区域预警办公室负责发布国家洪水应急计划（NFEP）。各国每两年修订一次国家洪水应急计划（NFEP）。

The River Data Exchange (RDX) went online in 2024. NFEP workshops are held every spring.

Every region takes an equal share of the FLOOD fund.
"""


@pytest.fixture(scope="module")
def assistant(over):
    return over(NOTE)


@pytest.mark.parametrize(
    ("question", "name"),
    [
        ("What does NFEP stand for?", "国家洪水应急计划"),
        ("NFEP是什么的缩写？", "国家洪水应急计划"),
        ("What is the full name of RDX?", "River Data Exchange"),
        ("RDX的全称是什么？", "River Data Exchange"),
    ],
)
def test_the_name_is_given_with_the_sentence_that_introduces_it(assistant, question, name):
    answer = assistant.ask(question)
    assert answer.short_answer == name
    assert name in answer.citations[0].quote
    assert answer.citations[0].quote in NOTE


def test_an_abbreviation_that_nothing_introduces_gets_no_name(assistant):
    answer = assistant.ask("What does QXZ stand for?")
    assert answer.status == "not_found"


@pytest.mark.parametrize(
    ("question", "name"),
    [
        ("What is NFEP?", "国家洪水应急计划"),
        ("NFEP是什么？", "国家洪水应急计划"),
        ("what is the RDX", "River Data Exchange"),
    ],
)
def test_what_it_is_opens_with_the_name_where_no_sentence_says_what_it_is(
    assistant, question, name
):
    answer = assistant.ask(question)
    assert answer.short_answer == name
    assert name in answer.answer.splitlines()[0]


def test_letters_that_no_document_has_are_not_read_as_a_word(assistant):
    answer = assistant.ask("What is EQUAL?")
    assert answer.status == "not_found"
    assert "EQUAL" in answer.answer.splitlines()[0]
