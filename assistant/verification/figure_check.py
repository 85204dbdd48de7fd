"""Whether the figures of a sentence are those of the passages that it cites, and told of the same.

A figure must have the value, the unit, the direction, the year and the row (or code, or place) of
a figure in the passages, or be computed exactly from such figures.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from itertools import pairwise

from assistant.figures import years
from assistant.letters import plain
from assistant.question import Question, question_codes, question_language
from assistant.reading.match import Matcher
from assistant.verification.binding import bound, clause, merged
from assistant.verification.calendar_dates import calendar_dates
from assistant.verification.computed import follows
from assistant.verification.cues import cue
from assistant.verification.named import Names
from assistant.verification.quantities import Quantity, quantities
from assistant.verification.stated import (
    Passage,
    Row,
    Statement,
    code_marks,
    code_series,
    row_marks,
    same_table,
    table_row,
    year_marks,
)
from index.hits import Hit, IndexedPassage
from index.static import StaticEmbedder

OTHER_ROW = 0.6  # share of another row's name that a sentence must hold to be about that row
MARGIN = 0.15  # by which it must hold more of it than of the row that the figure is from
FAR = 0.35  # ... or by which it must, however little it holds of both
OTHER_CLAUSE = 0.25  # by which it must hold more of what stands beside another figure of a text
OWN_ROW = 0.35  # share of a row's name by which a sentence that names the rows above it is about it
LIST_LEAD = 0.35  # share of the words before a list that a sentence must hold to count its items
LISTED = 30  # things that a list may have
_SPAN = re.compile(
    r"\s*(?:years?|ans|années|años|лет|года?|年|سنوات|سنة|أعوام)(?!\w)", re.IGNORECASE
)
_TIME = re.compile(
    r"\s*(?:years?|months?|days?|weeks?|hours?|年|个?月|天|周|小时|ans|mois|jours|años|meses|días"
    r"|лет|месяц\w*|дн\w+|سنوات|أشهر|أيام)(?!\w)",
    re.IGNORECASE,
)
_COMMA = re.compile(r"[,，、]\s*(?:and |et |y |и )?|\s(?:and|et|y|и)\s|\sو|[和及与]")
_TO = re.compile(r"\b(?:to|à|a|до)\b|[到至]|إلى")
_ENUMERATED = re.compile(
    r"^[^,，、。.;；]{0,40}?[:：]|^[^,，、。.;；]{0,12}?(?:是|为|包括|即)(?=[^。]*、)"
)

Span = tuple[int, int]
Around = Callable[[Hit], Sequence[IndexedPassage]]


class FigureCheck:
    """Checks the figures of sentences written in answer to one question.

    Args:
        question: as understood.
        hits: everything found; its table rows are what a figure may have been mistaken for.
        around: gives the passages before and after one in its document: the rest of its table.
        vectors: the bilingual embedding.
        names: knows places in six languages.
    """

    def __init__(
        self,
        question: Question,
        hits: Sequence[Hit],
        around: Around,
        vectors: StaticEmbedder,
        names: Names,
    ) -> None:
        self._question = question
        self._around = around
        self._rows = {h.passage_id: table_row(h) for h in hits if h.passage.kind == "row"}
        self._completed: set[int] = set()
        self._vectors = vectors
        self._names = names

    def faults(
        self, sentence: str, language: str, passages: Sequence[Passage]
    ) -> Iterator[tuple[str, str]]:
        """The figures that the passages do not bear out: what is wrong, and the figure's words.

        Args:
            sentence: as written, without markers.
            language: ISO 639-1 code of the sentence.
            passages: those that it cites.
        """
        days = [(date.start, date.end) for date in calendar_dates(sentence)]
        wanted = quantities(sentence, language, days)
        if not wanted:
            return
        self._complete(passages)
        stated = [s for passage in passages for s in passage.statements]
        verdicts = [self._verdict(sentence, wanted, place, stated) for place in range(len(wanted))]
        borne = [s for problem, found in verdicts if not problem for s in found]
        named = [s for s in stated if self._is_named(sentence, s)]
        for quantity, (problem, _) in zip(wanted, verdicts, strict=True):
            if not problem:
                if not _fits_its_list(sentence, quantity):
                    yield "figure", quantity.text
            elif self._is_explained(sentence, quantity, problem, passages, borne, named):
                borne.append(_computed(quantity))  # what follows from it may be told as well
            else:
                yield problem, quantity.text
        yield from _course(sentence, wanted)

    def _verdict(
        self, sentence: str, wanted: Sequence[Quantity], place: int, stated: Sequence[Statement]
    ) -> tuple[str, list[Statement]]:
        """The kind of problem with a figure, or nothing and the statements that bear it out."""
        quantity, spans = wanted[place], [(q.start, q.end) for q in wanted]
        left = [statement for statement in stated if _same_value(quantity, statement.quantity)]
        if not left:
            return "figure", []
        in_years = bound(sentence, year_marks(sentence), spans)[place]
        if not year_marks(sentence):
            in_years = frozenset(self._question.years)
        checks: tuple[tuple[str, Callable[[Statement], bool]], ...] = (
            ("unit", lambda s: _unit_fits(quantity, s)),
            ("direction", lambda s: _direction_fits(sentence, s)),
            ("year", lambda s: not in_years or not s.years or bool(in_years & s.years)),
            ("place", lambda s: self._place_fits(sentence, s)),
            ("row", lambda s: self._row_fits(sentence, spans, place, s)),
        )
        for kind, fits in checks:
            left = [statement for statement in left if fits(statement)]
            if not left:
                return kind, []
        return "", left

    def _is_explained(
        self,
        sentence: str,
        quantity: Quantity,
        problem: str,
        passages: Sequence[Passage],
        borne: Sequence[Statement],
        named: Sequence[Statement],
    ) -> bool:
        """Whether a figure that no passage states counts a list, spans years, or is computed."""
        if self._is_listed(sentence, quantity, passages) or _spans_years(sentence, quantity):
            return True
        if problem == "direction":
            return False
        return follows(quantity, sentence, borne, named, _direction(sentence))

    def _complete(self, passages: Sequence[Passage]) -> None:
        """Look up the other rows of the tables that rows are cited from."""
        for hit in (passage.hit for passage in passages):
            if hit.passage.kind == "row" and hit.passage_id not in self._completed:
                self._completed.add(hit.passage_id)
                near = self._around(hit)
                self._rows |= {p.passage_id: table_row(p) for p in near if p.passage.kind == "row"}

    # Rows, codes and places

    def _row_fits(
        self, sentence: str, spans: Sequence[Span], place: int, statement: Statement
    ) -> bool:
        """Whether a figure is told of what it belongs to in its passage."""
        if statement.row is None:
            return self._text_fits(sentence, spans, place, statement)
        row = statement.row
        if not self._codes_fit(sentence, spans, place, row):
            return False
        rows = same_table(row, list(self._rows.values()))
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
        if not told or (row.passage not in told and told <= totals):
            return self._is_about(part, row)
        if row.passage not in told:
            return False
        own = bool(set(row.codes) & set(question_codes(sentence))) or _holds(sentence, row.leaf)
        return own or len(told) == 1 or self._likeness(sentence, [row])[0] >= OWN_ROW

    def _text_fits(
        self, sentence: str, spans: Sequence[Span], place: int, statement: Statement
    ) -> bool:
        """The same for a figure in running text: by its code, else by the words around it."""
        codes = bound(sentence, code_marks(sentence), spans)[place]
        codes = codes or frozenset(c for c in self._question.codes if "-" not in c)
        if codes and statement.codes:
            return bool(codes & statement.codes)
        if not statement.rivals:
            return True
        part = clause(sentence, spans, place)
        named = Matcher(part, self._vectors).named([statement.clause, *statement.rivals])
        own, best = float(named[0]), float(max(named[1:]))
        return best < OTHER_ROW or best - own <= OTHER_CLAUSE

    def _codes_fit(self, sentence: str, spans: Sequence[Span], place: int, row: Row) -> bool:
        """Whether the code that a figure is told of is the row's, where the row has one like it."""
        told = bound(sentence, code_marks(sentence), spans)[place]
        if not told and not row_marks(sentence, [row]):
            told = frozenset(c for c in self._question.codes if "-" not in c)
        own = {code_series(code) for code in row.all_codes}
        alike = {code for code in told if code_series(str(code)) in own}
        return not alike or bool(alike & set(row.all_codes)) or row.is_total

    def _place_fits(self, sentence: str, statement: Statement) -> bool:
        """Whether one of a sentence's places stands beside the figure, where any place does."""
        told = self._names.places(sentence)
        own = self._names.places(statement.around) if told else frozenset()
        return not told or not own or bool(told & own)

    def _is_about(self, part: str, row: Row) -> bool:
        """Whether a clause is not clearly about another row; else the question decides."""
        others = self._rivals(row)
        named = [o for o in same_table(row, list(self._rows.values())) if not o.is_total]
        for text in (part, self._question.text):
            if marks := row_marks(text, named):
                return any(row.passage in mark.meant for mark in marks)
            own, *shares = self._likeness(text, [row, *others])
            best = max(shares, default=0.0)
            if (best >= OTHER_ROW and best - own > MARGIN) or best - own > FAR:
                return False
            if own >= OTHER_ROW:
                return True
        return True

    def _rivals(self, row: Row) -> list[Row]:
        """The other rows of its document that are not the same thing in another language."""
        others = [
            other
            for other in self._rows.values()
            if other.table[0] == row.table[0] and other.leaf != row.leaf
        ]
        named = self._likeness(row.leaf, others) if others else []
        return [other for other, share in zip(others, named, strict=True) if share < OTHER_ROW]

    def _likeness(self, text: str, rows: Sequence[Row]) -> list[float]:
        """Share of each row's own name that a text answers to, across languages."""
        return list(map(float, Matcher(text, self._vectors).named([row.leaf for row in rows])))

    def _is_named(self, sentence: str, statement: Statement) -> bool:
        """Whether a sentence names what a statement is about, so that it may compute with it."""
        told = {year for mark in year_marks(sentence) for year in mark.meant}
        told = told or set(self._question.years)
        if told and statement.years and not told & statement.years:
            return False
        row = statement.row
        if row is None:
            return statement.quantity.value >= 100 or bool(statement.unit)
        rows = same_table(row, list(self._rows.values()))
        marks = row_marks(sentence, rows) or row_marks(self._question.text, rows)
        if marks:
            return any(row.passage in mark.meant for mark in marks)
        return self._likeness(f"{sentence}\n{self._question.text}", [row])[0] >= OTHER_ROW

    def _is_listed(self, sentence: str, quantity: Quantity, passages: Sequence[Passage]) -> bool:
        """Whether a small count is that of the things listed, or one that the question gives."""
        after = sentence[quantity.end :]
        if quantity.unit or not 2 <= quantity.value <= LISTED or _TIME.match(after):
            return False
        if listed := _ENUMERATED.match(after):
            return _holds_count(after[listed.end() :], quantity)
        asked = self._question.text
        given = quantities(asked, question_language(asked), [])
        if any(_same_value(quantity, other) and not other.unit for other in given):
            return True
        lists = [found for passage in passages for found in _lists(passage.text)]
        leads = [lead for lead, count in lists if count == quantity.value]
        return bool(leads) and max(Matcher(sentence, self._vectors).named(leads)) >= LIST_LEAD


