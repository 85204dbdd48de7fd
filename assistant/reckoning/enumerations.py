"""Figures that a sentence or a section tells one by one, and that are added up without names."""

from __future__ import annotations

import re
from collections.abc import Sequence

from assistant.reckoning.bind import Bound
from assistant.reckoning.field import COVERED_ACROSS, Field
from assistant.reckoning.said import Part
from assistant.reckoning.wholes import OF_WHOLE
from assistant.reckoning.wording import words_of

ENOUGH = 0.5  # share of a question's words that the figures added up must answer to
JUST_SO_MANY = 0.3  # what so many figures of a section must answer to across languages
CLEAR = 0.05  # by so much those to be added answer better than the next one


def enumeration(field: Field) -> Bound | None:
    """All that a sentence tells of one thing by its kinds or places, where no total is given.

    "Two galleries in the north and three in the south", where both are asked for together.

    Args:
        field: the figures, held against the question.
    """
    sentences: dict[tuple[int, str], list[int]] = {}
    for number, part in enumerate(field.parts):
        if part.cell is None and field.timely(number) and field.asked.accepts(part.quantity):
            sentences.setdefault((part.hit.passage_id, part.sentence), []).append(number)
    best: tuple[float, Bound] | None = None
    for numbers in sentences.values():
        found = tuple(field.parts[n] for n in numbers)
        if not _is_enumeration(found, field.asked.text):
            continue
        leaving = _counted_words(field, found)
        covered, own = field.covered(numbers, leaving), field.own_share(numbers, leaving)
        alone = max(field.own_share([n], leaving) for n in range(len(field.parts)))
        if own < alone or not _is_counted(field, found, numbers[0]):
            continue
        if field.misses_rarest(range(len(field.asked.words)), numbers) or goes_from_first(
            found, field.asked.text
        ):
            continue
        reach = covered + own + field.counts(numbers)
        if covered >= field.floor(ENOUGH) and (best is None or reach > best[0]):
            best = reach, Bound((), found, covered)
    return best[1] if best else None


def goes_from_first(found: Sequence[Part], text: str) -> bool:
    """Whether a figure is what was spent or is left of one before: "634 came in, 112 is unspent".

    Args:
        found: figures of one sentence, in their order.
        text: the question, which may ask for just what is spent or left.
    """
    gone = words_of("gone or left")
    if gone.search(text) or gone.search(found[0].beside):
        return False
    return any(gone.search(part.beside) for part in found[1:])


def several(field: Field) -> Bound | None:
    """One figure for each of so many things that a question adds up without their names, or None.

    "The loans of the four plants" in a list of them, "the three floods together".

    Args:
        field: the figures, held against the question.
    """
    wanted = field.asked.told
    groups: dict[tuple[int, tuple[str, ...], str, str], list[int]] = {}
    for number, part in enumerate(field.parts):
        usable = part.cell is None and field.timely(number) and not field.counts_another(number)
        if usable and part.quantity.unit != "%" and _may_be_added(field, part):
            place = part.hit.document.id, tuple(part.hit.passage.section)
            groups.setdefault((*place, part.quantity.unit, part.thing), []).append(number)
    best: tuple[float, tuple[int, ...]] | None = None
    for numbers in groups.values():
        chosen = _stand_out(field, numbers, wanted)
        if not chosen:
            continue
        covered = field.covered(chosen)
        reach = covered + sum(field.own_share([n]) for n in chosen) / len(chosen)
        reach += field.counts(chosen)
        # Just so many of one kind in a section say what the words of another language cannot.
        floor = field.floor(ENOUGH, COVERED_ACROSS)
        floor = JUST_SO_MANY if field.across and len(numbers) == wanted else floor
        if covered >= floor and (best is None or reach > best[0]):
            best = reach, chosen
    if best is None:
        return None
    return Bound((), tuple(field.parts[n] for n in sorted(best[1])), field.covered(best[1]))


def _may_be_added(field: Field, part: Part) -> bool:
    """Whether a figure may be one of those added up: of the kind asked for, and no total."""
    money = bool(part.quantity.unit) or part.thing != ""
    return money and field.asked.accepts(part.quantity, part.thing)


def _stand_out(field: Field, numbers: Sequence[int], wanted: int) -> tuple[int, ...]:
    """So many figures, each of a stretch of its own, that answer better than all others."""
    stretches: dict[tuple[int, int, str], int] = {}
    for number in numbers:
        part = field.parts[number]
        place = part.hit.passage_id, part.line, part.own
        best = stretches.setdefault(place, number)
        if field.own_share([number]) > field.own_share([best]):
            stretches[place] = number
    ranked = sorted(stretches.values(), key=lambda n: -field.own_share([n]))
    if wanted < 2 or len(ranked) < wanted:
        return ()
    shares = [field.own_share([n]) for n in ranked]
    if len(ranked) > wanted and shares[wanted] > shares[wanted - 1] - CLEAR:
        return ()
    return tuple(ranked[:wanted])


def _counted_words(field: Field, found: Sequence[Part]) -> list[int]:
    """The word "people" of a question, which need not be said of directors and advisers."""
    kind, counted = field.asked.kind, field.asked.counted
    if not kind or any(part.kind != kind for part in found):
        return []
    return [n for n, word in enumerate(field.asked.words) if word.text.lower() == counted]


def _is_counted(field: Field, found: Sequence[Part], first: int) -> bool:
    """Whether an enumeration counts what the question does, as far as either says."""
    counted = field.asked.counted
    if not counted:
        return True
    if field.asked.kind and all(part.kind == field.asked.kind for part in found):
        return True
    if field.across:
        return field.counts([first]) > 0.0
    same = any(part.thing == counted for part in found)
    return same or (counted.isascii() and found[0].thing[:4] == counted[:4])


_BOTH = re.compile(r"\b(?:both|two)\b|两", re.IGNORECASE)
_TOTAL = re.compile(r"\b(?:total|altogether|in all)\b|共有?|总计|合计|共计", re.IGNORECASE)
_GATHERED = re.compile(r"组成|构成|\b(?:consist|comprise|compose|made up)", re.IGNORECASE)


def _is_enumeration(found: Sequence[Part], text: str) -> bool:
    """Whether figures count one thing, the later ones without its name, or make up a body."""
    if len(found) < 2 or (_BOTH.search(text) and len(found) != 2):
        return False
    units = {part.quantity.unit for part in found}
    first, *others = found
    values = [part.quantity.value for part in found]
    if len(units) > 1 or "%" in units or max(values) == sum(values) - max(values):
        return False
    if _TOTAL.search(first.lead) or any(OF_WHOLE.search(part.own) for part in found):
        return False
    things = {part.thing for part in others} - {first.thing}
    same = first.thing != "" and not things - {""}
    alike = len(things) < 2 or {part.kind for part in found} == {"people"}
    return same or (_GATHERED.search(first.sentence) is not None and alike)
