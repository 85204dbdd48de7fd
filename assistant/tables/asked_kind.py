"""What a question asks all of: "the priorities of the Lisbon Plan", 四月有哪些活动.

The noun is told from the question words, what is left of the question besides is what must be said
of the table or of its rows.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from assistant.letters import plain
from assistant.question import Question, bare, kinds_of, subject_only
from assistant.reading.listing import asked_number, asks_for_list
from assistant.refusals.constraints import Constraint
from assistant.tables.editions import marks
from assistant.tables.plan import plans
from assistant.tables.terms import terms
from assistant.tables.words import phrase, series_names, thing_names

_OTHERS = frozenset(
    {"amount", "share", "sum", "difference", "comparison", "extreme", "date", "person", "reason",
     "purpose", "yesno", "contact"}
)  # fmt: skip
_OF_MONEY = frozenset({"amount", "money"})
_LISTED = frozenset({"lookup", "list"})
_HAN = re.compile(r"[\u3400-\u9fff]")
_CHIEF = re.compile(r"^(?:主要|关键|重大|重要|首要|核心)")
_SEAM = re.compile(r"\s*(?:[/／、&↓→]|或者?|和|及|与|\bor\b|\band\b)\s*", re.IGNORECASE)
_BEFORE_NOUN = re.compile(r"的|(?:计划|规划|战略)(?=[\u3400-\u9fff]{2})")
_NAME_OF = re.compile(r"(?<=.{2})(?:名称|名|描述|标题)$|(?<=\w\w) (?:name|title)$", re.IGNORECASE)
_FOLDED_PLAN = re.compile(r"([a-z]{3,}?)(?:action)?(?:plan|programme|strategy|agenda)s?")
_PLACED = frozenset({"name", "place"})


@dataclass(frozen=True, slots=True)
class AskedKind:
    """A kind of thing of which a question asks all that there are.

    Attributes:
        noun: what it is called in the question, with what stands before it.
        counted: only how many there are is asked for.
        number: how many are asked for, or None.
        series: what numbered parts of a plan are called that mean the same; empty for others.
        names: what lists call such things in any language, where that is known.
        parts: the codes of the parts of a plan that the question names otherwise: "priority 2".
        marks: what the question says of the plan or edition (``editions.marks``), in any language.
    """

    noun: str
    counted: bool
    number: int | None
    series: tuple[str, ...]
    names: tuple[str, ...]
    parts: frozenset[str]
    marks: frozenset[str]

    @property
    def letters(self) -> frozenset[str]:
        """What the codes of the series begin with: P of priorities, also the names themselves."""
        initials = {word[0].upper() for word in self.series if word.isascii()}
        return frozenset({*initials, *(word.upper() for word in self.series)})

    def is_plan(self, name: Constraint) -> bool:
        """Whether something that binds a question is the name of the plan or edition asked for."""
        if name.kind == "code":
            return name.text in self.marks
        said = {f"plan {word}" for word in terms(name.text)} if name.kind == "place" else set()
        found = frozenset(said).union(*(marks(form) for form in (name.text, *name.forms)))
        return name.kind in _PLACED and bool(found & self.marks)

    def is_said(self, text: str) -> bool:
        """Whether a text speaks of the series, by any of its names."""
        stems = (re.sub(r"(?:y|e|s)$", "", w) if w.isascii() else w for w in self.series)
        return any(re.search(rf"(?<![A-Za-z]){stem}", text, re.IGNORECASE) for stem in stems)


def asked_kind(question: Question) -> AskedKind | None:
    """The kind of thing of which a question asks all that there are, or None.

    Args:
        question: as understood; one that asks for a figure, a date or the like asks for no kind.
    """
    foreign = question.language not in ("en", "zh")  # what is searched leaves out words that ask
    noun = _noun(bare(question.asked if foreign else question.text))
    counted = question.kind == "count"
    wants = question.wants
    if wants & _OF_MONEY and phrase("budget as a plan").search(question.text):
        wants = frozenset(kinds_of(phrase("budget as a plan").sub(" ", question.text)))
    if noun and "purpose" in wants:  # goals are not what something is for
        wants = frozenset(kinds_of(question.text.replace(noun, " ")))
    if "money" in wants and phrase("with figures").search(question.text):
        return None
    if not noun or wants & _OTHERS or plans(question)[0].operation not in _LISTED:
        return None
    series = _entry(noun, "series")
    things = _entry(noun, "thing")
    several = bool(things) and _CHIEF.search(noun) is not None  # 主要风险是什么
    if not (asks_for_list(question) or "list" in wants or counted or series or several):
        return None
    number = None if counted else asked_number(bare(question.text))
    names = (*series, *things)
    series = tuple(w for w in series if w in things) or series  # a project is no programme
    parts = frozenset(code for code, _ in _parts(bare(question.text)))
    found = asked_marks(question) | _dated(question)
    return AskedKind(noun, counted, number, series, names, parts, found)


@lru_cache(maxsize=1024)
def _entry(noun: str, kind: str) -> tuple[str, ...]:
    """The words of the entry that a noun is in: of numbered parts of a plan, or of other things."""
    for words in series_names() if kind == "series" else thing_names():
        if any(is_called(noun, word) for word in words):
            return tuple(words)
    return ()


def _parts(text: str) -> list[tuple[str, str]]:
    """The parts of a plan that a text names by a word and a number, as codes, with the words."""
    found = []
    for words in series_names():
        for word in words:
            said = rf"(?<![A-Za-z]){re.escape(word)}\s?(\d{{1,2}})(?!\d|年)"
            for match in re.finditer(said, text, re.IGNORECASE):
                found.append((f"{words[0][0].upper()}{match[1]}", match.group()))
    return found


@lru_cache(maxsize=4096)
def is_called(noun: str, header: str) -> bool:
    """Whether a noun ends in what a header says: "upcoming events" in "Event", 项目 in 项目名称."""
    header = _NAME_OF.sub("", header)
    if _HAN.search(header) or _HAN.search(noun):
        return bool(plain(header)) and plain(noun).endswith(plain(header))
    said, own = terms(noun), terms(header)
    return bool(own) and said[-len(own) :] == own


def kinds_of_header(header: str) -> list[str]:
    """The kinds that a header names: "Priority or enabler" names two."""
    return [part for part in _SEAM.split(header) if part.strip()]


def asked_marks(question: Question) -> frozenset[str]:
    """What a question says of a plan or edition, by the names that it has in other languages, too.

    A name or place that stands alone ("the Lisbon priorities") may be that of a plan.
    """
    found = set(marks(question.text))
    for constraint in question.constraints:
        if constraint.kind not in _PLACED:
            continue
        for form in (constraint.text, *constraint.forms):
            folded = _FOLDED_PLAN.fullmatch(form)
            words = terms(form) if constraint.kind == "place" else ()
            found |= {f"plan {word}" for word in (folded.groups() if folded else words)}
            found |= marks(form)
    return frozenset(found)


def _dated(question: Question) -> frozenset[str]:
    """The editions that the codes of a question name: OP-26."""
    return frozenset(code for code in question.codes if marks(code))


def left_unsaid(question: Question, *said: str) -> str:
    """What is left of a question without some words of it, and those that only ask for things.

    Args:
        question: as understood.
        said: stretches of it that are known to be met; years, codes and numbers are left out too.

    Returns:
        the words that are left; empty where they say nothing.
    """
    text = bare(question.text)
    said = (*said, *(words for _, words in _parts(text)))
    for words in sorted(filter(None, said), key=len, reverse=True):
        text = re.sub(re.escape(words), " ", text, flags=re.IGNORECASE)
    text = phrase("named plan").sub(" ", text)
    for code in question.codes:
        text = re.sub(re.escape(code), " ", text, flags=re.IGNORECASE)
    text = phrase("of things").sub(" ", phrase("any plan").sub(" ", text))
    text = " ".join(re.sub(r"(?<![\w-])\d+年?(?![\w-])", " ", subject_only(text)).split())
    return text if any(map(str.isalnum, text)) else ""


def _noun(text: str) -> str:
    """What a question asks all of, with the words before it; empty where it asks for no things."""
    match = phrase("things asked").search(text)
    noun = next(filter(None, match.groups()), "").strip() if match else ""
    own = _BEFORE_NOUN.split(noun)[-1]
    return own if len(own) > 1 else noun
