"""Short questions as people type them: what is told is of what they ask, or nothing is."""

import pytest

REPORT = """# Delta Care: report for 2024

Of its 38 goals, 17 were reached, 12 were dropped and 9 could no longer be checked.

Our values are patience, care and thrift. The clinics will not be sold before 2030, although two
buyers had come forward in the spring.

Present: Ms Ana Reyes (Chair); Mr Tom Okello (Vice-Chair); Ms Lena Falk (Director of Finance);
Dr Ivo Brand (Medical Director).

The inspectors rate the offices in three classes: 24 are in class A, 19 in class B and 8 in class
C; the rest are not rated. Two questions remain open: who is to run the pharmacy, and where the
archive is to go.

About 800 people use the pool each month, 30 per cent of them women. The last of the old lifts was
taken out in October 2023.

## Recommendations

| No. | Recommendation | To |
|---|---|---|
| R1 | Buy a second lift | Board |
| R2 | Move the archive to the annex | Director |
| R3 | Publish the fees | Board |

## Clinics

| Clinic | Beds | Admissions |
|---|---|---|
| Northgate Clinic | 36 | 1,120 |
| Harbour Clinic | 52 | 2,015 |
"""
REPORT_ZH = """# 三角洲护理2024年报告

在38项目标中，17项已经达成，12项被放弃，9项无法核实。

投诉与评级：办公室收到投诉86起，其中12起投诉属实。对分所实行三级分类：甲级24家，乙级19家，丙级8家，其余分所不评级。
基金设有57个分所。基金会下设三个中心：东岸中心、西岸中心和北岸中心。

| 培训 | 期数 | 参加人数 |
|---|---|---|
| 护理员轮训 | 6 | 148 |
| 急救课程 | 9 | 203 |

出席：安娜·雷耶斯（主席）；汤姆·奥凯洛（副主席）；莉娜·法尔克（财务主任）。
"""


@pytest.fixture(scope="module")
def care(over):
    return over(REPORT)


@pytest.fixture(scope="module")
def care_zh(over):
    return over(REPORT_ZH)


@pytest.mark.parametrize(
    ("question", "short"),
    [
        ("How many goals were reached?", "17"),
        ("How many goals were dropped?", "12"),
        ("How many goals could no longer be checked?", "9"),
    ],
)
def test_a_part_is_not_told_as_the_whole_and_not_worked_out_where_it_is_told(care, question, short):
    assert care.ask(question).short_answer == short


def test_a_part_is_not_told_as_the_whole_in_chinese(care_zh):
    assert "17" in care_zh.ask("有多少项目标达成？").short_answer


@pytest.mark.parametrize(
    ("question", "name"),
    [
        ("Who is the chair?", "Ana Reyes"),
        ("Who is the vice-chair?", "Tom Okello"),
        ("Who is the Director of Finance?", "Lena Falk"),
    ],
)
def test_of_a_list_of_people_the_one_of_the_office_is_named(care, question, name):
    short = care.ask(question).short_answer
    assert name in short
    assert len(short) <= len(name) + 4


def test_of_a_chinese_list_the_one_of_the_office_is_named(care_zh):
    assert care_zh.ask("主席是谁？").short_answer == "安娜·雷耶斯"
    assert care_zh.ask("财务主任是谁？").short_answer == "莉娜·法尔克"


def test_values_need_not_be_amounts(care):
    assert "patience" in care.ask("What are the values?").short_answer


def test_whether_something_is_so_is_told_in_a_sentence(care):
    short = care.ask("Will the clinics be sold?").short_answer
    assert short.startswith("The clinics will not be sold")


def test_the_beds_of_one_clinic_are_no_number_of_clinics(care):
    assert care.ask("How many clinics are there?").status == "not_found"
    assert care.ask("How many beds does Harbour Clinic have?").short_answer == "52"


def test_one_of_several_classes_is_not_the_whole_of_the_next(care, care_zh):
    assert "11" not in (care.ask("How many offices does the fund have?").short_answer or "")
    answer = care_zh.ask("基金有多少个分所？")
    assert "57" in answer.short_answer
    assert answer.trace["method"] == "text"


def test_a_part_of_nobody_knows_what_is_not_worked_out(care):
    assert "240" not in (care.ask("How many were women?").short_answer or "")
    history = [
        {"role": "user", "content": "How many people use the pool each month?"},
        {"role": "assistant", "content": "About 800 [1]"},
    ]
    assert care.ask("How many of them are women?", history).short_answer == "240"


def test_what_is_counted_may_look_like_a_verb(care_zh):
    assert "86" in care_zh.ask("收到多少投诉？").short_answer
    assert "12" in care_zh.ask("有多少投诉属实？").short_answer


def test_announced_items_are_given_whole(care):
    short = care.ask("Which questions remain open?").short_answer
    assert short.startswith("who is to run the pharmacy")
    assert short.rstrip(".").endswith("where the archive is to go")


def test_the_last_of_something_is_no_length_of_time(care):
    assert care.ask("How long does the course last?").status == "not_found"


def test_numbered_rows_are_listed_with_what_they_say(care):
    short = care.ask("What are the recommendations?").short_answer
    assert all(said in short for said in ("Buy a second lift", "Move the archive", "Publish"))


def test_courses_for_nurses_are_no_number_of_staff(care_zh):
    assert care_zh.ask("有多少职员？").status == "not_found"


def test_a_number_that_is_said_is_quoted_and_not_counted(care_zh):
    answer = care_zh.ask("下设几个中心？")
    assert answer.trace["method"] == "text"
    assert "三" in answer.short_answer or answer.short_answer == "3"
