"""Questions that a collection does not answer, made from those that it does.

Another year, another place or another kind of detail in an answered question gives one that looks
alike, finds the same passages and is answered by none of them (near misses).
"""

from __future__ import annotations

import random
import re
from collections.abc import Iterator

_YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)")
_PLACES = (
    "Brazil Canada Egypt France Germany India Indonesia Italy Japan Kenya Mexico Morocco Nigeria"
    " Norway Peru Spain Sudan Thailand Turkey Ukraine Zambia",
    "北京 上海 广州 东京 伦敦 纽约 巴黎 柏林 莫斯科 悉尼 台北 香港 四川 浙江 山东 非洲 欧洲 亚洲"
    " 美国 英国 法国 德国 日本 韩国 印度 俄罗斯 加拿大 西班牙 意大利 巴西 埃及 越南 泰国 墨西哥"
    " 肯尼亚 赞比亚 海地",
)
_PLACE_LISTS = tuple(tuple(names.split()) for names in _PLACES)
# What asks for a kind of detail, and how the others are asked for, in English and in Chinese.
_ASKING: tuple[dict[str, tuple[str, tuple[str, ...]]], ...] = (
    {
        "date": (r"^(?:on what date|when|in which year)\b", ("When", "On what date")),
        "place": (r"^(?:where|in which city|in which country)\b", ("Where", "In which city")),
        "count": (
            r"^how many [a-z]+\b",
            ("How many women", "How many schools", "How many villages"),
        ),
        "share": (
            r"^what (?:percentage|share|proportion) of [a-z]+\b",
            ("What percentage of women",),
        ),
        "person": (r"^who\b", ("Who", "Which manager")),
    },
    {
        "date": (r"哪一?年|什么时候|何时|哪一?天", ("哪一年", "什么时候")),
        "place": (r"哪里|哪儿|何处|哪个(?:城市|国家|地方|地区)|什么地方", ("哪个城市", "哪个国家")),
        "count": (r"多少(?:人|个|名|家|座)|几[个名家座]", ("多少女性", "多少名学生", "几座城市")),
        "share": (r"百分之几|百分之多少", ("百分之几",)),
        "person": (r"由?谁", ("谁", "哪位负责人")),
        "amount": (r"多少钱|多少资金", ("多少钱",)),
    },
)


def near_misses(text: str, chance: random.Random) -> Iterator[tuple[str, str]]:
    """Questions like one that is answered, which are not: what was changed, and the question.

    Args:
        text: an answered question.
        chance: chooses the new year, place and detail.
    """
    years = list(dict.fromkeys(_YEAR.findall(text)))
    if len(years) == 1:
        other = int(years[0]) + chance.choice((-9, -7, -6, 5, 6, 8))
        yield "year", text.replace(years[0], str(other))
    for names in _PLACE_LISTS:
        held = [name for name in names if name in text]
        if held:
            others = [name for name in names if name not in text]
            yield "place", text.replace(held[0], chance.choice(others))
            break
    chinese = any("\u3400" <= char <= "\u9fff" for char in text)
    asking = _ASKING[chinese]
    for kind, (pattern, _) in asking.items():
        if re.search(pattern, text, re.IGNORECASE):
            other_kind = chance.choice([name for name in asking if name != kind])
            words = chance.choice(asking[other_kind][1])
            yield "detail", re.sub(pattern, words, text, count=1, flags=re.IGNORECASE)
            break
