"""Joining lines of text: spaces, Chinese, and words divided at the end of a line."""

from __future__ import annotations

import re
from collections.abc import Container

_CJK_EDGE = re.compile(r"[\u2e80-\u2fdf\u3000-\u30ff\u3400-\u9fff\uf900-\ufaff\uff00-\uff60“”‘’…—]")
_DIVIDED = re.compile(r"(?<![^\W\d_]-)\b(?P<head>[^\W\d_]+)(?P<hyphen>\u00ad|-|‐)$")
_TAIL = re.compile(r"[^\W\d_]+")


def join_wrapped(text: str, line: str, words: Container[str] = ()) -> str:
    """Add the next line to a text that was wrapped there.

    Chinese lines join without a space. A hyphen that divides a word at the end of a line goes, one
    that belongs to the word stays, as far as the document's other words tell.

    Args:
        text: what has been read so far.
        line: the next line.
        words: words (lower case, with their hyphens) that stand undivided in the document.
    """
    if not text or not line:
        return text or line
    divided = _DIVIDED.search(text)
    if divided:
        tail = _TAIL.match(line)
        whole = (divided["head"] + tail[0]).lower() if tail else ""
        with_hyphen = f"{divided['head']}-{tail[0]}".lower() if tail else ""
        compound = tail is not None and line[tail.end() : tail.end() + 1] in ("-", "‐")
        stays = (compound or with_hyphen in words) and whole not in words
        if tail and line[0].islower() and not stays:
            return text[:-1] + line
        return text[:-1] + "-" + line
    if text[-1] in "\u00ad-‐" and len(text) > 1 and text[-2].isalnum():
        return text[:-1] + "-" + line
    if _CJK_EDGE.match(text[-1]) and _CJK_EDGE.match(line[0]):
        return text + line
    if _is_han(text[-1]) or _is_han(line[0]):
        return text + line
    return f"{text} {line}"


def _is_han(char: str) -> bool:
    return _CJK_EDGE.match(char) is not None and char not in "“”‘’…—"
