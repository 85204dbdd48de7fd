"""What a text says that its question does not: what the question says itself is no answer to it."""

from __future__ import annotations

import re
from collections.abc import Callable

from assistant.letters import plain
from index.tagging import parts_of_speech

Test = Callable[[str, str], bool]
# Words that the tagger takes for places, and places of no name.
NOT_PLACES = frozenset(
    "攸关 惠及 普及 关联 云集 深度 外联 加盟 伦理 中断 加密 满意度 嘉宾 契约 入门 海关"
    " 四门 重建家园 城市 城镇 王国 共和国 大洲 海洋 城区 国家".split()
)
# Capitals inside a sentence.
CAPITAL = re.compile(r"(?:(?<=[^\W\d_] )|(?<=, )|(?<=[\u3400-\u9fff]))[A-Z][a-zé'’]+")


def has_new(pattern: re.Pattern[str], text: str, asked: str) -> bool:
    """Whether something in a text matches whose letters the question does not have."""
    return any(plain(match.group()) not in asked for match in pattern.finditer(text))


def has_new_noun(text: str, asked: str, tag: str) -> bool:
    """Whether a Chinese text has a proper noun of a kind that the question does not name."""
    return any(
        mark == tag and len(word) > 1 and plain(word) not in asked and word not in NOT_PLACES
        for word, mark in parts_of_speech(text)
    )
