"""Which figure belongs to which of the things that a question names."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise, product, starmap

import numpy as np
from numpy.typing import NDArray

from assistant.letters import plain
from assistant.reading.match import script
from assistant.reckoning.asked import ANYTHING, EVENTS, PEOPLE, Asked, Meeting, Name
from assistant.reckoning.said import Part
from index.static import StaticEmbedder

SAID = 0.6  # how well a figure's own words must say the word that tells its thing from the other
LIKE = 0.3  # what likeness counts where the very word is said of another figure
UNSAID = 0.5  # below this a word is not said
AROUND = 0.9  # what a word of headings and lines before counts against one of the sentence
SHARED = 0.3  # share of the words that are about all the things that each must answer to
UNMET = 0.3  # what a word of another language weighs that nothing answers to
SHARED_IN_ONE = 0.15  # likewise where one sentence says both names
COVERED_ACROSS = 0.4  # likewise across languages, where fewer words are known for the same
COVERED = 0.5  # share of a question's words that its figures must answer to
COUNTS = 0.5  # what speaks for figures of the thing that is counted, and against others
THOUSAND = 1000
FIRST = 12  # figures, of the passages that answer best, by whose script their language is known
TOP = 8  # figures looked at for each of two things
FEW = 4  # likewise for each of three or more
MOST_YEARS = 5  # that are added up

_NUMBERED = re.compile(r"[A-Za-z]-?\d(?<!\bQ[1-4])(?<!\bH[12])")
# Three things or more side by side.
_LISTED = re.compile(
    r"[^、，。；：]{1,12}(?:、[^、，。；：和及与]{1,12}){2,}(?:[和及与][^、，。；：的]{1,12})?"
    r"|[A-Z][\w-]*(?: [A-Z][\w-]*)*(?:, [A-Z][\w-]*(?: [A-Z][\w-]*)*)+,? and [A-Z][\w-]*"
)
_HAN = re.compile(r"[\u3400-\u9fff]")

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
        read: the sentence that is known to answer, whatever its words, where it is.
    """

    def __init__(
        self, asked: Asked, parts: Sequence[Part], vectors: StaticEmbedder, read: str = ""
    ) -> None:
        self.asked = asked
        self.read = read
        self.parts = list(parts)
        self.meeting = Meeting(asked.words, vectors)
        texts = [
            text
            for part in parts
            for text in (part.own, part.beside, part.lead, part.before, part.sentence)
        ]
        met = self.meeting.met(texts)
        own, self.beside, lead, before, sentence = (met[:, place::5] for place in range(5))
        self.own: Floats = self._exactly(own)
        self.said: Floats = self._exactly(np.maximum(self.own, lead))
        around = AROUND * before
        self.near: Floats = np.maximum(self.said, around)
        self.context: Floats = np.maximum(sentence, around)
        han = [_HAN.search(part.sentence) is not None for part in parts[:FIRST]]
        self.across = bool(han) and (np.mean(han) > 0.5) != (script(asked.text) == "han")
        self.weights: Floats = self._rarity()
        self._edition = self._of_edition()

    def _of_edition(self) -> NDArray[np.bool_]:
        """Whether each figure has around it the numbered things asked about: GSR-19.

        Those that no figure has may be called otherwise, unless one sentence is all there is.
        """
        coded = [n for n, word in enumerate(self.asked.words) if _NUMBERED.search(word.text)]
        met = self.context[coded] >= AROUND
        unsaid = ~met.any(axis=1, keepdims=True) & (self.read == "")
        return np.asarray((met | unsaid).all(axis=0))

    def _exactly(self, own: Floats) -> Floats:
        """Likeness counts for nothing in a line where another figure has the very word."""
        lines: dict[tuple[int, int], list[int]] = {}
        for number, part in enumerate(self.parts):
            if part.cell is None:
                lines.setdefault((part.hit.passage_id, part.line), []).append(number)
        for numbers in lines.values():
            said = own[:, numbers]
            exact = (said == 1.0).any(axis=1, keepdims=True)
            own[:, numbers] = np.where(exact & (said < 1.0), np.minimum(said, LIKE), said)
        return own

    def _rarity(self) -> Floats:
        """What each word weighs: one that few of the figures have around them tells more."""
        if not self.parts:
            return np.ones(len(self.asked.words))
        common = self.context.mean(axis=1)
        weights = -np.log(np.clip(common, 0.02, 0.9))
        if self.across:  # a word that is met nowhere may only be said with another
            weights = np.where(self.context.max(axis=1) < UNSAID, UNMET * weights, weights)
        return np.asarray(weights)

    def floor(self, share: float, across: float | None = None) -> float:
        """What share of a question's words figures must answer to.

        Args:
            share: in the language of the question.
            across: in another one; by default the same.
        """
        if self.read != "":
            return 0.0
        return across if self.across and across is not None else share

    def covered(self, numbers: Sequence[int], leaving: Sequence[int] = ()) -> float:
        """Share of the question's words that some figures and what is around them say.

        Args:
            numbers: of the figures.
            leaving: words that do not count.
        """
        if not len(self.weights):
            return 0.0
        weights = self.weights.copy()
        weights[list(leaving)] = 0.0
        met = self.context[:, list(numbers)].max(axis=1)
        return float(weights @ met / (weights.sum() + 1e-9))

    def named(self, words: Sequence[int], number: int) -> float:
        """How well a figure's sentence says some words, best right beside it."""
        met = self.own + 0.3 * self.said + 0.3 * self.beside
        return float(met[list(words), number].mean())

    def shared(self, words: Sequence[int], numbers: Sequence[int]) -> float:
        """Share of some words that each of some figures has around it, at the least."""
        if not words:
            return 1.0
        weights = self.weights[list(words)]
        met = self.context[np.ix_(list(words), list(numbers))]
        return float((weights @ met / (weights.sum() + 1e-9)).min())

    def names_met(self, numbers: Sequence[int]) -> bool:
        """Whether the places and organisations asked about, known by several names, are said."""
        known = [n for n, word in enumerate(self.asked.words) if len(word.forms) > 1]
        met = self.context[np.ix_(known, list(numbers))]
        return bool(known) and bool((met.max(axis=1) >= SAID).all())

    def own_share(self, numbers: Sequence[int], leaving: Sequence[int] = ()) -> float:
        """Share of the question's words that the stretches of some figures say themselves.

        Args:
            numbers: of the figures.
            leaving: words that do not count.
        """
        if not len(self.weights):
            return 0.0
        weights = self.weights.copy()
        weights[list(leaving)] = 0.0
        met = self.own[:, list(numbers)].max(axis=1)
        return float(weights @ met / (weights.sum() + 1e-9))

    def said_share(self, number: int) -> float:
        """Share of the question's words that a figure's own stretch and its lead say."""
        return float(self.weights @ self.said[:, number] / (self.weights.sum() + 1e-9))

    def says_rarest(self, numbers: Sequence[int]) -> bool:
        """Whether some figures have around them the noun of the question that tells most."""
        nouns = [n for n, word in enumerate(self.asked.words) if word.noun]
        if self.across or self.read != "" or not nouns:
            return True
        rarest = max(nouns, key=lambda n: float(self.weights[n]))
        return bool(self.context[rarest, list(numbers)].max() >= UNSAID)

    def is_whole_told(self, whole: Part) -> bool:
        """Whether a figure may be the whole asked about: the very number, if the question says."""
        wholes = [one for one in self.asked.numbers if one.whole and not whole.quantity.unit]
        return not wholes or any(one.is_met(whole.quantity.whole) for one in wholes)

    def counts(self, numbers: Sequence[int]) -> float:
        """What speaks for figures that count the thing asked for: 0 to ``COUNTS``."""
        counted = self.asked.counted
        words = [n for n, w in enumerate(self.asked.words) if w.text.lower() == counted]
        said = self.beside[words].max(axis=0) if words else np.zeros(len(self.parts))
        kind = self.asked.kind
        shares = [1.0 if self._is_one(self.parts[n], counted, kind) else said[n] for n in numbers]
        return COUNTS * float(np.mean(shares))

    def _is_one(self, part: Part, counted: str, kind: str) -> bool:
        """Whether a figure counts just what is asked for, or in another language its kind."""
        return counted == part.thing != "" or (self.across and kind == part.kind != "")

    def counts_another(self, number: int) -> bool:
        """Whether a figure says that it counts something that the question does not name."""
        counted, thing = self.asked.counted, self.parts[number].thing
        if self.is_of_another_kind(number):
            return True
        if not counted or not thing or self.across or counted in PEOPLE:
            return False
        if thing == counted or any(thing in one and counted in one for one in (ANYTHING, EVENTS)):
            return False
        words = [n for n, w in enumerate(self.asked.words) if w.text.lower() == counted]
        if words and self.beside[words, number].max() >= UNSAID:  # pictures, images
            return False
        return thing[:5] not in self.asked.text.lower()

    def is_of_another_kind(self, number: int) -> bool:
        """Whether a figure counts people, countries or time where something else is asked for."""
        kind, own = self.asked.kind, self.parts[number].kind
        counted = self.asked.counted not in ANYTHING | {""}
        return own not in ("", kind) and (kind != "" or (counted and own != "people"))

    def is_of_another(self, words: Sequence[int], number: int) -> bool:
        """Whether a word that a figure's own stretch does not say is that of one beside it."""
        part = self.parts[number]
        unsaid = [n for n in words if self.said[n, number] < SAID]
        others = [
            n
            for n, other in enumerate(self.parts)
            if other is not part and _share_line(part, other) and other.cell is None
        ]
        return bool((self.own[np.ix_(unsaid, others)] == 1.0).any())

    def is_of_several(self, words: Sequence[int], number: int) -> bool:
        """Whether a figure is of a whole list of places, of which a place asked about is but one.

        "From Chile, Cuba, Mexico and Peru came 48 delegates" says nothing of Mexico's.
        """
        own = self.parts[number].own
        rest = plain(_LISTED.sub(" ", own))
        forms = [self.asked.words[n].forms for n in words if len(self.asked.words[n].forms) > 1]
        said = [any(form in plain(own) for form in of_word) for of_word in forms]
        apart = [any(form in rest for form in of_word) for of_word in forms]
        return any(listed and not alone for listed, alone in zip(said, apart, strict=True))

    def timely(self, number: int) -> bool:
        """Whether a figure is of the year and the numbered thing asked for, if either says."""
        asked, own = self.asked.question.years, self.parts[number].years
        if not bool(self._edition[number]):
            return False
        return self.read != "" or not asked or not own or bool(set(asked) & set(own))


