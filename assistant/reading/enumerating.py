"""The enumeration that a sentence of letters holds: where its first item begins, its last ends.

A reader's words are often a piece of one: "frost, the price of rope and the reasons for it" of "the
cleaning of tanks, mortar in frost, the price of rope and the reasons for it".
"""

from __future__ import annotations

import re

FEWEST = 3  # items
LONGEST = 42  # characters of an item, on average

_SEGMENT_END = re.compile(
    r"[:;\n]|[.!?](?=\s|$)"
    r"|,(?= (?:which|who|whose|where|while|whereas|although|though|but|so that|each|both|all)\b)"
)
_BRACKETS = re.compile(r"[（(][^（()）]*[)）]")
_SEPARATOR = re.compile(r", (?:and|or|as well as) |, (?!\d{3}\b)| (?:and|or) ")
_DETERMINER = re.compile(
    r"(?:the|an?|its|their|our|his|her|that|those"
    r"|one|two|three|four|five|six|seven|eight|nine|ten)\b ?",
    re.IGNORECASE,
)
# Before a determiner that is of a part of an item: "the cleaning of the tanks".
_WITHIN_ITEM = frozenset("of in for on at".split())
# Words that lead to the first item, none of which begins it.
_LEADING = re.compile(
    r"\b(?:are|is|was|were|be|been|include[sd]?|including|namely|cover(?:s|ed)?|with|from|to|at|in|on"
    r"|for|between|by|via|as)\b ?",
    re.IGNORECASE,
)
_CODE = re.compile(r"\b[A-Z]{1,3}-?\d{1,3}\b")
_NAME = re.compile(r"(?:[A-Z0-9][\w’'&./-]*(?:\([^()]*\))?|\([^()]*\)|of|the|de|du|la|and)$")

Place = tuple[int, int]


def enumeration(
    text: str, start: int, end: int, number: int | None = None
) -> tuple[Place, int] | None:
    """The enumeration that a stretch of a text lies in or reaches into, and how many items it has.

    Args:
        text: a sentence in an alphabet.
        start: where the stretch begins.
        end: where it ends.
        number: how many items are asked for, where that is known.

    Returns:
        None where there is none of three items or more, or none that is short enough.
    """
    stops = [0, *(m.end() for m in _SEGMENT_END.finditer(text)), len(text)]
    begin = max(stop for stop in stops if stop <= start)
    finish = min((stop for stop in stops if stop > begin and stop >= end), default=len(text))
    segment = _BRACKETS.sub(lambda m: "(" + "x" * (len(m.group()) - 2) + ")", text[begin:finish])
    found = list(_SEPARATOR.finditer(segment))
    last = _last_separator(found)
    if last is None:
        return None
    styles = {_style(segment[found[n].end() :]) for n in (last - 1, last)}
    style = styles.pop() if len(styles) == 1 else ""
    ending = next((m.start() for m in found[last + 1 :] if m.group() == ", "), len(segment))
    ending = found[last].end() + _last_item(segment[found[last].end() : ending], style)
    first = last - 1
    while first and found[first - 1].group() == ", ":
        if not (_same(segment, found[first - 1], style) or last - first + 2 < (number or 0)):
            break
        first -= 1
    opening = segment[found[first - 1].end() if first else 0 : found[first].start()]
    place = (
        begin + found[first].start() - len(opening) + _first_item(opening, style),
        begin + ending,
    )
    counted = last - first + 2
    reached = start < place[1] and end > place[0]
    return (place, counted) if reached and place[1] - place[0] <= LONGEST * counted else None


def _last_separator(found: list[re.Match[str]]) -> int | None:
    """The separator before the last item: after a comma, ", and" before a bare "and"."""
    after = [n for n in range(1, len(found)) if found[n - 1].group() == ", " != found[n].group()]
    with_comma = [n for n in after if found[n].group().startswith(", ")]
    return next(iter(with_comma[-1:] or after[-1:]), None)


def _style(item: str) -> str:
    """How an item begins: with a determiner, a code, a capital or a digit, or otherwise."""
    if _CODE.match(item):
        return "coded"
    if _DETERMINER.match(item):
        return "determined"
    return "name" if item[:1].isupper() or item[:1].isdigit() else ""


def _same(segment: str, separator: re.Match[str], style: str) -> bool:
    """Whether what stands behind a separator is an item like the others, to its comma.

    "In May, the school bought a boat, ...": a clause, of which the first item is the end.
    """
    text = segment[separator.end() :].split(", ")[0]
    return not style or (_style(text) == style and _first_item(text, style) == 0)


def _last_item(text: str, style: str) -> int:
    """Where the last item ends in what stands behind the last separator.

    A name ends before a word that leads to something else: "and Marl in 2025".
    """
    end = len(text.rstrip(" .;:,!?"))
    lead = _LEADING.search(text) if style == "name" else None
    return min(end, len(text[: lead.start()].rstrip())) if lead and lead.start() else end


def _first_item(opening: str, style: str) -> int:
    """Where the first item begins in what stands before the first comma.

    It begins as the others do: with a determiner, with a capital, else behind the last word that
    leads to it.
    """
    if style == "determined":
        for match in reversed(list(re.finditer(rf"\b{_DETERMINER.pattern}", opening, re.I))):
            before = opening[: match.start()].split()
            if len(before) < 2 or before[-1].lower() not in _WITHIN_ITEM:
                return match.start()
    if style == "coded":
        return max((match.start() for match in _CODE.finditer(opening)), default=0)
    if style == "name":
        begin = len(opening)
        for word in reversed(list(re.finditer(r"\S+", opening))):
            if not _NAME.fullmatch(word.group()):
                break
            if _style(word.group()) == "name":
                begin = word.start()
        if begin < len(opening):
            return begin
    leads = [match.end() for match in _LEADING.finditer(opening)]
    return next((at for at in reversed(leads) if at < len(opening)), 0)
