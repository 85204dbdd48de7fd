"""Answers from running text: which sentences say it, word for word."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from assistant.figures import cell_figure, dates, figures, years
from assistant.match import Matcher
from assistant.question import Question, question_codes
from index.search import Hit
from ingest.sentences import sentences

MAX_LENGTH = 420
LIKELY = 60  # spans that are looked at for dates, figures and codes
DETAILS = frozenset({"date", "amount", "share", "count"})
_NUMERAL = re.compile(
    r"[两一二三四五六七八九十百]|\b(?:one|two|three|four|five|six|seven|eight|nine|ten|dozen)\b",
    re.IGNORECASE,
)
_LIST_OPENER = re.compile(r"[：:]\s*$")
_SENTENCE_END = re.compile(r"[。.!！?？][”’\"」』）)]*\s*$")


@dataclass(frozen=True, slots=True)
class Span:
    """A stretch of a passage that may answer: a sentence, or a list with what introduces it.

    Attributes:
        hit: the passage.
        text: verbatim words.
        order: place among the passage's spans.
        covered: share of the question that the span and its headings answer to, 0 to 1.
        cosine: similarity of the embeddings of question and span.
        fits: how well it holds what is asked for (a date for "when"), -1 to 1.
        score: all in one.
    """

    hit: Hit
    text: str
    order: int
    covered: float
    cosine: float
    fits: float
    score: float


def rank_spans(question: Question, hits: Sequence[Hit], matcher: Matcher) -> list[Span]:
    """The spans of the hits, the best answer first.

    Args:
        question: as understood.
        hits: passages in search order.
        matcher: the question, ready to be matched.
    """
    found = [
        (number, order, text)
        for number, hit in enumerate(hits)
        for order, text in enumerate(spans(hit))
    ]
    if not found:
        return []
    own = matcher.met([text for _, _, text in found])
    framed = matcher.met([_frame(hit) for hit in hits]).met
    around = framed[:, [number for number, _, _ in found]]
    covered = matcher.covered(np.maximum(own.met, around))
    bare = matcher.covered(own.met)
    best = max(hit.score for hit in hits) or 1.0
    searched = np.array([max(0.0, hit.score / best) for hit in hits])[[n for n, _, _ in found]]
    likely = 0.35 * covered + 0.25 * bare + 0.25 * own.cosines + 0.15 * searched
    ranked = []
    for i in np.argsort(-likely)[:LIKELY]:
        number, order, text = found[i]
        hit = hits[number]
        fits = fit(question, text, hit)
        score = float(likely[i]) + 0.10 * fits
        cosine = float(own.cosines[i])
        ranked.append(Span(hit, text, order, float(covered[i]), cosine, fits, score))
    return sorted(ranked, key=lambda span: -span.score)


def spans(hit: Hit) -> list[str]:
    """The sentences of a passage; one that opens a list takes its items along where they fit."""
    if hit.passage.kind == "table":
        return []
    if hit.passage.kind == "row" and any(cell_figure(c.text) for c in hit.passage.cells):
        return [hit.passage.text]
    found = [sentence.strip() for sentence in sentences(hit.passage.text)]
    found = [sentence for sentence in found if any(char.isalnum() for char in sentence)]
    joined: list[str] = []
    for number, sentence in enumerate(found):
        if _LIST_OPENER.search(sentence):
            items = _items(found[number + 1 :], MAX_LENGTH - len(sentence))
            sentence = "\n".join([sentence, *items])
        joined.append(sentence)
    return joined


def _items(following: Sequence[str], room: int) -> list[str]:
    """The items of a list from the sentences after its opening, as far as there is room.

    The last item is the one that ends as a sentence does where the others do not.
    """
    items: list[str] = []
    for item in following:
        room -= len(item)
        if room < 0:
            break
        items.append(item)
        if _SENTENCE_END.search(item) and not _SENTENCE_END.search(items[0]):
            break
    return items


def fit(question: Question, text: str, hit: Hit) -> float:
    """How well a text holds what is asked for: its kind of detail, its years, its codes.

    Returns:
        -1 to 1; below 0 where it speaks of another year than the one asked for.
    """
    score = 0.0
    if question.years:
        own = years(text)
        around = years(" ".join(hit.passage.section)) + list(hit.document.years)
        if set(own) & set(question.years):
            score += 0.5
        elif own:
            score -= 0.5
        elif not set(around) & set(question.years):
            score -= 0.2
    if question.codes:
        held = set(question_codes(text)) | set(question_codes(" ".join(hit.passage.section)))
        score += 0.5 if held & set(question.codes) else -0.2
    wanted = [holds(kind, text) for kind in question.wants if kind in DETAILS]
    score += sum(0.3 if held else -0.3 for held in wanted)
    enumerates = "\n" in text or "、" in text or text.count(",") > 1
    if "list" in question.wants:
        score += 0.3 if enumerates else -0.1
    elif "\n" in text:
        score -= 0.2
    return max(-1.0, min(1.0, score))


def holds(kind: str, text: str) -> bool:
    """Whether a text holds a detail of the kind: a date, an amount of money, a share, a number."""
    if kind == "date":
        return bool(dates(text))
    found = figures(text)
    if kind == "amount":
        return any(figure.unit not in ("", "%") or figure.value >= 1000 for figure in found)
    if kind == "share":
        return any(figure.unit == "%" for figure in found) or "分之" in text or "成" in text
    return bool(found) or _NUMERAL.search(text) is not None


def beside(span: Span) -> tuple[str, str]:
    """The sentences before and after a span in its passage, empty where there is none."""
    passage = spans(span.hit)
    lines = [text for text in passage if "\n" not in text]
    if span.text not in lines:
        return "", ""
    place = lines.index(span.text)
    before = lines[place - 1] if place else ""
    after = lines[place + 1] if place + 1 < len(lines) else ""
    return before, after


def _frame(hit: Hit) -> str:
    return f"{' '.join(hit.passage.section)}\n{hit.document.title}"