def together(one: Part, other: Part) -> float:
    """What standing together speaks for two figures."""
    if one.cell is not None and other.cell is not None:
        same = one.hit.document.id == other.hit.document.id
        return 0.5 * (same and one.hit.passage.first_block == other.hit.passage.first_block)
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
    naming = {word for name in names for word in name.words}
    rest = [n for n in range(len(field.asked.words)) if n not in naming]
    best: tuple[float, tuple[int, ...]] = (0.0, ())
    for chosen in product(*tops):
        if len(set(chosen)) < len(chosen) or not _are_alike(field, chosen):
            continue
        if _one_counts_another(field, chosen, rest) or not all(
            _told_apart(field, names, chosen, place) for place in range(len(names))
        ):
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


def bind_years(field: Field, wanted: Sequence[int]) -> Bound | None:
    """The figures of one thing for the years that a question names, or None.

    One may be a target in a table, the other a sentence of a report.

    Args:
        field: the figures, held against the question.
        wanted: the years; two, or a few more that are added up.
    """
    if not 1 < len(wanted) <= MOST_YEARS or not field.asked.words:
        return None
    words = list(range(len(field.asked.words)))
    floor = field.floor(SAID, COVERED_ACROSS)
    tops = []
    for year in wanted:
        own = [
            (-field.named(words, n) - field.counts([n]), n)
            for n, part in enumerate(field.parts)
            if part.years == (year,) and _usable(field, n) and field.said_share(n) >= floor
        ]
        tops.append([n for _, n in sorted(own)[: TOP if len(wanted) < 3 else FEW]])
    best: tuple[float, tuple[int, ...]] | None = None
    for chosen in product(*tops):
        parts = [field.parts[n] for n in chosen]
        if len(set(chosen)) < len(chosen) or not all(starmap(_may_be_one_thing, pairwise(parts))):
            continue
        reach = sum(field.said_share(n) for n in chosen) + field.counts(chosen)
        reach += min(starmap(together, pairwise(parts)))
        reach += 0.3 * (len({part.thing for part in parts}) == 1)
        reach -= COUNTS * any(field.counts_another(n) for n in chosen)
        if best is None or reach > best[0]:
            best = reach, chosen
    if best is None:
        return None
    names = tuple(str(year) for year in wanted)
    found = tuple(field.parts[n] for n in best[1])
    return Bound(names, found, min(field.said_share(n) for n in best[1]))


