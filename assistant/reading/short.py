"""The short answer: the words of a sentence that answer, and no more."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from assistant.question import Question, bare, content_words
from assistant.reading.enumerating import enumeration
from assistant.reading.listing import OPENER, asked_number, asks_for_list, head
from assistant.reading.match import script
from assistant.reading.reader import Stretch
from assistant.reading.reader_features import TAGS, Words, cut
from assistant.reading.typed import FURTHER
from assistant.reading.uncut import uncut
from assistant.refusals.persons import sounded_names

LONGEST = 120  # characters of a clause or sentence given as a short answer
ITEMS = 400  # characters of a list's items
CLAUSE = 60  # characters of a clause that is given for a stretch that is not sure
SURE = 0.35  # chance of a stretch from which it is given alone
SURE_ACROSS = 0.8  # the same in another script than the question, where the reader is weaker

_EXPLAINED = frozenset({"definition", "reason", "purpose", "comparison", "yesno"})
_PAIRS = {"“": "”", "‘": "’", "「": "」", "『": "』", "《": "》", "（": "）", "(": ")", "[": "]"}
_CLAUSE_END = re.compile(r"[，；;。！？!?\n]|(?<!\d),|,(?!\d)")
_SEPARATOR = re.compile(r"[、；;\n]|, and |, | and |[和与及]")
_AFTER_COLON = re.compile(r"[：:]\s*([^：:]{2,200}[；;][^：:]{2,200})$")
_ENUMERATED = re.compile(r"(?:[^，。；：、\n]{1,24}、)+[^，。；：、\n]{1,40}")
_PARTS = re.compile(r"[；;](?:\s*(?:and|or)\b)?")
_LED = re.compile(r"^\s*(?:and|or)\b\s*")
_JOINS = re.compile(r"\s+|[、,，]|and|or|et|y|和|与|及|以及")
_LEADS = re.compile(
    r"in|at|to|of|for|with|by|from|on|into|as|are|is|was|were|be|been|has|have|had|will|would|can"
    r"|which|that|who|its|their|namely|including|include[sd]?|are|each|via|through|between",
    re.IGNORECASE,
)
# Parts of speech of the words that lead to an item.
_LEADING_TAGS = frozenset(TAGS[tag] for tag in "p u uj ul uz ug uv d r c v vd m mq q".split())
ITEM_WORDS = 8  # of one item, blanks included
_BESIDE_ITEMS = re.compile(r"[，。；：！？\n]|——|(?<!\d)[,:;]")
_BESIDE_LATIN_ITEMS = re.compile(rf"[:;\n]|[.!?](?=\s|$)|{FURTHER.pattern}")
_IN_BRACKETS = re.compile(r"[（(][^（()）]*[)）]")
_REASON = re.compile(
    r"(?:因为|由于|因(?![此而素])|鉴于|原因(?:是|在于|为)|出于|考虑到|主要是|直到)[^。；\n]+"
    r"|(?:\b(?:because|due to|owing to|thanks to|on account of|in view of|given that|so that|until"
    r"|for (?:lack|want|fear) of)\b|(?<=, )as (?!well|of|from))(?:[^.;\n]|\.(?=\d))+",
    re.IGNORECASE,
)
_BREAK = re.compile(r"[，；：]|[,;:] ")
# What has a reason, said before it: all that follows is the reason.
_STATED = re.compile(r"[^，。；：:\n]{4,}(?:的(?:主要)?|，\s*(?:这|其)?(?:主要)?是?|是|[（(])$")
_CONCEDED = re.compile(r"\s*(?:虽然?|尽管|即使|但是?|然而|不过)")
SURE_REASON = 0.5  # chance of a stretch from which it is a reason without a word for one
LONGEST_RUN = 160  # characters of a run of items that is given as it stands
_EDGE = " \t\n，,。；;：:、|–—-•·*#"


def short_answer(question: Question, text: str, stretches: Sequence[Stretch]) -> str | None:
    """The short answer that a sentence gives.

    Args:
        question: as understood.
        text: the sentence, or a list with what introduces it.
        stretches: the words that the reader found, in order.

    Returns:
        the stretches, with their quotation marks and brackets whole; for a definition, a reason or
        a comparison, and where the reader is not sure, the sentence or the clause around them; for
        a list its items. None where there is nothing short.
    """
    line = " ".join(text.split())
    if question.kind not in _EXPLAINED:
        line = _without_further(line, text, stretches)
    whole = line if len(line) <= LONGEST else None
    if question.kind == "reason" and (reason := _reason(question, text, stretches[0])):
        return reason
    if question.kind in _EXPLAINED:
        return whole or balanced(text, *_clause(text, stretches[0].start, stretches[0].end))
    foreign = script(question.text) != script(text)
    sure = SURE_ACROSS if foreign else SURE
    certain = all(stretch.chance >= sure for stretch in stretches)
    lines = text.split("\n")
    listed = asks_for_list(question)
    if listed and len(lines) > 2 and OPENER.search(lines[0]) and not certain:
        items = "; ".join(head(line) for line in lines[1:] if line.strip())
        return items if len(items) <= ITEMS else None
    if listed:
        stretches = [_with_its_like(text, stretch) for stretch in stretches]
        if items := _enumeration(text, stretches, asked_number(bare(question.text))):
            return items
    found_twice = len({(stretch.start, stretch.end) for stretch in stretches}) < len(stretches)
    if whole and (found_twice or not certain) and (foreign or len(stretches) > 1):
        return whole
    found = [_told(text, stretch, sure) for stretch in stretches]
    apart = [part for part in found if part and not any(part in o for o in found if o != part)]
    return "; ".join(dict.fromkeys(apart)) or whole


def _without_further(line: str, text: str, stretches: Sequence[Stretch]) -> str:
    """A sentence up to what it says further behind the words that the reader found, if anything."""
    said = max(len(" ".join(text[: stretch.end].split())) for stretch in stretches)
    further = FURTHER.search(line, said)
    return line[: further.start()] if further else line


def _reason(question: Question, text: str, stretch: Stretch) -> str:
    """The clause of a text that begins with a word for a reason: "because it had no crew".

    It is the one that the reader's words are in, else the first where the reader is not sure. Empty
    where there is none. One said behind what it explains runs on to the end.
    """
    found = list(_REASON.finditer(text))
    within = [match for match in found if match.start() <= stretch.start < match.end()]
    match = next(iter(within or found), None)
    if match is None or (not within and stretch.chance >= SURE_REASON):
        return ""
    begin, end = match.span()
    if not _follows_what_it_explains(question, text[:begin]) or end - begin > LONGEST:
        comma = text.find("，", max(begin, stretch.start if within else begin), end)
        end = comma if comma >= 0 else end
    reason = balanced(text, begin, end)
    return reason if len(reason) <= LONGEST else ""


def _follows_what_it_explains(question: Question, before: str) -> bool:
    """Whether what stands before a reason says what is asked about: 课程停办，因为 ..."""
    said = _STATED.search(before)
    if said is None or _CONCEDED.match(said.group()):
        return False
    words = content_words(bare(question.text))
    return script(question.text) != script(before) or any(word in before for word in words)


def opening(text: str) -> str:
    """A sentence, or as many of its first clauses as there is room for."""
    line = " ".join(text.split())
    if len(line) <= LONGEST:
        return line
    stops = [match.start() for match in _BREAK.finditer(line) if match.start() <= LONGEST]
    return line[: stops[-1]].strip(_EDGE) if stops else ""


def _enumeration(text: str, stretches: Sequence[Stretch], number: int | None) -> str:
    """The enumeration of a sentence, where the reader's words are not all of one; else empty.

    Args:
        text: the sentence.
        stretches: the words that the reader found, with the items beside them.
        number: how many items are asked for, where that is known.
    """
    if announced := _announced(text):
        return announced
    match = _AFTER_COLON.search(text)
    before = match and all(stretch.end <= match.start(1) for stretch in stretches)
    if match and (before or _counted(match[1]) == number):
        items = balanced(text, *match.span(1))
        return items if len(items) <= LONGEST_RUN else _heads(match[1])
    parted = max(_separators(text[stretch.start : stretch.end]) for stretch in stretches)
    if whole := _enumerated(text, stretches, parted, number):
        return whole
    run = _run(text, stretches)
    cut_short = parted < _separators(run) if script(text) == "han" else parted + 1 != number
    if run and cut_short and (number or script(text) == "han"):
        return run
    if parted:
        return ""
    found = max(_ENUMERATED.finditer(text), key=lambda match: len(match.group()), default=None)
    return balanced(text, found.start(), found.end()) if found else ""


def _announced(text: str) -> str:
    """The items behind a colon, where as many are announced before it: "three are open: ..."."""
    before, colon, after = text.partition("：" if "：" in text else ": ")
    number = asked_number(before) if colon else None
    items = balanced(after, 0, len(after))
    return items if number and number == _separators(items) + 1 and len(items) <= ITEMS else ""


def _counted(items: str) -> int:
    return len(_PARTS.split(items.strip(_EDGE)))


def _heads(items: str) -> str:
    """Items that are told about at length, each up to its first comma."""
    heads = [_LED.sub("", re.split(r"[，,]", item)[0]) for item in _PARTS.split(items.strip(_EDGE))]
    return "; ".join(head.strip(_EDGE) for head in heads)


def _enumerated(text: str, stretches: Sequence[Stretch], parted: int, number: int | None) -> str:
    """The items of a sentence in letters, side by side, that the reader's words are a piece of.

    Args:
        text: the sentence.
        stretches: the words that the reader found, with the items beside them.
        parted: how many marks part the items that they hold.
        number: how many items are asked for, where that is known.
    """
    if script(text) == "han":
        return ""
    start, end = stretches[0].start, stretches[-1].end
    found = enumeration(text, start, end, number)
    if found is None:
        return ""
    (begin, finish), counted = found
    wider = begin < start or finish > end
    if not wider or (number or counted) != counted or (parted + 1 == number):
        return ""
    return balanced(text, begin, finish)


def _run(text: str, stretches: Sequence[Stretch]) -> str:
    """The words between two marks that enumerate, around what the reader found; may be empty."""
    marks = _BESIDE_ITEMS if script(text) == "han" else _BESIDE_LATIN_ITEMS
    stops = [0, *(match.end() for match in marks.finditer(text)), len(text)]
    begin = max(stop for stop in stops if stop <= stretches[0].start)
    finish = min(stop for stop in stops if stop >= stretches[-1].end)
    run = balanced(text, begin, finish)
    return run if _separators(run) and len(run) <= LONGEST_RUN else ""


def _separators(text: str) -> int:
    """How many marks and words of a text part its items; in brackets none do."""
    return len(_SEPARATOR.findall(_IN_BRACKETS.sub("", text)))


def _with_its_like(text: str, stretch: Stretch) -> Stretch:
    """A stretch with the other items of the enumeration that it is a part of.

    The first item begins where the words that lead to it end: at a verb, a preposition, a number.
    """
    for bracket in _IN_BRACKETS.finditer(text):
        start, end = bracket.start() + 1, bracket.end() - 1
        if start <= stretch.start and stretch.end <= end and text.count("、", start, end) > 1:
            return replace(stretch, start=start, end=end)
    words = cut(text)
    begin = next((n for n, end in enumerate(words.ends) if end > stretch.start), 0)
    finish = next((n for n, end in enumerate(words.ends) if end >= stretch.end), begin)
    while (before := _item_back(words, begin)) < begin:
        begin = before
    while (after := _item_on(words, finish)) > finish:
        finish = after
    if not words.texts:
        return stretch
    start, end = min(words.starts[begin], stretch.start), max(words.ends[finish], stretch.end)
    return replace(stretch, start=start, end=end)


def _item_back(words: Words, begin: int) -> int:
    """Where the item before a place begins, or the place itself where none is joined to it."""
    place = begin
    while place and _JOINS.fullmatch(words.texts[place - 1]):
        place -= 1
    if place == begin:
        return begin
    end = place
    while place and end - place < ITEM_WORDS and _names(words, place - 1):
        place -= 1
    while place < end and not words.texts[place].strip():
        place += 1
    return place if place < end else begin


def _item_on(words: Words, finish: int) -> int:
    """Where the item after a place ends, or the place itself where none is joined to it."""
    place = finish + 1
    while place < len(words.texts) and _JOINS.fullmatch(words.texts[place]):
        place += 1
    if place == finish + 1:
        return finish
    start = place
    while place < len(words.texts) and place - start < ITEM_WORDS and _names(words, place):
        place += 1
    while place > start and not words.texts[place - 1].strip():
        place -= 1
    return place - 1 if place > start else finish


def _names(words: Words, place: int) -> bool:
    """Whether a word may stand in the name of an item: no verb, preposition, number or mark."""
    word = words.texts[place]
    if not word.strip() or word in "'’-“”":
        return True
    if _LEADS.fullmatch(word):
        return False
    return word[0].isalpha() and words.tags[place] not in _LEADING_TAGS


def _told(text: str, stretch: Stretch, sure: float) -> str:
    """A stretch, or the clause around it where the reader is none too sure."""
    start, end = uncut(text, stretch.start, stretch.end)
    for first, last in sounded_names(text):
        if first < end and start < last:
            start, end = min(start, first), max(end, last)
    if stretch.chance < sure:
        begin, finish = _clause(text, start, end)
        if finish - begin <= CLAUSE:
            start, end = begin, finish
    return balanced(text, start, end)


def balanced(text: str, start: int, end: int) -> str:
    """A stretch of a text without loose marks at its ends, quotations and brackets whole.

    A pair of marks of which the stretch holds one is taken in whole where the other stands near,
    else left out.
    """
    while start < end and text[start] in _EDGE:
        start += 1
    while end > start and text[end - 1] in _EDGE:
        end -= 1
    for opening, closing in _PAIRS.items():
        inner = text[start:end]
        if inner.count(opening) > inner.count(closing):
            place = text.find(closing, end)
            if 0 <= place < end + LONGEST // 2 and opening not in text[end:place]:
                end = place + 1
            elif inner.startswith(opening):
                start += 1
            elif inner.endswith(opening):
                end -= 1
        elif inner.count(closing) > inner.count(opening):
            if inner.endswith(closing):
                place = text.rfind(opening, max(0, start - LONGEST // 2), start)
                near = place >= 0 and closing not in text[place:start]
                start, end = (place, end) if near and 1 < start - place <= 12 else (start, end - 1)
            elif inner.startswith(closing):
                start += 1
    return " ".join(text[start:end].split()).strip(_EDGE)


def _clause(text: str, start: int, end: int) -> tuple[int, int]:
    """The clauses that a stretch lies in, as many around it as there is room for."""
    stops = [0, *(match.end() for match in _CLAUSE_END.finditer(text)), len(text)]
    begin = max(stop for stop in stops if stop <= start)
    finish = min(stop for stop in stops if stop >= end)
    return begin, finish
