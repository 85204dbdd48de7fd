"""Checking a written sentence against the passages that it cites."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence

from assistant.figures import dates, figures, years
from assistant.question import question_codes

_QUOTED = re.compile(r"“([^”]{4,})”|「([^」]{4,})」|\"([^\"]{4,})\"|«\s?([^»]{4,}?)\s?»")


def plain(text: str) -> str:
    """Letters and digits only, NFKC, lower case: what a verbatim quote is compared by."""
    return "".join(c for c in unicodedata.normalize("NFKC", text).lower() if c.isalnum())


def unsupported(sentence: str, passages: Sequence[str]) -> list[str]:
    """What a sentence states that none of its passages does.

    Args:
        sentence: a sentence without its markers.
        passages: the texts that it cites, with their contexts.

    Returns:
        the figures, dates, years, codes and quoted words that stand in no passage, as written;
        empty for a sentence whose every such detail is borne out.
    """
    evidence = "\n".join(passages)
    values = {figure.value for figure in figures(evidence)}
    # A figure may be written out of a date or a code: its digits then stand there as they are.
    digits = set(re.findall(r"\d+(?:[.,]\d+)*", unicodedata.normalize("NFKC", evidence)))
    missing = [
        figure.text
        for figure in figures(sentence)
        if figure.value not in values and figure.text not in digits
    ]
    known_years = set(years(evidence)) | {
        int(d) for d in digits if re.fullmatch(r"(?:19|20)\d\d", d)
    }
    missing += [str(year) for year in years(sentence) if year not in known_years]
    evidence_letters = plain(evidence)
    missing += [code for code in question_codes(sentence) if plain(code) not in evidence_letters]
    numbers = {number.lstrip("0") for number in re.findall(r"\d+", evidence)}
    missing += [
        date
        for date in dates(sentence)
        if not {n.lstrip("0") for n in re.findall(r"\d+", date)}
        <= numbers | set(map(str, known_years))
    ]
    for match in _QUOTED.finditer(sentence):
        quoted = next(group for group in match.groups() if group)
        if plain(quoted) not in evidence_letters:
            missing.append(quoted)
    return list(dict.fromkeys(missing))
