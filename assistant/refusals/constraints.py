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

from assistant.figures import figures, years
from assistant.letters import plain
from assistant.refusals.answer_types.places import countries_in
from assistant.refusals.months import month_text, months_of
from assistant.refusals.numerals import (
    ASKED_ITEMS,
    CHINESE_NUMBER,
    ENGLISH_NUMBERS,
    ENGLISH_ORDINALS,
    numbers_of,
    value_of,
)
from assistant.refusals.own_names import CAPITALS, own_names
from assistant.refusals.ranks import RANKED, periods, ranks_of
from assistant.tables.words import series_names
from index.glossary.expanded import Expansion
from index.terms_of_field import names_of_organisation

Kind = Literal["year", "month", "number", "ordinal", "code", "place", "name"]
BINDING: tuple[Kind, ...] = ("place", "name", "ordinal", "code", "month")  # to one thing of many
OF_ROWS = frozenset({"place", "month", "year", "code"})  # what one row has and others have not

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
    rf"第\s*(?P<nth>{CHINESE_NUMBER.pattern}|\d+)|(?P<level>{CHINESE_NUMBER.pattern}|\d)(?=级)"
    rf"|(?<![了过办第共哪几有])(?P<stage>{CHINESE_NUMBER.pattern}|\d)期(?!培训|课程|讲座|活动|的?间|刊|内|末|货|权)"
    r"|\b(?P<suffixed>\d{1,3})(?:st|nd|rd|th) (?=[a-z])(?!of\b)"
    rf"|(?<![哪一-十])(?P<han>{CHINESE_NUMBER.pattern})(?=[个名家项次届期位国份所座大类种])"
    rf"|\b(?:{RANKED}) (?P<named>\d+|one|two|three|four|five|six|seven|eight|nine|ten)\b"
    rf"|(?<!which )(?<!\w)(?P<word>{'|'.join(ENGLISH_NUMBERS)})(?!\w)",
    re.IGNORECASE,
)
OPENING = 2  # characters of a question in which its first word begins ("¿Cuánto")
_ONE = frozenset({"one", "first", "一"})  # too common to bind anything
_EDITION = re.compile(r"([A-Z]{3,8})-(\d{1,2})")  # of a meeting or a yearbook
_NUMBERED_PART = re.compile(r"([A-Z])(\d{1,2})")  # of a plan: P2, E5
_INSIDE = re.compile(r"\s?[(（,，|]\s?(?:the )?(?P<country>[^()（）,，|\n]{2,40})")
_NAME_BEFORE = re.compile(r"[A-Z][\w’'-]* $")
_ENTITIES = frozenset({"name", "mined", "organisation", "staff"})
# "The Baku plan" is not in Baku.
_TITLE_AFTER = re.compile(
    r"\s*(?:action |work )?(?:plan|declaration|convention|agreement|protocol|accord|process)\b"
    r"|(?:行动)?计划|宣言|公约|协[定议]|议定书|进程",
    re.IGNORECASE,
)
# "The China Development Bank", 中国银行: a name that opens with a place, of what may be anywhere.
_NAME_GOES_ON = re.compile(
    r" (?!(?:In|On|At|For|And|Or|Is|Was|Did|Do|Does|Has|Have|Had)\b)[A-Z][a-z]+"
    r"|[\u4e00-\u9fff]{0,6}?(?:银行|公司|集团|大学|学会|协会|基金会)"
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
        said = [form for form in self.forms if form in letters]
        if self.kind == "code":  # "Namibia | 6" has the letters of A6
            said = [form for form in said if _code_pattern(form).search(text)]
        if said:
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
    found += [Constraint("month", month_text(text, m), frozenset({str(m)})) for m in asked_months]
    found += [Constraint("code", code, _code_forms(code)) for code in codes]
    found += _counted(text)
    found += _named(text, entities, codes)
    return tuple(found)


def lies_in(place: Constraint, text: str, texts: Iterable[str]) -> bool:
    """Whether a text names a town that some passage says to be in a place: "Mombasa (Kenya)".

    Args:
        place: a country or region.
        text: which does not name it.
        texts: that may tell where the towns of the text are.
    """
    towns = set(_whole_names(text))
    for other in texts:
        if not place.met(other):
            continue
        for town in towns:
            if any(f"{form}{town}" in other for form in place.forms):  # 肯尼亚蒙巴萨
                return True
            inside = re.finditer(rf"(?<!\w){re.escape(town)}{_INSIDE.pattern}", other)
            if any(
                _letters(match["country"]) in place.forms
                and not _NAME_BEFORE.search(other, 0, match.start())  # Palisadoes Road, Jamaica
                for match in inside
            ):
                return True
    return False


def _whole_names(text: str) -> Iterator[str]:
    """The names of a text, those of several words in one: Port Louis, Data Unit."""
    begin = last = -1
    for start, end, _ in own_names(text):
        if begin >= 0 and text[last:start] != " ":
            yield text[begin:last]
            begin = start
        begin, last = (start if begin < 0 else begin), end
    if begin >= 0:
        yield text[begin:last]


def _code_forms(code: str) -> frozenset[str]:
    """What a code may be called: E2 is "enabler 2" and 推动因素2 in a heading."""
    forms = {plain(code)}
    if numbered := _NUMBERED_PART.fullmatch(code):
        named = [names for names in series_names() if names[0].startswith(numbered[1].lower())]
        forms |= {plain(f"{name} {numbered[2]}") for names in named for name in names}
    return frozenset(forms)


def _is_entity(expansion: Expansion) -> bool:
    """Whether a term names something; one plain word that an abbreviation spells out does not.

    Nor does 大会, which is a conference of any kind; 越南 is a country.
    """
    plain_word = expansion.kind == "mined" and re.fullmatch("[a-z]+", expansion.term)
    of_any = (
        expansion.kind == "organisation"
        and re.fullmatch("[\u3400-\u9fff]{2}", expansion.term)
        and not _is_country(expansion.term)
    )
    common = expansion.kind == "name" and expansion.term[0].islower()  # French "argent"
    return expansion.kind in _ENTITIES and not (plain_word or of_any or common)


def _is_name(expansion: Expansion) -> bool:
    """Whether a term of the field is a name: "ITU Academy", by its capitals."""
    words = expansion.term.split()
    if len(words) == 1 and not CAPITALS.search(words[0][1:]) and expansion.start < OPENING:
        return False  # "Combien", "Сколько": a capital that opens the question
    return expansion.kind == "field" and all(word[0].isupper() for word in words)


def _counted(text: str) -> Iterator[Constraint]:
    """Numbers that the question gives: 17家, 第3研究组, "the eight handbooks"."""
    text = _BY_SIZE.sub(lambda match: " " * len(match.group()), text)
    asked = ASKED_ITEMS.search(text)
    inside = asked.span() if asked else (0, 0)
    taken: set[str] = set()
    of_year: list[tuple[int, int]] = []
    for period, match in periods(text):
        of_year.append(match.span())
        yield Constraint("ordinal", match.group(), frozenset({period}))
    for match in _COUNTED.finditer(text):
        number = next(filter(None, match.groups()))
        if any(start <= match.start() < end for start, end in of_year):
            continue
        if number.lower() in _ONE or inside[0] <= match.start() < inside[1]:
            continue
        named = (
            match["nth"] or match["level"] or match["stage"] or match["suffixed"] or match["named"]
        )
        nth = named or number.lower() in ENGLISH_ORDINALS[1:]
        value = str(value_of(number))
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
        titled = _TITLE_AFTER.match(text, entity.end) or _NAME_GOES_ON.match(text, entity.end)
        place = (entity.kind == "name" or _is_country(entity.term)) and not titled
        yield Constraint("place" if place else "name", entity.term, forms)
    for start, end, kind in own_names(text):
        name = text[start:end]
        free = all(end <= first or last <= start for first, last in taken)
        if free and name.upper() not in codes and plain(name):
            taken.append((start, end))
            yield Constraint(kind, name, frozenset({_letters(name)}))


def _is_country(term: str) -> bool:
    """Whether a term is all of a country's name; lists of organisations have states among them."""
    return any(name == term for _, name in countries_in(term))


def _called(entity: Expansion) -> Iterator[str]:
    """All that a term may be called; of an organisation every name that is known."""
    for form in (entity.term, *entity.equivalents):
        yield form
        if entity.kind in ("mined", "organisation"):
            yield from names_of_organisation(form)


@lru_cache(maxsize=256)
def _code_pattern(form: str) -> re.Pattern[str]:
    """Finds a code by its letters and digits: op26 as OP-26 or OP 26, but a6 not as "a 6"."""
    words = form[:2].isalpha()
    letters = r"[^\w\n|]?".join(map(re.escape, form if words else form.upper()))
    bounded = rf"(?<![A-Za-z0-9]){letters}(?![A-Za-z0-9])"
    return re.compile(bounded, re.IGNORECASE if words else re.NOFLAG)


_READERS: dict[str, Callable[[str], Iterable[int | str]]] = {
    "year": years,
    "month": months_of,
    "number": numbers_of,
    "ordinal": ranks_of,
}


@lru_cache(maxsize=8192)
def _read(kind: str, text: str) -> frozenset[str]:
    """The years, months or numbers of a text as plain digits."""
    return frozenset(map(str, _READERS[kind](text)))


@lru_cache(maxsize=8192)
def _letters(text: str) -> str:
    """Letters and digits without their accents: Asunción is Asuncion."""
    if text.isascii():
        return plain(text)
    letters = plain(text)
    split = unicodedata.normalize("NFD", letters)
    if split == letters:  # no accents
        return letters
    return "".join(filterfalse(unicodedata.combining, split))
