"""The answer without a language model: table cells, small computations and verbatim sentences."""

from __future__ import annotations

import math
import re
from collections.abc import Sequence
from dataclasses import replace
from itertools import accumulate

import numpy as np

from assistant.draft import Draft, Sentence, Support
from assistant.figures import cell_figure
from assistant.letters import plain
from assistant.question import Question, bare, context, subject
from assistant.reading.abbreviation import meaning_draft
from assistant.reading.extract import MAX_LENGTH, TOLD, Span, beside, holds, rank_spans, read_out
from assistant.reading.follow_up import beside_told, news_first
from assistant.reading.interval import interval_draft
from assistant.reading.listing import Listing, asked_number, asks_for_list, best_listing, head
from assistant.reading.match import Matcher
from assistant.reading.ordering import ordering_draft
from assistant.reading.quoting import is_row, quoted
from assistant.reading.reader import answers
from assistant.reading.reader_features import asked_apart
from assistant.reading.short import LONGEST, short_answer
from assistant.reading.telling import announces, counts_off, explains, tells
from assistant.reckoning.worked import PORTION, worked_within
from assistant.refusals.confidence import REFUSAL_THRESHOLD, confidence, whole
from assistant.refusals.contact import contact_draft
from assistant.refusals.detail import NAMES, asked_for, lacking
from assistant.refusals.refusal import (
    beside_the_point,
    nothing_found,
    refusal,
    strays,
    unknown,
    unknown_reason,
    unmet_reason,
)
from assistant.stages import Stages
from assistant.tables.sibling import sibling_draft
from assistant.tables.tabulate import table_draft
from assistant.wording import wording
from index.search import Hit
from index.static import StaticEmbedder

MAX_SENTENCES = 3
TELLS = 1.0  # what being worded as an answer adds to a span's score
LIKE_BEST = 1.0  # a span so far behind the best may be taken for its figures
NEAR_BEST = 3.0  # a span so far behind the best may be taken for holding the right detail
FEW = 60  # characters of a table cell that names rather than tells
LABELLED = 0.15  # share of the question that a row's words must answer to
COUNTING = 0.3  # the same where a figure is asked for: it may be of something else
NAMED = 0.6  # share of the words of a cell that a question says, by which it names its row
LED = 0.2  # a span that owes so much of the question to the sentence before is given with it
LED_BY = 2  # sentences that may be given before a span that leans on them
ENOUGH = 0.99  # sentences are given until one of them says it with this chance
UNLIKELY = 0.01  # chance below which a span is not given
TEXT_HITS = 30
CANDIDATES = 5  # that a trace shows

_WORKED_OUT = frozenset({"sum", "average", "difference", "change"})
_FIGURES = frozenset({"amount", "share", "count", "sum", "difference", "comparison", "money"})
_LEANING = re.compile(
    r"^(?:因此|所以|为此|这|该|其(?!他|中)|此|它|他|她|后者|前者|对此|另外|但|而)"
    r"|^(?:therefore|thus|hence|this|these|those|it|its|they|he|she|such|however|but)\b",
    re.IGNORECASE,
)
_CONCLUDING = re.compile(r"^(?:因此|所以|为此|因而)|^(?:therefore|thus|hence|so)\b", re.IGNORECASE)


def draft(
    question: Question,
    hits: Sequence[Hit],
    vectors: StaticEmbedder,
    threshold: float = REFUSAL_THRESHOLD,
    room: int = MAX_LENGTH,
    stages: Stages | None = None,
) -> Draft:
    """Draw an answer from the passages found.

    Args:
        question: as understood.
        hits: passages in search order.
        vectors: the embedding that spans are compared by.
        threshold: confidence below which the answer is "not found".
        room: characters that the answer may quote, beyond its first sentence.
        stages: where the times of ranking and answering are counted.

    Returns:
        the draft; with status ``not_found`` it names the nearest evidence, if there is any.
    """
    stages = stages or Stages()
    with stages("rank") as stage:
        matcher = matcher_of(question, hits, vectors)
        ranked = rank_spans(question, hits[:TEXT_HITS], matcher, vectors)
        ranked = beside_told(question, hits, ranked, matcher)
        stage.attributes["candidates"] = len(ranked)
    if not ranked:
        return nothing_found(question)
    with stages("answer") as stage:
        chosen = _answer(question, hits, vectors, matcher, ranked, threshold, room)
        stage.attributes["method"] = chosen.method
    return replace(chosen, candidates=(*ranked[:CANDIDATES], *chosen.candidates))


