"""Questions in languages that the built-in model cannot read, over Chinese documents."""

from __future__ import annotations

from pathlib import Path

import pytest

from assistant import Assistant

PLAN = """# 2026年计划

## 1 预算

网络安全预算为465,000瑞郎。应急通信预算为205,000瑞郎。

## 2 合作

国际电联与布隆迪政府签署了关于宽带的协议。赞比亚的讲习班有44人参加。
"""


@pytest.fixture
def assistant(home: Path, tmp_path: Path) -> Assistant:
    path = tmp_path / "计划.md"
    path.write_text(PLAN, encoding="utf-8")
    with Assistant.open(home) as opened:
        opened.ingest([path])
        yield opened


@pytest.mark.parametrize(
    ("question", "fact"),
    [
        ("Quel est le budget de la cybersécurité ?", "465,000"),
        ("¿Cuál es el presupuesto de las telecomunicaciones de emergencia?", "205,000"),
        ("Каков бюджет кибербезопасности?", "465,000"),
        ("ما هي ميزانية الأمن السيبراني؟", "465,000"),
        ("С правительством какой страны МСЭ подписал соглашение?", "布隆迪"),
    ],
)
def test_it_is_answered_from_chinese_text(assistant: Assistant, question: str, fact: str) -> None:
    answer = assistant.ask(question)
    assert answer.status == "answered"
    assert fact in answer.answer
    assert answer.citations[0].document == "计划.md"
    assert answer.trace["searched"] == question
    assert answer.trace["expansions"]


def test_what_the_document_does_not_say_is_still_refused(assistant: Assistant) -> None:
    assert (
        assistant.ask("Combien de satellites la Mongolie a-t-elle lancés ?").status == "not_found"
    )
