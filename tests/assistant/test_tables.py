"""Which cell answers, and what is worked out from cells."""

import pytest


@pytest.mark.parametrize(
    ("question", "fact", "column"),
    [
        ("2023年P3的预算是多少？", "994,000", "预算（瑞郎）"),
        ("2023年P3占预算的百分之几？", "33.1%", "占比"),
        ("What was the budget of P1 in 2026?", "1,400,000", "预算（瑞郎）"),
        ("What share of the budget went to P2 in 2023?", "25.2%", "占比"),
    ],
)
def test_an_amount_or_a_share_is_taken_from_its_column(assistant, question, fact, column):
    answer = assistant.ask(question)
    assert answer.short_answer.replace("CHF ", "").replace("瑞郎", "") == fact
    assert answer.citations[0].table.column == column


def test_both_are_given_where_both_are_asked(assistant):
    answer = assistant.ask("2023年P3的预算金额是多少，占百分之几？")
    assert "994,000" in answer.answer
    assert "33.1%" in answer.answer


def test_the_difference_of_two_rows_cites_both(assistant):
    answer = assistant.ask("2023年P1的预算比P3多多少？")
    assert "256,000" in answer.short_answer
    assert {citation.table.row for citation in answer.citations} == {"P1 普及连接", "P3 网络安全"}


def test_the_difference_of_two_years_cites_both(assistant):
    answer = assistant.ask("P2的预算从2023年到2026年增加了多少？")
    assert "154,000" in answer.short_answer
    documents = {citation.document for citation in answer.citations}
    assert documents == {"plan-2023.md", "plan-2026.md"}
    assert {citation.table.row for citation in answer.citations} == {"P2 数字技能"}


def test_a_row_of_two_years_is_given_in_both_readings(assistant):
    answer = assistant.ask("P2的预算是多少？")
    assert "756,000" in answer.answer
    assert "910,000" in answer.answer
    documents = {citation.document for citation in answer.citations}
    assert documents == {"plan-2023.md", "plan-2026.md"}


def test_a_number_of_things_is_not_answered_by_money(over):
    text = (
        "# 2022年研讨会报告\n\n## 1 经费\n\n表1：2022年研讨会经费\n\n"
        "| 活动 | 经费（瑞郎） |\n|---|---|\n| 区域研讨会 | 88,000 |\n| 在线课程 | 41,000 |\n\n"
        "## 2 情况\n\n2022年共举办了7次区域研讨会。\n"
    )
    assistant = over(text)
    answer = assistant.ask("2022年举办了多少次区域研讨会？")
    assert "7次" in answer.answer
    assert "88,000" not in answer.answer
