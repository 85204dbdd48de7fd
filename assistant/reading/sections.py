"""What a paper tells in a section of its own: its findings, its objectives, what comes next.

"What are the next steps?" is answered by the section that is headed so, or by sentences that say
the word; where nothing does, no sentence that merely tells of something is taken for one.
"""

from __future__ import annotations

import re
import tomllib
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources import files

from assistant.draft import Draft, Sentence, Support
from assistant.question import Question, bare
from assistant.reading.extract import Span, spans
from assistant.tables.citations import cell_supports
from assistant.wording import wording
from index.hits import Hit

MOST = 8  # sentences or items that are quoted
SHORT = 400  # characters of items that are given as a short answer
_NUMBERING = re.compile(
    r"^(?:\d+(?:\.\d+)*[.、．:：)）]?|(?:[A-Z]|[IVX]+|[一二三四五六七八九十]+)[.、．:：)）]"
    r"|第[一二三四五六七八九十]+[章节部分]+)\s*"
)
_JOINT = (
    r"(?:\s*(?:and|&|与|和|及|、|,|et|y)\s*.{1,40}"
    r"|\s+(?:for|to|from|by|of|on|beyond|一览|情况).{0,40})?"
)
_LATER = re.compile(r"\bwill be\b|\bto be\b|将|拟|20\d\d年起")
_OPENING = (
    r"^(?:what|which|quels?|quelles?|¿?cu[aá]les) "
    r"(?:are|were|is|was|will be|sont|étaient|son|eran|fueron) "
)
_ASKING_HAN = (
    r"(?:是什么|有哪些|是哪些|有什么|有哪几[条个项点]|分别是什么|都有什么|如何|怎样)?[？?]?$"
)


@dataclass(frozen=True, slots=True)
class Section:
    """A kind of section.

    Attributes:
        asked: finds a question that asks for all that such a section tells, and for nothing else.
        said: finds its words in headings and sentences.
        headed: finds a heading of such a section.
    """

    asked: re.Pattern[str]
    said: re.Pattern[str]
    headed: re.Pattern[str]


@cache
def _sections() -> tuple[Section, ...]:
    text = files(__package__).joinpath("section_words.toml").read_text(encoding="utf-8")
    words = tomllib.loads(text)
    found = []
    for entry in words["section"]:
        latin, han = entry["asked"]
        said = "|".join(entry["said"])
        asked = (
            rf"{_OPENING}{words['bare']}(?:{latin})\W*$|^(?:{latin})\W*$"
            rf"|^(?:有(?:哪些|什么))?{words['bare']}{han}{_ASKING_HAN}"
        )
        headed = (
            rf"^{words['bare']}(?:{said}){_JOINT}$"
            rf"|^.{{1,20}}(?:\band\b|与|和|及|、)\s?{words['bare']}(?:{said})$"
        )
        found.append(Section(*(re.compile(one, re.IGNORECASE) for one in (asked, said, headed))))
    return tuple(found)


@lru_cache(maxsize=256)
def section_asked(question: Question) -> Section | None:
    """The kind of section that a question asks for and nothing else, or None."""
    own = bare(question.text)
    if question.history or question.constraints or question.codes:
        return None
    return next((one for one in _sections() if one.asked.search(own)), None)


