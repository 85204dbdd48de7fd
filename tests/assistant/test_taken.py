"""Figures that do not belong together are not worked with: parts of other wholes, other things."""

import pytest

REPORTS = {
    "harbour.md": """# Harbour Council: report for 2025

## Goals

By 2028 the council will raise the number of working lighthouses to 24, at least six of them on the
outer islands. The council wants 40 rescue posts, of which 12 are on islands.

## People

The diving course admitted 72 people, of whom 19 came from inland towns. The tar workshop in Melby
went on after the project and makes rope for three ports.

## Audit

The audit office made 52 findings, 39 of which have been settled; the remaining ones mainly concern
contracts and the lending of boats. The inspectors opened 30 cases, 22 of which are closed.

## Meetings

At Norwick 57 women came. Of those who came to Selby, 38 were women.
""",
    "港务局.md": """# 港务局2025年工作报告

## 目标

到2028年，局里将把运行中的灯塔增加到24座，其中至少六座设在外岛。

救助站计划建40个，其中12个设在岛上。

充电桩目标为60个，已装好35个。

## 审计

审计室发现问题52个，已整改39个，其余13个主要涉及合同管理和船只借用。

## 捐款

奥斯比火灾的社会捐款为410万元，年末结余95万元。梅尔比水灾收到企业捐款230万元、家庭捐款120万元。

## 修补

全年修补渔网3,150张，港区职工共有284人。

## 会议

2024年诺维绳结大会在五月举行。130人到会。其中，12人参加了航海安全讲座，45人参加了绳结大会的实操练习。

2025年塞尔登渔业大会在六月举行，90人到会。

## 培训

2019至2022年，共培训领航员640人，其中35%是女性。

缆绳班招收学员250人，其中40%为女性，另有外地学员30人。

2025年参加引航考试6,200人，5,022人合格，合格率81%，其中高级引航员1,890人。
""",
}
WORKED_OUT = [
    ("How many rescue posts are not on islands?", "40 − 12 = 28"),
    ("How many people on the diving course did not come from inland towns?", "72 − 19 = 53"),
    ("How many cases are still open?", "30 − 22 = 8"),
    ("Which had more women, the Norwick meeting or the Selby meeting?", "57 − 38 = 19"),
    ("充电桩离目标还差几个？", "60 − 35 = 25"),
    ("审计问题还有几个没整改？", "52 − 39 = 13"),
    ("不在岛上的救助站有几个？", "40 − 12 = 28"),
    ("梅尔比水灾的捐款一共多少？", "2,300,000 + 1,200,000 = 3,500,000"),
    ("2019至2022年培训的领航员里女性有多少人？", "640 × 35% = 224"),
    ("缆绳班有多少男学员？", "250 × (100% − 40%) = 150"),
    ("2019至2022年培训的领航员里女性有几人，占多少？", "640 × 35% = 224"),
]
NOT_WORKED_OUT = [
    # what a goal still lacks is known by what has been done, not by what it is made up of
    "How many lighthouses is the council still short of its 2028 target?",
    "How many rescue posts is the council still short of its goal?",
    "运行中的灯塔离2028年的目标还差几座？",
    # at least six: the others are at most so many
    "How many of the lighthouses will not be on the outer islands?",
    # what goes on is not what is left
    "How many people does the tar workshop still employ?",
    # the rest is of several things
    "How many of the open audit findings concern contracts?",
    "没整改的审计问题里有多少涉及合同管理？",
    # what is left of an amount is in it already
    "奥斯比火灾的捐款一共多少？",
    # people are no nets
    "全年修补的渔网比职工多多少张？",
    # the number is told, and the share is that of others
    "缆绳班外地学员有多少人？",
    "2025年考试拿到高级引航员资格的有多少人？",
    # the share itself is asked for
    "2019至2022年培训的领航员，女性占多少？",
]


@pytest.fixture(scope="module")
def reports(over):
    return over(REPORTS)


@pytest.mark.parametrize(("question", "working"), WORKED_OUT)
def test_what_a_part_leaves_is_worked_out(reports, question, working):
    assert working in reports.ask(question).answer


@pytest.mark.parametrize("question", NOT_WORKED_OUT)
def test_figures_that_do_not_belong_together_are_not_worked_with(reports, question):
    assert " = " not in reports.ask(question).answer


def test_a_part_of_one_meeting_is_not_held_against_all_of_another(reports):
    answer = reports.ask("2024年诺维绳结大会和2025年塞尔登渔业大会，哪个人多？各多少？")
    assert "− 45" not in answer.answer


def test_the_share_is_told_where_it_is_asked_for(reports):
    assert "35%" in (reports.ask("2019至2022年培训的领航员，女性占多少？").short_answer or "")
