"""The terms that a document states: abbreviations beside their names, and names of its codes."""

from __future__ import annotations

from collections.abc import Sequence

from index.mining.abbreviations import abbreviations_in
from index.mining.codes import code_pairs
from index.mining.pairs import Mined
from ingest.document import Passage


def mine(passages: Sequence[Passage]) -> list[Mined]:
    """Each pair of a document once, with the first passage that states it."""
    chosen: dict[tuple[str, str], Mined] = {}
    for mined in abbreviations_in(passages):
        chosen[mined.pair.short, mined.pair.name] = mined
    for position, passage in enumerate(passages):
        if passage.kind != "table":
            for pair in code_pairs(passage):
                chosen.setdefault((pair.short, pair.name), Mined(pair, position))
    return list(chosen.values())
