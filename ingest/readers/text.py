"""Plain text files: paragraphs, headings, lists and simple tables; flattened Word text too."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from ingest.clean import drop_marks
from ingest.document import Block, Document
from ingest.encoding import decode
from ingest.errors import ReadError
from ingest.grid import make_table, table_block, text_rows
from ingest.lines import (
    bare_item,
    ends_sentence,
    is_caption,
    is_list_item,
    join_lines,
    numbering,
    width,
)
from ingest.readers.flattened import is_flattened, read_flattened
from ingest.sections import fill_sections

MAX_HEADING_WIDTH = 90

_UNDERLINE = re.compile(r"(=|-|~|\^|#|\*|\+|─|═)\1{2,}")
_RULE = re.compile(r"[\s_\-=*~–—─━═+|·.]{4,}")
_PIPE_BORDER = re.compile(r"[\s|+:=\-─━┼┬┴├┤┌┐└┘│]+")


def read(data: bytes, name: str) -> Document:
    """Read a text file.

    Args:
        data: the file's bytes, in any common encoding.
        name: the file's name.

    Raises:
        ReadError: there is no text in it, or it is not text at all.
    """
    text = decode(data)
    if text.count("\ufffd") > max(8, len(text) // 20) or text.count("\x00") > len(text) // 50 + 1:
        raise ReadError(name, "is not text; give it the suffix of its real format")
    document = read_text(text, name)
    if not document.blocks:
        raise ReadError(name, "holds no text; check that the file is the right one")
    return document


def read_text(text: str, name: str) -> Document:
    """Turn text that is already decoded into a document, for callers that hold no file."""
    if is_flattened(text):
        return read_flattened(text, name)
    lines = drop_marks(text).replace("\f", "\n\n").split("\n")
    blocks = list(_blocks(lines, _is_wrapped(lines)))
    return Document(name=name, blocks=fill_sections(blocks), media_type="txt")


def _is_wrapped(lines: Sequence[str]) -> bool:
    """Whether an editor broke the lines at a fixed width, so that they must be joined.

    Most lines that another line follows directly are then about as long as the longest, and few of
    them end a sentence.
    """
    followed = [
        line.rstrip()
        for line, after in zip(lines, lines[1:], strict=False)
        if line.strip() and after.strip()
    ]
    if len(followed) < 2:
        return False
    widths = sorted(width(line) for line in followed[:5000])
    longest = widths[int(len(widths) * 0.95)]
    if not 30 <= longest <= 130:
        return False
    full = sum(value >= longest * 0.75 for value in widths)
    ending = sum(ends_sentence(line) for line in followed[:5000])
    return full * 2 >= len(widths) and ending * 5 < len(widths) * 3


def _blocks(lines: Sequence[str], wrapped: bool) -> Iterator[Block]:
    """Blocks of one text, a group of lines between blank lines at a time."""
    for group, alone in _groups(lines):
        table = _table(group)
        if table is not None:
            yield table
        elif wrapped:
            yield from _wrapped_blocks(group, alone)
        else:
            yield from _line_blocks(group, alone)


def _groups(lines: Sequence[str]) -> Iterator[tuple[list[str], bool]]:
    """Runs of lines without a blank one; with each, whether text follows it."""
    groups: list[list[str]] = [[]]
    for line in lines:
        if line.strip():
            groups[-1].append(line)
        elif groups[-1]:
            groups.append([])
    groups = [group for group in groups if group]
    for position, group in enumerate(groups):
        yield group, position + 1 < len(groups)


def _wrapped_blocks(group: Sequence[str], more: bool) -> Iterator[Block]:
    """Blocks of a group whose lines are one or more wrapped paragraphs or list items."""
    group = list(group)
    while group:
        heading, used = _heading(group, more)
        if heading is not None:
            yield heading
            group = group[used:]
            continue
        end = 1
        while (
            end < len(group) and not is_list_item(group[end]) and not _starts_paragraph(group, end)
        ):
            end += 1
        text = join_lines([line.replace("\t", " ") for line in group[:end]])
        if not _RULE.fullmatch(text):
            kind = "list_item" if is_list_item(group[0]) else "paragraph"
            yield (
                Block("list_item", bare_item(text))
                if kind == "list_item"
                else Block("paragraph", text)
            )
        group = group[end:]


def _starts_paragraph(group: Sequence[str], position: int) -> bool:
    """An indented line after a finished sentence, where the line before is not indented."""
    indent = len(group[position]) - len(group[position].lstrip())
    above = len(group[position - 1]) - len(group[position - 1].lstrip())
    return indent > above and ends_sentence(group[position - 1])


def _line_blocks(group: Sequence[str], more: bool) -> Iterator[Block]:
    """Blocks of a group where every line is a paragraph."""
    position = 0
    while position < len(group):
        heading, used = _heading(group[position:], more or position + 1 < len(group))
        if heading is not None:
            yield heading
            position += used
            continue
        line = group[position]
        position += 1
        if _RULE.fullmatch(line):
            continue
        if is_list_item(line):
            yield Block("list_item", bare_item(line))
        else:
            yield Block("paragraph", " ".join(line.split("\t")).strip())


def _heading(group: Sequence[str], more: bool) -> tuple[Block | None, int]:
    """The heading that a group opens with, and the number of lines that it takes."""
    text = group[0].strip()
    if width(text) > MAX_HEADING_WIDTH or not any(character.isalnum() for character in text):
        return None, 0
    if len(group) > 1 and _UNDERLINE.fullmatch(group[1].strip()) and len(group[1].strip()) >= 3:
        level = {"=": 1, "═": 1, "#": 1, "*": 1}.get(group[1].strip()[0], 2)
        return Block("heading", text, level=level), 2
    if ends_sentence(text) or is_caption(text):
        return None, 0
    level = _numbered_level(text)
    alone = len(group) == 1
    if level and (alone or not is_list_item(group[1])) and (more or not alone):
        return Block("heading", " ".join(text.split()), level=level), 1
    if alone and more and _is_capitals(text):
        return Block("heading", text, level=2), 1
    return None, 0


def _numbered_level(text: str) -> int:
    """Level of a numbered heading such as ``2.1 Scope`` or ``第三章 总则``; 0 for anything else."""
    number = numbering(text)
    if number is None or is_list_item(text) and not number.parts:
        return 0
    if (
        number.parts
        and len(number.parts) == 1
        and "\t" not in text
        and not number.title[:1].isalpha()
    ):
        return 0
    return number.level if number.title or not number.parts else 0


def _is_capitals(text: str) -> bool:
    letters = [character for character in text if character.isalpha()]
    return len(letters) >= 4 and all(character.isupper() for character in letters)


def _table(group: Sequence[str]) -> Block | None:
    """A group of lines that are rows of cells between tabs or bars, or None."""
    caption = ""
    rows = list(group)
    if (
        len(rows) > 2
        and is_caption(rows[0].strip())
        and "\t" not in rows[0].strip()
        and "|" not in rows[0]
    ):
        caption = rows.pop(0).strip()
    for split in (_pipe_cells, _tab_cells):
        cells = split(rows)
        if cells:
            return table_block(make_table(text_rows(cells), caption=caption))
    return None


def _pipe_cells(rows: Sequence[str]) -> list[list[str]]:
    kept = [row.strip() for row in rows if not _PIPE_BORDER.fullmatch(row)]
    counts = {row.strip("|│").count("|") + row.strip("|│").count("│") for row in kept}
    if len(kept) < 2 or len(counts) != 1 or counts == {0}:
        return []
    return [[cell.strip() for cell in re.split(r"[|│]", row.strip("|│"))] for row in kept]


def _tab_cells(rows: Sequence[str]) -> list[list[str]]:
    cells = [[cell.strip() for cell in re.split(r"\t+(?=\S)", row.rstrip("\t "))] for row in rows]
    widths = [len(row) for row in cells]
    if len(rows) < 2 or min(widths) < 2 or any(is_list_item(row) for row in rows):
        return []
    full = [row.split("\t") for row in rows]
    if len({len(row) for row in full}) == 1:
        return [[cell.strip() for cell in row] for row in full]
    return cells if len(set(widths)) == 1 else []