def _answer(
    question: Question,
    hits: Sequence[Hit],
    vectors: StaticEmbedder,
    matcher: Matcher,
    ranked: Sequence[Span],
    threshold: float,
    room: int,
) -> Draft:
    """The first kind of answer that there is; a refusal where what is asked about is unknown."""
    texts = [whole(hit) for hit in hits]
    missing = unknown(question, texts, matcher)
    if any(constraint.kind != "year" for constraint in missing):
        return refusal(question, ranked, unknown_reason(question, missing), 0.0)
    drafts = (
        meaning_draft(question, hits),
        contact_draft(question, hits, matcher),
        ordering_draft(question, hits, vectors),
        interval_draft(question, hits, vectors),
        sibling_draft(question, hits, matcher),
        table_draft(question, hits, vectors),
    )
    for answer in drafts:
        # A table says itself which years it has.
        if answer is None or strays(question, answer) or _of_another_kind(question, answer):
            continue
        if not beside_the_point(question, answer, matcher):
            return answer
    if missing:
        return refusal(question, ranked, unmet_reason(question, ranked[0], texts, matcher), 0.0)
    if worked := _worked(question, hits, matcher, vectors, threshold):
        return worked
    return _listed(question, hits, matcher, ranked[0], room) or text_draft(
        question, ranked, texts, matcher, vectors, threshold, room
    )


def _worked(
    question: Question,
    hits: Sequence[Hit],
    matcher: Matcher,
    vectors: StaticEmbedder,
    threshold: float,
) -> Draft | None:
    """What is to be worked out from the sentence that tells the figures, or None.

    The sentence gives numbers, not the share or the sum that is asked for.
    """
    of_numbers = replace(question, kind="count", wants=frozenset({"count"}))
    ranked = rank_spans(of_numbers, hits[:TEXT_HITS], matcher, vectors)
    told = [span for span in ranked if not is_row(span)]
    near = [span for span in told[:MAX_SENTENCES] if span.score > told[0].score - LIKE_BEST]
    for span in near:
        draft = worked_within(question, span, vectors)
        if draft is not None:
            texts = [whole(hit) for hit in hits]
            counted = draft.method != PORTION
            trust = confidence(of_numbers, [span, *told], texts, matcher, counted=counted)
            return replace(draft, confidence=trust) if trust >= threshold else None
    return None


def _of_another_kind(question: Question, answer: Draft) -> bool:
    """Whether a figure is given where a reason is asked, or worked out where a list is."""
    if question.kind == "reason":
        return answer.method not in ("cells", "refusal")
    listed = asks_for_list(question) and not question.wants & _FIGURES
    return listed and answer.method in _WORKED_OUT


def matcher_of(question: Question, hits: Sequence[Hit], vectors: StaticEmbedder) -> Matcher:
    """A question ready to be matched with the passages found for it."""
    background = [hit.passage.text for hit in hits[:TEXT_HITS]]
    asked, said = subject(bare(question.text)), subject(context(question.text))
    return Matcher(asked, vectors, background, said)


def _listed(
    question: Question, hits: Sequence[Hit], matcher: Matcher, best: Span, room: int
) -> Draft | None:
    """The list that a question asks for, unless a sentence enumerates it better."""
    listing = best_listing(question, hits, matcher) if asks_for_list(question) else None
    if listing is None or _enumerates_better(best, listing):
        return None
    names = set(asked_for(question)) & NAMES
    nameless = [item for _, item in listing.items if names <= set(lacking(question, item))]
    counted = asked_number(question.text) == len(listing.items)
    if names and len(nameless) * 2 > len(listing.items) and not counted:
        return None  # "in which countries": most of its items name none
    return list_draft(question, listing, room)


def joined(answered: Sequence[tuple[Question, Draft]]) -> Draft:
    """One answer from those to the parts of a question.

    Args:
        answered: each part as understood and its answer, in the order asked; at least one.

    Returns:
        the answered parts in order, then what the documents do not answer, with the nearest that
        they say; the first refusal where no part is answered.
    """
    drafts = [draft for _, draft in answered]
    told = [draft for draft in drafts if draft.status == "answered"]
    if len(drafts) == 1 or not told:
        return drafts[0]
    sentences: dict[str, Sentence] = {}
    for draft in told:
        for sentence in draft.sentences:
            words = sentence.text.replace("**", "")
            known = sentences.setdefault(words, sentence)
            if sentence.text.count("**") > known.text.count(
                "**"
            ):  # the same line, more of it asked
                sentences[words] = sentence
    for question, draft in answered:
        if draft.status != "answered":
            phrases = wording(question.language)
            opening = phrases.not_found_part.format(question=bare(question.text))
            sentences[opening] = Sentence(opening)
            for sentence in draft.sentences[1:]:
                sentences.setdefault(sentence.text, sentence)
    shorts = list(dict.fromkeys(draft.short for draft in told if draft.short))
    return Draft(
        "answered",
        tuple(sentences.values()),
        "; ".join(shorts) or None,
        min(draft.confidence for draft in told),
        "+".join(draft.method for draft in drafts),
        tuple(candidate for draft in drafts for candidate in draft.candidates),
    )


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
    likely = fitting(question, ranked, matcher)
    trust = confidence(question, likely, texts, matcher) if likely else 0.0
    if not likely or trust < limit:
        why = unmet_reason(question, ranked[0], texts, matcher)
        return refusal(question, ranked, why, trust)
    chosen = _choose(question, likely, matcher, room)
    sentences = tuple(line for span in chosen for line in quoted(span, question.language))
    short = _short(question, likely[0], chosen, matcher, vectors)
    return Draft("answered", sentences, short, trust, "text")


