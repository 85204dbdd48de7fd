"""Which sentences may answer: they hold what is asked for; those worded as an answer come first."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from assistant.figures import cell_figure
from assistant.letters import plain
from assistant.question import Question, bare, question_codes
from assistant.reading.explaining import explains, in_words
from assistant.reading.extract import Span, beside, spans
from assistant.reading.follow_up import news_first
from assistant.reading.framing import frame, whole
from assistant.reading.headings import asked_over, opens_section
from assistant.reading.holding import holds, read_out
from assistant.reading.match import Matcher, script
from assistant.reading.quoting import is_row
from assistant.reading.telling import announces, counts_off, tells
from assistant.reading.told_figures import counted
from assistant.refusals import counting
from assistant.refusals.asked_details import NAMES, asked_for
from assistant.refusals.constraints import OF_ROWS
from assistant.refusals.contrast import contrary
from assistant.refusals.detail import lacking
from assistant.refusals.relations import untold as unrelated
from assistant.refusals.untold import untold
from index.hits import Hit

TELLS = 1.0  # what being worded as an answer adds to a span's score
DEFINES = 3.0  # what opening with the thing asked about and saying what it is adds
OTHER_CODE = 2.0  # what is taken from a reason that names only other codes than are asked about
CONTRARY = 4.0  # what is taken from a sentence about another person than is asked for
HEADED = 3.0  # what standing first below a heading that asks the same adds
CLOSE, FAR_MORE = 1.0, 0.3  # score behind the best, and share of the question beyond what it says
ALL_SAID = 0.95  # share of a question that a span says where it says it all
NEAR_BEST = 3.0  # a span so far behind the best may be taken for holding the right detail
TOLD_APART = 0.1  # share of the question that the words of such a row answer to
APART = 0.5  # a row so little better than another one may as well be that
FEW = 60  # characters of a table cell that names rather than tells
LABELLED = 0.15  # share of the question that a row's words must answer to
COUNTING = 0.3  # the same where a figure is asked for: it may be of something else
_OF_OTHERS = frozenset({"count", "amount", "share", "person", "organisation", "name"})
NAMED = 0.6  # share of the words of a cell that a question says, by which it names its row


def fitting(question: Question, ranked: Sequence[Span], matcher: Matcher) -> list[Span]:
    """The spans that may answer: those that hold what must be held, rows only of what is asked."""
    likely = _of_rank(question, news_first(question, ranked))
    likely = _labelled(question, _holding(question, likely), matcher)
    if in_words(question):
        codes = set(question_codes(bare(question.text)))
        told = [span for span in likely if not is_row(span) or codes & set(_first_code(span))]
        likely = told or likely
    if question.kind == "reason":
        likely = [span for span in likely if _may_explain(question, span)] or likely
    likely = _headed_first(question, likely, matcher)
    names = asked_for(question).keys() & NAMES
    told = [
        replace(span, score=span.score + (DEFINES if question.kind == "definition" else TELLS))
        if tells(question, span.text)
        or announces(question, span.text, following(span))
        or span.text in counts_off(question, span)
        or (names and not names & set(lacking(question, span.text)))
        else span
        for span in likely
    ]
    told = _by_contrast(question, _by_code(question, told))
    return sorted(told, key=lambda span: -span.score)


def _by_contrast(question: Question, ranked: Sequence[Span]) -> list[Span]:
    """The spans, with less for sentences about another person than is asked for.

    The new director is not the one of whom "the former director left the board" tells.
    """
    return [
        replace(span, score=span.score - CONTRARY)
        if not is_row(span) and contrary(question.text, span.text, span.text, of_people=True)
        else span
        for span in ranked
    ]


def _by_code(question: Question, ranked: Sequence[Span]) -> list[Span]:
    """The spans, with less for those that tell why of other codes than the one asked about."""
    codes = set(question_codes(bare(question.text))) if question.kind == "reason" else set()
    if not codes:
        return list(ranked)
    return [
        replace(span, score=span.score - OTHER_CODE)
        if (said := set(question_codes(span.text))) and not codes & said
        else span
        for span in ranked
    ]


def _of_rank(question: Question, ranked: Sequence[Span]) -> list[Span]:
    """The spans, before the best those near it that say "13th" where it and all over it do not.

    A number or a name may be of others (三级馆 in all, where those of one town are asked for).
    """
    bound = [c for c in question.constraints if c.kind == "ordinal"]
    if (
        not bound
        or asked_for(question).keys() & _OF_OTHERS
        or not ranked
        or all(c.met(_around(ranked[0])) for c in bound)
    ):
        return list(ranked)
    best = ranked[0].score
    near = [span for span in ranked if span.score >= best - NEAR_BEST]
    kept = [span for span in near if all(c.met(span.text) for c in bound)]
    raised = [replace(span, score=span.score + best - kept[0].score + TELLS) for span in kept]
    return [*raised, *(span for span in ranked if span not in kept)]


def _around(span: Span) -> str:
    """A span with the sentence before it and what stands over its passage."""
    return "\n".join([span.text, *beside(span)[0][:1], frame(span.hit)])


def _first_code(span: Span) -> tuple[str, ...]:
    """The code that a row begins with, which the row says the name of."""
    return question_codes(span.text.partition(" | ")[0])


def _headed_first(question: Question, ranked: Sequence[Span], matcher: Matcher) -> list[Span]:
    """The spans, with more for those that stand first below a heading that asks the same."""
    hits = [span.hit for span in ranked]
    over = zip(asked_over(question, hits, matcher), opens_section(question, hits), strict=True)
    return [
        replace(span, score=span.score + HEADED)
        if any(same) and spans(span.hit)[0] == span.text
        else span
        for span, same in zip(ranked, over, strict=True)
    ]


def following(span: Span) -> str:
    """The sentence after a span in its passage; empty where there is none."""
    return next(iter(beside(span)[1]), "")


def _may_explain(question: Question, span: Span) -> bool:
    """Whether a span is no list, or one of reasons."""
    opener = span.text.partition("\n")[0]
    return opener == span.text or span.feature("read") > 0 or tells(question, opener)


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


def _labelled(question: Question, ranked: Sequence[Span], matcher: Matcher) -> list[Span]:
    """Without table rows whose words have nothing of the question: their figures are of others.

    The one that leads by far stays.
    """
    labels = [_words_of_row(span.hit) if is_row(span) else "" for span in ranked]
    shares = matcher.covered(matcher.met(labels))
    needed = COUNTING if question.wants & {"amount", "share", "count"} else LABELLED
    kept = [
        span
        for span, share in zip(ranked, shares, strict=True)
        if not is_row(span) or share >= needed or _names_row(span.hit, matcher)
    ]
    if ranked and ranked[0] not in kept and _leads(question, ranked, kept, matcher):
        return [ranked[0], *kept]
    return kept


def _leads(
    question: Question, ranked: Sequence[Span], others: Sequence[Span], matcher: Matcher
) -> bool:
    """Whether the best, a row of figures, answers so much better than all others that it is meant.

    It may be called by other words than the question has, but what stands over it says something of
    that, and it is of the years, places and codes of the question. Other rows, that are left out as
    it would be, may be nearly as good only where its own words tell it from them.
    """
    words = matcher.covered(matcher.met([_words_of_row(ranked[0].hit)]))
    same = script(question.text) == script(ranked[0].text) and float(words[0]) >= TOLD_APART
    if any(ranked[0].score - span.score < NEAR_BEST for span in others):
        return False
    if any(ranked[0].score - span.score < (APART if same else NEAR_BEST) for span in ranked[1:]):
        return False
    hit = ranked[0].hit
    if all(cell_figure(cell.text) is None for cell in hit.passage.cells):
        return False
    around = f"{_read_out(ranked[0])}\n{whole(hit)}"
    bound = [c for c in question.constraints if c.kind in OF_ROWS]
    said = float(matcher.covered(matcher.met([around]))[0])
    return said >= LABELLED and all(c.met(around) for c in bound)


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


def _read_out(span: Span) -> str:
    return read_out(span.hit) if is_row(span) else span.text


def _fuller(ranked: Sequence[Span]) -> Span | None:
    """A span close behind the best that says all of the question, where that says far less."""
    best = ranked[0]
    close = [
        span
        for span in ranked[1:]
        if best.score - span.score <= CLOSE and span.feature("covered") >= ALL_SAID
    ]
    return next((span for span in close if _more(span, best) >= FAR_MORE), None)


def _counting(question: Question, ranked: Sequence[Span], matcher: Matcher) -> Span | None:
    """A sentence near the best that counts the very thing that "how many" asks for, as it does not.

    "Nine centres were opened" comes before "9,000 people were trained by the centres".
    """
    best = ranked[0]
    own = counting.counted(question, [best.text], best.hit, matcher.for_words)
    if is_row(best) or own >= counting.COUNTED:
        return None
    near = [span for span in ranked[1:] if best.score - span.score <= NEAR_BEST]
    return next((span for span in near if counted(question, span.text)), None)


def translating(question: Question, ranked: Sequence[Span]) -> Span | None:
    """A span close behind the best that says in its language more of what the question names.

    "Where was it handed over?" is told by 移交 rather than by a meeting on it: of what is known to
    be the same in the other language, more counts than the vectors make of the rest.
    """
    best = ranked[0]
    told = _terms_said(question, best.text)
    if explains(question) or script(question.text) == script(best.text):
        return None
    for span in ranked[1:]:
        if best.score - span.score > CLOSE:
            return None
        if told < _terms_said(question, span.text) and _more(span, best) >= 0:
            return span
    return None


def _terms_said(question: Question, text: str) -> frozenset[str]:
    """The terms of a question that a text says, as they are or as another language calls them."""
    letters = plain(text)
    return frozenset(pair[0] for pair in question.forms if any(plain(s) in letters for s in pair))


def _more(span: Span, best: Span) -> float:
    return min(span.feature(name) - best.feature(name) for name in ("covered", "bare"))


def telling_first(question: Question, ranked: Sequence[Span], matcher: Matcher) -> list[Span]:
    """Spans with one put first that tells what is asked, where the best about it does not.

    It is near the best, and answers to as much of the question.
    """
    if not ranked:
        return []
    best = ranked[0]
    if (fuller := _fuller(ranked)) is not None:
        return [fuller, *(span for span in ranked if span is not fuller)]
    if (
        better := _counting(question, ranked, matcher) or translating(question, ranked)
    ) is not None:
        return [better, *(span for span in ranked if span is not better)]
    elsewhere = unrelated(question.text, best.text)  # of who won it only who was beaten
    if not elsewhere and not untold(question, best, matcher):
        return list(ranked)
    for place, span in enumerate(ranked):
        if best.score - span.score > (CLOSE if elsewhere else NEAR_BEST):
            break
        told = all(span.feature(name) >= best.feature(name) for name in ("covered", "bare"))
        if elsewhere and unrelated(question.text, span.text):
            continue
        if told and not untold(question, span, matcher):
            return [span, *ranked[:place], *ranked[place + 1 :]]
    return list(ranked)
