"""Two or more figures held against each other: the higher first, and how far they are apart."""

from __future__ import annotations

from collections.abc import Sequence

from assistant.draft import Draft, Sentence
from assistant.tables.arithmetic import difference, same_scale, shown
from assistant.tables.asked import Asked, Cell
from assistant.tables.codes import meaning_flag
from assistant.tables.comparable import comparable
from assistant.tables.groups import in_other_groups
from assistant.tables.lines import cell_lines, cell_name
from assistant.tables.worked_drafts import moved, sums_by_year
from assistant.tables.workings import shown_gap, subtraction
from assistant.wording import wording


def compared(asked: Asked, cells: Sequence[Cell], lowest: bool = False) -> Draft | None:
    """Which of two or more cells is the highest (or lowest), with all of them."""
    quantities = [value.quantity for _, value in cells]
    if len(cells) < 2 or not comparable(cells):
        return None
    if len(asked.question.years) > 1:
        every = in_other_groups(asked, cells)
        if len(every) > len(cells):
            return sums_by_year(asked, every)
    ordered = sorted(
        zip(cells, same_scale(quantities), strict=True),
        key=lambda pair: pair[1].value,
        reverse=not lowest,
    )
    words, language = wording(asked.language), asked.language
    (first, a), (second, b) = ordered[:2]
    if a.value == b.value:
        head = words.equal.format(value=shown(a, language))
        short = shown(a, language)
    elif lowest:
        head = f"{cell_name(asked, first, cells)}{words.colon}**{shown(a, language)}**"
        short = f"{cell_name(asked, first, cells)} ({shown(a, language)})"
    else:
        head = words.higher.format(
            name=f"**{cell_name(asked, first, cells)}**",
            value=f"**{shown(a, language)}**",
            other=cell_name(asked, second, cells),
            other_value=shown(b, language),
        )
        short = f"{cell_name(asked, first, cells)} ({shown(a, language)}; {shown(b, language)})"
    sentences = [Sentence(head), *cell_lines(asked, cells)]
    if len(cells) == 2 and a.value != b.value:
        larger, smaller = (a, b) if a.value > b.value else (b, a)
        gap = difference(larger, smaller)
        told = moved(cells, shown_gap(gap, language), language)
        sentences.append(Sentence(f"{told} ({subtraction(larger, smaller, gap)})"))
    sentences += meaning_flag(asked, cells)
    confidence = min(1.0, *(row.score for row, _ in cells))
    return Draft("answered", tuple(sentences), short, confidence, "comparison")
