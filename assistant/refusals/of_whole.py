"""Whether a figure is of a whole, or of the thing told of last, and not of the one asked about.

"64 people work there, 9 of them in Baku. Of these 29 are women" does not say how many women work
in Baku; nor does "The south campus ... Its enrolment was 88%" tell of the north campus.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from assistant.question import Question, bare
from assistant.reading.extract import Span, beside
from assistant.reading.framing import frame
from assistant.reading.quoting import is_row
from assistant.refusals.asked_details import FIGURES, asked_for
from assistant.refusals.constraints import Constraint
from index.tagging import parts_of_speech

# "巴库9人，杜尚别8人", "9 in Baku, 8 in Lima", "Baku (9)": parts, each with a number of its own.
_PART_AFTER = re.compile(r"^(?:分?(?:中心|校区|办事处|馆|站))?\s*[（(为有占:：]?\s*\d")
_PART_BEFORE = re.compile(r"\d[\d.,%]*(?: [a-z]+){0,2} (?:in|at|from|to)(?: the)? $")
_APART = re.compile(r"[，,、；;]")
PARTS = 2  # commas, the fewest, between three parts
KIND = 2  # characters of a Chinese word that says what kind of thing a name is of
_OWN_WORD = re.compile(r"[\u4e00-\u9fff]*$")
_ANY_OF_KIND = re.compile(
    r"(?:[本该各全两此其每哪这那新老大小多整的在对从与和]|[三四五六七八九十]个?)$"
)


def of_whole(question: Question, best: Span) -> bool:
    """Whether a figure is of a whole whose part is asked about, or of another thing told of last.

    Args:
        question: as understood.
        best: the span that is to answer.
    """
    wanted = asked_for(question).keys()
    if is_row(best) or not wanted or not wanted <= FIGURES - {"date", "contact"}:
        return False
    own, around = bare(question.text), f"{best.text}\n{frame(best.hit)}"
    bound = [c for c in question.constraints if c.kind in ("place", "name") and c.text in own]
    away = [c for c in bound if not c.met(around)]
    before = beside(best)[0]
    return any(_is_part(c, before[:1]) or _other_of_kind(c, own, best.text, before) for c in away)


def _is_part(constraint: Constraint, before: Sequence[str]) -> bool:
    """Whether the sentence before gives a name a number of its own, among others."""
    for text in before:
        for match in re.finditer(_name_pattern(constraint), text, re.IGNORECASE):
            after, ahead = text[match.end() :], text[: match.start()]
            numbered = _PART_AFTER.search(after) or _PART_BEFORE.search(ahead)
            if numbered and len(_APART.findall(text)) >= PARTS:
                return True
    return False


def _name_pattern(constraint: Constraint) -> str:
    forms = {constraint.text, *constraint.forms}
    return "|".join(re.escape(form) for form in sorted(forms, key=len, reverse=True) if form)


def _other_of_kind(constraint: Constraint, question: str, text: str, before: Sequence[str]) -> bool:
    """Whether "the campus" of a text is another than the one asked about, named last before."""
    kind = _kind_after(constraint.text, question)
    if not kind or kind not in text:
        return False
    for sentence in before:
        if constraint.met(sentence):
            return False
        if any(
            not _ANY_OF_KIND.search(name) and len(name) >= KIND
            for name in _names_before(kind, sentence)
        ):
            return True
    return False


def _kind_after(name: str, question: str) -> str:
    """The noun that stands right after a name in a Chinese question: 沅溪校区."""
    for (word, _), (after, tag) in pairwise(parts_of_speech(question)):
        if name.endswith(word) and tag[0] == "n" and len(after) >= KIND:
            return after
    return ""


def _names_before(kind: str, sentence: str) -> list[str]:
    """The characters that stand right before a word, wherever a sentence has it."""
    places = [match.start() for match in re.finditer(re.escape(kind), sentence)]
    runs = (_OWN_WORD.search(sentence[max(0, place - KIND) : place]) for place in places)
    return [run.group() for run in runs if run]
