"""Which language a text is in, from its script and its commonest words."""

from __future__ import annotations

import re
from collections import Counter

SAMPLE_CHARS = 20_000
MIN_LETTERS = 3
MIN_WORDS = 2

_SCRIPTS = {
    "zh": re.compile("[\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff]+"),
    "ja": re.compile("[\u3040-\u30ff]+"),
    "ko": re.compile("[\u1100-\u11ff\uac00-\ud7a3]+"),
    "ru": re.compile("[\u0400-\u04ff]+"),
    "ar": re.compile("[\u0600-\u06ff\u0750-\u077f\ufb50-\ufdff\ufe70-\ufeff]+"),
    "he": re.compile("[\u0590-\u05ff]+"),
    "el": re.compile("[\u0370-\u03ff]+"),
    "hi": re.compile("[\u0900-\u097f]+"),
    "th": re.compile("[\u0e00-\u0e7f]+"),
    "latin": re.compile("[A-Za-z\u00c0-\u024f]+"),
}
# A Chinese character says as much as several letters of an alphabet.
_WEIGHT = {"zh": 5.0, "ja": 5.0, "ko": 5.0}
_WORD = re.compile("[a-z\u00df-\u024f'’]+")
_COMMON = {
    "en": """
        the of and to in is for that on with as by are be this was at from or an which will
        have its it has not
    """,
    "fr": """
        le la les de des du et en un une est pour que dans par sur au aux qui ne pas plus
        avec sont ce cette ou à
    """,
    "es": """
        el la los las de del y en un una es para que por con se no su al lo como más o sus
        son este esta
    """,
    "pt": """
        o a os as de do da dos das e em um uma é para que por com se não no na ao à mais
        como ou são foi pelo
    """,
    "de": """
        der die das und in den von zu mit ist des für auf im dem nicht ein eine als auch es
        an werden aus bei sind
    """,
    "it": """
        il la le di del della dei e in un una è per che con non si da al alla sono come più
        gli nel nella anche
    """,
    "nl": """
        de het een en van in is op te dat voor met zijn niet aan er door als bij ook naar
        wordt deze of om
    """,
    "pl": """
        i w na z do że się nie jest to oraz dla od po przez jak są za który o ze przy być
    """,
    "tr": """
        ve bir bu ile için de da olarak olan çok daha gibi en ya veya ancak göre
    """,
    "sv": """
        och i att det som en på är av för med till den har de inte om ett vi kan
    """,
    "id": """
        yang dan di untuk dengan dari pada ini dalam adalah itu tidak ke akan oleh atau
    """,
    "vi": """
        và của là có các trong cho được với không một những này đã để
    """,
}
_COMMON_SETS = {code: frozenset(words.split()) for code, words in _COMMON.items()}
_UKRAINIAN = re.compile("[іїєґ]")
_PERSIAN = re.compile("[پچژگ]")


def language_of(text: str) -> str:
    """The ISO 639-1 code of a text's main language, or empty where it has no letters to tell by.

    Args:
        text: any length; the first 20,000 characters count.
    """
    sample = text[:SAMPLE_CHARS]
    counts = {
        code: len("".join(pattern.findall(sample))) * _WEIGHT.get(code, 1.0)
        for code, pattern in _SCRIPTS.items()
    }
    if counts["ja"] * 10 > counts["zh"]:
        counts["ja"], counts["zh"] = counts["ja"] + counts["zh"], 0.0
    best = max(counts, key=lambda code: counts[code])
    if counts[best] < MIN_LETTERS:
        return ""
    if best == "latin":
        return _latin_language(sample)
    if best == "ru" and len(_UKRAINIAN.findall(sample)) * 30 > counts["ru"]:
        return "uk"
    if best == "ar" and len(_PERSIAN.findall(sample)) * 30 > counts["ar"]:
        return "fa"
    return best


def _latin_language(sample: str) -> str:
    """The language whose commonest words make up most of the text; English where none do."""
    words = Counter(_WORD.findall(sample.lower()))
    scores = {code: sum(words[word] for word in common) for code, common in _COMMON_SETS.items()}
    best = max(scores, key=lambda code: scores[code])
    return best if scores[best] >= MIN_WORDS else "en"
