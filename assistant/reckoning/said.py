"""Every figure that passages give, with the stretch of its sentence that says what it is of."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from assistant.answer import CellAddress
from assistant.figures import Figure, cell_figure, figures, number_words, unit_scale, years
from assistant.reckoning.wording import things, words_of
from assistant.tables.arithmetic import Quantity
from assistant.tables.rows import Row
from index.hits import Hit
from ingest.sentences import sentences

HITS = 40
EACH = 24  # characters around a figure that say that it is what comes to each
WINDOW = 40  # characters behind a figure that may name what it counts
MAX_ROWS = 60
FEW = 60  # characters of a cell that names its row

# Where one thing of an enumeration ends and the next begins, the strongest first.
_SEAMS = tuple(
    re.compile(seam, re.IGNORECASE)
    for seam in (
        r"[；;]",
        r"，|,(?!\d)",
        r"[、：:]|\b(?:and|while|whereas|but)\b|\b(?:to|against)\s*$|[和而及]|与(?!会)",
    )
)
_COMMA = re.compile(r"[，；;。]|,(?!\d)")
_LETTER = re.compile(r"[A-Za-z](?![A-Za-z])")  # of a name: 4G
_NUMBERED = re.compile(r"\s?(?:号|°(?!C))")
_TO_MONTH = re.compile(r"\s?[-–—~至到]\s?\d{1,2}(?:月|日)")  # of a span: 1至2月
_ITEM = re.compile(r"[.)）]\s|、")
_MARKED = re.compile(r"\s?[)）](?=\s*\S)")
# A year that a figure is only held against: 比2019年增加了一倍, "twice as many as in 2019".
_HELD_AGAINST = re.compile(
    r"(?<!相)[比较](?:19|20)\d{2}年?"
    r"|\b(?:than|compared (?:with|to)|as many as|as much as) (?:in |for )?(?:19|20)\d{2}\b",
    re.IGNORECASE,
)
_TEN = 10
_UNIT_CELL = re.compile(r"[百千]?[万亿]?[人次册个项家座处份吨件张台]{1,2}|[A-Za-z]{1,3}B|km|GWh|MW")
_ONE = re.compile(
    r"(?<![\w-])one(?= [a-z]+(?: [a-z]+){0,2}(?:,| and))(?! of\b)"
    r"|(?<![\u3400-\u9fff]第)(?<!每)一(?=[名位])",
    re.IGNORECASE,
)
_MEASURE = re.compile(r"[多余]?\s*(?:[)）]\s*)?([\u3400-\u9fff])")
_PEOPLE = "名位人"
_NOUN = re.compile(r"\s+((?:[A-Za-z'’-]+\s+){0,2}?(?:[A-Za-z'’-]+s|people|women|men|children))\b")
_FUNCTION = re.compile(
    r"\b(?:of|in|at|on|for|from|by|to|with|about|over|into|through|among|was|were|is|are|had|have|has|did|and|or|the|a|an|this)\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Part:
    """A figure and what it is of.

    Attributes:
        hit: the passage.
        line: which line of the passage, so that figures said together are known.
        sentence: verbatim; of a table the row.
        start: where the figure stands in the line.
        quantity: the figure.
        text: as it is written.
        own: the stretch of the sentence that is about this figure and no other of its kind.
        beside: the same up to the figures before and after, of whatever kind.
        lead: what the sentence says before its first figure, which is about all of them.
        thing: what it counts: a Chinese measure word, an English noun; empty where not said.
        kind: the kind of thing that is, by one name in all languages ("people"); may be empty.
        before: the line up to the sentence, with headings and title.
        years: those that it may be of.
        cell: the address, of a figure in a table.
    """

    hit: Hit
    line: int
    sentence: str
    start: int
    quantity: Quantity
    text: str
    own: str
    beside: str
    lead: str
    thing: str
    kind: str
    before: str
    years: tuple[int, ...]
    cell: CellAddress | None = None

    @property
    def end(self) -> int:
        """Where the figure ends in the line."""
        return self.start + len(self.text)


def text_parts(hits: Sequence[Hit]) -> list[Part]:
    """The figures of the sentences of passages, in their order.

    Args:
        hits: passages in search order.
    """
    found: list[Part] = []
    for hit in hits[:HITS]:
        if hit.passage.kind == "text":
            for number, line in enumerate(hit.passage.text.split("\n")):
                found += _of_line(hit, number, line)
    return found


def _of_line(hit: Hit, number: int, line: str) -> Iterator[Part]:
    found = _figures(line)
    if not found:
        return
    headings = " ".join((*hit.passage.section, hit.document.title))
    bounds = _bounds(line)
    for one in found:
        first, last = next((b for b in bounds if b[0] <= one.start < b[1]), (0, len(line)))
        inside = [other for other in found if first <= other.start < last]
        start, stop = _stretch(line, one, inside, found, (first, last))
        sentence = line[first:last]
        before = f"{line[:first]} {headings}"
        own_years = next(
            filter(
                None,
                (
                    years(_HELD_AGAINST.sub(" ", text))
                    for text in (_clause(line, one, start, stop), line[start:stop], sentence)
                ),
            ),
            years(before),
        )
        yield Part(
            hit,
            number,
            sentence.strip(),
            one.start,
            Quantity(one.value, one.unit),
            one.text,
            line[start:stop],
            _between(line, one, inside, start, stop),
            line[first : min(other.start for other in inside)],
            thing(line, one),
            kind(line, one),
            before,
            tuple(own_years or hit.document.years),
        )


def _figures(line: str) -> list[Figure]:
    """The figures of a line, in digits and in words."""
    found = [f for f in figures(line) if not _is_name(line, f)]
    taken = {one.start for one in found}
    found += [one for one in number_words(line) if one.start not in taken]
    if len(found) > 1:  # beside others "one" counts, too
        found += [
            Figure(Decimal(1), "", match.group(), *match.span()) for match in _ONE.finditer(line)
        ]
    return sorted(found, key=lambda one: one.start)


def _is_name(line: str, figure: Figure) -> bool:
    """Whether a figure only names or numbers: 4G, 第19届, 3号, "21. The Commission", 4° S."""
    letter = figure.value <= _TEN and _LETTER.match(line, figure.end) is not None
    numbered = _NUMBERED.match(line, figure.end) or _TO_MONTH.match(line, figure.end)
    if not line[: figure.start].strip(" (（") and _ITEM.match(line, figure.end):
        return True
    opened = re.search(r"[(（][^()（）]*$", line[: figure.start]) is not None
    if figure.value <= _TEN and not opened and _MARKED.match(line, figure.end):
        return True  # "two questions: 1) whether, 2) when"
    return letter or numbered is not None or line[: figure.start].rstrip().endswith("第")


def _bounds(line: str) -> list[tuple[int, int]]:
    """Where the sentences of a line begin and end."""
    bounds, at = [], 0
    for sentence in sentences(line):
        start = line.find(sentence, at)
        at = start + len(sentence)
        bounds.append((start, at))
    return bounds


def _stretch(
    line: str,
    one: Figure,
    inside: Sequence[Figure],
    found: Sequence[Figure],
    bounds: tuple[int, int],
) -> tuple[int, int]:
    """From the seam behind the figure of its kind before to that before the next one.

    Figures that count other things are passed over where what is counted comes again and again:
    "130 delegates from 18 countries, then 152 delegates from 21 countries".

    Args:
        line: the text.
        one: the figure.
        inside: all figures of its sentence.
        found: all figures of the line.
        bounds: of the sentence.
    """
    first, last = bounds
    peers = [o for o in inside if o.unit == one.unit]
    counts = Counter((o.unit, thing(line, o)) for o in found)
    again = all(counts[o.unit, thing(line, o)] > 1 for o in peers)
    alike = [o for o in peers if thing(line, o) == thing(line, one)]
    if again or (len(alike) > 1 and thing(line, one)):
        peers = alike
    earlier = [_seam(line, o, one) for o in peers if o.start < one.start]
    later = [_seam(line, one, o) for o in peers if o.start > one.start]
    start = max((seam[1] for seam in earlier if seam), default=first)
    stop = min((seam[0] for seam in later if seam), default=last)
    return start, stop


def _clause(line: str, one: Figure, start: int, stop: int) -> str:
    """The clause of a stretch that a figure stands in."""
    before, behind = line[start : one.start], line[one.end : stop]
    return f"{_COMMA.split(before)[-1]}{one.text}{_COMMA.split(behind)[0]}"


def _between(line: str, one: Figure, inside: Sequence[Figure], start: int, stop: int) -> str:
    """The stretch of a figure up to the figures before and after it."""
    start = max([start, *(o.end for o in inside if o.end <= one.start)])
    stop = min([stop, *(o.start for o in inside if o.start >= one.end)])
    return line[start:stop]


def _seam(line: str, one: Figure, other: Figure) -> tuple[int, int] | None:
    """The strongest seam between two figures.

    Where there is none, the second begins anew if both count the same; else they belong together:
    "41 participants from 7 countries".
    """
    for seam in _SEAMS:
        if match := seam.search(line, one.end, other.start):
            return match.span()
    return (other.start, other.start) if thing(line, one) == thing(line, other) else None


def thing(line: str, figure: Figure) -> str:
    """What a figure counts: the Chinese measure word or the English noun behind it, or empty."""
    if figure.unit:
        return ""
    if match := _MEASURE.match(line, figure.end):
        return "人" if match[1] in _PEOPLE else match[1]
    window = _FUNCTION.split(line[figure.end : figure.end + WINDOW], maxsplit=1)[0]
    match = _NOUN.match(window)
    return match[1].split()[-1].lower() if match else ""


def kind(line: str, figure: Figure) -> str:
    """The kind of thing that a figure counts: people, countries; empty where it is no such."""
    behind = line[figure.end : figure.end + WINDOW]
    if figure.unit:
        return ""
    return next((name for name, said, _ in things() if said.search(behind)), "")


def clause_of(part: Part) -> str:
    """The clause of its sentence that a figure stands in."""
    before, told, behind = part.sentence.partition(part.text)
    return f"{_COMMA.split(before)[-1]}{told}{_COMMA.split(behind)[0]}"


def is_each(part: Part) -> bool:
    """Whether a figure is what comes to each: "£1,150 each", 每人2万元."""
    at = part.sentence.find(part.text)
    around = part.beside if at < 0 else part.sentence[max(0, at - EACH) : at]
    behind = part.sentence[at + len(part.text) :][:EACH]
    return words_of("each before").search(around) is not None or (
        words_of("each behind").match(behind) is not None
    )


def is_change(part: Part) -> bool:
    """Whether a figure says by how much something has changed: "12% more than in 2023", 增加8%."""
    before, _, behind = part.sentence.partition(part.text)
    return any(
        words_of(f"{way} by").search(before) or words_of(f"{way} than").match(behind)
        for way in ("risen", "fallen")
    )


def row_parts(rows: Sequence[Row]) -> Iterator[Part]:
    """The figures of the first rows of tables, in their order.

    Args:
        rows: table by table (``assembly.table_rows``).
    """
    for number, row in enumerate(rows[:MAX_ROWS]):
        passage = row.hit.passage
        headings = f"{passage.caption} {' '.join(passage.section)} {row.hit.document.title}"
        words = [c.text for c in passage.cells if cell_figure(c.text) is None and len(c.text) < FEW]
        name = " ".join(dict.fromkeys((row.name, *words)))
        measure = next((word for word in words if _UNIT_CELL.fullmatch(word)), "")
        for value in row.values:
            column = value.cell.column
            yield Part(
                row.hit,
                -1,
                passage.text,
                number,
                _scaled(value.quantity, measure),
                value.cell.text,
                f"{name} {column}",
                f"{name} {column}",
                "",
                ("人" if measure.endswith("人") else measure) or column,
                "people" if measure.endswith("人") else "",
                headings,
                tuple(value.years),
                CellAddress(passage.caption, passage.label, column),
            )


def _scaled(quantity: Quantity, measure: str) -> Quantity:
    """A figure of a row that says its unit in a cell of its own: 万人."""
    if not measure or quantity.unit or quantity.scale != 1:
        return quantity
    return Quantity(quantity.value, quantity.unit, unit_scale(measure))
