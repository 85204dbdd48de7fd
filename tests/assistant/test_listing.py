"""Lists are given in full, item by item, in the words of the documents."""

import pytest

from assistant.reading.listing import asked_number, list_items

CHARTER = """# Charter of the River Commission

## Strategic aims

- Clean water for every village
- Early flood warnings
- Shared data on rainfall

## Ways of working

The commission supports its members in several ways, and its kinds of support include:

Model laws

The secretariat drafts laws that members may adopt. Examples are rules on wells and on fishing.

Measuring kits

Members borrow instruments for a season. They come with a trainer.

Regional meetings

Experts meet every spring to compare results. Travel is paid for small states.

Guidance is published every year on the web site of the commission.
"""
BODIES = """# 流域委员会机构

委员会的四个机构包括：

- 大会：每年决定预算和工作计划。
- 理事会：在两届大会之间监督执行。
- 秘书处：负责日常工作和出版。
- 科学组：审查测量方法。

上述机构的会议都对公众开放。
"""


@pytest.fixture(scope="module")
def assistant(over):
    return over({"charter.md": CHARTER, "bodies.md": BODIES})


def test_the_items_below_a_heading_answer_a_question_that_names_it(assistant):
    answer = assistant.ask("What are the strategic aims of the River Commission?")
    quotes = [citation.quote for citation in answer.citations]
    assert quotes == [
        "Clean water for every village",
        "Early flood warnings",
        "Shared data on rainfall",
    ]
    assert answer.short_answer == ", ".join(quotes)


def test_heads_with_a_sentence_about_each_are_given_without_the_sentences(assistant):
    answer = assistant.ask("List the kinds of support that the commission gives its members.")
    assert "Model laws" in answer.short_answer
    assert "Measuring kits" in answer.short_answer
    assert "Regional meetings" in answer.short_answer
    assert "drafts laws" not in answer.answer


def test_a_sentence_after_the_list_is_not_an_item(assistant):
    answer = assistant.ask("流域委员会包括哪四个关键机构？")
    assert answer.short_answer == "大会、理事会、秘书处、科学组"
    assert "公众开放" not in answer.answer


@pytest.mark.parametrize(
    ("question", "number"),
    [
        ("Which three organisations founded it?", 3),
        ("组织卓越性包括哪四个领域？", 4),
        ("青年战略的三大支柱是什么？", 3),
        ("Quels sont les cinq objectifs ?", 5),
        ("第三次会议在哪里举行？", None),
        ("Where was it held?", None),
        ("替它送了两批货的是哪条船？", None),
        ("Which barge made two trips in its place?", None),
        ("五项任务中，哪一项没有完成？", 5),
    ],
)
def test_the_number_of_things_asked_for_is_read(question, number):
    assert asked_number(question) == number


def test_a_list_ends_where_the_next_begins():
    assert list_items(["First", "Second", "Others are:", "Third"]) == [0, 1]


def test_a_list_of_the_stated_number_answers_in_other_words(assistant):
    answer = assistant.ask("流域委员会靠哪四套班子来运作？")
    assert answer.short_answer == "大会、理事会、秘书处、科学组"


HAZARDS = """# Bureau of Dams: hazards

Three hazards are called grave. Floods in spring: the northern dam was built for smaller ones. \
Fire in the turbine hall: it has one exit. Theft of copper: two cables went in March.

Drought is called moderate.
"""


@pytest.mark.parametrize("question", ["Which hazards are grave?", "哪些危险被称为严重？"])
def test_a_sentence_that_counts_things_opens_the_list_of_them(over, question):
    opened = over(HAZARDS)
    short = opened.ask(question).short_answer or ""
    for item in ("Floods in spring", "Fire in the turbine hall", "Theft of copper"):
        assert item in short
    assert "moderate" not in short
