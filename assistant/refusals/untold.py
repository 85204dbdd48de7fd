"""Whether a sentence, or one that belongs to it, says what a question asks for."""

from __future__ import annotations

import re

from assistant.question import Question
from assistant.reading.extract import Span
from assistant.reading.holding import read_out
from assistant.reading.match import Matcher
from assistant.reading.quoting import is_row
from assistant.reading.telling import counts_off
from assistant.refusals import counting, detail
from assistant.refusals.answer_types.places import countries_in
from assistant.refusals.nearby import belonging

FURTHER = 0.2  # a clause is about something else that answers to so much less than another
SALUTATION = 18  # letters of a line that announces no list, a Chinese one being two
_PARTS = re.compile(r"(?s).+?(?:[；。]\n?|\n|;\s|(?<=[a-z\d)])[.!?]\s|$)")
_ITEM = re.compile(r"(?<![。.!?:：])\n$")  # a line that is no sentence, nor announces others


def untold(question: Question, span: Span, matcher: Matcher) -> bool:
    """Whether neither a span nor a sentence that belongs to it says what the question asks for."""
    own = read_out(span.hit) if is_row(span) else _bound(question, span.text, matcher)
    near = belonging(question, span, matcher)
    counted = counting.counted(question, [span.text, *near], span.hit, matcher.for_words)
    countless = counted < counting.UNCOUNTED  # what the next sentence counts may be of another
    belong = [*near, series(question, span)]
    if counting.times_untold(question, [own, *belong]):
        return True
    return detail.untold(question, own, belong, countless)


def series(question: Question, span: Span) -> str:
    """What a question asks for, counted off in a sentence each (第一, 第二), a line each."""
    return "\n".join(["", *counts_off(question, span)])


def _bound(question: Question, text: str, matcher: Matcher) -> str:
    """What of a sentence or list is of what the question asks about.

    That is from the clause on that has most of its names and words, with those before that have as
    much, but of a list only the item, and what goes on about it until a country is named:
    "Malawi's centre cost 2 million; that of Tonga was given a laboratory" does not say what
    Tonga's cost.
    """
    lines = text.splitlines(keepends=True)
    is_list = len(lines) > 2 and _opens_list(lines[0].rstrip())
    parts = lines if is_list else [part for part in _PARTS.findall(text) if part.strip()]
    if len(parts) < 2:
        return text
    named = [c for c in question.constraints if c.kind in ("place", "name", "code")]
    words = matcher.covered(matcher.met(parts))
    shares = words + [sum(c.met(part) for c in named) for part in parts]
    main = int(shares.argmax())
    is_item = main > 0 and (is_list or _ITEM.search(parts[main]) is not None)
    of_other = is_item and next(
        (n for n in range(main + 1, len(parts)) if countries_in(parts[n])), len(parts)
    )
    kept = [
        part
        for place, part in enumerate(parts)
        if shares[place] >= shares[main] - FURTHER
        or (place > main and not is_item)
        or (main < place < of_other and words[place] >= words[main] - FURTHER)
    ]
    return "".join(kept)


def _opens_list(line: str) -> bool:
    """Whether a line announces a list, and is no salutation ("Dear colleagues:", 各位同事：)."""
    letters = len(line) + sum(char > "\u3400" for char in line)
    return line.endswith((":", "：")) and letters > SALUTATION
