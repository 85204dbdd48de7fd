"""HTML pages: the text as a browser would lay it out, without scripts, menus and forms."""

from __future__ import annotations

import re

from lxml import etree
from lxml import html as lxml_html

from ingest.captions import attach_captions
from ingest.document import Block, BlockKind, Cell, Document
from ingest.encoding import decode
from ingest.grid import make_table, table_block
from ingest.sections import fill_sections

MAX_SPAN = 200
MAX_DEPTH = 200

_DROPPED = {
    "script", "style", "noscript", "template", "nav", "head", "button", "select", "textarea",
    "input", "svg", "iframe", "object", "canvas", "audio", "video", "map", "dialog", "rp", "rt",
}  # fmt: skip
_INLINE = {
    "a", "abbr", "acronym", "b", "bdi", "bdo", "big", "cite", "code", "data", "del", "dfn", "em",
    "font", "i", "img", "ins", "kbd", "label", "mark", "meter", "nobr", "output", "progress", "q",
    "ruby", "rb", "s", "samp", "small", "span", "strike", "strong", "sub", "sup", "time", "tt", "u",
    "var", "wbr", "br", "math", "center-inline",
}  # fmt: skip
_HEADING = re.compile(r"h([1-6])")
_CHARSET = re.compile(rb"<meta[^>]+charset\s*=\s*[\"']?\s*([\w.:-]+)", re.IGNORECASE)
_XML_CHARSET = re.compile(rb"^\s*<\?xml[^>]+encoding\s*=\s*[\"']([\w.:-]+)", re.IGNORECASE)
_FOOTNOTE = re.compile(
    r"(?:foot|end)-?notes?|doc-(?:foot|end)notes?|fn[-:]?\d+|_?ftn\d+", re.IGNORECASE
)
_NOTE_TARGET = re.compile(r"_?(?:fn|ftn|cite|note|ref)")
_CHROME_ROLES = {"navigation", "search", "menu", "menubar", "toolbar", "dialog", "alertdialog"}
_HIDDEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)
_CJK = "\u2e80-\u9fff\uf900-\ufaff\uff00-\uffef\u3000-\u303f"
_CJK_GAP = re.compile(rf"(?<=[{_CJK}])[ \t]*\n\s*(?=[{_CJK}])")
_NEWLINE = "\ue000"  # stands for <br> until white space is collapsed


def read(data: bytes, name: str) -> Document:
    """Read a .html or .xhtml file.

    Args:
        data: the file's bytes.
        name: the file's name.
    """
    declared = _CHARSET.search(data[:4096]) or _XML_CHARSET.search(data[:200])
    return read_html(decode(data, declared[1].decode("ascii") if declared else None), name)


def read_html(text: str, name: str, notes: dict[str, str] | None = None) -> Document:
    """Turn HTML that is already decoded into a document; also for other formats that become HTML.

    Args:
        text: a page or a fragment.
        name: the file's name.
        notes: texts of notes by id; each comes after the block with its ``<note-mark id=...>``,
            those without a mark at the end.
    """
    document = Document(name=name, media_type="html")
    root = _parse(text)
    if root is None:
        return document
    walker = _Walker(notes or {})
    body = root.find(".//body")
    walker.walk(body if body is not None else root, 0)
    walker.finish()
    document.blocks = fill_sections(attach_captions(walker.blocks, walker.captions))
    document.title = _title(root, document.blocks)
    return document


def _parse(text: str) -> etree._Element | None:
    # A declared encoding would be believed over the decoded text.
    text = re.sub(r"^\s*<\?xml[^>]*\?>", "", text).replace("\x00", "")
    if not text.strip():
        return None
    parser = lxml_html.HTMLParser(
        encoding="utf-8", remove_comments=True, remove_pis=True, huge_tree=True
    )
    try:
        return lxml_html.document_fromstring(text.encode("utf-8", "replace"), parser=parser)
    except etree.ParserError:
        return None


