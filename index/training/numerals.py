"""Numbers, dates, shares and periods as English and Chinese write them, as training pairs."""

from __future__ import annotations

from index.training.data import Pair

_DIGITS = "零一二三四五六七八九"
_SMALL = (
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen "
    "sixteen seventeen eighteen nineteen"
).split()
_TENS = "twenty thirty forty fifty sixty seventy eighty ninety".split()
_MONTHS = (
    "January February March April May June July August September October November December"
).split()
_ORDINALS = "first second third fourth fifth sixth seventh eighth ninth tenth".split()
_COUNTED = [("countries", "个国家"), ("people", "人"), ("projects", "个项目"), ("years", "年")]
_COUNTED += [("days", "天"), ("times", "次"), ("members", "名成员"), ("institutions", "家机构")]


def chinese_number(value: int) -> str:
    """A number below 100 in Chinese characters (``23`` is ``二十三``)."""
    tens, ones = divmod(value, 10)
    if not tens:
        return _DIGITS[ones]
    return ("" if tens == 1 else _DIGITS[tens]) + "十" + (_DIGITS[ones] if ones else "")


def english_number(value: int) -> str:
    """A number below 100 in English words (``23`` is ``twenty-three``)."""
    if value < 20:
        return _SMALL[value]
    tens, ones = divmod(value, 10)
    return _TENS[tens - 2] + (f"-{_SMALL[ones]}" if ones else "")


def _cardinals() -> list[Pair]:
    pairs: list[Pair] = []
    for value in range(1, 100):
        english, chinese = english_number(value), chinese_number(value)
        pairs += [(english, chinese), (str(value), chinese), (english, str(value))]
        pairs += [(f"{value} percent", f"百分之{chinese}"), (f"{value} per cent", f"{value}%")]
        noun, counted = _COUNTED[value % len(_COUNTED)]
        pairs += [
            (f"{english} {noun}", f"{chinese}{counted}"),
            (f"{value} {noun}", f"{chinese}{counted}"),
        ]
        pairs += [(f"{value} million", f"{value}00万"), (f"{value}0 million", f"{value}000万")]
        pairs += [(f"{value}00 million", f"{value}亿"), (f"{value} billion", f"{value}0亿")]
        pairs += [(f"{value}0,000", f"{value}万"), (f"{english} million", f"{chinese}百万")]
    return pairs


def _ordinals() -> list[Pair]:
    pairs: list[Pair] = []
    for value, word in enumerate(_ORDINALS, start=1):
        chinese = "第" + chinese_number(value)
        pairs += [(word, chinese), (f"the {word} phase", f"{chinese}阶段"), (word, f"第{value}")]
        pairs += [(f"the {word} meeting", f"{chinese}次会议"), (f"{value}th", f"第{value}")]
    for value in range(1, 5):
        pairs.append((f"{_ORDINALS[value - 1]} quarter", f"第{chinese_number(value)}季度"))
        pairs.append((f"Q{value}", f"第{chinese_number(value)}季度"))
    return pairs


def _dates() -> list[Pair]:
    pairs: list[Pair] = []
    for year in range(1900, 2051):
        number = year % 12
        month, day = _MONTHS[number], 1 + year % 28
        written = f"{year}年{number + 1}月"
        pairs += [(f"{month} {year}", written), (f"in {month} {year}", f"{written}")]
        pairs += [(f"{day} {month} {year}", f"{written}{day}日")]
        pairs += [(f"on {month} {day}, {year}", f"{written}{day}日")]
        pairs += [(f"in {year}", f"{year}年"), (f"since {year}", f"自{year}年以来")]
        pairs += [(f"{year - 1} to {year}", f"{year - 1}年至{year}年")]
    for number, month in enumerate(_MONTHS, start=1):
        pairs += [(month, f"{number}月"), (month, chinese_number(number) + "月")]
        pairs += [(f"{day} {month}", f"{number}月{day}日") for day in range(1, 29, 3)]
    for value in range(10, 22):
        pairs.append((f"{value}th century", f"{value}世纪"))
    return [*pairs, *((f"{value}0s", f"{value}0年代") for value in range(1, 10))]


def numeral_pairs() -> list[Pair]:
    """All pairs, without duplicates, in a fixed order."""
    return list(dict.fromkeys([*_cardinals(), *_ordinals(), *_dates()]))
