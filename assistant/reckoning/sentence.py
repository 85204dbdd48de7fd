"""Figures of one sentence that answers: two that are alike, or a share of one."""

from __future__ import annotations

import re
from typing import NamedTuple

from assistant.reckoning.field import COVERED, COVERED_ACROSS, LIKE, SAID, UNSAID, Field
from assistant.reckoning.said import Part, clause_of, is_change, is_each
from assistant.reckoning.taken import kind_of
from assistant.reckoning.told import ROUNDED
from assistant.reckoning.wholes import OF_WHOLE, is_announced_part
from assistant.reckoning.wording import Operation, opposites, words_of
from index.tagging import parts_of_speech

APART = 3  # so many figures further the share is looked for
NEAR = 40  # characters between a whole and the share of it
_CLAUSE = re.compile(r"[，,；;。：:]\s*")
_HAN = re.compile(r"[\u3400-\u9fff]")
_VERB = re.compile(
    r"\b(?:is|are|was|were|has|have|had|will|did|got|sent|drew|took|gave|cost|held|\w{2,}ed)\b",
    re.I,
)
_NUMERAL = re.compile(r"[\d一二三四五六七八九十]")
_VERBAL = frozenset("vdp")  # parts of speech that end what a Chinese clause is about
_JOINED = re.compile(r"^[^\d，,；;。]{0,24}(?:\band\b|[和与及、])\s*$")


class Portion(NamedTuple):
    """A share of a whole that is asked for as a number.

    Attributes:
        whole: how many or how much there is.
        share: of those that the sentence tells of.
        rest: the others are asked for.
        covered: share of the question's words that both answer to, 0 to 1.
    """

    whole: Part
    share: Part
    rest: bool
    covered: float


def lacks_a_name(field: Field, operation: Operation) -> bool:
    """Whether a thing that a question names beside another is not told of in the sentence.

    Args:
        field: the figures of the sentence.
        operation: that the names are joined for.
    """
    splits = [] if field.across else list(field.asked.names(operation))
    words = [[n for n in name.words if _is_proper(field, n)] for names in splits for name in names]
    told = [not own or float(field.context[own].max()) >= UNSAID for own in words]
    return bool(told) and not all(told)


def _is_proper(field: Field, number: int) -> bool:
    word = field.asked.words[number]
    return word.text[:1].isupper() or (word.noun and not word.text.isascii())


def two_alike(field: Field, *, of_kind: bool = False) -> tuple[Part, Part] | None:
    """The only two figures of a sentence that are of one kind and of that asked for, or None.

    "It opened 19 cases and closed 14"; "1,640 crowns in 2024 and 1,590 crowns in 2026".

    Args:
        field: the figures of the sentence.
        of_kind: figures of another kind than the one asked for may stand beside them.
    """
    wanted = [n for n, part in enumerate(field.parts) if _is_wanted(field, n) and part.text]
    if of_kind and field.asked.kind:  # "206 delegates and 70 papers, 181 and 36"
        wanted = [n for n in wanted if field.parts[n].kind == field.asked.kind]
    kinds: dict[tuple[str, str], list[Part]] = {}
    for number in wanted:
        part = field.parts[number]
        kinds.setdefault((part.quantity.unit, part.kind or part.thing), []).append(part)
    if len(wanted) == 2 and len(kinds) == 2:  # "opened 19 cases and closed 14"
        one, two = (field.parts[n] for n in wanted)
        same = one.quantity.unit == two.quantity.unit and one.sentence == two.sentence
        pair = [one, two] if same and (two.thing == "" or _are_joined(one, two)) else []
    else:
        pairs = [found for found in kinds.values() if len(found) == 2]
        alone = len(kinds) == 1 or {unit for unit, _ in kinds if unit} == {
            pairs[0][0].quantity.unit if pairs else ""
        }  # "two projects of 4 and of 3 million"
        pair = pairs[0] if len(pairs) == 1 and alone else []
    if not pair or OF_WHOLE.search(pair[1].own):
        return None
    return pair[0], pair[1]


def subjects(pair: tuple[Part, Part]) -> tuple[str, str] | None:
    """What the clauses of two figures are about, where these say it before any verb, or None."""
    one, two = (_subject(part) for part in pair)
    return (one, two) if one and two and one != two else None


def _subject(part: Part) -> str:
    """The words before the verb of a figure's clause: 第1研究组已有206名代表, "Hull sent 12"."""
    clause = _CLAUSE.split(part.own.partition(part.text)[0])[-1].strip(" “‘\"'-–•")
    if _HAN.search(clause) is None:
        verb = _VERB.search(clause)
        return clause[: verb.start()].strip() if verb else ""
    name = ""
    for word, tag in parts_of_speech(clause):
        counts = _NUMERAL.search(word) is not None  # 一期 is no adverb
        if name and tag[:1] in _VERBAL and tag != "vn" and not counts:
            return name
        name += word
    return ""


