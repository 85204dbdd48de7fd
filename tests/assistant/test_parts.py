"""Two questions in one: each is answered, and the second from beside the answer to the first."""

import pytest

from assistant.clauses import clauses, parts, with_name

HARBOUR = """# Harbour board of Skarn

The regatta of September 2021 was hosted by the Yacht Club of Holm. Crews from 23 islands came.

The board met four times in 2022. Its accounts were audited in May by the firm Lund and Berg.

The opening of the new quay was put off until the crane had been certified. The quay cost 4 million.

# Visitors

| Site | Visitors | Guides |
|---|---|---|
| Lighthouse | 5,200 | 3 |
| Sail loft | 1,900 | 2 |

The lighthouse lamp was dimmed after pilots complained of glare.

# Clubs

The Ropewalk Club meets at the inn of Tarn. Its spring fair, the Ropewalk fair, was opened by Ida
Holt.

The winter fair of 2030 was held in Elvik.

The winter fair of 2032 was held in Sundby.
"""


@pytest.fixture(scope="module")
def assistant(over):
    return over(HARBOUR)


def test_the_second_question_is_answered_from_beside_the_first(assistant):
    answer = assistant.ask(
        "Who hosted the regatta in September 2021, and how many islands sent crews?"
    )
    assert "Yacht Club of Holm" in answer.answer
    assert "23 islands" in answer.answer


def test_a_reason_is_no_row_of_a_table(assistant):
    answer = assistant.ask("What made the lighthouse lamp be dimmed?")
    assert "glare" in answer.answer
    assert "5,200" not in answer.answer


def test_clauses_may_be_bare_where_parts_stand_alone():
    text = "When was the quay opened, and by whom?"
    assert parts(text) == [text]
    assert len(clauses(text)) == 2
    french = "Dans quelle ville a eu lieu la foire, et combien de bateaux sont venus ?"
    assert len(clauses(french)) == 2


@pytest.mark.parametrize(
    ("part", "name", "whole"),
    [
        ("what else does it lead", "the Yacht Club", "what else does the Yacht Club lead"),
        ("how large is its fleet", "Holm", "how large is Holm's fleet"),
        ("这个国家的哪座城市办过赛船会", "挪威", "挪威的哪座城市办过赛船会"),
        ("委员会还帮它修了什么", "霍尔姆", "委员会还帮霍尔姆修了什么"),
        ("how many boats came", "Holm", ""),
    ],
)
def test_a_name_takes_the_place_of_what_stands_for_it(part, name, whole):
    assert with_name(part, name) == whole


def test_a_question_word_alone_asks_what_the_next_clause_asks():
    where, when = clauses("Where and when did the harbour board hold its third meeting?")
    assert where == "Where did the harbour board hold its third meeting"
    assert when == "when did the harbour board hold its third meeting"


def test_what_a_question_is_about_belongs_to_each_of_its_clauses():
    asked = "Sail loft: what was mended in May, and who guides visitors on Sundays?"
    assert clauses(asked)[1] == "Sail loft: who guides visitors on Sundays"


def test_a_pronoun_may_stand_for_what_the_first_question_is_about(assistant):
    answer = assistant.ask(
        "In which town does the Ropewalk Club meet, and who opened its spring fair?"
    )
    assert "Tarn" in answer.answer
    assert "Ida Holt" in answer.answer


@pytest.mark.parametrize(
    "question",
    [
        "Where was the winter fair held in 2030, and where was the one in 2032?",
        "The winter fair, where was it held in 2030, and in which town was it held in 2032?",
    ],
)
def test_clauses_of_two_years_are_both_answered(assistant, question):
    answer = assistant.ask(question)
    assert "Elvik" in answer.answer
    assert "Sundby" in answer.answer


def test_a_comma_before_a_year_parts_clauses():
    text = "2030年冬市在哪里办,2032年那次又在哪里办?"
    assert len(clauses(text)) == 2
    assert clauses("码头花了1,200,000克朗，谁付的钱?") == ["码头花了1,200,000克朗, 谁付的钱"]


def test_what_a_question_is_about_goes_with_each_of_its_clauses():
    asked = clauses("冬市的帆船奖，2030年由哪家俱乐部拿走，2032年的评委又是哪几位？")
    assert asked[1].startswith("冬市的帆船奖")


DUES = """# Dues of the League of Lakes

| Class | Members | Dues of each (EUR) | Received (EUR) | In arrears (EUR) |
|---|---|---|---|---|
| Class A | 4 | 90,000 | 360,000 | 0 |
| Class B | 12 | 30,000 | 310,000 | 50,000 |

# Courses

| Course | Sessions | Participants | Women | Paid by the host (EUR) |
|---|---|---|---|---|
| Buoy repair | 3 | 74 | 19 | 8,200 |
| Ice watch | 2 | 41 | 22 | 6,100 |
"""
DUES_ZH = """# 湖泊联盟2030年会费

| 等级 | 成员数 | 每国会费（欧元） | 实收（欧元） | 拖欠（欧元） |
|---|---|---|---|---|
| 甲级 | 4 | 90,000 | 360,000 | 0 |
| 乙级 | 12 | 30,000 | 310,000 | 50,000 |
"""


@pytest.fixture(scope="module")
def league(over):
    return over({"dues.md": DUES, "dues-zh.md": DUES_ZH})


@pytest.mark.parametrize(
    ("question", "short"),
    [
        (
            "How many people came to the buoy repair course, and how many of them were women?",
            "74; 19",
        ),
        (
            "How many participants did the ice watch course have, and how much did the host pay?",
            "41, EUR 6,100",
        ),
        ("乙级成员每国要交多少会费，这一级总共欠了多少？", "30,000欧元; 50,000欧元"),
    ],
)
def test_each_part_is_answered_from_the_column_that_it_asks_for_itself(league, question, short):
    assert league.ask(question).short_answer == short
