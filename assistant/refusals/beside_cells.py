"""Whether a cell that looks right is not of what is asked: of a part, a whole or a year besides it.

"Of the 96 cadets of Ghana, how many are in the deck branch?" is not answered by those 96, "what
did the scheme get in the 2025 budget?" by the budget for 2026, "of the 14 designated ports, how
many are in Madagascar?" by its catch in tonnes.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from decimal import Decimal

from assistant.draft import Draft
from assistant.figures import figures, years
from assistant.question import Question, bare
from assistant.reading.framing import frame
from assistant.reading.match import Matcher
from assistant.refusals.other_years import named_years
from assistant.refusals.parts_asked import part_asked
from index.hits import Hit

SAID = 0.3  # share of the words for a part or a whole that row, column and caption must answer to
NAMED = 0.5  # share of a row's name that a question says
MOST = 100  # a rate that is written without its sign is no higher
_FACT = re.compile(r"\*\*([^*]+)\*\*(?: ?[(（]((?:[^()（）]|[(（][^()（）]*[)）])*)[)）])?")
_NUMBERED = re.compile(
    r"第\s?\d+|\b(?:no\.?|resolution|number|question|article) ?\d+", re.IGNORECASE
)
_RATE_ASKED = re.compile(
    r"率(?:是|为|有|能?达到?|能到)?(?:多少|多[高大]|几)|\brate of (?!pay\b|exchange\b)",
    re.IGNORECASE,
)
_RATE = re.compile(
    r"[%％‰率]|比[例重]|占比|\b(?:rates?|ratio|share|proportion|per)\b|每", re.IGNORECASE
)
_LETTERED = re.compile(
    r"\b(?:part|component|lot|module|window|strand|pillar|group|block|category|class|section|zone)"
    r" (?P<en>[A-HJ-Z])\b|(?<![A-Za-z\d])(?P<zh>[A-Z])(?:部分|组成部分|标段|[类组区段]|单元|模块)"
)


def of_another_cell(question: Question, draft: Draft, matcher: Matcher) -> bool:
    """Whether the figures of an answer are of something else than a question asks for.

    Args:
        question: as understood.
        draft: an answer from cells.
        matcher: the question, ready to be matched.
    """
    rows = [s.hit for line in draft.sentences for s in line.supports if s.hit.passage.kind == "row"]
    if not rows or draft.short is None:
        return False
    return (
        _says_back(question, draft, rows, matcher)
        or _of_another_part(question, draft, rows, matcher)
        or all(_of_another_edition(question, hit) for hit in rows)
        or _of_all_years(question, draft, rows)
        or _is_no_rate(question, draft)
        or _of_no_letter(question, draft, rows)
    )


def _says_back(question: Question, draft: Draft, rows: Sequence[Hit], matcher: Matcher) -> bool:
    """Whether all figures of an answer are those that a question says itself, of a row it names.

    "Who gave the 150,000?" may be answered by a row with that sum, whose name is not in it.
    """
    if question.wants & {"yesno", "comparison"}:
        return False
    said = _amounts(_NUMBERED.sub(" ", bare(question.text)))
    told = _amounts(draft.short or "")
    if not told or not told <= said:
        return False
    names = [hit.passage.label.rpartition(" / ")[2] for hit in rows]
    return bool(matcher.named(names).min() >= NAMED)


def _amounts(text: str) -> set[tuple[Decimal, str]]:
    return {(abs(figure.value), figure.unit) for figure in figures(text)}


def _of_another_part(
    question: Question, draft: Draft, rows: Sequence[Hit], matcher: Matcher
) -> bool:
    """Whether neither row nor column is named for the part of a whole that is asked for."""
    part = part_asked(bare(question.text))
    return bool(part) and not _is_said(part, _named_by(draft, rows), matcher)


def _is_said(words: str, text: str, matcher: Matcher) -> bool:
    asked = matcher.for_words(words)
    return float(asked.covered(asked.met([text]))[0]) >= SAID


def _named_by(draft: Draft, rows: Sequence[Hit]) -> str:
    """The names of an answer's rows, and the columns of its facts."""
    called = [line.text.partition("**")[0] for line in draft.sentences]
    labels = [f"{hit.passage.label}\n{hit.passage.caption}" for hit in rows]
    return "\n".join([*called, *_columns(draft), *labels])


def _columns(draft: Draft) -> list[str]:
    """The headers of the figures that answer."""
    return [m[2] or "" for line in draft.sentences for m in _FACT.finditer(line.text)]


def _of_another_edition(question: Question, hit: Hit) -> bool:
    """Whether the title of a document is of another year, and nothing nearer says the one asked."""
    asked = _asked_years(question)
    passage, named = hit.passage, named_years(hit.document)
    if len(asked) != 1 or not named or min(named) <= min(asked) <= max(named):
        return False
    near = [passage.label, passage.caption, *passage.section, passage.context]
    near += [text for cell in passage.cells for text in (cell.column, cell.text)]
    return not asked & set(years("\n".join(near)))


def _asked_years(question: Question) -> set[int]:
    own = bare(question.text)
    return {int(c.text) for c in question.constraints if c.kind == "year" and c.text in own}


def _of_all_years(question: Question, draft: Draft, rows: Sequence[Hit]) -> bool:
    """Whether a figure is the total of columns that are a year each, none of it the one asked."""
    asked = _asked_years(question)
    if len(asked) != 1 or years("\n".join(_columns(draft))):
        return False
    columns = [{year for cell in hit.passage.cells for year in years(cell.column)} for hit in rows]
    return all(len(of_years) > 1 and not asked & of_years for of_years in columns)


def _is_no_rate(question: Question, draft: Draft) -> bool:
    """Whether a rate is asked for, and a sum or a number is told."""
    if not _RATE_ASKED.search(bare(question.text)):
        return False
    told = "\n".join([draft.short or "", *_columns(draft)])
    called = "\n".join(line.text.partition("**")[0] for line in draft.sentences)
    told_as = [f for f in figures(draft.short or "") if f.unit != "%"]
    high = any(f.unit or abs(f.value) > MOST for f in told_as)
    return high and not _RATE.search(f"{told}\n{called}")


def _of_no_letter(question: Question, draft: Draft, rows: Sequence[Hit]) -> bool:
    """Whether part A or lot B is asked for, and rows and what stands over them have no A or B."""
    match = _LETTERED.search(bare(question.text))
    if not match:
        return False
    letter = next(group for group in match.groups() if group)
    cells = [cell.text for hit in rows for cell in hit.passage.cells]
    near = "\n".join([_named_by(draft, rows), *map(frame, rows), *cells])
    return not re.search(rf"(?<![A-Za-z]){letter}(?![A-Za-z])", near)
