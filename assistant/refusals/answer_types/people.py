"""Whether a text says who: a person by name for the holder of an office, else anybody."""

from __future__ import annotations

import re

from assistant.letters import plain
from assistant.reading.match import script
from assistant.refusals.answer_types.anew import Test, has_new
from assistant.refusals.answer_types.organisations import BODY
from assistant.refusals.answer_types.places import names_country
from assistant.refusals.persons import (
    AFTER,
    is_chinese_name,
    may_be_name,
    sounded_names,
    titled_names,
)
from index.tagging import parts_of_speech

_ROLE = re.compile(
    r"负责人|责任人|主席|主任|秘书长|董事长|理事长|[馆组队部局院校会站所处科司厅船园机舰市县镇村州]长(?![期久远])|主编|总裁|经理|协调员"
    r"|作者|总统|大使|教练|机师|法官|导演"
    r"|\b(?:head|chair\w*|co-chair|director|president|minister|manager|secretary|coordinator"
    r"|author|rapporteur|owner|leader|ambassador|captain|mayor|dean|governor|commissioner|judge"
    r"|treasurer|commander|editor|curator|librarian|spokes\w+)\b",
    re.IGNORECASE,
)
_WHICH_PERSON = re.compile(
    r"哪[一两二三四五六七八九十几]?位|什么人|\bwho (?:heads|headed|chairs|chaired)\b"
    r"|\bqui (?:préside|présidait|a présidé|dirige)\b|\bquién (?:preside|presidió|dirige|dirigió)\b"
    r"|\b(?:which|what) (?:co-|vice-)?(?:chair\w*|rapporteurs?|ministers?|presidents?"
    r"|secretar(?:y|ies)|experts?|persons?|people|officials?|scientists?|professors?|engineers?|judges?)\b(?!['’])"
    r"|\b(?:who (?:are|were)|names? of) (?:the |these |those )?(?:other )?(?:\w+ )?"
    r"(?:people|persons|men|women)\b|[一两二三四五六七八九十几\d](?:位|个人|人).{0,24}(?:叫|名[称字]|[是有为]谁)",
    re.IGNORECASE,
)
# Whoever it is, the text says by whom, or who holds which part: "the owner is the Emergency Unit",
# 领队为祝小满, 由海岳设计院承担, "supplier Optrava".
_MEMBERS_ASKED = re.compile(  # of a body: they may be states
    r"\b(?:which|what) (?:\w+ )?(?:(?:board|council|committee|commission|panel|jury|team|crew) )?"
    r"(?:members?|delegates|delegations?)\b(?!['’])|哪[一两二三四五六七八九十几些]*[个名位]?(?:成员|委员|理事|董事|代表团)(?!国)",
    re.IGNORECASE,
)
_IN_OFFICE = re.compile(
    r"(?:(?<!以)人|[商方者]|主席|主任|主编|组长|领队|队长|院长|校长|单位|机构|得主|代表)(?:名?[是为]|[:：])"
    r"(?![谁待尚未不另空暂])\S"
)
_DOER = re.compile(
    r"[由经](?!于|此|过|来)[^，。；]{2,24}(?:承[担办建接揽]|主[持办管]|负责|提供|资助|出资|开发|建设|建造"
    r"|拍摄|牵头|编[写制]|执行|管理|运营|签[署字]|供[货应])"
    r"|[颁授交移提][给予与请]|依靠|依托|获奖者|得主|[^，。；]{2,12}(?:等?(?:出资|资助|捐赠|承办|主办))"
    r"|\b(?:owner|contractor|supplier|donor|winner|host|sponsor|author|designer|builder|partner|operator"
    r"|responsible|recipients?)s?(?:[:,]| is| are| was| were| will be)? (?:the )?[A-ZÀ-Ž]\w+"
    r"|\b(?:owner|contractor|supplier|winner) is\b|\b(?:awarded|went) to (?:an? |the )?\w+"
    r"|\b(?:jointly|together|cooperation|partnership|\w+ed|\w+en|made|built|run|held)"
    r" with (?:the )?[A-ZÀ-Ž]\w+"
    r"|\b(?:by|given to|for) (?:the )?[A-ZÀ-Ž]\w+"
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
    r"(?:任命|聘任|聘请|选举|推选|提名|授权|委托|委派|选派|指派|邀请|责成|由|主持|记录"
    r"|[馆组队部局院校会站所处科司厅船园]长|主任|[员师]|[作画专学术业]家|教授|书记|经理|工程师|主席)"
    rf"\s*[:：]?\s*(?P<name>[\u4e00-\u9fff]{{2,3}}?){AFTER}"
)
_DOTTED_PERSON = re.compile(r"[\u4e00-\u9fff]{1,6}[·•][\u4e00-\u9fff]{2,6}")  # 安娜·莫雷蒂
_TITLED = re.compile(
    r"(?:[\u4e00-\u9fffA-Za-zÀ-ž]['’·•. -]?){2,}(?:先生|女士|教授|博士|阁下)"
    r"|\b(?:Mr|Ms|Mrs|Dr|Prof(?:essor)?|Mme|Sra?|H\.E)\b\.?(?: ?[A-ZÀ-Ž][\w'’-]+){1,3}"
)
_FULL_NAME = re.compile(r"(?<![.\w] )(?<!^)\b[A-ZÀ-Ž][a-zß-ž]+(?:[ -][A-ZÀ-Ž][a-zß-ž]+){1,3}\b")
_NAME_IN_HAN = re.compile(
    r"(?<=[\u3400-\u9fff（，：])\s*[A-ZÀ-Ž][a-zß-ž]+(?:[ -](?:[a-z]{2,3} )?[A-ZÀ-Ž][a-zß-ž]+){1,3}"
)
FULL_NAME = 3  # characters of most names
_PERSON_TAGS = frozenset({"nr", "nrt", "nrfg"})
_NAMES = re.compile(
    r"\b[A-ZÀ-Ž][\w'’-]*\.?(?: (?:van|von|der?|da|dos|del|la|el|al|bin|[A-ZÀ-Ž][\w'’-]*\.?)){1,4}"
)
_NOT_A_PERSON = re.compile(
    r"\b(?:Board|Bank|Programme?|Plan|Centres?|Centers?|Union|Network|Initiative|Forum|States?|Index"
    r"|Fund|Agency|Group|Committee|Commission|Office|University|Institute|Ministry|Department|Day"
    r"|Conference|Assembly|Report|Project|Awards?|Lab|Alliance|Nations|Bureau|Council|Survey"
    r"|Development|Digital|Global|International|Regional|National|Action|Republic|North|South"
    r"|Telecommunications?|Communications?|Innovation|Acceleration|Generation|World|New)\b"
)


