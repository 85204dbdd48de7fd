"""Chinese questions word by word in English, so that the reader learns to go across languages.

Poor English, but the reader sees a question's words only through their vectors and its question
words (code-switching by dictionary; Qin et al. 2020, https://arxiv.org/abs/2006.06402). The
dictionary is the built-in model's own.
"""

from __future__ import annotations

import random
import re

from index.segment import tagged_words
from index.static import StaticEmbedder

SHARE = 1.0  # of the questions that are asked in English too
_NEAR = 0.45  # cosine of a word that will do as a translation
_ASKING = {
    "哪一?年|何年": "which year",
    "哪一?[天日]|几月几[日号]|几号": "what date",
    "什么时候|何时": "when",
    "谁|哪位": "who",
    "哪里|哪儿|何[地处]": "where",
    "多少": "how many",
    "为什么|为何": "why",
    "怎么|怎样|如何": "how",
    "哪些": "what are the",
    "哪[一两三四五六]?[个家所支些种座位条]?": "which",
    "几": "how many",
    "什么": "what",
    "何": "what",
}
_ASKED = re.compile("|".join(f"({pattern})" for pattern in _ASKING))
_FUNCTION = dict(
    zip("的在和与是被由于从对有", "of in and and is by by in from to has".split(), strict=True)
)
_HAN = re.compile(r"[\u3400-\u9fff]")


def gloss(question: str, vectors: StaticEmbedder, draw: random.Random) -> str:
    """A Chinese question in English words; what has no translation is left out."""
    asking = _ASKED.search(question)
    if asking is None:
        return " ".join(_words(question, vectors, draw))
    words = _words(question[: asking.start()], vectors, draw)
    tail = _words(question[asking.end() :], vectors, draw)
    asked = list(_ASKING.values())[(asking.lastindex or 1) - 1]
    if draw.random() < 0.6:  # as English would have it
        return " ".join([asked, *tail[:2], *words, *tail[2:]])
    return " ".join([*words, asked, *tail])


def _words(text: str, vectors: StaticEmbedder, draw: random.Random) -> list[str]:
    found: list[str] = []
    for word, _ in tagged_words(text):
        if word in _FUNCTION:
            found += [_FUNCTION[word]] if draw.random() < 0.8 else []
        elif _HAN.search(word):
            for token, others in vectors.translate(word).items():
                near = [other for other, cosine in others if cosine > _NEAR][:3]
                if near:
                    found.append(draw.choice(near) if draw.random() < 0.5 else near[0])
                elif not _HAN.search(token):
                    found.append(token)
        elif word.strip():
            found.append(word)
    return found
