"""A column that is headed by a code alone, which a question calls by the name of the code.

"Salaries under governance" is the cell in the row of salaries and the column O6, where another
table of the document has "O6 Governance and partnerships".
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from assistant.draft import Draft, Sentence, Support
from assistant.letters import plain
from assistant.question import Question, question_codes, row_subject
from assistant.reading.match import Matcher, script
from assistant.tables.rows import CODE_NAME, Row, Value, by_table, is_total, leaf, row_name
from index.static import StaticEmbedder

NAMED, NAMED_ACROSS = 0.6, 0.45  # share of a code's name to be said, also in another script
ROW = 0.5  # share of a label that the rest of the question must name
LEAD = 0.67  # of how well the best is named, what the next may have at most
FEWEST = 2  # columns of codes
MOST = 2  # codes that are explained
_SEAM = " – "
_CODE = re.compile(r"[A-Z]{1,5}\d{1,3}(?:\.\d{1,3})?")


def of_code_column(
    question: Question, rows: Sequence[Row], vectors: StaticEmbedder
) -> tuple[Question, list[Row]]:
    """A question and rows of the one column that is called by the name of its code.

    Returns:
        the question without the name and the code, and the rows of the table with their figures of
        that column; both as they are where the question names no such column, or no row beside it.
    """
    best, found = 0.0, None
    for own in by_table(rows).values():
        columns = {code for row in own for value in row.values if (code := _code(value))}
        if len(columns) < FEWEST:
            continue
        named = _called(question, _names(own[0], rows, columns), vectors)
        if named is None:
            continue
        code, words = named
        rest = re.sub(re.escape(words), " ", question.text, flags=re.IGNORECASE)
        rest = re.sub(rf"(?<![A-Za-z0-9]){code}(?!\d)", " ", rest)
        fit = _best_row(rest, own, vectors)
        if fit >= ROW and fit > best:
            others = tuple(other for other in question.codes if other != code)
            best, found = fit, (replace(question, text=rest, codes=others), own, code)
    if found is None:
        return question, list(rows)
    asked, own, code = found
    kept = [
        replace(row, values=tuple(replace(v, said=1.0) for v in row.values if _code(v) == code))
        for row in own
    ]
    return asked, [row for row in kept if row.values]


def with_code_names(question: Question, draft: Draft, rows: Sequence[Row]) -> Draft:
    """An answer with what the codes that head its columns are called, where a question says none.

    Args:
        question: as understood.
        draft: the answer.
        rows: all that were found.
    """
    cited = [support for line in draft.sentences for support in line.supports]
    codes = {s.table.column.split(" / ")[-1].strip(): s for s in cited if s.table}
    added = []
    for code, support in codes.items():
        if not _CODE.fullmatch(code) or code in question.codes:
            continue
        own = [row for row in rows if row.hit.document.id == support.hit.document.id]
        labels = [(row, label) for row in own for label in row.label.split(" / ")]
        named = ((row, label) for row, label in labels if code in _head_codes(label))
        if told := next(named, None):
            row, label = told
            added.append(
                Sentence(f"{code}{_SEAM}{CODE_NAME.sub('', label)}", (Support(row.hit, label),))
            )
    return replace(draft, sentences=(*draft.sentences, *added[:MOST]))


def _head_codes(label: str) -> tuple[str, ...]:
    """The codes that a label begins with."""
    head = CODE_NAME.match(label)
    return question_codes(head.group()) if head else ()


def _code(value: Value) -> str:
    """The code that heads a column, where nothing else does; else empty."""
    header = value.cell.column.split(" / ")[-1].strip()
    return header if _CODE.fullmatch(header) else ""


def _names(row: Row, rows: Sequence[Row], codes: set[str]) -> dict[str, str]:
    """What the rows and groups of a document call the codes of columns of one of its tables."""
    names: dict[str, str] = {}
    for other in rows:
        if other.hit.document.id != row.hit.document.id:
            continue
        for label in other.label.split(" / "):
            for code in _head_codes(label):
                if code in codes:
                    names.setdefault(code, row_name(CODE_NAME.sub("", label)))
    return names


def _called(
    question: Question, names: dict[str, str], vectors: StaticEmbedder
) -> tuple[str, str] | None:
    """The one code that a question says, by itself or by its name, with the words that it uses."""
    coded = [code for code in question.codes if code in names]
    letters = plain(question.text)
    said = [code for code, name in names.items() if plain(name) in letters]
    if len(coded) + len(said) > 0:
        code = (coded or said)[0]
        return (code, names[code]) if len({*coded, *said}) == 1 else None
    if len(names) < FEWEST:
        return None
    codes = list(names)
    shares = Matcher(row_subject(question.text), vectors).named([names[code] for code in codes])
    order = (-shares).argsort()
    first, second = codes[int(order[0])], float(shares[order[1]])
    share = float(shares[order[0]])
    needed = NAMED if script(names[first]) == script(question.text) else NAMED_ACROSS
    return (first, names[first]) if share >= needed and second <= LEAD * share else None


def _best_row(text: str, rows: Sequence[Row], vectors: StaticEmbedder) -> float:
    """How well what is left of a question names one of the rows, totals aside."""
    labels = [leaf(row.name) for row in rows if not is_total(row)]
    if not labels:
        return 0.0
    return float(Matcher(row_subject(text), vectors).named(labels).max())
