"""Excel workbooks: a sheet is a page under a heading of its name, numbers as they are displayed.

Formulas count with the values that the program stored. Hidden sheets, rows and columns are read:
they are content that somebody kept. Comments, charts (they repeat cells) and errors (``#N/A``) are
left out.
"""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from dataclasses import dataclass

from lxml import etree

from ingest.document import Block, Cell, Document
from ingest.errors import ReadError
from ingest.readers.number_format import BUILT_IN, format_number
from ingest.readers.ooxml import A, Package, R, S, flag, normalise
from ingest.readers.sheet import MAX_CELLS, Cells, Merge, merge_cells, sheet_blocks
from ingest.readers.titles import meaningful_title
from ingest.sections import fill_sections

_REFERENCE = re.compile(r"\$?([A-Z]{1,3})\$?(\d+)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class _Book:
    """What all sheets of a workbook share."""

    strings: list[str]
    formats: list[str]
    from_1904: bool


def read(data: bytes, name: str) -> Document:
    """Read a .xlsx or .xlsm file.

    Args:
        data: the file's bytes.
        name: the file's name.

    Raises:
        ReadError: the package is damaged, encrypted, a zip bomb, or has more than ``MAX_CELLS``.
    """
    package = Package(data, name)
    main = package.main_part()
    root = package.xml(main)
    relations = package.relationships(main)
    if root is None:
        return Document(name=name, media_type="xlsx")
    book = _Book(
        strings=_strings(package, relations),
        formats=_formats(package, relations),
        from_1904=any(flag(item.get("date1904")) for item in root.iter(f"{S}workbookPr")),
    )
    blocks: list[Block] = []
    for number, sheet in enumerate(root.iter(f"{S}sheet"), start=1):
        kind, part = relations.get(sheet.get(f"{R}id", ""), ("", ""))
        if kind == "worksheet" and part in package:
            blocks += _sheet(package, part, book, number, sheet.get("name", f"{number}"))
    title = meaningful_title(package.core_title(), name, blocks)
    blocks = fill_sections(blocks, new_page_resets=True)
    return Document(name=name, title=title, blocks=blocks, media_type="xlsx")


def _sheet(package: Package, part: str, book: _Book, number: int, sheet: str) -> list[Block]:
    cells, merges = _read_cells(package, part, book)
    merge_cells(cells, merges)
    blocks = sheet_blocks(cells, page=number, sheet=sheet)
    for drawing in package.related(part, "drawing"):
        for text in _boxes(package.xml(drawing)):
            blocks.append(Block("paragraph", text, page=number, sheet=sheet))
    if not blocks:
        return []
    return [Block("heading", sheet, page=number, level=1, sheet=sheet), *blocks]


def _read_cells(package: Package, part: str, book: _Book) -> tuple[Cells, list[Merge]]:
    """All cells with text and all merged areas, read as a stream."""
    cells: Cells = {}
    merges: list[Merge] = []
    count = row_number = 0
    for element in _stream(package, part):
        if element.tag == f"{S}mergeCell":
            merge = _area(element.get("ref", ""))
            merges += [merge] if merge else []
            continue
        given = element.get("r", "")
        row_number = int(given) if given.isdigit() else row_number + 1
        row = dict(_row(element, book))
        if row:
            cells[row_number - 1] = row
            count += len(row)
        if count > MAX_CELLS:
            reason = f"has more than {MAX_CELLS:,} cells: split it into smaller workbooks"
            raise ReadError(package.name, reason)
        element.clear()
    return cells, merges


def _stream(package: Package, part: str) -> Iterator[etree._Element]:
    data = normalise(package.content(part) or b"")
    try:
        for _, element in etree.iterparse(
            io.BytesIO(data),
            tag=(f"{S}row", f"{S}mergeCell"),
            resolve_entities=False,
            no_network=True,
            remove_comments=True,
        ):
            yield element
    except etree.XMLSyntaxError as error:
        reason = f"is damaged in {part} ({error.msg}): open it in its program and save it again"
        raise ReadError(package.name, reason) from error


def _row(element: etree._Element, book: _Book) -> Iterator[tuple[int, Cell]]:
    column = -1
    for cell in element.iter(f"{S}c"):
        place = _place(cell.get("r", ""))
        column = place[1] if place else column + 1
        text = _text(cell, book).strip()
        if text:
            yield column, Cell(text)


def _text(cell: etree._Element, book: _Book) -> str:
    kind = cell.get("t", "n")
    if kind == "inlineStr":
        return _rich(cell.find(f"{S}is"))
    value = cell.findtext(f"{S}v") or ""
    if kind == "s":
        index = int(value) if value.strip().isdigit() else -1
        return book.strings[index] if 0 <= index < len(book.strings) else ""
    if kind == "b":
        return "TRUE" if value == "1" else "FALSE"
    if kind == "e" or not value:
        return ""
    if kind in {"str", "d"}:
        return value
    try:
        return format_number(float(value), _format(cell, book), book.from_1904)
    except (ValueError, OverflowError):
        return value


def _format(cell: etree._Element, book: _Book) -> str:
    style = cell.get("s", "0")
    index = int(style) if style.isdigit() else 0
    return book.formats[index] if index < len(book.formats) else ""


def _rich(element: etree._Element | None) -> str:
    """The text of a string item, its runs joined; phonetic guides (``rPh``) left out."""
    if element is None:
        return ""
    parts = [item.text or "" for item in element.iter(f"{S}t") if _parent_tag(item) != f"{S}rPh"]
    return "".join(parts).replace("_x000D_", "").replace("\r\n", "\n")


def _parent_tag(element: etree._Element) -> str:
    parent = element.getparent()
    return str(parent.tag) if parent is not None else ""


def _strings(package: Package, relations: dict[str, tuple[str, str]]) -> list[str]:
    root = _shared(package, relations, "sharedStrings")
    return [_rich(item) for item in root.iter(f"{S}si")] if root is not None else []


def _formats(package: Package, relations: dict[str, tuple[str, str]]) -> list[str]:
    """The number format of every cell style."""
    root = _shared(package, relations, "styles")
    if root is None:
        return []
    codes = dict(BUILT_IN)
    for item in root.iter(f"{S}numFmt"):
        identifier = item.get("numFmtId", "")
        if identifier.isdigit():
            codes[int(identifier)] = item.get("formatCode", "")
    styles = root.find(f"{S}cellXfs")
    found = []
    for item in styles.iter(f"{S}xf") if styles is not None else ():
        identifier = item.get("numFmtId", "0")
        found.append(codes.get(int(identifier), "") if identifier.isdigit() else "")
    return found


def _shared(
    package: Package, relations: dict[str, tuple[str, str]], kind: str
) -> etree._Element | None:
    for found, target in relations.values():
        if found == kind:
            return package.xml(target)
    return None


def _boxes(root: etree._Element | None) -> Iterator[str]:
    """Texts of the text boxes laid over a sheet."""
    for box in root.iter("{*}txBody") if root is not None else ():
        lines = ["".join(t.text or "" for t in p.iter(f"{A}t")).strip() for p in box.iter(f"{A}p")]
        text = "\n".join(line for line in lines if line)
        if text:
            yield text


def _place(reference: str) -> tuple[int, int] | None:
    """Row and column from 0 of a reference such as ``B7``."""
    match = _REFERENCE.fullmatch(reference)
    if match is None:
        return None
    column = 0
    for letter in match[1].upper():
        column = column * 26 + ord(letter) - ord("A") + 1
    return int(match[2]) - 1, column - 1


def _area(reference: str) -> Merge | None:
    first, _, last = reference.partition(":")
    start, end = _place(first), _place(last)
    return (*start, *end) if start and end else None
