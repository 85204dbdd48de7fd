"""Questions within questions: what the first is answered with is what the second asks about.

"How many staff has the terminal with the most ships?" asks which terminal has the most ships, and
then how many staff that one has. "The office that leads the network: what is its budget?" describes
an office: the sentence that answers to the description names it, and each of its names is tried in
the place of the description.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import Literal

from assistant.answer import CellAddress
from assistant.clauses import with_name
from assistant.draft import Draft, Sentence, Support
from assistant.figures import figures, years
from assistant.letters import plain
from assistant.question import asks, kinds_of, points_back, question_codes
from assistant.reading.extract import Span
from assistant.reading.quoting import is_row
from assistant.refusals.answer_types.people import asks_person, people_in
from assistant.refusals.constraints import constraints
from assistant.refusals.months import months_of
from assistant.tables.rows import leaf
from assistant.tables.words import phrase
from assistant.wording import wording
from index.tagging import parts_of_speech

LONGEST_NAME = 60  # characters of an answer that may be put into the next question

LONGEST_HAN_NAME = 20  # likewise in Chinese
CLEAR_ROW = 0.5  # by so much the row that is described must answer better than any other
UNSURE = 0.5  # confidence that the row is the one described
OF_ROW = "row described"  # the method of an answer that is the name of such a row
TRIED = 3  # names of a sentence that are put into the next question

Form = Literal["superlative", "described", "relative", "stated"]

_MOST = (
    r"(?:most|fewest|least|largest|biggest|highest|greatest|smallest|lowest|longest|shortest|oldest"
    r"|newest|latest|earliest)\b"
)
_NOUN = r"(?P<noun>[\w-]+(?: (?!of\b|with\b|that\b|which\b|who\b|where\b|whose\b)[\w-]+){0,3})"
_ONE_THING = "[个家项位座所条名次届种本只艘部支片款处]"
_KINDS = (
    "(?:人|国家|城市|地方|机构|组织|部门|代表处|办事处|分局|机场|车站|港口|公司|企业|学校|大学|医院"
    "|工厂|村|项目|活动|会议|论坛|展览|奖项?|课程|公园|博物馆|图书馆)"
)
_NOUN_ENDS = (
    r"(?=是|所?在|有|的|叫|来自|属于|由|毕业|位于|花|得|占|又|后来|现在|现任|今年|去年|关|拿|获|做"
    r"|要|会|将|只|什么|哪|多少|几|[，,]|\d)"
)
_SAID = (
    r"(?:\w+ed|is|are|was|were|has|had|won|held|took|got|gave|built|runs?|became|leads?|led|sent|set"
    r"|keeps?|hosts?|uses?|makes?|gives?|counts?|plans?|wants?|put|brought|began|makes?|made)"
)
_FORMS: tuple[tuple[Form, re.Pattern[str]], ...] = (
    (
        "superlative",
        re.compile(
            rf"\bthe (?!two\b|three\b|four\b|five\b|\d){_NOUN} "
            r"(?P<has>with|having|[a-z]+ing(?= the)|(?:that|which) (?:had|has|got|gets)) "
            rf"(?P<told>the {_MOST}[^?,]*)",
            re.IGNORECASE,
        ),
    ),
    (
        "superlative",
        re.compile(
            r"(?P<told>[^，,。？?]{1,24}?最[多少高低大小长短早晚快慢新老])的(?!是|为)(?![前两二三四五六七八九十几\d])那?[个家项位座所份条]?"
            r"(?P<noun>[\u4e00-\u9fffA-Za-z]{1,8}?)(?=有|共|配|的|是|叫|由|在|位于|占|得|花|收|多少|几|什么|谁|哪)"
        ),
    ),
    (
        "stated",
        re.compile(
            r"^(?P<lead>(?:in|at|on|during|for|under) [^,.;:?]{2,40}?,? )?(?:there (?:is|was) )?"
            r"(?:one|an?|some) (?P<noun>(?!of\b)[\w-]+(?: (?!of\b)[\w-]+){0,3}?) "
            rf"(?:(?:that|which) )?(?P<told>{_SAID}\b[^.;:?]{{4,120}})"
            r"(?:[.;:]|,(?= (?:which|what|who|where|how|when)\b))\s*(?P<rest>\S[^?]*\?)$",
            re.IGNORECASE,
        ),
    ),
    (
        "stated",
        re.compile(
            rf"^(?P<lead>[^，,。；？?]{{0,16}}?)(?:有|某)一?{_ONE_THING}?(?P<noun>{_KINDS}|主题|国)"
            r"(?P<told>[^。；？?]{4,60}?)[，,。；：:]\s*(?P<rest>[^。；]{4,}[？?])$"
        ),
    ),
    (
        "described",
        re.compile(rf"^(?P<told>the {_NOUN} [^:?]{{4,100}})(?=: \w)", re.IGNORECASE),
    ),
    (
        "described",
        re.compile(
            rf"(?P<told>[^，,。？?：]{{2,40}}?)(?:的那(?:一)?{_ONE_THING}|(?P<has>所在)的)"
            rf"(?P<noun>[\u4e00-\u9fffA-Za-z]{{0,8}}?){_NOUN_ENDS}"
        ),
    ),
    (
        "relative",
        re.compile(rf"(?P<told>[^，,。？?：]{{4,40}}?)的(?P<noun>{_KINDS}){_NOUN_ENDS}"),
    ),
    (
        "relative",
        re.compile(
            rf"\bthe {_NOUN} (?:(?P<has>that|which|who|where|whose|with)"
            r"|(?=\w+ed (?:\w+ )?by\b)) ?(?P<told>(?:[^?,:]|,(?=\d))+)",
            re.IGNORECASE,
        ),
    ),
)

_YEAR = re.compile(r"(?:\b(?:in|of|since|by|for) )?\b(?:19|20)\d{2}\b", re.IGNORECASE)
_BEFORE_NAMES = "由使在与和将被从为对给到是"  # characters that a name seldom has
_LATIN_NAME = re.compile(
    r"(?<![.!?] )(?<!^)(?:[A-ZÀ-Ž][\w'’-]+)(?:(?: of| de| the| for)? [A-ZÀ-Ž][\w'’-]+)*"
)
_QUOTED = re.compile(r"“([^”]{2,30})”|《([^》]{2,30})》|\"([^\"]{2,30})\"")


@dataclass(frozen=True, slots=True)
class Hop:
    """A question that hangs on the answer to another.

    Attributes:
        form: how the other is put: by a superlative, a description set apart, a clause, or a
            statement before the question ("One town held the fair. Who is its mayor?").
        first: the question within.
        noun: what kind of thing it asks for; may be empty.
        before: the words of the whole before it.
        after: those after it.
        told: the description, where it may run on into what is asked.
    """

    form: Form
    first: str
    noun: str
    before: str
    after: str
    told: str = ""

    def then(self, name: str) -> str:
        """The second question, about what the first was answered with."""
        if self.form == "stated":
            of_table = phrase("row's noun").search(self.noun) and not years(self.after)
            when = "".join(f" ({year})" for year in years(self.first) if of_table)
            return f"{with_name(self.after, name) or f'{self.after} ({name})'}{when}"
        told = _YEAR.sub("", self.told)  # the year of what describes it binds nothing else of it
        said = f" ({told})" if told and not question_codes(name) else ""  # a code says it all
        apart = with_name(self.after.lstrip(" :"), name) if self.after.startswith(": ") else ""
        return f"{apart or f'{self.before}{name}{self.after}'}{said}"


def hop(text: str) -> Hop | None:
    """The question within a question, or None."""
    for form, pattern in _FORMS:
        match = pattern.search(text)
        if match is None:
            continue
        if form == "stated":
            if asks(match["rest"]) and points_back(match["rest"]):
                return Hop(form, _stated(match), match["noun"], "", match["rest"])
            continue
        before, after = text[: match.start()], text[match.end() :]
        if not asks(f"{before} {after}") or asks(match["told"]):
            continue
        told = match["told"] if form != "superlative" and match["told"].isascii() else ""
        return Hop(form, _first(match), match["noun"], before, after, told)
    return None


def _first(match: re.Match[str]) -> str:
    groups = match.groupdict()
    noun, told, has = groups["noun"], groups["told"], groups.get("has")
    if has == "所在":
        return f"{told}在哪个{noun}？"
    if not told.isascii() and has is None:
        return f"{told}的是哪个{noun}？"
    if has is None and told.lower().startswith("the "):
        return f"Which {told[4:]}?"
    if has is None:
        return f"Which {noun} was {told}?"
    verb = has.partition(" ")[2] or {"with": "has", "having": "has", "whose": "has a"}.get(has, "")
    opening = "At which" if has == "where" else "Which"
    return " ".join(filter(None, (opening, noun, verb, told))) + "?"


def _stated(match: re.Match[str]) -> str:
    """The question that a statement about "one town" answers."""
    which = "which " if match["told"].isascii() else "哪个"
    join, end = (" ", "?") if match["told"].isascii() else ("", "？")
    return f"{match['lead'] or ''}{which}{match['noun']}{join}{match['told']}{end}"


def names_of(draft: Draft, hop: Hop) -> list[str]:
    """What the first question was answered with, as it is put into the second; may be empty.

    Of a table it is the row with the most; of a sentence its names, the likeliest first, that the
    question does not say itself.
    """
    if hop.form == "superlative":
        return [row] if (row := ranked_row(draft)) else []
    names = named(draft, f"{hop.before}{hop.first}{hop.after}", hop.noun)
    if not asks_person(f"which {hop.noun.rpartition(' ')[2]}"):
        return names
    return [name for name in names if people_in(name) or not name.isascii()]


def ranked_row(draft: Draft) -> str:
    """The name of the row with the most or the least; empty where an answer is of no such row."""
    if draft.status != "answered" or draft.method not in ("extreme", "comparison"):
        return ""
    tables = (support.table for line in draft.sentences for support in line.supports)
    return next((table.row.rpartition(" / ")[2] for table in tables if table), "")


def topics(asked: str) -> list[str]:
    """The names that a question is about, the last first: "its" mostly stands for the nearest."""
    bound = constraints(asked, (), ())
    quoted = [c.text for c in bound if c.kind == "place" or (c.kind == "name" and c.is_telling)]
    latin = [n.removesuffix("'s").removesuffix("’s") for n in _LATIN_NAME.findall(asked)]
    found = dict.fromkeys([*latin, *quoted])
    names = [name for name in found if not asks(name) and not months_of(name)]
    own = [n for n in names if not any(n != other and n in other for other in names)]
    own.sort(key=asked.rfind, reverse=True)
    glosses = [re.match(r"\s?[（(][^（()）]+[)）]", asked[asked.rfind(n) + len(n) :]) for n in own]
    return [f"{n}{gloss.group()}" if gloss else n for n, gloss in zip(own, glosses, strict=True)]


def named(draft: Draft, asked: str, noun: str = "") -> list[str]:
    """The names in an answer that its question does not say itself, the likeliest first.

    Args:
        draft: the answer; of a refusal its nearest.
        asked: the question.
        noun: what kind of thing it asks for; may be empty.
    """
    if draft.method == OF_ROW:
        return [draft.short] if draft.short else []
    told = told_by(draft)
    short = (draft.short or "").strip(" .。")
    if rows := _figured_rows(draft):
        return rows
    places = [c.text for c in constraints(told, (), ()) if c.kind == "place"]
    near = places if kinds_of(asked)[:1] == ("place",) and not is_name(short) else []
    found = dict.fromkeys([*near, short, *_named(told, noun)])
    names = [name for name in found if plain(name) and plain(name) not in plain(asked)]
    return [n for n in names if len(n) <= LONGEST_NAME and not figures(n)[1:]][:TRIED]


def of_row(draft: Draft, asked: str) -> Draft | None:
    """The row that a question describes by one of its cells, as an answer; None if it is unclear.

    "Which theme is measured by the number of open laboratories?" describes the row of a theme.

    Args:
        draft: the answer from sentences and cells, or the refusal.
        asked: the question.
    """
    spans = [found for found in draft.candidates if isinstance(found, Span)]
    rows = [span for span in spans if is_row(span) and span.hit.passage.cells]
    if not rows or phrase("row's noun").search(asked) is None:
        return None
    best, name = rows[0], leaf(rows[0].hit.passage.label)
    rivals = [span.score for span in rows if leaf(span.hit.passage.label) != name]
    if rivals and best.score - rivals[0] < CLEAR_ROW:
        return None
    passage = best.hit.passage
    address = CellAddress(passage.caption, passage.label, passage.cells[0].column)
    line = Sentence(f"**{name}**", (Support(best.hit, passage.text.split(" | ")[0], address),))
    return Draft("answered", (line,), name, UNSURE, OF_ROW)


def named_in_row(draft: Draft, asked: str) -> list[str]:
    """What a row that is quoted as the answer has in quotation marks: the project it is about.

    Args:
        draft: the answer.
        asked: its question, which asks for a thing of the kind that rows are.
    """
    support = next((s for line in draft.sentences for s in line.supports), None)
    if support is None or draft.method != "text" or support.hit.passage.kind != "row":
        return []
    if draft.status != "answered" or phrase("which named thing").search(asked) is None:
        return []
    names = dict.fromkeys(filter(None, sum(_QUOTED.findall(support.quote), ())))
    return [name for name in names if plain(name) not in plain(asked)]


def _figured_rows(draft: Draft) -> list[str]:
    """What the row is called whose figures an answer gives, the last of its names first.

    "Which programme pays for screening?" is answered by the row of a programme with its cost.
    """
    if not figures(draft.short or ""):
        return []
    tables = (support.table for line in draft.sentences for support in line.supports)
    label = next((table.row for table in tables if table), "")
    names = map(str.strip, reversed(label.split(" / ")))
    return [name for name in names if any(map(str.isalpha, name))][:TRIED]  # 16/6 is a number


def is_name(short: str) -> bool:
    """Whether a short answer is no longer than a name."""
    return len(short) <= (LONGEST_NAME if short.isascii() else LONGEST_HAN_NAME)


def told_by(draft: Draft) -> str:
    """The sentence or row that an answer stands on first, also where it is only the nearest."""
    quotes = [support.quote for line in draft.sentences for support in line.supports]
    return next(iter(quotes), "")


def _named(text: str, noun: str) -> list[str]:
    """The names in a sentence: those that end in what is looked for (吉隆坡代表处), then others."""
    kind = noun[-2:]
    of_kind = [phrase for phrase in _noun_phrases(text) if kind and phrase.endswith(kind)]
    if kind and not kind.isascii():
        of_kind += re.findall(rf"[^{_BEFORE_NAMES}\W]{{2,8}}?{kind}", text)
    own = constraints(text, (), ())
    chinese = [c.text for c in own if c.kind in ("place", "name") and not c.text.isascii()]
    return [*of_kind[:2], *_LATIN_NAME.findall(text), *chinese]


def bridge(draft: Draft, language: str) -> Draft:
    """The one sentence of the first answer that brings the name, which the second stands on."""
    line = next(line for line in draft.sentences if line.supports)
    if draft.status != "answered":
        opening, closing = wording(language).quotes
        line = replace(line, text=f"{opening}{line.supports[0].quote}{closing}")
    return replace(draft, status="answered", sentences=(line,), short=None, confidence=1.0)


def _noun_phrases(text: str) -> list[str]:
    """The longest runs of nouns in a Chinese text: 由财政审计一处承担 has 财政审计一处."""
    phrases, run = [], ""
    for word, tag in [*parts_of_speech(text), ("", "w")]:
        if tag[:1] in ("n", "m", "j", "l", "s", "f", "e") or tag == "vn":
            run += word
            continue
        phrases.append(run)
        run = ""
    return [phrase for phrase in phrases if len(phrase) > 2]
