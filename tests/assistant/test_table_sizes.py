"""Tables by bands of sizes, follow-ups with another size, and those from cell to cell of words."""

import pytest

from assistant.conversation import resolved
from assistant.sizes import asked_sizes, band_of, folded

MARINA = """# Rules of the Lantern Bay Marina

Table 1: Who signs an order, by its value

| Order | Up to EUR 800 | EUR 800 to EUR 9,000 | Over EUR 9,000 |
|---|---|---|---|
| Ropes and sails | Storekeeper | Harbour master | Board |
| Diving work | Harbour master | Treasurer | Board |
| Repairs of piers | Storekeeper | Treasurer | Town council |

Table 2: Leave by length of service

| Length of service | Days of leave |
|---|---|
| Less than 2 years | 14 |
| 2–6 years | 19 |
| 6–12 years | 23 |
| 12 years and more | 28 |

Table 3: Fines

| Class | Breach | First breach | Repeated within three years |
|---|---|---|---|
| A | Loud music | Warning | 150 |
| B | Unlit boat | 240 | 900 and loss of the berth for one season |
| C | Oil in the water | 5,000 | 11,000 and exclusion |
"""
SCHOOL = """# 云岭艺校经费办法

表1 审批权限

| 事项 | 3万元以下 | 3万元以上不满30万元 | 30万元以上 |
|---|---|---|---|
| 购买乐器 | 教研室主任 | 校长 | 校董会 |
| 委托演出 | 副校长 | 校长办公会 | 校董会 |

表2 班级补贴

| 班级人数 | 年补贴 |
|---|---|
| 20人以下 | 1,500元 |
| 20—45人 | 4,200元 |
| 45人以上 | 7,000元 |
"""


@pytest.fixture(scope="module")
def desk(over):
    return over({"marina.md": MARINA, "school.md": SCHOOL})


def talk(question, answer):
    return [{"role": "user", "content": question}, {"role": "assistant", "content": answer}]


@pytest.mark.parametrize(
    ("label", "inside", "outside"),
    [
        ("Up to EUR 5,000", 5_000, 5_001),
        ("Below 12 m", 11, 12),
        ("EUR 2,000–20,000", 2_500, 1_999),
        ("Vessels of 24 metres or more", 24, 23),
        ("Over 5,000 and up to 20,000", 20_000, 5_000),
        ("2 to 5 million", 3_000_000, 3),
        ("50万元以上不满200万元", 500_000, 2_000_000),
        ("5-20万元", 60_000, 6),
        ("不满1年", 0, 1),
        ("200人以上", 200, 199),
    ],
)
def test_labels_of_bands_hold_sizes(label, inside, outside):
    band = band_of(label)
    assert band.holds(inside)
    assert not band.holds(outside)


@pytest.mark.parametrize("label", ["2015–2020", "2025年", "WP-234", "P1", "Table 2", "First time"])
def test_names_with_numbers_are_no_bands(label):
    assert band_of(label) is None


def test_sizes_that_a_question_asks_more_of_are_not_its_own():
    assert asked_sizes(folded("How many orders of more than EUR 900 were signed?")) == []
    assert [size.value for size in asked_sizes(folded("两千三百元的乐器"))] == [2300]
    assert asked_sizes(folded("要是两百多万呢？"))[0].value > 2_000_000


@pytest.mark.parametrize(
    ("question", "short"),
    [
        ("Who signs an order of ropes and sails for EUR 4,500?", "Harbour master"),
        ("Who has to sign repairs of piers that cost EUR 12,000?", "Town council"),
        ("How many days of leave does someone with seven years of service get?", "23"),
        ("How many days of leave after a year and a half of service?", "14"),
        ("购买一把5万元的乐器由谁审批？", "校长"),
        ("委托演出40万元要谁批？", "校董会"),
        ("一个三十人的班级每年有多少补贴？", "4,200元"),
    ],
)
def test_the_band_that_holds_the_size_answers(desk, question, short):
    desk_answer = desk.ask(question)
    assert (desk_answer.status, desk_answer.short_answer) == ("answered", short)


@pytest.mark.parametrize(
    ("question", "history", "short"),
    [
        (
            "And if it is EUR 600?",
            talk("Who signs an order of diving work for EUR 4,500?", "The treasurer."),
            "Harbour master",
        ),
        (
            "那要是四十多万呢？",
            talk("购买一把5万元的乐器由谁审批？", "校长。"),
            "校董会",
        ),
        ("50人的呢？", talk("30人的班级每年有多少补贴？", "4,200元。"), "7,000元"),
    ],
)
def test_a_follow_up_may_change_the_size_only(desk, question, history, short):
    assert desk.ask(question, history).short_answer == short


@pytest.mark.parametrize(
    ("question", "short"),
    [
        ("And if it happens again?", "900 and loss of the berth for one season"),
        ("And for loud music?", "Warning"),
    ],
)
def test_a_follow_up_may_ask_for_a_cell_of_words(desk, question, short):
    history = talk("What is the fine for an unlit boat, the first breach?", "240.")
    assert desk.ask(question, history).short_answer == short


def test_a_follow_up_names_another_region_or_subject():
    history = talk("2031年非洲区域论坛在哪里举行？", "内罗毕。")
    assert "拉丁美洲和加勒比" in resolved("拉丁美洲和加勒比的呢？", history).text
    history = talk("How many studies were about tidal power?", "Nine.")
    asked = resolved("And about seaweed?", history).text
    assert asked == "How many studies were about seaweed?"
