"""What stands on one page of a PDF: words with their places and styles, and ruling lines.

Both come from PDFium's own objects: reading a page takes some 5 µs a character, a tenth of what
pdfminer needs. Coordinates are turned so that the page's main text runs from left to right; x grows
to the right, y downwards, in points.
"""

from __future__ import annotations

import ctypes
import math
import re
import unicodedata
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import pypdfium2.raw as pdfium

if TYPE_CHECKING:
    from ingest.readers.pdf.ruled import Grid

MAX_RULES = 20_000
MAX_FORM_DEPTH = 6

_BOLD_NAME = re.compile(
    r"bold|black|heavy|semibd|demi|-medi\b|cmbx|cmssbx|sfbx|(?<!ya)hei(?!ght)|黑", re.IGNORECASE
)
_ITALIC_NAME = re.compile(r"italic|oblique|kursiv|cmti|-ital|slanted", re.IGNORECASE)
_BREAKS = frozenset([0x09, 0x0A, 0x0B, 0x0C, 0x0D, 0x20, 0x85, 0xA0, 0x202F, 0x205F, 0x3000]) | (
    frozenset(range(0x2000, 0x200C))
)
# Direction marks, and rings that are drawn around a figure and stand on a line of their own.
_IGNORED = frozenset([0x200E, 0x200F, 0x2060, 0xFEFF, 0x20DD, 0x20DE, 0x20DF, 0x25EF])
_UNREADABLE = 0xFFFD
_LINE_END_HYPHEN = 0x02
_BULLET = 0x2022
# Letters that stand for signs in the fonts that hold nothing else.
_DINGBATS = re.compile(r"wingdings|webdings|dingbats", re.IGNORECASE)
_SIGNS = str.maketrans("onlqvxpýþüûØà§ð", "☐■●❑❖☒☐☒☑✓✗➢→▪➢")
SOFT_HYPHEN = "\u00ad"


@dataclass(frozen=True, slots=True)
class Style:
    """How a piece of text is set; ``signs``: its font draws signs in the place of letters."""

    font: str
    bold: bool
    italic: bool
    signs: bool = False


@dataclass(slots=True)
class Word:
    """Characters without white space between them, on one line.

    Attributes:
        text: the characters.
        x0, x1, top, bottom: the box of their advance widths and the font's height.
        base: y of the base line.
        size: font size in points as it appears.
        style: font, bold, italic.
        starts, ends: x of each character's left and right edge.
        spaced: True where white space stands before it, as a character or for its width.
        typed: True where that is a character.
        first: position of its first character in the page's text.
    """

    text: str
    x0: float
    x1: float
    top: float
    bottom: float
    base: float
    size: float
    style: Style
    starts: list[float]
    ends: list[float]
    spaced: bool
    typed: bool
    first: int


@dataclass(frozen=True, slots=True)
class Rule:
    """A straight line along an axis: ``at`` on the other axis, from ``low`` to ``high``."""

    at: float
    low: float
    high: float


@dataclass(slots=True)
class Page:
    """A page's words and rules.

    Attributes:
        number: from 1.
        width, height: in points, after turning.
        words: those that run the main way, in the order of the file.
        turned: those that run another way, a whole line each.
        across: horizontal rules.
        down: vertical rules.
        grids: ruled tables, once they have been found.
        dividers: vertical rules that divide text, not cells.
        unreadable: how many characters have no Unicode value.
        images: whether pictures stand on it.
    """

    number: int
    width: float
    height: float
    words: list[Word] = field(default_factory=list)
    turned: list[Word] = field(default_factory=list)
    across: list[Rule] = field(default_factory=list)
    down: list[Rule] = field(default_factory=list)
    grids: list[Grid] = field(default_factory=list)
    dividers: list[Rule] = field(default_factory=list)
    unreadable: int = 0
    images: bool = False


