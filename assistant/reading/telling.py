"""What the words of a sentence must do to answer: name as many things as asked, give a reason."""

from __future__ import annotations

import re
from collections.abc import Sequence

from assistant.question import Question, bare
from assistant.reading.explaining import explaining, explains
from assistant.reading.extract import Span, spans
from assistant.reading.listing import asked_number, asks_for_list
from assistant.refusals.enumerated import listed
from assistant.word_lists import any_of, word_lists
from index.hits import Hit

_WORDS = word_lists(__package__, "telling")
CONTINUING = any_of(_WORDS["continuing"])
_ORDINALS = [re.compile(words, re.IGNORECASE) for words in _WORDS["ordinals"]]
# "the rope, the sail(,) and": what stands before the last of an enumeration
_RUN = re.compile(r"((?:[^,;.:()]{1,60}, )+)([^,;.:()]{0,60}?)\b(?:and|or|et|y) ")
_PARTED = re.compile(r"[、；;\n]|, ")


def series(hit: Hit) -> list[str]:
    """The sentences of a passage that count things off (第一, 第二; first, second), if any."""
    found: list[str] = []
    for text in spans(hit):
        if len(found) < len(_ORDINALS) and _ORDINALS[len(found)].search(text):
            found.append(text)
    return found if len(found) > 1 else []


def counts_off(question: Question, span: Span) -> list[str]:
    """The sentences that count off what a question asks for, if they stand in a span's passage.

    They are as many as it asks for, or the span is one of them or the sentence before the first.
    """
    found = series(span.hit) if asks_for_list(question) else []
    if not found or span.text in found or len(found) == asked_number(bare(question.text)):
        return found
    texts = spans(span.hit)
    before = texts[max(0, texts.index(found[0]) - 1)]
    return found if span.text == before else []


def tells(question: Question, text: str) -> bool:
    """Whether a text is worded as an answer to its question would be.

    One that asks for so many things is answered by naming so many side by side, one that asks for
    a reason, a purpose or a meaning by words that tell one. False for other questions.
    """
    if explains(question) or question.kind == "definition":
        return explaining(question, text)
    number = asked_number(bare(question.text))
    if number is None or not asks_for_list(question):
        return False
    runs = [before.count(", ") + 1 + bool(last.strip()) for before, last in _RUN.findall(text)]
    parted = number == 2 or _PARTED.search(text) is not None
    return number in runs or (listed(text) == number and parted)


def tells_number(question: Question, near: Sequence[Span]) -> bool:
    """Whether a sentence of the spans says how many things are asked for, and names them all."""
    number = asked_number(bare(question.text))
    texts = [span.text for span in near if span.hit.passage.kind != "row"]
    return number is not None and any(
        asked_number(text) == number and tells(question, text) for text in texts
    )


def announces(question: Question, text: str, after: str) -> bool:
    """Whether a text only introduces the things asked for, and the sentence after it names them."""
    return (
        asks_for_list(question)
        and CONTINUING.search(after) is not None
        and listed(text) < 2
        and listed(after) >= (asked_number(bare(question.text)) or 2)
    )
