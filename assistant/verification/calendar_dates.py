"""Dates as the six UN languages write them, so that a date can be held against another."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from assistant.verification.quantities import folded

_MONTHS: tuple[str, ...] = (
    "january jan janvier enero январь января январе يناير كانون_الثاني",
    "february feb février fevrier febrero февраль февраля феврале فبراير شباط",
    "march mar mars marzo март марта марте مارس آذار",
    "april apr avril abril апрель апреля апреле أبريل إبريل ابريل نيسان",
    "may mai mayo май мая мае مايو أيار",
    "june jun juin junio июнь июня июне يونيو يونيه حزيران",
    "july jul juillet julio июль июля июле يوليو يوليه تموز",
    "august aug août aout agosto август августа августе أغسطس آب",
    "september sept sep septembre septiembre сентябрь сентября сентябре سبتمبر أيلول",
    "october oct octobre octubre октябрь октября октябре أكتوبر تشرين_الأول",
    "november nov novembre noviembre ноябрь ноября ноябре نوفمبر تشرين_الثاني",
    "december dec décembre decembre diciembre декабрь декабря декабре ديسمبر كانون_الأول",
)
_NUMBER_OF = {
    name.replace("_", " "): number
    for number, names in enumerate(_MONTHS, 1)
    for name in names.split()
}
_NAME = "|".join(sorted(map(re.escape, _NUMBER_OF), key=len, reverse=True))
_YEAR = r"(?:19|20)\d\d"
_TO = r"\s*(?:[-–—~～至到]|to|and|through|until|au|et|al|y|по|до|и|إلى|حتى|و)\s*(?:le |el |的)?"
_DAY = r"(?P<{}>[0-3]?\d)(?:st|nd|rd|th|er|º|-го|-е)?"
_OF = r"[\s-]*(?:de |of |de l['’])?"
_LETTER = r"[^\W\d_]"


def _day(name: str) -> str:
    return _DAY.format(name)


_FORMS = tuple(
    re.compile(form, re.IGNORECASE)
    for form in (
        # 2026-05-25, 2026/5/25
        rf"(?<!\d)(?P<y>{_YEAR})[-/.](?P<m>0?[1-9]|1[0-2])[-/.]{_day('d')}(?!\d)",
        # 25.05.2026, 25/05/2026
        rf"(?<!\d){_day('d')}[/.](?P<m>0?[1-9]|1[0-2])[/.](?P<y>{_YEAR})(?!\d)",
        # 2026-05
        rf"(?<![\d/-])(?P<y>{_YEAR})-(?P<m>0[1-9]|1[0-2])(?![\d-])",
        # 2026年4月29日至5月2日, 4月13日至24日, 2026年4月, 4月13日
        rf"(?:(?P<y>\d{{4}})\s*年\s*)?(?<!\d)(?P<m>1[0-2]|0?[1-9])\s*月(?:份)?"
        rf"(?:\s*{_day('d')}\s*[日号]?(?:{_TO}(?:(?P<m2>1[0-2]|0?[1-9])\s*月\s*)?{_day('d2')}\s*[日号])?"
        r"(?!\s*\d*\s*[个名人项次])(?<=[日号\d]))?",
        # 29 June to 2 July 2026, 29 juin au 2 juillet 2026
        rf"(?<!\d){_day('d')}{_OF}(?P<n>{_NAME})\.?(?:,?{_OF}(?P<y0>{_YEAR}))?{_TO}{_day('d2')}{_OF}"
        rf"(?P<n2>{_NAME})(?!{_LETTER})\.?(?:,?{_OF}(?P<y>{_YEAR}))?",
        # 13-24 April 2026, 13 April 2026, 1er mars
        rf"(?<![\d.,]){_day('d')}(?:{_TO}{_day('d2')})?{_OF}(?P<n>{_NAME})(?!{_LETTER})\.?"
        rf"(?:,?{_OF}(?P<y>{_YEAR}))?",
        # April 13-24, 2026; June 29 to July 2, 2026
        rf"(?<!{_LETTER})(?P<n>{_NAME})(?!{_LETTER})\.?\s+{_day('d')}(?!\d)(?:{_TO}(?:(?P<n2>{_NAME})\s+)?"
        rf"{_day('d2')}(?!\d))?(?:,?\s+(?P<y>{_YEAR}))?",
        # April 2026, abril de 2026, в апреле 2026
        rf"(?<!{_LETTER})(?P<n>{_NAME})(?!{_LETTER})\.?,?{_OF}(?P<y>{_YEAR})(?!\d)",
        # March to September 2021 has its first month alone; so do "in March", "en mars", "в марте"
        rf"(?<!{_LETTER})(?P<n>{_NAME})(?!{_LETTER})",
    )
)
_BARE = len(_FORMS) - 1
_BEFORE_BARE = re.compile(
    r"(?:\b(?:in|of|by|since|until|till|from|to|and|early|late|mid|en|de|depuis|à|fin|début|desde|hasta"
    r"|в|с|по|до|к)|в|في|من|منذ|حتى|شهر)[\s-]+$",
    re.IGNORECASE,
)
_HAN_YEAR = re.compile(r"[〇零一二三四五六七八九]{4}(?=年)")
_HAN_DATE = re.compile(r"[一二三四五六七八九十]{1,3}(?=[月日号])")
_QUARTERS = re.compile(
    r"\bQ(?P<a>[1-4])(?!\d)|第?(?P<b>[一二三四1-4])季度"
    r"|\b(?P<c>first|second|third|fourth) quarter"
    r"|\b(?P<d>premier|deuxième|troisième|quatrième) trimestre"
    r"|\b(?P<e>primer|segundo|tercer|cuarto) trimestre|(?P<f>перв|втор|трет|четверт)\w+ квартал",
    re.IGNORECASE,
)
_QUARTER_WORDS = (
    ("1", "一", "first", "premier", "primer", "перв"),
    ("2", "二", "second", "deuxième", "segundo", "втор"),
    ("3", "三", "third", "troisième", "tercer", "трет"),
    ("4", "四", "fourth", "quatrième", "cuarto", "четверт"),
)


@dataclass(frozen=True, slots=True)
class CalendarDate:
    """A day, a month or a month of a year; parts that are not said are None."""

    year: int | None
    month: int
    day: int | None
    text: str
    start: int
    end: int

    def is_said_by(self, other: CalendarDate, years: frozenset[int]) -> bool:
        """Whether another date says all that this one says.

        Args:
            other: a date of a passage.
            years: years that hold where the other names none.
        """
        if self.month != other.month or (self.day is not None and self.day != other.day):
            return False
        if self.year is None:
            return True
        if other.year is not None:
            return self.year == other.year
        return self.year in years


def calendar_dates(text: str) -> list[CalendarDate]:
    """The dates of a text with at least a month, in order; of a range both its ends."""
    plain = _with_digits(folded(text))
    found: list[CalendarDate] = []
    taken: list[tuple[int, int]] = []
    for number, form in enumerate(_FORMS):
        for match in form.finditer(plain):
            start, end = match.span()
            if any(start < other_end and begin < end for begin, other_end in taken):
                continue
            if number == _BARE and not _stands_alone(plain, match):
                continue
            dates = list(_read(match, text))
            if dates:
                found += dates
                taken.append((start, end))
    return sorted(found, key=lambda date: (date.start, date.month, date.day or 0))


def quarters(text: str) -> set[int]:
    """The quarters of a year that a text names: ``Q1``, ``第一季度``, "first quarter"."""
    found = set()
    for match in _QUARTERS.finditer(text):
        word = next(group for group in match.groups() if group).lower()
        found.add(next(n for n, words in enumerate(_QUARTER_WORDS, 1) if word in words))
    return found


def _read(match: re.Match[str], text: str) -> Iterator[CalendarDate]:
    parts = match.groupdict()
    number = parts.get("m")
    month = int(number) if number else _NUMBER_OF[parts["n"].lower()]
    last = parts.get("m2") or parts.get("n2")
    last_month = month if not last else int(last) if last.isdigit() else _NUMBER_OF[last.lower()]
    year = int(parts["y"]) if parts.get("y") else None
    days = [int(parts[name]) if parts.get(name) else None for name in ("d", "d2")]
    if any(day is not None and not 1 <= day <= 31 for day in days):
        return
    start, end = match.span()
    words = text[start:end].strip()
    first_year = int(parts["y0"]) if parts.get("y0") else year
    yield CalendarDate(first_year, month, days[0], words, start, end)
    if days[1] is not None:
        yield CalendarDate(year, last_month, days[1], words, start, end)


def _stands_alone(plain: str, match: re.Match[str]) -> bool:
    """Whether a month's name without day and year is meant as one: "in May", not "may"."""
    name = match.group()
    latin = name.isascii() or name[0] in "éûÉÛ"
    if latin and len(name) <= 3 and name.lower() not in ("may", "mai"):
        return False
    if _BEFORE_BARE.search(plain[max(0, match.start() - 12) : match.start()]):
        return not latin or name[0].isupper() or name.lower() not in ("may", "march", "mars", "mar")
    return latin and name[0].isupper() and len(name) > 3 and match.start() > 0


def _with_digits(text: str) -> str:
    """Chinese numerals in dates as digits, offset for offset where that is possible."""
    if not re.search(r"[一二三四五六七八九十〇零][年月日号]", text):
        return text
    text = _HAN_YEAR.sub(
        lambda m: "".join(str("〇一二三四五六七八九零".index(c) % 10) for c in m[0]), text
    )
    return _HAN_DATE.sub(_day_digits, text)


def _day_digits(match: re.Match[str]) -> str:
    numeral = match.group()
    digits = "一二三四五六七八九"
    if "十" not in numeral:
        return str(digits.index(numeral) + 1) if len(numeral) == 1 else numeral
    tens, _, ones = numeral.partition("十")
    value = (digits.index(tens) + 1 if tens else 1) * 10 + (digits.index(ones) + 1 if ones else 0)
    return str(value).rjust(len(numeral), " ")
