"""Numbers as spreadsheet programs display them: Excel number formats.

Covers what documents use: digits, grouping, scaling commas, percent, currency, literals, sections
for negative, zero and text, dates and times. Dates come out in ISO form except those written with
年, 月 and 日. Format codes: ECMA-376 part 1, section 18.8.30 and 18.8.31.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import datetime, timedelta
from decimal import ROUND_HALF_UP, Decimal
from functools import lru_cache

# Formats that a workbook may use by number without spelling them out.
BUILT_IN: dict[int, str] = {
    1: "0", 2: "0.00", 3: "#,##0", 4: "#,##0.00", 5: "$#,##0", 6: "$#,##0", 7: "$#,##0.00",
    8: "$#,##0.00", 9: "0%", 10: "0.00%", 11: "0.00E+00", 12: "0.##", 13: "0.##", 14: "yyyy-mm-dd",
    15: "d-mmm-yy", 16: "d-mmm", 17: "mmm-yy", 18: "h:mm AM/PM", 19: "h:mm:ss AM/PM", 20: "h:mm",
    21: "h:mm:ss", 22: "yyyy-mm-dd h:mm", 27: "yyyy年m月", 28: "m月d日", 29: "m月d日",
    30: "m-d-yy", 31: "yyyy年m月d日", 32: "h时mm分", 33: "h时mm分ss秒", 34: "yyyy年m月",
    35: "m月d日", 36: "yyyy年m月", 37: "#,##0;-#,##0", 38: "#,##0;-#,##0", 39: "#,##0.00;-#,##0.00",
    40: "#,##0.00;-#,##0.00", 41: "#,##0", 42: "$#,##0", 43: "#,##0.00", 44: "$#,##0.00",
    45: "mm:ss", 46: "[h]:mm:ss", 47: "mm:ss", 48: "##0.0E+0", 49: "@", 50: "yyyy年m月",
    51: "m月d日", 52: "yyyy年m月", 53: "m月d日", 54: "m月d日", 55: "yyyy年m月", 56: "m月d日",
    57: "yyyy年m月", 58: "m月d日",
}  # fmt: skip

_CONDITION = re.compile(r"\[(?P<sign><=|>=|<>|<|>|=)\s*(?P<value>-?\d+(?:\.\d+)?)\]")
_CURRENCY = re.compile(r"\[\$(?P<symbol>[^\]-]*)(?:-[^\]]*)?\]")
_BRACKETS = re.compile(r"\[(?![hms]+\])[^\]]*\]", re.IGNORECASE)
_LITERAL = re.compile(r'"(?P<quoted>[^"]*)"|\\(?P<escaped>.)|[_*].', re.DOTALL)
_DIGITS = re.compile(r"[0#?](?:[0#?, ]*[0#?])?(?P<scale>,*)(?:\.(?P<decimals>[0#?]*))?(?P<late>,*)")
_DATE = re.compile(r"y+|m+|d+|h+|s+|e+|am/pm|a/p|上午/下午|\[h+\]|\[m+\]|\[s+\]", re.IGNORECASE)
_HOLE = "\x00"


@dataclass(frozen=True, slots=True)
class _Section:
    code: str  # literals replaced by holes
    literals: tuple[str, ...]
    condition: tuple[str, float] | None
    is_date: bool


def format_number(value: float, code: str, from_1904: bool = False) -> str:
    """A number as a cell with this format shows it.

    Args:
        value: the stored number; for dates, days since the epoch of the workbook.
        code: the format code, such as ``#,##0.0%`` or ``[$CHF] #,##0;(#,##0)``.
        from_1904: True where the workbook counts days from 1904.
    """
    if not code or code.strip().lower() == "general":
        return general(value)
    sections = _sections(code)
    section, shown = _choose(sections, value)
    if section.is_date:
        return _date(value, section, from_1904)
    if "general" in section.code.lower():
        return _fill(re.sub("general", general(shown), section.code, flags=re.I), section.literals)
    if "@" in section.code:
        return _fill(section.code.replace("@", general(shown)), section.literals)
    return _number(shown, section)


def is_date_format(code: str) -> bool:
    """True where a format shows a date or a time."""
    return bool(code) and code.lower() != "general" and _sections(code)[0].is_date


def general(value: float) -> str:
    """A number without a format: up to eleven digits, no trailing zeros."""
    if value == int(value) and abs(value) < 1e15:
        return str(int(value))
    text = f"{value:.10g}"
    return f"{Decimal(text):f}" if "e" in text and abs(value) > 1e-9 else text


@lru_cache(maxsize=512)
def _sections(code: str) -> tuple[_Section, ...]:
    return tuple(_section(part) for part in _split(code))


def _split(code: str) -> list[str]:
    """Split at semicolons outside quotes."""
    parts, quoted, start = [], False, 0
    for position, character in enumerate(code):
        if character == '"' and (position == 0 or code[position - 1] != "\\"):
            quoted = not quoted
        elif character == ";" and not quoted:
            parts.append(code[start:position])
            start = position + 1
    return [*parts, code[start:]]


def _section(code: str) -> _Section:
    literals: list[str] = []

    def keep(match: re.Match[str]) -> str:
        text = match["quoted"] if match["quoted"] is not None else match["escaped"]
        if text is None:
            return ""  # _x and *x are space and fill, not text
        literals.append(text)
        return _HOLE

    condition = _CONDITION.search(code)
    code = _CURRENCY.sub(lambda match: f'"{match["symbol"]}"', code)
    code = _BRACKETS.sub("", _LITERAL.sub(keep, code))
    return _Section(
        code=code,
        literals=tuple(literals),
        condition=(condition["sign"], float(condition["value"])) if condition else None,
        is_date=_is_date(code),
    )


def _is_date(code: str) -> bool:
    bare = re.sub(r"general|e[+-]", "", code, flags=re.IGNORECASE)
    return _DATE.search(bare) is not None and not re.search(r"[#?]", bare)


def _choose(sections: tuple[_Section, ...], value: float) -> tuple[_Section, float]:
    """The section for a value, and the value that it shows: a second section drops the sign."""
    if any(section.condition for section in sections):
        for section in sections:
            if section.condition is None or _holds(section.condition, value):
                return section, value
        return sections[0], value
    numeric = sections[:3]
    if value < 0 and len(numeric) > 1:
        return numeric[1], -value
    if value == 0 and len(numeric) > 2:
        return numeric[2], value
    return numeric[0], value


def _holds(condition: tuple[str, float], value: float) -> bool:
    sign, limit = condition
    return {
        "<": value < limit, "<=": value <= limit, ">": value > limit, ">=": value >= limit,
        "=": value == limit, "<>": value != limit,
    }[sign]  # fmt: skip


def _fill(text: str, literals: tuple[str, ...]) -> str:
    for literal in literals:
        text = text.replace(_HOLE, literal, 1)
    return " ".join(text.split())


def _number(value: float, section: _Section) -> str:
    code = section.code
    match = _DIGITS.search(code)
    if match is None:
        return _fill(code, section.literals)
    if re.search(r"e[+-]", code, re.IGNORECASE):
        decimals = len(match["decimals"] or "")
        text = f"{value:.{decimals}E}"
        return _fill(re.sub(r"[0#?.,]+e[+-][0#?]+", text, code, flags=re.I), section.literals)
    if "/" in code or re.search("[0#]", code[match.end() :]):
        return general(value)  # fractions (# ?/?) and patterns (000-0000)
    text = _digits(value, code, match)
    sign = "-" if value < 0 and re.search("[1-9]", text) else ""
    return _fill(sign + code[: match.start()] + text + code[match.end() :], section.literals)


def _digits(value: float, code: str, match: re.Match[str]) -> str:
    scaled = abs(Decimal(repr(value)))
    scaled *= Decimal(100) ** code.count("%")
    scaled /= Decimal(1000) ** (len(match["scale"]) + len(match["late"]))
    decimals = match["decimals"] or ""
    if not scaled and not re.search("[0#]", match[0]):
        return ""  # "-"?? shows zero as a dash
    rounded = scaled.quantize(Decimal(1).scaleb(-len(decimals)), rounding=ROUND_HALF_UP)
    grouped = "," in match[0].split(".")[0].rstrip(",")
    text = f"{rounded:,f}" if grouped else f"{rounded:f}"
    zeros = match[0].split(".")[0].count("0")
    if not grouped and zeros > 1:
        text = text.zfill(zeros + (len(decimals) + 1 if decimals else 0))
    if not decimals:
        return text
    whole, _, part = text.partition(".")
    wanted = len(decimals.rstrip("#?"))
    part = part[:wanted] + part[wanted:].rstrip("0")
    return f"{whole}.{part}" if part else whole


def _date(value: float, section: _Section, from_1904: bool) -> str:
    code = section.code.lower()
    elapsed = re.search(r"\[([hms])+\]", code)
    if elapsed:
        return _elapsed(value, elapsed[1], seconds="s" in code)
    moment = _moment(value, from_1904)
    if moment is None:
        return general(value)
    if any(mark in section.code + "".join(section.literals) for mark in "年月日"):
        return _chinese_date(moment, section)
    has_time = "h" in code or "s" in code
    clock = ("%H:%M:%S" if "s" in code else "%H:%M") if has_time else ""
    if not re.search(r"[yde]|mmm", code):
        return moment.strftime(clock or "%m")
    day = "%Y-%m-%d"
    if "d" not in code:
        day = "%Y-%m" if "m" in code and not has_time else "%Y" if not has_time else day
    elif "y" not in code and "e" not in code:
        day = "%m-%d" if "m" in code else "%d"
    return moment.strftime(f"{day} {clock}".strip())


def _moment(value: float, from_1904: bool) -> datetime | None:
    # The 1900 system counts a 29 February 1900 that never was, so days before March are off by one.
    epoch = datetime(1904, 1, 1) if from_1904 else datetime(1899, 12, 30)
    if not from_1904 and value < 60:
        epoch += timedelta(days=1)
    try:
        return epoch + timedelta(seconds=round(value * 86400))
    except OverflowError:
        return None


def _elapsed(value: float, unit: str, seconds: bool) -> str:
    total = abs(round(value * 86400))
    sign = "-" if value < 0 else ""
    tail = f":{total % 60:02d}" if seconds else ""
    if unit == "h":
        return f"{sign}{total // 3600}:{total // 60 % 60:02d}{tail}"
    return f"{sign}{total // 60}{tail}" if unit == "m" else f"{sign}{total}"


def _chinese_date(moment: datetime, section: _Section) -> str:
    minutes = re.search("[hs时]", section.code, re.IGNORECASE) is not None

    def one(match: re.Match[str]) -> str:
        part = match[0].lower()
        after = section.code[match.end() : match.end() + 1]
        if part[0] in "ye":
            return f"{moment.year}"
        if part[0] == "m":
            is_minute = minutes and ("月" not in section.code[match.end() : match.end() + 2])
            is_minute = is_minute and after != _HOLE
            return f"{moment.minute:02d}" if is_minute else str(moment.month)
        if part[0] == "d":
            return str(moment.day)
        if part[0] == "h":
            return str(moment.hour)
        return f"{moment.second:02d}" if part[0] == "s" else ""

    return _fill(_DATE.sub(one, section.code), section.literals)
