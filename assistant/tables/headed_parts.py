"""All parts of a plan of one kind, from its numbered headings: "Goal 1: Safer quays".

A plan that lists its goals in no table has a chapter for each of them.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from assistant.draft import Draft, Sentence, Support
from assistant.letters import plain
from assistant.question import Question
from assistant.reading.framing import frame
from assistant.reading.match import Matcher, script
from assistant.tables.asked_kind import AskedKind, asked_kind, left_unsaid
from assistant.tables.editions import marks
from assistant.tables.terms import terms
from index.hits import Hit, IndexedPassage
from index.static import StaticEmbedder

FEWEST, MOST = 2, 30  # headings of a kind
TRUST = 0.75
SAID = 0.6  # share of what is asked of the kind besides that its headings must say
_HAN = {numeral: n for n, numeral in enumerate("一二三四五六七八九十", 1)}
_ROMAN = {
    "I": 1,
    "II": 2,
    "III": 3,
    "IV": 4,
    "V": 5,
    "VI": 6,
    "VII": 7,
    "VIII": 8,
    "IX": 9,
    "X": 10,
}
_ENDING = re.compile(r"[性的]$")  # 区域性举措, 区域举措
_BOUND = frozenset({"place", "name", "month", "code"})


@dataclass(frozen=True, slots=True)
class Part:
    """A numbered heading.

    Attributes:
        hit: the first passage found below it.
        heading: as it stands.
        number: that it has.
        before: what stands before the kind: "Strategic" of "Strategic goal 1".
    """

    hit: Hit
    heading: str
    number: int
    before: str


def headed_draft(question: Question, hits: Sequence[Hit], vectors: StaticEmbedder) -> Draft | None:
    """The numbered headings of the kind that a question asks all of; None where there are none.

    Args:
        question: as understood.
        hits: passages in search order, those below such headings among them.
        vectors: the embedding that words are compared by.
    """
    kind = asked_kind(question)
    if kind is None or not kind.series or kind.parts:
        return None
    runs = _of_places(question, _runs(kind, hits))
    runs = [run for run in runs if _is_meant(question, kind, run, hits, vectors)]
    if not runs:
        return None
    order = {hit.document.id: place for place, hit in reversed([*enumerate(hits)])}
    best = min((run[0].hit.document.id for run in runs), key=order.__getitem__)
    told = [part for run in runs if run[0].hit.document.id == best for part in run]
    if len(told) > MOST or kind.number not in (None, len(told)):
        return None
    return _listed(kind, told)


def is_headed(kind: AskedKind, passage: IndexedPassage) -> bool:
    """Whether a passage stands below a numbered heading of a kind."""
    return any(_form(kind.series).match(heading) for heading in passage.passage.section)


@lru_cache(maxsize=64)
def _form(names: tuple[str, ...]) -> re.Pattern[str]:
    """A heading of a kind: what stands before it, its name, its number and its title."""
    words = "|".join(re.escape(name) for name in sorted(names, key=len, reverse=True))
    return re.compile(
        rf"(?:[\d.]+\s+)?(?P<before>[^:：\d]{{0,30}}?)(?i:{words})\s?"
        r"(?P<number>\d{1,2}|[一二三四五六七八九十]|[IVX]{1,4}|[A-H])\s?[:：.、—–\s-]\s?(?P<title>\S.*)"
    )


def _parts(kind: AskedKind, hits: Sequence[Hit]) -> Iterator[Part]:
    """Each heading of a kind once, with the first passage below it, in reading order."""
    known: set[tuple[int, str]] = set()
    for hit in sorted(hits, key=lambda hit: hit.passage_id):
        for heading in hit.passage.section:
            match = _form(kind.series).match(heading)
            if match and (hit.document.id, heading) not in known:
                known.add((hit.document.id, heading))
                yield Part(hit, heading, _number(match["number"]), match["before"].strip())


def _number(said: str) -> int:
    if said.isdigit():
        return int(said)
    return _HAN.get(said) or _ROMAN.get(said) or "ABCDEFGH".find(said) + 1


def _runs(kind: AskedKind, hits: Sequence[Hit]) -> list[list[Part]]:
    """The headings of each document with what stands before the kind, by their numbers.

    Of those with the same number (chapters may each tell what was done for it) the first. To tell
    how many there are, none may be missing.
    """
    found: dict[tuple[int, str], dict[int, Part]] = defaultdict(dict)
    for part in _parts(kind, hits):
        found[part.hit.document.id, _ENDING.sub("", plain(part.before))].setdefault(
            part.number, part
        )
    return [
        [run[number] for number in sorted(run)]
        for run in found.values()
        if len(run) >= FEWEST and (not kind.counted or max(run) == len(run))
    ]


def _of_places(question: Question, runs: list[list[Part]]) -> list[list[Part]]:
    """The runs whose headings say the places asked for; all where none says one: a plan's name."""
    for place in (c for c in question.constraints if c.kind == "place"):
        runs = [run for run in runs if place.met(_headings(run))] or runs
    return runs


def _headings(run: Sequence[Part]) -> str:
    return "\n".join(part.heading for part in run)


def _is_meant(
    question: Question,
    kind: AskedKind,
    run: Sequence[Part],
    hits: Sequence[Hit],
    vectors: StaticEmbedder,
) -> bool:
    """Whether headings are of the plan, the year and all else that a question names."""
    first = run[0].hit
    headings = _headings(run)
    around = f"{headings}\n{frame(first)}"
    own = [hit.passage.text for hit in hits if hit.document.id == first.document.id]
    placed = any(c.kind == "place" and c.met(headings) for c in question.constraints)
    if kind.marks and not placed and not any(kind.marks & marks(t) for t in (around, *own)):
        return False
    if question.years and not {*question.years} & {*first.document.years}:
        return False
    bound = [c for c in question.constraints if c.kind in _BOUND and c.text not in kind.noun]
    if any(not c.met(headings) and not kind.is_plan(c) for c in bound):
        return False
    met = [c.text for c in question.constraints]
    rest = left_unsaid(question, kind.noun, *kind.series, *met)
    if not rest or {*terms(rest)} <= {*terms(around)}:
        return True
    matcher = Matcher(rest, vectors)
    same = script(rest) == script(around)
    return same and float(matcher.covered(matcher.met([around]))[0]) >= SAID


def _listed(kind: AskedKind, told: Sequence[Part]) -> Draft:
    """A line for each heading; first how many there are, where that is asked."""
    count = str(len(told))
    lines = [Sentence(f"**{count}**")] if kind.counted else []
    for part in told:
        lines.append(Sentence(f"- **{part.heading}**", (Support(part.hit, part.heading),)))
    short = count if kind.counted else "; ".join(part.heading for part in told)
    return Draft("answered", tuple(lines), short, TRUST, "headings")