def read_page(page: Any, number: int) -> Page:
    """Take the words and rules off a page.

    Args:
        page: an open ``pypdfium2.PdfPage``.
        number: its number, from 1.
    """
    frame = page.get_bbox()
    text_page = pdfium.FPDFText_LoadPage(page.raw)
    try:
        glyphs, unreadable = _glyphs(text_page)
    finally:
        pdfium.FPDFText_ClosePage(text_page)
    turns = Counter(glyph.run.turn for glyph in glyphs)
    main = turns.most_common(1)[0][0] if turns else 0
    left, bottom, right, top = frame
    width, height = (right - left, top - bottom)[:: 1 if main % 2 == 0 else -1]
    result = Page(number, width, height, unreadable=unreadable)
    for turn in turns:
        words = list(_words((g for g in glyphs if g.run.turn == turn), frame, turn))
        if turn == main:
            result.words = [word for word in words if _on_page(word, width, height)]
        else:
            result.turned += [_seen_from(line, frame, turn, main) for line in _lines(words)]
    _add_rules(result, page, frame, main)
    return result


@dataclass(slots=True)
class _Run:
    """What the characters of one text object share."""

    size: float
    style: Style
    turn: int


@dataclass(slots=True)
class _Glyph:
    char: str
    left: float
    bottom: float
    right: float
    top: float
    x: float
    y: float
    run: _Run
    spaced: bool
    typed: bool
    position: int


def _glyphs(text_page: Any) -> tuple[list[_Glyph], int]:
    """All characters that can be read, in the order of the file, and how many cannot."""
    rect = pdfium.FS_RECTF()
    x, y = ctypes.c_double(), ctypes.c_double()
    at_rect, at_x, at_y = ctypes.byref(rect), ctypes.byref(x), ctypes.byref(y)
    runs: dict[int, _Run | None] = {}
    printed: dict[tuple[str, int, int], _Glyph] = {}
    glyphs: list[_Glyph] = []
    unreadable = 0
    spaced, typed = True, False
    high = 0
    for i in range(pdfium.FPDFText_CountChars(text_page)):
        code = pdfium.FPDFText_GetUnicode(text_page, i)
        if 0xD800 <= code < 0xDC00:  # the first half of a character beyond the first 65,536
            high = code
            continue
        if code in _BREAKS:
            typed = typed or not pdfium.FPDFText_IsGenerated(text_page, i)
            spaced = True
            continue
        code = _meant(code, high, text_page, i)
        if code in _IGNORED or code == _UNREADABLE:
            unreadable += code == _UNREADABLE
            continue
        owner = pdfium.FPDFText_GetTextObject(text_page, i)
        if not owner:
            continue
        key = ctypes.addressof(owner.contents)
        if key not in runs:
            runs[key] = _run(text_page, i, owner)
        run = runs[key]
        if run is None:
            continue
        pdfium.FPDFText_GetLooseCharBox(text_page, i, at_rect)
        pdfium.FPDFText_GetCharOrigin(text_page, i, at_x, at_y)
        glyph = _Glyph(
            _character(code, run.style), rect.left, rect.bottom, rect.right, rect.top,
            x.value, y.value, run, spaced, typed, i,
        )  # fmt: skip
        if not _printed_before(glyph, printed):
            glyphs.append(glyph)
            spaced = typed = False
    return glyphs, unreadable


def _meant(code: int, high: int, text_page: Any, position: int) -> int:
    """The character that a code means, in view of the half character before it."""
    if 0xDC00 <= code <= 0xDFFF:
        return 0x10000 + ((high - 0xD800) << 10) + (code - 0xDC00) if high else _UNREADABLE
    if code == _LINE_END_HYPHEN and not pdfium.FPDFText_IsHyphen(text_page, position):
        return _BULLET
    return _UNREADABLE if code in (0, 0xFFFE, 0xFFFF) else code


def _printed_before(glyph: _Glyph, printed: dict[tuple[str, int, int], _Glyph]) -> bool:
    """Bold and shadows made by printing a character again, a hair apart.

    The letters of a ligature share a place, too, but follow each other in the file.
    """
    reach = 0.15 * glyph.run.size
    for x in (math.floor(glyph.x), math.ceil(glyph.x)):
        for y in (math.floor(glyph.y), math.ceil(glyph.y)):
            other = printed.get((glyph.char, x, y))
            if other is None or abs(other.x - glyph.x) > reach or abs(other.y - glyph.y) > reach:
                continue
            same_glyph = other.run is glyph.run and glyph.position - other.position < 3
            if not (same_glyph and (glyph.char in "filst" or _is_rtl(glyph.char))):
                return True
    printed[glyph.char, round(glyph.x), round(glyph.y)] = glyph
    return False


