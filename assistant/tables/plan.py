"""What a question asks to be done with the figures of a table."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache
from typing import Literal

from assistant.figures import Figure, figures, number_words
from assistant.letters import plain
from assistant.question import Question, subject_only
from assistant.tables.arithmetic import Quantity
from assistant.tables.words import Operation, operations, phrase

Axis = Literal["columns", "rows", ""]

_LOWEST = re.compile(
    r"\b(?:smallest|lowest|least|fewest|minimum|lower|smaller|less|fewer|shortest|cheapest)\b"
    r"|最[少低小短]|[更较][少低小]|从[低小少][到至]|升序|moins|menos",
    re.IGNORECASE,
)
_BELOW = re.compile(
    r"\b(?:less|lower|smaller|fewer|below|under|at most|no more) ?(?:than)?\b"
    r"|不足|低于|少于|小于|不到|不超过|以下",
    re.IGNORECASE,
)
_INCLUSIVE = re.compile(
    r"\bat (?:least|most)\b|\breach\w*|\d\S* (?:\w+ )?or \w+|达|或更"
    r"|\bno (?:less|more) than\b|不低于|不少于|至少|不超过|以上|以下|及以上",
    re.IGNORECASE,
)
_COUNTING = re.compile(
    r"how many|number of|多少(?!钱|资金|预算|瑞郎)|几[个项种名家]", re.IGNORECASE
)
_WHICH = re.compile(r"\bwhich\b|哪", re.IGNORECASE)
_PERIODS = re.compile(
    r"(?:which|what|how many) (?:of the |fiscal |financial |calendar )*(?:years?|periods?|quarters?"
    r"|months?|FYs?|dates?)\b|哪一?[年季月]|几年|哪个(?:年|季|月)",
    re.IGNORECASE,
)
_COMPARED = re.compile(
    r"^(?:between|of|from|among) .{0,60}, which (?:year|period|FY)", re.IGNORECASE
)
# "What do the parts add up to" asks for the sum, not whether it is right.
_ASKS_SUM = re.compile(
    r"^(?:what|how (?:much|many))\b.{0,140}\b(?:add|sum)\w* (?:up )?to"
    r"(?: (?:in|for|on|under|across) .{1,40})?\s*\??$"
    r"|(?:之和|合计|加起来|相加|加总|总和|加在一起)\S{0,8}?(?:等于|得|是|为|有)(?:多少|几)",
    re.IGNORECASE,
)
# "The gap between the largest and the smallest", "最多和最少的相差多少".
_SPAN = re.compile(
    r"\b(?:gap|difference|range|spread|how much|how many)\b.{0,60}"
    r"\b(?:largest|biggest|highest|greatest|most|smallest|lowest|least)\b.{0,40}\b(?:and|than|to)\b"
    r".{0,20}\b(?:largest|biggest|highest|greatest|most|smallest|lowest|least)\b"
    r"|最[多高大少低小].{0,16}(?:和|与|跟|比).{0,16}最[多高大少低小].{0,24}(?:差|多|少|高|低)",
    re.IGNORECASE,
)
_ORDINAL = re.compile(
    r"(second|third|fourth|fifth|2nd|3rd|4th|5th)"
    r"[- ](?:largest|biggest|highest|smallest|lowest|most)"
    r"|\b(?:comes?|came|rank(?:s|ed)?|plac(?:es|ed)) (?:in )?(second|third|fourth|fifth)\b"
    r"|[第排]([二三四五2345])",
    re.IGNORECASE,
)
_FIRST_FEW = re.compile(
    r"(?:top[ -]|the )?(two|three|four|five|\d+) "
    r"(?:largest|biggest|highest|smallest|lowest|most|least)"
    r"|top[ -](two|three|four|five|\d+)|(?:前|最[多高大少低小]的?)([两二三四五六七八九十\d]+)",
    re.IGNORECASE,
)
_NUMERALS = {
    "one": 1, "一": 1,
    "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9,
    "ten": 10, "second": 2, "third": 3, "fourth": 4, "fifth": 5,
    "2nd": 2, "3rd": 3, "4th": 4, "5th": 5, "两": 2, "二": 2, "三": 3, "四": 4, "五": 5, "六": 6,
    "七": 7, "八": 8, "九": 9, "十": 10,
}  # fmt: skip

_CLAUSE = re.compile(r"[,，;；:：]")
_SEAM = re.compile(
    r"\s+(?:and|plus|minus|less|versus|vs\.?|or|than)\s+(?:the |how (?:many|much) )?|[、]"
    r"|(?:加上|减去|和|与|以及|还是|或|(?<![增参追附添更])加(?![上入快强大工拿急深]))(?=[\u3400-\u9fff])",
    re.IGNORECASE,
)
# "How many registered, and from how many countries?" adds nothing up.
_SECOND_QUESTION = re.compile(
    r"[,，]?\s*\band (?:from|in|at|for|by|of|on) (?:how (?:many|much)|which|what)\b.*",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Plan:
    """An operation with what it needs besides cells.

    Attributes:
        operation: what is done; ``lookup`` where the question only asks for cells.
        words: the words that said so; a label that holds them is what is asked for instead.
        lowest: of an extreme or a ranking: the low end.
        place: of a ranking: the one place asked for (2 is the second), or 0.
        count: of a ranking: how many places, or 0 for all.
        threshold: of a filter: the figure that cells are held against.
        below: of a filter: cells below it are wanted.
        inclusive: of a filter: cells equal to it, too.
        exact: of a filter: only cells equal to it.
        counts: only how many there are is asked for.
        axis: whether years (columns) or rows are what is asked for.
        adds: of a ranking: what the places add up to is asked for.
        spans: of an extreme: the gap between the most and the least is asked for.
    """

    operation: Operation
    words: str = ""
    lowest: bool = False
    place: int = 0
    count: int = 0
    threshold: Quantity | None = None
    below: bool = False
    inclusive: bool = False
    exact: bool = False
    counts: bool = False
    axis: Axis = ""
    adds: bool = False
    spans: bool = False


@lru_cache(maxsize=64)
def plans(question: Question) -> tuple[Plan, ...]:
    """The operations that a question's words may mean, the most telling first, lookup last."""
    text = question.text
    if question.language not in ("en", "zh"):  # what is searched leaves out words that join
        text = f"{question.asked}\n{text}"
    found: list[Plan] = []
    for name, pattern in operations():
        match = pattern.search(in_digits(text) if name == "filter" else text)
        if match is None or (name == "check" and _ASKS_SUM.search(text)):
            continue
        plan = _plan(name, match.group(), text)
        if plan is not None and not _are_named(question, plan):
            found.append(plan)
    if exact := _exact(text):
        found.append(exact)
    if _axis(text) == "columns":  # "in which year was the average higher" asks for the year
        found.sort(key=lambda plan: plan.operation not in ("extreme", "filter", "list"))
    return (*found, Plan("lookup", axis=_axis(text)))


