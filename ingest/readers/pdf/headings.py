"""Which parts are headings, and of which level: by bookmarks, size, weight and numbering."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from ingest.lines import ends_sentence, is_caption, is_note, numbering, width
from ingest.readers.pdf.flow import Body, Part, opens_item
from ingest.readers.pdf.ruled import Grid

MAX_WIDTH = 160
MAX_LINES = 4

_STRONG_NUMBER = re.compile(
    r"第\s*[一二三四五六七八九十百\d]{1,4}\s*[编篇部章节]|[一二三四五六七八九十]{1,3}、"
    r"|[（(][一二三四五六七八九十]{1,3}[)）]|\d{1,2}(?:\.\d{1,2}){1,4}[.、]?\s*[^\d\s.,%]"
    r"|(?:chapter|part|section|annex|appendix|article)\s+[\dIVXA-Z]+\b",
    re.IGNORECASE,
)
_KINDS_OF_NUMBER = (
    (re.compile(r"第\s*\S{1,4}\s*[编篇部]"), 0),
    (re.compile(r"第\s*\S{1,4}\s*章|chapter\b|part\b", re.IGNORECASE), 1),
    (re.compile(r"第\s*\S{1,4}\s*节"), 2),
    (re.compile(r"[一二三四五六七八九十]{1,3}、"), 3),
    (re.compile(r"[（(][一二三四五六七八九十]{1,3}[)）]"), 4),
)


@dataclass(frozen=True, slots=True)
class _Look:
    """What makes headings of one level alike."""

    size: float
    bold: bool
    number: int


def find_headings(
    parts: Sequence[Part | Grid], body: Body, outline: Mapping[tuple[int, str], int]
) -> dict[int, int]:
    """Positions of the headings among the parts, each with its level from 1.

    Args:
        parts: in reading order.
        body: how running text is set.
        outline: the file's bookmarks: page and letters of the title, to level.
    """
    looks: dict[int, _Look] = {}
    marked: dict[int, int] = {}
    for position, part in enumerate(parts):
        if not isinstance(part, Part) or part.kind in ("note", "code"):
            continue
        level = outline.get((part.page, letters(part.text)))
        if level is not None and len(part.lines) <= MAX_LINES:
            marked[position] = level
        elif _is_heading(parts, position, part, body):
            looks[position] = _look(part, body)
    ranks = _ranks(set(looks.values()))
    if len(marked) >= 3:
        # Bookmarks know the document's own order; what they leave out stands below it.
        deepest = max(marked.values())
        by_look = {_look(_part(parts, p), body): level for p, level in marked.items()}
        levels = {p: by_look.get(look, _below(look, by_look, deepest)) for p, look in looks.items()}
        return levels | marked
    looks |= {position: _look(_part(parts, position), body) for position in marked}
    ranks = _ranks(set(looks.values()))
    return {position: ranks[look] for position, look in looks.items()}


def letters(text: str) -> str:
    """Letters and digits only, to compare titles."""
    return "".join(char for char in text.casefold() if char.isalnum())


def _part(parts: Sequence[Part | Grid], position: int) -> Part:
    part = parts[position]
    assert isinstance(part, Part)
    return part


def _below(look: _Look, known: Mapping[_Look, int], deepest: int) -> int:
    """The level of a look that no bookmark has: under the larger looks that have one."""
    above = [level for other, level in known.items() if _order(other) < _order(look)]
    return min(max(above, default=0) + 1, deepest + 1)


def _look(part: Part, body: Body) -> _Look:
    size = round(part.size * 2) / 2
    return _Look(size, part.bold and not body.bold, _number_rank(part.text))


def _number_rank(text: str) -> int:
    """How deep the number of a heading is; 0 without a number, as first-level numbers are."""
    for pattern, rank in _KINDS_OF_NUMBER:
        if pattern.match(text):
            return rank
    found = numbering(text)
    return max(0, len(found.parts) - 1) if found is not None else 0


def _order(look: _Look) -> tuple[float, int, bool]:
    return (-look.size, look.number, not look.bold)


def _ranks(looks: set[_Look]) -> dict[_Look, int]:
    """Levels by size, then by number, then by weight."""
    return {look: rank for rank, look in enumerate(sorted(looks, key=_order), start=1)}


def _is_heading(parts: Sequence[Part | Grid], position: int, part: Part, body: Body) -> bool:
    text = part.text
    if len(part.lines) > MAX_LINES or width(text) > MAX_WIDTH or not _may_head(text):
        return False
    if part.size >= 1.12 * body.size and (part.size >= 1.3 * body.size or not opens_bullet(text)):
        return not ends_sentence(text) or part.size >= 1.5 * body.size
    if part.size < 0.9 * body.size or ends_sentence(text) or not _heads_text(parts, position):
        return False
    if part.bold and not body.bold:
        return len(part.lines) <= 3
    if len(part.lines) > 1:
        return False
    numbered = _STRONG_NUMBER.match(text) is not None and width(text) <= 80
    if numbered:
        return True
    line = part.lines[0]
    apart = part.gap > 1.3 * part.pitch / part.size
    other_face = line.italic or line.font != body.font
    if numbering(text) is not None and other_face and width(text) <= 80:
        return apart
    capitals = text.upper() == text and text.lower() != text
    return capitals and apart and sum(char.isalpha() for char in text) >= 5 and width(text) <= 80


def opens_bullet(text: str) -> bool:
    """A bullet, not a number: the line is an item of a list, whatever its size."""
    return opens_item(text) and not text[0].isalnum() and text[0] not in "(（[①②③④⑤⑥⑦⑧⑨"


def _may_head(text: str) -> bool:
    named = sum(char.isalpha() for char in text)
    if named < 2 or is_caption(text) or is_note(text) or "@" in text:
        return False
    return named * 2 > len(text.replace(" ", "")) or named >= 12


def _heads_text(parts: Sequence[Part | Grid], position: int) -> bool:
    """Something follows that it can be the heading of."""
    return position + 1 < len(parts)
