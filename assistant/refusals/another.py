"""Whether a sentence is of another thing of the same kind than the one that is asked about.

Of the second forum, of K2, of Chad, of the Northern Prize, where another forum, code, country or
prize is asked about.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from assistant.figures import UNITS, cell_figure
from assistant.letters import plain
from assistant.question import Question, bare, question_codes
from assistant.reading.explaining import to_define
from assistant.reading.extract import Span, beside
from assistant.reading.framing import frame
from assistant.reading.holding import read_out
from assistant.reading.match import Matcher, script
from assistant.reading.quoting import is_row
from assistant.reading.roles import of_another_office
from assistant.refusals import detail
from assistant.refusals.answer_types.places import countries_in, is_in_a_country
from assistant.refusals.asked_details import FIGURES, asked_for
from assistant.refusals.in_order import of_another_place, of_first_edition, of_later_edition
from assistant.refusals.months import months_of
from assistant.refusals.of_whole import of_whole
from assistant.refusals.other_years import of_other_years
from assistant.refusals.own_names import own_names
from assistant.refusals.ranks import ranks_of
from assistant.refusals.regions import of_other_region
from assistant.refusals.relations import asked_relations
from assistant.refusals.shared_figures import (
    of_both_together,
    of_last_named,
    of_other_places,
    of_several_together,
)
from assistant.refusals.upcoming import of_past
from assistant.tables.words import phrase
from index.tagging import parts_of_speech

LEANING = re.compile(
    r"^(?:因此|所以|为此|这|该|本[届次项]|其(?!他|中)|此|它|他|她|后者|前者|对此|另外|但|而|主要|其中|包括)"
    r"|^(?:therefore|thus|hence|this|these|those|it|its|they|he|she|such|however|but)\b",
    re.IGNORECASE,
)
_POINTS_BACK = re.compile(
    r"该|此|这|其(?![他它中余次实])|它|上述|^\W*The\b|\b(?:this|that|these|it|they|its|their|such)\b"
)
_OTHER_ROLE = re.compile(
    r"代表(?![团处队]|大会)|发言人|顾问|\b(?:representative|delegate|spokes\w+|consultant|advis[eo]r)\b",
    re.IGNORECASE,
)
TURNS = 0.15  # share of a question that the sentence before answers to beyond one that turns away
UNITS_WRITTEN = frozenset(unit.upper() for unit in UNITS if unit.isalpha() and unit.isascii())
_DOES = re.compile(r"\W*what (?:does|do|did) .{2,60} do\W*$", re.IGNORECASE)
PLACES = frozenset({"place", "name"})  # kinds that a country may be
DOERS = frozenset({"person", "organisation"})  # kinds that one may be that does something
_LETTERS = re.compile(r"[^A-Z]")
# Names of several words, each with a capital: "Coastal Youth Prize".
_TITLE = re.compile(r"(?<![\w'’-])[A-Z][\w'’-]+(?: (?:(?:of|for|and|the) )*[A-Z][\w'’-]+)+")
_HAN = re.compile(r"[\u4e00-\u9fff]+")
_CONTENT = "nvatfsbjlzi"  # tags of a tagger, by their first letter: words that say something
MODIFIER, HEAD = 3, 2  # characters, the fewest, of the parts of a Chinese name


def of_another(question: Question, best: Span, texts: Sequence[str], matcher: Matcher) -> bool:
    """Whether a sentence is of another thing than the one asked about, or its figure is.

    Args:
        question: as understood.
        best: the span that is to answer.
        texts: all passages found.
        matcher: the question, ready to be matched.
    """
    return (
        _of_other_rank(question, best)
        or _of_other_code(question, best)
        or _of_other_role(question, best)
        or _of_another_in_order(question, best)
        or _of_other_country(question, best)
        or _of_other_months(question, best)
        or _of_other_region(question, best)
        or _names_it_after(question, best)
        or _of_a_sibling(question, best, texts)
        or _has_others_figure(question, best)
        or _turns_to_another(question, best, matcher)
        or of_whole(question, best)
        or of_other_years(question, best)
        or of_past(question, best.text)
    )


def _of_other_rank(question: Question, best: Span) -> bool:
    own = bare(question.text)
    asked = [c for c in question.constraints if c.kind == "ordinal" and c.text in own]
    return bool(asked and ranks_of(best.text)) and not any(c.met(best.text) for c in asked)


def _of_other_role(question: Question, best: Span) -> bool:
    """Whether who heads something is asked, and a sentence names only somebody's representative."""
    heads = [r for r in asked_relations(question.text) if r.name == "head"]
    other = _OTHER_ROLE.search(best.text)
    return bool(heads and other) and not any(r.said.search(best.text) for r in heads)


