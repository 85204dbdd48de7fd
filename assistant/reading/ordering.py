"""Which of two things came first, and by how much: two dates of running text, compared."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from assistant.draft import Draft, Sentence, Support
from assistant.figures import years
from assistant.letters import plain
from assistant.question import Question, subject
from assistant.reading.extract import spans
from assistant.reading.match import Matcher
from assistant.verification.calendar_dates import calendar_dates
from assistant.wording import Wording, wording
from index.hits import Hit
from index.static import StaticEmbedder

HITS = 40
NAMED = 0.6  # share of a thing's name that its sentence must answer to

_ORDERS = re.compile(
    r"\b(?:first|earlier|before|sooner|older|later|last|after|newer|more recent(?:ly)?)\b"
    r"|更?早|先(?!生)|在先|更晚|较晚|晚(?=多少|几)|之前|之后|plus tôt|plus tard|antes|después",
    re.IGNORECASE,
)
_LATER = re.compile(
    r"\b(?:later|last|newer|more recent(?:ly)?)\b|更晚|较晚|后成立|plus tard|después", re.IGNORECASE
)
_NAME = r"(?P<{}>[^\s,，。;；:：?？、]+(?:\s[^\s,，。;；:：?？、]+){{0,5}}?)"
_EITHER = tuple(
    re.compile(form, re.IGNORECASE)
    for form in (
        rf"(?:^|[,:]\s*)(?:the )?{_NAME.format('a')}\s+or\s+(?:the )?{_NAME.format('b')}\s*"
        r"(?:[,?]|$)",
        rf"(?:^|[,，:：])\s*{_NAME.format('a')}(?:还是|或者?){_NAME.format('b')}\s*(?:[,，?？]|$)",
        rf"^\s*{_NAME.format('a')}(?:和|与|还是){_NAME.format('b')}(?:中|里|之间)?[,，]?\s*(?:哪|谁)",
    )
)


@dataclass(frozen=True, slots=True)
class Event:
    """When a thing happened, and the sentence that says so.

    Attributes:
        name: the thing, as the question names it.
        hit: the passage.
        sentence: verbatim.
        said: the date as it is written there.
        moment: year, month (0 where not said), day (0 where not said).
    """

    name: str
    hit: Hit
    sentence: str
    said: str
    moment: tuple[int, int, int]


def ordering_draft(
    question: Question, hits: Sequence[Hit], vectors: StaticEmbedder
) -> Draft | None:
    """Which of the two things that a question names came first (or later), with both dates.

    Args:
        question: as understood.
        hits: passages in search order.
        vectors: the embedding that sentences are compared by.

    Returns:
        the two dates with the time between them; None where the question asks for something else
        or a date of either is not found.
    """
    names = either(question.text)
    if names is None or not _ORDERS.search(question.text):
        return None
    found = [
        (hit, text) for hit in hits[:HITS] if hit.passage.kind == "text" for text in spans(hit)
    ]
    if not found:
        return None
    letters = [plain(name) for name in names]
    found = [one for one in found if not all(name in plain(one[1]) for name in letters)]
    events = [_event(name, question, found, vectors) for name in names]
    one, two = events
    if one is None or two is None or one.moment == two.moment or one.sentence == two.sentence:
        return None
    first, second = sorted((one, two), key=lambda event: event.moment)
    later = _LATER.search(question.text) is not None
    return _draft(first, second, wording(question.language), later=later)


def ordered(
    question: Question, names: Sequence[str], answers: Sequence[tuple[Draft, Hit, str]]
) -> Draft | None:
    """Which of two things came first, from what each is answered with; None without both dates.

    Args:
        question: about both.
        names: of the things.
        answers: the answer about each, with the passage and the sentence that it quotes first.
    """
    events = []
    for name, (draft, hit, sentence) in zip(names, answers, strict=True):
        dated = date_of(draft.short or "", hit) or date_of(sentence, hit)
        if dated is None:
            return None
        events.append(Event(name, hit, sentence, *dated))
    one, two = events
    if one.moment == two.moment:
        return None
    first, second = sorted((one, two), key=lambda event: event.moment)
    later = _LATER.search(question.text) is not None
    sure = min(draft.confidence for draft, _, _ in answers)
    draft = _draft(first, second, wording(question.language), later=later)
    return replace(draft, confidence=sure)


def either(text: str) -> tuple[str, str] | None:
    """The two things that a question chooses from: "EGTI or EGH", "EGTI和EGH哪个"; else None."""
    for form in _EITHER:
        if match := form.search(text):
            return match["a"].strip(), match["b"].strip()
    return None


def _event(
    name: str, question: Question, found: Sequence[tuple[Hit, str]], vectors: StaticEmbedder
) -> Event | None:
    """The sentence about a thing that answers best to the question and has a date."""
    dated = [(hit, text, date) for hit, text in found if (date := date_of(text, hit))]
    if not dated:
        return None
    texts = [text for _, text, _ in dated]
    naming = Matcher(name, vectors)
    named = naming.covered(naming.met(texts))
    asking = Matcher(subject(question.text), vectors, texts)
    covered = asking.covered(asking.met(texts))
    letters = plain(name)
    best: Event | None = None
    reach = 0.0
    for (hit, text, (said, moment)), share, fit in zip(dated, named, covered, strict=True):
        says = letters in plain(text)
        if (says or share >= NAMED) and fit + says > reach:
            best, reach = Event(name, hit, text, said, moment), float(fit + says)
    return best


def date_of(text: str, hit: Hit) -> tuple[str, tuple[int, int, int]] | None:
    """The first date of a sentence with its year, which its headings may give."""
    around = years(" ".join(hit.passage.section)) or list(hit.document.years)
    for date in calendar_dates(text):
        year = date.year or (around[0] if len(set(around)) == 1 else None)
        if year:
            return date.text, (year, date.month, date.day or 0)
    own = years(text)
    return (str(own[0]), (own[0], 0, 0)) if own else None


def _draft(first: Event, second: Event, words: Wording, *, later: bool) -> Draft:
    between = time_between(first, second, words)
    told = second if later else first
    phrase = words.later if later else words.earlier
    head = phrase.format(name=f"**{told.name}**", time=f"**{between}**")
    opening, closing = words.quotes
    quotes = [
        Sentence(
            f"{opening}{' '.join(event.sentence.split())}{closing}",
            (Support(event.hit, event.sentence),),
        )
        for event in (first, second)
    ]
    supports = tuple(support for quote in quotes for support in quote.supports)
    detail = words.comma.join(f"{event.name}{words.colon}{event.said}" for event in (first, second))
    sentences = (Sentence(f"{head} ({detail})", supports), *quotes)
    return Draft("answered", sentences, f"{told.name} ({between})", 1.0, "ordering")


def time_between(first: Event, second: Event, words: Wording) -> str:
    """The time between two dates, as exactly as both are said: years, months or days."""
    (year, month, day), (other_year, other_month, other_day) = first.moment, second.moment
    if not (month and other_month) or (month == other_month and day == other_day):
        return words.years.format(number=other_year - year)
    months = (other_year - year) * 12 + other_month - month
    if day and other_day and months < 3:
        from datetime import date

        days = date(other_year, other_month, other_day) - date(year, month, day)
        return words.days.format(number=days.days)
    if months >= 12 and months % 12 == 0:
        return words.years.format(number=months // 12)
    return words.months.format(number=months)
