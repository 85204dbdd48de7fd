"""Pairs in tables and lists of abbreviations."""

from __future__ import annotations

import re
from collections.abc import Iterator

from index.acronyms import is_acronym
from index.mining.beginnings import is_name
from index.mining.forms import is_latin_name, singular
from index.mining.letters import letters_match
from index.mining.pairs import Pair
from ingest.document import Passage

_LIST_LINE = re.compile(
    r"^\s*(?P<short>[A-Z][A-Za-z0-9&/-]{1,11})\s*(?:[:：\t]|\s[-–—]\s)\s*(?P<name>[^\n\t]{4,90}?)\s*$",
    re.MULTILINE,
)
_OF_ABBREVIATIONS = re.compile(
    r"缩略|缩写|简称|术语|词汇表|abbreviation|acronym|glossary|sigles|abréviation|abreviatura|siglas"
    r"|сокращени|مختصرات|اختصارات",
    re.IGNORECASE,
)


def pairs_listed(passage: Passage) -> Iterator[Pair]:
    """The pairs of a table's row, or of the lines below a heading that announces abbreviations."""
    listed = bool(_OF_ABBREVIATIONS.search(f"{passage.context} {passage.caption}"))
    if passage.kind == "row":
        yield from _row_pairs(passage, listed)
    elif listed:
        for line in _LIST_LINE.finditer(passage.text):
            yield from _listed_pair(line["short"], line["name"], line[0].strip(), sure=True)


def _row_pairs(passage: Passage, listed: bool) -> Iterator[Pair]:
    """A row of a table of abbreviations: the abbreviation and one or two names."""
    cells = [" ".join(cell.text.split()) for cell in passage.cells]
    label = " ".join(passage.label.split())
    if not 1 <= len(cells) <= 3 or not label:
        return
    shorts = [form for form in (label, *cells) if is_acronym(form)]
    names = [form for form in (label, *cells) if form and not is_acronym(form)]
    if len(shorts) == 1 and 1 <= len(names) <= 2:
        for name in names:
            yield from _listed_pair(shorts[0], name, passage.text, sure=listed)


def _listed_pair(short: str, name: str, quote: str, *, sure: bool) -> Iterator[Pair]:
    if not is_acronym(short) or len(name) > 90:
        return
    short, name = singular(short), name.rstrip(" .")
    if letters_match(short, name) == name or (sure and (is_latin_name(name) or is_name(name))):
        yield Pair(short, name, quote)
