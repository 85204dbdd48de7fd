"""What a question binds its answer to: years, months, numbers, codes, places and names.

An answer about another year, place or person is no answer. A constraint knows its other forms
(``Zambia`` is 赞比亚, ``March`` is 3月), so that it can be looked for in either language.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import filterfalse
from typing import Literal

from assistant.figures import figures, number_words, years
from assistant.letters import plain
from assistant.refusals.persons import is_chinese_name, is_sounded
from assistant.tables.words import series_names
from index.abbreviations import parts_of_speech
from index.glossary import Expansion
from index.terms_of_field import names_of_organisation

Kind = Literal["year", "month", "number", "ordinal", "code", "place", "name"]

_MONTHS = (
    "january", "february", "march", "april", "may", "june", "july", "august", "september",
    "october", "november", "december",
)  # fmt: skip
_MONTH = re.compile(
    rf"(?<!\d)(1[0-2]|0?[1-9])月(?!份?来)|(?<!\w)({'|'.join(_MONTHS)})(?!\w)|(?<=(?<!\d)\d{{4}}-)(0[1-9]|1[0-2])(?!\d)"
    r"|(?<!\w)(jan|feb|mar|apr|jun|jul|aug|sept?|oct|nov|dec)(?=\.?[ -]?\d)"
    # 05/10/2019, or 25/10/2019 where the first number can only be a day
    r"|(?<![\d/])(?:(?:1[3-9]|2\d|3[01])/)?(0?[1-9]|1[0-2])/(?=(?:\d{1,2}/)?\d{4}(?!\d))",
    re.IGNORECASE,
)
_ENGLISH_NUMBERS = {
    word: value
    for value, words in enumerate(
        (
            "", "one first", "two second", "three third", "four fourth", "five fifth", "six sixth",
            "seven seventh", "eight eighth", "nine ninth", "ten tenth", "eleven eleventh",
            "twelve twelfth", "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen",
            "nineteen", "twenty",
        )
    )
    for word in words.split()
}  # fmt: skip
_ENGLISH_ORDINALS = frozenset(
    "second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth".split()
)
_ENGLISH_CARDINALS = frozenset(
    "one two three four five six seven eight nine ten eleven twelve".split()
)
_ROMAN = {
    numeral: value
    for value, numeral in enumerate("i ii iii iv v vi vii viii ix x xi xii".split(), start=1)
}
_CHINESE_DIGITS = {char: value for value, char in enumerate("零一二三四五六七八九十")} | {"两": 2}
_CHINESE_NUMBER = re.compile(
    r"[两一二三四五六七八九]?十[一二三四五六七八九]?|[两一二三四五六七八九]"
)
_IN_WORDS = re.compile(
    rf"{_CHINESE_NUMBER.pattern}|(?<!\w)(?:{'|'.join(_ENGLISH_NUMBERS)})(?!\w)", re.IGNORECASE
)
# Those that count: no rank (第三, "third") and no article (一个, "one"), unless it is "only one".
_COUNTS = re.compile(
    r"(?<![第之周期])(?:[两二三四五六七八九]?十[一二三四五六七八九]?|[两二三四五六七八九]"
    r"|(?<=[仅只有])一)"
    rf"|(?<!\w)(?:{'|'.join(sorted(_ENGLISH_CARDINALS - {'one'}))}|(?<=only )one)(?!\w)",
    re.IGNORECASE,
)
_RANKED = (
    "group|phase|stage|round|question|part|session|meeting|edition|release|version|chapter|volume"
    "|lot|level|batch|cohort|annex|appendix|table|figure|section|article"
)
# "The second largest", 第二多, "which comes third": a place by size, which no passage needs to say.
_NTH = r"(?:second|third|fourth|fifth|\d(?:nd|rd|th))"
_BY_SIZE = re.compile(
    r"[排列居]\s*第\s*(?:[二三四五六七八九十]+|\d+)"
    r"|第\s*(?:[二三四五六七八九十]+|\d+)\s*(?:[多高少低长短贵快慢]|大(?![会队类学])|小(?![组时学]))"
    rf"|\b(?:comes?|came|rank(?:s|ed)?|plac(?:es|ed)) (?:in )?{_NTH}\b"
    rf"|\b{_NTH}[- ](?:most|least|fewest"
    r"|(?:larg|bigg|high|great|small|low|long|short|cheap)est)\b",
    re.IGNORECASE,
)
_COUNTED = re.compile(
    rf"第\s*(?P<nth>{_CHINESE_NUMBER.pattern}|\d+)|(?P<level>{_CHINESE_NUMBER.pattern}|\d)(?=级)"
    rf"|(?<![了过办第共哪几有])(?P<stage>{_CHINESE_NUMBER.pattern}|\d)期(?!培训|课程|讲座|活动|的?间|刊|内|末|货|权)"
    r"|\b(?P<suffixed>\d{1,3})(?:st|nd|rd|th) (?=[a-z])(?!of\b)"
    rf"|(?<![哪一-十])(?P<han>{_CHINESE_NUMBER.pattern})(?=[个名家项次届期位国份所座大类种])"
    rf"|\b(?:{_RANKED}) (?P<named>\d+|one|two|three|four|five|six|seven|eight|nine|ten)\b"
    rf"|(?<!which )(?<!\w)(?P<word>{'|'.join(_ENGLISH_NUMBERS)})(?!\w)",
    re.IGNORECASE,
)
# Ranks in a text: 第3, 表3, 三级, 2nd, "Release 18"; the day of a date is none.
_RANKS = re.compile(
    rf"第\s*(?P<nth>{_CHINESE_NUMBER.pattern}|\d{{1,3}}(?!\d))"
    r"|(?<!代)(?:表|图|附件|附录)\s?(?P<titled>\d{1,2}(?![\d年月日]))"
    rf"|(?P<level>{_CHINESE_NUMBER.pattern}|(?<![\d.])\d{{1,2}})(?=[级期届批])"
    rf"|\b(?:{_RANKED}) (?P<spelt>{'|'.join(_ENGLISH_NUMBERS)})\b"
    rf"|\b(?:{_RANKED}) (?P<roman>{'|'.join(_ROMAN)})\b"
    r"|\b(?:no|nr|n°|№)\.? ?(?P<numbered>\d{1,3})\b"
    rf"|\b(?P<suffixed>\d{{1,3}})(?:st|nd|rd|th)\b|\b(?P<word>{'|'.join(_ENGLISH_ORDINALS)})\b"
    rf"|\b(?!(?:{'|'.join(_MONTHS)})\b)(?:(?-i:[A-Z])[a-z]+|{_RANKED}) (?P<named>\d{{1,3}})\b"
    r"(?![.,:%]\d|%)",
    re.IGNORECASE,
)
_QUARTER = re.compile(
    r"第?(?P<zh>[一二三四1-4])季度|\bQ(?P<q>[1-4])(?![\d/])"
    r"|\b(?P<en>first|second|third|fourth) quarter\b",
    re.IGNORECASE,
)
# H1 alone may be a code of the plan.
_HALF_YEAR = re.compile(
    r"(?P<first>上半年|\bH1(?= (?:of )?(?:19|20)\d\d)|(?<=\d{4} )H1\b|\bfirst half\b)"
    r"|下半年|\bH2(?= (?:of )?(?:19|20)\d\d)|(?<=\d{4} )H2\b|\bsecond half\b",
    re.IGNORECASE,
)
_ASKED_ITEMS = re.compile(
    rf"哪(?P<han>{_CHINESE_NUMBER.pattern}|\d+)(?!年|月|日|天)"
    rf"|(?<!第)(?<!\d)(?P<told>{_CHINESE_NUMBER.pattern}|\d+)[个项家种名位大座款条所份场门支部国]"
    r"[^，,。？?]{1,24}(?:叫|名[称字]|(?:(?<!的)[是有为]|分别)"
    r"(?:.{0,2}哪(?![一二三四五六七八九十两\d]|[个条所家座位艘项种只部门款届])|谁|什么))"
    rf"|\bwhich (?:other )?(?P<word>\d{{1,2}}|{'|'.join(_ENGLISH_NUMBERS)})\b"
    r"|\b(?:names? of|who (?:are|were)|name|list) (?:the |its |their )?(?:other )?"
    rf"(?P<of>\d{{1,2}}|{'|'.join(_ENGLISH_NUMBERS)})\b",
    re.IGNORECASE,
)
OPENING = 2  # characters of a question in which its first word begins ("¿Cuánto")
_ONE = frozenset({"one", "first", "一"})  # too common to bind anything
_DIGITS = re.compile(r"(?<![\d.])\d{1,3}(?:[,\u00a0\u202f ]\d{3})+(?!\d)|\d+")
_EDITION = re.compile(r"([A-Z]{3,8})-(\d{1,2})")  # of a meeting or a yearbook
_NUMBERED_PART = re.compile(r"([A-Z])(\d{1,2})")  # of a plan: P2, E5
_QUOTED = re.compile(r"[“「『《\"«]([^”」』》\"»]{2,40})[”」』》\"»]")
_LATIN = re.compile(
    r"(?:(?![\u3400-\u9fff])[^\W_])+"
    r"(?:(?!['’]s\b)[-/&@.'’](?:(?![\u3400-\u9fff])[^\W_])+)*"  # "Gokina's" is Gokina
)
_BEGINS = re.compile(r"(?:^|[.?!:]\s)\s*$")  # before the first word of a sentence
_CAPITALS = re.compile(r"[A-Z\d]")
_ENTITIES = frozenset({"name", "mined", "organisation", "staff"})
_GENERIC = re.compile(
    r"(?:城市|国家|地区|区域|国际|全球|世界|东西|[东南西北中][区部侧片门馆楼院]"
    r"|[几两二三四五六七八九十各多本我他该外][国省市地县]|大?[海湖江河岛山港湾村镇]{1,2}[泊岛洋流域岸滩屿]?)$"
)
_PLACE_ENDS = re.compile(r"[省市县州区镇乡村港湖山岛国洲城湾河江谷]$")
_AT = re.compile(r"(?:[在于从到去赴往至]|来自)$")
_PARTICLES = frozenset({"ul", "ug", "uz"})  # 了 过 着, which follow verbs
_TITLE_AFTER = re.compile(
    r"\s*(?:action |work )?(?:plan|declaration|convention|agreement|protocol|accord|process)\b"
    r"|(?:行动)?计划|宣言|公约|协[定议]|议定书|进程",
    re.IGNORECASE,
)
_MONTH_OR_PERIOD = re.compile(
    rf"{'|'.join(_MONTHS)}|{'|'.join(month[:3] for month in _MONTHS)}|sept|q[1-4]|h[12]",
    re.IGNORECASE,
)
_ORDINARY = frozenset(
    "i a the in on at of to for by what which who whom whose when where why how is are was were do"
    " does did has have had can could will would should and or according under from since until"
    " after before please list name tell did le la les el los las un une des quel quelle quels"
    " ms mr mrs dr prof mme director deputy head chair president minister"
    " quelles qui que où quand combien pourquoi comment à en dans sur qué cuál cuáles cuánto"
    " cuántos cuántas quién dónde cuándo por con para если кто что где когда".split()
)


@dataclass(frozen=True, slots=True)
class Constraint:
    """One thing that the answer must be about.

    Attributes:
        kind: ``year``, ``month``, ``number`` (17家), ``ordinal`` (第3组, "Group 3"), ``code``,
            ``place`` or ``name``.
        text: as it stands in the question.
        forms: what it may be called; digits for years, months and numbers, else folded
            letters.
    """

    kind: Kind
    text: str
    forms: frozenset[str]

    def met(self, text: str) -> bool:
        """Whether a text says it, in any of its forms."""
        if self.kind in _READERS:
            return bool(self.forms & _read(self.kind, text))
        letters = _letters(text)
        if any(form in letters for form in self.forms):
            return True
        edition = _EDITION.fullmatch(self.text) if self.kind == "code" else None
        if edition is None:  # FAIR-17 may be told as the 17th of the FAIR
            return False
        return edition[1] in text and edition[2].lstrip("0") in _read("ordinal", text)

    @property
    def is_telling(self) -> bool:
        """Whether a name is more than one word of Latin letters: an acronym, a phrase."""
        name = self.text
        return not (name.isascii() and name.isalpha() and name[1:].islower())


@dataclass(frozen=True, slots=True)
class Numeral:
    """A number in a text: its value as plain digits, and where it stands."""

    value: str
    start: int
    end: int


def constraints(
    text: str,
    found_years: Sequence[int],
    codes: Sequence[str],
    expansions: Iterable[Expansion] = (),
) -> tuple[Constraint, ...]:
    """What a question binds its answer to.

    Args:
        text: the question.
        found_years: its years, those implied by a code among them.
        codes: its codes.
        expansions: its terms with their other forms (``index.glossary``).

    Returns:
        the constraints, those of one kind in the order of the question.
    """
    entities = [e for e in expansions if _is_entity(e) or _is_name(e)]
    dates = [form for e in expansions if e.kind == "figure" for form in e.equivalents]
    found = [Constraint("year", str(year), frozenset({str(year)})) for year in found_years]
    asked_months = dict.fromkeys(months_of(" ".join([text, *dates])))
    found += [Constraint("month", _month_text(text, m), frozenset({str(m)})) for m in asked_months]
    found += [Constraint("code", code, _code_forms(code)) for code in codes]
    found += _counted(text)
    found += _named(text, entities, codes)
    return tuple(found)


def _code_forms(code: str) -> frozenset[str]:
    """What a code may be called: E2 is "enabler 2" and 推动因素2 in a heading."""
    forms = {plain(code)}
    if numbered := _NUMBERED_PART.fullmatch(code):
        named = [names for names in series_names() if names[0].startswith(numbered[1].lower())]
        forms |= {plain(f"{name} {numbered[2]}") for names in named for name in names}
    return frozenset(forms)


def _is_entity(expansion: Expansion) -> bool:
    """Whether a term names something; one plain word that an abbreviation spells out does not.

    Nor does 大会, which is a conference of any kind.
    """
    plain_word = expansion.kind == "mined" and re.fullmatch("[a-z]+", expansion.term)
    of_any = expansion.kind == "organisation" and re.fullmatch("[\u3400-\u9fff]{2}", expansion.term)
    common = expansion.kind == "name" and expansion.term[0].islower()  # French "argent"
    return expansion.kind in _ENTITIES and not (plain_word or of_any or common)


def _is_name(expansion: Expansion) -> bool:
    """Whether a term of the field is a name: "ITU Academy", by its capitals."""
    words = expansion.term.split()
    if len(words) == 1 and not _CAPITALS.search(words[0][1:]) and expansion.start < OPENING:
        return False  # "Combien", "Сколько": a capital that opens the question
    return expansion.kind == "field" and all(word[0].isupper() for word in words)


def asked_items(text: str) -> int:
    """How many things a question asks for by name ("which three", 哪三个); 0 where it leaves it."""
    match = _ASKED_ITEMS.search(text)
    return _value(next(group for group in match.groups() if group)) if match else 0


def months_of(text: str) -> list[int]:
    """The months that a text names, in Chinese, English or the figures of a date."""
    found = []
    for number, name, iso, short, slashed in _MONTH.findall(text):
        # "may" in small letters is a verb far more often than a month
        if name and name != "may":
            found.append(_MONTHS.index(name.lower()) + 1)
        elif short:
            found.append(1 + [month[:3] for month in _MONTHS].index(short[:3].lower()))
        elif number or iso or slashed:
            found.append(int(number or iso or slashed))
    return found


def _month_text(text: str, month: int) -> str:
    for match in _MONTH.finditer(text):
        if months_of(match.group()) == [month]:
            return match.group()
    return _MONTHS[month - 1].capitalize()


def ranks_of(text: str) -> set[str]:
    """The ranks of a text as plain digits (第3组, "the third", "Group 3"), its quarters and halves.

    A quarter is ``q2``, half a year ``h1``.
    """
    found = {str(_value(next(filter(None, m.groups())))) for m in _RANKS.finditer(text)}
    return found | {period for period, _ in _periods(text)}


def _periods(text: str) -> Iterator[tuple[str, re.Match[str]]]:
    for match in _QUARTER.finditer(text):
        yield f"q{_value(next(filter(None, match.groups())))}", match
    for match in _HALF_YEAR.finditer(text):
        yield ("h1" if match["first"] else "h2"), match


def numbers_of(text: str) -> set[str]:
    """All numbers of a text, in digits or in words, years and codes included, as plain digits."""
    found = {re.sub(r"\D", "", match).lstrip("0") for match in _DIGITS.findall(text)}
    found |= {str(int(figure.value)) for figure in number_words(text)}
    return found | {str(_value(match.group())) for match in _IN_WORDS.finditer(text)}


def cardinals(text: str) -> set[str]:
    """The numbers of a text that may count something, in digits or in words, as plain digits."""
    return {numeral.value for numeral in numerals(text)}


def numerals(text: str) -> list[Numeral]:
    """The numbers of a text that may count something, where they stand; no years, codes, money."""
    found = [
        Numeral(str(int(f.value)), f.start, f.end)
        for f in figures(text)
        if not f.unit and text[f.start - 1 : f.start] != "第"
    ]
    written = [Numeral(str(int(f.value)), f.start, f.end) for f in number_words(text)]
    for match in _COUNTS.finditer(text):
        if not any(word.start <= match.start() < word.end for word in written):
            written.append(Numeral(str(_value(match.group())), match.start(), match.end()))
    return found + written


def _value(number: str) -> int:
    if number.isdigit():
        return int(number)
    if number.lower() in _ROMAN:
        return _ROMAN[number.lower()]
    if number.lower() in _ENGLISH_NUMBERS:
        return _ENGLISH_NUMBERS[number.lower()]
    tens, mark, ones = number.partition("十")
    if not mark:
        return _CHINESE_DIGITS[number]
    return 10 * _CHINESE_DIGITS.get(tens, 1) + _CHINESE_DIGITS.get(ones, 0)


def _counted(text: str) -> Iterator[Constraint]:
    """Numbers that the question gives: 17家, 第3研究组, "the eight handbooks"."""
    text = _BY_SIZE.sub(lambda match: " " * len(match.group()), text)
    asked = _ASKED_ITEMS.search(text)
    inside = asked.span() if asked else (0, 0)
    taken: set[str] = set()
    periods: list[tuple[int, int]] = []
    for period, match in _periods(text):
        periods.append(match.span())
        yield Constraint("ordinal", match.group(), frozenset({period}))
    for match in _COUNTED.finditer(text):
        number = next(filter(None, match.groups()))
        if any(start <= match.start() < end for start, end in periods):
            continue
        if number.lower() in _ONE or inside[0] <= match.start() < inside[1]:
            continue
        named = (
            match["nth"] or match["level"] or match["stage"] or match["suffixed"] or match["named"]
        )
        nth = named or number.lower() in _ENGLISH_ORDINALS
        value = str(_value(number))
        taken.add(value)
        yield Constraint("ordinal" if nth else "number", match.group(), frozenset({value}))
    for figure in figures(text):
        value = str(int(figure.value))
        if value not in taken and not inside[0] <= figure.start < inside[1]:
            yield Constraint("number", figure.text, frozenset({value}))


def _named(text: str, entities: Sequence[Expansion], codes: Sequence[str]) -> Iterator[Constraint]:
    """Places and names, with the other forms that are known of them."""
    taken: list[tuple[int, int]] = []
    for entity in entities:
        taken.append((entity.start, entity.end))
        if any(plain(entity.term) in plain(code) for code in codes):
            continue
        forms = frozenset(filter(None, map(_letters, _called(entity))))
        titled = _TITLE_AFTER.match(text, entity.end)  # "the Baku plan" is not in Baku
        place = entity.kind == "name" and not titled
        yield Constraint("place" if place else "name", entity.term, forms)
    for start, end, kind in _own_names(text):
        name = text[start:end]
        free = all(end <= first or last <= start for first, last in taken)
        if free and name.upper() not in codes and plain(name):
            taken.append((start, end))
            yield Constraint(kind, name, frozenset({_letters(name)}))


def _called(entity: Expansion) -> Iterator[str]:
    """All that a term may be called; of an organisation every name that is known."""
    for form in (entity.term, *entity.equivalents):
        yield form
        if entity.kind in ("mined", "organisation"):
            yield from names_of_organisation(form)


def _own_names(text: str) -> Iterator[tuple[int, int, Kind]]:
    """Quoted names, words of Latin letters that are written as names, Chinese proper nouns."""
    for match in _QUOTED.finditer(text):
        yield match.start(1), match.end(1), "name"
    chinese = any("\u3400" <= char <= "\u9fff" for char in text)
    for match in _LATIN.finditer(text):
        word = re.sub(r"['’]s$", "", match.group())
        name = chinese or not _BEGINS.search(text[: match.start()]) or _CAPITALS.search(word[1:])
        ordinary = word.lower() in _ORDINARY or bool(_MONTH_OR_PERIOD.fullmatch(word))
        if name and not ordinary and _written_as_name(word):
            yield match.start(), match.start() + len(word), "name"
    if not chinese:
        return
    place = 0
    tagged = list(parts_of_speech(text))
    following = [tag for _, tag in tagged[1:]] + [""]
    for (word, tag), after in zip(tagged, following, strict=True):
        place = text.find(word, place)
        if place < 0:
            return
        proper = tag in ("nr", "ns", "nt", "nz") and len(word) > (2 if tag == "nz" else 1)
        proper = proper and (tag != "nr" or len(word) > 2 or is_chinese_name(word))
        inside = word[-1] in "里上中内外" and (
            tag != "ns" or len(word) == 2
        )  # 馆里: in the library
        acts = inside or after in _PARTICLES  # 新加了: a verb, whatever the tagger takes it for
        if (
            proper
            and not acts
            and not word.isascii()
            and not _GENERIC.match(word)
            and "哪" not in word
        ):
            yield place, place + len(word), "place" if _is_place(text, place, word, tag) else "name"
        place += len(word)


def _is_place(text: str, start: int, word: str, tag: str) -> bool:
    """Whether a word that a tagger takes for a place (沾边) looks like one or stands like one."""
    return tag == "ns" and bool(
        _PLACE_ENDS.search(word) or is_sounded(word) or _AT.search(text[:start])
    )


def _written_as_name(word: str) -> bool:
    """Whether a word of Latin letters has a capital (a number alone is none)."""
    return any(char.isupper() for char in word) and not word.isdigit()


_READERS: dict[str, Callable[[str], Iterable[int | str]]] = {
    "year": years,
    "month": months_of,
    "number": numbers_of,
    "ordinal": ranks_of,
}


@lru_cache(maxsize=2048)
def _read(kind: str, text: str) -> frozenset[str]:
    """The years, months or numbers of a text as plain digits."""
    return frozenset(map(str, _READERS[kind](text)))


@lru_cache(maxsize=2048)
def _letters(text: str) -> str:
    """Letters and digits without their accents: Asunción is Asuncion."""
    if text.isascii():
        return plain(text)
    letters = plain(text)
    split = unicodedata.normalize("NFD", letters)
    if split == letters:  # no accents
        return letters
    return "".join(filterfalse(unicodedata.combining, split))
