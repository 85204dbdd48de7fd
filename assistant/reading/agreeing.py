"""How far a span agrees with what a question names: its years, codes, names and known terms."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

from assistant.figures import years, years_of
from assistant.letters import plain
from assistant.question import Question, question_codes
from index.hits import Hit


def year_fit(question: Question, text: str, hit: Hit) -> float:
    """Its own year, 1 the one asked for and -1 another; less where only what stands over it says.

    Args:
        question: as understood.
        text: the span.
        hit: its passage.
    """
    if not question.years:
        return 0.0
    if set(years(text)) & set(question.years):
        return 1.0
    if years_of(text):
        return -1.0
    return 0.3 if _years_over(hit) & set(question.years) else -0.4


def code_fit(question: Question, text: str, hit: Hit) -> float:
    """1 where span or headings have a code asked for, -1 where they have not, 0 if none is."""
    if not question.codes:
        return 0.0
    held = set(question_codes(text)) | set(question_codes(" ".join(hit.passage.section)))
    return 1.0 if held & set(question.codes) else -1.0


def agreement(
    question: Question, text: str, before: Sequence[str], hit: Hit, over: str
) -> list[float]:
    """How far a span and what leads up to it say what the question names.

    Args:
        question: as understood.
        text: the span.
        before: the sentences before it, the nearest first.
        hit: its passage.
        over: what stands over that (``frame``).

    Returns:
        the share of the question's terms of which some known form is said, in any language; the
        share of its names, places, numbers and codes that are; 1 where it or its document is of a
        year asked for and -1 where neither is.
    """
    named = [c for c in question.constraints if c.kind != "year"]
    near = "\n".join([text, *before[:1], over]) if named else ""
    met = sum(c.met(near) for c in named) / len(named) if named else 0.0
    asked = set(question.years)
    dated = 0.0
    if asked:
        dated = 1.0 if asked & {*years(text), *_years_over(hit)} else -1.0
    return [_terms_said(question, [*before[:2], text, over]), met, dated]


def _terms_said(question: Question, texts: Sequence[str]) -> float:
    known = _known_forms(question.forms)
    letters = "\n".join(map(plain, texts)) if known else ""
    said = sum(any(form in letters for form in forms) for forms in known)
    return said / len(known) if known else 0.0


@lru_cache(maxsize=64)
def _known_forms(forms: tuple[tuple[str, str], ...]) -> tuple[tuple[str, ...], ...]:
    """The letters of every form of each term, the term itself first."""
    known: dict[str, list[str]] = {}
    for term, form in forms:
        known.setdefault(term, [plain(term)]).append(plain(form))
    return tuple(tuple(filter(None, each)) for each in known.values())


def _years_over(hit: Hit) -> set[int]:
    """The years that the nearest heading with any names ("2023 highlights"), else the document's.

    A chapter of the years 2023 to 2026 says less of a passage than its own section of 2023 does.
    """
    headed = filter(None, map(years, reversed(hit.passage.section)))
    return set(next(headed, hit.document.years))