def fitting(question: Question, ranked: Sequence[Span], matcher: Matcher) -> list[Span]:
    """The spans that may answer: those that hold what must be held, rows only of what is asked."""
    likely = _labelled(question, _holding(question, news_first(question, ranked)), matcher)
    if question.kind in ("reason", "purpose", "definition"):
        likely = [span for span in likely if not is_row(span)] or likely
    told = [
        replace(span, score=span.score + TELLS)
        if tells(question, span.text)
        or announces(question, span.text, _next(span))
        or span.text in counts_off(question, span)
        else span
        for span in likely
    ]
    return sorted(told, key=lambda span: -span.score)


def _next(span: Span) -> str:
    """The sentence after a span in its passage; empty where there is none."""
    return next(iter(beside(span)[1]), "")


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


def _enumerates_better(best: Span, listing: Listing) -> bool:
    """Whether a sentence answers to more of the question than a list, and enumerates itself."""
    return best.feature("bare") > listing.covered and best.text.count("、") > 0


def _holding(question: Question, ranked: Sequence[Span]) -> list[Span]:
    """The spans near the best that hold the amount or share that is asked for; else all.

    An address looks like nothing else, so that it is taken from any of them.
    """
    if "contact" in question.wants:
        return [span for span in ranked if holds("contact", span.text)]
    if question.kind not in ("amount", "share"):
        return list(ranked)
    near = [span for span in ranked if span.score >= ranked[0].score - NEAR_BEST]
    kinds = question.wants & {"amount", "share"}  # "what is the value of its share?" asks for one
    return [span for span in near if any(holds(kind, _read_out(span)) for kind in kinds)]


def _read_out(span: Span) -> str:
    return read_out(span.hit) if is_row(span) else span.text


def _labelled(question: Question, ranked: Sequence[Span], matcher: Matcher) -> list[Span]:
    """Without table rows whose words have nothing of the question: their figures are of others."""
    labels = [_words_of_row(span.hit) if is_row(span) else "" for span in ranked]
    shares = matcher.covered(matcher.met(labels).met)
    needed = COUNTING if question.wants & {"amount", "share", "count"} else LABELLED
    return [
        span
        for span, share in zip(ranked, shares, strict=True)
        if not is_row(span) or share >= needed or _names_row(span.hit, matcher)
    ]


def _names_row(hit: Hit, matcher: Matcher) -> bool:
    """Whether a question names a row by one of its cells of few words, in any language."""
    words = [cell.text for cell in hit.passage.cells if cell_figure(cell.text) is None]
    cells = [text for text in (hit.passage.label, *words) if len(text) <= FEW]
    return float(matcher.named(cells).max(initial=0.0)) >= NAMED


def _words_of_row(hit: Hit) -> str:
    """What a row is about: its label and its cells of few words."""
    words = [cell.text for cell in hit.passage.cells if cell_figure(cell.text) is None]
    cells = [text for text in words if len(text) <= FEW]
    return " ".join([hit.passage.label, *cells])


def _choose(question: Question, ranked: Sequence[Span], matcher: Matcher, room: int) -> list[Span]:
    """The best span, what stands beside it if that is needed, and others that say as much."""
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
        added = [span]
        if announces(question, span.text, after := _next(span)) and len(after) + length < room:
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
    wordy = explains(question) or question.kind in ("comparison", "definition")
    shares = matcher.covered(matcher.met([before, after]).met)
    take_before = (
        _LEANING.search(best.text) is not None
        or best.feature("led") >= LED
        or bool(before and missing - set(lacking(question, before)))
    )
    take_after = bool(after) and (
        bool(missing - set(lacking(question, after)))
        or (wordy and shares[1] >= 0.15)
        or announces(question, best.text, after)
        or (explains(question) and tells(question, after) and not tells(question, best.text))
    )
    chosen = [best]
    for text in earlier[:LED_BY] if take_before else ():
        if len(text) > room:
            break
        chosen.insert(0, replace(best, text=text))
        room -= len(text)
        if _LEANING.search(text) is None:
            break
    if take_after and len(after) <= room:
        chosen.append(replace(best, text=after))
    return chosen


def _overlap(one: Span, other: Span) -> bool:
    a, b = plain(one.text), plain(other.text)
    return a in b or b in a


def _short(
    question: Question,
    span: Span,
    chosen: Sequence[Span],
    matcher: Matcher,
    vectors: StaticEmbedder,
) -> str | None:
    """The words of the best span that answer, for each question word where there are several.

    Where that span draws a conclusion, the reason stands in the sentence chosen before it.
    """
    if question.kind == "reason" and _CONCLUDING.search(span.text):
        span = chosen[0]
    if is_row(span):
        text = " ".join(span.text.split())
        return text if len(text) <= LONGEST else None
    stretches = [span.answer]
    if len(asked_apart(bare(question.text))) > 1:
        told = span.features[None, :TOLD].astype(np.float32)
        stretches = answers(bare(question.text), span.text, told, matcher, vectors)
    return short_answer(question, span.text, stretches)
