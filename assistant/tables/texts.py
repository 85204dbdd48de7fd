"""Answers from table cells that hold words: the probability of a risk, the place of a meeting.

A column is asked for by its header, or by what columns of its kind are for (who leads, who pays,
when it ends, what it is measured by: the ``[[cell]]`` entries of ``columns.toml``); the row is the
one that the question names, in its own words or across languages.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from assistant.draft import Draft, Sentence
from assistant.figures import cell_figure, figures, number_words, years
from assistant.letters import plain
from assistant.question import Question, bare, question_codes, row_subject, subject
from assistant.reading.match import Matcher, script
from assistant.tables.assembly import table_rows
from assistant.tables.citations import cell_supports
from assistant.tables.lexical import STRONG
from assistant.tables.match import rank_rows
from assistant.tables.rows import Row, by_table, own_name
from assistant.tables.said_headers import said_headers, said_marks
from assistant.tables.words import cell_kinds, phrase
from assistant.wording import wording
from index.hits import Hit
from index.static import StaticEmbedder
from ingest.document import RowCell

NAMED = 0.8  # share of a row's label, or of a column's header, that the question must name
NAMED_ENOUGH = 0.5  # likewise of the label of a row that alone has the column asked for
CLEAR = 0.35  # fit of a row that is meant where no other of its table comes near
LEAD = 0.75  # of the best row's fit, what the next of another name may have at most
ALIKE = 0.9  # of the best row's fit, what a row of the same name must have to be meant as well
MAX_CELL = 400  # characters of a cell that is an answer, not a text of its own
MAX_ROWS = 3
COVERED = 0.55  # share of the question that row, column and headings must answer to
COVERED_ACROSS = 0.4  # likewise of a row in another script
COVERED_CODED = 0.25  # likewise of a row with the code that the question says
COVERED_NAMED = 0.5  # likewise where the question names the row beyond doubt
TOLD = 0.25  # what a row must tell of a question beyond what stands around its table
AHEAD = 1.5  # by what factor more than the next row of its table
FEW_ROWS = 2
HITS = 200
COUNTED_NEAR = 30  # characters behind "how many" in which stands what is counted
_FIGURES = frozenset({"amount", "share"})
_DURATION = re.compile(
    r"\d+ ?(?:(?:working |business |calendar )?(?:years?|months?|weeks?|days?|hours?|minutes?)"
    r"|(?:个?工作)?[日天年周]|个?小时|个月|分钟)",
    re.IGNORECASE,
)
_COUNTING = re.compile(r"\bhow many\b|\bnumber of\b|几[个项种条类]|多少[个项种条类]", re.IGNORECASE)


def text_cell_draft(
    question: Question, rows: Sequence[Row], vectors: StaticEmbedder
) -> Draft | None:
    """The cells of words in the row and the columns that a question both names, or None.

    Args:
        question: as understood.
        rows: those with or without figures that may be meant (``worded_rows``).
        vectors: the embedding that names are compared by across languages.
    """
    matcher = Matcher(subject(question.text), vectors)
    if question.wants & _FIGURES or not any(asked_cells(question, r, matcher) for r in rows):
        return None
    rest = _row_words(question, rows, vectors)
    named = Matcher(row_subject(rest), vectors, [row.hit.passage.text for row in rows])
    ranked = rank_rows(replace(question, text=rest), rows, named)
    able = [row for row in ranked if asked_cells(question, row, matcher)]
    ranked = _without_rivals(question, ranked, able)
    meant = [row for row in _meant(question, ranked) if is_about(row, rest, vectors)]
    if not any(asked_cells(question, row, matcher) for row in meant):
        meant = _told_by_cells(question, rows, rest, matcher)
    cells = {row.hit.passage_id: asked_cells(question, row, matcher) for row in meant}
    found = [row for row in meant if cells[row.hit.passage_id]]
    if not found:
        return None
    words = wording(question.language)
    sentences = [_line(question, row, cells[row.hit.passage_id]) for row in found]
    if len(found) > 1:
        sentences.insert(0, Sentence(words.readings))
    short = "; ".join(words.list_comma.join(map(_flat, own)) for own in cells.values())
    counts = [_number_asked(question, cells[row.hit.passage_id]) for row in found]
    if all(counts):
        short = "; ".join(map(str, counts))
        sentences.insert(0, Sentence(f"**{short}**"))
    return Draft("answered", tuple(sentences), short, min(1.0, found[0].score), "cells")


def _row_words(question: Question, rows: Sequence[Row], vectors: StaticEmbedder) -> str:
    """The words of a question that name the row: of a follow-up its own, where they name one.

    "And for transport? (Who signs the medicines section?)" is about transport.
    """
    whole, own = without_columns(question.text), without_columns(bare(question.text))
    if own == whole or not row_subject(own):
        return whole
    named = Matcher(row_subject(own), vectors).named([own_name(row) for row in rows])
    return own if float(named.max(initial=0.0)) >= NAMED else whole


def _number_asked(question: Question, cells: Sequence[RowCell]) -> int:
    """How many things cells list, where a question asks for the number of such things; else 0."""
    match = _COUNTING.search(question.text)
    if match is None:
        return 0
    before = 0 if match.group().isascii() else COUNTED_NEAR // 2
    noun = question.text[max(0, match.start() - before) : match.end() + COUNTED_NEAR]
    kinds = [header for asked, header in cell_kinds() if asked.search(noun)]
    said = said_headers(noun, [cell.column for cell in cells])
    counted = [
        cell for cell in cells if cell.column in said or any(k.search(cell.column) for k in kinds)
    ]
    return sum(len(items_of(cell)) for cell in counted)


def items_of(cell: RowCell) -> list[str]:
    """The things that a cell lists: its lines, else what semicolons or 、 stand between."""
    parts = next((own for sep in "\n;；、" if len(own := cell.text.split(sep)) > 1), [cell.text])
    return [part.strip(" •·\n") for part in parts if plain(part)]


def _without_rivals(question: Question, ranked: list[Row], able: list[Row]) -> list[Row]:
    """The rows that have the columns asked for, where one of them is named as well as any other.

    Of a code (P4), the only row of its group that has them.
    """
    best = ranked[0]
    if not able or best in able:
        return able or ranked
    if coded := set(best.codes) & set(question.codes):
        own = [row for row in able if coded & {*row.codes, *row.within}]
        return [replace(own[0], codes=best.codes, score=best.score)] if len(own) == 1 else ranked
    return able if able[0].named >= min(ALIKE * best.named, NAMED_ENOUGH) else ranked


def worded_rows(question: Question, hits: Sequence[Hit]) -> list[Row]:
    """The rows of tables, those without figures too, of the year that a question asks for."""
    return timely(question, table_rows([hit for hit in hits[:HITS] if hit.passage.label], True))


def asked_cells(question: Question, row: Row, matcher: Matcher) -> list[RowCell]:
    """The cells of words of a row that a question asks for, in the order that it does.

    Args:
        question: as understood.
        row: the row; what it is called by, or the question says, is no answer.
        matcher: of the question's words.

    Returns:
        the cells; none where the question asks for more than there are columns for.
    """
    every = row.hit.passage.cells
    letters = plain(question.text)
    cells = [
        cell
        for cell in every
        if cell.column and _is_worded(cell)
        if cell.text not in row.name and cell.text not in row.label
        if plain(cell.text) not in letters
    ]
    if not cells or len(every) < 2:
        return []
    shares = matcher.named([cell.column for cell in cells])
    said = said_headers(question.text, [cell.column for cell in every])
    marked = said_marks(question.text, [cell.column for cell in every], row.hit.passage.label)
    found: dict[int, tuple[int, RowCell]] = {}
    for cell, share in zip(cells, shares, strict=True):
        own = cell.column in said if said else share >= NAMED
        if own or marked.get(cell.column):
            found[cell.position] = (max(0, letters.find(plain(cell.column)[:2])), cell)
    for asked, header in cell_kinds():
        match = asked.search(question.text)
        if match is None:
            continue
        if not any(header.search(cell.column) for cell in every):
            if match.group().lower() in row.hit.passage.label.lower():
                continue  # "partners" of the row "Partners and donors"
            remarks = _who_came(match.group(), cells)
            if not remarks:
                return []
            found |= {cell.position: (match.start(), cell) for cell in remarks}
        for cell in cells:
            if header.search(cell.column):
                found.setdefault(cell.position, (match.start(), cell))
    # Who asks for the indicators of an outcome asks for no outcome.
    names = {plain(cell.column) for _, cell in found.values()}
    parts = {name for name in names if any(name in other for other in names - {name})}
    ordered = [cell for _, cell in sorted(found.values(), key=lambda pair: pair[0])]
    return [cell for cell in ordered if plain(cell.column) not in parts]


def _who_came(asked: str, cells: Sequence[RowCell]) -> list[RowCell]:
    """The cells of a row that say who came, where that is asked: "80 people from 26 states"."""
    if not phrase("who came").search(asked):
        return []
    told = phrase("told who came")
    return [cell for cell in cells if told.search(cell.text) and _counts(cell.text)]


def _counts(text: str) -> bool:
    return bool(figures(text) or number_words(text))


def _is_worded(cell: RowCell) -> bool:
    """Whether a cell says something in words, or a time; figures have units and years of theirs."""
    if not plain(cell.text) or len(cell.text) > MAX_CELL:
        return False
    if phrase("open cell").fullmatch(cell.text.strip()):
        return False
    timed = bool(years(cell.text)) or _DURATION.fullmatch(cell.text.strip()) is not None
    return timed or cell_figure(cell.text) is None


def without_columns(text: str) -> str:
    """A question without the words that ask for a column: what is left names the row."""
    for asked, _ in cell_kinds():
        text = asked.sub(" ", text)
    return " ".join(text.split())


def _meant(question: Question, ranked: Sequence[Row]) -> list[Row]:
    """The row that a question names, with rows of its name elsewhere; none where it is unclear."""
    if not ranked:
        return []
    best = ranked[0]
    others = [row.score for row in ranked if own_name(row) != own_name(best)]
    clear = best.score >= CLEAR and max(others, default=0.0) <= LEAD * best.score
    coded = set(best.codes) & set(question.codes)
    if not (clear or coded or best.lexical >= STRONG or best.named >= NAMED):
        return []
    found = [best]
    for row in ranked[1:]:
        same = own_name(row) == own_name(best) and row.score >= ALIKE * best.score
        if same and row.hit.passage.text not in {other.hit.passage.text for other in found}:
            found.append(row)
    return found if len(found) <= MAX_ROWS else []


def _told_by_cells(
    question: Question, rows: Sequence[Row], rest: str, matcher: Matcher
) -> list[Row]:
    """The row of a table that a question tells by what any of its cells says.

    "Which risk is met by training more staff?" is about the row that has this as its measure.
    """
    of_rest = matcher.for_words(subject(rest))
    best, found = TOLD, None
    for own in by_table(rows).values():
        if len(own) < FEW_ROWS or not all(asked_cells(question, row, matcher) for row in own):
            continue
        cells = [[row.label, *(cell.text for cell in row.hit.passage.cells)] for row in own]
        around = of_rest.met([f"{own[0].hit.passage.context}\n{own[0].hit.document.title}"])
        met = np.maximum(of_rest.met(["\n".join(texts) for texts in cells]), around)
        covered, known = of_rest.covered(met), float(of_rest.covered(around)[0])
        names = [float(of_rest.named(texts).sum()) for texts in cells]
        fits = covered - known + np.asarray(names)
        first, second = np.argsort(-fits)[:2]
        fit = float(fits[first])
        if covered[first] >= COVERED and fit > best and fit >= AHEAD * float(fits[second]):
            best, found = fit, replace(own[int(first)], score=float(covered[first]))
    return [found] if found else []


def is_about(row: Row, rest: str, vectors: StaticEmbedder) -> bool:
    """Whether a row and what stands around it answer to most of what is left of a question.

    Less of it is enough across languages, where vectors say less than words do, and of a code.
    """
    passage = row.hit.passage
    around = "\n".join([row.label, passage.text, passage.context, row.hit.document.title])
    said = phrase("of rows").sub(" ", row_subject(rest))
    if not any(map(str.isalnum, said)):  # its code alone
        return True
    matcher = Matcher(said, vectors)
    needed = COVERED_NAMED if row.named >= NAMED or row.lexical >= STRONG else COVERED
    if script(row.label) != script(said):
        needed = COVERED_ACROSS
    if set(question_codes(rest)) & {*row.codes, *row.within}:
        needed = COVERED_CODED
    return float(matcher.covered(matcher.met([around]))[0]) >= needed


def timely(question: Question, rows: Sequence[Row]) -> list[Row]:
    """The rows of a year that is asked for, else those of a longer time that it is in.

    A chapter "2023-2026" of the plan of 2023 says less of 2026 than the plan of that year. Rows of
    documents without a year are of any.
    """
    if not question.years:
        return list(rows)
    fits = [_year_fit(set(question.years), row.hit) for row in rows]
    best = max(fits, default=0)
    return [row for row, fit in zip(rows, fits, strict=True) if best and fit == best]


def _year_fit(asked: set[int], hit: Hit) -> int:
    """2 for a row of a year asked for or of none, 1 for one of a time that it is in, else 0."""
    passage, own = hit.passage, set(hit.document.years)
    told = set(years(f"{passage.label}\n{passage.caption}"))
    if told:
        return 2 if told & asked else 0
    if not own or own & asked:
        return 2
    return 1 if set(years(" ".join(passage.section))) & asked else 0


def _flat(cell: RowCell) -> str:
    return " ".join(cell.text.split())


def shown_cells(cells: Sequence[RowCell]) -> list[str]:
    """Cells of words as an answer shows them: the text, then what its column is."""
    return [f"**{_flat(cell)}** ({' '.join(cell.column.split())})" for cell in cells]


def _line(question: Question, row: Row, cells: Sequence[RowCell]) -> Sentence:
    words = wording(question.language)
    text = f"{row.name}{words.colon}{words.comma.join(shown_cells(cells))}"
    return Sentence(text, cell_supports(row.hit, cells))