def _of_another_in_order(question: Question, best: Span) -> bool:
    """Whether a sentence is of the winner where the second is asked for, or of a later edition."""
    if is_row(best):
        return False
    after = [text for text in beside(best)[1][:1] if LEANING.search(text)]
    near = "\n".join([_with_leant_on(best), *after])
    edition = of_later_edition(question, best.text) or of_first_edition(question, best.text)
    return edition or of_another_place(question, best.text, near)


def _of_other_code(question: Question, best: Span) -> bool:
    asked = set(question_codes(bare(question.text)))
    said = set(question_codes(read_out(best.hit) if is_row(best) else _with_leant_on(best)))
    kinds = {_LETTERS.sub("", code) for code in asked}
    return not asked & said and any(_LETTERS.sub("", code) in kinds for code in said)


def _with_leant_on(best: Span) -> str:
    """A sentence, after the one that it leans on ("This session has the theme ...")."""
    leans = LEANING.search(best.text) is not None
    return "\n".join([*(beside(best)[0][:1] if leans else []), best.text])


def tells_nobody(question: Question, best: Span) -> bool:
    """Whether the best says nobody of who is asked for.

    It is asked who came, and a row says nothing of anybody, or who heads something, and it names
    who heads a part of that.
    """
    if of_another_office(question, best.text):
        return True
    if not phrase("who came").search(bare(question.text)) or not is_row(best):
        return False
    return phrase("told who came").search(read_out(best.hit)) is None


def asks_what_is_done(question: Question) -> bool:
    """Whether it is asked what somebody or something does: "what does the fund do?"."""
    return _DOES.match(bare(question.text)) is not None


def tells_no_words(question: Question, best: Span) -> bool:
    """Whether it is asked what something is or does, and the best is a row of nothing but figures.

    "What does the fund do?" is not answered by what it gave; a row with the code of what is asked
    about says what that is.
    """
    label = best.hit.passage.label
    meaning = question.kind == "definition" and to_define(question) in plain(label)
    if not (meaning or asks_what_is_done(question)) or not is_row(best):
        return False
    if question_codes(bare(question.text)):
        return False
    said = [c.text for c in best.hit.passage.cells if c.text.strip() and c.text not in label]
    return bool(said) and all(cell_figure(text) is not None for text in said)


def _of_other_months(question: Question, best: Span) -> bool:
    """Whether a sentence is of January to March where April to June is asked about."""
    own = bare(question.text)
    asked = {int(m) for c in question.constraints if c.kind == "month" for m in c.forms}
    said = set(months_of(best.text))
    return len(asked & set(months_of(own))) > 1 and len(said) > 1 and not asked & said


def _of_other_country(question: Question, best: Span) -> bool:
    """Whether a sentence that stands by itself names other countries than the one asked about.

    A question for a place may be answered by the name of a country, one for a person or body by a
    country that does something.
    """
    asked_kinds = asked_for(question).keys()
    if is_row(best) or asked_kinds & PLACES:
        return False
    if asked_kinds & DOERS and not is_in_a_country(best.text):
        return False
    return is_elsewhere(question, best.text, frame(best.hit))


def _of_other_region(question: Question, best: Span) -> bool:
    """Whether a sentence that stands by itself is of another region of the world."""
    if is_row(best) or LEANING.search(best.text):
        return False
    return of_other_region(question, best.text, frame(best.hit))


def _names_it_after(question: Question, best: Span) -> bool:
    """Whether the country that is asked about is named only in the sentence after a figure.

    "The rate fell to 41%. In Peru, a like scheme has not begun." The figure is not Peru's.
    """
    wanted = asked_for(question).keys()
    before, after = beside(best)
    if is_row(best) or not after or not wanted or not wanted <= FIGURES:
        return False
    own, around = bare(question.text), "\n".join([best.text, *before[:2], frame(best.hit)])
    asked = [c for c in question.constraints if c.kind == "place" and c.text in own]
    countries = [c for c in asked if countries_in(c.text)]
    if not countries or any(c.met(around) for c in countries):
        return False
    return any(c.met(after[0]) for c in countries) and not _POINTS_BACK.search(after[0])


