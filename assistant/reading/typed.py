"""The reader's words, put right where they are not of the kind that is asked for.

"How long did the repair take?" is answered by "seven weeks", though the reader took "in June",
where the sentence has one length of time; "how many were met?" by "19 were met", though it took the
42 that they are of; "who chairs it?" by whom a list calls the chair, or by the name that the role
is given to; how much may be taken at most by the figure behind "up to".
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from assistant.figures import dates, figures
from assistant.question import Question, subject, understand
from assistant.reading.counts import number_place
from assistant.reading.ends import asks_both_ends, both_ends
from assistant.reading.holding import is_money
from assistant.reading.reader import Stretch
from assistant.reading.roles import holder
from assistant.reading.told_figures import bound, counted
from assistant.refusals.answer_types.dates import asks_duration, durations
from assistant.refusals.answer_types.people import chinese_people
from assistant.refusals.asked_details import asked_for
from assistant.refusals.detail import lacking

Place = tuple[int, int]

UNSURE = 0.5  # chance of a stretch below which it is not left in what is only said further
# What is said further of something, which is seldom what is asked: ", which yielded EUR 9,000".
FURTHER = re.compile(r",(?= (?:which|who|whose|where|while|whereas|although|though|but|so that)\b)")
# What parts are of: "Of its 42 targets, 19 were met", 42项目标中，19项已实现.
_WHOLE = re.compile(r"^\W*(?:(?:out )?of|among) [^,;]+,|^[^，；。]+?(?:之?中|里|当中|其中)，", re.I)
_NUMBER = re.compile(r"\d[\d,. ]*(?<![,. ])")
_PART_END = re.compile(r"[,，；;。]|(?= and \d)")
_HELPING = re.compile(
    r"the|and|was|were|are|has|have|had|been|did|does|will|would|could|can|not", re.I
)
STEM = 4  # letters by which words of one stem are alike
# Whom a list names with what they are: "Ms Ana Reyes (Chair); Mr Tom Okello (Vice-Chair)".
_CALLED = re.compile(r"(?P<name>[^;；,，、:：\n()（）]+?)\s?[(（](?P<role>[^()（）]{2,40})[)）]")


def typed(question: Question, asked: str, text: str, stretch: Stretch) -> Stretch:
    """A stretch, or the only words of the text that are of the kind asked for where it is not.

    Args:
        question: as understood.
        asked: the words of the question, or of the part of it, that the stretch answers.
        text: the sentence.
        stretch: what the reader took.
    """
    part = question if asked == question.text else understand(asked, language=question.language)
    kinds = set(asked_for(part))
    place = (_called(asked, text) or holder(asked, text)) if "person" in kinds else None
    if place or ("count" in kinds and (place := _part(asked, text, stretch))):
        return replace(stretch, start=place[0], end=place[1], chance=1.0)
    if "count" in kinds and (place := number_place(part, text)):
        return replace(stretch, start=place[0], end=place[1], chance=1.0)
    if place := _told(part, asked, text):
        within = place[0] <= stretch.start and stretch.end <= place[1]
        kept = within and not asks_both_ends(asked)
        return stretch if kept else replace(stretch, start=place[0], end=place[1])
    further = FURTHER.search(text)
    stray = further is not None and stretch.start >= further.start() and stretch.chance < UNSURE
    if len(kinds) != 1 or not (stray or lacking(part, text[stretch.start : stretch.end])):
        return stretch
    found = [place for place in _of_kind(kinds.pop(), asked, text) if _is_new(part, text, place)]
    if len(found) > 1 and further:
        found = [place for place in found if place[1] <= further.start()]
    if len(found) != 1:
        return stretch
    return replace(stretch, start=found[0][0], end=found[0][1])


def _told(question: Question, asked: str, text: str) -> Place | None:
    """Where the figure stands that is told in the way that it is asked for, if one alone is."""
    ends = both_ends(text) if asks_both_ends(asked) else None
    return ends or bound(question, asked, text) or counted(question, text)


def _called(asked: str, text: str) -> Place | None:
    """Where a list names the one whose office, in brackets, is asked for; None unless it is one."""
    words = {word.lower().rstrip("s") for word in re.findall(r"[A-Za-z-]+", asked)}
    found = [
        match.span("name")
        for match in _CALLED.finditer(text)
        if set(match["role"].lower().split()) <= words or match["role"] in asked
    ]
    return found[0] if len(found) == 1 else None


def _part(asked: str, text: str, stretch: Stretch) -> Place | None:
    """Where the number of a part is of which more is asked than of the whole that was taken."""
    whole = _WHOLE.search(text)
    if whole is None or stretch.start >= whole.end():
        return None
    about = set(_stems(subject(asked))) - set(_stems(whole.group()))
    parts = []
    for number in _NUMBER.finditer(text, whole.end()):
        end = _PART_END.search(text, number.end())
        said = text[number.end() : end.start() if end else len(text)]
        if about & set(_stems(said)):
            parts.append(number.span())
    return parts[0] if len(parts) == 1 else None


def _stems(text: str) -> Iterator[str]:
    """Words by their first letters; of Chinese each two characters that stand together."""
    for run in re.findall(r"[A-Za-z]{3,}|[\u4e00-\u9fff]{2,}", text):
        if run.isascii() and not _HELPING.fullmatch(run):
            yield run.lower()[:STEM]
        elif not run.isascii():
            yield from (run[place : place + 2] for place in range(len(run) - 1))


def _is_new(question: Question, text: str, place: Place) -> bool:
    return not lacking(question, text[place[0] : place[1]])


def _of_kind(kind: str, asked: str, text: str) -> Sequence[Place]:
    """Where a text has figures or people; of other kinds nobody knows where they end."""
    if kind == "date":
        words = durations(text) if asks_duration(asked) else list(dict.fromkeys(dates(text)))
        return [(text.find(word), text.find(word) + len(word)) for word in words if word in text]
    if kind == "amount":
        return [(f.start, f.end) for f in figures(text) if is_money(f, text)]
    if kind == "person":
        return chinese_people(text)
    if kind == "share":
        return [(f.start, f.end) for f in figures(text) if f.unit == "%"]
    return []
