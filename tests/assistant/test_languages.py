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


def test_a_term_with_several_translations_needs_one_of_them_in_a_row(home, tmp_path):
    table = "# 计划\n\n表1：2026年预算\n\n| 重点工作 | 2026年预算（瑞郎） |\n|---|---|\n"
    rows = "| P1 – 普及连接 | 1,400,000 |\n| P2 – 数字技能 | 910,000 |\n\n优先事项由大会确定。\n"
    (tmp_path / "plan.md").write_text(table + rows, encoding="utf-8")
    with Assistant.open(home) as opened:
        opened.ingest([tmp_path / "plan.md"])
        answer = opened.ask("¿Cuánto recibió la prioridad P1 en el plan de 2026?")
    assert "1,400,000" in answer.short_answer
