"""What a question asks to be worked out, and how it names the figures that this takes."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from assistant.figures import figures, number_words
from assistant.letters import plain
from assistant.question import Question, bare, subject_only
from assistant.reading.match import sharpened
from assistant.reckoning.told import Told, numbers_told
from assistant.reckoning.wording import Operation, idle, operations, seams, things, words_of
from assistant.tables.arithmetic import Quantity
from index.abbreviations import parts_of_speech
from index.static import StaticEmbedder

_RUN = re.compile(
    r"(?P<han>[\u3400-\u9fff]+)|(?<![A-Za-z0-9'’])[A-Za-zÀ-ÿ][A-Za-zÀ-ÿ0-9]*(?:-\d+)*(?:['’](?!s\b)[a-z]+)?"
)
# Parts of speech that only join or count: particles, prepositions, numerals, pronouns...
_JOINING = frozenset("u p c d m q r y e o x w f".split())
_COMPARES = re.compile(r"((?<![相百对])比(?![例较重赛率]))")
_SINGLE = frozenset("van")
_COMPARING = frozenset("多少高低大小长短比是有占")
_NOMINAL = frozenset("njtsz")
_JOINS = re.compile(r"[\s\-–]*(?:['’]s?\s+)?")
_COUNTED = re.compile(
    r"\b(?:how many|number of|more|fewer|most|fewest|combien d[e']|cu[aá]nt[oa]s)[ ']?"
    r"(?:more |fewer )?"
    r"((?:[A-Za-zà-ÿ'’-]+ ?){1,3})"
    r"|(?:多少|几)(?P<han>[项个名家份次种所人国期位届场座册处门支台篇条件套只头棵株辆艘架起])(?!百分)",
    re.IGNORECASE,
)
_OF_MONEY = re.compile(
    r"\b(?:total|combined|whole) value\b|\bhow much\b.{0,30}\bvalue\b|\bworth\b|价值|"
    r"\b(?:dearer|cheaper|costlier)\b|贵|便宜|"
    r"\b(?:money|spen[dt]\w*|costs?|budget\w*|price|amounts?|paid?|fund\w*|grants?|fees?|euros?"
    r"|dollars?|francs?|pounds?|EUR|USD|CHF|GBP)\b|[钱元郎]|经费|费用|预算|资金|支出|金额|花费|花了",
    re.IGNORECASE,
)
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
_PER_CENT = re.compile(r"\b(what|which|how many) ?%", re.IGNORECASE)
_BOTH = frozenset("和与跟、")
_VERB = 2  # characters of a Chinese verb that may end a name: 舞台维修
MANY = 12  # things that are added up without being named
_SEEN = 3  # letters that make a word its own stem


@dataclass(frozen=True, slots=True)
class Word:
    """A word of the question that names something.

    Attributes:
        text: as it stands.
        start: where.
        end: behind its last character.
        forms: folded letters of its other names, of a place or an organisation.
        joined: it follows the word before without a word between that only joins.
        owned: it follows the word before with only a 的 between.
        noun: it is a noun or a name, as far as that is known.
    """

    text: str
    start: int
    end: int
    forms: frozenset[str]
    joined: bool
    owned: bool
    noun: bool


@dataclass(frozen=True, slots=True)
class Name:
    """One of the things whose figures are asked about.

    Attributes:
        text: as the question has it.
        words: numbers of its words in the question, the surest first.
        needed: so many of them, from the first, a figure must answer to.
    """

    text: str
    words: tuple[int, ...]
    needed: int


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
        if _OF_POINTS.search(self.text):  # shares are compared, not worked out
            found = [name for name in found if name not in ("share", "average", "percent")]
        if "percent" in found:
            found = [name for name in found if name in ("percent", "left", "rest")]
        if "compare" in found and any(self.names("compare")):
            found = [name for name in found if name != "share"]
        if self.compares():  # "how much more per day than"
            found = [name for name in found if name != "average"]
        if "sum" in found:  # "those refused and those not yet heard, together"
            found = [name for name in found if name != "left"]
        return found

    def names(self, operation: Operation) -> Iterator[list[Name]]:
        """The two or more things named on the sides of each seam that may join them."""
        for seam in seams()[operation]:
            cuts = [match.span() for match in seam.finditer(self.text)]
            if operation == "sum" and len(cuts) > 1 and (found := self._named(cuts)):
                yield found
                if (first := self._owned(found[0])) is not None:
                    yield [first, *found[1:]]
            for cut in reversed(cuts):
                if found := self._named([cut]):
                    like = self._like(found[1], cut[0])
                    if like is not None and not set(like.words) & set(found[0].words):
                        yield [like, found[1]]
                    yield found
                    joint = self.text[slice(*cut)] in _BOTH  # "甲的乙和丙": both are of 甲
                    if not joint and (owner := self._owner(found[0])):  # "甲的乙比丙高": 甲 and 丙
                        yield [owner, *found[1:]]

    def compares(self) -> bool:
        """Whether it says what a thing is held against, other than what it was before."""
        seam = next(iter(seams()["difference"]))
        than = any(form.search(self.text) for form in (seam, _COMPARES))
        return than and words_of("year before").search(self.text) is None

    def joins(self) -> bool:
        """Whether it joins things that are to be added, whether or not they are known as names."""
        return any(seam.search(self.text) for seam in seams()["sum"])

    def _named(self, cuts: Sequence[tuple[int, int]]) -> list[Name]:
        """The names before, between and behind the seams; empty where one is lacking."""
        found = [self._before(cuts[0][0])]
        for (_, start), (stop, _) in pairwise(cuts):
            words = tuple(n for n, w in enumerate(self.words) if start <= w.start and w.end <= stop)
            found.append(self._name(words))
        found.append(self._behind(cuts[-1][1], found[0]))
        return found if all(name.words for name in found) else []

    def _before(self, stop: int) -> Name:
        """The last words before a seam that stand together, with whose they are ("甲的乙")."""
        words: list[int] = []
        owner = False
        for number in range(len(self.words) - 1, -1, -1):
            word = self.words[number]
            if word.end > stop or (owner and not word.noun):
                if words:
                    break
                continue
            words.append(number)
            owner = owner or word.owned
            if not word.joined and not word.owned:
                break
        return self._name(words)

    def _like(self, name: Name, stop: int) -> Name | None:
        """The one place or organisation before a seam, where what is behind it is one, too."""
        known = [n for n, w in enumerate(self.words) if w.end <= stop and w.forms]
        is_known = any(self.words[n].forms for n in name.words)
        texts = {frozenset(self.words[n].forms) for n in known}
        return self._name(known[::-1]) if is_known and len(texts) == 1 else None

    def _owner(self, name: Name) -> Name | None:
        """Whose the thing is that a name says ("甲的乙"), without it; None where it is nobody's."""
        owned = [n for n in name.words if self.words[n].owned]
        words = [n for n in name.words if owned and n < min(owned)]
        return self._name(sorted(words, reverse=True)) if words else None

    def _owned(self, name: Name) -> Name | None:
        """The thing that a name says somebody's is ("甲的乙"), without whose it is, or None."""
        last = max((n for n in name.words if self.words[n].owned), default=0)
        return self._name([n for n in name.words if n >= last]) if last else None

    def _behind(self, start: int, first: Name) -> Name:
        """The first words behind a seam that stand together, up to a verb behind a noun.

        Args:
            start: where the seam ends.
            first: the name before the seam; what it says behind a proper name belongs to this, too.
        """
        words: list[int] = []
        known = {self.words[n].text for n in first.words}
        for number, word in enumerate(self.words):
            if word.start < start:
                continue
            last = self.words[words[-1]] if words else word
            verb = last.noun and not word.noun and len(word.text) != _VERB
            # "Malawi consult", but "the Drava basin or the Mura basin"
            named = last.text[:1].isupper() and not word.text[:1].isupper()
            named = named and word.text not in known
            ends = words and (not word.joined or verb or named)
            if ends:
                break
            words.append(number)
        return self._name(words, latin_verbs=True)

    def _name(self, words: Sequence[int], *, latin_verbs: bool = False) -> Name:
        """The name that some words are; its nouns must be met, where they are known to be some.

        Args:
            words: numbers of the words, the nearest to the seam first.
            latin_verbs: in Latin letters only the first is known to belong to it.
        """
        if not words:
            return Name("", (), 0)
        nouns = [n for n in words if self.words[n].noun] or list(words)
        ordered = [*nouns, *(n for n in words if n not in nouns)]
        latin = latin_verbs and self.words[words[0]].text.isascii()
        text = self.text[self.words[min(words)].start : self.words[max(words)].end]
        return Name(text.strip(), tuple(ordered), 1 if latin else len(nouns))

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
        return _OF_PERCENT.search(self.text) is not None and "sum" in self.operations()

    def accepts(self, quantity: Quantity, thing: str = "") -> bool:
        """Whether a figure is of the kind asked for: points, money or a number.

        Args:
            quantity: the figure.
            thing: what it counts, which may be a currency without a code.
        """
        if _OF_POINTS.search(self.text):
            return quantity.unit == "%"
        if quantity.unit != "%" and self._adds_shares:
            return False
        if quantity.unit == "%" and "share" in self.question.wants:
            return True
        if _OF_COINS.search(self.text):
            return quantity.unit not in ("", "%") or thing in _CURRENCIES
        if _HOW_MUCH.search(self.text) and (thing in ANYTHING or thing == "人"):
            return False
        if _OF_MONEY.search(self.text) and "count" not in self.question.wants - {"amount"}:
            return quantity.unit not in ("", "%") or thing in _CURRENCIES
        if self.counted or _HOW_MANY.search(self.text):
            return not quantity.unit
        return True


