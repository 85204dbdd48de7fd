"""A sentence tells which is the most, or the least, only if it says so itself."""

import pytest

from assistant.question import understand
from assistant.refusals.superlatives import end_asked, says_end

TOLD = """# Friends of the Estuary: report 2025

Norway was the largest donor of the year; the town council of Brisk gave nothing.

The Tide Museum is the least visited of the three museums.

本年度捐款最多的是海湾银行。
"""
UNTOLD = """# Friends of the Estuary: report 2025

Norway is a donor of the estuary fund and signed its agreement in May.

The Tide Museum is one of the three museums of the estuary.

海湾银行向河口基金捐款，协议于五月签署。
"""
TABLE = """# 县公园

表1：各公园养护经费

| 公园 | 经费（万元） |
|---|---|
| 东湖公园 | 120 |
| 西山公园 | 85 |
| 南苑公园 | 64 |

最受欢迎的是东湖公园，游客人数居各园之首。西山公园的游客有8万人。
"""


@pytest.fixture(scope="module")
def told(over):
    """An assistant over sentences that say which is the most."""
    return over(TOLD)


@pytest.fixture(scope="module")
def untold(over):
    """The same with sentences that do not."""
    return over(UNTOLD)


@pytest.fixture(scope="module")
def parks(over):
    """An assistant over a table of one thing and a sentence of another."""
    return over(TABLE)


@pytest.mark.parametrize(
    ("question", "said"),
    [
        ("Which donor gave the most?", "Norway"),
        ("Which museum is the least visited?", "Tide Museum"),
        ("哪家银行捐款最多？", "海湾银行"),
    ],
)
def test_it_is_told_by_a_sentence_that_says_so_and_by_no_other(told, untold, question, said):
    answer = told.ask(question)
    assert answer.status == "answered"
    assert said in answer.answer
    assert untold.ask(question).status == "not_found"


def test_the_most_is_not_the_least(parks):
    assert "东湖公园" in parks.ask("哪个公园最受欢迎？").answer
    assert parks.ask("哪个公园的游客最少？").status == "not_found"


def test_rows_are_ranked_by_what_is_asked(parks):
    assert "南苑公园" in (parks.ask("哪个公园的养护经费最少？").short_answer or "")
    assert parks.ask("Which park has the fewest visitors?").status == "not_found"


@pytest.mark.parametrize(
    ("question", "end"),
    [
        ("Which region had the most projects?", "most"),
        ("哪个港口的船最少？", "least"),
        ("Which bridge is the longest?", "any"),
        ("Which is the most recent report?", ""),
        ("最近新增的两家承办方是谁？", ""),
        ("At most how many may come to which hall?", ""),
        ("What is the least that a member must pay?", ""),
        ("How many people came to the hall?", ""),
    ],
)
def test_the_end_that_is_asked_for(question, end):
    assert end_asked(understand(question)) == end


@pytest.mark.parametrize(
    ("end", "text", "said"),
    [
        ("most", "Norway gave more than any other country.", True),
        ("most", "Norway came first among the donors.", True),
        ("most", "挪威捐款居首。", True),
        ("most", "At least three countries gave money.", False),
        ("most", "The programme helps the least developed countries.", False),
        ("least", "Norway was the largest donor.", False),
        ("least", "Norway ranked third of three.", True),
        ("any", "Der Hafen ist alt.", False),
    ],
)
def test_what_says_an_end(end, text, said):
    assert says_end(end, text) is said


PLAN = """# Harbour plan 2031

Table 1: Budget by priority, 2031 (EUR)

| Priority | Budget |
|---|---|
| P1 – Safe quays | 300,000 |
| P2 – Clean water | 520,000 |

Table 2: Budget by theme, 2031 (EUR)

| Priority | Theme | Budget |
|---|---|---|
| P1 – Safe quays | Lighting | 290,000 |
| P1 – Safe quays | Rails | 10,000 |
| P2 – Clean water | Oil barriers | 270,000 |
| P2 – Clean water | Sampling | 250,000 |
"""


def test_the_kind_of_row_that_is_asked_for_is_ranked(over):
    assistant = over(PLAN)
    assert "Clean water" in assistant.ask("Which priority got the most money?").short_answer
