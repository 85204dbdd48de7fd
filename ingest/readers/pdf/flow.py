"""From lines to paragraphs, list items and notes, over the ends of columns and pages."""

from __future__ import annotations

import re
import statistics
from collections import Counter
from collections.abc import Container, Iterable, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Literal

from ingest.readers.pdf.layout import CAPTION, Line
from ingest.readers.pdf.page import SOFT_HYPHEN
from ingest.readers.pdf.ruled import Grid
from ingest.readers.pdf.text import join_wrapped

Edges = dict[tuple[int, int], tuple[float, float]]  # page and column to left and right edge
INDENT = 20.0  # points: lines that begin so near each other may be of one column
PartKind = Literal["paragraph", "list_item", "note", "code"]

_CHECKBOX = re.compile(r"[□☐☑☒✓✔✗√]\s*\S")
_ENDED = re.compile(r"[.!?。！？;；:：…؟۔।][\"'”’」』)）\]】]*\s*$")
_MONOSPACED = re.compile(
    r"cour(?:ier)?(?!age)|mono|consol|menlo|cmtt|typewriter|lettergothic", re.I
)
_BULLET = re.compile(
    r"(?P<bullet>[•·●○◦▪▫■◆◇►▶➢➤❖‣⁃∙➔→\uf020-\uf0ff]|[–—\-*o](?=\s))\s*(?P<text>\S.*)",
    re.DOTALL,
)
_CAPTION_VERB = re.compile(
    r"\s*(?:\(?[a-z]\)?\s*)?(?:[a-z]|[,;)]|所示|显示|中|的|是|为|列|给出|表明|可|说明|及|和|与|、)"
)
_ITEM = re.compile(
    r"[(（](?:\d{1,3}|[a-zA-Z]|[ivxIVX]{1,5}|[一二三四五六七八九十]{1,3})[)）]\s*\S"
    r"|(?:\d{1,3}|[a-zA-Z]|[ivxIVX]{1,5})[)）]\s*\S|\d{1,2}[.、．]\s*(?=[^\d\s])|[a-z]\.\s+\S"
    r"|[①-⑳⑴-⒇]\s*\S|[一二三四五六七八九十]{1,3}、\S|\[\d{1,3}\]\s*\S"
)
_STRONG_ITEM = re.compile(
    r"[①-⑳⑴-⒇]|[一二三四五六七八九十]{1,3}、|[（(][一二三四五六七八九十]{1,3}[)）]"
)
_NOTE_MARK = re.compile(
    r"(?:[¹²³⁴-⁹]{1,3}|\d{1,3}(?=[\s.)）]\s*[^\d\s])|[*†‡§]{1,3}|[①-⑳]|\[\d{1,3}\]|注\s*\d?)[\s.:：)）]*\S"
)
_LEADER_ENTRY = re.compile(r".*?(?:(?:\.\s?){4,}|…{2,}|·{4,}|_{4,})\s*(?:\d{1,4}|[ivxlc]{1,6})\s*$")


@dataclass(slots=True)
class Part:
    """A paragraph, list item, note or piece of code before it is known whether it is a heading.

    Attributes:
        kind: what it looks like so far.
        text: its lines joined.
        lines: its lines; of a part that goes on overleaf those of all its pages.
        left, right: the edges of the column that its first lines stand in.
        pitch: usual distance of base lines where it stands.
        gap: distance of its first base line from the line before, in font sizes; large at the top.
    """

    kind: PartKind
    text: str
    lines: list[Line] = field(default_factory=list)
    left: float = 0.0
    right: float = 0.0
    pitch: float = 0.0
    gap: float = 9.0

    @property
    def page(self) -> int:
        """The page it begins on."""
        return self.lines[0].page

    @property
    def size(self) -> float:
        """Font size of most of its lines."""
        return statistics.mode(line.size for line in self.lines)

    @property
    def bold(self) -> bool:
        """All its letters are bold."""
        return all(line.bold for line in self.lines)


@dataclass(frozen=True, slots=True)
class Body:
    """How the running text of the document is set."""

    size: float
    font: str
    bold: bool

    @classmethod
    def of(cls, lines: Iterable[Line]) -> Body:
        """The commonest size, and the commonest font in that size, by characters."""
        sizes: Counter[float] = Counter()
        styles: Counter[tuple[float, str, bool]] = Counter()
        for line in lines:
            sizes[round(line.size, 1)] += len(line.text)
            styles[round(line.size, 1), line.font, line.bold] += len(line.text)
        if not sizes:
            return cls(10.0, "", False)
        size = sizes.most_common(1)[0][0]
        _, font, bold = max((key for key in styles if key[0] == size), key=lambda key: styles[key])
        return cls(size, font, bold)


