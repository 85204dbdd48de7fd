"""Numbers and dates as the UN languages write them, in the forms that Chinese and English use."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal

_MONTHS = {
    "en": """January February March April May June July August September October November
        December""",
    "fr": "janvier fevrier mars avril mai juin juillet aout septembre octobre novembre decembre",
    "es": """enero febrero marzo abril mayo junio julio agosto septiembre octubre noviembre
        diciembre""",
    "ru": "январ феврал март апрел ма[йяею] июн июл август сентябр октябр ноябр декабр",
    "ar": "يناير فبراير مارس [اأ]بريل مايو يونيو يوليو [اأ]غسطس سبتمبر [اأ]كتوبر نوفمبر ديسمبر",
}
_LEVANT = (
    "كانون الثاني|شباط|[اآ]ذار|نيسان|[اأ]يار|حزيران|تموز|[اآ]ب|[اأ]يلول|تشرين الأول|تشرين الثاني"
    "|كانون الأول"
)
_ENGLISH = _MONTHS["en"].split()
_SCALES = {
    "en": {"thousand": 3, "million": 6, "billion": 9, "trillion": 12},
    "fr": {"mille": 3, "milliers?": 3, "millions?": 6, "milliards?": 9, "billions?": 12},
    "es": {
        "mil millones": 9,
        "mil": 3,
        "millon(?:es)?": 6,
        "millón": 6,
        "miles": 3,
        "billon(?:es)?": 12,
    },
    "ru": {
        r"тыс\.?|тысяч[аиу]?": 3,
        r"млн\.?|миллион(?:а|ов)?": 6,
        r"млрд\.?|миллиард(?:а|ов)?": 9,
        r"трлн\.?|триллион(?:а|ов)?": 12,
    },
    "ar": {"[أا]لف|آلاف|[اأ]لاف": 3, "مليون|ملايين": 6, "مليار|مليارات|بليون": 9, "تريليون": 12},
}
_DIGITS = str.maketrans("٠١٢٣٤٥٦٧٨٩۰۱۲۳۴۵۶۷۸۹٫٬", "01234567890123456789.,")
_COMMA_LANGUAGES = frozenset({"fr", "es", "ru", "ar"})
_NUMBER = r"(?<![\w.,])(\d{1,3}(?:[ \u00a0\u202f.,'٬]\d{3})+(?:[.,٫]\d+)?|\d+(?:[.,٫]\d+)?)(?![\d])"
_NUMBERS = {
    language: re.compile(
        _NUMBER
        + "(?:\\s*(?:"
        + "|".join(f"(?P<s{place}>{word})" for place, word in enumerate(scales))
        + r")(?!\w))?",
        re.IGNORECASE,
    )
    for language, scales in _SCALES.items()
}
_DAY = r"(?:(?P<day>\d{1,2})(?:er|º|-го)?\.?\s+(?:de\s+)?)?"
_DATES = {
    language: re.compile(
        rf"(?<!\w){_DAY}(?:"
        + "|".join(f"(?P<m{n}>{name})" for n, name in enumerate(names.split(), 1))
        + (r")(?:[а-я]{0,2})(?!\w)" if language == "ru" else r")(?!\w)"),
        0 if language == "en" else re.IGNORECASE,  # may and march are words
    )
    for language, names in _MONTHS.items()
}
_LEVANT_MONTH = re.compile(rf"(?<!\w){_DAY}(?P<month>{_LEVANT})(?!\w)")
_CHINESE_MONTH = re.compile(r"(?<!\d)(1[0-2]|[1-9])月(?!\d)")


@dataclass(frozen=True, slots=True)
class Figure:
    """A number or date in a text and how else it is written.

    Attributes:
        start, end: where it stands.
        forms: a number as plain digits; a date as ``5月12日`` and ``12 May``.
        is_date: whether it is a date.
    """

    start: int
    end: int
    forms: tuple[str, ...]
    is_date: bool = False


def plain_digits(text: str) -> str:
    """The text with Arabic-Indic and Persian digits as European ones."""
    return text if text.isascii() else text.translate(_DIGITS)


def figures_in(text: str, language: str) -> list[Figure]:
    """Numbers and dates that another language writes in another way.

    Numbers in Chinese and English are left to the segmenter, which knows their forms.

    Args:
        text: a question.
        language: ISO 639-1 code of one of the UN languages.
    """
    if language == "zh":
        return [
            Figure(m.start(), m.end(), (_ENGLISH[int(m[1]) - 1],), is_date=True)
            for m in _CHINESE_MONTH.finditer(text)
        ]
    if language not in _MONTHS:
        return []
    plain = _unaccented(text) if language in ("fr", "es") else plain_digits(text)
    found = [
        _date(match, _month(match))
        for match in _DATES[language].finditer(plain)
        if match.start() or language != "en"  # "May I ask ..."
    ]
    if language == "ar":
        names = [re.compile(name) for name in _LEVANT.split("|")]
        for match in _LEVANT_MONTH.finditer(plain):
            month = next(n for n, name in enumerate(names, 1) if name.fullmatch(match["month"]))
            found.append(_date(match, month))
    if language in _COMMA_LANGUAGES:
        found += _numbers(plain, text, language)
    return found


def _numbers(plain: str, text: str, language: str) -> list[Figure]:
    found = []
    for match in _NUMBERS[language].finditer(plain):
        scale = next(
            (
                power
                for place, power in enumerate(_SCALES[language].values())
                if match[f"s{place}"] is not None
            ),
            0,
        )
        form = format(_value(match[1]).scaleb(scale), "f")
        form = form.rstrip("0").rstrip(".") if "." in form else form
        if form != text[match.start() : match.end()]:
            found.append(Figure(match.start(), match.end(), (form,)))
    return found


def _value(number: str) -> Decimal:
    """A number whose groups are of three digits and whose decimals follow a comma or a point."""
    number = re.sub(r"[ \u00a0\u202f'٬]", "", number)
    if re.fullmatch(r"\d{1,3}(?:[.,]\d{3})+", number):
        return Decimal(re.sub(r"[.,]", "", number))
    whole, mark, decimals = (
        re.split(r"([.,])(?=\d+$)", number)
        if re.search(r"[.,]", number)
        else (
            number,
            "",
            "",
        )
    )
    whole = re.sub(r"[.,]", "", whole)
    return Decimal(f"{whole}.{decimals}" if mark else whole)


def _month(match: re.Match[str]) -> int:
    return next(n for n in range(1, 13) if match[f"m{n}"] is not None)


def _date(match: re.Match[str], month: int) -> Figure:
    day = match["day"]
    chinese, english = f"{month}月", _ENGLISH[month - 1]
    if day and 1 <= int(day) <= 31:
        chinese, english = f"{chinese}{int(day)}日", f"{int(day)} {english}"
    return Figure(match.start(), match.end(), (chinese, english), is_date=True)


def _unaccented(text: str) -> str:
    """The text, of the same length, with accented letters plain."""
    return text.translate(_ACCENTS)


_ACCENTS = str.maketrans("éèêëàâîïôöûùüçáíóúñÉÈÀÂÎÔÛÇÁÍÓÚÑ", "eeeeaaiioouuucaiounEEAAIOUCAIOUN")