def _is_wanted(field: Field, number: int) -> bool:
    part = field.parts[number]
    known = part.quantity.unit != "" or part.thing != "" or len(part.own) < len(part.sentence)
    accepted = field.asked.accepts(part.quantity, part.thing) and not field.counts_another(number)
    timeless = part.kind != "time" or field.asked.kind == "time"
    return known and timeless and accepted and field.timely(number) and not is_each(part)


def _are_joined(one: Part, two: Part) -> bool:
    """Whether two things that are counted are joined: "48 telephones and 12 terminals"."""
    between = one.sentence[one.sentence.find(one.text) + len(one.text) :]
    return _JOINED.search(between[: between.find(two.text)]) is not None


def portion(field: Field) -> Portion | None:
    """A whole and the share of it that is asked for as a number, or None.

    "How many women?" of "36,992 people, of whom 70% were women"; "how many men?" of the same is
    what the share leaves.

    Args:
        field: the figures, held against the question.
    """
    best: tuple[float, Portion] | None = None
    numbers = range(len(field.parts))
    for one, two in ((n, other) for n in numbers for other in numbers[n + 1 : n + APART]):
        whole, share = field.parts[one], field.parts[two]
        if not _is_share_of(whole, share) or not field.timely(one) or field.counts_another(one):
            continue
        if not field.asked.accepts(whole.quantity, whole.thing) or whole.kind == "time":
            continue
        if field.asked.kind not in ("", whole.kind) or not field.is_whole_told(whole):
            continue
        if _is_told_itself(field, one, two):
            continue
        meant = _is_meant(field, one, two)
        covered = field.covered([one, two])
        if meant == 0 or covered < field.floor(COVERED, COVERED_ACROSS):
            continue
        reach = covered + field.own_share([one, two]) + field.counts([one])
        reach += (meant > 0) + (whole.text in field.asked.text)
        if best is None or reach > best[0]:
            best = reach, Portion(whole, share, meant < 0, covered)
    return best[1] if best else None


def _is_share_of(whole: Part, share: Part) -> bool:
    """Whether a sentence tells a number of people or things and then a share of them."""
    if share.quantity.unit != "%" or whole.quantity.unit == "%" or whole.cell is not None:
        return False
    if is_change(share):
        return False  # "618,000 visitors, 8% more than in 2024"
    same = whole.sentence == share.sentence and whole.hit is share.hit and whole.line == share.line
    known = whole.kind != "" or whole.thing != "" or whole.quantity.unit != ""
    return same and known and share.start - whole.end < NEAR


def _is_told_itself(field: Field, whole: int, share: int) -> bool:
    """Whether the sentence of a whole and its share gives the number that is asked for itself.

    The share as a number ("5,047 of 6,218 passed, 81.2%"), or one of which alone it says what is
    asked about ("1,893 of them at the higher level").
    """
    one, of_it = field.parts[whole], field.parts[share].quantity.value / 100
    others = [
        n
        for n, other in enumerate(field.parts)
        if (other.hit, other.line, other.sentence) == (one.hit, one.line, one.sentence)
        and n != whole
        and kind_of(other) == kind_of(one)
    ]
    for number in others:
        for larger, smaller in ((whole, number), (number, whole)):
            value = field.parts[larger].quantity.whole * of_it
            if abs(field.parts[smaller].quantity.whole - value) <= ROUNDED * value:
                return True
    nouns = [n for n, word in enumerate(field.asked.words) if word.noun]
    clauses = [clause_of(field.parts[n]) for n in (whole, share, *others)]
    met = field.meeting.met(clauses)[nouns]
    unsaid = met[:, :2].max(axis=1) < LIKE
    return bool((unsaid[:, None] & (met[:, 2:] >= SAID)).any())


def _is_meant(field: Field, whole: int, share: int) -> int:
    """Whether a share is of those asked about (1), of the others (-1), or neither (0)."""
    beside = field.parts[share].beside
    for pair in opposites():
        asked = [form.search(field.asked.text) is not None for form in pair]
        told = [form.search(beside) is not None for form in pair]
        if sum(asked) == sum(told) == 1:
            return 1 if asked == told else -1
    if words_of("lacking").search(field.asked.text) or not is_announced_part(field.parts[share]):
        return 0
    telling = [n for n, w in enumerate(field.asked.words) if w.text.lower() != field.asked.counted]
    own, of_whole = field.beside[telling, share], field.beside[telling, whole]
    return int(bool(((own >= SAID) & (of_whole < LIKE)).any()))
