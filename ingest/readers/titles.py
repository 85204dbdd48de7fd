"""Whether the title in a file's properties is the document's title or a leftover."""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import PurePath

from ingest.document import Block

_LEFTOVER = re.compile(
    r"microsoft (?:word|powerpoint|excel).*|powerpoint[ -]pr.sentation|untitled.*|no title|template"
    r"|(?:document|presentation|book|slide )\d*|title|标题|无标题.*"
    r"|(?:文档|演示文稿|幻灯片 ?|工作簿)\d*"
    r"|.*\.(?:docx?|pptx?|xlsx?|pdf|dotx?|wps|tmp|html?)|[\W\d_]*",
    re.IGNORECASE,
)
FIRST_BLOCKS = 40


def meaningful_title(title: str, name: str, blocks: Sequence[Block]) -> str:
    """The properties' title if it can be trusted, else empty.

    Properties are copied from document to document with templates, so a title counts where
    the document's beginning says the same, or where no heading could speak for the document.

    Args:
        title: as the properties give it.
        name: the file's name.
        blocks: the document's blocks.
    """
    flat = " ".join(title.split())
    if len(flat) < 3 or _LEFTOVER.fullmatch(flat) or flat == PurePath(name).stem:
        return ""
    key = _key(flat)
    beginning = _key(" ".join(block.text for block in blocks[:FIRST_BLOCKS]))
    if key and key in beginning:
        return flat
    return "" if any(block.kind == "heading" for block in blocks) else flat


def _key(text: str) -> str:
    return "".join(character for character in text.casefold() if character.isalnum())
