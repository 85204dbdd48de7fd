"""The rows of a table that have a cell which a question says: the projects that are delayed.

"Which projects are delayed?", "which of them does Norway pay for?", "how many halls are in the
north?": a column of words that come again and again, one of which the question says; where it says
cells of two columns, the rows that have both.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Sequence

from assistant.draft import Draft, Sentence
from assistant.figures import cell_figure, years
from assistant.letters import plain
from assistant.question import Question, row_subject, subject
from assistant.reading.match import Matcher, script
from assistant.refusals.detail import counted_noun
from assistant.refusals.subject_noun import noun_asked_for
from assistant.tables.citations import cell_supports
from assistant.tables.match import surroundings
from assistant.tables.rows import Row, by_table, corner
from assistant.tables.terms import terms
from assistant.tables.texts import shown_cells, without_columns
from assistant.wording import wording
from index.static import StaticEmbedder
from ingest.document import RowCell

LONGEST = 32  # characters of a cell that says of what kind its row is
FEWEST = 4  # rows of a table of which some are asked for
MOST = 15  # rows that are told
SAID, SAID_ACROSS = 0.7, 0.4  # share of a cell that a question must say, across languages less
APART = 0.6  # of that, what it may say of any other cell of the column
NAMED = 0.6  # of what is counted, what a name of the table must answer to
# Share of what is left of a question that its table must answer to, across languages less.
ABOUT, ABOUT_ACROSS = 0.5, 0.35
_FIGURES = frozenset({"amount", "share", "money", "sum", "average", "difference", "extreme"})
_COUNTING = re.compile(
    r"\bhow many\b|\bnumber of\b|(?:几|多少)[个项种家](?=[\u3400-\u9fff])", re.IGNORECASE
)
_WHICH = re.compile(
    r"\b(?:which|list|name)\b|\bwhat (?!(?:is|are|was|were|do|does|did)\b)\w|哪|列出|有什么",
    re.IGNORECASE,
)
_ITEMS = re.compile(r"\s*[;；/、]\s*")


def having_draft(question: Question, rows: Sequence[Row], vectors: StaticEmbedder) -> Draft | None:
    """The rows with the cells that a question says, or how many they are; None where it says none.

    Args:
        question: as understood.
        rows: those with or without figures that may be meant (``texts.worded_rows``).
        vectors: the embedding that cells are compared by across languages.
    """
    counts = _COUNTING.search(question.text) is not None
    asked = counts or _WHICH.search(question.text)
    if not asked or question.wants & _FIGURES:
        return None
    noun = (counted_noun(question) if counts else noun_asked_for(question.text)).split()[-1:]
    if counts and not noun:
        return None
    text = without_columns(question.text)  # the status, the donor: no cell of the column
    matcher = Matcher(subject(text), vectors)
    for own in by_table(rows).values():
        said = _said_cells(text, own, matcher) if len(own) >= FEWEST else {}
        chosen = [row for row in own if said and _has_all(row, said)]
        some = 0 < len(chosen) < len(own)
        if not some or (noun and not _are_of_kind(noun[0], own[0], matcher)):
            continue
        if _is_of_table(question, own[0], said, vectors):
            return _draft(question, chosen, set(said), counts)
    return None


def _said_cells(text: str, rows: Sequence[Row], matcher: Matcher) -> dict[str, frozenset[str]]:
    """For each column of words that come again the ones that a question says."""
    columns: dict[str, list[str]] = defaultdict(list)
    for row in rows:
        for cell in _worded(row):
            columns[cell.column] += _items(cell.text)
    found = {}
    for column, items in columns.items():
        kinds = list(dict.fromkeys(items))
        if len(kinds) < len(items) and (said := _said_of(text, kinds, matcher)):
            found[column] = said
    return found


def _said_of(text: str, kinds: Sequence[str], matcher: Matcher) -> frozenset[str]:
    """Which of the words of a column a question says: word for word, or one of them in its own."""
    words, letters = set(terms(text)), plain(text)
    exact = {
        kind
        for kind in kinds
        if (plain(kind) in letters if script(kind) == "han" else _words(kind) <= words)
    }
    if exact:
        return frozenset(exact)
    shares = matcher.named(kinds)
    first, *others = sorted(map(float, shares), reverse=True)
    across = script(kinds[int(shares.argmax())]) != script(text)
    if first < (SAID_ACROSS if across else SAID) or (others and others[0] > APART * first):
        return frozenset()
    return frozenset({kinds[int(shares.argmax())]})


def _words(kind: str) -> set[str]:
    """The words of a cell, of a name without its initials."""
    words = set(terms(kind))
    return {word for word in words if len(word) > 1} or words


def _worded(row: Row) -> list[RowCell]:
    """The short cells of words of a row, times aside."""
    return [
        cell
        for cell in row.hit.passage.cells
        if cell.column
        and len(cell.text) <= LONGEST
        and "\n" not in cell.text
        and plain(cell.text)
        and cell_figure(cell.text) is None
        and not years(cell.text)
    ]


def _items(text: str) -> list[str]:
    return [item for item in _ITEMS.split(text.strip()) if plain(item)]


def _has_all(row: Row, said: dict[str, frozenset[str]]) -> bool:
    cells = {cell.column: set(_items(cell.text)) for cell in _worded(row)}
    return all(cells.get(column, set()) & items for column, items in said.items())


def _are_of_kind(noun: str, row: Row, matcher: Matcher) -> bool:
    """Whether the rows of a table are what "which projects?" asks for, as its names say."""
    asked, passage = matcher.for_words(noun), row.hit.passage
    names = [corner(row), passage.caption, *passage.section[-1:], passage.context.split("\n")[0]]
    columns = [cell.column for cell in passage.cells[:1]]
    return float(asked.covered(asked.met([*names, *columns])).max(initial=0.0)) >= NAMED


def _is_of_table(
    question: Question, row: Row, said: dict[str, frozenset[str]], vectors: StaticEmbedder
) -> bool:
    """Whether a table is of what is left of a question: of "projects", nothing else."""
    rest = without_columns(question.text)
    for item in _all(said.values()):
        rest = re.sub(re.escape(item), " ", rest, flags=re.IGNORECASE)
    rest = row_subject(_COUNTING.sub(" ", _WHICH.sub(" ", rest)))
    if not any(map(str.isalnum, rest)):
        return False
    matcher = Matcher(rest, vectors)
    around = "\n".join([surroundings(row), row.hit.passage.context, *_all(said.values()), *said])
    across = script(row.label) != script(question.text)
    needed = ABOUT_ACROSS if across else ABOUT
    return float(matcher.covered(matcher.met([around]))[0]) >= needed


def _all(items: Iterable[frozenset[str]]) -> list[str]:
    return [item for own in items for item in sorted(own)]


def _draft(question: Question, rows: Sequence[Row], columns: set[str], counts: bool) -> Draft:
    """A line for each row: its name, what it is called besides, and the cells asked by."""
    words = wording(question.language)
    lines, names = [], []
    for row in rows[:MOST]:
        cells = row.hit.passage.cells
        called = [cell for cell in cells if cell.text in row.aliases][:1]
        shown = [*called, *(cell for cell in cells if cell.column in columns)]
        names.append(words.colon.join([row.name, *(cell.text for cell in called)]))
        text = f"{row.name}{words.colon}{words.comma.join(shown_cells(shown))}"
        lines.append(Sentence(text, cell_supports(row.hit, shown)))
    short = str(len(rows)) if counts else "; ".join(names)
    head = [Sentence(f"**{short}**")] if counts else []
    return Draft("answered", (*head, *lines), short, 0.8, "filter")
