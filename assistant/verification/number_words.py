"""Numerals in words: English, French, Spanish, Russian and Arabic, up to the millions."""

from __future__ import annotations

import re
from decimal import Decimal

_VALUES: dict[str, dict[int, str]] = {
    "en": {
        2: "two", 3: "three", 4: "four", 5: "five", 6: "six", 7: "seven", 8: "eight", 9: "nine",
        1: "one", 10: "ten", 11: "eleven", 12: "twelve dozen", 13: "thirteen", 14: "fourteen",
        15: "fifteen", 16: "sixteen", 17: "seventeen", 18: "eighteen", 19: "nineteen", 20: "twenty",
        30: "thirty", 40: "forty", 50: "fifty", 60: "sixty", 70: "seventy", 80: "eighty",
        90: "ninety", 100: "hundred", 1000: "thousand", 1000000: "million", 10**9: "billion",
    },
    "fr": {
        1: "un une", 2: "deux", 3: "trois", 4: "quatre", 5: "cinq", 6: "six", 7: "sept", 8: "huit",
        9: "neuf", 10: "dix", 11: "onze", 12: "douze", 13: "treize", 14: "quatorze", 15: "quinze",
        16: "seize", 20: "vingt vingts", 30: "trente", 40: "quarante", 50: "cinquante",
        60: "soixante", 70: "septante", 80: "huitante octante", 90: "nonante", 100: "cent cents",
        1000: "mille", 1000000: "million millions", 10**9: "milliard milliards",
    },
    "es": {
        1: "un uno una", 2: "dos", 3: "tres", 4: "cuatro", 5: "cinco", 6: "seis", 7: "siete",
        8: "ocho", 9: "nueve", 10: "diez", 11: "once", 12: "doce", 13: "trece", 14: "catorce",
        15: "quince", 16: "dieciséis", 17: "diecisiete", 18: "dieciocho", 19: "diecinueve",
        20: "veinte", 21: "veintiuno veintiún veintiuna", 22: "veintidós", 23: "veintitrés",
        24: "veinticuatro", 25: "veinticinco", 26: "veintiséis", 27: "veintisiete",
        28: "veintiocho", 29: "veintinueve", 30: "treinta", 40: "cuarenta", 50: "cincuenta",
        60: "sesenta", 70: "setenta", 80: "ochenta", 90: "noventa", 100: "cien ciento",
        200: "doscientos doscientas", 300: "trescientos trescientas", 400: "cuatrocientos",
        500: "quinientos quinientas", 1000: "mil", 1000000: "millón millones",
    },
    "ru": {
        1: "один одна одно", 2: "два две двух двум двумя", 3: "три трёх трех трём трем тремя",
        4: "четыре четырёх четырех", 5: "пять пяти", 6: "шесть шести", 7: "семь семи",
        8: "восемь восьми", 9: "девять девяти", 10: "десять десяти", 11: "одиннадцать",
        12: "двенадцать двенадцати", 13: "тринадцать", 14: "четырнадцать", 15: "пятнадцать",
        16: "шестнадцать", 17: "семнадцать", 18: "восемнадцать", 19: "девятнадцать",
        20: "двадцать двадцати", 30: "тридцать тридцати", 40: "сорок сорока", 50: "пятьдесят",
        60: "шестьдесят", 70: "семьдесят", 80: "восемьдесят", 90: "девяносто", 100: "сто ста",
        200: "двести", 300: "триста", 400: "четыреста", 500: "пятьсот",
        1000: "тысяча тысячи тысяч", 1000000: "миллион миллиона миллионов",
    },
    "ar": {
        1: "واحد واحدا واحدة", 2: "اثنان اثنين اثنتان اثنتين",
        3: "ثلاثة ثلاث", 4: "أربعة أربع", 5: "خمسة خمس",
        6: "ستة ست", 7: "سبعة سبع", 8: "ثمانية ثماني", 9: "تسعة تسع", 10: "عشرة عشر",
        20: "عشرون عشرين", 30: "ثلاثون ثلاثين", 40: "أربعون أربعين", 50: "خمسون خمسين",
        60: "ستون ستين", 70: "سبعون سبعين", 80: "ثمانون ثمانين", 90: "تسعون تسعين",
        100: "مائة مئة", 1000: "ألف آلاف", 1000000: "مليون ملايين",
    },
}  # fmt: skip
_JOINED = {"en": r"(?:[\s-]+(?:and\s+)?)", "fr": r"(?:[\s-]+(?:et[\s-]+)?)",
           "es": r"(?:\s+(?:y\s+)?)", "ru": r"(?:\s+)", "ar": r"(?:\s+و?)"}  # fmt: skip
# A lone "one" is an article more often than a count.
_NOT_COUNTS = re.compile(r"^(?:ones?|une?|uno|una|од\w+)$")
_NUMBERS = {
    language: {word: value for value, words in table.items() for word in words.split()}
    for language, table in _VALUES.items()
}


def _pattern(language: str) -> re.Pattern[str]:
    words = "|".join(sorted(map(re.escape, _NUMBERS[language]), key=len, reverse=True))
    prefix = "و?" if language == "ar" else ""
    word = rf"(?:{words})(?!\w)"
    return re.compile(rf"(?<![\w.-]){prefix}{word}(?:{_JOINED[language]}{word})*(?!-\w)")


WORDS: dict[str, re.Pattern[str]] = {language: _pattern(language) for language in _VALUES}
"""For each language, what matches a numeral in words (in lower case)."""


def words_value(numeral: str, language: str) -> Decimal | None:
    """The value of a numeral in words.

    Args:
        numeral: what ``WORDS[language]`` has matched, in lower case.
        language: ISO 639-1 code of one of its languages.

    Returns:
        the value; None for a lone scale ("thousand", "million"), which counts nothing by itself.
    """
    numbers = _NUMBERS[language]
    values = []
    for word in re.split(r"[\s-]+", numeral):
        found = numbers.get(word) or numbers.get(word.removeprefix("و"))
        if found is not None:
            values.append(found)
    if len(values) == 1 and (values[0] >= 100 or _NOT_COUNTS.match(numeral)):
        return Decimal(100) if values[0] == 100 and language in ("fr", "es", "ru", "ar") else None
    total = section = 0
    for value in values:
        if value >= 1000:
            total, section = total + (section or 1) * value, 0
        elif value == 100 and section:
            section *= 100
        elif language == "fr" and value == 20 and section == 4:
            section = 80
        else:
            section += value
    return Decimal(total + section)
