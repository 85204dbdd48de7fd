"""Questions about two or more things, each asked about by itself where no passage tells of all.

"Which drew more people, the spring fair or the autumn fair?" asks how many people each drew; "in
which countries were the 2023 and the 2026 forum held?" asks the same of either year. What the two
are answered with is compared, or told side by side.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import product
from typing import Literal

from assistant.draft import Draft, Sentence
from assistant.figures import figures
from assistant.question import Question
from assistant.reckoning.asked import Meeting, asked_of
from assistant.reckoning.bind import SAID, Field
from assistant.reckoning.said import Part, parts
from assistant.reckoning.wording import words_of
from assistant.reckoning.worked import added, apart, compared
from assistant.tables.arithmetic import Quantity, alike
from index.static import StaticEmbedder

Task = Literal["compare", "difference", "sum", "told"]

_YEAR = re.compile(r"(?:19|20)\d{2}年?")
TRIED = 3  # figures tried for each of several things
APART = 2  # what standing in two sentences speaks against two figures
CLEAR = 0.05  # by so much one of several figures must answer better than the next

_NUMBER = re.compile(r"\d+")
_OF_SHARES = re.compile(
    r"比例|占比|比重|率|\b(?:shares?|proportion|percentage|rate)\b", re.IGNORECASE
)
_DATED = re.compile(r"^(?:19|20)\d{2}(?:[-–—]\d{2,4})?年?度?(?:的)?(?=\D)")
_TWO = 2
_CLAUSE = r"[^，,：:；;？?]"
_ZH = (
    re.compile(
        rf"(?P<a>{_CLAUSE}{{2,40}}?)[，,]?(?:还是|和|跟|与|同|比)(?P<b>{_CLAUSE}{{2,40}}?)"
        r"(?:相比|比|之间|中|里|两[个者家次边方]?)?[，,]?(?P<after>(?:哪|谁|各|分别|都是).*)$"
    ),
)
_EN = (
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
_AUXILIARY = re.compile(r"did|does|do|had|has|have|were|was|are|is|will", re.IGNORECASE)
_DID = re.compile(r"\s+(?:did|does|do|had|has|have|was|were)$", re.IGNORECASE)
_ARTICLE = re.compile(r"the|an?|its|their|our", re.IGNORECASE)
MOST = 5  # things that are added up
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
_EN_BOTH = re.compile(
    r"(?P<before>.*?\b(?:in|of|for|at|the) )(?P<a>(?:19|20)\d{2}) and (?:in |of |for |at |the )?"
    r"(?P<b>(?:19|20)\d{2})(?P<after>\b.*)$",
    re.IGNORECASE,
)
# What a question goes on with: "and by how many?", 各多少.
_TAIL = re.compile(
    r"(?:[,.;?？，。；]|\band\b)?\s*(?:and )?(?:by )?how (?:many|much)(?: (?:more|less|fewer"
    r"|(?:at |in |for )?each|was it|were there|did each \w+))*\s*[?.]*$"
    r"|[,.;?]?\s*(?:please )?(?:give |state |with )?both (?:figures|numbers)(?: please)?[.?]*$"
    r"|[，,？?、]\s*(?:两边|两者)?(?:各|分别|差|多|少|长|短|高|低|大|小|相差)(?:了|出|是|有|为)?(?:多少|几|哪)"
    r"[^，,？?]{0,6}[？?]*$",
    re.IGNORECASE,
)
_COMPARES = re.compile(
    r"\b(?:more|most|fewer|fewest|less|least|higher|larger|bigger|greater|longer|smaller|lower|shorter)\b"
    r"|(?:哪|谁).{0,12}(?:[更较最]?[多少高大长低小短久])(?=[，,？?、]|$)|更[多少高大长低小短久]",
    re.IGNORECASE,
)
_WHICH_ZH = re.compile(
    r"(?:哪(?:一?[个边方条家项次场种批届期座]|里)?|谁)的?(?P<what>[^，,。？?]{0,8}?)"
    r"(?:[更较最要])?(?P<how>[多少高大长低小短久])(?=[，,？?、]|$)"
)
_PLACED = re.compile(r"(in|at|for|from|by|to|on|during) ", re.IGNORECASE)
_IT = re.compile(r"^(?:was|is|were|are) (?:it|there) ", re.IGNORECASE)
_SIZES = {"长": "长", "短": "长", "高": "高", "低": "高", "大": "大", "小": "大", "久": "久"}
_WHICH_EN = re.compile(
    r"\b(?:which|who)\b(?: (?:of (?:the |these )?two|one)\b)?|\b(?:was|is) it\b", re.IGNORECASE
)
_MORE_EN = re.compile(
    r"\b(?:more|the most|most|fewer|the fewest|less)\b(?: (?=[a-z]))?", re.IGNORECASE
)
_MUCH_EN = re.compile(
    r"\b(?:more|most|less|least)\b(?=\s*[,:?]|$| (?:an?|per|in|on|for|at)\b)", re.I
)
_SIZE_EN = re.compile(
    r"\b(?:the )?(larg|bigg|great|high|long|small|low|short)e(?:r|st)\b", re.IGNORECASE
)
_EACH = re.compile(r"\b(?:respectively|each)\b|各自?|分别", re.IGNORECASE)


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
            years = [year for name in self.names for year in _YEAR.findall(name)]
            return all(year.rstrip("年") in text for year in years)
        return self.names in _BALANCES and _SURPLUS.search(text) is not None


def sides(text: str) -> Sides | None:
    """The two questions that a question about two things asks, or None."""
    if found := _surplus(text) or _by_how_much(text) or _together(text):
        return found
    task: Task = "compare" if _COMPARES.search(text) else "told"
    if task == "told" and (_EACH.search(text) is None or len(_YEAR.findall(text)) != _TWO):
        return None
    rest = _TAIL.sub("", text) if task == "compare" else text
    han = re.search(r"[\u3400-\u9fff]", text) is not None
    forms = _ZH if han else (_EN if task == "compare" else (_EN_BOTH,))
    for form in forms:
        match = form.search(rest) or form.search(f"{rest}?")
        if match is None:
            continue
        groups = match.groupdict()
        before = groups.get("before") or match.string[: match.start("a")]
        a, b, after = groups["a"], groups["b"], groups["after"]
        if (year := _YEAR.search(a)) and _YEAR.match(b):  # "the forum in 2023 and 2026"
            before, a = f"{before}{a[: year.start()]}", a[year.start() :]
        elif (year := _DATED.match(a)) and not _YEAR.search(b):  # "2024年甲和乙"
            before, a = f"{before}{year.group()}", a[year.end() :]
        if (joint := _PLACED.match(b)) and (at := a.lower().rfind(f" {joint[1].lower()} ")) > 0:
            before, a = f"{before}{a[:at]} ", a[at + 1 :]  # "more trainees in Ghana or in Kenya"
        a = _IT.sub("", a)
        asked = [_of_one(before, name, after, han=han) for name in (a, b)]
        return Sides(task, (a.strip(), b.strip()), (asked[0], asked[1]))
    return None


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
        if _TWO <= len(names) <= MOST:
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
    text = _WHICH_EN.sub("", text)
    text = _MUCH_EN.sub("how much", text, count=1)
    text = _MORE_EN.sub("how many ", text, count=1)
    return " ".join(_SIZE_EN.sub(r"how \1e", text).split())


def _how_zh(match: re.Match[str]) -> str:
    size = _SIZES.get(match["how"])
    return f"{match['what']}多{size}" if size else f"有多少{match['what']}"


@dataclass(frozen=True, slots=True)
class Operand:
    """What one of two things is answered with.

    Attributes:
        quantity: the figure.
        kind: what it counts, and for what time it is; empty where not known.
        line: of the answer that quotes it.
    """

    quantity: Quantity
    kind: str
    line: Sentence


def side_by_side(
    question: Question,
    asked: Sides,
    told: Sequence[tuple[Question, Draft]],
    vectors: StaticEmbedder,
) -> Draft | None:
    """The comparison of what two things are answered with; None where these are not alike.

    Args:
        question: the whole.
        asked: its two sides.
        told: the question about each and its answer.
        vectors: the embedding that words are compared by.
    """
    found = [_operands(each, draft, vectors) for each, draft in told]
    sure = min(draft.confidence for _, draft in told)
    if asked.task == "sum":
        own = [
            _says_own(asked, place, each, operands, vectors)
            for place, ((each, _), operands) in enumerate(zip(told, found, strict=True))
        ]
        return _added_up(question, own, sure)
    first, second = found
    best: tuple[int, Operand, Operand] | None = None
    for (m, one), (n, two) in product(enumerate(first), enumerate(second)):
        if one.kind != two.kind or not alike([one.quantity, two.quantity]):
            continue
        if one.line.text == two.line.text and one.quantity == two.quantity:
            continue
        behind = (
            m
            + n
            + APART * (one.line.text != two.line.text)
            + _strays(asked.names[0], one)
            + _strays(asked.names[1], two)
        )
        if best is None or behind < best[0]:
            best = behind, one, two
    if best is None:
        return None
    _, one, two = best
    lines = list({line.text: line for line in (one.line, two.line)}.values())
    if asked.task == "difference":
        return apart(question, (one.quantity, two.quantity), lines, sure)
    return compared(question, asked.names, (one.quantity, two.quantity), lines, sure)


def _says_own(
    asked: Sides,
    place: int,
    question: Question,
    operands: Sequence[Operand],
    vectors: StaticEmbedder,
) -> list[Operand]:
    """The figures whose line says what tells one of several things from the others.

    A number of its name (2019, the 19th) or a word that no other name has.
    """
    name = asked.names[place]
    others = " ".join(other for other in asked.names if other != name)
    if _NUMBER.search(name):
        return [one for one in operands if not _strays(name, one)]
    words = [w for w in asked_of(question).words if w.text in name and w.text not in others]
    if not words or not operands:
        return []
    met = Meeting(words, vectors).met([_whole_line(one) for one in operands]).max(axis=0)
    return [one for one, said in zip(operands, met, strict=True) if said >= SAID]


def _whole_line(operand: Operand) -> str:
    """A line with the headings that it stands under."""
    passage = operand.line.supports[0].hit.passage
    return " ".join((operand.line.text, *passage.section, passage.caption))


def _added_up(question: Question, found: Sequence[Sequence[Operand]], sure: float) -> Draft | None:
    """The sum of one figure for each of several things; None where one has none of its own."""
    for chosen in product(*(operands[:TRIED] for operands in found)):
        told = {(one.line.text, one.quantity) for one in chosen}
        kinds = {one.kind for one in chosen}
        quantities = [one.quantity for one in chosen]
        if len(told) < len(chosen) or len(kinds) > 1 or not alike(quantities):
            continue
        lines = list({one.line.text: one.line for one in chosen}.values())
        return added(question, quantities, lines, sure)
    return None


def _strays(name: str, operand: Operand) -> int:
    """Whether a line lacks a number that a name has: the 19th."""
    return int(any(number not in operand.line.text for number in _NUMBER.findall(name)))


def _operands(question: Question, draft: Draft, vectors: StaticEmbedder) -> list[Operand]:
    """The figures of the kind asked for that the lines of an answer quote, one of each."""
    if draft.status != "answered":
        return []
    found = [_operand(question, draft, line, vectors) for line in draft.sentences if line.supports]
    return [operand for operand in found if operand is not None]


def _operand(
    question: Question, draft: Draft, line: Sentence, vectors: StaticEmbedder
) -> Operand | None:
    asked, support = asked_of(question), line.supports[0]
    if support.table is not None:
        values = figures(draft.short or "")
        if len(values) != 1 or line is not draft.sentences[0]:
            return None
        return Operand(Quantity(values[0].value, values[0].unit), "", line)
    own = [p for p in parts([support.hit]) if p.cell is None and p.sentence in support.quote]
    one = _meant(Field(asked, own, vectors)) if own and asked.words else None
    if one is None:
        return None
    rate = words_of("each behind").match(one.sentence.partition(one.text)[2])
    return Operand(one.quantity, one.kind or (rate.group().strip() if rate else ""), line)


def _meant(field: Field) -> Part | None:
    """The one figure of a line that is of the kind asked for, of several the clearest."""
    kind = field.asked.kind
    fit = [
        number
        for number, part in enumerate(field.parts)
        if field.asked.accepts(part.quantity, part.thing)
        and (part.kind == kind if kind else part.kind not in ("time", "countries"))
    ]
    if _OF_SHARES.search(field.asked.text):
        fit = [n for n in fit if field.parts[n].quantity.unit == "%"] or fit
    shares = sorted(((field.own_share([n]), -n) for n in fit), reverse=True)
    if not shares or (len(shares) > 1 and shares[0][0] < shares[1][0] + CLEAR):
        return None
    return field.parts[-shares[0][1]]