def _are_named(question: Question, plan: Plan) -> bool:
    """Whether the first so many are themselves named by their codes: 前三项（P1、P2、P3）."""
    codes = {code for code in question.codes if "-" not in code}  # no plan or year: OP-26
    return plan.operation == "rank" and 1 < plan.count == len(codes)


def _plan(operation: Operation, words: str, text: str) -> Plan | None:
    axis = _axis(text)
    counts = _counts(text)
    if operation == "filter":
        text = in_digits(text)
        threshold = _threshold(text)
        if threshold is None:
            return None
        below, inclusive = _BELOW.search(text) is not None, _INCLUSIVE.search(text) is not None
        if re.search(r"(?:no|not) less than|at least|不低于|不少于", text, re.IGNORECASE):
            below = False
        return Plan(operation, words, threshold=threshold, below=below, inclusive=inclusive,
                    counts=counts, axis=axis)  # fmt: skip
    if operation in ("extreme", "rank"):
        return Plan(operation, words, is_lowest(text), _place(text), _few(text),
                    axis=axis, adds=_adds(text), spans=_SPAN.search(text) is not None)  # fmt: skip
    return Plan(operation, words, counts=counts, axis=axis)


def in_digits(text: str) -> str:
    """A question with its numerals in words as digits: more than twenty, 超过二十场."""
    for figure in reversed(number_words(text)):
        text = f"{text[: figure.start]}{figure.value}{text[figure.end :]}"
    return text


def _exact(text: str) -> Plan | None:
    """The filter of a question for rows that have just so much: "only a single mission"."""
    match = phrase("just so many").search(text)
    if match is None or not phrase("which rows").search(text):
        return None
    said = next(group for group in match.groups() if group)
    value = numeral(said) or 1  # "a single one"
    return Plan("filter", match.group(), threshold=Quantity(Decimal(value)), exact=True,
                counts=_counts(text), axis=_axis(text))  # fmt: skip


def _counts(text: str) -> bool:
    """Whether a number of rows is asked for, and not which they are: 哪两个主题一样多，各多少."""
    counting = _COUNTING.search(text)
    which = _WHICH.search(text)
    return counting is not None and (which is None or counting.start() < which.start())


def joined_parts(text: str) -> list[str]:
    """What a question joins by "and", each without the words that only ask.

    Of the first the last clause, of the others the first: the rest is about all of them.
    """
    sides = _SEAM.split(_SECOND_QUESTION.sub("", text))
    clauses = [
        [clause for clause in _CLAUSE.split(side) if subject_only(clause)] or [""] for side in sides
    ]
    parts = [clauses[0][-1], *(side[0] for side in clauses[1:])]
    return [part for part in map(subject_only, parts) if len(plain(part)) > 1]


def is_lowest(text: str) -> bool:
    """Whether the low end is asked for: "fewer", 更少."""
    return _LOWEST.search(text) is not None


def _adds(text: str) -> bool:
    return _operations_by_name()["sum"].search(text) is not None


def _axis(text: str) -> Axis:
    if _PERIODS.search(text) or _COMPARED.search(text):
        return "columns"
    return "rows" if re.search(r"\b(?:which|what|who)\b|哪|谁", text, re.IGNORECASE) else ""


def _threshold(text: str) -> Quantity | None:
    """The figure that a filter's words stand before or after."""
    marks = [*_operations_by_name()["filter"].finditer(text)]
    found: list[Figure] = figures(text)
    for mark in marks:
        for figure in found:
            if figure.start < mark.end() + 2 and figure.end > mark.start():
                return Quantity(figure.value, figure.unit)
    return None


def numeral(word: str) -> int:
    """The number that a word or digits say, or 0: "five", 五, 12."""
    return _NUMERALS.get(word.lower(), int(word) if word.isdigit() else 0)


def _place(text: str) -> int:
    match = _ORDINAL.search(text)
    return numeral(next(filter(None, match.groups()), "")) if match else 0


def _few(text: str) -> int:
    match = _FIRST_FEW.search(text)
    return numeral(next((group for group in match.groups() if group), "")) if match else 0


def _operations_by_name() -> dict[str, re.Pattern[str]]:
    return dict(operations())
