"""The rows of a table whose cells of words are what a question asks for.

"Which risks are high in both likelihood and impact?", "which projects does Norway fund?": a column
is named, or a cell is said, and the rows that have it are the answer.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

from assistant.draft import Draft, Sentence
from assistant.letters import plain
from assistant.question import Question, subject
from assistant.reading.match import Matcher
from assistant.tables.citations import cell_supports
from assistant.tables.rows import Row, by_table
from assistant.tables.texts import shown_cells
from assistant.tables.words import cell_kinds, is_level, levels, phrase
from assistant.wording import wording
from index.static import StaticEmbedder
from ingest.document import RowCell

NAMED = 0.8  # share of a header that a question must name to ask for its column
MOST = 12  # rows that are told


def chosen_rows_draft(
    question: Question, rows: Sequence[Row], vectors: StaticEmbedder
) -> Draft | None:
    """The rows that have the level asked for in every column that the question names, or None.

    Args:
        question: as understood.
        rows: those with or without figures that may be meant (``texts.worded_rows``).
        vectors: the embedding that headers are compared by across languages.
    """
    level = next((n for n, pattern in enumerate(levels()) if pattern.search(question.text)), None)
    if level is None or not phrase("which rows").search(question.text):
        return None
    matcher = Matcher(subject(question.text), vectors)
    for own in by_table(rows).values():
        columns = _asked_columns(question, own, matcher)
        told = [row for row in own if columns and _has_level(row, columns, level)]
        if told and len(own) > 1:
            return _listed(question, told, columns)
    return None


def _asked_columns(question: Question, rows: Sequence[Row], matcher: Matcher) -> list[str]:
    """The headers of columns of levels that a question asks for; none where it asks for another."""
    cells = [cell for row in rows for cell in row.hit.passage.cells]
    by_column: dict[str, list[RowCell]] = defaultdict(list)
    for cell in cells:
        by_column[cell.column].append(cell)
    graded = [
        column
        for column, own in by_column.items()
        if column and all(is_level(cell.text) for cell in own)
    ]
    if not graded:
        return []
    shares = matcher.named(graded)
    named = [
        column
        for column, share in zip(graded, shares, strict=True)
        if share >= NAMED or _begins(column, question.text)
    ]
    for asked, header in cell_kinds():
        if asked.search(question.text):
            of_kind = [column for column in graded if header.search(column)]
            named += [column for column in of_kind if column not in named]
    return named


def _begins(column: str, text: str) -> bool:
    """Whether a text says the first word of a Chinese header: 影响 of 影响程度."""
    first = plain(column)[:2]
    return len(first) == 2 and not first.isascii() and first in text


def _has_level(row: Row, columns: Sequence[str], level: int) -> bool:
    """Whether a row has a level in all of some columns."""
    cells = [cell for cell in row.hit.passage.cells if cell.column in columns]
    return len(cells) == len(columns) and all(levels()[level].search(cell.text) for cell in cells)


def _listed(question: Question, rows: Sequence[Row], columns: Sequence[str]) -> Draft:
    """A line for each row: its name, what it is called besides, and the cells asked for."""
    words = wording(question.language)
    lines, names = [], []
    for row in rows[:MOST]:
        cells = row.hit.passage.cells
        called = [cell for cell in cells if cell.text in row.aliases][:1]
        shown = [*called, *(cell for cell in cells if cell.column in columns)]
        names.append(words.colon.join([row.name, *(cell.text for cell in called)]))
        text = f"{row.name}{words.colon}{words.comma.join(shown_cells(shown))}"
        lines.append(Sentence(text, cell_supports(row.hit, shown)))
    return Draft("answered", tuple(lines), "; ".join(names), 0.8, "filter")
