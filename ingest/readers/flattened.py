"""Word documents that a converter flattened to text: headings, lists, notes and tables rebuilt.

The form is the one that Apache Tika writes: one paragraph a line; a table cell starts with a tab
and a row ends at a blank line; ``[bookmark: …]``, ``[image: …]`` and ``[footnoteRef:1] [1: …]``
marks; headers of pages in the middle of the text; a line that opens with a space stands after a
page break or a drawing.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import groupby

from ingest.clean import NOTE_REFERENCE, drop_marks, drop_references
from ingest.document import Block, Document
from ingest.lines import (
    Numbering,
    bare_item,
    compressed,
    ends_sentence,
    is_caption,
    is_contents_line,
    is_list_item,
    is_note,
    join_lines,
    numbering,
    succeeds,
    width,
)
from ingest.readers.flattened_tables import Grid, build_rows, flattened_table
from ingest.sections import fill_sections
from ingest.units import unit_in

MAX_HEADING_WIDTH = 90
MAX_LIST_HEADING_WIDTH = 190
MAX_NUMBERED_WIDTH = 240
MAX_LABEL_WIDTH = 26
MAX_FRONT_LINES = 20
MAX_PAGE_HEADER = 120
MIN_CONTENTS = 4
SERIES_CHARS = 6

_NOTE = re.compile(r"[ \t]*\[(\d{1,4}):[ \t]+([^\]]*)\](?:[ \t]*\n(?=\n))?")
_NOTE_HERE = re.compile("\x02(\\d+)\x03")
_MARK = re.compile(r"\[(?:bookmark|image):|\[(?:foot|end)note ?Ref:", re.IGNORECASE)
_CELL_LINE = re.compile(r"^ ?\t(?!.*\t)", re.MULTILINE)
_TABBED_NUMBER = re.compile(
    r"^(?:\[bookmark:[^\]\n]*\])*(?:\d{1,2}(?:\.\d{1,2})*|[–•·])\t\S", re.MULTILINE
)
_PAGE_NUMBER = re.compile(
    r"[-–—]?[ ]?(?:第\s?\d{1,4}\s?页|(?:page|página|seite|стр\.?|p\.)\s?\d{1,4}|(?P<bare>\d{1,4}))"
    r"(?:\s?(?:/|of|de|von)\s?\d{1,4})?[ ]?[-–—]?",
    re.IGNORECASE,
)
_PAGE_SYMBOL = re.compile(r"(?=.*\d)[A-Z][A-Za-z0-9/.\-]*[/\-](?:[\w/.\-]|\([\w. ]{2,10}\))+")
_SECTION_LINE = re.compile(r"(?:\d{1,2}|[A-Z])(?:\.\d{1,3}[A-Z]?)+\t(?!.*[.。；;]\s*$)\S")
_RULE = re.compile(r"[\s_=*~–—─━═-]{4,}")
_LIST_INTRODUCTION = re.compile(
    r"[，,。；;]|将|继续|(?:包括|包含|如下|以下|下列|例如|比如|即|是|有|为|含|分别|请|例)"
    r"[^，,。：:]{0,4}[：:]$"
    r"|\b(?:others?|following|includ(?:es?|ing)|to|of|as|that|where|if|for example)[：:]$"
    r"|\b(?:is|are|was|were|did|do|does|has|have|had|can|may|shall|must|should|will|would)\b"
    r"|^(?:in addition|where|note|step \d+|however|also|thus|therefore|example)\b",
    re.IGNORECASE,
)
_ABSTRACT = re.compile(
    r"(?:内容)?(?:概要|摘要|提要|概述|summary|abstract|résumé|resumen|резюме|ملخص)\s*[:：]?",
    re.IGNORECASE,
)


@dataclass(slots=True)
class _Line:
    """One line outside tables.

    Attributes:
        text: the line, tabs inside as spaces once classified.
        tab: it opened with a tab: centred, or a table of one cell.
        broken: it opened with a space: it stands after a page break or a drawing.
        first: a blank line stands before it.
        number: its heading number, where it has one.
        kind: what it turned out to be, empty until then.
    """

    text: str
    tab: bool = False
    broken: bool = False
    first: bool = False
    number: Numbering | None = None
    kind: str = ""
    level: int = 0


@dataclass(slots=True)
class _Chunk:
    """Lines between blank lines: plain lines first, then cells.

    Attributes:
        gap: how many blank lines stand before it.
        lead: the plain lines.
        cells: each the lines that it came on.
        broken: its first line stands after a page break or a drawing.
    """

    gap: int = 0
    lead: list[_Line] = field(default_factory=list)
    cells: list[list[str]] = field(default_factory=list)
    broken: bool = False


_Element = _Line | Grid


def is_flattened(text: str) -> bool:
    """True for text with the marks of a converted document, or its cells and tabbed numbers."""
    cells = len(_CELL_LINE.findall(text))
    numbers = len(_TABBED_NUMBER.findall(text))
    marks = len(_MARK.findall(text))
    return (marks > 0 and cells + numbers > 0) or (cells >= 6 and numbers >= 3)


def read_flattened(text: str, name: str) -> Document:
    """Rebuild a flattened Word document.

    Args:
        text: decoded text with marks, cells and page headers.
        name: the file's name.
    """
    text, notes = _take_notes(drop_marks(text))
    text, symbol = _take_page_headers(text)
    elements = [e for e in _elements(list(_chunks(text))) if isinstance(e, Grid) or e.text.strip()]
    _classify(elements)
    blocks = [block for block in _blocks(elements, notes) if block.text.strip()]
    return Document(
        name=name, blocks=fill_sections(compressed(blocks)), symbol=symbol, media_type="txt"
    )


def _take_notes(text: str) -> tuple[str, list[str]]:
    """Replace each note by a mark of its place; its references go."""
    known = set(NOTE_REFERENCE.findall(text))
    notes: list[str] = []

    def replace(found: re.Match[str]) -> str:
        if found[1] not in known:
            return found.group()
        notes.append(" ".join(found[2].split()))
        return f"\x02{len(notes) - 1}\x03" + ("\n" if found.group().endswith("\n\n") else "")

    return _NOTE.sub(replace, drop_references(text)), notes


def _take_page_headers(text: str) -> tuple[str, str]:
    """Drop the headers of pages; the document symbol that they carry is returned."""
    symbols: list[str] = []
    kept: list[str] = []
    for line in text.split("\n"):
        symbol = _page_header(line) if "\t" in line and len(line) < MAX_PAGE_HEADER else None
        if symbol is None:
            kept.append(line)
        elif symbol:
            symbols.append(symbol)
    return "\n".join(kept), max(symbols, key=symbols.count) if symbols else ""


def _page_header(line: str) -> str | None:
    """The symbol in a page's header, empty if it has but a page number; None for other lines."""
    parts = [part.strip() for part in line.split("\t") if part.strip()]
    numbers = [found for part in parts if (found := _PAGE_NUMBER.fullmatch(part))]
    symbols = [part for part in parts if _PAGE_SYMBOL.fullmatch(part)]
    if len(numbers) != 1 or len(symbols) > 1 or len(numbers) + len(symbols) != len(parts):
        return None
    if symbols:
        return symbols[0]
    return None if numbers[0]["bare"] and "-" not in numbers[0].group() else ""


