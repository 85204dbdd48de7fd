"""Which sentences are shown, with what they lean on, and what of them is the short answer."""

from __future__ import annotations

import math
import re
from collections.abc import Sequence
from dataclasses import replace
from itertools import accumulate

import numpy as np

from assistant.figures import years
from assistant.letters import plain
from assistant.question import Question, bare, content_words, subject, understand
from assistant.reading.explaining import explains
from assistant.reading.extract import TOLD, Span, beside
from assistant.reading.fitting import following
from assistant.reading.headings import asked_over
from assistant.reading.listing import OPENER, asked_number, asks_for_list, head
from assistant.reading.match import Matcher
from assistant.reading.quoting import is_row
from assistant.reading.reader import Stretch, answers, answers_apart
from assistant.reading.reader_features import asked_apart
from assistant.reading.roles import holder
from assistant.reading.short import ITEMS, LONGEST, balanced, opening, short_answer
from assistant.reading.telling import CONTINUING, announces, counts_off, tells
from assistant.reading.typed import typed
from assistant.refusals.another import LEANING
from assistant.refusals.answer_types.places import asks_country, run_of_countries
from assistant.refusals.asked_details import asked_for
from assistant.refusals.counting import UNCOUNTED
from assistant.refusals.detail import lacking, said
from assistant.refusals.enumerated import listed
from assistant.tables.columns import bare_header
from index.static import StaticEmbedder

MAX_SENTENCES = 3
LED = 0.2  # a span that owes so much of the question to the sentence before is given with it
LED_BY = 2  # sentences that may be given before a span that leans on them
ENOUGH = 0.99  # sentences are given until one of them says it with this chance
UNLIKELY = 0.01  # chance below which a span is not given
COLUMN_NAMED = 0.6  # share of a header that a question must name to ask for that column
SAME = 0.02  # share of the question by which two sentences that answer it alike may differ
OF_SEVERAL = 30  # characters of a short answer beside which another may stand
_TOLD_ONCE = frozenset({"date", "count", "amount", "share"})
CLEARLY = 0.1  # share of the question that one item of a list answers to more than another

# "Which countries and bodies?", 哪些国家和机构: not countries alone.
_AND_OTHERS = re.compile(r"国家?[和及与、或]|\bcountr(?:y|ies),? (?:and|or)\b", re.IGNORECASE)
_OF_ONE_CELL = frozenset({"date", "share", "person", "contact", "organisation"})
_CONCLUDING = re.compile(r"^(?:因此|所以|为此|因而)|^(?:therefore|thus|hence|so)\b", re.IGNORECASE)


def choose(question: Question, ranked: Sequence[Span], matcher: Matcher, room: int) -> list[Span]:
    """The best span, what stands beside it if that is needed, and others that say as much.

    Args:
        question: as understood.
        ranked: the spans that may answer, best first; at least one.
        matcher: the question, ready to be matched.
        room: characters that may be shown, beyond the best span.
    """
    best = ranked[0]
    chosen = _with_neighbours(question, best, matcher, room)
    length = sum(len(span.text) for span in chosen)
    likely = _chances(ranked)
    told = likely[0]
    picked = 1
    for span, chance in zip(ranked[1:12], likely[1:12], strict=False):
        if picked >= MAX_SENTENCES or told >= ENOUGH or chance < UNLIKELY:
            break
        if length + len(span.text) > room or any(_overlap(span, other) for other in chosen):
            continue
        if _counts_other(span, best):
            continue
        added = [span]
        if announces(question, span.text, after := following(span)) and len(after) + length < room:
            added.append(replace(span, text=after))
        chosen += added
        picked += 1
        length += sum(len(one.text) for one in added)
        told += chance
    return chosen


def _chances(ranked: Sequence[Span]) -> list[float]:
    """The chance that each span is the answer, as the ranking's model has it (softmax)."""
    lead = [math.exp(span.score - ranked[0].score) for span in ranked]
    return [share / sum(lead) for share in lead]


