"""When sentences answer a question better than the cells that were found for it."""

from __future__ import annotations

from collections.abc import Sequence

from assistant.draft import Draft
from assistant.figures import figures, years
from assistant.question import content_words, row_subject
from assistant.reading.extract import spans
from assistant.reading.match import Matcher, script
from assistant.reckoning.worked import Worked
from assistant.tables.asked import CERTAIN, Asked, is_sure
from assistant.tables.counted import all_together
from assistant.tables.fit import SAID, TOLD
from assistant.tables.match import purpose, surroundings
from assistant.tables.row_columns import COLUMN
from assistant.tables.rows import corner
from assistant.tables.wording import table_wording
from assistant.tables.words import concepts, phrase
from index.hits import Hit

SURER = 0.1  # what a figure worked out of sentences must answer better than cells
TEXT_HITS = 20
_OF_A_ROW = frozenset(
    {"table", "cell", "extreme", "change", "difference", "comparison", "share", "average", "sum"}
)
_LOOKED_UP = frozenset({"table", "list"})


def is_surer(asked: Asked, worked: Worked, draft: Draft) -> bool:
    """Whether what is worked out of sentences is preferred to what cells give.

    A figure as it stands is no answer to what is to be worked out; a share that the row has is.
    Where row and column are named beyond doubt, no sentence is surer.
    """
    money = asked.question.wants & {"money", "amount"} and "share" not in asked.question.wants
    points = table_wording(asked.language).points.strip()
    if money and worked.draft is not None and points in (worked.draft.short or ""):
        return False  # shares that differ are no money
    if draft.method in _LOOKED_UP:
        return not ("share" in asked.question.wants and "%" in (draft.short or ""))
    best = asked.likeliest
    if is_sure(asked, best) and any(value.said >= CERTAIN for value in best.values):
        return False  # row and column are named
    sure = worked.draft.confidence if worked.draft else 0.0
    return not worked.of_cells and sure > draft.confidence + SURER


def is_left_to_text(asked: Asked, draft: Draft, hits: Sequence[Hit]) -> bool:
    """Whether a sentence says better what a question asks than the row that was found."""
    if draft.method == "purpose":
        matcher = Matcher(purpose(asked.question), asked.vectors)
        texts = [
            text
            for text in _with_figures(hits)
            if any(figure.unit not in ("", "%") for figure in figures(text))
        ]
        return bool(texts) and float(matcher.covered(matcher.met(texts)).max()) >= SAID
    if draft.method in _OF_A_ROW and _is_of_something_else(asked, draft):
        return True
    return draft.method == "table" and _counts_in_words(asked)


def _counts_in_words(asked: Asked) -> bool:
    """Whether what is counted may stand in a cell of words: "16 teams" beside 60 participants."""
    best = asked.likeliest
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
    if all_together(asked, draft.method):
        return False  # that they are so many tells the rows
    if asked.question.codes or script(best.name) != script(text):
        return False
    said = phrase("whole").sub(" ", phrase("of budgets").sub(" ", row_subject(text)))
    headers = [value.cell.column for value in best.values]
    told = "\n".join(headers).lower()
    for words, header in concepts():  # "owe" asks for the column "unpaid"
        if any(map(header.search, headers)):
            said = words.sub(lambda m: m[0] if m[0].lower() in told else " ", said)
    said = " ".join(phrase("a row").sub(" ", said).split())
    if not content_words(said):
        return False
    matcher = Matcher(said, asked.vectors)
    cited = {support.hit.passage_id for line in draft.sentences for support in line.supports}
    rows = [row for row in asked.rows if row.hit.passage_id in cited] or [best]
    texts = [f"{surroundings(row)}\n{corner(row)}" for row in rows]
    met = matcher.met(texts).max(axis=1, keepdims=True)
    return float(matcher.covered(met)[0]) < TOLD


def _with_figures(hits: Sequence[Hit]) -> list[str]:
    """The sentences with a figure in the first passages found."""
    found = (hit for hit in hits[:TEXT_HITS] if hit.passage.kind == "text")
    return [text for hit in found for text in spans(hit) if figures(text)]
