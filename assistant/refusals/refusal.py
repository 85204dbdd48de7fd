"""Refusing well: why the documents do not answer, and the nearest thing that they do say.

The reason is what the question binds its answer to and the passages do not meet: a year, a place, a
name; or the kind of detail that they do not give.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from assistant.draft import Draft, Sentence
from assistant.figures import years
from assistant.letters import plain
from assistant.question import NUMBERS, Question, bare, question_codes, subject
from assistant.reading.abbreviation import defined_word
from assistant.reading.counts import counts_a_part
from assistant.reading.extract import Span
from assistant.reading.framing import far, whole
from assistant.reading.match import Matcher, script
from assistant.reading.quoting import quoted
from assistant.refusals import counting, detail
from assistant.refusals.answer_types.places import asks_kind_of_place
from assistant.refusals.asked_details import NAMES, asked_for
from assistant.refusals.constraints import Constraint, lies_in
from assistant.refusals.counted_nouns import (
    counted_noun,
    is_particular,
    is_workers,
    names_workers,
)
from assistant.refusals.months import months_of
from assistant.refusals.nearby import near_texts
from assistant.refusals.numerals import cardinals
from assistant.refusals.other_cells import without_time
from assistant.refusals.regions import lies_in_region
from assistant.refusals.relations import untold
from assistant.refusals.subject_noun import noun_asked_for
from assistant.tables.asked_kind import asked_kind
from assistant.tables.headed import is_headed
from assistant.tables.rows import Row
from assistant.tables.words import concepts
from assistant.wording import wording
from index.hits import Hit

_ALONE = re.compile(
    r"\balone\b|\bonly\b|\bby itself\b|\bjust\b|单给|单独|单单|仅|只|本身", re.IGNORECASE
)
# A word with a capital or a digit within it, and one with a capital behind other words.
_COINED = re.compile(
    r"(?<![A-Za-z0-9])(?=[A-Za-z]*(?:[a-z]|\d)[A-Z])(?=[A-Z0-9]*[a-z])[A-Za-z0-9]{5,}(?![A-Za-z0-9])"
)
_NAME = re.compile(r"(?<=[\w,] )([A-Z][a-z]{3,})\b|(?<![A-Za-z])([A-Z][a-z]{3,})(?=是)")
_DIGIT = re.compile(r"\d")
LOOKED_UP = frozenset({"table", "cells", "other years"})
# Share of a question that the rows of an answer must answer to where they lack a name of it, and
# where they are told for their years only: of 55 right look-ups over the sample and development
# questions 5 answer to less, none of them without a name.
ABOUT, ABOUT_YEARS = 0.45, 0.35
ASKED = 10  # passages that tell which language the documents are in
RANKED = frozenset({"extreme", "rank"})
FILTERED = "filter"
RECKONED = frozenset({"share", "sum", "average", "difference", "change"})  # from cells
FORMER = "worked: change"  # what it was before: told of a later year, with the change since
UNLIKE = 0.5  # a name that no passage answers to so well is unknown to all of them


def nothing_found(question: Question) -> Draft:
    """The answer where the search finds no text at all."""
    return Draft("not_found", (Sentence(wording(question.language).not_found),), None, 0.0, "none")


def refusal(question: Question, ranked: Sequence[Span], reason: str, trust: float) -> Draft:
    """That the documents do not answer, why, and the nearest that they say with its citation.

    Args:
        question: as understood.
        ranked: what was found, the best first.
        reason: a sentence in the question's language; may be empty.
        trust: how likely the nearest answers after all, 0 to 1.
    """
    words = wording(question.language)
    sentences = [Sentence(" ".join(filter(None, (words.not_found, reason))))]
    for span in ranked[:1]:
        first = quoted(span, question.language)[0]
        sentences.append(replace(first, text=f"{words.nearest} {first.text}"))
    return Draft("not_found", tuple(sentences), None, trust, "refusal")


def unknown(question: Question, texts: Sequence[str], matcher: Matcher) -> list[Constraint]:
    """The codes, years and places of a question that no passage found so much as mentions.

    The search brings passages with rare words first, so that what none of them mentions is not in
    the collection. A place may have a form that is not known; it counts as unknown only where no
    passage has anything like its name.
    """
    word = defined_word(question)
    if word and not any(map(_written(word).search, texts)):
        return [Constraint("name", word, frozenset({plain(word)}))]
    if coined := _coined(question, texts, matcher):
        return [Constraint("name", name, frozenset({plain(name)})) for name in coined]
    bound = [
        c
        for c in question.constraints
        if c.kind in ("code", "year")
        or (c.kind == "place" and (len(c.forms) > 1 or len(c.text) > 2))
    ]
    return [
        constraint
        for constraint in bound
        if not _any_met(constraint, texts) and _unlike(question, constraint, texts, matcher)
        if not _has_part(question, constraint, texts)
    ]


def _coined(question: Question, texts: Sequence[str], matcher: Matcher) -> list[str]:
    """The coined names of a question that no passage has: FutureNet, "what is Zorbex?".

    In another script a name may be written by its sound, so that only one that is all there is to
    ask about is taken for unknown.
    """
    asked, known = bare(question.text), {plain(term) for term, _ in question.forms}
    alike = any(script(text) == script(asked) for text in texts[:ASKED])
    whole = plain(subject(asked))
    names = _COINED.findall(asked)
    if "definition" in question.wants:
        named = (match[1] or match[2] for match in _NAME.finditer(asked))
        names += [name for name in named if not name.isupper() and not matcher.knows(name)]
    letters = [plain(text) for text in texts]
    return [
        name
        for name in dict.fromkeys(names)
        if alike or plain(name) == whole
        if plain(name) not in known and not any(plain(name) in text for text in letters)
    ]


def _written(word: str) -> re.Pattern[str]:
    """An abbreviation in other letters, but for small ones alone: GovStack, not "equals"."""
    small = re.escape(word.lower())
    return re.compile(rf"(?<![A-Za-z])(?!{small})(?i:{small})(?![A-Za-z])")


def _has_part(question: Question, place: Constraint, texts: Sequence[str]) -> bool:
    """Whether things of a region are asked for, and some passage names a country of it."""
    if place.kind != "place" or asked_kind(question) is None:
        return False
    return any(lies_in_region(text, place.text) for text in texts)


def strays(question: Question, draft: Draft) -> bool:
    """Whether an answer stands on passages of another place, rank or time than asked for.

    So does the figure of several codes together ("P5/E6/E7") where one alone is asked for.
    """
    if draft.status != "answered":
        return False
    hits = [support.hit for sentence in draft.sentences for support in sentence.supports]
    around = "\n".join(map(_with_headers, hits))
    # "And Lima?" after a question about Quito names another place in the stead of that one.
    asked = bare(question.text) if draft.method == "sibling" else question.text
    bound = [c for c in question.constraints if c.kind in ("place", "ordinal") and c.text in asked]
    if not all(c.met(around) or _lies_in(c, draft, around) for c in bound):
        return True
    if _of_other_months(question, draft):
        return True
    if draft.method != FORMER and _of_other_years(question, hits, around):
        return True
    return _of_more_codes(question, hits)


def _lies_in(place: Constraint, draft: Draft, around: str) -> bool:
    """Whether the things of a list are told by the countries of a region that is asked for."""
    return draft.method == "kinds" and lies_in_region(around, place.text)


def _of_other_months(question: Question, draft: Draft) -> bool:
    """Whether what is quoted is of some months, none of which is asked for.

    A row that began in May is of June where its table's caption or a column is: "spent to 30 June".
    """
    supports = [support for line in draft.sentences for support in line.supports]
    quoted = "\n".join(support.quote for support in supports)
    heads = [f"{s.hit.passage.caption}\n{_columns(s.hit)}" for s in supports]
    own = bare(question.text)
    asked = [c for c in question.constraints if c.kind == "month" and c.text in own]
    if not asked or not months_of(quoted):
        return False
    return not any(c.met("\n".join([quoted, *heads])) for c in asked)


def _of_other_years(question: Question, hits: Sequence[Hit], around: str) -> bool:
    """Whether all years that a question says are unlike those of passages and documents."""
    said = [c for c in question.constraints if c.kind == "year" and c.text in question.text]
    known = {str(year) for hit in hits for year in hit.document.years}
    return bool(said and known) and not any(c.text in known or c.met(around) for c in said)


def _of_more_codes(question: Question, hits: Sequence[Hit]) -> bool:
    """Whether one code alone is asked about and every row is of more."""
    if not question.codes or not _ALONE.search(question.text):
        return False
    asked = set(question.codes)
    rows = [set(question_codes(hit.passage.label)) for hit in hits if hit.passage.kind == "row"]
    return bool(rows) and all(codes & asked and codes - asked for codes in rows)


def _with_headers(hit: Hit) -> str:
    """A passage with its headings, and of a row its label and the headers of its columns."""
    return "\n".join([whole(hit), hit.passage.label, _columns(hit)])


def _columns(hit: Hit) -> str:
    return "\n".join(cell.column for cell in hit.passage.cells)


def beside_the_point(question: Question, draft: Draft, matcher: Matcher) -> bool:
    """Whether a table or list that an answer is drawn from is about something else.

    Its rows name nobody or no place where "who?" or "in which country?" is asked, or answer to
    little of the question and lack a place or name of it. Cells of words stand in the column that
    is asked for ("Validated by"): whatever they say ("the port") is the answer, but no country is
    a city.
    """
    if draft.method not in (*LOOKED_UP, *RANKED, *RECKONED, FILTERED):
        return False
    hits = [support.hit for sentence in draft.sentences for support in sentence.supports]
    near = list(map(_with_headers, hits))
    around = "\n".join(near)
    wanted = set() if draft.method in RECKONED else set(asked_for(question))
    filtered = draft.method == FILTERED  # its rows are named by themselves
    nameless = _is_nameless(question, draft, wanted - {"name"} if filtered else wanted)
    if nameless or filtered:
        return nameless
    sums = draft.method in LOOKED_UP and not noun_asked_for(question.text) and wanted <= NUMBERS
    if wanted and sums and draft.short and _has_no_number(draft.short):
        return True
    if untold(question.text, around, counts=True):
        return True
    if draft.method in RECKONED or draft.method in RANKED:
        return False
    if draft.method == "table" and without_time(question, draft):
        return True
    if draft.method == "table" and _counts_others(question, near, matcher):
        return True
    said = matcher.covered(matcher.met(near or [""]).max(axis=1, keepdims=True))
    if draft.method == "other years" and float(said[0]) < ABOUT_YEARS:
        return True
    if float(said[0]) >= ABOUT:
        return False
    bound = [c for c in question.constraints if c.kind in ("place", "name")]
    return any(not c.met(around) and (len(c.forms) > 1 or c.is_telling) for c in bound)


def _is_nameless(question: Question, draft: Draft, wanted: set[str]) -> bool:
    """Whether rows name nobody or no place, and nothing but that is asked for."""
    supports = [support for sentence in draft.sentences for support in sentence.supports]
    if draft.method in RANKED and supports and is_headed(question, supports[0].hit):
        return False  # whatever the rows below "City" are called, they are cities
    passages = [support.hit.passage for support in supports]
    ranked = draft.method in RANKED and asks_kind_of_place(question.text)  # by what they are called
    cells = "\n".join(p.label if ranked and p.kind == "row" else p.text for p in passages)
    any_kind = draft.method == "cells" and not asks_kind_of_place(question.text)
    names = bool(wanted) and wanted <= NAMES and not any_kind
    return names and wanted <= set(detail.lacking(question, cells))


def _has_no_number(said: str) -> bool:
    """Whether what cells say is words alone: a partner, where "what was paid?" asks for a sum."""
    return not _DIGIT.search(said) and not cardinals(said)


def _counts_others(question: Question, near: Sequence[str], matcher: Matcher) -> bool:
    """Whether the labels and headers of rows have nothing of what "how many nurses?" counts."""
    noun = counted_noun(question)
    if is_workers(noun):
        return not any(map(names_workers, near))
    if not is_particular(noun) or any(noun in text for text in near):
        return False
    kinds = [header for asked, header in concepts() if asked.search(noun)]
    if any(header.search(text) for header in kinds for text in near):
        return False  # "posts", 编制
    asked = matcher.for_words(noun)
    return float(asked.covered(asked.met(near or [""])).max(initial=0.0)) < counting.COUNTED


def counts_parts(question: Question, draft: Draft) -> bool:
    """Whether "how many are there?" is told the figure of a row of some of them."""
    if draft.method not in ("table", "cell"):
        return False
    used = {s.hit.passage_id for line in draft.sentences for s in line.supports}
    rows = [row for row in draft.candidates if isinstance(row, Row)]
    return any(counts_a_part(question, row) for row in rows if row.hit.passage_id in used)


def unknown_reason(question: Question, missing: Sequence[Constraint]) -> str:
    """That no document names what the question is about."""
    words = wording(question.language)
    names = words.list_comma.join(dict.fromkeys(constraint.text for constraint in missing))
    return words.unknown_code.format(code=names)


def unmet_reason(question: Question, best: Span, texts: Sequence[str], matcher: Matcher) -> str:
    """What the nearest lacks: the year, the place, the name; else the kind of detail asked for."""
    words = wording(question.language)
    unmet = _unmet(question, best, texts)
    asked = [constraint.text for constraint in unmet if constraint.kind == "year"]
    met = float(matcher.covered(matcher.met([whole(best.hit)]))[0])
    given = sorted(years(whole(best.hit))) if asked and met >= ABOUT else []
    timely = [text for text in texts if any(c.kind == "year" and c.met(text) for c in unmet)]
    told_of = float(matcher.covered(matcher.met(timely)).max(initial=0.0))
    if {str(year) for year in given} & set(asked) or told_of >= ABOUT:
        given = []  # "none gives it" is more than is known
    told = []
    if given:
        known = words.list_comma.join(map(str, given))
        told.append(words.only_years.format(years=known, asked=words.list_comma.join(asked)))
    names = dict.fromkeys(c.text for c in unmet if not (given and c.kind == "year"))
    if names:
        told.append(words.unmentioned.format(names=words.list_comma.join(names)))
    lacks = [] if told else _lost_details(question, best, matcher)
    if lacks:
        details = words.list_comma.join(words.details[kind] for kind in lacks)
        told.append(words.without.format(details=details))
    return " ".join(told)


def _lost_details(question: Question, best: Span, matcher: Matcher) -> list[str]:
    """The kinds of detail that are asked for and not given near a span."""
    near = near_texts(best)[:-1]
    lost = detail.lacking(question, "\n".join(near))
    if (
        "count" in lost
        or counting.counted(question, near, best.hit, matcher.for_words) >= counting.COUNTED
    ):
        return lost
    return [*lost, "count"]


def _unmet(question: Question, best: Span, texts: Sequence[str]) -> list[Constraint]:
    """The constraints that are not met near a span.

    A name that no passage has in any form may be called otherwise in the documents, and a word of
    a longer name ("Digital") may be there in another language: both are left out.
    """
    around = "\n".join([*near_texts(best), far(best.hit)])
    return [
        constraint
        for constraint in question.constraints
        if constraint.kind not in ("number", "ordinal")
        and not constraint.met(around)
        and not (constraint.kind == "place" and lies_in(constraint, around, texts))
        and not (_one_place(constraint) and script(constraint.text) != script(best.text))
        and (constraint.kind != "name" or (constraint.is_telling and _any_met(constraint, texts)))
    ]


def _one_place(constraint: Constraint) -> bool:
    """Whether a place has no form but its own, so that another script may spell it otherwise."""
    return constraint.kind == "place" and len(constraint.forms) == 1


def _any_met(constraint: Constraint, texts: Sequence[str]) -> bool:
    return any(map(constraint.met, texts))


def _unlike(
    question: Question, constraint: Constraint, texts: Sequence[str], matcher: Matcher
) -> bool:
    """Whether no text has anything like a constraint's name; codes and years are like nothing."""
    if constraint.kind == "code":
        return True
    if constraint.kind == "year":
        return constraint.text in question.text
    if len(constraint.forms) == 1 and all(
        script(t) != script(constraint.text) for t in texts[:ASKED]
    ):
        return False  # a name that is spelt otherwise in the documents' language
    name = matcher.for_words(constraint.text)
    return float(name.covered(name.met(texts)).max(initial=0.0)) < UNLIKE
