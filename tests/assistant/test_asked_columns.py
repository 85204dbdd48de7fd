"""Columns that a question asks for: parts before their whole, none that is set aside, several."""

import pytest

WORKS = """# Lakeside University: figures for 2024

Table 1: Places in halls, December 2024

| Hall | Beds | Taken | Vacant |
|---|---|---|---|
| Elm Hall | 120 | 111 | 9 |
| Oak Hall | 85 | 71 | 14 |

Table 2: Costs of institutes (EUR)

| Institute | Staff | Other | Total |
|---|---|---|---|
| Institute of Bees | 310,000 | 45,500 | 355,500 |
| Institute of Maps | 208,000 | 61,200 | 269,200 |

Table 3: Tenants (EUR)

| Tenant | Invoiced 2024 | Unpaid 2024 | Arrears of earlier years |
|---|---|---|---|
| Cedar Books | 22,000 | 4,100 | 1,350 |
| Tea House | 18,500 | 0 | 700 |

Table 4: Seats

| Tenant | Seats |
|---|---|
| Cedar Books | 6 |
| Tea House | 48 |

Two other landlords still owe the city EUR 9,000.
"""


@pytest.fixture(scope="module")
def figures(over):
    return over(WORKS)


@pytest.mark.parametrize(
    ("question", "short"),
    [
        ("How many beds are vacant in Oak Hall?", "14"),
        ("How many vacant beds do Elm Hall and Oak Hall have together?", "23"),
        ("What are the non-staff costs of the Institute of Bees?", "45,500"),
        ("What does the Institute of Maps cost without staff?", "61,200"),
        ("What are the staff costs of the Institute of Maps?", "208,000"),
        ("How much does Cedar Books still owe for 2024?", "4,100"),
        ("How much does Cedar Books owe in all, arrears included?", "5,450"),
        ("Cedar Books一共欠多少？", "5,450"),
    ],
)
def test_the_column_that_is_asked_for(figures, question, short):
    answer = figures.ask(question)
    assert answer.status == "answered"
    assert short in (answer.short_answer or "")


SPENDING = """# 手工艺署预算执行

表1 各重点工作的执行情况（千欧元）

| 重点工作 | 2031年 / 批准预算 | 2031年 / 支出 | 2032年 / 批准预算 | 2032年 / 支出 |
|---|---|---|---|---|
| P1 – 遗产保存 | 651.0 | 641.3 | 684.0 | 609.8 |
| P2 – 工匠市场 | 774.0 | 730.6 | 812.0 | 731.2 |
"""


@pytest.fixture(scope="module")
def spending(over):
    return over(SPENDING)


@pytest.mark.parametrize(
    ("question", "figure"),
    [
        ("2031年P2实际支出多少？", "730.6"),
        ("2032年遗产保存花了多少钱？", "609.8"),
        ("How much was actually spent on P2 in 2031?", "730.6"),
        ("2032年P1批准的预算是多少？", "684"),
    ],
)
def test_a_column_below_its_year_is_known_by_its_own_header(spending, question, figure):
    assert figure in spending.ask(question).short_answer
