"""A code is told as a table of meanings has it, and as sentences say it was used elsewhere."""

import pytest

RULES = """# Ward rules, March 2025

| Code | Meaning | What the nurse does |
|---|---|---|
| D1 | Pump stopped | Restarts it |
| D2 | Oxygen low | Calls the doctor |

In the rules of 2019, D2 meant a door left open.
"""


@pytest.mark.parametrize("question", ["What does code D2 mean?", "代码D2是什么意思？"])
def test_both_meanings_are_told(over, question):
    assistant = over(RULES)
    answer = assistant.ask(question)
    assert "Oxygen low" in answer.answer
    assert "door left open" in answer.answer
    assert "Pump stopped" not in answer.answer
