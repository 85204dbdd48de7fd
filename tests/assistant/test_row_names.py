"""Rows by shortened and shared names, and the table among several that has the column asked for."""

import pytest

POSTS = """# 河谷水务中心2026年工作计划

## 1 人员编制

表1：人员编制（人）

| 地点 | 2025年编制 | 2026年编制 | 变化 |
|---|---|---|---|
| 兰溪秘书处 | 31 | 30 | -1 |
| 青禾培训与检定分中心 | 7 | 9 | +2 |
| 石泉水文与泥沙分中心 | 8 | 9 | +1 |

## 2 指标

表2：2026年指标

| 指标 | 2024年实际 | 2026年目标 | 数据来源 |
|---|---|---|---|
| 持证检定员 | 3 | 16 | 青禾分中心 |
| 汛期值班站数 | 21 | 25 | 值班记录 |
"""

MOORINGS = """# Moorings

Table 1: Moorings in use

| Place | Moorings 2025 | Moorings 2026 |
|---|---|---|
| Head office | 31 | 30 |
| Windward Training and Repair Sub-centre | 12 | 14 |
| Leeward Training and Diving Sub-centre | 8 | 9 |
"""

FUND = """# Lantern Fund: budget 2026

Table 1: Budget by line (EUR)

| Line | Budget 2026 | Share of budget |
|---|---|---|
| Rural libraries | 400,000 | 40% |
| Reading rooms | 600,000 | 60% |

# Lantern Fund: half-year report 2026

Table 2: Budget and spending to 30 June (EUR)

| Line | Budget 2026 | Committed | Spent | Spent as % of budget |
|---|---|---|---|---|
| Rural libraries | 400,000 | 90,000 | 150,000 | 37.5% |
| Reading rooms | 600,000 | 20,000 | 210,000 | 35% |

Table 3: Dues of members (EUR)

| Member | Assessed | Paid | Outstanding |
|---|---|---|---|
| Malta | 9,000 | 6,500 | 2,500 |
| Cyprus | 8,000 | 8,000 | 0 |
"""

REGISTER = """# Project register

| Code | Project | Place | Donor | Budget (USD) | Status |
|---|---|---|---|---|---|
| WP-11 | SolarCart Malta | Malta | Harbour Bank | 120,000 | under way |
| WP-12 | SolarCart Cyprus | Cyprus | Harbour Bank | 87,000 | under way |
| WP-13 | Night trams | Cyprus | City | 310,000 | completed |

# Donors

| Donor | Pledged in 2025 | Earmarked for |
|---|---|---|
| Harbour Bank | 450 | SolarCart |
| City | 200 | Night trams |
"""

DUST = """# Dust warnings

| Level | PM10, hourly mean (µg/m³) | Visibility | Advice |
|---|---|---|---|
| Yellow | 400–800 | below 5 km | Limit outdoor exertion |
| Orange | 800–1,500 | below 2 km | Schools stay indoors |
"""

REVIEW = """# Review of the ferry project

Table 1: Recommendations

| No. | Recommendation | Management response | Due |
|---|---|---|---|
| R1 | Keep spare engines in two ports | Accepted | May 2026 |
| R2 | Hire a second captain | Accepted | June 2026 |
| R3 | Sell tickets by phone | Partly accepted | July 2026 |
| R4 | Paint the hulls green | Rejected | – |
"""


@pytest.fixture(scope="module")
def assistant(over):
    texts = {"posts": POSTS, "moorings": MOORINGS, "fund": FUND, "register": REGISTER}
    texts |= {"dust": DUST, "review": REVIEW}
    return over({f"{name}.md": text for name, text in texts.items()})


@pytest.mark.parametrize(
    "question",
    [
        "青禾分中心2026年有几个编制，比上一年多几个？",
        "青禾分中心2026年有几个编制？比上年增加了几个？",
    ],
)
def test_name_without_its_middle(assistant, question):
    answer = assistant.ask(question).answer
    assert "青禾培训与检定分中心：**9**" in answer
    assert "增加**2**" in answer
    assert "16" not in answer


def test_english_name_without_its_middle(assistant):
    answer = assistant.ask("How many moorings did the Windward sub-centre have in 2026?")
    assert answer.short_answer == "14"


@pytest.mark.parametrize(
    ("question", "short"),
    [
        ("How much have the rural libraries spent by June 2026?", "EUR 150,000"),
        ("乡村图书馆（Rural libraries）2026年已支出多少？", "150,000欧元"),
        ("How much of its dues has Malta not paid?", "EUR 2,500"),
        ("How much of its dues has Malta paid?", "EUR 6,500"),
        ("马耳他还差多少会费没交？", "2,500欧元"),
        ("马耳他已交多少会费？", "6,500欧元"),
    ],
)
def test_table_that_has_the_column(assistant, question, short):
    assert assistant.ask(question).short_answer == short


@pytest.mark.parametrize(
    "question", ["What is the budget of SolarCart?", "SolarCart项目的预算是多少？"]
)
def test_all_that_share_a_name_are_told(assistant, question):
    answer = assistant.ask(question).answer
    assert "120,000" in answer
    assert "87,000" in answer
    assert "450" not in answer


@pytest.mark.parametrize(
    "question",
    ["What is the budget of SolarCart in Cyprus?", "塞浦路斯的SolarCart项目预算是多少？"],
)
def test_one_of_those_that_share_a_name(assistant, question):
    answer = assistant.ask(question).answer
    assert "87,000" in answer
    assert "120,000" not in answer


@pytest.mark.parametrize(
    "question",
    [
        "橙色预警对应的PM10浓度范围和能见度是多少？",
        "What PM10 range and what visibility go with an orange warning?",
    ],
)
def test_column_by_its_abbreviation(assistant, question):
    answer = assistant.ask(question).answer
    assert "800–1,500" in answer
    assert "below 2 km" in answer


@pytest.mark.parametrize(
    ("question", "told", "others"),
    [
        ("Which recommendation of the ferry review was accepted only in part?", "R3", ("R1", "R4")),
        ("渡轮评估中哪条建议只被部分接受？", "R3", ("R1", "R4")),
        ("Which recommendations of the ferry review were rejected?", "R4", ("R1", "R3")),
        ("Which recommendations of the ferry review were accepted?", "R2", ("R3", "R4")),
    ],
)
def test_accepted_in_part_is_no_acceptance(assistant, question, told, others):
    answer = assistant.ask(question).answer
    assert told in answer
    assert not any(other in answer for other in others)
