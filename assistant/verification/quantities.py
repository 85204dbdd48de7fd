"""Quantities as the six UN languages write them: digits, scales, units, numerals in words.

Reading for a check, not for an answer: a quantity may have two values where a point or comma can
part thousands or decimals, and what only looks like a count ("one of", ``统一``) is left out.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from assistant.figures import UNITS
from assistant.verification.number_words import WORDS, words_value
from ingest.currencies import CODES, code_of

_DIGITS = str.maketrans("٠١٢٣٤٥٦٧٨٩۰۱۲۳۴۵۶۷۸۹٫٬٪", "01234567890123456789.,%")
_WIDE = {0xFF01 + i: 0x21 + i for i in range(94)} | {
    ord(space): " " for space in "\u3000\u00a0\u202f\u2009\u2007"
}
_COMMA_LANGUAGES = frozenset({"fr", "es", "ru", "ar"})
_SCALES: tuple[tuple[str, int], ...] = (
    (r"万亿|trillions?|трлн\.?|триллион\w*|تريليون", 12),
    (r"千亿", 11),
    (r"百亿", 10),
    (r"十亿|billions?|bn|milliards?|mil millones|млрд\.?|миллиард\w*|مليارات?|بليون", 9),
    (r"亿", 8),
    (r"千万", 7),
    (r"百万|millions?|mn|mio|mill[oó]n(?:es)?|млн\.?|миллион\w*|مليون[اً]*|ملايين", 6),
    (r"十万", 5),
    (r"万", 4),
    (r"千|thousand|mille|milliers|miles|mil|тыс\.?|тысяч\w*|[أا]لف|آلاف", 3),
)
_MORE_UNITS = {
    "francs suisses": "CHF", "franc suisse": "CHF", "francos suizos": "CHF", "swiss franc": "CHF",
    "francs": "CHF", "francos": "CHF", "швейцарских франков": "CHF", "швейцарских франка": "CHF",
    "франков": "CHF", "فرنك سويسري": "CHF", "فرنكا سويسريا": "CHF", "فرنك": "CHF", "法郎": "CHF",
    "dólares": "USD", "dolares": "USD", "долларов": "USD", "доллара": "USD", "دولار": "USD",
    "dollars des états-unis": "USD", "евро": "EUR", "يورو": "EUR", "pounds": "GBP", "livres": "GBP",
    "фунтов": "GBP", "yuan": "CNY", "yuans": "CNY", "юаней": "CNY", "يوان": "CNY", "yen": "JPY",
    "yens": "JPY", "иен": "JPY", "roubles": "RUB", "rubles": "RUB", "рублей": "RUB", "卢布": "RUB",
    "rupees": "INR", "卢比": "INR", "港元": "HKD", "韩元": "KRW", "加元": "CAD", "澳元": "AUD",
    "pour cent": "%", "por ciento": "%", "процентов": "%", "процента": "%", "процент": "%",
    "في المائة": "%", "في المئة": "%", "بالمائة": "%", "بالمئة": "%", "per cent": "%",
    "percentage points": "pp", "percentage point": "pp", "个百分点": "pp", "points de pourcentage":
    "pp", "puntos porcentuales": "pp", "процентных пункта": "pp", "процентных пунктов": "pp",
    "‰": "‰", "成": "tenth",
}  # fmt: skip
_UNITS = UNITS | _MORE_UNITS | {code.lower(): code_of(code) for code in CODES}
_COUNTED = re.compile(  # what is counted is not money and no share
    r"^\s*(?:人|名|位|个(?!百分点)|次|届|期|家|所|份|门|项|国|天|年|小时)"
    r"|^\s+(?:people|persons?|participants?|citizens|users?|learners?|students?|women|men|members?"
    r"|countries|schools|projects|courses|delegates|experts|days|years|hours|times|personnes?"
    r"|participants|pays|personas?|participantes|países|человек|участников|стран|شخص|مشارك|بلد)\b",
    re.IGNORECASE,
)


def _alternatives(words: Sequence[str]) -> str:
    """Words as a pattern, the longest first; those in letters begin and end where a word does."""
    return "|".join(
        (r"(?<![A-Za-z])" if word[0].isascii() else "")
        + re.escape(word)
        + (r"(?![^\W\d_])" if word[-1].isalpha() and ord(word[-1]) < 0x3000 else "")
        for word in sorted(words, key=len, reverse=True)
    )


_SCALE = "|".join(f"(?P<s{power}>(?:{words})(?![a-zà-ÿа-яء-ي]))" for words, power in _SCALES)
_UNIT = _alternatives([word for word in _UNITS if word != "元"]) + r"|(?<![美欧日港韩加澳])元"
_LINK = r"(?:\s*(?:de |d['’]|of |من ال)?\s*)"
_NUMBER = r"\d{1,3}(?:[,.' ٬’]\d{3})+(?!\d)(?:[.,]\d+)?|\d+(?:[.,]\d+)?"
_QUANTITY = re.compile(
    rf"(?:(?P<before>{_UNIT})\s*)?(?P<sign>(?<![\w\d)）])[+\-−–](?=\d))?"
    rf"(?<![\d])(?<!\d[.,])(?P<number>{_NUMBER})"
    rf"(?P<ordinal>st|nd|rd|th|er|ème|e|º|ª|-й|-го|-я)?(?![a-zA-Z]*\d)"
    rf"(?:\s*(?:{_SCALE}))?(?:{_LINK}(?P<after>{_UNIT}))?",
    re.IGNORECASE,
)
_CODE_HEAD = re.compile(r"[A-Za-z]{1,8}[-/]$|[A-Za-z]$|[A-Za-z]\d*[.(/]\d*$")
_TIME = re.compile(r"(?<![\d:])([01]?\d|2[0-4])(?::|[hH时時]\s?|\s[hH]\s)([0-5]\d)(?![\d:])(?:分)?")
_HAN_NUMERAL = re.compile(
    r"百分之(?P<percent>[零〇一二两三四五六七八九十百点\d.]+)"
    r"|(?P<below>[二三四五六七八九十]|十)分之(?P<above>[一二两三四五六七八九])"
    r"|(?<![第十周礼])(?P<count>[零〇一二两三四五六七八九十百千万亿]+(?:点[零〇一二三四五六七八九]+)?)"
)
_HAN_DIGITS = {char: n for n, char in enumerate("零一二三四五六七八九")} | {"〇": 0, "两": 2}
_HAN_POWERS = {"十": 1, "百": 2, "千": 3, "万": 4, "亿": 8}
_MEASURE = re.compile(
    r"\s*(?:多|余|几)?(?:个|项|名|人|位|次|届|期|家|所|份|门|天|周|种|类|条|国|支|套|部|场|倍|成|章|级|座"
    r"|处|组|轮|批|件|款|大|国|年|小时|分钟|瑞郎|美元|欧元|法郎|月(?!\d)|岁|篇|本|册|台)"
)


@dataclass(frozen=True, slots=True)
class Quantity:
    """A number in a text.

    Attributes:
        values: its exact value with the scale applied; two where its separator may be read in two
            ways.
        unit: ISO 4217 code, ``%``, ``pp`` (percentage points), ``time`` (minutes of the day), or
            empty.
        counted: whether a noun follows that is counted, so that it is neither money nor a share.
        negative: whether a minus stands before it.
        text: the words as they stand.
        start: offset of the first character in the text.
        end: offset after the last character.
    """

    values: tuple[Decimal, ...]
    unit: str
    counted: bool
    negative: bool
    text: str
    start: int
    end: int

    @property
    def value(self) -> Decimal:
        """The likelier value."""
        return self.values[0]

    @property
    def decimals(self) -> int:
        """Digits after the point, to which a computed value may be rounded."""
        exponent = self.value.as_tuple().exponent
        return max(0, -exponent) if isinstance(exponent, int) else 0


def folded(text: str) -> str:
    """Full-width forms, odd spaces and other scripts' digits made plain, offset for offset."""
    return text if text.isascii() else text.translate(_WIDE).translate(_DIGITS)


