"""Rows that carry a code that is asked for, and what these say about the other rows."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from assistant.letters import plain
from assistant.question import Question
from assistant.reading.match import Floats
from assistant.tables.rows import CODE_NAME, Row, is_total, label_codes, leaf


@dataclass(frozen=True, slots=True)
class Coded:
    """What rows with a code that is asked for say about the other rows.

    Attributes:
        letters: of the question.
        names: names of such rows that the question says in full, as letters.
        named: the largest share of such a row's label that the question names.
        exists: whether there are such rows.
        full: names of any rows that the question says in full, the longest first.
    """

    letters: str
    names: tuple[str, ...]
    named: float
    exists: bool
    full: tuple[str, ...] = ()

    @classmethod
    def of(
        cls,
        question: Question,
        names: Sequence[str],
        named: Floats,
        fits: Sequence[float | None],
    ) -> Coded:
        """What is known of such rows.

        Args:
            question: as understood.
            names: of the rows.
            named: share of each that the question names.
            fits: what the codes of each add, 1 where it has a code that is asked for.
        """
        letters = plain(question.text)
        bare = [
            (plain(CODE_NAME.sub("", name)), float(share))
            for name, share, fit in zip(names, named, fits, strict=True)
            if fit == 1.0
        ]
        said = tuple(name for name, _ in bare if name and name in letters)
        full = {plain(CODE_NAME.sub("", name)) for name in names}
        longest = sorted((name for name in full if len(name) >= 4 and name in letters), key=len)
        return cls(
            letters,
            said,
            max((share for _, share in bare), default=0.0),
            bool(bare),
            tuple(longest[::-1]),
        )

    def weighed(
        self, row: Row, fit: float, named: float, covered: float, lexical: float
    ) -> tuple[float, float, float]:
        """A row's shares where the words that name it may be meant for a row with the code."""
        name = leaf(row.name)
        if name.isdigit():  # a row that is named by its year is named by nothing else
            named = 0.0
        if fit != 1.0 and any(plain(name) in other for other in self.names):
            return 0.0, covered, 0.0  # its words are part of the name that the code has
        if self._is_part(name):
            return 0.0, covered, 0.0
        if not fit and self.exists and is_total(row):
            return 0.5 * named, 0.5 * covered, lexical
        return named, covered, lexical

    def _is_part(self, name: str) -> bool:
        """Whether a question says a name only within a longer one: policy, within its field."""
        own = plain(CODE_NAME.sub("", name))
        longer = [other for other in self.full if own in other and own != other]
        if not own or not longer:
            return False
        rest = self.letters
        for other in longer:
            rest = rest.replace(other, " ")
        return own not in rest


def code_fit(asked: set[str], row: Row) -> float | None:
    """What a row's codes add to its fit; None where they rule it out.

    Its own code counts in full, that of a group it belongs to by half.
    """
    if not asked:
        return 0.0
    series = {re.sub(r"\d+$", "", code) for code in asked}
    own = set(label_codes(leaf(row.name)))
    if asked & own:
        return 1.0
    if any(re.sub(r"\d+$", "", code) in series for code in own if code[-1].isdigit()):
        return None
    codes = {*label_codes(row.name), *row.within}
    if asked & codes:
        return 0.95 if row.is_sum else 0.5
    return None if any(re.sub(r"\d+$", "", code) in series for code in codes) else 0.0


def says_name(name: str, question: str) -> bool:
    """Whether a question says a row's name, with or without its code, in so many letters."""
    letters = plain(CODE_NAME.sub("", leaf(name)))
    return len(letters) >= 4 and not letters.isdigit() and letters in question
