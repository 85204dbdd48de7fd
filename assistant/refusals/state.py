"""Whether a sentence says itself how a thing stands, where a question asks yes or no.

"Was the budget approved?" is answered by "the Board adopted it by consensus", not by what the
budget is; "is the depot open?" by when it opened, not by how many beds it has.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources import files

from assistant.draft import Draft
from assistant.question import Question, bare
from assistant.reading.extract import Span, beside
from assistant.reading.framing import frame
from assistant.reading.match import Matcher
from assistant.reading.quoting import is_row
from assistant.yes_no import OPENING, asks_of_no_figures, asks_yes_or_no
from index.tagging import parts_of_speech

SAID = 0.45  # share of the words for the thing that a sentence and what it goes on from must say
DONE = 0.6  # how well a sentence must say a verb that is in no group
_IN_WORDS = frozenset({"cells", "filter", "kinds", "list", "check", "meaning", "text"})
_DONE = re.compile(r"(?=了[吗么没])")
_LAST_WORD = re.compile(r"\b[a-z]{3,}ed(?=\W*$)", re.IGNORECASE)
# A sentence that says of what stands over it that something was done with it: （……审议通过）.
_OF_ALL = re.compile(
    r"^\W*(?:[A-Z][a-z]+(?:ed|en|ld)\b|This\b|It\b|They\b|Decision\b|本|该|此|决[定议]|第)|^[（(].*[）)]$"
)


@dataclass(frozen=True, slots=True)
class State:
    """What a question asks yes or no about.

    Attributes:
        asked: the words by which it asks, as they stand in the question.
        said: finds what says so, or that it is not so; None where no such words are known.
        thing: the question without them.
    """

    asked: str
    said: re.Pattern[str] | None
    thing: str


@cache
def _states() -> tuple[tuple[re.Pattern[str], re.Pattern[str]], ...]:
    text = files(__package__).joinpath("state_words.toml").read_text(encoding="utf-8")
    compiled = (
        tuple(re.compile("|".join(entry[key]), re.IGNORECASE) for key in ("asked", "said"))
        for entry in tomllib.loads(text)["state"]
    )
    return tuple((asked, said) for asked, said in compiled)


@lru_cache(maxsize=256)
def state_asked(question: Question) -> State | None:
    """The state that a question asks for, by the last of its words for one; None if it has none."""
    own = bare(question.text)
    if not asks_yes_or_no(own):
        return None
    found = [
        (match.end(), match.start(), said)
        for asked, said in _states()
        for match in asked.finditer(own)
    ]
    said = None
    if found:
        end, start, _ = max(found, key=lambda one: one[0])
        words = "|".join(one.pattern for last, _, one in found if last == end)
        said = re.compile(words, re.IGNORECASE)
    elif verb := _verb(own):
        start, end = verb
    else:
        return None
    thing = OPENING.sub(" ", f"{own[:start]} {own[end:]}")
    return State(own[start:end], said, thing)


def _verb(asked: str) -> tuple[int, int] | None:
    """Where the verb of a question stands whose words are in no group: 首航了吗, "dredged?"."""
    if last := _LAST_WORD.search(asked):
        return last.span()
    done = _DONE.search(asked)
    tagged = [*parts_of_speech(asked[: done.start()])] if done else []
    if done is None or not tagged or not tagged[-1][1].startswith("v"):
        return None
    return done.start() - len(tagged[-1][0]), done.start()


def is_no_yes_or_no(question: Question, answer: Draft) -> bool:
    """Whether figures of cells are given, or worked out, where yes or no is asked."""
    figures = answer.method.split("+")[0] not in _IN_WORDS
    return figures and asks_of_no_figures(bare(question.text))


def saying_state(question: Question, spans: Sequence[Span], matcher: Matcher) -> list[Span]:
    """The spans that say how a thing stands, where that is asked, those of it first; else all.

    Rows that are of that thing do, where one of their words says it ("delayed").

    Args:
        question: as understood.
        spans: the best first.
        matcher: the question, ready to be matched.
    """
    state = state_asked(question)
    if state is None:
        figures = not asks_of_no_figures(bare(question.text))
        return [span for span in spans if figures or not is_row(span)]
    bound = [c for c in question.constraints if c.kind in ("place", "code", "ordinal")]
    said = [
        span
        for span in _saying(state, spans, matcher)
        if all(c.met(f"{_goes_on_from(span)}\n{frame(span.hit)}") for c in bound)
    ]
    if not said or not any(map(str.isalnum, state.thing)):
        return said
    thing = matcher.for_words(state.thing)
    own = thing.covered(thing.met([span.text for span in said]))
    near = thing.covered(thing.met([_goes_on_from(span) for span in said]))
    first = [span for span, share in zip(said, own, strict=True) if share >= SAID]
    after = [span for span, share in zip(said, near, strict=True) if share >= SAID]
    return [*first, *(span for span in after if span not in first)]


def _saying(state: State, spans: Sequence[Span], matcher: Matcher) -> list[Span]:
    """The spans that have words for a state, or its verb in other words."""
    if state.said is not None:
        return [span for span in spans if state.said.search(_said_by(span))]
    asked = matcher.for_words(state.asked)
    shares = asked.covered(asked.met([span.text for span in spans]))
    return [
        span
        for span, share in zip(spans, shares, strict=True)
        if (state.asked in span.text or share >= DONE) and not is_row(span)
    ]


def _said_by(span: Span) -> str:
    """A sentence; of a row what its cells say of what its label names."""
    return span.text.partition(" | ")[2] if is_row(span) else span.text


def _goes_on_from(span: Span) -> str:
    """A sentence with the one before it, and with what stands over it where it is of all that."""
    if is_row(span):
        return span.text
    over = frame(span.hit) if _OF_ALL.search(span.text) else ""
    return "\n".join([span.text, *beside(span)[0][:1], over])