def _chunks(text: str) -> Iterator[_Chunk]:
    """Cut at blank lines, and before a line that stands after a page break or a drawing."""
    chunk = _Chunk()
    for raw in text.replace("\f", "\n ").split("\n"):
        if not raw.strip() and not raw.lstrip(" ").startswith("\t"):
            if chunk.lead or chunk.cells:
                yield chunk
                chunk = _Chunk()
            chunk.gap += 1
            continue
        broken = raw[0] == " "
        if chunk.cells and (broken or _SECTION_LINE.match(raw)):
            yield chunk
            chunk = _Chunk(broken=broken)
        chunk.broken = chunk.broken or (broken and not chunk.lead)
        _add_line(chunk, raw.lstrip(" ") if broken else raw, broken)
    if chunk.lead or chunk.cells:
        yield chunk


def _add_line(chunk: _Chunk, line: str, broken: bool) -> None:
    if line.startswith("\t"):
        chunk.cells.append([line.lstrip("\t")])
    elif chunk.cells:
        chunk.cells[-1].append(line)
    else:
        chunk.lead.append(_Line(line, broken=broken, first=not chunk.lead and not chunk.broken))


def _elements(chunks: Sequence[_Chunk]) -> Iterator[_Element]:
    """Lines and grids in reading order; what only looked like a table comes as lines."""
    position = 0
    while position < len(chunks):
        chunk = chunks[position]
        yield from chunk.lead
        position += 1
        if not chunk.cells:
            continue
        region = [chunk.cells]
        while position < len(chunks) and _goes_on(region, chunks, position):
            if chunks[position].cells:
                region.append(chunks[position].cells)
            position += 1
        yield from _region(region, chunk.broken and not chunk.lead)


