"""A stand-in for the East Asian fonts that a PDF names without holding them.

PDFium takes the boxes of such characters from a font of the system. Where it finds none, it leaves
out of the text every piece that is one character long: of "2026年4月2日", set in two fonts, there
remains "2026 4 2". Since pages are read and never drawn, any box will do, and one that comes
from here gives the same text on every machine.
"""

from __future__ import annotations

import ctypes
import struct
from functools import cache
from typing import Any

import pypdfium2

# Japanese, Korean, simplified and traditional Chinese, as FPDF_SYSFONTINFO numbers them.
_CHARSETS = frozenset([128, 129, 134, 136])
_HANDLE = 1  # what PDFium is to call the stand-in; no address of memory is that low
_EM, _ASCENT, _DESCENT = 1000, 880, -120
_WIDTH, _HEIGHT = 200, 700  # within the narrowest letter, so that it makes no letter's box wider
_LAST_CHARACTER = 0x2FFFF
_MAGIC = 0x5F0F3CF5


@cache
def use_stand_in() -> None:
    """Make PDFium take the stand-in for every East Asian font; once in a process."""
    StandIn().setup()


class StandIn(pypdfium2.PdfSysfontBase):
    """The callbacks by which PDFium asks for fonts.

    Args:
        default: who is asked for fonts that are not East Asian; PDFium itself by default.
    """

    def __init__(self, default: Any = None) -> None:
        self._font = box_font()
        super().__init__(default)

    def MapFont(
        self, info: Any, weight: int, italic: int, charset: int, pitch: int, face: Any, exact: Any
    ) -> int | None:
        """The font for a character set: the stand-in for an East Asian one."""
        if charset in _CHARSETS:
            return _HANDLE
        found: int | None = super().MapFont(info, weight, italic, charset, pitch, face, exact)
        return found

    def GetFontData(self, info: Any, font: int, table: int, buffer: Any, size: int) -> int:
        """A font's bytes, or how many they are where there is no room for them."""
        if font != _HANDLE:
            return int(super().GetFontData(info, font, table, buffer, size))
        if table:  # one table of a font; 0 means the whole file
            return 0
        if buffer and size >= len(self._font):
            ctypes.memmove(buffer, self._font, len(self._font))
        return len(self._font)

    def GetFaceName(self, info: Any, font: int, buffer: Any, size: int) -> int:
        """A font's name."""
        return 0 if font == _HANDLE else int(super().GetFaceName(info, font, buffer, size))

    def GetFontCharset(self, info: Any, font: int) -> int:
        """The character set of a font."""
        return 134 if font == _HANDLE else int(super().GetFontCharset(info, font))

    def DeleteFont(self, info: Any, font: int) -> None:
        """Let go of a font; the stand-in stays."""
        if font != _HANDLE:
            super().DeleteFont(info, font)


def box_font() -> bytes:
    """A TrueType font that draws every character as a narrow box.

    Its tables are those that a reader insists on, in the form of the OpenType specification
    (https://learn.microsoft.com/typography/opentype/spec/); one range of a character map of format
    13 leads from all characters to one glyph.
    """
    box = struct.pack(">5h", 1, 0, 0, _WIDTH, _HEIGHT)
    box += struct.pack(">HH4B", 3, 0, 1, 1, 1, 1)  # the last point, no program, four corners
    box += struct.pack(">8h", 0, _WIDTH, 0, -_WIDTH, 0, 0, _HEIGHT, 0) + b"\0\0"
    ranges = struct.pack(">HHIIIIII", 13, 0, 28, 0, 1, 1, _LAST_CHARACTER, 1)
    tables = {
        b"cmap": struct.pack(">HHHHI", 0, 1, 3, 10, 12) + ranges,
        b"glyf": box + box,
        b"head": struct.pack(
            ">IIIIHHqq4hHHhhh", 0x10000, 0x10000, 0, _MAGIC, 0, _EM, 0, 0,
            0, 0, _WIDTH, _HEIGHT, 0, 8, 2, 0, 0,
        ),
        b"hhea": struct.pack(
            ">IhhhH3h3h4hhH", 0x10000, _ASCENT, _DESCENT, 0, _EM, 0, 0, _EM,
            1, 0, 0, 0, 0, 0, 0, 0, 2,
        ),
        b"hmtx": struct.pack(">HhHh", _EM, 0, _EM, 0),
        b"loca": struct.pack(">3H", 0, len(box) // 2, len(box)),
        b"maxp": struct.pack(">IH13H", 0x10000, 2, 4, 1, 0, 0, 2, 0, 0, 0, 0, 0, 0, 0, 0),
    }  # fmt: skip
    directory = struct.pack(">IHHHH", 0x10000, len(tables), 64, 2, len(tables) * 16 - 64)
    start = len(directory) + 16 * len(tables)
    body = b""
    for tag, data in tables.items():
        directory += tag + struct.pack(">III", 0, start + len(body), len(data))
        body += data + b"\0" * (-len(data) % 4)
    return directory + body
