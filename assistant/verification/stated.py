"""What passages state: their quantities, each with its unit, its years and what it is about."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import cached_property

from assistant.figures import years
from assistant.question import question_codes, question_language
from assistant.verification.binding import Mark, bound, clause, merged
from assistant.verification.calendar_dates import CalendarDate, calendar_dates
from assistant.verification.cues import cue
from assistant.verification.instructions import instructs, without_instructions
from assistant.verification.quantities import Quantity, folded, quantities, unit_of
from index.hits import Hit, IndexedPassage
from ingest.sentences import sentences

Table = tuple[int, int]
_CODE_OF_ROW = re.compile(r"^\s*[A-Z]{1,3}\d{1,3}(?:/[A-Z]{1,3}\d{1,3})*\s*[–—:：-]?\s*")
_TOTAL = re.compile(
    r"^(?:(?:grand |sub-?)?total|sum|all\b.*|ensemble|итого|всего"
    r"|\w{0,4}(?:总计|合计|总额|小计|共计))$",
    re.IGNORECASE,
)
_BRACKETS = re.compile(r"[（(\[【][^（()）\]】]*[)）\]】]")


@dataclass(frozen=True, slots=True)
class Row:
    """A table row as a sentence may name it.

    Attributes:
        passage: its number in the catalogue.
        table: document and block of its table.
        leaf: its own name without code, brackets and the rows above it.
        path: its names from the outermost on.
        codes: codes of its own name; ``all_codes`` also those of the rows it belongs to.
        is_total: whether it is the table's total.
    """

    passage: int
    table: Table
    leaf: str
    path: str
    codes: tuple[str, ...]
    all_codes: tuple[str, ...]
    is_total: bool


@dataclass(frozen=True, slots=True)
class Statement:
    """A quantity that a passage states.

    Attributes:
        quantity: as it stands.
        unit: its own unit, or that of its column or caption.
        units: every unit that its row or passage names: it may be in one of these.
        years: years that it is for; empty where none is told.
        codes: codes that it belongs to in running text.
        row: the row that it stands in, None in running text.
        clause: what stands around it, in running text.
        rivals: what stands around the other figures of its sentence.
        around: its whole sentence or row.
    """

    quantity: Quantity
    unit: str
    units: frozenset[str]
    years: frozenset[int]
    codes: frozenset[object]
    row: Row | None = None
    clause: str = ""
    rivals: tuple[str, ...] = ()
    around: str = ""


@dataclass(frozen=True)
class Passage:
    """A passage as evidence: what of it is data, without what would instruct a reader.

    Attributes:
        hit: the passage found.
    """

    hit: Hit
    text: str = field(init=False)
    context: str = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "text", without_instructions(self.hit.passage.text))
        object.__setattr__(self, "context", without_instructions(self.hit.passage.context))

    @property
    def whole(self) -> str:
        """Its words with those above it, and the document's name and title."""
        document = self.hit.document
        title = without_instructions(f"{document.title}\n{document.symbol}")
        name = without_instructions(document.name)
        return f"{self.context}\n{self._headers}\n{self.text}\n{title}\n{name}"

    @property
    def _headers(self) -> str:
        """Of a table row, the caption, the row's names and those of its columns."""
        passage = self.hit.passage
        columns = dict.fromkeys(cell.column for cell in passage.cells)
        return without_instructions("\n".join((passage.caption, passage.label, *columns)).strip())

    @property
    def removed(self) -> str:
        """What of it instructs a model, with the rest of the passage where that follows."""
        raw = f"{self.hit.passage.context}\n{self.hit.passage.text}\n{self.hit.document.title}"
        if not instructs(f"{raw}\n{self.hit.document.name}"):
            return ""
        kept = self.whole
        return "\n".join(part for part in re.split(r"\n| \| ", raw) if part not in kept)

    @cached_property
    def language(self) -> str:
        """The language that it is in."""
        return question_language(self.text)

    @cached_property
    def row(self) -> Row | None:
        """The table row that it is, if it is one."""
        return table_row(self.hit) if self.hit.passage.kind == "row" else None

    @cached_property
    def dates(self) -> list[CalendarDate]:
        """The dates in it and above it."""
        return calendar_dates(f"{self.context}\n{self.text}")

    @cached_property
    def years(self) -> frozenset[int]:
        """The years that it, what stands above it, or its document names."""
        own = years(self.whole)
        return frozenset(own) | frozenset(date.year for date in self.dates if date.year)

    @cached_property
    def statements(self) -> list[Statement]:
        """All that it states in figures; the context's figures come last."""
        own = self._of_row() if self.row else self._of_text(self.text)
        above = self._of_text(self.context)  # numbers of sections and the like count nothing
        return [*own, *(s for s in above if s.unit or s.quantity.value >= 100)]

    def _of_row(self) -> Iterator[Statement]:
        passage = self.hit.passage
        outer = _outer_years(self.hit)
        in_columns = {year for cell in passage.cells for year in years(cell.column)}
        named = frozenset(filter(None, map(unit_of, self.text.split(" | "))))
        for cell in passage.cells:
            if not without_instructions(cell.text).strip():
                continue
            header = unit_of(cell.unit) or unit_of(cell.column) or unit_of(passage.caption)
            own = years(cell.column) or (in_columns if len(in_columns) == 1 else outer)
            for quantity in _read(cell.text, self.language, cell.unit):
                unit = quantity.unit or ("" if quantity.counted else header)
                yield Statement(
                    quantity,
                    unit,
                    named | {unit},
                    frozenset(own),
                    frozenset(),
                    self.row,
                    around=self.text,
                )
        yield from self._of_text(passage.label, self.row)

    def _of_text(self, text: str, row: Row | None = None) -> Iterator[Statement]:
        named = frozenset({unit_of(self.context), unit_of(self.text)})
        for sentence in sentences(text):
            found = _read(sentence, self.language)
            if not found:
                continue
            spans = [(q.start, q.end) for q in found]
            of_years = bound(sentence, year_marks(sentence), spans)
            of_codes = bound(sentence, code_marks(sentence), spans)
            outer = frozenset() if year_marks(sentence) else _outer_years(self.hit)
            for quantity, own, codes in zip(found, of_years, of_codes, strict=True):
                time = frozenset(y for y in own if isinstance(y, int)) or outer
                own_clause, *rivals = _clauses(sentence, spans, (quantity.start, quantity.end))
                yield Statement(
                    quantity,
                    quantity.unit,
                    named,
                    time,
                    codes,
                    row,
                    own_clause,
                    tuple(rivals),
                    sentence,
                )