def quantities(text: str, language: str, taken: Sequence[tuple[int, int]] = ()) -> list[Quantity]:
    """The quantities of a text in order, without years, codes and what ``taken`` covers.

    Args:
        text: a sentence or passage.
        language: ISO 639-1 code; says how commas are read and which numerals in words are looked
            for.
        taken: spans that hold dates, whose digits are no quantities.
    """
    plain = folded(text)
    found: list[Quantity] = []
    spans = list(taken)
    for reader in (_times, _digits, _han, _words):
        for quantity in reader(plain, text, language):
            if all(quantity.end <= start or end <= quantity.start for start, end in spans):
                found.append(quantity)
                spans.append((quantity.start, quantity.end))
    return sorted(found, key=lambda quantity: quantity.start)


def unit_of(text: str) -> str:
    """The unit that a column header or a cell's unit names (``预算（瑞郎）``), or empty."""
    for match in re.finditer(_UNIT, folded(text), re.IGNORECASE):
        unit = _UNITS.get(match.group().lower(), "")
        if unit and not (unit.isalpha() and match.group().isascii() and _glued(text, match)):
            return "%" if unit == "pp" else unit
    return ""


def _glued(text: str, match: re.Match[str]) -> bool:
    """Whether a unit in Latin letters is only the end of a word."""
    before = text[: match.start()][-1:]
    return before.isalpha() and before.isascii() and match.group()[0].isalpha()


