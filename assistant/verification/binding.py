"""Which of several named things a figure in a sentence belongs to."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

_STRONG, _WEAK, _FIGURE = 40, 15, 30
_OWNED = 20  # a name with a figure right behind it is that figure's
_STRONG_BREAK = re.compile(r"[;；。]|\b(?:while|whereas|tandis que|mientras que|тогда как)\b|而")
_WEAK_BREAK = re.compile(
    r"[,，、:：]|[至到和与及]|\b(?:and|to|against|from|versus|vs|than|et|à|contre|y|a|frente|и|до|против)\b"
    r"|إلى|مقابل|\bو"
)
_BREAK = re.compile(r"[,;，；、。]|\b(?:and|while|et|y|и)\b|而")


@dataclass(frozen=True, slots=True)
class Mark:
    """Where something is named in a text, and what it may be: rows of a table, codes, years."""

    start: int
    end: int
    meant: frozenset[object]


def merged(marks: Sequence[Mark]) -> list[Mark]:
    """Marks in order; of overlapping ones the longest, side by side ones of one thing joined."""
    chosen: list[Mark] = []
    for mark in sorted(marks, key=lambda mark: (mark.start - mark.end, mark.start)):
        overlapping = [o for o in chosen if mark.start < o.end and o.start < mark.end]
        if not overlapping:
            chosen.append(mark)
        elif all((o.start, o.end) == (mark.start, mark.end) for o in overlapping):
            chosen.remove(overlapping[0])
            chosen.append(Mark(mark.start, mark.end, overlapping[0].meant | mark.meant))
    joined: list[Mark] = []
    for mark in sorted(chosen, key=lambda mark: mark.start):
        common = joined[-1].meant & mark.meant if joined else frozenset()
        if common and mark.start - joined[-1].end <= 4:
            joined[-1] = Mark(joined[-1].start, mark.end, common)
        else:
            joined.append(mark)
    return joined


def bound(
    text: str, marks: Sequence[Mark], figures: Sequence[tuple[int, int]]
) -> list[frozenset[object]]:
    """What each figure of a text belongs to; empty where nothing is named.

    As many names as figures, all of them before or after: in that order. Else the nearer name, a
    comma, an "and" or another figure in between counting as distance.

    Args:
        text: one sentence.
        marks: where things are named, in order, without overlaps.
        figures: the figures' spans, in order.
    """
    if not marks or not figures:
        return [frozenset()] * len(figures)
    if len(marks) == 1:
        return [marks[0].meant] * len(figures)
    apart = marks[-1].end <= figures[0][0] or figures[-1][1] <= marks[0].start
    if apart and len(marks) == len(figures):
        return [mark.meant for mark in marks]
    return [_nearer(text, marks, figures, span) for span in figures]


def _nearer(
    text: str,
    marks: Sequence[Mark],
    figures: Sequence[tuple[int, int]],
    span: tuple[int, int],
) -> frozenset[object]:
    start, end = span
    inside = [mark for mark in marks if mark.start < end and start < mark.end]
    if inside:
        return inside[0].meant
    before = [mark for mark in marks if mark.end <= start]
    after = [mark for mark in marks if mark.start >= end]
    if not before or not after:
        return (before[-1] if before else after[0]).meant
    back = _distance(text[before[-1].end : start])
    ahead = _distance(text[end : after[0].start])
    if any(end <= other < after[0].start for other, _ in figures):
        ahead += _FIGURE
    following = next((other for other, _ in figures if other >= after[0].end), None)
    if following is not None and _distance(text[after[0].end : following]) < _WEAK:
        ahead += _OWNED
    return before[-1].meant if back <= ahead else after[0].meant


def _distance(gap: str) -> int:
    return (
        len(gap) + _STRONG * bool(_STRONG_BREAK.search(gap)) + _WEAK * bool(_WEAK_BREAK.search(gap))
    )


def clause(text: str, figures: Sequence[tuple[int, int]], place: int) -> str:
    """The words around a figure: up to the figures beside it, or a break between them."""
    own_start, own_end = figures[place]
    start = figures[place - 1][1] if place else 0
    end = figures[place + 1][0] if place + 1 < len(figures) else len(text)
    breaks = list(_BREAK.finditer(text, start, own_start))
    if place and breaks:
        start = breaks[-1].end()
    following = _BREAK.search(text, own_end, end)
    if following and place + 1 < len(figures):
        end = following.start()
    return f"{text[start:own_start]} {text[own_end:end]}"
