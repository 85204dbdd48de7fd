"""The numbers of a text, in digits and in Chinese and English words."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from assistant.figures import figures, number_words

_ENGLISH_CARDINALS = (
    "one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen"
    " sixteen seventeen eighteen nineteen twenty".split()
)
ENGLISH_ORDINALS = (
    "first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth".split()
)
ENGLISH_NUMBERS = {
    word: value
    for words in (_ENGLISH_CARDINALS, ENGLISH_ORDINALS)
    for value, word in enumerate(words, start=1)
}
ROMAN = {
    numeral: value
    for value, numeral in enumerate("i ii iii iv v vi vii viii ix x xi xii".split(), start=1)
}
_CHINESE_DIGITS = {char: value for value, char in enumerate("零一二三四五六七八九十")} | {"两": 2}
CHINESE_NUMBER = re.compile(
    r"[两一二三四五六七八九]?十[一二三四五六七八九]?|[两一二三四五六七八九]"
)
_IN_WORDS = re.compile(
    rf"{CHINESE_NUMBER.pattern}|(?<!\w)(?:{'|'.join(ENGLISH_NUMBERS)})(?!\w)", re.IGNORECASE
)
# Those that count: no rank (第三, "third") and no article (一个, "one"), unless it is "only one".
_COUNTS = re.compile(
    r"(?<![第之周期])(?:[两二三四五六七八九]?十[一二三四五六七八九]?|[两二三四五六七八九]"
    r"|(?<=[仅只有])一)"
    rf"|(?<!\w)(?:{'|'.join(_ENGLISH_CARDINALS[1:12])}|(?<=only )one)(?!\w)",
    re.IGNORECASE,
)
ASKED_ITEMS = re.compile(
    rf"哪(?P<han>{CHINESE_NUMBER.pattern}|\d+)(?!年|月|日|天)"
    rf"|(?<![第\dA-Za-z-])(?P<told>{CHINESE_NUMBER.pattern}|\d+)[个项家种名位大座款条所份场门支部国]"
    r"[^，,。？?]{1,24}(?:叫|名[称字]|(?:(?<!的)(?:[是有]|为(?!什么|何))|分别)"
    r"(?:.{0,2}哪(?![一二三四五六七八九十两\d]|[个条所家座位艘项种只部门款届])|谁|什么))"
    rf"|\bwhich (?:other )?(?P<word>\d{{1,2}}|{'|'.join(ENGLISH_NUMBERS)})\b"
    r"|\b(?:names? of|who (?:are|were)|name|list) (?:the |its |their )?(?:other )?"
    rf"(?P<of>\d{{1,2}}|{'|'.join(ENGLISH_NUMBERS)})\b",
    re.IGNORECASE,
)
_DIGITS = re.compile(r"(?<![\d.])\d{1,3}(?:[,\u00a0\u202f ]\d{3})+(?!\d)|\d+")


@dataclass(frozen=True, slots=True)
class Numeral:
    """A number in a text: its value as plain digits, and where it stands."""

    value: str
    start: int
    end: int


def asked_items(text: str) -> int:
    """How many things a question asks for by name ("which three", 哪三个); 0 where it leaves it."""
    match = ASKED_ITEMS.search(text)
    return value_of(next(group for group in match.groups() if group)) if match else 0


@lru_cache(maxsize=4096)
def numbers_of(text: str) -> frozenset[str]:
    """All numbers of a text, in digits or in words, years and codes included, as plain digits."""
    found = {re.sub(r"\D", "", match).lstrip("0") for match in _DIGITS.findall(text)}
    found |= {str(int(figure.value)) for figure in number_words(text)}
    return frozenset(found | {str(value_of(match.group())) for match in _IN_WORDS.finditer(text)})


def cardinals(text: str) -> set[str]:
    """The numbers of a text that may count something, in digits or in words, as plain digits."""
    return {numeral.value for numeral in numerals(text)}


@lru_cache(maxsize=4096)
def numerals(text: str) -> tuple[Numeral, ...]:
    """The numbers of a text that may count something, where they stand; no years, codes, money."""
    found = [
        Numeral(str(int(f.value)), f.start, f.end)
        for f in figures(text)
        if not f.unit and text[f.start - 1 : f.start] != "第"
    ]
    written = [Numeral(str(int(f.value)), f.start, f.end) for f in number_words(text)]
    for match in _COUNTS.finditer(text):
        if not any(word.start <= match.start() < word.end for word in written):
            written.append(Numeral(str(value_of(match.group())), match.start(), match.end()))
    return (*found, *written)


def value_of(number: str) -> int:
    """The value of a number in digits or in Chinese, English or Roman numerals."""
    if number.isdigit():
        return int(number)
    if number.lower() in ROMAN:
        return ROMAN[number.lower()]
    if number.lower() in ENGLISH_NUMBERS:
        return ENGLISH_NUMBERS[number.lower()]
    tens, mark, ones = number.partition("十")
    if not mark:
        return _CHINESE_DIGITS[number]
    return 10 * _CHINESE_DIGITS.get(tens, 1) + _CHINESE_DIGITS.get(ones, 0)
