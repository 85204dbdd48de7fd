"""Born-digital PDF: headings, paragraphs, lists, tables and notes, each with its page.

Left out: running headers and footers, page numbers, tables of contents, watermarks and what
stands on pictures. Scanned pages have no text to read.
"""

from __future__ import annotations

import itertools
import logging
import re
import statistics
import threading
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Any

from ingest.captions import attach_captions, is_unit_note
from ingest.clean import drop_marks
from ingest.document import Block, Cell, Document
from ingest.errors import ReadError
from ingest.grid import is_number, make_table, table_block
from ingest.lines import numbering
from ingest.readers.pdf.aligned import find_aligned
from ingest.readers.pdf.flow import Body, Part, opens_caption, parts_of, without_bullet
from ingest.readers.pdf.headings import find_headings, letters, with_whole_headings
from ingest.readers.pdf.indents import with_indents
from ingest.readers.pdf.layout import (
    Line,
    Placed,
    Segment,
    compose,
    divided,
    make_line,
    rows,
    segments,
)
from ingest.readers.pdf.page import SOFT_HYPHEN, Page, read_page
from ingest.readers.pdf.ruled import Grid, find_ruled
from ingest.readers.pdf.running import without_running_lines
from ingest.readers.titles import meaningful_title
from ingest.sections import fill_sections

logger = logging.getLogger(__name__)

_PDFIUM = threading.Lock()  # the library must not be entered from two threads

MAX_PAGES = 5000
MAX_CAPTION = 500
FEW_CONTENTS = 4  # lines that a table of contents has at least
MAX_TITLE = 200
COVER = 400  # a page with fewer characters than that is a cover, whose lines are the title

_TABLE_CAPTION = re.compile(r"(?:table|tab\.|tableau|tabelle|tabla|tabela|表)", re.IGNORECASE)

_DATE = re.compile(r"[\d\s年月日./,\-–—]+|(?:\d{1,2}\s)?[A-Za-zéûä]{3,9}\.?\s(?:\d{1,2},\s)?\d{4}")
_CONTINUED = re.compile(
    r"续\s*表|（续|\(续|^续|continued|cont['’.]?d\b|suite\)|fortsetzung", re.IGNORECASE
)


def read(data: bytes, name: str) -> Document:
    """Read a PDF.

    Args:
        data: the file's bytes.
        name: the file's name.

    Raises:
        ReadError: it is damaged, password-protected, too long, or a scan without text.
    """
    with _PDFIUM:
        pdf = _open(data, name)
        try:
            if len(pdf) > MAX_PAGES:
                raise ReadError(
                    name, f"has {len(pdf)} pages, more than the limit of {MAX_PAGES}: split it"
                )
            items, height = _items(pdf, name)
            outline = _outline(pdf)
            title = str(pdf.get_metadata_dict().get("Title") or "")
        finally:
            pdf.close()
    blocks = _blocks(items, outline, height)
    return Document(name=name, title=_title(title, name, blocks), blocks=blocks, media_type="pdf")


def _open(data: bytes, name: str) -> Any:
    import pypdfium2

    from ingest.readers.pdf.fonts import use_stand_in

    use_stand_in()
    try:
        return pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError as error:
        if "password" in str(error).lower():
            raise ReadError(
                name, "is password-protected: save a copy without a password"
            ) from error
        reason = "is damaged or not a PDF: open it in its program and save it again"
        raise ReadError(name, reason) from error


def _items(pdf: Any, name: str) -> tuple[list[Line | Grid], float]:
    """Lines and tables of all pages in reading order, and the usual height of a page."""
    items: list[Line | Grid] = []
    heights: list[float] = []
    unreadable = characters = 0
    images = False
    for page in without_running_lines(_pages(pdf)):
        heights.append(page.height)
        unreadable += page.unreadable
        characters += sum(len(word.text) for word in page.words)
        images = images or page.images
        items += arrange(page)
    if not items:
        if unreadable > 20:
            reason = "has fonts without Unicode values, so its text cannot be taken: run OCR on it"
        else:
            reason = "has no text layer (a scan): run OCR first, for example ocrmypdf"
        raise ReadError(name, reason if images or unreadable else "has no text")
    return items, statistics.median(heights)


def _pages(pdf: Any) -> Iterator[Page]:
    """The pages, with their ruled tables set apart."""
    for number in range(1, len(pdf) + 1):
        page = pdf[number - 1]
        try:
            content = read_page(page, number)
        finally:
            page.close()
        content.grids = find_ruled(content)
        yield content


