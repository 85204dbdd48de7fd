"""Refusals by whose figure it is: of several together, of other places, of a sibling of the asked.

What the same papers do say of the one that is asked about is answered.
"""

import pytest

HARBOURS = """# Harbour League: year 2024

## Crews

In 2024 the League hired 61 pilots from Chile and Portugal.
Training was paid for 35 divers in Norway.
Kenya has linked 420 harbours to the tide service, while Peru has begun a trial of it.

## Prizes

The Coastal Youth Prize was announced at the spring dinner.
The winner of the Northern Pilots Prize receives 7,000 crowns.

## Loans

The Iceland Maritime Bank lent the League 900,000 crowns in March.
The lighthouse stock was moved from Mombasa to the island because the store there is dry.
A hirer pays a deposit of 15 per cent of the rental price, returned within 20 days.
The mooring scheme was agreed with Brazil and began in August 2021.
Mr Harald Vinter, Executive Secretary, signed the lease of the yard.

## Stations

| Station | Country |
|---|---|
| Mombasa | Kenya |
| Bergen | Norway |
"""
LEAGUE = """# 港口联盟2024年年报

## 人员

2024年，联盟从智利和葡萄牙招聘了61名引航员。
肯尼亚已有420个港口接入潮汐服务，秘鲁正在进行试点。

## 奖项

海岸青年摄影大赛在春季晚宴上宣布。
北方引航员摄影大赛的获胜者可得7000元。

## 其他

租船须缴纳合同额15%的保证金。
系泊项目与巴西商定，于2021年8月启动。
信号站以人为本，服务全体船员。
"""


@pytest.fixture(scope="module")
def english(over):
    return over(HARBOURS)


@pytest.fixture(scope="module")
def chinese(over):
    return over(LEAGUE)


@pytest.mark.parametrize(
    "question",
    [
        "How many of the pilots hired in 2024 came from Portugal?",
        "How many pilots did the League hire from Chile?",
        "How many harbours has Peru linked to the tide service?",
        "How much does the winner of the Coastal Youth Prize receive?",
        "How many years will the mooring scheme agreed with Brazil run?",
        "Who was the captain of the mooring scheme?",
    ],
)
def test_the_figure_of_others_is_no_answer(english, question):
    assert english.ask(question).status == "not_found"


@pytest.mark.parametrize(
    ("question", "fact"),
    [
        ("How many pilots were hired from Chile and Portugal?", "61"),
        ("How many divers in Norway was training paid for?", "35"),
        ("How many harbours has Kenya linked to the tide service?", "420"),
        ("How much does the winner of the Northern Pilots Prize receive?", "7,000"),
        ("How much did the Iceland Maritime Bank lend the League?", "900,000"),
        ("Why did the lighthouse stock leave Kenya?", "dry"),
        ("How much deposit does a hirer pay?", "15 per cent"),
    ],
)
def test_what_is_told_of_the_one_asked_about_is_answered(english, question, fact):
    answer = english.ask(question)
    assert answer.status == "answered"
    assert fact in answer.answer


@pytest.mark.parametrize(
    "question",
    [
        "2024年招聘的引航员中有多少名来自葡萄牙？",
        "秘鲁有多少个港口接入了潮汐服务？",
        "海岸青年摄影大赛的获胜者能拿到多少奖金？",
        "与巴西商定的系泊项目为期几年？",
        "信号站的负责人是谁？",
    ],
)
def test_the_figure_of_others_is_no_answer_in_chinese(chinese, question):
    assert chinese.ask(question).status == "not_found"


@pytest.mark.parametrize(
    ("question", "fact"),
    [
        ("从智利和葡萄牙一共招聘了多少名引航员？", "61"),
        ("肯尼亚有多少个港口接入了潮汐服务？", "420"),
        ("北方引航员摄影大赛的获胜者能拿到多少奖金？", "7000"),
        ("租船要交多少保证金？", "15%"),
    ],
)
def test_what_is_told_of_the_one_asked_about_is_answered_in_chinese(chinese, question, fact):
    answer = chinese.ask(question)
    assert answer.status == "answered"
    assert fact in answer.answer


YARDS = """# Yard Union: notes of 2029

## Agreements

The Union signed an agreement with the Otter Trust on sport for sailors.
Ferries gave free rides on Sea Day 2027 in Galway.
A guide to safe diving was drafted in Malta.
Two lookouts were threatened by a crew; the flag State fined the master.
In Chile the Ministry of Ports wrote a code of safe diving with the Coral Foundation.

## Sessions

The 12th harbour congress (HC-27) was held in Riga.
This session had the theme "Quiet docks".

## Help since 2028

Since early 2028 the Union has given help to many:

- It is helping Peru to write a plan for tides, which will be issued later.
- In March it held a course for pilots of Ghana.
- It lent two cranes.
"""
UNION = """# 船坞联盟2029年纪事

## 协议

联盟与水獭基金会签署了一项面向海员的体育合作协议。
渡轮在2027年海洋日为戈尔韦市民免费开放。
在马耳他，正在起草一份安全潜水指南。
2月，联盟在智利与珊瑚基金会合作举办了一次安全潜水讲习班。

## 会议

第12届港口大会（HC-27）在里加举行。
本届会议的主题为“安静的码头”。
"""


@pytest.fixture(scope="module")
def yards(over):
    return over(YARDS)


@pytest.fixture(scope="module")
def union(over):
    return over(UNION)


@pytest.mark.parametrize(
    "question",
    [
        "In which year was the agreement with the Otter Trust signed?",
        "Which organisation wrote the guide to safe diving in Malta?",
        "What was the theme of HC-25?",
        "On which ship were the two lookouts threatened?",
        "In which month was Peru's plan for tides issued?",
    ],
)
def test_the_sentence_beside_it_is_no_answer(yards, question):
    assert yards.ask(question).status == "not_found"


@pytest.mark.parametrize(
    ("question", "fact"),
    [
        ("What was the theme of HC-27?", "Quiet docks"),
        ("In which month was the course for pilots of Ghana held?", "March"),
        ("In which year did ferries give free rides on Sea Day?", "2027"),
    ],
)
def test_what_the_sentence_itself_tells_is_answered(yards, question, fact):
    answer = yards.ask(question)
    assert answer.status == "answered"
    assert fact in answer.answer


@pytest.mark.parametrize(
    "question",
    [
        "联盟与水獭基金会的体育合作协议是哪一年签的？",
        "马耳他的安全潜水指南是跟哪家机构合作起草的？",
        "HC-25的主题是什么？",
    ],
)
def test_the_sentence_beside_it_is_no_answer_in_chinese(union, question):
    assert union.ask(question).status == "not_found"


@pytest.mark.parametrize(
    ("question", "fact"),
    [
        ("HC-27的主题是什么？", "安静的码头"),
        ("智利的安全潜水讲习班是跟哪家机构合办的？", "珊瑚基金会"),
    ],
)
def test_what_the_sentence_itself_tells_is_answered_in_chinese(union, question, fact):
    answer = union.ask(question)
    assert answer.status == "answered"
    assert fact in answer.answer
