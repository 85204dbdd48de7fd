"""Typed tests of details: a person's name is no role, a day is no month, a country no continent.

Each takes the words of a text and the letters of the question (``letters.plain``), since what the
question says itself is no answer to it.
"""

from __future__ import annotations

import re
from collections.abc import Callable

from assistant.figures import dates
from assistant.letters import plain
from assistant.reading.holding import holds
from assistant.reading.match import script
from assistant.refusals.persons import is_chinese_name, is_sounded
from index.abbreviations import parts_of_speech

Test = Callable[[str, str], bool]

_DAY_ASKED = re.compile(
    r"哪一?[天日]|几[号日]|什么日子|具体日期"
    r"|\b(?:what|which|exact) (?:date|day)\b|\bon what date\b|\bquel jour\b|\bqué día\b",
    re.IGNORECASE,
)
_DURATION_ASKED = re.compile(
    r"多久|多长时间|(?:几|多少)(?:天|年(?![轻龄级])|个月|小时|分钟)(?!份)"
    r"|\bhow many (?:(?:calendar|working|more) )?(?:days|weeks|months|years|hours|minutes)\b"
    r"|\bhow long\b|\bduration\b|\bcombien de temps\b|\bcuánto tiempo\b",
    re.IGNORECASE,
)
_DURATION = re.compile(
    r"\d(?:\.\d+)?\s?k?m\b|公里|"  # how long a road is
    r"[\d两一二三四五六七八九十半]\s*(?:多|余|个)*\s*(?:年|月|周|星期|天|日|小时|分钟?|秒)"
    r"|\b(?:\d+|an?|one|two|three|four|five|six|seven|eight|nine|ten|twelve|twenty|thirty)"
    r"(?: \(\d+\))?[ -](?:(?:calendar|working|consecutive|full) )?"
    r"(?:year|month|week|day|hour|minute|second)s?\b"
    r"|\b(?:an?s?|mois|semaines?|jours?|heures?)\b",
    re.IGNORECASE,
)
# Times of day, days of the week, and what recurs: "from 9:30 on weekdays" tells when.
_RECURRING = re.compile(
    r"(?<!\d)\d{1,2}[:：]\d\d(?!\d)|\b\d{1,2} ?[ap]\.?m\b"
    r"|\b(?:mon|tues|wednes|thurs|fri|satur|sun|week)days?\b"
    r"|\b(?:every|each) (?:day|week|month|quarter|year|spring|summer|autumn|winter|\w+day)\b"
    r"|\b(?:daily|weekly|monthly|quarterly|yearly|annually|twice a (?:year|month|week))\b"
    r"|[\d一二三四五六七八九十]点(?:半|钟|整|至|到)?|周[一二三四五六日末]|星期[一二三四五六日天]|每[天日周月年季晚早]",
    re.IGNORECASE,
)
_ENDS = re.compile(
    r"至|到|截止|为止|期满|届满|\b(?:until|till|to|by|through|ends?|ended|expires?|lasts?|since)\b|[–—]",
    re.IGNORECASE,
)
_MONTHS = (
    r"(?:jan|feb|mar|apr|may|june?|july?|aug|sept?|oct|nov|dec|janv|févr|avr|mai|juin|juil|août)"
    r"[a-zéû]*\.?"
)
_A_MONTH = re.compile(_MONTHS, re.IGNORECASE)
_DAY = re.compile(
    rf"\d\s*[日号]|月\s*\d|\d{{4}}-\d\d-\d\d|\b\d{{1,2}}(?:st|nd|rd|th)?(?: of)? {_MONTHS}"
    rf"|\b{_MONTHS} \d{{1,2}}\b",
    re.IGNORECASE,
)
# "which sixteen least developed", 哪两个美洲: what stands before the noun that is asked for.
_ZH_WHICH = r"(?:哪[一两二三四五六七八九十几些\d]*[个座处]?|什么)[\u4e00-\u9fff]{0,4}?"
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
    r"[非亚欧美]洲|亚太|阿拉伯$|独联体|区域|地区|中东|拉美|加勒比$|太平洋|全球|世界|国际|[两各多本]国"
)
# Words that the tagger takes for places, and places of no name.
_NOT_PLACES = frozenset(
    "攸关 惠及 普及 关联 云集 深度 外联 加盟 伦理 中断 加密 满意度 嘉宾 契约 入门 海关"
    " 四门 重建家园 城市 城镇 王国 共和国 大洲 海洋 城区 国家".split()
)
# 在宿雾举行, 位于塔什干: places by where they stand, whatever the tagger makes of them.
_HELD_AT = re.compile(
    r"(?:在|赴|于)(?P<at>[\u4e00-\u9fff]{2,12}?)(?:举行|召开|举办|成立|启动|设立|开幕|落成|启用|签署|开设)"
    r"|[位设坐]落?[于在](?P<in>[\u4e00-\u9fff]{2,8})"
)
ABROAD = " , "  # in place of the name of a country
# In a country, then the place: 在多米尼加的圣多明哥举行, "Lagos, Nigeria".
_IN_A_COUNTRY = re.compile(
    rf"{ABROAD}的?(?P<city>(?![的和与及等在为于是了将提正已各两]|政府|当局|代表|首都|全国|境内|总统|国家)"
    r"[\u4e00-\u9fff]{2,6}?)"
    r"(?=举行|召开|举办|成立|启动|设立|开幕|落成|启用|开设|[，。；、（(]|[市城])"
)
_AT_A_CITY = re.compile(  # 在卢萨卡（, 地点为达喀尔、安曼
    r"(?:[在于赴]|抵达|到达|前往|地点[为是:：])(?P<city>[\u4e00-\u9fff]{2,6})(?=[（(，。；、])"
)
_BELOW_COUNTRY = re.compile(r"[市省州县镇村区]$")
_ROLE = re.compile(
    r"负责人|责任人|主席|主任|秘书长|董事长|理事长|会长|馆长|组长|队长|主编|部长|局长|院长|总裁|校长|经理|协调员|作者|总统|大使"
    r"|\b(?:head|chair\w*|co-chair|director|president|minister|manager|secretary|coordinator"
    r"|author|rapporteur|owner|leader|ambassador)\b",
    re.IGNORECASE,
)
_WHICH_PERSON = re.compile(
    r"哪[一两二三四五六七八九十几]?位|什么人|\bwho (?:heads|headed|chairs|chaired)\b"
    r"|\bqui (?:préside|présidait|a présidé|dirige)\b|\bquién (?:preside|presidió|dirige|dirigió)\b"
    r"|\b(?:which|what) (?:co-|vice-)?(?:chair\w*|rapporteurs?|ministers?|presidents?"
    r"|secretar(?:y|ies)|experts?|persons?|people|officials?|scientists?|professors?|engineers?|judges?)\b(?!['’])",
    re.IGNORECASE,
)
# Whoever it is, the text says by whom, or who holds which part: "the owner is the Emergency Unit",
# 领队为祝小满, 由海岳设计院承担, "supplier Optrava".
_IN_OFFICE = re.compile(
    r"(?:[人商方者]|主席|主任|主编|组长|领队|队长|院长|校长|单位|机构|得主|代表)(?:名?[是为]|[:：])"
    r"(?![谁待尚未不另空暂])\S"
)
_DOER = re.compile(
    r"[由经](?!于|此|过|来)[^，。；]{2,24}(?:承[担办建接揽]|主[持办管]|负责|提供|资助|出资|开发|建设|建造"
    r"|拍摄|牵头|编[写制]|执行|管理|运营|签[署字]|供[货应])"
    r"|[颁授交移提][给予与请]|依靠|依托|获奖者|得主|[^，。；]{2,12}(?:等?(?:出资|资助|捐赠|承办|主办))"
    r"|\b(?:owner|contractor|supplier|donor|winner|host|sponsor|author|designer|builder|partner|operator"
    r"|responsible|recipients?)s?(?:[:,]| is| are| was| were| will be)? (?:the )?[A-ZÀ-Ž]\w+"
    r"|\b(?:owner|contractor|supplier|winner) is\b|\b(?:awarded|went) to (?:an? |the )?\w+"
    r"|\b(?:by|given to|for) (?:the )?[A-ZÀ-Ž]\w+"
)
_ALONG = re.compile(
    r"(?:[在赴于向至到从]|来自|\b(?:in|at|from|to|of|for|on|near|outside)(?: the)?\s?)$"
)
_HOLDER = re.compile(
    r"(?:[Cc]hair\w*|[Pp]resident|[Dd]irector|[Mm]anager|[Hh]ead|[Mm]inister|[Ss]ecretary|[Cc]oordinator"
    r"|[Ee]ngineer|[Oo]fficer|[Ee]stimator|[Cc]aptain|[Ss]uperintendent|[Tt]reasurer|[Cc]ontact|[Ee]ditor"
    r"|[Rr]apporteur|[Aa]uthor|[Oo]wner|[Ll]ead)(?:[:,]| is| was)? (?:Mr |Ms |Mrs |Dr |Prof )?"
    r"(?P<after>[A-ZÀ-Ž][a-zß-ž]+ (?:[A-Z]\. )?[A-ZÀ-Ž][a-zß-ž]+)"
    r"|(?P<before>[A-ZÀ-Ž][a-zß-ž]+ (?:[A-Z]\. )?[A-ZÀ-Ž][a-zß-ž]+), (?:the |an? )?(?:\w+ ){0,3}"
    r"(?:[Cc]hair|[Pp]resident|[Dd]irector|[Mm]anager|[Hh]ead|[Mm]inister|[Ss]ecretary|[Ee]ngineer|[Oo]fficer)"
)
# 任命顾念慈为主任: names by where they stand, whatever the tagger makes of them.
_NAMED_PERSON = re.compile(
    r"(?:任命|聘任|聘请|选举|推选|提名|由|主持[:：]?|记录[:：]?|馆长|局长|主任|[员师]|教授|书记|经理|院长|校长|会长|工程师|主席|部长|司长)"
    r"\s*(?P<name>[\u4e00-\u9fff]{2,3}?)(?=[为任担主牵负等汇介出获和与及，。；、（(\s]|$)"
)
_DOTTED_PERSON = re.compile(r"[\u4e00-\u9fff]{1,6}[·•][\u4e00-\u9fff]{2,6}")  # 安娜·莫雷蒂
_ENUMERATED = re.compile(r"(?<=[:：])[^。；\n]{2,30}、[^。；\n]+")  # 四个港区：甲、乙、丙和丁
_TITLED = re.compile(
    r"(?:[\u4e00-\u9fffA-Za-zÀ-ž]['’·•. -]?){2,}(?:先生|女士|教授|博士|阁下)"
    r"|\b(?:Mr|Ms|Mrs|Dr|Prof(?:essor)?|Mme|Sra?|H\.E)\b\.?(?: ?[A-ZÀ-Ž][\w'’-]+){1,3}"
)
_FULL_NAME = re.compile(r"(?<![.\w] )(?<!^)\b[A-ZÀ-Ž][a-zß-ž]+(?:[ -][A-ZÀ-Ž][a-zß-ž]+){1,3}\b")
_NAME_IN_HAN = re.compile(
    r"(?<=[\u3400-\u9fff（，：])\s*[A-ZÀ-Ž][a-zß-ž]+(?:[ -](?:[a-z]{2,3} )?[A-ZÀ-Ž][a-zß-ž]+){1,3}"
)
_NOT_A_PERSON = re.compile(
    r"\b(?:Board|Bank|Programme?|Plan|Centres?|Centers?|Union|Network|Initiative|Forum|States?|Index"
    r"|Fund|Agency|Group|Committee|Commission|Office|University|Institute|Ministry|Department|Day"
    r"|Conference|Assembly|Report|Project|Awards?|Lab|Alliance|Nations|Bureau|Council|Survey"
    r"|Development|Digital|Global|International|Regional|National|Action|Republic|North|South"
    r"|Telecommunications?|Communications?|Innovation|Acceleration|Generation|World|New)\b"
)
_ORGANISATION = re.compile(
    r"[\u4e00-\u9fff]{2}(?:部|局|署|司|厅|委员会|大学|公司|联盟|组织|机构|协会|学院|银行|基金会|中心|集团|国家)"
    r"|\b[A-Z]{2,}\b|\b[A-Z]\w+ (?:of|and|for) |\b(?:University|Ministry|Commission|Bank|Agency)\b"
)
# Organisations by name, for "who?": 34个国家代表私营部门 names none.
_BODY = re.compile(
    r"[\u4e00-\u9fff]{2}(?:局|署|委员会|大学|公司|联盟|银行|基金会|学院|协会|集团|联合国)"
    r"|(?<![个类种等关营门府])(?:[\u4e00-\u9fff]{2}部)(?![门分署长])|\b[A-Z]{3,}\b"
    r"|\b(?:University|Ministry|Commission|Bank|Agency|Foundation|Group|Inc|Ltd) ?"
    r"|\b[A-Z]\w+ (?:&|and) [A-Z]\w+|\bby (?:the )?[A-Z][a-z]+"
    r"|\b[Tt]he (?:[a-z]+ )?"
    r"(?:government|ministry|council|bank|agency|city|state|secretariat|board)\b"
)
_PLACE = re.compile(
    r"(?:地[点址]|[会选场院馆地]址|首站)(?:设?[为是在]|[:：])?[\u4e00-\u9fff]{2}|"
    r"[\u4e00-\u9fff]{1,6}(?:市|省|州|县|城|国|岛|区域|地区|总部)"
)
_SCHOOL_ASKED = re.compile(r"哪.{0,2}大学|\b(?:which|what) universit(?:y|ies)\b", re.IGNORECASE)
_SCHOOL = re.compile(r"大学|学院|\b(?:Universit|Institut|College|Academ)\w*")
_COMPANY_ASKED = re.compile(
    r"哪.{0,2}(?:公司|企业)|\b(?:which|what) (?:compan(?:y|ies)|firms?)\b", re.IGNORECASE
)
_COMPANY = re.compile(
    r"[\u4e00-\u9fff]{2}(?:公司|集团|企业)|(?<![A-Za-z])[A-ZÀ-Ž][a-zß-ž]{3,}(?![A-Za-z])|\b(?:Inc|Ltd|Corp|Co)\b"
)
# A body with words before it that are its name: 长河电器公司, not 某公司, 外包公司 or 该公司.
_OWN_NAME = re.compile(
    r"(?<![某该本此其各多两几数一])(?!(?:外包|维保|供应|承包|施工|监理|保险|咨询|相关|有关|上述|其他"
    r"|合作|第三方|多家|国有|民营)(?:公司|企业|单位|机构|商))[\u4e00-\u9fff]{3,12}"
    r"(?:公司|企业|集团|大学|学院|银行|出版社|医院|酒店|宾馆|书店|学校|中学|小学|研究院|研究所|协会)"
    r"|[“「『《\"][^”」』》\"]{2,}[”」』》\"]"
)
_TOWN = re.compile(r"[\u4e00-\u9fff]{2,6}[市城]")
# Capitals inside a sentence.
_CAPITAL = re.compile(r"(?:(?<=[^\W\d_] )|(?<=, )|(?<=[\u3400-\u9fff]))[A-Z][a-zé'’]+")
_PLACED = re.compile(
    r"(?:\b(?:in|at|near|from|to|outside|of|via|visit(?:ed)?|between|and)|[,|(])\s(?:the )?"
    r"[A-ZÀ-Ž][a-zß-ž'’]+"
)
_LATIN_NAME = re.compile(r"(?<![A-Za-z])[A-ZÀ-Ž][a-zß-ž]{2,}|\b[A-Z]{2,}\w*")
_QUOTED_OR_LONG = re.compile(
    r"[“「『《\"«][^”」』》\"»]{2,}[”」』》\"»]|\b[A-Z][A-Za-z]*[A-Z0-9.]\w*"
    r"|\b(?!(?:The|A|An|In|On|At|For|By|Its?|This|These) )[A-Z]\w+ [A-Z]\w+"
)
_PHONE_ASKED = re.compile(
    r"电话|手机|\bphone|\btelephone|\btel\b|téléphone|teléfono|телефон|الهاتف", re.I
)
_EMAIL_ASKED = re.compile(r"邮|\be-?mails?\b|courriel|correo|почт|البريد", re.I)
_PHONE = re.compile(
    r"\+\d[\d ()\u00a0-]{6,}|\(\d{2,4}\)\s?[\d –-]{5,}|\b0\d{2,3}-\d{6,}"
    r"|\b\d{3}[-–.]\s?\d{3}[-–.]\s?\d{4}\b|分机\s?\d"
    r"|\b(?:tel|phone|telephone|fax|call|ring|dial|extension|ext)\b[^\d\n]{0,24}\d[\d ()-]{2,}",
    re.IGNORECASE,
)
_EMAIL = re.compile(r"\w@\w+[\w-]*\.\w")


