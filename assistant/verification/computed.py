"""Whether a figure follows, exactly, from others: their sum, difference, mean, ratio, change.

Only where the sentence says that it computes, and only from figures that it states itself or that
belong to what it names: among many figures some two always differ by a small number.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from decimal import ROUND_DOWN, ROUND_HALF_EVEN, ROUND_HALF_UP, Decimal
from itertools import combinations, permutations

from assistant.verification.cues import cue
from assistant.verification.quantities import Quantity
from assistant.verification.stated import Statement

MOST = 12  # operands that are looked at


def follows(
    wanted: Quantity,
    sentence: str,
    stated: Sequence[Statement],
    named: Sequence[Statement],
    direction: int = 0,
) -> bool:
    """Whether a figure is computed exactly from figures of the passages cited.

    Args:
        wanted: the figure as the sentence writes it.
        sentence: says by its words which operations it may mean.
        stated: figures of the passages that the sentence itself states.
        named: figures of the rows (and years) that it names.
        direction: 1 for a rise and -1 for a fall over the years, 0 where neither is told.
    """
    operands = _operands([*stated, *named])[:MOST]
    unit = wanted.unit
    results: list[Iterator[Decimal]] = []
    if unit in ("%", "pp") or cue("ratio").search(sentence):
        results.append(_ratios(operands, unit, direction))
    if cue("sum").search(sentence):
        results.append(_sums(operands, unit))
    if cue("difference").search(sentence):
        results.append(_differences(operands, unit, direction))
    return any(_equal(wanted, result) for found in results for result in found)


@dataclass(frozen=True, slots=True)
class _Operand:
    value: Decimal
    unit: str
    years: frozenset[int]
    row: int | None


def _operands(statements: Iterable[Statement]) -> list[_Operand]:
    """What may be computed with, each once."""
    found = (
        _Operand(s.quantity.value, s.unit, s.years, s.row.passage if s.row else None)
        for s in statements
        if s.quantity.value
    )
    return list(dict.fromkeys(found))


def _alike(operands: Sequence[_Operand], unit: str) -> list[_Operand]:
    """The operands in a unit; where the figure names none, all."""
    wanted = "%" if unit == "pp" else unit
    return [operand for operand in operands if operand.unit == wanted or not wanted]


def _sums(operands: Sequence[_Operand], unit: str) -> Iterator[Decimal]:
    values = [operand.value for operand in _alike(operands, unit)]
    for size in range(2, min(len(values), 6) + 1):
        yield from (sum(chosen, Decimal(0)) for chosen in combinations(values, size))
    yield sum(values, Decimal(0))


def _differences(operands: Sequence[_Operand], unit: str, direction: int) -> Iterator[Decimal]:
    for a, b in combinations(_alike(operands, unit), 2):
        if a.unit == b.unit and _goes(a, b, direction):
            yield abs(a.value - b.value)


def _ratios(operands: Sequence[_Operand], unit: str, direction: int) -> Iterator[Decimal]:
    """Shares, changes in per cent, multiples and means of figures of one unit."""
    for a, b in permutations(operands, 2):
        if a.unit != b.unit:
            continue
        if unit == "%" and a.unit != "%":
            yield a.value / b.value * 100
            if _goes(a, b, direction):
                yield abs(a.value - b.value) / b.value * 100
        elif unit != "%":
            yield a.value / b.value
    if unit != "%":  # so much for each of a number of things
        for a, b in permutations(operands, 2):
            if a.unit == unit and not b.unit and b.value > 1:
                yield a.value / b.value
    if unit == "pp":
        yield from _differences(operands, "pp", direction)


def _goes(a: _Operand, b: _Operand, direction: int) -> bool:
    """Whether two figures of different years change in a direction."""
    if not direction or len(a.years) != 1 or len(b.years) != 1 or a.years == b.years:
        return True
    earlier, later = sorted((a, b), key=lambda operand: min(operand.years))
    return (later.value - earlier.value) * direction > 0


def _equal(wanted: Quantity, result: Decimal) -> bool:
    """Exactly, or where it does not end, rounded to the digits that are written."""
    if any(value == result for value in wanted.values):
        return True
    if result == result.to_integral_value() or wanted.value == 0:
        return False
    step = Decimal(1).scaleb(-wanted.decimals)
    if len(result.as_tuple().digits) <= wanted.decimals + len(str(int(result))) + 2 and (
        wanted.decimals == 0
    ):
        return False  # a figure of few decimals is to be written out
    return wanted.value in {
        result.quantize(step, rounding) for rounding in (ROUND_HALF_UP, ROUND_HALF_EVEN, ROUND_DOWN)
    } and (wanted.decimals > 0 or abs(result) >= 10)
