"""Bare follow-ups: the words of the last question give way to their like in the new one.

"And the one for Kenya?" puts another place after the same preposition, "and how many girls?"
another noun after "how many", "第二次会议呢" another ordinal, "那非洲呢" another name of a place,
"what about cybersecurity?" another row, "那下一年呢" another year.
"""

from __future__ import annotations

import re
from itertools import takewhile

from assistant.figures import years
from assistant.question import asks, content_words, kinds_of, points_back, row_subject
from assistant.sizes import folded, sizes
from index.names import names_in
from index.tagging import parts_of_speech

_TRAILING = re.compile(r"[\s?？.!！]*(?:呢)?[\s?？.!！]*$")
_PREPOSITIONAL = re.compile(
    r"(?:(?:the )?(?:ones?|that|those|same) )?"
    r"\b(for|in|from|at|of|on|under|by|to|about|with|during)\s+(.{2,80})",
    re.IGNORECASE,
)
# A phrase after a preposition: up to the next preposition, mark or clause.
_PHRASE = (
    r"(?:(?!\b(?:for|in|from|at|of|on|under|by|to|about|with|during|and|that|which)\b)"
    r"[^?,;()])+(?<!\s)"
)
_NAMED = re.compile(
    r"[a-z]+ (?:the )?(?:[A-Z][\w&'’.-]*|\d+)(?: (?:and |& )?(?:[A-Z][\w&'’.-]*|\d+))*"
)
_OTHER = re.compile(
    r"\bothers?\b|\b(?:next|previous|following|remaining|rest)\b|另外?(?:那|一|两)?[个家次场项些]?|其[他它余]|别的"
    r"|剩下|下一|上一|前一|后一",
    re.IGNORECASE,
)
_NEXT_YEAR = re.compile(
    r"(?:in )?(?:the )?(?:next|following|subsequent) year|(?:in )?the year after(?: that)?"
    r"|(?:到了?)?(?:接?下一?年|次年|第二年|来年|翌年|转年|后一年)(?:度)?的?",
    re.IGNORECASE,
)
_LAST_YEAR = re.compile(
    r"(?:in )?(?:the )?(?:previous|preceding|prior) year|(?:in )?the year before(?: that)?"
    r"|(?:再?上一?年|前一年|头一年)(?:度)?的?",
    re.IGNORECASE,
)
_VERB = r"(?:is|are|was|were|do|does|did|has|have|had|can|will|took|take|got|get)\b"
_NOUN = rf"(how many|what share of|how much)\s+((?:(?!{_VERB})[\w-]+\s?){{1,3}}?)"
_COUNTED = re.compile(_NOUN, re.IGNORECASE)
_COUNTED_IN = re.compile(rf"\b{_NOUN}(?=\s+{_VERB})", re.IGNORECASE)
_CAPITAL_OR_DIGIT = re.compile(r"[A-Z\d]")
# What a name that is one of a series differs in from the others: 二等奖, "Category B", 周六.
_ANY_NUMBER = r"(?:\d+|[两一二三四五六七八九十]+|(?<![A-Za-z])[A-Z](?![A-Za-z])|(?<=周)[日末])"
_NUMBER = re.compile(_ANY_NUMBER)
_ORDINAL = re.compile(
    r"第[一二三四五六七八九十\d]+|\b(?:first|second|third|fourth|fifth|sixth|\d+(?:st|nd|rd|th))\b",
    re.IGNORECASE,
)
_ABOUT = re.compile(r"^(?:the|那么?|为?到?给?)\s*(?=.{2})", re.IGNORECASE)
_PARTICLES = re.compile(r"(?:(?<=[\u3400-\u9fff])\s+|\s+(?=[\u3400-\u9fff])|[的是为在有给?？])+")
# The regions of the UN family, which CLDR names otherwise.
_REGION = re.compile(
    r"亚太(?:区域|地区)?|阿拉伯(?:国家|区域)|独联体(?:国家)?"
    r"|拉(?:丁美洲|美)(?:(?:[和及与]|以及)?加勒比)?(?:区域|地区)?|加勒比(?:区域|地区)?"
    r"|(?:亚洲[和及与]?太平洋|撒哈拉以南非洲|[东西南北]部?[非欧](?:洲(?:[和及与]中亚)?)?|中部?[非欧]洲"
    r"|东南亚|[东西南北中]亚|[南北]美洲?|中美洲|大洋洲|中东(?:[和及与]北非)?|[非美欧亚]洲)"
    r"(?:区域|地区)?"
    r"|(?:the )?(?:Asia(?:-| and the )Pacific|Arab States|CIS(?: countries)?"
    r"|Latin America(?: and the Caribbean)?|(?:the )?Caribbean"
    r"|the Middle East(?: and North Africa)?"
    r"|Eastern Europe and Central Asia|Oceania|the Pacific"
    r"|(?:(?:sub-Saharan|(?:North|South|East|West)(?:ern)?|Central|South-?[Ee]ast) )?"
    r"(?:Africa|Europe|Asia|America)|Americas)(?: region)?",
    re.IGNORECASE,
)
_THE_ONE = re.compile(
    r"^(?:(?:the )?ones?|that|those|the same) (?:for|in|from|at|of) |^(?:in|for|from) ",
    re.IGNORECASE,
)
# What stands around another size in a follow-up: "what if it is", 要是; "instead".
_SUPPOSED = re.compile(
    r"(?:(?:what )?if (?:(?:it|that|this|they|the (?:amount|value)) (?:is|was|were|are|costs?))?"
    r"|(?:for|at|with|of|after|in case of|suppose|say)"
    r"|要是|如果|假如|假设|若是?|换[成作做]|改[成为])"
    r"\s*(?:(?:one|someone|something|purchases?) (?:of|for|with|at|worth) )?"
    r"(?:有|是|花|买|用|超过|到)?了?\s*"
    r"|\s*(?:instead|的|呢|的话|左右)+",
    re.IGNORECASE,
)
_ARTICLE = 4  # letters beside a place's name that still leave the follow-up bare: "the "