def person_test(question: str) -> Test:
    """The test of "who?": a person by name for the holder of an office, else any name."""
    return _person if asks_holder(question) or asks_person(question) else _whoever


def asks_holder(question: str) -> bool:
    """Whether a question names an office or task, so that its holder is a person."""
    return _ROLE.search(question) is not None


def place_test(question: str) -> Test:
    """The test of "where?", of "in which country?", or of "in which city?"."""
    if asks_country(question):
        return _country
    if asks_region(question):
        return lambda text, asked: _new(_REGION, text, asked) or _place(text, asked)
    return _city if _CITY_ASKED.search(question) else _place


def asks_country(question: str) -> bool:
    """Whether a question asks for a country or countries by name."""
    return _COUNTRY_ASKED.search(question) is not None


def asks_city(question: str) -> bool:
    """Whether a question asks for a city or town by name."""
    return _CITY_ASKED.search(question) is not None


def asks_region(question: str) -> bool:
    """Whether a question asks for a region of the world or of a country by name."""
    return _REGION_ASKED.search(question) is not None


def asks_person(question: str) -> bool:
    """Whether a question asks which of the people of some office or kind."""
    return _WHICH_PERSON.search(question) is not None


def asks_university(question: str) -> bool:
    """Whether a question asks for a university by name."""
    return _SCHOOL_ASKED.search(question) is not None