def section_draft(question: Question, hits: Sequence[Hit], room: int) -> Draft | None:
    """What stands below the heading that a question asks for, word for word; None where none does.

    Args:
        question: as understood.
        hits: passages in search order.
        room: characters that may be quoted.
    """
    section = section_asked(question)
    if section is None:
        return None
    found: dict[tuple[int, tuple[str, ...]], list[Hit]] = defaultdict(list)
    for hit in hits:
        if place := _below(section, hit):
            found[place].append(hit)
    if not found:
        return None
    whole = {place: own for place, own in found.items() if _is_one(own)}
    if not whole:
        return None
    (_, path), own = min(whole.items(), key=lambda one: len(_called(one[0][1][-1])))
    own.sort(key=lambda hit: hit.passage_id)
    lines = _items(section, own) or _sentences(section, path, own)
    told: list[Sentence] = []
    for line in lines[:MOST]:
        if told and sum(len(one.text) for one in told) + len(line.text) > room:
            break
        told.append(line)
    if not told:
        return None
    opening, closing = wording(question.language).quotes
    quotes = [support.quote for line in told for support in line.supports[:1]]
    shown = [f"{opening}{' '.join(line.text.split())}{closing}" for line in told]
    mark = "- " if len(told) > 1 else ""
    sentences = tuple(
        Sentence(f"{mark}{text}", line.supports) for text, line in zip(shown, told, strict=True)
    )
    short = wording(question.language).list_comma.join(quotes)
    return Draft("answered", sentences, short if len(short) <= SHORT else None, 1.0, "list")


def saying_section(question: Question, ranked: Sequence[Span]) -> list[Span]:
    """The spans that say the word for a section that is asked for; all where none is asked for."""
    section = section_asked(question)
    if section is None:
        return list(ranked)
    return [
        span for span in ranked if section.said.search(span.text) or _is_headed(section, span.hit)
    ]


def _below(section: Section, hit: Hit) -> tuple[int, tuple[str, ...]] | None:
    """The document and path of the heading of such a section that a passage is below."""
    for depth, heading in enumerate(hit.passage.section):
        if section.headed.search(_called(heading)):
            return hit.document.id, tuple(hit.passage.section[: depth + 1])
    return None


def _is_one(hits: Sequence[Hit]) -> bool:
    """Whether passages are of one section, not of several below its heading: those run on."""
    return len({tuple(hit.passage.section) for hit in hits}) == 1


def _is_headed(section: Section, hit: Hit) -> bool:
    """Whether a heading over a passage is of such a section, and of no other kind besides."""
    own = [head for head in map(_called, hit.passage.section) if section.headed.search(head)]
    others = [one for one in _sections() if one is not section]
    return any(not any(one.said.search(head) for one in others) for head in own)


def _called(heading: str) -> str:
    """A heading without its number."""
    return _NUMBERING.sub("", heading).strip()


def _items(section: Section, hits: Sequence[Hit]) -> list[Sentence]:
    """The cells of the column of a table that is called as the section is: recommendations."""
    found = []
    for hit in hits:
        cells = [cell for cell in hit.passage.cells if section.said.search(cell.column)]
        if hit.passage.kind == "row" and cells:
            found.append(Sentence(cells[0].text, cell_supports(hit, cells[:1])))
    return found


def _sentences(section: Section, path: Sequence[str], hits: Sequence[Hit]) -> list[Sentence]:
    """The sentences below a heading."""
    texts = [hit for hit in hits if hit.passage.kind == "text"]
    lines: list[tuple[Hit, str]] = []
    for hit in texts:
        for line in _lines(hit):  # items are told with the line that they stand in, and again
            if not any(line in other for _, other in lines):
                lines.append((hit, line))
    lines = _of_joint(section, _called(path[-1]), lines)
    return [Sentence(line, (Support(hit, line),)) for hit, line in lines]


def _lines(hit: Hit) -> list[str]:
    return [line.strip() for text in spans(hit) for line in text.splitlines() if line.strip()]


def _of_joint(
    section: Section, heading: str, lines: list[tuple[Hit, str]]
) -> list[tuple[Hit, str]]:
    """Of a section on two things ("Lessons and next steps") the lines about the one asked for.

    What comes next begins with the line that says so, or tells of what will be.
    """
    others = [one for one in _sections() if one is not section and one.said.search(heading)]
    if not others:
        return lines
    texts = [line for _, line in lines]
    opened = [n for n, line in enumerate(texts) if _sections()[0].said.search(line)]
    later = [n for n, line in enumerate(texts) if _LATER.search(line)]
    at = next(iter([*opened, *later]), len(lines))
    if section is _sections()[0]:
        return lines[at:]
    return lines[:at] if others[0] is _sections()[0] and at else lines