def person_test(question: str) -> Test:
    """The test of "who?": a person by name for the holder of an office, else any name."""
    return names_person if asks_holder(question) or asks_person(question) else _whoever


def asks_holder(question: str) -> bool:
    """Whether a question names an office or task, so that its holder is a person."""
    return _ROLE.search(question) is not None


def asks_person(question: str) -> bool:
    """Whether a question asks which of the people of some office or kind."""
    return _WHICH_PERSON.search(question) is not None


def asks_member(question: str) -> bool:
    """Whether a question asks which members of a body, be they people or states."""
    return _MEMBERS_ASKED.search(question) is not None


def member_test(question: str) -> Test:
    """The test of "which members?": whoever is named, be it a person, a body or a country."""
    return lambda text, asked: _whoever(text, asked) or names_country(text, asked)


def people_in(text: str) -> list[str]:
    """The people that a text in Latin letters names: with a title, or by two names."""
    found = [match.group().rstrip(".") for match in _NAMES.finditer(text)]
    return [
        name
        for name in found
        if _TITLED.match(name)
        or (" " in name and not (_NOT_A_PERSON.search(name) or _ROLE.search(name)))
    ]


def names_person(text: str, asked: str) -> bool:
    """Whether a text names a person that the question does not."""
    if any(has_new(pattern, text, asked) for pattern in (_DOTTED_PERSON, _IN_OFFICE)):
        return True
    if any(_other_name(match.group(), asked) for match in _TITLED.finditer(text)):
        return True
    if any(plain(text[start:end]) not in asked for start, end in chinese_people(text)):
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
        mark in _PERSON_TAGS
        and (f"{word}·" in text or f"·{word}" in text)
        and plain(word) not in asked
        for word, mark in parts_of_speech(text)
    )


def chinese_people(text: str) -> list[tuple[int, int]]:
    """Where a text names people in Chinese: by a title, where a name stands, by what it looks like.

    A name within another counts once; what only looks like one of two letters (罗盘) is one where
    there is no other.
    """
    found = [*sounded_names(text), *titled_names(text)]
    found += [m.span("name") for m in _NAMED_PERSON.finditer(text) if may_be_name(m["name"])]
    by_looks = _tagged_people(text)
    found += [span for span in by_looks if span[1] - span[0] >= FULL_NAME]
    found = found or by_looks
    return [
        (start, end)
        for start, end in sorted(set(found))
        if not any(o != (start, end) and o[0] <= start and end <= o[1] for o in found)
    ]


def _tagged_people(text: str) -> list[tuple[int, int]]:
    """Where a text has words that a tagger takes for people's names and that begin as one."""
    found, place = [], 0
    for word, mark in parts_of_speech(text):
        start = text.find(word, place)
        place = start + len(word)
        known = may_be_name(word) if len(word) == FULL_NAME else is_chinese_name(word)
        if mark in _PERSON_TAGS and known:
            found.append((start, place))
    return found


def _other_name(name: str, asked: str) -> bool:
    """Whether a full name is of somebody else: its family name is not in the question."""
    letters = plain(name)
    office = _ROLE.fullmatch(name.split()[-1]) is not None  # "Executive Secretary"
    known = name.isascii() and plain(name.split()[-1]) in asked
    return letters not in asked and not (office or known)


def _whoever(text: str, asked: str) -> bool:
    return (
        names_person(text, asked)
        or has_new(BODY, text, asked)
        or has_new(_DOER, text, asked)
        or names_country(text, asked, acting=True)
    )