_CURRENCIES = frozenset(
    "pounds crowns francs kroner kronor rupees pesos dinars dirhams shillings rand yen yuan cents"
    " dollars euros".split()
)
PEOPLE = frozenset({"people", "women", "men", "children"})
EVENTS = frozenset("场次届期")  # likewise one event
ANYTHING = frozenset("个项条件份起宗种类家")  # measure words that one thing may have as well


# A question is held against every figure of the passages, its words are the same for all.
@lru_cache(maxsize=256)
def _operations_in(text: str) -> tuple[Operation, ...]:
    return tuple(name for name, pattern in operations() if pattern.search(text))


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


def asked_of(question: Question) -> Asked:
    """A question with its words that name something."""
    text = _PER_CENT.sub(r"\1 percent", bare(question.text))
    return Asked(question, tuple(_words(question, text)), text)


def _words(question: Question, text: str) -> Iterator[Word]:
    asking = [match.span() for match in idle().finditer(text)]
    known = [(c.text, c.forms) for c in question.constraints if c.kind in ("place", "name")]
    last = 0
    for start, end, tag in _tokens(text):
        word = text[start:end]
        within = any(first <= start and end <= stop for first, stop in asking)
        if tag[:1] in _JOINING or within or not subject_only(word):
            continue
        if len(word) == 1 and not word.isascii():
            continue
        letters = plain(word)
        possessor = text[end : end + 2] in ("'s", "’s")
        forms = [own for name, own in known if _is_in(word, name) and len(letters) > 1]
        gap = "".join(
            text[at]
            for at in range(last, start)
            if not any(first <= at < stop for first, stop in asking)
        )
        if word.endswith("率") and len(word) > 2:  # what a rate is of
            word = word[:-1]
        yield Word(
            word,
            start,
            end,
            frozenset().union(*forms),
            last > 0 and _JOINS.fullmatch(gap) is not None,
            gap[:1] == "的" and len(gap) < 3,
            not possessor and (tag[:1] in _NOMINAL or tag in ("vn", "an", "eng")),
        )
        last = end


