"""Documents into passages that follow structure: whole sentences of one section, table rows."""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from ingest.document import Block, Document, Passage
from ingest.lines import ends_sentence
from ingest.sentences import sentences
from ingest.table_passages import table_name, table_passages

MAX_CHARS = 500
MAX_CONTEXT_LEAD = 160
MAX_TITLE_ITEM = 60
HEADING_JOINER = " > "

_ANNOUNCES = re.compile(
    r"下表|如下|下列|以下|following|below|tabl|suivant|siguiente|folgend|следующ", re.IGNORECASE
)


@dataclass(slots=True)
class _Piece:
    """What is never cut: a short block, or one sentence of a long one.

    Attributes:
        text: verbatim.
        block: position of its block in the document.
        page: the block's page.
        glue: what joins it to the piece before: a line end between blocks, a space or nothing
            between sentences.
        stays: it belongs with the piece after it: the sentence that introduces a list.
        item: it is a list item.
    """

    text: str
    block: int
    page: int | None
    glue: str = "\n"
    stays: bool = False
    item: bool = False


def split(document: Document, max_chars: int = MAX_CHARS) -> list[Passage]:
    """Cut a document into passages.

    A text passage holds whole sentences of one section, paragraphs joined by line ends; only a
    single sentence may be longer than ``max_chars``. List items stay with the sentence that
    introduces them as far as they fit, notes follow their paragraph. A table gives one passage for
    its caption, headers and row labels and one for each row. A heading is no passage's text but its
    context; a heading with nothing below it is a passage of its own, so that it can be found.

    Args:
        document: with sections filled.
        max_chars: longest text passage, in characters.
    """
    passages: list[Passage] = []
    for first, stop in _runs(document.blocks):
        block = document.blocks[first]
        if block.kind == "heading":
            if _is_bare(document.blocks, first):
                passages.append(_heading_passage(block, first))
        elif block.table is not None:
            lead = _lead(document.blocks, first)
            passages.extend(table_passages(block, first, max_chars, lead))
        else:
            pieces = list(_pieces(document.blocks, first, stop, max_chars))
            above = document.blocks[first - 1].table if first and block.kind == "note" else None
            note_of = table_name(above) if above else ""
            passages.extend(_text_passages(pieces, block.section, max_chars, note_of))
    return passages


def _lead(blocks: Sequence[Block], position: int) -> str:
    """The sentence right above a table that announces it, or empty."""
    above = blocks[position - 1] if position else None
    if above is None or above.kind != "paragraph" or above.section != blocks[position].section:
        return ""
    found = sentences(above.text[-4 * MAX_CONTEXT_LEAD :])
    announcing = [sentence for sentence in found if _ANNOUNCES.search(sentence)]
    if found and found[-1].endswith(("：", ":")):
        announcing = found
    return announcing[-1][-MAX_CONTEXT_LEAD:] if announcing else ""


def _runs(blocks: Sequence[Block]) -> Iterator[tuple[int, int]]:
    """Stretches of text blocks of one section; every heading and table alone."""
    start = 0
    while start < len(blocks):
        block, stop = blocks[start], start + 1
        if block.kind != "heading" and block.table is None:
            while stop < len(blocks) and _goes_on(block, blocks[stop]):
                stop += 1
        yield start, stop
        start = stop


def _goes_on(block: Block, following: Block) -> bool:
    return (
        following.kind != "heading"
        and following.table is None
        and following.section == block.section
        and following.sheet == block.sheet
    )


def _is_bare(blocks: Sequence[Block], position: int) -> bool:
    """A heading with no text and no deeper heading below it."""
    if position + 1 == len(blocks):
        return True
    following = blocks[position + 1]
    return following.kind == "heading" and following.level <= blocks[position].level


def _heading_passage(block: Block, position: int) -> Passage:
    return Passage(
        kind="text",
        text=block.text.strip(),
        section=block.section,
        page=block.page,
        first_block=position,
        last_block=position,
        context=HEADING_JOINER.join(block.section[:-1]),
    )


