"""The rows that a question names, one or several: by codes, by their words, part by part."""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Sequence

from assistant.letters import plain
from assistant.question import question_codes, row_subject
from assistant.reading.match import Matcher, script
from assistant.tables.asked import FOREIGN, Asked, is_named
from assistant.tables.columns import is_total_column
from assistant.tables.lexical import STRONG
from assistant.tables.named import rows_of_names
from assistant.tables.plan import Plan, joined_parts
from assistant.tables.rows import Row, by_table, is_bare_total, is_total, leaf, own_name, undated
from assistant.tables.terms import rarity, terms
from assistant.tables.words import phrase

Named = list[tuple[Row, float]]
SPELT = 4  # letters of a name that is sure to be meant where they are said
NEAR = 0.9  # of the best row's fit, what one of another table must have to be looked at there
NAMED = 0.75  # how well a part of a question must fit a label to mean it
PART = 0.4  # likewise where the rest of the question is about the same table
OTHER_TABLE = 0.45  # likewise where that is not the table of the row that fits best
NEARLY = 0.1  # by so much another table must fit better than that of the best row
# What a question says in brackets behind a code: what that is called.
_GLOSS = re.compile(r"(?<=[A-Z]\d)\s?[（(][^（()）]{2,60}[)）]")
_YEARS = re.compile(r"(?:19|20)\d{2}年?(?:\s*(?:and|to|or|[-–—和与到至、])\s*(?:19|20)\d{2}年?)*")
_SEAM = re.compile(
    r"\s+(?:and|plus|minus|less|versus|vs\.?|or|than|compared (?:to|with)|against|et|y|with|over"
    r"|to)\s+|[,，、；;]|(?<=[\u3400-\u9fff])(?:和|与|加上|减去|减掉|减|及|以及|跟|同|比|还是|或)(?=[\u3400-\u9fffA-Z\d])",
    re.IGNORECASE,
)
_THAN = re.compile(
    r"\s(?:than|versus|vs\.?|compared (?:to|with)|against|exceed(?:s|ed)?|surpass(?:es|ed)?"
    r"|outstrip(?:s|ped)?|(?:ahead|short) of)\s"
    r"|(?<=[\u3400-\u9fff])(?:比(?!例|重|较|率)|超[过出](?=[\u3400-\u9fff])|[高低多少]于(?=[\u3400-\u9fff]))",
    re.IGNORECASE,
)
_OR = re.compile(
    r"[,:]?\s(?:x?or)\s(?:to |for |on |in |under |that (?:of|for) )?|还是|或者?(?=[\u3400-\u9fff])",
    re.IGNORECASE,
)
# What comes before the first of two: "Does the plan give more to", "哪个经费多，".
_COMPARING = re.compile(
    r"^.{0,100}?\b(?:more|less|higher|lower|larger|smaller|greater|bigger|fewer)\b"
    r"(?: \w+){0,2}? (?:to|for|on|in|from|under) ",
    re.IGNORECASE,
)
_AND = re.compile(r"\b(?:and|or|versus|vs\.?|plus|than)\b|,|、|和|与|及|或", re.IGNORECASE)


def chooses(text: str) -> bool:
    """Whether a question has two or more things to choose from: "statistics or policy"."""
    return _OR.search(text) is not None or phrase("which of two").search(text) is not None


def subjects(asked: Asked, plan: Plan) -> list[Row]:
    """The rows that a question names, in the order that it names them; at least the best one."""
    rows = asked.timely() or asked.rows
    codes = asked.question.codes
    by_code = [next((row for row in rows if code in row.codes), None) for code in codes]
    coded = list({id(row): row for row in by_code if row}.values())
    if len(coded) > 1 or (coded and len([code for code in codes if "-" not in code]) > 1):
        return _under_codes(asked, rows) or coded
    if coded and _is_glossed(asked.question.text):
        return coded
    best = rows[0]
    own = [row for row in rows if row.table == best.table]
    if len(aliased := _by_aliases(asked, own)) > 1:
        return aliased
    near = [row for row in rows if row.score >= NEAR * best.score]
    for table in dict.fromkeys(row.table for row in near):
        said = _mentioned(asked, [row for row in rows if row.table == table], plan)
        if len(said) > 1:
            return said
    of_another = phrase("of another").search(asked.question.text) is not None
    if (plan.operation != "share" or of_another) and len(full := _said_in_full(asked, rows)) > 1:
        return full
    if any(is_named(asked, row) and _holds_parts(row, asked.question.text) for row in rows[:3]):
        return [best]
    foreign = script(asked.question.text) != script(leaf(best.name))
    floor = FOREIGN if foreign else NAMED
    for seam in (_THAN, _OR, _SEAM):  # "policy and regulation than statistics" are two, not three
        found = _in_one_table(asked, rows, best, seam) or _by_parts(asked, rows, floor, seam)
        if found:
            return [row for row, _ in found]
    return rows_of_names(asked.question, rows, plan.operation, asked.vectors) or [best]


