"""The part of a whole that a question counts: women, of the apprentices."""

from __future__ import annotations

import re

_MANY = r"(?:how (?:many|much)|(?:what|which) (?:share|proportion|percentage|part|fraction))"
_OF = r"of (?:the |its |those |all |these )?"
_PART = re.compile(
    rf"(?:\b{_OF}[^,?]{{3,120}}, {_MANY}(?: of them| of it)?|\b{_MANY} {_OF}[^,?]{{3,80}}?)"
    r" (?:is|are|was|were|came|comes?|went|go(?:es)?|belong\w*|relates? to"
    r"|ha(?:[ds]|ve)(?= (?:an?|the|no)\b))"
    r"(?: from| to| for)? "
    r"(?!(?:that|this|it|these|those|spent|paid|left|sold|given|taken|done|\w+ed)\b)"
    r"(?P<en>[^,?]{3,80})\?*$"
    r"|[里中][，,]?(?:总共|一共|共)?[有占]?(?:多少|几)[个名位家项次份艘人所]?人?"
    r"(?:是|来自|属于|为|给|用[在于到])(?P<are>[^，。？?]{2,20})"
    r"|[里中][，,](?:属于|来自|分[给到]|给)?(?P<has>[^，。？?多少几里中]{2,20}?)的?"
    r"(?:有|占|是|得到|分到)了?(?:多少|几[个名位家项次份艘人所成])",
    re.IGNORECASE,
)


def part_asked(question: str) -> str:
    """The part of a whole that is asked for: "in the deck branch"; empty where none is.

    Args:
        question: its words.
    """
    match = _PART.search(question)
    return next((group for group in match.groups() if group), "") if match else ""
