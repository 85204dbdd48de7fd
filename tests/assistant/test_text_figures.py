"""What is worked out from figures of running text, over small reports of an agency."""

import pytest

REPORTS = {
    "rivers.md": """# Report of the River Commission

## Agreements

In 2021, the Commission concluded 34 cooperation agreements worth USD 2.4 million. Compared with
this, 27 agreements worth USD 2.4 million were concluded in 2020, and 19 in 2019.

## Gauging stations

Of the 85 gauging stations on the Upper Drava, 62 have been automated. Annual rainfall rose by
2.4% in the Drava basin, by 1.1% in the Sava basin, and by 0.6% in the Mura basin.

## Training

The first hydrology course was held in Graz in May 2020. All 36 participants passed the test.

The second hydrology course was held in Zagreb in June 2021. 41 participants from 7 countries
passed the test.
""",
    "ports.md": """# 港口管理局年度报告

## 培训

2022年9月，管理局在青岛举办了引航员培训。来自9个港口的58名学员参加了培训。58名学员中有51人获得证书。

2023年9月，管理局在大连举办了引航员培训。来自12个港口的64名学员参加了培训。

## 吞吐量

码头分局新设了4个泊位。还有3个泊位因工期延误，尚未投入使用。使用4G网络的有来自内河的15条船和来自海运公司的21条船。

2023年，东港吞吐量增长3.2%，西港增长1.9%，南港增长0.7%。
""",
}
WORKED_OUT = [
    ("How many of the 85 gauging stations are not yet automated?", "23", "85 − 62"),
    ("2022年青岛的58名学员里，未获得证书的有多少？", "7", "58 − 51"),
    ("2022年青岛引航员培训中没有获得证书的有几人？", "7", "58 − 51"),
    ("How many more cooperation agreements were concluded in 2021 than in 2020?", "7", "34 − 27"),
    ("从2019年到2021年一共签了多少项合作协议？", "80", "19 + 27 + 34"),
    ("2022年和2023年引航员培训一共有多少名学员？", "122", "58 + 64"),
    ("来自内河和海运公司的船一共多少条？", "36", "15 + 21"),
    ("新设的泊位加上尚未投入使用的泊位，总共几个？", "7", "4 + 3"),
    (
        "How many participants passed the hydrology test in 2020 and 2021 together?",
        "77",
        "36 + 41",
    ),
]
COMPARED = [
    (
        "Which had the larger rise in rainfall, the Drava basin or the Mura basin?",
        "Drava basin (2.4%; 0.6%)",
    ),
    ("2023年东港和西港哪个吞吐量增长更多？", "东港 (3.2%; 1.9%)"),
]


@pytest.fixture(scope="module")
def reports(over):
    return over(REPORTS)


@pytest.mark.parametrize(("question", "result", "working"), WORKED_OUT)
def test_sums_differences_and_remainders_of_sentences_are_shown_and_cited(
    reports, question, result, working
):
    answer = reports.ask(question)
    assert answer.short_answer == result
    assert working in answer.answer
    quoted = " ".join(citation.quote for citation in answer.citations)
    assert all(figure in quoted for figure in working.replace("−", "+").split(" + "))


@pytest.mark.parametrize(("question", "short"), COMPARED)
def test_two_things_that_one_sentence_names_are_compared(reports, question, short):
    assert reports.ask(question).short_answer == short


def test_what_is_left_is_not_guessed_without_a_part(reports):
    answer = reports.ask("How many of the 12 ports did not take part in the Dalian training?")
    assert answer.short_answer != "−52"
    assert " − " not in answer.answer


def test_a_second_question_is_no_part_of_a_sum(reports):
    answer = reports.ask(
        "How many participants in total passed in Zagreb, and from how many countries?"
    )
    assert " + " not in answer.answer
    assert "41" in answer.answer


def test_a_sum_over_years_lacks_no_year(reports):
    answer = reports.ask("从2018年到2021年一共签了多少项合作协议？")
    assert "80" not in (answer.short_answer or "")