def parts_of(items: Sequence[Line | Grid], body: Body, height: float) -> list[Part | Grid]:
    """Join the lines of a document to parts.

    Args:
        items: lines and tables in reading order.
        body: how running text is set.
        height: of a page, in points.
    """
    lines = [item for item in items if isinstance(item, Line)]
    words = vocabulary(lines)
    edges = _edges(lines)
    margins = _margins(lines)
    notes = _footnotes(lines, body, height)
    parts: list[Part | Grid] = []
    for run in _runs(_without_contents(items), body, notes):
        if isinstance(run, Grid):
            parts.append(run)
        else:
            setting = _Setting.of(run, margins, id(run[0]) in notes)
            parts += _parts_of_run(run, body, words, setting)
    return _joined_over_breaks(parts, words, edges, 1.12 * body.size)


def _edges(lines: Iterable[Line]) -> Edges:
    edges: Edges = {}
    for line in lines:
        left, right = edges.get((line.page, line.column), (line.x0, line.x1))
        edges[line.page, line.column] = (min(left, line.x0), max(right, line.x1))
    return edges


def _margins(lines: Iterable[Line]) -> dict[int, float]:
    """Where the lines that begin at some x end at the right, on all pages."""
    ends: dict[int, list[float]] = {}
    for line in lines:
        near = round(line.x0 / INDENT)
        for place in (near - 1, near, near + 1):
            ends.setdefault(place, []).append(line.x1)
    return {
        place: sorted(found)[int(0.9 * len(found))]
        for place, found in ends.items()
        if len(found) >= 10
    }


def vocabulary(lines: Iterable[Line]) -> set[str]:
    """The words that stand undivided in the document, lower case, compounds with their hyphens."""
    words: set[str] = set()
    for line in lines:
        found = re.findall(r"[^\W\d_]+(?:[-‐][^\W\d_]+)*", line.text.lower())
        words.update(found[:-1] if line.text.endswith(("-", "‐", SOFT_HYPHEN)) else found)
    return words


def _without_contents(items: Sequence[Line | Grid]) -> list[Line | Grid]:
    """Leave out tables of contents: entries whose dots lead to a page number."""
    entries = [
        isinstance(item, Line) and _LEADER_ENTRY.fullmatch(item.text) is not None for item in items
    ]
    if sum(entries) < 3:
        return list(items)
    return [item for item, entry in zip(items, entries, strict=True) if not entry]


def _footnotes(lines: Sequence[Line], body: Body, height: float) -> set[int]:
    """Which lines are footnotes: small, at the foot of a column, the first one marked."""
    columns: dict[tuple[int, int], list[Line]] = {}
    for line in lines:
        columns.setdefault((line.page, line.column), []).append(line)
    notes: set[int] = set()
    for column in columns.values():
        small = len(column)
        while small and column[small - 1].size <= 0.93 * body.size:
            small -= 1
        for first in range(small, len(column)):
            if not _opens_note(column[first]) or not _stands_apart(column, first, small):
                continue
            few = 2 * (len(column) - first) <= len(column) or len(column) <= 12
            low = column[first].base > (0.3 if first else 0.6) * height
            if (few and low) or _has_raised_mark(column[first]):
                notes.update(id(line) for line in column[first:])
            break
    return notes


def _has_raised_mark(line: Line) -> bool:
    return line.raised or line.text[0] in "¹²³⁴⁵⁶⁷⁸⁹"


def _opens_note(line: Line) -> bool:
    return line.raised or _NOTE_MARK.match(line.text) is not None


def _stands_apart(column: Sequence[Line], first: int, small: int) -> bool:
    """The first footnote follows larger text, or white space."""
    if first == small:
        return True
    gap = column[first].base - column[first - 1].base
    return _has_raised_mark(column[first]) or gap > 1.6 * column[first].size


def _runs(
    items: Sequence[Line | Grid], body: Body, notes: Container[int]
) -> list[list[Line] | Grid]:
    """Lines that follow each other closely in one column and are of one size."""
    runs: list[list[Line] | Grid] = []
    for item in items:
        last = runs[-1] if runs else None
        if isinstance(item, Grid):
            runs.append(item)
        elif isinstance(last, list) and _same_run(last[-1], item, notes):
            last.append(item)
        else:
            runs.append([item])
    return runs


