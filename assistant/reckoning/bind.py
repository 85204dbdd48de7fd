"""Which figure belongs to which of the things that a question names."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import product

import numpy as np
from numpy.typing import NDArray

from assistant.reckoning.asked import Asked, Meeting, Name
from assistant.reckoning.said import Part
from index.static import StaticEmbedder

SAID = 0.6  # how well a figure's own words must say the word that tells its thing from the other
UNSAID = 0.5  # below this a word is not said
AROUND = 0.9  # what a word of headings and lines before counts against one of the sentence
COVERED = 0.5  # share of a question's words that its figures must answer to
COUNTS = 0.5  # what speaks for figures of the thing that is counted, and against others
TOP = 8  # figures looked at for each of two things
FEW = 4  # likewise for each of three or more

Floats = NDArray[np.float64]


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


class Field:
    """The figures that passages give, held against the words of a question.

    Args:
        asked: the question.
        parts: the figures.
        vectors: the embedding that words are compared by.
    """

    def __init__(self, asked: Asked, parts: Sequence[Part], vectors: StaticEmbedder) -> None:
        self.asked = asked
        self.parts = list(parts)
        meeting = Meeting(asked.words, vectors)
        self.own: Floats = meeting.met([part.own for part in parts])
        self.sentence: Floats = meeting.met([part.sentence for part in parts])
        around = AROUND * meeting.met([part.before for part in parts])
        self.near: Floats = np.maximum.reduce([self.own, self.sentence, around])
        self.weights: Floats = self._rarity()

    def _rarity(self) -> Floats:
        """What each word weighs: one that few of the figures have around them tells more."""
        if not self.parts:
            return np.ones(len(self.asked.words))
        common = self.near.mean(axis=1)
        return np.asarray(-np.log(np.clip(common, 0.02, 0.9)))

    def covered(self, numbers: Sequence[int]) -> float:
        """Share of the question's words that some figures and what is around them say."""
        if not len(self.weights):
            return 0.0
        met = self.near[:, list(numbers)].max(axis=1)
        return float(self.weights @ met / (self.weights.sum() + 1e-9))

    def timely(self, number: int) -> bool:
        """Whether a figure is of a year that the question asks for, as far as either says."""
        asked, own = self.asked.question.years, self.parts[number].years
        return not asked or not own or bool(set(asked) & set(own))


def together(one: Part, other: Part) -> float:
    """What standing together speaks for two figures."""
    if one.hit.passage_id == other.hit.passage_id:
        if one.line == other.line:
            return 0.6 if one.sentence == other.sentence else 0.5
        return 0.3
    if one.hit.document.id != other.hit.document.id:
        return 0.0
    return 0.2 if one.hit.passage.section == other.hit.passage.section else 0.1


def bind(field: Field, names: Sequence[Name]) -> Bound | None:
    """The figures that the names of a question stand for, or None where one has none.

    Args:
        field: the figures.
        names: two or more things that the question names.
    """
    usable = [n for n in range(len(field.parts)) if _usable(field, n)]
    tops = [_candidates(field, usable, name, len(names)) for name in names]
    best: tuple[float, tuple[int, ...]] = (0.0, ())
    for chosen in product(*tops):
        if len(set(chosen)) < len(chosen) or not _are_alike(field, chosen):
            continue
        if not all(_told_apart(field, names, chosen, place) for place in range(len(names))):
            continue
        reach = _reach(field, names, chosen)
        if reach > best[0]:
            best = reach, chosen
    if not best[1] or field.covered(best[1]) < COVERED:
        return None
    found = tuple(field.parts[n] for n in best[1])
    return Bound(tuple(name.text for name in names), found, field.covered(best[1]))


def _usable(field: Field, number: int) -> bool:
    return field.asked.accepts(field.parts[number].quantity) and field.timely(number)


def _candidates(field: Field, usable: Sequence[int], name: Name, count: int) -> list[int]:
    """The figures whose surroundings say the name, the best first."""
    words = list(name.words)
    found = []
    for number in usable:
        near = field.near[words, number]
        if (near[: name.needed] < UNSAID).any():
            continue
        own = float((field.own + 0.5 * field.sentence)[words, number].mean())
        reach = own + field.covered([number])
        reach += COUNTS * (field.parts[number].thing == field.asked.counted != "")
        found.append((-reach, number))
    return [number for _, number in sorted(found)[: TOP if count < 3 else FEW]]


def _told_apart(field: Field, names: Sequence[Name], chosen: Sequence[int], place: int) -> bool:
    """Whether a figure's own words say a word of its name that no other figure's own words do."""
    number, words = chosen[place], list(names[place].words)
    others = [n for n in chosen if n != number]
    own = field.own[words, number]
    told = field.own[words][:, others].max(axis=1)
    return bool(((own >= SAID) & (told < own - 0.2)).any())


def _are_alike(field: Field, chosen: Sequence[int]) -> bool:
    return len({field.parts[n].quantity.unit for n in chosen}) == 1


def _reach(field: Field, names: Sequence[Name], chosen: Sequence[int]) -> float:
    parts, counted = [field.parts[n] for n in chosen], field.asked.counted
    reach = sum(
        float((field.own + 0.5 * field.sentence)[list(name.words), n].mean())
        for name, n in zip(names, chosen, strict=True)
    ) / len(chosen)
    reach += field.covered(chosen)
    reach += min(together(one, other) for one, other in zip(parts, parts[1:], strict=False))
    things = {part.thing for part in parts}
    reach += 0.3 * (len(things) == 1)
    if counted:
        reach += COUNTS if counted in things else -COUNTS
    return reach
