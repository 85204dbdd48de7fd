"""What a text says that its question does not: what the question says itself is no answer to it."""

from __future__ import annotations

import re
from collections.abc import Callable

from assistant.letters import plain
from assistant.refusals.months import MONTH_NAMES
from index.tagging import parts_of_speech

Test = Callable[[str, str], bool]
# Words that the tagger takes for places, and places of no name.
NOT_PLACES = frozenset(
    "攸关 惠及 普及 关联 云集 深度 外联 加盟 伦理 中断 加密 满意度 嘉宾 契约 入门 海关"
    " 四门 重建家园 城市 城镇 王国 共和国 大洲 海洋 城区 国家".split()
)
_TIMES = (  # with a capital, and no name of anything
    rf"(?:{MONTH_NAMES}"
    r"|(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day)s?\b"
)
# Capitals inside a sentence.
CAPITAL = re.compile(rf"(?:(?<=[^\W\d_] )|(?<=, )|(?<=[\u3400-\u9fff]))(?!{_TIMES})[A-Z][a-zé'’]+")
# A name that opens a sentence before what it did, or stands alone in a line of a list.
OPENING_NAME = re.compile(
    r"(?:^|[.!?] |\n)[-–• ]*(?!(?:The|It|He|She|They|We|This|That|These|Those|Each|All|Both|Most"
    r"|Many|Several|No|Some|Another|Nobody|There|One|Two|Three|Four|Five|Six|Seven|Eight|Nine|Ten|Eleven"
    r"|Twelve|\w+teen|\w+ty(?:-\w+)?)\b)"
    r"(?P<name>[A-ZÀ-Ž][\w'’-]{2,})"
    r"(?: (?:was|is|has)\b|(?<!s) (?:had|will|won|took|made|gave|got|\w+ed)\b|$|\n)"
)


def has_new(pattern: re.Pattern[str], text: str, asked: str) -> bool:
    """Whether something in a text matches whose letters the question does not have."""
    name = "name" if "name" in pattern.groupindex else 0  # only that part of what matches
    return any(plain(match[name]) not in asked for match in pattern.finditer(text))


def has_new_noun(text: str, asked: str, tag: str) -> bool:
    """Whether a Chinese text has a proper noun of a kind that the question does not name."""
    return any(
        mark == tag and len(word) > 1 and plain(word) not in asked and word not in NOT_PLACES
        for word, mark in parts_of_speech(text)
    )