def _same_run(one: Line, other: Line, notes: Container[int]) -> bool:
    if (one.page, one.column) != (other.page, other.column):
        return False
    if (id(one) in notes) != (id(other) in notes):
        return False
    size = max(one.size, other.size)
    return min(one.size, other.size) > 0.8 * size and 0 < other.base - one.base < 3 * size


@dataclass(frozen=True, slots=True)
class _Setting:
    """How the lines of a run are set.

    Attributes:
        left, right: edges of the column.
        pitch: usual distance of base lines.
        hangs: the first line of a paragraph stands out to the left, as in lists of references.
        is_note: the lines are footnotes.
    """

    left: float
    right: float
    pitch: float
    hangs: bool
    is_note: bool

    @classmethod
    def of(cls, run: Sequence[Line], margins: dict[int, float], is_note: bool) -> _Setting:
        left, right = min(line.x0 for line in run), max(line.x1 for line in run)
        if len(run) < 4:  # a few short lines do not show how wide the column is
            right = max(right, margins.get(round(left / INDENT), right))
        gaps = [two.base - one.base for one, two in pairwise(run)]
        pitch = statistics.median_low(gaps) if gaps else 1.3 * run[0].size
        if len(gaps) < 5 and max(gaps, default=0) > 1.15 * min(gaps, default=0):
            # The median of few gaps is the distance of paragraphs as easily as that of lines.
            pitch = min(pitch, 1.6 * run[0].size)
        inward = [
            _ends_short(one, two, right)
            for one, two in pairwise(run)
            if two.x0 - one.x0 > 0.8 * one.size and one.x0 - left < one.size
        ]
        hangs = bool(inward) and sum(inward) * 2 < len(inward)
        return cls(left, right, pitch, hangs, is_note)


def _parts_of_run(
    run: list[Line], body: Body, words: Container[str], setting: _Setting
) -> list[Part]:
    parts: list[Part] = []
    for position, line in enumerate(run):
        before = run[position - 1] if position else None
        after = run[position + 1] if position + 1 < len(run) else None
        if not parts or before is None or _breaks(parts[-1], before, line, after, setting):
            gap = (line.base - before.base) / line.size if before else 9.0
            kind = _kind_of(line, body, setting.is_note)
            parts.append(
                Part(kind, line.text, [line], setting.left, setting.right, setting.pitch, gap)
            )
        else:
            _add(parts[-1], line, words)
    return parts


def _add(part: Part, line: Line, words: Container[str]) -> None:
    if part.kind == "code":
        part.text += "\n" + line.text
    else:
        part.text = join_wrapped(part.text, line.text, words)
    part.lines.append(line)


def _kind_of(line: Line, body: Body, is_note: bool) -> PartKind:
    if is_note:
        return "note"
    if _MONOSPACED.search(line.font) and not _MONOSPACED.search(body.font):
        return "code"
    return "list_item" if opens_item(line.text) else "paragraph"


def opens_item(text: str) -> bool:
    """True for a line that begins with a bullet or the number of a list item."""
    return any(pattern.match(text) for pattern in (_BULLET, _ITEM, _CHECKBOX))


def opens_caption(text: str) -> bool:
    """True for ``Table 3: Budget`` and ``图2 流程``, not for a sentence about the table."""
    label = CAPTION.match(text)
    return label is not None and _CAPTION_VERB.match(text, label.end()) is None


def _is_bare_label(text: str) -> bool:
    label = CAPTION.match(text)
    return label is not None and not text[label.end() :].strip(" .:：")


def without_bullet(text: str) -> str:
    """A list item's text; numbers stay, bullets go."""
    bullet = _BULLET.match(text)
    return bullet["text"] if bullet else text


def _breaks(part: Part, before: Line, line: Line, after: Line | None, setting: _Setting) -> bool:
    """Whether a line begins a new part."""
    mono = _MONOSPACED.search(line.font) is not None
    if part.kind == "code" or (mono and _MONOSPACED.search(before.font) is None):
        return mono != (part.kind == "code")
    if setting.is_note:
        return _opens_note(line) and (
            _has_raised_mark(line) or line.x0 <= part.lines[0].x0 + line.size
        )
    if line.base - before.base > 1.3 * setting.pitch:
        return True
    if before.text.endswith(SOFT_HYPHEN):
        return False
    ended = _ENDED.search(before.text) is not None
    short = _ends_short(before, line, setting.right)
    if _BULLET.match(line.text) or _CHECKBOX.match(line.text) or _STRONG_ITEM.match(line.text):
        return True
    if (opens_item(line.text) or opens_caption(line.text)) and (ended or short):
        return True
    if part.kind == "list_item" and opens_item(line.text) and _stands_under(line, part.lines[0]):
        return True
    if _is_bare_label(part.text):
        return False
    if _style_changes(before, line, short or ended):
        return True
    if _is_centred(before, line, setting.left, setting.right):
        return False
    return short or _is_indented(part, before, line, after, setting)


