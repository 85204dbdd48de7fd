"""What a code stands for in each document, and that it is not the same everywhere."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from assistant.draft import Draft, Sentence, Support
from assistant.figures import figures
from assistant.question import Question, bare, question_codes
from assistant.reading.extract import spans
from assistant.tables.asked import Asked, Cell
from assistant.tables.citations import cell_supports, row_supports
from assistant.tables.lines import line
from assistant.tables.rows import CODE_NAME, Row, label_codes, leaf, same_group, shared_codes
from assistant.tables.wording import table_wording
from assistant.tables.words import phrase
from assistant.wording import wording
from index.hits import Hit

_MEANING = re.compile(
    r"含义|意思|指(?:的是)?什么|所指|代表什么|代表的是"
    r"|\bstands? for\b|\bmean(?:s|ing)?\b|\bmeant by\b|\brefers? to\b",
    re.IGNORECASE,
)

_AFTER_NAME = re.compile(r"[:：；;，,。（(.]|\s[–—-]\s")
LONGEST = 40  # characters of a name
LONGEST_CELL = 80  # characters of a cell that says what a code means
_OF_MEANINGS = re.compile(
    r"\bmean(?:s|t|ing)?\b|\b(?:description|title|name)\b|含义|意义|意思|名称|说明", re.IGNORECASE
)
_SAYS = (
    "mean[st]|stood for|stands for|was used for|referred to|refers to"
    "|(?:曾|原|则|过去)?(?:指|表示|代表)"
)


@dataclass(frozen=True, slots=True)
class Meaning:
    """What a document calls a code.

    Attributes:
        name: with the code, as it stands.
        when: the years that it is for, in brackets; may be empty.
        supports: where it stands.
    """

    name: str
    when: str
    supports: tuple[Support, ...]

    @property
    def bare(self) -> str:
        """The name without the code."""
        return CODE_NAME.sub("", self.name)


def meaning_draft(question: Question, asked: Asked | None, hits: Sequence[Hit]) -> Draft | None:
    """What a code means, where that is asked: its name in each document that names it otherwise.

    Rows are named by it, headings of columns ("TP5 – Enabling environment"), and lines of text that
    begin with it.

    Args:
        question: as understood.
        asked: the question with its rows, where there are any.
        hits: passages in search order, those of captions and headers among them.
    """
    means = _MEANING.search(bare(question.text)) is not None
    what = question.kind == "definition" and not question.wants & {"share", "amount", "money"}
    if not question.codes or not (means or what):
        return None
    dated = _dated(question, hits)
    for code in question.codes:
        rows = _named_by(asked, code) if means and asked else []
        found = [Meaning(leaf(row.name), _when(row), row_supports(row.hit)) for row in rows]
        found += [*(_in_cells(code, dated) if means else ()), *_in_headings(code, dated)]
        if found:
            told = _unlike([*found, *_in_lines(code, dated)])
            told += _in_sentences(code, hits) if means else []
            return _told(question, code, told)
    return None


def _told(question: Question, code: str, found: Sequence[Meaning]) -> Draft:
    lines = [Sentence(f"**{one.name}**{one.when}", one.supports) for one in found]
    if len(found) > 1:
        head = table_wording(question.language).meanings.format(code=code)
        lines = [Sentence(head), *lines]
    short = "; ".join(one.bare + one.when for one in found)
    return Draft("answered", tuple(lines), short, 1.0, "meaning")


def _unlike(found: Sequence[Meaning]) -> list[Meaning]:
    """The first of each name; one with a figure is no name where there is another."""
    named = [one for one in found if not figures(one.bare)] or list(found)
    kept: list[Meaning] = []
    for one in named:
        pairs = ((one.name, other.name) for other in kept)
        if not any(same_group(a, b) or same_group(b, a) for a, b in pairs):
            kept.append(one)
    return kept


def _in_cells(code: str, hits: Sequence[Hit]) -> list[Meaning]:
    """What stands beside a code that is alone in its cell, in a column of meanings or names."""
    found = []
    for hit in hits:
        if hit.passage.kind != "row" or hit.passage.text.split(" | ")[0].strip() != code:
            continue
        for cell in hit.passage.cells:
            text = " ".join(cell.text.split())
            if _OF_MEANINGS.search(cell.column) and 1 < len(text) <= LONGEST_CELL:
                supports = cell_supports(hit, [cell])
                found.append(Meaning(f"{code} – {text}", "", supports))
    return found


def _in_sentences(code: str, hits: Sequence[Hit]) -> list[Meaning]:
    """The sentences that say what a code means, or meant elsewhere."""
    said = re.compile(rf"(?<![\w.-]){re.escape(code)}\s?(?:{_SAYS})", re.IGNORECASE)
    texts = ((text, hit) for hit in hits if hit.passage.kind == "text" for text in spans(hit))
    return [
        Meaning(" ".join(text.split()), "", (Support(hit, text),))
        for text, hit in texts
        if said.search(text) and "\n" not in text
    ]


def _in_headings(code: str, hits: Sequence[Hit]) -> list[Meaning]:
    """The headings of columns that begin with a code."""
    tables = [hit for hit in hits if hit.passage.kind == "table"]
    cells = [(cell.strip(), h) for h in tables for cell in re.split(r" \| |\n", h.passage.text)]
    return [Meaning(text, "", (Support(hit, text),)) for text, hit in cells if _opens(text, code)]


def _in_lines(code: str, hits: Sequence[Hit]) -> list[Meaning]:
    """The lines of running text that begin with a code, up to where they go on from its name."""
    found = []
    for hit in hits:
        for said in hit.passage.text.split("\n") if hit.passage.kind == "text" else ():
            opening = _opens(said.lstrip("•–-* "), code)
            name = _AFTER_NAME.split(opening.string[opening.end() :])[0] if opening else ""
            if opening and 1 < len(name.strip()) <= LONGEST and name != opening.string:
                whole = f"{opening.group()}{name}".strip()
                found.append(Meaning(whole, "", (Support(hit, said.strip()),)))
    return found


def _opens(text: str, code: str) -> re.Match[str] | None:
    """Where a text begins with a code and a name: the match of what stands before the name."""
    match = CODE_NAME.match(text)
    return match if match and code in question_codes(match.group()) else None


def _dated(question: Question, hits: Sequence[Hit]) -> list[Hit]:
    """The passages of documents of a year that is asked for, all where there are none."""
    years = set(question.years)
    return [hit for hit in hits if years & set(hit.document.years)] or list(hits)


def meaning_flag(asked: Asked, cells: Sequence[Cell]) -> list[Sentence]:
    """A line that says so where cells of one code are of things with different names."""
    rows = [row for row, _ in cells if CODE_NAME.match(leaf(row.name))]
    for code in asked.question.codes:
        own = [row for row in rows if code in row.codes]
        names = _distinct(own)
        if len(names) > 1:
            words = wording(asked.language)
            said = words.comma.join(f"{leaf(row.name)}{_when(row)}" for row in names)
            return [Sentence(f"{table_wording(asked.language).meanings.format(code=code)} {said}")]
    return []


def shared_draft(asked: Asked, row: Row) -> Draft | None:
    """That a code has no figure of its own, where one of its own is asked for; else None.

    A row may give one figure for several codes (``P5/E6/E7``).
    """
    shared = shared_codes(row)
    own = [code for code in asked.question.codes if code in shared]
    if not own or len(own) == len(shared) or not phrase("alone").search(asked.question.text):
        return None
    reason = table_wording(asked.language).shared.format(code=own[0], codes="/".join(shared))
    head = Sentence(f"{wording(asked.language).not_found} {reason}")
    return Draft("not_found", (head, line(asked, row, row.values[:2])), None, 0.0, "shared")


def _named_by(asked: Asked, code: str) -> list[Row]:
    rows = [row for row in asked.coding if code in label_codes(leaf(row.name))]
    timely = asked.timely(rows)
    return _distinct(sorted(timely or rows, key=lambda row: min(row.years, default=0)))


def _distinct(rows: Sequence[Row]) -> list[Row]:
    """The first row of each name."""
    kept: list[Row] = []
    for row in rows:
        if not any(same_group(leaf(row.name), leaf(other.name)) for other in kept):
            kept.append(row)
    return kept


def _when(row: Row) -> str:
    return f" ({', '.join(map(str, sorted(row.years)))})" if row.years else ""
