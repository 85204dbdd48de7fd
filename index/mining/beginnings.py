"""Where a Chinese name before its abbreviation in letters, or before its foreign form, begins.

By word cuts and parts of speech, by how many words the letters stand for, and by what several
occurrences share. Where nothing speaks for a beginning there is no name: a wrong one does more harm
than none.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from index.acronyms import EDITION, is_acronym
from index.mining.forms import HAN_NAME
from index.stems import HAN
from index.tagging import Tagged, parts_of_speech

# Words that end the search for a beginning, whatever the engine takes them for.
_FUNCTION_WORDS = """
    的 地 得 了 着 过 是 在 将 由 从 向 对 于 为 以 被 把 让 使 令 至 到 往 自 就 也 都 还 又 再 并
    且 而 但 等 等等 如 像 即 其 该 此 这 那 各 每 某 本 另 另外 其他 其它 有关 相关 例如 比如 包括
    包含 以及 及其 或 或者 通过 根据 按照 依据 作为 称为 名为 所谓 关于 有 没有 已 已经 正在 曾 我国
    我们 他们 最近 目前 主要 来自 基于 围绕 针对 利用 使用 采用 借助 依托 依靠 属于 位于 前往 对于
    向着 称 叫 叫做 所有 部分 许多 请 启动 建设 建立 推出 举办 成立 开展 加强 制定 实施 发布 参加
    参与 加入 召开 邀请 协助 帮助 推动 推广 设立 创建 创办 收购 宣布 任命 担任 加盟 接受 提供 继续
    支持 关注 重点 积极 特别 尤其 不断 进行 要求 获得 显示 表示 指出 介绍 引入 采访 主办 承办 赞助
    资助 组成 转变 成为 加大 提高 提升 今年 去年 明年 当年 年 月 日 届 第一 第二 第三 一种 一个 一家
    一项 更新 分别 修订 审查
"""
_FUNCTION = frozenset(_FUNCTION_WORDS.split())
_PREFIXES = frozenset("可 非 多 最 不 未 过 副 超".split())
_JOINS = frozenset("和 与 及 暨 同 跟".split())
_HARD_TAGS = ("u", "r", "y", "p", "c", "m", "q", "w")
# After what ends so, "and" joins two names; after other nouns it is part of one name.
_WHOLE = re.compile(
    r"(?:[局部署处会社司院委组厅国联网所]|组织|联盟|机构|公司|大学|中心|论坛|项目|活动|举措|计划|代表|集团|协会|银行"
    r"|学院|工具|会议)$"
)


def name_at_end(context: str, short: str, contexts: Sequence[str] = ()) -> str:
    """The Chinese name that a text ends with, as far back as it reaches; empty where unclear.

    Args:
        context: the text up to the bracket, without punctuation.
        short: what stands in the bracket: an abbreviation in letters or a foreign name.
        contexts: the same of all occurrences of ``short``, of which those that differ count.
    """
    listed = context.startswith("、")
    context = context.lstrip("、")
    tail = "".join(re.findall(rf"[{HAN}]+$", short))
    if tail and not context.endswith(tail):
        return ""
    words = _with_prefixes(parts_of_speech(context))
    if " " in short and words[-1][1].startswith("nr"):
        return _person(words)
    wanted = units(short)
    others = {other.lstrip("、") for other in contexts} - {context}
    best, best_score = "", 0.0
    for place, start, joined in _starts(words, len(context)):
        name = context[start:]
        count = _count(words[place:])
        if len(name) < 3 or 2 * count < wanted or (listed and wanted - count > 1):
            continue
        word, tag = words[place]
        score = _prior(count, wanted) + _edge(words, place) - joined - (tag == "v")
        longer = context[max(0, start - 1) :]
        score += _shared(name, longer, others)
        if score >= best_score and not (tag == "ns" and name == word):
            best, best_score = name, score
    return best


def _person(words: Tagged) -> str:
    """A person's name, after titles."""
    cut = len(words) > 1 and len(words[-2][0]) == 1 and words[-2][0] not in "·•"
    return words[-1][0] if len(words[-1][0]) > 2 and not cut else ""


def _starts(words: Tagged, length: int) -> Iterator[tuple[int, int, float]]:
    """The words that a name may begin with, the last first.

    Args:
        words: the text before the bracket.
        length: of that text.

    Yields:
        The number of the word, its place in the text, and what the "and"s after it weigh.
    """
    start, joined = length, 0.0
    for place in range(len(words) - 1, -1, -1):
        word, tag = words[place]
        joins = word in _JOINS
        apart = joins and place > 0 and _separates(words[place - 1], word, words[place + 1 :])
        if apart or _is_hard(word, tag):
            return
        start -= len(word)
        if joins:
            joined += 0.2 if word == "及" else 0.5
        elif word not in "·•-–":
            yield place, start, joined


def _shared(name: str, longer: str, others: Iterable[str]) -> float:
    """How many other occurrences end with a name, and not with the character before it."""
    agreeing = [other for other in others if other.endswith(name)]
    return min(2.0, 0.8 * sum(not other.endswith(longer) for other in agreeing))


def is_name(text: str) -> bool:
    """Whether a Chinese text is a name by itself: nouns, without function words."""
    if not HAN_NAME.fullmatch(text) or len(text) < 4:
        return False
    words = parts_of_speech(text)
    return not any(_is_hard(word, tag) for word, tag in words) and words[-1][1][0] in "njlbsgv"


def units(short: str) -> int:
    """How many words an abbreviation or a foreign name stands for, about."""
    if " " in short:
        return sum(units(word) if is_acronym(word) else word[0].isupper() for word in short.split())
    bare = EDITION.sub("", short)
    capitals = sum(char.isascii() and (char.isupper() or char.isdigit()) for char in bare)
    han = sum(not char.isascii() for char in bare)
    return min(capitals, 8) + han // 2


def _with_prefixes(words: Tagged) -> Tagged:
    """Words joined with the syllable before them that is none by itself: 可持续, 非政府."""
    merged: Tagged = []
    for word, tag in reversed(words):
        if word in _PREFIXES and merged and merged[-1][1] != "x":
            merged[-1] = (word + merged[-1][0], merged[-1][1])
        else:
            merged.append((word, tag))
    return merged[::-1]


def _count(words: Tagged) -> int:
    """How many words a Chinese name has where each is at most three characters long."""
    return sum(max(1, len(word) // 2) for word, _ in words if word not in _JOINS)


def _prior(count: int, units: int) -> float:
    """How well so many words go with an abbreviation of so many letters; at most 1."""
    missing = units - count
    return 1.0 - (0.5 * missing if missing > 0 else -0.45 * missing)


def _edge(words: Tagged, place: int) -> float:
    """How clearly a name may begin at a word, by the word before it."""
    if place == 0 or _is_hard(*words[place - 1]):
        return 1.0
    word, tag = words[place - 1]
    if word in _JOINS:
        apart = place == 1 or _separates(words[place - 2], word, words[place:])
        return 0.8 if apart else (0.0 if word == "及" else 0.3)
    return 0.6 if tag == "v" else -0.3


def _separates(before: tuple[str, str], join: str, after: Tagged) -> bool:
    """Whether "and" stands between two names and not inside one."""
    if join == "及":
        return False
    word, tag = before
    if tag == "ns":  # 拉丁美洲和加勒比
        return join == "与" or (bool(after) and after[0][1] != "ns")
    return _WHOLE.search(word) is not None


def _is_hard(word: str, tag: str) -> bool:
    if word in _JOINS:
        return False
    return word in _FUNCTION or (tag.startswith(_HARD_TAGS) and word != "早期")
