"""How many there are of something: the number that a sentence attaches to that very thing.

"A级国家有多少个？" is answered by the 38 of "A级国家为38个，B级为29个", "how many posts are there?"
by "119 posts", and by no row of some posts.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

from assistant.figures import Figure, figures, number_words
from assistant.letters import plain
from assistant.question import Question, bare
from assistant.reading.extract import Span
from assistant.reading.match import script
from assistant.reading.quoting import is_row
from assistant.tables.rows import Row, is_total, leaf
from assistant.tables.terms import terms

Place = tuple[int, int]

NEAR = 4.0  # score behind the best from which a sentence with such a number comes before it
STEM = 5  # letters by which words of one stem are alike
_MEASURES = "个名位人所家座条项台辆艘件张种次届套本册份顶床只场期支款份批门间栋处"
_HAVE = r"(?:are|were) there|(?:do|does|did) (?:we|they|you|it) (?:have|employ|run)|exist"
_ASKED = re.compile(
    rf"^(?:and |so )?how many (?P<en>[a-z][\w’' -]{{2,40}}?)"
    rf"(?: (?:{_HAVE}))?(?: (?:in total|in all|altogether|now|at present|today))?\W*$"
    rf"|^(?:(?:全|本|我)[省市国县区州校馆院球们]|公司|单位|目前|现在|一?共|总共|现?有)*?(?:一共|总共|共)?"
    rf"(?:现?有|设有|拥有)?(?:多少|几)[{_MEASURES}]?(?P<zh>[\u4e00-\u9fffA-Za-z]{{2,12}})[？?]?$"
    rf"|^(?:(?:全|本|我)[省市国县区州校馆院球们]的?)?(?P<before>[\u4e00-\u9fffA-Za-z]{{2,14}}?)"
    rf"(?:(?:一共|总共|共|现)?有(?:多少|几)[{_MEASURES}]?|(?:多少|几)[{_MEASURES}])[？?]?$",
    re.IGNORECASE,
)
_NO_THING = re.compile(
    r"钱|元|资金|经费|预算|费|款|金额|时间|[年月日天]|比例|率|比|[，,。]|占|的$|^(?:还|又|这|那|它|其)"
    r"|\b(?:times|days|weeks|months|years|hours|people|of|in|for|at|from|that|who|which|is|are|was|were|do|does|did|has|have|had|will|can|could|would|must|may|might|shall|should|need|be|been|no|not|the|to)\b",
    re.IGNORECASE,
)
_LEVEL = re.compile(
    r"^(?:[A-Z]|[一二三四五六七八九十])级|^第[一二三四五六七八九十]类|^[甲乙丙丁]类"
)
_LEADS = r"(?:of|from|by|for|to|in|at|with|and|or|on)\b"  # "41 ideas from staff" counts ideas
_TOTAL = re.compile(
    r"^\W*(?:grand |sub)?totals?\b|^\W*total number\b|合计|总计|共计|^总", re.IGNORECASE
)
_PARTS = re.compile(r"\s*(?:[/／、&,，]|\band\b|\bor\b|和|及|与)\s*|[(（][^()（）]*[)）]")


@lru_cache(maxsize=256)
def thing_counted(question: Question) -> str:
    """The thing of which a question asks how many there are, and nothing besides; else empty."""
    if question.history or "count" not in question.wants:
        return ""
    match = _ASKED.match(bare(question.text))
    thing = next(filter(None, match.groups()), "").strip() if match else ""
    return "" if _NO_THING.search(thing) else thing


def numbers_of(thing: str, text: str) -> list[Figure]:
    """The numbers that a text attaches to a thing: before it, in Chinese also behind it."""
    found = [figure for figure in figures(text) if figure.unit == ""]
    found += [word for word in number_words(text) if word.value > 1 or script(text) == "han"]
    before, behind = _attached(thing)
    return [
        figure
        for figure in found
        if (behind is not None and behind.search(text[: figure.start]))
        or before.match(text[figure.end :])
    ]


@lru_cache(maxsize=256)
def _attached(thing: str) -> tuple[re.Pattern[str], re.Pattern[str] | None]:
    """What stands behind a number of a thing, and what of it stands before one."""
    if thing.isascii():
        words = [re.escape(word[: max(STEM, len(word) - 2)]) for word in thing.split()]
        joined = r"\w* (?:[\w-]+ )?".join(words)
        beside = rf"(?:\s(?:(?!{_LEADS})[\w-]+ ){{0,2}}?|[{_MEASURES}]\s?)"  # nine centres, 九个DTC
        return re.compile(rf"{beside}{joined}\w*", re.IGNORECASE), None
    level = _LEVEL.match(thing)
    called = re.escape(thing) if level is None else f"(?:{re.escape(thing)}|{level.group()})"
    between = (
        r"(?:[(（][^()（）]*[)）])?(?:数量|总数|数)?"
        r"(?:共计|共有|一共|总共|共|仅?有|已?达到?|增至|为|是|：|:|约)*\s*"
    )
    behind = re.compile(rf"(?<![\u4e00-\u9fffA-Z]级){called}{between}$")
    if level is not None:
        behind = re.compile(rf"{called}{between}$")
    measure = rf"[{_MEASURES}]?(?:的)?"
    return re.compile(rf"{measure}{re.escape(thing)}(?![\u4e00-\u9fff]?[长员])"), behind


def number_place(question: Question, text: str) -> Place | None:
    """Where the number of the thing that a question counts stands, with its measure word."""
    thing = thing_counted(question)
    found = numbers_of(thing, text) if thing else []
    if not found:
        return None
    best = max(found, key=lambda figure: figure.value)
    measure = re.match(rf"[{_MEASURES}]", text[best.end :])
    return best.start, best.end + (measure.end() if measure else 0)


def counting_first(question: Question, ranked: Sequence[Span]) -> list[Span]:
    """The spans, one first that attaches a number to the thing counted: the largest is of all.

    Args:
        question: as understood.
        ranked: the best first; one far behind it is not taken.
    """
    thing = thing_counted(question)
    if not thing or not ranked:
        return list(ranked)
    ranked = [
        span
        for span in ranked
        if not is_row(span) or _TOTAL.search(span.text) or _is_of(thing, span.hit.passage.label)
    ]
    if not ranked:
        return []
    near = [span for span in ranked if span.score >= ranked[0].score - NEAR and not is_row(span)]
    counts = {
        place: max(figure.value for figure in found)
        for place, span in enumerate(near)
        if (found := numbers_of(thing, span.text))
    }
    if not counts:
        return [] if thing.isascii() else list(ranked)
    first = near[max(counts, key=lambda place: (counts[place], -place))]
    return [first, *(span for span in ranked if span is not first)]


def is_counted(question: Question, ranked: Sequence[Span]) -> bool:
    """Whether a sentence near the best attaches a number to the thing that a question counts."""
    thing = thing_counted(question)
    near = [span for span in ranked if span.score >= ranked[0].score - NEAR and not is_row(span)]
    return bool(thing) and any(numbers_of(thing, span.text) for span in near)


def counts_a_part(question: Question, row: Row) -> bool:
    """Whether a row is of a part of the things that a question counts, or of others.

    Its label says more than their name ("Member states with a plan", 省图书馆), and it is no total.
    """
    thing = thing_counted(question)
    if not thing or is_total(row):
        return False
    return not _is_of(thing, leaf(row.name))


def _is_of(thing: str, label: str) -> bool:
    """Whether a label, or one of the parts that it joins, says no more than a thing's name."""
    own = set(terms(thing))
    for part in _PARTS.split(leaf(label)):
        words = set(terms(part))
        if plain(part) and (plain(part) in plain(thing) or (part.isascii() and words <= own)):
            return True
    return False
