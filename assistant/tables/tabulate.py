"""Answers drawn from tables: a figure and its readings, or what is worked out from figures."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import replace

from assistant.draft import Draft
from assistant.figures import figures
from assistant.letters import plain
from assistant.question import Question, kinds_of
from assistant.reckoning.worked import worked_out
from assistant.refusals.superlatives import end_asked
from assistant.tables.asked import Asked, is_sure
from assistant.tables.assembly import dated_by_title, table_rows
from assistant.tables.balance import left_over
from assistant.tables.categories import category_draft
from assistant.tables.check import check
from assistant.tables.chosen import chosen_rows_draft
from assistant.tables.code_columns import of_code_column, with_code_names
from assistant.tables.codes import meaning_draft, shared_draft
from assistant.tables.columns import asked_values, without_bounds
from assistant.tables.completing import completed
from assistant.tables.compute import compute, is_unsaid, shares_together
from assistant.tables.counted import all_together, of_category, so_many
from assistant.tables.crossing import crossed
from assistant.tables.editions import of_editions_named
from assistant.tables.elsewhere import with_other_figures
from assistant.tables.fit import OVER_ROWS, fit_floor, is_about_rows
from assistant.tables.foremost import foremost_draft
from assistant.tables.forms import form_draft
from assistant.tables.grouped import group_draft
from assistant.tables.items import item_draft
from assistant.tables.kinds import kinds_draft
from assistant.tables.labels import label_draft
from assistant.tables.lacking import (
    lacks_one_year,
    lacks_purpose,
    lacks_year,
    nearest_row,
    of_other_years,
    other_years,
)
from assistant.tables.left_to_text import is_left_to_text, is_surer
from assistant.tables.lines import display
from assistant.tables.lookup import facts_asked, lookup
from assistant.tables.of_each import of_each
from assistant.tables.operands import all_joined
from assistant.tables.over_years import asks_what_moved, over_years
from assistant.tables.periods import added_parts, lacks_part, of_period
from assistant.tables.plan import Plan, joined_parts, plans
from assistant.tables.remainder import leaves_out, remainder
from assistant.tables.rows import Row, leaf, row_name
from assistant.tables.select import exceeding, extreme, listed, rank, same, select
from assistant.tables.stated import has_share, is_label, is_totalled
from assistant.tables.texts import text_cell_draft, worded_rows
from assistant.tables.words import phrase
from assistant.tables.years_compared import years_draft
from index.hits import Hit
from index.static import StaticEmbedder
from ingest.grid import is_period

CANDIDATES = 5  # that a trace shows
_OF_QUANTITIES = frozenset({"times", "ratio", "percent_change", "filter"})
_OF_TWO_YEARS = frozenset({"change", "difference", "percent_change", "points"})
# Operations that leave a question to the next one where they have no answer.
_PASSED_OVER = frozenset({"list", "exceed", "share", "lookup", "check", "remainder", "left"})
_ANSWERS: dict[str, Callable[[Asked, Plan], Draft | None]] = {
    "check": check,
    "extreme": extreme,
    "rank": rank,
    "filter": select,
    "exceed": exceeding,
    "same": same,
    "list": listed,
    "left": left_over,
}


def table_draft(question: Question, hits: Sequence[Hit], vectors: StaticEmbedder) -> Draft | None:
    """An answer from figures of tables, or computed from figures of text; None where neither.

    Args:
        question: as understood.
        hits: passages in search order, all rows of the tables that matter among them.
        vectors: the embedding that names are compared by across languages.
    """
    rows = table_rows(hits)
    draft, asked = _drawn(question, rows, hits, vectors)
    if draft is not None:
        draft = with_code_names(question, completed(question, draft), rows)
    if draft is None or asked is None:
        return draft
    return replace(draft, candidates=tuple(asked.rows[:CANDIDATES]))


def _drawn(
    question: Question, rows: Sequence[Row], hits: Sequence[Hit], vectors: StaticEmbedder
) -> tuple[Draft | None, Asked | None]:
    """The answer with the rows that it was chosen from."""
    question = _of_figures(question)
    found: Sequence[Plan] = plans(question)
    if {plan.operation for plan in found} & _OF_QUANTITIES:  # "how many times" counts nothing
        question = replace(question, kind="other", wants=question.wants - {"count"})
    whole, read = question, rows
    question, rows = _not_set_aside(question, _of_month(question, rows))
    every = rows
    rows = of_editions_named(question, [row for row in rows if asked_values(question, row)])
    question, rows = of_code_column(*of_period(question, rows), vectors)
    found = found if question.text == whole.text else plans(question)
    if len(question.years) == 2 or over_years(question):
        rows = dated_by_title(rows)
    asked = Asked.of(question, rows, vectors) if rows else None
    draft = years_draft(asked) or _from_words(whole, asked, hits, vectors)
    if draft is not None or asks_what_moved(question):
        return draft, asked
    if asked is not None:
        found = _of_category(asked, _of_no_bound(asked, found))
        if told := _of_part(whole, asked, found, every):
            return told, asked
    worked = worked_out(question, hits, read, vectors)
    if asked is not None and is_about_rows(asked, found):
        draft = _from_rows(asked, found)
        lacks = draft is not None and draft.method == "sum" and worked.lacks
        if draft is not None and lacks and not _joins_all(asked, draft):
            return None, asked
        if draft is not None and worked.draft is not None and is_surer(asked, worked, draft):
            return worked.draft, asked
        if draft is not None and not is_left_to_text(asked, draft, hits):
            return _with_other_figures(asked, draft, hits), asked
    if worked.draft is not None:
        return worked.draft, asked
    if asked is not None and lacks_year(asked):
        return other_years(asked), asked
    return None, asked


def _of_part(
    whole: Question, asked: Asked, found: Sequence[Plan], every: Sequence[Row]
) -> Draft | None:
    """The answer for a part of a year, for each part, or what is left of a whole without some."""
    draft = added_parts(asked, found) or lacks_part(whole, asked) or of_each(asked, found)
    if draft := draft or crossed(asked, found):
        return draft
    return _remainder(asked, every) if leaves_out(asked.question.text) else None


def _not_set_aside(question: Question, rows: list[Row]) -> tuple[Question, list[Row]]:
    """A question and rows without the row that it names only to leave it out.

    "Which card other than the day card has a fee?" is not answered by the row of the day card.
    """
    aside = phrase("set one aside").search(question.text)
    if aside is None or leaves_out(question.text):
        return question, rows
    letters = plain(aside.group())
    names = [plain(row_name(leaf(row.name))) for row in rows]
    said = [len(name) > 1 and name in letters for name in names]
    others = [row for row, own in zip(rows, said, strict=True) if not own]
    if len(others) == len(rows):
        return question, rows
    text = phrase("set one aside").sub(" ", question.text)
    return replace(question, text=text), others


def _of_no_bound(asked: Asked, found: Sequence[Plan]) -> Sequence[Plan]:
    """The operations asked for, where "minimum" may be a column: no extreme, or another one.

    "Which station had the maximum temperature?" asks for the extreme of such a column.
    """
    question = asked.question
    text = without_bounds(question.text, asked.likeliest)
    if text == question.text:
        return found
    others = plans(replace(question, text=text))
    another = any(plan.operation == "extreme" for plan in others)
    of_rows = phrase("which rows").search(question.text) and not is_sure(asked, asked.likeliest)
    return others if another or not of_rows else found


def _of_category(asked: Asked, found: Sequence[Plan]) -> Sequence[Plan]:
    """The operations, a sum before them where all rows of a category are asked for in one figure.

    "What is the total budget of the delayed projects?"
    """
    sums = any(plan.operation == "sum" for plan in found)
    whole = not sums and phrase("whole").search(asked.question.text)
    return [Plan("sum"), *found] if whole and of_category(asked) else found


def _from_words(
    question: Question, asked: Asked | None, hits: Sequence[Hit], vectors: StaticEmbedder
) -> Draft | None:
    """An answer from cells of words, labels and headings, before any from figures."""
    worded = _of_month(question, worded_rows(question, hits))
    question, worded = _not_set_aside(question, worded)
    return (
        chosen_rows_draft(question, worded, vectors)
        or category_draft(question, worded, vectors)
        or kinds_draft(question, worded, vectors)
        or form_draft(question, worded, vectors)
        or label_draft(question, worded, vectors)
        or group_draft(question, worded, vectors)
        or foremost_draft(question, asked.rows if asked else (), vectors)
        or (None if _asks_foremost(question) else text_cell_draft(question, worded, vectors))
        or item_draft(question, worded, vectors)
        or meaning_draft(question, asked, hits)
    )


def _asks_foremost(question: Question) -> bool:
    """Whether it is asked which has the most, or the least: no cell of one row tells that."""
    return bool(end_asked(question)) and any(
        plan.operation == "extreme" for plan in plans(question)
    )


def _of_month(question: Question, rows: Sequence[Row]) -> list[Row]:
    """The rows without those of other months, where one is of the month that is asked for."""
    months = [c for c in question.constraints if c.kind == "month"]
    met = [any(c.met(row.label) for c in months) for row in rows]
    if not any(met):
        return list(rows)
    return [row for row, own in zip(rows, met, strict=True) if own or not is_period(leaf(row.name))]


def _joins_all(asked: Asked, draft: Draft) -> bool:
    """Whether one row has all that is added up, or just what is asked for is added up."""
    supports = (support for line in draft.sentences for support in line.supports)
    of_one_row = len({support.hit.passage_id for support in supports}) == 1
    joined = all_together(asked, draft.method) or all_joined(asked, asked.rows[0])
    return of_one_row or bool(joined)


def _remainder(asked: Asked, rows: Sequence[Row]) -> Draft | None:
    """What is left of whole tables, of which those that a question names are a part only."""
    codes = [code for code in asked.question.codes if "-" not in code]
    text = re.sub(
        rf"(?<![A-Za-z0-9])(?:{'|'.join(codes) or '(?!)'})(?!\d)", " ", asked.question.text
    )
    uncoded = replace(asked.question, text=text, codes=())
    rows = of_editions_named(uncoded, [row for row in rows if asked_values(uncoded, row)])
    whole = Asked.of(uncoded, rows, asked.vectors)
    return remainder(replace(whole, question=replace(uncoded, text=asked.question.text)), codes)


def _with_other_figures(asked: Asked, draft: Draft, hits: Sequence[Hit]) -> Draft:
    """The answer from a single cell with what a sentence says otherwise."""
    if draft.method not in ("cell", "table") or len(draft.sentences) != 1:
        return draft
    best = asked.timely()[0]
    facts = facts_asked(asked, best)
    shown = [display(value, asked.language) for value in facts]
    if len(facts) != 1 or draft.short != shown[0]:
        return draft
    return with_other_figures(asked, draft, best, facts[0], hits)


def _of_figures(question: Question) -> Question:
    """A question as tables are asked: shares in any words, and without what it sets aside.

    "占这笔钱的多少" asks for a share and for no amount, "A rather than B" for A.
    """
    text = phrase("not asked").sub("", question.text)
    wants = question.wants
    if share := phrase("share asked").search(question.text):
        rest = f"{question.text[: share.start()]} {question.text[share.end() :]}"
        wants |= {"share"}
        if "amount" not in kinds_of(phrase("of any measure").sub(" ", rest)):
            wants -= {"amount"}
    years = question.years
    if len(years) == 1 and phrase("year before").search(text):
        years = (years[0], years[0] - 1)
    return replace(question, text=text, wants=wants, years=years)


def _from_rows(asked: Asked, found: Sequence[Plan]) -> Draft | None:
    """The answer of the first operation that has one, or that the rows lack what is asked."""
    timely = asked.timely()
    if not timely:
        return None
    if shared := shared_draft(asked, timely[0]):
        return shared
    fits = timely[0].score >= max(fit_floor(asked), 0.5 * asked.rows[0].score)
    if fits and (lacking := _lacking(asked, found)):
        return lacking
    for plan in found:
        counted = bool(all_together(asked, plan.operation))
        if not fits and not counted and plan.operation not in OVER_ROWS:
            continue
        stated = plan.words and (is_label(asked, plan) or is_totalled(asked, plan))
        if stated and not counted:
            continue
        draft = _ANSWERS.get(plan.operation, _worked)(asked, plan)
        if draft is not None and _repeats(asked, draft, found):
            return None
        if draft is not None:
            return draft
        if plan.operation in _PASSED_OVER or (plan.operation == "extreme" and _is_yes_or_no(asked)):
            continue
        joined = len(joined_parts(asked.question.text)) > 1 or so_many(asked) > 1
        several = plan.operation == "sum" and joined
        if several or is_unsaid(asked, plan) or not is_sure(asked, asked.rows[0]):
            return None  # a single cell is no answer to a sum or a comparison
    return None


def _lacking(asked: Asked, found: Sequence[Plan]) -> Draft | None:
    """What rows that fit do not tell: the purpose, the year or one of the years asked for."""
    timely = asked.timely()
    if lacks_purpose(asked, timely):
        return nearest_row(asked, timely[0])
    if any(plan.operation in _OF_TWO_YEARS for plan in found) and lacks_one_year(asked):
        return other_years(asked)
    others = of_other_years(asked)
    return other_years(asked, others) if others else None


def _is_yes_or_no(asked: Asked) -> bool:
    return "yesno" in asked.question.wants


def _repeats(asked: Asked, draft: Draft, found: Sequence[Plan]) -> bool:
    """Whether what is left of a whole is asked for, and the whole is all that a row says."""
    if draft.method not in ("table", "cell") or all(
        plan.operation != "remainder" for plan in found
    ):
        return False
    told = {figure.value for figure in figures(asked.question.text)}
    return any(figure.value in told for figure in figures(draft.short or ""))


def _worked(asked: Asked, plan: Plan) -> Draft | None:
    """The answer to an operation that is not over rows: cells looked up, or what is worked out."""
    if plan.operation == "lookup":
        return None if is_unsaid(asked, plan) else lookup(asked, plan)
    if plan.operation == "remainder":
        return None  # what is left of a whole is worked out from the sentence that gives both
    if plan.operation == "share":
        if draft := shares_together(asked):
            return draft
        if has_share(asked, plan):
            return None
    return compute(asked, plan)
