"""The detail that is asked for stands there, but is of another occasion, region, donor or kind."""

import pytest

SEA = """# Sea Friends: report for 2024

In March a rescue exercise was held in Lima with the navy. Also in March, 75 people took part in a
course given with the University of Quito.

The largest gifts came from Peru, Chile and the Republic of Ecuador, which gave USD 30,000 for
buoys.

Kenya, Ghana and Togo have joined 310 schools to the network.

The summit for Africa took place in Accra on 4 May 2024. The summit for the Caribbean took place in
Kingston on 9 June 2024, and 88 people came.

The boats were repaired between 3 June and 9 June. The lift was ordered in April 2024 and opened
by 30 November 2024.

Two boats were seized in May. A patrol boarded 54 vessels.

The fund lent money to 90 fishers; 95 per cent of the loans were repaid on time.

Three clubs on the north shore could not come because of fog; a bus was hired in Karsund in
November.

Two clubs, the Terns and the Puffins, were given new oars.
"""
SHORE = """# 海友会2024年报告

3月在蒙巴萨与海军举行了救生演练。同样在3月，与内罗毕大学合办的课程有70人参加。

最大的捐款来自挪威、瑞典和丹麦（4万美元）。

塞内加尔、贝宁和加纳已把260所学校接入网络。

面向亚太的峰会4月2日在苏瓦举行。面向欧洲的峰会6月11日在里加举行，有95人参加。

妇女基金的年利率为3%。修船用了9天。
"""


@pytest.fixture(scope="module")
def sea(over):
    return over(SEA)


@pytest.fixture(scope="module")
def shore(over):
    return over(SHORE)


@pytest.mark.parametrize(
    "question",
    [
        "How many people took part in the rescue exercise in Lima?",
        "How much did Chile give for buoys?",
        "How many schools has Ghana joined to the network?",
        "When was the summit for the Arab States held?",
        "阿拉伯区域的峰会什么时候举行？",
        "How many days did it take to open the lift?",
        "How big a fine did the two boats seized in May get?",
        "What interest do fishers pay on the loans of the fund?",
        "Which three clubs could not come because of fog?",
    ],
)
def test_what_is_of_another_is_refused(sea, question):
    assert sea.ask(question).status == "not_found"


@pytest.mark.parametrize(
    ("question", "told"),
    [
        ("How many people took part in the course with the University of Quito?", "75"),
        ("How much did Ecuador give for buoys?", "30,000"),
        ("How many schools have Kenya, Ghana and Togo joined?", "310"),
        ("When was the summit for Africa held?", "4 May 2024"),
        ("How many people came to the Caribbean summit?", "88"),
        ("How many days did the repair of the boats take?", "between 3 June and 9 June"),
        ("Which two clubs were given new oars?", "Puffins"),
    ],
)
def test_what_is_of_it_is_answered(sea, question, told):
    answer = sea.ask(question)
    assert answer.status == "answered"
    assert told in answer.answer


@pytest.mark.parametrize(
    "question",
    [
        "在蒙巴萨举行的救生演练有多少人参加？",
        "瑞典捐了多少钱？",
        "贝宁有多少所学校接入网络？",
        "阿拉伯区域的峰会什么时候举行？",
        "亚太峰会有多少人参加？",
    ],
)
def test_what_is_of_another_is_refused_in_chinese(shore, question):
    assert shore.ask(question).status == "not_found"


@pytest.mark.parametrize(
    ("question", "told"),
    [
        ("与内罗毕大学合办的课程有多少人参加？", "70人"),
        ("丹麦捐了多少钱？", "4万美元"),
        ("塞内加尔、贝宁和加纳共有多少所学校接入网络？", "260"),
        ("亚太峰会什么时候举行？", "4月2日"),
        ("欧洲峰会有多少人参加？", "95"),
        ("妇女基金的利率是多少？", "3%"),
        ("修船用了几天？", "9天"),
    ],
)
def test_what_is_of_it_is_answered_in_chinese(shore, question, told):
    answer = shore.ask(question)
    assert answer.status == "answered"
    assert told in answer.answer


DONORS = """# 红十字会2024年年报

全省第1,000例捐献者、消防员韦骏在医科大学附属医院完成采集。

“晨桥物流”的代表 Kelly Ward 介绍，澄州仓库于4月20日启用。

岚江港务局主任是 Ana Ruiz。
"""


@pytest.fixture(scope="module")
def donors(over):
    return over(DONORS)


@pytest.mark.parametrize(
    "question",
    [
        "Who was the first-ever donor in the province?",
        "全省首例捐献者是谁？",
    ],
)
def test_another_in_order_or_in_another_role_is_refused(donors, question):
    assert donors.ask(question).status == "not_found"


@pytest.mark.parametrize(
    ("question", "told"),
    [("全省第1,000例捐献者是谁？", "韦骏"), ("岚江港务局的主任是谁？", "Ana Ruiz")],
)
def test_the_very_one_is_answered(donors, question, told):
    answer = donors.ask(question)
    assert answer.status == "answered"
    assert told in answer.answer


NEXT = """# Delta Forum: note of 2025

The Delta Forum held in Porto in 2024 adopted the river plan, which sets the course until the next
Delta Forum. The Lake Congress was held in Bern in 2023; the next congress will take place in Riga
on 4 May 2026.
"""
NEXT_ZH = """# 三角洲论坛2025年说明

2024年在波尔图举行的三角洲论坛通过了河流计划，确定了下一届三角洲论坛之前的方向。湖泊大会2023年在伯尔尼举行，
下一届湖泊大会将于2026年5月4日在里加举行。
"""


@pytest.fixture(scope="module")
def coming(over):
    return over(NEXT)


@pytest.fixture(scope="module")
def coming_zh(over):
    return over(NEXT_ZH)


def test_where_the_next_is_held_is_not_where_the_last_was(coming, coming_zh):
    assert coming.ask("Where will the next Delta Forum be held?").status == "not_found"
    assert coming_zh.ask("下一届三角洲论坛在哪里举行？").status == "not_found"


def test_where_the_next_is_held_is_told_where_it_is_said(coming, coming_zh):
    assert "Riga" in coming.ask("Where will the next Lake Congress be held?").answer
    assert "Porto" in coming.ask("Where was the Delta Forum of 2024 held?").answer
    assert "里加" in coming_zh.ask("下一届湖泊大会在哪里举行？").answer