def substituted(rest: str, previous: str) -> str | None:
    """The previous question with the words of a bare follow-up in place of their like.

    Args:
        rest: the follow-up without what opens it ("and", "那").
        previous: the question before it.

    Returns:
        the new question, or None where the follow-up is of no such kind.
    """
    bare = _TRAILING.sub("", rest).strip()
    if found := _neighbouring_year(bare, previous):
        return found
    if _OTHER.search(bare):  # it names none of its own
        return None
    if found := _other_size(bare, previous):
        return found
    swaps = (_other_after_preposition, _other_counted, _other_ordinal, _other_number, _other_place)
    for swap in (*swaps, _other_subject):
        if found := swap(bare, previous):
            return found
    return None


def _neighbouring_year(bare: str, previous: str) -> str | None:
    """The year before or after the only one that the previous question names, in its place."""
    step = 1 if _NEXT_YEAR.fullmatch(bare) else -1 if _LAST_YEAR.fullmatch(bare) else 0
    named = years(previous)
    if not step or len(named) != 1:
        return None
    return previous.replace(str(named[0]), str(named[0] + step))


def _other_after_preposition(bare: str, previous: str) -> str | None:
    match = _PREPOSITIONAL.fullmatch(bare)
    if not match or asks(match[2]):
        return None
    found = list(re.finditer(rf"\b{match[1]}\s+{_PHRASE}", previous, re.IGNORECASE))
    if not found or years(found[-1].group()) or asks(found[-1].group()):
        return None
    old = found[-1]
    if _is_named(old.group()) and not _is_named(match.group()):
        return None  # "for companies" is no ship in the place of "for the Shibei"
    # "of Study Group 1 meet": a name ends with its last capital or number.
    named = _NAMED.match(old.group())
    end = old.start() + named.end() if named else old.end()
    return f"{previous[: old.start()]}{match[1]} {match[2]}{previous[end:]}"


