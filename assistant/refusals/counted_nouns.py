"""The noun that "how many" counts, and whether it is people."""

from __future__ import annotations

import re
from collections.abc import Sequence

from assistant.question import Question, bare
from assistant.refusals.asked_details import asked_for
from assistant.refusals.subject_noun import leading_nouns
from index.glossary.languages import KNOWN
from index.tagging import parts_of_speech

_NO_NOUN = (
    r"is|are|was|were|be|been|has|have|had|do|does|did|will|can|of|in|on|at|by|for|from|to|that|who"
    r"|which|with|\w+ly|took|take|live|sit|work|attend\w*"
)
CLASSIFIER = "[个位家所项次份座条种笔篇款台辆只张艘件起例宗本架间套支块处部场门]"
_NO_KIND = re.compile(  # measures, money, and what is measured
    rf"^(?:名|点|{CLASSIFIER})$|[款金资费钱]$|^[地水电油气煤粮]$"
)
_MEASURED = re.compile(rf"^(?:名(?!额)|{CLASSIFIER})(?=.)")
# "How many attended the fair?" counts whoever did.
_DEED = (
    r"(?:came|come|took|take|sat|went|got|won|made|\w+ed)\b"
    r"(?= (?:the|an?|at|in|for|from|on|up|to|part)\b| ?[,?])"
)
_NOUN = re.compile(
    r"(?:多少|几)[个位家所项种座艘](?P<abbreviated>[A-Z][\w-]+)"
    r"|(?:^|年)(?![全该本我贵各])(?P<subject>(?:(?![的年月])[\u4e00-\u9fffA-Z]){2,12}?)"
    rf"(?:[一总]?共|目前|现在?)?有(?:多少|几){CLASSIFIER}\W*$"
    r"|(?:多少|几)(?![是在能会被由属来有没]|[尚还]?未有?[付缴交收还完用花])(?P<zh>[\u4e00-\u9fff]{1,9})"
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
_PEOPLE_ASKED = re.compile(r"^(?:人|people|persons|personnes|personas|participants?$|attendees$)")
# Nouns for people of no kind in particular, whom a Chinese text may call anything with 名 or 位.
_ANYONE_ASKED = re.compile(
    r"^(?:participants?|attendees|learners|trainees|delegates|applicants|visitors|points|persons)$",
    re.IGNORECASE,
)
_OF_A_KIND = re.compile(r"^(?:人员|馆员|教师|学生|代表)")
_STAFF_ASKED = re.compile(
    r"^(?:staff|employees|workers|personnel)$|^(?:工作人员|员工|职工|职员|雇员)", re.IGNORECASE
)
_WORK_ASKED = re.compile(
    r"\b(?:work|works|working|employed)\b(?! (?:on|with|plan|programme|group)\b)"
    r"|任职|在职|在[^，。？]{0,6}工作",
    re.IGNORECASE,
)
_STAFF = re.compile(
    r"[职人员][员工]|雇员|编制|岗位|在编|在职|职位|(?m:^)人数|人力"
    r"|\b(?:staff\w*|employ\w+|workers?|workforce|personnel|posts?|positions?|headcount|heads|FTEs?"
    r"|people|officers?|team)\b",
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


def called(question: Question, noun: str) -> tuple[str, ...]:
    """A counted noun with what else its thing is called: 数字化转型中心, DTC."""
    last = noun.lower()
    others = {
        form
        for pair in question.forms
        if any(term.lower().endswith(last) for term in pair)
        for form in pair
        if len(form) > 1
    }
    return (noun, *sorted(others - {noun}))


def _head(phrase: str) -> str:
    """The noun that a phrase counts: its first plural ("women borrow books"), else its last."""
    words = phrase.split()
    if not phrase.isascii() and len(words) == 1:
        measured = _MEASURED.sub("", phrase)
        nouns = leading_nouns(measured)
        if nouns and len(measured) == len(nouns) + 1:  # 应急包
            return measured
        return nouns or leading_nouns(phrase) or _with_deed(phrase) or _first_named(measured)
    return next((word for word in words if _PLURAL.search(word)), words[-1])


def _first_named(phrase: str) -> str:
    """What a phrase begins with, and adjectives before it: 重大问题; 举报, a verb to the tagger."""
    named = ""
    for word, tag in parts_of_speech(phrase):
        named += word
        if not tag.startswith(("a", "b")):
            break
    return named


def _with_deed(phrase: str) -> str:
    """The nouns that a phrase begins with after a verb that tells them apart (登记船舶来自)."""
    verb, tag = next(iter(parts_of_speech(phrase)))
    nouns = leading_nouns(phrase.removeprefix(verb))
    follows = phrase[len(verb) + len(nouns) :]
    return f"{verb}{nouns}" if tag == "v" and nouns and not follows.startswith("的") else ""


def _counts(question: Question) -> bool:
    return "count" in asked_for(question) and not question.wants & {"amount", "money", "share"}


def is_people(noun: str) -> bool:
    """Whether a noun counts people, of any kind or as workers."""
    return any(
        words.search(noun) for words in (_PEOPLE_ASKED, _ANYONE_ASKED, _STAFF_ASKED, _OF_A_KIND)
    )


def is_workers(noun: str) -> bool:
    """Whether a noun counts those who work somewhere: staff, 职员."""
    return _STAFF_ASKED.search(noun) is not None


def of_no_workers(question: Question, texts: Sequence[str]) -> bool:
    """Whether it is asked how many people work somewhere, and texts speak of no staff.

    "How many women work there?" is not answered by the women among trainees.
    """
    asked = _WORK_ASKED.search(bare(question.text)) is not None and "count" in question.wants
    return asked and not any(map(names_workers, texts))


def names_workers(text: str) -> bool:
    """Whether a text speaks of those who work somewhere, or of their posts."""
    return _STAFF.search(text) is not None


def is_particular(noun: str) -> bool:
    """Whether a noun counts something in particular, no participants or people of any kind."""
    return bool(noun) and not _PEOPLE_ASKED.search(noun) and not _ANYONE_ASKED.search(noun)


def names_people(text: str) -> bool:
    """Whether a text speaks of people."""
    return _PEOPLE_NAMED.search(text) is not None


def counts_people(noun: str, window: str) -> bool:
    """Whether the words around a number count people, whom a noun asks for of whatever kind.

    Args:
        noun: what is asked for.
        window: the words around a number.
    """
    people = _PEOPLE_ASKED.search(noun) and _PEOPLE_COUNTED.search(window)
    return bool(people or (_ANYONE_ASKED.search(noun) and _ONE_BY_ONE.search(window)))
