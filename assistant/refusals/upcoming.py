"""Whether a sentence tells of what has been, where it is asked when or where the next is.

"The conference held in Lima set the course until the next one." does not say where that is.
"""

from __future__ import annotations

import re

from assistant.question import Question, bare
from assistant.refusals.asked_details import asked_for
from assistant.refusals.detail import lacking

_NEXT = re.compile(
    r"\b(?:next|upcoming|forthcoming)\b(?! to\b)|下一?[届次个场期轮]|即将"
    r"|\bprochaine?\b|\bpróxim[oa]\b|\bследующ|القادم",
    re.IGNORECASE,
)
# What is to come, as those say who have not seen it yet.
_TO_COME = re.compile(
    r"\b(?:will|shall|(?<!until the )(?<!before the )next|upcoming|forthcoming|planned|scheduled"
    r"|due|expected|takes? place)\b|\b(?:is|are) to\b|下一?[届次个场期轮](?![^，；。]{0,12}前)|将"
    r"|(?<![虚模])拟|(?<!行动)计划[于在将]|定[于在]|预计",
    re.IGNORECASE,
)
_ABBREVIATION = re.compile(r"[A-Z]{3,}")
_CLAUSES = re.compile(r"[，；。]|;|,(?= )")
MEETING = frozenset({"date", "place"})  # kinds of detail that are asked of what is to come


def of_past(question: Question, text: str) -> bool:
    """Whether a text says of nothing to come when or where it is, which a question asks for.

    The clause that speaks of what is to come has the day or the place, or one after it.

    Args:
        question: as understood.
        text: a sentence or a row.
    """
    wanted = asked_for(question).keys()
    if not wanted & MEETING or wanted - MEETING or not _NEXT.search(bare(question.text)):
        return False
    named = _ABBREVIATION.findall(bare(question.text))
    if named and text.count("\n") > 1:  # of a list the item that is of the very thing
        text = "\n".join(line for line in text.splitlines() if any(n in line for n in named))
    coming = _TO_COME.search(text)
    if coming is None:
        return True
    begin = max((m.end() for m in _CLAUSES.finditer(text, 0, coming.start())), default=0)
    return bool(lacking(question, text[begin:]))
