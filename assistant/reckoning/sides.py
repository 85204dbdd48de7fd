"""Questions about two or more things, each asked about by itself where no passage tells of all.

"Which drew more people, the spring fair or the autumn fair?" asks how many people each drew; "in
which countries were the 2023 and the 2026 forum held?" asks the same of either year. What the two
are answered with is compared, or told side by side.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal

from assistant.question import asks
from assistant.reckoning.against import against
from assistant.reckoning.wording import words_of
from assistant.refusals.constraints import constraints
from assistant.substitution import substituted
from index.abbreviations import parts_of_speech

Task = Literal["compare", "difference", "sum", "told"]

_YEAR = re.compile(r"(?:19|20)\d{2}年?")

_MARK = re.compile(r"(?:[A-Za-z]+-?)?\d+")
_DATED = re.compile(r"^(?:19|20)\d{2}(?:[-–—]\d{2,4})?年?度?(?:的)?(?=\D)")
_CLAUSE = r"[^，,：:；;？?]"
_AND_ZH = (
    "(?:还是|(?<!共)和(?![平谐解睦])|跟(?![踪进随])|与(?!会)|同(?![时样期年意一])"
    "|(?<![相百对])比(?![例重赛率较]))"
)
_ZH = (
    re.compile(
        rf"(?P<a>{_CLAUSE}{{2,40}}?)[，,]?{_AND_ZH}(?P<b>{_CLAUSE}{{2,40}}?)"
        r"(?:相比|比|之间|中|里|两[个者家次边方]?)?[，,]?(?P<after>(?:哪|谁|各|分别|都是).*)$"
    ),
)
_ZH_EACH = re.compile(
    r"(?P<a>[^，,：:；;？?、]{2,40}?)、(?P<b>[^，,：:；;？?、]{2,40}?)[，,]?(?P<after>(?:哪|谁|各|分别|都是).*)$"
)
_ZH_HELD = re.compile(
    rf"^(?P<before>(?:.*[，,：:])?(?:请|把|将)?)(?:比较|对比)?(?:一?下)?"
    rf"(?P<a>{_CLAUSE}{{2,40}}?)(?:和|跟|与|同|对比|\s?(?i:vs\.?)\s?)(?P<b>{_CLAUSE}{{2,40}}?)"
    r"(?:(?:相比|对比|比较|比一比|比比)(?:一下|起来)?)?(?:(?:怎么样|如何)?[，,。？?](?P<after>.*))?$"
)
_HELD = re.compile(r"相比|对比|比较(?!多|少|大|小|高|低)|比一比|比一下|比比|vs", re.IGNORECASE)
_EN = (
    re.compile(
        r"(?P<before>(?:^|.*?[,:] )(?:did|does|do|has|have|had|was|were|is|are|will) )"
        r"(?P<a>[^,:?]{3,60}?) or (?P<b>[^,:?]{3,60}?)"
        r"(?P<after> \w+ (?:the )?(?:more|most|fewer|larger|bigger|higher|greater|longer)\b.*)$",
        re.IGNORECASE,
    ),
    re.compile(
        r"(?P<before>.*\b(?:more|fewer) )(?P<a>[^,:?]{3,60}?),? or (?:more|fewer) "
        r"(?P<b>[^,?:]{3,60}?)(?P<after>[,?:.].*|)$",
        re.IGNORECASE,
    ),
    re.compile(
        r"(?P<before>^|.*?(?:[,:] |\b(?:was it|is it|was|is|were|between|of) ))"
        r"(?P<a>(?:the |an? )?[^,:?]{3,90}?),? or (?P<b>[^,?:]{3,90}?)"
        r"(?P<after>(?:[,?:]| that | which | who ).*)$",
        re.IGNORECASE,
    ),
)
_SURPLUS = re.compile(
    r"\b(?:(?:budget |operating |net )?(?:surplus|deficit))\b|(?P<zh>盈余|结余|赤字|收支差额?)",
    re.IGNORECASE,
)
_BALANCES = (("total income", "total expenditure"), ("收入合计", "支出合计"))
_PLANNED = re.compile(r"计划|预算|目标|实际|去年|上年|前一年|同期")
_MORE_THAN = re.compile(
    r"(?P<before>^|.*[,:] )how (?P<much>many|much) (?:more|fewer|less) (?P<what>[a-z-]+) "
    r"(?P<a>[^?]{5,100}?) than (?P<b>[^?]{3,80})",
    re.IGNORECASE,
)
_HOW_MUCH_MORE = re.compile(
    r"\b(?:by )?how (much|many) (?:more|fewer|less|lower|higher|larger|smaller|greater)\b", re.I
)
_BETTER = re.compile(
    r"\b(?:which|who)\b(?: (?:of the two|one|\w+))??"
    r"(?: (?:was|were|is|are|did|fared|went|came out))? (?:worse|better)\b:?",
    re.IGNORECASE,
)
_AND_TOO = re.compile(
    r"^(?P<first>[^?]{8,})(?:\?,?|,|;) (?:and|what about|how about|and what about|and how about) "
    r"(?P<other>[^?,]{2,60})\?$",
    re.IGNORECASE,
)
_AND_ZH_TOO = re.compile(
    r"^(?P<first>.{4,}?)[，,？?；;。]\s*(?:那么?|而)?(?P<other>[^，,？?；;]{2,20})呢[？?]?$"
)
_VERSUS = re.compile(r",? (?:vs\.?|versus|against) ", re.IGNORECASE)
_DASH = re.compile(r"\s+[-–—]+\s+")
_AUXILIARY = re.compile(r"did|does|do|had|has|have|were|was|are|is|will", re.IGNORECASE)
_DID = re.compile(r"\s+(?:did|does|do|had|has|have|was|were)$", re.IGNORECASE)
_ARTICLE = re.compile(r"the|an?|its|their|our", re.IGNORECASE)
MOST = 5  # things that are added up
_PROPER = frozenset({"nr", "nrt", "nrfg", "ns", "nz", "nt", "eng"})
_ITEM = r"(?:the )?[A-Z\d][\w'’-]*(?: (?:(?:of|the|de) )?[A-Z\d][\w'’-]*)*"
_LIST_EN = re.compile(
    rf"(?P<before>.*\b(?i:how (?:many|much))\b.*? )"
    rf"(?P<list>{_ITEM}(?:, {_ITEM})*,? (?:and|plus) {_ITEM})"
    r"(?P<after>\s*[?.]?$| (?:in|by|on|at|from|for) [^?]*\??$)",
)
_LIST_FIRST = re.compile(
    r"^(?P<before>)(?P<list>[^:?,]{2,30}(?:, (?:and )?[^:?,]{2,30})+|[^:?,]{2,30} and [^:?,]{2,30})"
    r": (?P<after>how (?:many|much)\b.*)$",
    re.IGNORECASE,
)
_LIST_ZH = re.compile(
    r"^(?P<before>(?:[^，,]*[，,])?)(?P<list>[^，,、？?]{2,16}?(?:、[^，,、？?]{2,16}?)*"
    r"(?:[、和与跟及]|以及|加上)[^，,、？?]{2,16}?)(?:[这那]?[两二三四五][届场次个年期项者家]"
    r"(?P<of>[^，,、？?]{0,16}?)|(?P<with>[的在于][^，,、？?]{1,16}?)?)[，,]?"
    r"(?:一共|合计|总共|共计|加起来|加在一起|合起来|总计|累计)(?P<after>[^？?]*(?:多少|几)[^？?]*[？?]?)$"
)
_LIST_SEAM = re.compile(r",? (?:and|plus) |, |[、和与跟及]|以及|加上")
_MORE_THAN_ZH = re.compile(
    rf"(?P<before>^|.*[，,])(?P<a>{_CLAUSE}{{2,40}}?)比(?!例|重|较)(?P<b>{_CLAUSE}{{2,40}}?)"
    r"(?:多|少)(?!少)(?P<verb>[^多少几，,？?]{0,6})(?P<ask>(?:多少|几).*)$"
)
# Two years' or two ordinal numbers' of one thing: the 2nd and the 3rd forum, 2023年和2026年那次.
_EDITION_EN = (
    r"(?:(?:19|20)\d{2}|\d+(?:st|nd|rd|th)|first|second|third|fourth|fifth|sixth|seventh|eighth"
    r"|ninth|tenth)"
)
_EDITION_ZH = "(?:(?:19|20)\\d{2}年?|第[\\d一二三四五六七八九十百]+[次届期轮号]?)"
_EDITION = re.compile(rf"(?:the )?(?:{_EDITION_EN}|{_EDITION_ZH})", re.IGNORECASE)
_EN_BOTH = re.compile(
    rf"(?P<before>(?!.*\bbetween\b).*?\b(?:in|of|for|at|the|its|their) )(?P<a>{_EDITION_EN}) and "
    rf"(?:in |of |for |at |the )?(?P<b>{_EDITION_EN})(?P<after>\b.*)$",
    re.IGNORECASE,
)
_ZH_BOTH = re.compile(
    rf"(?P<a>{_EDITION_ZH}[^，,、和与跟及？?]{{0,12}}?)(?:、|以及|还有|[和与跟及])"
    rf"(?P<b>{_EDITION_ZH}{_CLAUSE}{{0,20}}?)[里中]?"
    r"(?P<after>(?:[，,]|都?[是在有由]|各(?!个)|分别|哪|谁|什么|何|多少|几).*)$"
)
# What a question goes on with: "and by how many?", 各多少, "Give both figures."
_TAIL = re.compile(
    r"(?:[,.;?？，。；]|\band\b)?\s*(?:and )?(?:by )?how (?:many|much)(?: (?:more|less|fewer"
    r"|(?:at |in |for |of )?each|was it|were there|did each \w+))*\s*[?.]*$"
    r"|[,.;:?]?\s*(?:both|the two) (?:figures?|numbers?|totals?|counts?)(?: (?:please|pls))?[.?]*$"
    r"|[,.;?]?\s*(?:please )?(?:give|state|with|name|tell me|quote) (?:me )?"
    r"(?:the |both )?(?:\w+ ){0,3}?(?:figures?|numbers?|totals?|counts?|sums?|lows?|highs?)"
    r"(?: (?:of|for) (?:each|both))?(?: (?:please|pls))?[.?]*$"
    r"|[，,？?、。；]\s*(?:两边|两者|两个)?(?:人数|数量|数字|金额|数目|[开闭]幕日?期?|时间|日期)*"
    r"(?:各|分别|差|多|少|长|短|高|低|大|小|相差)(?:了|出|是|有|为)*(?:多少|几|哪)?"
    r"[^，,？?]{0,6}[？?]*$",
    re.IGNORECASE,
)
_COMPARES = re.compile(
    r"\b(?:more|most|fewer|fewest|less|least|higher|larger|bigger|greater|longer|smaller|lower|shorter)\b"
    r"|(?:哪|谁).{0,12}(?:[更较最]?[多少高大长低小短久])(?=[，,？?、]|$)|更[多少高大长低小短久]",
    re.IGNORECASE,
)
_WHICH_ZH = re.compile(
    r"(?:哪(?:一?[个边方条家项次场种批届期座类]|里)?|谁)(?:国家?|城市|地方|机构|项目|活动|会议|部门)?的?"
    r"(?P<what>[^，,。？?]{0,12}?)"
    r"(?:[更较最要])?(?P<how>[多少高大长低小短久])(?=[，,？?、]|$)"
)
_PLACED = re.compile(r"(in|at|for|from|by|to|on|during) ", re.IGNORECASE)
_IT = re.compile(r"^(?:was|is|were|are) (?:it|there) ", re.IGNORECASE)
_SIZES = {"长": "长", "短": "长", "高": "高", "低": "高", "大": "大", "小": "大", "久": "久"}
_WHICH_EN = re.compile(
    r"\b(?:which|who|where)\b(?: (?:of (?:the |these )?two|one)\b)?|\b(?:was|is) it\b",
    re.IGNORECASE,
)
_MORE_EN = re.compile(
    r"\b(?:more|the most|most|fewer|the fewest|less)\b(?: (?=[a-z]))?", re.IGNORECASE
)
_MUCH_EN = re.compile(
    r"\b(?:more|most|less|least)\b(?=\s*[,:?]|$| (?:an?|per|in|on|for|at)\b)", re.I
)
_SIZE_EN = re.compile(
    r"\b(?:the )?(?:(?P<large>larg)|(?P<big>bigg)|(?P<great>great)|(?P<high>high)|(?P<long>long)"
    r"|(?P<small>small)|(?P<low>low)|(?P<short>short))e(?:r|st)\b",
    re.IGNORECASE,
)
_CROWD = re.compile(
    r"\b(?:the )?(?:bigger|larger|smaller|greater|higher) (?:crowd|audience|turnout|attendance)\b"
    r"|\b(?:attendance|turnout) (?:was )?(?:higher|larger|greater|lower)\b|\bbetter attended\b",
    re.IGNORECASE,
)
_ORDER = re.compile(
    r"(?:哪(?:一?[个边方条家项次场种批届期座])?|谁)[^，,。？?]{0,6}?(?:更|较|最)?[早晚先后](?P<zh>[^，,。？?早晚先后]{0,6})"
    r"|\b(?:which|what)\b(?: (?:of (?:the |these )?two|one|\w+))??(?P<en> (?:was|were|is|came|took"
    r"|began|started|opened|happened)\b[^,:?]*?)? (?:first|earlier|later|sooner)\b",
    re.IGNORECASE,
)
# Letters of a place's name that would join two, put out of sight.
_JOINING = "和与跟比同"
_SHELTER = {ord(letter): chr(0xE000 + place) for place, letter in enumerate(_JOINING)}
_OUT = {0xE000 + place: letter for place, letter in enumerate(_JOINING)}
_EACH = re.compile(
    r"\b(?:respectively|each)\b|各自?(?![个国地区位界方种类项级])|分别", re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class Sides:
    """A question about two things, or more that are added up.

    Attributes:
        task: what is done with the figures, or that what each is answered with is told.
        names: of the things.
        questions: about each.
    """

    task: Task
    names: tuple[str, ...]
    questions: tuple[str, ...]

    def told_in(self, text: str) -> bool:
        """Whether an answer to the whole tells it already: the surplus itself, both years."""
        if self.task == "told":
            marks = [mark for name in self.names for mark in _MARK.findall(name)]
            return bool(marks) and all(_is_marked(mark, text) for mark in marks)
        return self.names in _BALANCES and _SURPLUS.search(text) is not None


def sides(text: str) -> Sides | None:
    """The two questions that a question about two things asks, or None."""
    for place in _names(text):  # 纳米比亚 is not 纳米 against 亚
        text = text.replace(place.translate(_OUT), place)
    text = _DASH.sub(": ", text)
    found = _surplus(text) or _by_how_much(text) or _together(text)
    if found is None and _ORDER.search(text):
        found = _compared("told", _ORDER.sub(_when, text))
    elif found is None and _BETTER.search(text):
        found = _compared("told", _BETTER.sub("", text))
    elif found is None and _COMPARES.search(text):
        found = _compared("compare", text)
    found = found or _likewise(text) or _editions(text) or _apiece(text)
    found = found or _held(text) or _against(text)
    if found is None:
        return None
    names, questions = (
        tuple(told.translate(_OUT) for told in texts) for texts in (found.names, found.questions)
    )
    return Sides(found.task, names, questions)


def _is_marked(mark: str, text: str) -> bool:
    """Whether a text has a year, a code, or a number as that of a series: 第27, 27th."""
    if not mark.isdigit() or len(mark) == len("2021"):
        return mark in text
    return re.search(rf"第\s?{mark}(?!\d)|(?<!\d){mark}(?:st|nd|rd|th)", text) is not None


def _compared(task: Task, text: str) -> Sides | None:
    """Two things of which one is more, or earlier, than the other."""
    rest, han = _VERSUS.sub(" or ", _TAIL.sub("", text)), _is_han(text)
    for form in _ZH if han else _EN:
        match = form.search(rest) or form.search(f"{rest}?")
        if match is not None:
            return _of_match(task, match, han=han)
    return None


def _when(match: re.Match[str]) -> str:
    """Which of two was first, as when it was."""
    return "哪是什么时候" + match["zh"] if match["zh"] is not None else f"when {match['en'] or ''}"


def _editions(text: str) -> Sides | None:
    """The same asked of two years, or of two numbers in a series."""
    match = (_ZH_BOTH if _is_han(text) else _EN_BOTH).search(text)
    if match is None:
        return None
    before, b = match.string[: match.start("a")], match["b"]
    a = _with_tail(match["a"], b)
    asked = [_of_one(before, name, match["after"], han=_is_han(text)) for name in (a, b)]
    return Sides("told", (a.strip(), b.strip()), (asked[0], asked[1]))


def _apiece(text: str) -> Sides | None:
    """What is asked of each of two things that are named: 甲和乙分别, 甲、乙各."""
    if not _EACH.search(text) or not _is_han(text):
        return None
    match = next((found for form in (*_ZH, _ZH_EACH) if (found := form.search(text))), None)
    return _of_match("told", match, han=True) if match is not None else None


def _held(text: str) -> Sides | None:
    """Two things that a Chinese question sets side by side: 甲跟乙的人数比一比."""
    if not _HELD.search(text) or not _is_han(text):
        return None
    match = _ZH_HELD.search(_TAIL.sub("", text))
    if match is None:
        return None
    a, b = match["a"], match["b"]
    _, of, owned = a.rpartition("的")
    if of and b.endswith("的"):  # 甲的人数与乙的相比
        b = f"{b}{owned}"
    elif not of and "的" in b:
        a = f"{a}的{b.rpartition('的')[2]}"
    elif not of:
        a = _with_tail(a, b)
    after = f"，{match['after']}" if match["after"] else ""
    asked = [f"{match['before'].strip('请把将')}{name}{after}" for name in (a, b)]
    return Sides("told", (a, b), (asked[0], asked[1]))


def _likewise(text: str) -> Sides | None:
    """The same asked of one more: "What did 2021 cost? And 2023?", 甲来了多少人，乙呢."""
    match = (_AND_ZH_TOO if _is_han(text) else _AND_TOO).search(text)
    if match is None or not asks(match["first"]) or asks(match["other"]):
        return None
    named = _YEAR.findall(match["first"])
    if len(named) == 1 and _YEAR.fullmatch(match["other"]):
        other: str | None = match["first"].replace(named[0], match["other"])
    else:
        other = substituted(match["other"], match["first"])
    if other is None:
        return None
    return Sides("told", (match["first"], match["other"]), (match["first"], other))


def _against(text: str) -> Sides | None:
    """Two things that an English question holds against each other in any other way."""
    told = None if _is_han(text) else against(_TAIL.sub("", text))
    if told is None:
        return None
    if _HOW_MUCH_MORE.search(text):
        asked = [_HOW_MUCH_MORE.sub(r"how \1", question) for question in told[2:]]
        return Sides("difference", told[:2], tuple(asked))
    return Sides("told", told[:2], told[2:])


def _of_match(task: Task, match: re.Match[str], *, han: bool) -> Sides:
    """The two sides that a form has found in a question."""
    groups = match.groupdict()
    before = groups.get("before") or match.string[: match.start("a")]
    a, b, after = groups["a"], groups["b"], groups["after"]
    if not a.isascii() and task == "told":
        after = after.removeprefix("哪")
    if (year := _YEAR.search(a)) and _YEAR.match(b):  # "the forum in 2023 and 2026"
        before, a = f"{before}{a[: year.start()]}", a[year.start() :]
    elif (year := _DATED.match(a)) and not _YEAR.search(b):  # "2024年甲和乙"
        before, a = f"{before}{year.group()}", a[year.end() :]
    if (joint := _PLACED.match(b)) and (at := a.lower().rfind(f" {joint[1].lower()} ")) > 0:
        before, a = f"{before}{a[:at]} ", a[at + 1 :]  # "more trainees in Ghana or in Kenya"
    elif joint is None and b.startswith("the ") and (at := a.lower().rfind(" the ")) > 0:
        before, a = f"{before}{a[:at]} ", a[at + 1 :]  # "did more people use the pool or the gym"
    a = _with_tail(_IT.sub("", a), b)
    asked = [_of_one(before, name, after, han=han) for name in (a, b)]
    return Sides(task, (a.strip(), b.strip()), (asked[0], asked[1]))


def _with_tail(a: str, b: str) -> str:
    """The first of two names with what the second says behind its own: the 2nd and 3rd forum.

    That is so of numbers in a series, of years and of places: 甲国和乙国制定政策时.
    """
    if match := _EDITION.match(b):
        own = _EDITION.match(a)
        noun = a[own.end() :] if own else ""
        shared = own is not None and b.startswith(noun, match.end())
        return f"{a}{b[match.end() + len(noun) :]}" if shared else a
    first, second = _names(a), _names(b)
    behind = next((b[len(name) :] for name in second if b.startswith(name)), "")
    if a in first and behind:
        return f"{a}{behind}"
    owner, of, owned = b.partition("的")
    if of and "的" not in a and all(map(_is_proper, (a, owner))):  # 甲城和乙城的论坛
        return f"{a}的{owned}"
    at = b.find(a[-2:], 1) if _is_han(a) else -1  # 甲论坛和乙论坛参会人数
    return f"{a}{b[at + 2 :]}" if at > 0 else a


def _is_proper(name: str) -> bool:
    """Whether a Chinese name is a single word that is no common noun."""
    tagged = list(parts_of_speech(name))
    return len(tagged) == 1 and tagged[0][1] in _PROPER


def _names(text: str) -> list[str]:
    """The names of places and others in a Chinese text."""
    bound = constraints(text.translate(_OUT), (), ())
    names = [c.text for c in bound if c.kind in ("place", "name") and not c.text.isascii()]
    return [name.translate(_SHELTER) for name in names]


def _is_han(text: str) -> bool:
    return re.search(r"[\u3400-\u9fff]", text) is not None


def _surplus(text: str) -> Sides | None:
    """Income and expenditure, where what is left of the one after the other is asked for."""
    match = _SURPLUS.search(text)
    if match is None:
        return None
    names = _BALANCES[1 if match["zh"] else 0]
    asked = [f"{text[: match.start()]}{name}{text[match.end() :]}" for name in names]
    return Sides("difference", names, (asked[0], asked[1]))


def _by_how_much(text: str) -> Sides | None:
    """The two things of "how many more students in 2024 than in 2023", 甲比乙多多少人."""
    if match := _MORE_THAN.search(text):
        what, a, b = (match[name].strip() for name in ("what", "a", "b"))
        much = "how many" if match["much"].lower() == "many" else "how much"
        joint = _PLACED.match(b)
        at = f" {a}".lower().rfind(f" {joint[1].lower()} ") if joint else -1
        if at < 0:
            return _of_subjects(f"{match['before']}{much} {what}", a, b)
        shared = a[:at].strip()
        names = (a[at:].strip(), b)
        asked = [f"{match['before']}{much} {what} {shared} {name}?" for name in names]
        return Sides("difference", names, (asked[0], asked[1]))
    match = _MORE_THAN_ZH.search(text)
    if match and not _PLANNED.search(match["b"]):
        owned = match["a"].rpartition("的")
        tail = f"的{owned[2]}" if owned[1] and "的" not in match["b"] else ""
        names = (match["a"], f"{match['b']}{tail}")
        asked = [f"{match['before']}{name}{match['verb']}{match['ask']}" for name in names]
        return Sides("difference", names, (asked[0], asked[1]))
    return None


def _together(text: str) -> Sides | None:
    """The things whose figures are added up: "Fair 3, Fair 4 and Fair 5 altogether"."""
    if not words_of("together").search(text):
        return None
    rest = " ".join(words_of("together").sub(" ", text).split())
    for form in (_LIST_FIRST, _LIST_EN, _LIST_ZH):
        match = form.search(text if form is _LIST_ZH else rest)
        if match is None:
            continue
        names = [name.strip() for name in _LIST_SEAM.split(match["list"]) if name.strip()]
        before, after = match["before"], match["after"]
        if form is _LIST_ZH:
            after = f"{match['of'] or match['with'] or ''}{after}"
        joint = ": " if form is _LIST_FIRST else ""
        if 1 < len(names) <= MOST:
            asked = [f"{before}{name}{joint}{after.strip() if joint else after}" for name in names]
            return Sides("sum", tuple(names), tuple(asked))
    return None


def _of_subjects(opening: str, one: str, other: str) -> Sides | None:
    """The two sides of "how many more members had the first club than the second one in May".

    Args:
        opening: the question up to what differs: "how many members".
        one: the first side, with the verb.
        other: the second; what either has beyond the words of the other is said of both.
    """
    words, others = one.split(), _DID.sub("", other).split()
    verb = words[:1] if _AUXILIARY.fullmatch(words[0]) else []
    words = words[len(verb) :]
    beyond = abs(len(words) - len(others))
    longer = words if len(words) > len(others) else others
    if not words or not others or (not verb and longer is others):
        return None
    before: list[str] = []
    after: list[str] = []
    if longer is words and not verb and longer[0].islower() and not _ARTICLE.fullmatch(longer[0]):
        before, words = words[:beyond], words[beyond:]
    elif beyond:
        after = longer[-beyond:]
        words, others = words[: len(words) - beyond * (longer is words)], others[: len(words)]
    names = (" ".join(words), " ".join(others))
    asked = [" ".join((opening, *verb, *before, name, *after)) + "?" for name in names]
    return Sides("difference", names, (asked[0], asked[1]))


def _of_one(before: str, name: str, after: str, *, han: bool) -> str:
    """The question about one of two things."""
    text = _EACH.sub("", f"{before}{name}{'，' if han and after[:1] in '哪谁' else ''}{after}")
    if han:
        return _WHICH_ZH.sub(_how_zh, text)
    if _COMPARES.search(text) is None:
        return text
    text = _CROWD.sub("how many people", _WHICH_EN.sub("", text))
    text = _MUCH_EN.sub("how much", text, count=1)
    text = _MORE_EN.sub("how many ", text, count=1)
    return " ".join(_SIZE_EN.sub(lambda size: f"how {size.lastgroup}", text).split())


def _how_zh(match: re.Match[str]) -> str:
    if size := _SIZES.get(match["how"]):
        return f"{match['what']}多{size}"
    done, own, counted = match["what"].rpartition("的")
    return f"{done}了多少{counted}" if own else f"有多少{counted}"  # 教的人 is what it 教了
