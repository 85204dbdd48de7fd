"""What two or more things are answered with, compared or added up."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import product

from assistant.draft import Draft, Sentence
from assistant.figures import figures
from assistant.letters import plain
from assistant.question import Question
from assistant.reckoning.asked import asked_of
from assistant.reckoning.field import COUNTS, SAID, Field
from assistant.reckoning.meeting import Meeting
from assistant.reckoning.results import compared, together
from assistant.reckoning.said import text_parts
from assistant.reckoning.sides import Sides
from assistant.reckoning.taken import is_mere_part
from assistant.reckoning.wholes import is_told_as_part
from assistant.reckoning.wording import words_of
from assistant.tables.arithmetic import Quantity, alike
from index.static import StaticEmbedder

TRIED = 3  # figures tried for each of several things
APART = 2  # what standing in two sentences speaks against two figures
LONGEST_FIGURE = 30  # characters of a short answer that is a figure with what it counts
UNTOLD = 4  # likewise that a figure says nothing that is asked
CLEAR = 0.05  # by so much one of several figures must answer better than the next

_NUMBER = re.compile(r"\d+")
_OF_SHARES = re.compile(
    r"比例|占比|比重|率|\b(?:shares?|proportion|percentage|rate)\b", re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class Operand:
    """What one of two things is answered with.

    Attributes:
        quantity: the figure.
        kind: what it counts, and for what time it is; empty where not known.
        line: of the answer that quotes it.
        told: share of the question's words that what it says answers to.
        counts: right beside it stands what the question counts.
        part: it is told as a part of what was told before, for no reason that the question has.
    """

    quantity: Quantity
    kind: str
    line: Sentence
    told: float = 1.0
    counts: bool = False
    part: bool = False


def side_by_side(
    question: Question,
    asked: Sides,
    told: Sequence[tuple[Question, Draft]],
    vectors: StaticEmbedder,
) -> Draft | None:
    """The comparison of what two things are answered with; None where these are not alike.

    Args:
        question: the whole.
        asked: its two sides.
        told: the question about each and its answer.
        vectors: the embedding that words are compared by.
    """
    found = [
        _operands(each, draft, vectors, name)
        for name, (each, draft) in zip(asked.names, told, strict=True)
    ]
    sure = min(draft.confidence for _, draft in told)
    if asked.task == "sum":
        own = [
            _says_own(asked, place, each, operands, vectors)
            for place, ((each, _), operands) in enumerate(zip(told, found, strict=True))
        ]
        return _added_up(question, own, sure)
    first, second = found
    best: tuple[float, Operand, Operand] | None = None
    for (m, one), (n, two) in product(enumerate(first), enumerate(second)):
        if one.kind != two.kind or not alike([one.quantity, two.quantity]):
            continue
        if one.part != two.part:
            continue  # "50 of them practised" is not all that came
        if one.line.text == two.line.text and one.quantity == two.quantity:
            continue
        behind = (
            m
            + n
            + UNTOLD * (2 - one.told - two.told)
            + APART * (one.line.text != two.line.text)
            + sum(map(_strays, asked.names, (told[0][0], told[1][0]), (one, two)))
        )
        if best is None or behind < best[0]:
            best = behind, one, two
    if best is None:
        return None
    _, one, two = best
    lines = list({line.text: line for line in (one.line, two.line)}.values())
    if asked.task == "difference":
        return together("difference", question, (one.quantity, two.quantity), lines, sure)
    return compared(question, asked.names, (one.quantity, two.quantity), lines, sure)


def _says_own(
    asked: Sides,
    place: int,
    question: Question,
    operands: Sequence[Operand],
    vectors: StaticEmbedder,
) -> list[Operand]:
    """The figures whose line says what tells one of several things from the others.

    A number of its name (2019, the 19th) or a word that no other name has.
    """
    name = asked.names[place]
    others = " ".join(other for other in asked.names if other != name)
    if _NUMBER.search(name):
        return [one for one in operands if not _strays(name, question, one)]
    words = [w for w in asked_of(question).words if w.text in name and w.text not in others]
    if not words or not operands:
        return []
    met = Meeting(words, vectors).met([_whole_line(one) for one in operands]).max(axis=0)
    return [one for one, said in zip(operands, met, strict=True) if said >= SAID]


def _whole_line(operand: Operand) -> str:
    """A line with the headings that it stands under."""
    passage = operand.line.supports[0].hit.passage
    return " ".join((operand.line.text, *passage.section, passage.caption))


def _added_up(question: Question, found: Sequence[Sequence[Operand]], sure: float) -> Draft | None:
    """The sum of one figure for each of several things; None where one has none of its own."""
    for chosen in product(*(operands[:TRIED] for operands in found)):
        told = {(one.line.text, one.quantity) for one in chosen}
        kinds = {one.kind for one in chosen}
        quantities = [one.quantity for one in chosen]
        if len(told) < len(chosen) or len(kinds) > 1 or not alike(quantities):
            continue
        lines = list({one.line.text: one.line for one in chosen}.values())
        return together("sum", question, quantities, lines, sure)
    return None


def _strays(name: str, question: Question, operand: Operand) -> int:
    """Whether a line lacks a number that a name has (2021 or -21), and its passage the places."""
    text, support = operand.line.text, operand.line.supports[0]
    marks = [
        (mark, f"-{mark[2:]}" if len(mark) == len("2021") else mark)
        for mark in _NUMBER.findall(name)
    ]
    places = [c.forms for c in question.constraints if c.kind == "place"]
    around = plain(f"{support.hit.passage.context}\n{support.hit.passage.text}") if places else ""
    elsewhere = any(not any(form in around for form in forms) for forms in places)
    return int(any(mark not in text and short not in text for mark, short in marks)) + elsewhere


def _operands(
    question: Question, draft: Draft, vectors: StaticEmbedder, name: str
) -> list[Operand]:
    """The figures of the kind asked for that the lines of an answer quote, one of each.

    That of the short answer comes first, where this is no more than a part of its line.
    """
    if draft.status != "answered":
        return []
    lines = [line for line in draft.sentences if line.supports]
    found = [_operand(question, draft, line, vectors, name) for line in lines]
    known = [operand for operand in found if operand is not None]
    known = [operand for operand in known if operand.counts] or known
    return sorted(known, key=lambda operand: not _read(draft, operand.line))


def _read(draft: Draft, line: Sentence) -> bool:
    """Whether the short answer is a part of a line that the reader took from it."""
    return (
        draft.short is not None and draft.short in line.text and len(draft.short) <= LONGEST_FIGURE
    )


def _operand(
    question: Question, draft: Draft, line: Sentence, vectors: StaticEmbedder, name: str
) -> Operand | None:
    asked, support = asked_of(question), line.supports[0]
    if support.table is not None:
        values = figures(draft.short or "")
        if len(values) != 1 or line is not draft.sentences[0]:
            return None
        return Operand(Quantity(values[0].value, values[0].unit), "", line)
    own = [p for p in text_parts([support.hit]) if p.sentence in support.quote]
    if own and asked.words:  # of "18 million, of which 5 on boats" the whole
        every = Field(asked, own, vectors)
        own = [p for n, p in enumerate(own) if not is_told_as_part(every, n)]
    if _read(draft, line):
        own = [p for p in own if p.text in (draft.short or "")] or own
    field = Field(asked, own, vectors) if own and asked.words else None
    meant = _meant(field) if field else None
    if field is None or meant is None:
        return None
    number, told = meant
    one, counts = field.parts[number], field.counts([number]) >= COUNTS * SAID
    rate = words_of("each behind").match(one.sentence.partition(one.text)[2])
    kind = one.kind or (rate.group().strip() if rate else "")
    beyond = [n for n, word in enumerate(field.asked.words) if word.text not in name]
    return Operand(one.quantity, kind, line, told, counts, is_mere_part(field, number, beyond))


def _meant(field: Field) -> tuple[int, float] | None:
    """The one figure of a line that is of the kind asked for, of several the clearest.

    With it comes the share of the question's words that it answers to.
    """
    kind = field.asked.kind
    fit = [
        number
        for number, part in enumerate(field.parts)
        if field.asked.accepts(part.quantity, part.thing)
        and (part.kind == kind if kind else part.kind not in ("time", "countries"))
    ]
    if _OF_SHARES.search(field.asked.text):
        fit = [n for n in fit if field.parts[n].quantity.unit == "%"] or fit
    # "50 indicators in four pillars": what is counted stands right beside one of them
    fit = [n for n in fit if field.counts([n]) >= COUNTS * SAID] or fit
    shares = sorted(((field.own_share([n]), -n) for n in fit), reverse=True)
    if not shares or (len(shares) > 1 and shares[0][0] < shares[1][0] + CLEAR):
        return None
    place = -shares[0][1]
    return place, field.covered([place])  # "it has 50" goes on about what was named before
