"""How long lay between two events: two dates of running text, subtracted."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import date

from assistant.draft import Draft, Sentence, Support
from assistant.figures import years
from assistant.question import Question, bare, subject
from assistant.reading.extract import spans
from assistant.reading.match import Matcher
from assistant.reading.ordering import Event, date_of, time_between
from assistant.verification.calendar_dates import calendar_dates
from assistant.wording import wording
from index.hits import Hit
from index.static import StaticEmbedder

SHORT = 120  # days up to which an interval is given in days
NAMED = 0.62  # share of an event's words that its clause and sentence must answer to
ALIKE = 0.3  # likeness of an event's words and that clause
BY_LIKENESS = 0.5  # what that counts beside the share
BY_SENTENCE = 0.5  # what an event's sentence counts beside the clause that the date stands in

_AUXILIARY = r"(?:did|was|were|does|do|is|are|has|have|had|will)"
_HOW_LONG = r"\bhow (?:many (?P<unit>days|weeks|months|years)|long|much later)\b"
_LONG_ZH = r"(?:多少|几)(?P<unit>天|日|周|个?星期|个?月|年)|多久|多长时间"
_PASSED = r"(?:(?:之|以)?后|起)?[，,]?(?:又?[过隔]了?|相隔|间隔|到|经过了?)?"
_FORMS = tuple(
    re.compile(form, re.IGNORECASE)
    for form in (
        rf"{_HOW_LONG}[^?]{{0,20}}?\b(?:after|before) (?P<a>[^?]{{3,80}}?),? {_AUXILIARY} "
        r"(?P<b>[^?]+)",
        rf"{_HOW_LONG}[^?]{{0,30}}?\bbetween (?P<a>[^?]{{3,80}}?) and (?P<b>[^?]+)",
        rf"{_HOW_LONG}[^?]{{0,30}}?\bfrom (?P<a>[^?]{{3,80}}?) (?:to|until|till) (?P<b>[^?]+)",
        rf"{_HOW_LONG} (?P<b>(?:after|before)?[^?]{{3,80}}?) (?:after|before) (?P<a>[^?]+)",
        rf"^(?P<b>[^?]{{3,80}}?) {_HOW_LONG} (?:after|before) (?P<a>[^?]+)",
        rf"^(?:从|在)?(?P<a>[^，,？?]{{2,40}}?){_PASSED}(?:{_LONG_ZH})(?:之?后|以后|才|，|,)+(?P<b>[^？?]{{2,}})",
        rf"^(?:从|在)?(?P<a>[^，,？?]{{2,40}}?)(?:之|以)?后{_PASSED}(?:{_LONG_ZH})(?P<b>[^？?]{{2,}})",
        rf"^从?(?P<a>[^，,？?]{{2,40}}?)[，,]?(?:到|至|和|与|跟)(?P<b>[^，,？?]{{2,40}}?)[，,]?(?:中间|之间|前后|一共|总共)*"
        rf"(?:又?[隔过]了?|相隔|间隔|相差|差了?|用了?|花了?|有|是|经过了?)(?:{_LONG_ZH})",
        rf"^(?P<b>[^，,？?]{{2,40}}?)[，,]?比(?P<a>[^，,？?]{{2,40}}?)[，,]?(?:早|晚|迟|提前)了?(?:{_LONG_ZH})",
    )
)
_COMMA = re.compile(r"[，,；;]")
_PREPOSITION = re.compile(r"\W*(?:on|in|at|by|since|from|and|从|在|于|自|和|并)?\s*", re.IGNORECASE)


def interval_draft(
    question: Question, hits: Sequence[Hit], vectors: StaticEmbedder
) -> Draft | None:
    """The time between the two events that a question names, with both dates.

    Args:
        question: as understood.
        hits: passages in search order.
        vectors: the embedding that sentences are compared by.

    Returns:
        days, or months or years where that is asked or all that the dates tell; None where the
        question asks for something else or the date of either event is not found.
    """
    asked = events_asked(bare(question.text))
    if asked is None:
        return None
    one, two = (_event(name, hits, vectors) for name in asked[:2])
    if one is None or two is None or one.moment == two.moment:
        return None
    first, second = sorted((one, two), key=lambda event: event.moment)
    words = wording(question.language)
    exact = all((*first.moment, *second.moment))
    in_days = asked[2] in ("days", "天", "日")
    if in_days and not exact:
        return None
    if in_days or (not asked[2] and exact and _days(first, second) < SHORT):
        between = words.days.format(number=_days(first, second))
    else:
        between = time_between(first, second, words)
    opening, closing = words.quotes
    quotes = {
        event.sentence: Sentence(
            f"{opening}{' '.join(event.sentence.split())}{closing}",
            (Support(event.hit, event.sentence),),
        )
        for event in (first, second)
    }
    supports = tuple(support for quote in quotes.values() for support in quote.supports)
    head = Sentence(f"**{between}** ({first.said} – {second.said})", supports)
    return Draft("answered", (head, *quotes.values()), between, 1.0, "interval")


def events_asked(text: str) -> tuple[str, str, str] | None:
    """The two events whose distance in time is asked, and the unit ("days", "天"; may be empty)."""
    for form in _FORMS:
        if match := form.search(text):
            return match["a"].strip(), match["b"].strip(" ?？"), (match["unit"] or "").lower()
    return None


def dated_clauses(sentence: str) -> list[str]:
    """What a sentence says of each of its dates; the whole where it has one or none.

    A date that opens a clause is of what follows it, another of what stands before it.
    """
    found = list(calendar_dates(sentence))
    if len(found) < 2:
        return [sentence]
    clauses = []
    for number, one in enumerate(found):
        begin = found[number - 1].end if number else 0
        end = found[number + 1].start if number + 1 < len(found) else len(sentence)
        if _PREPOSITION.fullmatch(_COMMA.split(sentence[begin : one.start])[-1]):
            clauses.append(sentence[one.start : end])
        else:
            clauses.append(sentence[begin : one.end] + _COMMA.split(sentence[one.end : end])[0])
    return clauses


def _days(first: Event, second: Event) -> int:
    return (date(*second.moment) - date(*first.moment)).days


def _event(name: str, hits: Sequence[Hit], vectors: StaticEmbedder) -> Event | None:
    """The dated clause that answers best to an event's words."""
    told = [(event, clause) for hit in hits for event, clause in _dated(name, hit)]
    if not told:
        return None
    found = [event for event, _ in told]
    asked = Matcher(subject(name), vectors, [event.sentence for event in found])
    clauses = [text for _, text in told]
    whole = asked.met([event.sentence for event in found])
    shares = asked.covered(asked.met(clauses).clip(min=BY_SENTENCE * whole))
    alike = asked.alike(clauses)
    best = int((shares + BY_LIKENESS * alike).argmax())
    sure = shares[best] >= NAMED and alike[best] >= ALIKE
    return found[best] if sure else None


def _dated(name: str, hit: Hit) -> Iterator[tuple[Event, str]]:
    """Every date of a passage that has a month at least, with its clause."""
    texts = spans(hit) if hit.passage.kind == "text" else []
    for sentence in (line for text in texts for line in text.splitlines()):
        around = set(years(sentence))
        for clause in dated_clauses(sentence):
            dated = date_of(clause, hit)
            if dated is None or not dated[1][1]:
                continue
            said, (year, month, day) = dated
            if not years(clause) and len(around) == 1:
                year = next(iter(around))
            yield Event(name, hit, sentence, said, (year, month, day)), clause