def _is_in(word: str, name: str) -> bool:
    """Whether a word is one of a name's."""
    if not word.isascii():
        return word in name
    return re.search(rf"(?<!\w){re.escape(word)}(?!\w)", name, re.IGNORECASE) is not None


def _tokens(text: str) -> Iterator[tuple[int, int, str]]:
    """The words of a text with their part of speech, which is known of Chinese."""
    for run in _RUN.finditer(text):
        if not run["han"]:
            yield run.start(), run.end(), "n"
            continue
        at = run.start()
        for piece in _COMPARES.split(run.group()):  # which the tagger may take for part of a word
            for word, tag in _joined(parts_of_speech(piece)):
                yield at, at + len(word), tag
                at += len(word)


def _joined(tagged: Iterable[tuple[str, str]]) -> Iterator[tuple[str, str]]:
    """Words with their parts of speech, two single characters that name something as one: 新签."""
    waiting = ""
    for word, tag in tagged:
        single = len(word) == 1 and tag[:1] in _SINGLE and word not in _COMPARING
        if single and len(waiting) < 2:
            waiting += word
            continue
        if waiting:
            yield waiting, "v"
        waiting = word if single else ""
        if not single:
            yield word, tag
    if waiting:
        yield waiting, "v"


class Meeting:
    """How well texts say each word of a question.

    Args:
        words: of the question.
        vectors: the embedding that words are compared by, across languages too.
    """

    def __init__(self, words: Sequence[Word], vectors: StaticEmbedder) -> None:
        self._words = words
        self._vectors = vectors
        bags = vectors.tokenize([word.text for word in words])
        self._terms, weights = vectors.vectors_of(bags.ids)
        self._shares = np.zeros((len(words), len(bags.ids)), dtype=np.float32)
        for number, (start, stop) in enumerate(pairwise(bags.starts)):
            own = weights[start:stop]
            self._shares[number, start:stop] = own / (own.sum() + 1e-9)

    def met(self, texts: Sequence[str]) -> NDArray[np.float64]:
        """For each word and text, 0 (nothing like it) to 1 (the very word)."""
        places: dict[str, int] = {}
        numbers = [places.setdefault(text, len(places)) for text in texts]
        once = list(places)
        result = self._alike(once)
        for number, word in enumerate(self._words):
            stem = _stem(word.text)
            said = [stem.search(text) is not None for text in once]
            result[number, said] = 1.0
        known = [number for number, word in enumerate(self._words) if word.forms]
        letters = [plain(text) for text in once] if known else []
        for number in known:
            forms = self._words[number].forms
            called = [any(form in text for form in forms) for text in letters]
            result[number, called] = 1.0
        return result[:, numbers]

    def _alike(self, texts: Sequence[str]) -> NDArray[np.float64]:
        """For each word and text, how like the word the nearest words of the text are."""
        result = np.zeros((len(self._words), len(texts)))
        bags = self._vectors.tokenize(texts)
        filled = np.flatnonzero(np.diff(bags.starts))
        if len(filled) and len(self._terms):
            present, positions = np.unique(bags.ids, return_inverse=True)
            similar = sharpened(self._terms @ self._vectors.vectors_of(present)[0].T)
            met = np.maximum.reduceat(similar[:, positions], bags.starts[filled], axis=1)
            result[:, filled] = self._shares @ met
        return result


def _stem(word: str) -> re.Pattern[str]:
    """Where a text says a word: an English one with any ending."""
    if not word.isascii():
        return re.compile(re.escape(word))
    stem = re.sub(r"(?:ies|es|s|ed|ing)$", "", word)
    stem = stem if len(stem) > _SEEN else word
    return re.compile(rf"(?<![A-Za-z]){re.escape(stem)}", re.IGNORECASE)
