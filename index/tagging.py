"""Parts of speech of Chinese words."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache

Tagged = list[tuple[str, str]]
"""Words with their parts of speech."""


def parts_of_speech(text: str) -> Tagged:
    """The words of a text with their parts of speech (``ns`` a place, ``nr`` a person...)."""
    return _tagged()(text)


@cache
def _tagged() -> Callable[[str], Tagged]:
    """Cuts Chinese into words with parts of speech, by the engine's own dictionary."""
    try:
        import rjieba
    except ImportError:
        import jieba.posseg

        def slowly(text: str) -> Tagged:
            return [(pair.word, pair.flag) for pair in jieba.posseg.cut(text)]

        return slowly
    tag: Callable[[str], Tagged] = rjieba.tag
    return tag


def cut_by_dictionary(text: str) -> list[str]:
    """The words of a text that the engine's dictionary has; other characters one by one."""
    return _cut()(text)


@cache
def _cut() -> Callable[[str], list[str]]:
    try:
        import rjieba
    except ImportError:
        import jieba

        def slowly(text: str) -> list[str]:
            return list(jieba.cut(text, HMM=False))

        return slowly
    return lambda text: list(rjieba.cut(text, False))
