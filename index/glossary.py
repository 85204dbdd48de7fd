"""What else the terms of a question are called: in other languages, abbreviated, spelt out.

Sources, the first that knows a stretch of the question counts: entries of staff, pairs that the
documents state (``index.abbreviations``), organisations and words of the field that come with the
program (``index.terms``), names of countries, cities, languages and currencies (CLDR), numbers and
dates. The longest term wins; what lies inside it is left alone.
"""

from __future__ import annotations

import math
import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import chain

from index.abbreviations import is_acronym
from index.catalog import storing_terms
from index.catalog import terms as stored_terms
from index.catalog.catalog import Catalog
from index.catalog.term_heads import head_of, heads_in
from index.catalog.terms import MinedTerm, Source, StaffTerm
from index.codes import is_code, years_in_codes
from index.segment import Segmenter
from index.stems import Word, chinese_runs, folded, is_stop_word, stem, words
from index.terms_of_field import Book

# How much a term that was added counts beside one of the question, which counts 1.
WEIGHTS = {
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
FOREIGN_WEIGHT = 0.8  # where the question is in neither Chinese nor English: it has little else
KNOWN = ("zh", "en")  # languages of the built-in embedding
_SPACED = ("fr", "es", "ru", "ar", "en")
_CHINESE_WORD = re.compile(r"[\u4e00-\u9fff]{3,16}")
_MOST_WORDS = 20_000
_LONG = 8  # letters
_MOST = 3  # equivalents of one term
_EDITION = re.compile(r"-\d+$")
_SINGULAR = re.compile(r"(?<=[A-Z0-9])s$")
_VOWEL = re.compile("[aeiouy]", re.IGNORECASE)
_CODE = re.compile(r"(?=[^\W_]*\d)[^\W_]+(?:[-./][^\W_]+)*|[A-Z][A-Z0-9&/-]+")
_CAPITAL_INSIDE = re.compile(r"(?<=[\w,] )[A-ZÀ-Ý](?=[a-zà-ÿ])")
_SCRIPTS = {"ru": re.compile("[\u0400-\u04ff]"), "ar": re.compile("[\u0600-\u06ff]")}
_SMALL_WORDS = {
    "en": """the of and to in is are was were do does did how many much what which who when where
        why for on with by from at has have had it its this that there be will""",
    "fr": """le la les des du de un une et est sont a ont que qui quoi quel quelle quels quelles
        combien comment pourquoi quand où dans pour sur au aux par en ce cette il elle avec se""",
    "es": """el la los las del de un una y es son que qué quién quiénes cuál cuáles cuánto cuántos
        cuánta cuántas cómo cuándo dónde por para en se fue con su al""",
}
_SMALL = {language: frozenset(text.split()) for language, text in _SMALL_WORDS.items()}
_MARKS = {
    "en": re.compile(r"['’]s\b"),
    "fr": re.compile(r"[èêçœùàâîô]|\b(?:[cdjlmnst]|qu)['’](?=\w)|-t-", re.IGNORECASE),
    "es": re.compile(r"[ñáíóú¿¡]", re.IGNORECASE),
}
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


class _Asked:
    """A question with what is looked at again and again."""

    def __init__(self, question: str) -> None:
        self.question = question
        self.lower = question.lower()
        self.words = words(question)
        self.shouted = question.isupper() and len(self.words) > 2

    @cached_property
    def stems(self) -> list[tuple[Word, str]]:
        """The words that count, with their English stems."""
        return [(w, stem(w.text, "en")) for w in self.words if not is_stop_word(w.text)]

    def find(self, form: str) -> list[tuple[int, int]]:
        """Where a form stands in the question."""
        if chinese_runs(form):
            return self._find_text(form)
        if is_acronym(form):
            return self._find_acronym(form)
        return self._find_name(form)

    def _find_text(self, form: str) -> list[tuple[int, int]]:
        found, start, wanted = [], 0, form.lower()
        while (start := self.lower.find(wanted, start)) >= 0:
            end = start + len(wanted)
            if self._is_free(start, end):
                found.append((start, end))
            start = end
        return found

    def _find_acronym(self, form: str) -> list[tuple[int, int]]:
        """In its own letters; in small ones only what cannot be a word, having no vowel."""
        if form.lower() not in self.lower:
            return []
        unlike_words = len(form) > 2 and not _VOWEL.search(form)
        if self.shouted and not unlike_words:
            return []
        flags = re.IGNORECASE if unlike_words else 0
        pattern = re.compile(rf"(?<![A-Za-z0-9]){re.escape(form)}s?(?![A-Za-z0-9])", flags)
        return [match.span() for match in pattern.finditer(self.question)]

    def _find_name(self, form: str) -> list[tuple[int, int]]:
        parts = [stem(w.text, "en") for w in words(form) if not is_stop_word(w.text)]
        found = []
        for place in range(len(self.stems) - len(parts) + 1) if parts else ():
            own = self.stems[place : place + len(parts)]
            if [stemmed for _, stemmed in own] == parts:
                found.append((own[0][0].start, own[-1][0].end))
        return found

    def _is_free(self, start: int, end: int) -> bool:
        """Whether no Latin word runs over the edges."""
        before, after = self.question[:start][-1:], self.question[end:][:1]
        first, last = self.question[start], self.question[end - 1]
        return not (_latin(before) and _latin(first)) and not (_latin(after) and _latin(last))


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
        asked = _Asked(question)
        found, rules = self._own(asked)
        added = chain(_years(asked), _shipped(asked, language))
        found += [e for e in added if not rules.decide(e.term)]
        return ExpandedQuestion(question, language, tuple(_longest(found)))

    def words(self) -> tuple[str, ...]:
        """The Chinese terms, to be words of the collection's dictionary: the most used 20,000."""
        with self._catalog.reading() as connection:
            staff = stored_terms.all_staff(connection, self._collection)
            mined = stored_terms.all_mined(connection, self._collection)
        rules = StaffRules(staff)
        forms: list[str] = []
        for entry in staff:
            forms += (entry.term, *entry.equivalents) if entry.equivalents else ()
        for term in sorted(mined, key=lambda term: -term.documents):
            if rules.allow(term):
                forms += (term.short, term.name)
        chosen = dict.fromkeys(form for form in forms if _CHINESE_WORD.fullmatch(form))
        return tuple(sorted(list(chosen)[:_MOST_WORDS]))

    def _own(self, asked: _Asked) -> tuple[list[Expansion], StaffRules]:
        """Expansions by the collection's own terms, and what staff have decided about them."""
        heads = heads_in(asked.question)
        with self._catalog.reading() as connection:
            near, staff = stored_terms.find(connection, self._collection, heads)
            mined = [
                (term, form, span)
                for term in near
                for form in (term.short, term.name)
                for span in asked.find(form)
            ]
            if not mined:
                return _by_staff(asked, staff), StaffRules(staff)
            others = {head_of(_other(term, form)) for term, form, _ in mined} - {""}
            linked, more = stored_terms.find(connection, self._collection, sorted(others))
            staff = list(dict.fromkeys([*staff, *more]))
            rules = StaffRules(staff)
            pairs = _Pairs(term for term in linked if rules.allow(term))
            best: dict[tuple[int, int], tuple[list[str], int]] = {}
            for span, (form, terms) in _by_span(mined, rules).items():
                if equivalents := pairs.equivalents(form, terms, asked):
                    best[span] = (equivalents, terms[0].first)
            documents = stored_terms.documents_of(connection, [row for _, row in best.values()])
        found = _by_staff(asked, staff)
        for span, (equivalents, row) in best.items():
            source = f"glossary: {documents[row]}" if row in documents else "glossary"
            kind = "code" if is_code(asked.question[span[0] : span[1]]) else "mined"
            found.append(_expansion(asked, span, equivalents, source, kind))
        return found, rules

    # What is in it

    def entries(self, about: str = "") -> list[Entry]:
        """Every term of staff and documents, by term; those of staff in the place of mined ones.

        Args:
            about: only terms of which any form is this one, whatever its capitals.
        """
        with self._catalog.reading() as connection:
            staff = stored_terms.all_staff(connection, self._collection)
            mined = stored_terms.all_mined(connection, self._collection)
        entries = [Entry(term, ()) for term in staff]
        rules = StaffRules(staff)
        by_short: dict[str, list[MinedTerm]] = defaultdict(list)
        for term in mined:
            if not rules.decide(term.short):
                by_short[term.short].append(term)
        for short, terms in by_short.items():
            terms.sort(key=lambda term: (-term.documents, term.first))
            names = tuple(term.name for term in terms)
            entries.append(Entry(StaffTerm(short, _form_language(short), names), tuple(terms)))
        if about:
            wanted = folded(about)
            entries = [e for e in entries if wanted in map(folded, (e.term, *e.equivalents))]
        return sorted(entries, key=lambda entry: (folded(entry.term), entry.term))

    def sources(self, term: MinedTerm) -> list[Source]:
        """Where a mined pair stands: up to 20 passages with the words that state it."""
        with self._catalog.reading() as connection:
            return stored_terms.sources_of(connection, self._collection, term)

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
            storing_terms.put_staff(connection, self._collection, own, replace=replace)
        return len(own)


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


class _Pairs:
    """Mined pairs by their forms."""

    def __init__(self, terms: Iterable[MinedTerm]) -> None:
        self._names: dict[str, list[MinedTerm]] = defaultdict(list)
        for term in terms:
            self._names[term.short].append(term)
        for found in self._names.values():
            found.sort(key=lambda term: -term.documents)

    def equivalents(self, form: str, terms: Sequence[MinedTerm], asked: _Asked) -> list[str]:
        """Other forms of a form: the other sides, and what those abbreviate in other languages."""
        found: dict[str, None] = {}
        for term in terms:
            other = _other(term, form)
            if other == term.short:
                if is_code(other):  # of many plans' codes none is meant
                    continue
                if not _EDITION.search(other):  # of many years' conferences none is meant
                    found[other] = None
                for linked in self._names.get(other, ()):
                    if bool(chinese_runs(linked.name)) != bool(chinese_runs(form)):
                        found[linked.name] = None
            else:
                found[other] = None
        return [f for f in found if f != form and not asked.find(f)][:_MOST]


def question_language(question: str) -> str:
    """The language that a question is asked in, of the UN languages: ``en`` where nothing tells.

    Questions are short: their small words, accents and marks say more than their vocabulary.
    """
    runs = sum(len(run.text) for run in chinese_runs(question))
    found = words(question)
    letters = "".join(word.text for word in found)
    if runs and 3 * runs >= len(letters):
        return "zh"
    for language, script in _SCRIPTS.items():
        if 3 * len(script.findall(letters)) >= len(letters) > 0:
            return language
    lower = [word.text.lower() for word in found]
    scores = {
        language: sum(word in small for word in lower) + len(_MARKS[language].findall(question))
        for language, small in _SMALL.items()
    }
    return max(scores, key=lambda language: scores[language])


def _years(asked: _Asked) -> Iterator[Expansion]:
    for start, end, year in years_in_codes(asked.question):
        if not asked.find(year):
            yield _expansion(asked, (start, end), [year], "year of the code", "code")


def _shipped(asked: _Asked, language: str) -> Iterator[Expansion]:
    """Expansions by what comes with the program."""
    if language not in ("zh", *_SPACED):
        return
    foreign = language not in KNOWN
    yield from _rows(asked, "organisations", language)
    yield from _rows(asked, "field", language)
    if foreign:
        yield from _rows(asked, "question_words", language)
    if _may_name_places(asked, language):
        yield from _names(asked, language)
    yield from _figures(asked, language)
    if foreign and asked.question.isascii() is False and language in ("ru", "ar"):
        yield from _rows(asked, "organisations", "en")  # abbreviations in Latin letters


def _rows(asked: _Asked, book: Book, language: str) -> Iterator[Expansion]:
    from index import terms_of_field

    targets = [target for target in KNOWN if target != language]
    organisations = book == "organisations"
    for match in terms_of_field.matches(asked.question, book, language):
        if not organisations and language in KNOWN and match.words < 2:
            continue
        forms = [form for target in targets for form in match.row.forms[target][:2]]
        forms = [form for form in dict.fromkeys(forms) if not asked.find(form)][:_MOST]
        source = "organisations" if organisations else "words of the field"
        kind = "organisation" if organisations else "field"
        if forms:
            span = (match.start, match.end)
            yield _expansion(asked, span, forms, source, kind, foreign=language not in KNOWN)


def _may_name_places(asked: _Asked, language: str) -> bool:
    """Whether a question may hold a name, so that loading all of them is worth while."""
    if language == "zh":
        from index.abbreviations import parts_of_speech

        return any(tag == "s" or tag[0] == "n" < tag for _, tag in parts_of_speech(asked.question))
    return language != "en" or _CAPITAL_INSIDE.search(asked.question) is not None


def _names(asked: _Asked, language: str) -> Iterator[Expansion]:
    from index import names

    called: dict[tuple[int, int], list[names.Key]] = defaultdict(list)
    for match in names.nationalities_in(asked.question, language):
        called[match.start, match.end].append(match.key)
        tongue = names.language_called(asked.question[match.start : match.end], language)
        called[match.start, match.end] += [tongue] if tongue else []
    for match in names.names_in(asked.question, language):
        if not called[match.start, match.end]:
            called[match.start, match.end].append(match.key)
    for span, keys in called.items():
        named = [(names.name_of(key, target), target) for target in KNOWN for key in keys]
        forms = [form for name, target in named for form in (name, *_official(name, target))]
        forms = [form for form in dict.fromkeys(forms) if form and not asked.find(form)]
        if forms:
            foreign = language not in KNOWN
            yield _expansion(asked, span, forms, "names (CLDR)", "name", foreign=foreign)


def _official(name: str, language: str) -> list[str]:
    """What else a country is called in documents (大韩民国 for 韩国); none for other names."""
    from index import terms_of_field

    whole = [
        match.row
        for match in terms_of_field.matches(name, "organisations", language)
        if (match.start, match.end) == (0, len(name))
    ]
    return [form for row in whole for target in KNOWN for form in row.forms[target]]


def _figures(asked: _Asked, language: str) -> Iterator[Expansion]:
    from index.numerals import figures_in

    for figure in figures_in(asked.question, language):
        forms = [form for form in figure.forms if form.lower() not in asked.lower]
        if forms:
            source = "date" if figure.is_date else "number"
            yield _expansion(asked, (figure.start, figure.end), forms, source, "figure")


def _by_staff(asked: _Asked, staff: Iterable[StaffTerm]) -> list[Expansion]:
    found = []
    for term in staff:
        forms = (term.term, *term.equivalents)
        for form in forms:
            others = [f for f in forms if f != form and not asked.find(f)]
            for span in asked.find(form) if others else ():
                found.append(_expansion(asked, span, others, "glossary: staff", "staff"))
    return found


def _by_span(
    mined: Iterable[tuple[MinedTerm, str, tuple[int, int]]], rules: StaffRules
) -> dict[tuple[int, int], tuple[str, list[MinedTerm]]]:
    """The pairs met at each place, those of the most documents first."""
    found: dict[tuple[int, int], tuple[str, list[MinedTerm]]] = {}
    for term, form, span in mined:
        if rules.allow(term):
            found.setdefault(span, (form, []))[1].append(term)
    for _, terms in found.values():
        terms.sort(key=lambda term: (-term.documents, term.first))
    return found


def _expansion(
    asked: _Asked,
    span: tuple[int, int],
    equivalents: Sequence[str],
    source: str,
    kind: str,
    *,
    foreign: bool = False,
) -> Expansion:
    weight = FOREIGN_WEIGHT if foreign else WEIGHTS[kind]
    term = asked.question[span[0] : span[1]]
    if (
        kind == "mined"
        and not is_acronym(term)
        and not any(_leads_on(term, e) for e in equivalents)
    ):
        weight = _OWN_LANGUAGE_WEIGHT
    return Expansion(term, tuple(equivalents), source, kind, *span, weight)


def _longest(found: Iterable[Expansion]) -> list[Expansion]:
    """Expansions that do not overlap, longer ones first; in the order of the question."""
    chosen: list[Expansion] = []
    for expansion in sorted(found, key=lambda e: (e.start - e.end, _ORDER.index(e.kind), e.start)):
        if all(expansion.end <= c.start or c.end <= expansion.start for c in chosen):
            chosen.append(expansion)
    return sorted(chosen, key=lambda expansion: expansion.start)


def _leads_on(term: str, form: str) -> bool:
    """Whether a form is a name in another script than the term's."""
    return not is_acronym(form) and bool(chinese_runs(form)) != bool(chinese_runs(term))


def _form_language(form: str) -> str:
    """The language of a form by its script: of Latin letters English, which most of them are."""
    if chinese_runs(form):
        return "zh"
    return next((lang for lang, script in _SCRIPTS.items() if script.search(form)), "en")


def _other(term: MinedTerm, form: str) -> str:
    return term.name if form == term.short else term.short


def _latin(char: str) -> bool:
    return bool(char) and char.isascii() and char.isalnum()
