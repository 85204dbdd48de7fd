"""The figures that passages give, held against the words of a question."""

from __future__ import annotations

import re
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from assistant.letters import plain
from assistant.reading.match import script
from assistant.reckoning.asked import ANYTHING, EVENTS, PEOPLE, Asked
from assistant.reckoning.meeting import Meeting
from assistant.reckoning.said import Part
from index.static import StaticEmbedder

SAID = 0.6  # how well a figure's own words must say the word that tells its thing from the other
LIKE = 0.3  # what likeness counts where the very word is said of another figure
UNSAID = 0.5  # below this a word is not said
AROUND = 0.9  # what a word of headings and lines before counts against one of the sentence
UNMET = 0.3  # what a word of another language weighs that nothing answers to
COVERED = 0.5  # share of a question's words that its figures must answer to
COVERED_ACROSS = 0.4  # likewise across languages, where fewer words are known for the same
COUNTS = 0.5  # what speaks for figures of the thing that is counted, and against others
FIRST = 12  # figures, of the passages that answer best, by whose script their language is known

_NUMBERED = re.compile(r"[A-Za-z]-?\d(?<!\bQ[1-4])(?<!\bH[12])")
# Three things or more side by side.
_LISTED = re.compile(
    r"[^、，。；：]{1,12}(?:、[^、，。；：和及与]{1,12}){2,}(?:[和及与][^、，。；：的]{1,12})?"
    r"|[A-Z][\w-]*(?: [A-Z][\w-]*)*(?:, [A-Z][\w-]*(?: [A-Z][\w-]*)*)+,? and [A-Z][\w-]*"
)
_HAN = re.compile(r"[\u3400-\u9fff]")

Floats = NDArray[np.float64]


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
        return self._share(self.context, numbers, leaving)

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
        return self._share(self.own, numbers, leaving)

    def _share(self, met: Floats, numbers: Sequence[int], leaving: Sequence[int]) -> float:
        """Share of the question's words, by their weight, that the best of some figures meet."""
        if not len(self.weights):
            return 0.0
        weights = self.weights.copy()
        weights[list(leaving)] = 0.0
        best = met[:, list(numbers)].max(axis=1)
        return float(weights @ best / (weights.sum() + 1e-9))

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

    def misses_rarest(self, words: Sequence[int], numbers: Sequence[int]) -> bool:
        """Whether nothing around some figures is like the noun that tells most, known elsewhere.

        Args:
            words: of the question, among which it is looked for.
            numbers: of the figures.
        """
        known = self.context.max(axis=1) if self.parts else np.zeros(len(self.asked.words))
        counted = self.counted_words
        nouns = [n for n in words if self.asked.words[n].noun and known[n] >= SAID]
        nouns = [n for n in nouns if n not in counted]
        if self.read != "" or not nouns:
            return False
        rarest = max(nouns, key=lambda n: float(self.weights[n]))
        return bool(self.context[rarest, list(numbers)].max() < LIKE)

    def is_whole_told(self, whole: Part) -> bool:
        """Whether a figure may be the whole asked about: the very number, if the question says."""
        wholes = [one for one in self.asked.numbers if one.whole and not whole.quantity.unit]
        return not wholes or any(one.is_met(whole.quantity.whole) for one in wholes)

    @property
    def counted_words(self) -> list[int]:
        """The words of the question that name what it counts."""
        counted = self.asked.counted
        return [n for n, word in enumerate(self.asked.words) if word.text.lower() == counted]

    def counts(self, numbers: Sequence[int]) -> float:
        """What speaks for figures that count the thing asked for: 0 to ``COUNTS``."""
        counted = self.asked.counted
        words = self.counted_words
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
        if not counted or not thing or counted in PEOPLE:
            return False
        if thing.isascii() != (script(self.asked.text) != "han"):  # told in another language
            return False
        if thing == counted or any(thing in one and counted in one for one in (ANYTHING, EVENTS)):
            return False
        words = self.counted_words
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
            if other is not part and share_line(part, other) and other.cell is None
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

    def usable(self, number: int) -> bool:
        """Whether a figure is of the kind, the thing and the time that the question asks for."""
        if self.counts_another(number) and self.parts[number].cell is None:
            return False
        part = self.parts[number]
        thing = "" if part.cell else part.thing
        return self.asked.accepts(part.quantity, thing) and self.timely(number)

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


def share_line(one: Part, other: Part) -> bool:
    """Whether what is around two figures is the same, so that only their own words tell."""
    if one.cell is not None or other.cell is not None:
        return one.hit.passage_id == other.hit.passage_id
    return (one.hit.passage_id, one.line) == (other.hit.passage_id, other.line)
