"""What is left of a whole: of 63 schools 10 were connected, so that 53 are not."""

from __future__ import annotations

import re
from collections.abc import Sequence
from decimal import Decimal
from itertools import combinations, pairwise

from assistant.draft import Draft, Sentence, Support
from assistant.figures import Figure, figures
from assistant.question import Question
from assistant.reading.extract import spans
from assistant.tables.arithmetic import Quantity, difference, number, shown
from assistant.tables.text_operands import Said, measure_word, said_figures, sentence_figures
from assistant.wording import wording
from index.search import Hit
from index.static import StaticEmbedder

HITS = 40
COVERED = 0.4  # share of a question that the sentence with whole and part must answer to
TOLD = 0.25  # likewise where the question itself tells the whole

# Between the whole and the part in Chinese ("63所学校中的10所"), or the part and the whole.
_PART_BEHIND = re.compile(
    r"\b(?:of (?:whom|which|these|those|them))\b|其中|中[的有]?\D{0,4}$|里[的有]?\D{0,4}$|[(（]$",
    re.IGNORECASE,
)
_PART_BEFORE = re.compile(
    r"^\D{0,24}?\b(?:out )?of (?:the |a total of |all |its )?$", re.IGNORECASE
)
_WHOLE = re.compile(r"(?:共有?|共计|总共|\bof (?:the |all )?|\ba total of )$", re.IGNORECASE)
_OF = re.compile(r"\bof (?:the |those |these |all )?$", re.IGNORECASE)
_NEGATED = re.compile(
    r"没有|未能?|尚未|仍缺|\b(?:not|without|never|remaining|failed)\b|n't\b", re.IGNORECASE
)


def remainder_draft(
    question: Question, hits: Sequence[Hit], vectors: StaticEmbedder
) -> Draft | None:
    """How many of a whole are not among the part that a sentence gives, or None.

    Args:
        question: as understood.
        hits: passages in search order.
        vectors: the embedding that sentences are compared by.
    """
    found = [
        (hit, text)
        for hit in hits[:HITS]
        if hit.passage.kind == "text"
        for text in spans(hit)
        if not _NEGATED.search(text)
    ]
    told = _told(question.text)
    best: tuple[float, Said, Figure, Figure] | None = None
    for one in said_figures(question, found, vectors):
        pair = _whole_and_part(one.sentence, told)
        if pair is None or pair[0].start != one.figure.start or not _is_timely(question, one):
            continue
        tells = pair[0].value in told
        reach = one.covered + tells
        floor = TOLD if tells else COVERED
        if one.covered >= floor and (best is None or reach > best[0]):
            best = (reach, one, *pair)
    return _draft(question, *best[1:]) if best else None


def _told(text: str) -> set[Decimal]:
    """The wholes that a question tells: those that it asks for a part of, else all its numbers."""
    found = [figure for figure in figures(text) if not figure.unit]
    of_these = {f.value for f in found if _OF.search(text[: f.start])}
    return of_these or {figure.value for figure in found}


def _is_timely(question: Question, said: Said) -> bool:
    years = set(question.years)
    return not years or said.year is None or said.year in years or len(years) > 1


def _whole_and_part(text: str, told: set[Decimal]) -> tuple[Figure, Figure] | None:
    """The whole and its part, the first that a sentence gives; numbers without a unit only.

    Args:
        text: the sentence.
        told: figures of the question, one of which may be the whole.
    """
    counts = [figure for figure in sentence_figures(text) if not figure.unit]
    of_told = [pair for pair in combinations(counts, 2) if pair[0].value in told]
    pairs = [*of_told, *pairwise(counts)]
    for one, other in pairs:
        between = text[one.end : other.start]
        kinds = measure_word(text, one), measure_word(text, other)
        if kinds[0] != kinds[1]:
            continue
        told_whole = one.value in told and kinds[0] != ""
        behind = _PART_BEHIND.search(between) or _WHOLE.search(text[: one.start])
        if one.value > other.value and (told_whole or behind):
            return one, other
        if other.value > one.value and _PART_BEFORE.search(between):
            return other, one
    return None


def _draft(question: Question, said: Said, whole: Figure, part: Figure) -> Draft:
    rest = difference(Quantity(whole.value), Quantity(part.value))
    short = shown(rest, question.language)
    working = f"{number(whole.value)} − {number(part.value)} = {number(rest.value)}"
    opening, closing = wording(question.language).quotes
    quote = f"{opening}{' '.join(said.sentence.split())}{closing}"
    sentences = (
        Sentence(f"**{short}** ({working})"),
        Sentence(quote, (Support(said.hit, said.sentence),)),
    )
    return Draft("answered", sentences, short, said.covered, "computed from text")
