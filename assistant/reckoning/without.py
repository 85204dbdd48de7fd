"""What a question leaves aside: the whole without a part, or the other parts added up."""

from __future__ import annotations

import re
from decimal import Decimal

from assistant.reckoning.field import COVERED_ACROSS, SAID, UNSAID, Field
from assistant.reckoning.said import Part
from assistant.reckoning.wholes import Piece, is_announced_of

NAMED_ACROSS = 0.3  # what must be said across languages where the places asked about are said
_EXCLUDED_EN = re.compile(
    r"\b(?:leaving|setting|putting) (?P<a>.{1,60}?) aside\b"
    r"|\b(?:(?:leaving|setting|putting) aside|apart from|aside from|except(?:ing)?(?: for)?"
    r"|excluding|(?:without|not) counting|not including|other than|besides|minus)"
    r" (?P<b>[^,?]{1,60})",
    re.IGNORECASE,
)
_EXCLUDED_ZH = re.compile(
    r"(?:除(?:去|了|开|却)?|不(?:算|计|含|包括)|扣除|扣掉|去掉|撇开|抛开)(?P<a>[^，,。？?]{1,24}?)"
    r"(?:之?外|以外|[，,。？?]|$|还|共|总|有|的话)|不把(?P<b>[^，,。？?]{1,20}?)(?:算|计)"
)


def without(field: Field) -> Piece | None:
    """What a question leaves aside, with the whole or the other parts that its sentence gives.

    Args:
        field: the figures, held against the question.
    """
    excluded = _excluded(field)
    if not excluded:
        return None
    best: tuple[float, Piece] | None = None
    for number, part in enumerate(field.parts):
        usable = field.timely(number) and field.asked.accepts(part.quantity)
        weights = field.weights[excluded]
        said = float(weights @ field.own[excluded, number] / (weights.sum() + 1e-9))
        if not usable or said < SAID:
            continue
        covered = field.covered([number])
        named = field.across and field.names_met([number])
        floor = field.floor(
            NAMED_ACROSS if named else UNSAID, NAMED_ACROSS if named else COVERED_ACROSS
        )
        piece = _beside(field, part, covered) if covered >= floor else None
        if piece is not None and (best is None or covered > best[0]):
            best = covered, piece
    return best[1] if best else None


def _excluded(field: Field) -> list[int]:
    """The words of the question that name what is left aside."""
    text = field.asked.text
    match = _EXCLUDED_EN.search(text) or _EXCLUDED_ZH.search(text)
    if match is None:
        return []
    group = "a" if match["a"] else "b"
    start, end = match.span(group)
    return [n for n, w in enumerate(field.asked.words) if start <= w.start and w.end <= end]


def _beside(field: Field, part: Part, covered: float) -> Piece | None:
    """A part with its whole, if the sentence gives it, else with the parts told beside it."""
    line = [
        other
        for other in field.parts
        if (other.hit.passage_id, other.line) == (part.hit.passage_id, part.line)
        and other is not part
        and other.cell is None
        and other.quantity.unit == part.quantity.unit
    ]
    peers = tuple(other for other in line if other.sentence == part.sentence)
    added = sum((other.quantity.value for other in peers), part.quantity.value)
    earlier = [other for other in line if other.start < part.start]
    for whole in earlier:
        rest = tuple(other for other in peers if other is not whole)
        within = added - (whole.quantity.value if whole in peers else Decimal(0))
        if whole.quantity.value == within and rest:
            return Piece(whole, part, rest, covered)
    for whole in reversed(earlier):
        if whole.quantity.value > part.quantity.value and is_announced_of(whole, part):
            return Piece(whole, part, (), covered)
    return Piece(None, part, peers, covered) if peers else None
