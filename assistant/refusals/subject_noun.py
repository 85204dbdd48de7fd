"""What "which?" and "what?" ask for: a hotel is asked for, and no hotel is spoken of."""

from __future__ import annotations

import re

from assistant.question import bare
from index.tagging import parts_of_speech

# Kinds of detail with a test of their own (``answer_types``), and words that name no kind of thing.
_TESTED = re.compile(
    r"^(?:year|date|day|month|time|city|town|country|place|person|people|amount|sum|percentage|share"
    r"|proportion|number|kind|type|sort|thing|one|two|three|four|five|six|way|name|other|part|much|many"
    r"|result|figure|value|reason|purpose|aim|goal|role|title|subject)(?:s|ies)?$"
    r"|^(?:年|月|日|天|时候|城市|国家|地方|地区|人|事|原因|情况|内容|意思|方面|东西|时间|名字|名称)",
    re.IGNORECASE,
)
# What has a name of its own: "which firm?" is not answered by "a firm".
_NAMED = re.compile(
    r"^(?:firm|compan(?:y|ies)|hotel|school|universit(?:y|ies)|college|bank|supplier|contractor|vendor"
    r"|insurer|shipyard|hospital|museum|team|club|agenc(?:y|ies)|publisher|newspaper|airline"
    r"|provider|operator|institution|laborator(?:y|ies)|academ(?:y|ies)|foundation|association|manufacturer|consultanc(?:y|ies)|bookshop|shop|restaurant|village|district|municipalit(?:y|ies)|count(?:y|ies)|parish|clinic|doctor"
    r"|consultant|donor|sponsor|model|winner|captain|engineer|teacher|professor|GP|nurse|official|manager|author|designer|speaker|architect|bidder|merchant|squad|ministry|institute|newspaper|ship|vessel|boat|airport|plant|factory|theatre|stadium)s?$"
    r"|(?:公司|企业|运营商|酒店|宾馆|学校|院校|高校|大学|学院|实验室|银行|供应商|承包商|厂商|厂家|医院|博物馆|队伍?|出版社"
    r"|报社|书店|单位|机构|组织|村|镇|社区|小区|机场|港口|车站|轮船|渔船|船只?|工厂|剧院|体育[馆场])$",
    re.IGNORECASE,
)
_SEVERAL_NAMED = re.compile(  # whatever they do: "which companies provide"
    r"\b(?:which|what) (?:[\w-]+ ){0,2}?(?:firms|hotels|schools|banks|suppliers|contractors|vendors"
    r"|insurers|hospitals|museums|teams|clubs|airlines|providers|operators|institutions|foundations|associations|donors"
    r"|sponsors|bidders|(?:compan|universit|agenc|academ|laborator|consultanc|ministr)ies)\b(?!['’])",
    re.IGNORECASE,
)
_VERBS = "is|are|was|were|did|do|does|has|have|had|will|would|can|could|may|must|should"
# What ends a noun phrase: a verb, also one whose past is its own form, or a preposition.
_ENDS = (
    rf"{_VERBS}|in|of|for|from|at|by|that|to|on|with|under|during|between|outside|inside|not|only"
    r"|took|take|gave|give|got|get|won|win|led|lead|ran|run|made|make|came|come|went|go|built|build"
    r"|paid|pay|held|hold|sent|send|sold|sell|began|begin|left|leave|met|meet|wrote|write|set|put"
    r"|spent|spend|bought|buy|sat|sit|fell|fall|rose|rise|grew|grow|chose|choose|kept|keep|lost|lose"
    r"|brought|bring|drew|draw|owe|carry|work|host|lie|stand|said|say|found|find|became|become"
)
_COUNT = r"(?:\d+|one|two|three|four|five|six|seven|eight|nine|ten|other|new) "
_ASKED = re.compile(
    rf"\b(?:which|what) (?!(?:{_VERBS}|of|the|to)\b)(?:{_COUNT})*"
    rf"(?P<en>[a-z-]+(?: (?!(?:{_ENDS})\b)[a-z-]+){{0,3}}?)"
    rf"(?= (?:{_ENDS})\b| [a-z]+(?:ed|s)(?! (?:{_ENDS})\b| [a-z]+ed\b)|\?|$)"
    r"|\bname of (?:the |an? )?(?P<named>[a-z-]+(?: [a-z-]+){0,2}?)"
    r"(?= (?:of|that|who|which|in|at|for|from)\b|[?,]|$)"
    r"|哪[一两二三四五几]?(?:家|所|个|座|款|条|项|种|份|本|支|艘|台)(?P<zh>[\u4e00-\u9fff]{2,6})"
    r"|(?<!为)什么(?P<what>[\u4e00-\u9fff]{2,6})",
    re.IGNORECASE,
)


def noun_asked_for(question: str) -> str:
    """The noun that a question asks for by "which", "what" or "name of"; empty where there is none.

    Args:
        question: its words; the conversation that it carries along is left out.
    """
    noun = any_noun_asked_for(question)
    return "" if not noun or _TESTED.search(noun.split()[-1]) else noun


def any_noun_asked_for(question: str) -> str:
    """The same, be it a city, a year or a person, which have tests of their own."""
    match = _ASKED.search(bare(question))
    if not match:
        return ""
    noun = next(group for group in match.groups() if group)
    if noun.isascii():
        return noun
    noun = leading_nouns(noun)
    return noun if len(noun) > 1 else ""


def asks_named(question: str) -> bool:
    """Whether a question asks for something that has a name of its own: a firm, a school."""
    if _SEVERAL_NAMED.search(bare(question)):
        return True
    noun = noun_asked_for(question)
    return bool(noun) and _NAMED.search(noun.split()[-1]) is not None


def leading_nouns(phrase: str) -> str:
    """The nouns that a Chinese phrase begins with (人拿到 counts people)."""
    nouns = ""
    for word, tag in parts_of_speech(phrase):
        is_level = tag == "m" and word.endswith("级")  # 一级馆
        if tag[0] not in "nbjl" and tag not in ("vn", "an", "eng") and not is_level:
            break
        nouns += word
    return nouns
