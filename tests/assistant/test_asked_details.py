"""What kind of detail is asked for in words that name none: a size, how many people, a name."""

from __future__ import annotations

import pytest

from assistant.question import understand
from assistant.refusals.asked_details import asked_for
from assistant.refusals.counted_nouns import counted_noun
from assistant.refusals.detail import lacking
from assistant.refusals.enumerated import items_short
from assistant.refusals.numerals import asked_items


@pytest.mark.parametrize(
    ("question", "kind"),
    [
        ("What's the value of the ferry contract?", "amount"),
        ("新仓库打算盖多大？", "count"),
        ("How big is the new depot?", "count"),
        ("潜水课有几人参加？", "count"),
        ("工具箱能用几年？", "date"),
        ("最终名单是几月公布的？", "date"),
    ],
)
def test_a_detail_is_asked_for_without_its_name(question, kind):
    assert kind in asked_for(understand(question))


def test_the_rank_of_something_is_no_number_of_things():
    assert "count" not in asked_for(understand("这是第几次演习？"))


def test_who_follows_somebody_is_not_that_somebody():
    question = understand("Who will replace Ms Harlow as harbour master?")
    assert lacking(question, "A harbour master will be sought; Ms Edith Harlow retires.")
    assert not lacking(question, "Ms Edith Harlow is followed by Mr Owen Pryce.")


def test_how_long_is_not_answered_by_one_day():
    question = understand("How long will the bridge be?")
    assert lacking(question, "Its course is settled in 2031.")
    assert not lacking(understand("How long is the fair?"), "It runs from 3 to 9 May 2031.")


def test_so_many_things_are_asked_for_by_name():
    assert asked_items("Name the three depots that closed.") == 3
    assert asked_items("关掉的那4所学校分别叫什么？") == 4


def test_growth_is_told_by_a_share_as_well_as_by_an_amount():
    question = understand("By how much did ferry traffic grow in 2031?")
    assert not lacking(question, "Ferry traffic was 12% above that of the year before.")
    assert lacking(question, "Ferry traffic grew because of the new pier.")


def test_names_of_those_who_pay_are_no_amounts():
    question = understand("Name the two firms that funded the lighthouse.")
    assert "amount" not in asked_for(question)


@pytest.mark.parametrize(
    "question",
    [
        "From which trades does the museum take no money?",
        "In what ways did the council change the draft budget?",
        "Which risks could push costs above the ceiling?",
        "What does a school get out of the exchange?",
        "What salary rise is assumed for 2031?",
    ],
)
def test_money_that_is_only_spoken_of_is_not_asked_for(question):
    assert "amount" not in asked_for(understand(question))


def test_the_number_of_a_policy_is_no_sum():
    question = understand("How much is the premium of the boat insurance?")
    assert lacking(question, "All boats are insured under policy 71-3308 with Seaward.")
    assert not lacking(question, "The premium of the boat insurance is 3,308.")


@pytest.mark.parametrize(
    ("question", "text", "short"),
    [
        ("Who are the two people who left the jury?", "Ask Ms Ida Falk, Jury Secretary.", True),
        ("Who are the two people who left the jury?", "Ida Falk and Mr Jon Moe left it.", False),
        ("Who are the two sponsors?", "Its sponsors are Brightwater and the port.", False),
    ],
)
def test_so_many_people_must_be_named(question, text, short):
    assert bool(items_short(understand(question), text)) is short


def test_members_of_a_body_are_named_as_people_or_states():
    question = understand("Which three board members voted against the merger?")
    assert lacking(question, "The merger was approved by six votes to three.")
    assert not lacking(question, "The merger was opposed by Fiji, Tonga and Palau.")
    assert not lacking(question, "Mr Jon Moe, Ms Ida Falk and Dr Lea Roth opposed the merger.")


def test_a_verb_tells_apart_what_is_counted():
    assert counted_noun(understand("今年新增了多少签约企业？")) == "签约企业"


@pytest.mark.parametrize(
    ("question", "text", "named"),
    [
        ("Which ship took the grain?", "A ship of Fiji, a Fijian one, took the grain.", False),
        ("Which ship took the grain?", "Kestrel was chartered for the grain.", True),
        ("At which airport were boxes lost?", "Sixty boxes were lost at one airport.", False),
        ("哪座机场丢了箱子？", "七箱都在同一座机场丢失。", False),
        ("哪座机场丢了箱子？", "七箱在青云机场丢失。", True),
    ],
)
def test_a_ship_or_an_airport_has_a_name(question, text, named):
    assert ("name" not in lacking(understand(question), text)) is named


@pytest.mark.parametrize(
    ("question", "kind"),
    [
        ("How much water does the pool lose each day?", "count"),
        ("How much drinking water is left?", "count"),
        ("How much time do tenants have to object?", "date"),
        ("How much funding did the pool receive?", "amount"),
        ("How much is a day ticket?", "amount"),
        ("How much dearer is a day ticket now?", "amount"),
        ("展台搭建有多少时间？", "date"),
    ],
)
def test_how_much_asks_for_money_only_of_what_is_money(question, kind):
    assert list(asked_for(understand(question))) == [kind]


@pytest.mark.parametrize(
    "question",
    [
        "Which ferry was built in the town whose crane fell?",
        "The village where the kiln is: which firm owns it?",
        "What is paid to the farmer who finds a coin?",
    ],
)
def test_a_relative_clause_asks_for_no_person_or_place(question):
    assert not asked_for(understand(question)).keys() & {"person", "place"}


@pytest.mark.parametrize(
    ("question", "text"),
    [
        ("Which weekday is the market held?", "The market is held on Thursdays."),
        ("When must claims be lodged?", "Claims are lodged within 21 days of the storm."),
        ("Where do I hand in the key?", "Keys are returned at the reception desk."),
        ("钥匙交到哪里？", "钥匙交到一楼服务窗口。"),
        ("How long is the pier?", "The pier measures 340 metres."),
    ],
)
def test_a_weekday_a_term_and_a_spot_without_a_name_tell_too(question, text):
    assert not lacking(understand(question), text)
