"""Whether a text holds a detail of a kind: a date, an amount of money, a share, a number."""

from __future__ import annotations

import re

from assistant.figures import Figure, dates, figures, number_words, unit_code, years
from index.hits import Hit

_NUMERAL = re.compile(
    r"[两一二三四五六七八九十百]|\b(?:one|two|three|four|five|six|seven|eight|nine|ten|dozen)\b",
    re.IGNORECASE,
)
_CONTACT = re.compile(r"\w@\w+\.\w|https?://|\bwww\.|\+\d[\d ()-]{6,}")
# Currencies that need no code of their own here, and any currency in a header: "Cost (£ million)".
_CURRENCY_AFTER = re.compile(
    r"\s?(?:(?:swiss|us|canadian|australian) )?(?:pounds?|francs?|dollars?|cents?|pence|crowns?"
    r"|krone[rn]?|kronor|yen|yuan|rupees?|pesos?|shillings?|reais|rand|lei)\b"
    r"|\s?(?:镑|法郎|克朗|卢比|比索|卢布|先令|分钱|块钱)",
    re.IGNORECASE,
)
_CURRENCY = re.compile(
    r"[$£€¥]|\b(?:CHF|USD|EUR|GBP|CNY|RMB|JPY|AUD|CAD|pounds|francs|dollars|euros|yuan|yen|crowns)\b"
    r"|(?:百万|[千万亿])?(?:美元|欧元|瑞郎|英镑|日元|法郎|克朗|(?<!多)元)"
)
_CURRENCY_OVER = re.compile(rf"(?:{_CURRENCY.pattern})[^\d\n|]{{0,20}}[:：] ?$")
_UNIT_OVER = re.compile(r"[（(]([^（）()\n|:：]{1,16})[）)][:：] ?$")
_SCALE_WORD = re.compile(
    r"[十百千万亿](?!分)|\b(?:thousands?|millions?|billions?|\w+ of)\b", re.IGNORECASE
)
_SHARE = re.compile(
    r"分之|[\d一二三四五六七八九]成(?![员立为份])|一半|过半|\bhalf\b|\b(?:thirds?|quarters?) of\b"
    r"|\b(?:\d+|[Oo]ne|[Tt]wo|three|four)(?: [a-z]+){0,3} (?:in|out of) (?:every )?"
    r"(?:\d+|two|three|four|five|six|seven|eight|nine|ten|twelve|twenty|fifty|a hundred)\b"
    r"|(?<![\d:：])(?:\d ?[:：] ?\d|[46]0:[46]0|[37]0:[37]0|[28]0:[28]0)(?![\d:：])"
    r"|[(（][%％][)）]|每[\d一二三四五六七八九十百]+[名个位].{0,6}[有就]"
)
_IDENTIFIER = re.compile(r"\w[-/]$")  # of a policy or file, before its number: 88-4410
# A part of a sum, or so many times it: "15 per cent of the contract price", 定价的5倍.
_OF_A_SUM = re.compile(
    r"(?:\d\s?(?:%|per ?cent|times)|\b(?:half|twice|double|treble|\w+ times)) (?:of )?"
    r"(?:the |its |their |your )?(?:[a-z-]+ ){0,2}"
    r"(?:price|fee|cost|salary|rent|value|amount|deposit|sum|pay|charge|rate|tariff|wage)s?\b"
    r"|(?<!占)(?<!占总)(?<!占合同)[价费额款金薪租资][价额]?的?\s?"
    r"(?:\d+(?:\.\d+)?\s?[%％倍]|百分之|[一两二三四五六七八九十]倍|[一两二三四五六七八九]成)",
    re.IGNORECASE,
)
_CENTS = re.compile(r"[\d,]+\.\d\d")


def holds(kind: str, text: str) -> bool:
    """Whether a text holds a detail of the kind: a date, an amount of money, a share, a number."""
    if kind == "date":
        return bool(dates(text))
    if kind == "contact":
        return _CONTACT.search(text) is not None
    found = figures(text)
    if kind == "amount":
        return any(is_money(figure, text) for figure in found) or is_of_a_sum(text)
    if kind == "share":
        return any(figure.unit == "%" for figure in found) or _SHARE.search(text) is not None
    return bool(found) or _NUMERAL.search(text) is not None or bool(number_words(text))


def is_of_a_sum(text: str) -> bool:
    """Whether a text tells an amount as part of another, or so many times it."""
    return _OF_A_SUM.search(text) is not None


def read_out(hit: Hit) -> str:
    """A passage as one reads it to somebody: of a row each cell after its header, a line each.

    The currency that a caption says is said with each number.
    """
    passage = hit.passage
    if passage.kind != "row":
        return passage.text
    over = _CURRENCY.search(f"{passage.caption}\n{passage.context}")
    unit = f" ({over.group()})" if over else ""
    cells = [f"{cell.column}{unit}: {cell.text}" for cell in passage.cells]
    return "\n".join([passage.label, *cells])


def is_money(figure: Figure, text: str) -> bool:
    """Whether a figure has a currency, or is the cell of an amount: large, or written with cents.

    The currency may stand in the header over it, as ``read_out`` reads a row.
    """
    if figure.unit or _has_currency(figure, text):
        return figure.unit != "%"
    if _in_another_unit(figure, text):
        return False
    if _CENTS.fullmatch(figure.text) and _is_cell(figure, text):
        return True
    if figure.value < 1000 or _IDENTIFIER.search(text[: figure.start]):
        return False
    return not text[figure.end : figure.end + 1].isalpha()


def in_currency(text: str) -> bool:
    """Whether a text has an amount in a currency that it says: "Cost (CHF): 88,000"."""
    return any(f.unit != "%" and (f.unit or _has_currency(f, text)) for f in figures(text))


def _has_currency(figure: Figure, text: str) -> bool:
    """Whether a currency is said behind a figure or in the header over it."""
    after = _CURRENCY_AFTER.match(text, figure.end)
    return bool(after or _CURRENCY_OVER.search(text, 0, figure.start))


def _in_another_unit(figure: Figure, text: str) -> bool:
    """Whether the header over a figure gives a unit that is no currency: 供水量（万立方米）."""
    over = _UNIT_OVER.search(text, 0, figure.start)
    unit = _SCALE_WORD.sub("", over[1]).strip() if over else ""
    return any(map(str.isalpha, unit)) and not unit_code(unit) and not years(unit)


def _is_cell(figure: Figure, text: str) -> bool:
    """Whether a figure stands alone in a cell of a row, as the row is read out or written."""
    before, after = text[: figure.start].rstrip(" "), text[figure.end :].lstrip(" ")
    return before[-1:] in (":", "|", "\n") and after[:1] in ("", "|", "\n")
