"""Whether a text holds the kind of detail that is asked for, and not only what the question says.

A passage on the very subject does not answer "who?" without a person, nor "which three?" with two.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from functools import lru_cache

from assistant.figures import figures
from assistant.letters import plain
from assistant.question import Question, bare
from assistant.reading.holding import holds, is_money
from assistant.reading.match import Matcher, script
from assistant.refusals.answer_types import (
    Test,
    asks_country,
    asks_duration,
    asks_university,
    contact_test,
    date_test,
    name_test,
    named_test,
    organisation_test,
    person_test,
    place_test,
)
from assistant.refusals.constraints import asked_items, cardinals, numbers_of, numerals
from assistant.refusals.subject_noun import asks_named, leading_nouns
from index.glossary import KNOWN
from index.search import Hit

_ASKS_NAME = re.compile(
    r"叫什么|名字|名称|\b(?:named|called|name of|names of|title of|what is the name)\b", re.I
)
_FIGURES_ASKED = re.compile(r"\bfigures?\b", re.IGNORECASE)  # of any kind
_WHICH_OF_SEVERAL = re.compile(r"哪几[个名家项次届期位国份种条座所省]")
_BRACKETED = re.compile(r"[（(][^（()）]*[)）]")
_CLAUSE = re.compile(r"[。；：，！？\n()（）;:|]")
_CHINESE_JOIN = re.compile(r"、|以及|[和与及]")
_SENTENCE = re.compile(r"[.!?;]\s|[\n|\u3400-\u9fff]")
_COMMA = re.compile(r",\s")
_AND = re.compile(r"(?<!,) (?:and|et|y|or) ")
_NO_NOUN = (
    r"is|are|was|were|be|been|has|have|had|do|does|did|will|can|of|in|on|at|by|for|from|to|that|who"
    r"|which|with|\w+ly|took|take|live|sit|work|attend\w*"
)
_CLASSIFIER = "[个位家所项次份座条种笔篇款台辆只张艘件本架间套支块处]"
_NO_KIND = re.compile(rf"^(?:名|点|{_CLASSIFIER})$|[款金资费钱]$")  # measures, and money
_NOUN = re.compile(
    rf"(?:多少|几)(?:名(?!额)|{_CLASSIFIER})?(?P<zh>[\u4e00-\u9fff]{{1,4}})"
    r"|\bhow many (?:of (?:(?:the|its|their|these|those) )?(?:(?:[\w-]+ )?[\w-]+['’]s? )?"
    r"(?:[\d,.]+ )?)?"
    rf"(?P<en>[\w-]+(?: (?!(?:{_NO_NOUN})\b)[\w-]+){{0,3}})"
    r"|\b(?:combien (?:de |d['’])|cuánt[oa]s )(?P<es>[\w-]+)",
    re.IGNORECASE,
)
# "How many of the trainees were nurses?", 受训者里护士占几成？: nurses are counted.
_PREDICATE = re.compile(
    r"(?:\bhow many of|\b(?:share|percentage|proportion|per ?cent|part) of) .+?"
    r" (?:were|are|was|is|came from|come from|had|have) (?:still |already |from )?"
    r"(?P<en>[a-z-]+)(?: (?:in|at|by|on|with)\b.*)?\?*$"
    r"|[里中内](?:的)?(?P<zh>[\u4e00-\u9fff]{1,5}?)(?:占|有)(?:了|到)?(?:几成|百分|多少|多大|几[名个位人])",
    re.IGNORECASE,
)
_PLURAL = re.compile(r"[^s]s$|^(?:people|women|men|children|staff|personnel)$", re.IGNORECASE)
# What a number counts ends at a mark, a particle or a preposition: "two countries were sent phones"
# counts countries, "six regional offices' staff" offices.
_ENDS_NOUN = re.compile(
    r"(?<!新)的|[，。；：,.;:(（了过着]|[将已并](?!军|经|发)|为(?!期)|从(?!业)|在(?![线校职岗])"
    r"|\s(?:is|are|was|were|has|have|had|will|in|on|at|from|to|for|that|who|which|with|took|take)\s"
)
_PEOPLE_ASKED = re.compile(r"^(?:人|people|persons|personnes|personas)")
# Nouns for people of no kind in particular, whom a Chinese text may call anything with 名 or 位.
_ANYONE_ASKED = re.compile(
    r"^(?:participants?|attendees|learners|trainees|delegates|applicants|visitors|points|persons)$",
    re.IGNORECASE,
)
_WORKERS = re.compile(
    r"^(?:staff|employees|workers|personnel)$|^(?:工作人员|员工|职工|雇员|人员|馆员|教师|学生|代表)",
    re.IGNORECASE,
)
_PEOPLE_NAMED = re.compile(
    r"人|员|职工|学生|教师|代表(?!处)|读者|[名位]|\b(?:people|persons?|staff|posts?|employees|workers|personnel"
    r"|participants?|learners?|delegates?|members?|users?|visitors?|passengers?|heads?|FTE|population"
    r"|inhabitants|patients|students|pupils|teachers?|women|men|children|girls|boys|trainees|applicants"
    r"|volunteers|attend\w*|pax)\b",
    re.IGNORECASE,
)
_ONE_BY_ONE = re.compile(r"\d[万多余 ]*[名位](?!女|男|儿)")
_PEOPLE_COUNTED = re.compile(r"\d[万多余名位 ]*[名位人]|[名位]|people|persons|participants", re.I)
# What a number counts stands before it: 63所学校中的10所, "participants: 40", 参加人数达40.
_NOUN_BEFORE = re.compile(
    r"[中里](?:的|有|约|仅有|已有)?$|(?:[数共总][量计数]?)?(?:为|达到?|[:：])\s*[约近超]?$"
    r"|\bof (?:the |its |these )?[^.;]{3,30}, (?:only |about )?$|\b(?:numbered|totall?ed|:) ?$",
    re.IGNORECASE,
)
BEFORE_NOUN = 14
COUNTED = 0.35  # a number counts what is asked for where its noun is met so well
BEFORE, AFTER, AFTER_LATIN = 3, 9, 40  # characters around a figure that say what it counts


def asked_for(question: Question) -> dict[str, Test]:
    """The kinds of detail that a question asks for, each with its test."""
    makers: dict[str, Callable[[str], Test]] = {
        kind: make for kind, make in _TESTS.items() if kind in question.wants
    }
    if "contact" in makers:  # "the telephone number of": nothing is counted
        makers = {"contact": makers["contact"]}
    if "count" in makers and asks_duration(question.asked):
        del makers["count"]
        makers["date"] = date_test
    if "count" in makers and _WHICH_OF_SEVERAL.search(question.asked):
        del makers["count"]
    if asks_university(question.asked):
        makers["organisation"] = organisation_test
    if asks_country(question.asked):
        makers["place"] = place_test
    if (
        "money" in question.wants
        and not makers
        and question.kind in ("money", "definition")
        and (not _FIGURES_ASKED.search(question.asked))
    ):
        makers["amount"] = _TESTS["amount"]
    if asks_named(question.asked) and not makers.keys() & NAMES:
        makers["name"] = named_test
    if _ASKS_NAME.search(question.asked):
        makers["name"] = name_test
    return {kind: make(question.asked) for kind, make in makers.items()}


def lacking(question: Question, text: str) -> list[str]:
    """The kinds of detail that a question asks for and a text does not hold anew."""
    asked = plain(question.text)
    return [kind for kind, test in asked_for(question).items() if not test(text, asked)]


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


def items_short(question: Question, text: str) -> float:
    """How far a text falls short of the number of things asked for: 0 (none or enough) to 1."""
    wanted = asked_items(question.text)
    if wanted < 2:
        return 0.0
    return max(0.0, 1.0 - listed(text) / wanted)


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
            if cardinals(cell.text) - known
        ]
    else:
        around = [window for text in texts for window in _windows(text, known)]
    if not around:
        return 0.0
    if _PEOPLE_ASKED.search(words) and any(map(_PEOPLE_COUNTED.search, around)):
        return 1.0
    if _ANYONE_ASKED.search(words) and any(map(_ONE_BY_ONE.search, around)):
        return 1.0
    if not words.isascii() and any(_follows(words, window) for window in around):
        return 1.0
    if question.history:  # "7 to Lima": what they are of is said once in the sentence
        around = [*around, *texts]
    asked = matcher(words)
    met = float(asked.covered(asked.met(around).met).max(initial=0.0))
    # Words across languages are met by vectors alone, which know few of them: 缔约方, "Parties".
    if script(words) == script(texts[0]):
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
        if not word.isascii() or _PLURAL.search(word):
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
        return leading_nouns(phrase) or phrase
    return next((word for word in words if _PLURAL.search(word)), words[-1])


def _counts(question: Question) -> bool:
    return "count" in asked_for(question) and not question.wants & {"amount", "money", "share"}


def _windows(text: str, known: set[str]) -> list[str]:
    """The words around each number of a text that the question does not give already."""
    after = AFTER if any("\u3400" <= char <= "\u9fff" for char in text) else AFTER_LATIN
    found = []
    for number in numerals(text):
        if number.value not in known:
            behind = _ENDS_NOUN.split(text[number.end : number.end + after], maxsplit=1)[0]
            before = BEFORE_NOUN if _NOUN_BEFORE.search(text[: number.start]) else BEFORE
            found.append(text[max(0, number.start - before) : number.end] + behind)
    return found


@lru_cache(maxsize=4096)
def listed(text: str) -> int:
    """The most things that a text names side by side, in a line, or a line each.

    What stands in brackets may be a list itself, or a remark on each thing of one.
    """
    return max(_listed(text), _listed(_BRACKETED.sub("", text)))


def _listed(text: str) -> int:
    lines = [line for line in text.splitlines() if line.strip()]
    most = len(lines) - 1 if len(lines) > 2 else 1
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
