"""What a person is shown of the passages found: the rows of a table together, not one by one."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from index.hits import Hit, IndexedPassage
from ingest.document import Passage
from ingest.table_passages import HEADING_JOINER

MAX_CHARS = 800  # of a table's rows; text passages are up to 500, single rows may be longer
MAX_ROWS = 30

Neighbours = Callable[[int, int, int], Sequence[IndexedPassage]]


@dataclass(frozen=True, slots=True)
class Excerpt:
    """A passage as it is shown.

    Attributes:
        hit: the passage found; of a table the best row.
        text: its text; of a table the caption, the columns and the rows around the best one.
        passage_ids: numbers of all passages whose text it holds.
    """

    hit: Hit
    text: str
    passage_ids: tuple[int, ...]


def excerpts(hits: Iterable[Hit], k: int, neighbours: Neighbours) -> list[Excerpt]:
    """Hits as they are shown: a table comes once, at its best row's place, with the rows around it.

    Args:
        hits: best first.
        k: at most so many excerpts.
        neighbours: gives a passage with so many before and after it, as ``Index.neighbours``.
    """
    shown: dict[tuple[int, int], Excerpt] = {}
    for hit in hits:
        in_table = hit.passage.kind != "text"
        # Numbers of passages begin at 1, those of blocks at 0: the two never meet under one key.
        key = (hit.document.id, hit.passage.first_block) if in_table else (-1, hit.passage_id)
        if key in shown:
            continue
        if len(shown) == k:
            break
        shown[key] = _of_table(hit, neighbours) if in_table else _of_text(hit)
    return list(shown.values())


def _of_text(hit: Hit) -> Excerpt:
    return Excerpt(hit, hit.passage.text, (hit.passage_id,))


def _of_table(hit: Hit, neighbours: Neighbours) -> Excerpt:
    block = hit.passage.first_block
    around = neighbours(hit.passage_id, MAX_ROWS, MAX_ROWS)
    rows = [p for p in around if p.passage.kind == "row" and p.passage.first_block == block]
    if not rows:
        return _of_text(hit)
    numbers = [row.passage_id for row in rows]
    # The passage of the whole table stands before its rows.
    start = numbers.index(hit.passage_id) if hit.passage_id in numbers else 0
    first, last = _window([len(row.passage.text) for row in rows], start)
    chosen = rows[first : last + 1]
    lines = [_head(chosen[0].passage), *(row.passage.text for row in chosen)]
    text = "\n".join(line for line in lines if line)
    return Excerpt(hit, text, tuple(row.passage_id for row in chosen))


def _window(sizes: Sequence[int], start: int) -> tuple[int, int]:
    """The first and last of the rows around one that fit, taking from below and above in turn."""
    first = last = start
    room = MAX_CHARS - sizes[start]
    below = above = True
    while below or above:
        if below:
            below = last + 1 < len(sizes) and sizes[last + 1] <= room
            if below:
                last += 1
                room -= sizes[last]
        if above:
            above = first > 0 and sizes[first - 1] <= room
            if above:
                first -= 1
                room -= sizes[first]
    return first, last


def _head(row: Passage) -> str:
    """What stands over a row: its context without the headings."""
    headings = HEADING_JOINER.join(row.section)
    return "\n".join(line for line in row.context.split("\n") if line != headings)
