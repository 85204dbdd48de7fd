"""Answers worked out from figures of running text, with their working and every figure cited."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from assistant.draft import Draft
from assistant.question import Question
from assistant.reading.extract import Span, beside
from assistant.reading.interval import events_asked
from assistant.reading.ordering import either
from assistant.reckoning.asked import Asked, asked_of
from assistant.reckoning.bind import Bound, bind, is_one_of_another_thing, lacks_operand, leaves_out
from assistant.reckoning.by_year import bind_years
from assistant.reckoning.changes import (
    before_added,
    before_year,
    former,
    is_apart,
    is_grown,
    moved,
)
from assistant.reckoning.conflicts import asks_figure
from assistant.reckoning.durations import duration_draft
from assistant.reckoning.enumerations import enumeration, goes_from_first, several
from assistant.reckoning.field import Field
from assistant.reckoning.joined import Name
from assistant.reckoning.products import product_of_all, products
from assistant.reckoning.ratios import average_draft, percent_draft, portion_draft, share_draft
from assistant.reckoning.remains import left_of, opposite_share, rest_of
from assistant.reckoning.results import (
    added_up,
    apart,
    before_draft,
    bound_draft,
    products_draft,
    remaining_draft,
    worked_draft,
)
from assistant.reckoning.said import Part, row_parts, text_parts
from assistant.reckoning.sentence import lacks_a_name, subjects, two_alike
from assistant.reckoning.told import all_met
from assistant.reckoning.two_times import are_of_two_times, at_two_times
from assistant.reckoning.wholes import says_places
from assistant.reckoning.without import without
from assistant.reckoning.wording import Operation, words_of
from assistant.tables.arithmetic import (
    shown,
    total,
)
from assistant.tables.rows import Row
from assistant.tables.yearly import spanned_years
from index.hits import Hit
from index.static import StaticEmbedder

# What comes of shares: it counts otherwise than the figures that it is worked out from.
OF_SHARES = frozenset({"worked: portion", "worked: share", "worked: percent"})
OF_WHOLES = OF_SHARES | {"worked: left"}


@dataclass(frozen=True, slots=True)
class Worked:
    """What was made of a question about figures.

    Attributes:
        draft: the answer worked out; None where figures are missing.
        lacks: one of the things that it names has no figure anywhere; none is to be made up.
    """

    draft: Draft | None
    lacks: bool = False

    @property
    def of_cells(self) -> bool:
        """Whether all its figures stand in tables."""
        quotes = self.draft.sentences[1:] if self.draft else ()
        return all(support.table is not None for quote in quotes for support in quote.supports)


def worked_out(
    question: Question, hits: Sequence[Hit], rows: Sequence[Row], vectors: StaticEmbedder
) -> Worked:
    """What a question asks to be worked out from figures that sentences give.

    Args:
        question: as understood.
        hits: passages in search order.
        rows: those of the tables among them.
        vectors: the embedding that words are compared by.
    """
    asked = asked_of(question)
    operations = asked.operations()
    if not asked.words or not (operations or asks_figure(asked.text)):
        return Worked(None)
    field = Field(asked, [*text_parts(hits), *row_parts(rows)], vectors)
    for operation in operations:
        if operation == "duration":
            if events_asked(asked.text) is not None or either(asked.text) is not None:
                continue  # the time between two events: ``reading`` tells it or nothing
            draft = duration_draft(asked, hits, vectors)
        else:
            draft = _WORKINGS.get(operation, _of_names)(field, operation)
        if draft is not None and _is_of_told(asked, draft):
            return Worked(draft)
    if (told := former(field)) is not None and says_places(field, told[0].parts):
        return Worked(before_draft(field, *told))
    if (bound := rest_of(field)) is not None:
        draft = remaining_draft(field, bound)
        return Worked(draft if _is_of_told(asked, draft) else None)
    splits = list(asked.names("sum")) if "sum" in operations else []
    return Worked(None, bool(splits) and all(lacks_operand(field, names) for names in splits))


def asks_working(question: Question) -> bool:
    """Whether a question asks for a number, or for what numbers come to."""
    asked = asked_of(question)
    return bool(asked.words and (_operations(asked) or asks_figure(asked.text)))


def _operations(asked: Asked) -> list[Operation]:
    """What may be worked out of one sentence; how long something took needs no sum."""
    return [name for name in asked.operations() if name != "duration"]


def worked_within(question: Question, span: Span, vectors: StaticEmbedder) -> Draft | None:
    """What a question asks to be worked out from the figures of the sentence that answers best.

    How the sentence belongs to the question is known; only how its figures belong together is
    looked for, there or with the sentences beside it.

    Args:
        question: as understood.
        span: the sentence.
        vectors: the embedding that words are compared by.
    """
    if not asks_working(question):
        return None
    asked = asked_of(question)
    told = text_parts([span.hit])
    earlier, later = beside(span)
    for texts in ([span.text], [*earlier[:1], span.text, *later[:1]]):
        near = [part for part in told if any(part.sentence in text for text in texts)]
        if len(near) < 2:
            continue
        field = Field(asked, near, vectors, span.text)
        for operation in _operations(asked):
            draft = _WORKINGS.get(operation, _of_names)(field, operation)
            draft = draft or _of_sentence(field, operation)
            if draft is None or not _stands_on(draft, span.text):
                continue
            if _is_of_told(asked, draft):
                return draft
    return None


def _is_of_told(asked: Asked, draft: Draft) -> bool:
    """Whether what is worked with gives the numbers that the question gives: "of the 50 people".

    A part of which the question does not say what it is a part of is of anything.
    """
    if asked.is_bare and draft.method in OF_WHOLES:
        return False
    supports = [support for sentence in draft.sentences for support in sentence.supports]
    if draft.method in OF_WHOLES:
        return all_met(asked.numbers, [support.quote for support in supports])
    return all_met(asked.numbers, [support.hit.passage.text for support in supports])


def _stands_on(draft: Draft, text: str) -> bool:
    """Whether a figure that is worked with stands in a sentence."""
    supports = (support for sentence in draft.sentences for support in sentence.supports)
    return any(support.quote in text for support in supports)


def _of_sentence(field: Field, operation: Operation) -> Draft | None:
    """What the figures of a sentence that is known to answer come to, without their names."""
    if operation == "sum" and (found := products(field)):
        return products_draft(field, found)
    if operation == "compare" and not any(field.asked.names(operation)):
        pair = two_alike(field, of_kind=True)  # "which of the two groups has more?"
        names = subjects(pair) if pair else None
        if pair is None or names is None:
            return None
        return bound_draft(field.asked, "compare", Bound(names, pair, 1.0))
    if operation not in ("sum", "difference", "change") or not _asks_number(field.asked):
        return None
    worked: Operation = "sum" if operation == "sum" else "difference"
    if operation == "difference" and not _asks_apart(field.asked):
        return None  # "asked for how many more, and how many were granted?"
    pair = two_alike(field)
    if pair is None or lacks_a_name(field, worked):
        return None
    if _tells_result(field, worked, pair):
        return None
    if worked == "difference" and not are_of_two_times(field, pair):
        return None
    if worked == "difference" and pair[0].sentence != pair[1].sentence:
        one, two = map(field.parts.index, pair)
        if is_one_of_another_thing(field, one, two, range(len(field.asked.words))):
            return None
    asked, told = set(field.asked.question.years), {y for part in pair for y in part.years}
    if len(asked) > 1 and not asked <= told:
        return None  # both are of one of the years asked about
    return _drawn(field, worked, Bound(("", ""), pair, 1.0))


def _tells_result(field: Field, worked: Operation, pair: tuple[Part, Part]) -> bool:
    """Whether two figures of a sentence tell the result themselves.

    By how much it has grown, or is above another; or how much came in, beside what is left of it.
    """
    if worked == "sum":
        return goes_from_first(pair, field.asked.text)
    return is_grown(*pair) or is_apart(*pair)


def _asks_apart(asked: Asked) -> bool:
    """Whether a question holds two things or two times against each other."""
    return asked.compares() or words_of("apart asked").search(asked.text) is not None


def _asks_number(asked: Asked) -> bool:
    return asks_figure(asked.text) or bool(asked.question.wants & {"amount", "count"})


def _of_names(field: Field, operation: Operation) -> Draft | None:
    """What the figures of things that are named come to, or how they compare."""
    if operation == "difference" and not field.asked.compares():
        bound = moved(field)
        if bound is not None:
            return bound_draft(field.asked, operation, bound)
    if operation == "sum" and field.asked.told > 2 and (bound := several(field)):
        return bound_draft(field.asked, operation, bound)
    question = field.asked.question
    years = spanned_years(question) if operation == "sum" else question.years
    listed: list[Name] = []
    for names in field.asked.names(operation):
        listed = names if len(names) >= len(listed) else listed
        bound = bind(field, names)
        if bound is None or (operation == "sum" and leaves_out(field, bound, listed)):
            continue
        if operation == "sum" and _holds_total(bound):
            continue
        if not _lacks_a_year(bound, years):
            return bound_draft(field.asked, operation, bound)
    bound = bind_years(field, years)
    if bound is None and operation == "difference":
        bound = at_two_times(field)
    if bound is None and operation == "sum" and len(years) < 2 and not field.asked.joins():
        bound = enumeration(field)
    return _drawn(field, operation, bound) if bound is not None else None


def _drawn(field: Field, operation: str, bound: Bound) -> Draft | None:
    """What bound figures come to, unless a sum would count twice what a total holds already."""
    if operation == "sum" and _holds_total(bound):
        return None
    return bound_draft(field.asked, operation, bound)


def _holds_total(bound: Bound) -> bool:
    """Whether a figure is a total already, and another is not: "360 more, so 900 in all"."""
    return len({words_of("a total").search(part.own) is not None for part in bound.parts}) > 1


def _lacks_a_year(bound: Bound, asked: Sequence[int]) -> bool:
    """Whether figures of several years are added up, and one of those asked for is lacking."""
    found = {year for part in bound.parts for year in part.years}
    return len(asked) > 1 and len(found & set(asked)) > 1 and not set(asked) <= found


def _changed(field: Field, operation: Operation) -> Draft | None:
    bound = moved(field) or bind_years(field, field.asked.question.years) or at_two_times(field)
    return bound_draft(field.asked, "difference", bound) if bound is not None else None


def _rest(field: Field, operation: Operation) -> Draft | None:
    piece = without(field)
    if piece is None:
        return None
    language = field.asked.question.language
    if piece.whole is not None:
        result, working = apart([piece.whole.quantity, piece.part.quantity])
        found: tuple[Part, ...] = (piece.whole, piece.part)
    else:
        quantities = [part.quantity for part in piece.others]
        result, working, found = total(quantities), added_up(quantities), piece.others
    short = shown(result, language)
    return worked_draft(field, f"**{short}** ({working})", short, found, piece.covered, operation)


def _left(field: Field, operation: Operation) -> Draft | None:
    if words_of("names asked").search(field.asked.text):
        return None
    bound = rest_of(field) or left_of(field) or opposite_share(field)
    if bound is not None:
        return remaining_draft(field, bound)
    bound = at_two_times(field, goal=True)
    return bound_draft(field.asked, "difference", bound) if bound is not None else None


def _previous(field: Field, operation: Operation) -> Draft | None:
    bound = before_added(field) or before_year(field)
    return remaining_draft(field, bound) if bound is not None else None


def _product(field: Field, operation: Operation) -> Draft | None:
    found = product_of_all(field)
    return products_draft(field, found) if found else None


_WORKINGS: dict[Operation, Callable[[Field, Operation], Draft | None]] = {
    "before": _previous,
    "product": _product,
    "percent": percent_draft,
    "portion": portion_draft,
    "share": share_draft,
    "rest": _rest,
    "left": _left,
    "average": average_draft,
    "change": _changed,
}
