"""What a question asks to be worked out, and of what kind the figures are that this takes."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from assistant.figures import figures, number_words
from assistant.question import Question, bare
from assistant.reading.ends import asks_both_ends
from assistant.reckoning.asked_words import COMPARES, Word, asked_words
from assistant.reckoning.joined import Joined, Name
from assistant.reckoning.told import Told, numbers_told
from assistant.reckoning.wording import Operation, operations, opposites, seams, things, words_of
from assistant.tables.arithmetic import Quantity

_COUNTED = re.compile(
    r"\b(?:how many|number of|more|fewer|most|fewest|combien d[e']|cu[aá]nt[oa]s)[ ']?"
    r"(?:more |fewer )?"
    r"((?:[A-Za-zà-ÿ'’-]+ ?){1,3})"
    r"|(?:多少|几)(?P<han>[项个名家份次种所人国期位届场座册处门支台篇条件套只头棵株辆艘架起叶页卷幅枚尊本张盒箱袋盏匹扇])(?!百分)",
    re.IGNORECASE,
)
_OF_MONEY = re.compile(
    r"\b(?:total|combined|whole) value\b|\bhow much\b.{0,30}\bvalue\b|\bworth\b|价值|"
    r"\b(?:dearer|cheaper|costlier)\b|贵|便宜|"
    r"\b(?:money|spen[dt]\w*|costs?|budget\w*|price|amounts?|paid?|fund\w*|grants?|fees?|euros?"
    r"|dollars?|francs?|pounds?|EUR|USD|CHF|GBP)\b|\b(?:dues|arrears|salar(?:y|ies)|wages?|donations?)\b|[钱元郎]|会费|学费|欠缴|捐款|善款|工资|薪[酬资]|年薪|经费|费用|预算|资金|支出|金额|花费|花了",
    re.IGNORECASE,
)
_BARE = re.compile(r"多少(?=$|[？?，,。；了]|[没未]|还)")
_HOW_MANY = re.compile(r"\b(?:how many|cu[aá]nt[oa]s)\b", re.IGNORECASE)
_HOW_MUCH = re.compile(r"\bhow much\b(?!.*\bhow many\b)", re.IGNORECASE)
_OF_COINS = re.compile(
    r"(?:多少|几)[百千万亿]*(?:[美欧日加]?元|(?:的?)(?:预算|经费|资金|费用|拨款|钱)|瑞郎|法郎|英镑|卢比|克朗|镑|块)"
    r"|\bhow (?:much money|many (?:million |thousand )?(?:euros|dollars|francs|pounds|yuan))\b",
    re.IGNORECASE,
)
_OF_POINTS = re.compile(r"percentage points?|\bpoints\b|百分点", re.IGNORECASE)
_OF_PERCENT = re.compile(
    r"百分之(?:几|多少)|占比|\bpourcentages?\b|\bporcentajes?\b"
    r"|\b(?:what|how many|which) (?:percent(?:age)?|per cent|share|proportion)\b"
    r"|\b(?:sum|total) of (?:the|their) (?:shares|percentages)\b",
    re.IGNORECASE,
)
_ASKED = {
    "points": _OF_POINTS,
    "per cent": _OF_PERCENT,
    "coins": _OF_COINS,
    "money": _OF_MONEY,
    "how many": _HOW_MANY,
    "how much": _HOW_MUCH,
}
_FIGURES = frozenset({"amount", "count", "money", "share", "sum", "difference"})
_OF_FIGURES = re.compile(
    r"\b(?:how (?:many|much)|number|left|remain\w*|rest|outstanding|combien|cu[aá]nt[oa]s?|reste)\b"
    r"|多少|几|剩|余|其他|其它|сколько|كم",
    re.IGNORECASE,
)
# What asks for a share, and what asks for a number beside it.
_OF_SHARE = re.compile(r"占[^，,。？?]{0,24}?(?:多少|几)(?![名位人家所项种])")
_MANY_TOO = re.compile(r"多少|几|\b(?:how many|combien|cu[aá]nt[oa]s)\b", re.IGNORECASE)
_PER_CENT = re.compile(r"\b(what|which|how many) ?%", re.IGNORECASE)
MANY = 12  # things that are added up without being named
_CURRENCIES = frozenset(
    "pounds crowns francs kroner kronor rupees pesos dinars dirhams shillings rand yen yuan cents"
    " dollars euros".split()
)
PEOPLE = frozenset({"people", "women", "men", "children"})
ANYTHING = frozenset("个项条件份起宗种类家")  # measure words that one thing may have as well
EVENTS = frozenset("场次届期")  # likewise one event


# Which of two that are named is the more: "is Hull or Leith cheaper, and by how much?"
_ONE_OR_OTHER = re.compile(
    r"\b(?:is|are|was|were|do|does|did|has|have|which)\b[^,;?]*? or "
    r"(?:the (?:one |that )?(?:in |of |at )?)?(?-i:[A-Z])[^,;?]*"
    r"(?!\b(?:other|number|never|ever|under|over|after|per)\b)\b(?:[a-z]{3,}er|more|less|worse)\b"
    r"|\b(?:[a-z]{3,}er|more|less|worse)\b[^?]*, [^,;?]*(?-i:[A-Z])[^,;?]* or (?:the )?(?-i:[A-Z])"
    r"|还是[^，,。？?]{1,16}(?:更|高|低|多|少|大|小|贵|便宜|快|慢)",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Asked:
    """A question about figures.

    Attributes:
        question: as understood.
        words: its words that name something, in their order.
        text: the question alone, without what the conversation carries along.
    """

    question: Question
    words: tuple[Word, ...]
    text: str

    def operations(self) -> list[Operation]:
        """What its words may ask to be worked out, the most telling first."""
        text = self.text
        if self.question.language not in ("en", "zh"):  # searched without words that join
            text = f"{self.question.asked}\n{text}"
        found = list(_operations_in(text))
        if asks_both_ends(self.text):
            found = [name for name in found if name not in ("difference", "change")]
        if _OF_POINTS.search(self.text):  # shares are compared, not worked out
            found = [name for name in found if name not in ("share", "average", "percent")]
        if words_of("before year").search(text):  # "the total before 2024": not what came then, too
            found = [name for name in found if name not in ("sum", "difference")]
        if "share" in found and not _MANY_TOO.search(_OF_SHARE.sub(" ", text)):
            found = [name for name in found if name != "portion"]  # 女性占多少: the share itself
        if "percent" in found:
            found = [name for name in found if name in ("percent", "left", "rest")]
        if "compare" in found and any(self.names("compare")):
            found = [name for name in found if name != "share"]
        if self.compares():  # "how much more per day than"
            found = [name for name in found if name != "average"]
        if not self.question.wants & _FIGURES and not _OF_FIGURES.search(text):
            found = [name for name in found if name != "left"]  # "how likely is a lack of staff?"
        if "sum" in found:  # "those refused and those not yet heard, together"
            found = [name for name in found if name != "left"]
        return found

    def names(self, operation: Operation) -> Iterator[list[Name]]:
        """The two or more things named on the sides of each seam that may join them."""
        return Joined(self.text, self.words).names(operation)

    def compares(self) -> bool:
        """Whether it says what a thing is held against, other than what it was before."""
        seam = next(iter(seams()["difference"]))
        than = any(form.search(self.text) for form in (seam, COMPARES, _ONE_OR_OTHER))
        return than and words_of("year before").search(self.text) is None

    def joins(self) -> bool:
        """Whether it joins things that are to be added, whether or not they are known as names."""
        return any(seam.search(self.text) for seam in seams()["sum"])

    @property
    def is_bare(self) -> bool:
        """Whether it names a part alone, and not what that is a part of: "how many were women?"."""
        forms = [form for pair in opposites() for form in pair]
        parts = [any(form.fullmatch(word.text) for form in forms) for word in self.words]
        return all(parts) and not self.question.history

    @property
    def told(self) -> int:
        """How many things it asks about, where it says so without naming them; else 0."""
        found = [one for one in number_words(self.text) if one.value > 1]
        found += [one for one in figures(self.text) if not one.unit and 1 < one.value <= MANY]
        return int(found[0].value) if len(found) == 1 else 0

    @property
    def numbers(self) -> tuple[Told, ...]:
        """The numbers that it gives itself of what it asks about."""
        return numbers_told(self.text)

    @property
    def counted(self) -> str:
        """What the question counts: a Chinese measure word, an English noun; or empty."""
        return _counted_in(self.text)

    @property
    def kind(self) -> str:
        """The kind of thing that it counts: people, countries; empty where it is no such."""
        return _kind_in(self.text)

    @property
    def _adds_shares(self) -> bool:
        """Whether it asks what shares come to: "what per cent do both make up together"."""
        return "per cent" in _figures_asked(self.text) and "sum" in self.operations()

    def accepts(self, quantity: Quantity, thing: str = "") -> bool:
        """Whether a figure is of the kind asked for: points, money or a number.

        Args:
            quantity: the figure.
            thing: what it counts, which may be a currency without a code.
        """
        asked = _figures_asked(self.text)
        if "points" in asked:
            return quantity.unit == "%"
        if quantity.unit != "%" and self._adds_shares:
            return False
        if quantity.unit == "%" and "share" in self.question.wants:
            return True
        if "coins" in asked:
            return quantity.unit not in ("", "%") or thing in _CURRENCIES
        if "how much" in asked and (thing in ANYTHING or thing == "人"):
            return False
        bare_money = not self.counted and _BARE.search(self.text) is not None
        if "money" in asked and (bare_money or "count" not in self.question.wants - {"amount"}):
            return quantity.unit not in ("", "%") or thing in _CURRENCIES
        if self.counted or "how many" in asked:
            return not quantity.unit
        return True


# A question is held against every figure of the passages, its words are the same for all.
@lru_cache(maxsize=256)
def _operations_in(text: str) -> tuple[Operation, ...]:
    return tuple(name for name, pattern in operations() if pattern.search(text))


@lru_cache(maxsize=256)
def _figures_asked(text: str) -> frozenset[str]:
    return frozenset(name for name, words in _ASKED.items() if words.search(text))


@lru_cache(maxsize=256)
def _counted_in(text: str) -> str:
    match = _COUNTED.search(text)
    if match is None:
        return "人" if "人数" in text else ""
    if match["han"]:
        return "人" if match["han"] in "名位人" else match["han"]
    nouns = [word for word in match[1].lower().split() if word.endswith("s") or word in PEOPLE]
    return nouns[0] if nouns else ""


@lru_cache(maxsize=256)
def _kind_in(text: str) -> str:
    return next((name for name, _, asked in things() if asked.search(text)), "")


@lru_cache(maxsize=64)
def asked_of(question: Question) -> Asked:
    """A question with its words that name something."""
    text = _PER_CENT.sub(r"\1 percent", bare(question.text))
    return Asked(question, tuple(asked_words(question, text)), text)
