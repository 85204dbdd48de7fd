"""Whether a figure is of another year than the one asked about.

"How many were trained in 2026?" is not answered by a sentence without a year in the report for
2025, though that was published in 2026, nor by "At the end of 2024 there were 96".
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from assistant.figures import figures, years, years_of
from assistant.question import Question, bare
from assistant.reading.extract import Span, beside
from assistant.reading.holding import read_out
from assistant.reading.quoting import is_row
from assistant.refusals.asked_details import FIGURES, asked_for
from index.catalog.records import DocumentRecord

TIMELESS = FIGURES - {"date"}  # a date says its year itself
_YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)年?")
_JOINED = re.compile(r"[_-]")  # words of a file's name
# What a figure is held against, or since or until when: not the year that it is of.
_OTHER_TIME = re.compile(
    r"\b(?:compared (?:with|to)|than|against|versus|vs|from|since|until|till|after|before|by|to)\b"
    r"[^,;.]{0,60}?\d{4}"
    r"|(?:[比较自从由到]|(?<!截)至)[^，；。]{0,12}\d{4}",
    re.IGNORECASE,
)

# Next year, the year before: of the year that a document is of, which may be the one asked for.
_TOLD_FROM_NOW = re.compile(
    r"[明去今前后次翌上下当同]一?年|年度计划|\b(?:next|last|coming|following|previous|preceding|this|current"
    r"|prior) (?:\w+ )?year|\byear (?:before|after|earlier|later)\b|\bago\b",
    re.IGNORECASE,
)


def of_other_years(question: Question, best: Span) -> bool:
    """Whether a figure is of another year than asked for, by its sentence or its document's title.

    Args:
        question: as understood.
        best: the span that is to answer.
    """
    own, wanted = bare(question.text), asked_for(question).keys()
    asked = {int(c.text) for c in question.constraints if c.kind == "year" and c.text in own}
    if not asked or not wanted or not wanted <= TIMELESS:
        return False
    if _TOLD_FROM_NOW.search("\n".join([best.text, *best.hit.passage.section])):
        return False
    return (
        _says_another(asked, best)
        or _in_columns_of_another(asked, best)
        or _in_report_of_another(asked, best)
        or _after_another(asked, best)
    )


def _says_another(asked: set[int], best: Span) -> bool:
    """Whether a sentence itself says years, but none that is asked for or has it between them."""
    if asked & _years([best.text]):
        return False
    said = _own_years(best.text)
    between = any(min(said) < year < max(said) for year in asked) if said else True
    return not between or _each_its_own(best.text)


def _in_columns_of_another(asked: set[int], best: Span) -> bool:
    """Whether the columns of a row are of other years, though it stands below "2023-2026"."""
    if not is_row(best):
        return False
    columns = _years(cell.column for cell in best.hit.passage.cells if cell.text.strip())
    return bool(columns) and not asked & (columns | _years([best.text]))


def _after_another(asked: set[int], best: Span) -> bool:
    """Whether the last sentence before a span that says years says others, and it says none."""
    passage = best.hit.passage
    named = _years([*passage.section, passage.caption, best.hit.document.title])
    if _years([best.text]) or asked & named:
        return False
    dated = (found for before in beside(best)[0] if (found := _own_years(before)))
    said = next(dated, set())
    return bool(said) and not any(min(said) <= year <= max(said) for year in asked)


def _each_its_own(text: str) -> bool:
    """Whether a figure stands between the years of a text, so that they are no span of years.

    "From 12% in 2022 to 31% in 2024" gives none for 2023, "2022 to 2024: 31%" may.
    """
    places = list(_YEAR.finditer(text))
    between = text[places[0].end() : places[-1].start()] if places else ""
    return bool(figures(_YEAR.sub(" ", between)))


def _in_report_of_another(asked: set[int], best: Span) -> bool:
    """Whether a document is named for another year, and nothing near a span says the one asked.

    Nor does the last sentence before it that says a year.
    """
    passage = best.hit.passage
    named = named_years(best.hit.document)
    if not named or min(named) < min(asked) < max(named):
        return False
    text = read_out(best.hit) if is_row(best) else best.text
    dated = (found for before in beside(best)[0] if (found := _own_years(before)))
    said = _years([text, *passage.section, passage.caption, passage.context]) | next(dated, set())
    return not asked & (named | said)


def named_years(document: DocumentRecord) -> set[int]:
    """The years in the title and the file name of a document."""
    return set(years(f"{document.title}\n{_JOINED.sub(' ', document.name)}"))


def _own_years(text: str) -> set[int]:
    """The years that a sentence is of, without those that it holds them against."""
    return _years([_OTHER_TIME.sub(" ", text)])


def _years(texts: Iterable[str]) -> set[int]:
    text = "\n".join(texts)
    return {*years(text), *years_of(text)}