def _times(plain: str, text: str, language: str) -> Iterator[Quantity]:
    for match in _TIME.finditer(plain):
        minutes = Decimal(int(match[1]) * 60 + int(match[2]))
        start, end = match.span()
        yield Quantity((minutes,), "time", False, False, text[start:end], start, end)


def _digits(plain: str, text: str, language: str) -> Iterator[Quantity]:
    for match in _QUANTITY.finditer(plain):
        if _is_code(plain, match) or _is_year(plain, match):
            continue
        power = next((p for _, p in _SCALES if match[f"s{p}"]), 0)
        values = tuple(v.scaleb(power) for v in _values(match["number"], language))
        unit = _UNITS.get((match["after"] or match["before"] or "").lower(), "")
        if unit == "CNY" and plain[match.end() - 1] == "元" and match["before"]:
            unit = _UNITS.get(match["before"].lower(), unit)
        if unit == "tenth":
            values, unit = tuple(v * 10 for v in values), "%"
        start, end = match.start(), match.end()
        while plain[end - 1].isspace():
            end -= 1
        counted = not unit and _COUNTED.match(plain[end : end + 24]) is not None
        negative = (match["sign"] or "") in ("-", "−", "–") and bool(match["sign"])
        yield Quantity(values, unit, counted, negative, text[start:end], start, end)


def _values(number: str, language: str) -> tuple[Decimal, ...]:
    """A number's value; two where its one separator may part thousands or decimals."""
    grouped = re.fullmatch(r"(\d{1,3}(?:([,.' ٬’])\d{3})(?:[,.' ٬’]\d{3})*)([.,]\d+)?", number)
    if not grouped:
        head, mark, decimals = re.sub(r"[' ٬’]", "", number).replace(",", ".").rpartition(".")
        return (Decimal(f"{head.replace('.', '')}{mark}{decimals}"),)
    whole = Decimal(re.sub(r"\D", "", grouped[1]))
    if grouped[3]:
        return (Decimal(f"{whole}.{grouped[3][1:]}"),)
    if number.count(".") + number.count(",") != 1:
        return (whole,)
    decimal = Decimal(re.sub(r"[^\d.]", "", number.replace(",", ".")))
    if language in _COMMA_LANGUAGES:
        return (whole, decimal)
    return (whole,) if "," in number else (decimal,)


