"""Checking the sentences of a language model against the passages that they cite.

Every figure, date, year, code, name and quotation must stand in the passages cited, or follow from
them by exact computation; a figure of a table must be told of its own row and year; what remains
of the sentence must be about what the passages say and what is asked.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import cached_property

from assistant.binding import bound, clause, merged
from assistant.calendar_dates import calendar_dates, quarters
from assistant.computed import follows
from assistant.cues import cue
from assistant.figures import years
from assistant.instructions import without_instructions
from assistant.letters import plain
from assistant.manner import Manner
from assistant.match import Matcher
from assistant.named import Expand, Names
from assistant.quantities import Quantity, quantities
from assistant.question import Question, code_year, question_codes, question_language
from assistant.stated import (
    Passage,
    Row,
    Statement,
    code_marks,
    row_marks,
    same_table,
    table_row,
    year_marks,
)
from index.search import Hit
from index.static import StaticEmbedder

OTHER_ROW = 0.6  # share of another row's name that a sentence must hold to be about that row
MARGIN = 0.15  # by which it must hold more of it than of the row that the figure is from
LISTED = 30  # things that a list may have
OTHER_CLAUSE = 0.25  # by which it must hold more of what stands beside another figure of a text
OWN_ROW = 0.35  # share of a row's name by which a sentence that names the rows above it is about it


_YEARS = re.compile(
    r"\s*(?:years?|ans|années|años|лет|года?|年|سنوات|سنة|أعوام)(?!\w)", re.IGNORECASE
)
_COMMA = re.compile(r"[,，、]\s*(?:and |et |y |и )?|\s(?:and|et|y|и)\s|\sو|[和及与]")


@dataclass(frozen=True, slots=True)
class Problem:
    """What a sentence states that its passages do not bear out.

    Attributes:
        kind: ``figure``, ``row``, ``year``, ``unit``, ``direction``, ``date``, ``code``, ``name``,
            ``negation``, ``marker``, ``instruction`` (it says what a document tells a model to
            say) or one of ``assistant.manner``.
        detail: the words in question.
    """

    kind: str
    detail: str

    def __str__(self) -> str:
        return f"{self.kind}: {self.detail}"


@dataclass
class Verifier:
    """Checks the sentences written in answer to one question.

    Args:
        question: as understood.
        draft: the extractive answer.
        hits: everything found; its table rows are what a figure may have been mistaken for.
        vectors: the bilingual embedding.
        expand: gives a text's terms with their other forms.
        shown: the passages that the model was shown.
        secrets: texts that no sentence may repeat: the prompt and the key.
    """

    question: Question
    draft: str
    hits: Sequence[Hit]
    shown: Sequence[Hit]
    vectors: StaticEmbedder
    expand: Expand
    secrets: Sequence[str] = ()
    _passages: dict[int, Passage] = field(default_factory=dict)

    @cached_property
    def _rows(self) -> list[Row]:
        return [table_row(hit) for hit in self.hits if hit.passage.kind == "row"]

    @cached_property
    def _names(self) -> Names:
        return Names(without_instructions(self.question.text), self.expand, self.vectors)

    @cached_property
    def _told(self) -> str:
        """What in the passages shown instructs a model."""
        return "\n".join(self._passage(hit).removed for hit in self.shown).strip()

    @cached_property
    def _manner(self) -> Manner:
        return Manner(self.question, self.draft, self.vectors, self.expand, self.secrets)

    def problems(self, sentence: str, cited: Sequence[Hit]) -> tuple[Problem, ...]:
        """All that a sentence states beyond what it cites; empty for a sentence borne out.

        Args:
            sentence: as written, without its markers.
            cited: the passages that its markers point to.
        """
        if not cited:
            return (Problem("marker", "no passage is cited"),)
        passages = [self._passage(hit) for hit in cited]
        written = question_language(sentence)
        evidence = [passage.whole for passage in passages]
        found = [
            *self._figures(sentence, written, passages),
            *_dates(sentence, passages),
            *self._codes(sentence, evidence),
            *(Problem("name", n) for n in self._names.unknown(sentence, written, evidence)),
            *_negations(sentence, passages),
            *(Problem(kind, what) for kind, what in self._manner.faults(sentence, evidence)),
            *(
                Problem("instruction", w)
                for w in self._manner.obeyed(sentence, evidence, self._told)
            ),
        ]
        return tuple(dict.fromkeys(found))

    def _passage(self, hit: Hit) -> Passage:
        return self._passages.setdefault(hit.passage_id, Passage(hit))

    # Figures

    def _figures(
        self, sentence: str, language: str, passages: Sequence[Passage]
    ) -> Iterator[Problem]:
        days = [(date.start, date.end) for date in calendar_dates(sentence)]
        wanted = quantities(sentence, language, days)
        if not wanted:
            yield from _years(sentence, passages)
            return
        stated = [s for passage in passages for s in passage.statements]
        of_years = bound(sentence, year_marks(sentence), [(q.start, q.end) for q in wanted])
        asked = frozenset(self.question.years) if not year_marks(sentence) else frozenset()
        verdicts: list[tuple[Quantity, str, list[Statement]]] = []
        for place, quantity in enumerate(wanted):
            told = of_years[place] or asked
            alike = [s for s in stated if _same_value(quantity, s.quantity)]
            verdicts.append((quantity, *self._verdict(sentence, wanted, place, told, alike)))
        borne = [s for _, problem, found in verdicts if not problem for s in found]
        named = [s for s in stated if self._is_named(sentence, s)]
        direction = _direction(sentence)
        for quantity, problem, _ in verdicts:
            if not problem or self._is_listed(sentence, quantity, passages):
                continue
            if _is_span_of_years(sentence, quantity):
                continue
            if problem != "direction" and follows(quantity, sentence, borne, named, direction):
                continue
            yield Problem(problem, quantity.text)
        yield from _years(sentence, passages)

    def _verdict(
        self,
        sentence: str,
        wanted: Sequence[Quantity],
        place: int,
        told: frozenset[object],
        alike: Sequence[Statement],
    ) -> tuple[str, list[Statement]]:
        """The kind of problem with a figure, or nothing and the statements that bear it out."""
        quantity = wanted[place]
        if not alike:
            return "figure", []
        spans = [(q.start, q.end) for q in wanted]
        checks: tuple[tuple[str, Callable[[Statement], bool]], ...] = (
            ("unit", lambda s: _unit_fits(quantity, s)),
            ("direction", lambda s: _direction_fits(sentence, s)),
            ("year", lambda s: not told or not s.years or bool(told & s.years)),
            ("row", lambda s: self._row_fits(sentence, spans, place, s)),
        )
        left = list(alike)
        for kind, fits in checks:
            left = [statement for statement in left if fits(statement)]
            if not left:
                return kind, []
        return "", left

    def _row_fits(
        self,
        sentence: str,
        spans: Sequence[tuple[int, int]],
        place: int,
        statement: Statement,
    ) -> bool:
        """Whether a figure is told of what it belongs to in its passage."""
        if statement.row is None:
            codes = bound(sentence, code_marks(sentence), spans)[place]
            codes = codes or frozenset(c for c in self.question.codes if "-" not in c)
            if codes and statement.codes:
                return bool(codes & statement.codes)
            return not statement.rivals or self._is_of(clause(sentence, spans, place), statement)
        row = statement.row
        rows = same_table(row, self._rows)
        marks = row_marks(sentence, rows)
        totals = frozenset(other.passage for other in rows if other.is_total)
        if row.is_total and row.passage in bound(sentence, marks, spans)[place]:
            return True
        if any(not mark.meant <= totals for mark in marks):  # "P2 got a total of"
            marks = merged([mark for mark in marks if not mark.meant <= totals])
        if len(marks) > 1 and len(spans) == 1 and cue("jointly").search(sentence):
            return row.is_total
        told = bound(sentence, marks, spans)[place]
        part = clause(sentence, spans, place)
        if told:
            own = any(code in row.codes for code in question_codes(sentence)) or _holds(
                sentence, row.leaf
            )
            if row.passage not in told:
                return told <= totals and self._is_about(part, row, rows)
            return own or len(told) == 1 or self._likeness(sentence, [row])[0] >= OWN_ROW
        return self._is_about(part, row, rows)

    def _is_about(self, clause: str, row: Row, rows: Sequence[Row]) -> bool:
        """Whether a clause is not clearly about another row; else the question decides."""
        for text in (clause, self.question.text):
            own, *others = self._likeness(text, [row, *(o for o in rows if o.leaf != row.leaf)])
            best = max(others, default=0.0)
            if best >= OTHER_ROW and best - own > MARGIN:
                return False
            if own >= OTHER_ROW:
                return True
            marks = row_marks(text, rows)
            if marks and all(row.passage not in mark.meant for mark in marks):
                return False
        return True

    def _is_of(self, part: str, statement: Statement) -> bool:
        """Whether a part of a sentence is not clearly about another figure of the same text."""
        named = Matcher(part, self.vectors).named([statement.clause, *statement.rivals])
        own, best = float(named[0]), float(max(named[1:]))
        return best < OTHER_ROW or best - own <= OTHER_CLAUSE

    def _likeness(self, text: str, rows: Sequence[Row]) -> list[float]:
        """Share of each row's own name that a text answers to, across languages."""
        return list(map(float, Matcher(text, self.vectors).named([row.leaf for row in rows])))

    def _is_named(self, sentence: str, statement: Statement) -> bool:
        """Whether a sentence names what a statement is about, so that it may compute with it."""
        told = {year for mark in year_marks(sentence) for year in mark.meant}
        told = told or set(self.question.years)
        if told and statement.years and not told & statement.years:
            return False
        row = statement.row
        if row is None:
            return statement.quantity.value >= 100 or bool(statement.unit)
        rows = same_table(row, self._rows)
        marks = row_marks(sentence, rows) or row_marks(self.question.text, rows)
        if marks:
            return any(row.passage in mark.meant for mark in marks)
        return self._likeness(f"{sentence}\n{self.question.text}", [row])[0] >= OTHER_ROW

    def _is_listed(self, sentence: str, quantity: Quantity, passages: Sequence[Passage]) -> bool:
        """Whether a small count is that of the things listed, or one that the question gives."""
        if quantity.unit or not 2 <= quantity.value <= LISTED:
            return False
        if listed := _items(sentence[quantity.end :]):
            return quantity.value in listed
        asked = self.question.text
        given = quantities(asked, question_language(asked), [])
        if any(_same_value(quantity, other) and not other.unit for other in given):
            return True
        return any(quantity.value in _items(passage.text) for passage in passages)

    def _codes(self, sentence: str, evidence: Sequence[str]) -> Iterator[Problem]:
        """Codes that stand in no passage; one of the question may, where they name none like it."""
        letters = plain("\n".join(evidence))
        series = {_series(code) for text in evidence for code in question_codes(text)}
        found = {quarter for text in evidence for quarter in quarters(text)}
        for code in question_codes(sentence):
            if re.fullmatch(r"Q[1-4]", code) and int(code[1]) in found:
                continue
            asked = code in self.question.codes and _series(code) not in series
            dated = code_year(code) is not None and code in self.question.codes
            if plain(code) not in letters and not (asked or dated) and not _is_unit_code(code):
                yield Problem("code", code)


