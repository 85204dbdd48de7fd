"""A sentence that gives another figure than a cell does: both are told, neither is picked."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from decimal import ROUND_HALF_UP, Decimal

from assistant.draft import Draft, Sentence, Support
from assistant.figures import Figure, figures, years
from assistant.letters import plain
from assistant.question import code_year, question_codes
from assistant.reading.extract import spans
from assistant.reading.match import script
from assistant.tables.asked import Asked
from assistant.tables.rows import Row, Value, own_name
from assistant.wording import wording
from index.hits import Hit

NEAR = Decimal("0.1")  # share of a figure by which another may differ and be of the same thing
NAME, NAME_HAN = 6, 4  # letters of a row's name that say which row a sentence is about
HITS = 60


def with_other_figures(
    asked: Asked, draft: Draft, row: Row, value: Value, hits: Sequence[Hit]
) -> Draft:
    """An answer from one cell with the sentence of another place that gives another figure for it.

    Args:
        asked: the question with its rows.
        draft: the answer from the cell.
        row: the row of the cell.
        value: the cell.
        hits: passages in search order.
    """
    told = _told_otherwise(asked, row, value, hits)
    if told is None:
        return draft
    hit, text, figure = told
    words = wording(asked.language)
    opening, closing = words.quotes
    quoted = Sentence(f"{opening}{' '.join(text.split())}{closing}", (Support(hit, text),))
    sentences = (Sentence(words.differ), *draft.sentences, quoted)
    return replace(draft, sentences=sentences, short=f"{draft.short}; {figure.text}")


def _told_otherwise(
    asked: Asked, row: Row, value: Value, hits: Sequence[Hit]
) -> tuple[Hit, str, Figure] | None:
    """The first sentence that is about a row and gives another figure than its cell does."""
    for hit in hits[:HITS]:
        for text in spans(hit) if hit.passage.kind == "text" else ():
            own = [figure for figure in figures(text) if figure.unit == value.figure.unit]
            single = len(own) == 1 and "\n" not in text and _differs(value, own[0])
            if single and _is_about(asked, row, text):
                return hit, text, own[0]
    return None


def _is_about(asked: Asked, row: Row, text: str) -> bool:
    """Whether a sentence says what names a row: all codes of the question, or the row's name."""
    codes, said = set(asked.question.codes), set(question_codes(text))
    dated = {*years(text), *map(code_year, said)}
    if asked.question.years and not dated & set(asked.question.years):
        return False
    if codes:
        return codes <= said and all(map(code_year, said - codes))
    name = plain(own_name(row))
    return len(name) >= (NAME_HAN if script(name) == "han" else NAME) and name in plain(text)


def _differs(value: Value, figure: Figure) -> bool:
    """Whether a figure is of the size of a cell's, but no rounding of it."""
    cell, other = value.quantity.whole, figure.value
    if cell == other or abs(cell - other) > NEAR * abs(cell):
        return False
    if not value.is_share:
        return True
    places = Decimal(1).scaleb(-max(0, -int(other.as_tuple().exponent)))
    return cell.quantize(places, ROUND_HALF_UP) != other
