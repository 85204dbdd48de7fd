"""Figures as they are written in documents: value, scale, unit, and the exact words."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache

from ingest.currencies import CODES, DOLLARS, HAN_NAMES, SYMBOLS, code_of

SCALES: dict[str, Decimal] = {
    "千": Decimal(10) ** 3,
    "万": Decimal(10) ** 4,
    "百万": Decimal(10) ** 6,
    "千万": Decimal(10) ** 7,
    "亿": Decimal(10) ** 8,
    "万亿": Decimal(10) ** 12,
    "thousand": Decimal(10) ** 3,
    "million": Decimal(10) ** 6,
    "billion": Decimal(10) ** 9,
    "bn": Decimal(10) ** 9,
}
# Written form (lower case) to the code that amounts are compared by.
UNITS: dict[str, str] = {
    **DOLLARS, **SYMBOLS, **HAN_NAMES,
    "chf": "CHF", "swiss francs": "CHF", "swiss franc": "CHF",
    "usd": "USD", "dollars": "USD", "us dollars": "USD",
    "eur": "EUR", "euros": "EUR", "euro": "EUR", "gbp": "GBP",
    "cny": "CNY", "rmb": "CNY", "jpy": "JPY",
    "%": "%", "％": "%", "per cent": "%", "percent": "%", "个百分点": "%", "percentage points": "%",
}  # fmt: skip
CURRENCY_WORDS: dict[str, dict[str, str]] = {
    "zh": {
        "CHF": "瑞郎", "USD": "美元", "EUR": "欧元", "CNY": "元", "GBP": "英镑", "JPY": "日元",
        "HKD": "港元", "KRW": "韩元", "RUB": "卢布", "CAD": "加元", "AUD": "澳元",
        "SGD": "新加坡元", "XCD": "东加元", "THB": "泰铢", "ZAR": "兰特", "MYR": "林吉特",
    },
}  # fmt: skip

MAX_CELL = 80  # characters of a cell that may be one figure

_GROUPED = r"\d{1,3}(?:[,\u00a0\u2009\u202f' ]\d{3})+(?!\d)(?:\.\d+)?"
_CODES = rf"(?-i:(?<![A-Za-z])(?:{'|'.join(CODES)})(?![A-Za-z]))"
_BY_LENGTH = sorted(UNITS, key=len, reverse=True)


def _alternatives(words: Sequence[str]) -> str:
    """Units as a pattern; a dollar sign after a letter that it is not known with is of another."""
    forms = (rf"(?<![A-Za-z]){re.escape(u)}" if u.endswith("$") else re.escape(u) for u in words)
    return "|".join([*forms, _CODES])


_PREFIX = _alternatives([u for u in _BY_LENGTH if u[0].isascii() or u in SYMBOLS])
_SUFFIX = _alternatives(_BY_LENGTH)
_SCALE = "|".join(sorted(SCALES, key=len, reverse=True))
_FIGURE = re.compile(
    rf"(?:(?P<before>{_PREFIX})\s*)?(?<![\d.])(?P<number>{_GROUPED}|\d+(?:\.\d+)?)"
    rf"\s*(?:[多余几]?(?P<scale>(?:{_SCALE})(?=s?(?![a-z]))))?(?:(?<=[dn])s(?![a-z]))?"
    r"(?(before)(?:\s?(?P<short>mn|mln|mio|m|k)(?![a-z]))?)"  # of money only: "3 m" is a length
    rf"\s*(?P<after>{_SUFFIX})?",
    re.IGNORECASE,
)
_ATTACHED = {
    "m": "million", "mn": "million", "mln": "million", "mio": "million",
    "k": "thousand", "000": "thousand", "bn": "billion",
}  # fmt: skip
_ATTACHED_SCALE = re.compile(
    r"(?:[$€£¥]|(?<![a-z])(?:chf|usd|eur|gbp|cny|rmb|jpy|aud|cad|hkd|sgd))\s?['’‘]?(m|mn|k|000|bn)s?(?![a-z\d])"
)
_CODE_HEAD = re.compile(r"[A-Za-z]{1,8}[-/]$")
_NOTE = re.compile(r"\[\d{1,3}\]")  # "[5]": a source, by its number
# Numbers of standards and laws: "TS 23.558", "RFC 9113", "14 CFR 39.13".
_STANDARD_HEAD = re.compile(
    r"(?<![A-Za-z])(?:TS|TR|RFC|ISO|IEC|IEEE|CFR|FR|DIN|EN|BS|ASTM|GB/?T?) $"
)
# In a header: a word by itself, a name of more than one character anywhere.
_NAMED_UNIT = re.compile(
    "|".join(
        rf"(?<![a-z]){re.escape(u)}(?![a-z])" if u == "元" or u[0].isascii() else re.escape(u)
        for u in _BY_LENGTH
    )
    + f"|{_CODES}",
    re.IGNORECASE,
)
_CURRENCY_HEAD = re.compile(rf"(?:^|[^A-Za-z])(?:{_PREFIX})$", re.IGNORECASE)
_YEAR = re.compile(
    r"(?<![\dA-Za-z])(?<!\d[.,/])(?<![A-Za-z][-/])(19\d{2}|20\d{2})(?![\d.,]\d|\d)"
    r"|(?<![A-Za-z\d])FY\s?(?:(?=\d{2}(?!\d))|(?:20)(?=\d{2}(?!\d)))(\d{2})(?!\d)"
    r"|(?<![\d/.])\d{1,2}([/.])\d{1,2}\3((?:19|20)\d{2})(?![\d/.]\d|\d)"  # 28/05/2019
)
_YEAR_MARKS = ("19", "20", "FY")  # one of which every year has
_DIGIT = re.compile(r"\d")
_BRACKETED = re.compile(r"[（(][^（()）]*[)）]")
# What it was in another year, told beside what it is: "against 310 in 2023", 比2023年增长12%.
_TOLD_OF = r"(?:[A-Z]{3} |[$€£])?(?!(?:19|20)\d\d\b)\d[\d.,]*(?: (?!to\b)[a-z%]+){0,3}"
_AGAINST = r"(?:against|compared (?:with|to)|versus|than)"
_COMPARED = re.compile(
    rf"\b(?:from|{_AGAINST}(?: [^\s\d,;]+){{0,2}}) (?<!ore than )(?<!ess than )(?<!wer than )"
    rf"{_TOLD_OF}(?: in| of| for)? (?:19|20)\d\d\b"
    rf"|\b{_AGAINST}(?: that| those)?(?: in| of| for)? (?:19|20)\d\d\b"
    r"|(?:比|较|相比于?|高于|低于)[^，。；]{0,6}(?:19|20)\d\d年?"
)
# ``(1,200)``, ``$(1,200)``, ``−5`` in a cell of accounts.
_NEGATIVE = re.compile(
    rf"(?:{_PREFIX})?\s*(?:\(\s*(?:{_PREFIX})?\s*[\d.]|[-–−]\s*(?:{_PREFIX})?\s*[\d.])", re.I
)
_APPROXIMATE = re.compile(
    r"^(?:(?:more|less|fewer) than|about|around|nearly|almost|approximately|some|over|under|up to"
    r"|at least|大?约|超过|近|逾|至少|不到|~|≈|>|<)\s*",
    re.IGNORECASE,
)
_NOTE_MARK = re.compile(r"(?<=[\d)%])\s*(?:\((?:\d{1,2}|[a-z])\)|[*†‡]+)$", re.I)
_MONTHS = (
    "january|february|march|april|may|june|july|august|september|october|november|december"
    "|janvier|février|mars|avril|mai|juin|juillet|août|septembre|octobre|novembre|décembre"
)
_MONTH_STEMS = tuple({month[:3] for month in _MONTHS.split("|")})
_DATE = re.compile(
    r"(?:\d{4}年)?\s*\d{1,2}月(?:\s*\d{1,2}日?(?:\s*[至到–-]\s*(?:\d{1,2}月)?\d{1,2}日)?)?"
    r"|\d{4}-\d{2}-\d{2}|\d{4}年(?:[至到–-]\d{4}年)?"
    rf"|(?:\d{{1,2}}(?:\s*[–-]\s*\d{{1,2}})?\s+)?(?:{_MONTHS})(?:\s+\d{{1,2}}(?:\s*[–-]\s*\d{{1,2}})?)?"
    r"(?:,?\s+\d{4})?(?!\w)",
    re.IGNORECASE,
)

_ONES = (
    "one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen"
    " sixteen seventeen eighteen nineteen"
).split()
_TENS = "twenty thirty forty fifty sixty seventy eighty ninety".split()
_HAN_DIGITS = "一二三四五六七八九"
_HUNDRED = Decimal(100)
# "One" and 一 seldom count, but "one million" does; in "three (3) years" the figure does.
_ENGLISH_NUMBER = re.compile(
    r"(?<![\w-])(?<!hundred and )"
    rf"(?:(?P<tens>{'|'.join(_TENS)})(?:-(?P<ones>{'|'.join(_ONES[:9])}))?"
    rf"|(?P<teens>{'|'.join(_ONES[1:])})|one(?= (?:hundred|thousand|million|billion)\b))"
    r"(?: (?P<scale>hundred|thousand|million|billion))?(?![\w-])"
    r"(?! (?:and|hundred|thousand|million|billion)\b| \(\d)",
    re.IGNORECASE,
)
_CHINESE_NUMBER = re.compile(
    r"(?<![第之周期〇零一二三四五六七八九十百千万亿两几\d])"
    r"(?:(?:[二三四五六七八九]?十[一二三四五六七八九]?|[两二三四五六七八九]|一(?=[百千万亿]))"
    r"(?P<scale>[百千]万|百|[千万亿])?)"
    r"(?=[个家项名位次届国份所种册本座场处门支台篇条套轮批期类人年天部])(?!期工程|年级)"
)


@dataclass(frozen=True, slots=True)
class Figure:
    """A figure found in a text.

    Attributes:
        value: exact value with the scale applied (``75.6万`` is 756000).
        unit: ISO 4217 code, ``%``, or empty.
        text: the words as they stand.
        start: offset of the first character in the text.
        end: offset after the last character.
    """

    value: Decimal
    unit: str
    text: str
    start: int
    end: int


def figures(text: str) -> list[Figure]:
    """All figures of a text in order, years and parts of codes (``P2``, ``OP-26``) left out."""
    return list(_figures(text))


@lru_cache(maxsize=4096)
def _figures(text: str) -> tuple[Figure, ...]:
    folded = _fold(text)
    if not _DIGIT.search(folded):
        return ()
    dated = [match.span() for match in _DATE.finditer(folded)] if _may_date(folded) else []
    found: list[Figure] = []
    for match in _FIGURE.finditer(folded):
        number = match.start("number")
        if any(start <= number < end for start, end in dated):
            continue
        if _inside_code(folded, number) or _is_year(folded, match):
            continue
        value = Decimal(re.sub(r"[^\d.]", "", match["number"]))
        if scale := match["scale"] or _ATTACHED.get((match["short"] or "").lower()):
            value *= SCALES[scale.lower()]
        unit = match["after"] or match["before"] or ""
        start, end = match.start(), match.end()
        while end > start and folded[end - 1].isspace():
            end -= 1
        found.append(Figure(value, _code(unit), text[start:end], start, end))
    return tuple(found)


def _may_date(folded: str) -> bool:
    """Whether a text has what every date has; far sooner told than where its dates are."""
    if any(mark in folded for mark in "年月-"):
        return True
    lowered = folded.lower()
    return any(month in lowered for month in _MONTH_STEMS)


def number_words(text: str) -> list[Figure]:
    """The numbers of a text that are written out and count something: "fourteen towns", 三册."""
    return list(_number_words(text))


@lru_cache(maxsize=4096)
def _number_words(text: str) -> tuple[Figure, ...]:
    found = [
        Figure(_english_number(match), "", match.group(), *match.span())
        for match in _ENGLISH_NUMBER.finditer(text)
    ]
    found += [
        Figure(_chinese_number(match), "", match.group(), *match.span())
        for match in _CHINESE_NUMBER.finditer(text)
    ]
    return tuple(found)


def _english_number(match: re.Match[str]) -> Decimal:
    tens, ones = match["tens"], match["ones"] or match["teens"]
    value = 10 * (_TENS.index(tens.lower()) + 2) if tens else 0
    value += _ONES.index(ones.lower()) + 1 if ones else 0
    return Decimal(value or 1) * _scale_of(match["scale"])


def _chinese_number(match: re.Match[str]) -> Decimal:
    word = match.group().removesuffix(match["scale"] or "")
    tens, mark, ones = word.partition("十")
    if mark:
        value = 10 * _han_digit(tens or "一") + (_han_digit(ones) if ones else 0)
    else:
        value = _han_digit(word)
    return Decimal(value) * _scale_of(match["scale"])


def _han_digit(word: str) -> int:
    return 2 if word == "两" else _HAN_DIGITS.index(word) + 1


def _scale_of(word: str | None) -> Decimal:
    """The factor of a word behind a number that is written out, else 1."""
    if not word:
        return Decimal(1)
    return _HUNDRED if word.lower() in ("hundred", "百") else SCALES[word.lower()]


@lru_cache(maxsize=20_000)
def cell_figure(text: str, unit: str = "") -> Figure | None:
    """The figure of a table cell that holds one figure and little else, else None.

    Args:
        text: the cell's text; ``(1,200)`` in accounts is negative.
        unit: the unit that the column or the caption gives, used where the cell has none.
    """
    if len(text) > MAX_CELL:
        return None
    bare = _APPROXIMATE.sub("", _NOTE_MARK.sub("", _fold(text).strip()))
    found = figures(bare)
    if not found:
        # A bare year-like number in a value column is a value: 2,015 without its comma.
        if re.fullmatch(r"\d+", bare):
            return Figure(Decimal(bare), unit_code(unit), text.strip(), 0, len(text))
        return None
    if len(found) > 1 or len(bare) - (found[0].end - found[0].start) > 6:
        return None
    figure = found[0]
    value = -figure.value if _NEGATIVE.match(bare) else figure.value
    own = figure.unit or unit_code(bare) or unit_code(unit)
    start = text.find(figure.text)
    return Figure(value, own, figure.text, max(0, start), max(0, start) + len(figure.text))


@lru_cache(maxsize=20_000)
def unit_code(text: str) -> str:
    """The unit code that a header such as ``预算（瑞郎）`` or ``Amount (CHF)`` names, or empty."""
    folded = _fold(text)
    found = [match.group() for match in _NAMED_UNIT.finditer(folded)]
    return _code(max(found, key=len)) if found else ""


def _code(unit: str) -> str:
    return UNITS.get(unit.lower(), "") or code_of(unit)


@lru_cache(maxsize=20_000)
def unit_scale(text: str) -> Decimal:
    """The factor that a unit such as ``USD million`` or ``万元`` puts on its figures, else 1."""
    folded = _fold(text).lower()
    if attached := _ATTACHED_SCALE.search(folded):
        return SCALES[_ATTACHED[attached[1]]]
    for word in sorted(SCALES, key=len, reverse=True):
        pattern = rf"(?<![a-z]){word}s?(?![a-z])" if word.isascii() else word
        if re.search(pattern, folded):
            return SCALES[word]
    return Decimal(1)


@lru_cache(maxsize=20_000)
def attached_unit(text: str) -> str:
    """The unit of a header that ends in a currency with its scale: ``2019 €m``, ``US$’000``."""
    found = _ATTACHED_SCALE.search(_fold(text).lower())
    return text[found.start() : found.end()] if found else ""


def years(text: str) -> list[int]:
    """The years named in a text, in order of appearance, without repeats."""
    return list(_years(text))


@lru_cache(maxsize=4096)
def _years(text: str) -> tuple[int, ...]:
    folded = _fold(text)
    if not any(mark in folded for mark in _YEAR_MARKS):
        return ()
    found = (int(match[1] or match[4] or f"20{match[2]}") for match in _YEAR.finditer(folded))
    return tuple(dict.fromkeys(found))


def years_of(text: str) -> list[int]:
    """The years that a text is of: not those in brackets, nor what it is compared with."""
    return years(_COMPARED.sub("", _BRACKETED.sub("", text)))


def dates(text: str) -> list[str]:
    """The dates and years of a text as they are written, in order of appearance."""
    folded = _fold(text)
    if not _DIGIT.search(folded):
        return []
    found = _DATE.finditer(folded) if _may_date(folded) else ()
    spans = [match.group().strip() for match in found]
    return [span for span in spans if any(char.isdigit() for char in span)] or [
        str(year) for year in years(text)
    ]


def written(value: Decimal, unit: str, language: str) -> str:
    """A value in words of the answer: ``CHF 143,500``, ``143,500瑞郎``, ``2.08%``.

    Args:
        value: exact value; trailing zeros after the point are dropped.
        unit: ISO 4217 code, ``%`` or empty.
        language: ISO 639-1 code of the answer.
    """
    number = f"{value:,f}"
    if "." in number:
        number = number.rstrip("0").rstrip(".")
    if unit == "%":
        return f"{number}%"
    word = CURRENCY_WORDS.get(language, {}).get(unit)
    if word:
        return f"{number}{word}"
    return f"{unit} {number}" if unit else number


# One character for one, so that offsets stay right.
_FULL_WIDTH = {chr(0xFF01 + i): chr(0x21 + i) for i in range(94)}
_FULL_WIDTH |= dict.fromkeys("\u3000\u00a0\u202f", " ")
_WIDE = re.compile(r"[\uff01-\uff5e\u3000\u00a0\u202f]")


def _fold(text: str) -> str:
    """Full-width forms and odd spaces made plain."""
    return text if text.isascii() else _WIDE.sub(lambda wide: _FULL_WIDTH[wide.group()], text)


def _inside_code(text: str, start: int) -> bool:
    """Whether the digits at ``start`` belong to a code such as ``P2``, ``OP-26`` or ``AFR4``."""
    head = text[max(0, start - 12) : start]
    if _CODE_HEAD.search(head) or _STANDARD_HEAD.search(head) or _NOTE.match(text, start - 1):
        return True
    return head[-1:].isascii() and head[-1:].isalpha() and not _CURRENCY_HEAD.search(head)


def _is_year(text: str, match: re.Match[str]) -> bool:
    number = match["number"]
    if match["scale"] or match["after"] or match["before"]:
        return False
    after = text[match.end("number") : match.end("number") + 1]
    return bool(re.fullmatch(r"(?:19|20)\d{2}", number)) or (
        after == "年" and len(number) in (2, 4)
    )