def asks_duration(question: str) -> bool:
    """Whether a question asks how long something takes."""
    return _DURATION_ASKED.search(question) is not None


def date_test(question: str) -> Test:
    """The test of "when?", of "how long?", or of "on what day?"."""
    if asks_duration(question):
        return lambda text, asked: _new(_DURATION, text, asked) or _until(text, asked)
    return _day if _DAY_ASKED.search(question) else _date


def contact_test(question: str) -> Test:
    """The test of the kind of address that is asked for."""
    if _PHONE_ASKED.search(question):
        return lambda text, asked: _PHONE.search(text) is not None
    if _EMAIL_ASKED.search(question):
        return lambda text, asked: _EMAIL.search(text) is not None
    return lambda text, asked: holds("contact", text)


def organisation_test(question: str) -> Test:
    """The test of "which organisation?", of "which university?", or of "which company?"."""
    if asks_university(question):
        return lambda text, asked: _SCHOOL.search(text) is not None
    if _COMPANY_ASKED.search(question):
        return lambda text, asked: _new(_COMPANY, text, asked)
    return organisation


def organisation(text: str, asked: str) -> bool:
    """Whether a text names an organisation that the question does not."""
    return (
        _new(_ORGANISATION, text, asked)
        or _tagged(text, asked, "nt")
        or (script(text) == "latin" and _new(_CAPITAL, text, asked))
    )


