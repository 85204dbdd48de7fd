"""From what to what: both figures of a change are asked for, not by how much it was."""

from __future__ import annotations

import re
from itertools import pairwise

from assistant.figures import figures

Place = tuple[int, int]

_ASKED = re.compile(
    r"[从由](?:原来的?)?(?:多少|几|什么)[^，,。？?]{0,14}?[到至为]了?(?:多少|几|什么)"
    r"|\bfrom (?:what|how (?:much|many|high|low))\b[^?]{0,60}?"
    r"\bto (?:what|how (?:much|many|high|low))\b",
    re.IGNORECASE,
)
_BEFORE = re.compile(r"(?:\bfrom\b|[从由])[^，。；;]{0,16}$", re.IGNORECASE)
_BETWEEN = re.compile(r"[^，。；;]{0,16}(?:\bto\b|[到至为])[^，。；;]{0,8}", re.IGNORECASE)


def asks_both_ends(question: str) -> bool:
    """Whether a question asks what something was and what it became."""
    return _ASKED.search(question) is not None


def both_ends(text: str) -> Place | None:
    """Where the one change of a text is told with both its figures: "from 210 to 165"; or None."""
    found = figures(text)
    pairs = [
        (one.start, other.end)
        for one, other in pairwise(found)
        if _BEFORE.search(text[: one.start]) and _BETWEEN.fullmatch(text[one.end : other.start])
    ]
    return pairs[0] if len(pairs) == 1 else None
