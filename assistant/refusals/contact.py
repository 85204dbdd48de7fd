"""Addresses: the e-mail address or telephone number beside the name of whom it reaches."""

from __future__ import annotations

import re
from collections.abc import Sequence

from assistant.draft import Draft, Sentence, Support
from assistant.question import Question
from assistant.reading.framing import frame
from assistant.reading.match import Matcher
from assistant.refusals.answer_types.anew import Test
from assistant.refusals.asked_details import asked_for
from assistant.refusals.contrast import contrary
from assistant.tables.citations import row_supports
from index.hits import Hit

NEAREST = 40  # passages among which whom it reaches must be named
COVERED = 0.35  # share of the question that the passage and what stands over it answer to
_ADDRESS = re.compile(
    r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+|https?://[^\s，。）)]+|www\.[^\s，。）)]+"
    r"|\+\d[\d ()\u00a0-]{6,}\d"
)


def contact_draft(question: Question, hits: Sequence[Hit], matcher: Matcher) -> Draft | None:
    """The address in the passage or table that names whom the question is about, or None.

    Args:
        question: as understood.
        hits: passages in search order.
        matcher: the question, ready to be matched.
    """
    test = asked_for(question).get("contact")
    if test is None:
        return None
    for found in hits[:NEAREST]:
        block = [hit for hit in hits if _block(hit) == _block(found)]
        around = "\n".join([*(hit.passage.text for hit in block), frame(found)])
        lines = [
            (hit, line)
            for hit in block
            if hit.passage.kind != "table"
            for line in hit.passage.text.splitlines()
            if any(test(match.group(), "") for match in _ADDRESS.finditer(line))
        ]
        if lines and _names(question, around, matcher):
            return _drawn(*lines[0], test)
    return None


def _block(hit: Hit) -> tuple[int, int]:
    return hit.document.id, hit.passage.first_block


def _names(question: Question, around: str, matcher: Matcher) -> bool:
    """Whether a table or passage is about whom the question asks for."""
    bound = [c for c in question.constraints if c.kind in ("place", "name")]
    if any(c.kind == "place" and not c.met(around) for c in bound):
        return False
    if contrary(question.text, around, around):  # the deputy director's is not the director's
        return False
    named = not bound or any(c.met(around) for c in bound)
    return named and float(matcher.covered(matcher.met([around]))[0]) >= COVERED


def _drawn(hit: Hit, line: str, test: Test) -> Draft:
    address = next(m.group() for m in _ADDRESS.finditer(line) if test(m.group(), ""))
    row = hit.passage.kind == "row"
    supports = row_supports(hit) if row else (Support(hit, line.strip()),)
    return Draft("answered", (Sentence(" ".join(line.split()), supports),), address, 1.0, "contact")
