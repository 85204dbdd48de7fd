"""Whether a text holds the kind of detail that is asked for, and not only what the question says.

A passage on the very subject does not answer "who?" without a person, nor "which three?" with two.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from functools import lru_cache

from assistant.figures import figures
from assistant.letters import plain
from assistant.question import Question, asks, bare, kinds_of
from assistant.reading.holding import holds, in_currency, is_money
from assistant.reading.match import Matcher, script
from assistant.refusals.answer_types.anew import Test
from assistant.refusals.answer_types.contacts import contact_test
from assistant.refusals.answer_types.dates import asks_duration, date_test
from assistant.refusals.answer_types.names import name_test, named_test
from assistant.refusals.answer_types.organisations import asks_university, organisation_test
from assistant.refusals.answer_types.people import (
    asks_member,
    asks_person,
    member_test,
    people_in,
    person_test,
)
from assistant.refusals.answer_types.places import asks_kind_of_place, place_test
from assistant.refusals.numerals import asked_items, cardinals, numbers_of, numerals
from assistant.refusals.subject_noun import asks_named, leading_nouns, noun_asked_for
from index.abbreviations import parts_of_speech
from index.glossary import KNOWN
from index.search import Hit

_ASKS_NAME = re.compile(
    r"叫什么|名字|名称|\b(?:named|called|name of|names of|title of|what is the name)\b", re.I
)
_FIGURES_ASKED = re.compile(r"\bfigures?\b", re.IGNORECASE)  # of any kind
# 花了多少, 出资多少: an amount, though no money is named.
_MONEY_ASKED = re.compile(
    r"(?:[花付赔捐罚]|出资|拨款|融资|拨付|耗资|投资|融到?|筹集?)(?:了|到)?多少(?!人|[个名家项次位国份])"
    r"|多少(?:钱|亿|万?[美欧日]?元|瑞郎|英镑|资金|经费)"
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
_SUMS = frozenset({"amount", "money", "share", "count"})
_ANYBODY = re.compile(
    r"\bwho (?:gets?|pays?|can|may|must|is (?:eligible|entitled|allowed))\b|谁(?:可以|能|要|须|得)",
    re.IGNORECASE,
)
_WHICH_OF_SEVERAL = re.compile(r"哪几[个名家项次届期位国份种条座所省]")
_NUMBERED = re.compile(r"(?<=[\u4e00-\u9fff])[一二三四五六七八九](?=[“《：])|[①-⑩]|[(（]\d[)）]")
_BRACKETED = re.compile(r"[（(][^（()）]*[)）]")
_CLAUSE = re.compile(r"[。；：，！？\n()（）;:|]")
_SHARED = re.compile(r"[。；：，！？\n;:|]|,\s|(?<=[a-z])[.!?]\s")
_CHINESE_JOIN = re.compile(r"、|以及|[和与及]")
_SENTENCE = re.compile(r"[.!?;]\s|[\n|\u3400-\u9fff]")
_COMMA = re.compile(r",\s")
_AND = re.compile(r"(?<!,) (?:and|et|y|or) ")
_NO_NOUN = (
    r"is|are|was|were|be|been|has|have|had|do|does|did|will|can|of|in|on|at|by|for|from|to|that|who"
    r"|which|with|\w+ly|took|take|live|sit|work|attend\w*"
)
_CLASSIFIER = "[个位家所项次份座条种笔篇款台辆只张艘件本架间套支块处部场门]"
_NO_KIND = re.compile(  # measures, money, and what is measured
    rf"^(?:名|点|{_CLASSIFIER})$|[款金资费钱]$|^[地水电油气煤粮]$"
)
_MEASURED = re.compile(rf"^(?:名(?!额)|{_CLASSIFIER})(?=.)")
# "How many attended the fair?" counts whoever did.
_DEED = (
    r"(?:came|come|took|take|sat|went|got|won|made|\w+ed)\b"
    r"(?= (?:the|an?|at|in|for|from|on|up|to|part)\b| ?[,?])"
)
_NOUN = re.compile(
    r"(?:多少|几)(?![是在能会被由属来有])(?P<zh>[\u4e00-\u9fff]{1,9})"
    r"|\bhow many (?:of (?:(?:the|its|their|these|those) )?(?:(?:[\w-]+ )?[\w-]+['’]s? )?"
    r"(?:[\d,.]+ )?)?"
    rf"(?!{_DEED})(?P<en>[\w-]+(?: (?!(?:{_NO_NOUN})\b)[\w-]+){{0,3}})"
    r"|\b(?:combien (?:de |d['’])|cuánt[oa]s )(?P<es>[\w-]+)",
    re.IGNORECASE,
)
# "How many of the trainees were nurses?", 受训者里护士占几成？: nurses are counted.
_PREDICATE = re.compile(
    r"(?:\bhow many of|\b(?:share|percentage|proportion|per ?cent|part) of) .+?"
    r" (?:were|are|was|is|came from|come from|had|have) (?:still |already |from )?"
    r"(?P<en>[a-z-]+)(?: (?:in|at|by|on|with)\b.*)?\?*$"
    r"|(?:[里内]面?|当?中(?!心))(?:的)?(?P<zh>[\u4e00-\u9fff]{1,5}?)(?:占|有)(?:了|到)?(?:几成|百分|多少|多大|几[名个位人])",
    re.IGNORECASE,
)
_PLURAL = re.compile(r"[^s]s$|^(?:people|women|men|children|staff|personnel)$", re.IGNORECASE)
# What a number counts ends at a mark, a particle or a preposition: "two countries were sent phones"
# counts countries, "six regional offices' staff" offices.
_ENDS_NOUN = re.compile(
    r"(?<!新)的|[，。；：,.;:(（了过着]|[将已并](?!军|经|发)|为(?!期)|从(?!业)|在(?![线校职岗])"
    r"|\s(?:is|are|was|were|has|have|had|will|in|on|at|from|to|for|that|who|which|with|took|take)\s"
)
_PEOPLE_ASKED = re.compile(r"^(?:人|people|persons|personnes|personas|participants?$|attendees$)")
# Nouns for people of no kind in particular, whom a Chinese text may call anything with 名 or 位.
_ANYONE_ASKED = re.compile(
    r"^(?:participants?|attendees|learners|trainees|delegates|applicants|visitors|points|persons)$",
    re.IGNORECASE,
)
_WORKERS = re.compile(
    r"^(?:staff|employees|workers|personnel)$|^(?:工作人员|员工|职工|雇员|人员|馆员|教师|学生|代表)",
    re.IGNORECASE,
)
_PEOPLE = (
    r"\b(?:people|persons?|staff|posts?|employees|workers|personnel|participants?|learners?|delegates?"
    r"|members?|users?|visitors?|passengers?|heads?|FTE|population|inhabitants|patients|students"
    r"|pupils|teachers?|women|men|children|girls|boys|trainees|applicants|volunteers|attend\w*|pax"
    r"|listeners|viewers|readers|guests|citizens|residents|subscribers"
    r"|[a-z]{3,}(?:ians|[a-km-z]ists|eers))\b"
)
_PEOPLE_NAMED = re.compile(rf"人|员|职工|学生|教师|代表(?!处)|读者|[名位]|{_PEOPLE}", re.IGNORECASE)
_ONE_BY_ONE = re.compile(r"\d[万多余 ]*[名位](?!女|男|儿)")
_PEOPLE_COUNTED = re.compile(rf"\d[万多余名位 ]*[名位人]|[名位]|{_PEOPLE}", re.I)
# What a number counts stands before it: 63所学校中的10所, "participants: 40", 参加人数达40.
_NOUN_BEFORE = re.compile(
    r"[中里](?:的|有|约|仅有|已有)?$|(?:[数共总][量计数]?)?(?:为|达到?|[:：])\s*[约近超]?$"
    r"|\bof (?:the |its |these )?[^.;]{3,30}, (?:only |about )?$|\b(?:numbered|totall?ed|:) ?$",
    re.IGNORECASE,
)
# 招收学徒120名，: what is counted stands before the number.
_NO_NOUN_AFTER = re.compile(rf"\s*[多余]?(?:[名位人]|{_CLASSIFIER})(?=[，。；、！？：）)]|$)")
# 32项与数字经济有关的政策, 4个由企业捐建的实验室: what comes before 的 tells what they are like.
_TOLD_FIRST = re.compile(
    rf"{_CLASSIFIER}(?:[与由对就跟受经供用和以未已]|来自|关于|涉及|反映|从事|针对|面向|参[与加]|位于"
    r"|提供|负责|获得?|正在|尚未|[具拥]有)[^，。；的]{2,40}的[^，。；]{1,16}"
)
BEFORE_NOUN = 14
UNCOUNTED = 0.15  # the highest where no number counts what is asked for
SPOKEN_OF = 0.7  # a noun is known across languages where a text meets it so well
COUNTED = 0.35  # a number counts what is asked for where its noun is met so well
BEFORE, AFTER, AFTER_LATIN = 3, 9, 40  # characters around a figure that say what it counts


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
    return asks_named(asked) or bool(noun and not _SUMS & set(kinds_of(noun)))


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


def lacking(question: Question, text: str) -> list[str]:
    """The kinds of detail that a question asks for and a text does not hold anew."""
    asked = said(question)
    return [kind for kind, test in asked_for(question).items() if not test(text, asked)]


@lru_cache(maxsize=64)
def said(question: Question) -> str:
    """The letters of a question, and of its places and names in all the forms that are known."""
    named = (c for c in question.constraints if c.kind in ("place", "name"))
    return " ".join([plain(question.text), *(form for c in named for form in sorted(c.forms))])


def held(question: Question, text: str, countless: bool = False) -> float:
    """Which of the kinds of detail asked for a text holds anew: 1 all, -1 none, 0 none asked.

    Args:
        question: as understood.
        text: the span.
        countless: its numbers are known to count something else.
    """
    wanted = asked_for(question)
    lost = _lost(question, text, countless)
    return 1.0 - 2.0 * len(lost) / len(wanted) if wanted else 0.0


def none_of(kinds: frozenset[str], question: Question, text: str, countless: bool = False) -> float:
    """1 where details of some kinds are asked for and a text holds none of them, else 0."""
    wanted = asked_for(question).keys() & kinds
    return float(bool(wanted) and wanted <= _lost(question, text, countless))


def _lost(question: Question, text: str, countless: bool) -> set[str]:
    lost = set(lacking(question, text))
    return lost | {"count"} if countless and "count" in asked_for(question) else lost


def untold(question: Question, text: str, beside: Sequence[str], countless: bool = False) -> bool:
    """Whether a span and what belongs to it hold nothing that a question asks for.

    That is none of the details that it asks for, or fewer things side by side than it says.

    Args:
        question: as understood.
        text: the span.
        beside: the sentences that belong to it.
        countless: its numbers are known to count something else.
    """
    if all(items_short(question, around) for around in (text, *beside)):
        return True
    wanted = asked_for(question).keys() & (FIGURES | NAMES)
    return bool(wanted) and all(
        wanted <= _lost(question, around, countless) for around in (text, *beside)
    )


def items_short(question: Question, text: str) -> float:
    """How far a text falls short of the number of things asked for: 0 (none or enough) to 1."""
    wanted = asked_items(bare(question.text))
    if wanted < 2:
        return 0.0
    told = listed(text)
    running = script(text) == "latin" and "\n" not in text and " | " not in text
    if running and asks_person(bare(question.text)):  # "the names of the two people"
        told = min(told, len(people_in(text)))
    return max(0.0, 1.0 - told / wanted)


def counted(
    question: Question, texts: Sequence[str], hit: Hit, matcher: Callable[[str], Matcher]
) -> float:
    """How well a figure of the texts counts what "how many" asks for: 0 to 1; 1 if not asked.

    Args:
        question: as understood.
        texts: the span and the sentences beside it.
        hit: their passage; of a table row the headers say what a figure counts.
        matcher: makes a matcher of the words that are counted.
    """
    words = counted_noun(question)
    if not words:
        return 1.0
    known = numbers_of(question.text)
    passage = hit.passage
    if passage.kind == "row":
        around = [
            f"{passage.label} {cell.column} {cell.text}"
            for cell in passage.cells
            if cardinals(cell.text) - known and not in_currency(f"{cell.column}: {cell.text}")
        ]
    else:
        around = [window for text in texts for window in _windows(text, known)]
        around += [clause for text in texts for clause in _share_clauses(question, text)]
    if not around:
        return float(question.history)  # it may have asked for a share
    if _PEOPLE_ASKED.search(words) and any(map(_PEOPLE_COUNTED.search, around)):
        return 1.0
    if _ANYONE_ASKED.search(words) and any(map(_ONE_BY_ONE.search, around)):
        return 1.0
    if not words.isascii() and any(_follows(words, window) for window in around):
        return 1.0
    if question.history:  # "7 to Lima": what they are of is said once in the sentence
        around = [*around, *texts]
    asked = matcher(words)
    met = float(asked.covered(asked.met(around)).max(initial=0.0))
    # Words across languages are met by vectors alone, which know few of them: 缔约方, "Parties".
    spoken_of = float(asked.covered(asked.met(texts)).max(initial=0.0)) >= SPOKEN_OF
    if script(words) == script(texts[0]) or (spoken_of and met < UNCOUNTED):
        return met
    people = _WORKERS.search(words) or _PEOPLE_ASKED.search(words) or _ANYONE_ASKED.search(words)
    return met if people and not any(map(_PEOPLE_NAMED.search, around)) else max(met, COUNTED)


def _follows(noun: str, window: str) -> bool:
    """Whether the very noun that is counted stands behind a number: 2.4万户."""
    return re.search(rf"[\d万亿千百十多余]{re.escape(noun)}", window) is not None


def counted_noun(question: Question) -> str:
    """What "how many" counts, in a language that the vectors know; empty where nothing is."""
    predicate = _PREDICATE.search(bare(question.text))
    if predicate and question.language in KNOWN and question.wants & {"count", "share"}:
        word = next(group for group in predicate.groups() if group)
        if _PLURAL.search(word) if word.isascii() else leading_nouns(word):
            return word
    noun = _NOUN.search(question.text)
    if not noun or not _counts(question) or question.language not in KNOWN:
        return ""
    head = _head(next(group for group in noun.groups() if group))
    return "" if _NO_KIND.search(head) else head


def uncounted_people(question: Question, headers: str) -> bool:
    """Whether "how many people?" is asked and the words of a table name nobody.

    Args:
        question: as understood.
        headers: the labels, headers and caption of the rows.
    """
    noun = counted_noun(question)
    asked = _PEOPLE_ASKED.search(noun) or _ANYONE_ASKED.search(noun) or _WORKERS.search(noun)
    return bool(noun and asked) and not _PEOPLE_NAMED.search(headers)


def is_particular(noun: str) -> bool:
    """Whether a noun counts something in particular, no participants or people of any kind."""
    return bool(noun) and not _PEOPLE_ASKED.search(noun) and not _ANYONE_ASKED.search(noun)


def _head(phrase: str) -> str:
    """The noun that a phrase counts: its first plural ("women borrow books"), else its last."""
    words = phrase.split()
    if not phrase.isascii() and len(words) == 1:
        measured = _MEASURED.sub("", phrase)
        nouns = leading_nouns(measured)
        if nouns and len(measured) == len(nouns) + 1:  # 应急包
            return measured
        return nouns or leading_nouns(phrase) or _with_deed(phrase) or phrase[:1]
    return next((word for word in words if _PLURAL.search(word)), words[-1])


def _with_deed(phrase: str) -> str:
    """The nouns that a phrase begins with after a verb that tells them apart (登记船舶来自)."""
    verb, tag = next(iter(parts_of_speech(phrase)))
    nouns = leading_nouns(phrase.removeprefix(verb))
    follows = phrase[len(verb) + len(nouns) :]
    return f"{verb}{nouns}" if tag == "v" and nouns and not follows.startswith("的") else ""


def _counts(question: Question) -> bool:
    return "count" in asked_for(question) and not question.wants & {"amount", "money", "share"}


def _windows(text: str, known: set[str]) -> list[str]:
    """The words around each number of a text that the question does not give already."""
    after = AFTER if any("\u3400" <= char <= "\u9fff" for char in text) else AFTER_LATIN
    found = []
    for number in numerals(text):
        if number.value not in known:
            told_first = _TOLD_FIRST.match(text, number.end)
            behind = (
                told_first.group()
                if told_first
                else _ENDS_NOUN.split(text[number.end : number.end + after], maxsplit=1)[0]
            )
            stands_before = _NOUN_BEFORE.search(text[: number.start]) or _NO_NOUN_AFTER.match(
                text, number.end
            )
            before = BEFORE_NOUN if stands_before else BEFORE
            found.append(text[max(0, number.start - before) : number.end] + behind)
    return found


def _share_clauses(question: Question, text: str) -> list[str]:
    """The clauses of a text that give a share, where one is asked for: all of it is of something.

    "49% of them were nurses" has what is counted on the other side of a verb.
    """
    if "share" not in question.wants:
        return []
    return [clause for clause in _SHARED.split(text) if holds("share", clause)]


@lru_cache(maxsize=4096)
def listed(text: str) -> int:
    """The most things that a text names side by side, in a line, or a line each.

    What stands in brackets may be a list itself, or a remark on each thing of one.
    """
    return max(_listed(text), _listed(_BRACKETED.sub("", text)))


def _listed(text: str) -> int:
    lines = text.splitlines()  # the first announces the others
    most = sum(bool(line.strip()) for line in lines[1:]) if len(lines) > 2 else 1
    most = max(most, len(set(_NUMBERED.findall(text))))
    for clause in filter(None, _CLAUSE.split(text)):
        joins = len(_CHINESE_JOIN.findall(clause))
        most = max(most, joins + 1)
    for sentence in filter(None, _SENTENCE.split(text)):
        joins = len(_COMMA.findall(sentence)) + len(_AND.findall(sentence))
        most = max(most, joins + 1)
    return most


def _amount(text: str, asked: str) -> bool:
    return any(
        plain(figure.text) not in asked and is_money(figure, text) for figure in figures(text)
    )


def _share(text: str, asked: str) -> bool:
    return holds("share", text)


def _count(text: str, asked: str) -> bool:
    return bool(cardinals(text) - numbers_of(asked))


def _figure(text: str, asked: str) -> bool:
    return _count(text, asked) or any(plain(figure.text) not in asked for figure in figures(text))


FIGURES = frozenset({"date", "amount", "share", "count", "contact"})
NAMES = frozenset({"person", "place", "organisation", "name"})
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
