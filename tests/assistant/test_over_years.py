"""Which rows fell, rose or stayed from one year to another, in one table and in two editions."""

import pytest

from assistant.question import understand
from assistant.tables.over_years import over_years

DEPOTS = """# Harbour Authority: annual figures 2025

Table 1: Staff and spending by depot

| Depot | Staff 2024 | Staff 2025 | Spending 2024 (EUR) | Spending 2025 (EUR) |
|---|---|---|---|---|
| North depot | 42 | 39 | 1,200,000 | 1,310,000 |
| South depot | 30 | 33 | 900,000 | 870,000 |
| East depot | 18 | 18 | 640,000 | 640,000 |
| West depot | 25 | 20 | 710,000 | 655,000 |
| Total | 115 | 110 | 3,450,000 | 3,475,000 |

The south depot took over night patrols in 2025.
"""
GRANTS_2023 = """# Lantern Fund: grants 2023

Table 1: Grants by programme, 2023

| Programme | Grants (USD) |
|---|---|
| A1 – Village libraries | 240,000 |
| A2 – Reading clubs | 90,000 |
| A3 – Teacher training | 150,000 |
| A4 – Mobile bookshops | 60,000 |
| Total | 540,000 |
"""
GRANTS_2025 = """# Lantern Fund: grants 2025

Table 1: Grants by programme, 2025

| Programme | Grants (USD) |
|---|---|
| A1 – Village libraries | 200,000 |
| A2 – Reading clubs | 120,000 |
| A3 – Braille printing | 80,000 |
| A4 – Training of teachers | 150,000 |
| Total | 550,000 |
"""
PARKS_2024 = """# 市园林局2024年经费

表1：2024年各公园养护经费

| 公园 | 经费（万元） |
|---|---|
| 东湖公园 | 120 |
| 西山公园 | 85 |
| 南苑公园 | 64 |
| 合计 | 269 |
"""
PARKS_2025 = """# 市园林局2025年经费

表1：2025年各公园养护经费

| 公园 | 经费（万元） |
|---|---|
| 东湖公园 | 131 |
| 西山公园 | 70 |
| 南苑公园 | 64 |
| 北坡公园 | 30 |
| 合计 | 295 |
"""
DUES = """# Delta Commission

Table 1: Dues of members (USD)

| Member | Dues 2025 / Assessed | Dues 2025 / Paid | Dues 2025 / Unpaid | Dues 2026 |
|---|---|---|---|---|
| Moravia | 80,000 | 40,000 | 40,000 | 84,000 |
| Ruritania | 90,000 | 90,000 | 0 | 88,000 |
| Sylvania | 70,000 | 70,000 | 0 | 72,000 |
"""
SPENT = """# Springs Facility: execution

Table 1: Budget and spending by line (EUR)

| Line | 2024 / Budget | 2024 / Spent | 2025 / Budget | 2025 / Spent |
|---|---|---|---|---|
| Wells | 300,000 | 290,000 | 310,000 | 280,000 |
| Pipes | 200,000 | 150,000 | 190,000 | 180,000 |
| Subtotal works | 500,000 | 440,000 | 500,000 | 460,000 |
| Offices | 90,000 | 90,000 | 95,000 | 94,000 |
| Total | 590,000 | 530,000 | 595,000 | 554,000 |
"""
PAPERS = {
    "spent.md": SPENT,
    "depots.md": DEPOTS,
    "grants-2023.md": GRANTS_2023,
    "grants-2025.md": GRANTS_2025,
    "parks-2024.md": PARKS_2024,
    "parks-2025.md": PARKS_2025,
    "dues.md": DUES,
}


@pytest.fixture(scope="module")
def papers(over):
    """An assistant over all of them; tests only ask it."""
    return over(PAPERS)


@pytest.mark.parametrize(
    ("question", "short"),
    [
        (
            "Which depots had fewer staff in 2025 than in 2024?",
            "North depot (down by 3); West depot (down by 5)",
        ),
        (
            "Which depots had more staff in 2024 than in 2025?",
            "North depot (down by 3); West depot (down by 5)",
        ),
        (
            "Which depots spent less in 2025 than in 2024?",
            "South depot (down by EUR 30,000); West depot (down by EUR 55,000)",
        ),
        ("Which depot's staff shrank the most from 2024 to 2025?", "West depot (down by 5)"),
        ("Which depots' staff stayed the same between 2024 and 2025?", "East depot (unchanged)"),
        (
            "Which programmes received less in 2025 than in 2023?",
            "A1 – Village libraries (down by USD 40,000)",
        ),
        (
            "Which programme gained the most between 2023 and 2025?",
            "A2 – Reading clubs (up by USD 30,000)",
        ),
        ("哪些公园的经费在2025年减少了？", "西山公园 (减少15万元)"),
        ("2025年哪些公园的养护经费比2024年多？", "东湖公园 (增加11万元)"),
        ("哪个公园的经费从2024年到2025年增加最多？", "东湖公园 (增加11万元)"),
        ("2024年与2025年相比，哪些公园的经费没有变化？", "南苑公园 (不变)"),
        ("Which parks got less in 2025 than in 2024?", "西山公园 (down by CNY 150,000)"),
    ],
)
def test_rows_that_moved_are_told(papers, question, short):
    answer = papers.ask(question)
    assert answer.status == "answered"
    assert answer.short_answer == short


