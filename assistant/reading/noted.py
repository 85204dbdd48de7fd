"""Sentences that name a row of a table by its code, which are about what that row is.

Notes below a table and the text around it say "EEL-2 is suspended because ..." or "line C1.4 falls
in 2026"; what EEL-2 and C1.4 are stands in the table alone.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from assistant.figures import cell_figure
from assistant.question import Question, question_codes
from assistant.reading.explaining import explaining
from assistant.reading.match import Floats, Matcher
from index.hits import Hit
from ingest.table_passages import CELL_JOINER

CALLED = 0.6  # share of the words of a row's name that a question says, by which it means it
LONGEST = 60  # characters of a cell that names something
# A code with a figure or a hyphen in it, alone in its cell or before the name that it has.
_CODED = re.compile(r"(?=\S*[\d-])([A-Z][A-Z0-9]*(?:[-.][A-Z0-9]+)*)(?=\s*(?:[–—:：|]|\s-\s|$))")


def rows_named(texts: Sequence[str], numbers: Sequence[int], hits: Sequence[Hit]) -> dict[int, int]:
    """The rows that sentences name by their codes, of the same document.

    Args:
        texts: the sentences.
        numbers: the place among the hits of each sentence's passage.
        hits: the passages found.

    Returns:
        for the place of each sentence that names one, the place among the hits of the first.
    """
    rows: dict[tuple[str, str], int] = {}
    for number, hit in enumerate(hits):
        if hit.passage.kind == "row" and (code := _CODED.match(hit.passage.text)):
            rows.setdefault((hit.document.name, code[1]), number)
    if not rows:
        return {}
    codes = "|".join(re.escape(code) for code in sorted({code for _, code in rows}))
    said = re.compile(rf"(?<![A-Za-z0-9.-])(?:{codes})(?![A-Za-z0-9-]|\.[A-Za-z0-9])")
    named: dict[int, int] = {}
    for place, (text, number) in enumerate(zip(texts, numbers, strict=True)):
        if hits[number].passage.kind != "text":
            continue
        document = hits[number].document.name
        found = [rows[document, code] for code in said.findall(text) if (document, code) in rows]
        if found:
            named[place] = min(found)
    return named


def with_notes(
    question: Question, near: Sequence[Hit], hits: Sequence[Hit], matcher: Matcher
) -> list[Hit]:
    """The passages that are read for a reason, and those that explain the figures of a row found.

    "Why was so little spent on P2?" finds the row of P2. The note below its table that begins "P2
    is low because ..." may say nothing else of the question, and so be found far behind.

    Args:
        question: as understood.
        near: the passages that are read.
        hits: all passages found, among them those.
        matcher: the question, ready to be matched.
    """
    if question.kind != "reason":
        return list(near)
    tables = _rows_meant(question, near, matcher)
    read = {hit.passage_id for hit in near}
    notes = []
    for hit in hits if tables else ():
        row, code = tables.get((hit.document.name, hit.passage.section), (hit, ""))
        if not code or hit.passage.kind != "text" or hit.passage_id in read:
            continue
        if code in question_codes(hit.passage.text) and explaining(question, hit.passage.text):
            notes.append(replace(hit, score=row.score))
    return [*near, *notes]


def _rows_meant(
    question: Question, near: Sequence[Hit], matcher: Matcher
) -> dict[tuple[str, tuple[str, ...]], tuple[Hit, str]]:
    """The coded rows that a question names by code or words, with their codes, by where they stand.

    One for each section of a document, the first that was found.
    """
    asked = set(question_codes(question.text))
    coded = [
        (hit, found[1])
        for hit in near
        if hit.passage.kind == "row" and (found := _CODED.match(hit.passage.text)) is not None
    ]
    called = [_called(hit.passage.text, code) for hit, code in coded]
    shares = matcher.named(called)
    meant: dict[tuple[str, tuple[str, ...]], tuple[Hit, str]] = {}
    for (hit, code), share in zip(coded, shares, strict=True):
        if code in asked or (not asked and share >= CALLED):
            meant.setdefault((hit.document.name, hit.passage.section), (hit, code))
    return meant


def _called(row: str, code: str) -> str:
    """What a row is called: its first cell, or the one after it where that is only the code."""
    first, *others = row.split(CELL_JOINER)
    return others[0] if others and first.strip() == code else first


def with_rows(around: Floats, named: dict[int, int], hits: Sequence[Hit], to: Matcher) -> Floats:
    """What stands around sentences, with what the rows are called that they name.

    Args:
        around: what that meets of the question (terms, n).
        named: the rows that sentences name (``rows_named``).
        hits: the passages found.
        to: the question.
    """
    if not named:
        return around
    numbers = sorted(set(named.values()))
    met = to.met([_words(hits[number].passage.text) for number in numbers])
    around = around.copy()
    for place, number in named.items():
        around[:, place] = np.maximum(around[:, place], met[:, numbers.index(number)])
    return around


def _words(row: str) -> str:
    """What a row is called and described by: its cells of few words."""
    first, *others = row.split(CELL_JOINER)
    words = (text for text in others if len(text) <= LONGEST and cell_figure(text) is None)
    return " ".join([first, *words])
