"""Other forms of a question's terms by what comes with the program.

Organisations and words of the field (``index.terms_of_field``), names of countries, cities,
languages and currencies (CLDR), numbers, dates, and the years of codes.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator

from index import names, terms_of_field
from index.glossary.asked import Asked, Span
from index.glossary.expanded import Expansion, expansion
from index.glossary.languages import KNOWN, SPACED
from index.mining.codes import years_in_codes
from index.numerals import figures_in
from index.tagging import parts_of_speech
from index.terms_of_field import Book

_MOST = 3  # equivalents of one term
_CAPITAL_INSIDE = re.compile(r"(?<=[\w,] )[A-ZÀ-Ý](?=[a-zà-ÿ])")


def by_years_of_codes(asked: Asked) -> Iterator[Expansion]:
    """Codes with the years that they imply (GSR-20)."""
    for start, end, year in years_in_codes(asked.question):
        if not asked.find(year):
            yield expansion(asked.question, (start, end), [year], "year of the code", "code")


def by_what_is_shipped(asked: Asked, language: str) -> Iterator[Expansion]:
    """Expansions by what comes with the program."""
    if language not in ("zh", *SPACED):
        return
    foreign = language not in KNOWN
    yield from _rows(asked, "organisations", language)
    yield from _rows(asked, "field", language)
    if foreign:
        yield from _rows(asked, "question_words", language)
    if _may_name_places(asked, language):
        yield from _names(asked, language)
    yield from _figures(asked, language)
    if language in ("ru", "ar"):
        yield from _rows(asked, "organisations", "en")  # abbreviations in Latin letters


def _rows(asked: Asked, book: Book, language: str) -> Iterator[Expansion]:
    targets = [target for target in KNOWN if target != language]
    organisations = book == "organisations"
    for match in terms_of_field.matches(asked.question, book, language):
        if not organisations and language in KNOWN and match.words < 2:
            continue
        forms = [form for target in targets for form in match.row.forms[target][:2]]
        forms = asked.without(forms)[:_MOST]
        source = "organisations" if organisations else "words of the field"
        kind = "organisation" if organisations else "field"
        if forms:
            span = (match.start, match.end)
            yield expansion(
                asked.question, span, forms, source, kind, foreign=language not in KNOWN
            )


def _may_name_places(asked: Asked, language: str) -> bool:
    """Whether a question may hold a name, so that loading all of them is worth while."""
    if language == "zh":
        return any(tag == "s" or tag[0] == "n" < tag for _, tag in parts_of_speech(asked.question))
    return language != "en" or _CAPITAL_INSIDE.search(asked.question) is not None


def _names(asked: Asked, language: str) -> Iterator[Expansion]:
    called: dict[Span, list[names.Key]] = defaultdict(list)
    for match in names.nationalities_in(asked.question, language):
        called[match.start, match.end].append(match.key)
        tongue = names.language_called(asked.question[match.start : match.end], language)
        called[match.start, match.end] += [tongue] if tongue else []
    for match in names.names_in(asked.question, language):
        if not called[match.start, match.end]:
            called[match.start, match.end].append(match.key)
    for span, keys in called.items():
        named = [
            (name, target)
            for target in KNOWN
            for key in keys
            for name in names.all_names_of(key, target)
        ]
        forms = asked.without(
            form for name, target in named for form in (name, *_official(name, target))
        )
        if forms:
            foreign = language not in KNOWN
            yield expansion(asked.question, span, forms, "names (CLDR)", "name", foreign=foreign)


def _official(name: str, language: str) -> list[str]:
    """What else a country is called in documents (大韩民国 for 韩国); none for other names."""
    whole = [
        match.row
        for match in terms_of_field.matches(name, "organisations", language)
        if (match.start, match.end) == (0, len(name))
    ]
    return [form for row in whole for target in KNOWN for form in row.forms[target]]


def _figures(asked: Asked, language: str) -> Iterator[Expansion]:
    for figure in figures_in(asked.question, language):
        forms = [form for form in figure.forms if form.lower() not in asked.lower]
        if forms:
            source = "date" if figure.is_date else "number"
            yield expansion(asked.question, (figure.start, figure.end), forms, source, "figure")
