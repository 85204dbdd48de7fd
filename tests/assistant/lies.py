"""False versions of true sentences, made by rule."""

import re
from collections.abc import Iterator

from tests.assistant.truths import Truth

_NUMBER = re.compile(r"\d{1,3}(?:[,. ]\d{3})+(?!\d)|\d+(?:\.\d+)?")
_DAY = re.compile(r"(?<!\d)(\d{1,2})(?=(?: (?:January|March|April|May|June|mars|марта)|日))")
_HAN = "零一二三四五六七八九"
_INVENTED = {
    "en": ", 12.7% more than planned",
    "zh": "，比计划多12.7%",
    "fr": ", soit 12,7 % de plus que prévu",
    "es": ", un 12,7 % más de lo previsto",
    "ru": ", на 12,7% больше плана",
    "ar": "، أي بزيادة 12.7%",
}
_TOTALS = {
    "en": ", which makes a total of CHF 7,345,000",
    "zh": "，总额达7,345,000瑞郎",
    "fr": ", pour un total de 7 345 000 francs suisses",
    "es": ", para un total de 7.345.000 francos suizos",
    "ru": ", всего 7 345 000 швейцарских франков",
    "ar": "، بمجموع 7,345,000 فرنك سويسري",
}


def lies(truth: Truth, language: str) -> Iterator[tuple[str, str]]:
    """Each false version of a sentence with its kind; markers stay where they are."""
    words, end, markers = truth.text.partition("⟦")
    tail = end + markers
    for old, new in truth.swaps:
        assert old in words, (old, words)
        yield "swapped", words.replace(old, new, 1) + tail
    stop = "。" if language == "zh" else "."
    body, dot, rest = words.rpartition(stop)
    yield "invented share", body + _INVENTED[language] + dot + rest + tail
    yield "false total", body + _TOTALS[language] + dot + rest + tail
    for number in _numbers(words):
        yield "altered digit", words.replace(number, _altered(number), 1) + tail
        if len(number) > 4:
            yield "rounded", words.replace(number, _rounded(number), 1) + tail
        break
    if day := _DAY.search(words):
        other = str(int(day[1]) % 28 + 1)
        yield "day off by one", words[: day.start()] + other + words[day.end() :] + tail
    if language == "zh" and (small := re.search(r"(?<![\d.,])(\d)(?=[个人份名家期])", words)):
        wrong = _HAN[(int(small[1]) + 2) % 9 + 1]
        yield "numeral", words.replace(small[1], wrong, 1) + tail


def _numbers(words: str) -> Iterator[str]:
    """The figures of a sentence that are no year, day or part of a code."""
    for match in _NUMBER.finditer(words):
        before, after = words[: match.start()][-1:], words[match.end() :]
        year = re.fullmatch(r"(?:19|20)\d\d", match.group())
        if (before.isalpha() and before.isascii()) or before == "-" or year:
            continue
        if re.match(r"(?:日|月| (?:to|January|March|April|May|June|mars|марта)|年)", after):
            continue
        if words[: match.start()].endswith("Group "):
            continue
        yield match.group()


def _altered(number: str) -> str:
    """The number with its second digit, or only digit, changed."""
    places = [place for place, char in enumerate(number) if char.isdigit()]
    place = places[min(1, len(places) - 1)]
    return number[:place] + str((int(number[place]) + 4) % 9 + 1) + number[place + 1 :]


def _rounded(number: str) -> str:
    """The number with all but its first digit zero, and the first one higher."""
    first = str(int(number[0]) % 9 + 1)
    return first + re.sub(r"\d", "0", number[1:])