def test_each_has_both_years_the_change_and_both_citations(papers):
    answer = papers.ask("Which programmes received less in 2025 than in 2023?")
    assert "**USD 240,000** (2023) → **USD 200,000** (2025); down by USD 40,000" in answer.answer
    assert [c.document for c in answer.citations][:2] == ["grants-2023.md", "grants-2025.md"]


def test_a_code_that_changed_its_meaning_is_no_pair_and_is_said(papers):
    text = papers.ask("Which programmes received less in 2025 than in 2023?").answer
    assert "A3 does not mean the same everywhere" in text
    assert "A3 – Teacher training (2023: USD 150,000)" in text
    assert "A3 – Braille printing (2025: USD 80,000)" in text
    assert "Only in 2023: A4 – Mobile bookshops (USD 60,000)" in text


def test_two_years_are_compared_row_by_row(papers):
    text = papers.ask("Compare the grants of 2023 and 2025.").answer
    assert "A2 – Reading clubs: **USD 90,000** (2023) → **USD 120,000** (2025)" in text
    assert "A3 → A4 – Training of teachers" in text
    assert "unchanged" in text
    assert "Only in 2025: A3 – Braille printing (USD 80,000)" in text
    chinese = papers.ask("对比2024年和2025年各公园的经费").answer
    assert "西山公园：**85万元** (2024) → **70万元** (2025)；减少15万元" in chinese
    assert "仅2025年有：北坡公园 (30万元)" in chinese


def test_one_of_several_columns_of_a_year_is_taken_only_where_it_is_meant(papers):
    answer = papers.ask("Which members' dues rose between 2025 and 2026?")
    assert answer.short_answer == "Moravia (up by USD 4,000); Sylvania (up by USD 2,000)"
    assert "**USD 80,000** (Dues 2025 / Assessed) → **USD 84,000** (Dues 2026)" in answer.answer


def test_spending_is_no_budget_and_a_subtotal_no_total(papers):
    spent = papers.ask("Which lines of the Springs Facility spent less in 2025 than in 2024?")
    assert spent.short_answer == "Wells (down by EUR 10,000)"
    planned = papers.ask(
        "Which works lines of the Springs Facility had a smaller budget in 2025 than in 2024?"
    )
    assert planned.short_answer == "Pipes (down by EUR 10,000)"


@pytest.mark.parametrize(
    "question",
    [
        "Which depots had fewer ships in 2025 than in 2024?",
        "Which countries received less in 2025 than in 2023?",
        "Which depots did not lose staff between 2024 and 2025?",
        "哪些学校的经费在2025年减少了？",
    ],
)
def test_what_no_table_says_is_refused(papers, question):
    assert papers.ask(question).status == "not_found"


def test_one_row_that_is_named_is_compared_alone(papers):
    answer = papers.ask("Compare the spending of the north depot in 2024 and 2025.")
    assert "1,310,000" in answer.answer
    assert "West depot" not in answer.answer


@pytest.mark.parametrize(
    ("question", "way", "most"),
    [
        ("Which priorities lost money between 2023 and 2026?", "down", False),
        ("Which priorities received less in 2023 than in 2026?", "up", False),
        ("Which budgets went down between 2023 and 2026?", "down", False),
        ("哪些重点工作2023年的预算比2026年少？", "up", False),
        ("Which priority had the biggest cut between 2023 and 2026?", "down", True),
        ("¿Qué prioridades recibieron menos en 2026 que en 2023?", "down", False),
        ("比较2023年和2026年的预算", "all", False),
    ],
)
def test_what_is_asked_of_all_rows(question, way, most):
    over = over_years(understand(question))
    assert over is not None
    assert (over.way, over.most) == (way, most)


@pytest.mark.parametrize(
    "question",
    [
        "How much less did P3 get in 2026 than in 2023?",
        "Which priority got the most money in 2026?",
        "Why did the budget fall between 2023 and 2026?",
        "Which depots lost more than 20,000 between 2024 and 2025?",
        "In which year did the budget fall, 2023 or 2026?",
        "Village libraries: how did its grant move between 2023 and 2025?",
    ],
)
def test_what_is_not_asked_of_all_rows(question):
    assert over_years(understand(question)) is None