def _is_glossed(text: str) -> bool:
    """Whether brackets behind a code say what it is called, and so no other row: P3（监管环境）."""
    rest = _YEARS.sub(" ", _GLOSS.sub("", text))
    return _GLOSS.search(text) is not None and len(joined_parts(rest)) < 2


def _said_in_full(asked: Asked, rows: Sequence[Row]) -> list[Row]:
    """The rows of any tables whose names a question says letter by letter, in its order.

    The best of each name; none that is said only within a longer name, or heads another of them.
    """
    letters = plain(asked.question.text)
    found: dict[str, Row] = {}
    for row in rows:
        name = plain(own_name(row))
        if len(name) >= SPELT and name in letters and not is_total(row):
            found.setdefault(name, row)
    for name in sorted(found, key=len):
        rest = letters
        for longer in found:
            rest = rest.replace(longer, " ") if name != longer and name in longer else rest
        heads = any(other.group and leaf(other.group) == found[name].name for other in rows)
        if name not in rest or (heads and len(found) > 1):
            del found[name]
    best = [row for row in rows[:1] if is_named(asked, row)]
    if any(map(undated, [*best, *found.values()])):  # a year is no row beside what is named
        found = {name: row for name, row in found.items() if undated(row)}
    return [found[name] for name in sorted(found, key=letters.find)]


def _mentioned(asked: Asked, rows: Sequence[Row], plan: Plan) -> list[Row]:
    """The rows of one table that a question says, without wholes of which others are the parts."""
    said = [row for row in _said_by_words(rows, asked.question.text) if undated(row)]
    if plan.operation == "sum" or any(is_total_column(v) for row in rows[:1] for v in row.values):
        said = [row for row in said if not is_bare_total(row)]  # the word is of no row then
    if plan.operation in ("share", "lookup"):  # "the share of support in excellence" is of support
        said = [row for row in said if not any(other.group == row.name for other in said)] or said
    return said


def _said_by_words(rows: Sequence[Row], text: str) -> list[Row]:
    """The rows of one table whose labels a question says, in the order that it says them.

    The best first; then those that are said in full by words not yet taken, or whose first word
    follows an "and".
    """
    order = terms(text)
    joined = {words[0] for part in _AND.split(text)[1:] if (words := terms(part))}
    labels = [frozenset(terms(leaf(row.name))) for row in rows]
    weigh = rarity(labels)
    counts = Counter(word for label in labels for word in label)
    shared = {word for word, count in counts.items() if count > 1}  # "line", said for each of two
    free = set(order)
    chosen: list[tuple[int, Row]] = []
    pool = sorted(
        zip(rows, labels, strict=True),
        key=lambda pair: (-pair[0].lexical, -sum(map(weigh, pair[1] & free))),
    )
    for row, label in pool:
        first = terms(leaf(row.name))[:1]
        begun = first and first[0] in joined & free and weigh(first[0]) >= math.log(len(rows) + 1)
        telling = label - shared
        told = bool(telling) and telling <= free and _in_a_row(terms(leaf(row.name)), order)
        if not label or not (label <= free or begun or told):
            continue
        label = label & free
        if chosen and any(leaf(row.name) == leaf(other.name) for _, other in chosen):
            continue
        free -= label
        chosen.append((min(order.index(word) for word in label), row))
    return [row for _, row in sorted(chosen, key=lambda pair: pair[0])]


