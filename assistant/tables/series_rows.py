"""All parts of a plan of one kind, from the coded rows of a table: its priorities are P1 to P5.

A budget lists the priorities and the enablers of a plan by their codes. Which plan a document is of
is told by the plan that it names most; the sentence that says so is cited with the rows.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from assistant.draft import Draft, Sentence, Support
from assistant.figures import years
from assistant.question import Question
from assistant.reading.framing import frame
from assistant.refusals.constraints import BINDING
from assistant.tables.asked_kind import AskedKind, asked_kind, left_unsaid
from assistant.tables.assembly import table_rows
from assistant.tables.citations import row_supports
from assistant.tables.plans_named import is_named, of_plan, over, saying_plan
from assistant.tables.rows import CODE_NAME, Row, by_table, corner, is_total, label_codes, leaf
from assistant.tables.standing_over import is_said_over
from assistant.tables.texts import timely
from assistant.wording import wording
from index.hits import Hit
from index.static import StaticEmbedder

FEWEST, MOST = 2, 30  # parts that a table lists
PLANS = 2  # plans whose parts are told where a question names none
TRUST = 0.8
_BARE = re.compile(r"[A-Z]{1,5}\d{0,3}|(?:[A-Z][a-z]+|[\u3400-\u9fff]+) ?\d{1,3}")
_CODE = re.compile(r"(?P<series>.*?)(?P<number>\d*)")


@dataclass(frozen=True, slots=True)
class Parts:
    """The parts of one kind that a table lists.

    Attributes:
        rows: in the order of their codes.
        number: how many parts they are; a row may be of several (P5/E6/E7).
        said: where its document says which plan it is of, with the sentence; or None.
    """

    rows: tuple[Row, ...]
    number: int
    said: tuple[Hit, str] | None = None


def series_draft(question: Question, hits: Sequence[Hit], vectors: StaticEmbedder) -> Draft | None:
    """The parts of a plan that a question asks all of, or how many they are; None where not asked.

    Args:
        question: as understood.
        hits: passages in search order, the coded rows of the documents among them.
        vectors: the embedding that words are compared by.
    """
    kind = asked_kind(question)
    if kind is None or not kind.series:
        return None
    rows = timely(question, table_rows(hits, worded=True))
    found = [parts for parts in _tables(kind, rows) if kind.number in (None, parts.number)]
    told = _of_plan(question, kind, found, hits)
    told = [parts for parts in told if _is_about(question, kind, parts, vectors)]
    return _listed(question, kind, told) if told else None


def coded(kind: AskedKind, label: str) -> list[int]:
    """The numbers that a label has in a series, 0 for a letter alone; empty where it is not of it.

    Args:
        kind: what is asked for.
        label: a row's own.
    """
    found = []
    for code in label_codes(label):
        match = _CODE.fullmatch(code)
        if match and match["series"] in kind.letters:
            found.append(int(match["number"] or 0))
    return found


def _tables(kind: AskedKind, rows: Sequence[Row]) -> Iterator[Parts]:
    """The parts of a kind that each table lists, where its headers say that it does.

    Of several tables of a document that list the same, the first.
    """
    best: dict[int, Parts] = {}
    for own in by_table(sorted(rows, key=lambda row: row.hit.passage_id)).values():
        numbers: dict[int, Row] = {}
        for row in own:
            if not is_total(row):
                for number in coded(kind, leaf(row.name)) if _is_named(row) else ():
                    numbers.setdefault(number, row)
        told = tuple({id(numbers[n]): numbers[n] for n in sorted(numbers)}.values())
        alone = [*numbers] == [0]
        if not told or not (alone or FEWEST <= len(numbers) <= MOST):
            continue
        whole = alone or sorted(numbers) == list(range(1, len(numbers) + 1))
        if not whole or not any(kind.is_said(text) for text in _headers(told)):
            continue
        document = own[0].hit.document.id
        if document not in best or len(numbers) > best[document].number:
            best[document] = Parts(told, len(numbers))
    yield from best.values()


def _is_named(row: Row) -> bool:
    """Whether a row says more of a part of a plan than its code."""
    return any(map(str.isalpha, CODE_NAME.sub("", f"{leaf(row.name)} "))) and not _BARE.fullmatch(
        leaf(row.name)
    )


def _headers(rows: Sequence[Row]) -> list[str]:
    """What stands over the labels of rows: the headers, their groups, the caption."""
    passage = rows[0].hit.passage
    lines = [line for line in passage.context.splitlines() if " | " in line]
    return [corner(rows[0]), passage.caption, *lines, *(row.group for row in rows)]


def _of_plan(
    question: Question, kind: AskedKind, found: Sequence[Parts], hits: Sequence[Hit]
) -> list[Parts]:
    """The parts of the plan that a question names; of the latest plans where it names none."""
    told = sorted(of_plan(question, kind, found, hits), key=_age, reverse=True)
    dated = [parts for parts in told if {*question.years} <= _years_over(parts)]
    told = dated or told
    if not is_named(kind, found, hits):
        return told[:PLANS]
    return [replace(parts, said=saying_plan(kind, parts.rows[0], hits)) for parts in told[:1]]


def _years_over(parts: Parts) -> set[int]:
    """The years that the caption, the headings and the header over the labels say."""
    return {*years(f"{corner(parts.rows[0])}\n{over(parts.rows[0])}")}


def _is_about(question: Question, kind: AskedKind, parts: Parts, vectors: StaticEmbedder) -> bool:
    """Whether all that a question says besides the kind and the plan is said over a table."""
    first = parts.rows[0]
    said = parts.said[1] if parts.said else ""
    around = "\n".join([frame(first.hit), *_headers(parts.rows), said])
    bound = [c for c in question.constraints if c.kind in BINDING and c.text not in kind.noun]
    bound = [c for c in bound if not c.met(around) and not kind.is_plan(c)]
    if bound:
        return False
    met = [c.text for c in question.constraints]
    rest = left_unsaid(question, kind.noun, *kind.series, *met)
    return is_said_over(question, rest, first, vectors)


def _age(parts: Parts) -> tuple[int, str]:
    hit = parts.rows[0].hit
    return max(hit.document.years, default=0), hit.document.date


def _listed(question: Question, kind: AskedKind, told: Sequence[Parts]) -> Draft:
    """A line for each part, after where the document says which plan it is of."""
    words = wording(question.language)
    opening, closing = words.quotes
    lines, shorts = [], []
    if len(told) > 1:
        lines.append(Sentence(words.readings))
    for parts in told:
        names = [leaf(row.name) for row in parts.rows]
        short = str(parts.number) if kind.counted else "; ".join(names)
        shorts.append(short)
        head = parts.rows[0].hit.passage.caption if len(told) > 1 else ""
        if kind.counted or head:
            colon = words.colon if kind.counted and head else ""
            number = f"**{short}**" if kind.counted else ""
            lines.append(Sentence(f"{head}{colon}{number}"))
        if parts.said:
            hit, said = parts.said
            lines.append(Sentence(f"{opening}{said}{closing}", (Support(hit, said),)))
        lines += [
            Sentence(f"- **{name}**", row_supports(row.hit))
            for row, name in zip(parts.rows, names, strict=True)
        ]
    return Draft("answered", tuple(lines), " | ".join(shorts), TRUST, "kinds")