def name_test(question: str) -> Test:
    """The test of "what is it called?"; the name of the holder of an office is a person's."""
    return _person if asks_holder(question) else _name


def named_test(question: str) -> Test:
    """The test of "which firm?": something with a name of its own that the question lacks."""
    return _named


def _named(text: str, asked: str) -> bool:
    if script(text) == "han":
        return (
            _new(_OWN_NAME, text, asked)
            or _new(_LATIN_NAME, text, asked)
            or _tagged(text, asked, "nt")
            or _tagged(text, asked, "ns")
        )
    return _new(_CAPITAL, text, asked) or _new(_BODY, text, asked)


def _name(text: str, asked: str) -> bool:
    if _new(_QUOTED_OR_LONG, text, asked):
        return True
    if script(text) != "han":
        return False
    return _new(_LATIN_NAME, text, asked) or _new(_ENUMERATED, text, asked) or _person(text, asked)


def _person(text: str, asked: str) -> bool:
    if any(_new(pattern, text, asked) for pattern in (_DOTTED_PERSON, _IN_OFFICE)):
        return True
    if any(_other_name(match.group(), asked) for match in _TITLED.finditer(text)):
        return True
    named = [match["name"] for match in _NAMED_PERSON.finditer(text)]
    if any(is_chinese_name(name) and plain(name) not in asked for name in named):
        return True
    holders = [m["after"] or m["before"] for m in _HOLDER.finditer(text)]
    if any(not _NOT_A_PERSON.search(name) and _other_name(name, asked) for name in holders):
        return True
    full = _NAME_IN_HAN if script(text) == "han" else _FULL_NAME
    if any(
        not _NOT_A_PERSON.search(match.group()) and _other_name(match.group(), asked)
        for match in full.finditer(text)
    ):
        return True
    return any(
        mark in ("nr", "nrt", "nrfg")
        and (is_chinese_name(word) or f"{word}·" in text or f"·{word}" in text)
        and plain(word) not in asked
        for word, mark in parts_of_speech(text)
    )


