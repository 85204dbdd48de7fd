"""Notes that a document writes as the last rows of a table, given out as notes below it.

Spreadsheets and forms put them there: under the rows one cell, over the full width or not, that
says a sentence. As rows they would be figures of nothing, and their words no sentences.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from ingest.document import Block, Cell, Table
from ingest.grid import is_blank, table_block
from ingest.lines import is_note

FEWEST_ROWS = 2  # with several cells, which make it a table that has notes and no layout of text

_SENTENCE = re.compile(r"\S+(?:\s+\S+){3,}[.;!]|.{8,}[。；！]", re.DOTALL)
_HEADING = re.compile(r"(?:notes?|remarks?|注释?|备注|附注|说明)\s*[:：.]?", re.IGNORECASE)


def notes_apart(blocks: Iterable[Block]) -> Iterator[Block]:
    """The blocks, each table without the notes at its end and they as blocks after it.

    Args:
        blocks: in reading order.
    """
    for block in blocks:
        notes = _notes(block.table) if block.table is not None else []
        if block.table is None or not notes:
            yield block
            continue
        table = replace(block.table, rows=block.table.rows[: -len(notes)])
        yield replace(table_block(table, block.page, block.sheet), section=block.section)
        for note in notes:
            yield Block("note", note, block.section, block.page, sheet=block.sheet)


def _notes(table: Table) -> list[str]:
    """The texts of the last rows that are notes, with the word that heads them ("Notes")."""
    found: list[str] = []
    rows = list(table.body)
    while rows and (text := _only_text(rows[-1])) and (_SENTENCE.fullmatch(text) or is_note(text)):
        found.insert(0, text)
        rows.pop()
    if found and rows and _HEADING.fullmatch(_only_text(rows[-1])):
        found.insert(0, _only_text(rows.pop()))
    wide = sum(not _only_text(row) for row in rows)
    return found if wide >= FEWEST_ROWS else []


def _only_text(row: Sequence[Cell]) -> str:
    """The text of a row that has one cell alone, the first; else empty."""
    texts = [cell.text.strip() for cell in row if not cell.spanned and not is_blank(cell.text)]
    first = row[0].text.strip() if row else ""
    return first if len(row) > 1 and texts == [first] else ""
