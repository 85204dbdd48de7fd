"""Units of measure as captions, headers and notes give them: ``（百万瑞郎）``, ``单位：万元``."""

from __future__ import annotations

import re

from ingest.currencies import CODES, DOLLARS, HAN_NAMES, SYMBOLS

_CURRENCIES = (
    rf"(?-i:{'|'.join(CODES)})|chf|usd|eur|gbp|rmb"
    rf"|{'|'.join(map(re.escape, (*DOLLARS, *SYMBOLS)))}|￥|Fr\.?"
    "|dollars?|euros?|pounds?(?:\\s+sterling)?|francs?|yuan|renminbi|yens?|won|rupees?|roubles?|rubles?"
    rf"|人民币元|法郎|卢比|新元|{'|'.join(sorted(HAN_NAMES, key=len, reverse=True))}"
)
_SCALES = (
    r"thousands?|millions?|billions?|trillions?|hundreds?|mln|mio|mn|bn|tn|MM|'000s?|’000s?|000s?"
    "|十亿|百亿|千亿|万亿|百万|千万|亿|万|千|百"
)
_MEASURES = (
    r"%|％|‰|per\s?cent|percent|percentages?|percentage points?|pct|bps|basis points?|index|ratio"
    r"|persons?|people|inhabitants?|users?|subscribers?|subscriptions?|households?|employees|heads?"
    r"|headcount|staff|FTEs?|units?|items?|pieces?|pcs|number|count|times"
    r"|hours?|days?|weeks?|months?|years?|minutes?|mins?|seconds?|secs?|(?-i:ms|h)|hrs?"
    r"|(?:[KMGTP]i?)?(?:bits?|bytes?)(?:/s)?|[kKMGTP]i?[bB](?:ps|/s)?"
    r"|(?-i:[kKMGT]?Hz|[kMGT]?Wh?|kVA|[kmM]?V|[mk]A)|dBm?|dBi|°\s?C|℃"
    r"|(?-i:[kcmn]?m[²³23]?)|μm|µm|sq\.?\s?(?:km|m)|hectares?|ha|acres?|miles?|feet|ft|inch(?:es)?"
    r"|(?-i:[kmµ]?g|t|Mt|kt|[mM]?[lL]|J|kJ|MJ)|kilograms?|tonnes?|tons?|litres?|liters?"
    r"|mol|Pa|kPa|MPa|bar"
    r"|t?CO2e?q?|人民?|名|人次|户|家|件|个|项|台|套|次|份|篇|辆|艘|架|张|册|条|天|日|小时|分钟|秒|年|月|周"
    r"|吨|公斤|千克|克|公里|千米|米|厘米|毫米|平方米|平方公里|立方米|公顷|亩|升|毫升|千瓦时|千瓦|兆瓦|度"
    r"|百分比|百分点|个百分点|百分之一|岁|分"
)
_JOINERS = (
    r"in|of|the|and|per|each|a|at|current|constant|prices|US|U\.S\.|United States|Swiss|Hong Kong"
    r"|Canadian|Australian|Singapore|以|按|计|计算|为|单位|每|/|·|\*|-|10{1,6}"
)
# One whole unit: at least one word of measure, nothing but joiners beside it.
_WORD = rf"(?:{_CURRENCIES}|{_SCALES}|{_MEASURES})"
_ASCII_EDGE = r"(?![A-Za-z])"
_UNIT = re.compile(
    rf"(?:(?:(?:{_JOINERS}){_ASCII_EDGE}|{_WORD}{_ASCII_EDGE})[\s,]*){{1,8}}", re.IGNORECASE
)
_HAS_WORD = re.compile(rf"{_WORD}{_ASCII_EDGE}", re.IGNORECASE)
_AMOUNT = re.compile(rf"(?:{_CURRENCIES}|{_SCALES}|%|％){_ASCII_EDGE}", re.IGNORECASE)
_BRACKETS = re.compile(r"[（(\[【]([^()（）\[\]【】]{1,60})[)）\]】]")
_NAMED = re.compile(
    r"(?:金额|计量|数量|货币)?(?:单位|\bunits?(?:\s+of\s+measure)?|\bcurrency|币种)\s*(?:[:：=]|为)\s*",
    re.IGNORECASE,
)
# 面积单位：平方米；资产单位：万元: each unit is of the columns that it names.
_OF_MEASURE = re.compile(
    r"(?P<measure>(?!金额|计量|数量|货币)[\u4e00-\u9fff]{2,8})单位\s*[:：]\s*(?P<unit>[^，。；;,、\s()（）]{1,12})"
)
_PARTS = re.compile(r"[,，;；、|]|\s[–—-]\s")
_EXPRESSED = re.compile(
    r"(?:\b(?:expressed|stated|reported|shown|given|figures?|amounts?|values?|all)\s+)*\b(?:are\s+)?in\s+"
    r"(?P<unit>[^.,;:，。；：()（）]{2,40})|[以按](?P<zh>[^，。；：,()（）]{1,12})(?:计|为单位|列示)",
    re.IGNORECASE,
)


def is_unit(text: str) -> bool:
    """True where a text is a unit and nothing else, such as ``CHF thousand``, ``万元`` or ``%``."""
    bare = text.strip(" \u00a0\t\n.:：")
    if not bare or len(bare) > 40 or bare.isdigit():
        return False
    return bool(_UNIT.fullmatch(bare)) and _HAS_WORD.search(bare) is not None


def units_of_measures(text: str) -> dict[str, str]:
    """The units that a caption gives for some measures each: ``面积单位：平方米；资产单位：万元``.

    Returns:
        the unit by the name of what is measured; empty where a unit is of all columns.
    """
    found = {match["measure"]: match["unit"] for match in _OF_MEASURE.finditer(text)}
    return {measure: unit for measure, unit in found.items() if is_unit(unit)}


def unit_in(text: str) -> str:
    """The unit that a caption, column header or note gives, as it is written there.

    Args:
        text: ``Table 2: Revenue (USD million)``, ``金额单位：万元``, ``in thousands of CHF``.

    Returns:
        ``USD million``, ``万元``, ``thousands of CHF``; empty where no unit is given.
    """
    flat = " ".join(text.split())
    for candidate in _candidates(flat):
        bare = _NAMED.sub("", candidate).strip(" .:：")
        bare = re.sub(r"^(?:in|以|按)\s*(?=\S)", "", bare, flags=re.IGNORECASE)
        bare = re.sub(r"(?:为单位|计算|计)$", "", bare).strip()
        if is_unit(bare):
            return bare
    return ""


def _candidates(flat: str) -> list[str]:
    """Places of a text where a unit may stand, the surest first."""
    found: list[str] = []
    named = _NAMED.search(flat)
    if named:
        rest = re.split(r"[。；;，,）)\]】]", flat[named.end() :], maxsplit=1)[0]
        found += [rest, *rest.split()[:1]]
    for bracket in reversed(_BRACKETS.findall(flat)):
        found += [bracket, *_PARTS.split(bracket)]
    for expressed in _EXPRESSED.finditer(flat):
        found.append(expressed["unit"] or expressed["zh"] or "")
    parts = _PARTS.split(flat)
    if len(parts) > 1:
        found.append(parts[-1])
    if len(flat) <= 40 and _AMOUNT.search(flat):
        found.append(flat)  # a bare "Year" or "Number" is a column's name, a bare "USD" its unit
    return [candidate.strip() for candidate in found if candidate and candidate.strip()]
