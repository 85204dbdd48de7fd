"""The group that a row is of, where codes alone say it: C2.4 is of C2, which another table names.

"Which programme does crane upkeep belong to?", "the chapter that pays for the well".
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from assistant.draft import Draft, Sentence
from assistant.question import Question, question_codes, row_subject
from assistant.reading.match import Matcher
from assistant.refusals.subject_noun import noun_asked_for
from assistant.tables.citations import cell_supports
from assistant.tables.lexical import STRONG
from assistant.tables.match import rank_rows
from assistant.tables.rows import Row, corner, leaf
from assistant.wording import wording
from index.static import StaticEmbedder
from ingest.document import RowCell

NAMED = 0.75  # share of a row's label, or of the header over groups, that a question must name
_PART = re.compile(r"([A-Z]{1,3}\d{1,2})\.\d")


def group_draft(question: Question, rows: Sequence[Row], vectors: StaticEmbedder) -> Draft | None:
    """The group of the row that a question names, if it asks for that, or None.

    Args:
        question: as understood.
        rows: those with or without figures that may be meant (``texts.worded_rows``).
        vectors: the embedding that names are compared by across languages.
    """
    noun = noun_asked_for(question.text)
    if not noun or question.codes or not any(_part_codes(row) for row in rows):
        return None
    kind = Matcher(noun, vectors)
    heads = [row for row in rows if _is_head(row) and float(kind.named([corner(row)])[0]) >= NAMED]
    if not heads:
        return None
    rest = re.sub(re.escape(noun), " ", question.text, flags=re.IGNORECASE)
    matcher = Matcher(row_subject(rest), vectors, [row.hit.passage.text for row in rows])
    ranked = rank_rows(replace(question, text=rest), rows, matcher)
    best = ranked[0] if ranked else None
    if best is None or not (best.named >= NAMED or best.lexical >= STRONG):
        return None
    known = {code: head for head in heads[::-1] for code in _own_codes(head)}
    head = next((known[code] for code in _part_codes(best) if code in known), None)
    if head is None:
        return None
    name = _name(head)
    words = wording(question.language)
    lines = (
        Sentence(f"**{name}**{words.colon}{best.name}", cell_supports(best.hit, _first(best))),
        Sentence(name, cell_supports(head.hit, _first(head))),
    )
    return Draft("answered", lines, name, min(1.0, best.score), "cells")


def _first(row: Row) -> list[RowCell]:
    return list(row.hit.passage.cells[:1])


def _own_codes(row: Row) -> tuple[str, ...]:
    return question_codes(leaf(row.label))


def _is_head(row: Row) -> bool:
    """Whether a row gives a code of its own that is no part of another."""
    return len(_own_codes(row)) == 1 and not _part_codes(row)


def _part_codes(row: Row) -> list[str]:
    """The codes of the groups that the code of a row is a part of."""
    return _PART.findall(f"{row.label} {row.hit.passage.text[:12]}")


def _name(head: Row) -> str:
    """A group by its code and its name, which may stand in the cell beside it."""
    label = leaf(head.label)
    cells = head.hit.passage.cells
    bare = label in _own_codes(head)
    return f"{label} – {' '.join(cells[0].text.split())}" if bare and cells else label
