"""The codes that a question names: in ranges, by letters, and by the words of numbered parts."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence

from assistant.question import Question, question_codes
from assistant.tables.rows import NUMERALS, Row
from assistant.tables.words import series_names

_CODE_RANGE = re.compile(
    r"(?<![A-Za-z])([A-Za-z]{1,3})(\d{1,2})\s*(?:到|至|to|through|[-–—~])\s*\1(\d{1,2})",
    re.IGNORECASE,
)
_NUMBERED = re.compile(
    r"([A-Za-z]{3,}|[\u3400-\u9fff]{2,12}?) ?"
    r"(\d{1,2}(?![\d.,]|\s?[%％年月日个名项家万亿])"
    r"|(?<=[标点域程果项])[一二三四五六七八九](?![个名项家万亿]))"
)
# A letter that stands for a row; A and I only where they are no words: "programme A", A计划.
_LETTER = re.compile(
    r"(?<![A-Za-z\d])"
    r"(?:[B-HJ-Z]{1,2}|[AI](?=[\u3400-\u9fff])|(?<=[\u3400-\u9fff])[AI]|(?<=[a-z] )A)"
    r"(?![A-Za-z\d’'.-])"
)
_SERIES_CODE = re.compile(r"([A-Z]{1,12}|[\u3400-\u9fff]{2,4})(\d{1,2})")


def codes_named(question: Question, rows: Sequence[Row]) -> tuple[str, ...]:
    """The codes of a question, with those between where it names a range: P1 to P5.

    A letter is a code where the label of a row begins with it (E – Enablers).
    """
    codes = list(question.codes)
    letters = {code for row in rows for code in row.codes if code.isalpha()}
    said = _LETTER.findall(question.text)
    codes += [code for code in said if code in letters and code not in codes]
    codes += [code for code in _numbered(question.text, rows) if code not in codes]
    for letters, first, last in _CODE_RANGE.findall(question.text):
        if int(first) < int(last) < int(first) + 20:
            codes += [f"{letters}{n}".upper() for n in range(int(first), int(last) + 1)]
    ordered = sorted(dict.fromkeys(codes)) if len(codes) > len(question.codes) else codes
    return tuple(dict.fromkeys(ordered))


def _numbered(text: str, rows: Sequence[Row]) -> list[str]:
    """The codes that a question says in words: "priority 3" and "重点工作3" are P3.

    The code begins with the letter of the word, or the headings of its rows say word and number.
    """
    known: dict[str, set[str]] = defaultdict(set)
    for row in rows:
        for code in (*row.within, *row.codes):
            if _SERIES_CODE.fullmatch(code):
                known[code].update(row.hit.passage.section[-1:])
    said = [(word, NUMERALS.get(digits, digits)) for word, digits in _NUMBERED.findall(text)]
    said += [
        (code[1], code[2]) for code in map(_SERIES_CODE.fullmatch, question_codes(text)) if code
    ]
    found = []
    for word, digits in said:
        for code, titles in known.items():
            series = _SERIES_CODE.fullmatch(code)
            if series and series[2] == digits and code not in found:
                named = any(_heads(word, digits, title) for title in titles)
                if named or _is_series(word, series[1]):
                    found.append(code)
    return found


def _is_series(word: str, series: str) -> bool:
    """Whether a word of a question calls rows what their numbers follow: "priority 3" P3, 重点3.

    By its initial where the rows have a letter; by words that mean the same.
    """
    one, other = sorted((word.upper(), series.upper()), key=len)
    if one.isascii() and other.isascii():
        if one == other or (len(one) == 1 and other.startswith(one) and len(other) > 2):
            return True
    elif not one.isascii() and not other.isascii() and other.endswith(one):
        return True
    named = [names for names in series_names() if any(_ends_as(word, name) for name in names)]
    return any(
        _ends_as(series, name) or (len(series) == 1 and name.upper().startswith(series))
        for names in named
        for name in names
    )


def _ends_as(word: str, name: str) -> bool:
    """Whether a word is a name, in Chinese ends with it: 里的重点."""
    word = word.lower()
    return word == name if name.isascii() else word.endswith(name)


def _heads(word: str, digits: str, title: str) -> bool:
    """Whether a heading says a word, of Chinese its last characters, with a number after it."""
    ends = [word] if word.isascii() else [word[-size:] for size in (4, 3, 2)]
    said = "|".join(map(re.escape, ends))
    return re.search(rf"(?:{said})\s?{digits}(?!\d)", title, re.IGNORECASE) is not None
