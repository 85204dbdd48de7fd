"""Ruling lines of a page, as they are drawn and as they are meant.

Programs draw one line in pieces, twice, or leave it out; and not every line divides cells.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import replace

from ingest.readers.pdf.page import Page, Rule, Word

SNAP = 2.0  # points: rules this close are one rule
REACH = 3.0  # points: how far apart rules may end that are meant to meet


def lines_across(page: Page) -> list[Rule]:
    """The horizontal rules that may divide the rows of a page's tables."""
    drawn = merge_rules(rule for rule in page.across if not _underlines(rule, page.words))
    return drawn + _row_ends(drawn, page.down)


def _underlines(rule: Rule, words: Iterable[Word]) -> bool:
    """A rule close below words that is as long as they are: a link, not the side of a cell."""
    above = [
        word
        for word in words
        if -0.1 * word.size < rule.at - word.base < 0.3 * word.size
        and rule.low - SNAP < word.x0
        and word.x1 < rule.high + SNAP
    ]
    if not above:
        return False
    first, last = min(word.x0 for word in above), max(word.x1 for word in above)
    return abs(first - rule.low) < SNAP and abs(last - rule.high) < SNAP


def _row_ends(across: Sequence[Rule], down: Sequence[Rule]) -> list[Rule]:
    """Rules that are not drawn: a row ends where several lines between columns end together.

    Programs draw the sides of each cell by themselves, and leave out the lines between rows; and
    the lines between the columns of a group begin below the name of the group.
    """
    ends: dict[int, list[Rule]] = {}
    whole = merge_rules(down)
    for rule in down:
        for at in {round(rule.low), round(rule.high)}:
            ends.setdefault(at, []).append(rule)
    found: list[Rule] = []
    for at, meeting in ends.items():
        places = sorted({round(rule.at) for rule in meeting})
        if len(places) < 2 or any(
            abs(rule.at - at) < SNAP + REACH and rule.low < places[-1] and places[0] < rule.high
            for rule in across
        ):
            continue
        through = [rule for rule in whole if rule.low - REACH < at < rule.high + REACH]
        beside = [rule.at for rule in through]
        ending = [rule for rule in through if places[0] - SNAP < rule.at < places[-1] + SNAP]
        over = [rule for rule in across if all(meets(rule, other) for other in ending)]
        if not over:
            continue
        nearest = min(over, key=lambda rule: abs(rule.at - at))
        low = max((x for x in beside if x < places[0] - SNAP), default=nearest.low)
        high = min((x for x in beside if x > places[-1] + SNAP), default=nearest.high)
        found.append(Rule(at, low, high))
    return merge_rules(found)


def merge_rules(rules: Iterable[Rule]) -> list[Rule]:
    """Join rules that lie on one line and touch, and those that lie a hair apart."""
    merged: list[Rule] = []
    group: list[Rule] = []
    for rule in sorted(rules, key=lambda rule: rule.at):
        if group and rule.at - group[-1].at > SNAP:
            merged += _joined(group)
            group = []
        group.append(rule)
    return merged + _joined(group)


def _joined(group: list[Rule]) -> list[Rule]:
    if not group:
        return []
    at = sum(rule.at for rule in group) / len(group)
    joined: list[Rule] = []
    for rule in sorted(group, key=lambda rule: rule.low):
        if joined and rule.low <= joined[-1].high + REACH:
            if rule.high > joined[-1].high:
                joined[-1] = replace(joined[-1], high=rule.high)
        else:
            joined.append(Rule(at, rule.low, rule.high))
    return joined


def groups(across: list[Rule], down: list[Rule]) -> list[tuple[list[Rule], list[Rule]]]:
    """Rules that meet each other, directly or through others."""
    down = sorted(down, key=lambda rule: rule.at)
    places = [rule.at for rule in down]
    parents = list(range(len(across) + len(down)))
    for i, rule in enumerate(across):
        first = bisect_left(places, rule.low - REACH)
        for j in range(first, bisect_right(places, rule.high + REACH)):
            if meets(rule, down[j]):
                unite(parents, i, len(across) + j)
    groups: dict[int, tuple[list[Rule], list[Rule]]] = {}
    for i, rule in enumerate([*across, *down]):
        group = groups.setdefault(root(parents, i), ([], []))
        group[i >= len(across)].append(rule)
    found = [group for group in groups.values() if len(group[0]) >= 2 and group[1]]
    return sorted(found, key=lambda group: min(rule.at for rule in group[0]))


def meets(across: Rule, down: Rule) -> bool:
    """True where a rule across and one down touch or cross."""
    return (
        across.low - REACH <= down.at <= across.high + REACH
        and down.low - REACH <= across.at <= down.high + REACH
    )


def root(parents: list[int], item: int) -> int:
    """What an item is united with others under."""
    while parents[item] != item:
        parents[item] = parents[parents[item]]
        item = parents[item]
    return item


def unite(parents: list[int], one: int, other: int) -> None:
    """Put two items, and all that each is united with, together."""
    parents[root(parents, other)] = root(parents, one)
