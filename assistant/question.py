"""Understanding a question: what is asked for, and which years, codes and names bind the answer."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

from assistant.figures import years
from assistant.refusals.constraints import Constraint
from assistant.word_lists import any_of, word_lists
from assistant.yes_no import asks_of_no_figures

Kind = Literal[
    "amount", "share", "count", "date", "place", "person", "organisation",
    "money", "list", "definition", "contact",
    "reason", "purpose", "comparison", "difference", "sum", "extreme", "yesno", "other",
]  # fmt: skip

# Tried in order; the first that matches names the kind. Chinese, then English, French, Spanish,
# Russian and Arabic question words.
_WORDS = word_lists(__package__, "question_words")
_COMPILED: list[tuple[Kind, re.Pattern[str]]] = [
    (entry["name"], any_of(entry["words"])) for entry in _WORDS["kind"]
]
_EMPTY = any_of(_WORDS["empty"])
_COLLOQUIAL = [(re.compile(form["said"]), form["written"]) for form in _WORDS["colloquial"]]
_ASKED_AS = [(re.compile(form["said"]), form["written"]) for form in _WORDS["asked_as"]]

# Kinds that a figure answers: by itself, also of money, or beside other figures.
NUMBERS = frozenset({"amount", "share", "count"})
MONEY_OR_NUMBERS = NUMBERS | {"money"}
FIGURE_KINDS = NUMBERS | {"difference", "sum", "extreme", "comparison"}
_MEASURES = FIGURE_KINDS | {"money"}  # whose question words name a measure and no subject
_PLURAL = re.compile(r"\b([A-Z]{2,}|[A-Z][A-Za-z]*[A-Z]{2})s\b")  # of an abbreviation: LDCs
_YEAR_WORDS = re.compile(r"(?:19|20)\d{2}年?")

_CODE = re.compile(
    r"(?<![A-Za-z0-9])"
    r"(?:[A-Za-z]{1,8}-?\d{1,4}(?:\.\d{1,3}(?!\d))*(?:/\d+)*(?:\([A-Za-z.0-9 ]+\))*"
    r"|[A-Z]{2,}(?:[-/][A-Z0-9]{1,6})+)"
    r"(?![A-Za-z0-9])"
)
# Parts of a year; H1 alone may as well be a code of a plan.
_PERIOD = re.compile(
    r"FY(?:\d{4}|\d{2})(?!\d)|Q[1-4](?!\d)|H[12](?= (?:of )?(?:19|20)\d\d)|(?<=\d{4} )H[12]\b",
    re.IGNORECASE,
)
# "By mid-2026", "post-2015", "pre-2020": a time, and no code.
_TIME = re.compile(
    r"(?:mid|early|late|end|post|pre|since|ex|non|year|spring|summer|autumn|winter|june|july"
    r"|sept?|april|march|august|october|november|december|january|february|may"
    r"|jan|feb|mar|apr|jun|jul|aug|oct|nov|dec)-?(?:19|20)\d\d",
    re.IGNORECASE,
)
_DATED_CODE = re.compile(r"^[A-Za-z]{2,8}-(\d{2})$")


@dataclass(frozen=True, slots=True)
class Question:
    """A question as understood.

    Attributes:
        asked: the words of the user, with slips of spelling mended.
        text: the question that is searched: ``asked``, or with what a follow-up leaves out.
        language: ISO 639-1 code that the answer is framed in.
        kind: what is asked for first of all.
        wants: everything that the question words ask for ("where and when", "amount and share").
        years: years that bind the answer, as written or implied by a code (``OP-26`` is 2026).
        codes: codes that bind the answer, upper case: ``P2``, ``OP-26``, ``WTDC-22``.
        history: True where the conversation was needed to understand it.
        constraints: what binds the answer, with its other forms; known once it is searched.
        forms: its terms, each with what it is called in another language.
        unread: share of its words that have no translation, where the vectors need one.
        previous: the question before a follow-up, made whole; empty where it is none.
        told: what that was answered with.
        linked: the question with both behind it, where it may be a follow-up though nothing says
            so; else empty.
        typed: the words of the user as typed, where slips were mended; else empty.
    """

    asked: str
    text: str
    language: str
    kind: Kind
    wants: frozenset[Kind]
    years: tuple[int, ...]
    codes: tuple[str, ...]
    history: bool = False
    constraints: tuple[Constraint, ...] = ()
    forms: tuple[tuple[str, str], ...] = ()
    unread: float = 0.0
    previous: str = ""
    told: str = ""
    linked: str = ""
    typed: str = ""


def understand(asked: str, text: str | None = None, language: str | None = None) -> Question:
    """Read a question.

    Args:
        asked: the user's words.
        text: the question made standalone, where the conversation was needed.
        language: ISO 639-1 code to answer in; by default that of ``asked``.

    Returns:
        the question with its kind, years and codes.
    """
    folded = _PLURAL.sub(r"\1", _written(unicodedata.normalize("NFKC", text or asked)))
    codes = question_codes(folded)
    found = years(folded)
    found += [year for year in map(code_year, codes) if year and year not in found]
    own = bare(asked)
    kinds = kinds_of(_written(unicodedata.normalize("NFKC", own if asks(own) else asked)))
    if kinds in ((), ("money",)) and not _asks_itself(asked):  # it may only speak of money
        kinds = kinds_of(folded)
    if _is_keyed(own, kinds):
        kinds = ("amount", "money")
    if asks_of_no_figures(bare(folded)) and kinds:
        kinds = ("yesno",)  # it only speaks of money, a time or a number
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


def _is_keyed(text: str, kinds: Sequence[Kind]) -> bool:
    """Whether a text is no question but the keys of a figure: "E5 budget 2026", "P2 2023"."""
    if asks(text) or len(content_words(text)) > MOST_KEYS:
        return False
    if tuple(kinds) == ("money",):
        return True
    dated = [code_year(code) for code in question_codes(text)]  # OP-26 is of a year, P2 is not
    of_year = any(dated) or bool(years(text))
    return not kinds and None in dated and of_year and not row_subject(text)


def _written(text: str) -> str:
    """A question with its colloquial question words as they are written: 为啥 is 为什么."""
    for said, written in _COLLOQUIAL:
        text = said.sub(written, text)
    return text


def _asks_itself(asked: str) -> bool:
    """Whether a follow-up asks something of its own, not what was asked before of another."""
    return asks(asked) and _OF_ANOTHER.search(asked) is None


@lru_cache(maxsize=256)  # the parts of a question are understood more than once
def kinds_of(text: str) -> tuple[Kind, ...]:
    """All that the question words of a text ask for, the most telling first."""
    for said, written in _ASKED_AS:
        text = said.sub(written, text)
    return tuple(kind for kind, pattern in _COMPILED if pattern.search(text))


def subject_only(text: str) -> str:
    """A question without the words that only ask; may be empty."""
    return " ".join(_EMPTY.sub(" ", text).split())


@lru_cache(maxsize=1024)
def subject(text: str) -> str:
    """A question without the words that only ask; the whole where nothing else would be left."""
    rest = subject_only(text)
    return rest if any(char.isalnum() for char in rest) else text


@lru_cache(maxsize=1024)
def row_subject(text: str) -> str:
    """A question about a figure without its words of measure, years and codes: what names the row.

    "How much of the 2023 budget goes to cybersecurity?" is about cybersecurity. Empty where codes
    and years are all that there is ("What was the P2 budget in 2023?").
    """
    rest = subject(text)
    for kind, pattern in _COMPILED:
        if kind in _MEASURES:
            rest = pattern.sub(" ", rest)
    rest = _CODE.sub(" ", _YEAR_WORDS.sub(" ", rest))
    return rest if content_words(rest) else ""


@lru_cache(maxsize=8192)
def question_codes(text: str) -> tuple[str, ...]:
    """The codes of a text in order, upper case, without repeats."""
    codes: dict[str, None] = {}
    for match in _CODE.finditer(text):
        code = match.group()
        # Words joined by hyphens alone (ITU-D, DG-INTPA) are names, not codes.
        period = _PERIOD.match(text, match.start())
        if any(char.isdigit() for char in code) and not (
            (period and period.group() == code) or _TIME.fullmatch(code)
        ):
            codes.setdefault(code.upper())
    return tuple(codes)


def code_year(code: str) -> int | None:
    """The year that a code ends in, by the custom of the UN family: ``WTDC-22`` is of 2022."""
    match = _DATED_CODE.match(code)
    if not match:
        return None
    year = int(match[1])
    return 2000 + year if year < 60 else 1900 + year


_CHINESE_FUNCTION = re.compile(r"[的是了在吗呢么哪谁几何]|多少|请问|怎")
_STOPWORDS = {
    "en": "the of what which how is are was in for and to many much did does who when where why",
    "fr": "le la les des de du quel quelle quels combien est sont dans pour et à qui où quand sur",
    "es": "el la los las de del qué cuál cuánto cuántos es son en para y quién dónde cuándo por",
}


def question_language(text: str) -> str:
    """The language of a question among the six UN languages, by script, then by common words."""
    words = re.findall(r"[a-zà-ÿ]+", text.lower())
    scores = {name: sum(w in stop.split() for w in words) for name, stop in _STOPWORDS.items()}
    scores["fr"] += len(re.findall(r"[çèêœùû]|\b[dlqn]['’]", text.lower()))
    scores["es"] += len(re.findall(r"[ñ¿¡]", text.lower())) * 2
    latin = max(scores, key=lambda name: scores[name])
    han = len(re.findall(r"[\u3400-\u9fff]", text))
    if han and (_CHINESE_FUNCTION.search(text) or han >= len(words)) and scores[latin] < 2:
        return "zh"
    for name, letters in (("ru", r"[\u0400-\u04ff]"), ("ar", r"[\u0600-\u06ff]")):
        if len(re.findall(letters, text)) > sum(map(len, words)):
            return name
    return latin if scores[latin] else "en"


_ANAPHORA = re.compile(
    r"\b(?:it|its|they|them|their|theirs|he|him|his|she|her|hers|there|this|that|these|those"
    r"|the one|the ones|the same|the former|the latter|such)\b"
    r"|它们?|他们?|她们?|其(?!他|它|中|余)|该|此"
    r"|这(?:个|些|项|里|次|家|份|一)?|那(?:[个些里次家份时座所场片届位款间支台批]|一[个家次届座])|上述|前者|后者"
    # "比上一年多几个" leaves to what was said before what it holds against the year before.
    r"|^\s*(?:又|还|再)?(?:(?:[比较跟与和同]|相[比较]于?)(?=上[一1]?(?:年|次|届|期)|前一?(?:年|次|届|期)|去年|往年|(?:19|20)\d{2}年?(?:度)?[多少高低增减上下涨降]"
    r"|计划[多少高低快慢早晚]|预算[多少高低]|目标[多少高低]|原[来定计]|基线|当初|[之以]前[多少高低])|[同环]比)",
    re.IGNORECASE,
)
_ASKING = re.compile(
    r"\b(?:how|what|which|who|whom|whose|when|where|why)\b|谁|什么|哪|多(?:少|[大长高远宽深重久快厚](?![了期的比]))|几[个名家项次届期位国年]"
    r"|何|吗|怎|\b(?:quel(?:le)?s?|combien|pourquoi|comment|cuánt[oa]s?|cuál(?:es)?|qué|quién(?:es)?"
    r"|cuándo|dónde|cómo|сколько|как(?:ой|ая|ое|ие|ом|ую)|кто|когда|где|почему)\b",
    re.IGNORECASE,
)
_OF_ANOTHER = re.compile(
    r"\b(?:what|how) about\b|呢|怎么样|^\W*(?:and|又)?\W*(?:which|what|哪个?)\W*$", re.IGNORECASE
)
_CARRIED = re.compile(r"\s\(.*\)\s*$", re.DOTALL)
MOST_KEYS = 8  # content words of a search that is typed without a question


def points_back(text: str) -> bool:
    """Whether a text has a word that stands for something said before (it, there, 该, 这个)."""
    return _ANAPHORA.search(text) is not None


def asks(text: str) -> bool:
    """Whether a text has a question word, and so may be a question of its own."""
    return _ASKING.search(text) is not None


def content_words(text: str) -> list[str]:
    """Words that carry content; a Chinese run counts a word for every two characters."""
    words: list[str] = []
    for run in re.findall(r"[\u3400-\u9fff]+|(?:(?![\u3400-\u9fff])[\w.@-])+", subject_only(text)):
        if re.match(r"[\u3400-\u9fff]", run):
            bare = re.sub(r"那么?|年|的|是|在|比|和|与|占", "", run)
            words += [bare[i : i + 2] for i in range(0, len(bare), 2)]
        else:
            words.append(run)
    return words


def bare(part: str) -> str:
    """A question without what it carries along in brackets."""
    return _CARRIED.sub("", part).strip()


def context(part: str) -> str:
    """What a question carries along in brackets; empty where it stands alone."""
    carried = _CARRIED.search(part)
    return carried.group().strip(" ()") if carried else ""