def _with_neighbours(question: Question, best: Span, matcher: Matcher, room: int) -> list[Span]:
    """The best span with the sentence before it, after it, or both, where they belong to it.

    One that leans on the sentence before ("therefore", "这") needs it, and that, where it leans
    too, the one before it; one that lacks a detail asked for takes the neighbour that has it; a
    reason or a difference is seldom said in one.
    """
    if counted := counts_off(question, best):
        texts = counted if best.text in counted else [best.text, *counted]
        lengths = accumulate(len(text) for text in texts)
        kept = [text for text, end in zip(texts, lengths, strict=True) if end <= room]
        return [replace(best, text=text) for text in kept] or [best]
    earlier, later = beside(best)
    before, after = next(iter(earlier), ""), next(iter(later), "")
    room -= len(best.text)
    missing = set(lacking(question, best.text))
    wordy = explains(question) or bool(question.wants & {"comparison", "definition"})
    shares = matcher.covered(matcher.met([before, after]))
    take_before = (
        LEANING.search(best.text) is not None
        or (question.kind in ("comparison", "difference") and wordy and shares[0] >= 0.15)
        or best.feature("led") >= LED
        or bool(before and missing - set(lacking(question, before)))
    )
    headed = asked_over(question, [best.hit], matcher)[0]  # all below such a heading answers it
    take_after = bool(after) and (
        headed
        or bool(missing - set(lacking(question, after)))
        or (wordy and (shares[1] >= 0.15 or LEANING.search(after) is not None))
        or announces(question, best.text, after)
        or (explains(question) and tells(question, after) and not tells(question, best.text))
    )
    chosen = [best]
    for text in earlier[:LED_BY] if take_before else ():
        if len(text) > room:
            break
        chosen.insert(0, replace(best, text=text))
        room -= len(text)
        if LEANING.search(text) is None:
            break
    for text in later if take_after else ():
        goes_on = text == after or headed or (wordy and LEANING.search(text) is not None)
        if not goes_on or len(text) > room:
            break
        chosen.append(replace(best, text=text))
        room -= len(text)
    return chosen


def _counts_other(span: Span, best: Span) -> bool:
    """Whether a row counts what is not asked for, and the best span what is."""
    return is_row(span) and span.feature("counted") < UNCOUNTED <= best.feature("counted")


def _overlap(one: Span, other: Span) -> bool:
    a, b = plain(one.text), plain(other.text)
    return a in b or b in a


def short_of(
    question: Question,
    span: Span,
    chosen: Sequence[Span],
    matcher: Matcher,
    vectors: StaticEmbedder,
) -> str | None:
    """The words of the best span that answer, for each question word where there are several.

    Where that span draws a conclusion, the reason stands in the sentence chosen before it; of a
    list it is read in the item that answers best.
    """
    if question.kind == "reason" and _CONCLUDING.search(span.text):
        span = chosen[0]
    if later := _told_after(question, span, chosen):
        return opening(later.text) or None
    if items := _listed_after(question, span, chosen):
        return items
    if is_row(span):
        text = " ".join(span.text.split())
        told = _cells_asked(question, span, matcher) or _cells_told(question, span)
        return told or (text if len(text) <= LONGEST else None)
    counted = counts_off(question, span)
    if counted and {one.text for one in chosen} >= set(counted):
        names = "; ".join(_first_clause(head(text)) for text in counted)
        return names if len(names) <= ITEMS else None
    if countries := _countries(question, span.text):
        return countries
    if named := _named_after(question, span, chosen):
        stretches = _read_in(question, named, matcher, vectors)
        return short_answer(question, named.text, stretches)
    if apart := _short_apart(question, span, chosen, matcher, vectors):
        return apart
    asked = bare(question.text)
    if len(asked_apart(asked)) == 1 and (place := holder(asked, span.text)):
        return balanced(span.text, *place)
    own = _short_in(question, span, matcher, vectors)
    others = [_short_in(question, one, matcher, vectors) for one in _rivals(question, span, chosen)]
    shorts = [short for short in (own, *others) if short and len(short) <= OF_SEVERAL]
    return "; ".join(dict.fromkeys(shorts)) if own in shorts else own


