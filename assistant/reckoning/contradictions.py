"""Another figure for what an answer tells: both are told, with their places, and neither picked.

The answer's own sentence says better than the question does what its figure is of; a sentence of
another passage that says the same of another figure contradicts it.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal

from assistant.draft import Draft, Sentence
from assistant.letters import plain
from assistant.question import MONEY_OR_NUMBERS, Question, bare, question_codes
from assistant.reading.match import Matcher
from assistant.reckoning.conflicts import HOPED, asks_figure, counted, differing_draft
from assistant.reckoning.said import Part, row_parts, text_parts
from assistant.reckoning.wholes import OF_WHOLE
from assistant.refusals.constraints import BINDING, Constraint, constraints
from assistant.refusals.months import MONTH_NAMES
from assistant.tables.assembly import table_rows
from index.hits import Hit
from index.static import StaticEmbedder

HITS = 40
ALIKE = 0.4  # share of the one sentence that the other's own stretch must say
AGREES = 0.5  # share of what the one says of the question that the other must say, too
NEAR = Decimal("0.1")  # share of a figure by which a cell may differ and be of the same thing
FARTHEST = 2  # times the smaller that the larger may be, unless a nought is lost: 25,000, 250,000
_NOUGHTS = frozenset({10, 100, 1000})
LONGEST = 30  # characters of a short answer that is a figure with what it counts
LEAD = 300  # characters before a sentence that tell what it is about

_OF_ONE_ROW = frozenset({"table", "cell"})
_AT = re.compile(rf"\b(?:in|at|from|near) (?:the )?(?!(?:{MONTH_NAMES})\b)([A-Z][a-z]{{2,}})")


def with_other_figure(
    question: Question, draft: Draft, hits: Sequence[Hit], vectors: StaticEmbedder
) -> Draft:
    """An answer in one figure, with the sentence of another passage that gives another.

    Args:
        question: as understood.
        draft: its answer, from running text.
        hits: passages in search order.
        vectors: the embedding that words are compared by.
    """
    asked = question.wants & MONEY_OR_NUMBERS or asks_figure(bare(question.text))
    if not asked or len(question.years) > 1 or len(question.codes) > 1:
        return draft
    told = _told(draft)
    other = _other(question, told, hits, vectors) if told else None
    if told is None or other is None:
        return draft
    both = differing_draft(question, (told, other), draft.confidence)
    short = draft.short if draft.short and len(draft.short) <= LONGEST else counted(told)
    quoted = {support.quote for line in both.sentences for support in line.supports}
    rest = [line for line in draft.sentences if not _is_quoted(line, quoted)]
    told_both, shorts = (*both.sentences, *rest), f"{short}; {counted(other)}"
    return replace(draft, sentences=told_both, short=shorts, method=both.method)


def with_other_cell(question: Question, draft: Draft, rows: Draft) -> Draft:
    """An answer in one figure of a text, with the cell that gives nearly the same, but not it.

    "In Guyana 820 kilometres had been rated" beside "Guyana | 558 | 202 | 760".

    Args:
        question: as understood.
        draft: its answer, from running text.
        rows: what a table would answer, which was set aside for the text.
    """
    told = _told(draft) if len(question.years) < 2 else None
    row = rows.sentences[0].supports[0].hit if rows.sentences[0].supports else None
    if told is None or row is None or rows.method not in _OF_ONE_ROW or len(rows.sentences) != 1:
        return draft
    found = [part for part in row_parts(table_rows([row])) if _is_comparable(told, part)]
    if any(part.quantity.whole == told.quantity.whole for part in found):
        return draft
    near = [part for part in found if _is_near(told.quantity.whole, part.quantity.whole)]
    if not near:
        return draft
    other = min(near, key=lambda part: abs(part.quantity.whole - told.quantity.whole))
    both = differing_draft(question, (told, other), draft.confidence)
    quoted = {support.quote for line in both.sentences for support in line.supports}
    rest = [line for line in draft.sentences if not _is_quoted(line, quoted)]
    return replace(both, sentences=(*both.sentences, *rest))


def _is_comparable(told: Part, part: Part) -> bool:
    """Whether a cell is in the unit of a figure, and of a year that the figure may be of."""
    same_time = not (told.years and part.years) or bool(set(told.years) & set(part.years))
    return told.quantity.unit == part.quantity.unit and same_time


def _is_near(one: Decimal, other: Decimal) -> bool:
    """Whether two values are so near that they tell the same thing, and neither is rounded."""
    return abs(one - other) <= NEAR * abs(one) and _differ(one, other)


def _is_quoted(line: Sentence, quoted: set[str]) -> bool:
    return all(any(support.quote in quote for quote in quoted) for support in line.supports)


def _told(draft: Draft) -> Part | None:
    """The figure that an answer's first quotation gives, where it gives only one."""
    line = next((line for line in draft.sentences if line.supports), None)
    if draft.status != "answered" or line is None or line.supports[0].table is not None:
        return None
    support = line.supports[0]
    own = [p for p in text_parts([support.hit]) if p.sentence in support.quote]
    own = [p for p in own if p.text in (draft.short or "")] or own
    return own[0] if len(own) == 1 else None


