"""Whether a text names a place: a country where that is asked for, a region, or a city."""

from __future__ import annotations

import re
from collections.abc import Iterator

from assistant.letters import plain
from assistant.reading.match import script
from assistant.refusals.answer_types.anew import CAPITAL, NOT_PLACES, Test, has_new, has_new_noun
from assistant.refusals.answer_types.dates import A_MONTH
from assistant.refusals.persons import is_sounded
from index.tagging import parts_of_speech

# "which sixteen least developed", 哪两个美洲: what stands before the noun that is asked for.
_ZH_WHICH = r"(?:哪[一两二三四五六七八九十几些\d]*[个座处]?|(?<![为凭])什么)[\u4e00-\u9fff]{0,4}?"
_EN_WHICH = (
    r"\b(?:which|what)(?: (?!(?:is|are|was|were|do|does|did|has|have|had|will|would|can|in|of|to"
    r"|for|from|by)\b)[\w-]+){0,4}?"
)
_COUNTRY_ASKED = re.compile(
    rf"{_ZH_WHICH}(?:国家|(?<!联合)国(?![际内外有立民籍会旗]))|国家.{{0,4}}[是有]哪"
    rf"|{_EN_WHICH} (?:countr(?:y|ies)|states)\b(?!['’])"
    r"|\bquels? pays\b|\bqué país(?:es)?\b",
    re.IGNORECASE,
)
_CITY_ASKED = re.compile(
    rf"{_ZH_WHICH}[城市镇](?!长|场|政|民)|城市.{{0,4}}[是有]哪"
    rf"|{_EN_WHICH} (?:city|town|cities|towns)\b(?!['’])"
    r"|\bquelles? villes?\b|\bqué ciudad",
    re.IGNORECASE,
)
_REGION_ASKED = re.compile(
    rf"{_ZH_WHICH}区域?(?![别分块政县])"
    r"|\b(?:which|what) (?:of the )?(?:[\w-]+ ){0,3}regions?\b(?!['’])",
    re.IGNORECASE,
)
_REGION = re.compile(
    r"[非美亚欧]洲|亚太|阿拉伯|独联体|中东|拉美|加勒比|[东西南北中][非亚欧美]"
    r"|\b(?:Africa|America|Arab|Asia|Pacific|Europe|Caribbean|CIS|Middle East)"
)
_REGIONS = re.compile(
    r"[非亚欧美]洲|亚太|阿拉伯$|独联体|区域|地区|中东|拉美|加勒比$|太平洋|全球|世界|国际|[两各多本]国|[东西南北中][非亚欧美]$"
)
# 在宿雾举行, 位于塔什干: places by where they stand, whatever the tagger makes of them.
_HELD_AT = re.compile(
    r"(?:在|赴|于)(?P<at>[\u4e00-\u9fff]{2,12}?)(?:举行|召开|举办|成立|启动|设立|开幕|落成|启用|签署|开设)"
    r"|[位设坐]落?[于在](?P<in>[\u4e00-\u9fff]{2,8})"
)
_ABROAD = " , "  # in place of the name of a country
# In a country, then the place: 在多米尼加的圣多明哥举行, "Lagos, Nigeria".
_IN_A_COUNTRY = re.compile(
    rf"{_ABROAD}的?(?P<city>(?![的和与及等在为于是了将提正已各两]|政府|当局|代表|首都|全国|境内|总统|国家"
    r"|举行|召开|举办|成立|启动|设立|开幕|落成|启用|开设|签署|揭牌|开工|完成|实施|试点)"
    r"[\u4e00-\u9fff]{2,6}?)"
    r"(?=举行|召开|举办|成立|启动|设立|开幕|落成|启用|开设|[，。；、（(]|[市城])"
)
_AT_A_CITY = re.compile(  # 在卢萨卡（, 地点为达喀尔、安曼
    r"(?:[在于赴]|抵达|到达|前往|地点[为是:：])(?P<city>[\u4e00-\u9fff]{2,6})(?=[（(，。；、])"
)
_BELOW_COUNTRY = re.compile(r"[市省州县镇村区]$")
_SIDE_BY_SIDE = re.compile(r"[、；和与及]|以及|,? and |, ")
_ALONG = re.compile(
    r"(?:[在赴于向至到从为给对]|来自|\b(?i:in|at|from|to|of|for|on|near|outside)(?: the)?\s?)$"
)
_PLACE = re.compile(
    r"(?:地[点址]|[会选场院馆地]址|首站)(?:设?[为是在]|[:：])?[\u4e00-\u9fff]{2}|"
    r"[\u4e00-\u9fff]{1,6}(?:市|省|州|县|城|国|岛|区域|地区|总部)"
)
_TOWN = re.compile(r"[\u4e00-\u9fff]{2,6}(?:(?<!城)市(?![场民长政])|城(?![市镇区乡]))")
_PLACED = re.compile(
    r"(?:\b(?:in|at|near|from|to|outside|of|via|visit(?:ed)?|between|and)|[,|(])\s(?:the )?"
    r"[A-ZÀ-Ž][a-zß-ž'’]+"
)