def arrange(page: Page) -> list[Line | Grid]:
    """The lines and tables of a page in reading order."""
    pieces: list[Placed] = [*segments(page.words), *page.grids]
    size = statistics.median(word.size for word in page.words) if page.words else 10.0
    found: list[Line | Grid] = []
    for column, region in enumerate(divided(pieces, page.dividers, size)):
        text = rows([piece for piece in region if isinstance(piece, Segment)])
        items: list[tuple[float, Line | Grid]] = [
            (piece.top, piece) for piece in region if isinstance(piece, Grid)
        ]
        for row in find_aligned(text, page.across, page.number):
            if isinstance(row, Grid):
                items.append((row.top, row))
                continue
            base = max(row, key=lambda segment: segment.size).base
            items += [(base, replace(line, column=column)) for line in _lines(row, page.number)]
        found += [item for _, item in sorted(items, key=lambda pair: pair[0])]
    return found


def _lines(row: Sequence[Segment], page: int) -> Iterator[Line]:
    """One line, or several where pieces of very different size only happen to stand level."""
    groups: list[list[Segment]] = []
    for segment in row:
        last = groups[-1][-1] if groups else None
        if last is None or _only_level(last, segment):
            groups.append([segment])
        else:
            groups[-1].append(segment)
    return (make_line(group, page) for group in groups)


def _only_level(one: Segment, other: Segment) -> bool:
    """True for pieces that do not read on: of different size, or the unit of a table below."""
    if other.x0 - one.x1 < 2 * one.size:
        return False
    return not 0.8 < other.size / one.size < 1.25 or is_unit_note(compose(other.words))


def _outline(pdf: Any) -> dict[tuple[int, str], int]:
    """The bookmarks: page and letters of the title, to level from 1."""
    found: dict[tuple[int, str], int] = {}
    for bookmark in itertools.islice(pdf.get_toc(max_depth=8), 5000):
        target = bookmark.get_dest()
        index = target.get_index() if target is not None else None
        if index is not None:
            found.setdefault((index + 1, letters(bookmark.get_title())), bookmark.level + 1)
    return found


def _blocks(
    items: Sequence[Line | Grid], outline: dict[tuple[int, str], int], height: float
) -> list[Block]:
    body = Body.of(item for item in items if isinstance(item, Line))
    parts = _with_joined_tables(parts_of(items, body, height), height)
    parts = with_whole_headings(parts, body)
    headings = find_headings(parts, body, outline)
    captions = _captions(parts)
    owned = set(captions.values())
    titles = {letters(_text(parts[position])) for position in headings}
    blocks: list[Block] = []
    for position, part in enumerate(parts):
        if isinstance(part, Grid):
            if _is_contents(part, titles):
                part = _without_pages(part)
                if len(part.columns) < 2:
                    continue
            owner = captions.get(position)
            caption = _text(parts[owner]) if owner is not None else ""
            cells = with_indents(part.cells, part.labels)
            table = make_table(cells, "\n".join(filter(None, (caption, part.name))))
            blocks.append(table_block(table, page=part.page))
        elif position in headings:
            text = without_bullet(_text(part))
            blocks.append(Block("heading", text, page=part.page, level=headings[position]))
        elif position not in owned and not _is_fragment(_text(part)):
            text = _text(part)
            text = without_bullet(text) if part.kind == "list_item" else text
            blocks.append(Block(part.kind, text, page=part.page))
    return fill_sections(attach_captions(blocks))


def _is_contents(grid: Grid, titles: set[str]) -> bool:
    """A table of contents: headings of the document, with numbers of pages that only grow."""
    pages = [int(text) for row in grid.cells if (text := row[-1].text.strip()).isdecimal()]
    if len(pages) < FEW_CONTENTS or pages != sorted(pages) or 4 * len(pages) < 3 * len(grid.cells):
        return False
    known = sum(letters(row[0].text) in titles for row in grid.cells)
    return 2 * known >= len(grid.cells)


def _without_pages(grid: Grid) -> Grid:
    """A table of contents without its last column: what it says beside the numbers of pages."""
    return replace(grid, cells=[row[:-1] for row in grid.cells], columns=grid.columns[:-1])


def _text(part: Part | Grid) -> str:
    return "" if isinstance(part, Grid) else drop_marks(part.text.replace(SOFT_HYPHEN, "-")).strip()


def _captions(parts: Sequence[Part | Grid]) -> dict[int, int]:
    """Positions of tables, each with the position of its caption.

    Captions stand above the tables or below; what most tables of the document show holds for all.
    """
    above: dict[int, int] = {}
    below: dict[int, int] = {}
    for position, part in enumerate(parts):
        if isinstance(part, Grid):
            for found, step in ((above, -1), (below, 1)):
                caption = _caption_beside(parts, position, part, step)
                if caption is not None and caption not in found.values():
                    found[position] = caption
    return below if len(below) > len(above) else above


def _caption_beside(
    parts: Sequence[Part | Grid], position: int, grid: Grid, step: int
) -> int | None:
    """The nearest caption in one direction that stands over or under the table."""
    for other in range(position + step, position + 4 * step, step):
        if not 0 <= other < len(parts):
            return None
        part = parts[other]
        if isinstance(part, Grid):
            continue
        if not _is_table_caption(part):
            return None
        line = part.lines[0]
        if line.x0 < grid.x1 and grid.x0 < line.x1:
            return other
    return None