def _character(code: int, style: Style) -> str:
    """A character; ligatures, radicals and presentation forms as the letters they stand for."""
    if code == _LINE_END_HYPHEN:
        return SOFT_HYPHEN
    char = chr(code)
    if style.signs and code < 0x2000:
        sign = char.translate(_SIGNS)
        return sign if sign != char else "•"
    if 0xFB00 <= code <= 0xFDFF or 0xFE70 <= code <= 0xFEFC or 0xF900 <= code <= 0xFAFF:
        return unicodedata.normalize("NFKC", char)
    if 0x2E80 <= code <= 0x2FDF:
        return unicodedata.normalize("NFKC", char)
    return char


def _run(text_page: Any, position: int, owner: Any) -> _Run | None:
    """Size, style and direction of a text object; None for text aslant, which is a watermark."""
    matrix = pdfium.FS_MATRIX()
    pdfium.FPDFText_GetMatrix(text_page, position, ctypes.byref(matrix))
    across = math.hypot(matrix.a, matrix.b)
    if not across:
        return None
    angle = math.degrees(math.atan2(matrix.b, matrix.a))
    turn = round(angle / 90)
    if abs(angle - turn * 90) > 5:
        return None
    size = pdfium.FPDFText_GetFontSize(text_page, position) * math.hypot(matrix.c, matrix.d)
    return _Run(abs(size) or 1.0, _style(owner), turn % 4)


def _style(owner: Any) -> Style:
    font = pdfium.FPDFTextObj_GetFont(owner)
    if not font:
        return Style("", False, False)
    length = pdfium.FPDFFont_GetBaseFontName(font, None, 0)
    buffer = ctypes.create_string_buffer(max(length, 1))
    pdfium.FPDFFont_GetBaseFontName(font, buffer, length)
    try:
        name = buffer.value.decode("utf-8")
    except UnicodeDecodeError:  # Chinese Windows programs write 黑体 in their own charset
        name = buffer.value.decode("gb18030", "replace")
    name = name.split("+", 1)[1] if re.match(r"[A-Z]{6}\+", name) else name
    stroked = pdfium.FPDFTextObj_GetTextRenderMode(owner) == pdfium.FPDF_TEXTRENDERMODE_FILL_STROKE
    bold = stroked or _BOLD_NAME.search(name) is not None
    italic = _ITALIC_NAME.search(name) is not None
    return Style(name, bold, italic, _DINGBATS.search(name) is not None)


def _turned(
    left: float, bottom: float, right: float, top: float,
    frame: tuple[float, float, float, float], turn: int,
) -> tuple[float, float, float, float]:  # fmt: skip
    """A box of the file (y upwards) as ``x0, top, x1, bottom`` for who reads text of that turn."""
    page_left, page_bottom, page_right, page_top = frame
    if turn == 0:
        return left - page_left, page_top - top, right - page_left, page_top - bottom
    if turn == 1:  # runs upwards
        return bottom - page_bottom, left - page_left, top - page_bottom, right - page_left
    if turn == 2:
        return page_right - right, bottom - page_bottom, page_right - left, top - page_bottom
    return page_top - top, page_right - right, page_top - bottom, page_right - left


def _back(
    box: tuple[float, float, float, float], frame: tuple[float, float, float, float], turn: int
) -> tuple[float, float, float, float]:
    """The inverse of ``_turned``: left, bottom, right, top in the file."""
    x0, top, x1, bottom = box
    page_left, page_bottom, page_right, page_top = frame
    if turn == 0:
        return x0 + page_left, page_top - bottom, x1 + page_left, page_top - top
    if turn == 1:
        return top + page_left, x0 + page_bottom, bottom + page_left, x1 + page_bottom
    if turn == 2:
        return page_right - x1, top + page_bottom, page_right - x0, bottom + page_bottom
    return page_right - bottom, page_top - x1, page_right - top, page_top - x0


