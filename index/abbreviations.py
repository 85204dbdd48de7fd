"""Abbreviations beside their names, found in the text of passages.

``数字化转型中心（DTC）``, ``Digital Transformation Centre (DTC)``, ``DTC (Digital Transformation
Centre)``, ``中文名（English Name，ABC）``, ``全称（以下简称“简称”）``, and tables and lists of
abbreviations. The bracket says where a name ends; where it begins is decided

- for names in alphabets by the letters of the abbreviation (Schwartz and Hearst 2003, "A simple
  algorithm for identifying abbreviation definitions in biomedical text", PSB 8:451-462), and in the
  same way for Chinese names abbreviated in Chinese (发改委 in 国家发展和改革委员会);
- for Chinese names abbreviated in letters by quotation and title marks, else by word cuts and parts
  of speech, by how many words the letters stand for, and by what several occurrences share.

Where nothing speaks for a beginning, the pair is left out: a wrong name does more harm than none.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache

from ingest.document import Passage

Tagged = list[tuple[str, str]]

MAX_NAME = 30  # characters of a Chinese name
_HAN = r"\u3400-\u4dbf\u4e00-\u9fff"
_BRACKET = re.compile(r"[（(]\s*([^（）()\n|]{2,90}?)\s*[）)]")
_CALLED = re.compile(
    r"[，,]\s*(?:以下|下文|下|并)?(?:统一)?(?:简称|下称|缩写)(?:为|作|:|：)?\s*"
    rf"(?P<open>[“\"「『])?(?P<short>[{_HAN}A-Za-z0-9&/-]{{2,12}})(?(open)[”\"」』])"
    r"(?=[，,。；;、）)\s]|$)"
)
_LABEL = re.compile(
    r"^(?:(?:以下|下文|下|全文|本文|统|合|并)?(?:统一)?(?:简称|下称|缩写|简写|称)(?:为|作)?"
    r"|(?:英文|英语|英)(?:名称|名|全称|简称|缩写)?|全称|hereinafter|hereafter|also known as"
    r"|abbreviated(?: as| to)?|short for|or)\s*[：:]?\s*",
    re.IGNORECASE,
)
_IS_CALLED = re.compile(r"^(?:以下|下文|下|全文|本文|统|合|并)?(?:统一)?(?:简称|下称|缩写|简写)")
_OPEN, _CLOSE = "“\"「『《〈‘'«", "”\"」』》〉’'»"
_PART = re.compile(r"\s*[，,；;：:、]\s*|\s+[-–—]\s+")

# An abbreviation in letters, perhaps with a Chinese word at its end (DT实验室).
_ACRONYM = re.compile(
    rf"(?=(?:[^A-Z]*[A-Z]){{2}})[A-Z0-9][A-Za-z0-9]*(?:[-/&@.][A-Za-z0-9]+)*[{_HAN}]{{0,4}}"
)
_PLAIN_CODE = re.compile(r"[A-Z]-?\d+|[IVXLC]+|\d+[A-Za-z]?|[A-Z]{1,4}\d{3,}.*|.*\.[A-Z]{1,3}")
_LATIN_NAME = re.compile(r"[A-Z][\w’'.&@-]*(?: [\w’'.&@/-]+){1,9}")
_HAN_NAME = re.compile(rf"[{_HAN}][{_HAN}A-Za-z0-9·•-]{{2,{MAX_NAME}}}")
_HAN_SHORT = re.compile(rf"[{_HAN}]{{2,10}}")
_BEFORE = re.compile(rf"、?[{_HAN}A-Za-z0-9·•@–-]{{2,{MAX_NAME}}}$")
_WORDS = re.compile(r"[^\W_][\w’'.&@-]*")
_PIECES = re.compile(r"[^\W_]+")
_TINY = frozenset(
    "a an and at by for from in of on or the to with de des du la le les et en pour l d y los las"
    " el del".split()
)
_LATIN_BEFORE = re.compile(r"[^\W\d_][^\n（()）。；，,;:：“”\"|•–]{3,110}$")
_ACRONYM_BEFORE = re.compile(r"(?<![A-Za-z0-9-])[A-Z][A-Za-z0-9&/-]{1,11}$")
_LIST_LINE = re.compile(
    r"^\s*(?P<short>[A-Z][A-Za-z0-9&/-]{1,11})\s*(?:[:：\t]|\s[-–—]\s)\s*(?P<name>[^\n\t]{4,90}?)\s*$",
    re.MULTILINE,
)
_OF_ABBREVIATIONS = re.compile(
    r"缩略|缩写|简称|术语|词汇表|abbreviation|acronym|glossary|sigles|abréviation|abreviatura|siglas"
    r"|сокращени|مختصرات|اختصارات",
    re.IGNORECASE,
)

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
_SINGULAR = re.compile(r"(?<=[A-Z0-9]{2})s$")
_EDITION = re.compile(r"-\d+$")


@dataclass(frozen=True, slots=True)
class Pair:
    """Two forms of one thing, as a text puts them side by side.

    Attributes:
        short: the abbreviation; of a name in two languages, that in letters.
        name: what it stands for.
        quote: the words of the text that say so.
        context: text that ends with the name, where its beginning had to be decided; else empty.
    """

    short: str
    name: str
    quote: str
    context: str = ""


@dataclass(frozen=True, slots=True)
class Mined:
    """A pair and the position of the passage that it was first found in."""

    pair: Pair
    passage: int


def mine(passages: Sequence[Passage]) -> list[Mined]:
    """The pairs that a document states, each once, with the first passage that states it."""
    found: list[Mined] = []
    for position, passage in enumerate(passages):
        if passage.kind != "table":
            found += [Mined(pair, position) for pair in pairs_of(passage)]
    contexts: dict[str, list[str]] = defaultdict(list)
    for mined in found:
        if mined.pair.context:
            contexts[mined.pair.short].append(mined.pair.context)
    chosen: dict[tuple[str, str], Mined] = {}
    for mined in found:
        pair = mined.pair
        if pair.context:
            name = name_at_end(pair.context, pair.short, contexts[pair.short])
            pair = _named(pair, name)
        if pair.name:
            chosen.setdefault((pair.short, pair.name), replace(mined, pair=pair))
    return list(chosen.values())


def pairs_of(passage: Passage) -> Iterator[Pair]:
    """The pairs in one passage; where ``context`` is set, the name is still to be decided."""
    text = passage.text
    if "（" in text or "(" in text:
        for bracket in _BRACKET.finditer(text):
            before = text[max(0, bracket.start() - 120) : bracket.start()]
            yield from _bracket_pairs(before, bracket[1], bracket[0])
    if "称" in text:
        for called in _CALLED.finditer(text):
            before = text[max(0, called.start() - 60) : called.start()]
            short = called["short"]
            yield from (
                _chinese_short(before, short, called[0])
                if _HAN_SHORT.fullmatch(short)
                else _acronym_pairs(before, short, called[0])
            )
    listed = bool(_OF_ABBREVIATIONS.search(f"{passage.context} {passage.caption}"))
    if passage.kind == "row":
        yield from _row_pairs(passage, listed)
    elif listed:
        for line in _LIST_LINE.finditer(text):
            yield from _listed_pair(line["short"], line["name"], line[0].strip(), sure=True)


def name_at_end(context: str, short: str, contexts: Sequence[str] = ()) -> str:
    """The Chinese name that a text ends with, as far back as it reaches; empty where unclear.

    Args:
        context: the text up to the bracket, without punctuation.
        short: what stands in the bracket: an abbreviation in letters or a foreign name.
        contexts: the same of all occurrences of ``short``, of which those that differ count.
    """
    listed = context.startswith("、")
    context = context.lstrip("、")
    tail = "".join(re.findall(rf"[{_HAN}]+$", short))
    if tail and not context.endswith(tail):
        return ""
    words = _with_prefixes(_tagged()(context))
    if " " in short and words[-1][1].startswith("nr"):  # a person's name, after titles
        cut = len(words) > 1 and len(words[-2][0]) == 1 and words[-2][0] not in "·•"
        return words[-1][0] if len(words[-1][0]) > 2 and not cut else ""
    units = _units(short)
    others = {other.lstrip("、") for other in contexts} - {context}
    best, best_score, joined = "", 0.0, 0.0
    start = len(context)
    for place in range(len(words) - 1, -1, -1):
        word, tag = words[place]
        before = words[place - 1] if place else None
        joins = word in _JOINS
        if _is_hard(word, tag) or (
            joins and before and _separates(before, word, words[place + 1 :])
        ):
            break
        start -= len(word)
        name = context[start:]
        if word in "·•-–":
            continue
        if joins:
            joined += 0.2 if word == "及" else 0.5
            continue
        count = _count(words[place:])
        if len(name) < 3 or 2 * count < units or (listed and units - count > 1):
            continue
        score = _prior(count, units) + _edge(words, place) - joined - (tag == "v")
        agreeing = [other for other in others if other.endswith(name)]
        longer = context[max(0, start - 1) :]
        score += min(2.0, 0.8 * sum(not other.endswith(longer) for other in agreeing))
        if score >= best_score and not (tag == "ns" and name == word):
            best, best_score = name, score
    return best


def letters_match(short: str, words: str) -> str:
    """The end of a text whose words an abbreviation stands for; empty where it fits none.

    Schwartz and Hearst's rule: from right to left, every letter or digit of the abbreviation is
    found in the text, the first at the beginning of a word. In addition at least two words, and
    half of the letters at beginnings, so that no chance hit passes.
    """
    short = _EDITION.sub("", short)
    letters = [char for char in short if char.isalnum()]
    if name := _initials_match(letters, words):
        return name
    place = len(words)
    for number in range(len(letters) - 1, -1, -1):
        letter = letters[number].lower()
        place -= 1
        while place >= 0 and (
            words[place].lower() != letter or (number == 0 and not _begins_word(words, place))
        ):
            place -= 1
        if place < 0:
            return ""
    name = words[place:].strip(" -–,.")
    parts = _WORDS.findall(name)
    initials = "".join(part[0].lower() for part in re.findall(r"[^\W_]+", name))
    hits = sum(char.lower() in initials for char in letters)
    few = len(parts) < 2 or len(parts) > min(len(letters) + 5, 2 * len(letters))
    if few or 2 * hits < len(letters) or short in parts:
        return ""
    return name


def _initials_match(letters: Sequence[str], text: str) -> str:
    """The end of a text whose words begin with the letters, tiny words aside; empty if none."""
    left = [letter.lower() for letter in letters]
    for part in reversed(list(_PIECES.finditer(text))):
        if part[0][0].lower() == left[-1]:
            left.pop()
            if not left:
                name = text[part.start() :].strip(" -–,.")
                return name if len(letters) > 1 and len(_WORDS.findall(name)) > 1 else ""
        elif part[0].lower() not in _TINY:
            return ""
    return ""


def _bracket_pairs(before: str, inside: str, bracket: str) -> Iterator[Pair]:
    """The pairs of one bracket and what stands before it."""
    called = _IS_CALLED.match(inside)
    parts = [_unquoted(_LABEL.sub("", part)) for part in _PART.split(inside)]
    parts = [part for part in parts if part]
    before = before.rstrip()
    if not parts or len(parts) > 3 or not before:
        return
    acronyms = [_singular(part) for part in parts if is_acronym(part)]
    names = [part for part in parts if not is_acronym(part) and _is_latin_name(part)]
    if len(acronyms) + len(names) == len(parts) and len(acronyms) < 2 and len(names) < 2:
        for name in names:
            if acronyms and letters_match(acronyms[0], name) == name:
                yield Pair(acronyms[0], name, bracket)
        for short in acronyms:
            yield from _acronym_pairs(before, short, bracket)
        for name in names:
            yield from _foreign_name_pairs(before, name, bracket)
    elif len(parts) == 1 and _HAN_NAME.fullmatch(parts[0]):
        yield from _chinese_inside(before, parts[0], bracket, called=called is not None)


def _acronym_pairs(before: str, short: str, bracket: str) -> Iterator[Pair]:
    """``before`` ends with a name that ``short`` abbreviates."""
    if not is_acronym(short):
        return
    if quoted := _quoted_end(before):
        yield Pair(short, quoted, _quote(quoted, bracket, before))
    elif _ends_chinese(before):
        context = _BEFORE.search(before)
        if context:
            yield Pair(short, "", bracket, context[0])
    elif latin := _LATIN_BEFORE.search(before):
        window = _last_words(latin[0], min(len(short) + 5, 2 * len(short)))
        if name := letters_match(short, window):
            yield Pair(short, name, name + bracket)


def _foreign_name_pairs(before: str, name: str, bracket: str) -> Iterator[Pair]:
    """``before`` ends with the abbreviation or the Chinese form of a name in letters."""
    acronym = _ACRONYM_BEFORE.search(before)
    if acronym and is_acronym(acronym[0]):
        short = _singular(acronym[0])
        if letters_match(short, name) == name:
            yield Pair(short, name, acronym[0] + bracket)
    elif quoted := _quoted_end(before):
        if _ends_chinese(quoted):
            yield Pair(name, quoted, _quote(quoted, bracket, before))
    elif _ends_chinese(before):
        context = _BEFORE.search(before)
        if context:
            yield Pair(name, "", bracket, context[0])


def _chinese_inside(before: str, inside: str, bracket: str, *, called: bool) -> Iterator[Pair]:
    """A Chinese form stands in the bracket: a short one of what is before it, or its name."""
    acronym = _ACRONYM_BEFORE.search(before)
    if acronym and not called and is_acronym(acronym[0]):
        if 2 * _units(acronym[0]) <= len(inside) + 2 and is_name(inside):
            yield Pair(_singular(acronym[0]), inside, acronym[0] + bracket)
    elif _HAN_SHORT.fullmatch(inside):
        yield from _chinese_short(before, inside, bracket, sure=called)


def _chinese_short(before: str, short: str, bracket: str, *, sure: bool = True) -> Iterator[Pair]:
    """A Chinese abbreviation of the name before it: its characters stand there in order."""
    name = _quoted_end(before)
    if name:
        if _abbreviates(short, name) or (sure and len(short) > 4 and not name.endswith(short)):
            yield Pair(short, name, _quote(name, bracket, before))
        return
    context = _BEFORE.search(before)
    if not context or len(short) < (2 if sure else 3):
        return
    name = _characters_match(short, context[0])
    leading = sure and short in name and not name.endswith(short) and is_name(name)
    if name and (leading or _abbreviates(short, name)):
        yield Pair(short, name, name + bracket)


def _row_pairs(passage: Passage, listed: bool) -> Iterator[Pair]:
    """A row of a table of abbreviations: the abbreviation and one or two names."""
    cells = [" ".join(cell.text.split()) for cell in passage.cells]
    label = " ".join(passage.label.split())
    if not 1 <= len(cells) <= 3 or not label:
        return
    shorts = [form for form in (label, *cells) if is_acronym(form)]
    names = [form for form in (label, *cells) if form and not is_acronym(form)]
    if len(shorts) == 1 and 1 <= len(names) <= 2:
        for name in names:
            yield from _listed_pair(shorts[0], name, passage.text, sure=listed)


def _listed_pair(short: str, name: str, quote: str, *, sure: bool) -> Iterator[Pair]:
    if not is_acronym(short) or len(name) > 90:
        return
    short, name = _singular(short), name.rstrip(" .")
    if letters_match(short, name) == name or (sure and (_is_latin_name(name) or is_name(name))):
        yield Pair(short, name, quote)


def is_acronym(text: str) -> bool:
    """Whether a text has the form of an abbreviation in letters: DTC, WTDC-22, DT实验室."""
    if not 2 <= len(text) <= 14 or not _ACRONYM.fullmatch(text) or _PLAIN_CODE.fullmatch(text):
        return False
    letters = [char for char in text if char.isascii() and char.isalpha()]
    capitals = sum(char.isupper() for char in letters)
    return 2 * capitals >= len(letters) and 2 * sum(map(str.isdigit, text)) <= len(text) + 1


def is_name(text: str) -> bool:
    """Whether a Chinese text is a name by itself: nouns, without function words."""
    if not _HAN_NAME.fullmatch(text) or len(text) < 4:
        return False
    words = _tagged()(text)
    return not any(_is_hard(word, tag) for word, tag in words) and words[-1][1][0] in "njlbsgv"


def _is_latin_name(text: str) -> bool:
    """Two words or more, most of those that are not tiny with a capital: a name in letters."""
    if not _LATIN_NAME.fullmatch(text) or len(text) > 80:
        return False
    words = [word for word in text.split() if len(word) > 3 or word[0].isupper()]
    return len(words) > 1 and 3 * sum(word[0].isupper() for word in words) >= 2 * len(words)


def _units(short: str) -> int:
    """How many words an abbreviation or a foreign name stands for, about."""
    if " " in short:
        return sum(
            _units(word) if is_acronym(word) else word[0].isupper() for word in short.split()
        )
    bare = _EDITION.sub("", short)
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


def _characters_match(short: str, context: str) -> str:
    """The end of a Chinese text, from a word's start, with a short form's characters in order."""
    starts, start = set(), 0
    for word, _ in _tagged()(context):
        starts.add(start)
        start += len(word)
    place = len(context)
    for number in range(len(short) - 1, -1, -1):
        place -= 1
        while place >= 0 and (
            context[place] != short[number] or (number == 0 and place not in starts)
        ):
            place -= 1
        if place < 0:
            return ""
    return context[place:]


def _abbreviates(short: str, name: str) -> bool:
    """Whether a short Chinese form leaves out characters inside the name, not only around it."""
    return short not in name and len(name) > len(short) + 1 and _characters_match(short, name) != ""


def _named(pair: Pair, name: str) -> Pair:
    quote = pair.quote if pair.quote.startswith(name) else name + pair.quote
    return replace(pair, name=name, quote=quote)


def _quoted_end(before: str) -> str:
    """What stands in the quotation or title marks that a text ends with."""
    if before[-1] not in _CLOSE:
        return ""
    opening = _OPEN[_CLOSE.index(before[-1])]
    start = before.rfind(opening, 0, len(before) - 1)
    name = before[start + 1 : -1].strip() if start >= 0 else ""
    return name if 3 <= len(name) <= MAX_NAME + 10 and not set("，。；,;\n") & set(name) else ""


def _quote(name: str, bracket: str, before: str = "") -> str:
    """The verbatim words: the name with its marks, and the bracket."""
    if before and before[-1] in _CLOSE:
        return before[before.rfind(name) - 1 :] + bracket
    return name[-60:] + bracket


def _ends_chinese(text: str) -> bool:
    return bool(text) and "\u3400" <= text[-1] <= "\u9fff"


def _unquoted(text: str) -> str:
    return text.strip(f"{_OPEN}{_CLOSE} “”")


def _singular(short: str) -> str:
    return _SINGULAR.sub("", short)


def _last_words(text: str, count: int) -> str:
    starts = [match.start() for match in _WORDS.finditer(text)]
    return text[starts[-count] :] if len(starts) > count else text


def _begins_word(text: str, place: int) -> bool:
    return place == 0 or not text[place - 1].isalnum()


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
