"""Two things that an English question holds against each other, whatever stands around them.

"Turnout at the Lima fair vs the Quito one", "how did the costs in 2019 compare with those in
2021", "of the spring fair and of the autumn fair": the second thing is often said in part only,
and takes what it leaves out from the first.
"""

from __future__ import annotations

import re
from itertools import takewhile

_PREPOSITION = r"(?:of|in|at|for|by|from|to|on|with|during|after|before|under|between)"
_OBJECT = re.compile(rf"\b{_PREPOSITION}\s+", re.IGNORECASE)
_LEADING = re.compile(rf"({_PREPOSITION})\s+", re.IGNORECASE)
_AGAINST = re.compile(
    r",? (?:vs\.?|versus|as against|as opposed to|against|compared? (?:with|to|against)) ", re.I
)
# "Voted against", "sent out against", "measures against": what is done, not what is compared.
_DEED = re.compile(
    r"\b(?:(?!compared|measured|weighed|matched|judged|plotted)\w+ed|out|votes?|speaks?|spoke|fights?|fought"
    r"|protect\w*|insur\w+|cover|defen[cs]e|defend|safeguards?|guard|measures?|actions?|campaigns?"
    r"|vaccin\w+|immuni[sz]\w+|precautions?|violence|complaints?|cases?|claims?|appeals?|charges?"
    r"|crimes?|sanctions?|penalties|discriminat\w+|warn\w*|advise|decide|rule|arguments?|struggle"
    r"|battle|war|race)$",
    re.IGNORECASE,
)
_CONTRAST = re.compile(r"^\W*(?:please )?(?:compare|contrast) ", re.IGNORECASE)
_CONTRASTED = re.compile(r" (?:with|to|and|against) ", re.IGNORECASE)
_JOINED = re.compile(rf",? (?:and|or) (?={_PREPOSITION} )", re.IGNORECASE)
_APIECE = re.compile(r"\b(?:respectively|each|both|apiece)\b", re.IGNORECASE)
_AND = re.compile(r",? and ", re.IGNORECASE)
# Where what is about both begins and ends.
_BEFORE = re.compile(r".*(?:[:;.?] |, )", re.DOTALL)
_AFTER = re.compile(r"[:;?]|[.,](?:\s|$)")
_PREDICATE = re.compile(
    r"\s(?:(?:to be|is|are|was|were|do|does|did|has|have|had|will|that|which|who)\b"
    r"|(?:respectively|each|apiece)\b)",
    re.IGNORECASE,
)
# "How does the", "in which year was the": what asks, before the first thing.
_ASKING = re.compile(
    r"^(?:\w+ )?(?:how|what|which|when|where|who|whose|why)\b(?: \w+){0,2}? "
    r"(?:is|are|was|were|do|does|did|has|have|had|will|many|much) ",
    re.IGNORECASE,
)
_HOW_DOES = re.compile(r"^how (?:do|does|did) ", re.IGNORECASE)
_STANDS_FOR = re.compile(
    rf"^(?:(?:those|that|the ones?)\s+(?=\w)|(?:its|their) [\w-]+\s+(?={_PREPOSITION}\b))",
    re.IGNORECASE,
)
_THE_ONE = re.compile(r"the (?P<own>(?:[\w'’-]+ ){1,3})ones?\b(?P<rest>.*)", re.IGNORECASE)
_ONE = re.compile(r"\bones?\b", re.IGNORECASE)
_PARTICIPLE = re.compile(r"\b[a-z]{3,}ed\b")
_ARTICLE = re.compile(r"(?:the|its|their|an?) ", re.IGNORECASE)
_HEAD = re.compile(rf"([A-Za-z][\w-]*)(?=\s*(?:\(|$|[,?]|\b{_PREPOSITION}\b))")


def against(text: str) -> tuple[str, str, str, str] | None:
    """The two things that a question holds against each other, and the question about either.

    Args:
        text: an English question.

    Returns:
        both names, then both questions; None where it sets no two things against each other.
    """
    plain = _CONTRAST.sub("", text)
    seams = [_AGAINST.search(plain)]
    if plain != text:
        seams.append(_CONTRASTED.search(plain))
    found = next((seam for seam in seams if seam and not _is_of_deed(plain, seam)), None)
    if found is not None:
        return _of_seam(plain, found)
    return _of_joined(text)


def _is_of_deed(text: str, seam: re.Match[str]) -> bool:
    """Whether "against" belongs to what is done: somebody voted against it."""
    return seam.group().strip(" ,").lower() == "against" and bool(
        _DEED.search(text[: seam.start()])
    )


