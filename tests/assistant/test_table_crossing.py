"""A cell is found where the row and the column meet that a question names, and the right columns.

Other tables have rows of the names that stand over these columns.
"""

import pytest

REVIEW = """# Review of the village banks

Table 1: Village banks by country, 2025

| Item | Ostra | Belwick | Both |
|---|---|---|---|
| Average savings (EUR) | 236 | 412 | 341 |
| Banks with a safe | 61% | 74% | 68% |
| Monthly fee (EUR) | 1.20 | 0.95 | 1.10 |

Table 2: Budget by country (EUR thousand)

| Country | 2025 | 2026 |
|---|---|---|
| Ostra | 1,118 | 1,240 |
| Belwick | 744 | 880 |

Table 3: Partners (EUR thousand)

| Partner | Pledged 2025 | Received 2025 |
|---|---|---|
| Harbour Fund | 1,400 | 1,050 |
| Salt Trust | 600 | 590 |

Table 4: Lines of the plan (EUR thousand)

| Line | Budget 2025 | Actual 2025 | Execution (%) |
|---|---|---|---|
| E1 – Council | 310 | 298 | 96.1 |
| E3 – Partnerships | 380 | 344 | 90.5 |

In 2025 banks were opened in 163 villages, 98 in Ostra and 65 in Belwick.
"""
COURSES = """# 2025年培训报告

表1：培训班

| 名称 | 期数 | 参加人数 | 其中女性 |
|---|---|---|---|
| 仪器维护 | 4 | 96 | 21 |
| 天气预报 | 6 | 140 | 75 |

表2：工坊

| 工坊 | 服务工匠（人） | 东道机构出资（欧元） |
|---|---|---|
| 布哈拉工坊 | 360 | 58,000 |
| 昆明工坊 | 410 | 64,000 |
"""


@pytest.fixture(scope="module")
def review(over):
    return over(REVIEW)


@pytest.fixture(scope="module")
def courses(over):
    return over(COURSES)


@pytest.mark.parametrize(
    ("question", "told"),
    [
        ("What are the average savings of a village bank in Ostra?", ["236"]),
        ("Ostra的村银行平均积蓄是多少？", ["236"]),
        ("What share of banks have a safe in Ostra and in Belwick?", ["61%", "74%"]),
        ("有保险柜的银行比例，Ostra和Belwick哪个高？", ["Belwick", "74%", "61%"]),
        ("What is the budget of Ostra in 2026?", ["1,240"]),
    ],
)
def test_the_row_and_the_column_meet(review, question, told):
    short = review.ask(question).short_answer
    assert all(part in short for part in told)
    assert "98" not in short


@pytest.mark.parametrize(
    ("question", "short"),
    [
        ("Harbour Fund 2025年认捐的和实际到账的差多少？", "350"),
        ("What did the Harbour Fund pledge in 2025, and how much was received?", "1,050"),
        ("What was the execution rate of E3 in 2025?", "90.5%"),
        ("How much was spent on partnerships in 2025, and what was the execution rate?", "90.5%"),
        ("2025年E3的执行率是多少？", "90.5%"),
    ],
)
def test_columns_are_known_by_what_they_are_for(review, question, short):
    assert short in review.ask(question).short_answer


def test_each_part_of_a_question_has_its_own_column(courses):
    asked = "How many people attended the instrument maintenance courses"
    assert courses.ask(f"{asked}, and how many of them were women?").short_answer == "96; 21"
    asked = "How many artisans did the Bukhara workshop serve, and how much did its host put in?"
    assert courses.ask(asked).short_answer == "360; EUR 58,000"