def is_elsewhere(question: Question, text: str, over: str = "") -> bool:
    """Whether a text that stands by itself names countries, but none that a question names.

    Args:
        question: as understood.
        text: a sentence.
        over: what stands over it.
    """
    if LEANING.search(text):
        return False
    own, around = bare(question.text), f"{text}\n{over}"
    asked = [c for c in question.constraints if c.kind == "place" and c.text in own]
    if not any(countries_in(c.text) for c in asked) or any(c.met(around) for c in asked):
        return False
    return bool(countries_in(text))


def _has_others_figure(question: Question, best: Span) -> bool:
    """Whether the figure of a sentence is of other places, or of several of which one is asked."""
    if is_row(best):
        return False
    tests = (of_other_places, of_several_together, of_both_together, of_last_named)
    return any(test(question, best.text) for test in tests)


def _turns_to_another(question: Question, best: Span, matcher: Matcher) -> bool:
    """Whether the sentence before tells of what is asked, without the figure, and not this one.

    "The accord with Peru was signed. The League joined the Safe Seas Day 2021." It names what that
    does not, and nothing in it points back. In another language a name may be the one asked about.
    """
    wanted = asked_for(question).keys()
    before = next(iter(beside(best)[0]), "")
    if not before or not wanted or not wanted <= FIGURES or is_row(best):
        return False
    if script(best.text) != script(question.text):
        return False
    if LEANING.search(best.text) or _POINTS_BACK.search(best.text):
        return False
    own, said = matcher.covered(matcher.met([best.text, before]))
    if said < own + TURNS or not wanted <= set(detail.lacking(question, before)):
        return False
    known = plain(f"{question.text}\n{before}")
    names = (best.text[start:end] for start, end, _ in own_names(best.text))
    return any(plain(name) not in known and name not in UNITS_WRITTEN for name in names)


def _of_a_sibling(question: Question, best: Span, texts: Sequence[str]) -> bool:
    """Whether a sentence is of the Northern Prize where the Coastal Prize is asked about.

    Both are known: the documents say elsewhere the very name that is asked about.
    """
    if is_row(best):
        return False
    around = f"{best.text}\n{frame(best.hit)}"
    return any(
        not all(plain(word) in plain(around) for word in name.words)
        and any(plain(name.text) in plain(text) for text in texts)
        for name in outnamed(question, best.text)
    )


def outnamed(question: Question, text: str) -> list[KindName]:
    """The names in a question of whose kind a text names another thing, by words of its own."""
    own = bare(question.text)
    asked = names_of_kinds(own)
    others = {name.kind: name for name in names_of_kinds(text)} if asked else {}
    return [
        name
        for name in asked
        if name.kind in others
        and not all(plain(word) in plain(own) for word in others[name.kind].words)
        and not all(plain(word) in plain(text) for word in name.words)
    ]


@dataclass(frozen=True, slots=True)
class KindName:
    """A name that says of what kind a thing is: the Coastal Youth Prize, 北岸青年奖.

    Attributes:
        text: the name.
        words: what tells it from others of its kind.
        kind: its last word.
    """

    text: str
    words: tuple[str, ...]
    kind: str


def names_of_kinds(text: str) -> list[KindName]:
    """The names in a text that say of what kind a thing is."""
    found = []
    for match in _TITLE.finditer(text):
        *words, kind = match.group().split()
        found.append(KindName(match.group(), tuple(w for w in words if w[0].isupper()), kind))
    return found + (_chinese_names(text) if _HAN.search(text) else [])


def _chinese_names(text: str) -> list[KindName]:
    """Nouns with the words of content that stand before them."""
    found = []
    run: list[str] = []
    tagged = [*parts_of_speech(text), ("", "x")]
    for (word, tag), (_, after) in pairwise(tagged):
        if tag[0] not in _CONTENT or not _HAN.fullmatch(word):
            run = []
            continue
        is_kind = tag[0] in "nl" and len(word) >= HEAD and after[0] not in _CONTENT
        if is_kind and len("".join(run)) >= MODIFIER:
            found.append(KindName("".join([*run, word]), tuple(run), word))
        run.append(word)
    return found
