"""Questions made of English sentences by taking something out, for want of English pairs.

The answer is taken out of a sentence, question words for its kind are put before what is left, and
some of that is dropped (cloze questions; Lewis et al. 2019, https://arxiv.org/abs/1906.04980).
Where the sentence's Chinese translation shows the answer, it may be looked for there.
"""

from __future__ import annotations

import random
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from assistant.question import subject
from assistant.reading.extract import TOLD
from assistant.reading.match import Matcher
from assistant.reading.reader_features import cut
from eval.reader_training.examples import Candidates
from index.static import StaticEmbedder

_NUMBER = (
    r"(?:\d[\d,.]*%?|two|three|four|five|six|seven|eight|nine|ten|twelve|twenty|thirty|fifty"
    r"|a hundred|a thousand)"
)
_MONTH = (
    r"(?:January|February|March|April|May|June|July|August|September|October|November|December)"
)
_DATE = rf"(?:\d{{1,2}} )?{_MONTH}(?: \d{{1,2}}(?:st|nd|rd|th)?)?(?:,? \d{{4}})?"
_TIME = (
    r"(?:last|next) (?:night|week|month|year|Monday|Sunday|Friday)|yesterday|tomorrow"
    r"|at \d[\d:]*(?: (?:am|pm|o'clock))?|every (?:day|morning|night|week|year)"
    r"|(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day"
)
_PERSON = r"(?:Mr|Mrs|Ms|Dr)\.? [A-Z]\w+|Tom|Mary|John|Bill|Jack|Jane|Ken|Bob|Alice"
_SPOT = (
    r"the (?:park|library|kitchen|station|office|hospital|garden|city|center|airport|river|lake)"
)
_ITEM = r"[\w-]+(?: [\w-]+)?"
_PURPOSE = r"(?:avoid|make|get|help|ensure|prevent|improve|reduce)\b"
# Kind, where its answer stands (the first group), and how it is asked for.
_KINDS = [
    ("year", r"\b(?:in|since|by|until|from) ((?:1[5-9]|20)\d\d)\b", "in which year|when|what year"),
    ("date", rf"\b(?:on |in |until |since )({_DATE})\b", "when|on what date"),
    ("time", rf"\b(?:on )?({_TIME})\b", "when"),
    ("number", rf"\b({_NUMBER}) ([a-z]+s)\b", "how many {}"),
    ("share", r"\b(\d[\d.]*(?:%| percent| per cent))", "what percentage|what share"),
    ("person", rf"\b({_PERSON})\b(?!')", "who|whom"),
    (
        "place",
        rf"\b(?:in|to|from|at) ((?:[A-Z][a-z]+)(?: [A-Z][a-z]+)*|{_SPOT})\b",
        "where|in which country|in what place",
    ),
    ("why", r"\b(because (?:of )?[^.,;:!?]+)", "why|for what reason"),
    (
        "what for",
        rf"\b(in order to [^.,;:!?]+|so that [^.,;:!?]+|to {_PURPOSE}[^.,;:!?]+)",
        "why|what for|for what purpose",
    ),
    ("list", rf"\b((?:{_ITEM}, )+(?:{_ITEM},? )?(?:and|or) {_ITEM})", "what|which|what are the"),
    ("quoted", r"[\"“]([^\"”]{3,60})[\"”]", "what|what is the name"),
    (
        "called",
        r"\b(?:called|named|known as) ((?:the |an? )?[\w-]+(?: [A-Z][\w-]+)*)",
        "what is it called|what",
    ),
    (
        "is a",
        r"^(?:The |An? )?[\w-]+(?: [\w-]+)? (?:is|are|was|means) ((?:an?|the) [^.,;:]+)",
        "what is|what was|what",
    ),
    (
        "thing",
        r"\b((?:an?|the) (?:[a-z-]+ )?[a-z-]+)"
        r"(?=[.,;:!?]| (?:in|on|at|of|for|with|to|and|from|by|that|is|was)\b)",
        "what|which",
    ),
]
_PATTERNS = [(kind, re.compile(pattern), asks.split("|")) for kind, pattern, asks in _KINDS]
_PLAIN = frozenset(
    "the a an of to in on at for with and or is was are were be by from that this it".split()
)
_BEFORE = re.compile(r"\b(?:in|on|at|since|by|until|from|to|because|called|named)\s*$")
_WORD = re.compile(r"[\w'’-]+")
_REASON = re.compile(r"((?:因为|由于|为了|以便|以)[^，。；！？,]+)")
_QUOTED = re.compile(r"[“「《\"]([^”」》\"]{2,30})[”」》\"]")
_ALIKE = 0.55  # cosine of a word and its translation
_RIVALS, _LOOKED_AT = 5, 12


