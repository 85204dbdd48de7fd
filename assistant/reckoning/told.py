"""The numbers that a question itself gives of what it asks about: "of the 50 people".

What is worked out must be of these very people: a share of other fifty, or of other people who
were trained, is no answer.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache

from assistant.figures import Figure, figures, number_words
from assistant.reckoning.wording import words_of

PAIR = 2
SET = 12  # so many things a question may only name together: "the three floods"
ROUNDED = Decimal("0.01")  # by what share of it a number may be rounded in a question
_LETTER = re.compile(r"[A-Za-z](?![A-Za-z])")  # of a name: 4G
_NUMBERING = re.compile(r"st\b|nd\b|rd\b|th\b")
_RANGE = re.compile(r"\d\s*[-–—~至到]\s*$")
_RANGED = re.compile(r"\s*[-–—~至到]\s*\d")


@dataclass(frozen=True, slots=True)
class Told:
    """A number that a question gives.

    Attributes:
        value: the number.
        whole: the question asks about some of so many: "of the 50 people", "30个国家里".
        end: where the question goes on behind it.
    """

    value: Decimal
    whole: bool
    end: int

    def is_met(self, value: Decimal) -> bool:
        """Whether a figure is this number, which a question may round."""
        return abs(value - self.value) <= ROUNDED * self.value


@lru_cache(maxsize=256)
def numbers_told(text: str) -> tuple[Told, ...]:
    """The numbers of things that a question gives, in their order.

    Args:
        text: the question.
    """
    found = []
    for figure in (*figures(text), *number_words(text)):
        whole = _is_whole(text, figure)
        bounds = words_of("bound before").search(text[: figure.start].rstrip()) is not None
        if _counts(text, figure) and (whole or (figure.value > SET and not bounds)):
            found.append(Told(figure.value, whole, figure.end))
    return tuple(found)


def all_met(numbers: Iterable[Told], texts: Iterable[str]) -> bool:
    """Whether texts give every number that a question gives, but for those of a small set.

    Args:
        numbers: of the question.
        texts: sentences that figures are taken from.
    """
    values = list(_values(texts))
    many = [number for number in numbers if number.value > SET]
    return all(any(number.is_met(value) for value in values) for number in many)


def _values(texts: Iterable[str]) -> Iterator[Decimal]:
    for text in texts:
        yield from (figure.value for figure in (*figures(text), *number_words(text)))


def _is_whole(text: str, figure: Figure) -> bool:
    before, behind = text[: figure.start], text[figure.end :]
    if figure.value <= PAIR:  # "which of the two"
        return False
    if words_of("whole before").search(before):
        return True
    bounds = words_of("bound before").search(before.rstrip()) is not None  # 超过50人的学校里
    return not bounds and words_of("whole behind").match(behind) is not None


def _counts(text: str, figure: Figure) -> bool:
    """Whether a figure of a question is a number of things, no share, name, age or time."""
    before, behind = text[: figure.start].rstrip(), text[figure.end :]
    if figure.unit == "%" or before.endswith("第") or _NUMBERING.match(behind):
        return False
    if _LETTER.match(behind) or _RANGE.search(before + " ") or _RANGED.match(behind):
        return False
    return words_of("span behind").match(behind) is None
