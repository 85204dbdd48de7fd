"""So many things at so much each, multiplied: what all of them come to."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

from assistant.figures import figures, number_words
from assistant.reckoning.asked import ANYTHING
from assistant.reckoning.field import Field
from assistant.reckoning.said import EACH, Part, is_each
from assistant.reckoning.wholes import goes_on
from assistant.reckoning.wording import words_of

_OF_THEM = re.compile(r"\s+of (?:them|these|those|which)\b", re.IGNORECASE)
_EACH_HAN = re.compile(r"每一?([\u3400-\u9fff])")
_EACH = re.compile(r"\b(?:each|every|per|an?|one) (?!of\b|costs?\b|takes?\b|needs?\b)([a-z]{3,})")
_STEM = re.compile(r"(?:ies|es|s|y|e)$")
_PERSON = frozenset("名位人")
_YEARLY = re.compile(r"\b(?:month|week|day|year|annum|annual|head|piece|unit)\b|[月周天日年]")


class Product(NamedTuple):
    """So many things at so much each.

    Attributes:
        number: how many there are.
        each: what comes to each.
    """

    number: Part
    each: Part


def products(field: Field) -> list[Product]:
    """So many things at so much each, of one sentence or each item of a list; may be empty.

    Args:
        field: the figures of the sentences.
    """
    found: list[Product] = []
    lines: dict[tuple[int, str], list[Part]] = {}
    for part in field.parts:
        lines.setdefault((part.line, part.sentence), []).append(part)
    for parts in lines.values():
        found += _multiplied(field, parts)
    return found


def product_of_all(field: Field) -> list[Product]:
    """Likewise of all that a question asks about, not of some of them; empty or one.

    The number may stand in the sentence before: "There are 42 of them. Fitting one costs €3,200."

    Args:
        field: the figures of a sentence that answers, and of those beside it.
    """
    text = field.asked.text
    if field.read == "" or words_of("only some").search(text):
        return []
    found = products(field)
    if not found:
        found = [one for one in _multiplied(field, field.parts) if goes_on(*one)]
    asked = [one.value for one in (*figures(text), *number_words(text)) if not one.unit]
    if len(found) != 1 or any(value != found[0].number.quantity.whole for value in asked):
        return []
    return found


def _multiplied(field: Field, parts: Sequence[Part]) -> list[Product]:
    """What comes to each, among some figures, with the one number of those that it comes to."""
    each = [p for p in parts if is_each(p) and field.asked.accepts(p.quantity, p.thing)]
    each = [p for p in each if p.quantity.unit != "%"]
    counts = [p for p in parts if not p.quantity.unit and not is_each(p) and _is_count(p)]
    if len(each) != 1:
        return []
    counts = [p for p in counts if len(counts) == 1 or _names_each(each[0], p)]
    if len(counts) != 1 or not _goes_with(each[0], counts[0]):
        return []
    return [Product(counts[0], each[0])]


def _is_count(part: Part) -> bool:
    behind = part.sentence.partition(part.text)[2]
    return part.kind != "time" and (part.thing != "" or _OF_THEM.match(behind) is not None)


def _goes_with(each: Part, count: Part) -> bool:
    """Whether what there is one of, as far as it is said, is what the number counts."""
    if not _EACH_HAN.search(_before(each)) and not _nouns(each):
        return True
    return _names_each(each, count)


def _names_each(each: Part, count: Part) -> bool:
    """Whether it is said what there is one of, and that this is what the number counts."""
    if han := _EACH_HAN.findall(_before(each)):
        measure, person = han[-1], han[-1] in _PERSON
        if person or count.kind == "people":
            return person and count.kind == "people"
        both = measure in ANYTHING and count.thing in ANYTHING
        return both or measure == count.thing or measure in count.beside
    return any(noun in count.beside.lower() for noun in _nouns(each))


def _before(part: Part) -> str:
    at = max(0, part.sentence.find(part.text))
    return part.sentence[max(0, at - EACH) : at]


def _nouns(each: Part) -> list[str]:
    """The beginnings of the English nouns behind "each", "per" and "one" around a figure."""
    behind = each.sentence.partition(each.text)[2][:EACH]
    named = [*_EACH.findall(_before(each)), *_EACH.findall(behind)]
    return [_STEM.sub("", word) for word in named if not _YEARLY.fullmatch(word)]
