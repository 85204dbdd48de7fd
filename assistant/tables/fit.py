"""Whether rows fit a question, and whether it asks for a figure of the one that fits best."""

from __future__ import annotations

from collections.abc import Sequence

from assistant.question import FIGURE_KINDS, content_words
from assistant.reading.match import script
from assistant.tables.asked import LEAD, Asked, is_sure
from assistant.tables.columns import is_count
from assistant.tables.counted import all_together
from assistant.tables.lexical import STRONG
from assistant.tables.plan import Plan
from assistant.tables.rows import Row, is_bare_total, leaf, own_name
from assistant.tables.stated import OPERATION_TERMS
from assistant.tables.terms import terms
from assistant.tables.words import phrase

ROW_THRESHOLD = 0.35  # how well a row must fit a question
FOREIGN_THRESHOLD = 0.3  # likewise with a label in another script, with a clear lead
TWIN_NAMED = 0.6  # share of its label that a question in another script must name
NAMED_COLUMN = 0.5  # share of a header that a question must name to ask for that column
SAID = 0.5  # share of a question's words that row, column and caption must say for a plain look-up
TOLD = 0.45  # share of what a question is about that a row and what stands around it must say
WORD_KINDS = frozenset({"person", "place", "organisation", "date", "reason", "contact"})
OVER_ROWS = frozenset({"extreme", "rank", "filter", "exceed", "same", "list", "check"})
_COMPUTED = frozenset(
    {
        "sum",
        "average",
        "minus",
        "left",
        "difference",
        "change",
        "percent_change",
        "ratio",
        "times",
        "points",
    }
)


def is_about_rows(asked: Asked, found: Sequence[Plan]) -> bool:
    """Whether rows fit a question, and it asks for a figure of one or for something of several."""
    if not asked.rows:
        return False
    operations = {plan.operation for plan in found}
    if operations & OVER_ROWS:
        return True  # the rows need not be named; the tables are held against the question
    if any(all_together(asked, operation) for operation in operations):
        return True
    best = asked.likeliest
    if best.score < fit_floor(asked) or counts_no_money(asked):
        return False
    computed = operations & _COMPUTED and is_sure(asked, best)
    return (
        bool(asked.question.wants & FIGURE_KINDS or computed)
        or _is_of_money(asked)
        or _is_said(asked)
    )


def fit_floor(asked: Asked) -> float:
    """How well a row must fit; less in another language where no other name comes near."""
    best = asked.likeliest
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


def counts_no_money(asked: Asked) -> bool:
    """Whether a bare "多少" of a question without a word of money is held against an amount.

    Not where it names the column: "赠款是多少".
    """
    question, best = asked.question, asked.likeliest
    if question.kind != "count" or question.wants & {"amount", "money", "share"}:
        return False
    if any(value.said >= NAMED_COLUMN for value in best.values):
        return False
    amounts = all(value.figure.unit for value in best.values)
    return amounts and not is_sure(asked, best)


def _is_of_money(asked: Asked) -> bool:
    """Whether "What's the budget for inclusion?" is about a row with an amount."""
    best, question = asked.likeliest, asked.question
    asks = "money" in question.wants and question.kind in ("definition", "money")
    if phrase("what for").search(question.text):
        return False
    amounts = any(not value.is_share and not is_count(value) for value in best.values)
    foreign = fit_floor(asked) == FOREIGN_THRESHOLD and best.named >= TWIN_NAMED / 2
    named = best.named >= TWIN_NAMED or best.lexical >= STRONG or is_sure(asked, best) or foreign
    return asks and amounts and named


def _is_said(asked: Asked) -> bool:
    """Whether a question without a word of measure asks for a cell: it says row and column.

    Across languages, where it asks for a quantity ("target for", 总额) or names the column.
    """
    best, question = asked.likeliest, asked.question
    if question.wants & WORD_KINDS:
        return False
    if script(leaf(best.name)) != script(question.text):
        column = any(value.said >= NAMED_COLUMN for value in best.values)
        quantity = column or phrase("of a quantity").search(question.text) is not None
        told = best.covered >= TOLD and not question.wants & {"list", "purpose"}
        return quantity and told and best.score >= TOLD and not _has_rival(asked, best)
    words = set(terms(" ".join(content_words(asked.question.text)))) - OPERATION_TERMS
    passage = best.hit.passage
    columns = " ".join(cell.column for cell in passage.cells)
    around = set(terms(f"{best.label} {columns} {passage.context}"))
    said = len(words & around) / (len(words) or 1)
    return best.lexical >= STRONG and said >= SAID