def _countries(question: Question, text: str) -> str:
    """The countries that a sentence names, where they are all that a question asks for."""
    asked = bare(question.text)
    if not asks_country(asked) or _AND_OTHERS.search(asked):
        return ""
    if set(asked_for(question)) != {"place"}:
        return ""
    place = run_of_countries(text, plain(asked))
    return text[slice(*place)] if place else ""


def _cells_asked(question: Question, span: Span, matcher: Matcher) -> str:
    """The cells of a row whose columns a question names, one for each question word; else empty."""
    own = bare(question.text)
    cells = [cell for cell in span.hit.passage.cells if cell.column and cell.text.strip()]
    dated = [cell for cell in cells if set(years(cell.column)) & set(question.years)]
    cells = [cell for cell in dated or cells if plain(cell.text) not in plain(own)]
    found = []
    for part in asked_apart(own):
        asked = matcher.for_words(subject(part))
        shares = asked.named([bare_header(cell.column) for cell in cells])
        named = [c for c, share in zip(cells, shares, strict=True) if share >= COLUMN_NAMED]
        if len(named) != 1:
            return ""
        found.append(" ".join(named[0].text.split()))
    short = "; ".join(dict.fromkeys(found))
    return short if len(short) <= LONGEST else ""


def _short_in(
    question: Question, span: Span, matcher: Matcher, vectors: StaticEmbedder
) -> str | None:
    """The words of one span that answer."""
    text, stretches = span.text, [typed(question, bare(question.text), span.text, span.answer)]
    if "\n" in text and not asks_for_list(question):
        text = _line(question, text, span.answer.start, matcher)
    if text != span.text or len(asked_apart(bare(question.text))) > 1:
        stretches = _read_in(question, replace(span, text=text), matcher, vectors)
    return short_answer(question, text, stretches)


def _rivals(question: Question, span: Span, chosen: Sequence[Span]) -> list[Span]:
    """The sentences shown beside a span that answer as surely and as fully, from other passages.

    "It appeared in June" and "it appeared in May" are both told: nobody knows which is right.
    """
    if question.kind not in _TOLD_ONCE or span.feature("read") <= 0:
        return []
    return [
        one
        for one in chosen
        if one.hit.passage_id != span.hit.passage_id
        and not is_row(one)
        and one.feature("read") > 0
        and one.feature("reached") >= span.feature("reached") - SAME
        and not lacking(question, one.text)
    ]


def _cells_told(question: Question, span: Span) -> str:
    """The cells of a row that tell what is asked, where one alone does for each kind; else empty.

    "When must the report be handed in?" is answered by the one cell of the row with a date. A
    follow-up may ask for all that the question before it did.
    """
    if question.history or question.linked:
        return ""
    letters, cells = said(question), span.hit.passage.cells
    found: list[str] = []
    for kind, test in asked_for(question).items():
        told = [cell.text for cell in cells if test(" ".join(cell.text.split()), letters)]
        if len(told) != 1 or kind not in _OF_ONE_CELL:
            return ""
        found.append(" ".join(told[0].split()))
    return "; ".join(dict.fromkeys(found))


def _first_clause(text: str) -> str:
    """A sentence up to its first comma."""
    return re.split(r"[，；;。]|, |\.(?:\s|$)", text, maxsplit=1)[0]


def _read_in(
    question: Question, span: Span, matcher: Matcher, vectors: StaticEmbedder
) -> list[Stretch]:
    """The words of a span that answer, for each question word, in the order of the text."""
    told = span.features[None, :TOLD].astype(np.float32)
    found = {
        typed(question, part, span.text, stretch)
        for part in asked_apart(bare(question.text))
        for stretch in answers(part, span.text, told, matcher, vectors)
    }
    return sorted(found, key=lambda stretch: stretch.start)


