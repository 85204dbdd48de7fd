"""Courtesy asks nothing, and is no part of what is asked."""

import pytest

from assistant import Assistant


@pytest.fixture(scope="module")
def assistant(tmp_path_factory, papers):
    with Assistant.open(tmp_path_factory.mktemp("courtesy") / "home") as opened:
        opened.ingest([papers])
        yield opened


@pytest.mark.parametrize(
    ("said", "language"),
    [
        ("Hello", "en"),
        ("Thanks a lot!", "en"),
        ("你好", "zh"),
        ("谢谢，再见！", "zh"),
        ("Bonjour", "fr"),
        ("¡Gracias!", "es"),
        ("Спасибо", "ru"),
        ("شكرا", "ar"),
    ],
)
def test_courtesy_is_answered_with_what_may_be_asked(assistant, said, language):
    answer = assistant.ask(said)
    assert answer.language == language
    assert answer.status == "not_found"
    assert not answer.citations  # nothing "nearest" is quoted at somebody who says hello


@pytest.mark.parametrize(
    "question",
    [
        "Hello, what was the P2 budget in 2023?",
        "What was the P2 budget in 2023? Thank you!",
        "你好，请问2023年P2的预算是多少？谢谢",
    ],
)
def test_a_question_is_read_without_the_courtesy_around_it(assistant, question):
    answer = assistant.ask(question)
    assert "756,000" in answer.short_answer
    assert answer.question == question


def test_thanks_in_between_do_not_end_a_conversation(assistant):
    history = [
        {"role": "user", "content": "What was the P2 budget in 2023?"},
        {"role": "assistant", "content": "CHF 756,000 [1]"},
        {"role": "user", "content": "Thanks"},
        {"role": "assistant", "content": "Ask me what the documents say."},
    ]
    assert "910,000" in assistant.ask("OK, and in 2026?", history).short_answer


def test_a_name_that_begins_like_a_greeting_is_kept(assistant):
    answer = assistant.ask("Hi-fi, hello kitty or good morning tea: which is served?")
    assert answer.trace["searched"].startswith("Hi-fi")
