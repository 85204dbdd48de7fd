"""What a question asks of all rows in two years: which fell, which rose, or what became of each.

"Which priorities received less in 2026 than in 2023?", "Compare the budgets of 2023 and 2026",
"哪些部门的经费在2026年减少了". A question that names a code is about that one and not meant here.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Literal

from assistant.question import Question, bare
from assistant.tables.plan import is_lowest, plans
from assistant.tables.words import operations, phrase, series_names

Way = Literal["down", "up", "level", "all"]

_SEVERAL = re.compile(
    r"\b(?:which|list|name|show)\b|\bwhat (?!(?:is|was|does|has|this|its)\b)[a-z-]*[^s\W]s\b"
    r"|\b(?:quel(?:le)?s?|lesquel(?:le)?s|qué|cuál(?:es)?)\b|哪|列出|列举",
    re.IGNORECASE,
)
_WHICH = re.compile(r"\bwhich\b|哪[些个几家项类]|\bqu[eé]l(?:le)?s\b|\bcuáles\b", re.IGNORECASE)
_LAST = re.compile(r"[有是](?:哪[些个几家项类]|什么)")  # "比2023年少的有哪些": asked at the end
_MOST = re.compile(
    r"\b(?:most|biggest|largest|greatest|highest|fastest|sharpest|steepest)\b|最", re.IGNORECASE
)
# A figure that is asked for, a reason, years themselves, or one of some that are named.
_OTHERWISE = re.compile(
    r"\bhow (?:much|many)\b|\bby what\b|\bwhy\b|\bwhen\b|\bwhere\b|\bwho\b|\bor\b|\bratio\b"
    r"|\b(?:which|what) (?:year|month|quarter|period|date|percentage|share|amount|figure)s?\b"
    r"|\bpercent|\bper cent\b|%|\bfast|\bslow"
    r"|多少|几[个项成倍]?(?!年)|百分|为什么|为何|原因|什么时候|哪一?年|谁|比例|占比|还是|[增降涨跌]幅|快|慢",
    re.IGNORECASE,
)
_YEAR = re.compile(r"(?<!\d)(?:19|20)\d{2}(?!\d)年?|(?<![A-Za-z])[A-Z]{2,8}-\d{2}(?!\d)")
# The year that others are held against: "than in 2023", 比2023年.
_HELD_AGAINST = re.compile(
    r"\b(?:than|que|qu['’]en)\b\D{0,24}?((?:19|20)\d{2})(?!\d)|(?<!相)比\D{0,4}((?:19|20)\d{2})",
    re.IGNORECASE,
)
_THAN = re.compile(r"\bthan\b|\bover\b|\bexceed|\bbeyond\b|超|[高低多少大小]于|比", re.IGNORECASE)
_DIFFER = re.compile(
    r"\bdifferences? (?:between|of|from)\b|\bdiffers?\b|\b(?:vs|versus)\b"
    r"|\bdifférences?\b|\bdiferencias?\b|区别|不同|差[别异]|异同",
    re.IGNORECASE,
)
_ITS = re.compile(r"\bits\b|它的?|其(?!他|它|中|余)")
_WORD = re.compile(r"[\u3400-\u9fff]{2,}|[^\W\d_]{2,}")


@dataclass(frozen=True, slots=True)
class OverYears:
    """What is asked of the rows of two years.

    Attributes:
        way: those that fell from the earlier to the later year, that rose, that stayed, or all.
        most: only the one that did so the most.
        kind: the words of the question that say what rows are asked for; may be empty.
        money: it speaks of money.
    """

    way: Way
    most: bool
    kind: str
    money: bool


@lru_cache(maxsize=256)
def over_years(question: Question) -> OverYears | None:
    """What a question asks of all rows in two years, or None where it asks something else.

    Args:
        question: as understood; of two years, of one that is held against the one before it, or of
            none, which asks of the latest that there are.
    """
    text = bare(question.text)
    if question.language not in ("en", "zh") and not question.history:
        text = question.asked  # what is searched leaves out words that join
    two = len(question.years) == 2
    if len(question.years) > 2 or _OTHERWISE.search(text):
        return None
    if any("-" not in code for code in question.codes) or _filters(text):
        return None
    exceeds = any(plan.operation == "exceed" for plan in plans(question))
    if exceeds and not two and (question.years or _THAN.search(text)):
        return None  # "more than their budget": two columns of the year
    way = _way(text, question.years)
    if way is None and of_editions(question) and _DIFFER.search(text):
        way = "all"
    if way is None or (way in ("all", "level") and not two):
        return None
    most = way in ("down", "up") and _MOST.search(text) is not None
    if (most and is_lowest(phrase("moved down").sub(" ", text))) or (not two and most):
        return None  # "fell the least"; "the most in 2026" holds no two years against each other
    kind, money = kind_asked(text), phrase("of money").search(text) is not None
    if not question.years and not money:
        return None
    return OverYears(way, most, kind, money) if kind or money or of_editions(question) else None


def of_editions(question: Question) -> bool:
    """Whether a question names two editions of a plan by their codes: OP-23 and OP-26."""
    codes = question.codes
    return len(codes) == 2 and len({code.partition("-")[0] for code in codes}) == 1


def asks_what_moved(question: Question) -> bool:
    """Whether a question asks which rows fell, rose or stayed from one year to another it names.

    No cell and no sum answers that.
    """
    over = over_years(question)
    return over is not None and over.way != "all" and len(question.years) == 2


def _way(text: str, years: tuple[int, ...]) -> Way | None:
    """Which rows a question asks for, by what became of them; None where it does not ask that."""
    asking = _SEVERAL.search(text) if len(years) > 1 else _WHICH.search(text)
    clause = text[asking.start() :] if asking and not _LAST.search(text) else text
    if phrase("stayed level").search(clause):
        return "level" if asking else None
    if phrase("move denied").search(text):
        return None
    down, up = (phrase(name).search(clause) is not None for name in ("moved down", "moved up"))
    if asking and down != up:
        return "down" if down != _is_turned(text, years) else "up"
    of_one = _ITS.search(text) is not None  # "how did its budget change"
    return "all" if phrase("held side by side").search(text) and not of_one else None


def _filters(text: str) -> bool:
    """Whether a figure is named that the change is held against: "by more than 20,000"."""
    return dict(operations())["filter"].search(_YEAR.sub(" ", text)) is not None


def _is_turned(text: str, years: tuple[int, ...]) -> bool:
    """Whether the earlier year is held against the later: "less in 2023 than in 2026"."""
    held = _HELD_AGAINST.search(text)
    return held is not None and len(years) == 2 and int(held[1] or held[2]) == max(years)


def kind_asked(text: str) -> str:
    """The words of a question that say what rows are asked for, and of what table; may be empty."""
    for name in ("stayed level", "moved down", "moved up", "held side by side"):
        text = phrase(name).sub(" ", text)
    rest = phrase("rows of any kind").sub(" ", _YEAR.sub(" ", text))
    return " ".join(_WORD.findall(rest))


def series_of(kind: str) -> tuple[str, list[str]]:
    """The letter of the codes of the numbered parts that words name, and all names of such parts.

    Returns:
        an empty letter and no names where they name none.
    """
    for stems in _stems():
        if says_any(stems, kind):
            return stems[0][0].upper(), stems
    return "", []


def besides_series(kind: str) -> str:
    """The words of a kind of rows besides those that name numbered parts of any plan."""
    words = sorted((stem for stems in _stems() for stem in stems), key=len, reverse=True)
    rest = re.sub(
        rf"(?<![A-Za-z])(?:{'|'.join(words)})[a-z]{{0,3}}(?![a-z])", " ", kind, flags=re.I
    )
    return " ".join(_WORD.findall(rest))


def says_any(stems: Sequence[str], text: str) -> bool:
    """Whether a text has one of the names of a numbered series."""
    return any(re.search(rf"(?<![A-Za-z]){stem}", text, re.IGNORECASE) for stem in stems)


@cache
def _stems() -> list[list[str]]:
    """What numbered parts of a plan are called, without the ends of words: "priorit", 重点."""
    return [
        [re.sub(r"(?:y|e|s)$", "", word) if word.isascii() else word for word in words]
        for words in series_names()
    ]