def _may_be_one_thing(one: Part, other: Part) -> bool:
    """Whether two figures may be of one thing in two years: one unit, and not a thousandfold."""
    values = sorted(abs(part.quantity.whole) for part in (one, other))
    return one.quantity.unit == other.quantity.unit and values[1] <= THOUSAND * values[0]


def _usable(field: Field, number: int) -> bool:
    if field.counts_another(number) and field.parts[number].cell is None:
        return False
    part = field.parts[number]
    thing = "" if part.cell else part.thing
    return field.asked.accepts(part.quantity, thing) and field.timely(number)


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
        told = field.own if _share_line(one, two) else field.near
        own, others = told[words, number], told[words, other]
        if not ((own >= SAID) & (others < own - 0.2)).any():
            return False
    return True


def _share_line(one: Part, other: Part) -> bool:
    """Whether what is around two figures is the same, so that only their own words tell."""
    if one.cell is not None or other.cell is not None:
        return one.hit.passage_id == other.hit.passage_id
    return (one.hit.passage_id, one.line) == (other.hit.passage_id, other.line)


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
    kind = field.asked.kind
    return not kind or all(part.kind == kind or part.cell for part in parts)


def _one_counts_another(field: Field, chosen: Sequence[int], words: Sequence[int]) -> bool:
    """Whether right beside one figure stands what the question counts, beside another nothing like.

    Args:
        field: the figures.
        chosen: those of the things that the question names.
        words: of the question beside these names.
    """
    counted = [n for n in words if field.asked.words[n].text.lower() == field.asked.counted]
    if field.asked.kind or not counted or field.parts[chosen[0]].cell is not None:
        return False
    told = field.beside[np.ix_(counted, list(chosen))].max(axis=0)
    return bool(told.max() >= SAID and told.min() < LIKE)


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
