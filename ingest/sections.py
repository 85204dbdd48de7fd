"""The heading path of every block, from headings and their levels."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace

from ingest.document import Block

MAX_HEADING_CHARS = 200


def fill_sections(blocks: Iterable[Block], new_page_resets: bool = False) -> list[Block]:
    """Give every block the headings above it, outermost first.

    A heading closes all open headings of its own or a deeper level. Skipped levels (a level 3 right
    below a level 1) leave no gap in the path.

    Args:
        blocks: in reading order; what they carry as section is replaced.
        new_page_resets: True where a page (slide, sheet) stands for itself, so that one without a
            heading does not go under the heading of the page before.
    """
    open_headings: list[tuple[int, str]] = []
    filled: list[Block] = []
    page: int | None = None
    for block in blocks:
        if new_page_resets and block.page != page:
            open_headings.clear()
            page = block.page
        if block.kind == "heading":
            level = max(1, block.level)
            while open_headings and open_headings[-1][0] >= level:
                open_headings.pop()
            open_headings.append((level, " ".join(block.text.split())))
        filled.append(replace(block, section=tuple(text for _, text in open_headings)))
    return filled


def nest(blocks: Iterable[Block], under: int) -> list[Block]:
    """The same blocks with their headings moved down, below a heading of level ``under``."""
    return [
        replace(block, level=block.level + under) if block.kind == "heading" else block
        for block in blocks
    ]


_CJK_DIGITS = "一二三四五六七八九十百零〇两"
_NUMBER_LEVELS: tuple[tuple[re.Pattern[str], int], ...] = (
    (re.compile(rf"第\s*[{_CJK_DIGITS}\d]+\s*[编篇部]分?"), 1),
    (re.compile(rf"第\s*[{_CJK_DIGITS}\d]+\s*章"), 1),
    (re.compile(rf"第\s*[{_CJK_DIGITS}\d]+\s*节"), 2),
    (re.compile(rf"[{_CJK_DIGITS}]{{1,3}}\s*、"), 1),
    (re.compile(rf"[（(][{_CJK_DIGITS}]{{1,3}}[)）]"), 2),
    (re.compile(r"(?:part|chapter|title|section|article|annex|appendix|schedule)\s+"
                r"(?:\d+|[IVXLC]+|[A-Z])\b(?!\s+(?:of|to|and|or)\b)", re.IGNORECASE), 1),
    (re.compile(r"(?:附件|附录|附表|附則|附则)\s*[一二三四五六七八九十\dA-Z]*(?=[\s:：.]|$)"), 1),
)  # fmt: skip
_DECIMAL = re.compile(r"(?P<number>\d{1,2}(?:\.\d{1,2}){0,4})(?P<end>[.、．)]?)(?P<gap>\s*)(?=\S)")


def level_of_number(text: str) -> int:
    """The heading level that the number at the start of a line suggests, 0 without a number.

    ``第一章`` and ``一、`` are 1, ``（一）`` is 2, ``3.2 Aims`` is 2 (as many as it has parts).
    """
    flat = text.strip()
    for pattern, level in _NUMBER_LEVELS:
        if pattern.match(flat):
            return level
    decimal = _DECIMAL.match(flat)
    if decimal is None or not (decimal["gap"] or decimal["end"] or "." in decimal["number"]):
        return 0
    return decimal["number"].count(".") + 1
