"""Shares, percentages and averages as answers, with their working and every figure cited."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

from assistant.draft import Draft
from assistant.reckoning.averages import for_each
from assistant.reckoning.bind import Bound
from assistant.reckoning.by_year import bind_years
from assistant.reckoning.changes import fallen_to, moved
from assistant.reckoning.field import Field
from assistant.reckoning.remains import HUNDRED, rest_of
from assistant.reckoning.results import remaining_draft, worked_draft
from assistant.reckoning.sentence import portion
from assistant.reckoning.wholes import share_of
from assistant.reckoning.wording import Operation, words_of
from assistant.tables.arithmetic import (
    Quantity,
    comes_to,
    is_exact,
    number,
    percent_change,
    rounded,
    same_scale,
    shown,
)


def portion_draft(field: Field, operation: Operation) -> Draft | None:
    """The number that a share of a whole is, or that it leaves."""
    found = portion(field)
    if found is None:
        return None
    share = found.share.quantity.value
    told, per_cent = f"{number(share)}%", share
    if found.rest:
        told, per_cent = f"(100% − {number(share)}%)", HUNDRED.value - share
    whole = found.whole.quantity
    exact = whole.value * per_cent / 100
    value = exact if whole.unit else rounded(exact, Decimal(1))
    result = replace(whole, value=value)
    equals = "=" if value == exact else "≈"
    short = shown(result, field.asked.question.language)
    head = f"**{short}** ({number(whole.value)} × {told} {equals} {number(value)})"
    return worked_draft(field, head, short, (found.whole, found.share), found.covered, operation)


def percent_draft(field: Field, operation: Operation) -> Draft | None:
    """By how many percent something has changed from one time to another."""
    years = sorted(field.asked.question.years)
    bound = moved(field) or (bind_years(field, years) if len(years) == 2 else None)
    if bound is None:
        share = fallen_to(field)
        whole = replace(share, quantity=HUNDRED) if share else None
        return remaining_draft(field, Bound((), (whole, share), 1.0)) if whole and share else None
    old, new = same_scale([part.quantity for part in bound.parts])
    exact = percent_change(old, new)
    if exact is None or old.unit == "%":
        return None
    short = f"{number(rounded(exact))}%"
    a, b = number(new.value), number(old.value)
    return worked_draft(
        field, f"**{short}** (({a} − {b}) / {b} {comes_to(exact, '%')})", short, bound.parts,
        bound.covered, operation,
    )  # fmt: skip


def share_draft(field: Field, operation: Operation) -> Draft | None:
    """What share of a whole a part is, in per cent, or None."""
    piece = share_of(field)
    if piece is None or piece.whole is None:
        bound = rest_of(field)
        return (
            remaining_draft(field, bound) if bound and bound.parts[0].quantity.unit == "%" else None
        )
    if words_of("together").search(field.asked.text) and field.asked.joins():
        return None  # the share of one of the two is not that of both
    part, whole = piece.part.quantity, piece.whole.quantity
    exact = part.whole / whole.whole * 100
    short = f"{number(rounded(exact))}%"
    head = f"**{short}** ({number(part.value)} / {number(whole.value)} {comes_to(exact, '%')})"
    return worked_draft(field, head, short, (piece.whole, piece.part), piece.covered, operation)


def average_draft(field: Field, operation: Operation) -> Draft | None:
    """What comes to each of several, or None."""
    bound = for_each(field)
    if bound is None:
        return None
    divided, counted = (part.quantity for part in bound.parts)
    exact = divided.whole / counted.whole
    if not rounded(exact):
        return None  # what comes to each is told otherwise than by these two
    result = Quantity(rounded(exact), divided.unit)
    equals = "=" if is_exact(exact) else "≈"
    short = shown(result, field.asked.question.language)
    working = f"{number(divided.value)} / {number(counted.value)} {equals} {number(result.value)}"
    if exact > 1 and not is_exact(exact):  # in full people, things and coins
        working += f" ≈ {number(rounded(exact, Decimal(1)))}"
    return worked_draft(
        field, f"**{short}** ({working})", short, bound.parts, bound.covered, operation
    )
