"""Sentences of Chinese, European, Arabic and Indic text, verbatim."""

from __future__ import annotations

import re

# Where a sentence may end: a full stop with what closes after it, or the end of a line.
_STOP = re.compile(
    r"(?P<wide>[。！？；؟۔।॥]+[”’」』）)\]】〉》\"']*)"
    r"|(?P<narrow>[.!?…]+[\"'”’»)\]）】」』]*)(?=\s|$|[\u3400-\u9fff（《“「])"
    r"|\n"
)
# A title that ends with a mark of its own goes on: “...奠基！”的协议.
_GOES_ON = re.compile(r"[”’」』》〉][的等之及和与、，；：]")
_ABBREVIATED = """
    a.m abs add al ann app approx apr art arts aug av avg bull bzw capt cf ch cit co col
    corp corr d.h dec dept doc docs dr dra e.g ed eds eg env est feb fig figs gen hon hr i.e
    ibid ie inc incl jan jr jul jun lt ltd mar max min mio mlle mme mr mrd mrs ms no nos nov
    nr núm oct op p p.m para paras pp prof pág págs rec ref refs res resp rev sec sep sept
    sr sra st tab tel u.a ud uds univ usw viz vol vols vs z.b г гг им п пп рис см ст стр т.д
    т.е т.п табл
"""
_ABBREVIATIONS = frozenset(_ABBREVIATED.split())
_LAST_WORD = re.compile(r"([^\W_](?:[^\s()\[\]（）“”\"'，。、；：/]*[^\W_])?)$")
_BRACKETED = re.compile(r"[(（][^()（）\n。]*$")  # a bracket that is still open
_CLOSING = re.compile(r"[^(（\n。]*?[)）]")
LONGEST_NAME = 60  # characters of a table cell that may be a name with a full stop
_GERMAN_MONTH = re.compile(
    r"\s+(?:Januar|Jänner|Februar|März|April|Mai|Juni|Juli|August|September|Oktober|November|Dezember"
    r"|Jahrhundert)"
)
_AHEAD = re.compile(r"\s*[\"'“‘«(\[（]?\s*(\S)")


def sentences(text: str) -> list[str]:
    """Cut a text into sentences.

    Sentences end at Chinese and European full stops, question and exclamation marks and the Chinese
    semicolon, with the quotation marks and brackets that close there; and at line ends. Decimals,
    initials and abbreviations (``No. 5``, ``e.g.``, ``U.S.``) end none, nor does a semicolon within
    brackets: 九个中心（加纳、赞比亚；巴西）.

    Args:
        text: a paragraph or more.

    Returns:
        Verbatim stretches of the text in order, white space at their ends left out; together they
        hold every character of the text that is not white space.
    """
    found: list[str] = []
    start = 0
    for stop in _STOP.finditer(text):
        if stop.lastgroup == "narrow" and not _is_end(text, start, stop):
            continue
        if stop.lastgroup == "wide" and (
            _GOES_ON.match(text, stop.end() - 1) or _is_within_brackets(text, start, stop)
        ):
            continue
        end = stop.end()
        piece = text[start:end].strip()
        if piece:
            found.append(piece)
        start = end
    piece = text[start:].strip()
    if piece:
        found.append(piece)
    return found


def _is_within_brackets(text: str, start: int, stop: re.Match[str]) -> bool:
    """Whether a semicolon parts what stands in brackets, which close in the same sentence."""
    if stop["wide"] != "；" or not _BRACKETED.search(text, start, stop.start()):
        return False
    return _CLOSING.match(text, stop.end()) is not None


def _is_end(text: str, start: int, stop: re.Match[str]) -> bool:
    """Whether a European full stop ends a sentence rather than an abbreviation or a number."""
    marks = stop["narrow"]
    if marks[0] in "!?":
        return True
    if marks[0] == "…" or marks[1:2] == ".":
        following = _AHEAD.match(text, stop.end())
        return following is None or not following[1].islower()
    word = _LAST_WORD.search(text, max(start, stop.start() - 24), stop.start())
    following = _AHEAD.match(text, stop.end())
    if following is None:
        return True
    if word is None:
        return stop.start() > start
    bare = word[1]
    if bare.lower() in _ABBREVIATIONS or (len(bare) == 1 and bare.isalpha() and bare.isupper()):
        return False
    if "." in bare and all(len(part) <= 2 for part in bare.split(".")) and bare[0].isalpha():
        return following[1].isupper() and len(marks) > 1
    if bare.isdigit() and len(bare) <= 3 and not text[start : stop.start() - len(bare)].strip():
        return False  # "3. Text": the number of an item
    if bare.isdigit() and _GERMAN_MONTH.match(text, stop.end()):
        return False
    if following[1] == "|":  # the edge of a table cell, which ends what is longer than a name
        return stop.start() - start > LONGEST_NAME
    return not following[1].islower()
