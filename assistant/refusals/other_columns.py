"""Whether the cells that an answer shows stand in another column than the one that is asked for.

"How many posts were vacant in 2023?" is not answered by the staff of 2023 where the row has vacant
posts in a column of its own, nor "how much is it?" by a row of people.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

import numpy as np

from assistant.draft import Draft
from assistant.question import Question, bare
from assistant.reading.holding import read_out
from assistant.reading.match import Matcher
from assistant.refusals import detail
from assistant.refusals.answer_types.dates import asks_duration
from assistant.refusals.asked_details import asked_for
from index.search import Hit

NAMED = 0.25  # share of a question that a column not shown answers to beyond those that are
_DIGITS = re.compile(r"\d+(?:年度?)?")
_UNITS = {
    "year": r"年|\byears?\b",
    "month": r"月|\bmonths?\b",
    "week": r"周|星期|\bweeks?\b",
    "day": r"天|日|\bdays?\b",
    "hour": r"小时|时间|\bhours?\b",
    "minute": r"分钟?|\bminutes?\b",
}
_COUNTED = r"(?:几|多少|\bhow many )(?:个|calendar |working )?"


def of_another_column(question: Question, draft: Draft, matcher: Matcher) -> bool:
    """Whether the words of a question name a column that its answer does not show.

    Args:
        question: as understood.
        draft: an answer from cells.
        matcher: the question, ready to be matched.
    """
    said = "\n".join(sentence.text for sentence in draft.sentences)
    hits = _rows(draft)
    columns = dict.fromkeys(cell.column for hit in hits for cell in hit.passage.cells)
    shown = [column for column in columns if column and column in said]
    others = [_DIGITS.sub(" ", column) for column in columns if column and column not in said]
    if not shown or not others:
        return False
    over = [f"{hit.passage.label}\n{hit.passage.caption}" for hit in hits]
    met = matcher.met(["\n".join([said, *shown, *over]), *others])
    own = met[:, :1]
    shares = matcher.covered(np.maximum(own, met[:, 1:])) - float(matcher.covered(own)[0])
    return float(shares.max()) >= NAMED


def without_figure(question: Question, draft: Draft) -> bool:
    """Whether rows have no sum where one is asked for, or no time in the unit asked for."""
    rows = "\n".join(map(read_out, _rows(draft)))
    if not rows or not set(asked_for(question)) <= {"amount", "date"}:
        return False
    lacking = detail.lacking(question, rows)
    if "date" in lacking and asks_duration(question.text):
        return not _has_unit(bare(question.text), rows)
    return "amount" in lacking


def _has_unit(question: str, rows: str) -> bool:
    """Whether rows say a time in the unit that "how many years?" asks for, if it names one."""
    asked = [
        unit for unit in _UNITS.values() if re.search(rf"{_COUNTED}(?:{unit})", question, re.I)
    ]
    return not asked or any(re.search(unit, rows, re.I) for unit in asked)


def _rows(draft: Draft) -> Sequence[Hit]:
    supports = [support for sentence in draft.sentences for support in sentence.supports]
    return [support.hit for support in supports if support.hit.passage.kind == "row"]
