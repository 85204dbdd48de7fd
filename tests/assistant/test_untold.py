"""What a passage on the very subject does not tell: the winner, the other side, the one code."""

import pytest

from assistant.question import understand
from assistant.refusals.contrast import contrary
from assistant.refusals.relations import untold
from assistant.refusals.subject_noun import noun_asked_for


@pytest.mark.parametrize(
    ("question", "text", "lacks"),
    [
        ("Who won the regatta?", "Forty boats took part in the regatta.", True),
        ("Who won the regatta?", "帆船赛的冠军是海燕号。", False),
        ("划船比赛的冠军是谁？", "The rowing race drew 40 crews.", True),
        ("参加者里女性占几成？", "参加者共120人。", True),
        ("How many of the trainees were women?", "受训者中有31名女性。", False),
        ("Which hotel hosted the seminar?", "The seminar took place in Lyon.", True),
        ("Where was the seminar?", "The seminar took place in Lyon.", False),
    ],
)
def test_a_text_without_any_word_of_what_is_asked_about_does_not_tell(question, text, lacks):
    assert untold(question, text) is lacks


@pytest.mark.parametrize(
    ("question", "near", "wider", "against"),
    [
        ("Who runs the northern depot?", "The southern depot is run by Ms Bell.", "", True),
        ("Who runs the northern depot?", "It is run by Ms Bell.", "Northern depot", False),
        ("北区的承包商是谁？", "南区由长河公司承包。", "", True),
        ("Who is the director of the port?", "Its deputy director is Ms Bell.", "", True),
        ("港务局局长是谁？", "港务局副局长贝若兰出席。", "", True),
        ("港务局副局长是谁？", "港务局副局长贝若兰出席。", "", False),
        ("How do the northern and southern depots differ?", "The southern one is new.", "", False),
    ],
)
def test_what_is_said_of_the_other_side_is_no_answer(question, near, wider, against):
    assert bool(contrary(question, near, f"{near}\n{wider}")) is against


@pytest.mark.parametrize(
    ("question", "noun"),
    [
        ("Which hotel hosted the seminar?", "hotel"),
        ("In which city was it held?", ""),
        ("审查是哪家咨询公司做的？", "咨询公司"),
        ("为什么推迟了？", ""),
    ],
)
def test_the_noun_that_is_asked_for(question, noun):
    assert noun_asked_for(question) == noun


@pytest.mark.parametrize(
    ("question", "wanted"),
    [
        ("Which towns shared the water?", False),
        ("What share of the water was lost?", True),
        ("By what percentage did it fall?", True),
    ],
)
def test_a_share_is_asked_for_by_the_noun_alone(question, wanted):
    assert ("share" in understand(question).wants) is wanted


def test_who_in_a_relative_clause_asks_for_nobody():
    assert "person" not in understand("How many of those who applied were women?").wants
    assert "person" in understand("Who applied first?").wants


BUDGET = """# Budget 2023 of the library board

| Line | Amount (EUR) |
|---|---|
| L4/L6 – Binding and repairs | 48,000 |
| L5 – New books | 310,000 |

# Reading rooms

The reading room in Tarnby was opened on 4 May 2022. It has 60 seats and a garden.

Visitors may stay until ten in the evening. In the first year 21,400 people came, most of them
students. A second room is planned.

# Bookbus

The southern route of the bookbus is driven by Ms Elin Falk.
"""


@pytest.fixture(scope="module")
def library(over):
    return over(BUDGET)


@pytest.mark.parametrize(
    "question",
    [
        "How much was budgeted for L6 alone in 2023?",
        "2023年单给L4安排了多少预算？",
        "Who drives the northern route of the bookbus?",
        "Which company furnished the reading room in Tarnby?",
    ],
)
def test_the_right_subject_with_another_relation_is_not_answered(library, question):
    assert library.ask(question).status == "not_found"


def test_a_name_that_stands_sentences_before_is_met(library):
    answer = library.ask("How many people came to the reading room in Tarnby in its first year?")
    assert answer.status == "answered"
    assert "21,400" in answer.answer