def _other_name(name: str, asked: str) -> bool:
    """Whether a full name is of somebody else: its family name is not in the question."""
    letters = plain(name)
    return letters not in asked and (not name.isascii() or plain(name.split()[-1]) not in asked)


def _whoever(text: str, asked: str) -> bool:
    return (
        _person(text, asked)
        or _new(_BODY, text, asked)
        or _new(_DOER, text, asked)
        or _country(text, asked, acting=True)
    )


def _place(text: str, asked: str) -> bool:
    return (
        _new(_PLACE, text, asked)
        or _tagged(text, asked, "ns")
        or _placed(text, asked)
        or _held_at(text, asked)
    )


def _placed(text: str, asked: str) -> bool:
    """Whether a name in Latin letters stands behind a word of place: "at Ellsworth"."""
    if script(text) == "han":
        return _new(_CAPITAL, text, asked)
    found = [match.group().split()[-1] for match in _PLACED.finditer(text)]
    return any(plain(name) not in asked and not _A_MONTH.fullmatch(name) for name in found)


def _held_at(text: str, asked: str) -> bool:
    """Whether a Chinese text says at which place something is held or stands."""
    found = [match["at"] or match["in"] for match in _HELD_AT.finditer(text)]
    return any(plain(place) not in asked and not _REGIONS.search(place) for place in found)