_WHERE = re.compile(r"\bwhere\b|哪[里儿]|什么地方", re.IGNORECASE)
# The cell of a table below a header for places, as a row is read out: "Venue: Kirkesund".
_BELOW_HEADER = re.compile(
    r"(?im:^[^:：\n]{0,30}(?:\b(?:place|venue|city|town|location|where|lieu|ville|lugar|ciudad"
    r"|sede)|地点?|城市|会址)[^:：\n]{0,12}[:：]) ?(?P<place>[A-ZÀ-Ž][\w'’-]+|[\u4e00-\u9fff]{2,})"
)


# A place of no name of its own tells where too: "handed in at the reception desk", 存放在地下室.
_SPOT = re.compile(
    r"\b(?:in|at|on|from|to|into|near|opposite|behind|outside|inside) "
    r"(?:the |an? |our |its |their )?"
    r"(?:[\w-]+ ){0,2}(?:room|hall|desk|office|floor|building|platform|gate|school"
    r"|library|port|harbour|station|cent(?:re|er)|warehouse|store|depot"
    r"|laboratory|lab|hospital|clinic|street|quay|freezer|cupboard|safe"
    r"|archive|basement|garage|yard|campus|website|portal|intranet|museum|headquarters"
    r"|airport|market|square|park)\b"
    r"|[在到从于至][\u4e00-\u9fff]{0,8}(?:室|厅|楼|馆|站|柜台?|窗口|仓库|网站|平台|门口|大堂|码头|车间)",
    re.IGNORECASE,
)


def place_test(question: str) -> Test:
    """The test of "where?", of "in which country?", or of "in which city?"."""
    if asks_country(question):
        return names_country
    if asks_region(question):
        return lambda text, asked: has_new(_REGION, text, asked) or _place(text, asked)
    if _CITY_ASKED.search(question):
        return _city
    if _WHERE.search(question):
        return lambda text, asked: _place(text, asked) or has_new(_SPOT, text, asked)
    return _place


def asks_country(question: str) -> bool:
    """Whether a question asks for a country or countries by name."""
    return _COUNTRY_ASKED.search(question) is not None


def asks_city(question: str) -> bool:
    """Whether a question asks for a city or town by name."""
    return _CITY_ASKED.search(question) is not None


def asks_region(question: str) -> bool:
    """Whether a question asks for a region of the world or of a country by name."""
    return _REGION_ASKED.search(question) is not None


def asks_kind_of_place(question: str) -> bool:
    """Whether a question asks for a place of one kind, so that those of others do not answer."""
    return asks_country(question) or asks_city(question) or asks_region(question)


def _place(text: str, asked: str) -> bool:
    return (
        has_new(_PLACE, text, asked)
        or has_new_noun(text, asked, "ns")
        or _placed(text, asked)
        or _held_at(text, asked)
        or any(plain(match["place"]) not in asked for match in _BELOW_HEADER.finditer(text))
    )


def _placed(text: str, asked: str) -> bool:
    """Whether a name in Latin letters stands behind a word of place: "at Ellsworth"."""
    if script(text) == "han":
        return has_new(CAPITAL, text, asked)
    found = [match.group().split()[-1] for match in _PLACED.finditer(text)]
    return any(plain(name) not in asked and not A_MONTH.fullmatch(name) for name in found)


def _held_at(text: str, asked: str) -> bool:
    """Whether a Chinese text says at which place something is held or stands."""
    found = [match["at"] or match["in"] for match in _HELD_AT.finditer(text)]
    return any(plain(place) not in asked and not _REGIONS.search(place) for place in found)


