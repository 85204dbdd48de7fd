"""Whether a figure is of something else than the place or name asked about, told of elsewhere.

"How many listeners did Radio Three have?" is not answered by those of Radio Two, if other passages
speak of Radio Three.
"""

from __future__ import annotations

from collections.abc import Sequence

from assistant.figures import UNITS
from assistant.letters import plain
from assistant.question import Question, bare
from assistant.reading.extract import Span, beside
from assistant.reading.framing import frame
from assistant.reading.match import script
from assistant.reading.quoting import is_row
from assistant.refusals.asked_details import FIGURES, asked_for
from assistant.refusals.constraints import Constraint, lies_in
from assistant.refusals.own_names import own_names

UNITS_WRITTEN = frozenset(unit.upper() for unit in UNITS if unit.isalpha() and unit.isascii())


def named_elsewhere(question: Question, best: Span, texts: Sequence[str]) -> bool:
    """Whether a sentence names others, and only other passages the thing that is asked about.

    Args:
        question: as understood.
        best: the span that is to answer.
        texts: all passages found.
    """
    own, wanted = bare(question.text), asked_for(question).keys()
    if is_row(best) or question.history or not wanted or not wanted <= FIGURES:
        return False
    around = "\n".join([best.text, *beside(best)[0][:1], frame(best.hit)])
    asked = [c for c in question.constraints if _is_readable(c, own, best.text)]
    strange = [
        c
        for c in asked
        if not c.met(around)
        and any(map(c.met, texts))
        and not (c.kind == "place" and lies_in(c, around, texts))
    ]
    if not strange:
        return False
    told = (best.text[start:end] for start, end, _ in own_names(best.text))
    return any(
        plain(name) not in plain(own)
        and name not in UNITS_WRITTEN
        and not any(c.met(name) for c in asked)
        for name in told
    )


def _is_readable(constraint: Constraint, asked: str, text: str) -> bool:
    """Whether a constraint is a place or name of the question that a text would say likewise."""
    if constraint.kind not in ("place", "name") or constraint.text not in asked:
        return False
    if len(constraint.text) < 2:
        return False
    return len(constraint.forms) > 1 or script(constraint.text) == script(text)
