"""Terms that come with the program: organisations and words of the field in six languages.

They stand in ``index/terms`` (see its README) and are met by stems, so that any form of a word
finds its row. Read at the first question that needs them.
"""

from __future__ import annotations

import csv
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Literal

from index.acronyms import is_acronym
from index.stems import Word, bucket, chinese_runs, is_stop_word, same_word, words

Book = Literal["organisations", "field", "question_words"]


@dataclass(frozen=True, slots=True)
class Row:
    """One term in six languages, for each its forms, the usual one first."""

    forms: dict[str, tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class RowMatch:
    """A form of a row in a text.

    Attributes:
        start, end: where it stands.
        row: whose form it is.
        words: how many words the form has.
    """

    start: int
    end: int
    row: Row
    words: int


@dataclass(frozen=True, slots=True)
class _Form:
    parts: tuple[str, ...]
    acronym: bool
    row: Row


def matches(text: str, book: Book, language: str) -> list[RowMatch]:
    """The forms of a language that stand in a text, overlapping ones included.

    Abbreviations must be written in capitals; other words match by their stems.
    """
    if language == "zh":
        return list(_chinese(text, book))
    return list(_spaced(words(text), book, language))


def _spaced(found: list[Word], book: Book, language: str) -> Iterator[RowMatch]:
    table = _table(book, language)
    content = _content(found, book)
    for place, first in enumerate(content):
        for form in table.get(bucket(first.text, language), ()):
            own = content[place : place + len(form.parts)]
            if form.acronym:
                if first.text == form.parts[0]:
                    yield RowMatch(first.start, first.end, form.row, 1)
            elif len(own) == len(form.parts) and all(
                same_word(word.text, part, language)
                for word, part in zip(own, form.parts, strict=True)
            ):
                yield RowMatch(first.start, own[-1].end, form.row, len(own))


def _content(found: list[Word], book: Book) -> list[Word]:
    """The words that a form is met by; of question words all: "por qué" is not "qué".

    "UN" is no French article: "women" are not UN Women.
    """
    if book == "question_words":
        return found
    return [word for word in found if is_acronym(word.text) or not is_stop_word(word.text)]


def _chinese(text: str, book: Book) -> Iterator[RowMatch]:
    table = _chinese_table(book)
    for run in chinese_runs(text):
        for place in range(len(run.text) - 1):
            for name, row in table.get(run.text[place : place + 2], ()):
                if run.text.startswith(name, place):
                    start = run.start + place
                    yield RowMatch(start, start + len(name), row, max(1, len(name) // 2))


@cache
def rows(book: Book) -> list[Row]:
    """The rows of a file."""
    text = files("index").joinpath("terms", f"{book}.csv").read_text(encoding="utf-8")
    found = []
    for record in csv.DictReader(text.splitlines()):
        forms = {
            language: tuple(form.strip() for form in cell.split(";") if form.strip())
            for language, cell in record.items()
        }
        found.append(Row(forms))
    return found


def names_of_organisation(form: str) -> tuple[str, ...]:
    """All that an organisation is called in Chinese and English, by any of its names; else none."""
    return _organisations().get(form.casefold(), ())


@cache
def _organisations() -> dict[str, tuple[str, ...]]:
    found: dict[str, tuple[str, ...]] = {}
    for row in rows("organisations"):
        names = row.forms["zh"] + row.forms["en"]
        for form in (form for forms in row.forms.values() for form in forms):
            found.setdefault(form.casefold(), names)
    return found


@cache
def _table(book: Book, language: str) -> dict[str, list[_Form]]:
    """Forms by what their first word begins with; stemmed only when a question comes near."""
    table: dict[str, list[_Form]] = defaultdict(list)
    for row in rows(book):
        for form in row.forms[language]:
            acronym = " " not in form and (is_acronym(form) or (form.isupper() and len(form) > 1))
            parts = tuple(w.text for w in _content(words(form), book))
            if acronym:
                table[bucket(form, language)].append(_Form((form,), True, row))
            elif parts:
                table[bucket(parts[0], language)].append(_Form(parts, False, row))
    return table


@cache
def _chinese_table(book: Book) -> dict[str, list[tuple[str, Row]]]:
    table: dict[str, list[tuple[str, Row]]] = defaultdict(list)
    for row in rows(book):
        for form in row.forms["zh"]:
            if len(form) > 1 and chinese_runs(form):
                table[form[:2]].append((form, row))
    return table
