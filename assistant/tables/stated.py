"""When a table itself states what an operation would work out: by a label, a total, a share."""

from __future__ import annotations

from collections.abc import Sequence

from assistant.tables.asked import CERTAIN, Asked
from assistant.tables.asked_totals import asks_share_of_whole
from assistant.tables.columns import is_movement, is_of_whole, is_total_column
from assistant.tables.groups import own_group
from assistant.tables.lexical import STRONG
from assistant.tables.plan import Plan, joined_parts
from assistant.tables.row_columns import COLUMN
from assistant.tables.rows import Row, is_bare_total, is_total, leaf
from assistant.tables.subjects import subjects
from assistant.tables.terms import terms
from assistant.tables.words import phrase

_IN_LABELS = frozenset({"average", "ratio", "share", "change", "difference", "sum"})
_OPERATIONS_NAMED = frozenset(
    terms("average ratio share percentage proportion change increase decrease growth difference")
)
OPERATION_TERMS = _OPERATIONS_NAMED | frozenset(
    terms(
        "total year years quarter period highest higher largest larger greatest greater most"
        " biggest bigger lowest lower smallest smaller least less more respective amount value many"
    )
)
_MEASURES = frozenset(terms("days hours years months percent number usd chf eur"))


def has_totals(row: Row) -> bool:
    """Whether a row has a column of totals."""
    return any(is_total_column(value) for value in row.values)


def is_label(asked: Asked, plan: Plan) -> bool:
    """Whether the words of an operation are part of the label that the question names.

    "The average exchange rate" may be a row; then it is looked up, not worked out.
    """
    if plan.operation not in _IN_LABELS:
        return False
    words = set(terms(plan.words)) & OPERATION_TERMS
    if plan.operation == "sum" and words != {"total"}:
        return False
    if plan.operation != "sum":
        words &= _OPERATIONS_NAMED
    best, said = asked.rows[0], set(terms(asked.question.text))
    gaps = [v for v in best.values if phrase("gap column").search(v.cell.column)]
    of_years = len(asked.question.years) > 1 and len({v.years for v in gaps}) > 1
    said_gap = max((v.said for v in gaps), default=0.0) >= CERTAIN
    if plan.operation == "difference" and said_gap and not of_years:
        return True
    headers = [set(terms(cell.column)) for cell in best.hit.passage.cells]
    if any(header & words and header - _MEASURES <= said for header in headers):
        return True
    return best.lexical >= STRONG and bool(words & set(terms(leaf(best.name))))


def is_totalled(asked: Asked, plan: Plan) -> bool:
    """Whether a sum over the columns of one row is asked for that has a column of totals.

    Likewise where the total is what a share is of.
    """
    if plan.operation == "sum" and asks_share_of_whole(asked.question):
        return True
    text, best = asked.question.text, asked.rows[0]
    one = plan.operation == "sum" and len(joined_parts(text)) < 2 and len(asked.question.years) < 2
    whole = phrase("whole").search(text) is not None
    return one and whole and not is_total(best) and has_totals(best)


def has_share(asked: Asked, plan: Plan) -> bool:
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
    groups = [own_group(asked, row) for row in named]
    if phrase("of another").search(asked.question.text) and not any(row in groups for row in named):
        return False
    part = next((row for row in named if not row.is_sum), named[0])
    shares = [value for value in part.values if value.is_share]
    return not all(map(is_of_whole, shares))


def _says_share(rows: Sequence[Row]) -> bool:
    """Whether a column of shares says so in its header: "share of total", "占总额的比例"."""
    shares = [value for value in rows[0].values if value.is_share]
    return any(phrase("share column").search(value.cell.column) for value in shares)
