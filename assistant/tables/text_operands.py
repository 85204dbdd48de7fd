"""Figures of running text with what they are of: their sentence, their clause and their year."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

import numpy as np

from assistant.figures import Figure, figures, years
from assistant.question import Question, code_year, question_codes, subject
from assistant.reading.match import Matcher
from index.search import Hit
from index.static import StaticEmbedder

LINE = 0.8  # what words of a sentence's paragraph count against its own
COUNTED = 0.5  # what a figure gains that counts the thing asked for
WINDOW = {True: 12, False: 36}  # characters after a figure that say what it counts, in Han or not

Found = Sequence[tuple[Hit, str]]

_NUMERALS = {
    **dict(zip("两二三四五六七八九十", (2, 2, 3, 4, 5, 6, 7, 8, 9, 10), strict=True)),
    **dict(zip("two three four five six seven eight nine ten".split(), range(2, 11), strict=True)),
}
_NUMERAL = re.compile(
    r"(?<![第一二三四五六七八九十\d])([两二三四五六七八九十])(?=[家个名项次届期位国份所种])"
    r"|\b(two|three|four|five|six|seven|eight|nine|ten)\b(?= \w)",
    re.IGNORECASE,
)
_CLAUSE = re.compile(r"[，;；:：。\n]|,(?!\d)|、")
_YEAR_CLAUSE = re.compile(
    r"[，;；:：。]|,(?!\d)|\b(?:and|against|compared (?:to|with)|versus|up from|down from|while)\b",
    re.IGNORECASE,
)
_ENDS = re.compile(r"[，,;；:：。、\d]")
_PEOPLE = re.compile(
    r"人|与会者|代表|学员|参与者|\b(?:people|persons?|participants?|attend\w+|delegates?|trainees?"
    r"|students?|officials?|experts?|wom[ae]n|girls?|members? of)\b",
    re.IGNORECASE,
)
_OF_PEOPLE = re.compile(r"\s?[多余]?[名位人]")
_COUNTED_THING = re.compile(
    r"\b(?:how many|number of|more|most|fewer|fewest) ((?:[\w-]+ ?){1,4})"
    r"|(?:多少|几)([项个名家份次种所人国期位届]\S{0,6}?)(?=[\s，,。？?的]|$)"
    r"|的([^的，,。\s]{1,4}?)(?:更|较|最)?[多少](?!少)",
    re.IGNORECASE,
)
_JOINT = re.compile(r"(?:和|以及|及|与)(?=\S)|\band\b")
_LETTER = re.compile(r"[A-Za-z]")  # of a name: 4G
_RANGE = re.compile(r"(?:19|20)\d{2}年?(?:\d{1,2}月)?\s*[至到–—-]\s*(?:19|20)\d{2}")


@dataclass(frozen=True, slots=True)
class Said:
    """A figure in a sentence.

    Attributes:
        hit: the passage.
        sentence: verbatim.
        figure: as it stands there.
        clause: the stretch of the sentence that says what it is of: all of a line with no other
            figure; else its clause, with those before it that have none, or its share of one.
        year: that it is of, or None.
        fit: share of the question that sentence and paragraph answer to, more where the figure
            counts the thing that is asked for.
        covered: the former alone.
    """

    hit: Hit
    sentence: str
    figure: Figure
    clause: str
    year: int | None
    fit: float
    covered: float


def said_figures(question: Question, found: Found, vectors: StaticEmbedder) -> list[Said]:
    """All figures of sentences found, in their order, with their year and fit.

    Args:
        question: as understood.
        found: sentences with their passages.
        vectors: the embedding that sentences are compared by.
    """
    if not found:
        return []
    texts = [text for _, text in found]
    befores = [_paragraph_before(hit, text) for hit, text in found]
    matcher = Matcher(subject(question.text), vectors, texts)
    met = np.maximum(matcher.met(texts).met, LINE * matcher.met(befores).met)
    covered = matcher.covered(met)
    known = [
        (hit, text, before, float(fit), figure)
        for (hit, text), before, fit in zip(found, befores, covered, strict=True)
        for figure in sentence_figures(text)
    ]
    counted = _counted(question.text, [(text, figure) for _, text, _, _, figure in known], vectors)
    return [
        Said(
            hit,
            text,
            figure,
            _clause(text, figure),
            _year(hit, text, before, figure),
            fit + COUNTED * gain,
            fit,
        )
        for (hit, text, before, fit, figure), gain in zip(known, counted, strict=True)
    ]


def sentence_figures(text: str) -> list[Figure]:
    """The figures of a sentence; where it has none in digits, a number in words."""
    found = [figure for figure in figures(text) if not _LETTER.match(text, figure.end)]
    word = None if found else _NUMERAL.search(text)
    if word is None:
        return found
    said = word.group().lower()
    return [Figure(Decimal(_NUMERALS[said]), "", said, word.start(), word.end())]


def line_of(text: str, figure: Figure) -> slice:
    """Where the line of a figure stands in a sentence; one that opens a list has several."""
    stop = text.find("\n", figure.end)
    return slice(text.rfind("\n", 0, figure.start) + 1, stop if stop >= 0 else len(text))


def _paragraph_before(hit: Hit, sentence: str) -> str:
    """What stands before a sentence in its paragraph."""
    at = hit.passage.text.find(sentence)
    return hit.passage.text[:at].rsplit("\n", 1)[-1] if at > 0 else ""


def _around(seam: re.Pattern[str], text: str, figure: Figure) -> str:
    """The stretch between two seams that a figure stands in."""
    ends = [match.span() for match in seam.finditer(text)]
    start = max((end for _, end in ends if end <= figure.start), default=0)
    stop = min((begin for begin, _ in ends if begin >= figure.end), default=len(text))
    return text[start:stop]


def _clause(text: str, figure: Figure) -> str:
    line = line_of(text, figure)
    others = [one for one in sentence_figures(text) if one.start != figure.start]
    if not any(line.start <= one.start < line.stop for one in others):
        return text[line]
    ends = [match.span() for match in _CLAUSE.finditer(text)]
    stop = min((begin for begin, _ in ends if begin >= figure.end), default=len(text))
    last = max((one.end for one in others if one.end <= figure.start), default=0)
    # From the seam behind the figure before, or from that figure where no seam is between.
    start = min((end for _, end in ends if last <= end <= figure.start), default=last)
    following = min((one.start for one in others if one.start >= figure.end), default=len(text))
    joint = _JOINT.search(text, figure.end, min(stop, following))
    return text[start if last else 0 : joint.start() if joint else min(stop, following)]


def _year(hit: Hit, text: str, before: str, figure: Figure) -> int | None:
    """The year of a figure: of its clause, else the last before it, else of what is around."""
    clause = years(_around(_YEAR_CLAUSE, text, figure))
    if len(clause) == 1:
        return clause[0]
    earlier = text[: figure.start]
    if said := years(earlier):
        return None if _RANGE.search(earlier) else said[-1]
    if said := years(text):
        return said[0]
    coded = [year for code in question_codes(text) if (year := code_year(code))]
    if coded:
        return coded[0]
    if said := years(before):
        return None if _RANGE.search(before) else said[-1]
    around = years(" ".join(hit.passage.section)) or list(hit.document.years)
    return around[0] if len(around) == 1 else None


def _counted(
    asked: str, known: Sequence[tuple[str, Figure]], vectors: StaticEmbedder
) -> list[float]:
    """How well what stands behind each figure is the thing that a question counts, 0 to 1."""
    match = _COUNTED_THING.search(asked)
    thing = next(filter(None, match.groups()), "") if match else ""
    if not thing or not known:
        return [0.0] * len(known)
    windows = [_behind(text, figure) for text, figure in known]
    matcher = Matcher(thing, vectors)
    fits = matcher.covered(matcher.met(windows).met)
    people = _PEOPLE.search(thing) is not None
    return [
        1.0 if _is_counted(thing, window, people) else float(fit)
        for fit, window in zip(fits, windows, strict=True)
    ]


def _is_counted(thing: str, window: str, people: bool) -> bool:
    """Whether a figure has the classifier asked for, or for people one that counts people."""
    if people and _OF_PEOPLE.match(window):
        return True
    return not thing[0].isascii() and thing[0] in window[:2]


def _behind(text: str, figure: Figure) -> str:
    rest = text[figure.end :]
    han = re.match(r"\W*[\u3400-\u9fff]", rest) is not None
    return _ENDS.split(rest[: WINDOW[han]], maxsplit=1)[0]
