"""Which parts are headings, and of which level: by bookmarks, size, weight and numbering."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from ingest.grid import is_blank
from ingest.lines import ends_sentence, is_note, numbering, width
from ingest.readers.pdf.flow import Body, Part, opens_caption, opens_item
from ingest.readers.pdf.ruled import Grid
from ingest.readers.pdf.text import join_wrapped

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
    texts = {
        position: part
        for position, part in enumerate(parts)
        if isinstance(part, Part) and part.kind in ("paragraph", "list_item")
    }
    for position, part in texts.items():
        level = outline.get((part.page, letters(part.text)))
        if level is not None and len(part.lines) <= MAX_LINES:
            marked[position] = level
        elif _is_heading(parts, position, part, body):
            looks[position] = _look(part, body)
    faces = Counter(_face(texts[position]) for position in [*looks, *marked])
    for position, part in texts.items():
        if position not in looks and position not in marked and _has_face(part, faces, body):
            looks[position] = _look(part, body)
    if len(marked) >= 3:
        # Bookmarks know the document's own order; what they leave out stands below it.
        deepest = max(marked.values())
        by_look = {_look(_part(parts, p), body): level for p, level in marked.items()}
        levels = {p: by_look.get(look, _below(look, by_look, deepest)) for p, look in looks.items()}
        return levels | marked
    looks |= {position: _look(_part(parts, position), body) for position in marked}
    ranks = _ranks(set(looks.values()))
    return {position: ranks[look] for position, look in looks.items()}


def with_whole_headings(parts: Sequence[Part | Grid], body: Body) -> list[Part | Grid]:
    """Put headings of several lines together that were taken for one paragraph a line."""
    whole: list[Part | Grid] = []
    for position, part in enumerate(parts):
        last = whole[-1] if whole else None
        if (
            isinstance(part, Part)
            and isinstance(last, Part)
            and _is_heading(parts, position, part, body)
            and _is_heading(parts, position - 1, last, body)
            and _is_one_heading(last, part, body)
        ):
            last.text = join_wrapped(last.text, part.text)
            last.lines += part.lines
            continue
        whole.append(part)
    return whole


def _is_one_heading(part: Part, following: Part, body: Body) -> bool:
    last, first = part.lines[-1], following.lines[0]
    if (last.page, last.column) != (first.page, first.column) or last.bold != first.bold:
        return False
    if abs(last.size - first.size) > 0.03 * last.size or first.base - last.base > 1.45 * last.size:
        return False
    if numbering(following.text) is not None or opens_item(following.text):
        return False
    if width(part.text) + width(following.text) > MAX_WIDTH:
        return False
    hangs = first.x0 - last.x0 > 0.8 * first.size
    return hangs or part.size >= 1.2 * body.size


def _face(part: Part) -> tuple[str, float]:
    return part.lines[0].font, round(part.size * 2) / 2


def _has_face(part: Part, faces: Mapping[tuple[str, float], int], body: Body) -> bool:
    """A short line set apart in the font that other headings have and running text has not."""
    font, size = _face(part)
    if font == body.font or faces.get((font, size), 0) + faces.get((font, body.size), 0) < 3:
        return False
    short = len(part.lines) == 1 and width(part.text) <= 60 and part.size >= 0.85 * body.size
    return (
        short and _is_apart(part) and _may_head(part.text) and not ends_sentence(part.text)
        and not part.text.endswith((":", "：")) and not opens_item(part.text)
    )  # fmt: skip


def _is_apart(part: Part) -> bool:
    return part.gap > 1.3 * part.pitch / part.size


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
    if part.size >= 1.3 * body.size or (
        part.size >= 1.12 * body.size and (part.bold or not opens_item(text))
    ):
        short_title = text.endswith(".") and part.size >= 1.5 * body.size and width(text) <= 100
        return short_title or not ends_sentence(text)
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
    apart = _is_apart(part)
    other_face = line.italic or line.font != body.font
    if numbering(text) is not None and other_face and width(text) <= 80:
        return apart
    if line.italic and apart and text[0].isupper() and width(text) <= 60:
        return _heads_paragraph(parts, position)
    capitals = text.upper() == text and text.lower() != text
    lettered = sum(char.isalpha() for char in text)
    mostly = lettered >= 5 and lettered > 0.7 * len(text.replace(" ", ""))
    return capitals and apart and mostly and width(text) <= 80


def _may_head(text: str) -> bool:
    number = numbering(text)
    text = number.title if number is not None else text
    named = width("".join(char for char in text if char.isalpha()))
    if named < 2 or is_blank(text) or opens_caption(text) or is_note(text) or "@" in text:
        return False
    return named * 2 > width(text.replace(" ", "")) or named >= 12


def _heads_paragraph(parts: Sequence[Part | Grid], position: int) -> bool:
    """A paragraph of several lines follows in the same column."""
    part, following = _part(parts, position), parts[position + 1]
    if not isinstance(following, Part) or len(following.lines) < 2:
        return False
    last, first = part.lines[-1], following.lines[0]
    return (last.page, last.column) == (first.page, first.column) and not first.italic


def _heads_text(parts: Sequence[Part | Grid], position: int) -> bool:
    """Something follows that it can be the heading of."""
    return position + 1 < len(parts)
