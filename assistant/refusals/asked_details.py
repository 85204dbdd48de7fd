"""Which kinds of detail a question asks for, each with the test of a text that holds it."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import lru_cache

from assistant.figures import figures
from assistant.letters import plain
from assistant.question import MONEY_OR_NUMBERS, Question, asks, kinds_of
from assistant.reading.holding import holds, is_money, is_of_a_sum
from assistant.refusals.answer_types.anew import Test
from assistant.refusals.answer_types.contacts import contact_test
from assistant.refusals.answer_types.dates import asks_duration, date_test
from assistant.refusals.answer_types.names import name_test, named_test
from assistant.refusals.answer_types.organisations import asks_university, organisation_test
from assistant.refusals.answer_types.people import (
    asks_member,
    asks_person,
    member_test,
    person_test,
)
from assistant.refusals.answer_types.places import asks_kind_of_place, place_test
from assistant.refusals.numerals import cardinals, numbers_of
from assistant.refusals.subject_noun import asks_named, noun_asked_for

FIGURES = frozenset({"date", "amount", "share", "count", "contact"})
NAMES = frozenset({"person", "place", "organisation", "name"})

_ASKS_NAME = re.compile(
    r"叫什么|名字|名称|\b(?:named|called|name of|names of|title of|what is the name)\b", re.I
)
_FIGURES_ASKED = re.compile(r"\bfigures?\b", re.IGNORECASE)  # of any kind
# 花了多少, 出资多少: an amount, though no money is named.
_MONEY_ASKED = re.compile(
    r"(?:[花付赔捐罚]|出资|拨款|融资|拨付|耗资|投资|融到?|筹集?)(?:了|到)?多少(?!人|[个名家项次位国份])"
    r"|多少(?:钱|亿|万?[美欧日]?元|瑞郎|英镑|资金|经费)"
    r"|罚(?:款|金)(?:有|是|为|到)?多[少大高]"
    r"|\bhow (?:big|large|high|heavy|stiff|small) (?:is |was |were |are )?(?:a |an |the )?(?:\w+ )?"
    r"(?:fine|penalt|fee|grant|rent|salar|price|bill|deposit|donation|loan)(?:y|ies|s)?\b"
    r"|\b(?:what|which) (?:\w+ )?(?:sum|price|fee|rent|fine|salary)\b"
    r"(?! (?:rise|raise|increase|growth|cut|change)\b)"
    r"|\bwhat (?:did|does|do|will|would) (?!.*\b(?:pay|spend) (?:on|for)\?)"
    r".{2,60}? (?:pay|cost|charge)\b"
    r"|\bwhat (?:is|was|are|were|will) .{2,60}? (?:be )?(?:paid|charged)\b(?! (?:for|by)\?)"
    r"|\bquelle (?:somme|indemnité|amende)\b",
    re.IGNORECASE,
)
# By how much it rose, how much faster: any figure tells.
_GROWTH_ASKED = re.compile(
    r"\bby how much\b|\bhow much (?:more|less|\w+er)\b(?! (?:money|funding|was|is|did|does))"
    r"|\bhow much (?:did|does|do|has|have|will|would) .{2,90}?"
    r" (?:rise|risen|grow|grown|fall|fallen|drop|decline|(?:in|de)crease|improve|shrink|change)\b",
    re.IGNORECASE,
)
_NAMES_LISTED = re.compile(r"^\W*(?:please |can you |could you )?(?:name|list)\b", re.IGNORECASE)
_COUNTED_ASKED = re.compile(
    r"(?:多少|几)[个名家项次届期位国份种台部艘]|多少(?!钱|[万亿]?[美欧日]?元|瑞郎|资金|经费|[比占]|[，。？?]|$)"
    r"|\bhow many\b|\bnumber of\b|\bcombien de\b|cuánt[oa]s|сколько",
    re.IGNORECASE,
)
# How big, how far, 多高: any figure tells; so it is with what is told in figures alone.
_MEASURE_ASKED = re.compile(
    r"多[大高长远深宽重快厚](?!程度|影响|力度|作用|意义|的?(?:变化|区别|不同))"
    r"|\bhow (?:big|large|tall|high|deep|wide|heavy|fast|old|thick)\b"
    r"|\bhow far (?:is|are|from|away)\b"
    r"|\b(?:what|which)(?:['’]s| (?:is|was|are|were|will be)) (?:the |its |their )?(?:[\w-]+ ){0,3}"
    r"(?:tariff|price|fee|rent|speed|length|height|weight|width|depth|area|size|capacity|temperature"
    r"|distance|average|score|turnout|attendance|ratio|rate)s?\b(?! (?:structure|system|polic))",
    re.IGNORECASE,
)
_SPENT_ON = re.compile(
    r"哪些|什么(?!金额)|用[于在途]|花在"
    r"|\b(?:go|goes|went|spent|used|pays?|paid) (?:on|for|to|towards?)\b"
)
# "In what ways was the budget altered?": money is only what it is about.
_WAYS_ASKED = re.compile(
    r"\b(?:which|what) (?:\w+ )?(?:way|kind|type|sort|respect|reason|purpose|thing)s?\b"
    r"|哪些?方面|哪[几些类种]|怎[样么]",
    re.IGNORECASE,
)
_ANYBODY = re.compile(
    r"\bwho (?:gets?|pays?|can|may|must|is (?:eligible|entitled|allowed))\b|谁(?:可以|能|要|须|得)",
    re.IGNORECASE,
)
_WHICH_OF_SEVERAL = re.compile(r"哪几[个名家项次届期位国份种条座所省]")


@lru_cache(maxsize=64)
def asked_for(question: Question) -> dict[str, Test]:
    """The kinds of detail that a question asks for, each with its test."""
    asked = question.asked if asks(question.asked) else question.text
    makers: dict[str, Callable[[str], Test]] = {
        kind: make for kind, make in _TESTS.items() if kind in question.wants
    }
    if "contact" in makers:  # "the telephone number of": nothing is counted
        return {"contact": contact_test(asked)}
    _figure_kinds(question, asked, makers)
    _name_kinds(asked, makers)
    return {kind: make(asked) for kind, make in makers.items()}


def _figure_kinds(question: Question, asked: str, makers: dict[str, Callable[[str], Test]]) -> None:
    """What is asked for in figures, which the question words alone do not tell."""
    counts = _COUNTED_ASKED.search(asked) is not None
    if "count" in makers and asks_duration(asked):
        del makers["count"]
        makers["date"] = date_test
    if _WHICH_OF_SEVERAL.search(asked):
        makers.pop("count", None)
    if _MONEY_ASKED.search(asked):
        makers["amount"] = _TESTS["amount"]
    elif "amount" in makers and _GROWTH_ASKED.search(asked):
        makers["amount"] = lambda question: _figure
    if makers.keys() & {"amount", "share"} and not counts:
        makers.pop("count", None)  # 多少钱, 是多少美元: nothing is counted
    if "count" in makers and (question.history or not counts):
        # 是多少: of whatever it is, but a part of so much money is money
        money = any(is_money(figure, asked) for figure in figures(asked))
        makers["count"] = lambda question: _amount if money else _figure
    if not makers and _MEASURE_ASKED.search(asked):
        makers["count"] = lambda question: _figure
    no_sum = (_FIGURES_ASKED, _SPENT_ON, _NAMES_LISTED, _WAYS_ASKED)
    spoken_of = _asks_other_thing(asked) or any(words.search(asked) for words in no_sum)
    money = "money" in question.wants and question.kind in ("money", "definition")
    if money and not makers and not spoken_of:
        makers["amount"] = _TESTS["amount"]


def _asks_other_thing(asked: str) -> bool:
    """Whether a question that speaks of money asks which firm, industry or risk it is."""
    noun = noun_asked_for(asked)
    return asks_named(asked) or bool(noun and not MONEY_OR_NUMBERS & set(kinds_of(noun)))


def _name_kinds(asked: str, makers: dict[str, Callable[[str], Test]]) -> None:
    """What is asked for by name, which the question words alone do not tell."""
    if _ANYBODY.search(asked):  # it may be people of some kind
        makers.pop("person", None)
    if _SPENT_ON.search(asked):  # 用在什么地方
        makers.pop("place", None)
    if asks_university(asked):
        makers["organisation"] = organisation_test
    if asks_person(asked):
        makers["person"] = person_test
    elif asks_member(asked) and not makers.keys() & NAMES:
        makers["person"] = member_test
    if asks_kind_of_place(asked):
        makers["place"] = place_test
    if asks_named(asked) and not makers.keys() & NAMES:
        makers["name"] = named_test
    if _ASKS_NAME.search(asked):
        makers["name"] = name_test


def _amount(text: str, asked: str) -> bool:
    told = (figure for figure in figures(text) if plain(figure.text) not in asked)
    return any(is_money(figure, text) for figure in told) or is_of_a_sum(text)


def _share(text: str, asked: str) -> bool:
    return holds("share", text)


def _count(text: str, asked: str) -> bool:
    return bool(cardinals(text) - numbers_of(asked))


def _figure(text: str, asked: str) -> bool:
    return _count(text, asked) or any(plain(figure.text) not in asked for figure in figures(text))


_TESTS: dict[str, Callable[[str], Test]] = {
    "date": date_test,
    "amount": lambda question: _amount,
    "share": lambda question: _share,
    "count": lambda question: _count,
    "place": place_test,
    "person": person_test,
    "organisation": organisation_test,
    "contact": contact_test,
}
