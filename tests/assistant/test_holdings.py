"""What documents there are, where that is all that is asked."""

import pytest

from assistant import Assistant
from assistant.settings import Settings
from index.hits import Filters


@pytest.fixture(scope="module")
def shelf(tmp_path_factory):
    folder = tmp_path_factory.mktemp("shelf")
    (folder / "tides.md").write_text(
        "# Tide report 2024\n\nThe tides were high in 2024. The board approved two documents.\n"
    )
    (folder / "quays.md").write_text("# Quay plan 2026\n\nThe quays will be mended in 2026.\n")
    (folder / "码头.md").write_text("# 码头简报2025\n\n码头于2025年开放。\n", encoding="utf-8")
    with Assistant.open(settings=Settings(home=folder / "home")) as assistant:
        assistant.ingest([folder / name for name in ("tides.md", "quays.md", "码头.md")])
        yield assistant


@pytest.mark.parametrize(
    "asked",
    [
        "What documents do you have?",
        "which files are there?",
        "What can I ask?",
        "你有哪些文件？",
        "你能回答什么问题？",
        "Quels documents avez-vous ?",
        "¿Qué documentos hay?",
        "Какие документы есть?",
        "ما هي الوثائق المتوفرة؟",
    ],
)
def test_the_documents_are_named_each_with_its_citation(shelf, asked):
    answer = shelf.ask(asked)
    assert answer.status == "answered"
    titles = ["Quay plan 2026", "码头简报2025", "Tide report 2024"]  # the newest first
    lines = answer.answer.splitlines()
    assert "3" in lines[0]
    assert [next(t for t in titles if t in line) for line in lines[1:]] == titles
    assert [citation.title for citation in answer.citations] == titles


@pytest.mark.parametrize("asked", ["How many documents are there?", "有多少份文件？"])
def test_they_are_counted(shelf, asked):
    assert shelf.ask(asked).short_answer == "3"


def test_only_those_that_are_searched_are_named(shelf):
    answer = shelf.ask("What documents do you have?", filters=Filters(languages=("zh",)))
    assert [citation.title for citation in answer.citations] == ["码头简报2025"]


def test_documents_that_a_text_speaks_of_are_asked_of_the_text(shelf):
    answer = shelf.ask("How many documents did the board approve?")
    assert answer.citations[0].quote.endswith("two documents.")
