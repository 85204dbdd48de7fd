"""Follow-ups that step on from what was said: the year before, two years later, the next meeting.

"And the year after?" behind a question about 2025 asks about 2026, "下一次什么时候开？" behind one
about the fourth meeting about the fifth. The step is put in plain words, so that the new year or
number is searched for and binds the answer.
"""

from __future__ import annotations

import re

from assistant.figures import years
from assistant.refusals.numerals import ENGLISH_ORDINALS, numbers_of

_COUNT = r"[两二三四五六七八九十]|\d|two|three|four|five|six|seven|eight|nine|ten"
_YEARS = re.compile(
    rf"(?P<many>{_COUNT})(?: years (?:(?P<back>before|earlier)|later|after)\b(?: that)?"
    r"|年[之以]?(?:(?P<back_zh>前)|后))"
    r"|(?:\b(?:in|for|during) )?\b(?:the |a )?"
    r"(?:(?:(?P<last>previous|preceding|prior)|next|following) year"
    r"|year (?:(?P<before>before|earlier)|after|later))\b(?: that)?"
    r"|(?:(?P<last_zh>[上前])|[下次翌]|第二)一?年(?![级度来代])"
    r"|(?P<same>\b(?:in )?(?:that|the same) year\b|[那同当]一?年(?![级代]))",
    re.IGNORECASE,
)
_COMPARED = re.compile(
    r"[比较同]\s*$|\b(?:than|to|with|on|from|over|of|versus)\s+$", re.IGNORECASE
)  # before a year that is only held against the one asked about
_NEXT = re.compile(
    r"(?:(?P<last_zh>[上前])|[下后])一?(?=[次届期轮批])"
    r"|\b(?:(?P<last>previous|preceding)|next|following)(?= (?:one|time|meeting|session|edition"
    r"|conference|forum|round|assembly|congress)\b)",
    re.IGNORECASE,
)
_NUMBERED = re.compile(
    rf"(?P<han>第[一二三四五六七八九十]+)(?=[次届期轮批])|第(?P<digits>\d+)(?=[次届期轮批])"
    rf"|\b(?:(?P<suffixed>\d+)(?:st|nd|rd|th)|(?P<word>{'|'.join(ENGLISH_ORDINALS)}))\b",
    re.IGNORECASE,
)
_ONE, _NOUN = re.compile(r" (?:one|time)\b", re.IGNORECASE), re.compile(r" [a-z][\w-]+")
_HAN = "零一二三四五六七八九"


def shifted(question: str, previous: str, answered: str) -> tuple[str, str]:
    """A follow-up and the question before it, with the year or the number that is stepped to.

    Args:
        question: the follow-up.
        previous: the question before it, made whole.
        answered: what that was answered with.

    Returns:
        both as they are where nothing is stepped from.
    """
    step = _YEARS.search(question)
    said = set(years(previous)) or set(years(answered))
    if step and len(said) == 1 and not _COMPARED.search(question[: step.start()]):
        year = said.pop() + _years_on(step)
        han = "\u3400" <= step.group()[-1] <= "\u9fff"
        words = f"{year}年" if han else f"in {year}"
        return f"{question[: step.start()]}{words}{question[step.end() :]}", previous
    turn = _NEXT.search(question)
    numbered = list(_NUMBERED.finditer(previous))
    if turn is None or not numbered:
        return question, previous
    number = _numbered_on(numbered[-1], -1 if turn["last"] or turn["last_zh"] else 1)
    rest = question[turn.end() :]
    if (one := _ONE.match(rest)) and (noun := _NOUN.match(previous, numbered[-1].end())):
        rest = f"{noun.group()}{rest[one.end() :]}"
    moved = f"{question[: turn.start()]}{number}{rest}"
    return moved, f"{previous[: numbered[-1].start()]}{number}{previous[numbered[-1].end() :]}"


def _years_on(step: re.Match[str]) -> int:
    """How many years a step leads on; back, where it is negative."""
    if step["same"]:
        return 0
    back = step["back"] or step["back_zh"] or step["last"] or step["before"] or step["last_zh"]
    count = int(next(iter(numbers_of(step["many"])))) if step["many"] else 1
    return -count if back else count


def _numbered_on(number: re.Match[str], step: int) -> str:
    """The number after one or before it, written as that is: 第四 and 第五, "27th" and "28th"."""
    value = int(next(iter(numbers_of(number.group())))) + step
    if number["han"]:
        tens, ones = divmod(value, 10)
        return "第" + ("" if tens < 2 else _HAN[tens]) + "十" * (tens > 0) + _HAN[ones] * (ones > 0)
    if number["digits"]:
        return f"第{value}"
    if number["word"] and 0 < value <= len(ENGLISH_ORDINALS):
        return ENGLISH_ORDINALS[value - 1]
    ending = (
        "th" if value % 100 in (11, 12, 13) else {1: "st", 2: "nd", 3: "rd"}.get(value % 10, "th")
    )
    return f"{value}{ending}"
