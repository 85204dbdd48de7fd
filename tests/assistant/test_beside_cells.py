"""A cell that looks right: of a part, a whole, a year or a rate besides the one asked for."""

import pytest

from assistant.refusals.parts_asked import part_asked

REPORT = """# Coast League: report for 2025

## Cadets

Table 1: Cadets on ships at the end of 2025

| Country | Cadets | Waiting (months) |
|---|---|---|
| Norland | 96 | 11 |
| Sudland | 74 | 9 |
| Ostland | 58 | 14 |

## Courses

Table 2: People trained

| Course | 2023 | 2024 | 2025 | Total |
|---|---|---|---|---|
| First aid | 326 | 488 | 611 | 1,425 |
| Rope work | 210 | 190 | 240 | 640 |

## Catch

Table 3: Catch by member (tonnes)

| Member | Gillnet | Handline | Total |
|---|---|---|---|
| Norland | 1,020 | 890 | 1,910 |
| Westland | 450 | 300 | 750 |

Foreign vessels may land their catch in 14 designated ports.

## Apprentices

Table 4: Apprentices by yard

| Yard | Apprentices | Of whom women |
|---|---|---|
| Harbour yard | 388 | 126 |
| River yard | 240 | 81 |

## Projects

The Lantern project has two parts: part A, observation, and part B, training.

Table 5: Projects at the end of 2025

| Project | Budget (EUR) | Spent (EUR) | Manager |
|---|---|---|---|
| Lantern | 4,800,000 | 2,976,000 | Ida Rasmussen |
| Beacon | 1,200,000 | 610,000 | Tom Bell |
"""
BUDGET = """# Programme budget 2026 of the Coast League

| Programme | Regular budget (EUR) | Gifts (EUR) | Total (EUR) |
|---|---|---|---|
| Observer scheme | 510,000 | 100,000 | 610,000 |
| Women in fisheries | 65,000 | 150,000 | 215,000 |
"""


@pytest.fixture(scope="module")
def league(over):
    return over({"report.md": REPORT, "budget.md": BUDGET})


@pytest.mark.parametrize(
    "question",
    [
        "Of the 96 cadets of Norland, how many are in the deck branch?",
        "How many of the cadets of Sudland are women?",
        "诺尔兰（Norland）的96名学员里，女性有多少？",
        "Of the 14 designated ports, how many are in Westland?",
        "14个指定港口里，Westland有几个？",
        "How much was spent on part A of Lantern?",
        "How much did the observer scheme get in the 2025 budget?",
        "Which donor gave the 150,000 euros for women in fisheries?",
        "What was the rate of retention among the apprentices of Harbour yard?",
        "How many people were trained in first aid in 2022?",
        "Who was the first manager of Lantern?",
        "Lantern项目的首任经理是谁？",
    ],
)
def test_a_cell_of_something_besides_is_no_answer(league, question):
    assert league.ask(question).status == "not_found"


@pytest.mark.parametrize(
    ("question", "short"),
    [
        ("How many cadets does Sudland have?", "74"),
        ("How many of the apprentices at Harbour yard are women?", "126"),
        ("Of the apprentices at River yard, how many are women?", "81"),
        ("How many apprentices has River yard?", "240"),
        ("How much did Westland catch?", "750"),
        ("How much was spent on Lantern?", "EUR 2,976,000"),
        ("How much do gifts bring to women in fisheries?", "EUR 150,000"),
        ("How many people were trained in first aid in 2024?", "488"),
        ("How many people were trained in first aid in all?", "1,425"),
        ("Who is the manager of Lantern?", "Ida Rasmussen"),
    ],
)
def test_a_cell_of_what_is_asked_for_is_told(league, question, short):
    assert league.ask(question).short_answer == short


@pytest.mark.parametrize(
    ("question", "part"),
    [
        ("Of the 40 boats, how many are made of wood?", "made of wood"),
        ("How many of the boats are made of wood?", "made of wood"),
        ("40艘船里，木船有多少？", "木船"),
        ("How many boats are there?", ""),
        ("What share of the plan is that?", ""),
    ],
)
def test_the_part_that_is_asked_about(question, part):
    assert part_asked(question) == part
