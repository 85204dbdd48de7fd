"""Which columns a text says: by the words of their headers, or by a mark that one of them has."""

from __future__ import annotations

import re
from collections.abc import Sequence

from assistant.letters import plain
from assistant.tables.columns import bare_header
from assistant.tables.rows import CODE_NAME
from assistant.tables.terms import terms

_MARK = re.compile(r"(?<![A-Za-z0-9])[A-Z][A-Z0-9]+(?:\.\d+)?(?![A-Za-z0-9])")


def said_headers(text: str, headers: Sequence[str]) -> set[str]:
    """The headers that a text says in so many letters, none of them only within a longer one.

    Where there is none, those that it says in another form ("who signs it?", "Signed by").
    """
    letters = plain(text)
    names = {header: plain(bare_header(header)) for header in headers}
    said = {header for header, name in names.items() if len(name) > 1 and name in letters}
    said = {header for header in said if _begins_a_word(names[header], text)}
    for header in list(said):
        rest = letters
        for other in said:
            if names[header] != names[other] and names[header] in names[other]:
                rest = rest.replace(names[other], " ")
        if names[header] not in rest:
            said.discard(header)
    if said:
        return said
    words = set(terms(text))
    stems = {header: set(terms(bare_header(header))) for header in headers}
    return {header for header, own in stems.items() if own and own <= words}


def _begins_a_word(name: str, text: str) -> bool:
    """Whether letters stand in a text from the beginning of a word on: no "end" in "attended"."""
    if not name[0].isascii():
        return True
    letters = r"\W*".join(map(re.escape, name))
    return re.search(rf"(?<![A-Za-z0-9]){letters}", text, re.IGNORECASE) is not None


def said_marks(text: str, headers: Sequence[str], label: str) -> dict[str, bool]:
    """Which headers have an abbreviation that a text says and no other header has: PM10, VMS."""
    said = set(_MARK.findall(text)) - set(_MARK.findall(label))
    own = {
        header: set() if CODE_NAME.match(f"{header} – ") else set(_MARK.findall(header))
        for header in headers
    }  # "AG1 – Clean air" and "AG1" are codes
    return {
        header: any(sum(mark in marks for marks in own.values()) == 1 for mark in said & mine)
        for header, mine in own.items()
    }
