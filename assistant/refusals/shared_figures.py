"""Whether the figure of a sentence is of other places than the one asked about, or of several.

"84 nurses came from Peru and Chile" does not say how many came from Chile, nor does "Kenya has
joined 300 schools, while Peru has begun" say how many schools Peru has joined.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from assistant.question import Question, bare
from assistant.refusals import detail
from assistant.refusals.answer_types.places import countries_in
from assistant.refusals.asked_details import FIGURES, asked_for
from assistant.refusals.constraints import Constraint
from assistant.refusals.own_names import own_names

_CLAUSE = re.compile(
    r"[，；。;\n]|, (?=(?:while|whereas|but|and (?:the|a|an|has|have|had|was|were|is|are)|which)\b)"
    r"|[.!?]\s|\bwhile\b|\bwhereas\b"
)
_BETWEEN = re.compile(r"(?P<and>、|和|与|及|以及|,? (?:and|et|y) (?:the )?)|, (?:the )?")
# What is told of each: "40 and 30 teachers", 各20所.
_EACH = re.compile(
    r"分别|各自?|每|均|\b(?:each|every|respectively|apiece|both)\b"
    r"|\d[\d.,%]*\s?(?:and|和|与|、)\s?\d",
    re.IGNORECASE,
)
# What several did between them: "甲队和乙队共出动91人".
_TOGETHER = re.compile(
    r"(?P<a>[^，。；]{2,24}?)(?:和|与|及|以及|、)(?P<b>[^，。；]{2,24}?)"
    r"(?:(?:一|总)?共(?!同|建|享)|合计|合共|两[队家座校馆站所]一共)"
    r"|(?P<c>[A-Z][^,.;]{1,40}?) and (?P<d>[^,.;]{2,40}?)"
    r" (?:together|jointly|between them|combined)\b"
)
# What is told of the last of several alone.
_LAST_WHICH = re.compile(
    r"(?P<others>[^.;:]*[^.;:,]),? (?:and|as well as) (?P<last>[^.;:,]{2,60}), (?:which|who|whose)"
    r" (?P<told>[^.;]*)"
)
_LAST_BRACKETED = re.compile(
    r"(?P<others>[^.;:。；：]*[^.;:。；：,，])(?:,? and | as well as |, |、|和|及|以及|与)(?:the )?"
    r"(?P<last>[^.;:,。；：，、（()）]{2,40}?) ?[（(](?P<told>[^（()）]*)[)）]"
)
# Where or whence: what is named after it is no doer.
_AMONG = re.compile(
    r"(?:[在于从向为给赴往到]|来自|覆盖|包括"
    r"|\b(?:in|from|to|for|at|of|between|across)(?: the)?)\s?$",
    re.IGNORECASE,
)


def of_other_places(question: Question, text: str) -> bool:
    """Whether figures stand only in clauses of other countries than those asked about.

    Args:
        question: as understood.
        text: a sentence.
    """
    asked = [c for c in _asked(question) if countries_in(c.text)]
    if not asked or not _figures(question):
        return False
    clauses = [clause for clause in _CLAUSE.split(text) if clause.strip()]
    own = [clause for clause in clauses if any(c.met(clause) for c in asked)]
    telling = [clause for clause in clauses if _tells(question, clause)]
    if not own or not telling or any(clause in own for clause in telling):
        return False
    return all(countries_in(clause) for clause in telling)


def of_several_together(question: Question, text: str) -> bool:
    """Whether the one figure of a clause is of places side by side, of which but one is asked for.

    Args:
        question: as understood.
        text: a sentence.
    """
    if not _figures(question) - {"date", "contact"}:
        return False
    asked = _asked(question)
    unmet = [c for c in asked if not c.met(text)]  # they may be written otherwise
    for clause in filter(None, _CLAUSE.split(text)):
        if not _tells(question, clause) or _EACH.search(clause):
            continue
        for group in _side_by_side(clause):
            if any(c.met(name) for c in asked for name in _with_own(question, clause)):
                continue
            met = [name for name in group if any(c.met(name) for c in asked)]
            may_be_one = unmet
            if all(map(countries_in, group)):  # no ship or plan is a country
                may_be_one = [c for c in unmet if countries_in(c.text)]
            if met and len(met) + len(may_be_one) < len(group):
                return True
    return False


def of_both_together(question: Question, text: str) -> bool:
    """Whether the figure of a clause is of what two did together, and one alone is asked about.

    Args:
        question: as understood.
        text: a sentence.
    """
    if not _figures(question) - {"date", "contact"}:
        return False
    asked = _asked(question)
    for clause in filter(None, _CLAUSE.split(text)):
        both = _TOGETHER.search(clause) if _tells(question, clause) else None
        if not both or _EACH.search(clause):
            continue
        first, second = both["a"] or both["c"], both["b"] or both["d"]
        own = [any(c.met(side) for c in asked) for side in (first, second)]
        if own[0] != own[1] and all(c.met(clause) for c in asked):
            return True
    return False


def of_last_named(question: Question, text: str) -> bool:
    """Whether a figure is only of the last of several, and another of them is asked about.

    "The most came from Norway, Japan and Oman, which gave 75,000", 挪威、阿曼（7.5万）.

    Args:
        question: as understood.
        text: a sentence.
    """
    if not _figures(question) - {"date", "contact"}:
        return False
    asked = _asked(question)
    runs = [*_LAST_WHICH.finditer(text), *_LAST_BRACKETED.finditer(text)]
    for run in runs:
        aside = text[: run.start("told")] + text[run.end("told") :]
        others = [c for c in asked if c.met(run["others"]) and not c.met(run["last"])]
        if not others or not _tells(question, run["told"]) or _EACH.search(run["told"]):
            continue
        if not _tells(question, aside) and not any(c.met(run["told"]) for c in others):
            return True
    return False


def _asked(question: Question) -> list[Constraint]:
    own = bare(question.text)
    return [c for c in question.constraints if c.kind in ("place", "name") and c.text in own]


def _figures(question: Question) -> frozenset[str]:
    kinds = frozenset(asked_for(question))
    return kinds if kinds <= FIGURES else frozenset()


def _tells(question: Question, clause: str) -> bool:
    return len(detail.lacking(question, clause)) < len(asked_for(question))


def _side_by_side(clause: str) -> list[list[str]]:
    """The places that stand side by side, each run of them after a word of place."""
    groups: list[list[str]] = []
    joined: list[bool] = []  # whether the last of a group comes after "and"
    end = -1
    for start, stop in _merged(clause):
        between = _BETWEEN.fullmatch(clause[end:start]) if end >= 0 else None
        if between:
            groups[-1].append(clause[start:stop])
            joined[-1] = between["and"] is not None
        elif _AMONG.search(clause[:start]) or _opens(clause, start, stop):
            groups.append([clause[start:stop]])
            joined.append(False)
        else:
            end = -1
            continue
        end = stop
    return [group for group, whole in zip(groups, joined, strict=True) if whole]


def _with_own(question: Question, clause: str) -> list[str]:
    """What in a clause stands before a bracket with a figure, which is of that alone."""
    aside = re.finditer(r"([^，,、和与及（(]+)[（(]([^（()）]*)[)）]", clause)
    return [match[1] for match in aside if _tells(question, match[2])]


def _opens(clause: str, start: int, stop: int) -> bool:
    """Whether a clause begins with the name of a country: "Kenya and Peru have joined 300"."""
    return not clause[:start].strip(' “"') and bool(countries_in(clause[start:stop]))


def _merged(clause: str) -> Sequence[tuple[int, int]]:
    """Where the names of a clause stand; words of one name beside each other are one."""
    countries = [(start, start + len(name)) for start, name in countries_in(clause)]
    found = [(start, stop) for start, stop, _ in own_names(clause)]
    names: list[tuple[int, int]] = []
    for start, stop in sorted({*countries, *found}):
        if names and clause[names[-1][1] : start].strip(" ") == "" and start >= names[-1][1]:
            names[-1] = (names[-1][0], stop)
        elif not names or start >= names[-1][1]:
            names.append((start, stop))
    return names
