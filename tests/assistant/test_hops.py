"""A question within a question is answered first; what it names is put into the rest."""

import pytest

from assistant.decomposition.hops import hop

ORCHARD = """# Orchard council

The tasting at the harvest fair was led by Ottilie Brandvik.

Ottilie Brandvik studied at the University of Narvalen.

| Plot | Trees | Pickers |
|---|---|---|
| Upper slope | 310 | 17 |
| Mill field | 545 | 26 |
| Chapel garden | 128 | 9 |

## Work plan 2031

| Goal | Measured by | Funds (crowns) |
|---|---|---|
| Old varieties | number of Svelte grafts in the nursery | 4,300 |
| Clean water | litres drawn from the brook each week | 9,150 |
| Young growers | pupils who finish the pruning course | 2,700 |
"""


@pytest.fixture(scope="module")
def assistant(over):
    return over(ORCHARD)


@pytest.mark.parametrize(
    ("text", "first", "second"),
    [
        ("How many pickers work in the plot with the most trees?",
         "Which plot has the most trees?", "How many pickers work in X?"),
        ("在果园评比中得奖的那位农艺师是哪所大学的？",
         "在果园评比中得奖的是哪个农艺师？", "X是哪所大学的？"),
        ("管理山坡果园的那个合作社，有多少社员？",
         "管理山坡果园的是哪个合作社？", "X，有多少社员？"),
        ("The grower who led the tasting: where did she study?",
         "Which grower led the tasting?", "where did X study? (led the tasting)"),
        ("老榨汁机所在的村子，水渠有多长？", "老榨汁机在哪个村子？", "X，水渠有多长？"),
        ("树最多的地块有几名采摘工？", "树最多的是哪个地块？", "X有几名采摘工？"),
        ("One village keeps a press for pears. How many growers use its cellar?",
         "which village keeps a press for pears?", "How many growers use X's cellar?"),
        ("有个村收着一台老榨汁机，它的社员有多少人？",
         "哪个村收着一台老榨汁机？", "X的社员有多少人？"),
    ],
)  # fmt: skip
def test_the_question_within_and_the_rest_are_told_apart(text, first, second):
    found = hop(text)
    assert found is not None
    assert (found.first, found.then("X")) == (first, second)


@pytest.mark.parametrize(
    "text",
    ["Which plot has the most trees?", "树最多的两块地加起来有多少棵树？", "Who led the tasting?"],
)
def test_a_question_that_asks_one_thing_is_left_whole(text):
    assert hop(text) is None


def test_what_is_asked_of_the_largest_is_another_cell_of_its_row(assistant):
    answer = assistant.ask("How many pickers work in the plot with the most trees?")
    assert answer.status == "answered"
    assert "Mill field" in answer.answer
    assert "26" in answer.short_answer


@pytest.mark.parametrize(
    "question",
    ["The person who led the tasting: at which university did she study?",
     "主持收获节品鉴会的那个人，毕业于哪所大学？"],
)  # fmt: skip
def test_a_description_is_followed_to_what_it_stands_for(assistant, question):
    answer = assistant.ask(question)
    assert answer.status == "answered"
    assert "Narvalen" in answer.answer
    assert "Brandvik" in answer.answer


def test_a_row_is_found_by_one_of_its_cells(assistant):
    answer = assistant.ask("One 2031 goal is measured by the Svelte grafts. What are its funds?")
    assert "Old varieties" in answer.answer
    assert "4,300" in answer.answer