def _goes_on(region: list[list[list[str]]], chunks: Sequence[_Chunk], position: int) -> bool:
    """Whether a chunk belongs to the table begun; text of its last cell moves there."""
    chunk = chunks[position]
    if chunk.broken:
        return False
    if not chunk.lead:
        return bool(chunk.cells)
    widest = max(len(cells) for cells in region)
    if widest < 2:
        return False
    last = region[-1]
    if chunk.cells:
        completes = len(last) + len(chunk.cells) == widest
        inside = completes and len(region) > 1 and chunk.gap == 1
    else:
        inside = len(last) == widest and _is_inside_cell(region, chunks, position)
    if inside:
        last[-1].extend(line.text for line in chunk.lead)
    return inside


def _is_inside_cell(
    region: Sequence[list[list[str]]], chunks: Sequence[_Chunk], position: int
) -> bool:
    """Text after one blank line (the table would end with two) and before another row."""
    following = chunks[position + 1] if position + 1 < len(chunks) else None
    if following is None or following.lead or following.broken or chunks[position].gap != 1:
        return False
    is_new_table = following.cells == region[0]
    return len(following.cells) >= len(region[-1]) and not is_new_table


def _region(region: list[list[list[str]]], broken: bool) -> Iterator[_Element]:
    """A run of rows as grids and, where cells stand alone, lines."""
    if len(region) == 1 and _is_heading_run(region[0]):
        for cell in region[0]:
            yield from _cell_lines(cell, broken)
        return
    grid, rest = build_rows(region)
    if grid is not None:
        yield grid
        first = next((i for i, cells in enumerate(rest) if len(cells) > 1), len(rest))
        rest, tables = rest[:first], rest[first:]
    else:
        tables = []
    for position, cells in enumerate(rest):
        for cell in cells:
            first = broken and grid is None and position == 0
            yield from _front_lines(cell, first, alone=len(cells) == 1)
    if tables:
        yield from _region(tables, broken=False)


def _is_heading_run(cells: list[list[str]]) -> bool:
    """Centred headings, each with its paragraphs below, and not a row of cells."""
    return len(cells) == 1 or all(
        len(cell) > 1
        and width(cell[0]) <= MAX_HEADING_WIDTH
        and not ends_sentence(cell[0])
        and max(map(width, cell[1:])) > MAX_HEADING_WIDTH
        for cell in cells
    )


def _cell_lines(cell: list[str], broken: bool) -> Iterator[_Line]:
    for position, text in enumerate(cell):
        yield _Line(text, tab=position == 0, broken=broken and position == 0, first=position == 0)


def _front_lines(cell: list[str], broken: bool, alone: bool) -> Iterator[_Line]:
    """The lines of a cell that is no part of a table; a title over several lines becomes one."""
    if len(cell) > 1 and not any(ends_sentence(line) or is_list_item(line) for line in cell):
        text = join_lines(cell)
        if width(text) <= MAX_NUMBERED_WIDTH:
            yield _Line(text, tab=alone, broken=broken, first=True)
            return
    yield from _cell_lines(cell, broken)


def _classify(elements: list[_Element]) -> None:
    """Decide for every line what it is, from the last to the first, then set heading levels."""
    lines = [element for element in elements if isinstance(element, _Line)]
    for line in lines:
        _first_look(line)
    _drop_contents(lines)
    _number_headings(lines)
    for position in range(len(elements) - 1, -1, -1):
        element = elements[position]
        if isinstance(element, _Line) and not element.kind:
            following = elements[position + 1] if position + 1 < len(elements) else None
            element.kind = "heading" if _is_heading(element, following) else "paragraph"
    _front_matter(elements)
    _join_broken_headings(elements)
    _set_levels(elements)
    _promote_lost_numbers(elements)


