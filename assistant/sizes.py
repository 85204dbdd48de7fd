"""Sizes in words and bands of sizes: "EUR 12,000", 两百多万, "Up to EUR 5,000", 50—200人."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal
from functools import cache, lru_cache
from unicodedata import normalize

from assistant.figures import SCALES, UNITS, number_words, unit_code
from assistant.word_lists import any_of, word_lists

SLIGHTLY = Decimal("1.0001")  # by what factor 两百多万 is more than two million, at the least
MAX_BAND = 60  # characters of a label or header that is a band
LEADING = 24  # characters that may stand before a band: "Vessels of 12 metres or more"
_HAN_DIGITS = {digit: n for n, digit in enumerate("零一二三四五六七八九")} | {"两": 2, "〇": 0}
_HAN_TENS = {"十": 10, "百": 100, "千": 1000}
_HAN = re.compile(
    r"(?<![第每\d])(?!一[^\d百千万亿年月天日周岁人元])[一二三四五六七八九十百千两零]+(?!\d)"
)
_ONE_AND_HALF = re.compile(
    r"\b(?:an?|one|1) (year|month|week|day|hour|million|tonne) and a half\b", re.IGNORECASE
)
_AND_HALF = re.compile(r"(?<![\d.])(\d+)(?:(个?[年月天]|个?小时|岁)半| and a half(?= ))")
_HALF = re.compile(r"半(?=[年月天]|个(?:月|小时))|\bhalf an? (?=year|month|day|hour)", re.I)
_SPACES = re.compile(r"(?<=\d)[ ,\u00a0\u2009\u202f](?=\d{3}(?!\d))")
_YEAR = re.compile(r"(?<![\d.,])(?:19|20)\d{2}(?=年(?![龄限])|\b)(?! ?(?:[A-Za-z€£$¥元]|%))")
_MONEY = "|".join(sorted(map(re.escape, UNITS), key=len, reverse=True))
_BRACKETS = re.compile(r"[（(](?!含[)）])[^（()）]*[)）]")
_MARK = "#"


@dataclass(frozen=True, slots=True)
class Size:
    """A number with what it is of.

    Attributes:
        value: with the scale applied; of "more than two million" (两百多万) slightly more.
        unit: ISO 4217 code, ``%``, one of the units of ``sizes.toml`` by number, or empty.
        scale: factor of a word such as "million" or 万 behind the number, else 1.
        start: offset of its first character in the folded text.
        end: offset after the last.
    """

    value: Decimal
    unit: str
    scale: Decimal
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Band:
    """The sizes from one to another; an end that is open is None.

    Attributes:
        low: the least, or None.
        high: the most, or None.
        low_in: whether the least is in it.
        high_in: whether the most is in it.
        unit: as that of a size.
    """

    low: Decimal | None
    high: Decimal | None
    low_in: bool
    high_in: bool
    unit: str

    def holds(self, value: Decimal) -> bool:
        """Whether a value is in the band."""
        if self.low is not None and (value < self.low or (value == self.low and not self.low_in)):
            return False
        if self.high is None:
            return True
        return value < self.high or (value == self.high and self.high_in)


def folded(text: str) -> str:
    """A text with its numbers in digits, without the marks that group them."""
    text = normalize("NFKC", text)
    for figure in reversed(number_words(text)):
        if figure.text.isascii():
            text = f"{text[: figure.start]}{figure.value}{text[figure.end :]}"
    text = _HAN.sub(lambda match: str(_han_value(match.group())), text)
    text = _ONE_AND_HALF.sub(r"1.5 \1s", text)
    text = _AND_HALF.sub(r"\1.5\2", text)
    text = _HALF.sub("0.5 ", text)
    return _SPACES.sub("", text)


@lru_cache(maxsize=8192)
def sizes(text: str) -> tuple[Size, ...]:
    """The sizes of a folded text in order, years left out."""
    found = []
    dated = {match.start() for match in _YEAR.finditer(text)}
    for match in _size_pattern().finditer(text):
        if match.start("number") in dated and not match["before"]:
            continue
        scale = SCALES[match["scale"].lower()] if match["scale"] else Decimal(1)
        value = Decimal(match["number"]) * scale * (SLIGHTLY if match["more"] else 1)
        unit = unit_code(match["before"] or match["after"] or "")
        unit = unit or _unit_of(match["word"] or "")
        found.append(Size(value, unit, scale, *match.span()))
    return tuple(found)


@lru_cache(maxsize=8192)
def band_of(label: str) -> Band | None:
    """The band that a label or a header is, else None."""
    text = _BRACKETS.sub("", folded(label)).strip(" :：")
    found = sizes(text) if len(text) <= MAX_BAND else ()
    if not 0 < len(found) < 3:
        return None
    skeleton = text
    for size in reversed(found):
        skeleton = f"{skeleton[: size.start]}{_MARK}{skeleton[size.end :]}"
    units = {size.unit for size in found if size.unit}
    if any(map(str.isdigit, skeleton)) or len(units) > 1:
        return None
    unit = next(iter(units), "")
    if len(found) == 2:
        return _between(skeleton, *found, unit)
    for name in ("at most", "below", "above", "at least"):
        before, behind = _bounds()[name]
        single = rf".{{0,{LEADING}}}?(?:(?<![a-z])(?:{before})\s*#|#\s*(?:{behind}))"
        if re.fullmatch(single, skeleton, re.IGNORECASE):
            value, within = found[0].value, name.startswith("at ")
            if name in ("at most", "below"):
                return Band(None, value, True, within, unit)
            return Band(value, None, within, True, unit)
    return None


def _between(skeleton: str, low: Size, high: Size, unit: str) -> Band | None:
    """The band of a label with two sizes."""
    bounds = _bounds()
    starts = "|".join(bounds[name][0] for name in ("above", "at least"))
    behind = bounds["at least"][1]
    ends = "|".join(bounds[name][0] for name in ("at most", "below"))
    under = "|".join(bounds[name][1] for name in ("at most", "below"))
    match = re.fullmatch(
        rf".{{0,{LEADING}}}?(?:(?<![a-z])(?P<start>{starts})\s*)?#\s*(?P<from>{behind})?"
        rf"\s*(?:[,，、]|and|but|~|[–—-]+|[至到])?\s*(?P<end>{ends})?\s*#\s*(?P<under>{under})?",
        skeleton,
        re.IGNORECASE,
    )  # fmt: skip
    if match is None:
        return None
    shared = high.scale > 1 and low.scale == 1 and not low.unit and low.value < high.value
    least = low.value * high.scale if shared else low.value  # 5–20万元, "2 to 5 million"
    if least >= high.value:
        return None
    above, _ = bounds["above"]
    below = "|".join((bounds["below"][0], bounds["below"][1]))
    low_in = not (match["start"] and re.fullmatch(above, match["start"], re.IGNORECASE))
    said = match["end"] or match["under"] or ""
    high_in = not (said and re.fullmatch(below, said, re.IGNORECASE))
    return Band(least, high.value, low_in, high_in, unit)


def _han_value(number: str) -> int:
    """The value of a number below ten thousand in Chinese numerals."""
    value, digit = 0, 0
    for sign in number:
        if sign in _HAN_TENS:
            value += (digit or 1) * _HAN_TENS[sign]
            digit = 0
        else:
            digit = _HAN_DIGITS[sign]
    return value + digit


def _unit_of(word: str) -> str:
    """Which of the known units a word is, by number; empty where it is none."""
    for number, pattern in enumerate(_units()):
        if pattern.fullmatch(word):
            return f"unit {number}"
    return ""


@cache
def _units() -> list[re.Pattern[str]]:
    return [any_of(unit["words"]) for unit in word_lists(__package__, "sizes")["unit"]]


@cache
def _bounds() -> dict[str, tuple[str, str]]:
    """What stands before and behind a size that is an end of a band, by what end it is."""
    return {
        bound["name"]: ("|".join(bound["before"]), "|".join(bound["behind"]))
        for bound in word_lists(__package__, "sizes")["bound"]
    }


@cache
def _size_pattern() -> re.Pattern[str]:
    words = "|".join(unit.pattern for unit in _units())
    scale = "|".join(sorted(SCALES, key=len, reverse=True))
    return re.compile(
        rf"(?:(?P<before>{_MONEY}|(?-i:[A-Z]{{3}}))\s*)?(?<![\d.A-Za-z])(?P<number>\d+(?:\.\d+)?)"
        rf"(?P<more>[多余几])?\s*(?:(?P<scale>{scale})(?![a-z]))?"
        rf"(?:\s*(?P<after>{_MONEY}|(?-i:[A-Z]{{3}}(?![A-Za-z])))"
        rf"|[ -]?(?P<word>{words})(?![a-z]))?",
        re.IGNORECASE,
    )


def asked_sizes(text: str) -> list[Size]:
    """The sizes that a folded question gives of something, not those it asks more or less of."""
    bounds = _bounds()
    before = "|".join(bounds[name][0] for name in ("below", "above", "at most", "at least"))
    behind = "|".join(bounds[name][1] for name in ("below", "above", "at most", "at least"))
    return [
        size
        for size in sizes(text)
        if not re.search(rf"(?<![a-z])(?:{before})\s*$", text[: size.start], re.IGNORECASE)
        and not re.match(rf"\s*(?:{behind})", text[size.end :], re.IGNORECASE)
    ]