def _of_seam(text: str, seam: re.Match[str]) -> tuple[str, str, str, str] | None:
    """The sides of a word that sets what is before it against what is behind it."""
    opening = _BEFORE.match(text[: seam.start()])
    before = opening.group() if opening else ""
    left = text[len(before) : seam.start()].strip()
    rest = text[seam.end() :]
    end = _AFTER.search(rest)
    stop = end.start() if end else len(rest)
    right, after = rest[:stop], rest[stop:]
    left = _HOW_DOES.sub("", left)
    if not left or not right.strip():
        return None
    one, other = paired(left, right.strip())
    tail = after if after.strip(" ?.,:;") else "?"
    return left, right.strip(), f"{before}{one}{tail}", f"{before}{other}{tail}"


def _of_joined(text: str) -> tuple[str, str, str, str] | None:
    """The sides of "of the one and of the other", and of two that are asked about each."""
    if seam := _JOINED.search(text):
        word = _LEADING.match(text, seam.end())
        start = text.lower().rfind(f" {word[1].lower()} ", 0, seam.start()) if word else -1
    elif _APIECE.search(text) and (seam := _AND.search(text)):
        places = list(_OBJECT.finditer(text, 0, seam.start()))
        article = text.startswith("the ", seam.end())
        start = text.rfind(" the ", 0, seam.start()) if article else -1
        start = start if start >= 0 else places[-1].end() - 1 if places else -1
    else:
        return None
    if start < 0:
        return None
    rest = text[seam.end() :]
    ends = [match.start() for form in (_AFTER, _PREDICATE) if (match := form.search(rest))]
    stop = min(ends, default=len(rest))
    before, a, b = text[: start + 1], text[start + 1 : seam.start()], rest[:stop]
    if _AFTER.search(a[:-1]) or not b.strip():
        return None
    after = _APIECE.sub("", rest[stop:])
    before = _APIECE.sub("", before)
    questions = (" ".join(f"{before}{name}{after}".split()) for name in (a, b))
    one, other = questions
    return a, b, one, other


def continued(first: str, other: str) -> str | None:
    """A question asked again of one more thing: "the Lima school", and then "the Quito one".

    Args:
        first: the question.
        other: the thing as it is said behind it: with its preposition, or with "one" for the noun.
    """
    if short := _THE_ONE.match(other):
        words = rf"(?:[\w'’-]+ ){{{len(short['own'].split())}}}"
        named = re.search(rf"\bthe {words}(?P<noun>[\w'’-]+)", first)
        if named is None:
            return None
        rest = short["rest"] or first[named.end() :]
        return f"{first[: named.start()]}the {short['own']}{named['noun']}{rest}"
    word = _LEADING.match(other)
    if word is None or not re.search(rf"\b{word[1]} ", first, re.IGNORECASE):
        return None
    return f"{_of_its_like(first, other)}{other}"


def paired(left: str, right: str) -> tuple[str, str]:
    """Two things, the second with what it leaves to the first.

    Args:
        left: the first, with what asks before it.
        right: the second, as it is said.
    """
    words = zip(left.lower().split(), right.lower().split(), strict=False)
    shared = sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], words))
    if shared and (_ASKING.match(f"{right} ") or shared > 1):
        return left, right
    short = _STANDS_FOR.sub("", right)
    if short != right and (cut := _of_its_like(left, short)):
        return left, f"{cut}{short}"
    right = _named(left, right)
    if cut := _of_its_like(left, right) if _LEADING.match(right) else "":
        return left, f"{cut}{right}"
    return left, f"{left[: _object(left, right)]}{right}"


def _of_its_like(left: str, right: str) -> str:
    """What stands in the first before a phrase like that which the second begins with."""
    if word := _LEADING.match(right):
        places = list(_OBJECT.finditer(left))
        alike = [place for place in places if place.group().strip().lower() == word[1].lower()]
        place = next(reversed(alike or places), None)
        return left[: place.start()] if place else f"{left} "
    own = re.search(rf"\b{re.escape(right.split()[0])}\b", left)  # bought in 2020, in 2022
    found = own or (_PARTICIPLE.match(right) and _PARTICIPLE.search(left))
    return left[: found.start()] if found else ""


def _named(left: str, right: str) -> str:
    """The second with the noun that "one" stands for."""
    if not _ONE.search(right):
        return right
    places = list(_OBJECT.finditer(left))
    last = left[places[-1].end() :] if places else left
    head = _HEAD.search(last) or _HEAD.search(left)
    return _ONE.sub(head[1], right, count=1) if head else right


def _object(left: str, right: str) -> int:
    """Where in the first stands what the second takes the place of.

    They are laid beside each other from their ends, preposition by preposition; the whole is
    replaced where the second says the noun of the first itself.
    """
    asking = _ASKING.match(left)
    begin = asking.end() if asking else 0
    head = _HEAD.search(left, begin)
    if head and re.search(rf"\b{re.escape(head[1])}", right, re.IGNORECASE):
        return begin
    places = list(_OBJECT.finditer(left, begin))
    behind = len(list(_OBJECT.finditer(right)))
    return places[-behind - 1].end() if behind < len(places) else begin