def _is_code(plain: str, match: re.Match[str]) -> bool:
    """Whether digits belong to a code such as ``P2``, ``OP-26`` or ``TDAG-26/2``."""
    if match["before"]:
        return (
            _CODE_HEAD.search(plain[: match.start()][-12:]) is not None
            and plain[match.start()].isalpha()
        )
    return _CODE_HEAD.search(
        plain[max(0, match.start("number") - 12) : match.start("number")]
    ) is not (None)


def _is_year(plain: str, match: re.Match[str]) -> bool:
    number = match["number"]
    if not number.isdigit() or len(number) not in (2, 4):
        return False
    after = plain[match.end("number") : match.end("number") + 1]
    if after == "年" and (len(number) == 4 or int(number) > 20):
        return True
    marked = match["before"] or match["after"] or any(match[f"s{p}"] for _, p in _SCALES)
    return not marked and re.fullmatch(r"(?:19|20)\d\d", number) is not None


def _han(plain: str, text: str, language: str) -> Iterator[Quantity]:
    """Chinese numerals that count: with a measure word behind them, or of several characters."""
    for match in _HAN_NUMERAL.finditer(plain):
        start, end = match.span()
        if match["percent"]:
            value, unit = _han_value(match["percent"]), "%"
        elif match["below"]:
            value = Decimal(100) * (_han_value(match["above"]) or 0)
            value, unit = value / (_han_value(match["below"]) or 1), "%"
        else:
            value, unit = _han_value(match["count"]), ""
            measured = _MEASURE.match(plain, end)
            several = len(match["count"]) > 2 and any(c in "十百" for c in match["count"])
            if value == 1 or not (measured or several) or plain[end : end + 1] == "者":
                continue
            after = re.compile(rf"\s*({_UNIT})", re.IGNORECASE).match(plain, end)
            if after:
                unit, end = _UNITS.get(after[1].lower(), ""), after.end()
            if unit == "tenth" and value is not None:
                value, unit = value * 10, "%"
        if value is not None:
            counted = not unit and _MEASURE.match(plain, end) is not None
            yield Quantity((value,), unit, counted, False, text[start:end], start, end)


def _han_value(numeral: str) -> Decimal | None:
    """The value of a Chinese numeral: ``四十六``, ``七十五万六千``, ``二点五``, ``一二三``."""
    if re.fullmatch(r"[\d.]+", numeral):
        return Decimal(numeral) if re.fullmatch(r"\d+(?:\.\d+)?", numeral) else None
    whole, _, decimals = numeral.partition("点")
    if decimals and all(char in _HAN_DIGITS for char in decimals):
        head = _han_value(whole)
        digits = "".join(str(_HAN_DIGITS[char]) for char in decimals)
        return None if head is None else Decimal(f"{head}.{digits}")
    if len(whole) > 1 and all(char in _HAN_DIGITS for char in whole):
        return Decimal("".join(str(_HAN_DIGITS[char]) for char in whole))
    total = section = Decimal(0)
    digit: int | None = None
    for char in whole:
        if char in _HAN_DIGITS:
            digit = _HAN_DIGITS[char]
        elif _HAN_POWERS[char] >= 4:
            total = (total + section + (digit or 0)) * 10 ** _HAN_POWERS[char]
            section, digit = Decimal(0), None
        else:
            section += Decimal(1 if digit is None else digit).scaleb(_HAN_POWERS[char])
            digit = None
    return total + section + (digit or 0)


def _words(plain: str, text: str, language: str) -> Iterator[Quantity]:
    """Numerals in the words of a language that parts words by spaces."""
    pattern = WORDS.get(language)
    if pattern is None:
        return
    for match in pattern.finditer(plain.lower()):
        value = words_value(match.group(), language)
        if value is None or value == 1:
            continue
        start, end = match.span()
        after = re.compile(rf"{_LINK}({_UNIT})", re.IGNORECASE).match(plain, end)
        unit = _UNITS.get(after[1].lower(), "") if after else ""
        end = after.end() if after else end
        counted = not unit and bool(_COUNTED.match(plain[end : end + 24]))
        yield Quantity((value,), unit, counted, False, text[start:end], start, end)