def _first_look(line: _Line) -> None:
    text = _NOTE_HERE.sub("", line.text).strip()
    if not text and line.text.strip():
        line.kind = "paragraph"  # nothing but a note's place
    elif not text or (len(text) >= 4 and _RULE.fullmatch(text)):
        line.kind = "rule"
    elif is_caption(text):
        line.kind = "caption"
    elif is_note(text):
        line.kind = "note"
    else:
        number = numbering(text, spaced=True)
        closed = (
            ends_sentence(text.rstrip("?？"))
            if number and len(number.parts) > 1
            else ends_sentence(text)
        )
        if number and not closed and width(text) <= MAX_NUMBERED_WIDTH:
            line.number = number
        elif is_list_item(line.text):
            line.kind = "list_item"


def _drop_contents(lines: Sequence[_Line]) -> None:
    """A table of contents only repeats the headings, and its numbers are no headings."""
    for is_contents, group in groupby(lines, key=lambda line: is_contents_line(line.text)):
        run = list(group)
        if is_contents and len(run) >= MIN_CONTENTS:
            for line in run:
                line.kind, line.number = "rule", None


def _number_headings(lines: Sequence[_Line]) -> None:
    """A numbered line is a heading where its number goes on from the headings before."""
    previous: tuple[float, ...] = ()
    for line in lines:
        number = line.number
        if number is None:
            continue
        if not number.parts:
            if not is_list_item(line.text) or re.match(r"[A-Z]\b|[IVX]+\b", number.label):
                line.kind = "heading"
            else:
                line.kind, line.number = "list_item", None
        elif succeeds(previous, number.parts) or (len(number.parts) > 1 and "\t" in line.text):
            line.kind, previous = "heading", number.parts
        else:
            line.number = None
            line.kind = "list_item" if is_list_item(line.text) else ""


def _is_heading(line: _Line, following: _Element | None) -> bool:
    """A short line without a sentence's end that stands before the text it heads."""
    text = _NOTE_HERE.sub("", line.text).strip()
    if following is None or not _may_head(text):
        return False
    if isinstance(following, Grid):
        return width(text) <= MAX_HEADING_WIDTH
    if width(text) > MAX_HEADING_WIDTH:
        return following.kind == "list_item" and width(text) <= MAX_LIST_HEADING_WIDTH
    if following.kind == "heading":
        return line.tab or line.broken or line.first
    if text.endswith(("：", ":")):
        # In English what introduces a list often looks like a label: "Steps taken:".
        return text.endswith("：") or following.kind != "list_item" or line.tab or line.first
    return following.kind in {"list_item", "caption", "note"} or _is_body(following)


def _may_head(text: str) -> bool:
    if text.endswith(("：", ":")):
        label = text.rstrip("：: ")
        if text[0].islower() or _LIST_INTRODUCTION.search(text):
            return False
        return width(label) <= MAX_LABEL_WIDTH
    if ends_sentence(text) or "。" in text or text[0].islower():
        return False
    if not (text[0].isalnum() or text[0] in "《〈【#"):
        return False
    return any(character.isalpha() for character in text) and not re.search(
        r"https?://|\S@\S|^\+?[\d\s()-]{6,}$", text
    )


def _is_body(line: _Line) -> bool:
    text = _NOTE_HERE.sub("", line.text).strip()
    return ends_sentence(text) or width(text) > MAX_HEADING_WIDTH or text.endswith(("：", ":"))


def _front_matter(elements: Sequence[_Element]) -> None:
    """On the title page only the line right above the summary is a heading: the title."""
    front: list[_Line] = []
    for element in elements:
        if isinstance(element, Grid) or element.kind not in {"heading", "paragraph"}:
            return
        is_abstract = _ABSTRACT.fullmatch(element.text.strip()) is not None
        is_text = ends_sentence(element.text) or width(element.text) > MAX_NUMBERED_WIDTH
        if is_abstract or element.number or is_text or len(front) > MAX_FRONT_LINES:
            break
        front.append(element)
    else:
        return
    for line in front[:-1]:
        line.kind = "paragraph"
    if front and is_abstract:
        front[-1].kind, front[-1].level = "heading", 1


def _join_broken_headings(elements: list[_Element]) -> None:
    """A long heading gets back what a line break cut off its end, a bare annex number its title."""
    for position in range(len(elements) - 1, 0, -1):
        line, above = elements[position], elements[position - 1]
        if isinstance(line, Grid) or isinstance(above, Grid) or line.number:
            continue
        tail = line.text.strip()
        if above.kind != "heading" or line.kind not in {"heading", "paragraph"} or line.tab:
            continue
        is_tail = width(above.text) >= 56 and 0 < width(tail) <= 8
        if (
            (is_tail or _lacks_title(above))
            and _may_head(tail)
            and width(tail) <= MAX_HEADING_WIDTH
        ):
            above.text = join_lines([above.text, tail]) if is_tail else f"{above.text} {tail}"
            del elements[position]


