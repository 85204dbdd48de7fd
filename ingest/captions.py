"""Captions and unit notes beside tables, taken into the tables."""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import replace

from ingest.document import Block, Table
from ingest.grid import table_unit
from ingest.units import is_unit, unit_in

MAX_CAPTION_CHARS = 200

_NUMBERED = re.compile(
    r"[（(【\[]?\s*(?:(?:table|tab\.|tableau|tabelle|tabla|tabela|annex table|exhibit|schedule)"
    r"(?:\s*(?-i:[A-Z]{0,3})[.\-–]?\d[\d.\-–]*[a-z]?|\s+(?-i:[IVX]+|[A-Z]))(?![A-Za-z\d])"
    r"|(?:附|续)?\s*表\s*格?\s*(?:[A-Z]?[\d０-９]+(?:[.\-–－．][\d０-９]+)*|[一二三四五六七八九十]+))",
    re.IGNORECASE,
)
_UNIT_NOTE = re.compile(
    r"[（(【\[]?\s*(?:(?:金额|计量|数量|货币)?(?:单位|币种)\s*[:：]|(?:currency|units?)\s*[:：]"
    r"|(?:(?:figures|amounts|values|all\s+\w+)\s+)?(?:are\s+)?(?:expressed\s+)?in\s+)",
    re.IGNORECASE,
)


def is_numbered_caption(text: str) -> bool:
    """True for a short line that numbers a table: ``Table 3: Budget``, ``表1：资金分配``."""
    flat = " ".join(text.split())
    match = _NUMBERED.match(flat)
    if match is None or len(flat) > MAX_CAPTION_CHARS:
        return False
    rest = flat[match.end() :].strip()
    # "Table 3 shows that ..." is a sentence, "Table 3 Budget by priority" is not.
    sentence = rest.endswith(("。", ";", "；")) or (rest.endswith(".") and len(rest) > 60)
    verb = re.match(
        r"(?:shows?|gives?|lists?|presents?|summari[sz]es|below|above|中|列出|显示|给出|所示|为)",
        rest,
    )
    return not sentence and verb is None


def is_unit_note(text: str) -> bool:
    """True for a line that only gives the unit of a table: ``单位：万元``, ``(USD million)``."""
    flat = " ".join(text.split())
    if not flat or len(flat) > 60:
        return False
    bare = flat.strip("（()）[]【】 ")
    return (is_unit(bare) and bare != flat) or (
        _UNIT_NOTE.match(flat) is not None and bool(unit_in(flat))
    )


def attach_captions(blocks: list[Block], marked: Collection[int] = ()) -> list[Block]:
    """Move captions and unit notes beside tables into the tables.

    A caption is the paragraph right before a table (a unit note may stand between) that the
    document marks as one or that numbers a table; failing that, such a paragraph right after it. A
    heading that numbers the table gives the caption and stays a heading.

    Args:
        blocks: in reading order.
        marked: positions of blocks that the document itself marks as captions.
    """
    taken: set[int] = set()
    tables: dict[int, Block] = {}
    for position, block in enumerate(blocks):
        if block.table is not None:
            tables[position] = _captioned(blocks, position, set(marked), taken)
    return [tables.get(i, block) for i, block in enumerate(blocks) if i not in taken]


def _captioned(blocks: list[Block], position: int, marked: set[int], taken: set[int]) -> Block:
    block = blocks[position]
    table = block.table
    assert table is not None
    unit, before = "", position - 1
    if _is_free(blocks, before, taken) and is_unit_note(blocks[before].text):
        unit = unit_in(blocks[before].text)
        taken.add(before)
        before -= 1
    caption = _caption_at(blocks, before, marked, taken)
    if not caption and not table.caption:
        after = position + 1
        follows_table = after + 1 < len(blocks) and blocks[after + 1].table is not None
        if not follows_table:
            caption = _caption_at(blocks, after, marked, taken, heading=False)
    caption = "\n".join(part for part in (caption, table.caption) if part)
    if not caption and not unit:
        return block
    return replace(block, table=_with_caption(table, caption, unit))


def _with_caption(table: Table, caption: str, unit: str) -> Table:
    labelled = replace(table, caption=caption)
    return replace(labelled, unit=unit or table_unit(labelled) or table.unit)


def _is_free(blocks: list[Block], position: int, taken: set[int]) -> bool:
    if not 0 <= position < len(blocks) or position in taken:
        return False
    return blocks[position].kind in {"paragraph", "note", "list_item"}


def _caption_at(
    blocks: list[Block], position: int, marked: set[int], taken: set[int], heading: bool = True
) -> str:
    if heading and position >= 0 and blocks[position].kind == "heading":
        text = blocks[position].text
        return " ".join(text.split()) if is_numbered_caption(text) else ""
    if not _is_free(blocks, position, taken):
        return ""
    text = " ".join(blocks[position].text.split())
    named = position in marked and not _is_figure(text)
    if len(text) > MAX_CAPTION_CHARS or not (named or is_numbered_caption(text)):
        return ""
    taken.add(position)
    return text


def _is_figure(text: str) -> bool:
    return (
        re.match(
            r"(?:fig(?:ure|\.)?|abb(?:ildung|\.)|图|圖|chart|photo)\s*[\d一二三IVX]", text, re.I
        )
        is not None
    )