class _Walker:
    """Collects blocks; inline text gathers until a block element ends it.

    Attributes:
        blocks: found so far.
        captions: positions of figure captions that belong to a table.
    """

    def __init__(self, notes: dict[str, str]) -> None:
        self.blocks: list[Block] = []
        self._notes = dict(notes)
        self._marked: list[str] = []
        self.captions: set[int] = set()
        self._text: list[str] = []
        self._kind: BlockKind = "paragraph"

    def walk(self, element: etree._Element, depth: int) -> None:
        """Read what an element contains."""
        self._add(element.text)
        for child in element:
            if isinstance(child.tag, str):
                self._child(child, depth + 1)
            self._add(child.tail)

    def flush(self) -> None:
        """End the block that gathers."""
        text = collapse("".join(self._text))
        self._text.clear()
        if text:
            self.blocks.append(Block(self._kind, text))
        self._add_notes(self._marked)

    def finish(self) -> None:
        """End the last block and give out the notes that nothing referred to."""
        self.flush()
        self._add_notes(list(self._notes))

    def _add_notes(self, marks: list[str]) -> None:
        for mark in marks:
            note = self._notes.pop(mark, "")
            if note:
                self.blocks.append(Block("note", note))
        marks.clear()

    def _mark_notes(self, element: etree._Element) -> None:
        self._marked += [mark.get("id") or "" for mark in element.iter("note-mark")]

    def _add(self, text: str | None) -> None:
        if text:
            self._text.append(text)

    def _child(self, element: etree._Element, depth: int) -> None:
        tag = _tag(element)
        if _is_dropped(element, tag):
            return
        if depth > MAX_DEPTH:
            self._add(" ".join("".join(element.itertext()).split()))
            return
        if tag == "note-mark":
            self._mark_notes(element)
            return
        if tag in _INLINE:
            self._inline(element, tag, depth)
            return
        self.flush()
        heading = _HEADING.fullmatch(tag)
        if heading:
            self._heading(element, int(heading[1]))
        elif tag == "table":
            self._table(element, depth)
        elif tag in {"pre", "listing", "xmp"}:
            self._code(element)
        elif tag == "li" or tag == "dt" or tag == "dd":
            self._within("list_item", element, depth)
        elif tag == "figcaption":
            if any(_tag(sibling) == "table" for sibling in element.itersiblings()):
                self.captions.add(len(self.blocks))
            self._within(self._kind, element, depth)
        elif _is_note(element):
            self._within("note", element, depth)
        else:
            self._within(self._kind, element, depth)

    def _inline(self, element: etree._Element, tag: str, depth: int) -> None:
        if tag == "br":
            self._text.append(_NEWLINE)
        elif not _is_note_mark(element, tag):
            self.walk(element, depth)

    def _within(self, kind: BlockKind, element: etree._Element, depth: int) -> None:
        outer = self._kind
        # A list among footnotes is footnotes.
        self._kind = outer if outer == "note" else "note" if _is_note(element) else kind
        self.walk(element, depth)
        self.flush()
        self._kind = outer

    def _heading(self, element: etree._Element, level: int) -> None:
        text = " ".join(inline_text(element).split())
        if text:
            self.blocks.append(Block("heading", text, level=level))
        self._mark_notes(element)

    def _code(self, element: etree._Element) -> None:
        text = "".join(element.itertext()).strip("\n")
        if text.strip():
            self.blocks.append(Block("code", text))

    def _table(self, element: etree._Element, depth: int) -> None:
        if _is_layout(element):
            for row in _rows(element):
                for cell in row:
                    self._within(self._kind, cell, depth)
            return
        caption = next((inline_text(child) for child in element if _tag(child) == "caption"), "")
        rows, header_rows = _grid(element)
        if any(cell.text for row in rows for cell in row):
            table = make_table(rows, caption=caption, header_rows=header_rows)
            self.blocks.append(table_block(table))
        self._mark_notes(element)


def inline_text(element: etree._Element) -> str:
    """The text of an element as shown, lines where it breaks; for cells, captions and headings."""
    parts: list[str] = []
    _gather(element, parts, 0)
    return collapse("".join(parts))


def _gather(element: etree._Element, parts: list[str], depth: int) -> None:
    parts.append(element.text or "")
    for child in element:
        tag = _tag(child)
        if tag == "br":
            parts.append(_NEWLINE)
        elif tag and depth < MAX_DEPTH and not _is_left_out(child, tag):
            edge = "" if tag in _INLINE else " " if tag in {"td", "th"} else _NEWLINE
            parts.append(edge)
            _gather(child, parts, depth + 1)
            parts.append(edge)
        parts.append(child.tail or "")


def collapse(text: str) -> str:
    """White space as a browser shows it; a line end between Chinese characters is no space."""
    text = _CJK_GAP.sub("", text)
    lines = (" ".join(line.split()) for line in text.split(_NEWLINE))
    return "\n".join(line for line in lines if line)


def _tag(element: etree._Element) -> str:
    return element.tag.rsplit("}", 1)[-1].lower() if isinstance(element.tag, str) else ""


def _is_dropped(element: etree._Element, tag: str) -> bool:
    if tag in _DROPPED or element.get("hidden") is not None:
        return True
    if element.get("role") in _CHROME_ROLES:
        return True
    return _HIDDEN.search(element.get("style") or "") is not None