def _stands_under(line: Line, other: Line) -> bool:
    return abs(line.x0 - other.x0) < 0.3 * line.size


def _style_changes(before: Line, line: Line, is_end: bool) -> bool:
    """A bold line before or after one that is not, or another size; not words in a sentence."""
    if abs(before.size - line.size) > 0.06 * line.size and (before.bold or line.bold or is_end):
        return True
    if before.bold and not line.starts_bold:
        return True
    return line.bold and not before.ends_bold


def _is_centred(before: Line, line: Line, left: float, right: float) -> bool:
    """Two lines of a centred title."""
    off = abs((before.x0 + before.x1) - (line.x0 + line.x1)) / 2
    narrow = min(before.x0, line.x0) - left > -1 and abs(before.x0 - line.x0) > line.size
    return off < 3 and narrow and line.size > 11 and _ENDED.search(before.text) is None


def _ends_short(before: Line, line: Line, right: float) -> bool:
    """The first word of the next line would have fitted: the line ended by intention."""
    return right - before.x1 > line.first_width + 0.75 * line.size


def _is_indented(
    part: Part, before: Line, line: Line, after: Line | None, setting: _Setting
) -> bool:
    """A first line set in, or one that stands out to the left of the lines before."""
    if line.x0 - before.x0 > 0.8 * line.size:
        if part.kind == "list_item" and len(part.lines) == 1:
            # An item's text hangs; where the next line is not set in, this one is a first line.
            return (
                after is not None
                and abs(after.x0 - before.x0) < 0.3 * line.size
                and not opens_item(after.text)
            )
        return not setting.hangs
    if before.x0 - line.x0 <= 0.8 * line.size:
        return False
    # After its first line, set in with its bullet, an item may go on at the margin.
    return len(part.lines) > 1 or (
        part.kind == "list_item" and _ENDED.search(before.text) is not None
    )


def _joined_over_breaks(
    parts: Sequence[Part | Grid],
    words: Container[str],
    edges: Edges,
    largest: float,
) -> list[Part | Grid]:
    """Put together what goes on in the next column or page, over notes and tables between.

    Args:
        parts: in reading order.
        words: of the document, for words divided at the break.
        edges: left and right edge of each column.
        largest: font size above which text is a heading, which does not go on overleaf.
    """
    joined: list[Part | Grid] = []
    for part in parts:
        if isinstance(part, Part) and part.kind != "note" and part.size < largest:
            open_part = _open_part(joined, part)
            if open_part is not None and _goes_on(open_part, part, edges):
                open_part.text = join_wrapped(open_part.text, part.text, words)
                open_part.lines += part.lines
                continue
        joined.append(part)
    return joined


def _open_part(parts: Sequence[Part | Grid], part: Part) -> Part | None:
    """The last part before a break that text may go on from; floats may stand between."""
    for other in reversed(parts[-8:]):
        if isinstance(other, Grid):
            if other.page < part.page - 1:
                return None
            continue
        if other.kind == "note" or opens_caption(other.text):
            continue
        last = other.lines[-1]
        first = part.lines[0]
        if (last.page, last.column) == (first.page, first.column):
            return None
        return other if first.page - last.page <= 1 else None
    return None


def _goes_on(part: Part, following: Part, edges: Edges) -> bool:
    last, first = part.lines[-1], following.lines[0]
    if part.kind not in ("paragraph", "list_item") or following.kind not in (
        "paragraph",
        "list_item",
    ):
        return False
    if following.kind == "list_item" and not re.match(r"\w{1,2}[.)）]", following.text):
        return False
    if abs(last.size - first.size) > 0.06 * last.size or last.bold != first.bold:
        return False
    if opens_caption(following.text):
        return False
    if last.text.endswith((SOFT_HYPHEN, "-")):
        return True
    if _ENDED.search(last.text):
        return False
    left, right = edges[last.page, last.column]
    if last.x1 - last.x0 < 0.6 * (right - left):
        return False
    full = right - last.x1 < first.first_width + 1.5 * first.size
    indented = first.x0 - following.left > 0.8 * first.size and len(following.lines) > 1
    starts_low = first.text[0].islower() or not first.text[0].isascii()
    return full and not indented and (starts_low or last.page == first.page or len(part.lines) > 1)
