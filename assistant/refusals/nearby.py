"""What stands near a sentence, and what of it speaks of the same thing."""

from __future__ import annotations

import numpy as np

from assistant.question import Question
from assistant.reading.extract import Span, beside
from assistant.reading.framing import frame
from assistant.reading.match import Matcher
from assistant.refusals.another import LEANING, PLACES, is_elsewhere, outnamed
from assistant.refusals.asked_details import asked_for

# Sentences that answer to so much of what a span answers to are about the same, unless that is
# next to nothing.
ALIKE, LITTLE = 0.5, 0.1


def near_texts(span: Span) -> list[str]:
    """A span, the sentences before and after it, and what stands over its passage."""
    before, after = beside(span)
    return [span.text, *before[:1], *after[:1], frame(span.hit)]


def continued(span: Span) -> list[str]:
    """The sentence after a span, if it is in the same paragraph; at most one."""
    text = span.hit.passage.text
    after = beside(span)[1][:1]
    end = text.find(span.text) + len(span.text)
    return [a for a in after if "\n" not in text[end : max(end, text.find(a, end))]]


def belonging(question: Question, span: Span, matcher: Matcher) -> list[str]:
    """The sentences beside a span that speak of the same thing.

    They lean on it or it on them ("this", 该), one announces the other, or they answer to much of
    the very words that it answers to. One that names another thing of the kind asked about, or
    another country, is of that.
    """
    before, after = (next(iter(texts), "") for texts in beside(span))
    met = matcher.met([span.text, before, after])
    # "The radar was supplied by a firm" answers to other words than "two winches were delivered".
    own, *shares = matcher.covered(np.minimum(met, met[:, :1]))
    names_place = bool(asked_for(question).keys() & PLACES)
    joined = (
        (span.text, before, before),  # what leans, on what, what may announce
        (after, after, span.text),
    )
    return [
        text
        for (leaning, text, opening), share in zip(joined, shares, strict=True)
        if text
        and not outnamed(question, text)
        and (names_place or not is_elsewhere(question, text))
        and (
            share >= ALIKE * own >= ALIKE * LITTLE
            or LEANING.search(leaning)
            or opening.rstrip().endswith((":", "："))
        )
    ]
