"""What tables lack that a question asks of them: a year, a purpose; and the answer that says so."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from assistant.draft import Draft, Sentence
from assistant.question import FIGURE_KINDS, question_codes
from assistant.reading.match import Matcher
from assistant.tables.asked import CERTAIN, Asked, Cell, is_sure
from assistant.tables.columns import SAID, bare_header, best_value
from assistant.tables.fiscal_years import column_years
from assistant.tables.fit import ROW_THRESHOLD, counts_no_money
from assistant.tables.lines import cell_lines, display, line
from assistant.tables.match import PURPOSE, purpose
from assistant.tables.readings import MAX_READINGS
from assistant.tables.rows import Row, leaf
from assistant.tables.wording import table_wording
from assistant.tables.words import concepts
from assistant.tables.yearly import every_year
from assistant.wording import wording


def lacks_year(asked: Asked) -> bool:
    """Whether the rows that fit have figures for other years only."""
    timely = asked.timely()
    best = asked.rows[0].score
    far = not timely or timely[0].score < min(ROW_THRESHOLD, 0.5 * best)
    wanted = bool(asked.question.wants & FIGURE_KINDS) and not counts_no_money(asked)
    return best >= ROW_THRESHOLD and far and wanted


def lacks_purpose(asked: Asked, rows: Sequence[Row]) -> bool:
    """Whether a question asks what a budget gives to a purpose that no row is about.

    "How much of the emergency budget goes to satellites?" is not answered by the emergency budget.
    """
    said = purpose(asked.question)
    if not said or set(question_codes(said)) & set(rows[0].codes):
        return False
    matcher = Matcher(said, asked.vectors)
    names = [name for row in rows for name in (row.name, *row.aliases)]
    names += [value.cell.column for value in rows[0].values]
    told = float(matcher.covered(matcher.met(names)).max())
    return max(told, float(matcher.named([leaf(rows[0].name)])[0])) < PURPOSE


def nearest_row(asked: Asked, row: Row) -> Draft:
    """That no row is about the purpose asked for, with the row that comes nearest."""
    nearest = line(asked, row, row.values[:1])
    words = wording(asked.language)
    told = replace(nearest, text=f"{words.nearest} {nearest.text}")
    return Draft("not_found", (Sentence(words.not_found), told), None, 0.0, "purpose")


def lacks_one_year(asked: Asked) -> bool:
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


def of_other_years(asked: Asked) -> list[Cell]:
    """The cells of the column that a question names, where it has other years than those asked for.

    "How many calls did the pier have in 2023?" over "Cargo 2023", "Cargo 2024" and "Calls 2024" is
    not answered by the cargo of 2023.
    """
    question, best = asked.question, asked.timely()[0]
    named = [value for value in best.values if value.said >= CERTAIN and not value.is_share]
    own = best_value(question, best)
    if len(question.years) != 1 or not named or own is None or own.said >= SAID:
        return []
    if any(not value.years or question.years[0] in value.years for value in named):
        return []
    measure = bare_header(own.cell.column)
    if not measure or any(header.search(measure) for _, header in concepts()):
        return []  # a year alone; what was spent in one year is planned for another
    return [(best, value) for value in named]


def other_years(asked: Asked, cells: Sequence[Cell] = ()) -> Draft:
    """That the figure is there for other years than the one asked for: for which, and where."""
    question, best = asked.question, asked.rows[0]
    words, frame = wording(question.language), table_wording(question.language)
    cells = cells or every_year(asked, best) or [(best, best.values[0])]
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