def _computed(quantity: Quantity) -> Statement:
    """A figure that follows from others, to compute with in its turn."""
    return Statement(quantity, quantity.unit, frozenset(), frozenset(), frozenset())


def _same_value(one: Quantity, other: Quantity) -> bool:
    return (one.unit == "time") == (other.unit == "time") and bool(
        set(one.values) & set(other.values)
    )


def _unit_fits(quantity: Quantity, statement: Statement) -> bool:
    """Whether a figure has the unit that it is stated in; money may lack its currency."""
    if quantity.unit == statement.unit:
        return True
    if quantity.unit:
        open_to = not statement.unit and not statement.quantity.counted
        return open_to and quantity.unit in statement.units
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


def _course(sentence: str, wanted: Sequence[Quantity]) -> Iterator[tuple[str, str]]:
    """A fall from a lower to a higher figure, or a rise the other way."""
    for first, second in pairwise(wanted):
        between = sentence[first.end : second.start]
        before = sentence[max(0, first.start - 24) : first.start]
        direction = _direction(between) or _direction(before) * bool(re.search(r"从|from", before))
        if first.unit != second.unit or not direction or not _TO.search(between):
            continue
        if (second.value - first.value) * direction < 0:
            yield "direction", second.text


def _spans_years(sentence: str, quantity: Quantity) -> bool:
    """Whether a number of years is what two years of the sentence are apart."""
    if quantity.unit or not _SPAN.match(sentence[quantity.end :]):
        return False
    told = years(sentence)
    return any(abs(one - other) == quantity.value for one in told for other in told)