def _in_a_row(words: Sequence[str], text: Sequence[str]) -> bool:
    """Whether words follow each other in a text."""
    size = len(words)
    return any(tuple(text[n : n + size]) == tuple(words) for n in range(len(text) - size + 1))


def _by_aliases(asked: Asked, rows: Sequence[Row]) -> list[Row]:
    """The rows of which a question says a cell that no other row has, in that order.

    "Malta and Cyprus" are the rows of two projects that have names of their own; places and names
    are known by all that they are called.
    """
    letters = plain(asked.question.text)
    forms: dict[str, int] = {}
    for constraint in asked.question.constraints:
        if constraint.kind in ("place", "name"):
            at = letters.find(plain(constraint.text))
            forms |= {plain(form): at for form in constraint.forms}
    found: dict[int, tuple[int, Row]] = {}
    for row in rows:
        names = [plain(alias) for alias in row.aliases]
        said = [letters.find(name) for name in names if len(name) > 1 and name in letters]
        said += [forms[name] for name in names if name in forms]
        if said:
            found[row.hit.passage_id] = (min(said), row)
    return [row for _, row in sorted(found.values(), key=lambda pair: pair[0])]


def _under_codes(asked: Asked, rows: Sequence[Row]) -> list[Row]:
    """The rows of one name, one under each code: training in P3 and in P4; none where not so."""
    found: list[Row] = []
    for code in asked.question.codes:
        inner = (
            row
            for row in rows
            if row.named >= NAMED
            and not row.is_sum
            and code in {*row.within, *question_codes(row.group)}
        )
        row = next(inner, None)
        if row is None or (found and leaf(row.name) != leaf(found[0].name)):
            return []
        found.append(row)
    return found


def _in_one_table(asked: Asked, rows: Sequence[Row], best: Row, seam: re.Pattern[str]) -> Named:
    """The rows that parts of a question name within one table: that of the best row, or another.

    "Inclusive ICTs" and "the enabling environment" are each a table of their own, and two rows of
    the table of priorities; the table that fits both best is taken.
    """
    if not seam.search(asked.question.text):
        return []
    tables = by_table(
        row for row in rows if not is_total(row) and (row.table != best.table or not row.is_sum)
    )
    found = [named for own in tables.values() if (named := _by_parts(asked, own, PART, seam))]
    own = (named for named in found if named[0][0].table == best.table)
    home = next(own, [])
    reach = max(map(_weakest, found), default=0.0)
    if home and _weakest(home) >= reach - NEARLY:
        return home
    return next((named for named in found if _weakest(named) == reach >= OTHER_TABLE), home)


def _weakest(named: Named) -> float:
    return min(fit for _, fit in named)


def _holds_parts(row: Row, text: str) -> bool:
    """Whether a row's own label has the "and" or comma that the question has: it is one name."""
    return row.lexical >= STRONG and _SEAM.search(leaf(row.name)) is not None


def _by_parts(asked: Asked, rows: Sequence[Row], floor: float, seam: re.Pattern[str]) -> Named:
    """A row for each part of "cybersecurity and digital inclusion", where each names another.

    Returns:
        the rows, each with how well its part names it; empty where a part names none.
    """
    text = asked.question.text
    frame = phrase("frame").match(text)
    if frame and not seam.search(frame.group().rstrip("，, ")):
        text = text[frame.end() :]
    text = _COMPARING.sub("", text) if seam is _OR else text
    said = filter(None, seam.split(text))
    sides = [row_subject(part) for part in said if not phrase("of all named").match(part)]
    parts = [part for part in sides if len(plain(part)) > 1]
    if not 1 < len(parts) <= 6:
        return []
    names = [leaf(row.name) for row in rows]
    found: Named = []
    for part in parts:
        matcher = Matcher(part, asked.vectors)
        own = matcher.covered(matcher.met(names))
        fits = matcher.named(names) * 0.5 + own * 0.5
        order = sorted(range(len(rows)), key=lambda n: (-round(float(fits[n]), 3), n))
        if not order or fits[order[0]] < floor:
            return []
        if all(leaf(rows[order[0]].name) != leaf(row.name) for row, _ in found):
            found.append((rows[order[0]], float(fits[order[0]])))
    return found if len(found) > 1 else []
