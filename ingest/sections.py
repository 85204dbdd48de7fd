"""The heading path of every block, from headings and their levels."""

from __future__ import annotations

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
