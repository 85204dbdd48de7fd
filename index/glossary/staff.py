"""Other forms of a question's terms by what staff have entered, and what that rules out."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

from index.catalog.terms import MinedTerm, StaffTerm
from index.glossary.asked import Asked
from index.glossary.expanded import Expansion, expansion
from index.stems import folded


class StaffRules:
    """Which mined pairs hold beside the entries of staff.

    A pair is left out where staff have an entry for either side that does not name the other.
    """

    def __init__(self, staff: Iterable[StaffTerm]) -> None:
        self._allowed: dict[str, set[str]] = defaultdict(set)
        for term in staff:
            self._allowed[folded(term.term)] |= set(map(folded, term.equivalents))

    def decide(self, form: str) -> bool:
        """Whether staff have an entry for a form."""
        return folded(form) in self._allowed

    def allow(self, term: MinedTerm) -> bool:
        """Whether staff leave the pair as it is."""
        sides = folded(term.short), folded(term.name)
        return all(
            one not in self._allowed or other in self._allowed[one]
            for one, other in (sides, sides[::-1])
        )


def by_staff(asked: Asked, staff: Iterable[StaffTerm]) -> list[Expansion]:
    """Expansions by the entries of staff that the question has a form of."""
    found = []
    for term in staff:
        forms = (term.term, *term.equivalents)
        for form in forms:
            others = [f for f in forms if f != form and not asked.find(f)]
            for span in asked.find(form) if others else ():
                found.append(expansion(asked.question, span, others, "glossary: staff", "staff"))
    return found