def _words(
    glyphs: Iterator[_Glyph], frame: tuple[float, float, float, float], turn: int
) -> Iterator[Word]:
    """Join the characters that stand side by side without white space."""
    word: Word | None = None
    for glyph in glyphs:
        x0, top, x1, bottom = _turned(glyph.left, glyph.bottom, glyph.right, glyph.top, frame, turn)
        base = _turned(glyph.x, glyph.y, glyph.x, glyph.y, frame, turn)[1]
        if word is not None and not glyph.spaced and _goes_on(word, glyph, x0, x1, base):
            _append(word, glyph.char, x0, x1, top, bottom)
            continue
        if word is not None:
            yield word
        word = Word(
            glyph.char, x0, x1, top, bottom, base, glyph.run.size, glyph.run.style,
            [x0] * len(glyph.char), [x1] * len(glyph.char), glyph.spaced, glyph.typed,
            glyph.position,
        )  # fmt: skip
    if word is not None:
        yield word


def _goes_on(word: Word, glyph: _Glyph, x0: float, x1: float, base: float) -> bool:
    size = word.size
    if abs(base - word.base) > 0.12 * size or abs(glyph.run.size - size) > 0.1 * size:
        return False
    if glyph.run.style.bold != word.style.bold:
        return False
    if _is_rtl(glyph.char) != _is_rtl(word.text[-1]):
        return not glyph.char.isalnum() and -0.1 * size < word.x0 - x1 < 0.1 * size
    if _is_rtl(glyph.char):
        return -0.3 * size < word.x0 - x1 < 0.3 * size or abs(x0 - word.x0) < 0.1
    if abs(x0 - word.starts[-1]) < 0.01:  # the letters of one ligature
        return True
    return -0.5 * size < x0 - word.x1 < 0.25 * size


def _append(word: Word, char: str, x0: float, x1: float, top: float, bottom: float) -> None:
    if char == "ل" and word.text[-1:] in "اأإآ" and abs(x0 - word.starts[-1]) < 0.01:
        word.text = word.text[:-1] + char + word.text[-1]  # PDFium opens this ligature backwards
    else:
        word.text += char
    word.starts += [x0] * len(char)
    word.ends += [x1] * len(char)
    word.x0, word.x1 = min(word.x0, x0), max(word.x1, x1)
    word.top, word.bottom = min(word.top, top), max(word.bottom, bottom)


def _is_rtl(char: str) -> bool:
    return "\u0590" <= char <= "\u08ff" and unicodedata.bidirectional(char) in ("R", "AL", "NSM")


def _on_page(word: Word, width: float, height: float) -> bool:
    return word.x1 > 0 and word.x0 < width and word.bottom > 0 and word.top < height


def _lines(words: list[Word]) -> Iterator[Word]:
    """Join the words of turned lines, which are few and stand alone."""
    line: Word | None = None
    for word in words:
        if (
            line is not None
            and abs(word.base - line.base) < 0.5 * line.size
            and -0.5 * line.size < word.x0 - line.x1 < 1.5 * line.size
        ):
            line.text += (" " if word.spaced else "") + word.text
            line.x1 = max(line.x1, word.x1)
            line.top, line.bottom = min(line.top, word.top), max(line.bottom, word.bottom)
            continue
        if line is not None:
            yield line
        line = word
    if line is not None:
        yield line


def _seen_from(word: Word, frame: tuple[float, float, float, float], turn: int, main: int) -> Word:
    """A turned line with its box as the reader of the main text sees it."""
    box = _back((word.x0, word.top, word.x1, word.bottom), frame, turn)
    x0, top, x1, bottom = _turned(*box, frame, main)
    return Word(
        word.text, x0, x1, top, bottom, bottom, word.size, word.style,
        [x0] * len(word.text), [x1] * len(word.text), True, True, word.first,
    )  # fmt: skip


def _add_rules(
    result: Page, page: Any, frame: tuple[float, float, float, float], turn: int
) -> None:
    """Collect the straight lines and the edges of rectangles that are visibly drawn."""
    identity = (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)
    for item, matrix in _objects(page.raw, identity, 0, result):
        for box in _strokes(item, matrix):
            x0, top, x1, bottom = _turned(*box, frame, turn)
            if bottom - top <= x1 - x0:
                result.across.append(Rule((top + bottom) / 2, x0, x1))
            else:
                result.down.append(Rule((x0 + x1) / 2, top, bottom))
        if len(result.across) + len(result.down) > MAX_RULES:  # a map or a drawing, not tables
            result.across, result.down = [], []
            return


Matrix = tuple[float, float, float, float, float, float]