def _city(text: str, asked: str) -> bool:
    """Whether a text names a place that is no country and no region."""
    countries = {name for _, name in countries_in(text)}
    for country in countries:  # 突尼斯城 is none, nor is Mexico City
        text = re.sub(rf"{re.escape(country)}(?!城|市| City)", ABROAD, text)
    found = [word for word, mark in parts_of_speech(text) if mark == "ns" and len(word) > 1]
    if any(
        plain(word) not in asked and word not in _NOT_PLACES and not _REGIONS.search(word)
        for word in found
    ):
        return True
    if any(plain(match["city"]) not in asked for match in _IN_A_COUNTRY.finditer(text)):
        return True
    return _placed(text, asked) or _new(_TOWN, text, asked) or _named_city(text, asked)


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


def _country(text: str, asked: str, acting: bool = False) -> bool:
    """Whether a text names a country that the question does not.

    Args:
        text: the words.
        asked: the letters of the question.
        acting: a country where something is or that something is for does not count.
    """
    for start, name in countries_in(text):
        if plain(name) not in asked and not (acting and _ALONG.search(text[:start])):
            return True
    if acting:
        return False
    return any(
        mark == "ns"
        and len(word) > 1
        and plain(word) not in asked
        and word not in _NOT_PLACES
        and not _REGIONS.search(word)
        and not _BELOW_COUNTRY.search(word)
        for word, mark in (parts_of_speech(text) if script(text) == "han" else ())
    )


def _date(text: str, asked: str) -> bool:
    return any(plain(date) not in asked for date in dates(text)) or _new(_RECURRING, text, asked)


def _until(text: str, asked: str) -> bool:
    """Whether a text says from when to when, or until when."""
    told = [date for date in dates(text) if plain(date) not in asked]
    return len(told) > 1 or bool(told and _ENDS.search(text))


def _day(text: str, asked: str) -> bool:
    return any(plain(date) not in asked and _DAY.search(date) for date in dates(text))


def _new(pattern: re.Pattern[str], text: str, asked: str) -> bool:
    return any(plain(match.group()) not in asked for match in pattern.finditer(text))


def _tagged(text: str, asked: str, tag: str) -> bool:
    """Whether a Chinese text has a proper noun of a kind that the question does not name."""
    return any(
        mark == tag and len(word) > 1 and plain(word) not in asked and word not in _NOT_PLACES
        for word, mark in parts_of_speech(text)
    )