def _same_value(one: Quantity, other: Quantity) -> bool:
    return (one.unit == "time") == (other.unit == "time") and bool(
        set(one.values) & set(other.values)
    )


def _unit_fits(quantity: Quantity, statement: Statement) -> bool:
    """Whether a figure has the unit that it is stated in; money may lack its currency."""
    if quantity.unit == statement.unit:
        return True
    if quantity.unit:
        return (
            not statement.unit
            and not statement.quantity.counted
            and quantity.unit in statement.units
        )
    return statement.unit not in ("%", "pp", "time") and not quantity.counted


def _direction_fits(sentence: str, statement: Statement) -> bool:
    """Whether a change is told in its direction: a minus is a fall."""
    direction = _direction(sentence)
    signed = statement.quantity.negative or statement.quantity.text.startswith("+")
    if not direction or statement.row is None or not signed:
        return True
    return (direction < 0) == statement.quantity.negative


def _direction(sentence: str) -> int:
    """1 where a sentence tells of a rise, -1 of a fall, 0 of neither or both."""
    return bool(cue("rise").search(sentence)) - bool(cue("fall").search(sentence))


def _years(sentence: str, passages: Sequence[Passage]) -> Iterator[Problem]:
    known = {year for passage in passages for year in passage.years}
    text = "\n".join(passage.whole for passage in passages)
    for year in years(sentence):
        short = re.search(rf"[A-Z]-?{year % 100:02d}(?!\d)", text)
        if year not in known and not short and not re.search(rf"(?<!\d){year}(?!\d)", text):
            yield Problem("year", str(year))


