"""Operations on quantities, each with its result in words and the working that shows it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from decimal import Decimal

from assistant.tables.arithmetic import (
    Quantity,
    average,
    comes_to,
    difference,
    is_exact,
    number,
    percent_change,
    ratio,
    rounded,
    shown,
    total,
)
from assistant.tables.wording import table_wording

Worked = tuple[str, str]


def worked_difference(quantities: Sequence[Quantity], language: str) -> Worked:
    """How far two quantities are apart."""
    larger, smaller = sorted(quantities[:2], key=lambda q: q.value, reverse=True)
    result = difference(larger, smaller)
    return shown_gap(result, language), subtraction(larger, smaller, result)


def worked_change(quantities: Sequence[Quantity], language: str) -> Worked:
    """By how much the first quantity is above the second, with its sign."""
    new, old = quantities[:2]
    result = difference(new, old)
    return shown_gap(result, language), subtraction(new, old, result)


def subtraction(one: Quantity, other: Quantity, result: Quantity) -> str:
    """A subtraction written out with its result."""
    return f"{number(one.value)} − {bracketed(other.value)} = {number(result.value)}"


def shown_gap(result: Quantity, language: str) -> str:
    """A difference in words: of two shares in percentage points."""
    if result.unit == "%":
        return f"{number(result.value)}{table_wording(language).points}"
    return shown(result, language)


def _percent_change(quantities: Sequence[Quantity], language: str) -> Worked | None:
    new, old = quantities[:2]
    value = percent_change(old, new)
    if value is None:
        return None
    a, b = number(new.value), bracketed(old.value)
    return (
        f"{number(rounded(value))}%",
        f"({a} − {b}) / {b} {comes_to(value, '%')}",
    )


def worked_sum(quantities: Sequence[Quantity], language: str) -> Worked:
    """What quantities add up to."""
    result = total(quantities)
    return shown(result, language), f"{added(quantities)} = {number(result.value)}"


def _average(quantities: Sequence[Quantity], language: str) -> Worked:
    result = average(quantities)
    exact = total(quantities).value / len(quantities)
    working = (
        f"({added(quantities)}) / {len(quantities)} {equals_sign(exact)} {number(result.value)}"
    )
    return shown(result, language), working


def _ratio(quantities: Sequence[Quantity], language: str) -> Worked | None:
    value = ratio(*quantities[:2])
    if value is None:
        return None
    one, other = quantities[:2]
    shown_value = number(rounded(value))
    return (
        shown_value,
        f"{number(one.value)} / {bracketed(other.value)} {equals_sign(value)} {shown_value}",
    )


def _share(quantities: Sequence[Quantity], language: str) -> Worked | None:
    value = ratio(*quantities[:2])
    if value is None:
        return None
    one, other = quantities[:2]
    text = f"{number(rounded(value * 100))}%"
    return text, f"{number(one.value)} / {bracketed(other.value)} {comes_to(value * 100, '%')}"


WORKINGS: dict[str, Callable[[Sequence[Quantity], str], Worked | None]] = {
    "difference": worked_difference,
    "points": worked_change,
    "minus": worked_change,
    "change": worked_change,
    "percent_change": _percent_change,
    "sum": worked_sum,
    "average": _average,
    "ratio": _ratio,
    "times": _ratio,
    "share": _share,
}


def added(quantities: Sequence[Quantity]) -> str:
    """Quantities joined by plus signs, negative ones in brackets."""
    first, *others = quantities
    return " + ".join([number(first.value), *(bracketed(other.value) for other in others)])


def bracketed(value: Decimal) -> str:
    """A number inside a sum: negative ones in brackets."""
    return f"({number(value)})" if value < 0 else number(value)


def equals_sign(value: Decimal) -> str:
    """The sign before a result: one that is rounded is nearly equal."""
    return "=" if is_exact(value) else "≈"
