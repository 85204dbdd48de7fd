"""Understanding a question: what is asked for, and which years, codes and names bind the answer."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from typing import Literal

from assistant.figures import years

Kind = Literal[
    "amount", "share", "count", "date", "place", "person", "organisation",
    "list", "definition", "reason", "comparison", "difference", "sum", "extreme", "yesno", "other",
]  # fmt: skip

# Tried in order; the first that matches names the kind. Chinese, then English, French, Spanish,
# Russian and Arabic question words.
_KINDS: list[tuple[Kind, str]] = [
    ("difference", r"多出多少|多多少|少多少|相差|差多少|差距|提高了多少|增加了多少|减少了多少|下降了多少|增长了多少|降低了多少|涨了多少|变化(?:了)?多少"
                   r"|how (?:much|many) (?:more|less|fewer|higher|lower)|(?:what is|what was|what's) the difference|difference (?:in|between)"
                   r"|by how (?:much|many)|change (?:in|of|between|from)|how (?:did|has|have|does) .{3,80} change|diff[ée]rence|diferencia"),
    ("sum", r"总共(?:是)?多少|合计|加起来|加在一起|总和|一共|共计|combined|add(?:ed)? (?:up|together)|sum of|in total|altogether|(?:together|total) (?:of|for) .{1,60} and "),
    ("comparison", r"哪个更|哪一个更|谁更|更高还是|比较|相比|对比|有什么不同|有何不同|区别|versus|\bvs\b|compare|higher or lower|which (?:is|was|one is|got|received) (?:more|less|higher|lower|larger|bigger|smaller)|differ\b|differences?\b"),
    ("reason", r"为什么|为何|原因|怎么会|\bwhy\b|what (?:is|was) the reason|pourquoi|por qué|почему|لماذا"),
    ("extreme", r"最多|最少|最高|最低|最大|最小|排名|largest|smallest|highest|lowest|biggest|\bmost (?:money|of the|funding|budget)|least|le plus|más alto"),
    ("share", r"占比|百分之|百分比|比例|份额|几成|percent|per cent|share|proportion|pourcentage|porcentaje|процент|نسبة"),
    ("amount", r"多少钱|多少资金|多少预算|预算(?:是|为)?多少|金额|拨了|拨款|花了|费用|经费|价值多少|资金(?:是)?多少|how much|budget|what amount|amount|cost|funding|money|worth|combien d.argent|montant|cu[aá]nto|presupuesto|бюджет|сколько|كم|ميزانية"),
    ("date", r"什么时候|何时|哪一?[年天日月]|几月|几号|哪个月|日期|时间|\bwhen\b|what (?:date|year|day|month)|which (?:year|month|date)|since when|in which year|quand|quelle (?:date|année)|cuándo|когда|متى"),
    ("list", r"哪(?:两|二|三|四|五|六|七|八|九|十|几|些|\d+)|有哪些|哪几|列出|列举|分别(?:是|叫|为)|包括(?:哪|什么)|which (?:two|three|four|five|six|seven|countries|organi[sz]ations|institutions|partners)|list\b|name the|what are the|who are|in which (?:countries|two|three|four|five)|in what countries|which (?:of the|\w+s)\b|quels|quelles|cuáles|какие"),
    ("count", r"多少|几[个名家项次期届位国份]|how many|number of|combien|cuántos|cuántas"),
    ("place", r"哪里|哪儿|何地|什么地方|哪个(?:城市|国家|地方|地区)|在哪|\bwhere\b|which (?:city|country|place)|what (?:city|country|place)|\boù\b|dónde|где|أين"),
    ("person", r"谁|哪位|什么人|\bwho\b|\bwhom\b|whose|\bqui\b|quién|кто"),
    ("organisation", r"哪个(?:机构|组织|部门|部|公司|单位|委员会)|哪家|什么机构|which (?:organi[sz]ation|institution|agency|company|ministry|body)|what (?:organi[sz]ation|institution|agency)"),
    ("definition", r"什么是|是什么|指什么|指的是|是指|含义|意思|叫什么|what (?:is|are|was|does)\b|what's|meaning of|stand for|define|qu'est-ce|qué es|что такое|ما هو|ما هي"),
    ("yesno", r"是否|吗[？?]?$|有没有|^(?:is|are|was|were|do|does|did|has|have|can|will)\b"),
]  # fmt: skip
_COMPILED = [(kind, re.compile(pattern, re.IGNORECASE)) for kind, pattern in _KINDS]

_CODE = re.compile(
    r"(?<![A-Za-z0-9])(?:[A-Za-z]{1,8}-?\d{1,4}(?:/\d+)*(?:\([A-Za-z.0-9 ]+\))*|[A-Z]{2,}(?:[-/][A-Z0-9]{1,6})+)(?![A-Za-z0-9])"
)
_DATED_CODE = re.compile(r"^[A-Za-z]{2,8}-(\d{2})$")


@dataclass(frozen=True, slots=True)
class Question:
    """A question as understood.

    Attributes:
        asked: the words of the user.
        text: the question that is searched: ``asked``, or with what a follow-up leaves out.
        language: ISO 639-1 code that the answer is framed in.
        kind: what is asked for first of all.
        wants: everything that the question words ask for ("where and when", "amount and share").
        years: years that bind the answer, as written or implied by a code (``OP-26`` is 2026).
        codes: codes that bind the answer, upper case: ``P2``, ``OP-26``, ``WTDC-22``.
        history: True where the conversation was needed to understand it.
    """

    asked: str
    text: str
    language: str
    kind: Kind
    wants: frozenset[Kind]
    years: tuple[int, ...]
    codes: tuple[str, ...]
    history: bool = False


def understand(asked: str, text: str | None = None, language: str | None = None) -> Question:
    """Read a question.

    Args:
        asked: the user's words.
        text: the question made standalone, where the conversation was needed.
        language: ISO 639-1 code to answer in; by default that of ``asked``.

    Returns:
        the question with its kind, years and codes.
    """
    folded = unicodedata.normalize("NFKC", text or asked)
    codes = question_codes(folded)
    found = years(folded)
    found += [year for year in map(code_year, codes) if year and year not in found]
    kinds = kinds_of(unicodedata.normalize("NFKC", asked)) or kinds_of(folded)
    return Question(
        asked=asked,
        text=folded,
        language=language or question_language(asked),
        kind=kinds[0] if kinds else "other",
        wants=frozenset(kinds),
        years=tuple(found),
        codes=codes,
        history=text is not None and text != asked,
    )


def kinds_of(text: str) -> list[Kind]:
    """All that the question words of a text ask for, the most telling first."""
    return [kind for kind, pattern in _COMPILED if pattern.search(text)]


def question_codes(text: str) -> tuple[str, ...]:
    """The codes of a text in order, upper case, without repeats."""
    codes: dict[str, None] = {}
    for match in _CODE.finditer(text):
        code = match.group()
        # A lower-case word with digits after a hyphen (covid-19) is a code too, plain words are not.
        if any(char.isdigit() for char in code):
            codes.setdefault(code.upper())
    return tuple(codes)


def code_year(code: str) -> int | None:
    """The year that a code ends in, by the custom of the UN family: ``WTDC-22`` is of 2022."""
    match = _DATED_CODE.match(code)
    if not match:
        return None
    year = int(match[1])
    return 2000 + year if year < 60 else 1900 + year


_STOPWORDS = {
    "en": "the of what which how is are was in for and to many much did does who when where why on by",
    "fr": "le la les des de du quel quelle quels combien est sont dans pour et à qui où quand pourquoi été sur l'",
    "es": "el la los las de del qué cuál cuánto cuántos es son en para y quién dónde cuándo por fue",
}


def question_language(text: str) -> str:
    """The language of a question among the six UN languages, by script, then by common words."""
    scripts = {
        "zh": len(re.findall(r"[\u3400-\u9fff]", text)),
        "ru": len(re.findall(r"[\u0400-\u04ff]", text)),
        "ar": len(re.findall(r"[\u0600-\u06ff]", text)),
    }
    latin = len(re.findall(r"[A-Za-zÀ-ÿ]+", text))
    best = max(scripts, key=lambda name: scripts[name])
    if scripts[best] and scripts[best] >= latin:
        return best
    words = re.findall(r"[a-zà-ÿ]+'?", text.lower())
    scores = {
        language: sum(word in stop.split() for word in words) for language, stop in _STOPWORDS.items()
    }
    scores["fr"] += len(re.findall(r"[çèêœùû]|\b[dlqn]'", text.lower()))
    scores["es"] += len(re.findall(r"[ñ¿¡]", text.lower())) * 2
    return max(scores, key=lambda name: scores[name]) if any(scores.values()) else "en"