def _lacks_title(line: _Line) -> bool:
    """``Annex B (normative):`` with its title on the next line."""
    number = line.number
    return number is not None and re.fullmatch(r"(?:[(（][^)）]*[)）])?", number.title) is not None


def _set_levels(elements: Sequence[_Element]) -> None:
    """Numbered headings by depth; others below them, one deeper under a heading of headings."""
    ranks = [e.number.level for e in elements if isinstance(e, _Line) and e.number]
    base, inner = min((rank for rank in ranks if rank > 1), default=1) - 1, False
    start = base + 1
    opened: _Line | None = None
    series: list[str] = []
    for position, line in enumerate(elements):
        if isinstance(line, Grid) or line.kind != "heading":
            continue
        if line.level:
            line.level = start
            continue
        if line.number:
            base, inner = line.number.level, False
            line.level = base
            continue
        if (line.tab or line.broken) and not (inner and elements[position - 1] is opened):
            opening = line.text.strip()[:SERIES_CHARS]
            inner = _heads_headings(elements, position) or opening in series
            if inner:
                series.append(opening)
                opened = line
            line.level = base + 1
        else:
            line.level = base + 2 if inner else base + 1


def _heads_headings(elements: Sequence[_Element], position: int) -> bool:
    following = elements[position + 1] if position + 1 < len(elements) else None
    return isinstance(following, _Line) and following.kind == "heading" and not following.number


def _promote_lost_numbers(elements: Sequence[_Element]) -> None:
    """Where 10 follows 8, the one unnumbered heading after a page break between them was 9."""
    above: _Line | None = None
    between: list[_Line] = []
    for line in elements:
        if isinstance(line, Grid) or line.kind != "heading":
            continue
        if not line.number:
            between.append(line)
            continue
        if len(line.number.parts) != 1:
            continue
        if above and above.number and line.number.parts[0] - above.number.parts[0] == 2:
            lost = [heading for heading in between if heading.broken]
            if len(lost) == 1:
                lost[0].level = above.level
        above, between = line, []


def _blocks(elements: Sequence[_Element], notes: Sequence[str]) -> Iterator[Block]:
    """Blocks in reading order; captions go to their tables, notes after what they belong to."""
    caption, unit = "", ""
    for position, element in enumerate(elements):
        if isinstance(element, Grid):
            table, marks = flattened_table(element, caption, unit)
            yield table
            yield from _note_blocks(marks, notes)
            caption, unit = "", ""
            continue
        if element.kind == "rule":
            continue
        if _is_before_table(elements, position):
            if element.kind == "caption":
                caption = _NOTE_HERE.sub("", element.text).strip()
                continue
            if caption and width(element.text) <= 60 and unit_in(element.text):
                unit = unit_in(element.text)
        yield from _line_blocks(element, notes)


def _is_before_table(elements: Sequence[_Element], position: int) -> bool:
    """Whether the next element is a table, or the next but one after a line that gives the unit."""
    following = elements[position + 1 : position + 3]
    if following and isinstance(following[0], Grid):
        return True
    return (
        len(following) == 2
        and isinstance(following[0], _Line)
        and isinstance(following[1], Grid)
        and width(following[0].text) <= 60
        and bool(unit_in(following[0].text))
    )


def _line_blocks(line: _Line, notes: Sequence[str]) -> Iterator[Block]:
    marks = [int(mark) for mark in _NOTE_HERE.findall(line.text)]
    text = _NOTE_HERE.sub("", line.text)
    text = bare_item(text) if line.kind == "list_item" else " ".join(text.split("\t")).strip()
    if line.kind == "heading":
        yield Block("heading", " ".join(text.split()), level=line.level)
    elif line.kind == "list_item":
        yield Block("list_item", text)
    elif line.kind == "note":
        yield Block("note", text)
    else:
        yield Block("paragraph", text)
    yield from _note_blocks(marks, notes)


def _note_blocks(marks: Sequence[int], notes: Sequence[str]) -> Iterator[Block]:
    for mark, _ in groupby(marks):
        yield Block("note", notes[mark])
