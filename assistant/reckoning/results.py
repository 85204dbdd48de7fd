"""Results of working with figures as answers: what they come to, how, and where each stands."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Literal

from assistant.draft import Draft, Sentence, Support
from assistant.question import Question
from assistant.reading.extract import Span
from assistant.reading.quoting import quoted
from assistant.reckoning.asked import Asked
from assistant.reckoning.bind import Bound
from assistant.reckoning.field import Field
from assistant.reckoning.products import Product
from assistant.reckoning.said import Part
from assistant.reckoning.wording import Operation
from assistant.tables.arithmetic import (
    Quantity,
    difference,
    number,
    same_scale,
    shown,
    total,
)
from assistant.tables.plan import is_lowest
from assistant.tables.wording import table_wording
from assistant.wording import wording


def worked_draft(
    field: Field,
    head: str,
    short: str,
    found: Sequence[Part],
    covered: float,
    operation: Operation,
) -> Draft:
    """What figures come to.

    Args:
        field: the question with the figures found for it.
        head: the result and its working.
        short: the result alone.
        found: the figures, with their places.
        covered: share of the question's words that they answer to.
        operation: what was worked out.
    """
    sentences = (Sentence(head), *quotes(found, field.asked.question.language))
    return Draft("answered", sentences, short, min(1.0, covered), f"worked: {operation}")


def bound_draft(asked: Asked, operation: str, bound: Bound) -> Draft:
    """The sum, the difference or the comparison of figures that are bound to names or years."""
    quantities = same_scale([part.quantity for part in bound.parts])
    if operation == "sum":
        head, short = _sum(quantities, asked.question.language)
    elif operation == "difference":
        head, short = _difference(quantities, asked.question.language)
    else:
        head, short = _comparison(asked.question, bound.names, quantities)
    sentences = (Sentence(head), *quotes(bound.parts, asked.question.language))
    return Draft("answered", sentences, short, bound.covered, f"worked: {operation}")


def products_draft(field: Field, found: Sequence[Product]) -> Draft:
    """So many things at so much each, added up where there are several."""
    taken = [
        replace(each.quantity, value=count.quantity.whole * each.quantity.value)
        for count, each in found
    ]
    result = total(taken)
    terms = [f"{number(c.quantity.whole)} × {number(e.quantity.value)}" for c, e in found]
    short = shown(result, field.asked.question.language)
    head = f"**{short}** ({' + '.join(terms)} = {number(result.value)})"
    return worked_draft(
        field, head, short, [part for pair in found for part in pair], 1.0, "product"
    )


def listed_draft(question: Question, span: Span, names: Sequence[str], trust: float) -> Draft:
    """How many things a sentence names, with their names."""
    short = str(len(names))
    told = wording(question.language).list_comma.join(names)
    lines = quoted(span, question.language)
    return Draft(
        "answered", (Sentence(f"**{short}** ({told})"), *lines), short, trust, "worked: listed"
    )


def before_draft(field: Field, bound: Bound, way: int) -> Draft:
    """What a value was before its change."""
    value, change = (part.quantity for part in bound.parts)
    if way > 0:
        result, sign = difference(value, change), "−"
    else:
        result, sign = total([value, change]), "+"
    short = shown(result, field.asked.question.language)
    working = f"{number(value.value)} {sign} {number(change.value)} = {number(result.value)}"
    return worked_draft(
        field, f"**{short}** ({working})", short, bound.parts, bound.covered, "change"
    )


def remaining_draft(field: Field, bound: Bound) -> Draft:
    """What is left of a whole when the other figures are taken from it."""
    whole, *taken = (part.quantity for part in bound.parts)
    result = difference(whole, total(taken))
    terms = " − ".join(number(quantity.value) for quantity in (whole, *taken))
    short = shown(result, field.asked.question.language)
    head = f"**{short}** ({terms} = {number(result.value)})"
    return worked_draft(field, head, short, bound.parts, bound.covered, "left")


def compared(
    question: Question,
    names: Sequence[str],
    quantities: Sequence[Quantity],
    lines: Sequence[Sentence],
    confidence: float,
) -> Draft:
    """The comparison of two things by figures that are told.

    Args:
        question: as understood.
        names: of the things.
        quantities: the figure of each, in one unit.
        lines: of the answer that quote them.
        confidence: that both are right.
    """
    head, short = _comparison(question, names, same_scale(quantities))
    return Draft("answered", (Sentence(head), *lines), short, confidence, "worked: compare")


def together(
    task: Literal["difference", "sum"],
    question: Question,
    quantities: Sequence[Quantity],
    lines: Sequence[Sentence],
    confidence: float,
) -> Draft:
    """How far two figures that are told are apart, or what several come to.

    Args:
        task: which of the two.
        question: as understood.
        quantities: in one unit.
        lines: of the answer that quote them.
        confidence: that all are right.
    """
    working = _difference if task == "difference" else _sum
    head, short = working(same_scale(quantities), question.language)
    return Draft("answered", (Sentence(head), *lines), short, confidence, f"worked: {task}")


def _sum(quantities: Sequence[Quantity], language: str) -> tuple[str, str]:
    short = shown(total(quantities), language)
    return f"**{short}** ({added_up(quantities)})", short


def _difference(quantities: Sequence[Quantity], language: str) -> tuple[str, str]:
    result, working = apart(quantities)
    short = _gap(result, language)
    return f"**{short}** ({working})", short


def _comparison(
    question: Question, names: Sequence[str], quantities: Sequence[Quantity]
) -> tuple[str, str]:
    words, language = wording(question.language), question.language
    pairs = sorted(
        zip(names, quantities, strict=True),
        key=lambda pair: pair[1].value,
        reverse=not is_lowest(question.text),
    )
    (name, one), (other, two) = pairs[:2]
    value, other_value = shown(one, language), shown(two, language)
    if one.value == two.value:
        return words.equal.format(value=f"**{value}**"), value
    result, working = apart(quantities)
    gap = _gap(result, language)
    head = (
        f"**{name}**{words.colon}**{value}**{words.comma}{other}{words.colon}{other_value}"
        f" ({gap}{words.colon}{working})"
    )
    return head, f"{name} ({value}; {other_value})"


def apart(quantities: Sequence[Quantity]) -> tuple[Quantity, str]:
    """How far two quantities are apart, and the working."""
    larger, smaller = sorted(quantities[:2], key=lambda q: q.value, reverse=True)
    result = difference(larger, smaller)
    return result, f"{number(larger.value)} − {number(smaller.value)} = {number(result.value)}"


def added_up(quantities: Sequence[Quantity]) -> str:
    """The working of a sum."""
    terms = " + ".join(number(quantity.value) for quantity in quantities)
    return f"{terms} = {number(total(quantities).value)}" if len(quantities) > 1 else terms


def _gap(result: Quantity, language: str) -> str:
    if result.unit == "%":
        return f"{number(result.value)}{table_wording(language).points}"
    return shown(result, language)


def quotes(found: Sequence[Part], language: str) -> list[Sentence]:
    """The sentences that figures stand in, each once, with their citations."""
    opening, closing = wording(language).quotes
    cited = {(part.hit.passage_id, part.sentence): part for part in found}
    return [
        Sentence(
            f"{opening}{' '.join(part.sentence.split())}{closing}",
            (Support(part.hit, part.sentence, part.cell),),
        )
        for part in cited.values()
    ]
