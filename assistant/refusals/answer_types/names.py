"""Whether a text says what something is called."""

from __future__ import annotations

import re

from assistant.reading.match import script
from assistant.refusals.answer_types.anew import (
    CAPITAL,
    OPENING_NAME,
    Test,
    has_new,
    has_new_noun,
)
from assistant.refusals.answer_types.organisations import BODY
from assistant.refusals.answer_types.people import asks_holder, names_person
from assistant.refusals.answer_types.places import without_countries

_ENUMERATED = re.compile(r"(?<=[:：])[^。；\n]{2,30}、[^。；\n]+")  # 四个港区：甲、乙、丙和丁
# A body with words before it that are its name: 长河电器公司, not 某公司, 外包公司 or 该公司.
_OWN_NAME = re.compile(
    r"(?<![某该本此其各多两几数一])(?!(?:外包|维保|供应|承包|施工|监理|保险|咨询|相关|有关|上述|其他"
    r"|合作|第三方|多家|国有|民营)(?:公司|企业|单位|机构|商))[\u4e00-\u9fff]{3,12}"
    r"(?:公司|企业|集团|大学|学院|银行|出版社|医院|酒店|宾馆|书店|学校|中学|小学|研究院|研究所|协会)"
    r"|[\u4e00-\u9fff]{2,8}(?<![座个家艘同该某各])(?:机场|港口|车站|工厂|剧院|体育[馆场])"
    r"|[\u4e00-\u9fff]{2,6}号(?![码召线称楼])"
    r"|[“「『《\"][^”」』》\"]{2,}[”」』》\"]"
)
# Words that treaties and minutes write with a capital, by themselves no names.
_NO_NAME = re.compile(
    r"\b(?:Stat|Part|Member|Board|Council|Committee|Commission|Secretariat|Chair|Government|Session"
    r"|Meeting|Annex|Table|Article|Section|Item)(?:e|y|ies)?s?\b(?! [A-Z])"
)
_LATIN_NAME = re.compile(r"(?<![A-Za-z])[A-ZÀ-Ž][a-zß-ž]{2,}|\b[A-Z]{2,}\w*")
_QUOTED_OR_LONG = re.compile(
    r"[“「『《\"«][^”」』》\"»]{2,}[”」』》\"»]|\b[A-Z][A-Za-z]*[A-Z0-9.]\w*"
    r"|\b(?!(?:The|A|An|In|On|At|For|By|Its?|This|These) )[A-Z]\w+ [A-Z]\w+"
)


def name_test(question: str) -> Test:
    """The test of "what is it called?"; the name of the holder of an office is a person's."""
    return names_person if asks_holder(question) else _name


def named_test(question: str) -> Test:
    """The test of "which firm?": something with a name of its own that the question lacks."""
    return _named


def _named(text: str, asked: str) -> bool:
    if script(text) == "han":
        return (
            has_new(_OWN_NAME, text, asked)
            or has_new(_LATIN_NAME, text, asked)
            or has_new_noun(text, asked, "nt")
            or has_new_noun(text, asked, "ns")
        )
    # "Which ship?" is not answered by its flag, nor by "the flag State".
    text = _NO_NAME.sub(" ", without_countries(text))
    return any(has_new(names, text, asked) for names in (CAPITAL, BODY, OPENING_NAME))


def _name(text: str, asked: str) -> bool:
    if has_new(_QUOTED_OR_LONG, text, asked):
        return True
    if script(text) != "han":
        return False
    return (
        has_new(_LATIN_NAME, text, asked)
        or has_new(_ENUMERATED, text, asked)
        or names_person(text, asked)
    )
