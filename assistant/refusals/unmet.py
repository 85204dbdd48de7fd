"""What binds an answer (years, places, names...), and is not met by a sentence or near it."""

from __future__ import annotations

import math
import re
from collections.abc import Sequence

from assistant.figures import years_of
from assistant.question import Question
from assistant.reading.extract import Span, beside
from assistant.reading.framing import far, frame
from assistant.reading.match import script
from assistant.refusals.constraints import Constraint, lies_in

PASSAGES = 40  # that are asked whether they meet a constraint
RARE = 0.02  # a name that so few of the passages say, or fewer, tells the most
FAR = 0.3  # what it counts that a name stands only elsewhere in the passage, or in the one before
LACKING = ("year", "month", "ordinal", "place", "name")
_EITHER = re.compile(
    r"\bor\b|\bwhich (?:one|of|is|has|had|was)\b|哪[个家一座]|还是|或者?|\bou\b|\bo\b|или",
    re.IGNORECASE,
)


def unmet(question: Question, best: Span, texts: Sequence[str]) -> dict[str, float]:
    """For each kind the most telling constraint that a span and what leads up to it do not meet.

    Of several years one must be met, and of several places that a question chooses between; a year
    that a code implies (GSR-20) is met where the code is. What stands further away, or only in the
    sentence after it, counts little.
    """
    lacking = dict.fromkeys((*(f"lacks_{kind}" for kind in LACKING), "lacks_all"), 0.0)
    if not question.constraints:
        return lacking
    around = "\n".join([best.text, *beside(best)[0][:1], frame(best.hit)])
    met = [c for c in question.constraints if c.met(around)]
    kinds = {c.kind for c in met}
    chosen = "place" in kinds and _chooses(question)
    first = texts[:PASSAGES]
    for constraint in question.constraints:
        share = sum(map(constraint.met, first)) / max(1, len(first))
        if len(constraint.forms) == 1 and _may_differ(constraint, share, best.text):
            continue  # it may be called otherwise in the documents; its words tell
        if not share:
            lacking["lacks_all"] = 1.0
        if constraint.kind not in LACKING or constraint in met:
            continue
        if constraint.kind == "year" and (
            "year" in kinds or ("code" in kinds and constraint.text not in question.text)
        ):
            continue
        if constraint.kind == "place" and (chosen or lies_in(constraint, around, texts)):
            continue
        name = f"lacks_{constraint.kind}"
        lacking[name] = max(lacking[name], _weight(constraint, share, best))
    return lacking


def _weight(constraint: Constraint, share: float, best: Span) -> float:
    """How much it tells that a constraint is not met near a span.

    Args:
        constraint: that is not.
        share: of the passages found that meet it.
        best: the span.
    """
    weight = math.log(max(share, RARE)) / math.log(RARE) if constraint.kind == "name" else 1.0
    dated = set() if years_of(best.text) else set(map(str, best.hit.document.years))
    of_document = constraint.kind == "year" and constraint.text in dated
    return weight * FAR if constraint.met(far(best.hit)) or of_document else weight


def _may_differ(constraint: Constraint, share: float, text: str) -> bool:
    """Whether a name of one known form may have another in a text.

    Args:
        constraint: with its one form.
        share: of the passages found that have this form.
        text: of the passage; in another script a word of a longer name ("Forum") is translated.
    """
    across = script(constraint.text) != script(text)
    spelt = across and script(constraint.text) == "han"  # no Latin text has its characters
    if constraint.kind == "place":
        return across and not share
    return constraint.kind == "name" and (
        not share or spelt or (across and not constraint.is_telling)
    )


def _chooses(question: Question) -> bool:
    """Whether a question compares or chooses, so that one sentence may speak of one side alone."""
    return "comparison" in question.wants or _EITHER.search(question.text) is not None
