"""Abbreviations beside their names, found in the text of passages.

``数字化转型中心（DTC）``, ``Digital Transformation Centre (DTC)``, ``DTC (Digital Transformation
Centre)``, ``中文名（English Name，ABC）``, ``全称（以下简称“简称”）``, and tables and lists of
abbreviations. The bracket says where a name ends; where it begins is decided

- for names in alphabets by the letters of the abbreviation (Schwartz and Hearst 2003, "A simple
  algorithm for identifying abbreviation definitions in biomedical text", PSB 8:451-462), and in the
  same way for Chinese names abbreviated in Chinese (发改委 in 国家发展和改革委员会);
- for Chinese names abbreviated in letters by quotation and title marks, else by word cuts and parts
  of speech, by how many words the letters stand for, and by what several occurrences share.

Where nothing speaks for a beginning, the pair is left out: a wrong name does more harm than none.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import replace

from index.mining.beginnings import name_at_end
from index.mining.introduced import pairs_called, pairs_in_brackets
from index.mining.listed import pairs_listed
from index.mining.pairs import Mined, Pair
from ingest.document import Passage


def abbreviations_in(passages: Sequence[Passage]) -> list[Mined]:
    """The pairs that a document states, each once, with the first passage that states it."""
    found: list[Mined] = []
    for position, passage in enumerate(passages):
        if passage.kind != "table":
            found += [Mined(pair, position) for pair in _pairs(passage)]
    contexts: dict[str, list[str]] = defaultdict(list)
    for mined in found:
        if mined.pair.context:
            contexts[mined.pair.short].append(mined.pair.context)
    chosen: dict[tuple[str, str], Mined] = {}
    for mined in found:
        pair = mined.pair
        if pair.context:
            name = name_at_end(pair.context, pair.short, contexts[pair.short])
            pair = _named(pair, name)
        if pair.name:
            chosen.setdefault((pair.short, pair.name), replace(mined, pair=pair))
    return list(chosen.values())


def _pairs(passage: Passage) -> Iterator[Pair]:
    yield from pairs_in_brackets(passage.text)
    yield from pairs_called(passage.text)
    yield from pairs_listed(passage)


def _named(pair: Pair, name: str) -> Pair:
    quote = pair.quote if pair.quote.startswith(name) else name + pair.quote
    return replace(pair, name=name, quote=quote)