def _objects(holder: Any, matrix: Matrix, depth: int, result: Page) -> Iterator[tuple[Any, Matrix]]:
    """The path objects of a page and of the forms on it, each with its matrix."""
    if depth:
        count, get = pdfium.FPDFFormObj_CountObjects, pdfium.FPDFFormObj_GetObject
    else:
        count, get = pdfium.FPDFPage_CountObjects, pdfium.FPDFPage_GetObject
    for i in range(count(holder)):
        item = get(holder, i)
        kind = pdfium.FPDFPageObj_GetType(item)
        if kind == pdfium.FPDF_PAGEOBJ_PATH:
            yield item, _times(_matrix(item), matrix)
        elif kind == pdfium.FPDF_PAGEOBJ_IMAGE:
            result.images = True
        elif kind == pdfium.FPDF_PAGEOBJ_FORM and depth < MAX_FORM_DEPTH:
            yield from _objects(item, _times(_matrix(item), matrix), depth + 1, result)


def _matrix(item: Any) -> Matrix:
    matrix = pdfium.FS_MATRIX()
    pdfium.FPDFPageObj_GetMatrix(item, ctypes.byref(matrix))
    return matrix.a, matrix.b, matrix.c, matrix.d, matrix.e, matrix.f


def _times(m: Matrix, n: Matrix) -> Matrix:
    return (
        m[0] * n[0] + m[1] * n[2],
        m[0] * n[1] + m[1] * n[3],
        m[2] * n[0] + m[3] * n[2],
        m[2] * n[1] + m[3] * n[3],
        m[4] * n[0] + m[5] * n[2] + n[4],
        m[4] * n[1] + m[5] * n[3] + n[5],
    )


def _strokes(item: Any, matrix: Matrix) -> Iterator[tuple[float, float, float, float]]:
    """The axis-parallel strokes of a path as boxes (left, bottom, right, top) without thickness."""
    if not _is_drawn(item):
        return
    start = last = (0.0, 0.0)
    for i in range(min(pdfium.FPDFPath_CountSegments(item), 4000)):
        segment = pdfium.FPDFPath_GetPathSegment(item, i)
        point = _point(segment, matrix)
        kind = pdfium.FPDFPathSegment_GetType(segment)
        if kind == pdfium.FPDF_SEGMENT_MOVETO:
            start = point
        elif kind == pdfium.FPDF_SEGMENT_LINETO:
            yield from _stroke(last, point)
        last = point
        if pdfium.FPDFPathSegment_GetClose(segment):
            yield from _stroke(last, start)
            last = start


def _point(segment: Any, matrix: Matrix) -> tuple[float, float]:
    x, y = ctypes.c_float(), ctypes.c_float()
    pdfium.FPDFPathSegment_GetPoint(segment, ctypes.byref(x), ctypes.byref(y))
    a, b, c, d, e, f = matrix
    return a * x.value + c * y.value + e, b * x.value + d * y.value + f


def _stroke(
    one: tuple[float, float], other: tuple[float, float]
) -> Iterator[tuple[float, float, float, float]]:
    wide, high = abs(one[0] - other[0]), abs(one[1] - other[1])
    if max(wide, high) > 3 and min(wide, high) < 0.5:
        yield (
            min(one[0], other[0]),
            min(one[1], other[1]),
            max(one[0], other[0]),
            max(one[1], other[1]),
        )


def _is_drawn(item: Any) -> bool:
    """False for clipping paths and for white areas, which are there but not seen."""
    fill, stroke = ctypes.c_int(), ctypes.c_int()
    pdfium.FPDFPath_GetDrawMode(item, ctypes.byref(fill), ctypes.byref(stroke))
    if stroke.value:
        return True
    if not fill.value:
        return False
    left, bottom, right, top = (ctypes.c_float() for _ in range(4))
    pdfium.FPDFPageObj_GetBounds(
        item, ctypes.byref(left), ctypes.byref(bottom), ctypes.byref(right), ctypes.byref(top)
    )
    if min(right.value - left.value, top.value - bottom.value) < 4:
        return True
    red, green, blue, alpha = (ctypes.c_uint() for _ in range(4))
    pdfium.FPDFPageObj_GetFillColor(
        item, ctypes.byref(red), ctypes.byref(green), ctypes.byref(blue), ctypes.byref(alpha)
    )
    return alpha.value > 0 and min(red.value, green.value, blue.value) < 250
