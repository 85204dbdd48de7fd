"""Text as people wrote it, without conversion marks, control characters and symbol-font glyphs."""

from __future__ import annotations

import re

# Word documents turned to text by converters (Apache Tika and the like) carry these marks.
_MARKS = re.compile(r"\[bookmark:[^\]\n]{0,200}\]|\[image:[^\]]{0,500}\]")
NOTE_REFERENCE = re.compile(r"\[(?:foot|end)note ?Ref: ?(\d{1,4})\]", re.IGNORECASE)
# A reference that a sentence goes on after, in the same cell.
_WITHIN_SENTENCE = re.compile(
    rf"(?<![\s.。!?！？;；]){NOTE_REFERENCE.pattern}(?=[ \u00a0]*[^\s\[.。!?！？;；])",
    re.IGNORECASE,
)
NOTE_PLACE = "\u2063"  # invisible separator
# Zero-width characters, soft hyphens, direction marks, and controls other than tab and line ends.
_INVISIBLE = re.compile(
    "[\u00ad\u180e\u200b\u200e\u200f\u202a-\u202e\u2060-\u2064\u2066-\u206f\ufeff\ufff9-\ufffc"
    "\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f]"
)
_LINE_ENDS = re.compile("\r\n|[\r\v\x85\u2028\u2029]")
# Glyphs of Wingdings and Symbol stand in the private use area; their meaning is in the picture.
_SYMBOL_FONT = {
    0xF0FC: "✓", 0xF0FE: "☑", 0xF0FB: "✗", 0xF0FD: "☒", 0xF06F: "☐", 0xF0A8: "☐", 0xF071: "❑",
    0xF0B7: "•", 0xF0A7: "▪", 0xF06E: "■", 0xF06C: "●", 0xF0A1: "○", 0xF0D8: "➢", 0xF076: "❖",
    0xF0E0: "→", 0xF0E8: "➔", 0xF0DF: "←", 0xF0E1: "↑", 0xF0E2: "↓", 0xF0AB: "★", 0xF04A: "☺",
    0xF0B0: "°", 0xF0B1: "±", 0xF0B3: "≥", 0xF0A3: "≤", 0xF0B9: "≠", 0xF0BB: "≈", 0xF0B4: "×",
    0xF02D: "–", 0xF0D7: "·", 0xF0AE: "→", 0xF0AC: "←", 0xF06D: "µ", 0xF044: "Δ", 0xF053: "Σ",
}  # fmt: skip
_HAS_SYMBOL = re.compile("[\uf020-\uf0ff]")


def drop_marks(text: str) -> str:
    r"""Text without conversion marks, control and invisible characters.

    Nothing that a reader of the page would see is lost or moved: letters and digits keep their
    order. Line ends become ``\n``; tabs, form feeds and non-breaking spaces stay, since they carry
    structure; footnote references, for a reader that looks up their notes.

    Args:
        text: decoded text of a file, a paragraph or a cell.
    """
    text = _LINE_ENDS.sub("\n", text)
    if "[" in text:
        text = _MARKS.sub("", text)
    text = _INVISIBLE.sub("", text)
    if _HAS_SYMBOL.search(text):
        text = text.translate(_SYMBOL_FONT)
    return text


def drop_references(text: str) -> str:
    """Text without footnote references; ``NOTE_PLACE`` stands where one parted a sentence.

    The file has more there than the sentence shows, so that only the words on either side of it
    are verbatim (``longest_verbatim``).
    """
    return NOTE_REFERENCE.sub("", _WITHIN_SENTENCE.sub(NOTE_PLACE, text))


def longest_verbatim(text: str) -> str:
    """The longest stretch of a text that its file has without a footnote reference in it."""
    return max(text.split(NOTE_PLACE), key=len).strip()


def shown(text: str) -> str:
    """A text as it is read, without the places of footnote references."""
    return text.replace(NOTE_PLACE, "")
