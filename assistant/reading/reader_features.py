"""What the reader sees of a question and of sentences: words, and numbers about each of them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from assistant.reading.match import Floats, Matcher
from index.segment import tagged_words
from index.static import StaticEmbedder

Numbers = NDArray[np.int64]

MOST_WORDS = 120  # of a sentence; what comes after is not read
ENDINGS = 4096  # buckets for the last letters of words

# What a question may ask for, told by its question words in the six languages. A question may match
# several; a pattern's place is its number in the reader's weights, so append, never reorder.
ASKED = [
    ("year", r"哪一?年|何年|几几年|(?:which|what) year|quelle année|qué año|каком году"),
    (
        "day",
        r"哪一?[天日月]|几月|几号|何[日月]|(?:which|what) (?:date|day|month)|quelle date"
        r"|qué fecha",
    ),
    ("time", r"什么时候|何时|时间|时期|年代|\bwhen\b|\bquand\b|cuándo|когда|متى"),
    (
        "long",
        r"多久|多长时间|几[年天个月小]+|how long|duration|how many (?:years|months|days)",
    ),
    ("person", r"谁|哪一?[位名]|哪一?个人|何人|\bwho(?:m|se)?\b|\bqui\b|quién|кто\b|من هو"),
    (
        "place",
        r"哪里|哪儿|何[地处]|什么地[方区点]|位于哪|在哪|\bwhere\b|\boù\b|dónde|где\b|أين",
    ),
    (
        "named place",
        r"(?:哪一?[个些座]?|什么|何)(?:国家?|城市|地[方区点]|省份?|市|县|岛屿?|州|洲|区|城|镇|河|山)"
        r"|(?:which|what) (?:city|country|countries|place|region|state|town)|quels? pays"
        r"|qué país",
    ),
    (
        "body",
        r"(?:哪一?[个家所支些]?|什么)(?:机构|组织|部门?|公司|单位|委员会|学校|大学|学院|球队|企业|乐队|政党)"
        r"|(?:which|what) (?:organi[sz]ation|institution|agency|company|ministry|body|team|school)",
    ),
    (
        "number",
        r"多少|几(?=[个名家项次届期位国份种部集座所条人支])|how many|number of|combien"
        r"|cuánt|сколько|كم",
    ),
    (
        "money",
        r"多少(?:钱|资金|预算|经费|费用|[美欧日]?元|瑞郎)|how much|amount|budget|cost"
        r"|worth|value",
    ),
    (
        "share",
        r"百分之|百分比|比例|占比|几成|per ?cent|share|proportion|pourcentage|porcentaje",
    ),
    (
        "measure",
        r"多[高长大远宽重深快]|面积|人口|高度|长度"
        r"|how (?:tall|far|high|large|big|old|fast)",
    ),
    (
        "name",
        r"叫什么|什么名|何名|名[字称]|别名|称为|叫做|\bcalled\b|\bnames?\b|titles?\b"
        r"|nommé|llama",
    ),
    ("which", r"哪(?!里|儿|年|天|位)|\bwhich\b|\bquel|\bcuál|какой|какая"),
    ("what", r"什么|何(?!时|地|人|年)|\bwhat\b|\bque\b|\bqué\b|что\b|ما\b"),
    (
        "is what",
        r"(?:是|指|为)什么[？?。]?$|什么是|是指|指的是|含义|意思"
        r"|^what (?:is|are|was|were)\b|meaning|stand for",
    ),
    (
        "why",
        r"为什么|为何|因何|原因|怎么会|理由|\bwhy\b|reason|pourquoi|por qué|почему|لماذا",
    ),
    ("how", r"怎么|怎样|如何|\bhow (?!many|much|long)|comment\b|cómo|как\b|كيف"),
    (
        "list",
        r"哪些|哪[两二三四五六七八九十几]|分别|包括|列出|\blist\b"
        r"|which (?:two|three|four|five)|what are|who are",
    ),
    ("role", r"职[务位]|身份|担任|职业|什么(?:人|角色)|role|position|occupation"),
    (
        "kind",
        r"种类?|类型|属于|什么样|性质|类别|what (?:kind|type|sort)|which (?:kind|type)",
    ),
    (
        "work",
        r"《|作品|专辑|电影|歌曲?|书籍?|小说|报告|\breports?\b|\bbook\b|\bfilm\b"
        r"|\bsong\b",
    ),
]
_ASKED = [re.compile(pattern, re.IGNORECASE) for _, pattern in ASKED]
_ASKING = re.compile(
    r"什么|多少|哪[一个些里儿]?|谁|几(?![内何乎])|(?<![任几])何(?!况)|怎么?|如何"
    r"|多(?=[高长大远宽重深久])|为何"
    r"|\b(?:how (?:many|much|long)|how|what|which|who|whom|whose|when|where|why)\b"
    r"|\b(?:combien|quel(?:le)?s?|qui|quand|où|pourquoi|comment|qué|cuál(?:es)?|quién|cuándo|dónde)\b",
    re.IGNORECASE,
)
# Forms of words, a number for each; append, never reorder.
_FORMS = [
    re.compile(pattern)
    for pattern in (
        r"^[,，]$",
        r"^(?:、|and|or|和|与|及|以及|et|y)$",
        r"^[。.!！?？;；\n]+$",
        r"^[:：]$",
        r"^[“\"'‘「『《〈]$",
        r"^[”\"'’」』》〉]$",
        r"^[(（\[【]$",
        r"^[)）\]】]$",
        r"^[-–—－~～·/•]+$",
        r"\d",
        r"^[12]\d{3}$",
        r"^(?:[百千万亿]*[一二三四五六七八九十两零〇][一二三四五六七八九十百千万亿两零〇]*|(?i:one|two|three|four|five|six|seven|eight|nine|ten"
        r"|eleven|twelve|twenty|thirty|fifty|hundred|thousand|dozen)$)",
        r"(?i)^(?:january|february|march|april|may|june|july|august|september|october|november"
        r"|december)$",
        r"^[年月日号]$",
        r"^[A-Z]",
        r"^[A-Za-zÀ-ÿ]",
        r"^[\u3400-\u9fff]$",
        r"^[\u3400-\u9fff]{2}$",
        r"^[\u3400-\u9fff]{3,}$",
        r"^\s",
    )
]
_SEAM = re.compile(r"[,，;；、]|\b(?:and|et|y)\b|[和与及并]")
_TAGS = (
    "n nr ns nt nz nrt nrfg ng v vn vd vg a ad an ag d m mq q r t tg p c u uj ul uz ug uv f s b z i"
    " l j k h o e y x eng df"
).split()
TAGS = {tag: number for number, tag in enumerate(_TAGS, start=1)}


_FIGURE = re.compile(r"\d+(?:[.,:/]\d+)+|\d{1,3}(?:[ \u00a0\u202f]\d{3})+(?!\d)")
# Tags of words without content of their own, and of punctuation.
_EMPTY_TAGS = [TAGS[tag] for tag in "p c u uj ul uz ug uv y e o x d f k h r".split()]
_FAMILIAR = 0.9  # likeness to a word of the question from which a word says nothing new


@dataclass(frozen=True, slots=True)
class Words:
    """The words of one sentence, punctuation and blanks included.

    Attributes:
        starts: where each begins in the text.
        ends: where each ends.
    """

    texts: list[str]
    tags: list[int]
    starts: list[int]
    ends: list[int]


@lru_cache(maxsize=1024)
def cut(text: str) -> Words:
    """The words of a sentence in order; together they are the text."""
    words = Words([], [], [], [])
    figures = {match.start(): match.end() for match in _FIGURE.finditer(text)}
    place = 0
    until = 0  # end of a figure such as 9:30 or 756,000, which is one word
    for word, tag in tagged_words(text)[:MOST_WORDS]:
        end = place + len(word)
        if place < until:
            words.texts[-1] += word
            words.ends[-1] = end
        else:
            until = figures.get(place, 0)
            words.texts.append(word)
            words.tags.append(TAGS.get(tag, 0))
            words.starts.append(place)
            words.ends.append(end)
        place = end
    return words


@dataclass(frozen=True, slots=True)
class Asked:
    """A question as the reader sees it.

    Attributes:
        wanted: what it may ask for (one number for each of ``ASKED``, 0 or 1).
        around: vectors of the words before and after its question word, and of all (3, d).
    """

    wanted: Floats
    around: Floats


def read_question(text: str, vectors: StaticEmbedder) -> Asked:
    """What a question asks for."""
    wanted = np.array([bool(p.search(text)) for p in _ASKED], dtype=np.float32)
    asking = _ASKING.search(text)
    if asking:
        before, after = _near(text[: asking.start()], -3), _near(text[asking.end() :], 2)
    else:
        before, after = "", ""
    return Asked(wanted, vectors.embed([before, after, text]))


def question_words(question: str) -> tuple[list[str], Numbers]:
    """The words of a question and their parts of speech (q,); one empty word where it has none."""
    words = tagged_words(question)[:MOST_WORDS] or [("", "")]
    return [word for word, _ in words], np.array([TAGS.get(tag, 0) + 1 for _, tag in words])


def asked_apart(question: str) -> list[str]:
    """A question cut so that each part has one of its question words: "when and where was it?".

    Returns:
        the parts, one after another; the question itself where it has one question word or none.
    """
    asking = list(_ASKING.finditer(question))
    cuts = [0]
    for before, after in pairwise(asking):
        if after.start() - before.end() <= 1 and not _SEAM.search(
            question, before.end(), after.start()
        ):
            continue  # 几月几号 is one
        seams = list(_SEAM.finditer(question, before.end(), after.start()))
        cuts.append(seams[-1].end() if seams else after.start())
    return [question[start:end] for start, end in pairwise([*cuts, len(question)])]


def _near(text: str, count: int) -> str:
    words = [word for word, _ in tagged_words(text) if any(map(str.isalnum, word))]
    return " ".join(words[count:] if count < 0 else words[:count])


@dataclass(frozen=True, slots=True)
class Seen:
    """The words of several sentences as the reader sees them, n words in all.

    Attributes:
        vectors: of each word (n, d); zeros for one without.
        numbers: what else is told in numbers (n, NUMBERS).
        tags: part of speech (n,).
        endings: bucket of the last letter or letters (n,).
    """

    vectors: Floats
    numbers: Floats
    tags: Numbers
    endings: Numbers


NUMBERS = len(_FORMS) + 7
_COMMA, _JOINER, _DIGIT, _YEAR, _NUMERAL, _MONTH, _DATED = 0, 1, 9, 10, 11, 12, 13
_SAID = len(_FORMS)
_LETTERS = (15, 16, 17, 18)  # Latin or Chinese


def contents(numbers: Floats) -> Floats:
    """What a stretch may hold (n, 4): a number, a comma, a joiner of items, a word of the question.

    Whether a stretch of words has any of them is told to the reader for the stretch as a whole.

    Args:
        numbers: as in ``Seen``.
    """
    numeral = np.maximum(numbers[:, _DIGIT], numbers[:, _NUMERAL])
    columns = [numeral, numbers[:, _COMMA], numbers[:, _JOINER], numbers[:, _SAID]]
    return np.asarray(np.stack(columns, axis=1) > 0, dtype=np.float32)


def marks(seen: Seen) -> Floats:
    """What may be insisted on in an answer (n, 4), 0 or 1.

    Returns:
        whether a word has content that the question does not have, is or has a number, belongs to
        a date, and joins the items of a list.
    """
    numbers = seen.numbers
    letters = numbers[:, [_DIGIT, _NUMERAL, *_LETTERS]].any(axis=1)
    share, nearest = numbers[:, _SAID + 1], numbers[:, _SAID + 2]
    empty = np.isin(seen.tags, _EMPTY_TAGS)
    new = letters & ~empty & (share < 1.0) & (nearest < _FAMILIAR)
    number = numbers[:, [_DIGIT, _NUMERAL]].any(axis=1)
    dated = numbers[:, [_YEAR, _MONTH, _DATED]].any(axis=1)
    columns = [new, number, dated, numbers[:, _JOINER] > 0]
    return np.stack(columns, axis=1).astype(np.float32)


def read_words(
    question: str,
    sentences: Sequence[Words],
    asked: Asked,
    matcher: Matcher,
    source: StaticEmbedder,
) -> Seen:
    """Look at the words of sentences with a question in mind."""
    lowered = question.lower()
    kinds: dict[str, int] = {}
    for sentence in sentences:
        for word in sentence.texts:
            kinds.setdefault(word, len(kinds))
    words = list(kinds)
    vectors = source.embed(words)
    met = matcher.met(words)
    strongest = matcher.strongest(met)
    nearest = met.max(axis=0) if len(met) else strongest
    said = [_said(word.lower(), lowered) for word in words]
    likeness = vectors @ asked.around.T
    forms = np.array([_forms(word) for word in words], dtype=np.float32)
    of_word = np.concatenate(
        [
            forms,
            np.stack([*said_columns(said), nearest, strongest], axis=1),
            likeness,
        ],
        axis=1,
    ).astype(np.float32)
    endings = np.array([_ending(word) for word in words], dtype=np.int64)
    ids = np.array([kinds[w] for s in sentences for w in s.texts], dtype=np.int64)
    tags = np.array([tag for s in sentences for tag in s.tags], dtype=np.int64)
    return Seen(vectors.take(ids, axis=0), of_word.take(ids, axis=0), tags, endings.take(ids))


@lru_cache(maxsize=20_000)
def _forms(word: str) -> tuple[bool, ...]:
    return tuple(pattern.search(word) is not None for pattern in _FORMS)


def said_columns(said: Sequence[tuple[float, float]]) -> tuple[Floats, Floats]:
    """Whether each word stands in the question, and which share of its letters does."""
    both = np.array(said, dtype=np.float32)
    return both[:, 0], both[:, 1]


def _said(word: str, question: str) -> tuple[float, float]:
    letters = [char for char in word if char.isalnum()]
    if not letters:
        return 0.0, 0.0
    if word.isascii():
        if word not in question:
            return 0.0, 0.0
        return float(re.search(rf"\b{re.escape(word)}\b", question) is not None), 1.0
    share = sum(char in question for char in letters) / len(letters)
    return float(word in question), share


@lru_cache(maxsize=20_000)
def _ending(word: str) -> int:
    """Bucket of the letters that a word ends in: one of Chinese, three of others."""
    tail = word[-1:] if not word[-1:].isascii() else word[-3:].lower()
    if tail.isdigit():
        tail = str(len(word))
    value = 0
    for char in tail:
        value = (value * 1_000_003 + ord(char)) & 0xFFFFFFFF
    return value % ENDINGS
