"""Addresses are found beside the name of whom they reach."""

import pytest

TEXT = """# Report on rural networks

The report covers the work of the year.

| Contact | |
|---|---|
| Name | Ms Ana Torres, head of the networks unit |
| Telephone | +41 22 730 1111 |
| E-mail | ana.torres@example.org |

## Annex

The survey of schools is kept by its deputy director, Mr Tom Reed, who is reached at
tom.reed@example.org.
"""


@pytest.fixture(scope="module")
def assistant(over):
    return over(TEXT)


@pytest.mark.parametrize(
    ("question", "address"),
    [
        ("What is the telephone number of Ana Torres?", "+41 22 730 1111"),
        ("What is the e-mail address of Ana Torres?", "ana.torres@example.org"),
        ("What is Tom Reed's e-mail address?", "tom.reed@example.org"),
        ("How do I e-mail the deputy director of the survey of schools?", "tom.reed@example.org"),
    ],
)
def test_an_address_of_the_kind_asked_for_is_given(assistant, question, address):
    answer = assistant.ask(question)
    assert answer.status == "answered"
    assert answer.short_answer == address


@pytest.mark.parametrize(
    "question",
    [
        "What is the telephone number of Tom Reed?",
        "What is the e-mail address of the airport in Lima?",
        "What is the e-mail address of the director of the survey of schools?",
    ],
)
def test_the_address_of_another_is_not_given(assistant, question):
    assert assistant.ask(question).status == "not_found"
