"""The short answer is of the kind that is asked for: who has the role, the most, the time it takes.

The documents are small ones of our own; the expectations are read off them.
"""

import pytest

PAPER = """# Pilots' guild: report of the year

The assembly elected Ms Ada Quist (Orvik) as President and Mr Lu Wen (Hale) as Vice-President, for
three years.

Repairs are paid from the Salt Fund, a reserve of EUR 90,000 that wardens may draw on without prior
approval for amounts up to EUR 2,500.

When ice is reported, masters are told within 6 hours by the means agreed (radio, horn, flag).

Members pay a yearly subscription of EUR 180, which yielded EUR 75,600 in 2025.

The pier at Lunden was not finished in 2025. Two families claimed the ground and the court could
not decide before November.

The guild opened three new courses in 2025. The new courses are:

- Ice navigation
- Night signals
- Care of ropes
"""
BERICHT = """# 引航员协会年度报告

大会选举蒲见微为会长、卞孝先为副会长，任期三年。

维修由盐业基金支付，基金总额9万元，各站不经批准最多可动用2,500元。
"""


@pytest.fixture(scope="module")
def guild(over):
    return over({"report.md": PAPER, "bericht.md": BERICHT})


@pytest.mark.parametrize(
    ("question", "told", "untold"),
    [
        ("Who is the new President of the pilots' guild?", "Ada Quist", "Lu Wen"),
        ("Who is the new Vice-President of the pilots' guild?", "Lu Wen", "Ada Quist"),
        ("引航员协会的新会长是谁？", "蒲见微", "卞孝先"),
        ("How much may wardens draw from the Salt Fund at most?", "EUR 2,500", "90,000"),
        ("各站动用盐业基金，不经批准最多能用多少钱？", "2,500元", "9万"),
        ("How soon must masters be told of ice?", "6 hours", "flag"),
        ("What does a member pay a year?", "EUR 180", "75,600"),
        ("Why was the pier at Lunden not finished?", "Two families claimed", "not finished"),
        ("Which three new courses did the guild open?", "Night signals", "guild"),
    ],
)
def test_the_short_answer_is_what_is_asked_for(guild, question, told, untold):
    short = guild.ask(question).short_answer
    assert told in short
    assert untold not in short


@pytest.fixture(scope="module")
def offices(over):
    text = (
        "# 理事会纪要\n\n同意原总工程师卞孝先因年龄原因离任。\n\n"
        "会议聘任郎亦清为总工程师，任期四年，自2025年2月1日起算。\n"
    )
    return over(text)


def test_who_has_an_office_is_not_who_left_it(offices):
    answer = offices.ask("新任总工程师是谁？")
    assert answer.status == "not_found" or "郎亦清" in answer.answer.split("\n")[0]


def test_the_most_that_may_be_used_is_not_what_is_left(guild):
    assert "87,500" not in guild.ask("各站动用盐业基金，不经批准最多能用多少钱？").answer


PORTS = """# Report on the regional schools

The running cost of the school in Port Hale was put at EUR 215,000 a year, compared with EUR 198,000
in Kingsby and EUR 186,000 in Lunden.

Table 1: Follow-up of the review

| What | Who | By |
|---|---|---|
| Report on rotation of firms | Audit officer | 15 September 2026 |
| New form for travel | Registrar | 30 June 2026 |

Table 2: Risks

| Risk | Likelihood | Owner | Answer |
|---|---|---|---|
| Fraud in small contracts | low | Audit officer | Prices on the notice board |
| Loss of pilots | high | Head of staff | Longer contracts |
"""


@pytest.fixture(scope="module")
def ports(over):
    return over(PORTS)


@pytest.mark.parametrize(
    ("question", "short"),
    [
        ("Is Port Hale or Lunden cheaper to run as a school, and by how much a year?", "29,000"),
        ("负责小额合同舞弊风险的是哪个岗位？", "Audit officer"),
        ("Which post is responsible for the risk of fraud in small contracts?", "Audit officer"),
    ],
)
def test_what_is_asked_of_two_or_of_a_row(ports, question, short):
    assert short in ports.ask(question).short_answer


def test_of_a_row_the_cell_is_told_that_is_asked_for(ports):
    answer = ports.ask("When must the report on the rotation of firms be handed in?")
    assert "15 September 2026" in answer.short_answer
    assert "Audit officer" not in answer.short_answer


RESCUE = """# 应急名册报告

1月19日风暴之后，应急名册的六名专家在60小时内抵达海滨市，协助抢救了博物馆的1,150件藏品。

启用新雷达以后，降雨预报的平均误差从210毫米降到165毫米。
"""


@pytest.fixture(scope="module")
def rescue(over):
    return over(RESCUE)


def test_each_number_is_of_what_it_counts(rescue):
    short = rescue.ask("风暴之后应急名册去了几名专家，抢救了多少件藏品？").short_answer
    assert "六名" in short
    assert "1,150件" in short
    assert "60" not in short


def test_from_what_to_what_is_no_difference(rescue):
    answer = rescue.ask("启用新雷达以后，降雨预报的平均误差从多少降到了多少？")
    assert "210" in answer.short_answer
    assert "165" in answer.short_answer
    assert "45" not in answer.short_answer
