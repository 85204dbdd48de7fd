"""What names a row besides its label, and which of two tables alike is meant."""

import pytest

REPORT = """# Council of Lighthouses: programme 2027

## Phase I

Table 1. Financing of phase I (EUR thousand)

| Component | Loans | Grants | Total |
|---|---|---|---|
| C1 Lamps | 310 | 40 | 350 |
| C2 Keepers | 120 | 60 | 180 |
| Total | 430 | 100 | 530 |

## Phase II

Table 2. Financing of phase II (EUR thousand)

| Component | Loans | Grants | Total |
|---|---|---|---|
| C1 Keepers | 205 | 75 | 280 |
| C2 Lamps | 415 | 35 | 450 |
| Total | 620 | 110 | 730 |

## Offices

Table 3. Offices in 2027

| Region | Office | Posts | Funds (EUR) |
|---|---|---|---|
| North | Bergen | 14 | 610,000 |
| North | Tallinn | 9 | 385,000 |
| South | Valletta | 11 | 472,000 |

## Grades

| Grade | 2025 | 2026 | 2027 |
|---|---|---|---|
| Senior keeper (foghorn class) | 12 | 15 | 19 |
| Keeper (lantern class) | 41 | 44 | 46 |

## Spending

| Aim | Budget 2026 (EUR) | Spent (EUR) |
|---|---|---|
| Boats and buoys | 300 | 260 |
| Towers | 700 | 725 |

| Aim | 2028 (EUR) |
|---|---|
| Boats and buoys | 345 |
| Towers | 690 |

## Goals

Table 4. Goals 2026-27 (EUR thousand)

| Code | Goal | 2026-27 | 2027-28 |
|---|---|---|---|
| Goal 1 | Fog signals | 815 | 905 |
| Goal 2 | Buoys | 640 | 690 |
"""


@pytest.fixture(scope="module")
def council(over):
    return over(REPORT)


@pytest.mark.parametrize(
    ("question", "short"),
    [
        ("How many posts does the Tallinn office have in 2027?", "9"),
        ("How much in loans goes to keepers in the second phase?", "205"),
        ("What is the total for lamps in phase I?", "350"),
        ("How much more does lamps get in phase II than in phase I?", "100"),
        ("What do the grants of phase II amount to in all?", "110"),
        ("目标2在2026-27年有多少经费？", "640"),
        ("How much is planned for fog signals in 2027-28?", "905"),
    ],
)
def test_a_row_is_found_by_all_that_names_it(council, question, short):
    assert short in (council.ask(question).short_answer or "")


@pytest.mark.parametrize(
    "question", ["How many seabirds nested at Bergen in 2027?", "Who founded the Tallinn office?"]
)
def test_a_row_says_nothing_of_what_its_table_is_not_about(council, question):
    answer = council.ask(question)
    assert not any(
        figure in answer.answer.split("[1]")[0].split("**")[1:] for figure in ("14", "9")
    )
    assert answer.trace["method"] not in ("table", "cell")


def test_what_stands_in_the_brackets_of_a_label_names_its_row(council):
    answer = council.ask("By how many did the foghorn class grow between 2025 and 2027?")
    assert answer.short_answer == "7"


@pytest.mark.parametrize(
    ("question", "working"),
    [
        (
            "How much more is planned for boats and buoys in 2028 than was spent on them in 2026?",
            "345 − 260",
        ),
        ("Towers 2028年的预算比2026年的支出少多少？", "725 − 690"),
    ],
)
def test_each_year_has_the_kind_of_figure_that_its_clause_asks_for(council, question, working):
    assert working in council.ask(question).answer