REVIEW = """# 渔港性别评估报告

2031年4月，渔港协会启动了一个支持女渔民的项目。项目已在三个港口展开。一共对46项与近海捕捞有关的规章、计划和法规的性别影响作了评估。

新的渔情看板于2031年5月上线。看板列出31项反映水温、盐度、藻类、鱼群以及渔船位置变化的指标。

The netting course was drawn up with the Coast Guild. It has seventeen lessons and an exam.

3月24日，渔港协会举行了“Tenge baluk”培训结果研讨会。会议是年初调查的后续。会议汇聚了57名与会者。
"""


@pytest.mark.parametrize(
    ("question", "figure"),
    [
        ("渔港协会的项目一共评估了多少项法规？", "46"),
        ("讨论Tenge baluk培训结果的研讨会来了多少人？", "57"),
        ("2031年5月上线的渔情看板有多少项指标？", "31"),
        ("How many lessons does the course drawn up with the Coast Guild have?", "seventeen"),
    ],
)
def test_what_is_counted_may_stand_far_from_its_number_or_its_subject(over, question, figure):
    assistant = over(REVIEW)
    answer = assistant.ask(question)
    assert answer.status == "answered"
    assert figure in answer.answer


LISTED = """# Note on harbour drills, 2029

## Harbours that received a drill plan

- Tarnby
- Oskholm
- Vell Sound
"""
LATER = """# Harbours in 2031

Hessle received a drill plan in May 2031.
"""


@pytest.mark.parametrize(
    ("year", "told", "other"), [(2029, "Oskholm", "Hessle"), (2031, "Hessle", "Oskholm")]
)
def test_a_list_of_another_year_is_no_answer(over, year, told, other):
    assistant = over({"drills-2029.md": LISTED, "harbours-2031.md": LATER})
    answer = assistant.ask(f"Which harbours received a drill plan in {year}?")
    assert answer.status == "answered"
    assert told in answer.answer
    assert other not in answer.answer


def test_what_is_left_of_other_months_is_no_answer(over):
    assistant = over(
        "# 港口2031年简报\n\n1月至3月，港口新增登记船只360艘，至此登记船只总数达到3800艘。\n"
    )
    other = assistant.ask("2031年4月到6月港口又新增了多少登记船只？")
    told = assistant.ask("2031年1月到3月港口新增了多少登记船只？")
    assert other.status == "not_found"
    assert "360" in told.answer


@pytest.mark.parametrize(
    ("question", "told"),
    [
        ("How much is budgeted for dredging?", True),
        ("How much has actually been spent on dredging so far?", False),
        ("疏浚已经花掉多少钱？", False),
    ],
)
def test_a_budget_is_not_what_was_spent(over, question, told):
    head = "| Work | Budget 2031 (EUR) |\n|---|---|\n"
    table = f"{head}| Dredging (疏浚) | 410,000 |\n| Pilots | 88,000 |"
    assistant = over(f"# Port plan 2031\n\n{table}\n")
    answer = assistant.ask(question)
    assert (answer.status == "answered") is told
    assert "410,000" in answer.answer


PORT_LIST = """# Ships kept out of port

Two ships were added to the list of ships kept out of port: Grey Heron and Ketil.

| Part | Cost (EUR) |
|---|---|
| Pilots | 1,200 |
| Patrols | 2,300 |
| Total | 3,500 |
"""


def test_what_is_added_to_a_list_is_no_sum(over):
    assistant = over(PORT_LIST)
    answer = assistant.ask("Which two ships were added to the list of those kept out?")
    assert "Ketil" in answer.answer


def test_what_was_spent_is_told_beside_its_budget(over):
    head = "| Work | Budget 2031 (EUR) | Spent (EUR) |\n|---|---|---|\n"
    table = f"{head}| Dredging | 410,000 | 398,500 |\n| Pilots | 88,000 | 71,200 |"
    assistant = over(f"# Port report 2031\n\n{table}\n")
    answer = assistant.ask("How much was actually spent on dredging?")
    assert answer.status == "answered"
    assert "398,500" in (answer.short_answer or "")
