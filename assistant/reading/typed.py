"""The reader's words, put right where they are not of the kind that is asked for.

"How long did the repair take?" is answered by "seven weeks", though the reader took "in June",
where the sentence has one length of time.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from assistant.figures import dates, figures
from assistant.question import Question, understand
from assistant.reading.holding import is_money
from assistant.reading.reader import Stretch
from assistant.refusals.answer_types.dates import asks_duration, durations
from assistant.refusals.asked_details import asked_for
from assistant.refusals.detail import lacking

Place = tuple[int, int]


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
    if len(kinds) != 1 or not lacking(part, text[stretch.start : stretch.end]):
        return stretch
    found = [place for place in _of_kind(kinds.pop(), asked, text) if _is_new(part, text, place)]
    if len(found) != 1:
        return stretch
    return replace(stretch, start=found[0][0], end=found[0][1])


def _is_new(question: Question, text: str, place: Place) -> bool:
    return not lacking(question, text[place[0] : place[1]])


def _of_kind(kind: str, asked: str, text: str) -> Sequence[Place]:
    """Where a text has figures of a kind; of other kinds nobody knows where they end."""
    if kind == "date":
        words = durations(text) if asks_duration(asked) else list(dict.fromkeys(dates(text)))
        return [(text.find(word), text.find(word) + len(word)) for word in words if word in text]
    if kind == "amount":
        return [(f.start, f.end) for f in figures(text) if is_money(f, text)]
    if kind == "share":
        return [(f.start, f.end) for f in figures(text) if f.unit == "%"]
    return []
