"""Figures of running text that a question compares or adds: each operand a sentence of its own."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from assistant.draft import Draft, Sentence, Support
from assistant.figures import Figure, figures, years
from assistant.letters import plain
from assistant.question import Question, code_year, question_codes, subject_only
from assistant.reading.extract import spans
from assistant.reading.match import Matcher
from assistant.tables.arithmetic import Quantity, alike, difference, number, shown, total
from assistant.tables.cells import spanned_years
from assistant.tables.plan import Plan
from assistant.tables.text_operands import Found, Said, line_of, said_figures
from assistant.tables.wording import table_wording
from assistant.wording import wording
from index.search import Hit
from index.static import StaticEmbedder

HITS = 40
FLOOR = 0.45  # share of an operand's words that its sentence must answer to
PERIOD_FLOOR = 0.28  # likewise where a code or year says which of two it is
NEAR_FLOOR = 0.2  # likewise in the section of another operand
_CLAUSE = re.compile(r"[,，;；:：]")
_SEAM = re.compile(
    r"\s+(?:and|plus|versus|vs\.?|or|than)\s+(?:the |how (?:many|much) )?|[、]"
    r"|(?:加上|和|与|以及|还是|或)(?=[\u3400-\u9fff])",
    re.IGNORECASE,
)
# "How many registered, and from how many countries?" adds nothing up.
_SECOND_QUESTION = re.compile(
    r"[,，]?\s*\band (?:from|in|at|for|by|of|on) (?:how (?:many|much)|which|what)\b.*",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Operand:
    """A figure in a sentence.

    Attributes:
        name: the code, year or words of the question that it is for.
        hit: the passage.
        sentence: verbatim.
        quantity: the figure.
        fit: share of the operand's words that the sentence answers to.
    """

    name: str
    hit: Hit
    sentence: str
    quantity: Quantity
    fit: float


def text_compute(
    question: Question, plan: Plan, hits: Sequence[Hit], vectors: StaticEmbedder
) -> Draft | None:
    """The sum, difference or comparison of figures that sentences give, or None.

    Args:
        question: as understood.
        plan: what is to be done.
        hits: passages in search order.
        vectors: the embedding that sentences are compared by.
    """
    if plan.operation not in ("sum", "difference", "change", "points"):
        return None
    found = [
        (hit, text) for hit in hits[:HITS] if hit.passage.kind == "text" for text in spans(hit)
    ]
    if not found:
        return None
    said = said_figures(question, found, vectors)
    operands = _by_period(question, plan, said)
    if len(operands) < 2 and plan.operation == "sum":
        operands = _by_parts(question, found, said, vectors)
    if len(operands) < 2 or not alike([operand.quantity for operand in operands]):
        return None
    return _draft(question, plan, operands)


def _by_period(question: Question, plan: Plan, said: Sequence[Said]) -> list[Operand]:
    """One figure for each code of an edition (OP-26) or each year that the question names."""
    codes = [code for code in question.codes if code_year(code)]
    spanned = spanned_years(question) if plan.operation == "sum" else question.years
    names = codes if len(codes) > 1 else [str(year) for year in spanned]
    if len(names) < 2:
        return []
    kinds = _kinds(question)
    operands = []
    for name in names:
        own = [
            one
            for one in said
            if one.covered >= PERIOD_FLOOR
            and kinds(one.figure)
            and (_is_of(name, one) if name in codes else one.year == int(name))
        ]
        if own:
            best = max(own, key=lambda one: one.fit)
            operands.append(_operand(name, best))
    return operands if len(operands) == len(names) else []


def _operand(name: str, said: Said) -> Operand:
    return Operand(name, said.hit, said.sentence, _quantity(said.figure), said.covered)


def _by_parts(
    question: Question, found: Found, said: Sequence[Said], vectors: StaticEmbedder
) -> list[Operand]:
    """One figure for each part that the question joins: "the new projects and the addenda"."""
    parts = joined_parts(question.text)
    if not 1 < len(parts) <= 4:
        return []
    kinds = _kinds(question)
    told = {figure.value for figure in figures(question.text)}
    known = [one for one in said if kinds(one.figure) and one.figure.value not in told]
    lines = [one.sentence[line_of(one.sentence, one.figure)] for one in known]
    texts = [text for _, text in found]
    matchers = [Matcher(part, vectors, texts) for part in parts]
    fits = [_fits(matcher, lines) for matcher in matchers]
    close = [_fits(matcher, [one.clause for one in known]) for matcher in matchers]
    chosen: dict[int, tuple[Said, Operand]] = {}
    taken: set[int] = set()
    # The surest part first; what is added to it is looked for beside it.
    for part in sorted(range(len(parts)), key=lambda p: -max(fits[p], default=0.0)):
        near = [one for one, _ in chosen.values()]

        def reach(n: int, part: int = part, near: Sequence[Said] = near) -> float:
            own = 0.5 * (fits[part][n] + close[part][n])
            counted = known[n].fit - known[n].covered
            return own + 0.3 * known[n].covered + 0.6 * counted + _beside(known[n], near)

        for n in sorted((n for n in range(len(known)) if n not in taken), key=reach, reverse=True):
            one = known[n]
            if fits[part][n] >= (NEAR_FLOOR if _beside(one, near) else FLOOR):
                taken.add(n)
                quantity = _quantity(one.figure)
                operand = Operand(parts[part], one.hit, lines[n], quantity, fits[part][n])
                chosen[part] = one, operand
                break
    return [chosen[part][1] for part in sorted(chosen)] if len(chosen) == len(parts) else []


def _fits(matcher: Matcher, lines: Sequence[str]) -> list[float]:
    return [float(fit) for fit in matcher.covered(matcher.met(lines).met)]


def _beside(said: Said, others: Sequence[Said]) -> float:
    """What standing in the sentence, passage or section of another operand speaks for a figure."""
    if any(said.sentence == other.sentence for other in others):
        return 0.4
    if any(said.hit.passage_id == other.hit.passage_id for other in others):
        return 0.3
    near = (
        said.hit.document.id == other.hit.document.id
        and said.hit.passage.section == other.hit.passage.section
        for other in others
    )
    return 0.2 if any(near) else 0.0


def joined_parts(text: str) -> list[str]:
    """What a question joins by "and", each without the words that only ask.

    Of the first the last clause, of the others the first: the rest is about all of them.
    """
    sides = _SEAM.split(_SECOND_QUESTION.sub("", text))
    clauses = [
        [clause for clause in _CLAUSE.split(side) if subject_only(clause)] or [""] for side in sides
    ]
    parts = [clauses[0][-1], *(side[0] for side in clauses[1:])]
    return [part for part in map(subject_only, parts) if len(plain(part)) > 1]


def _is_of(name: str, one: Said) -> bool:
    """Whether a figure is of the edition with a code: its sentence says so, or its section does."""
    said = [code for code in question_codes(one.sentence) if code_year(code)]
    if said:
        return name in said
    section = " ".join(one.hit.passage.section)
    return name in question_codes(section) or [code_year(name)] == (
        years(one.sentence) or years(section) or list(one.hit.document.years)
    )


def _kinds(question: Question) -> Callable[[Figure], bool]:
    if "share" in question.wants:
        return lambda figure: figure.unit == "%"
    if question.wants & {"amount", "money"}:
        return lambda figure: figure.unit not in ("", "%")
    if "count" in question.wants:
        return lambda figure: not figure.unit
    return lambda figure: figure.unit != "%"


def _quantity(figure: Figure) -> Quantity:
    return Quantity(figure.value, figure.unit)


def _draft(question: Question, plan: Plan, operands: Sequence[Operand]) -> Draft:
    words, language = wording(question.language), question.language
    quantities = [operand.quantity for operand in operands]
    confidence = min(operand.fit for operand in operands)
    if plan.operation == "sum":
        result = total(quantities)
        working = " + ".join(number(quantity.value) for quantity in quantities)
        short = shown(result, language)
        head = f"**{short}** ({working} = {number(result.value)})"
    elif plan.operation in ("difference", "change", "points"):
        new, old = _latest_first(operands)
        larger, smaller = (new, old) if plan.operation != "difference" else sorted(
            (new, old), key=lambda operand: operand.quantity.value, reverse=True
        )  # fmt: skip
        result = difference(larger.quantity, smaller.quantity)
        points = table_wording(language).points if result.unit == "%" else ""
        short = f"{number(result.value)}{points}" if points else shown(result, language)
        working = f"{number(larger.quantity.value)} − {number(smaller.quantity.value)}"
        head = f"**{short}** ({working} = {number(result.value)})"
    else:
        ordered = sorted(operands, key=lambda o: o.quantity.value, reverse=not plan.lowest)
        first, second = ordered[:2]
        value, other = shown(first.quantity, language), shown(second.quantity, language)
        if first.quantity.value == second.quantity.value:
            head, short = words.equal.format(value=value), value
        elif plan.lowest:
            head = f"**{first.name}**{words.colon}**{value}**"
            head += f"{words.comma}{second.name}{words.colon}{other}"
            short = f"{first.name} ({value}; {other})"
        else:
            head = words.higher.format(
                name=f"**{first.name}**", value=f"**{value}**", other=second.name, other_value=other
            )
            short = f"{first.name} ({value}; {other})"
    opening, closing = words.quotes
    cited = {o.sentence: o for o in operands}.values()  # one sentence may give several
    quotes = [
        Sentence(f"{opening}{' '.join(o.sentence.split())}{closing}", (Support(o.hit, o.sentence),))
        for o in cited
    ]
    return Draft("answered", (Sentence(head), *quotes), short, confidence, "computed from text")


def _latest_first(operands: Sequence[Operand]) -> tuple[Operand, Operand]:
    def year(operand: Operand) -> int:
        return code_year(operand.name) or (int(operand.name) if operand.name.isdigit() else 0)

    new, old = sorted(operands[:2], key=year, reverse=True)
    return new, old