def _other_size(bare: str, previous: str) -> str | None:
    """A size in place of the one of its unit in the previous question: 两百多万 for 80万元."""
    text, before = folded(bare), folded(previous)
    named = sizes(text)
    if len(named) != 1:
        return None
    new = named[0]
    around = (text[: new.start], text[new.end :])
    if any(part.strip() and not _SUPPOSED.fullmatch(part) for part in around):
        return None
    if not new.unit and new.scale == 1:
        return None
    found = [old for old in sizes(before) if new.unit in ("", old.unit)]
    if len(found) != 1:
        return None
    return f"{before[: found[0].start]}{text[new.start : new.end]}{before[found[0].end :]}"


def _is_named(phrase: str) -> bool:
    """Whether a phrase has a name or a number."""
    return _CAPITAL_OR_DIGIT.search(phrase) is not None


def _other_counted(bare: str, previous: str) -> str | None:
    match = _COUNTED.fullmatch(bare)
    old = match and _COUNTED_IN.search(previous)
    if not match or not old or match[1].lower() != old[1].lower():
        return None
    return f"{previous[: old.start(2)]}{match[2]}{previous[old.end(2) :]}"


def _other_ordinal(bare: str, previous: str) -> str | None:
    new, old = _ORDINAL.search(bare), _ORDINAL.search(previous)
    if not new or not old or asks(bare):
        return None
    return f"{previous[: old.start()]}{new.group()}{previous[old.end() :]}"


def _other_number(bare: str, previous: str) -> str | None:
    """Study Group 2 in place of Study Group 1, 二等奖 in place of 一等奖."""
    name = _ABOUT.sub("", bare).removesuffix("的")
    pieces = _NUMBER.split(name)
    if len(pieces) < 2 or not any(map(str.strip, pieces)) or asks(bare) or years(bare):
        return None
    alike = _ANY_NUMBER.join(re.escape(piece) for piece in pieces)
    found = list(re.finditer(alike, previous, re.IGNORECASE))
    if len(found) != 1:
        return None
    return f"{previous[: found[0].start()]}{name}{previous[found[0].end() :]}"


def _other_subject(bare: str, previous: str) -> str | None:
    """Another row in place of the one that a question about a figure names in one piece."""
    if (
        asks(bare)
        or kinds_of(bare)
        or points_back(bare)
        or not kinds_of(previous)
        or not content_words(bare)
    ):
        return None
    runs = sorted(map(str.strip, _PARTICLES.split(row_subject(previous))), key=len)
    runs = [run for run in runs if run]
    if not runs or (len(runs) > 1 and len(runs[-2]) * 2 > len(runs[-1])):
        return None
    old = _leading_noun(runs[-1])
    if len(old) < 2 or previous.count(old) != 1 or len(bare) > 3 * len(old) + 8:
        return None
    return previous.replace(old, _ABOUT.sub("", bare))


def _leading_noun(words: str) -> str:
    """The noun that Chinese words begin with, before what it does (董事 of 董事开一次会拿)."""
    tagged = list(parts_of_speech(words))
    nouns = list(takewhile(lambda pair: pair[1][0] in "nbjl" or pair[1] in ("vn", "an"), tagged))
    verb = len(nouns) < len(tagged) and tagged[len(nouns)][1] == "v"
    return "".join(word for word, _ in nouns) if nouns and verb else words


def _other_place(bare: str, previous: str) -> str | None:
    """A country, region or city in place of the one of the previous question."""
    bare = _THE_ONE.sub("", bare)
    new, old = _places(bare), _places(previous)
    if len(new) != 1 or len(old) != 1:
        return None
    (begin, end), (old_begin, old_end) = new[0], old[0]
    if end - begin < len(bare) - _ARTICLE:
        return None
    return f"{previous[:old_begin]}{bare[begin:end]}{previous[old_end:]}"


def _places(text: str) -> list[tuple[int, int]]:
    """Where the names of places begin and end in a text."""
    if regions := [match.span() for match in _REGION.finditer(text)]:
        return regions
    language = "zh" if re.search(r"[\u3400-\u9fff]", text) else "en"
    return [(match.start, match.end) for match in names_in(text, language)]
