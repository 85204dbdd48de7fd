"""Questions about two or more things, each asked about by itself where no passage tells of all.

"Which drew more people, the spring fair or the autumn fair?" asks how many people each drew; "in
which countries were the 2023 and the 2026 forum held?" asks the same of either year. What the two
are answered with is compared, or told side by side.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal

from assistant.clauses import clauses
from assistant.question import asks
from assistant.reckoning.against import against, continued
from assistant.reckoning.joined import one_way
from assistant.reckoning.wording import form, words_of
from assistant.refusals.constraints import constraints
from assistant.substitution import substituted
from index.tagging import parts_of_speech

Task = Literal["compare", "difference", "sum", "order", "told"]

MOST = 5  # things that are added up
# The forms of questions, in the order they are tried.
_EN = ("or before verb", "more or more", "or")
_ZH = ("zh or",)
_APIECE = (*_ZH, "zh apiece", "zh apiece of")
_LISTS = ("list first", "list", "zh list")
_BALANCES = (("total income", "total expenditure"), ("收入合计", "支出合计"))
_MARK = re.compile(r"(?:[A-Za-z]+-?)?\d+")
_DASH = re.compile(r"\s+[-–—]+\s+")
_SIZES = frozenset("长短高低大小久")
_PROPER = frozenset({"nr", "nrt", "nrfg", "ns", "nz", "nt", "eng"})
# Letters of a place's name that would join two, put out of sight.
_JOINING = "和与跟比同"
_SHELTER = {ord(letter): chr(0xE000 + place) for place, letter in enumerate(_JOINING)}
_OUT = {0xE000 + place: letter for place, letter in enumerate(_JOINING)}


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
        return self.names in _BALANCES and form("surplus").search(text) is not None


def sides(text: str) -> Sides | None:
    """The two questions that a question about two things asks, or None."""
    text = one_way(text)
    for place in _names(text):  # 纳米比亚 is not 纳米 against 亚
        text = text.replace(place.translate(_OUT), place)
    text = _DASH.sub(": ", text)
    found = _surplus(text) or _by_how_much(text) or _together(text)
    if found is None and form("order").search(text):
        found = _compared("order", form("order").sub(_when, text))
    elif found is None and form("better").search(text):
        found = _compared("told", form("better").sub("", text))
    elif found is None and form("compares").search(text):
        found = _compared("compare", text)
    found = found or _likewise(text) or _series(text) or _editions(text) or _apiece(text)
    found = found or _held(text) or _against(text) or _of_clauses(text)
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
    rest, han = form("versus").sub(" or ", form("tail").sub("", text)), _is_han(text)
    for name in _ZH if han else _EN:
        match = form(name).search(rest) or form(name).search(f"{rest}?")
        if match is not None:
            return _of_match(task, match, han=han)
    return None


def _when(match: re.Match[str]) -> str:
    """Which of two was first, as when it was."""
    return "哪是什么时候" + match["zh"] if match["zh"] is not None else f"when {match['en'] or ''}"


def _editions(text: str) -> Sides | None:
    """The same asked of two years, or of two numbers in a series."""
    match = form("zh editions" if _is_han(text) else "editions").search(text)
    if match is None:
        return None
    before, b = match.string[: match.start("a")], match["b"]
    a = _with_tail(match["a"], b)
    asked = [_of_one(before, name, match["after"], han=_is_han(text)) for name in (a, b)]
    return Sides("told", (a.strip(), b.strip()), (asked[0], asked[1]))


def _series(text: str) -> Sides | None:
    """The same asked of three or more years, or numbers in a series."""
    han = _is_han(text)
    match = form("zh series" if han else "series").search(text)
    if match is None or form("order").search(text) or form("compares").search(text):
        return None
    names = [name.removeprefix("in ") for name in form("list seam").split(match["list"])]
    if len(names) > MOST or words_of("together").search(text):
        return None
    before = match.string[: match.start("list")]
    asked = [_of_one(before, name, match["after"], han=han) for name in names]
    return Sides("told", tuple(name.strip() for name in names), tuple(asked))


def _apiece(text: str) -> Sides | None:
    """What is asked of each of two things that are named: 甲和乙分别, 甲、乙各."""
    if not form("each").search(text) or not _is_han(text):
        return None
    match = next((found for name in _APIECE if (found := form(name).search(text))), None)
    return _of_match("told", match, han=True) if match is not None else None


def _held(text: str) -> Sides | None:
    """Two things that a Chinese question sets side by side: 甲跟乙的人数比一比."""
    if not form("compared").search(text) or not _is_han(text):
        return None
    match = form("zh held").search(form("tail").sub("", text))
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
    match = form("zh and too" if _is_han(text) else "and too").search(text)
    if match is None or not asks(match["first"]) or asks(match["other"]):
        return None
    named = form("year").findall(match["first"])
    joint = form("preposition").match(match["other"])
    year = match["other"][joint.end() if joint else 0 :]
    if len(named) == 1 and form("year").fullmatch(year):
        other: str | None = match["first"].replace(named[0], year)
    else:
        other = substituted(match["other"], match["first"])
    if other is None and not _is_han(text):
        other = continued(match["first"], match["other"])
    if other is None:
        return None
    return Sides("told", (match["first"], match["other"]), (match["first"], other))


def _of_clauses(text: str) -> Sides | None:
    """The same asked in a clause that leaves it out: "what does one cost and what the other?"."""
    asked = clauses(text)
    if len(asked) != 2 or asked[1] in text:
        return None
    return Sides("told", (asked[0], asked[1]), (asked[0], asked[1]))


def _against(text: str) -> Sides | None:
    """Two things that an English question holds against each other in any other way."""
    told = None if _is_han(text) else against(form("tail").sub("", text))
    if told is None:
        return None
    if form("how much more").search(text):
        asked = [form("how much more").sub(r"how \1", question) for question in told[2:]]
        return Sides("difference", told[:2], tuple(asked))
    return Sides("told", told[:2], told[2:])


def _of_match(task: Task, match: re.Match[str], *, han: bool) -> Sides:
    """The two sides that a form has found in a question."""
    groups = match.groupdict()
    before = groups.get("before") or match.string[: match.start("a")]
    a, b, after = groups["a"], groups["b"], groups["after"]
    if not a.isascii() and task in ("order", "told"):
        after = after.removeprefix("哪")
    if (year := form("year").search(a)) and form("year").match(b):  # "the forum in 2023 and 2026"
        before, a = f"{before}{a[: year.start()]}", a[year.start() :]
    elif (year := form("zh dated").match(a)) and not form("year").search(b):  # "2024年甲和乙"
        before, a = f"{before}{year.group()}", a[year.end() :]
    joint = form("preposition").match(b)
    if joint and (at := a.lower().rfind(f" {joint[1].lower()} ")) > 0:
        before, a = f"{before}{a[:at]} ", a[at + 1 :]  # "more trainees in Ghana or in Kenya"
    elif joint is None and b.startswith("the ") and (at := a.lower().rfind(" the ")) > 0:
        before, a = f"{before}{a[:at]} ", a[at + 1 :]  # "did more people use the pool or the gym"
    a = _with_tail(form("was it").sub("", a), b)
    asked = [_of_one(before, name, after, han=han) for name in (a, b)]
    return Sides(task, (a.strip(), b.strip()), (asked[0], asked[1]))


def _with_tail(a: str, b: str) -> str:
    """The first of two names with what the second says behind its own: the 2nd and 3rd forum.

    That is so of numbers in a series, of years and of places: 甲国和乙国制定政策时.
    """
    if match := form("edition").match(b):
        own = form("edition").match(a)
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
    match = form("surplus").search(text)
    if match is None:
        return None
    names = _BALANCES[1 if match["zh"] else 0]
    asked = [f"{text[: match.start()]}{name}{text[match.end() :]}" for name in names]
    return Sides("difference", names, (asked[0], asked[1]))


def _by_how_much(text: str) -> Sides | None:
    """The two things of "how many more students in 2024 than in 2023", 甲比乙多多少人."""
    if match := form("more than").search(text):
        what, a, b = (match[name].strip() for name in ("what", "a", "b"))
        much = "how many" if match["much"].lower() == "many" else "how much"
        joint = form("preposition").match(b)
        at = f" {a}".lower().rfind(f" {joint[1].lower()} ") if joint else -1
        if at < 0:
            return _of_subjects(f"{match['before']}{much} {what}", a, b)
        shared = a[:at].strip()
        names = (a[at:].strip(), b)
        asked = [f"{match['before']}{much} {what} {shared} {name}?" for name in names]
        return Sides("difference", names, (asked[0], asked[1]))
    match = form("zh more than").search(text)
    if match and not form("zh planned").search(match["b"]):
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
    for kind in _LISTS:
        match = form(kind).search(text if kind == "zh list" else rest)
        if match is None:
            continue
        names = [name.strip() for name in form("list seam").split(match["list"]) if name.strip()]
        before, after = match["before"], match["after"]
        if kind == "zh list":
            after = f"{match['of'] or match['with'] or ''}{after}"
        joint = ": " if kind == "list first" else ""
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
    words, others = one.split(), form("verb behind").sub("", other).split()
    verb = words[:1] if form("auxiliary").fullmatch(words[0]) else []
    words = words[len(verb) :]
    beyond = abs(len(words) - len(others))
    longer = words if len(words) > len(others) else others
    if not words or not others or (not verb and longer is others):
        return None
    before: list[str] = []
    after: list[str] = []
    if (
        longer is words
        and not verb
        and longer[0].islower()
        and not form("article").fullmatch(longer[0])
    ):
        before, words = words[:beyond], words[beyond:]
    elif beyond:
        after = longer[-beyond:]
        words, others = words[: len(words) - beyond * (longer is words)], others[: len(words)]
    names = (" ".join(words), " ".join(others))
    asked = [" ".join((opening, *verb, *before, name, *after)) + "?" for name in names]
    return Sides("difference", names, (asked[0], asked[1]))


def _of_one(before: str, name: str, after: str, *, han: bool) -> str:
    """The question about one of two things."""
    comma = "，" if han and after[:1] in "哪谁" else ""
    text = form("each").sub("", f"{before}{name}{comma}{after}")
    if han:
        return form("zh which").sub(_how_zh, text)
    if form("compares").search(text) is None:
        return text
    text = form("crowd").sub("how many people", form("which").sub("", text))
    text = form("much").sub("how much", text, count=1)
    text = form("more").sub("how many ", text, count=1)
    return " ".join(form("size").sub(lambda size: f"how {size.lastgroup}", text).split())


def _how_zh(match: re.Match[str]) -> str:
    if match["how"] in _SIZES:
        return f"{match['what']}多{match['how']}"
    done, own, counted = match["what"].rpartition("的")
    return f"{done}了多少{counted}" if own else f"有多少{counted}"  # 教的人 is what it 教了