def _other(
    question: Question, told: Part, hits: Sequence[Hit], vectors: StaticEmbedder
) -> Part | None:
    """The figure of another passage that is of the same, and differs; the likest."""
    rivals = [part for part in text_parts(hits[:HITS]) if _may_contradict(told, part)]
    if not rivals:
        return None
    said = Matcher(told.sentence, vectors, [hit.passage.text for hit in hits[:HITS]])
    asked = Matcher(bare(question.text), vectors)
    alike = said.covered(said.met([f"{part.lead} {part.own}" for part in rivals]))
    met = asked.met([_around(part) for part in (told, *rivals)])
    own = met[:, 0]
    agrees = asked.covered(met[:, 1:].clip(max=own[:, None])) / (asked.covered(own[:, None]) + 1e-9)
    fit = [
        (float(share), part)
        for share, agreed, part in zip(alike, agrees, rivals, strict=True)
        if share >= ALIKE and agreed >= AGREES
    ]
    return max(fit, key=lambda pair: pair[0])[1] if fit else None


def _around(part: Part) -> str:
    return f"{part.before[-LEAD:]} {part.sentence}"


def _may_contradict(told: Part, other: Part) -> bool:
    """Whether a figure of another passage counts the same, for the same time, and differs."""
    if other.hit.passage_id == told.hit.passage_id:
        return False
    counted = told.thing == other.thing or bool(told.kind and told.kind == other.kind)
    if told.quantity.unit != other.quantity.unit or not counted:
        return False
    if told.years and other.years and not set(told.years) & set(other.years):
        return False
    if bool(HOPED.search(told.own)) != bool(HOPED.search(other.own)):
        return False
    if any(OF_WHOLE.search(part.own) for part in (told, other)):
        return False
    if not _differ(told.quantity.whole, other.quantity.whole):
        return False
    apart = _of_others(told.sentence, other.sentence)
    return not (apart or _is_elsewhere(told, other) or _is_elsewhere(other, told))


def _differ(one: Decimal, other: Decimal) -> bool:
    """Whether two values are of one size, but neither is the other rounded."""
    smaller, larger = sorted((one, other))
    if smaller <= 0 or (larger > FARTHEST * smaller and larger / smaller not in _NOUGHTS):
        return False
    return larger - smaller >= max(_step(one), _step(other))


def _step(value: Decimal) -> Decimal:
    """The place of the last digit of a value that is not zero: 100 of 3,600."""
    return Decimal(1).scaleb(int(value.normalize().as_tuple().exponent))


def _of_others(one: str, other: str) -> bool:
    """Whether two sentences name places, people or numbered things of which they share none."""
    for kind in BINDING:
        named = [
            {form for c in _names(text) if c.kind == kind for form in c.forms}
            for text in (one, other)
        ]
        if all(named) and not named[0] & named[1]:
            return True
    return False


def _names(text: str) -> tuple[Constraint, ...]:
    return constraints(text, (), question_codes(text))


def _is_elsewhere(one: Part, other: Part) -> bool:
    """Whether a sentence says places, none of which stands around the other: "at Tarnby"."""
    passage, document = other.hit.passage, other.hit.document
    around = plain(f"{document.title}\n{passage.context}\n{passage.text}")
    places = [c.forms for c in _names(one.sentence) if c.kind == "place"]
    places += [frozenset({plain(name)}) for name in _AT.findall(one.sentence)]
    return bool(places) and not any(form in around for forms in places for form in forms)
