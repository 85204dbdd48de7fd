"""Whether a sentence says itself that a thing is the most or the least, where that is asked for.

"Which donor gave the most?" is not answered by a sentence about some donor: only by one that says
the most, a rank, or that it was more than all others. Nor does the most answer for the least. So
it is with what fell or rose from one year to another: a sentence answers that says so.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

from assistant.draft import Draft
from assistant.figures import figures
from assistant.question import Question, bare, question_language
from assistant.reading.extract import Span
from assistant.reading.framing import whole
from assistant.reading.holding import read_out
from assistant.reading.match import Matcher, script
from assistant.reading.quoting import is_row
from assistant.refusals.nearby import belonging
from assistant.tables.headed import kind_word
from assistant.tables.kept_rows import is_coded
from assistant.tables.over_years import (
    asks_what_moved,
    besides_series,
    kind_asked,
    over_years,
    says_any,
    series_of,
)
from assistant.tables.rows import label_codes, leaf
from assistant.tables.standing_over import SAID, SAID_ACROSS
from assistant.tables.words import phrase
from assistant.word_lists import any_of, word_lists
from index.glossary.languages import KNOWN
from index.hits import Hit

MOST, ANY = "most", "any"
# That one of all is asked for; what a thing may have at most, or must have, is no rank among them.
_WHICH = re.compile(
    r"\b(?:which|who|whose)\b|\bwhat (?:is|was|are|were) the\b|哪|谁|最[^，,。？?]{1,12}的?是什么"
    r"|\bquel(?:le)?s?\b|\bqui\b|\bcu[aá]l(?:es)?\b|\bqu(?:é|ién(?:es)?)\b",
    re.IGNORECASE,
)
_BOUND = re.compile(
    r"\b(?:can|may|must|could|should|allowed|permitted|required|have to|has to|at (?:most|least))\b"
    r"|最[多少高低大小](?:可|能|允|要|得|须|需)|至[多少]|上限|下限|不得|必须",
    re.IGNORECASE,
)
_ONE_ASKED = re.compile(r"\b(?:which|who|whose)\b|哪(?!里|儿)|谁", re.IGNORECASE)
_FIGURE_ALONE = re.compile(
    r"[A-Z]{0,3} ?[\d.,]+ ?(?:thousand|million|billion|[万亿千百]*[a-zA-Z元欧美]{0,3})%?"
)
_CLAUSE = re.compile(r"[,，;；？]|\?")
LISTED = 3  # figures of one unit in a sentence, by which it tells itself which is the most


@dataclass(frozen=True, slots=True)
class End:
    """One end of an order, with its words.

    Attributes:
        name: ``most``, ``least``, or ``any`` where it is neither.
        asked: finds it in a question, and in a text.
        said: finds it in a text in other words; of ``any`` that is a rank.
    """

    name: str
    asked: re.Pattern[str]
    said: re.Pattern[str]


def _words() -> dict[str, list[dict[str, Any]]]:
    return word_lists(__package__, "superlative_words")


@cache
def _ends() -> tuple[End, ...]:
    return tuple(
        End(entry["name"], any_of(entry["asked"]), any_of(entry["said"]))
        for entry in _words()["end"]
    )


def _without_rates(question: Question, text: str) -> str:
    """A text without the highest and lowest rates of it, where no rate is asked for.

    The college that keeps the fewest of its students is not the one with the fewest.
    """
    for entry in _words()["rate"]:
        if not any_of(entry["asked"]).search(bare(question.text)):
            text = any_of(entry["said"]).sub(" ", text)
    return text


def end_asked(question: Question) -> str:
    """Which end of an order a question asks for: ``most``, ``least``, ``any``; else empty."""
    for clause in _CLAUSE.split(bare(question.asked)):
        which = _WHICH.search(clause)
        if which is None or _BOUND.search(clause):
            continue
        # "When was the port with the most ships opened, and by which ..." asks for no port.
        asking = clause if script(clause) == "han" else clause[which.start() :]
        found = [end.name for end in _ends() if end.asked.search(asking)]
        if found:
            return found[0] if len(found) == 1 else ANY
    return ""


def says_end(end: str, text: str) -> bool:
    """Whether a text says an end of an order: a rank says either, the busiest has the most.

    Args:
        end: as ``end_asked`` gives it.
        text: in a language whose words are known; of another one nothing can be told.
    """
    if question_language(text) not in KNOWN:
        return True
    for own in _ends():
        if own.name in (end, ANY) and own.said.search(text):
            return True
        same = own.name == end or end == ANY or (end == MOST and own.name == ANY)
        if same and own.asked.search(text):
            return True
    return False


def says_move(way: str, text: str) -> bool:
    """Whether a text says that something went the way that is asked for: fell, rose, stayed.

    Args:
        way: as ``over_years`` gives it; of ``all`` nothing need be said.
        text: in a language whose words are known; of another one nothing can be told.
    """
    words = {"down": "moved down", "up": "moved up", "level": "stayed level"}.get(way)
    if words is None or question_language(text) not in KNOWN:
        return True
    return phrase(words).search(text) is not None


def unsaid_order(question: Question, span: Span, matcher: Matcher) -> bool:
    """Whether a question asks for an order that nothing at a span says: the most, what fell.

    Args:
        question: as understood.
        span: a sentence or row that may answer.
        matcher: the question, ready to be matched.
    """
    if not asks_order(question):
        return False
    own = read_out(span.hit) if is_row(span) else span.text
    units = Counter(figure.unit for figure in figures(span.text) if figure.unit)
    if not is_row(span) and max(units.values(), default=0) >= LISTED:
        return False
    return _unsaid(question, [own, *belonging(question, span, matcher)], span.hit)


def unsaid_by_list(question: Question, opener: str, hit: Hit) -> bool:
    """Likewise of a list: what opens it, and what stands over it.

    Args:
        question: as understood.
        opener: the line that announces the list; may be empty.
        hit: the passage of its first item.
    """
    return asks_order(question) and _unsaid(question, [opener], hit)


def asks_order(question: Question) -> bool:
    """Whether one end of an order is asked for, or what fell or rose over the years."""
    return bool(end_asked(question)) or asks_what_moved(question)


def names_none(question: Question, answer: Draft) -> bool:
    """Whether a bare figure is given where it is asked which is the most, or the least.

    "Which site has the most doctors?" is answered by no number of them; "which year?" is.
    """
    own = bare(question.text)
    which = _ONE_ASKED.search(own) is not None and bool(end_asked(question))
    if not which or phrase("time asked").search(kind_word(question) or own[:8]):
        return False
    if answer.method in ("table", "cell", "other years"):
        return True
    return bool(answer.short) and _FIGURE_ALONE.fullmatch(answer.short or "") is not None


def _unsaid(question: Question, texts: Sequence[str], hit: Hit) -> bool:
    passage = hit.passage
    said = "\n".join([*texts, *passage.section[-1:], passage.caption, passage.context])
    end, over = end_asked(question), over_years(question)
    if over is not None and asks_what_moved(question) and not says_move(over.way, said):
        return True
    return bool(end) and not says_end(end, _without_rates(question, said))


def _tells_itself(question: Question, answer: Draft) -> bool:
    """Whether what an answer quotes says the most or the least itself: no figures need be compared.

    "The three trades with the most courses are ..." tells it better than its numbers do.
    """
    end = end_asked(question)
    quotes = "\n".join(support.quote for line in answer.sentences for support in line.supports)
    return bool(end) and says_end(end, quotes)


def _kind(question: Question) -> str:
    """The words of a question that say what is ranked, and by what."""
    text = bare(question.text)
    for end in _ends():
        text = end.asked.sub(" ", text)
    return kind_asked(text)


def ranks_asked(question: Question, answer: Draft, matcher: Matcher) -> bool:
    """Whether rows that were ranked are of the kind, and ranked by what, a question asks for.

    "Which park has the fewest visitors?" is not answered by what is paid for each park.

    Args:
        question: as understood.
        answer: drawn from rows.
        matcher: the question, ready to be matched.
    """
    kind = _kind(question)
    hits = [support.hit for line in answer.sentences for support in line.supports]
    columns = [cell.column for hit in hits for cell in hit.passage.cells]
    around = "\n".join([*map(whole, hits), *(hit.passage.label for hit in hits), *columns])
    letter, stems = series_of(kind)
    labels = [label_codes(leaf(hit.passage.label)) for hit in hits]
    if letter and not says_any(stems, around) and not any(is_coded(letter, own) for own in labels):
        return False
    rest = besides_series(kind)
    if not rest:
        return True
    asked = matcher.for_words(rest)
    said = float(asked.covered(asked.met([around]))[0])
    return said >= (SAID if script(around) == script(rest) else SAID_ACROSS)


def compares_asked(question: Question, answer: Draft, matcher: Matcher) -> bool:
    """Whether figures of sentences that were compared tell the most, where that is asked for.

    Not those of another kind than is ranked, nor those of a sentence that says itself which it is.
    """
    if not answer.method.startswith("worked") or not asks_order(question):
        return True
    if asks_what_moved(question) or _tells_itself(question, answer):
        return False
    return ranks_asked(question, answer, matcher)
