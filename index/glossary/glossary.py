"""What else the terms of a question are called: in other languages, abbreviated, spelt out.

Sources, the first that knows a stretch of the question counts: entries of staff, pairs that the
documents state, organisations and words of the field that come with the program, names of
countries, cities, languages and currencies, numbers and dates. The longest term wins; what lies
inside it is left alone.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import chain

from index.catalog.catalog import Catalog
from index.catalog.storing_terms import put_staff
from index.catalog.term_heads import head_of, heads_in
from index.catalog.terms import (
    MinedTerm,
    Source,
    StaffTerm,
    all_mined,
    all_staff,
    documents_of,
    find,
    sources_of,
)
from index.glossary.asked import Asked
from index.glossary.expanded import ExpandedQuestion, Expansion, expansion, longest
from index.glossary.languages import SPACED, form_language, question_language
from index.glossary.mined import choose, met_in
from index.glossary.shipped import by_what_is_shipped, by_years_of_codes
from index.glossary.sounds import by_sound
from index.glossary.staff import StaffRules, by_staff
from index.mining.codes import is_code
from index.stems import folded

_CHINESE_WORD = re.compile(r"[\u4e00-\u9fff]{3,16}")
_MOST_WORDS = 20_000
MOST_READ = 20_000  # passages that a name is looked for in by its sound


@dataclass(frozen=True, slots=True)
class Entry:
    """A term of the glossary as staff see it.

    Attributes:
        own: the term with its equivalents; of staff, or as it would be written as one of theirs.
        mined: the pairs that the documents state, one for each equivalent; empty for staff's.
    """

    own: StaffTerm
    mined: tuple[MinedTerm, ...]

    @property
    def term(self) -> str:
        """The term as written."""
        return self.own.term

    @property
    def equivalents(self) -> tuple[str, ...]:
        """Its other forms; none where staff have switched it off."""
        return self.own.equivalents


class Glossary:
    """The terms that questions to one collection are expanded by.

    Args:
        catalog: holds the mined terms and those of staff.
        collection: its number.
    """

    def __init__(self, catalog: Catalog, collection: int) -> None:
        self._catalog = catalog
        self._collection = collection

    def expand(self, question: str) -> ExpandedQuestion:
        """The question's terms with their other forms."""
        language = question_language(question)
        asked = Asked(question)
        found, rules = self._own(asked)
        added = chain(by_years_of_codes(asked), by_what_is_shipped(asked, language))
        found += [e for e in added if not rules.decide(e.term)]
        if language in SPACED:
            taken = [(one.start, one.end) for one in found]
            found += by_sound(asked, taken, self._texts)
        return ExpandedQuestion(question, language, tuple(longest(found)))

    def words(self) -> tuple[str, ...]:
        """The Chinese terms, to be words of the collection's dictionary: the most used 20,000."""
        staff, mined = self._terms()
        rules = StaffRules(staff)
        forms: list[str] = []
        for entry in staff:
            forms += (entry.term, *entry.equivalents) if entry.equivalents else ()
        for term in sorted(mined, key=lambda term: -term.documents):
            if rules.allow(term):
                forms += (term.short, term.name)
        chosen = dict.fromkeys(form for form in forms if _CHINESE_WORD.fullmatch(form))
        return tuple(sorted(list(chosen)[:_MOST_WORDS]))

    def _own(self, asked: Asked) -> tuple[list[Expansion], StaffRules]:
        """Expansions by the collection's own terms, and what staff have decided about them."""
        with self._catalog.reading() as connection:
            near, staff = find(connection, self._collection, heads_in(asked.question))
            met = met_in(asked, near)
            if not met:
                return by_staff(asked, staff), StaffRules(staff)
            others = {head_of(one.other) for one in met} - {""}
            linked, more = find(connection, self._collection, sorted(others))
            staff = list(dict.fromkeys([*staff, *more]))
            rules = StaffRules(staff)
            chosen = choose(asked, met, linked, rules)
            documents = documents_of(connection, [one.row for one in chosen])
        found = by_staff(asked, staff)
        for one in chosen:
            source = f"glossary: {documents[one.row]}" if one.row in documents else "glossary"
            kind = "code" if is_code(asked.question[slice(*one.span)]) else "mined"
            found.append(expansion(asked.question, one.span, one.equivalents, source, kind))
        return found, rules

    def _terms(self) -> tuple[list[StaffTerm], list[MinedTerm]]:
        with self._catalog.reading() as connection:
            return (
                all_staff(connection, self._collection),
                all_mined(connection, self._collection),
            )

    def _texts(self) -> list[str]:
        return self._catalog.passages.texts(self._collection, MOST_READ)

    # What is in it

    def entries(self, about: str = "") -> list[Entry]:
        """Every term of staff and documents, by term; those of staff in the place of mined ones.

        Args:
            about: only terms of which any form is this one, whatever its capitals.
        """
        staff, mined = self._terms()
        entries = [Entry(term, ()) for term in staff]
        rules = StaffRules(staff)
        by_short: dict[str, list[MinedTerm]] = defaultdict(list)
        for term in mined:
            if not rules.decide(term.short):
                by_short[term.short].append(term)
        for short, terms in by_short.items():
            terms.sort(key=lambda term: (-term.documents, term.first))
            names = tuple(term.name for term in terms)
            entries.append(Entry(StaffTerm(short, form_language(short), names), tuple(terms)))
        if about:
            wanted = folded(about)
            entries = [e for e in entries if wanted in map(folded, (e.term, *e.equivalents))]
        return sorted(entries, key=lambda entry: (folded(entry.term), entry.term))

    def sources(self, term: MinedTerm) -> list[Source]:
        """Where a mined pair stands: up to 20 passages with the words that state it."""
        with self._catalog.reading() as connection:
            return sources_of(connection, self._collection, term)

    def put(self, terms: Sequence[StaffTerm], *, replace: bool) -> int:
        """Take entries of staff, all or none (see ``Index.import_terms``).

        Returns:
            How many are entries of staff now; what only repeats the documents is left to them.
        """
        mined = {
            (entry.term, frozenset(entry.equivalents)) for entry in self.entries() if entry.mined
        }
        own = [t for t in terms if (t.term, frozenset(t.equivalents)) not in mined]
        with self._catalog.writing() as connection:
            put_staff(connection, self._collection, own, replace=replace)
        return len(own)