def _told_after(question: Question, span: Span, chosen: Sequence[Span]) -> Span | None:
    """The sentence shown after a span that tells the reason, where the span only says what of.

    "The plant was not built. Two families claimed the site."
    """
    if question.kind != "reason" or is_row(span) or tells(question, span.text):
        return None
    after = following(span)
    if _CONCLUDING.search(after):
        return None
    return next((o for o in chosen if o.text == after and tells(question, after)), None)


def _listed_after(question: Question, span: Span, chosen: Sequence[Span]) -> str:
    """The items of a list that is shown after a span that announces it; else empty.

    "It completed four courses. The new courses are: ...".
    """
    place = next((n for n, one in enumerate(chosen) if one.text == span.text), 0)
    lines = [] if place + 1 >= len(chosen) else chosen[place + 1].text.split("\n")
    if not asks_for_list(question) or "\n" in span.text or len(lines) < 3:
        return ""
    same = chosen[place + 1].hit.document.id == span.hit.document.id
    if (
        not same
        or not OPENER.search(lines[0])
        or asked_number(bare(question.text)) != len(lines) - 1
    ):
        return ""
    items = "; ".join(head(line) for line in lines[1:] if line.strip())
    return items if len(items) <= ITEMS else ""


def _named_after(question: Question, span: Span, chosen: Sequence[Span]) -> Span | None:
    """The sentence that is shown after a span and names what it only speaks of; None without one.

    "Two further handbooks were written, of use to all. They are the ... handbook and the ...".
    """
    after = following(span)
    later = next((other for other in chosen if other.text == after), None)
    if later is None or question.kind != "list":
        return None
    names = CONTINUING.search(after) is not None and listed(after) > listed(span.text)
    return later if names else None


def _short_apart(
    question: Question,
    span: Span,
    chosen: Sequence[Span],
    matcher: Matcher,
    vectors: StaticEmbedder,
) -> str:
    """The words that answer each question word where they stand in several sentences; else empty.

    "On what day is the fair, and what was last year's theme?" may be told in a sentence each.
    """
    asked = bare(question.text)
    parts = asked_apart(asked)
    if len(parts) < 2 or "\n" in span.text or asks_for_list(question):
        return ""
    settled = [n == 0 or _settles(question, part, span.text) for n, part in enumerate(parts)]
    read = [span, *(one for one in chosen if one.text != span.text and not is_row(one))]
    told = np.stack([one.features[:TOLD] for one in read]).astype(np.float32)
    texts = [one.text for one in read]
    found = answers_apart(asked, settled, texts, told, matcher, vectors)
    places = dict.fromkeys(place for place, _ in found)
    if len(places) < 2:
        return ""
    shorts = []
    for place in places:
        stretches = sorted({one for at, one in found if at == place}, key=lambda one: one.start)
        shorts.append(short_answer(question, read[place].text, stretches) or "")
    joined = "; ".join(shorts)
    return joined if all(shorts) and len(joined) <= LONGEST else ""


def _settles(question: Question, part: str, text: str) -> bool:
    """Whether a text holds the kind of detail that a part of a question asks for, if any.

    A part without words of its own ("when and where was it?") asks what the whole asks.
    """
    asked = understand(part) if content_words(part) else question
    return bool(asked_for(asked)) and not lacking(asked, text)


def _line(question: Question, text: str, start: int, matcher: Matcher) -> str:
    """The item of a list that answers best to a question for one thing; else the whole list.

    Args:
        question: as understood.
        text: the list with its opening line.
        start: where the words begin that the reader found.
        matcher: the question, ready to be matched.
    """
    lines = text.split("\n")
    shares = matcher.covered(matcher.met(lines))
    own = text.count("\n", 0, start)
    told = [n for n in range(1, len(lines)) if not lacking(question, lines[n])]
    best = max(told, key=lambda n: float(shares[n]), default=0)
    return lines[best] if best and shares[best] >= shares[own] + CLEARLY else text