def _is_table_caption(part: Part | Grid) -> bool:
    text = _text(part)
    return (
        len(text) < MAX_CAPTION and _TABLE_CAPTION.match(text) is not None and opens_caption(text)
    )


def _is_fragment(text: str) -> bool:
    """Single letters and signs, which formulas and pictures leave behind."""
    return len(text) <= 8 and re.search(r"\d|[^\W\d_]{2}|[\u3400-\u9fff]", text) is None


def _title(property_title: str, name: str, blocks: Sequence[Block]) -> str:
    """The title in the file's properties where the first page bears it out, else its headline."""
    headings = [block for block in blocks if block.kind == "heading" and (block.page or 0) <= 2]
    title = meaningful_title(property_title, name, blocks)
    if title and any(_alike(title, block.text) for block in headings):
        return title
    front = [block for block in headings if block.page == headings[0].page]
    if not front:
        return title
    titles = [b for b in front if _has_words(b.text) and numbering(b.text) is None]
    if not titles:
        return title
    level = min(block.level for block in titles)
    front = list(itertools.dropwhile(lambda block: block.level != level, titles))
    is_cover = sum(len(b.text) for b in blocks if b.page == front[0].page) < COVER
    lines = [block.text for block in front[: 2 if is_cover else 1]]
    return " ".join(line for line in lines if not _DATE.fullmatch(line))[:MAX_TITLE]


def _has_words(text: str) -> bool:
    """More than one word: ``Report`` and an address on the web are no titles."""
    return (
        len(re.findall(r"[^\W\d_]{2,}", text)) > 1
        or re.search(r"[\u3400-\u9fff]{4}", text) is not None
    )


def _alike(title: str, heading: str) -> bool:
    one, other = letters(title), letters(heading)
    return len(min(one, other, key=len)) > 3 and (one in other or other in one)


def _with_joined_tables(parts: Sequence[Part | Grid], height: float) -> list[Part | Grid]:
    """Join tables that go on overleaf; notes and marks of continuation may stand between."""
    joined: list[Part | Grid] = []
    for part in parts:
        if isinstance(part, Grid):
            table = _open_table(joined, part)
            if table is not None and _continues(table, part, height):
                _extend(table, part)
                while joined[-1] is not table and not _is_note(joined[-1]):
                    joined.pop()  # what says that the table is continued
                continue
        joined.append(part)
    return joined


def _open_table(parts: Sequence[Part | Grid], part: Grid) -> Grid | None:
    """The table on the page before with nothing but notes after it."""
    for other in reversed(parts[-6:]):
        if isinstance(other, Grid):
            return other if other.last_page == part.page - 1 else None
        if not _is_note(other) and not _says_continued(other):
            return None
    return None


def _is_note(part: Part | Grid) -> bool:
    return isinstance(part, Part) and part.kind == "note"


def _says_continued(part: Part | Grid) -> bool:
    if not isinstance(part, Part) or len(part.text) > 100:
        return False
    return _CONTINUED.search(part.text) is not None


def _continues(table: Grid, following: Grid, height: float) -> bool:
    """The same header, or the same columns from the foot of one page to the top of the next."""
    if len(table.columns) != len(following.columns):
        return False
    if _repeated_header(table, following):
        return True
    shift = following.x0 - table.x0
    same_columns = all(
        abs(one - other + shift) < 5
        for one, other in zip(table.columns, following.columns, strict=True)
    )
    return same_columns and table.bottom > 0.7 * height and following.top < 0.3 * height


def _repeated_header(table: Grid, following: Grid) -> int:
    """How many of the first rows both tables have in common."""
    count = 0
    for one, other in zip(table.cells, following.cells, strict=False):
        if [cell.text for cell in one] != [cell.text for cell in other]:
            break
        count += 1
    return count


def _extend(table: Grid, following: Grid) -> None:
    repeated = _repeated_header(table, following)
    rows_below, labels = following.cells[repeated:], following.labels[repeated:]
    if rows_below and _is_rest_of_row(table.cells[-1], rows_below[0]):
        table.cells[-1] = [
            Cell("\n".join(text for text in (above.text, cell.text) if text), above.spanned)
            for above, cell in zip(table.cells[-1], rows_below[0], strict=True)
        ]
        rows_below, labels = rows_below[1:], labels[1:]
    table.cells += rows_below
    table.labels += labels
    table.bottom, table.last_page = following.bottom, following.page


def _is_rest_of_row(above: Sequence[Cell], row: Sequence[Cell]) -> bool:
    """A row without a label and without figures only goes on with the one before."""
    texts = [cell.text for cell in row if cell.text and not cell.spanned]
    if row[0].text or not texts or any(is_number(text) for text in texts):
        return False
    return all(cell.text for cell, below in zip(above, row, strict=True) if below.text)
