"""Lists: the items that an opening line, a heading or a table's caption announces."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

import numpy as np

from assistant.figures import cell_figure
from assistant.question import Question, bare
from assistant.reading.match import Matcher, script
from index.hits import Hit
from ingest.sentences import sentences

ANNOUNCED = 0.6  # share of the question that the words before a list must answer to
COUNTED = 0.4  # the same for a list of just the number of items asked for
STATED = 0.25  # the same where the words before the list say that very number
OWN = 0.6  # share of that which the announcement must meet without the headings around it
NAMED = 0.5  # how well the heaviest word of the question must be met
FOREIGN = 0.7  # what is left of either across scripts, where words are never met in full
_CODE = re.compile(r"[A-Z]{0,4}[-./ ]?\d+(?:[-./]\w{1,4})*")
MOST_ITEMS = 12
LONGEST_ITEM = 160

OPENER = re.compile(r"[：:]\s*$")
# Who a letter is to, before its text: 各位理事：, "Dear colleagues:".
SALUTATION = re.compile(
    r"^\s*(?:(?:各位|尊敬的|敬爱的|亲爱的)[^，。；]{0,20}"
    r"|[^，。；]{1,12}(?:先生|女士|同[事志仁]|[员事人长师友生属]们))"
    r"[：:]\s*$"
    r"|^\s*(?:dear|hello|hi|chers?|chères?|madame|monsieur|estimad[oa]s?|querid[oa]s?|уважаем\w+)\b"
    r"[^.;]{0,50}:\s*$",
    re.IGNORECASE,
)
ENDED = re.compile(r"[。.!！?？][”’\"」』）)]*\s*$")
_HEAD = re.compile(r"^(?![A-Z]+\d+\b)(.{2,60}?)\s*(?:[：:]|\s[–—-]\s)\s*\S")
# What counts an item and does not name it: "Part A – ", 第一部分：, "第一，".
_NUMBERED = re.compile(
    r"^(?:第?[A-Z\d一二三四五六七八九十]{1,3}(?:个)?(?:组成部分|部分|阶段|步|类|级|组)"
    r"|(?:part|component|pillar|phase|stage|step|section|option|group|module)"
    r" (?:[A-Z]|[IVX]+|\d+)\b)"
    r"\s*(?:[：:]|[–—]|-\s)\s*(?=\S)"
    r"|^(?:第[一二三四五六七八九十]|[一二三四五六七八九十]是|其[一二三四五])[，,、：:]?\s*(?=\S)",
    re.IGNORECASE,
)
_TAIL = re.compile(r"[\s；;，,、。.]*(?:以及|和|\band|\bet|\by|\bor)?[\s；;，,、。.]*$")
# A sentence whose subject is a number of things: "Three risks are ...", "有四个风险...".
_COUNTING = re.compile(
    r"(?:the (?:following )?)?(?:two|three|four|five|six|seven|eight|nine|ten)\b"
    r"|(?:共?有|以下)?[两二三四五六七八九十][个项种类大条]",
    re.IGNORECASE,
)
_NUMBERS = {
    "two": 2, "three": 3, "four": 4, "five": 5,
    "six": 6, "seven": 7, "eight": 8, "nine": 9, "ten": 10,
    "两": 2, "二": 2, "三": 3, "四": 4, "五": 5, "六": 6, "七": 7, "八": 8, "九": 9, "十": 10,
    "deux": 2, "trois": 3, "quatre": 4, "cinq": 5, "dos": 2, "tres": 3, "cuatro": 4, "cinco": 5,
    "два": 2, "две": 2, "три": 3, "четыре": 4, "пять": 5,
}  # fmt: skip
_ASKED_NUMBER = re.compile(
    r"哪([两二三四五六七八九十]|\d{1,2})(?![年月日天])"
    r"|(?<![第\dA-Za-z-])([两二三四五六七八九十]|\d{1,2})\s*(?:个|家|项|大|种|类|国|位|方面|点|条|名|套|样|方|部|处|座|支|层|组|批|所|门|堂|步|招|件|场|份|章|城|间|片)"
    r"|\b(two|three|four|five|six|seven|eight|nine|ten|deux|trois|quatre|cinq|dos|tres|cuatro|cinco"
    r"|два|две|три|четыре|пять)\b",
    re.IGNORECASE,
)
# One thing is asked for, whatever the question counts besides (跑了两个航次的是哪条船), unless it
# is one of so many (三项目标中，哪一项).
_ONE_ASKED = re.compile(
    r"(?<![中里])(?<![中里][，,])哪一?[个条所家座位艘项种只部门款届](?=[\u4e00-\u9fff]|[？?]?$)|的是谁"
    r"|\bwhich (?!of\b|are\b|were\b|do\b|have\b)(?:[a-z-]+ )?[a-z-]*[a-rt-z]"
    r" (?:is|was|has|had|did|does|made|won|led|ran|[a-z]{3,}ed)\b",
    re.IGNORECASE,
)
_ASKED_BY_NUMBER = re.compile(
    r"哪[两二三四五六七八九十\d]"
    r"|\b(?:which|what) (?:\w+ )?(?:\d|two|three|four|five|six|seven|eight)\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Listing:
    """Items that belong together.

    Attributes:
        items: each with the passage that holds it; at least two.
        announced: what announces them: the opening line, the heading or the caption.
        opener: the opening line with its passage, where it is text of the document.
        covered: share of the question that the announcement answers to, 0 to 1.
    """

    items: tuple[tuple[Hit, str], ...]
    announced: str
    opener: tuple[Hit, str] | None
    covered: float = 0.0


def asks_for_list(question: Question) -> bool:
    """Whether a question asks for several things: by its words, or by saying how many."""
    if "list" in question.wants:
        return True
    open_kinds = {"definition", "purpose", "person", "organisation", "place", "other"}
    return question.kind in open_kinds and asked_number(bare(question.text)) is not None


@lru_cache(maxsize=256)
def asked_number(text: str) -> int | None:
    """How many things a question asks for: "which three organisations", "哪四个领域"."""
    match = _ASKED_NUMBER.search(text)
    if match is None or (_ONE_ASKED.search(text) and not _ASKED_BY_NUMBER.search(text)):
        return None
    word = next(filter(None, match.groups())).lower()
    return int(word) if word.isdigit() else _NUMBERS[word]


def list_items(lines: Sequence[str]) -> list[int]:
    """Which of the lines after an opening line are its items, by their positions.

    Heads that alternate with sentences about each are taken without the sentences. Where all items
    have a head of their own ("Regional presence: ..."), the first line without one ends the list;
    else the last item is the one that ends as a sentence does where the others do not.
    """
    openers = (n for n, line in enumerate(lines) if OPENER.search(line))
    lines = lines[: next(openers, len(lines))]
    if not lines:
        return []
    if _described(lines):
        heads = [n for n in range(0, len(lines), 2) if not ENDED.search(lines[n])]
        return [n for place, n in enumerate(heads) if n == 2 * place]
    headed = len(lines) > 1 and all(_HEAD.match(line) for line in lines[:2])
    items: list[int] = []
    for n, line in enumerate(lines):
        if headed and not _HEAD.match(line):
            break
        items.append(n)
        if ENDED.search(line) and not ENDED.search(lines[0]):
            break
    return items


def _described(lines: Sequence[str]) -> bool:
    ended = [ENDED.search(line) is not None for line in lines[:4]]
    return ended == [False, True, False, True] and len(lines[0]) < len(lines[1])


def opens_list(text: str) -> bool:
    """Whether a line of a passage opens a list."""
    return any(OPENER.search(line) for line in text.splitlines())


def best_listing(question: Question, hits: Sequence[Hit], matcher: Matcher) -> Listing | None:
    """The list that a question asks for, or None where none is announced as such.

    Args:
        question: as understood.
        hits: passages in search order.
        matcher: the question, ready to be matched.
    """
    found = [*_in_text(hits), *_in_tables(hits)]
    if not found:
        return None
    own = matcher.met([listing.announced for listing in found])
    around = matcher.met([_around(listing.items[0][0]) for listing in found])
    covered = matcher.covered(np.maximum(own, around))
    number = asked_number(bare(question.text))
    best: Listing | None = None
    reach = 0.0
    asked = script(question.text)
    shares = zip(found, matcher.covered(own), covered, matcher.heaviest(own), strict=True)
    for listing, announced, share, subject in shares:
        counted = number is not None and len(listing.items) == number
        if number is not None and not counted:
            continue
        foreign = script(listing.announced) != asked
        needed = (COUNTED if counted else ANNOUNCED) * (FOREIGN if foreign else 1.0)
        stated = counted and asked_number(listing.announced) == number
        if stated:
            needed = STATED
        if share < needed or announced < needed * OWN:
            continue
        if subject < NAMED and not stated and not (counted and foreign):
            continue
        if announced > reach:
            best, reach = replace(listing, covered=float(share)), float(announced)
    return best


def _around(hit: Hit) -> str:
    """The headings and the title that a list stands under."""
    return f"{' '.join(hit.passage.section)} {hit.document.title}"


def _in_text(hits: Sequence[Hit]) -> Iterator[Listing]:
    """Lists in running text: after a line that opens one, or the lines below a heading."""
    following = {hit.passage_id: hit for hit in hits}
    for hit in hits:
        if hit.passage.kind != "text":
            continue
        heading = " ".join(hit.passage.section[-2:])
        lines = _lines(hit)
        openers = [
            n for n, line in enumerate(lines) if OPENER.search(line) and not SALUTATION.search(line)
        ]
        for n in openers:
            after = [(hit, line) for line in lines[n + 1 :]] + _continued(hit, following)
            items = tuple(after[place] for place in list_items([line for _, line in after]))
            if len(items) > 1:
                yield Listing(items[:MOST_ITEMS], f"{lines[n]} {heading}", (hit, lines[n]))
        yield from _counted(hit, heading, following)
        if heading and not openers and 1 < len(lines) <= MOST_ITEMS and _alike(lines):
            yield Listing(tuple((hit, line) for line in lines), heading, None)


def _counted(hit: Hit, heading: str, following: dict[int, Hit]) -> Iterator[Listing]:
    """The things that a sentence only counts, each named by the head of a sentence after it.

    "Four hazards are called grave. Floods: the dam ... Fire: ..."
    """
    own = [sentence for line in _lines(hit) for sentence in sentences(line)]
    for n, opener in enumerate(own):
        number = _COUNTING.match(opener) and ENDED.search(opener) and asked_number(opener)
        if not number:
            continue
        after = [(hit, sentence) for sentence in own[n + 1 :]]
        if len(after) < number:
            lines = _continued(hit, following)
            after += [(other, sentence) for other, line in lines for sentence in sentences(line)]
        headed = [(other, text) for other, text in after if _HEAD.match(text)]
        if len(headed) >= number and headed[0] == after[0]:
            yield Listing(tuple(headed[:number]), f"{opener} {heading}", (hit, opener))


def _lines(hit: Hit) -> list[str]:
    """The lines of a passage; one that goes on to open a list is cut before its last sentence."""
    lines: list[str] = []
    for line in filter(None, map(str.strip, hit.passage.text.splitlines())):
        lines += sentences(line) if OPENER.search(line) else [line]
    return lines


def _continued(hit: Hit, following: dict[int, Hit]) -> list[tuple[Hit, str]]:
    """The lines of the passages that go on where a passage ends, among those found."""
    lines: list[tuple[Hit, str]] = []
    last = hit
    while (after := following.get(last.passage_id + 1)) is not None:
        same = after.document.name == hit.document.name
        if not same or after.passage.kind != "text" or after.passage.section != hit.passage.section:
            break
        lines += [(after, line) for line in _lines(after)]
        last = after
    return lines


def _alike(lines: Sequence[str]) -> bool:
    """Whether lines are items of one list: all bare, or all with a head of their own."""
    plain_lines = all(not ENDED.search(line) and len(line) <= LONGEST_ITEM for line in lines)
    return plain_lines or all(_HEAD.match(line) for line in lines)


def _in_tables(hits: Sequence[Hit]) -> Iterator[Listing]:
    """The first column of tables whose cells are words: what the caption announces."""
    tables: dict[tuple[str, str, tuple[str, ...]], list[Hit]] = {}
    for hit in hits:
        if hit.passage.kind == "row" and not any(cell_figure(c.text) for c in hit.passage.cells):
            key = (hit.document.name, hit.passage.caption, hit.passage.section)
            tables.setdefault(key, []).append(hit)
    for rows in tables.values():
        rows = sorted(rows, key=lambda hit: hit.passage_id)
        labels = {_label(hit.passage.text): hit for hit in rows}
        if 1 < len(labels) <= MOST_ITEMS:
            announced = _introduced(rows[0])
            yield Listing(tuple((hit, label) for label, hit in labels.items()), announced, None)


def _label(row: str) -> str:
    """The first cell of a row, with the second where it is but a number: "R1 | Raise the limit"."""
    first, *others = row.split(" | ")
    return (
        " | ".join([first.strip(), *others[:1]])
        if _CODE.fullmatch(first.strip())
        else first.strip()
    )


def _introduced(row: Hit) -> str:
    """What stands above a table: headings, the sentence before it, its caption; not its headers."""
    lines = row.passage.context.splitlines()
    return " ".join(line for line in lines if " | " not in line)


def head(item: str) -> str:
    """What an item is called, without what is said about it: "Regional presence".

    Nor the number that it has ("Part A – "), which names nothing.
    """
    numbered = _NUMBERED.match(item)
    named = item[numbered.end() :] if numbered else item
    match = _HEAD.match(named)
    return match[1] if match else _TAIL.sub("", named)
