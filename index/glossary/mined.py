"""Other forms of a question's terms by the pairs that documents state."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from index.acronyms import EDITION
from index.catalog.terms import MinedTerm
from index.glossary.asked import Asked, Span
from index.glossary.staff import StaffRules
from index.mining.codes import is_code
from index.stems import chinese_runs

_MOST = 3  # equivalents of one term


@dataclass(frozen=True, slots=True)
class Met:
    """A form of a mined pair that stands in a question."""

    term: MinedTerm
    form: str
    span: Span

    @property
    def other(self) -> str:
        """The pair's other form."""
        return self.term.name if self.form == self.term.short else self.term.short


@dataclass(frozen=True, slots=True)
class Chosen:
    """The other forms of what stands at a place, and the first row that states one of them."""

    span: Span
    equivalents: list[str]
    row: int


def met_in(asked: Asked, terms: Iterable[MinedTerm]) -> list[Met]:
    """Where forms of mined pairs stand in a question."""
    return [
        Met(term, form, span)
        for term in terms
        for form in (term.short, term.name)
        for span in asked.find(form)
    ]


def choose(
    asked: Asked, met: Iterable[Met], linked: Iterable[MinedTerm], rules: StaffRules
) -> list[Chosen]:
    """The other forms of what stands at each place, of the pairs of the most documents first.

    Args:
        asked: the question.
        met: pairs that have a form there.
        linked: pairs that have a form of which the other stands there.
        rules: pairs that staff have ruled out are left out.
    """
    by_span: dict[Span, list[Met]] = defaultdict(list)
    for one in met:
        if rules.allow(one.term):
            by_span[one.span].append(one)
    names = _names(term for term in linked if rules.allow(term))
    chosen = []
    for span, own in by_span.items():
        own.sort(key=lambda one: (-one.term.documents, one.term.first))
        if equivalents := _equivalents(own, names, asked):
            chosen.append(Chosen(span, equivalents, own[0].term.first))
    return chosen


def _names(terms: Iterable[MinedTerm]) -> dict[str, list[str]]:
    """What abbreviations stand for, by the most documents first."""
    names: dict[str, list[str]] = defaultdict(list)
    for term in sorted(terms, key=lambda term: -term.documents):
        names[term.short].append(term.name)
    return names


def _equivalents(met: Sequence[Met], names: Mapping[str, list[str]], asked: Asked) -> list[str]:
    """Other forms of a form: the other sides, and what those abbreviate in other languages."""
    form = met[0].form
    found: list[str] = []
    for one in met:
        if one.other == one.term.short:
            if is_code(one.other):  # of many plans' codes none is meant
                continue
            if not EDITION.search(one.other):  # of many years' conferences none is meant
                found.append(one.other)
            found += [
                name
                for name in names.get(one.other, ())
                if bool(chinese_runs(name)) != bool(chinese_runs(form))
            ]
        else:
            found.append(one.other)
    return asked.without(f for f in found if f != form)[:_MOST]
