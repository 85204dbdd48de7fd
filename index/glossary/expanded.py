"""A question with the other forms of its terms, as the searches take it."""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from itertools import chain

from index.acronyms import is_acronym
from index.glossary.asked import Span
from index.glossary.languages import KNOWN
from index.segment import Segmenter
from index.stems import chinese_runs, words

# How much a term that was added counts beside one of the question, which counts 1.
_WEIGHTS = {
    "staff": 0.8,
    "mined": 0.3,
    "organisation": 0.4,
    "name": 0.5,
    "figure": 0.9,
    "code": 0.6,
    "field": 0.6,
}
# A name in words finds itself; its abbreviation, or a longer form in its language, adds little.
_OWN_LANGUAGE_WEIGHT = 0.1
_FOREIGN_WEIGHT = 0.8  # where the question is in neither Chinese nor English: it has little else
_LONG = 8  # letters
_SINGULAR = re.compile(r"(?<=[A-Z0-9])s$")
_CODE = re.compile(r"(?=[^\W_]*\d)[^\W_]+(?:[-./][^\W_]+)*|[A-Z][A-Z0-9&/-]+")
_ORDER = ("staff", "code", "mined", "organisation", "name", "figure", "field")


@dataclass(frozen=True, slots=True)
class Expansion:
    """One term of a question and its other forms.

    Attributes:
        term: as it stands in the question.
        equivalents: its other forms.
        source: where they are from, for a person: ``glossary: DOCUMENT``, ``glossary: staff``...
        kind: ``staff``, ``code``, ``mined``, ``organisation``, ``name``, ``figure`` or ``field``.
        start, end: where the term stands in the question.
        weight: of the added terms in keyword search; the question's own count 1.
    """

    term: str
    equivalents: tuple[str, ...]
    source: str
    kind: str
    start: int
    end: int
    weight: float

    def __str__(self) -> str:
        return f"{self.term} → {'; '.join(self.equivalents)} ({self.source})"


@dataclass(frozen=True, slots=True)
class ExpandedQuestion:
    """A question and what was added to it.

    Attributes:
        question: as asked.
        language: its ISO 639-1 code.
        expansions: in the order of the question.
    """

    question: str
    language: str
    expansions: tuple[Expansion, ...] = ()

    @property
    def is_foreign(self) -> bool:
        """Whether it is in neither of the languages that the built-in embedding reads."""
        return self.language not in KNOWN

    def weighted_terms(self, segmenter: Segmenter) -> dict[str, float]:
        """The search terms of all equivalents, with their weights below 1.

        An equivalent of many words would outweigh the question: each word of it weighs the less.
        """
        weights: dict[str, float] = {}
        for expansion in self.expansions:
            for form in expansion.equivalents:
                terms = set(segmenter.terms(form))
                for term in terms:
                    weight = expansion.weight / math.sqrt(len(terms))
                    weights[term] = max(weights.get(term, 0.0), weight)
        return weights

    def text(self, knows: Callable[[str], bool] = lambda word: True) -> str:
        """What an embedding of Chinese and English is asked: nothing that it cannot read.

        A question in one of the two is asked as it is: other forms of its own words only draw its
        meaning towards them (measured). What staff have entered is added, it is there to be found,
        and what a code stands for, since a code has no meaning of its own. An abbreviation that the
        embedding would take for the words that its letters form gives way to its commonest name.

        Args:
            knows: whether the embedding knows an abbreviation.
        """
        if self.language in KNOWN:
            added = [e.equivalents for e in self.expansions if e.kind in ("staff", "code")]
            return " ".join([self._spelt_out(knows), *chain.from_iterable(added)])
        parts, place = [], 0
        for expansion in self.expansions:
            parts += self._readable(place, expansion.start)
            if expansion.kind == "figure" and expansion.term.isascii():
                parts.append(expansion.term)
            parts += expansion.equivalents
            place = expansion.end
        parts += self._readable(place, len(self.question))
        return " ".join(parts)

    def _spelt_out(self, knows: Callable[[str], bool]) -> str:
        text = self.question
        for expansion in reversed(self.expansions):
            short = _SINGULAR.sub("", expansion.term)
            if expansion.kind == "mined" and is_acronym(short) and not knows(short):
                name = expansion.equivalents[0]
                text = f"{text[: expansion.start]} {name} {text[expansion.end :]}"
        return text

    def _readable(self, start: int, end: int) -> list[str]:
        """Codes and figures between two places; in Latin letters also names and long words.

        Long words are often alike in English, short ones only seem so.
        """
        text = self.question[start:end]
        if self.language in ("ru", "ar"):
            return _CODE.findall(text)
        return [
            word.text
            for word in words(text)
            if word.text[0].isupper() or not word.text.isalpha() or len(word.text) >= _LONG
        ]


def expansion(
    question: str,
    span: Span,
    equivalents: Sequence[str],
    source: str,
    kind: str,
    *,
    foreign: bool = False,
) -> Expansion:
    """The other forms of what stands at a place, weighted.

    Args:
        question: as asked.
        span: the place in it.
        equivalents: the other forms.
        source: where they are from, as in ``Expansion``.
        kind: as in ``Expansion``.
        foreign: whether the question is in none of the languages that the embedding reads.
    """
    term = question[slice(*span)]
    weight = _FOREIGN_WEIGHT if foreign else _WEIGHTS[kind]
    leads_on = is_acronym(term) or any(_leads_on(term, form) for form in equivalents)
    if kind == "mined" and not leads_on:
        weight = _OWN_LANGUAGE_WEIGHT
    return Expansion(term, tuple(equivalents), source, kind, *span, weight)


def longest(found: Iterable[Expansion]) -> list[Expansion]:
    """Expansions that do not overlap, longer ones first; in the order of the question."""
    chosen: list[Expansion] = []
    for expansion in sorted(found, key=lambda e: (e.start - e.end, _ORDER.index(e.kind), e.start)):
        if all(expansion.end <= c.start or c.end <= expansion.start for c in chosen):
            chosen.append(expansion)
    return sorted(chosen, key=lambda expansion: expansion.start)


def _leads_on(term: str, form: str) -> bool:
    """Whether a form is a name in another script than the term's."""
    return not is_acronym(form) and bool(chinese_runs(form)) != bool(chinese_runs(term))
