"""Exact computations over figures with their units; what does not belong together is not added.

Values are ``decimal.Decimal`` throughout, so that 0.1 + 0.2 is 0.3 and a sum of amounts is exact.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

from assistant.figures import CURRENCY_WORDS, written

SCALE_WORDS: dict[str, dict[Decimal, str]] = {
    "zh": {
        Decimal(10) ** 3: "千",
        Decimal(10) ** 4: "万",
        Decimal(10) ** 6: "百万",
        Decimal(10) ** 7: "千万",
        Decimal(10) ** 8: "亿",
        Decimal(10) ** 9: "十亿",
        Decimal(10) ** 12: "万亿",
    },
    "en": {
        Decimal(10) ** 3: "thousand",
        Decimal(10) ** 6: "million",
        Decimal(10) ** 9: "billion",
        Decimal(10) ** 12: "trillion",
    },
}
PLACES = Decimal("0.01")  # computed shares and quotients are rounded to
TENTHS = Decimal("0.1")  # that people round them to


@dataclass(frozen=True, slots=True)
class Quantity:
    """A figure as it is computed with.

    Attributes:
        value: exact, in the scale below.
        unit: ISO 4217 code, ``%``, or empty.
        scale: factor that the table puts on its figures (1,000,000 where it is in millions).
    """

    value: Decimal
    unit: str = ""
    scale: Decimal = Decimal(1)

    @property
    def whole(self) -> Decimal:
        """The value with its scale multiplied out."""
        return self.value * self.scale


def alike(quantities: Sequence[Quantity]) -> bool:
    """Whether quantities may be added or compared: no CHF with USD, no share with an amount.

    Accounts put the currency to the first row and the total only, so that a bare number goes with
    an amount.
    """
    units = {quantity.unit for quantity in quantities}
    return len(units) <= 1 or (len(units - {""}) == 1 and "%" not in units)


def same_scale(quantities: Sequence[Quantity]) -> list[Quantity]:
    """The same quantities in one scale: the common one, else multiplied out."""
    if len({quantity.scale for quantity in quantities}) <= 1:
        return list(quantities)
    return [Quantity(quantity.whole, quantity.unit) for quantity in quantities]


def total(quantities: Sequence[Quantity]) -> Quantity:
    """The sum of quantities that are alike and in one scale."""
    summed = sum((quantity.value for quantity in quantities), Decimal(0))
    return Quantity(summed, _unit(quantities), quantities[0].scale)


def difference(one: Quantity, other: Quantity) -> Quantity:
    """One minus the other, alike and in one scale."""
    return Quantity(one.value - other.value, _unit([one, other]), one.scale)


def average(quantities: Sequence[Quantity]) -> Quantity:
    """The mean of quantities that are alike and in one scale, rounded to two places."""
    summed = total(quantities)
    return Quantity(rounded(summed.value / len(quantities)), summed.unit, summed.scale)


def ratio(one: Quantity, other: Quantity) -> Decimal | None:
    """How many times the other one is, or None where the other is zero."""
    return one.whole / other.whole if other.value else None


def percent_change(old: Quantity, new: Quantity) -> Decimal | None:
    """By how many percent the new is above the old, or None where the old is zero."""
    return (new.whole - old.whole) / old.whole * 100 if old.value else None


def rounded(value: Decimal, places: Decimal = PLACES) -> Decimal:
    """A value rounded half up; one that is exact at fewer places keeps them."""
    return value.quantize(places, ROUND_HALF_UP) if value != value.quantize(places) else value


def is_exact(value: Decimal) -> bool:
    """Whether a value needs no rounding to two places."""
    return value == value.quantize(PLACES)


def comes_to(exact: Decimal, mark: str = "") -> str:
    """The end of a working: "= 25%", or a value rounded as people say it: "≈ 68.9% ≈ 69%".

    Args:
        exact: the value; an answer gives it to two places before its working.
        mark: what follows it: ``%`` or nothing.
    """
    if is_exact(exact):
        return f"= {number(rounded(exact))}{mark}"
    places = [place for place in (TENTHS, Decimal(1)) if abs(exact) >= place]
    told = dict.fromkeys(number(exact.quantize(place, ROUND_HALF_UP)) for place in places)
    return " ".join(f"≈ {value}{mark}" for value in told or [number(rounded(exact))])


def _unit(quantities: Sequence[Quantity]) -> str:
    return next((quantity.unit for quantity in quantities if quantity.unit), "")


def number(value: Decimal) -> str:
    """A bare number with a true minus sign and groups of three."""
    return written(value, "", "en").replace("-", "−")


def shown(quantity: Quantity, language: str) -> str:
    """A quantity in words: ``CHF 143,500``, ``USD 1.2 million``, ``143,500瑞郎``, ``−2.5%``.

    Args:
        quantity: what is shown.
        language: ISO 639-1 code of the answer.
    """
    value, scale = quantity.value, quantity.scale
    word = SCALE_WORDS.get(language, SCALE_WORDS["en"]).get(scale, "")
    if scale != 1 and not word:
        value *= scale
    if language == "zh":
        unit = CURRENCY_WORDS["zh"].get(quantity.unit, quantity.unit)
        text = f"{number(value)}{word}"
        foreign = unit.isascii() and unit not in ("", "%")
        return f"{unit} {text}" if foreign else f"{text}{unit}"
    text = written(value, quantity.unit, language).replace("-", "−")
    return f"{text} {word}" if word else text
