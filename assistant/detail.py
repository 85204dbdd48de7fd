"""Whether a text holds the kind of detail that is asked for, and not only what the question says.

A passage on the very subject does not answer "who?" without a person, nor "which three?" with two.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

from assistant.constraints import asked_items, cardinals, numbers_of, numerals
from assistant.extract import holds, is_money
from assistant.figures import dates, figures
from assistant.letters import plain
from assistant.match import Matcher
from assistant.question import Question
from index.abbreviations import parts_of_speech
from index.glossary import KNOWN
from index.search import Hit

_PLACE = re.compile(r"[\u4e00-\u9fff]{1,6}(?:市|省|州|县|城|国|岛|区域|地区|总部)")
_CAPITAL = re.compile(r"(?<=\s)[A-Z][a-zé'’]+")
_PERSON = re.compile(
    r"先生|女士|教授|博士|主任|秘书长|主席|部长|院长|总裁|司长|局长|总统|\b(?:Mr|Ms|Mrs|Dr|Prof)\b"
    r"|\b(?:Director|Secretary|Chair\w*|President|Minister|Head)\b|\b[A-Z][a-z]+ [A-Z][a-z]+\b"
)
_ORGANISATION = re.compile(
    r"[\u4e00-\u9fff]{2}(?:部|局|署|司|厅|委员会|大学|公司|联盟|组织|机构|协会|学院|银行|基金会|中心|集团|国家)"
    r"|\b[A-Z]{2,}\b|\b[A-Z]\w+ (?:of|and|for) |\b(?:University|Ministry|Commission|Bank|Agency)\b"
)
_NAME = re.compile(
    r"[“「『《\"«][^”」』》\"»]{2,}[”」』》\"»]|\b[A-Z][A-Za-z]*[A-Z0-9.]\w*|\b[A-Z]\w+ [A-Z]\w+"
)
_ASKS_NAME = re.compile(
    r"叫什么|名字|名称|\b(?:named|called|name of|names of|title of|what is the name)\b", re.I
)
_CLAUSE = re.compile(r"[。；：，！？\n()（）;:|]")
_CHINESE_JOIN = re.compile(r"、|以及|[和与及]")
_SENTENCE = re.compile(r"[.!?;]\s|[\n|\u3400-\u9fff]")
_COMMA = re.compile(r",\s")
_AND = re.compile(r"(?<!,) (?:and|et|y|or) ")
_NO_NOUN = (
    r"is|are|was|were|be|been|has|have|had|do|does|did|will|can|of|in|on|at|by|for|from|to|that|who"
    r"|which|with|\w+ly|took|take|live|sit|work|attend\w*"
)
_NOUN = re.compile(
    r"(?:多少|几)(?:[名个位家所项次份座条种笔篇款])?(?P<zh>[\u4e00-\u9fff]{1,4})"
    rf"|\bhow many (?P<en>[\w-]+(?: (?!(?:{_NO_NOUN})\b)[\w-]+){{0,3}})"
    r"|\b(?:combien (?:de |d['’])|cuánt[oa]s )(?P<es>[\w-]+)",
    re.IGNORECASE,
)
_PLURAL = re.compile(r"[^s]s$|^(?:people|women|men|children|staff|personnel)$", re.IGNORECASE)
_ENDS_NOUN = re.compile(r"[的，。；：,.;:(（]")  # "six regional offices' staff" counts offices
BEFORE, AFTER, AFTER_LATIN = 3, 9, 40  # characters around a figure that say what it counts


def asked_for(question: Question) -> dict[str, Callable[[str, str], bool]]:
    """The kinds of detail that a question asks for, each with its test."""
    tests: dict[str, Callable[[str, str], bool]]
    tests = {kind: test for kind, test in _TESTS.items() if kind in question.wants}
    if "money" in question.wants and not tests:
        tests["amount"] = _amount
    if _ASKS_NAME.search(question.text):
        tests["name"] = _name
    return tests


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
    return max(0.0, 1.0 - _listed(text) / wanted)


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
    noun = _NOUN.search(question.text)
    if not noun or not _counts(question) or question.language not in KNOWN:
        return 1.0
    words = _head(next(group for group in noun.groups() if group))
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
    asked = matcher(words)
    return float(asked.covered(asked.met(around).met).max(initial=0.0))


def _head(phrase: str) -> str:
    """The noun that a phrase counts: its first plural ("women borrow books"), else its last."""
    words = phrase.split()
    return next((word for word in words if _PLURAL.search(word)), words[-1])


def _counts(question: Question) -> bool:
    return "count" in question.wants and not question.wants & {"amount", "money", "share"}


def _windows(text: str, known: set[str]) -> list[str]:
    """The words around each number of a text that the question does not give already."""
    after = AFTER if any("\u3400" <= char <= "\u9fff" for char in text) else AFTER_LATIN
    found = []
    for number in numerals(text):
        if number.value not in known:
            behind = _ENDS_NOUN.split(text[number.end : number.end + after], maxsplit=1)[0]
            found.append(text[max(0, number.start - BEFORE) : number.end] + behind)
    return found


def _listed(text: str) -> int:
    """The most things that a text names side by side, in a line, or a line each."""
    lines = [line for line in text.splitlines() if line.strip()]
    most = len(lines) - 1 if len(lines) > 2 else 1
    for clause in _CLAUSE.split(text):
        joins = len(_CHINESE_JOIN.findall(clause))
        most = max(most, joins + 1)
    for sentence in _SENTENCE.split(text):
        joins = len(_COMMA.findall(sentence)) + len(_AND.findall(sentence))
        most = max(most, joins + 1)
    return most


def _new(pattern: re.Pattern[str], text: str, asked: str) -> bool:
    return any(plain(match.group()) not in asked for match in pattern.finditer(text))


def _name(text: str, asked: str) -> bool:
    return _new(_NAME, text, asked)


def _contact(text: str, asked: str) -> bool:
    return holds("contact", text)


def _date(text: str, asked: str) -> bool:
    return any(plain(date) not in asked for date in dates(text))


def _amount(text: str, asked: str) -> bool:
    return any(
        plain(figure.text) not in asked and is_money(figure, text) for figure in figures(text)
    )


def _share(text: str, asked: str) -> bool:
    return holds("share", text)


def _count(text: str, asked: str) -> bool:
    return bool(cardinals(text) - numbers_of(asked))


def _place(text: str, asked: str) -> bool:
    return _new(_PLACE, text, asked) or _tagged(text, asked, "ns") or _new(_CAPITAL, text, asked)


def _person(text: str, asked: str) -> bool:
    return _new(_PERSON, text, asked) or _tagged(text, asked, "nr")


def _organisation(text: str, asked: str) -> bool:
    return _new(_ORGANISATION, text, asked) or _tagged(text, asked, "nt")


def _tagged(text: str, asked: str, tag: str) -> bool:
    """Whether a Chinese text has a proper noun of a kind that the question does not name."""
    return any(
        mark == tag and len(word) > 1 and plain(word) not in asked
        for word, mark in parts_of_speech(text)
    )


FIGURES = frozenset({"date", "amount", "share", "count", "contact"})
NAMES = frozenset({"person", "place", "organisation", "name"})
_TESTS: dict[str, Callable[[str, str], bool]] = {
    "date": _date,
    "amount": _amount,
    "share": _share,
    "count": _count,
    "place": _place,
    "person": _person,
    "organisation": _organisation,
    "contact": _contact,
}
