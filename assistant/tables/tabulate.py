"""Answers drawn from tables: a figure and its readings, or what is worked out from figures."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import replace

from assistant.draft import Draft, Sentence
from assistant.figures import figures, years
from assistant.question import (
    Question,
    content_words,
    kinds_of,
    question_codes,
    row_subject,
    subject,
)
from assistant.reading.extract import spans
from assistant.reading.match import Matcher, script
from assistant.reckoning.worked import DIFFERING, Worked, worked_out
from assistant.tables.asked import CERTAIN, LEAD, Asked, is_named, is_sure
from assistant.tables.assembly import dated_by_title, table_rows
from assistant.tables.check import check
from assistant.tables.chosen import chosen_rows_draft
from assistant.tables.codes import heading_draft, meaning_draft, shared_draft
from assistant.tables.columns import (
    asked_values,
    best_value,
    is_count,
    is_movement,
    is_of_whole,
    is_total_column,
    wanted_values,
)
from assistant.tables.compared import compared
from assistant.tables.compute import compute, shares_together
from assistant.tables.counted import of_all_counted, so_many
from assistant.tables.editions import of_editions_named
from assistant.tables.elsewhere import with_other_figures
from assistant.tables.fiscal_years import column_years
from assistant.tables.forms import form_draft
from assistant.tables.groups import corner, in_other_groups, own_group, under_group
from assistant.tables.items import item_draft
from assistant.tables.labels import label_draft
from assistant.tables.lines import cell_lines, display, line
from assistant.tables.match import (
    PURPOSE,
    STRONG,
    asks_share_of_whole,
    purpose,
    surroundings,
    terms,
)
from assistant.tables.operands import of_editions
from assistant.tables.plan import Plan, joined_parts, plans
from assistant.tables.remainder import leaves_out, remainder
from assistant.tables.row_columns import COLUMN
from assistant.tables.rows import (
    Row,
    Value,
    is_bare_total,
    is_total,
    label_codes,
    leaf,
    own_name,
    same_group,
)
from assistant.tables.select import exceeding, extreme, listed, rank, same, select
from assistant.tables.subjects import subjects
from assistant.tables.texts import asked_cells, shown_cells, text_cell_draft, worded_rows
from assistant.tables.wording import table_wording
from assistant.tables.words import phrase
from assistant.tables.yearly import TWIN, by_year, every_year
from assistant.wording import wording
from index.search import Hit
from index.static import StaticEmbedder
from ingest.grid import is_period

_FIGURE_KINDS = frozenset(
    {"amount", "share", "count", "difference", "sum", "comparison", "extreme"}
)
NEAR = 0.9  # rows within this share of the best score are readings of the same question
MAX_READINGS = 4
CANDIDATES = 5  # that a trace shows
TWIN_NEAR = 0.75  # of the best row's fit, what one of another year under the same code must have
TWIN_NAMED = 0.6  # share of its label that a question in another script must name
ROW_THRESHOLD = 0.35
NAMED_COLUMN = 0.5  # share of a header that a question must name to ask for that column
FOREIGN_THRESHOLD = 0.3  # likewise of a label in another script, with a clear lead
SURER = 0.1  # what a figure worked out of sentences must answer better than cells
TEXT_HITS = 20
SAID_BETTER = 0.3  # share of a question's words that a sentence must say beyond those of the row
SAID = 0.5  # share of a question's words that row, column and caption must say for a plain look-up
TOLD = 0.45  # share of what a question is about that a row and what stands around it must say
_OF_A_ROW = frozenset(
    {"table", "cell", "extreme", "change", "difference", "comparison", "share", "average", "sum"}
)
_OF_QUANTITIES = frozenset({"times", "ratio", "percent_change", "filter"})
_OF_TWO_YEARS = frozenset({"change", "difference", "percent_change", "points"})
_OF_WORDS = frozenset({"person", "place", "organisation", "date", "reason", "contact"})
_OVER_ROWS = frozenset({"extreme", "rank", "filter", "exceed", "same", "list", "check"})
# Operations that leave a question to the next one where they have no answer.
_PASSED_OVER = frozenset({"list", "exceed", "share", "lookup", "check", "remainder"})
_LOOKED_UP = frozenset({"table", "list"})
_COMPUTED = frozenset(
    {
        "sum",
        "average",
        "minus",
        "difference",
        "change",
        "percent_change",
        "ratio",
        "times",
        "points",
    }
)
_IN_LABELS = frozenset({"average", "ratio", "share", "change", "difference", "sum"})
_OPERATIONS_NAMED = frozenset(
    terms("average ratio share percentage proportion change increase decrease growth difference")
)
_OPERATION_TERMS = frozenset(
    terms(
        "average ratio share percentage proportion change increase decrease growth difference"
        " total year years quarter period highest higher largest larger greatest greater most"
        " biggest bigger lowest lower smallest smaller least less more respective amount value many"
    )
)

_MEASURES = frozenset(terms("days hours years months percent number usd chf eur"))

_ANSWERS: dict[str, Callable[[Asked, Plan], Draft | None]] = {
    "check": check,
    "extreme": extreme,
    "rank": rank,
    "filter": select,
    "exceed": exceeding,
    "same": same,
    "list": listed,
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
    if draft is None or asked is None:
        return draft
    return replace(draft, candidates=tuple(asked.rows[:CANDIDATES]))


def _drawn(
    question: Question, rows: Sequence[Row], hits: Sequence[Hit], vectors: StaticEmbedder
) -> tuple[Draft | None, Asked | None]:
    """The answer with the rows that it was chosen from."""
    question = _of_figures(question)
    found = plans(question)
    if {plan.operation for plan in found} & _OF_QUANTITIES:  # "how many times" counts nothing
        question = replace(question, kind="other", wants=question.wants - {"count"})
    rows = _of_month(question, rows)
    every = rows
    rows = of_editions_named(question, [row for row in rows if asked_values(question, row)])
    if len(question.years) == 2:
        rows = dated_by_title(rows)
    asked = Asked.of(question, rows, vectors) if rows else None
    worded = _of_month(question, worded_rows(question, hits))
    draft = (
        chosen_rows_draft(question, worded, vectors)
        or form_draft(question, worded, vectors)
        or label_draft(question, worded, vectors)
        or text_cell_draft(question, worded, vectors)
        or item_draft(question, worded, vectors)
        or (meaning_draft(asked) if asked else None)
        or heading_draft(question, hits)
    )
    if draft is not None:
        return draft, asked
    if asked is not None and leaves_out(question.text) and (left := _remainder(asked, every)):
        return left, asked
    worked = worked_out(question, hits, vectors)
    if asked is not None and _is_about(asked, found):
        draft = _from_rows(asked, found)
        if draft is not None and worked.lacks and draft.method == "sum":
            return None, asked  # one of the things to be added is nowhere
        if draft is not None and worked.draft is not None and _is_surer(asked, worked, draft):
            return worked.draft, asked
        if draft is not None and not _is_left_to_text(asked, draft, hits):
            return _with_other_figures(asked, draft, hits), asked
    if worked.draft is not None:
        return worked.draft, asked
    if asked is not None and _lacks_year(asked):
        return _other_years(asked), asked
    return None, asked


def _of_month(question: Question, rows: Sequence[Row]) -> list[Row]:
    """The rows without those of other months, where one is of the month that is asked for."""
    months = [c for c in question.constraints if c.kind == "month"]
    met = [any(c.met(row.label) for c in months) for row in rows]
    if not any(met):
        return list(rows)
    return [row for row, own in zip(rows, met, strict=True) if own or not is_period(leaf(row.name))]


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
    facts = _facts(asked.question, best)
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


def _is_surer(asked: Asked, worked: Worked, draft: Draft) -> bool:
    """Whether what is worked out of sentences is preferred to what cells give.

    A figure as it stands is no answer to what is to be worked out; a share that the row has is.
    Where sentences only disagree, the row that is named beyond doubt is asked for.
    """
    differing = worked.draft is not None and worked.draft.method == DIFFERING
    if differing and is_sure(asked, _likeliest(asked)):
        return False
    money = asked.question.wants & {"money", "amount"} and "share" not in asked.question.wants
    points = table_wording(asked.language).points.strip()
    if money and worked.draft is not None and points in (worked.draft.short or ""):
        return False  # shares that differ are no money
    if draft.method in _LOOKED_UP:
        return not ("share" in asked.question.wants and "%" in (draft.short or ""))
    sure = worked.draft.confidence if worked.draft else 0.0
    return not worked.of_cells and sure > draft.confidence + SURER


def _is_about(asked: Asked, found: Sequence[Plan]) -> bool:
    """Whether rows fit a question, and it asks for a figure of one or for something of several."""
    if not asked.rows:
        return False
    operations = {plan.operation for plan in found}
    if operations & _OVER_ROWS:
        return True  # the rows need not be named; the tables are held against the question
    if operations & {"sum", "average"} and of_all_counted(asked):
        return True
    best = _likeliest(asked)
    if best.score < _floor(asked) or _counts_no_money(asked):
        return False
    computed = operations & _COMPUTED and is_sure(asked, best)
    return (
        bool(asked.question.wants & _FIGURE_KINDS or computed)
        or _is_of_money(asked)
        or _is_said(asked)
    )


def _likeliest(asked: Asked) -> Row:
    """The best row of a year that is asked for; the best of any where there is none."""
    return (asked.timely() or asked.rows)[0]


def _floor(asked: Asked) -> float:
    """How well a row must fit; less in another language where no other name comes near."""
    best = _likeliest(asked)
    if script(leaf(best.name)) == script(asked.question.text) or _has_rival(asked, best):
        return ROW_THRESHOLD
    return FOREIGN_THRESHOLD


def _has_rival(asked: Asked, best: Row) -> bool:
    """Whether a row of another name is named nearly as well as the best; bare totals have none."""
    return any(
        row.score > LEAD * best.score and row.named > LEAD * best.named
        for row in asked.timely()
        if own_name(row) != own_name(best) and not is_bare_total(row)
    )


def _counts_no_money(asked: Asked) -> bool:
    """Whether a bare "多少" of a question without a word of money is held against an amount.

    Not where it names the column: "赠款是多少".
    """
    question, best = asked.question, _likeliest(asked)
    if question.kind != "count" or question.wants & {"amount", "money", "share"}:
        return False
    if any(value.said >= NAMED_COLUMN for value in best.values):
        return False
    amounts = all(value.figure.unit for value in best.values)
    return amounts and not is_sure(asked, best)


def _is_of_money(asked: Asked) -> bool:
    """Whether "What's the budget for inclusion?" is about a row with an amount."""
    best, question = _likeliest(asked), asked.question
    asks = "money" in question.wants and question.kind in ("definition", "money")
    if phrase("what for").search(question.text):
        return False
    amounts = any(not value.is_share and not is_count(value) for value in best.values)
    foreign = _floor(asked) == FOREIGN_THRESHOLD and best.named >= TWIN_NAMED / 2
    named = best.named >= TWIN_NAMED or best.lexical >= STRONG or is_sure(asked, best) or foreign
    return asks and amounts and named


def _is_left_to_text(asked: Asked, draft: Draft, hits: Sequence[Hit]) -> bool:
    """Whether a sentence says better what a question asks than the row that was found."""
    if draft.method == "purpose":
        matcher = Matcher(purpose(asked.question), asked.vectors)
        texts = [
            text
            for text in _with_figures(hits)
            if any(figure.unit not in ("", "%") for figure in figures(text))
        ]
        return bool(texts) and float(matcher.covered(matcher.met(texts).met).max()) >= SAID
    if draft.method in _OF_A_ROW and _is_of_something_else(asked, draft):
        return True
    if draft.method == "table" and _counts_in_words(asked):
        return True
    return draft.method == "table" and _is_said_better(asked.question, draft, hits)


def _counts_in_words(asked: Asked) -> bool:
    """Whether what is counted may stand in a cell of words: "16 teams" beside 60 participants."""
    best = _likeliest(asked)
    if asked.question.kind != "count" or any(v.said >= COLUMN for v in best.values):
        return False
    known = {value.cell.position for value in best.values}
    worded = [cell.text for cell in best.hit.passage.cells if cell.position not in known]
    return any(figures(text) and not years(text) for text in worded)


def _is_of_something_else(asked: Asked, draft: Draft) -> bool:
    """Whether a question that names a row asks of it what its table says nothing of.

    "What was punctuality at the port?" is not answered by what the port spends.
    """
    best, text = asked.rows[0], asked.question.text
    if draft.method in ("sum", "average") and of_all_counted(asked):
        return False  # that they are so many tells the rows
    if asked.question.codes or script(best.name) != script(text):
        return False
    bare = phrase("whole").sub(" ", phrase("of budgets").sub(" ", row_subject(text)))
    said = " ".join(phrase("a row").sub(" ", bare).split())
    if not content_words(said):
        return False
    matcher = Matcher(said, asked.vectors)
    cited = {support.hit.passage_id for line in draft.sentences for support in line.supports}
    rows = [row for row in asked.rows if row.hit.passage_id in cited] or [best]
    texts = [f"{surroundings(row)}\n{corner(row)}" for row in rows]
    met = matcher.met(texts).met.max(axis=1, keepdims=True)
    return float(matcher.covered(met)[0]) < TOLD


def _with_figures(hits: Sequence[Hit]) -> list[str]:
    """The sentences with a figure in the first passages found."""
    found = (hit for hit in hits[:TEXT_HITS] if hit.passage.kind == "text")
    return [text for hit in found for text in spans(hit) if figures(text)]


def _is_said_better(question: Question, draft: Draft, hits: Sequence[Hit]) -> bool:
    """Whether a sentence with a figure says clearly more of a question's words than a row does.

    "Passengers at the cruise terminal" may be told in the text beside a table of ships.
    """
    words = set(terms(subject(question.text))) - _OPERATION_TERMS
    cited = draft.sentences[-1].supports
    if not words or not cited or script(question.text) != script(cited[0].quote):
        return False
    passage = cited[0].hit.passage
    row = set(terms(f"{passage.context} {passage.label} {passage.text}"))
    best = max((len(words & set(terms(text))) for text in _with_figures(hits)), default=0)
    return best / len(words) >= len(words & row) / len(words) + SAID_BETTER


def _lacks_year(asked: Asked) -> bool:
    """Whether the rows that fit have figures for other years only."""
    timely = asked.timely()
    best = asked.rows[0].score
    far = not timely or timely[0].score < min(ROW_THRESHOLD, 0.5 * best)
    wanted = bool(asked.question.wants & _FIGURE_KINDS) and not _counts_no_money(asked)
    return best >= ROW_THRESHOLD and far and wanted


def _from_rows(asked: Asked, found: Sequence[Plan]) -> Draft | None:
    timely = asked.timely()
    if not timely:
        return None
    if shared := shared_draft(asked, timely[0]):
        return shared
    fits = timely[0].score >= max(_floor(asked), 0.5 * asked.rows[0].score)
    if fits and _lacks_purpose(asked, timely):
        nearest = line(asked, timely[0], timely[0].values[:1])
        words = wording(asked.language)
        told = replace(nearest, text=f"{words.nearest} {nearest.text}")
        return Draft("not_found", (Sentence(words.not_found), told), None, 0.0, "purpose")
    if fits and any(plan.operation in _OF_TWO_YEARS for plan in found) and _lacks_a_year(asked):
        return _other_years(asked)
    for plan in found:
        counted = plan.operation in ("sum", "average") and bool(of_all_counted(asked))
        if not fits and not counted and plan.operation not in _OVER_ROWS:
            continue
        if plan.words and (_is_label(asked, plan) or _is_totalled(asked, plan)):
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
        if several or not is_sure(asked, asked.rows[0]):
            return None  # a single cell is no answer to a sum or a comparison
    return None


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


def _lacks_purpose(asked: Asked, rows: Sequence[Row]) -> bool:
    """Whether a question asks what a budget gives to a purpose that no row is about.

    "How much of the emergency budget goes to satellites?" is not answered by the emergency budget.
    """
    said = purpose(asked.question)
    if not said or set(question_codes(said)) & set(rows[0].codes):
        return False
    matcher = Matcher(said, asked.vectors)
    names = [row.name for row in rows]
    names += [value.cell.column for value in rows[0].values]
    told = float(matcher.covered(matcher.met(names).met).max())
    return max(told, float(matcher.named([leaf(rows[0].name)])[0])) < PURPOSE


def _lacks_a_year(asked: Asked) -> bool:
    """Whether the row that is named has figures for only one of two years asked for."""
    best = asked.timely()[0]
    if len(asked.question.years) != 2 or not is_sure(asked, best):
        return False
    amounts = [value for value in best.values if not value.is_share]
    dated = [value for value in amounts if column_years(value.cell.column)]
    if dated and len(dated) < len(amounts):
        return False  # a column without a year may be of the other one
    known = {year for _, value in every_year(asked, best) for year in value.years}
    return len(known & set(asked.question.years)) == 1


def _wholes(asked: Asked) -> Asked:
    """Only totals where the whole is asked for, and no totals where it is not, if rows remain."""
    whole = phrase("whole").search(asked.question.text) is not None
    if asks_share_of_whole(asked.question):
        return asked  # the whole is what the share is of
    if asked.rows and (asked.rows[0].lexical >= STRONG or is_sure(asked, asked.rows[0])):
        return asked
    if whole and asked.rows and not is_total(asked.rows[0]) and _has_totals(asked.rows[0]):
        return asked  # the whole of one row is in its column of totals
    kept = [row for row in asked.rows if is_total(row) == whole]
    return Asked(asked.question, kept or asked.rows, asked.vectors, asked.matcher)


def _has_totals(row: Row) -> bool:
    """Whether a row has a column of totals."""
    return any(is_total_column(value) for value in row.values)


def _is_said(asked: Asked) -> bool:
    """Whether a question without a word of measure asks for a cell: it says row and column.

    Across languages, where it asks for a quantity ("target for", 总额) or names the column.
    """
    best, question = _likeliest(asked), asked.question
    if question.wants & _OF_WORDS:
        return False
    if script(leaf(best.name)) != script(question.text):
        column = any(value.said >= NAMED_COLUMN for value in best.values)
        quantity = column or phrase("of a quantity").search(question.text) is not None
        told = best.covered >= TOLD and not question.wants & {"list", "purpose"}
        return quantity and told and best.score >= TOLD and not _has_rival(asked, best)
    words = set(terms(" ".join(content_words(asked.question.text)))) - _OPERATION_TERMS
    passage = best.hit.passage
    columns = " ".join(cell.column for cell in passage.cells)
    around = set(terms(f"{best.label} {columns} {passage.context}"))
    said = len(words & around) / (len(words) or 1)
    return best.lexical >= STRONG and said >= SAID


def _is_label(asked: Asked, plan: Plan) -> bool:
    """Whether the words of an operation are part of the label that the question names.

    "The average exchange rate" may be a row; then it is looked up, not worked out.
    """
    if plan.operation not in _IN_LABELS:
        return False
    words = set(terms(plan.words)) & _OPERATION_TERMS
    if plan.operation == "sum" and words != {"total"}:
        return False
    if plan.operation != "sum":
        words &= _OPERATIONS_NAMED
    best, said = asked.rows[0], set(terms(asked.question.text))
    gaps = (v.said for v in best.values if phrase("gap column").search(v.cell.column))
    if plan.operation == "difference" and max(gaps, default=0.0) >= CERTAIN:
        return True
    headers = [set(terms(cell.column)) for cell in best.hit.passage.cells]
    if any(header & words and header - _MEASURES <= said for header in headers):
        return True
    return best.lexical >= STRONG and bool(words & set(terms(leaf(best.name))))


def _is_totalled(asked: Asked, plan: Plan) -> bool:
    """Whether a sum over the columns of one row is asked for that has a column of totals.

    Likewise where the total is what a share is of.
    """
    if plan.operation == "sum" and asks_share_of_whole(asked.question):
        return True
    text, best = asked.question.text, asked.rows[0]
    one = plan.operation == "sum" and len(joined_parts(text)) < 2 and len(asked.question.years) < 2
    whole = phrase("whole").search(text) is not None
    return one and whole and not is_total(best) and _has_totals(best)


def _worked(asked: Asked, plan: Plan) -> Draft | None:
    if plan.operation == "lookup":
        return _lookup(asked, plan)
    if plan.operation == "remainder":
        return None  # what is left of a whole is worked out from the sentence that gives both
    if plan.operation == "share":
        if draft := shares_together(asked):
            return draft
        if _has_share(asked, plan) or _is_unclear(asked):
            return None
    return compute(asked, plan)


def _is_unclear(asked: Asked) -> bool:
    """Whether no row is named well enough to work out a share of anything."""
    best = _likeliest(asked)
    return best.score < SAID and not is_sure(asked, best)


def _has_share(asked: Asked, plan: Plan) -> bool:
    """Whether the table itself says what share is asked for.

    Not where two rows are named and the one is no share of the other that the table has.
    """
    values = asked.timely()[0].values
    if not any(value.is_share and not is_movement(value) for value in values):
        return False
    every = subjects(asked, plan)
    named = [row for row in every if not is_bare_total(row)] or every  # that is what it is of
    said = {share: [v.said for v in named[0].values if v.is_share == share] for share in (0, 1)}
    counts = sum(share >= COLUMN for share in said[0])
    if max(said[1], default=0.0) < COLUMN and (counts > 1 or (counts and not _says_share(named))):
        return False  # "what share of all passengers" is of passengers, not the share on time
    of_own = [value for value in named[0].values if value.is_share and not is_of_whole(value)]
    if len(named) == 1 and own_group(asked, named[0]):
        return bool(of_own)
    if len(named) != 2 or named[0].table != named[1].table or any(map(is_total, named)):
        return True
    part = next((row for row in named if not row.is_sum), named[0])
    shares = [value for value in part.values if value.is_share]
    return not all(map(is_of_whole, shares))


def _says_share(rows: Sequence[Row]) -> bool:
    """Whether a column of shares says so in its header: "share of total", "占总额的比例"."""
    shares = [value for value in rows[0].values if value.is_share]
    return any(phrase("share column").search(value.cell.column) for value in shares)


def _lookup(asked: Asked, plan: Plan) -> Draft | None:
    """The cells that a question names: of one row, of several, or of one in several years."""
    question = asked.question
    below = under_group(asked)
    if len(below) > 1 and not is_named(asked, below[0][0]):
        return _several(asked, below)
    named = subjects(asked, plan)
    if "share" in question.wants:
        named = _without_wholes(named)
    if question.kind == "comparison" or "comparison" in question.wants:
        cells = [(row, v) for row in named if (v := best_value(question, row))]
        if len(named) == 1 and len(question.years) > 1:
            cells = by_year(asked, named[0])
        cells = of_editions(asked, named) or cells
        draft = compared(asked, cells)
        if draft:
            return draft
    if editions := of_editions(asked, named):
        return _several(asked, editions)
    if len(question.years) > 1 and len(named) == 1:
        cells = by_year(asked, named[0])
        if len(cells) > 1:
            return _several(asked, in_other_groups(asked, cells))
    if len(named) > 1:
        cells = [
            (row, value)
            for row in named
            for year in (question.years if len(question.years) > 1 else (None,))
            if (value := best_value(question, row, year=year))
        ]
        if len(cells) > 1:
            return _several(asked, cells)
    return _figures(_wholes(asked))


def _without_wholes(rows: Sequence[Row]) -> list[Row]:
    """The rows without those that are only what the share of another of them is of."""
    kept = [
        row
        for row in rows
        if not any(_is_whole_of(row, other) for other in rows if other is not row)
    ]
    return kept or list(rows)


def _is_whole_of(row: Row, other: Row) -> bool:
    """Whether a row is the total of all, or the group that another row belongs to."""
    if is_bare_total(row):
        return not is_bare_total(other)
    if other.is_sum:
        return False
    coded = bool(set(row.codes) & set(other.within)) and row.codes != other.codes
    return coded or (bool(other.group) and same_group(leaf(other.group), leaf(row.name)))


def _several(asked: Asked, cells: Sequence[tuple[Row, Value]]) -> Draft:
    sentences = [line(asked, row, [value]) for row, value in cells]
    short = "; ".join(display(value, asked.language) for _, value in cells)
    confidence = min(1.0, *(row.score for row, _ in cells))
    return Draft("answered", tuple(sentences), short, confidence, "table")


def _figures(asked: Asked) -> Draft | None:
    question, rows = asked.question, asked.timely()
    if not rows or not wanted_values(question, rows[0]) or _lacks_shares(question, rows[0]):
        return None
    readings = _readings(question, rows)
    words = wording(question.language)
    differ = len(readings) > 1 and all(
        (_differs(row, readings[0]) and row.years == readings[0].years)
        or _contradicts(question, readings[0], row)
        for row in readings[1:]
    )
    sentences = []
    if len(readings) > 1:
        sentences.append(Sentence(words.differ if differ else words.readings))
    for row in readings:
        values = wanted_values(question, row)
        told = line(asked, row, values[:4], _facts(question, row))
        worded = shown_cells(asked_cells(question, row, asked.matcher))
        text = words.comma.join([told.text, *worded])
        place = f" — {_place(row, readings)}" if differ else ""
        sentences.append(replace(told, text=f"{text}{place}"))
    short = "; ".join(
        ", ".join(display(v, question.language) for v in _facts(question, row)) for row in readings
    )
    named = is_sure(asked, rows[0]) and _facts(question, rows[0])[0].said >= CERTAIN
    method = "cell" if named else "table"  # of a cell, the question names row and column
    return Draft("answered", tuple(sentences), short, min(1.0, rows[0].score), method)


def _lacks_shares(question: Question, row: Row) -> bool:
    """Whether nothing but a share is asked for and the row has none."""
    only = "share" in question.wants and not question.wants & {"amount", "count", "money"}
    return only and not any(value.is_share for value in row.values)


def _readings(question: Question, rows: Sequence[Row]) -> list[Row]:
    """The best row, and rows that may be meant as well where the question does not decide.

    Those of the same name elsewhere, and where no year is asked for that of another year which
    names the same in another language.
    """
    best = rows[0]
    own = wanted_values(question, best)[0]
    chosen = [best]
    for row in rows[1:]:
        if len(chosen) >= MAX_READINGS:
            break
        near = row.score >= NEAR * best.score
        same_name = own_name(row) == own_name(best) or (
            set(row.codes) & set(best.codes) & set(question.codes)
        )
        told = {(v.figure.value, v.years) for r in chosen for v in r.values}
        first = wanted_values(question, row)[:1]
        fresh = any((v.figure.value, v.years) not in told and _is_kind(v, own) for v in first)
        apart = row.group != best.group and row.table[0] == best.table[0]
        other = not question.years or row.years != best.years or apart or _differs(row, best)
        meant = (near and same_name and other) or _is_foreign_twin(question, best, row)
        if fresh and (meant or _contradicts(question, best, row)):
            chosen.append(row)
    return chosen if len(chosen) > 1 or question.years else [best, *_in_other_years(question, rows)]


def _is_kind(value: Value, own: Value) -> bool:
    """Whether a figure may be meant as well as another: its column is not the only one named."""
    named = own.said >= COLUMN > value.said
    return not named and (value.is_share == own.is_share or not own.figure.unit)


def _in_other_years(question: Question, rows: Sequence[Row]) -> list[Row]:
    """The rows that stand for the best one in the tables of other years, where it is renamed.

    One for each year, in the same group and of the same kinds of figures.
    """
    best = rows[0]
    chosen: dict[frozenset[int], Row] = {}
    for row in rows[1:]:
        alike = set(row.within) & set(best.within) and row.is_sum == best.is_sum
        kinds = {value.is_share for value in row.values} == {v.is_share for v in best.values}
        near = row.named >= TWIN_NAMED / 2 and row.score >= TWIN_NEAR * best.score
        if alike and kinds and near and row.years and not row.years & best.years:
            chosen.setdefault(row.years, row)
    return list(chosen.values())


def _place(row: Row, readings: Sequence[Row]) -> str:
    """Where a reading stands: its document, within one document its table or section."""
    document, passage = row.hit.document, row.hit.passage
    if any(other.hit.document.id != document.id for other in readings):
        return document.title or document.name
    return passage.caption or (passage.section[-1] if passage.section else document.title)


def _differs(row: Row, best: Row) -> bool:
    """Whether another document gives another figure for the same; an earlier edition does not."""
    one, other = row.hit.document, best.hit.document
    edition = one.revises and one.revises == other.revises
    columns = {value.cell.column for value in row.values}
    return one.id != other.id and not edition and columns == {v.cell.column for v in best.values}


def _contradicts(question: Question, best: Row, row: Row) -> bool:
    """Whether another table of a document gives another figure for a code and year: 26.5%, 26.4%.

    The row with the code in one, the sum over its group in the other.
    """
    here, there = wanted_values(question, best)[:1], wanted_values(question, row)[:1]
    codes = _own_codes(best)
    if not codes or codes != _own_codes(row) or row.hit.document.id != best.hit.document.id:
        return False
    return bool(here and there) and (
        row.table != best.table
        and row.years == best.years
        and here[0].figure.unit == there[0].figure.unit
        and here[0].quantity.whole != there[0].quantity.whole
    )


def _own_codes(row: Row) -> set[str]:
    """The codes that a row stands for: those of its label, or of the group that it sums up."""
    return set(label_codes(leaf(row.name))) or (set(row.within) if row.is_sum else set())


def _is_foreign_twin(question: Question, best: Row, row: Row) -> bool:
    """Whether a row of another year names what the best one does in another script."""
    if question.years or question.codes or best.years & row.years or not row.years:
        return False
    other = script(leaf(row.name)) != script(leaf(best.name))
    return other and row.named >= TWIN_NAMED and row.score >= TWIN * best.score


def _facts(question: Question, row: Row) -> list[Value]:
    values = wanted_values(question, row)
    if {"share", "amount"} <= question.wants:
        return values[:2]
    return values[:1]


def _other_years(asked: Asked) -> Draft:
    """That the figure is there for other years than the one asked for: for which, and where."""
    question, best = asked.question, asked.rows[0]
    words, frame = wording(question.language), table_wording(question.language)
    cells = every_year(asked, best) or [(best, best.values[0])]
    facts = words.list_comma.join(
        f"{', '.join(map(str, value.years))} ({display(value, question.language)})"
        for _, value in cells
    )
    known = {year for _, value in cells for year in value.years}
    lacking = [year for year in question.years if year not in known] or question.years
    missing = words.list_comma.join(map(str, lacking))
    reason = frame.years_given.format(facts=facts, asked=missing)
    lines = cell_lines(asked, cells[:MAX_READINGS])
    head = Sentence(f"{words.not_found} {reason}")
    return Draft("not_found", (head, *lines), None, 0.0, "other years")
