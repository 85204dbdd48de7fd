"""Whether the cells that an answer shows stand in another column or row than is asked for.

"How many posts were vacant in 2023?" is not answered by the staff of 2023 where the row has vacant
posts in a column of its own, "how much did boats get in 2023?" by another row where only the table
of 2026 has one for boats, nor "for how many years?" by a row of days and books.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

import numpy as np

from assistant.draft import Draft
from assistant.letters import plain
from assistant.question import Question, bare, row_subject
from assistant.reading.holding import read_out
from assistant.reading.match import Matcher
from assistant.refusals import detail
from assistant.refusals.answer_types.dates import asks_duration
from assistant.refusals.asked_details import asked_for
from assistant.refusals.counted_nouns import counted_noun, is_particular
from assistant.tables.rows import CODE_NAME, TOTAL_LABEL, row_name
from index.search import Hit

UNNAMED, CALLED = 0.2, 0.55  # share of a row's name that a question says
_HAS_WORDS = re.compile(r"[^\W\d_]{3}|[\u4e00-\u9fff]{2}")
NAMED = 0.25  # share of a question that a column not shown answers to beyond those that are
_DIGITS = re.compile(r"\d+(?:年度?)?")
# What is left of a header without these is what it measures; of "year ended 31 December" nothing.
_OF_TIME = re.compile(
    r"[\d\W_]+|\b(?:for|in|at|as|of|on|to|the|financial|fiscal|calendar|years?|months?|quarters?|weeks?"
    r"|periods?|ended|ending|end|first|second|third|fourth|half|jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?"
    r"|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?"
    r"|dec(?:ember)?)\b|[年月日季度末底截至止上下半第一二三四]",
    re.IGNORECASE,
)
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
    called = [sentence.text.partition("**")[0] for sentence in draft.sentences]
    cells = [  # without the column that the rows are called by: it is shown with their names
        cell
        for hit in hits
        for cell in hit.passage.cells
        if not any(cell.text in name for name in called) or not any(map(str.isalpha, cell.text))
    ]
    columns = dict.fromkeys(cell.column for cell in cells)
    shown = [column for column in columns if column and column in said]
    others = [
        _DIGITS.sub(" ", column)
        for column in columns
        if column not in said and _OF_TIME.sub("", column)
    ]
    if not shown or not others:
        return False
    over = [f"{hit.passage.label}\n{hit.passage.caption}" for hit in hits]
    met = matcher.met(["\n".join([said, *shown, *over]), *others])
    own = met[:, :1]
    shares = matcher.covered(np.maximum(own, met[:, 1:])) - float(matcher.covered(own)[0])
    return float(shares.max()) >= NAMED


def of_another_row(question: Question, draft: Draft, hits: Sequence[Hit], matcher: Matcher) -> bool:
    """Whether an answer's rows have nothing of the name asked for, which another row has.

    Args:
        question: as understood.
        draft: an answer from cells.
        hits: passages in search order, all rows of the tables that matter among them.
        matcher: the question, ready to be matched.
    """
    subject = row_subject(bare(question.text))
    if question.codes or question.history or not subject:
        return False
    own = _rows(draft)
    names = [_name(hit) for hit in own]
    asked = matcher.for_words(subject)
    if not own or not all(map(_HAS_WORDS.search, names)) or asked.named(names).max() > UNNAMED:
        return False
    used = {hit.passage_id for hit in own}
    rows = [hit for hit in hits if hit.passage.kind == "row" and hit.passage_id not in used]
    others = [name for name in map(_name, rows) if not TOTAL_LABEL.search(name)]
    return float(asked.named(others).max(initial=0.0)) >= CALLED


def of_one_counted(question: Question, draft: Draft, matcher: Matcher) -> bool:
    """Whether a figure is of one of the things that are counted: the beds of Tarn Hospital.

    Its row is called by the noun beside words that nobody asked for, and neither its column nor its
    caption has that.
    """
    noun = counted_noun(question)
    cells = [(s.hit, s.table) for line in draft.sentences for s in line.supports if s.table]
    if not is_particular(noun) or not cells:
        return False
    one = plain(noun).removesuffix("s")
    names = [_name(hit) for hit, _ in cells]
    over = plain("\n".join(f"{cell.column}\n{cell.caption}" for _, cell in cells))
    named = matcher.named(names)
    return one not in over and all(one in plain(name) for name in names) and named.max() < CALLED


def _name(hit: Hit) -> str:
    """What a row is called, without its group and code."""
    return CODE_NAME.sub("", row_name(hit.passage.label.rpartition(" / ")[2]))


def without_time(question: Question, draft: Draft) -> bool:
    """Whether rows have no length of time in the unit that is asked for ("for how many years?")."""
    rows = "\n".join(map(read_out, _rows(draft)))
    if not rows or set(asked_for(question)) != {"date"} or not asks_duration(question.text):
        return False
    return bool(detail.lacking(question, rows)) and not _has_unit(bare(question.text), rows)


def _has_unit(question: str, rows: str) -> bool:
    """Whether rows say a time in the unit that "how many years?" asks for, if it names one."""
    asked = [
        unit for unit in _UNITS.values() if re.search(rf"{_COUNTED}(?:{unit})", question, re.I)
    ]
    return not asked or any(re.search(unit, rows, re.I) for unit in asked)


def _rows(draft: Draft) -> Sequence[Hit]:
    supports = [support for sentence in draft.sentences for support in sentence.supports]
    return [support.hit for support in supports if support.hit.passage.kind == "row"]
