"""Codes that documents give names to (``P2 – Digital transformation``), and years in codes."""

from __future__ import annotations

import re
from collections.abc import Iterator

from index.mining.pairs import Pair
from ingest.document import Passage
from ingest.table_passages import PATH_JOINER

_CODE = re.compile(r"[A-Z]{1,3}\d{1,2}(?:\.\d{1,2})?")
_NAMED = re.compile(
    rf"^[\s•·▪*–—-]*(?P<code>{_CODE.pattern})\s*(?:[–—:：]|(?<=\s)-(?=\s))\s*"
    r"(?P<name>[^\s（(|；;。：:?？][^（(\n|；;。：:?？]{1,59})(?P<next>[（(\n|；;。：:?？]|$)",
    re.MULTILINE,
)
_LETTERS = re.compile(r"[^\W\d_]")
_HAN_LETTER = re.compile(r"[\u3400-\u9fff]")
_YEARLY = re.compile(r"(?<![\w-])[A-Z][A-Za-z]{1,7}-(\d\d)(?![\w-])")
_THIS_CENTURY = 50  # two digits below it are of this century


def is_code(form: str) -> bool:
    """Whether a form is a code: one to three capitals and a number."""
    return _CODE.fullmatch(form) is not None


def code_pairs(passage: Passage) -> Iterator[Pair]:
    """The codes that a passage's row label or lines give names to.

    A name ends at a bracket or mark; a question is none.
    """
    label = passage.label.split(PATH_JOINER)[-1] if passage.kind == "row" else ""
    for text in (label, passage.text):
        for match in _NAMED.finditer(text):
            name = match["name"].strip(" -–—,，、")
            letters = len(_LETTERS.findall(name))
            enough = letters >= 2 if _HAN_LETTER.search(name) else letters >= 5
            if enough and match["next"] not in ("?", "？"):
                quote = text[match.start("code") : match.end("name")].strip()
                yield Pair(match["code"], name, quote)


def years_in_codes(text: str) -> Iterator[tuple[int, int, str]]:
    """Codes with a two-digit year, such as ``WTDC-22``: start, end and the year in full."""
    for match in _YEARLY.finditer(text):
        century = "20" if int(match[1]) < _THIS_CENTURY else "19"
        yield match.start(), match.end(), f"{century}{match[1]}"
