"""Answers in the words of the documents: the best sentences, or the items of a list."""

from __future__ import annotations

from collections.abc import Sequence

from assistant.draft import Draft, Sentence, Support
from assistant.question import Question, bare
from assistant.reading.choosing import choose, short_of
from assistant.reading.counts import counting_first
from assistant.reading.extract import Span
from assistant.reading.fitting import fitting, telling_first, translating
from assistant.reading.listing import (
    Listing,
    asked_number,
    asks_for_list,
    best_listing,
    head,
)
from assistant.reading.match import Matcher
from assistant.reading.quoting import quoted
from assistant.reading.roles import names_head, of_another_office
from assistant.reading.sections import saying_section
from assistant.reading.telling import tells_number
from assistant.refusals.another import tells_no_words, tells_nobody
from assistant.refusals.asked_details import NAMES, asked_for
from assistant.refusals.confidence import confidence
from assistant.refusals.detail import lacking
from assistant.refusals.refusal import (
    refusal,
    unmet_reason,
)
from assistant.refusals.state import saying_state
from assistant.refusals.superlatives import (
    asks_order,
    unsaid_by_list,
    unsaid_order,
)
from assistant.wording import wording
from assistant.working_out import NEAREST
from index.hits import Hit
from index.static import StaticEmbedder


def text_draft(
    question: Question,
    ranked: Sequence[Span],
    texts: Sequence[str],
    matcher: Matcher,
    vectors: StaticEmbedder,
    limit: float,
    room: int,
) -> Draft:
    """The best sentences, verbatim, or a refusal that names the nearest."""
    fit = fitting(question, ranked, matcher)
    likely = telling_first(question, fit, matcher)
    if asks_order(question):
        likely = [span for span in likely if not unsaid_order(question, span, matcher)]
    likely = _of_the_office(question, likely)
    likely = saying_section(question, saying_state(question, likely, matcher))
    likely = counting_first(question, likely)
    trust = confidence(question, likely, texts, matcher, spans=ranked) if likely else 0.0
    if likely and likely[0] is translating(question, fit):  # the former best was of it, too
        trust = max(trust, confidence(question, fit, texts, matcher, spans=ranked))
    if not likely or trust < limit:
        why = unmet_reason(question, ranked[0], texts, matcher)
        return refusal(question, ranked, why, trust)
    if tells_nobody(question, likely[0]) or tells_no_words(question, likely[0]):
        why = unmet_reason(question, ranked[0], texts, matcher)
        return refusal(question, ranked, why, 0.0)
    chosen = choose(question, likely, matcher, room)
    sentences = tuple(line for span in chosen for line in quoted(span, question.language))
    short = short_of(question, likely[0], chosen, matcher, vectors)
    return Draft("answered", sentences, short, trust, "text")


def _of_the_office(question: Question, likely: Sequence[Span]) -> list[Span]:
    """The spans without those that name a deputy, or who heads a part of what is asked about.

    Where there were such, only those stay that name somebody; all of them where none does.
    """
    own = [span for span in likely if not of_another_office(question, span.text)]
    if len(own) < len(likely):
        own = [span for span in own if names_head(question, span.text)]
    return own or list(likely)


def list_draft(question: Question, listing: Listing, room: int) -> Draft:
    """The items of a list, each with a citation of its own, after the line that announces them.

    Items too long to be read at a glance are shown by what they are called.
    """
    words = wording(question.language)
    opening, closing = words.quotes
    room -= len(listing.opener[1]) if listing.opener else 0
    long = sum(len(item) + 6 for _, item in listing.items) > room
    names = [head(item) for _, item in listing.items]
    lines = []
    if listing.opener:
        hit, line = listing.opener
        lines.append(Sentence(f"{opening}{line}{closing}", (Support(hit, line),)))
    for (hit, item), name in zip(listing.items, names, strict=True):
        shown = name if long else item
        lines.append(Sentence(f"- {opening}{shown}{closing}", (Support(hit, item),)))
    short = words.list_comma.join(names)
    return Draft("answered", tuple(lines), short, listing.covered, "list")


def listed_draft(
    question: Question, hits: Sequence[Hit], matcher: Matcher, ranked: Sequence[Span], room: int
) -> Draft | None:
    """The list that a question asks for, unless a sentence enumerates it better."""
    listing = best_listing(question, hits, matcher) if asks_for_list(question) else None
    if listing is None or _enumerates_better(ranked[0], listing):
        return None
    if unsaid_by_list(question, listing.announced, listing.items[0][0]):
        return None
    number = asked_number(bare(question.text))
    if asked_number(listing.announced) != number and tells_number(question, ranked[:NEAREST]):
        return None
    names = set(asked_for(question)) & NAMES
    nameless = [item for _, item in listing.items if names <= set(lacking(question, item))]
    counted = asked_number(bare(question.text)) == len(listing.items)
    if names and len(nameless) * 2 > len(listing.items) and not counted:
        return None  # "in which countries": most of its items name none
    return list_draft(question, listing, room)


def _enumerates_better(best: Span, listing: Listing) -> bool:
    """Whether a sentence answers to more of the question than a list, and enumerates itself."""
    return best.feature("bare") > listing.covered and best.text.count("、") > 0
