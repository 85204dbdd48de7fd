"""How much something changed, from a sentence that gives both its figures: "fell from 13 to 11"."""

from __future__ import annotations

import re
from dataclasses import replace

from assistant.reckoning.bind import Bound, Field
from assistant.reckoning.said import Part

COVERED = 0.5  # share of a question's words that the sentence must answer to
OWN = 0.35  # likewise without its headings

# Before the first figure, and between both.
_FROM = re.compile(r"(?:\bfrom|由|从)[^,，;；。]{0,12}$", re.IGNORECASE)
_TO = re.compile(
    r"^[^,，;；。]{0,12}?(?:\bto\b|到|至|为)[^,，;；。\d]{0,8}$"
    r"|^[^,，;；。]{0,24}(?:提高|增加|增长|上升|下降|降低|减少|降|升|增|减|缩短|延长)[到至为]?[^,，;；。\d]{0,8}$",
    re.IGNORECASE,
)
_FROM_BEHIND = re.compile(
    r"^[^;；。]{0,24}\b(?:up|down|compared with|against)\b[^\d]{0,12}$", re.IGNORECASE
)


def moved(field: Field) -> Bound | None:
    """The earlier and the later figure of what a question asks the change of, or None.

    Args:
        field: the figures, held against the question.
    """
    best: tuple[float, tuple[int, int]] | None = None
    for number, part in enumerate(field.parts):
        for other in range(number + 1, min(number + 3, len(field.parts))):
            if not _are_ends(part, field.parts[other]) or not field.timely(number):
                continue
            pair = [number, other]
            covered, own = field.covered(pair), field.own_share(pair)
            if covered < COVERED or own < OWN:
                continue
            if best is None or covered + own > best[0]:
                best = covered + own, (number, other)
    if best is None:
        return None
    one, two = (field.parts[n] for n in best[1])
    if not field.asked.accepts(two.quantity):
        return None
    # "From 4.4 to 1.7 per cent" says the unit once.
    unit = one.quantity.unit or two.quantity.unit
    found = tuple(replace(p, quantity=replace(p.quantity, unit=unit)) for p in (one, two))
    return Bound((), found, field.covered(best[1]))


def _are_ends(one: Part, other: Part) -> bool:
    """Whether two figures of a sentence are what something was and what it became."""
    if one.cell or other.cell or one.sentence != other.sentence or one.hit is not other.hit:
        return False
    if one.quantity.unit and other.quantity.unit and one.quantity.unit != other.quantity.unit:
        return False
    at = one.sentence.find(one.text)
    behind = one.sentence.find(other.text, at + len(one.text))
    if at < 0 or behind < 0:
        return False
    between = one.sentence[at + len(one.text) : behind]
    if _FROM.search(one.sentence[:at]) and _TO.search(between):
        return True
    return _FROM_BEHIND.search(between) is not None
