"""What a text writes as a name: in quotation marks, with a capital, or a Chinese proper noun."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Literal

from assistant.refusals.months import MONTHS
from assistant.refusals.persons import is_chinese_name, is_sounded
from index.tagging import parts_of_speech

NameKind = Literal["name", "place"]

CAPITALS = re.compile(r"[A-Z\d]")
_QUOTED = re.compile(r"[“「『《\"«]([^”」』》\"»]{2,40})[”」』》\"»]")
_LATIN = re.compile(
    r"(?:(?![\u3400-\u9fff])[^\W_])+"
    r"(?:(?!['’]s\b)[-/&@.'’](?:(?![\u3400-\u9fff])[^\W_])+)*"  # "Gokina's" is Gokina
)
_BEGINS = re.compile(r"(?:^|[.?!:]\s)\s*$")  # before the first word of a sentence
_GENERIC = re.compile(
    r"(?:城市|国家|地区|区域|国际|全球|世界|东西|[东南西北中][区部侧片门馆楼院]"
    r"|[几两二三四五六七八九十各多本我他该外][国省市地县]|大?[海湖江河岛山港湾村镇]{1,2}[泊岛洋流域岸滩屿]?)$"
)
_PLACE_ENDS = re.compile(r"[省市县州区镇乡村港湖山岛国洲城湾河江谷]$")
_AT = re.compile(r"(?:[在于从到去赴往至]|来自)$")
_PARTICLES = frozenset({"ul", "ug", "uz"})  # 了 过 着, which follow verbs
_MONTH_OR_PERIOD = re.compile(
    rf"{'|'.join(MONTHS)}|{'|'.join(month[:3] for month in MONTHS)}|sept|q[1-4]|h[12]",
    re.IGNORECASE,
)
_ORDINARY = frozenset(
    "i a the in on at of to for by what which who whom whose when where why how is are was were do"
    " does did has have had can could will would should and or according under from since until"
    " after before please list name tell did le la les el los las un une des quel quelle quels"
    " ms mr mrs dr prof mme director deputy head chair president minister"
    " quelles qui que où quand combien pourquoi comment à en dans sur qué cuál cuáles cuánto"
    " cuántos cuántas quién dónde cuándo por con para если кто что где когда".split()
)


def own_names(text: str) -> Iterator[tuple[int, int, NameKind]]:
    """Quoted names, words of Latin letters that are written as names, Chinese proper nouns.

    Args:
        text: to read.

    Yields:
        where each begins and ends, and whether it is a place.
    """
    for match in _QUOTED.finditer(text):
        yield match.start(1), match.end(1), "name"
    chinese = any("\u3400" <= char <= "\u9fff" for char in text)
    for match in _LATIN.finditer(text):
        word = re.sub(r"['’]s$", "", match.group())
        name = chinese or not _BEGINS.search(text[: match.start()]) or CAPITALS.search(word[1:])
        ordinary = word.lower() in _ORDINARY or bool(_MONTH_OR_PERIOD.fullmatch(word))
        if name and not ordinary and _written_as_name(word):
            yield match.start(), match.start() + len(word), "name"
    if chinese:
        yield from _chinese_names(text)


def _chinese_names(text: str) -> Iterator[tuple[int, int, NameKind]]:
    """The words of a Chinese text that a tagger takes for proper nouns."""
    place = 0
    tagged = list(parts_of_speech(text))
    following = [tag for _, tag in tagged[1:]] + [""]
    for (word, tag), after in zip(tagged, following, strict=True):
        place = text.find(word, place)
        if place < 0:
            return
        # 新加了: a verb, whatever the tagger takes it for
        if _is_proper(word, tag) and after not in _PARTICLES:
            yield place, place + len(word), "place" if _is_place(text, place, word, tag) else "name"
        place += len(word)


def _is_proper(word: str, tag: str) -> bool:
    """Whether a word that a tagger takes for a proper noun may be one."""
    if tag not in ("nr", "ns", "nt", "nz") or len(word) < (3 if tag == "nz" else 2):
        return False
    if tag == "nr" and len(word) == 2 and not is_chinese_name(word):
        return False
    if word[-1] in "里上中内外" and (tag != "ns" or len(word) == 2):  # 馆里: in the library
        return False
    return not word.isascii() and not _GENERIC.match(word) and "哪" not in word


def _is_place(text: str, start: int, word: str, tag: str) -> bool:
    """Whether a word that a tagger takes for a place (沾边) looks like one or stands like one."""
    return tag == "ns" and bool(
        _PLACE_ENDS.search(word) or is_sounded(word) or _AT.search(text[:start])
    )


def _written_as_name(word: str) -> bool:
    """Whether a word of Latin letters has a capital (a number alone is none)."""
    return any(char.isupper() for char in word) and not word.isdigit()
