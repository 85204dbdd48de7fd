"""Questions that a collection does not answer, made from those that it does.

Another year, another place or another kind of detail in an answered question gives one that looks
alike, finds the same passages and is answered by none of them (near misses).
"""

from __future__ import annotations

import random
import re
from collections.abc import Iterator, Sequence

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
# Details that documents of this kind do not give of what they name, in English and in Chinese.
_UNTOLD = (
    (
        "Who is the project manager of {name}?",
        "What is the telephone number of the office of {name}?",
        "Which company designed the logo of {name}?",
        "How many women work for {name}?",
        "On what day was {name} first decided on?",
        "What did the building for {name} cost?",
        "In which city was the founder of {name} born?",
        "What percentage of the people at {name} were teachers?",
        "How many laptops did {name} hand out?",
        "Which school came top in {name}?",
        "When will {name} be closed?",
    ),
    (
        "{name}的项目经理叫什么名字？",
        "{name}办公室的电话号码是多少？",
        "{name}的标志是哪家公司设计的？",
        "{name}有多少名女性工作人员？",
        "{name}最早是哪一天决定的？",
        "{name}的办公楼花了多少钱？",
        "{name}的创始人出生在哪个城市？",
        "{name}的参加者中教师占百分之几？",
        "{name}发放了多少台笔记本电脑？",
        "{name}的冠军是谁？",
        "{name}什么时候关闭？",
    ),
)
UNTOLD = 2  # such questions about each name


def untold(name: str, text: str, chance: random.Random) -> list[str]:
    """Questions about something that the documents name, for details that they do not give.

    Args:
        name: as it stands in an answered question.
        text: that question, whose language they are in.
        chance: chooses the details.
    """
    chinese = any("\u3400" <= char <= "\u9fff" for char in text)
    return [form.format(name=name) for form in chance.sample(_UNTOLD[chinese], UNTOLD)]


def near_misses(
    text: str, chance: random.Random, places: Sequence[str] = ()
) -> Iterator[tuple[str, str]]:
    """Questions like one that is answered, which are not: what was changed, and the question.

    Args:
        text: an answered question.
        chance: chooses the new year, place and detail.
        places: that the documents know, to be asked of instead of one in the question.
    """
    held = [place for place in places if place in text]
    others = [p for p in places if p not in text and held and p.isascii() == held[0].isascii()]
    if others:
        yield "known place", text.replace(held[0], chance.choice(others))
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
