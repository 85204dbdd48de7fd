"""Abbreviations introduced in running text: in a bracket, or as what a thing is called (简称).

The bracket says where a name ends; where it begins is said by quotation and title marks, by the
letters of the abbreviation (``index.mining.letters``), or is still to be decided
(``index.mining.beginnings``).
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from index.acronyms import is_acronym
from index.mining.beginnings import is_name, units
from index.mining.forms import HAN_NAME, MAX_NAME, is_latin_name, singular
from index.mining.letters import WORDS, characters_match, letters_match
from index.mining.pairs import Pair
from index.stems import HAN

_BRACKET = re.compile(r"[（(]\s*([^（）()\n|]{2,90}?)\s*[）)]")
_CALLED = re.compile(
    r"[，,]\s*(?:以下|下文|下|并)?(?:统一)?(?:简称|下称|缩写)(?:为|作|:|：)?\s*"
    rf"(?P<open>[“\"「『])?(?P<short>[{HAN}A-Za-z0-9&/-]{{2,12}})(?(open)[”\"」』])"
    r"(?=[，,。；;、）)\s]|$)"
)
_LABEL = re.compile(
    r"^(?:(?:以下|下文|下|全文|本文|统|合|并)?(?:统一)?(?:简称|下称|缩写|简写|称)(?:为|作)?"
    r"|(?:英文|英语|英)(?:名称|名|全称|简称|缩写)?|全称|hereinafter|hereafter|also known as"
    r"|abbreviated(?: as| to)?|short for|or)\s*[：:]?\s*",
    re.IGNORECASE,
)
_IS_CALLED = re.compile(r"^(?:以下|下文|下|全文|本文|统|合|并)?(?:统一)?(?:简称|下称|缩写|简写)")
_OPEN, _CLOSE = "“\"「『《〈‘'«", "”\"」』》〉’'»"
_PART = re.compile(r"\s*[，,；;：:、]\s*|\s+[-–—]\s+")
_HAN_SHORT = re.compile(rf"[{HAN}]{{2,10}}")
_BEFORE = re.compile(rf"、?[{HAN}A-Za-z0-9·•@–-]{{2,{MAX_NAME}}}$")
_LATIN_BEFORE = re.compile(r"[^\W\d_][^\n（()）。；，,;:：“”\"|•–]{3,110}$")
_ACRONYM_BEFORE = re.compile(r"(?<![A-Za-z0-9-])[A-Z][A-Za-z0-9&/-]{1,11}$")


def pairs_in_brackets(text: str) -> Iterator[Pair]:
    """The pairs of every bracket; where ``context`` is set, the name is still to be decided."""
    if "（" in text or "(" in text:
        for bracket in _BRACKET.finditer(text):
            before = text[max(0, bracket.start() - 120) : bracket.start()]
            yield from _bracket_pairs(before, bracket[1], bracket[0])


def pairs_called(text: str) -> Iterator[Pair]:
    """Names and what they are called from there on (简称), without a bracket."""
    if "称" in text:
        for called in _CALLED.finditer(text):
            before = text[max(0, called.start() - 60) : called.start()]
            short = called["short"]
            yield from (
                _chinese_short(before, short, called[0])
                if _HAN_SHORT.fullmatch(short)
                else _acronym_pairs(before, short, called[0])
            )


def _bracket_pairs(before: str, inside: str, bracket: str) -> Iterator[Pair]:
    """The pairs of one bracket and what stands before it."""
    called = _IS_CALLED.match(inside)
    parts = [_unquoted(_LABEL.sub("", part)) for part in _PART.split(inside)]
    parts = [part for part in parts if part]
    before = before.rstrip()
    if not parts or len(parts) > 3 or not before:
        return
    acronyms = [singular(part) for part in parts if is_acronym(part)]
    names = [part for part in parts if not is_acronym(part) and is_latin_name(part)]
    if len(acronyms) + len(names) == len(parts) and len(acronyms) < 2 and len(names) < 2:
        for name in names:
            if acronyms and letters_match(acronyms[0], name) == name:
                yield Pair(acronyms[0], name, bracket)
        for short in acronyms:
            yield from _acronym_pairs(before, short, bracket)
        for name in names:
            yield from _foreign_name_pairs(before, name, bracket)
    elif len(parts) == 1 and HAN_NAME.fullmatch(parts[0]):
        yield from _chinese_inside(before, parts[0], bracket, called=called is not None)


def _acronym_pairs(before: str, short: str, bracket: str) -> Iterator[Pair]:
    """``before`` ends with a name that ``short`` abbreviates."""
    if not is_acronym(short):
        return
    if quoted := _quoted_end(before):
        yield Pair(short, quoted, _quote(quoted, bracket, before))
    elif _ends_chinese(before):
        context = _BEFORE.search(before)
        if context:
            yield Pair(short, "", bracket, context[0])
    elif latin := _LATIN_BEFORE.search(before):
        window = _last_words(latin[0], min(len(short) + 5, 2 * len(short)))
        if name := letters_match(short, window):
            yield Pair(short, name, name + bracket)


def _foreign_name_pairs(before: str, name: str, bracket: str) -> Iterator[Pair]:
    """``before`` ends with the abbreviation or the Chinese form of a name in letters."""
    acronym = _ACRONYM_BEFORE.search(before)
    if acronym and is_acronym(acronym[0]):
        short = singular(acronym[0])
        if letters_match(short, name) == name:
            yield Pair(short, name, acronym[0] + bracket)
    elif quoted := _quoted_end(before):
        if _ends_chinese(quoted):
            yield Pair(name, quoted, _quote(quoted, bracket, before))
    elif _ends_chinese(before):
        context = _BEFORE.search(before)
        if context:
            yield Pair(name, "", bracket, context[0])


def _chinese_inside(before: str, inside: str, bracket: str, *, called: bool) -> Iterator[Pair]:
    """A Chinese form stands in the bracket: a short one of what is before it, or its name."""
    acronym = _ACRONYM_BEFORE.search(before)
    if acronym and not called and is_acronym(acronym[0]):
        if 2 * units(acronym[0]) <= len(inside) + 2 and is_name(inside):
            yield Pair(singular(acronym[0]), inside, acronym[0] + bracket)
    elif _HAN_SHORT.fullmatch(inside):
        yield from _chinese_short(before, inside, bracket, sure=called)


def _chinese_short(before: str, short: str, bracket: str, *, sure: bool = True) -> Iterator[Pair]:
    """A Chinese abbreviation of the name before it: its characters stand there in order."""
    name = _quoted_end(before)
    if name:
        if _abbreviates(short, name) or (sure and len(short) > 4 and not name.endswith(short)):
            yield Pair(short, name, _quote(name, bracket, before))
        return
    context = _BEFORE.search(before)
    if not context or len(short) < (2 if sure else 3):
        return
    name = characters_match(short, context[0])
    leading = sure and short in name and not name.endswith(short) and is_name(name)
    if name and (leading or _abbreviates(short, name)):
        yield Pair(short, name, name + bracket)


def _abbreviates(short: str, name: str) -> bool:
    """Whether a short Chinese form leaves out characters inside the name, not only around it."""
    return short not in name and len(name) > len(short) + 1 and characters_match(short, name) != ""


def _quoted_end(before: str) -> str:
    """What stands in the quotation or title marks that a text ends with."""
    if before[-1] not in _CLOSE:
        return ""
    opening = _OPEN[_CLOSE.index(before[-1])]
    start = before.rfind(opening, 0, len(before) - 1)
    name = before[start + 1 : -1].strip() if start >= 0 else ""
    return name if 3 <= len(name) <= MAX_NAME + 10 and not set("，。；,;\n") & set(name) else ""


def _quote(name: str, bracket: str, before: str = "") -> str:
    """The verbatim words: the name with its marks, and the bracket."""
    if before and before[-1] in _CLOSE:
        return before[before.rfind(name) - 1 :] + bracket
    return name[-60:] + bracket


def _ends_chinese(text: str) -> bool:
    return bool(text) and "\u3400" <= text[-1] <= "\u9fff"


def _unquoted(text: str) -> str:
    return text.strip(f"{_OPEN}{_CLOSE} “”")


def _last_words(text: str, count: int) -> str:
    starts = [match.start() for match in WORDS.finditer(text)]
    return text[starts[-count] :] if len(starts) > count else text