def _city(text: str, asked: str) -> bool:
    """Whether a text names a place that is no country and no region."""
    countries = {name for _, name in countries_in(text)}
    for country in countries:  # 突尼斯城 is none, nor is Mexico City
        text = re.sub(rf"{re.escape(country)}(?!城|市| City)", _ABROAD, text)
    found = [word for word, mark in parts_of_speech(text) if mark == "ns" and len(word) > 1]
    if any(
        plain(word) not in asked and word not in NOT_PLACES and not _REGIONS.search(word)
        for word in found
    ):
        return True
    if any(plain(match["city"]) not in asked for match in _IN_A_COUNTRY.finditer(text)):
        return True
    if any(plain(match["place"]) not in asked for match in _BELOW_HEADER.finditer(text)):
        return True
    return _placed(text, asked) or has_new(_TOWN, text, asked) or _named_city(text, asked)


def _named_city(text: str, asked: str) -> bool:
    """Whether a Chinese text holds something at a place whose name a tagger does not know.

    Names that come from elsewhere are written in the characters that are used for their sounds.
    """
    found = [match["at"] or match["in"] for match in _HELD_AT.finditer(text)]
    found += [match["city"] for match in _AT_A_CITY.finditer(text)]
    return any(plain(place) not in asked and is_sounded(place) for place in found)


def countries_in(text: str) -> list[tuple[int, str]]:
    """The names of countries in a text, with the places where they begin."""
    from index.names import names_in  # brings Babel

    language = "zh" if script(text) == "han" else "en"
    return [
        (match.start, text[match.start : match.end])
        for match in names_in(text, language)
        if match.key[0] == "territory" and match.key[1].isalpha()
    ]


def country_codes(text: str) -> set[str]:
    """The ISO 3166 codes of the countries that a text names."""
    from index.names import names_in  # brings Babel

    found = (match.key for match in names_in(text, "zh" if script(text) == "han" else "en"))
    return {code for kind, code in found if kind == "territory" and code.isalpha()}


def without_countries(text: str) -> str:
    """A text in Latin letters without its countries, and what is called after them (Namibian)."""
    names = {name for _, name in countries_in(text)}
    for name in names:
        text = re.sub(rf"\b{re.escape(name)}\w{{0,3}}\b", "", text)
    return text


def _placed_countries(text: str) -> Iterator[tuple[str, bool]]:
    """The countries of a text, each with whether something is there or for it."""
    along, end = False, -1
    for start, name in countries_in(text):
        if not (end >= 0 and _SIDE_BY_SIDE.fullmatch(text[end:start])):  # 为秘鲁和智利: for both
            along = _ALONG.search(text[:start]) is not None
        end = start + len(name)
        yield name, along


def run_of_countries(text: str, asked: str) -> tuple[int, int] | None:
    """Where a text names countries side by side that a question does not; None unless once.

    Args:
        text: the words.
        asked: the letters of the question.
    """
    runs: list[tuple[int, int]] = []
    named = end = -1
    for start, name in countries_in(text):
        named, end = end, start + len(name)
        if plain(name) in asked:
            continue
        if runs and runs[-1][1] == named and _SIDE_BY_SIDE.fullmatch(text[named:start]):
            runs[-1] = (runs[-1][0], end)
        else:
            runs.append((start, end))
    return runs[0] if len(runs) == 1 else None


def is_in_a_country(text: str) -> bool:
    """Whether a text tells of something in a country, or for one."""
    return any(along for _, along in _placed_countries(text))


def names_country(text: str, asked: str, acting: bool = False) -> bool:
    """Whether a text names a country that the question does not.

    Args:
        text: the words.
        asked: the letters of the question.
        acting: a country where something is or that something is for does not count.
    """
    for name, along in _placed_countries(text):
        if plain(name) not in asked and not (acting and along):
            return True
    if acting:
        return False
    return any(
        mark == "ns"
        and len(word) > 1
        and plain(word) not in asked
        and word not in NOT_PLACES
        and not _REGIONS.search(word)
        and not _BELOW_COUNTRY.search(word)
        for word, mark in (parts_of_speech(text) if script(text) == "han" else ())
    )