def _is_left_out(element: etree._Element, tag: str) -> bool:
    return _is_dropped(element, tag) or _is_note_mark(element, tag)


def _is_note(element: etree._Element) -> bool:
    marks = (element.get("role"), element.get("id"), *(element.get("class") or "").split())
    return any(mark and _FOOTNOTE.fullmatch(mark) for mark in marks)


def _is_note_mark(element: etree._Element, tag: str) -> bool:
    """A reference to a footnote (``<sup><a href="#fn1">1</a></sup>``) or the way back from one."""
    if tag == "sup":
        inner = list(element)
        return len(inner) == 1 and not (element.text or "").strip() and _is_note_mark(inner[0], "a")
    if tag != "a":
        return False
    target = (element.get("href") or "").rpartition("#")
    text = "".join(element.itertext()).strip(" []()†*^\u21a9\ufe0e")
    points = target[1] and not target[0] and _NOTE_TARGET.match(target[2])
    return bool(points) and (len(text) < 2 or text.isdigit())


def _is_layout(table: etree._Element) -> bool:
    """A table that places text on the page rather than giving data in rows and columns."""
    if table.get("role") in {"presentation", "none"}:
        return True
    rows = _rows(table)
    if all(len(row) < 2 for row in rows):
        return True
    has_header = any(_tag(cell) == "th" for row in rows for cell in row)
    nested = any(True for _ in table.iterdescendants("table"))
    headings = any(_HEADING.fullmatch(_tag(item)) for item in table.iterdescendants())
    return not has_header and (nested or headings)


def _rows(table: etree._Element) -> list[list[etree._Element]]:
    """Cells of the table's own rows; those of ``thead`` first, of ``tfoot`` last."""
    found: list[list[etree._Element]] = []
    for row in _row_elements(table):
        found.append([cell for cell in row if _tag(cell) in {"td", "th"}])
    return found


def _row_elements(table: etree._Element) -> list[etree._Element]:
    rows = [child for child in table if _tag(child) == "tr"]
    parts = {"thead": [], "tbody": rows, "tfoot": []}  # type: dict[str, list[etree._Element]]
    for child in table:
        if _tag(child) in parts:
            parts[_tag(child)] += [row for row in child if _tag(row) == "tr"]
    return parts["thead"] + parts["tbody"] + parts["tfoot"]


def _grid(table: etree._Element) -> tuple[list[list[Cell]], int | None]:
    """The grid with spans filled in, and the header rows where the markup says them."""
    rows: list[list[Cell]] = []
    carried: dict[int, tuple[int, Cell]] = {}  # column to rows left and cell, from row spans above
    header, in_header = 0, True
    for element in _row_elements(table):
        cells = [cell for cell in element if _tag(cell) in {"td", "th"}]
        if not cells and not carried:
            continue
        rows.append(_filled(cells, carried))
        parent = element.getparent()
        in_head = parent is not None and _tag(parent) == "thead"
        in_header = in_header and bool(cells) and (in_head or all(_tag(c) == "th" for c in cells))
        header += in_header
    return rows, header if 0 < header < len(rows) else None


def _filled(cells: list[etree._Element], carried: dict[int, tuple[int, Cell]]) -> list[Cell]:
    row: list[Cell] = []
    waiting = list(cells)
    while waiting or len(row) in carried:
        column = len(row)
        if column in carried:
            left, cell = carried.pop(column)
            row.append(cell)
            if left > 1:
                carried[column] = (left - 1, cell)
            continue
        element = waiting.pop(0)
        text = inline_text(element)
        across, down = _span(element, "colspan"), _span(element, "rowspan")
        for offset in range(across):
            row.append(Cell(text, spanned=offset > 0))
            if down > 1:
                carried[column + offset] = (down - 1, Cell(text, spanned=True))
    # Row spans further right than this row's own cells, over a gap that the markup leaves.
    for column in sorted(c for c in carried if c >= len(row)):
        left, cell = carried.pop(column)
        row += [Cell("")] * (column - len(row)) + [cell]
        if left > 1:
            carried[column] = (left - 1, cell)
    return row


def _span(element: etree._Element, name: str) -> int:
    text = (element.get(name) or "1").strip()
    return max(1, min(int(text), MAX_SPAN)) if text.isdigit() else 1


def _title(root: etree._Element, blocks: list[Block]) -> str:
    """The page's main heading, else its ``<title>``."""
    main = [block.text for block in blocks if block.kind == "heading" and block.level == 1]
    if len(main) == 1:
        return main[0]
    title = root.find(".//title")
    return " ".join((title.text or "").split()) if title is not None else ""
