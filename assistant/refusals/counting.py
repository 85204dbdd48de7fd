"""Whether a number of a text counts what "how many" asks for."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

from assistant.question import Question, bare
from assistant.reading.holding import holds, in_currency
from assistant.reading.match import Matcher, script
from assistant.refusals.counted_nouns import (
    CLASSIFIER,
    called,
    counted_noun,
    counts_people,
    is_people,
    is_workers,
    names_people,
    names_workers,
)
from assistant.refusals.numerals import cardinals, numbers_of, numerals
from index.hits import Hit

_SHARE_CLAUSE = re.compile(r"[。；：，！？\n;:|]|,\s|(?<=[a-z])[.!?]\s")
# What a number counts ends at a mark, a particle or a preposition: "two countries were sent phones"
# counts countries, "six regional offices' staff" offices.
_ENDS_NOUN = re.compile(
    r"(?<!新)的|[，。；：,.;:(（了过着]|[将已并](?!军|经|发)|为(?!期)|从(?!业)|在(?![线校职岗])|借助|通过(?!率)|利用(?!率)|依托"
    r"|\s(?:is|are|was|were|has|have|had|will|in|on|at|from|to|for|that|who|which|with|took|take)\s"
)
# What a number counts stands before it: 63所学校中的10所, "participants: 40", 参加人数达40.
_NOUN_BEFORE = re.compile(
    r"[中里](?:的|有|约|仅有|已有)?$|(?:[数共总][量计数]?)?(?:为|达到?|[:：])\s*[约近超]?$"
    r"|\bof (?:the |its |these )?[^.;]{3,30}, (?:only |about )?$|\b(?:numbered|totall?ed|:) ?$",
    re.IGNORECASE,
)
# 招收学徒120名，: what is counted stands before the number.
_NO_NOUN_AFTER = re.compile(rf"\s*[多余]?(?:[名位人]|{CLASSIFIER})(?=[，。；、！？：）)]|$)")
# 32项与数字经济有关的政策, 4个由企业捐建的实验室: what comes before 的 tells what they are like.
_TOLD_FIRST = re.compile(
    rf"[多余]?{CLASSIFIER}(?:[与由对就跟受经供用和以未已]|来自|关于|涉及|反映|从事|针对|面向|参[与加]|位于"
    r"|提供|负责|获得?|正在|尚未|[具拥]有)[^，。；的]{2,40}的[^，。；]{1,16}"
)
# "How many times?": a Chinese text says it with a measure; an English one may count strikes.
_TIMES_ASKED = re.compile(
    r"(?:多少|几)[次回](?=[，。？?了]|$)|\bhow many times\b(?! (?:as|more|the size))|\bhow often\b"
    r"|\bcombien de fois\b|\bcuántas veces\b",
    re.IGNORECASE,
)
_TIMES = re.compile(
    r"[\d一两二三四五六七八九十百千万余多首末每半][次回届场期轮趟班遍番起例件]|每[天日周月年]|逢|一直|从未|从来"
)
# "How many times were experts sent?" is told by 34次, whatever was done.
_OCCASIONS_ASKED = re.compile(r"(?:多少|几)[次回趟遍]")
_OCCASIONS = re.compile(r"[\d一两二三四五六七八九十百千万][余多]?[次回趟遍]")
UNCOUNTED = 0.15  # the highest where no number counts what is asked for
SPOKEN_OF = 0.7  # a noun is known across languages where a text meets it so well
COUNTED = 0.35  # a number counts what is asked for where its noun is met so well
BEFORE, AFTER, AFTER_LATIN = 3, 9, 40  # characters around a figure that say what it counts
BEFORE_NOUN = 14  # likewise before one that its noun stands before


def counted(
    question: Question, texts: Sequence[str], hit: Hit, matcher: Callable[[str], Matcher]
) -> float:
    """How well a figure of the texts counts what "how many" asks for: 0 to 1; 1 if not asked.

    Args:
        question: as understood.
        texts: the span and the sentences beside it.
        hit: their passage; of a table row the headers say what a figure counts.
        matcher: makes a matcher of the words that are counted.
    """
    words = counted_noun(question)
    if not words:
        return 1.0
    around = _around(question, texts, hit)
    if is_workers(words) and hit.passage.kind == "row" and not any(map(names_workers, around)):
        return 0.0  # a course for nurses is no staff
    if not around:
        return float(question.history)  # it may have asked for a share
    names = called(question, words)
    if any(
        counts_people(words, window) or any(_follows(name, window) for name in names)
        for window in around
    ):
        return 1.0
    occasions = _OCCASIONS_ASKED.search(bare(question.text)) is not None
    if occasions and any(map(_OCCASIONS.search, around)):
        return 1.0
    if question.history:  # "7 to Lima": what they are of is said once in the sentence
        around = [*around, *texts]
    asked = matcher(words)
    met = float(asked.covered(asked.met(around)).max(initial=0.0))
    # Words across languages are met by vectors alone, which know few of them: 缔约方, "Parties".
    spoken_of = float(asked.covered(asked.met(texts)).max(initial=0.0)) >= SPOKEN_OF
    if script(words) == script(texts[0]) or (spoken_of and met < UNCOUNTED):
        return met
    return met if is_people(words) and not any(map(names_people, around)) else max(met, COUNTED)


def times_untold(question: Question, texts: Sequence[str]) -> bool:
    """Whether it is asked how many times something was, and no text says any number of times.

    Args:
        question: as understood.
        texts: a sentence and those that belong to it; at least one.
    """
    asked = _TIMES_ASKED.search(bare(question.text))
    if not asked or script(texts[0]) != "han":
        return False
    return not any(map(_TIMES.search, texts))


def _around(question: Question, texts: Sequence[str], hit: Hit) -> list[str]:
    """The words around each number that may count something, of a row with its headers."""
    known = numbers_of(question.text)
    passage = hit.passage
    if passage.kind == "row":
        return [
            f"{passage.label} {cell.column} {cell.text}"
            for cell in passage.cells
            if cardinals(cell.text) - known and not in_currency(f"{cell.column}: {cell.text}")
        ]
    around = [window for text in texts for window in _windows(text, known)]
    return around + [clause for text in texts for clause in _share_clauses(question, text)]


def _follows(noun: str, window: str) -> bool:
    """Whether the very noun that is counted stands behind a Chinese number: 2.4万户, 九个DTC."""
    classifier = rf"{CLASSIFIER}?" if noun.isupper() else ""
    if noun.isascii() and not classifier:
        return False
    pattern = rf"[\d一二两三四五六七八九十百千万亿多余]{classifier}{re.escape(noun)}"
    return re.search(pattern, window) is not None


def _windows(text: str, known: frozenset[str]) -> list[str]:
    """The words around each number of a text that the question does not give already."""
    after = AFTER if any("\u3400" <= char <= "\u9fff" for char in text) else AFTER_LATIN
    found = []
    for number in numerals(text):
        if number.value not in known:
            told_first = _TOLD_FIRST.match(text, number.end)
            behind = (
                told_first.group()
                if told_first
                else _ENDS_NOUN.split(text[number.end : number.end + after], maxsplit=1)[0]
            )
            stands_before = _NOUN_BEFORE.search(text[: number.start]) or _NO_NOUN_AFTER.match(
                text, number.end
            )
            before = BEFORE_NOUN if stands_before else BEFORE
            found.append(text[max(0, number.start - before) : number.end] + behind)
    return found


def _share_clauses(question: Question, text: str) -> list[str]:
    """The clauses of a text that give a share, where one is asked for: all of it is of something.

    "49% of them were nurses" has what is counted on the other side of a verb.
    """
    if "share" not in question.wants:
        return []
    return [clause for clause in _SHARE_CLAUSE.split(text) if holds("share", clause)]