def _pieces(blocks: Sequence[Block], first: int, stop: int, max_chars: int) -> Iterator[_Piece]:
    for position in range(first, stop):
        block = blocks[position]
        text = block.text.strip()
        if not text:
            continue
        item = block.kind == "list_item"
        if item and len(text) <= max_chars and _is_run_in_title(blocks, position, stop):
            yield _Piece(text, position, block.page, stays=True, item=True)
            continue
        leads = not item and position + 1 < stop and blocks[position + 1].kind == "list_item"
        leads = leads and text.endswith(("：", ":"))
        if len(text) <= max_chars and not leads:
            yield _Piece(text, position, block.page, item=item)
            continue
        yield from _sentence_pieces(text, position, block, leads, max_chars)


def _is_run_in_title(blocks: Sequence[Block], position: int, stop: int) -> bool:
    """A list item that only names what the paragraph below it explains."""
    text = blocks[position].text.strip()
    return (
        position + 1 < stop
        and blocks[position + 1].kind == "paragraph"
        and len(text) <= MAX_TITLE_ITEM
        and not ends_sentence(text)
    )


def _sentence_pieces(
    text: str, position: int, block: Block, leads: bool, max_chars: int
) -> Iterator[_Piece]:
    """The sentences of a block, with the white space that stands between them as glue."""
    if block.kind == "code":
        parts = [line for line in text.split("\n") if line.strip()]
    else:
        parts = sentences(text)
        if leads and len(text) <= max_chars:
            parts = [text[: text.rindex(parts[-1])].strip(), parts[-1]] if len(parts) > 1 else parts
    end = 0
    for number, part in enumerate(parts):
        start = text.index(part, end)
        between = text[end:start]
        glue = "\n" if not number or "\n" in between else (" " if between else "")
        end = start + len(part)
        last = number == len(parts) - 1
        yield _Piece(part, position, block.page, glue, leads and last, block.kind == "list_item")


def _text_passages(
    pieces: Sequence[_Piece], section: tuple[str, ...], max_chars: int, lead: str = ""
) -> Iterator[Passage]:
    """Pack pieces; where a run needs several passages they come out about equally long.

    ``lead`` is what the first piece refers to: the table that a note stands below.
    """
    heading = HEADING_JOINER.join(section)
    first = lead
    for packed in _packed(pieces, max_chars):
        context = heading
        if lead and (packed[0].item or first):
            context = f"{heading}\n{lead}" if heading else lead
        introductions = [piece.text for piece in packed if piece.stays and not piece.item]
        if introductions:
            lead = introductions[-1][-MAX_CONTEXT_LEAD:]
        elif first or not packed[-1].item:
            lead = ""
        first = ""
        yield Passage(
            kind="text",
            text=_joined(packed),
            section=section,
            page=packed[0].page,
            first_block=packed[0].block,
            last_block=packed[-1].block,
            context=context,
        )


def _joined(pieces: Iterable[_Piece]) -> str:
    text = ""
    for piece in pieces:
        text += (piece.glue if text else "") + piece.text
    return text


def _packed(pieces: Sequence[_Piece], max_chars: int) -> Iterator[list[_Piece]]:
    """Groups of pieces up to ``max_chars``; an introduction is never the last piece of a group."""
    total = sum(len(piece.text) + 1 for piece in pieces)
    target = total / max(1, math.ceil(total / max_chars))
    group: list[_Piece] = []
    size = 0
    for number, piece in enumerate(pieces):
        length = len(piece.text) + len(piece.glue)
        if group and _closes(group, size, pieces, number, target, max_chars):
            held = [group.pop()] if len(group) > 1 and group[-1].stays else []
            yield group
            group = held
            size = sum(len(kept.text) + 1 for kept in group)
        group.append(piece)
        size += length
    if group:
        yield group


def _closes(
    group: Sequence[_Piece],
    size: int,
    pieces: Sequence[_Piece],
    number: int,
    target: float,
    max_chars: int,
) -> bool:
    """Whether the group ends before the piece: it is full, or full enough and a block begins."""
    piece = pieces[number]
    if size + len(piece.text) + len(piece.glue) > max_chars:
        return True
    if group[-1].stays or (piece.item and piece.block != group[-1].block):
        return False
    return size >= target and ends_sentence(group[-1].text)
