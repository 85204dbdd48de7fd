"""Answers from running text: which sentences say it, word for word."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache, lru_cache
from importlib.resources import files
from itertools import islice

import numpy as np
from numpy.typing import NDArray

from assistant.figures import cell_figure
from assistant.question import FIGURE_KINDS, Question, bare
from assistant.reading.agreeing import agreement, code_fit, year_fit
from assistant.reading.explaining import explaining, in_words
from assistant.reading.framing import frame
from assistant.reading.holding import holds, read_out
from assistant.reading.listing import OPENER, SALUTATION, list_items
from assistant.reading.match import Floats, Ints, Matcher, script
from assistant.reading.noted import rows_named, with_rows
from assistant.reading.reader import NOTHING, Reading, Stretch, needs, read
from assistant.refusals import counting, detail
from index.hits import Hit
from index.static import StaticEmbedder
from ingest.sentences import sentences

MAX_LENGTH = 420
HEADED = 0.7  # share of the question that a heading must cover to name its subject
FADE = 0.8  # what is left of a sentence's subject one sentence later
LIKELY = 60  # spans that are looked at for dates, figures and codes
LONGEST_PART = 60  # characters of a part of an enumeration within a line
LEADING = 2  # sentences before one that may name what it is about
DETAILED = 16  # spans that are looked at for the very detail that is asked for
READ = 10  # spans that are read word by word
PROMISE = 2.0  # by which one that is worded as an explanation is read before others
UNREAD, SURE = -6.0, 8.0  # log-odds of a span that is not read or ruled out, and the highest
_DEFINING = re.compile(
    r"是(?:一|指|由|为|国际|全球|该|联合)|旨在|即|所谓|指的是|称为|目的是|任务是"
    r"|\b(?:is|are|was) (?:an?|the|one|intended|meant|designed)\b|\bmeans\b|\brefers? to\b"
    r"|\bstands? for\b|\baims? (?:to|at)\b|\bhelps?\b|\best (?:un|le|la)|\bes (?:un|el|la)",
    re.IGNORECASE,
)
_RUNS_ON = re.compile(r"[：:].*[；;]$", re.DOTALL)
# Lines that only send the reader elsewhere.
_POINTER = re.compile(
    r"(?:see also|for more (?:information|details)|read more|voir aussi|véase también|см\. также)\b"
    r"|(?:另见|参见|另请参阅|更多信息|详见)[^。]{0,40}[。]?$",
    re.IGNORECASE,
)
_WORD = re.compile(r"[^\W\d_]{2}|\d{2}")


FEATURES = (
    "covered",  # share of the question that span, headings and title answer to
    "bare",  # share that the span alone answers to
    "led",  # what more it answers to with the sentences before it
    "cosine",  # likeness of question and span
    "searched",  # the passage's score, as a share of the best
    "keyword",  # the passage's keyword score
    "fresh",  # share of the span that the question does not name already
    "opens",  # the first below a heading that names what is to be defined
    "length",  # logarithm of its characters
    "foreign",  # in another script than the question
    "row",  # a table row
    "year",  # its year: 1 the one asked for, -1 another
    "code",  # its codes: 1 one asked for, -1 none of those asked for
    "date",  # holds (1) or lacks (-1) a date, where one is asked for
    "figure",  # likewise an amount, share or number
    "list",  # likewise a list
    "listed",  # is a list where none is asked for
    "defines",  # says (1) or not (-1) what something is, where that is asked
    "tabled",  # a table row where no figure is asked for
    "reached",  # share that span, the two before it and all that stands over them answer to
    "first",  # the passage's place in the search: 1 the first, 1/2 the second...
    "expanded",  # share of the question's terms said in a known form near it
    "named",  # share of its names, places, numbers and codes said near it
    "dated",  # it or its document is of a year asked for (1) or not (-1)
    "detail",  # holds the kind of detail asked for (1) or not (-1)
    "counted",  # its figures, or those beside it, count what is asked for
    "read",  # log-odds, by the reader, that it answers rather than that no span does
    "read_across",  # the same where it is in another script than the question
)
TOLD = FEATURES.index("reached")  # so many are told to the reader


@dataclass(frozen=True, slots=True)
class Span:
    """A stretch of a passage that may answer: a sentence, or a list with what introduces it.

    Attributes:
        hit: the passage.
        text: verbatim words.
        features: one number for each of ``FEATURES``.
        score: how likely it is the answer among its rivals, on an open scale.
        answer: its words that answer best; ``NOTHING`` where it was not read.
    """

    hit: Hit
    text: str
    features: NDArray[np.float64]
    score: float
    answer: Stretch = NOTHING

    def feature(self, name: str) -> float:
        """One feature by its name."""
        return float(self.features[FEATURES.index(name)])


def rank_spans(
    question: Question,
    hits: Sequence[Hit],
    matcher: Matcher,
    vectors: StaticEmbedder,
    told: frozenset[int] = frozenset(),
) -> list[Span]:
    """The spans of the hits, the best answer first.

    Args:
        question: as understood.
        hits: passages in search order.
        matcher: the question, ready to be matched.
        vectors: the embedding that words are compared by.
        told: passages that the last answer was from; their spans are read before others.
    """
    likely = likely_spans(question, hits, matcher)
    if not likely:
        return []
    likely.sort(key=lambda span: (span.hit.passage_id not in told, -_promise(question, span)))
    asked = bare(question.text)
    known = np.stack([span.features for span in likely])
    texts = [span.text for span in likely[:READ]]
    reading = read(asked, texts, known[:READ, :TOLD].astype(np.float32), matcher, vectors)
    needed = needs(asked)
    features = np.concatenate([known, _read(reading, known)], axis=1)
    scores = features @ ranker()
    ranked = [
        replace(
            span,
            features=features[place],
            score=float(scores[place]),
            answer=reading.best(place, needed) if place < READ else NOTHING,
        )
        for place, span in enumerate(likely)
    ]
    return sorted(ranked, key=lambda span: -span.score)


def _promise(question: Question, span: Span) -> float:
    """How soon a span is read: as it ranks, explanations before what cannot explain."""
    if not in_words(question):
        return span.score
    worded = explaining(question, span.text)
    return span.score + PROMISE * (worded - (span.hit.passage.kind == "row"))


def likely_spans(question: Question, hits: Sequence[Hit], matcher: Matcher) -> list[Span]:
    """The likeliest spans as they rank before they are read, with the features known by then."""
    found = [(number, text) for number, hit in enumerate(hits) for text in spans(hit)]
    if not found:
        return []
    weights = ranker()
    numbers = [number for number, _ in found]
    texts = [text for _, text in found]
    own = matcher.met(texts)
    named = rows_named(texts, numbers, hits)
    places = [min(number, named.get(place, number)) for place, number in enumerate(numbers)]
    matched = _matched(question, hits, numbers, texts, matcher, own, named)
    over = [frame(hit) for hit in hits]
    standing = with_rows(matcher.met(over)[:, numbers], named, hits, matcher)
    reached = _reached(standing, numbers, matcher, own)
    likely = []
    for i in np.argsort(-(matched @ weights[: matched.shape[1]]))[:LIKELY]:
        hit = hits[numbers[i]]
        fitting = _fitting(question, texts[i], hit)
        before, _ = _beside(hit, texts[i])
        agreeing = [
            reached[i],
            1 / (1 + places[i]),
            *agreement(question, texts[i], before, hit, over[numbers[i]]),
        ]
        features = np.concatenate([matched[i], fitting, agreeing])
        likely.append(Span(hit, texts[i], features, float(features @ weights[: len(features)])))
    likely.sort(key=lambda span: -span.score)
    details = np.zeros((len(likely), 2))
    details[:DETAILED] = [_details(question, span, matcher) for span in likely[:DETAILED]]
    known = np.concatenate([[span.features for span in likely], details], axis=1)
    scores = known @ weights[: known.shape[1]]
    detailed = [
        replace(span, features=features, score=float(score))
        for span, features, score in zip(likely, known, scores, strict=True)
    ]
    return sorted(detailed, key=lambda span: -span.score)


def _read(reading: Reading, told: NDArray[np.float64]) -> NDArray[np.float64]:
    """The features that come from reading the first spans (n, 2)."""
    odds = np.full(len(told), UNREAD)
    read_ones = reading.odds()
    odds[: len(read_ones)] = np.clip(read_ones, UNREAD, SURE)
    return np.stack([odds, odds * told[:, FEATURES.index("foreign")]], axis=1)


@cache
def ranker() -> NDArray[np.float64]:
    """The learned weights of ranking (``eval/train_ranker.py``), one for each of ``FEATURES``."""
    data = json.loads(files(__package__).joinpath("ranker.json").read_text(encoding="utf-8"))
    return np.array([data["rank"].get(name, 0.0) for name in FEATURES])


def _matched(
    question: Question,
    hits: Sequence[Hit],
    numbers: Sequence[int],
    texts: Sequence[str],
    matcher: Matcher,
    own: Floats,
    named: dict[int, int],
) -> NDArray[np.float64]:
    """The features that come from words and vectors (n, 11), for all spans at once."""
    framed = matcher.met([_frame(hit) for hit in hits])
    around = with_rows(framed[:, numbers], named, hits, matcher)
    headed = matcher.covered(framed)[numbers] >= HEADED
    first = np.concatenate([[True], np.diff(numbers) != 0])
    defined = question.kind == "definition"
    best = max(hit.score for hit in hits) or 1.0
    scores = np.array([hit.score / best for hit in hits])
    found = [named.get(place, number) for place, number in enumerate(numbers)]
    searched = np.maximum(scores[numbers], scores[found])  # as well as the row that it names
    keyword = np.array([hit.scores.get("keyword", 0.0) for hit in hits])[numbers]
    length = np.log([len(text) + 1 for text in texts])
    asked = script(question.text)
    foreign = [script(text) != asked for text in texts]
    row = [hits[number].passage.kind == "row" for number in numbers]
    covered = matcher.covered(np.maximum(own, around))
    led = matcher.covered(np.maximum(np.maximum(own, around), _before(own, numbers)))
    columns = [
        covered,
        matcher.covered(own),
        led - covered,
        matcher.alike(texts),
        searched,
        keyword,
        1.0 - matcher.named(texts),
        headed & first & defined,
        length,
        foreign,
        row,
    ]
    return np.stack([np.asarray(column, dtype=np.float64) for column in columns], axis=1)


def _before(met: Floats, numbers: Sequence[int]) -> Floats:
    """What the spans before each in its passage meet (terms, n), the further back the less."""
    before = np.zeros_like(met)
    fading = met
    for earlier, later in _in_passage(numbers):
        before[:, later] = np.maximum(before[:, later], fading[:, earlier])
        fading = fading * FADE
    return before


def _reached(
    standing: Floats, numbers: Sequence[int], matcher: Matcher, met: Floats
) -> NDArray[np.float64]:
    """What of the question spans answer to with all that may name what they are about (n,).

    Args:
        standing: what all that stands over each span meets (terms, n).
        numbers: the passage of each span; those of one stand side by side.
        matcher: the question.
        met: what each span meets (terms, n).
    """
    leading = np.maximum(met, standing)
    for earlier, later in islice(_in_passage(numbers), LEADING):
        leading[:, later] = np.maximum(leading[:, later], met[:, earlier])
    return matcher.covered(leading).astype(np.float64)


def _in_passage(numbers: Sequence[int]) -> Iterator[tuple[Ints, Ints]]:
    """Spans with those before them in their passage: one place before, two places before, ...

    Args:
        numbers: the passage of each span; those of one stand side by side.
    """
    passages = np.asarray(numbers)
    for apart in range(1, len(passages)):
        earlier = np.flatnonzero(passages[apart:] == passages[:-apart])
        if not len(earlier):
            return
        yield earlier, earlier + apart


def _details(question: Question, span: Span, matcher: Matcher) -> tuple[float, float]:
    """Whether a span holds the details asked for, and its figures count what is asked for."""
    before, after = beside(span)
    texts = [span.text, *before[:1], *after[:1]]
    own = read_out(span.hit) if span.hit.passage.kind == "row" else span.text
    counted = counting.counted(question, texts, span.hit, matcher.for_words)
    return detail.held(question, own), counted


def spans(hit: Hit) -> list[str]:
    """The sentences of a passage; one that opens a list takes its items along where they fit.

    So does one whose list is in the line itself, parted by semicolons.
    """
    if hit.passage.kind == "table":
        return []
    if hit.passage.kind == "row" and any(cell_figure(c.text) for c in hit.passage.cells):
        return [hit.passage.text]
    return list(_spans(hit.passage.text))


@lru_cache(maxsize=4096)
def _spans(text: str) -> tuple[str, ...]:
    found = [sentence.strip() for sentence in sentences(text)]
    found = [s for s in found if _WORD.search(s) and not _POINTER.match(s)]
    joined: list[str] = []
    for number, sentence in enumerate(found):
        if OPENER.search(sentence) and not SALUTATION.search(sentence):
            items = _items(found[number + 1 :], MAX_LENGTH - len(sentence))
            sentence = "\n".join([sentence, *items])
        elif _RUNS_ON.search(sentence):
            sentence = _run_on(text, found[number:])
        joined.append(sentence)
    return tuple(joined)


def _run_on(text: str, found: Sequence[str]) -> str:
    """A sentence that enumerates after a colon, with the parts that its semicolons cut off."""
    begin = end = text.find(found[0])
    for number, part in enumerate(found):
        place = text.find(part, end)
        if place < 0 or place + len(part) - begin > MAX_LENGTH:
            break
        if number and (len(part) > LONGEST_PART or "：" in part or ":" in part):
            return found[0]
        end = place + len(part)
        if not part.endswith(("；", ";")):
            break
    return text[begin:end] if end > begin else found[0]


def _items(following: Sequence[str], room: int) -> list[str]:
    """The items of a list from the sentences after its opening, as far as there is room."""
    items: list[str] = []
    for place in list_items(following):
        room -= len(following[place])
        if room < 0:
            break
        items.append(following[place])
    return items


def _fitting(question: Question, text: str, hit: Hit) -> NDArray[np.float64]:
    """How a text holds what is asked for: year, code, date, figure, list; 0 where not asked."""
    wanted = question.wants
    figure = next((kind for kind in ("amount", "share", "count") if kind in wanted), "")
    enumerates = "\n" in text or "、" in text or text.count(",") > 1
    held = [
        year_fit(question, text, hit),
        code_fit(question, text, hit),
        _signed(holds("date", text)) if "date" in wanted else 0.0,
        _signed(holds(figure, text)) if figure else 0.0,
        _signed(enumerates) if "list" in wanted else 0.0,
        float("\n" in text and "list" not in wanted),
        _signed(bool(_DEFINING.search(text))) if question.kind == "definition" else 0.0,
        float(hit.passage.kind == "row" and not wanted & FIGURE_KINDS),
    ]
    return np.array(held)


def _signed(true: bool) -> float:
    return 1.0 if true else -1.0


def beside(span: Span) -> tuple[list[str], list[str]]:
    """The sentences before a span in its passage, the nearest first, and those after it."""
    return _beside(span.hit, span.text)


def _beside(hit: Hit, text: str) -> tuple[list[str], list[str]]:
    lines = [line for line in spans(hit) if "\n" not in line]
    if text not in lines:
        return [], []
    place = lines.index(text)
    return lines[:place][::-1], lines[place + 1 :]


def _frame(hit: Hit) -> str:
    return f"{' '.join(hit.passage.section)}\n{hit.document.title}"