def _dates(sentence: str, passages: Sequence[Passage]) -> Iterator[Problem]:
    known = [(date, passage.years) for passage in passages for date in passage.dates]
    for date in calendar_dates(sentence):
        outer = [years | _document_years(p) for p in passages for years in (p.years,)]
        if not any(date.is_said_by(other, own | _all(outer)) for other, own in known):
            yield Problem("date", date.text)
    text = "\n".join(passage.whole for passage in passages)
    if missing := quarters(sentence) - quarters(text):
        yield Problem("date", f"Q{min(missing)}")


def _all(found: Sequence[frozenset[int]]) -> frozenset[int]:
    return frozenset().union(*found)


def _document_years(passage: Passage) -> frozenset[int]:
    """The years of the document: those of a date without a year."""
    document = passage.hit.document
    return frozenset(document.years) | frozenset(years(f"{document.date[:4]}"))


def _negations(sentence: str, passages: Sequence[Passage]) -> Iterator[Problem]:
    """A negation that no passage has."""
    match = cue("negation").search(sentence)
    if match and not any(cue("negation").search(passage.whole) for passage in passages):
        yield Problem("negation", match.group())


def _holds(text: str, name: str) -> bool:
    return bool(name) and plain(name) in plain(text)


def _is_span_of_years(sentence: str, quantity: Quantity) -> bool:
    """Whether a number of years is what two years of the sentence are apart."""
    if quantity.unit or not _YEARS.match(sentence[quantity.end :]):
        return False
    told = years(sentence)
    return any(abs(one - other) == quantity.value for one in told for other in told)


def _items(text: str) -> set[int]:
    """How many things each enumeration of a text names: in a line after a colon, or in lines."""
    found = set()
    lines = text.splitlines()
    for number, line in enumerate(lines):
        _, colon, listed = re.sub("：", ":", line).partition(":")
        if not colon:
            continue
        if not listed.strip():
            found.add(len([later for later in lines[number + 1 :] if later.strip()]))
            continue
        parts = re.split(r";|；", listed) if re.search("[;；]", listed) else _COMMA.split(listed)
        found.add(len([part for part in parts if any(map(str.isalnum, part))]))
    return found - {0, 1}


def _series(code: str) -> str:
    """What the codes of a series have in common: ``P`` of ``P2`` and ``P3``."""
    return re.sub(r"\d+$", "", code)


def _is_unit_code(code: str) -> bool:
    return re.fullmatch(r"(?:CHF|USD|EUR|GBP)\d*", code) is not None