def _fits_its_list(sentence: str, quantity: Quantity) -> bool:
    """Whether a count that a list follows at once is that of the list's items."""
    after = sentence[quantity.end :]
    listed = _ENUMERATED.match(after)
    if quantity.unit or not listed or not 2 <= quantity.value <= LISTED:
        return True
    rest = after[listed.end() :]
    return len(_COMMA.findall(rest)) < 2 or _holds_count(rest, quantity)


def _holds_count(listed: str, quantity: Quantity) -> bool:
    """Whether a list may have so many items: "and" may part two, or stand within one."""
    rest = re.split(r"[。.](?:\s|$)", listed)[0]
    most = _count(_COMMA.split(rest))
    fewest = _count(re.split(r"[,，、;；]", rest))
    return fewest <= quantity.value <= most


def _lists(text: str) -> Iterator[tuple[str, int]]:
    """The lists of a text, each with the words before it and its number of items."""
    lines = text.splitlines()
    for number, line in enumerate(lines):
        lead, colon, listed = line.replace("：", ":").partition(":")
        if colon and listed.strip():
            parts = (
                re.split(r"[;；]", listed) if re.search("[;；]", listed) else _COMMA.split(listed)
            )
            yield lead, _count(parts)
        elif colon:
            yield lead, _count(lines[number + 1 :])


def _count(parts: Sequence[str]) -> int:
    return len([part for part in parts if any(map(str.isalnum, part))])


def _holds(text: str, name: str) -> bool:
    return bool(name) and plain(name) in plain(text)
