"""Plain text files: paragraphs, headings, lists and simple tables; flattened Word text too."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import groupby, pairwise

from ingest.captions import attach_captions
from ingest.clean import drop_marks
from ingest.document import Block, Document
from ingest.encoding import decode
from ingest.errors import ReadError
from ingest.grid import is_blank, is_number, make_table, table_block, text_rows
from ingest.lines import (
    bare_item,
    compressed,
    ends_sentence,
    is_caption,
    is_contents_line,
    is_list_item,
    join_lines,
    numbering,
    succeeds,
    width,
)
from ingest.readers.flattened import is_flattened, read_flattened
from ingest.sections import fill_sections

SAMPLE_CHARS = 100_000
MAX_HEADING_WIDTH = 90
MIN_WRAP, MAX_WRAP = 30, 130
MIN_FULL = 45
MIN_CONTENTS = 4
MIN_ROWS = 3  # of a table whose columns only gaps set apart
MAX_LOOKED_AT = 10_000
ITEM_RANK = 6
# Underlined headings take levels 1 and 2, capitals 3, numbered ones the levels below.
CAPITALS_LEVEL = 3
NUMBERED_LEVEL = 3

_NO_TEXT = re.compile("[\x00-\x08\x0e-\x1a\x1c-\x1f\x7f-\x84\x86-\x9f\ufffd]")
_UNDERLINE = re.compile(r"(=|-|~|\^|#|\*|\+|─|═)\1{2,}")
_RULE = re.compile(r"[\s_\-=*~–—─━═+|·.]{4,}")
_FIELD = re.compile(r"\S+(?:[ \u3000]\S+)*")
_PIPE_BORDER = re.compile(r"[\s|+:=\-─━┼┬┴├┤┌┐└┘│]+")


def read(data: bytes, name: str) -> Document:
    """Read a text file.

    Args:
        data: the file's bytes, in any common encoding.
        name: the file's name.

    Raises:
        ReadError: there is no text in it, or it is not text at all.
    """
    text = decode(data)
    sample = text[:SAMPLE_CHARS]
    if len(_NO_TEXT.findall(sample)) * 50 > len(sample) + 200:
        raise ReadError(name, "is not text; give it the suffix of its real format")
    document = read_text(text, name)
    if not document.blocks:
        raise ReadError(name, "holds no text; check that the file is the right one")
    return document


def read_text(text: str, name: str) -> Document:
    """A document from text that is already decoded, for callers that hold no file."""
    if is_flattened(text):
        return read_flattened(text, name)
    lines = drop_marks(text).replace("\f", "\n\n").split("\n")
    blocks = attach_captions(list(_blocks(lines, _is_wrapped(lines))))
    return Document(name=name, blocks=fill_sections(compressed(blocks)), media_type="txt")


def _is_wrapped(lines: Sequence[str]) -> bool:
    """Whether an editor broke the lines at a fixed width, so that they must be joined.

    Most lines of prose that another line follows directly are then about as long as the longest,
    and few of them end a sentence.
    """
    followed = [
        line.rstrip() for line, after in pairwise(lines[:MAX_LOOKED_AT]) if _is_prose(line, after)
    ]
    if len(followed) < 2:
        return False
    widths = sorted(width(line) for line in followed)
    longest = widths[int(len(widths) * 0.95)]
    if not MIN_WRAP <= longest <= MAX_WRAP:
        return False
    full = sum(value >= longest * 0.75 for value in widths)
    ending = sum(ends_sentence(line) for line in followed)
    return full * 2 >= len(widths) and ending * 2 < len(widths)


def _is_prose(line: str, after: str) -> bool:
    """A line that runs on into the next, and is no cell, heading or item."""
    if not line.strip() or not after.strip() or _UNDERLINE.fullmatch(after.strip()):
        return False
    if "\t" in line.strip() or "|" in line or is_list_item(after) or numbering(after):
        return False
    return not numbering(line) and any(character.isalpha() for character in line)


def _blocks(lines: Sequence[str], wrapped: bool) -> Iterator[Block]:
    """Blocks of one text, a group of lines between blank lines at a time."""
    groups = _groups(_without_contents(lines))
    outline = _Outline()
    for position, group in enumerate(groups):
        table = _table(group)
        if table is not None:
            yield table
            continue
        last = position + 1 == len(groups)
        yield from _group_blocks(group, wrapped, outline, first=not position, last=last)


def _without_contents(lines: Sequence[str]) -> list[str]:
    """The lines without tables of contents, whose titles come again above their text."""
    kept: list[str] = []
    for is_contents, group in groupby(lines, key=is_contents_line):
        run = list(group)
        dotted = any("..." in line or "…" in line for line in run)
        if not (is_contents and dotted and len(run) >= MIN_CONTENTS):
            kept += run
    return kept


def _groups(lines: Sequence[str]) -> list[list[str]]:
    """Runs of lines without a blank one."""
    groups: list[list[str]] = [[]]
    for line in lines:
        if line.strip():
            groups[-1].append(line)
        elif groups[-1]:
            groups.append([])
    return [group for group in groups if group]


def _group_blocks(
    group: Sequence[str], wrapped: bool, outline: _Outline, first: bool, last: bool
) -> Iterator[Block]:
    position = 0
    while position < len(group):
        rest = group[position:]
        heading, used = outline.heading(rest, opens=first and not position, ends=last)
        if heading is not None:
            yield heading
            position += used
            continue
        used = 1
        while used < len(rest) and _runs_on(rest, used, wrapped):
            used += 1
        position += used
        text = join_lines([" ".join(line.split("\t")) for line in rest[:used]])
        if _RULE.fullmatch(text):
            continue
        if is_list_item(rest[0]):
            yield Block("list_item", bare_item(text))
        else:
            number = numbering(text)
            is_item = number is not None and number.level >= ITEM_RANK
            yield Block("list_item" if is_item else "paragraph", text)


def _runs_on(group: Sequence[str], position: int, wrapped: bool) -> bool:
    """Whether a line goes on with the text of the lines above it."""
    line, above = group[position], group[position - 1]
    if is_list_item(line) or is_caption(line.strip()):
        return False
    if numbering(line) and not (wrapped and _is_full(above)):
        return False
    indent, indent_above = (len(text) - len(text.lstrip()) for text in (line, above))
    if is_list_item(group[0]) and indent and indent >= indent_above:
        return True
    if not wrapped:
        return False
    return not (indent > indent_above and ends_sentence(above))


def _is_full(line: str) -> bool:
    """A line that broke off in the middle of a sentence because it was full."""
    return width(line.rstrip()) >= MIN_FULL and not ends_sentence(line)


class _Outline:
    """Tells headings from other short lines, given the numbers of the headings before."""

    def __init__(self) -> None:
        self._number: tuple[float, ...] = ()

    def heading(self, group: Sequence[str], opens: bool, ends: bool) -> tuple[Block | None, int]:
        """The heading that a group opens with, and the number of lines that it takes.

        Args:
            group: lines up to the next blank one.
            opens: they open the document.
            ends: nothing follows them.
        """
        text = " ".join(group[0].split())
        if width(text) > MAX_HEADING_WIDTH or not any(c.isalpha() for c in text):
            return None, 0
        if len(group) > 1 and _UNDERLINE.fullmatch(group[1].strip()):
            return Block("heading", text, level=1 if group[1].strip()[0] in "=═#*" else 2), 2
        if ends_sentence(text) or is_caption(text) or (ends and len(group) == 1):
            return None, 0
        level = self._level(group[0], group[1:])
        if not level and len(group) == 1 and _is_capitals(text):
            level = CAPITALS_LEVEL
        if not level and opens and _may_be_title(text, group[1:]):
            level = 1
        return (Block("heading", text, level=level), 1) if level else (None, 0)

    def _level(self, line: str, below: Sequence[str]) -> int:
        """Level of a numbered heading (``2.1 Scope``, ``第三章 总则``), 0 for other lines."""
        number = numbering(line)
        if number is None or (not number.title and number.parts):
            return 0
        following = numbering(below[0]) if below else None
        if following and following.level == number.level and number.level >= ITEM_RANK:
            return 0  # an item of a list without bullets
        if number.parts:
            if not succeeds(self._number, number.parts):
                return 0
            self._number = number.parts
        return number.level + NUMBERED_LEVEL


def _may_be_title(text: str, below: Sequence[str]) -> bool:
    """The first line of a text: a title, unless the lines below are of the same kind."""
    if re.search(r"[:：]\s*\S|https?://|\S@\S", text) or is_list_item(text):
        return False
    return not below or numbering(below[0]) is not None or ends_sentence(below[0])


def _is_capitals(text: str) -> bool:
    letters = [character for character in text if character.isalpha()]
    return len(letters) >= 4 and all(character.isupper() for character in letters)


def _table(group: Sequence[str]) -> Block | None:
    """A group of lines that are rows of cells between tabs, bars or wide gaps, or None."""
    caption = ""
    rows = list(group)
    if (
        len(rows) > 2
        and is_caption(rows[0].strip())
        and "\t" not in rows[0].strip()
        and "|" not in rows[0]
    ):
        caption = rows.pop(0).strip()
    for split in (_pipe_cells, _tab_cells, _spaced_cells):
        cells = split(rows)
        if cells:
            return table_block(make_table(text_rows(cells), caption=caption))
    return None


def _pipe_cells(rows: Sequence[str]) -> list[list[str]]:
    kept = [row.strip() for row in rows if not _PIPE_BORDER.fullmatch(row)]
    counts = {row.strip("|│").count("|") + row.strip("|│").count("│") for row in kept}
    if len(kept) < 2 or len(counts) != 1 or counts == {0}:
        return []
    return [[cell.strip() for cell in re.split(r"[|│]", row.strip("|│"))] for row in kept]


def _tab_cells(rows: Sequence[str]) -> list[list[str]]:
    cells = [[cell.strip() for cell in re.split(r"\t+(?=\S)", row.rstrip("\t "))] for row in rows]
    widths = [len(row) for row in cells]
    if len(rows) < 2 or min(widths) < 2 or any(is_list_item(row) for row in rows):
        return []
    full = [row.split("\t") for row in rows]
    if len({len(row) for row in full}) == 1:
        return [[cell.strip() for cell in row] for row in full]
    return cells if len(set(widths)) == 1 else []


def _spaced_cells(rows: Sequence[str]) -> list[list[str]]:
    """Cells that stand below each other with two spaces or more between them.

    Where a row lacks some, each stands below the header that it overlaps or begins with. Two
    columns are told from text with wide gaps by the figures in the second.
    """
    rows = [row for row in rows if not _RULE.fullmatch(row)]
    placed = [_fields(row) for row in rows] or [[]]
    columns = len(placed[0])
    if len(rows) < MIN_ROWS or columns < 2 or any(len(row) > columns for row in placed):
        return []
    if any(is_list_item(row) or (numbering(row.strip()) and columns < 3) for row in rows):
        return []
    cells = [_under(placed[0], row) for row in placed]
    if not all(cells) or sum(len(row) == columns for row in placed) * 2 < len(rows):
        return []
    figures = all(is_number(row[1]) or is_blank(row[1]) for row in cells[1:])
    return cells if columns > 2 or figures else []


def _fields(row: str) -> list[tuple[int, int, str]]:
    """The pieces of a line between gaps, with the columns where they begin and end on a screen."""
    found = []
    for match in _FIELD.finditer(row):
        start = width(row[: match.start()])
        found.append((start, start + width(match.group()), match.group()))
    return found


def _under(
    headers: Sequence[tuple[int, int, str]], row: Sequence[tuple[int, int, str]]
) -> list[str]:
    """The cells of a row by the headers that they stand under; empty where two share one."""
    if len(row) == len(headers):
        return [text for _, _, text in row]
    cells = [""] * len(headers)
    for start, end, text in row:
        gaps = [max(own_start - end, start - own_end, 0) for own_start, own_end, _ in headers]
        at = min(
            range(len(gaps)), key=lambda column: (gaps[column], abs(headers[column][0] - start))
        )
        if cells[at]:
            return []
        cells[at] = text
    return cells