def _clauses(sentence: str, spans: Sequence[tuple[int, int]], span: tuple[int, int]) -> list[str]:
    """What stands around a figure, then what stands around each of the others."""
    around = [clause(sentence, spans, place) for place in range(len(spans))]
    place = spans.index(span)
    return [around[place], *around[:place], *around[place + 1 :]]


def table_row(hit: IndexedPassage) -> Row:
    """A row passage as it may be named."""
    passage = hit.passage
    label = without_instructions(passage.label)
    leaf = label.rsplit(" / ", 1)[-1]
    bare = _BRACKETS.sub(" ", _CODE_OF_ROW.sub("", leaf)).strip() or leaf
    return Row(
        hit.passage_id,
        (hit.document.id, passage.first_block),
        bare,
        label,
        question_codes(leaf),
        question_codes(label),
        _TOTAL.match(bare) is not None,
    )


def row_marks(text: str, rows: Iterable[Row]) -> list[Mark]:
    """Where a text names rows of one table: by their codes, or by their names as they stand."""
    rows = list(rows)
    marks = []
    for row in rows:
        spans = [span for code in row.all_codes for span in _code_spans(text, code)]
        spans += _name_spans(text, row.leaf)
        spans += [m.span() for m in cue("total").finditer(text)] if row.is_total else []
        marks += [Mark(*span, frozenset({row.passage})) for span in spans]
    return merged(marks)


def year_marks(text: str) -> list[Mark]:
    """Where a text names years, also by codes that end in one (``OP-26``)."""
    marks = []
    for year in years(text):
        for match in re.finditer(rf"(?<!\d){year}(?!\d)", folded(text)):
            marks.append(Mark(*match.span(), frozenset({year})))
    for match in re.finditer(r"(?<![\w-])[A-Z][A-Za-z]{1,7}-?(\d\d)(?![\w/-])", text):
        marks.append(Mark(*match.span(), frozenset({2000 + int(match[1])})))
    return merged(marks)


def code_marks(text: str) -> list[Mark]:
    """Where a text names codes such as ``P2``."""
    return merged(
        [
            Mark(*span, frozenset({code}))
            for code in question_codes(text)
            if "-" not in code
            for span in _code_spans(text, code)
        ]
    )


def code_series(code: str) -> str:
    """What the codes of a series have in common: ``P`` of ``P2`` and ``P3``."""
    return re.sub(r"\d+$", "", code)


def _read(text: str, language: str, unit: str = "") -> list[Quantity]:
    """The quantities of a text; a cell that is nothing but a number is never a year."""
    found = quantities(text, language, [(d.start, d.end) for d in calendar_dates(text)])
    if not found and re.fullmatch(r"\s*\d+\s*", folded(text)) and not years(text):
        return quantities(f"{text} ", language)
    return found


def _outer_years(hit: Hit) -> frozenset[int]:
    """The years that a row's or sentence's surroundings tell, the nearest that tell any."""
    passage = hit.passage
    for text in (passage.label, passage.caption, *reversed(passage.section)):
        if found := years(text):
            return frozenset(found)
    return frozenset()


def _code_spans(text: str, code: str) -> list[tuple[int, int]]:
    pattern = rf"(?<![A-Za-z0-9]){re.escape(code)}(?![A-Za-z0-9])"
    return [match.span() for match in re.finditer(pattern, text, re.IGNORECASE)]


def _name_spans(text: str, name: str) -> list[tuple[int, int]]:
    """Where a row's name stands in a text as it is; names too short to tell are left out."""
    han = re.search(r"[\u3400-\u9fff]", name) is not None
    if len(name) < (2 if han else 4):
        return []
    edge = "" if han else r"(?![^\W_])"
    return [m.span() for m in re.finditer(re.escape(name) + edge, text, re.IGNORECASE)]


def same_table(row: Row, others: Sequence[Row]) -> list[Row]:
    """The rows of a row's table, itself included."""
    found = {other.passage: other for other in others if other.table == row.table}
    return list((found | {row.passage: row}).values())
