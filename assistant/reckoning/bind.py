"""Which figure belongs to which of the things that a question names."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise, product

import numpy as np

from assistant.reading.match import script
from assistant.reckoning.asked import ANYTHING
from assistant.reckoning.asked_words import content_nouns
from assistant.reckoning.field import (
    COUNTS,
    COVERED,
    COVERED_ACROSS,
    LIKE,
    SAID,
    UNSAID,
    Field,
    share_line,
    together,
)
from assistant.reckoning.joined import Name
from assistant.reckoning.said import Part, clause_of
from assistant.reckoning.taken import is_mere_part

SHARED = 0.3  # share of the words that are about all the things that each must answer to
SHARED_IN_ONE = 0.15  # likewise where one sentence says both names
TOP = 8  # figures looked at for each of two things
FEW = 4  # likewise for each of three or more


@dataclass(frozen=True, slots=True)
class Bound:
    """Figures found for what a question names.

    Attributes:
        names: of the things, in the question's order; may be empty words.
        parts: the figure of each.
        covered: share of the question's words that they answer to, 0 to 1.
    """

    names: tuple[str, ...]
    parts: tuple[Part, ...]
    covered: float


def bind(field: Field, names: Sequence[Name]) -> Bound | None:
    """The figures that the names of a question stand for, or None where one has none.

    Args:
        field: the figures.
        names: two or more things that the question names.
    """
    usable = [n for n in range(len(field.parts)) if field.usable(n)]
    tops = [_candidates(field, usable, name, len(names)) for name in names]
    naming = {word for name in names for word in name.words}
    rest = [n for n in range(len(field.asked.words)) if n not in naming]
    beyond = _beyond(field, names)
    best: tuple[float, tuple[int, ...]] = (0.0, ())
    for chosen in product(*tops):
        if len(set(chosen)) < len(chosen) or not _are_alike(field, chosen):
            continue
        if not all(_told_apart(field, names, chosen, place) for place in range(len(names))):
            continue
        if len(chosen) == 2 and is_one_of_another_thing(
            field, chosen[0], chosen[1], [*rest, *beyond]
        ):
            continue
        if field.misses_rarest(rest, chosen) or _is_one_mere_part(field, chosen, names):
            continue
        in_one = len({field.parts[n].sentence for n in chosen}) == 1
        listed = in_one and len(names) > 2  # three things counted in one sentence are those meant
        floor = field.floor(SHARED_IN_ONE if in_one else SHARED)
        if not listed and field.shared(rest, chosen) < floor:
            continue
        reach = _reach(field, names, chosen) + field.shared(rest, chosen)
        if reach > best[0]:
            best = reach, chosen
    if not best[1] or field.covered(best[1]) < field.floor(COVERED, COVERED_ACROSS):
        return None
    found = tuple(field.parts[n] for n in best[1])
    return Bound(tuple(name.text for name in names), found, field.covered(best[1]))


def leaves_out(field: Field, bound: Bound, names: Sequence[Name]) -> bool:
    """Whether a sentence of some figures counts one more of the things that a question lists.

    Args:
        field: the figures.
        bound: those found for some of the names.
        names: all of the list.
    """
    words = [n for name in names if name.text not in bound.names for n in name.words]
    said = [(part.hit.passage_id, part.sentence, part.quantity.unit) for part in bound.parts]
    others = [
        n
        for n, part in enumerate(field.parts)
        if (part.hit.passage_id, part.sentence, part.quantity.unit) in said
        and part not in bound.parts
    ]
    return bool((field.own[np.ix_(words, others)] >= UNSAID).any())


def lacks_operand(field: Field, names: Sequence[Name]) -> bool:
    """Whether no figure at all stands near the noun that one of the names begins with."""
    if field.across or not field.parts:
        return False
    first = [name.words[0] for name in names if field.asked.words[name.words[0]].noun]
    return bool((field.context[first].max(axis=1) < UNSAID).any()) if first else False


def _candidates(field: Field, usable: Sequence[int], name: Name, count: int) -> list[int]:
    """The figures whose surroundings say the name, the best first."""
    words = list(name.words)
    found = []
    for number in usable:
        needed = words[: name.needed]
        if (field.near[needed, number] < UNSAID).any() or field.is_of_another(needed, number):
            continue
        if field.is_of_several(needed, number):
            continue
        reach = field.named(words, number) + field.covered([number]) + field.counts([number])
        found.append((-reach, number))
    return [number for _, number in sorted(found)[: TOP if count < 3 else FEW]]


def _told_apart(field: Field, names: Sequence[Name], chosen: Sequence[int], place: int) -> bool:
    """Whether a figure's own words say a word of its name that no other figure's own words do."""
    number, words = chosen[place], list(names[place].words)
    for other in chosen:
        if other == number:
            continue
        one, two = field.parts[number], field.parts[other]
        told = field.own if share_line(one, two) else field.near
        own, others = told[words, number], told[words, other]
        if not ((own >= SAID) & (others < own - 0.2)).any():
            return False
    return True


def _are_alike(field: Field, chosen: Sequence[int]) -> bool:
    """Whether figures are in one unit, and count people where people are asked for."""
    parts = [field.parts[n] for n in chosen]
    if len({part.quantity.unit for part in parts}) > 1:
        return False
    if len({part.cell is None for part in parts}) > 1:
        return False
    kinds = {part.kind for part in parts if not part.cell and (part.kind or part.thing)}
    if len(kinds - {""}) > 1 or ("time" in kinds and len(kinds) > 1):
        return False  # days and towers
    if not any(part.cell for part in parts) and _are_people_and_things({p.thing for p in parts}):
        return False
    kind = field.asked.kind
    return not kind or all(part.kind == kind or part.cell for part in parts)


def _are_people_and_things(things: set[str]) -> bool:
    """Whether Chinese measure words tell that some figures count people, and others do not."""
    return "人" in things and any(
        thing and not thing.isascii() and thing not in ANYTHING | {"人"} for thing in things
    )


def _is_one_mere_part(field: Field, chosen: Sequence[int], names: Sequence[Name]) -> bool:
    """Whether some figures are only parts of others, and the rest of them are not.

    "90 came to the spring fair. 130 came to the autumn fair. Of these 45 took part in the race."

    Args:
        field: the figures.
        chosen: those of the things that the question names.
        names: of these things.
    """
    if len({field.parts[n].sentence for n in chosen}) == 1:
        return False
    naming = {field.asked.words[n].text for name in names for n in name.words}
    words = [n for n, word in enumerate(field.asked.words) if word.text not in naming]
    return len({is_mere_part(field, n, words) for n in chosen}) > 1


def _beyond(field: Field, names: Sequence[Name]) -> list[int]:
    """The words of a name that are about the other, too: 北区票款收入比南区 is of both incomes."""
    if len(names) != 2:
        return []
    longer, shorter = sorted(names, key=lambda name: -len(name.words))
    if len(shorter.words) > 1:
        return []
    text = field.asked.words[shorter.words[0]].text
    made = [
        n
        for n in longer.words
        if (len(field.asked.words[n].text), field.asked.words[n].text[-1]) == (len(text), text[-1])
    ]
    return [n for n in longer.words if n not in made] if len(made) == 1 else []


def is_one_of_another_thing(field: Field, one: int, other: int, words: Sequence[int]) -> bool:
    """Whether one of two figures is told of something else than the other and the question.

    Args:
        field: the figures.
        one: a figure.
        other: another.
        words: of the question beside the names of the two.
    """
    return _is_of_another_thing(field, one, other, words) or _is_of_another_thing(
        field, other, one, words
    )


def _is_of_another_thing(field: Field, one: int, other: int, words: Sequence[int]) -> bool:
    """Whether a figure is told of something else than what the question and the first are about.

    "Ticket income rose 6% in the north. In the south membership rose 9%": membership is no income.

    Args:
        field: the figures.
        one: a figure whose own words say what is asked about.
        other: one that may be of another thing.
        words: of the question beside the names of the two.
    """
    first, second = field.parts[one], field.parts[other]
    if first.cell is not None or second.cell is not None:
        return False
    if len({script(text) for text in (first.sentence, second.sentence, field.asked.text)}) > 1:
        return False
    if first.kind == second.kind != "" or (first.thing == second.thing != ""):
        return False
    nouns = [n for n in words if field.asked.words[n].noun]
    said, unsaid = field.own[nouns, one] >= SAID, field.said[nouns, other] < LIKE
    if not (said & unsaid).any():
        return False
    subject = content_nouns(clause_of(second).partition(second.text)[0])
    strange = [word for word in subject if word.lower() not in first.sentence.lower()]
    return any(float(field.meeting.met([word]).max()) < LIKE for word in strange)


def _reach(field: Field, names: Sequence[Name], chosen: Sequence[int]) -> float:
    parts, counted = [field.parts[n] for n in chosen], field.asked.counted
    reach = sum(
        field.named(list(name.words), n) for name, n in zip(names, chosen, strict=True)
    ) / len(chosen)
    reach += field.covered(chosen)
    reach += min(together(one, other) for one, other in pairwise(parts))
    reach += field.own_share(chosen)
    things = {part.thing for part in parts}
    called = " ".join(name.text.lower() for name in names)
    reach += 0.3 * (len(things) == 1 or all(thing and thing in called for thing in things))
    if counted and not field.across and counted not in things:
        reach -= COUNTS
    return reach + field.counts(chosen)
