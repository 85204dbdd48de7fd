"""Whether a sentence is of another region of the world than the one that a question is about.

"When is the forum for the Arab States?" is not answered by the date of the forum for Africa.
"""

from __future__ import annotations

import re
from functools import lru_cache

from assistant.question import Question, bare
from assistant.refusals.answer_types.places import (
    asks_country,
    asks_region,
    countries_in,
    country_codes,
    is_in_a_country,
)
from assistant.refusals.asked_details import asked_for

# No words of a body's name follow: the European Union acts anywhere.
_BODY = (
    r"(?! ?(?:Union|Commission|Parliament|Council|Bank|Development|Investment|Telecom|Space"
    r"|联盟|银行|开发))"
)
# Regions by their names; one that lies in two (北非, Central Asia) is both.
_REGIONS = {
    name: re.compile(words)
    for name, words in {
        "africa": rf"非洲{_BODY}|[东西南中]非(?!洲)|萨赫勒|\bAfrica(?:n|s)?\b{_BODY}|\bSahel",
        "arab": r"阿拉伯(?=国家|区域|地区|各国|世界)|中东|北非|\bMiddle East|\bNorth(?:ern)? Africa"
        r"|\bArab (?=States|region|countr|world)",
        "america": rf"[南北中]?美洲{_BODY}|拉美|拉丁美洲|加勒比|\bAmericas\b|\bCaribbean{_BODY}"
        rf"|\b(?:Latin|South|Central|North) American?\b{_BODY}",
        "asia": rf"亚太|亚洲{_BODY}|太平洋|大洋洲|东南亚|(?<!西)[南东中]亚"
        rf"|\bAsian?\b{_BODY}|\bPacific\b|\bOceania",
        "cis": r"独联体|中亚|东欧|\bCIS\b|\bCentral Asia|\bEastern Europe",
        "europe": rf"欧洲{_BODY}|[东西南北中]欧|\bEurope(?:an)?\b{_BODY}",
    }.items()
}
# What time zones of the countries of a region are named for.
_ZONES = {
    "africa": ("Africa",),
    "america": ("America",),
    "asia": ("Asia", "Pacific", "Australia"),
    "europe": ("Europe",),
}
_COMPARES = re.compile(
    r"\b(?:than|compared|other|another|besides|apart from|except|which of)\b"
    r"|相比|其他|除了|哪[些个里]|比"
)
_DOERS = frozenset({"person", "organisation"})


def of_other_region(question: Question, text: str, over: str) -> bool:
    """Whether a sentence names regions of the world, but none that a question is about.

    Args:
        question: as understood.
        text: a sentence that stands by itself.
        over: what stands over it.
    """
    own = bare(question.text)
    asked = regions_in(own)
    if not asked or _COMPARES.search(own) or asks_region(own) or asks_country(own):
        return False
    said = regions_in(text)
    if not said or asked & (said | regions_in(over)) or countries_in(own):
        return False
    if asked_for(question).keys() & _DOERS:
        return False
    return not is_in_a_country(text)


def lies_in_region(text: str, region: str) -> bool:
    """Whether a text names a country of a region of the world, as far as time zones tell.

    Args:
        text: that may name countries.
        region: as it is called; one that is no continent has no country that is known.
    """
    zones = {zone for name in regions_in(region) for zone in _ZONES.get(name, ())}
    return bool(zones) and any(zones & _zones_of(code) for code in country_codes(text))


@lru_cache(maxsize=512)
def _zones_of(code: str) -> frozenset[str]:
    """The continents and oceans that the time zones of a country are named for."""
    from babel.core import get_global  # heavy

    zones = get_global("zone_territories").items()
    return frozenset(zone.partition("/")[0] for zone, territory in zones if territory == code)


def regions_in(text: str) -> set[str]:
    """The regions of the world that a text names."""
    return {name for name, words in _REGIONS.items() if words.search(text)}
