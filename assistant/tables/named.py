"""The rows that the two or more names in a question stand for, in another language too."""

from __future__ import annotations

import re
from collections.abc import Sequence

from assistant.figures import cell_figure
from assistant.letters import plain
from assistant.question import Question
from assistant.reading.match import Matcher
from assistant.reckoning.asked import asked_of
from assistant.reckoning.joined import Name
from assistant.reckoning.wording import Operation
from assistant.tables.match import surroundings
from assistant.tables.rows import Row, by_table, is_total, leaf
from index.static import StaticEmbedder

NAMED = 0.35  # how well a name must fit a row
LEAD = 1.3  # by what factor better than any other row of the table
TOLD = 0.3  # share of the rest of a question that the table must say
FEW = 12  # letters of a cell that may name its row

_NUMERAL = re.compile(r"[一二三四五六七八九十]|\s?\d{1,2}(?![\d年月日%])")
_OPERATIONS: dict[str, Operation] = {
    "sum": "sum",
    "average": "sum",
    "extreme": "compare",
    "lookup": "sum",
}


def rows_of_names(
    question: Question, rows: Sequence[Row], operation: str, vectors: StaticEmbedder
) -> list[Row]:
    """A row of one table for each name that a question joins or holds against another, or none.

    Args:
        question: as understood.
        rows: that may be meant.
        operation: of the plan.
        vectors: the embedding that names are compared by across languages.
    """
    tables = by_table(row for row in rows if not is_total(row))
    asked = asked_of(question)
    of_money = bool(question.wants & {"amount", "money"})
    best: tuple[float, list[Row]] = (0.0, [])
    for names in asked.names(_OPERATIONS.get(operation, "difference")):
        ends = [asked.words[max(name.words)].end for name in names]
        matchers = [
            _Name(asked.text, name, end, vectors) for name, end in zip(names, ends, strict=True)
        ]
        named = {word for name in names for word in name.words}
        rest = [word.text for n, word in enumerate(asked.words) if n not in named]
        for own in tables.values():
            fit, found = _in_table(matchers, own)
            if fit > best[0] and (of_money or _tells(rest, found[0], vectors)):
                best = fit, found
    return best[1]


def _tells(rest: Sequence[str], row: Row, vectors: StaticEmbedder) -> bool:
    """Whether what stands around a row says of its figures what a question asks."""
    if not rest:
        return True
    columns = " ".join(cell.column for cell in row.hit.passage.cells)
    matcher = Matcher(" ".join(rest), vectors)
    return float(matcher.covered(matcher.met([f"{surroundings(row)} {columns}"]))[0]) >= TOLD


class _Name:
    """A name of a question, ready to be held against rows."""

    def __init__(self, text: str, name: Name, end: int, vectors: StaticEmbedder) -> None:
        numeral = _NUMERAL.match(text, end)
        self.numbered = f"{name.text}{numeral.group()}" if numeral else ""
        self._matcher = Matcher(name.text, vectors)

    def fits(self, texts: Sequence[str]) -> list[float]:
        """How well each text is named, 0 to 1."""
        if self.numbered:
            said = plain(self.numbered)
            return [float(plain(text).startswith(said)) for text in texts]
        covered = self._matcher.covered(self._matcher.met(texts))
        return [float(fit) for fit in 0.5 * covered + 0.5 * self._matcher.named(texts)]


def _in_table(names: Sequence[_Name], rows: Sequence[Row]) -> tuple[float, list[Row]]:
    """How well the weakest of the names fits its row, and the rows; none where one has no row."""
    found: list[Row] = []
    weakest = 1.0
    for name in names:
        fits = _fits(name, rows)
        order = sorted(range(len(rows)), key=lambda n: (-fits[n], n))
        first = order[0]
        rivals = [fits[n] for n in order if leaf(rows[n].name) != leaf(rows[first].name)]
        if fits[first] < NAMED or fits[first] < LEAD * max(rivals, default=0.0):
            return 0.0, []
        weakest = min(weakest, fits[first])
        if all(leaf(rows[first].name) != leaf(row.name) for row in found):
            found.append(rows[first])
    return (weakest, found) if len(found) == len(names) else (0.0, [])


def _fits(name: _Name, rows: Sequence[Row]) -> list[float]:
    """How well a name fits each row: its label, or another cell of few words."""
    texts = [(n, text) for n, row in enumerate(rows) for text in _texts(row)]
    best = [0.0] * len(rows)
    for (number, _), fit in zip(texts, name.fits([text for _, text in texts]), strict=True):
        best[number] = max(best[number], fit)
    return best


def _texts(row: Row) -> list[str]:
    cells = [cell.text for cell in row.hit.passage.cells]
    return [leaf(row.name), *(t for t in cells if len(t) <= FEW and cell_figure(t) is None)]
