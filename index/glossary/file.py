"""The CSV that staff edit: ``term,language,equivalents``, a term a line."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable
from pathlib import Path

from index.catalog.terms import StaffTerm
from index.stems import folded
from ingest.encoding import decode
from ingest.errors import RapporteurError

COLUMNS = ("term", "language", "equivalents")
_SEPARATOR = re.compile(r"\s*[;；|]\s*")
_LANGUAGE = re.compile(r"(?:[a-z]{2,3})?")
_LONGEST = 200  # characters of a term


class GlossaryError(RapporteurError):
    """A glossary file cannot be taken; the message names the file and the line."""


def read_terms(path: Path) -> list[StaffTerm]:
    """The entries of a file.

    The first line names the columns, in any order; others are left aside. Commas, semicolons or
    tabs part the columns, ``;`` or ``|`` the equivalents; UTF-8 or what Excel writes.

    Args:
        path: the file.

    Raises:
        GlossaryError: it is no such file, or a line is wrong; then nothing of it counts.
        OSError: it cannot be read.
    """
    text = decode(path.read_bytes())
    first = text.split("\n", 1)[0]
    delimiter = max(",;\t", key=first.count)
    lines = csv.reader(io.StringIO(text), delimiter=delimiter)
    try:
        header = [name.strip().lower() for name in next(lines, [])]
        missing = [name for name in COLUMNS if name not in header]
        if missing:
            raise GlossaryError(
                f"{path}: the first line lacks {', '.join(missing)}; it must name the columns "
                "term,language,equivalents"
            )
        places = [header.index(name) for name in COLUMNS]
        seen: dict[tuple[str, str], int] = {}
        terms = []
        for record in lines:
            if not any(cell.strip() for cell in record):
                continue
            where = f"{path}, line {lines.line_num}"
            cells = [record[place].strip() if place < len(record) else "" for place in places]
            term = _term(cells, where)
            key = (term.term, term.language)
            if key in seen:
                raise GlossaryError(f"{where}: “{term.term}” stands in line {seen[key]} already")
            seen[key] = lines.line_num
            terms.append(term)
    except csv.Error as error:
        raise GlossaryError(f"{path}, line {lines.line_num}: {error}") from error
    return terms


def write_terms(path: Path, terms: Iterable[StaffTerm]) -> None:
    """Write entries as a file that ``read_terms`` takes, in UTF-8 with the mark that Excel needs.

    Raises:
        OSError: it cannot be written; what was there before is then left.
    """
    written = path.with_name(f".{path.name}.new")
    with written.open("w", encoding="utf-8-sig", newline="") as file:
        writer = csv.writer(file, lineterminator="\r\n")
        writer.writerow(COLUMNS)
        for term in terms:
            writer.writerow((term.term, term.language, "; ".join(term.equivalents)))
    written.replace(path)


def _term(cells: list[str], where: str) -> StaffTerm:
    name, language, equivalents = cells
    language = language.lower()
    name = " ".join(name.split())
    forms = [" ".join(form.split()) for form in _SEPARATOR.split(equivalents)]
    if not name:
        raise GlossaryError(f"{where}: the term is empty")
    for form in (name, *forms):
        if len(form) > _LONGEST:
            raise GlossaryError(f"{where}: “{form[:40]}…” has more than {_LONGEST} characters")
        if form and not any(char.isalnum() for char in form):
            raise GlossaryError(f"{where}: “{form}” holds no letter or figure")
    if not _LANGUAGE.fullmatch(language):
        raise GlossaryError(
            f"{where}: language “{language}” is no ISO 639-1 code such as en, zh or fr; it may be "
            "left empty"
        )
    others = dict.fromkeys(form for form in forms if form and folded(form) != folded(name))
    return StaffTerm(name, language, tuple(others))
