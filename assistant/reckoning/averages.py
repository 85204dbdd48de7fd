"""What comes to each: an amount or a number over how many there are."""

from __future__ import annotations

import re

from assistant.reckoning.bind import UNSAID, Bound, Field, together
from assistant.reckoning.said import Part

_NEAR = 4  # characters behind 每 that say what is counted
COVERED = 0.5  # share of a question's words that both figures must answer to
_EACH_EN = re.compile(
    r"\b(?:per|each|apiece for each|for every|every) (?!cent\b)((?:[a-z'’-]+ ?){1,2})",
    re.IGNORECASE,
)
_EACH_ZH = re.compile(r"每(?:一)?([\u3400-\u9fff])|人(?=均)")
_AVERAGE = re.compile(r"平均|人均|\baverag\w*|\bmean\b|\bper\b(?! cent)|\beach\b|每", re.IGNORECASE)


def for_each(field: Field) -> Bound | None:
    """The figure to be divided and the number of those that it is divided among, or None.

    Args:
        field: the figures, held against the question.

    Returns:
        both in this order; None too where a sentence gives the average itself.
    """
    stems = _stems(field.asked.text)
    if not stems:
        return None
    each = _words_of_each(field)
    best: tuple[float, tuple[int, int]] | None = None
    for number, counted in enumerate(field.parts):
        if counted.quantity.unit or not field.timely(number):
            continue
        if not _is_one_of(counted, stems) and not _says(field, each, number):
            continue
        for other, divided in enumerate(field.parts):
            if other == number or not _may_be_divided(field, divided, counted):
                continue
            if field.is_of_another_kind(other):
                continue
            covered = field.covered([number, other])
            reach = covered + together(counted, divided) + field.own_share([other])
            reach += 0.5 * (field.read != "" and divided.sentence in field.read)
            reach += 0.4 * (divided.thing == field.asked.counted != "")
            if covered >= field.floor(COVERED) and (best is None or reach > best[0]):
                best = reach, (other, number)
    if best is None:
        return None
    numbers = best[1]
    covered = field.covered(numbers)
    said = max(
        (field.covered([n]) for n, part in enumerate(field.parts) if _AVERAGE.search(part.own)),
        default=0.0,
    )
    if said >= covered:
        return None
    return Bound((), tuple(field.parts[n] for n in numbers), covered)


def _stems(text: str) -> list[str]:
    """What each of the figures is for: the measure word, or the beginnings of the noun."""
    if match := _EACH_ZH.search(text):
        word = match[1] or "人"
        return ["人" if word in "名位" else word]
    match = _EACH_EN.search(text)
    if match is None:
        return []
    return [re.sub(r"(?:ies|y|es|s)$", "", word) for word in match[1].lower().split()[:2]]


def _words_of_each(field: Field) -> list[int]:
    """The words of a question that say what each of the figures is for, in any language."""
    match = _EACH_EN.search(field.asked.text) or _EACH_ZH.search(field.asked.text)
    if match is None:
        return []
    words = [n for n, w in enumerate(field.asked.words) if w.start >= match.start()]
    behind = [n for n in words if field.asked.words[n].start < match.end() + _NEAR]
    while behind and behind[-1] + 1 in words and field.asked.words[behind[-1] + 1].joined:
        behind.append(behind[-1] + 1)
    return behind


def _says(field: Field, words: list[int], number: int) -> bool:
    """Whether what is right beside a figure says one of some words, and none says it better."""
    if not words or not (field.across or field.read != ""):
        return False
    met = field.beside[words]
    said = (met[:, number] >= UNSAID) & (met[:, number] == met.max(axis=1))
    return bool(said.any())


def _is_one_of(part: Part, stems: list[str]) -> bool:
    return any(part.thing.startswith(stem) for stem in stems if stem) if part.thing else False


def _may_be_divided(field: Field, divided: Part, counted: Part) -> bool:
    one_place = divided.hit.passage_id == counted.hit.passage_id and divided.line == counted.line
    if not one_place or divided.cell is not None or divided.quantity.unit == "%":
        return False
    kind = field.asked.kind
    if (kind and divided.kind != kind) or (divided.kind == "time" != kind):
        return False
    if not divided.quantity.unit and not divided.thing:  # "405,000 stoves (330,000 in 2024)"
        return False
    wanted = field.asked.counted
    if divided.thing == counted.thing and not divided.quantity.unit:
        return False
    return field.asked.accepts(divided.quantity) or not wanted