@dataclass(frozen=True, slots=True)
class Cloze:
    """A made question, its answer, and the sentences to find it in."""

    question: str
    answer: str
    found: Candidates


def clozes(
    pairs: Sequence[tuple[str, str]], count: int, vectors: StaticEmbedder, draw: random.Random
) -> Iterator[Cloze]:
    """Up to ``count`` questions, all kinds in about equal number.

    Args:
        pairs: English and Chinese sentences, in the order of their texts.
        count: how many.
        vectors: finds rivals, and the answer in Chinese.
        draw: chooses.
    """
    english = vectors.embed([pair[0] for pair in pairs])
    made: Counter[str] = Counter()
    order = list(range(len(pairs)))
    draw.shuffle(order)
    for number in order:
        if made.total() >= count:
            return
        chosen = _chosen(pairs[number][0], made, count // 6, draw)
        if chosen is None:
            continue
        kind, asked, answer = chosen
        in_chinese = ""
        if draw.random() < 0.5:
            in_chinese = _in_chinese(answer, kind, pairs[number][1], vectors)
        side = 1 if in_chinese else 0
        rivals = _rivals(number, english, draw)
        texts = list(dict.fromkeys(pairs[i][side] for i in rivals))
        right = [text == pairs[number][side] for text in texts]
        matcher = Matcher(subject(asked), vectors, texts)
        made[kind] += 1
        yield Cloze(
            asked,
            in_chinese or answer,
            Candidates(texts, np.zeros((len(texts), TOLD)), right, matcher),
        )


def _chosen(
    sentence: str, made: Counter[str], most: int, draw: random.Random
) -> tuple[str, str, str] | None:
    """Kind, question and answer: what the sentence offers and there is least of so far."""
    offers = [
        (kind, draw.choice(found), asks)
        for kind, pattern, asks in _PATTERNS
        if made[kind] <= most and (found := list(pattern.finditer(sentence)))
    ]
    if not offers:
        return None
    offers.sort(key=lambda offer: made[offer[0]])
    kind, match, asks = offers[0] if draw.random() < 0.8 else draw.choice(offers)
    asked = _question(sentence, match, draw.choice(asks), draw)
    return (kind, asked, match[1]) if asked else None


def _question(sentence: str, match: re.Match[str], asks: str, draw: random.Random) -> str:
    """The sentence without the answer and some other words, and the question words; or empty."""
    end = match.end(1)
    if "{}" in asks:
        asks, end = asks.format(match[2]), match.end(2)
    before = sentence[: match.start(1)]
    if draw.random() < 0.8:
        before = _BEFORE.sub("", before)
    words = [
        word
        for word in _WORD.findall(f"{before} {sentence[end:]}")
        if draw.random() > (0.3 if word.lower() in _PLAIN else 0.18)
    ]
    if sum(word.lower() not in _PLAIN for word in words) < 2:
        return ""
    first = max(0, len(_WORD.findall(before)) - 9) if len(words) > 16 else 0
    rest = " ".join(words[first : first + 16])
    helper = draw.choice(["did", "does", "is", "was", "", "do"])
    asked = f"{asks} {helper} {rest}?" if draw.random() < 0.85 else f"{rest} {asks}?"
    asked = " ".join(asked.split())
    return asked[0].upper() + asked[1:]


def _in_chinese(answer: str, kind: str, chinese: str, vectors: StaticEmbedder) -> str:
    """The answer as the translation has it, or empty where that cannot be told."""
    if kind in ("why", "what for"):
        found = _REASON.search(chinese)
        return found[1] if found else ""
    if kind == "quoted":
        found = _QUOTED.search(chinese)
        return found[1] if found else ""
    if re.search(r"\d{3}|^[\d,.% ]+$", answer):
        digits = re.escape(re.sub(r"[^\d.]", "", answer).strip("."))
        found = re.search(rf"(?<!\d){digits}(?!\d)\s*(?:年|%|万|亿)?", chinese)
        return found[0].strip() if found else ""
    words = cut(chinese).texts
    if not words:
        return ""
    alike = vectors.embed(words) @ vectors.embed([answer])[0]
    best = int(np.argmax(alike))
    return words[best] if alike[best] >= _ALIKE else ""


def _rivals(number: int, vectors: np.ndarray, draw: random.Random) -> list[int]:
    """The sentence with its neighbours and those most like it, in any order."""
    alike = vectors @ vectors[number]
    alike[number] = -1.0
    most = min(_LOOKED_AT, len(alike) - 1)
    near = [int(i) for i in np.argpartition(-alike, most)[:most]]
    draw.shuffle(near)
    beside = [i for i in (number - 1, number + 1) if 0 <= i < len(vectors)]
    rivals = [number, *beside, *[i for i in near if i not in beside][:_RIVALS]]
    draw.shuffle(rivals)
    return rivals
